//! A part of a table, some thousands of whole rows, to records. Not responsible for finding where parts end.

use std::sync::Arc;

use crate::io::read::block::{At, Batch, End, Entry, Fate, Refusal, RowRecord, RowStore};
use crate::io::read::bytes::Part;
use crate::io::read::csv::scan::{self, Found};
use crate::io::read::csv::table::{RowText, Table};
use crate::io::read::encoding::not_utf8;
use crate::io::read::escape::text_of;
use crate::io::read::hurdle::what_of;
use crate::io::read::what::What;
use crate::io::table::Span;

/// Cells of a row and bytes of a cell for which room is made at first.
const USUAL_CELL_BYTES: usize = 8;

/// Whole rows of a table; the last part of all may end within a row.
#[derive(Debug)]
pub(in crate::io::read) struct RowPart {
    pub(super) part: Part,
    pub(super) table: Arc<Table>,
}

impl RowPart {
    /// The records that the rows are.
    pub(in crate::io::read) fn understood(self) -> Batch {
        let Self { part, table } = self;
        let mut walk = Walk { at: 0, line: part.line, byte: part.byte, then: part.then, spans: Vec::new() };
        walk.spans.reserve(part.bytes.len() / USUAL_CELL_BYTES);
        let mut batch = Batch::default();
        let text = match String::from_utf8(part.bytes) {
            Ok(text) => {
                batch.end = walk.each_row(&table, text.as_bytes(), &mut Known(&text), &mut batch.entries).err();
                text
            }
            Err(error) => {
                let mut sound = Sought(String::new());
                batch.end = walk.each_row(&table, error.as_bytes(), &mut sound, &mut batch.entries).err();
                sound.0
            }
        };
        batch.rows = Some(RowStore { text, spans: walk.spans, header: Arc::clone(&table.header) });
        batch
    }
}

/// Where the text of rows comes from.
trait Texts {
    /// The text of the row from `start` to `end`, and where it begins in what is kept.
    fn row(&mut self, bytes: &[u8], start: usize, end: usize) -> Result<(&str, usize), std::str::Utf8Error>;
}

/// The whole part is UTF-8.
struct Known<'a>(&'a str);

impl Texts for Known<'_> {
    fn row(&mut self, _: &[u8], start: usize, end: usize) -> Result<(&str, usize), std::str::Utf8Error> {
        Ok((&self.0[start..end], start))
    }
}

/// Some row is not: those that are, are copied.
struct Sought(String);

impl Texts for Sought {
    fn row(&mut self, bytes: &[u8], start: usize, end: usize) -> Result<(&str, usize), std::str::Utf8Error> {
        let text = std::str::from_utf8(&bytes[start..end])?;
        let kept = self.0.len();
        self.0.push_str(text);
        Ok((&self.0[kept..], kept))
    }
}

/// The way through a part.
struct Walk {
    at: usize,
    line: u64,
    byte: u64,
    then: Option<std::io::Error>,
    spans: Vec<Span>,
}

impl Walk {
    fn each_row(
        &mut self,
        table: &Table,
        bytes: &[u8],
        texts: &mut impl Texts,
        entries: &mut Vec<Entry>,
    ) -> Result<(), Box<End>> {
        while self.at < bytes.len() {
            let first = self.spans.len();
            let (start, at) = (self.at, At { line: table.lines.row(self.line), byte: self.byte });
            let found = scan::row(bytes, start, table.judge.delimiter, &mut self.spans);
            let cells = self.spans.len() - first;
            table.judge.check(&bytes[start..], found.from(start), cells, at, &mut self.then)?;
            self.pass(found);
            if found.end == start {
                self.spans.truncate(first);
                continue;
            }
            let fate = match texts.row(bytes, start, found.end) {
                Ok((text, kept)) => self.fate(table, text, kept, found, first),
                Err(error) => broken(&bytes[start..found.end], &error, at)?,
            };
            if !matches!(fate, Fate::Row(..)) {
                self.spans.truncate(first);
            }
            entries.push(Entry { at: Some(at), fate });
        }
        match self.then.take() {
            Some(error) => Err(End::aside(what_of(&error), Some(self.line), None)),
            None => Ok(()),
        }
    }

    fn pass(&mut self, found: Found) {
        self.byte += (found.next - self.at) as u64;
        self.line += found.lines + u64::from(found.is_ended());
        self.at = found.next;
    }

    fn fate(&mut self, table: &Table, text: &str, kept: usize, found: Found, first: usize) -> Fate {
        let row = RowText { text, spans: &mut self.spans[first..], stray: found.stray };
        match table.understood(row) {
            Ok(read) => {
                let record = RowRecord { shape: read.shape, start: kept, end: kept + text.len(), first, id: read.id };
                Fate::Row(record, read.findings)
            }
            Err(what) => Fate::Refused(Box::new(Refusal { what, verbatim: text.to_owned() })),
        }
    }
}

/// What becomes of a row that is not UTF-8: a text in another encoding tells against all of it, odd bytes against their row.
fn broken(row: &[u8], error: &std::str::Utf8Error, at: At) -> Result<Fate, Box<End>> {
    let what = not_utf8(row, error, at.byte);
    if matches!(what, What::NotUtf8 { one_byte: true, .. }) {
        return Err(End::in_record(what, at));
    }
    Ok(Fate::Refused(Box::new(Refusal { what, verbatim: text_of(row) })))
}
