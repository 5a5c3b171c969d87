//! Records of a set of claims as features for a map, drawn as precisely as their words and no more.
//! Not responsible for deciding which claim is right.

use geo_types::{Geometry, LineString, MultiLineString, Polygon};
use serde_json::{Value, json};

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::model::claim::{Claim, ClaimSet, Incident, RecordKind, Toll};
use crate::model::dates::DateSpan;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::precision::{Location, Whereabouts};
use crate::model::shape::{Longitudes, Shape};

/// Which records of a set are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    /// Incidents, aggregates and context.
    Incidents,
    /// Diplomatic events.
    Diplomacy,
    /// All of them.
    All,
}

impl Records {
    /// The records of `set` that are wanted, in the set's order.
    pub fn of(self, set: &ClaimSet) -> impl Iterator<Item = &Incident> {
        let diplomatic = |record: &&Incident| record.record == RecordKind::DiplomaticEvent;
        let wanted = move |record: &&Incident| self == Self::All || diplomatic(record) == (self == Self::Diplomacy);
        set.records.iter().filter(wanted)
    }
}

/// The records of `set` as features, in the set's order.
///
/// A point is drawn as a point, a stretch of border as a line, a district as its area. What is known only to a province
/// or a country has no geometry, since an outline of that size would pass for a place; `areas` names it, and `along_border`
/// the border that it is tied to.
#[must_use]
pub fn incident_features(atlas: &Atlas, set: &ClaimSet, records: Records) -> Vec<Feature> {
    records.of(set).map(|record| feature(atlas, set, record)).collect()
}

/// The claims of `set` as features: one a claim, in the set's order, whose `incident_id` names its record.
///
/// A claim is drawn where it says that the event was; one that names no place is drawn where its record is, and `place_of` says
/// `record`. A coordinate that stands for more than a place, as UCDP's for a road, is not drawn: it is in `stated_lon` and
/// `stated_lat`.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// use sarhad::atlas::article::article;
/// use sarhad::query::incidents::{Records, claim_features};
/// let claims = claim_features(&Atlas::built_in(), article(), Records::Incidents);
/// let alleged = claims.iter().find(|claim| claim.text("id") == Some("A10.3")).unwrap();
/// assert_eq!((alleged.text("verb"), alleged.text("place_of")), (Some("alleged"), Some("record")));
/// ```
#[must_use]
pub fn claim_features(atlas: &Atlas, set: &ClaimSet, records: Records) -> Vec<Feature> {
    let mut features = Vec::new();
    for record in records.of(set) {
        let own_place = shape(atlas, &record.whereabouts);
        for claim in &record.claims {
            let shape = claim.whereabouts.as_ref().map_or_else(|| own_place.clone(), |place| shape(atlas, place));
            let properties = claim_properties(set, record, claim);
            features.push(Feature { id: Some(FeatureId::Text(claim.id.clone())), shape, properties });
        }
    }
    features
}

fn feature(atlas: &Atlas, set: &ClaimSet, record: &Incident) -> Feature {
    Feature {
        id: Some(FeatureId::Text(record.id.clone())),
        shape: shape(atlas, &record.whereabouts),
        properties: properties(set, record),
    }
}

fn shape(atlas: &Atlas, place: &Whereabouts) -> Option<Shape> {
    place.location().ok().and_then(|location| drawn(atlas, &location))
}

fn properties(set: &ClaimSet, record: &Incident) -> Properties {
    let place = &record.whereabouts;
    let first = record.claims.first();
    let source = first.and_then(|claim| set.source(&claim.source));
    let kinds: Vec<&str> = record.conflicts.iter().map(|conflict| conflict.kind.as_str()).collect();
    members(json!({
        "id": record.id,
        "record": record.record.word(),
        "what": record.what,
        "title": record.title,
        "label": label(record),
        "summary": record.summary,
        "date": span(&record.when),
        "date_start": record.when.start.map(|day| day.to_string()),
        "date_end": record.when.end.map(|day| day.to_string()),
        "date_precision": record.when.precision,
        "precision": place.precision.word(),
        "where": place.as_written,
        "areas": place.areas.join(" "),
        "along_border": place.border,
        "place": place.place,
        "radius_m": place.radius_m,
        "asserted_by": first.map(|claim| claim.asserted_by.who.as_str()),
        "verb": first.map(|claim| claim.verb.as_str()),
        "killed": first.and_then(|claim| claim.toll.as_ref()).and_then(killed),
        "actors": actors(set, record.claims.iter()),
        "claims": record.claims.len(),
        "conflicts": kinds.join(" "),
        "unknown": record.unknown.join(" "),
        "source": source.map(|source| source.title.as_str()),
        "source_url": source.and_then(|source| source.url.as_deref()),
        "note": place.note,
    }))
}

fn claim_properties(set: &ClaimSet, record: &Incident, claim: &Claim) -> Properties {
    let place = claim.whereabouts.as_ref().unwrap_or(&record.whereabouts);
    let when = claim.when.as_ref().unwrap_or(&record.when);
    let source = set.source(&claim.source);
    let kinds = record.conflicts.iter().filter(|conflict| conflict.claims.contains(&claim.id));
    let kinds: Vec<&str> = kinds.map(|conflict| conflict.kind.as_str()).collect();
    let of = |own: bool| if own { "claim" } else { "record" };
    members(json!({
        "id": claim.id,
        "incident_id": record.id,
        "record": record.record.word(),
        "what": record.what,
        "title": record.title,
        "label": claim_label(claim),
        "statement": claim.statement,
        "about": claim.about.join(" "),
        "date": span(when),
        "date_start": when.start.map(|day| day.to_string()),
        "date_end": when.end.map(|day| day.to_string()),
        "date_precision": when.precision,
        "date_of": of(claim.when.is_some()),
        "precision": place.precision.word(),
        "where": place.as_written,
        "areas": place.areas.join(" "),
        "along_border": place.border,
        "place": place.place,
        "place_of": of(claim.whereabouts.is_some()),
        "stated_lon": place.lon,
        "stated_lat": place.lat,
        "radius_m": place.radius_m,
        "asserted_by": claim.asserted_by.who,
        "who_kind": claim.asserted_by.kind,
        "verb": claim.verb,
        "quoted": claim.quoted,
        "said_on": claim.said_on,
        "killed": claim.toll.as_ref().and_then(killed),
        "actors": actors(set, std::iter::once(claim)),
        "conflicts": kinds.join(" "),
        "status": claim.status,
        "source": source.map_or(claim.source.as_str(), |source| source.title.as_str()),
        "source_publisher": source.and_then(|source| source.publisher.as_deref()),
        "source_published": source.and_then(|source| source.published.as_deref()),
        "source_url": source.and_then(|source| source.url.as_deref()),
        "note": place.note,
    }))
}

fn members(object: Value) -> Properties {
    match object {
        Value::Object(members) => members,
        _ => Properties::new(),
    }
}

/// The names of the actors of `claims`, each once, in the order in which they come.
fn actors<'a>(set: &ClaimSet, claims: impl Iterator<Item = &'a Claim>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for part in claims.flat_map(|claim| &claim.actors) {
        let name = set.actor(&part.actor).map_or(part.actor.as_str(), |actor| actor.name.as_str());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

/// What a map may write beside a record: its title, and by whom it is alleged where its main source does not vouch for it.
///
/// A record that the main source states, and of which it lets somebody allege a part, says so too.
fn label(record: &Incident) -> String {
    let Some(first) = record.claims.first() else { return shortened(&record.title, LABEL_CHARS) };
    let main = |claim: &&Claim| claim.source == first.source && claim.is_hearsay();
    let told = match record.claims.iter().find(main) {
        Some(claim) if std::ptr::eq(claim, first) => voice(claim),
        Some(claim) => format!("in part {}", voice(claim)),
        None => return shortened(&record.title, LABEL_CHARS),
    };
    let room = LABEL_CHARS.saturating_sub(told.chars().count() + 3).max(LABEL_CHARS / 2);
    format!("{} ({told})", shortened(&record.title, room))
}

/// `alleged by the minister`; the verb in the form that stands before "by".
fn voice(claim: &Claim) -> String {
    // offices and "as reported by" stand behind a comma; `asserted_by` has them
    let who = claim.asserted_by.who.split(", ").next().unwrap_or_default();
    let verb = claim.verb.to_lowercase();
    let forms = [("alleg", "alleged"), ("claim", "claimed"), ("believ", "believed"), ("suspect", "suspected")];
    let form = forms.iter().find(|(stem, _)| verb.contains(stem)).map_or("said", |(_, form)| form);
    if who.starts_with("not said") { format!("{form}, {who}") } else { format!("{form} by {who}") }
}

/// What a map may write beside a claim: who says it, with which verb, and what.
fn claim_label(claim: &Claim) -> String {
    shortened(&format!("{} {}: {}", claim.asserted_by.who, claim.verb, claim.statement), LABEL_CHARS)
}

/// Characters of a label: two lines of a popup.
const LABEL_CHARS: usize = 110;

/// `text`, or as many of its characters as `most` holds with an ellipsis.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
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
