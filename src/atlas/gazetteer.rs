//! The gazetteer of an atlas: an entry for each unit, place, crossing and border of its layers. Not responsible for finding names.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::DeflateDecoder;
use serde::Deserialize;
use serde_json::Value;

use crate::atlas::layer_name::LayerName;
use crate::atlas::names::{actors, stops};
use crate::atlas::pack::UNIT_NAMES;
use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::names::entry::{CODE, Entry, Kind, Spelling};
use crate::names::gazetteer::{Closeness, Gazetteer};
use crate::names::stops::{Stop, Stops};
use crate::units::Metres;

/// The layers whose names are in the gazetteer of an atlas, which whoever shows an entry credits.
pub const GAZETTEER_LAYERS: [LayerName; LAYERS.len()] = {
    let mut layers = [LayerName::Countries; LAYERS.len()];
    let mut number = 0;
    while number < layers.len() {
        layers[number] = LAYERS[number].0;
        number += 1;
    }
    layers
};

/// The layers whose features have names, and the kind of each.
const LAYERS: [(LayerName, Kind); 8] = [
    (LayerName::Countries, Kind::Country),
    (LayerName::Provinces, Kind::Province),
    (LayerName::Districts, Kind::District),
    (LayerName::Crossings, Kind::Crossing),
    (LayerName::Borders, Kind::Border),
    (LayerName::Tripoints, Kind::Tripoint),
    (LayerName::Regions, Kind::FuzzyRegion),
    (LayerName::Places, Kind::Town),
];
/// Properties with a name, and its language.
const NAMES: [(&str, &str); 4] = [("name", "en"), ("name_fa", "fa"), ("name_ur", "ur"), ("name_bal", "bal")];
/// Properties with a code by which tables name units.
const CODES: [&str; 3] = ["code", "code_former", "iso3"];
/// Kinds of actors whose names are also those of places, or name the place where they were: `protesters in Zahedan`.
const PLACES_TOO: [&str; 2] = ["state", "unnamed group"];

#[derive(Deserialize)]
struct UnitNames {
    names: Vec<NamesOfUnit>,
}

#[derive(Deserialize)]
struct NamesOfUnit {
    id: String,
    names: Vec<WrittenName>,
}

#[derive(Deserialize, Clone)]
struct WrittenName {
    name: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    script: Option<String>,
}

impl From<WrittenName> for Spelling {
    fn from(WrittenName { name, lang, script }: WrittenName) -> Self {
        Self { name, lang, script }
    }
}

/// The gazetteer of `atlas`.
pub(super) fn of(atlas: &Atlas) -> Gazetteer {
    let mut more = unit_names();
    let mut entries = Vec::new();
    for (layer, kind) in LAYERS {
        for (number, feature) in atlas.layer(layer).features.iter().enumerate() {
            let mut entry = entry(feature, kind, number);
            let unit = more.remove(&entry.id).into_iter().flatten();
            for spelling in unit {
                add(&mut entry.spellings, spelling);
            }
            entries.push(entry);
        }
    }
    let gazetteer = Gazetteer::new(entries, Stops::default());
    let stops = stops_beside(&gazetteer);
    gazetteer.with_stops(stops)
}

/// The names of units that stand in a file of their own.
fn unit_names() -> BTreeMap<String, Vec<Spelling>> {
    let mut json = Vec::new();
    DeflateDecoder::new(UNIT_NAMES).read_to_end(&mut json).expect("what build.rs deflates can be inflated");
    let file: UnitNames = serde_json::from_slice(&json).expect("the built-in names of units are read by a test");
    let spelt = |unit: NamesOfUnit| (unit.id, unit.names.into_iter().map(Spelling::from).collect());
    file.names.into_iter().map(spelt).collect()
}

fn entry(feature: &Feature, kind: Kind, number: usize) -> Entry {
    let text = |key: &str| feature.text(key).map(str::to_owned);
    let number_of = |key: &str| feature.properties.get(key).and_then(Value::as_f64);
    let RegionName { id, name, country, parent, source } = RegionName::of(feature, number);
    let own_kind = text("kind").filter(|_| kind == Kind::Town).and_then(|word| word.parse().ok());
    Entry {
        kind: own_kind.unwrap_or(kind),
        spellings: spellings(feature, [&id, &name], kind),
        name,
        country,
        parent,
        at: feature.shape.as_ref().and_then(Shape::point),
        accuracy: number_of("accuracy_m").map(Metres::new),
        source: source.unwrap_or_default(),
        population: feature.properties.get("population").and_then(Value::as_u64),
        province: text("province"),
        district: text("district"),
        id,
    }
}

fn spellings(feature: &Feature, [id, name]: [&str; 2], kind: Kind) -> Vec<Spelling> {
    let mut spellings = Vec::new();
    let mut put = |name: &str, lang: &str| {
        let spelling = Spelling { name: name.to_owned(), lang: Some(lang.to_owned()), script: None };
        add(&mut spellings, spelling);
    };
    put(name, "en");
    for (key, lang) in NAMES {
        if let Some(name) = feature.text(key) {
            put(name, lang);
            // a reading of a fuzzy region goes by the region's name, too
            if let Some((region, _)) = name.split_once(": ").filter(|_| kind == Kind::FuzzyRegion) {
                put(region, lang);
            }
        }
    }
    for other in feature.properties.get("also_called").and_then(Value::as_array).into_iter().flatten() {
        if let Some(name) = other.as_str() {
            put(name, "en");
        }
    }
    put(id, CODE);
    // the code of a place is a number of its source's
    for key in CODES.into_iter().filter(|_| kind != Kind::Town) {
        if let Some(code) = feature.text(key) {
            put(code, CODE);
        }
    }
    for name in feature.properties.get("names").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| name.get(key).and_then(Value::as_str).map(str::to_owned);
        if let Some(name) = text("name") {
            add(&mut spellings, Spelling { name, lang: text("lang"), script: text("script") });
        }
    }
    spellings
}

/// Adds a spelling that is not there yet.
fn add(spellings: &mut Vec<Spelling>, spelling: Spelling) {
    if !spelling.name.is_empty() && !spellings.iter().any(|known| known.name == spelling.name) {
        spellings.push(spelling);
    }
}

/// The stop phrases and the names of actors, except names that places have.
fn stops_beside(gazetteer: &Gazetteer) -> Stops {
    let is_place = |name: &str| gazetteer.named(name).iter().any(|hit| hit.closeness == Closeness::Exact);
    let mut all = stops().clone();
    for actor in actors().all().iter().filter(|actor| !PLACES_TOO.contains(&actor.kind.as_str())) {
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            if !is_place(name) {
                let kind = if actor.kind.is_empty() { "actor" } else { &actor.kind };
                let words = format!("{} is the name of a group or person ({kind}), not of a place", actor.name);
                all.add(name, Stop::Actor { id: actor.id.clone(), words });
            }
        }
    }
    all
}
