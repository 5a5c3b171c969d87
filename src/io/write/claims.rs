//! A set of claims as JSON, and as a table with one row a claim. Not responsible for where the bytes go.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::io::claim_cells::{CLAIM_COLUMNS, joined};
use crate::io::write::cell::{RowLine, is_formula};
use crate::io::write::options::CsvGuard;
use crate::model::claim::{Actor, Claim, ClaimSet, ClaimSource, Conflict, Count, Incident};
use crate::model::dates::DateSpan;
use crate::model::precision::Whereabouts;

/// `set` as a JSON document of `data/schema/claims.schema.json`: everything that is in it.
///
/// # Panics
/// Never: a set has text keys and numbers that were read.
#[must_use]
pub fn claims_json(set: &ClaimSet) -> String {
    let text = serde_json::to_string_pretty(set).expect("a set has text keys and finite numbers");
    text + "\n"
}

/// One record of a set as JSON.
///
/// # Panics
/// Never: a record has text keys and numbers that were read.
#[must_use]
pub fn record_json(record: &Incident) -> String {
    let text = serde_json::to_string_pretty(record).expect("a record has text keys and finite numbers");
    text + "\n"
}

/// `set` as a table: one row a claim, and one row for a record without any. See `data/incidents/README.md` for its columns.
///
/// Actors' aliases and notes, sources that no claim names, places, phrases and flows have no columns. Read back, claims and
/// records are the same.
#[must_use]
pub fn claims_csv(set: &ClaimSet, guard: CsvGuard) -> Vec<u8> {
    let mut text = Vec::new();
    push_row(&mut text, &CLAIM_COLUMNS.map(str::to_owned), guard);
    for row in claim_rows(set) {
        push_row(&mut text, &row, guard);
    }
    text
}

/// The rows of a table of `set`, in the order of [`CLAIM_COLUMNS`]: one a claim, and one for a record without any.
pub(super) fn claim_rows(set: &ClaimSet) -> impl Iterator<Item = Vec<String>> {
    let named = Named {
        sources: set.sources.iter().map(|source| (source.id.as_str(), source)).collect(),
        actors: set.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
    };
    set.records.iter().flat_map(move |record| {
        let none = record.claims.is_empty().then(|| cells(set, record, vec![String::new(); CLAIM_CELLS]));
        let claims: Vec<Vec<String>> =
            record.claims.iter().map(|claim| cells(set, record, claim_cells(&named, claim))).collect();
        claims.into_iter().chain(none)
    })
}

/// The columns of [`sources_csv`].
const SOURCES_COLUMNS: [&str; 7] = ["id", "title", "publisher", "published", "kind", "url", "licence"];

/// The sources of `set` as a table, one row a source, also those that no claim names.
#[must_use]
pub fn sources_csv(set: &ClaimSet, guard: CsvGuard) -> Vec<u8> {
    let mut text = Vec::new();
    push_row(&mut text, &SOURCES_COLUMNS.map(str::to_owned), guard);
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    for source in &set.sources {
        let cells = [
            source.id.clone(),
            source.title.clone(),
            optional(&source.publisher),
            optional(&source.published),
            source.kind.clone(),
            optional(&source.url),
            optional(&source.licence),
        ];
        push_row(&mut text, &cells, guard);
    }
    text
}

/// What claims name by ids.
struct Named<'a> {
    sources: BTreeMap<&'a str, &'a ClaimSource>,
    actors: BTreeMap<&'a str, &'a Actor>,
}

fn push_row(text: &mut Vec<u8>, cells: &[String], guard: CsvGuard) {
    let mut row = RowLine::new(text, b',');
    for cell in cells {
        let bare = cell.trim_start_matches('\'');
        // an apostrophe of the cell's own gets another one, so that reading takes one off and no more
        if is_formula(bare) && (guard == CsvGuard::Guarded || bare.len() < cell.len()) {
            row.push(&format!("'{cell}"));
        } else {
            row.push(cell);
        }
    }
    row.end();
}

/// The cells of a row, in the order of [`CLAIM_COLUMNS`]; those of its `claim` are given.
fn cells(set: &ClaimSet, record: &Incident, claim: Vec<String>) -> Vec<String> {
    let mut cells: Vec<String> =
        [&record.id, &record.title, record.record.word(), &record.what].map(ToString::to_string).to_vec();
    cells.extend(claim);
    cells.push(record.summary.clone());
    cells.extend(date_cells(Some(&record.when)));
    cells.extend(place_cells(Some(&record.whereabouts)));
    cells.push(joined(record.conflicts.iter().map(conflict_cell)));
    cells.push(joined(&record.unknown));
    let card = &set.dataset;
    let card = [
        &card.id,
        &card.title,
        &card.description,
        &card.licence,
        &card.attribution,
        &card.published,
        card.article_sha256.as_deref().unwrap_or_default(),
        &card.disclaimer,
    ];
    cells.extend(card.map(str::to_owned));
    cells
}

/// `date A10.1 A10.4: the article says April …`
fn conflict_cell(conflict: &Conflict) -> String {
    format!("{} {}: {}", conflict.kind, conflict.claims.join(" "), conflict.note)
}

fn claim_cells(named: &Named, claim: &Claim) -> Vec<String> {
    let said = [&claim.id, &claim.asserted_by.who, &claim.asserted_by.kind, &claim.verb];
    let mut cells: Vec<String> = said.map(Clone::clone).to_vec();
    cells.push(claim.quoted.to_string());
    cells.push(claim.statement.clone());
    cells.push(claim.about.join(" "));
    cells.push(claim.source.clone());
    cells.extend(source_cells(named.sources.get(claim.source.as_str()).copied()));
    cells.push(claim.said_on.clone().unwrap_or_default());
    cells.extend([0, 1].map(|end| claim.offset.map(|offset| offset[end].to_string()).unwrap_or_default()));
    cells.extend(date_cells(claim.when.as_ref()));
    cells.extend(place_cells(claim.whereabouts.as_ref()));
    cells.push(joined(claim.actors.iter().map(|part| format!("{}={}", part.actor, part.role))));
    let name =
        |id: &str| named.actors.get(id).map(|actor| format!("{} ({})", actor.name, actor.kind)).unwrap_or_default();
    cells.push(joined(claim.actors.iter().map(|part| name(&part.actor))));
    let toll = claim.toll.as_ref();
    cells.extend(count_cells(toll.and_then(|toll| toll.killed)));
    cells.extend(count_cells(toll.and_then(|toll| toll.wounded)));
    cells.push(toll.and_then(|toll| toll.as_written.clone()).unwrap_or_default());
    cells.push(toll.and_then(|toll| toll.whom.clone()).unwrap_or_default());
    cells.push(claim.status.clone());
    cells
}

/// Columns from `claim_id` to `status`.
const CLAIM_CELLS: usize = 41;

fn source_cells(source: Option<&ClaimSource>) -> [String; 6] {
    let Some(source) = source else { return Default::default() };
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        source.title.clone(),
        optional(&source.publisher),
        optional(&source.url),
        optional(&source.published),
        source.kind.clone(),
        optional(&source.licence),
    ]
}

fn date_cells(when: Option<&DateSpan>) -> [String; 4] {
    let Some(when) = when else { return Default::default() };
    let precision = match serde_json::to_value(when.precision) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    };
    [
        when.start.map(|day| day.to_string()).unwrap_or_default(),
        when.end.map(|day| day.to_string()).unwrap_or_default(),
        precision,
        when.as_written.clone().unwrap_or_default(),
    ]
}

fn place_cells(place: Option<&Whereabouts>) -> [String; 9] {
    let Some(place) = place else { return Default::default() };
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        place.precision.word().to_owned(),
        place.areas.join(" "),
        optional(&place.border),
        optional(&place.place),
        number(place.lon),
        number(place.lat),
        number(place.radius_m),
        optional(&place.as_written),
        optional(&place.note),
    ]
}

fn count_cells(count: Option<Count>) -> [String; 3] {
    let Some(count) = count else { return Default::default() };
    [count.low, count.best, count.high].map(|number| number.map(|number| number.to_string()).unwrap_or_default())
}
