//! Sets of tiles as OGC API – Tiles tells of them. Not responsible for the tiles.
//!
//! # Source
//! OGC 20-057 (OGC API – Tiles, Part 1), chapters 8 to 10; OGC 17-083r4, chapter 7, for the metadata of a set of tiles.

use serde_json::{Value, json};

use crate::server::features::forms::{HTML, JSON};
use crate::server::features::links::{self, Link};
use crate::server::http::{BaseUrl, Form, Problem};
use crate::server::state::Served;
use crate::server::tiles::address::Subject;
use crate::server::tiles::matrix::{self, MATRIX_SET, MATRIX_SET_URI, WEB_MERCATOR};
use crate::server::tiles::shelf::layers;
use crate::server::tiles::tilejson;

/// Tiles.
pub const MVT: Form =
    Form { name: "mvt", media: "application/vnd.mapbox-vector-tile", also: &["application/x-protobuf"] };
/// The relation of a set's definition.
const SCHEME_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// The sets of tiles of `subject`: there is one.
#[must_use]
pub fn list(served: &Served, subject: Subject, base: &BaseUrl) -> Value {
    let path = tilejson::set_path(served, subject);
    let own = [
        Link::new("self", JSON.media, base.to(&format!("{path}?f=json")), "this document"),
        Link::new("alternate", HTML.media, base.to(&format!("{path}?f=html")), "the same as a page"),
    ];
    let set = base.to(&format!("{path}/{MATRIX_SET}"));
    let inner = [
        Link::new("self", JSON.media, set, "what is in these tiles"),
        Link::new(SCHEME_REL, JSON.media, base.to(&matrix::path()), "where these tiles lie"),
    ];
    json!({
        "links": links::json(&own),
        "tilesets": [{
            "title": tilejson::title(served, subject),
            "dataType": "vector",
            "crs": WEB_MERCATOR,
            "tileMatrixSetURI": MATRIX_SET_URI,
            "links": links::json(&inner),
        }],
    })
}

/// What is told of a set of tiles.
///
/// # Errors
/// Where `subject` is too much for tiles.
pub fn metadata(served: &Served, subject: Subject, base: &BaseUrl) -> Result<Value, Problem> {
    let held = layers(served, subject)?;
    let entries = tilejson::entries(served, subject);
    let path = format!("{}/{MATRIX_SET}", tilejson::set_path(served, subject));
    let own = [
        Link::new("self", JSON.media, base.to(&format!("{path}?f=json")), "this document"),
        Link::new("alternate", HTML.media, base.to(&format!("{path}?f=html")), "the same as a page"),
        Link::new(SCHEME_REL, JSON.media, base.to(&matrix::path()), "where these tiles lie"),
        Link::new("describedby", JSON.media, base.to(&tilejson::path(served, subject)), "the same as TileJSON"),
    ];
    let mut links = links::json(&own);
    let template = tilejson::template(served, subject, ["{tileMatrix}", "{tileRow}", "{tileCol}"]);
    let mut item = Link::new("item", MVT.media, base.to(&template), "the tiles").json();
    item["templated"] = true.into();
    if let Some(links) = links.as_array_mut() {
        links.push(item);
    }
    let layer = |layer: &std::sync::Arc<crate::io::write::tiles::LiveLayer>| {
        let properties: serde_json::Map<String, Value> =
            layer.fields().into_iter().map(|(name, said)| (name, json!({ "type": json_type(&said) }))).collect();
        json!({
            "id": layer.name(),
            "dataType": "vector",
            "minTileMatrix": "0",
            "maxTileMatrix": matrix::DEEPEST.to_string(),
            "propertiesSchema": { "type": "object", "properties": properties },
        })
    };
    let mut document = json!({
        "title": tilejson::title(served, subject),
        "description": tilejson::description(&entries),
        "attribution": tilejson::attribution(&entries),
        "license": tilejson::told(&entries, "licence").join(" AND "),
        "dataType": "vector",
        "crs": WEB_MERCATOR,
        "tileMatrixSetURI": MATRIX_SET_URI,
        "mediaTypes": [MVT.media],
        "layers": held.iter().map(layer).collect::<Vec<Value>>(),
        "links": links,
    });
    if let Some([west, south, east, north]) = tilejson::bounds(&held) {
        let crs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
        document["boundingBox"] = json!({ "lowerLeft": [west, south], "upperRight": [east, north], "crs": crs });
    }
    Ok(document)
}

/// What JSON Schema calls the type that `TileJSON` calls so.
fn json_type(said: &Value) -> &'static str {
    match said.as_str() {
        Some("Boolean") => "boolean",
        Some("Number") => "number",
        _ => "string",
    }
}
