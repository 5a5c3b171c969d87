//! Rows of fields out of text, byte by byte (RFC 4180): the judge of limits and of quotes that never close.
//! Not responsible for what a field says, nor for rows that are short and whole: see `scan`.
//!
//! Not the `csv` crate, since that takes a quote that never closes for the end of the last field, counts only LF as a
//! line, reads a field of any size before it can be measured, and keeps no row as it was written.

use std::io;

use crate::io::read::block::{At, End};
use crate::io::read::bytes::{Bytes, Part};
use crate::io::read::csv::scan::Found;
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::is_limit;
use crate::io::read::options::Limits;
use crate::io::read::what::What;
use crate::io::table::Span;

/// Judges rows by the limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge {
    pub(super) delimiter: u8,
    pub(super) limits: Limits,
}

impl Judge {
    /// Whether the row at the beginning of `bytes` may be read on: `found` there, with so many `cells`. Whatever is long,
    /// unended or cut off by an error (`then`) is walked through byte by byte, to tell what stands first.
    pub(super) fn check(
        &self,
        bytes: &[u8],
        found: Found,
        cells: usize,
        at: At,
        then: &mut Option<io::Error>,
    ) -> Result<(), Box<End>> {
        let limits = &self.limits;
        let short = found.end <= limits.field_bytes.min(limits.feature_bytes).min(Span::ROW_BYTES_MAX);
        let whole = !found.open && (found.is_ended() || then.is_none());
        if short && whole && cells <= limits.columns {
            return Ok(());
        }
        let bytes = if found.is_ended() { &bytes[..found.next] } else { bytes };
        let then = if found.is_ended() { None } else { then.take() };
        let mut row = Row::default();
        let part = Part { bytes: bytes.to_vec(), line: at.line, byte: at.byte, then };
        let judged = Rows::new(Bytes::part(part), self.delimiter, *limits).next(&mut row);
        match judged {
            Ok(_) if found.end <= Span::ROW_BYTES_MAX => Ok(()),
            Ok(_) => {
                let what = What::FeatureLimit { inside: "a row".to_owned(), limit: Span::ROW_BYTES_MAX };
                Err(End::aside(what, Some(at.line), None))
            }
            Err(what) => {
                let line = match what {
                    What::UnclosedQuote { line } => line,
                    _ => row.line,
                };
                Err(End::aside(what, Some(line), None))
            }
        }
    }

    /// Whether the row at the beginning of `bytes` is beyond a limit already, whatever follows.
    pub(super) fn exceeds_limits(&self, bytes: &[u8]) -> bool {
        let part = Part { bytes: bytes.to_vec(), line: 1, byte: 0, then: None };
        let judged = Rows::new(Bytes::part(part), self.delimiter, self.limits).next(&mut Row::default());
        judged.is_err_and(|what| is_limit(&what))
    }
}

/// The rows of a table, one at a time.
struct Rows {
    bytes: Bytes,
    delimiter: u8,
    limits: Limits,
}

/// One row: its fields, and itself as it was written.
#[derive(Debug, Default)]
struct Row {
    raw: Vec<u8>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Line on which it begins.
    line: u64,
    /// Byte at which it begins.
    byte: u64,
    quote_at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl Row {
    /// How many fields it has.
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn begin(&mut self, bytes: &Bytes) {
        self.raw.clear();
        self.cells.clear();
        self.ends.clear();
        (self.line, self.byte) = (bytes.line(), bytes.offset());
    }

    fn end_field(&mut self) {
        self.ends.push(self.cells.len());
    }

    fn field_len(&self) -> usize {
        self.cells.len() - self.ends.last().copied().unwrap_or(0)
    }

    /// The line on which the quote opened that is open now.
    fn quote_line(&self) -> u64 {
        let before = &self.raw[..self.quote_at];
        let lone_cr = |at: usize| before[at] == b'\r' && before.get(at + 1) != Some(&b'\n');
        let ends = (0..before.len()).filter(|&at| before[at] == b'\n' || lone_cr(at)).count();
        self.line + ends as u64
    }
}

impl Rows {
    fn new(bytes: Bytes, delimiter: u8, limits: Limits) -> Self {
        Self { bytes, delimiter, limits }
    }

    /// Fills `row` with the next one that is not a blank line; false at the end of the text.
    fn next(&mut self, row: &mut Row) -> Result<bool, What> {
        loop {
            row.begin(&self.bytes);
            if !self.fill(row)? {
                return Ok(false);
            }
            if !row.raw.is_empty() {
                return Ok(true);
            }
        }
    }

    fn fill(&mut self, row: &mut Row) -> Result<bool, What> {
        let mut state = State::FieldStart;
        loop {
            let chunk = self.bytes.chunk().map_err(|error| what_of(&error))?;
            if chunk.is_empty() {
                if state == State::Quoted {
                    return Err(What::UnclosedQuote { line: row.quote_line() });
                }
                row.end_field();
                return Ok(!row.raw.is_empty());
            }
            let (count, ended) = scan(chunk, self.delimiter, row, &mut state);
            let cr = ended && chunk[count - 1] == b'\r';
            self.bytes.consume(count);
            self.check_limits(row)?;
            if ended {
                if cr && self.bytes.peek().map_err(|error| what_of(&error))? == Some(b'\n') {
                    self.bytes.consume(1);
                }
                row.end_field();
                return Ok(true);
            }
        }
    }

    fn check_limits(&self, row: &Row) -> Result<(), What> {
        let limits = &self.limits;
        if row.ends.len() >= limits.columns {
            return Err(What::ColumnLimit { limit: limits.columns });
        }
        let longest = row.ends.windows(2).map(|pair| pair[1] - pair[0]).chain(row.ends.first().copied());
        if row.field_len() > limits.field_bytes {
            return Err(What::FieldLimit { field: row.len() + 1, limit: limits.field_bytes });
        }
        if row.cells.len() > limits.field_bytes
            && let Some((field, _)) = longest.enumerate().find(|(_, length)| *length > limits.field_bytes)
        {
            return Err(What::FieldLimit { field: field + 1, limit: limits.field_bytes });
        }
        if row.raw.len() > limits.feature_bytes {
            return Err(What::FeatureLimit { inside: "a row".to_owned(), limit: limits.feature_bytes });
        }
        Ok(())
    }
}

/// Takes from `chunk` what belongs to the row: how many bytes, the line end counted, and whether the row ended.
fn scan(chunk: &[u8], delimiter: u8, row: &mut Row, state: &mut State) -> (usize, bool) {
    let mut at = 0;
    while let Some(&byte) = chunk.get(at) {
        let rest = &chunk[at..];
        let taken = match *state {
            State::Quoted => quoted_run(rest, row, state),
            State::Plain | State::FieldStart | State::QuoteInQuoted if byte == delimiter => {
                row.end_field();
                *state = State::FieldStart;
                1
            }
            State::Plain | State::FieldStart | State::QuoteInQuoted if byte == b'\n' || byte == b'\r' => {
                return (at + 1, true);
            }
            State::FieldStart if byte == b'"' => {
                row.quote_at = row.raw.len();
                *state = State::Quoted;
                1
            }
            State::QuoteInQuoted if byte == b'"' => {
                row.cells.push(b'"');
                *state = State::Quoted;
                1
            }
            State::QuoteInQuoted => {
                *state = State::Plain;
                0
            }
            State::Plain | State::FieldStart => {
                *state = State::Plain;
                let end = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
                let run = rest.iter().position(end).unwrap_or(rest.len());
                row.cells.extend_from_slice(&rest[..run]);
                run
            }
        };
        row.raw.extend_from_slice(&rest[..taken]);
        at += taken;
    }
    (at, false)
}

/// Takes what stands up to the next quote, and the quote.
fn quoted_run(rest: &[u8], row: &mut Row, state: &mut State) -> usize {
    let run = rest.iter().position(|byte| *byte == b'"');
    row.cells.extend_from_slice(&rest[..run.unwrap_or(rest.len())]);
    match run {
        Some(run) => {
            *state = State::QuoteInQuoted;
            run + 1
        }
        None => rest.len(),
    }
}
