//! What reading yields, in the order of the input. Not responsible for problems' wording.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::io::escape::escaped;
use crate::io::read::codes::Code;
use crate::io::read::problem::Problem;
use crate::model::feature::Feature;

/// Where a record was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The input's name.
    pub file: Arc<str>,
    /// Line on which the record begins, from 1.
    pub line: Option<u64>,
    /// Byte at which the record begins, from 0, counted in the text as unpacked and in UTF-8.
    pub byte: Option<u64>,
    /// Number of the record, from 1; 0 where no record is meant.
    pub record: u64,
    /// The record's id, where it could be read.
    pub id: Option<String>,
}

impl fmt::Display for Origin {
    /// `data.csv:17`, with control characters escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = escaped(&self.file);
        match self.line {
            Some(line) => write!(f, "{file}:{line}"),
            None => write!(f, "{file}"),
        }
    }
}

/// A record that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The record itself.
    pub feature: Feature,
    /// Where it stood.
    pub origin: Origin,
}

/// What a table looks like, told before its first record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// The columns' names in order.
    pub columns: Vec<String>,
    /// What divides them.
    pub delimiter: u8,
    /// Which of them say where.
    pub place: PlaceColumns,
}

/// The columns that say where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceColumns {
    /// Two columns of degrees.
    LonLat {
        /// Name of the longitudes' column.
        lon: String,
        /// Name of the latitudes' column.
        lat: String,
    },
    /// One column of WKT.
    Wkt(String),
    /// None of them: places have to be found out.
    None,
}

impl PlaceColumns {
    /// Their names, for messages.
    #[must_use]
    pub fn named(&self) -> Option<String> {
        match self {
            Self::LonLat { lon, lat } => Some(format!("{lon} and {lat}")),
            Self::Wkt(column) => Some(column.clone()),
            Self::None => None,
        }
    }
}

/// One thing met while reading.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// The columns of a table, before the first record.
    Schema(Schema),
    /// A record.
    Kept(Record),
    /// A record refused, a warning or a note; never one that refuses the whole file.
    Problem(Problem),
    /// A member of a `FeatureCollection` beside its features, such as `metadata`.
    Member {
        /// The member's name.
        name: String,
        /// Its value.
        value: Value,
    },
}

/// How many records were read, and what became of them: `read = kept + refused`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// Records met.
    pub read: u64,
    /// Records passed on.
    pub kept: u64,
    /// Records refused, each with a problem.
    pub refused: u64,
    /// Records passed on that have no location.
    pub no_location: u64,
    /// How often each code was met, also where only the first is told.
    pub codes: BTreeMap<Code, u64>,
}
