//! Rows of fields out of text, quotes resolved (RFC 4180). Not responsible for what a field says.
//!
//! Not the `csv` crate, since that takes a quote that never closes for the end of the last field, counts only LF as a
//! line, reads a field of any size before it can be measured, and keeps no row as it was written.

use crate::io::read::bytes::Bytes;
use crate::io::read::hurdle::what_of;
use crate::io::read::options::Limits;
use crate::io::read::what::What;

/// The rows of a table, one at a time.
pub(super) struct Rows {
    pub(super) bytes: Bytes,
    delimiter: u8,
    limits: Limits,
}

/// One row: its fields, and itself as it was written.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) raw: Vec<u8>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Line on which it begins.
    pub(super) line: u64,
    /// Byte at which it begins.
    pub(super) byte: u64,
    /// The field, from 1, that goes on after its closing quote.
    pub(super) stray: Option<usize>,
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
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of field `index`, from 0. The whole row must have been found to be UTF-8.
    pub(super) fn cell(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        str::from_utf8(&self.cells[start..end]).unwrap_or_default()
    }

    /// All fields.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    fn begin(&mut self, bytes: &Bytes) {
        self.raw.clear();
        self.cells.clear();
        self.ends.clear();
        self.stray = None;
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
    pub(super) fn new(bytes: Bytes, delimiter: u8, limits: Limits) -> Self {
        Self { bytes, delimiter, limits }
    }

    /// Fills `row` with the next one that is not a blank line; false at the end of the text.
    pub(super) fn next(&mut self, row: &mut Row) -> Result<bool, What> {
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
                row.stray = row.stray.or(Some(row.len() + 1));
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
