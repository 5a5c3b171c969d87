//! The first rows of a table: its header, and tags that may follow. Not responsible for rows of data.

use std::borrow::Cow;

use crate::io::read::block::At;
use crate::io::read::bytes::{Part, line_ends};
use crate::io::read::csv::columns::Columns;
use crate::io::read::csv::rows::Judge;
use crate::io::read::csv::scan;
use crate::io::read::csv::split::Splitter;
use crate::io::read::encoding::not_utf8;
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Outlet, Stop, fatal};
use crate::io::read::options::{Header, ReadOptions};
use crate::io::read::what::What;
use crate::io::table::Span;

/// The beginning of a table, row by row.
pub(super) struct Head {
    splitter: Splitter,
    judge: Judge,
    /// The part at hand, from the next row on.
    part: Option<Part>,
}

/// A row at the beginning, which stays until it is passed.
struct First {
    raw: Vec<u8>,
    spans: Vec<Span>,
    at: At,
    /// Its bytes, the line end counted.
    length: usize,
}

impl First {
    /// Its cells; one that is not UTF-8 is blank.
    fn cells(&self) -> Vec<Cow<'_, str>> {
        self.spans.iter().map(|span| span.of_bytes(&self.raw)).collect()
    }
}

impl Head {
    pub(super) fn new(splitter: Splitter, judge: Judge) -> Self {
        Self { splitter, judge, part: None }
    }

    /// The columns; a header is passed, a first row of data stays.
    pub(super) fn columns(&mut self, options: &ReadOptions, outlet: &mut Outlet) -> Result<Columns, Stop> {
        let Some(first) = self.first(outlet)? else { return Err(fatal(outlet.aside(None), What::Empty)) };
        let origin = outlet.aside(Some(first.at.line));
        if let Err(error) = std::str::from_utf8(&first.raw) {
            return Err(fatal(origin, not_utf8(&first.raw, &error, first.at.byte)));
        }
        let mut notes = Vec::new();
        let cells = first.cells();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        let columns = Columns::new(&cells, options, &mut notes).map_err(|what| fatal(origin, what))?;
        for note in notes {
            outlet.tell(note, Some(first.at.line))?;
        }
        if columns.header == Header::Present {
            self.pass(first.length);
        }
        Ok(columns)
    }

    /// The part with the first row of data, tags passed, and the splitter that gives the parts behind it.
    pub(super) fn rest(mut self, outlet: &mut Outlet) -> Result<(Option<Part>, Splitter), Stop> {
        if let Some(first) = self.first(outlet)?.filter(is_tag_row) {
            outlet.tell(What::TagsSkipped, Some(first.at.line))?;
            self.pass(first.length);
        }
        Ok((self.part, self.splitter))
    }

    /// The next row that is not blank, which stays; `None` at the end of the text.
    fn first(&mut self, outlet: &Outlet) -> Result<Option<First>, Stop> {
        loop {
            let Some(part) = &self.part else {
                self.part = self.splitter.next_part();
                if self.part.is_none() {
                    return Ok(None);
                }
                continue;
            };
            let blank = part.bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            self.pass(blank);
            let Some(part) = &mut self.part else { continue };
            let at = At { line: part.line, byte: part.byte };
            if part.bytes.is_empty() {
                match part.then.take() {
                    Some(error) => return Err(fatal(outlet.aside(Some(at.line)), what_of(&error))),
                    None => self.part = None,
                }
                continue;
            }
            let mut spans = Vec::new();
            let found = scan::row(&part.bytes, 0, self.judge.delimiter, &mut spans);
            let judged = self.judge.check(&part.bytes, found, spans.len(), at, &mut part.then);
            judged.map_err(|end| fatal(outlet.aside(end.line), end.what))?;
            return Ok(Some(First { raw: part.bytes[..found.end].to_vec(), spans, at, length: found.next }));
        }
    }

    fn pass(&mut self, bytes: usize) {
        if let Some(part) = &mut self.part {
            part.line += line_ends(&part.bytes[..bytes]);
            part.byte += bytes as u64;
            part.bytes.drain(..bytes);
        }
    }
}

/// A row of HXL tags such as `#geo+lat`, which humanitarian tables carry under the header.
fn is_tag_row(row: &First) -> bool {
    let is_tag = |cell: &str| cell.starts_with('#') && cell[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    let cells = row.cells();
    let filled = || cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled().next().is_some() && filled().all(is_tag)
}
