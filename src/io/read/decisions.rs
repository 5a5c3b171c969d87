//! What a person decided of candidates: a table with the columns a, b, decision and note. Not responsible for candidates.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use memchr::memchr_iter;
use thiserror::Error;

use crate::io::read::escape::Quoted;
use crate::io::read::input::{Input, open_text, whole};
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::what::What;
use crate::model::decision::{Decision, Verdict};

/// Decisions are made by hand; a file of more bytes is something else.
const DECISIONS_BYTES_MAX: usize = 256 << 20;
/// What may divide the columns: spreadsheets write one or the other.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Why a file of decisions is none.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DecisionsError {
    /// Its text cannot be had.
    #[error("{what}")]
    Unreadable {
        /// Why.
        what: What,
    },
    /// It is too large.
    #[error("the file has more than {limit} bytes; keep decisions on these records alone")]
    TooLarge {
        /// The largest that is read.
        limit: usize,
    },
    /// A column is missing.
    #[error("line 1: there is no column {column:?}; the columns are a, b, decision and, if you like, note")]
    NoColumn {
        /// Which.
        column: &'static str,
    },
    /// A row is no row.
    #[error("line {line}: the row has {fields} fields, the header has {columns}")]
    Ragged {
        /// Its line.
        line: u64,
        /// How many fields it has.
        fields: u64,
        /// How many the header has.
        columns: u64,
    },
    /// A row is not text.
    #[error("line {line}: the row cannot be read; save the file as UTF-8")]
    Row {
        /// Its line.
        line: u64,
    },
    /// A decision is in no word that is known.
    #[error("line {line}: decision {found} is neither accepted nor rejected; leave it blank where nothing is decided")]
    Word {
        /// Its line.
        line: u64,
        /// What stands there.
        found: Quoted,
    },
    /// A decision on less than two records.
    #[error("line {line}: column {column:?} is blank; a decision is on two records")]
    Blank {
        /// Its line.
        line: u64,
        /// Which column.
        column: &'static str,
    },
    /// Two decisions on one pair.
    #[error("line {line}: {a} and {b} are {now} here and {before} on line {first}; keep one of the two")]
    Contradiction {
        /// Its line.
        line: u64,
        /// The one id.
        a: Quoted,
        /// The other id.
        b: Quoted,
        /// What is decided here.
        now: &'static str,
        /// What was decided before.
        before: &'static str,
        /// On which line.
        first: u64,
    },
}

/// The decisions in `input`, in its order; rows whose decision is blank are none, and other columns say nothing.
///
/// `1,2` and `2,1` are kept apart: they are one pair only where both ids are of one file.
///
/// # Errors
/// [`DecisionsError`]: the first row that is not clear.
///
/// # Example
/// ```
/// use sarhad::io::read::Input;
/// use sarhad::io::read::decisions::read_decisions;
/// use sarhad::model::decision::Verdict;
/// let table = "a,b,decision,note\nE1,E7,rejected,another day\nE1,E9,,\n";
/// let found = read_decisions(Input::Stream { name: "kept.csv".into(), reader: Box::new(table.as_bytes()) })?;
/// assert_eq!((found.len(), found[0].verdict, found[0].line), (1, Verdict::Rejected, 2));
/// # Ok::<(), sarhad::io::read::decisions::DecisionsError>(())
/// ```
pub fn read_decisions(input: Input) -> Result<Vec<Decision>, DecisionsError> {
    let text = text_of(input)?;
    let head = text.split(|&byte| byte == b'\n' || byte == b'\r').next().unwrap_or_default();
    let count = |delimiter: u8| memchr_iter(delimiter, head).count();
    let delimiter = DELIMITERS.into_iter().max_by_key(|&delimiter| (count(delimiter), delimiter == b','));
    let mut reader = ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).from_reader(text.as_slice());
    let columns = reader.headers().map_err(|error| row_error(&text, &error))?.clone();
    let column = |name: &str| columns.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
    let needed = |name: &'static str| column(name).ok_or(DecisionsError::NoColumn { column: name });
    let places = Places { pair: [needed("a")?, needed("b")?], decision: needed("decision")?, note: column("note") };
    let mut decisions: Vec<Decision> = Vec::new();
    let mut met: BTreeMap<[String; 2], usize> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|error| row_error(&text, &error))?;
        let line = row.position().map_or(0, |position| line_of(&text, position));
        let Some(decision) = places.decision(&row, line)? else { continue };
        match met.get(&decision.pair).map(|&first| &decisions[first]) {
            Some(first) if first.verdict != decision.verdict => {
                return Err(DecisionsError::contradiction(first, &decision));
            }
            Some(_) => {}
            None => {
                met.insert(decision.pair.clone(), decisions.len());
                decisions.push(decision);
            }
        }
    }
    Ok(decisions)
}

fn text_of(input: Input) -> Result<Vec<u8>, DecisionsError> {
    let unreadable = |what| DecisionsError::Unreadable { what };
    let options = ReadOptions { format: Some(InputFormat::Csv), ..ReadOptions::default() };
    let mut bytes = open_text(input, &options).map_err(unreadable)?.bytes;
    let text = whole(&mut bytes, DECISIONS_BYTES_MAX).map_err(unreadable)?;
    text.ok_or(DecisionsError::TooLarge { limit: DECISIONS_BYTES_MAX })
}

/// The line on which the row that was found at `position` begins: blank lines before it are passed.
fn line_of(text: &[u8], position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(text.len());
    let blank = text[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + blank.filter(|byte| **byte == b'\n').map(|_| 1).sum::<u64>()
}

fn row_error(text: &[u8], error: &csv::Error) -> DecisionsError {
    let line = error.position().map_or(1, |position| line_of(text, position));
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            DecisionsError::Ragged { line, fields: *len, columns: *expected_len }
        }
        _ => DecisionsError::Row { line },
    }
}

impl DecisionsError {
    /// That `decision` is another one than `first`, which is on the same pair.
    #[must_use]
    pub fn contradiction(first: &Decision, decision: &Decision) -> Self {
        let [a, b] = decision.pair.each_ref().map(|id| Quoted::new(id));
        let (now, before) = (decision.verdict.word(), first.verdict.word());
        Self::Contradiction { line: decision.line, a, b, now, before, first: first.line }
    }
}

/// In which columns a decision stands.
struct Places {
    pair: [usize; 2],
    decision: usize,
    note: Option<usize>,
}

impl Places {
    fn decision(&self, row: &StringRecord, line: u64) -> Result<Option<Decision>, DecisionsError> {
        let cell = |place: usize| row.get(place).unwrap_or_default().trim();
        let verdict = match cell(self.decision).to_ascii_lowercase().as_str() {
            "" => return Ok(None),
            "accepted" => Verdict::Accepted,
            "rejected" => Verdict::Rejected,
            _ => return Err(DecisionsError::Word { line, found: Quoted::new(cell(self.decision)) }),
        };
        for (place, column) in self.pair.into_iter().zip(["a", "b"]) {
            if cell(place).is_empty() {
                return Err(DecisionsError::Blank { line, column });
            }
        }
        let pair = self.pair.map(|place| cell(place).to_owned());
        Ok(Some(Decision { pair, verdict, note: self.note.map(cell).unwrap_or_default().to_owned(), line }))
    }
}
