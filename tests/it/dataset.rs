//! The coded article: valid by its published schema, whole, and drawn as precisely as its words and no more.

use std::collections::BTreeSet;

use sarhad::Atlas;
use sarhad::atlas::article::article;
use sarhad::model::claim::RecordKind;
use sarhad::model::precision::Location;
use sarhad::query::incidents::{Records, incident_features};
use serde_json::Value;

fn json(path: &str) -> Value {
    let whole = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&std::fs::read_to_string(whole).unwrap()).unwrap()
}

#[test]
fn it_is_valid_by_its_schema_and_the_schema_can_refuse() {
    let validator = jsonschema::validator_for(&json("data/schema/claims.schema.json")).unwrap();
    let mut set = json("data/incidents/article-2024-01-28.json");
    let errors: Vec<String> =
        validator.iter_errors(&set).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    set["records"][0]["claims"][0]["verb"] = Value::Null;
    assert!(!validator.is_valid(&set), "a claim without a verb passes");
}

#[test]
fn it_holds_what_the_article_tells() {
    let set = article();
    let kind = |wanted: RecordKind| set.records.iter().filter(|record| record.record == wanted).count();
    assert_eq!(set.records.len() - kind(RecordKind::DiplomaticEvent), 15);
    assert_eq!((kind(RecordKind::DiplomaticEvent), set.flows.len(), set.places.len()), (10, 5, 21));
    for record in &set.records {
        assert!(record.whereabouts.location().is_ok(), "{}", record.id);
        assert!(!record.claims.is_empty(), "{} has no claim", record.id);
    }
}

#[test]
fn every_claim_names_a_source_and_every_conflict_its_claims() {
    let set = article();
    let sources: BTreeSet<&str> = set.sources.iter().map(|source| source.id.as_str()).collect();
    let claims: BTreeSet<&str> =
        set.records.iter().flat_map(|record| &record.claims).map(|claim| claim.id.as_str()).collect();
    for record in &set.records {
        for claim in &record.claims {
            assert!(sources.contains(claim.source.as_str()), "{} from {}", claim.id, claim.source);
        }
        for conflict in &record.conflicts {
            assert!(conflict.claims.len() > 1, "{}: {} disagrees with nobody", record.id, conflict.kind);
            assert!(conflict.claims.iter().all(|claim| claims.contains(claim.as_str())), "{}", record.id);
        }
    }
}

/// The disagreements that the coding rules list, each with the article and at least one other source.
#[test]
fn the_known_disagreements_stand_side_by_side() {
    let set = article();
    for id in ["A1", "A2", "A3", "A9", "A10", "A11", "A12", "A13", "A14", "A15"] {
        let record = set.records.iter().find(|record| record.id == id).unwrap();
        let sources: BTreeSet<&str> = record.claims.iter().map(|claim| claim.source.as_str()).collect();
        assert!(!record.conflicts.is_empty() && sources.len() > 1, "{id} shows no disagreement");
    }
}

#[test]
fn only_what_is_known_to_a_spot_is_a_point() {
    let atlas = Atlas::built_in();
    let features = incident_features(&atlas, article(), Records::Incidents);
    let drawn: Vec<(String, &str)> = features
        .iter()
        .map(|feature| {
            let kind = match feature.shape.as_ref().map(sarhad::model::shape::Shape::geometry) {
                None => "listed",
                Some(geo_types::Geometry::Point(_)) => "point",
                Some(geo_types::Geometry::LineString(_) | geo_types::Geometry::MultiLineString(_)) => "line",
                Some(_) => "area",
            };
            (feature.id.as_ref().unwrap().to_string(), kind)
        })
        .collect();
    let with =
        |wanted: &str| drawn.iter().filter(|(_, kind)| *kind == wanted).map(|(id, _)| id.as_str()).collect::<Vec<_>>();
    assert_eq!(with("point"), ["A3"]);
    assert_eq!(with("line"), ["A1", "A11"]);
    assert_eq!(with("area"), ["A10", "A13"]);
    assert_eq!(with("listed").len(), 10);
}

/// Referee: the edge-matched district's share of the border, 107.8 km on finer outlines; tolerance 4 km for ours.
#[test]
fn a_locality_without_coordinates_is_its_districts_stretch_of_the_border() {
    let atlas = Atlas::built_in();
    let features = incident_features(&atlas, article(), Records::Incidents);
    let stretch = features.iter().find(|feature| feature.text("id") == Some("A11")).unwrap().shape.as_ref().unwrap();
    let km: f64 = stretch.lines().iter().map(|line| sarhad::geometry::geodesic::length(line).km()).sum();
    assert!((km - 107.8).abs() < 4.0, "{km} km");
    let chogab = article().records.iter().find(|record| record.id == "A11").unwrap().whereabouts.location().unwrap();
    assert!(matches!(chogab, Location::AlongBorder { .. }));
}

/// How far a district reaches depends on whose outline it is: the tool measures it, the dataset does not say.
#[test]
fn its_notes_on_places_name_no_distance() {
    let set = json("data/incidents/article-2024-01-28.json");
    let of_places = set["places"].as_array().unwrap().iter().map(|place| &place["caution"]);
    let of_records = set["records"].as_array().unwrap().iter().map(|record| &record["where"]["note"]);
    for note in of_places.chain(of_records).filter_map(Value::as_str) {
        assert!(!note.contains(" km from Iran"), "{note}");
    }
}
