//! The credit, licence and caution that travel with every answer. Not responsible for how they are written.

use serde_json::{Map, Value, json};

use crate::atlas::GAZETTEER_LAYERS;
use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::geometry::edge::EdgeModel;
use crate::model::source::{LayerMetadata, Source};

/// What an answer tells about the layers that its answers come from, and how distances were measured.
#[must_use]
pub fn credit(atlas: &Atlas, used: &[LayerName], edges: Option<EdgeModel>) -> Value {
    let cards: Vec<&LayerMetadata> = used.iter().map(|&name| &atlas.layer(name).metadata).collect();
    let all = |between: &str, part: fn(&LayerMetadata) -> Option<&String>| {
        joined(between, cards.iter().copied().filter_map(part))
    };
    let mut credit = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            credit.insert(name.to_owned(), value.into());
        }
    };
    put("generator", Some(concat!("sarhad ", env!("CARGO_PKG_VERSION")).to_owned()));
    put("measured", edges.map(measured));
    put("attribution", all("; ", |card| card.attribution.as_ref()));
    put("licence", all(" AND ", |card| card.licence.as_ref()));
    put("disclaimer", all("; ", |card| card.disclaimer.as_ref()));
    let layers: Vec<Value> = used.iter().zip(&cards).map(|(name, card)| layer_card(*name, card)).collect();
    credit.insert("layers".to_owned(), layers.into());
    Value::Object(credit)
}

/// The dataset of this id, as the layers that the gazetteer is made of tell of it.
#[must_use]
pub fn gazetteer_source<'a>(atlas: &'a Atlas, id: &str) -> Option<&'a Source> {
    GAZETTEER_LAYERS.iter().flat_map(|&layer| &atlas.layer(layer).metadata.sources).find(|source| source.id == id)
}

/// How distances are measured, in words.
#[must_use]
pub fn measured(edges: EdgeModel) -> String {
    format!("geodesic distances on WGS 84; edges {}", edge_words(edges))
}

/// The edge model in words.
#[must_use]
pub fn edge_words(edges: EdgeModel) -> &'static str {
    match edges {
        EdgeModel::Rfc7946 => "straight in longitude and latitude (rfc7946)",
        EdgeModel::Geodesic => "shortest paths on the ellipsoid (geodesic)",
    }
}

fn layer_card(name: LayerName, card: &LayerMetadata) -> Value {
    json!({
        "layer": name.word(),
        "title": card.title,
        "date": card.date,
        "accuracy_m": card.accuracy_m,
        "viewpoint": card.viewpoint,
    })
}

/// The parts of all texts, each once, in order; a part that another one begins with adds nothing.
fn joined<'a>(between: &str, texts: impl Iterator<Item = &'a String>) -> Option<String> {
    let parts: Vec<&str> = texts.flat_map(|text| text.split(between)).map(str::trim).collect();
    let mut told: Vec<&str> = Vec::new();
    for &part in &parts {
        let within_another = parts.iter().any(|other| other.len() > part.len() && other.starts_with(part));
        if !part.is_empty() && !within_another && !told.contains(&part) {
            told.push(part);
        }
    }
    (!told.is_empty()).then(|| told.join(between))
}
