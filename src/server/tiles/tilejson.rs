//! What map libraries are told of tiles. Not responsible for the tiles.
//!
//! # Source
//! `TileJSON` 3.0.0. Its placeholders are `{z}`, `{x}` and `{y}`, in whichever order an address has them; ours has rows before
//! columns, as OGC API – Tiles.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::io::write::tiles::{DEEPEST_MADE, LiveLayer};
use crate::server::features::credit::{credit, texts};
use crate::server::features::crs::MERCATOR_MOST_DEG;
use crate::server::html::escaped;
use crate::server::http::{BaseUrl, Problem};
use crate::server::state::{Entry, Served};
use crate::server::tiles::address::{ALL, Subject};
use crate::server::tiles::matrix::MATRIX_SET;
use crate::server::tiles::shelf::layers;

/// What nobody is to take for a place.
const MEAN_PLACES: &str = "A point with the tag aggregated stands for several records at the mean of their places, and is itself \
                           no place where anything was.";

/// What map libraries are told of the tiles of `subject`.
///
/// # Errors
/// Where it is too much for tiles.
pub fn document(served: &Served, subject: Subject, base: &BaseUrl) -> Result<Value, Problem> {
    let layers = layers(served, subject)?;
    let entries = entries(served, subject);
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    put("tilejson", "3.0.0".into());
    put("name", title(served, subject).into());
    put("description", description(&entries).into());
    put("version", "1.0.0".into());
    put("attribution", attribution(&entries).into());
    put("scheme", "xyz".into());
    put("tiles", json!([base.to(&template(served, subject, ["{z}", "{y}", "{x}"]))]));
    put("minzoom", 0.into());
    put("maxzoom", DEEPEST_MADE.into());
    if let Some(bounds) = bounds(&layers) {
        put("bounds", bounds.to_vec().into());
    }
    put("vector_layers", layers.iter().map(|layer| vector_layer(layer, &entries)).collect());
    Ok(Value::Object(members))
}

/// Its collections.
#[must_use]
pub fn entries(served: &Served, subject: Subject) -> Vec<&Entry> {
    let numbers = subject.numbers(served);
    served.entries().enumerate().filter(|(number, _)| numbers.contains(number)).map(|(_, entry)| entry).collect()
}

/// What it is called.
#[must_use]
pub fn title(served: &Served, subject: Subject) -> String {
    match (subject, entries(served, subject).first()) {
        (Subject::One(_), Some(entry)) => entry.collection().card().title().to_owned(),
        _ => served.title.clone(),
    }
}

/// The path of its `TileJSON`.
#[must_use]
pub fn path(served: &Served, subject: Subject) -> String {
    match (subject, entries(served, subject).first()) {
        (Subject::One(_), Some(entry)) => format!("/tiles/{}.json", entry.id),
        _ => format!("/tiles/{ALL}.json"),
    }
}

/// The path of its set of tiles.
#[must_use]
pub fn set_path(served: &Served, subject: Subject) -> String {
    match (subject, entries(served, subject).first()) {
        (Subject::One(_), Some(entry)) => format!("/collections/{}/tiles", entry.id),
        _ => "/tiles".to_owned(),
    }
}

/// The path of its tiles, with these words in place of zoom, row and column.
#[must_use]
pub fn template(served: &Served, subject: Subject, [zoom, row, column]: [&str; 3]) -> String {
    format!("{}/{MATRIX_SET}/{zoom}/{row}/{column}", set_path(served, subject))
}

/// The box around all layers, within the square.
#[must_use]
pub fn bounds(layers: &[Arc<LiveLayer>]) -> Option<[f64; 4]> {
    let all = layers.iter().filter_map(|layer| layer.bounds());
    let around = all.reduce(|one, other| {
        [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
    })?;
    let [west, south, east, north] = around;
    Some([
        west,
        south.clamp(-MERCATOR_MOST_DEG, MERCATOR_MOST_DEG),
        east,
        north.clamp(-MERCATOR_MOST_DEG, MERCATOR_MOST_DEG),
    ])
}

fn vector_layer(layer: &LiveLayer, entries: &[&Entry]) -> Value {
    let entry = entries.iter().find(|entry| entry.id == layer.name());
    let title = entry.map_or(layer.name(), |entry| entry.collection().card().title());
    json!({
        "id": layer.name(),
        "description": title,
        "minzoom": 0,
        "maxzoom": DEEPEST_MADE,
        "fields": layer.fields(),
    })
}

/// Credit of all collections as markup, each once: map libraries show it as such.
#[must_use]
pub fn attribution(entries: &[&Entry]) -> String {
    let texts = told(entries, "attribution");
    let mut credits: Vec<&str> = Vec::new();
    for credit in texts.iter().flat_map(|text| text.split("; ")) {
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    escaped(&credits.join("; "))
}

/// What has to be said of them: what borders are not, and what a mean is not.
#[must_use]
pub fn description(entries: &[&Entry]) -> String {
    let mut texts = told(entries, "disclaimer");
    texts.push(MEAN_PLACES.to_owned());
    texts.join(" – ")
}

/// The texts of `member` in the cards of collections and in those within them, each once.
#[must_use]
pub fn told(entries: &[&Entry], member: &str) -> Vec<String> {
    let mut told = Vec::new();
    for text in entries.iter().filter_map(|entry| credit(entry.collection())).flat_map(|card| texts(&card, member)) {
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told
}
