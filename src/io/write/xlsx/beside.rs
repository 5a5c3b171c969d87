//! The sheets beside the records: who claims what, where it comes from, and how the workbook was made.
//! Not responsible for the records.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::io::cell::Said;
use crate::io::claim_cells::{CLAIM_COLUMNS, DATASET_COLUMNS, RECORD_COLUMNS};
use crate::io::column_units::unit_told_by;
use crate::io::write::cell::cell_text;
use crate::io::write::claims::claim_rows;
use crate::io::write::sheet::whole::{ColumnKind, Sheet};
use crate::io::write::xlsx::grid::{Content, RowsText, column_names, head, tail};
use crate::io::write::xlsx::package::{LargeParts, Package};
use crate::io::write::xlsx::records::{From, Layout, too_long};
use crate::model::claim::ClaimSet;

/// Where texts are whole that do not fit a cell.
const INSTEAD: &str = "the claims as JSON or the sheet of the method";
/// Characters of a part of a text that takes several rows; each is two units of a cell at most.
const PART_CHARACTERS: usize = 16_000;

/// A table of texts.
#[derive(Debug)]
pub(super) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// How many rows it has, the names of its columns apart.
    pub(super) fn height(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Writes it as the next sheet; how many texts do not fit a cell.
    pub(super) fn write(&self, package: &mut Package) -> io::Result<u64> {
        let names = column_names(self.headings.len());
        let longest =
            |column: usize| self.rows.iter().filter_map(move |row| Some(row.get(column)?.chars().count())).max();
        let width = |(number, heading): (usize, &String)| {
            longest(number).unwrap_or_default().max(heading.chars().count() + 2) + 2
        };
        package.next_sheet(LargeParts::No)?;
        let widths: Vec<usize> = self.headings.iter().enumerate().map(width).collect();
        package.write_all(head(&widths).as_bytes())?;
        let mut text = RowsText::new(&names);
        text.begin_row();
        for heading in &self.headings {
            text.push(&Content::Heading(heading));
        }
        text.end_row();
        let mut long_texts = 0;
        for row in &self.rows {
            text.begin_row();
            for cell in row {
                let fits = Content::fits(cell);
                long_texts += u64::from(!fits);
                text.push(&if fits { said(cell) } else { too_long(cell.chars().count(), INSTEAD) });
            }
            text.end_row();
        }
        package.write_all(text.text.as_bytes())?;
        package.write_all(tail(&names, self.rows.len() as u64 + 1).as_bytes())?;
        package.end_sheet()?;
        Ok(long_texts)
    }
}

/// What a cell of a table of texts is: a number, a day or text.
fn said(cell: &str) -> Content<'_> {
    let as_text = || Content::Text(Cow::Borrowed(cell));
    match Said::of(cell) {
        Said::Nothing => Content::Blank,
        // digits that a cell would round stay text
        Said::Number(digits) if digits.len() <= 15 => Content::Digits(Cow::Borrowed(digits)),
        Said::Text(text) if text.len() == 10 => text.parse().ok().and_then(Content::day).unwrap_or_else(as_text),
        _ => as_text(),
    }
}

/// Each claim of the records of `set` that have these `ids`, with who says it, how, and where.
pub(super) fn claims(set: &ClaimSet, ids: &HashSet<String>) -> Table {
    let told_elsewhere =
        |name: &str| name != "title" && (RECORD_COLUMNS.contains(&name) || DATASET_COLUMNS.contains(&name));
    let kept: Vec<usize> = (0..CLAIM_COLUMNS.len()).filter(|&at| !told_elsewhere(CLAIM_COLUMNS[at])).collect();
    let picked = |row: Vec<String>| kept.iter().map(|&at| row[at].clone()).collect();
    Table {
        headings: kept.iter().map(|&at| CLAIM_COLUMNS[at].to_owned()).collect(),
        rows: claim_rows(set).filter(|row| ids.contains(&row[0])).map(picked).collect(),
    }
}

/// Members that say what a source is, in the order of their columns; others come behind.
const SOURCE_MEMBERS: [&str; 9] =
    ["id", "layer", "dataset", "title", "publisher", "published", "date", "licence", "attribution"];

/// Where the records come from: the sources of claims, the layers that answers rest on, the dataset that rows are of.
pub(super) fn sources(sheet: &Sheet) -> Table {
    let mut cards: Vec<(String, Map<String, Value>)> = Vec::new();
    if let Some(set) = &sheet.options.document.claims {
        for source in &set.sources {
            if let Ok(Value::Object(card)) = serde_json::to_value(source) {
                cards.push(("source of claims".to_owned(), card));
            }
        }
    }
    if let Some(metadata) = sheet.metadata() {
        gather("the output", metadata, &mut cards);
    }
    for layer in &sheet.options.document.layers {
        if let Some(metadata) = &layer.metadata {
            gather(&layer.name, metadata, &mut cards);
        }
    }
    let mut members: Vec<String> = SOURCE_MEMBERS.map(str::to_owned).to_vec();
    for name in cards.iter().flat_map(|(_, card)| card.keys()) {
        if !members.contains(name) {
            members.push(name.clone());
        }
    }
    members.retain(|name| cards.iter().any(|(_, card)| card.get(name).is_some_and(|value| !value.is_null())));
    let row = |(of, card): &(String, Map<String, Value>)| {
        let cells = members.iter().map(|name| card.get(name).map_or_else(String::new, |value| cell_text(value).into()));
        std::iter::once(of.clone()).chain(cells).collect()
    };
    let mut rows: Vec<Vec<String>> = cards.iter().map(row).collect();
    if rows.is_empty() {
        rows.push(vec!["nothing is known of where these records come from".to_owned()]);
    }
    Table { headings: std::iter::once("of".to_owned()).chain(members).collect(), rows }
}

/// Members that hold cards of their own, and what those are of.
const CARDS: [(&str, &str); 4] =
    [("rows", "the rows"), ("input", "the input"), ("layers", "a layer"), ("sources", "a source of the input")];

/// Takes in the card that `value` is, and those in it.
fn gather(of: &str, value: &Value, cards: &mut Vec<(String, Map<String, Value>)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(of, item, cards)),
        Value::Object(object) => {
            let nested = |name: &str| CARDS.iter().find(|(known, _)| *known == name);
            let own = object.iter().filter(|(name, value)| {
                nested(name).is_none() && !value.is_null() && !["generator", "measured"].contains(&name.as_str())
            });
            let own: Map<String, Value> = own.map(|(name, value)| (name.clone(), value.clone())).collect();
            if !own.is_empty() {
                cards.push((of.to_owned(), own));
            }
            for (name, value) in object {
                if let Some((_, of)) = nested(name) {
                    gather(of, value, cards);
                }
            }
        }
        Value::String(text) => {
            cards.push((of.to_owned(), Map::from_iter([("title".to_owned(), text.as_str().into())])));
        }
        _ => {}
    }
}

/// How the workbook was made: what the output tells of itself, and what each column is.
pub(super) fn method(sheet: &Sheet, layout: &Layout) -> Table {
    let mut rows = Vec::new();
    let mut say = |part: &str, item: &str, says: String| {
        if Content::fits(&says) {
            rows.push(vec![part.to_owned(), item.to_owned(), says]);
            return;
        }
        let characters: Vec<char> = says.chars().collect();
        for (number, says) in (1..).zip(characters.chunks(PART_CHARACTERS)) {
            rows.push(vec![part.to_owned(), format!("{item} (part {number})"), says.iter().collect()]);
        }
    };
    if let Some(metadata) = sheet.metadata() {
        flattened("", metadata, &mut |path, says| say("metadata", path, says));
    }
    say("workbook", "records", sheet.count().to_string());
    say("workbook", "coordinates", "degrees on WGS 84, longitude first".to_owned());
    say("workbook", "cells", "texts are texts; none is a formula or a link".to_owned());
    for (name, from) in &layout.columns {
        say("column", name, column_words(name, *from));
    }
    Table { headings: ["part", "item", "says"].map(str::to_owned).to_vec(), rows }
}

/// Calls `say` for all that is not nested in `value`, with the path to it.
fn flattened(path: &str, value: &Value, say: &mut dyn FnMut(&str, String)) {
    let joined = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Null => {}
        Value::Object(object) => object.iter().for_each(|(name, value)| flattened(&joined(name), value, say)),
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (number, item) in (1..).zip(items) {
                flattened(&joined(&format!("{number}")), item, say);
            }
        }
        Value::Array(items) => say(path, items.iter().map(cell_text).collect::<Vec<_>>().join("; ")),
        other => say(path, cell_text(other).into()),
    }
}

fn column_words(name: &str, from: From) -> String {
    let kind = match from {
        From::Lon => "number: longitude in degrees",
        From::Lat => "number: latitude in degrees",
        From::Wkt => "text: the shape as WKT, longitude first, in degrees",
        From::WktNote => "text: why the shape is not there",
        From::Record(_, kind) => match kind {
            ColumnKind::Flag => "true or false",
            ColumnKind::Whole => "whole number",
            ColumnKind::Real => "number",
            ColumnKind::Date => "day",
            ColumnKind::Moment => "moment in UTC",
            ColumnKind::Text => "text",
            ColumnKind::Nested => "list or object, as JSON",
        },
    };
    match unit_told_by(name) {
        Some(unit) if matches!(from, From::Record(_, ColumnKind::Whole | ColumnKind::Real)) => {
            format!("{kind}: {unit}s")
        }
        _ => kind.to_owned(),
    }
}
