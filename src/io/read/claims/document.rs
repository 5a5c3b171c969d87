//! A set of claims in JSON, record by record. Not responsible for what claims must say: see `checks`.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memchr_iter;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::io::read::claims::checks::unsound;
use crate::io::read::claims::members::{Members, byte_of};
use crate::io::read::claims::{Taking, aside, refused};
use crate::io::read::escape::Quoted;
use crate::io::read::event::Origin;
use crate::io::read::problem::Problem;
use crate::io::read::what::What;
use crate::model::claim::{Asserter, Claim, ClaimSet, ClaimSetCard, Incident, Toll};
use crate::model::dates::DateSpan;
use crate::model::precision::Whereabouts;

/// The set that `text` holds.
pub(super) fn set(text: &str, taking: &mut Taking) -> Result<ClaimSet, Box<Problem>> {
    let file = Arc::clone(&taking.file);
    let whole = |what| refused(&file, what);
    let Members(members) = serde_json::from_str(text).map_err(|error| whole(not_json(text, &error)))?;
    let mut met = BTreeSet::new();
    if let Some((name, _)) = members.iter().find(|(name, _)| !met.insert(name.as_str())) {
        return Err(whole(What::DuplicateMember { name: Quoted::new(name) }));
    }
    let member = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
    let (Some(card), Some(records)) = (member("dataset"), member("records")) else {
        let kind = member("type").and_then(|kind| serde_json::from_str::<String>(kind.get()).ok());
        let found = kind.map_or_else(|| "JSON of another kind".to_owned(), |kind| format!("a {}", Quoted::new(&kind)));
        return Err(whole(What::NotClaims { found }));
    };
    let of_whole = |path: &str, reason: String| whole(What::ClaimMember { path: path.to_owned(), reason });
    let card: ClaimSetCard = parsed(card).map_err(|reason| of_whole("dataset", reason))?;
    let mut set = ClaimSet::empty(card);
    for (name, value) in &members {
        let outcome = match name.as_str() {
            "$schema" => put(&mut set.schema, value),
            "schema_version" => put(&mut set.schema_version, value),
            "sources" => put(&mut set.sources, value),
            "actors" => put(&mut set.actors, value),
            "places" => put(&mut set.places, value),
            "phrases" => put(&mut set.phrases, value),
            "not_places" => put(&mut set.not_places, value),
            "flows" => put(&mut set.flows, value),
            "dataset" | "records" => Ok(()),
            _ => {
                taking.warn(aside(&file), What::UnknownMember { path: Quoted::new(name).as_str().to_owned() });
                Ok(())
            }
        };
        outcome.map_err(|reason| of_whole(name, reason))?;
    }
    let each: Vec<&RawValue> = parsed(records).map_err(|reason| of_whole("records", reason))?;
    let extras = unknown_outside_records(&members, &set);
    for path in extras {
        taking.warn(aside(&file), What::UnknownMember { path });
    }
    records_into(&mut set, text, &each, taking);
    Ok(set)
}

/// Takes in what is sound of `each` record.
fn records_into(set: &mut ClaimSet, text: &str, each: &[&RawValue], taking: &mut Taking) {
    let (mut ids, mut claims) = (BTreeSet::new(), BTreeSet::new());
    let (mut line, mut counted) = (1, 0);
    for raw in each {
        taking.read += 1;
        let byte = byte_of(text, raw.get());
        line += memchr_iter(b'\n', &text.as_bytes()[counted..byte]).count() as u64;
        counted = byte;
        let value: Value = serde_json::from_str(raw.get()).unwrap_or_default();
        let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
        let file = Arc::clone(&taking.file);
        let origin = Origin { file, line: Some(line), byte: Some(byte as u64), record: taking.read, id };
        match record(raw.get(), &value) {
            Err((path, reason)) => taking.refuse(origin, What::ClaimMember { path, reason }, Some(raw.get())),
            Ok((record, extras)) => {
                for path in extras {
                    taking.warn(origin.clone(), What::UnknownMember { path });
                }
                let own = [(!ids.insert(record.id.clone())).then(|| record.id.clone())];
                let twice: Vec<String> = record.claims.iter().map(|claim| claim.id.clone()).collect();
                let twice = twice.into_iter().filter(|id| !claims.insert(id.clone()));
                for id in own.into_iter().flatten().chain(twice) {
                    taking.warn(origin.clone(), What::DuplicateId { id: Quoted::new(&id) });
                }
                set.records.push(record);
            }
        }
    }
}

/// Where in a record something is wrong, and what.
type Wrong = (String, String);

/// The record that `text`, parsed as `value`, is, and the paths of members that are no part of the format.
fn record(text: &str, value: &Value) -> Result<(Incident, Vec<String>), Wrong> {
    let at = value.get("id").and_then(Value::as_str).map_or_else(|| "record".to_owned(), str::to_owned);
    // from the text and not from the value, which has lost members that stand twice
    let mut record: Incident = serde_json::from_str(text)
        .map_err(|error| deeper(value, &at).unwrap_or_else(|| (at.clone(), reason(&error))))?;
    exact_numbers(&mut record, value);
    let layer = record.record.layer();
    if record.layer.is_empty() {
        layer.clone_into(&mut record.layer);
    } else if record.layer != layer {
        let told = format!("{} does not go with the record kind {}", record.layer, record.record.word());
        return Err((format!("{at}.layer"), told));
    }
    if let Some(wrong) = unsound(&record) {
        return Err((format!("{at}.{}", wrong.path), wrong.reason));
    }
    let mut extras = Vec::new();
    let known = serde_json::to_value(&record).unwrap_or_default();
    unknown(value, &known, &at, &mut extras);
    Ok((record, extras))
}

/// Reads coordinates and radii of more than fifteen digits to their last one, which a quick reader of numbers rounds otherwise.
fn exact_numbers(record: &mut Incident, value: &Value) {
    let number = |place: &Value, name: &str| place.get(name).and_then(|number| number.to_string().parse::<f64>().ok());
    let mend = |place: &mut Whereabouts, value: &Value| {
        place.lon = number(value, "lon").or(place.lon);
        place.lat = number(value, "lat").or(place.lat);
        place.radius_m = number(value, "radius_m").or(place.radius_m);
    };
    mend(&mut record.whereabouts, &value["where"]);
    for (claim, value) in record.claims.iter_mut().zip(value["claims"].as_array().into_iter().flatten()) {
        if let Some(place) = &mut claim.whereabouts {
            mend(place, &value["where"]);
        }
    }
}

/// The part of a record that is the first to be wrong, told more closely than the record as a whole.
fn deeper(value: &Value, at: &str) -> Option<Wrong> {
    let claims = value.get("claims").and_then(Value::as_array).into_iter().flatten().enumerate();
    for (number, claim) in claims {
        if let Err(error) = serde_json::from_value::<Claim>(claim.clone()) {
            let id = claim.get("id").and_then(Value::as_str);
            let path = id.map_or_else(|| format!("{at}.claims[{number}]"), str::to_owned);
            return Some(part_wrong(claim, &path).unwrap_or_else(|| (path, reason(&error))));
        }
    }
    part_wrong(value, at)
}

/// The date, place, toll or asserter of a claim or record that is wrong.
fn part_wrong(value: &Value, at: &str) -> Option<Wrong> {
    fn wrong<T: DeserializeOwned>(value: &Value, at: &str, name: &str) -> Option<Wrong> {
        let part = value.get(name).filter(|part| !part.is_null())?;
        let error = serde_json::from_value::<T>(part.clone()).err()?;
        Some((format!("{at}.{name}"), reason(&error)))
    }
    wrong::<DateSpan>(value, at, "when")
        .or_else(|| wrong::<Whereabouts>(value, at, "where"))
        .or_else(|| wrong::<Toll>(value, at, "toll"))
        .or_else(|| wrong::<Asserter>(value, at, "asserted_by"))
}

fn put<T: DeserializeOwned>(slot: &mut T, value: &RawValue) -> Result<(), String> {
    *slot = parsed(value)?;
    Ok(())
}

fn parsed<'a, T: serde::Deserialize<'a>>(value: &'a RawValue) -> Result<T, String> {
    serde_json::from_str(value.get()).map_err(|error| reason(&error))
}

/// What is wrong, without the line and column, which would be those of a part.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// What the members beside the records have that is no part of the format.
fn unknown_outside_records(members: &[(String, &RawValue)], set: &ClaimSet) -> Vec<String> {
    let known = serde_json::to_value(set).unwrap_or_default();
    let mut extras = Vec::new();
    for (name, value) in members.iter().filter(|(name, _)| name != "records") {
        if let (Ok(given), Some(known)) = (serde_json::from_str(value.get()), known.get(name)) {
            unknown(&given, known, name, &mut extras);
        }
    }
    extras
}

/// The paths of members of `given` that are not in what was understood of it.
fn unknown(given: &Value, known: &Value, at: &str, extras: &mut Vec<String>) {
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => {
            for (name, value) in given {
                let path = format!("{at}.{}", Quoted::new(name).as_str());
                match known.get(name) {
                    Some(known) => unknown(value, known, &path, extras),
                    None => extras.push(path),
                }
            }
        }
        (Value::Array(given), Value::Array(known)) => {
            for (number, (value, known)) in given.iter().zip(known).enumerate() {
                unknown(value, known, &format!("{at}[{number}]"), extras);
            }
        }
        _ => {}
    }
}

/// What to say of a text that cannot be taken apart.
fn not_json(text: &str, error: &serde_json::Error) -> What {
    let start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let byte = (start + error.column().saturating_sub(1)).min(text.len());
    if error.is_eof() {
        return What::Truncated { inside: "the set of claims".to_owned(), byte: text.len() as u64 };
    }
    if error.is_data() {
        return What::NotClaims { found: reason(error) };
    }
    let found = text.get(byte..).and_then(|rest| rest.chars().next()).map(String::from).unwrap_or_default();
    What::Syntax { found: Quoted::new(&found), byte: byte as u64, reason: reason(error) }
}
