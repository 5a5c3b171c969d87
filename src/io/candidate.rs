//! A place that a name may mean, as a row. Not responsible for finding it.

use serde_json::{Value, json};

use crate::lonlat::LonLat;
use crate::model::feature::Properties;
use crate::model::source::Source;
use crate::query::place::{Candidate, Why};
use crate::units::Metres;

/// The columns of [`candidate_row`].
pub const CANDIDATE_COLUMNS: [&str; 15] = [
    "id",
    "name",
    "kind",
    "score",
    "why",
    "country",
    "province",
    "district",
    "parent",
    "lon",
    "lat",
    "accuracy_m",
    "distance_m",
    "source",
    "attribution",
];

/// `candidate` as a row, with the credit of its `source`.
#[must_use]
pub fn candidate_row(candidate: &Candidate, source: Option<&Source>) -> Properties {
    let entry = candidate.entry;
    let Value::Object(properties) = json!({
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind.word(),
        "score": candidate.score,
        "why": why_words(candidate),
        "country": entry.country,
        "province": entry.province,
        "district": entry.district,
        "parent": entry.parent,
        "lon": entry.at.map(LonLat::lon),
        "lat": entry.at.map(LonLat::lat),
        "accuracy_m": entry.accuracy.map(Metres::value),
        "distance_m": candidate.distance.map(|distance| (distance.value() * 10.0).round() / 10.0),
        "source": entry.source,
        "attribution": source.map(|source| &source.attribution),
    }) else {
        return Properties::new();
    };
    properties
}

/// Why it is a candidate, in words.
#[must_use]
pub fn why_words(candidate: &Candidate) -> String {
    candidate.why.iter().map(Why::words).collect::<Vec<_>>().join("; ")
}
