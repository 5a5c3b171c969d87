//! One record with its claims side by side. Not responsible for which of them is right.

use serde_json::{Map, Value, json};

use crate::model::claim::{Claim, ClaimSet, Incident};
use crate::query::conflicts::of_record;
use crate::server::features::credit::credit;
use crate::server::mcp::records::{credited, record};
use crate::server::state::Entry;

/// The record `id` of `entry`.
///
/// # Errors
/// Where there is none.
pub(super) fn incident(entry: &Entry, id: &str) -> Result<Map<String, Value>, String> {
    let collection = entry.collection();
    let Some(number) = collection.ids().number(id) else {
        return Err(format!("there is no record {id:?} in {}; incidents and incidents_near tell ids", entry.id));
    };
    let feature: Value = serde_json::from_slice(collection.feature(number)).unwrap_or_default();
    let mut answer = Map::new();
    answer.insert("collection".to_owned(), entry.id.clone().into());
    answer.insert("record".to_owned(), record(&feature));
    let claimed = entry.claims().and_then(|set| Some((set, set.records.iter().find(|record| record.id == id)?)));
    if let Some((set, claimed)) = claimed {
        answer.insert("claims".to_owned(), claimed.claims.iter().map(|claim| told(set, claim)).collect());
        answer.insert("conflicts".to_owned(), conflicts(set, claimed));
    }
    Ok(credited(answer, &credit(collection).unwrap_or_default()))
}

/// A claim, with its source instead of the source's id.
fn told(set: &ClaimSet, claim: &Claim) -> Value {
    let mut told = serde_json::to_value(claim).unwrap_or_default();
    let source = set.source(&claim.source).and_then(|source| serde_json::to_value(source).ok());
    told["source"] = source.unwrap_or_else(|| json!({ "id": claim.source }));
    told
}

fn conflicts(set: &ClaimSet, record: &Incident) -> Value {
    let ids = |side: &[&Claim]| side.iter().map(|claim| Value::from(claim.id.as_str())).collect::<Vec<_>>();
    let found = of_record(set, record);
    let told = found.iter().map(|found| {
        json!({
            "kind": found.kind.word(),
            "note": found.note,
            "found_by": found.found_by.word(),
            "one": ids(&found.one),
            "other": ids(&found.other),
        })
    });
    told.collect()
}
