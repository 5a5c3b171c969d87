//! The claims behind records, as the page shows them side by side. Not responsible for which of them is right.

use serde_json::{Value, json};

use crate::cli::claims::place_words;
use crate::cli::date_words::date_words;
use crate::model::claim::{Claim, ClaimSet, Incident};
use crate::model::dates::DateSpan;
use crate::model::feature::{Feature, FeatureId};
use crate::model::precision::Whereabouts;
use crate::query::conflicts::{Disagreement, of_record};
use crate::query::contrast::toll_words;

/// The property of records that holds them.
const CLAIMS: &str = "claim_list";

/// Puts the claims of `set` into the records that they are about.
pub(super) fn add(set: &ClaimSet, records: &mut [Feature]) {
    for feature in records {
        let Some(id) = feature.id.as_ref().map(FeatureId::to_string) else { continue };
        if let Some(record) = set.records.iter().find(|record| record.id == id) {
            feature.properties.insert(CLAIMS.to_owned(), claims(set, record));
        }
    }
}

/// What the claims were read in.
pub(super) fn sources(set: &ClaimSet) -> Value {
    let source = |source: &crate::model::claim::ClaimSource| {
        json!({
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
        })
    };
    set.sources.iter().map(source).collect()
}

fn claims(set: &ClaimSet, record: &Incident) -> Value {
    let conflicts = of_record(set, record);
    record.claims.iter().map(|claim| told(set, claim, &conflicts)).collect()
}

fn told(set: &ClaimSet, claim: &Claim, conflicts: &[Disagreement]) -> Value {
    let naming = |found: &&Disagreement| found.one.iter().chain(&found.other).any(|other| std::ptr::eq(*other, claim));
    let mut differs_in: Vec<&str> = conflicts.iter().filter(naming).map(|found| found.kind.word()).collect();
    differs_in.dedup();
    json!({
        "id": claim.id,
        "who": claim.asserted_by.who,
        "who_kind": claim.asserted_by.kind,
        "verb": claim.verb,
        "quoted": claim.quoted,
        "statement": claim.statement,
        "about": claim.about,
        "said_on": claim.said_on,
        // the words of the source are what a reader understands; ours, with ids, stand where there are none
        "when": claim.when.as_ref().map(|when| when.as_written.clone().unwrap_or_else(|| date_words(when))),
        "where": claim.whereabouts.as_ref().map(|place| place.as_written.clone().unwrap_or_else(|| place_words(place))),
        "when_parts": claim.when.as_ref().map(when_parts),
        "where_parts": claim.whereabouts.as_ref().map(|place| where_parts(set, place)),
        "toll": claim.toll.as_ref().map(toll_words),
        "source": claim.source,
        "differs_in": differs_in,
        "status": claim.status,
    })
}

/// When, for a page that words it in another language.
fn when_parts(when: &DateSpan) -> Value {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    json!({
        "start": day(when.start),
        "end": day(when.end),
        "precision": when.precision,
        "as_written": when.as_written,
    })
}

/// Where, by the ids of the layers, for a page that has their names in other languages.
fn where_parts(set: &ClaimSet, place: &Whereabouts) -> Value {
    let named = |id: &String| set.places.iter().find(|known| known.id == *id).map(|known| &known.as_written);
    json!({
        "precision": place.precision.word(),
        "areas": place.areas,
        "border": place.border,
        // what no layer has a name for is told as the source writes it, or by its id
        "place": place.place.as_ref().map(|id| named(id).unwrap_or(id)),
        "lon": place.lon,
        "lat": place.lat,
        "radius_m": place.radius_m,
        "note": place.note,
        "as_written": place.as_written,
    })
}
