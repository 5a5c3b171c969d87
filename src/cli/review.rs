//! The table by which a person reviews a draft. Not responsible for what is proposed.

use serde_json::{Map, Value, json};

use crate::analysis::draft::{Findings, MentionRole, PlaceMention};
use crate::cli::date_words::short_date;
use crate::model::claim::{Count, Toll};
use crate::model::feature::Properties;

/// Columns of the table, that of the sentence last.
pub(super) const COLUMNS_WITH_TEXT: [&str; 14] = [
    "sentence",
    "start",
    "end",
    "heading",
    "places",
    "other_places",
    "dates",
    "tolls",
    "actors",
    "said_by",
    "proposes",
    "event",
    "doubts",
    "text",
];
/// The same without the sentence.
pub(super) const COLUMNS: &[&str] = COLUMNS_WITH_TEXT.split_at(COLUMNS_WITH_TEXT.len() - 1).0;
/// Columns for people.
pub(super) const SHOWN: [&str; 9] =
    ["sentence", "start", "places", "other_places", "dates", "tolls", "said_by", "proposes", "doubts"];

/// The rows of the sentences that name something, each with all columns.
pub(super) fn rows(findings: &[Findings]) -> Vec<Properties> {
    findings.iter().filter(|found| !found.is_empty()).map(row).collect()
}

fn row(found: &Findings) -> Properties {
    let at = |role: MentionRole| joined(found.places.iter().filter(|met| met.role == role).map(place));
    let other = found.places.iter().filter(|met| met.role != MentionRole::EventPlace);
    let other = other.map(|met| format!("{} ({})", place(met), met.role.word()));
    let not_places = found.not_places.iter().map(|met| format!("“{}” (no place: {})", met.as_written, met.reason));
    let dates = found.dates.iter().map(|met| {
        let words = met.span.as_written.as_deref().unwrap_or_default();
        format!("{} (“{words}”)", short_date(&met.span))
    });
    let said = found.attributions.iter().map(|said| format!("{} “{}” ({})", said.who, said.verb, said.kind));
    let mut actors: Vec<&str> = Vec::new();
    for id in found.actors.iter().map(|met| met.actor.id.as_str()) {
        if !actors.contains(&id) {
            actors.push(id);
        }
    }
    let value = json!({
        "sentence": found.sentence.number,
        "start": found.sentence.start,
        "end": found.sentence.end,
        "heading": found.sentence.heading,
        "places": at(MentionRole::EventPlace),
        "other_places": joined(other.chain(not_places)),
        "dates": joined(dates),
        "tolls": joined(found.tolls.iter().map(|met| toll(&met.toll))),
        "actors": joined(actors.into_iter().map(str::to_owned)),
        "said_by": joined(said),
        "proposes": found.records.join(" "),
        "event": found.cues.first().map(|cue| cue.what),
        "doubts": joined(found.doubts.iter().cloned()),
        "text": found.sentence.text,
    });
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// `PK/kech (“Kech district”)`; with `or` between those that may be meant.
fn place(met: &PlaceMention) -> String {
    let ids: Vec<&str> = met.meant.iter().map(|entry| entry.id.as_str()).collect();
    format!("{} (“{}”)", ids.join(" or "), met.as_written)
}

/// `killed 14, wounded at least 20 (“…”)`
fn toll(toll: &Toll) -> String {
    let count = |word: &str, count: Option<Count>| count.map(|count| format!("{word} {}", number(count)));
    let parts: Vec<String> =
        [count("killed", toll.killed), count("wounded", toll.wounded)].into_iter().flatten().collect();
    let words = toll.as_written.as_deref().unwrap_or_default();
    let numbers = if parts.is_empty() { "no number".to_owned() } else { parts.join(", ") };
    format!("{numbers} (“{words}”)")
}

fn number(count: Count) -> String {
    match (count.low, count.best, count.high) {
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, Some(high)) => format!("{low} to {high}"),
        (Some(low), None, None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, None, None) => String::new(),
    }
}

/// The rows under `columns` as a table in Markdown.
pub(super) fn markdown(columns: &[&str], rows: &[Properties]) -> String {
    let cell = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => {
            text.replace('\\', "\\\\").replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Some(other) => other.to_string(),
    };
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(columns.iter().map(|column| (*column).to_owned()).collect());
    text += &line(vec!["---".to_owned(); columns.len()]);
    for row in rows {
        text += &line(columns.iter().map(|column| cell(row.get(*column))).collect());
    }
    text
}
