//! What an archive tells of itself. Not responsible for its tiles.
//!
//! # Source
//! `PMTiles` specification, version 3, "JSON metadata"; `TileJSON` 3.0 for `vector_layers`; the shape of `tilestats` is that of
//! Mapbox's geostats.

use serde_json::{Map, Value, json};

use crate::io::write::credit;
use crate::io::write::pmtiles::layer::TileLayer;
use crate::io::write::pmtiles::zooms::ZoomSpan;

/// Where all of the input's and the layers' own metadata stand.
const WHOLE: &str = "metadata";

/// What nobody is to take for a place.
const MEAN_PLACES: &str = "A point with the tag aggregated stands for several records at the mean of their places, and is itself \
                           no place where anything was.";

/// The metadata of an archive called `name`; `told` is what its records and its drawn layers tell of themselves.
pub(super) fn metadata(name: &str, layers: &[TileLayer], zooms: ZoomSpan, told: &[Option<&Value>]) -> Value {
    let mut metadata = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            metadata.insert(name.to_owned(), value);
        }
    };
    put("name", Some(name.into()));
    let caution = joined(told, "disclaimer", " ");
    let description: Vec<String> = caution.into_iter().chain([MEAN_PLACES.to_owned()]).collect();
    put("description", Some(description.join(" ").into()));
    put("attribution", joined(told, "attribution", "; ").map(|text| html(&text).into()));
    put("licence", joined(told, "licence", " AND ").map(Value::from));
    put("type", Some("overlay".into()));
    put("format", Some("pbf".into()));
    put("generator", Some(concat!("sarhad ", env!("CARGO_PKG_VERSION")).into()));
    put("vector_layers", Some(layers.iter().map(|layer| vector_layer(layer, zooms)).collect()));
    put("tilestats", Some(tilestats(layers)));
    put("records", Some(layers.iter().map(record_counts).collect()));
    put(WHOLE, told.first().and_then(|first| first.cloned()));
    Value::Object(metadata)
}

fn vector_layer(layer: &TileLayer, zooms: ZoomSpan) -> Value {
    json!({
        "id": layer.name,
        "fields": layer.tags.fields(),
        "minzoom": zooms.least,
        "maxzoom": zooms.most,
    })
}

/// How many records a layer has, and how many of them are in no tile.
fn record_counts(layer: &TileLayer) -> Value {
    let counts = &layer.counts;
    json!({
        "layer": layer.name,
        "records": counts.records,
        "in_tiles": layer.spots.len(),
        "without_location": counts.without_place,
        "beyond_web_mercator": counts.beyond,
        "cut_at_web_mercator": counts.cut,
    })
}

fn tilestats(layers: &[TileLayer]) -> Value {
    let of_layer = |layer: &TileLayer| {
        let fields = layer.tags.fields();
        let attributes: Vec<Value> = fields
            .iter()
            .map(|(name, said)| json!({ "attribute": name, "type": said.as_str().unwrap_or_default().to_lowercase() }))
            .collect();
        let counts = &layer.counts;
        let types = [(counts.points, "Point"), (counts.lines, "LineString"), (counts.areas, "Polygon")];
        let mut held = types.into_iter().filter(|(count, _)| *count > 0).map(|(_, name)| name);
        // readers take it for the type of all features
        let geometry = held.next().filter(|_| held.next().is_none());
        let mut stats = json!({
            "layer": layer.name,
            "count": layer.spots.len(),
            "attributeCount": attributes.len(),
            "attributes": attributes,
        });
        if let Some(geometry) = geometry {
            stats["geometry"] = geometry.into();
        }
        stats
    };
    json!({ "layerCount": layers.len(), "layers": layers.iter().map(of_layer).collect::<Vec<_>>() })
}

/// The texts of a member, each once.
fn joined(told: &[Option<&Value>], member: &str, between: &str) -> Option<String> {
    let mut texts: Vec<&str> = Vec::new();
    for text in told.iter().flat_map(|told| credit::told(*told, member)) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    (!texts.is_empty()).then(|| texts.join(between))
}

/// `text` as HTML shows it as it stands: map libraries show attributions as HTML.
fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
