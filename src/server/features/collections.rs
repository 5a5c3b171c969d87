//! What each collection tells of itself. Not responsible for its features.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::collection::span::Span;
use crate::server::features::crs::Crs;
use crate::server::features::forms::{CSV, FGB, GEOJSON, HTML, JSON, KML, SCHEMA};
use crate::server::features::links::{self, Link, TILES_REL};
use crate::server::http::BaseUrl;
use crate::server::state::{Entry, EntryKind, Served};

/// The relation of schemas.
const SCHEMA_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";
/// The relation of queryables.
const QUERYABLES_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

/// All collections.
#[must_use]
pub fn list(served: &Served, base: &BaseUrl) -> Value {
    let collections: Vec<Value> = served.entries().map(|entry| description(entry, base)).collect();
    let links = [
        Link::new("self", JSON.media, base.to("/collections?f=json"), "this document"),
        Link::new("alternate", HTML.media, base.to("/collections?f=html"), "the same as a page"),
    ];
    json!({ "links": links::json(&links), "collections": collections })
}

/// One collection.
#[must_use]
pub fn description(entry: &Entry, base: &BaseUrl) -> Value {
    let collection = entry.collection();
    let card = collection.card();
    let mut members = Map::new();
    members.insert("id".to_owned(), entry.id.clone().into());
    members.insert("title".to_owned(), card.title().into());
    if let Some(words) = words(entry) {
        members.insert("description".to_owned(), words.into());
    }
    for (member, name) in [("attribution", "attribution"), ("licence", "license"), ("disclaimer", "disclaimer")] {
        if let Some(text) = card.told(member) {
            members.insert(name.to_owned(), text.into());
        }
    }
    members.insert("itemType".to_owned(), "feature".into());
    members.insert("extent".to_owned(), extent(entry));
    members.insert("crs".to_owned(), Crs::ALL.map(Crs::uri).to_vec().into());
    members.insert("storageCrs".to_owned(), Crs::Crs84.uri().into());
    members.insert("numberOfItems".to_owned(), collection.len().into());
    members.insert("links".to_owned(), links::json(&links_of(entry, base)));
    Value::Object(members)
}

/// What it is in a sentence or two, with what has to be said of its borders.
fn words(entry: &Entry) -> Option<String> {
    let card = entry.collection().card();
    let own = card.told("description").map(str::to_owned);
    let kind = match entry.kind {
        EntryKind::Records => None,
        EntryKind::Layer(_) => Some(format!("a layer of the atlas, as drawn by {}", card.told("attribution")?)),
    };
    let parts = [own.or(kind), card.told("disclaimer").map(str::to_owned)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" – "))
}

fn extent(entry: &Entry) -> Value {
    let collection = entry.collection();
    let bounds = collection.boxes().bounds().unwrap_or([-180.0, -90.0, 180.0, 90.0]);
    let mut extent = json!({ "spatial": { "bbox": [bounds], "crs": Crs::Crs84.uri() } });
    if let Some(Span { first_s, last_s }) = collection.times() {
        let interval = json!([[moment(first_s), moment(last_s)]]);
        let trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
        extent["temporal"] = json!({ "interval": interval, "trs": trs });
    }
    extent
}

/// A second as RFC 3339 has it; null for an open end.
fn moment(second: i64) -> Value {
    Timestamp::from_second(second).map_or(Value::Null, |moment| moment.to_string().into())
}

fn links_of(entry: &Entry, base: &BaseUrl) -> Vec<Link> {
    let at = |path: &str| base.to(&format!("/collections/{}{path}", entry.id));
    let title = entry.collection().card().title();
    vec![
        Link::new("self", JSON.media, at("?f=json"), "this document"),
        Link::new("alternate", HTML.media, at("?f=html"), "the same as a page"),
        Link::new("items", GEOJSON.media, at("/items?f=json"), format!("{title}, as GeoJSON")),
        Link::new("items", HTML.media, at("/items?f=html"), format!("{title}, as a page")),
        Link::new("items", CSV.media, at("/items?f=csv"), format!("{title}, as a table")),
        Link::new("items", FGB.media, at("/items?f=fgb"), format!("{title}, as FlatGeobuf")),
        Link::new("items", KML.media, at("/items?f=kml"), format!("{title}, as KML")),
        Link::new(SCHEMA_REL, SCHEMA.media, at("/schema?f=json"), "what a feature has"),
        Link::new(QUERYABLES_REL, SCHEMA.media, at("/queryables?f=json"), "what filters may name"),
        Link::new(TILES_REL, JSON.media, at("/tiles?f=json"), "vector tiles"),
    ]
}
