//! What the gazetteer's files promise: ids, scripts, and that actors and phrases are each told once. Referees: the layers and the
//! built-in incidents, whose ids the files repeat.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

fn file(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(path);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn places_and_names_are_as_many_as_promised() {
    let places = file("gazetteer/places.geojson");
    let places = places["features"].as_array().unwrap();
    let names: usize = places.iter().map(|place| place["properties"]["names"].as_array().unwrap().len()).sum();
    assert_eq!(places.len(), 1_696);
    assert!(names >= 14_000, "{names}");
    for place in places {
        let located = place["geometry"]["type"] == "Point";
        assert_eq!(located, place["properties"]["kind"] == "town", "{}", place["id"]);
        assert_eq!(located, place["properties"]["accuracy_m"].is_number(), "{}", place["id"]);
    }
}

#[test]
fn every_unit_has_names_and_each_name_says_its_script_and_source() {
    let units = file("gazetteer/unit-names.json");
    let named: BTreeSet<&str> = ids(&units["names"]).into_iter().collect();
    let mut known = BTreeSet::new();
    for layer in ["countries", "provinces", "districts", "crossings", "borders", "tripoints", "regions"] {
        known.extend(ids(&file(&format!("layers/{layer}.geojson"))["features"]).into_iter().map(str::to_owned));
    }
    assert_eq!(named, known.iter().map(String::as_str).collect());
    for unit in units["names"].as_array().unwrap() {
        for name in unit["names"].as_array().unwrap() {
            let says = |key: &str, known: &[&str]| known.contains(&name[key].as_str().unwrap_or_default());
            assert!(says("script", &["Latn", "Arab", "Cyrl", "Deva", "Guru"]), "{name}");
            assert!(says("source", &["natural-earth-10m", "sarhad"]), "{name}");
        }
    }
}

#[test]
fn no_two_actors_share_a_name_and_all_of_the_incidents_are_there() {
    let (actors, incidents) = (file("gazetteer/actors.json"), file("incidents/article-2024-01-28.json"));
    let known: BTreeSet<&str> = ids(&actors["actors"]).into_iter().collect();
    assert_eq!(known.len(), actors["actors"].as_array().unwrap().len());
    for id in ids(&incidents["actors"]) {
        assert!(known.contains(id), "{id}");
    }
    let mut seen = BTreeSet::new();
    for actor in actors["actors"].as_array().unwrap() {
        let aliases = actor["aliases"].as_array().unwrap();
        let own: BTreeSet<String> =
            aliases.iter().chain([&actor["name"]]).map(|name| name.as_str().unwrap().to_lowercase()).collect();
        for name in own {
            assert!(seen.insert(name.clone()), "{name} is the name of two");
        }
    }
}

#[test]
fn phrases_that_are_no_places_say_why() {
    let phrases = file("gazetteer/not-places.json");
    let mut seen = BTreeSet::new();
    for phrase in phrases["phrases"].as_array().unwrap() {
        assert!(phrase["reason"].as_str().is_some_and(|reason| reason.len() > 10), "{phrase}");
        assert!(seen.insert(phrase["phrase"].as_str().unwrap()), "{phrase} is there twice");
    }
    for phrase in ["Islamic State in the Khorasan Province", "Khorasan Diary", "Peshawar-based", "Quetta Shura"] {
        assert!(seen.contains(phrase), "{phrase}");
    }
}
