//! Records of a set of claims as features for a map, drawn as precisely as their words and no more.
//! Not responsible for deciding which claim is right.

use geo_types::{Geometry, LineString, MultiLineString, Polygon};
use serde_json::{Value, json};

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::model::claim::{ClaimSet, Incident, RecordKind, Toll};
use crate::model::dates::DateSpan;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::precision::Location;
use crate::model::shape::{Longitudes, Shape};

/// Which records of a set are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    /// Incidents, aggregates and context.
    Incidents,
    /// Diplomatic events.
    Diplomacy,
}

/// The records of `set` as features, in the set's order.
///
/// A point is drawn as a point, a stretch of border as a line, a district as its area. What is known only to a province
/// or a country has no geometry, since an outline of that size would pass for a place; `areas` names it.
#[must_use]
pub fn incident_features(atlas: &Atlas, set: &ClaimSet, records: Records) -> Vec<Feature> {
    let diplomatic = |record: &&Incident| record.record == RecordKind::DiplomaticEvent;
    let wanted = set.records.iter().filter(|record| diplomatic(record) == (records == Records::Diplomacy));
    wanted.map(|record| feature(atlas, set, record)).collect()
}

fn feature(atlas: &Atlas, set: &ClaimSet, record: &Incident) -> Feature {
    Feature {
        id: Some(FeatureId::Text(record.id.clone())),
        shape: record.whereabouts.location().ok().and_then(|location| drawn(atlas, &location)),
        properties: properties(set, record),
    }
}

fn properties(set: &ClaimSet, record: &Incident) -> Properties {
    let place = &record.whereabouts;
    let first = record.claims.first();
    let source = first.and_then(|claim| set.sources.iter().find(|source| source.id == claim.source));
    let actors: Vec<&str> = record
        .claims
        .iter()
        .flat_map(|claim| &claim.actors)
        .filter_map(|part| set.actors.iter().find(|actor| actor.id == part.actor))
        .map(|actor| actor.name.as_str())
        .fold(Vec::new(), |mut seen, name| {
            if !seen.contains(&name) {
                seen.push(name);
            }
            seen
        });
    let kinds: Vec<&str> = record.conflicts.iter().map(|conflict| conflict.kind.as_str()).collect();
    let Value::Object(properties) = json!({
        "id": record.id,
        "record": record.record.word(),
        "what": record.what,
        "title": record.title,
        "summary": record.summary,
        "date": span(&record.when),
        "date_start": record.when.start.map(|day| day.to_string()),
        "date_end": record.when.end.map(|day| day.to_string()),
        "date_precision": record.when.precision,
        "precision": place.precision.word(),
        "where": place.as_written,
        "areas": place.areas.join(" "),
        "place": place.place,
        "radius_m": place.radius_m,
        "asserted_by": first.map(|claim| claim.asserted_by.who.as_str()),
        "verb": first.map(|claim| claim.verb.as_str()),
        "killed": first.and_then(|claim| claim.toll.as_ref()).and_then(killed),
        "actors": actors.join("; "),
        "claims": record.claims.len(),
        "conflicts": kinds.join(" "),
        "unknown": record.unknown.join(" "),
        "source": source.map(|source| source.title.as_str()),
        "source_url": source.and_then(|source| source.url.as_deref()),
        "note": place.note,
    }) else {
        return Properties::new();
    };
    properties
}

/// The toll that one claim states; sources are never added up.
fn killed(toll: &Toll) -> Option<String> {
    let killed = toll.killed?;
    killed.best.map(|best| best.to_string()).or_else(|| toll.as_written.clone())
}

fn span(when: &DateSpan) -> Option<String> {
    Some(when.to_string()).filter(|text| !text.is_empty())
}

fn drawn(atlas: &Atlas, location: &Location) -> Option<Shape> {
    match location {
        Location::Point { at, .. } => Some(Shape::from_place(*at)),
        Location::AlongBorder { border, within, .. } => {
            // a country's stretch is all of its border
            let within = within.as_deref().filter(|id| district(atlas, id).is_some());
            stretch(atlas, border, within)
        }
        Location::Areas(ids) => match ids.as_slice() {
            [id] => district(atlas, id),
            _ => None,
        },
        // no line is drawn where none is known, and no point where the place is none
        Location::Along { .. } | Location::Water { .. } | Location::Unlocated => None,
    }
}

fn district(atlas: &Atlas, id: &str) -> Option<Shape> {
    let wanted = FeatureId::Text(id.to_owned());
    let layer = atlas.layer(LayerName::Districts);
    layer.features.iter().find(|feature| feature.id.as_ref() == Some(&wanted))?.shape.clone()
}

/// The border's course, or the part of it that is an edge of region `within`.
fn stretch(atlas: &Atlas, border: &str, within: Option<&str>) -> Option<Shape> {
    let Some(within) = within else {
        let wanted = FeatureId::Text(border.to_owned());
        let coarse = atlas.layer(LayerName::Borders100m);
        return coarse.features.iter().find(|feature| feature.id.as_ref() == Some(&wanted))?.shape.clone();
    };
    let line = atlas.borders().iter().find(|line| line.border.id == border)?;
    let area = district(atlas, within)?.polygons()?;
    let corners: Vec<_> = area.iter().map(Polygon::exterior).flat_map(|ring| ring.0.iter().copied()).collect();
    let mut sorted: Vec<(u64, u64)> = corners.iter().map(|corner| (corner.x.to_bits(), corner.y.to_bits())).collect();
    sorted.sort_unstable();
    let on_edge = |at: &geo_types::Coord<f64>| sorted.binary_search(&(at.x.to_bits(), at.y.to_bits())).is_ok();
    let lines: Vec<LineString<f64>> = line
        .border
        .lines
        .iter()
        .flat_map(|line| line.0.split(|at| !on_edge(at)))
        .filter(|run| run.len() > 1)
        .map(|run| LineString(run.to_vec()))
        .collect();
    Shape::new(Geometry::MultiLineString(MultiLineString(lines)), Longitudes::Strict).ok()?.shape
}
