//! What a record and its claims must say beyond the kinds of their members. Not responsible for references between them.

use crate::io::claim_cells::is_id;
use crate::model::claim::{Claim, Conflict, Count, Incident, Toll};
use crate::model::precision::Whereabouts;
use crate::query::conflicts::Subject;

/// Who may assert something.
pub(super) const WHO_KINDS: [&str; 6] = ["author", "named person", "institution", "hearsay", "armed group", "state"];
/// What a claim may be about.
pub(super) const ABOUT: [&str; 6] = ["what", "place", "date", "actor", "toll", "status"];

/// Where in a record something is wrong, and what.
#[derive(Debug, PartialEq)]
pub(super) struct Unsound {
    pub(super) path: String,
    pub(super) reason: String,
}

fn at(path: &str, reason: impl Into<String>) -> Unsound {
    Unsound { path: path.to_owned(), reason: reason.into() }
}

/// The first thing in `record` that cannot be; `None` where all is well.
pub(super) fn unsound(record: &Incident) -> Option<Unsound> {
    let own = (!is_id(&record.id)).then(|| at("id", no_id(&record.id)));
    let place = || place_wrong(&record.whereabouts, "where");
    let conflicts = || record.conflicts.iter().find_map(conflict_wrong);
    let unknown = || record.unknown.iter().any(String::is_empty).then(|| at("unknown", "an item is empty"));
    let claims = || {
        record.claims.iter().enumerate().find_map(|(number, claim)| {
            let Unsound { path, reason } = claim_wrong(claim)?;
            Some(Unsound { path: format!("claims[{number}].{path}"), reason })
        })
    };
    own.or_else(place).or_else(conflicts).or_else(unknown).or_else(claims)
}

/// The first thing in `claim` that cannot be.
pub(super) fn claim_wrong(claim: &Claim) -> Option<Unsound> {
    let ids = [("id", &claim.id), ("source", &claim.source)];
    let ids = ids.into_iter().find(|(_, id)| !is_id(id)).map(|(name, id)| at(name, no_id(id)));
    let texts = [("asserted_by.who", &claim.asserted_by.who), ("verb", &claim.verb), ("statement", &claim.statement)];
    let blank = texts.into_iter().find(|(_, text)| text.is_empty()).map(|(name, _)| at(name, "is empty"));
    let kind = one_of("asserted_by.kind", &claim.asserted_by.kind, &WHO_KINDS);
    let about = claim.about.iter().find_map(|word| one_of("about", word, &ABOUT));
    let status = one_of("status", &claim.status, &Claim::STATUSES);
    let actor = claim.actors.iter().find(|part| !is_id(&part.actor)).map(|part| at("actors", no_id(&part.actor)));
    let place = claim.whereabouts.as_ref().and_then(|place| place_wrong(place, "where"));
    let toll = claim.toll.as_ref().and_then(toll_wrong);
    [ids, blank, kind, about, status, actor, place, toll].into_iter().flatten().next()
}

fn no_id(id: &str) -> String {
    format!("{id:?} is no id; write letters, digits, dots, hyphens, underscores and slashes")
}

/// What is wrong where `word` is none of `known`.
pub(super) fn one_of(path: &str, word: &str, known: &[&str]) -> Option<Unsound> {
    (!known.contains(&word)).then(|| at(path, format!("{word:?} is not known; write {}", listed(known))))
}

/// `a, b or c`
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}

fn place_wrong(place: &Whereabouts, path: &str) -> Option<Unsound> {
    if let Err(error) = place.location() {
        return Some(at(path, error.to_string()));
    }
    let ids = place.areas.iter().chain(&place.border).chain(&place.place);
    ids.into_iter().find(|id| !is_id(id)).map(|id| at(path, no_id(id)))
}

fn toll_wrong(toll: &Toll) -> Option<Unsound> {
    let empty = |count: &Option<Count>| count.is_some_and(|c| (c.low, c.best, c.high) == (None, None, None));
    let counts = [("toll.killed", &toll.killed), ("toll.wounded", &toll.wounded)];
    let uncounted = counts.into_iter().find(|(_, count)| empty(count)).map(|(path, _)| at(path, "has no number"));
    let silent = (toll.killed, toll.wounded) == (None, None) && toll.as_written.is_none() && toll.whom.is_none();
    uncounted.or_else(|| silent.then(|| at("toll", "says nothing; leave it out")))
}

fn conflict_wrong(conflict: &Conflict) -> Option<Unsound> {
    let claims = conflict.claims.iter().find(|id| !is_id(id)).map(|id| at("conflicts", no_id(id)));
    let kind = one_of("conflicts.kind", &conflict.kind, &Subject::ALL.map(Subject::word));
    let few = (conflict.claims.len() < 2).then(|| at("conflicts", "a conflict names two claims or more"));
    claims.or(kind).or(few)
}
