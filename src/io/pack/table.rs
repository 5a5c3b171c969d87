//! What the columns of a finished CSV file hold: their types, blanks and values. Not responsible for what they mean.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use crate::io::read::event::Event;
use crate::io::read::features::read_features;
use crate::io::read::input::Input;
use crate::io::read::options::{Places, ReadOptions};
use crate::io::write::pulse::Pulse;
use crate::io::write::sheet::kind::{ColumnKind, Met};

/// Values that are listed one by one: more are no list of codes.
pub const VALUES_MAX: usize = 20;
/// Characters of a value that is a code and no text.
const VALUE_CHARS_MAX: usize = 60;
/// Rows between two beats of the pulse.
const BEAT_ROWS: u64 = 4096;

/// What a table is like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableSurvey {
    /// Rows below the header.
    pub rows: u64,
    /// Its columns in order.
    pub columns: Vec<ColumnSurvey>,
}

/// What a column is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSurvey {
    /// Its name.
    pub name: String,
    /// Cells that say nothing.
    pub blanks: u64,
    met: Met,
    flags: bool,
    json: Option<Json>,
    /// Its values and how many cells say each; `None` where there are more than [`VALUES_MAX`], or texts.
    pub values: Option<BTreeMap<String, u64>>,
}

/// What all cells of a column are as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Json {
    Unmet,
    Objects,
    Lists,
}

/// The type of a column, by the words of Frictionless Table Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// `true` and `false`.
    Boolean,
    /// Days, `YYYY-MM-DD`.
    Date,
    /// Moments, or days with a time behind them.
    DateTime,
    /// Objects of JSON.
    Object,
    /// Lists of JSON.
    Array,
}

impl FieldType {
    /// Its word in a table schema.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Object => "object",
            Self::Array => "array",
        }
    }

    /// Its format there: moments are written in several ways.
    #[must_use]
    pub const fn format(self) -> &'static str {
        if matches!(self, Self::DateTime) { "any" } else { "default" }
    }
}

impl ColumnSurvey {
    fn new(name: &str) -> Self {
        let (met, values) = (Met::default(), Some(BTreeMap::new()));
        Self { name: name.to_owned(), blanks: 0, met, flags: true, json: Some(Json::Unmet), values }
    }

    fn take(&mut self, cell: &str) {
        if cell.is_empty() {
            self.blanks += 1;
            return;
        }
        self.met = self.met.and(Met::of_cell(cell));
        self.flags = self.flags && matches!(cell, "true" | "false");
        self.json = self.json.and_then(|met| as_json(cell).filter(|now| met == Json::Unmet || met == *now));
        let Some(values) = &mut self.values else { return };
        if let Some(count) = values.get_mut(cell) {
            *count += 1;
        } else if values.len() < VALUES_MAX && cell.chars().count() <= VALUE_CHARS_MAX {
            values.insert(cell.to_owned(), 1);
        } else {
            self.values = None;
        }
    }

    /// What all its cells are that are not blank.
    #[must_use]
    pub fn field_type(&self) -> FieldType {
        if self.met == Met::default() {
            return FieldType::Text;
        }
        match (self.met.kind(), self.json) {
            (ColumnKind::Text, _) if self.flags => FieldType::Boolean,
            (ColumnKind::Text, Some(Json::Objects)) => FieldType::Object,
            (ColumnKind::Text, Some(Json::Lists)) => FieldType::Array,
            (ColumnKind::Whole, _) => FieldType::Integer,
            (ColumnKind::Real, _) => FieldType::Number,
            (ColumnKind::Date, _) if self.met.has_midnights() => FieldType::DateTime,
            (ColumnKind::Date, _) => FieldType::Date,
            (ColumnKind::Moment, _) => FieldType::DateTime,
            (ColumnKind::Flag | ColumnKind::Text | ColumnKind::Nested, _) => FieldType::Text,
        }
    }
}

fn as_json(cell: &str) -> Option<Json> {
    let kind = match cell.as_bytes().first() {
        Some(b'{') => Json::Objects,
        Some(b'[') => Json::Lists,
        _ => return None,
    };
    serde_json::from_str::<serde::de::IgnoredAny>(cell).ok().map(|_| kind)
}

/// What divides the columns of the CSV file at `path`, as a reader of it finds out.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] where it is no table.
pub fn delimiter_of(path: &Path) -> io::Result<u8> {
    let options = ReadOptions { places: Places::MayBeUnsaid, ..ReadOptions::default() };
    let mut delimiter = None;
    let read = read_features(Input::Path(path.to_owned()), &options, &mut |event| match event {
        Event::Schema(schema) => {
            delimiter = Some(schema.delimiter);
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    });
    match (delimiter, read) {
        (Some(delimiter), _) => Ok(delimiter),
        (None, Err(problem)) => Err(io::Error::new(io::ErrorKind::InvalidData, problem.to_string())),
        (None, Ok(_)) => Ok(b','),
    }
}

/// What the CSV file at `path` holds, whose columns `delimiter` divides.
///
/// # Errors
/// What the system says; [`io::ErrorKind::InvalidData`] where it is no table of equally long rows of UTF-8, and
/// [`io::ErrorKind::Interrupted`] where the pulse ended reading.
pub fn survey(path: &Path, delimiter: u8, pulse: &Pulse) -> io::Result<TableSurvey> {
    let wrong = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, format!("{other:?}")),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(File::open(path)?);
    let columns = reader.headers().map_err(wrong)?.iter().map(ColumnSurvey::new).collect();
    let mut found = TableSurvey { rows: 0, columns };
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(wrong)? {
        for (column, cell) in found.columns.iter_mut().zip(&row) {
            column.take(cell);
        }
        found.rows += 1;
        if found.rows.is_multiple_of(BEAT_ROWS) {
            pulse.beat(found.rows)?;
        }
    }
    Ok(found)
}
