//! A table: its header, then parts of it, and how a row of it becomes a record. Not responsible for how a cell is understood.

use std::borrow::Cow;
use std::sync::Arc;

use crate::io::cell::Said;
use crate::io::read::block::{Aside, Block, Findings, id_key};
use crate::io::read::bytes::Bytes;
use crate::io::read::csv::columns::{Columns, Place};
use crate::io::read::csv::date::{Judgement, judge, solar_hijri_year};
use crate::io::read::csv::head::Head;
use crate::io::read::csv::part::RowPart;
use crate::io::read::csv::rows::Judge;
use crate::io::read::csv::split::Splitter;
use crate::io::read::csv::{dialect, wkt};
use crate::io::read::escape::Quoted;
use crate::io::read::event::Schema;
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Outlet, Stop, fatal};
use crate::io::read::options::{DecimalMark, ReadOptions};
use crate::io::read::point::Degrees;
use crate::io::read::shaping::shaped;
use crate::io::read::what::What;
use crate::io::read::workbook::SheetLines;
use crate::io::table::{Header, Span};
use crate::model::shape::Shape;

/// The text of a table.
pub(in crate::io::read) struct TableText {
    pub(in crate::io::read) bytes: Bytes,
    /// What divides its columns; without it, that is found out and told.
    pub(in crate::io::read) delimiter: Option<u8>,
    /// Which rows of a sheet its lines are, where it was one.
    pub(in crate::io::read) lines: SheetLines,
}

/// Reads a table.
pub(in crate::io::read) fn read(text: TableText, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let TableText { mut bytes, delimiter, lines } = text;
    let aside = outlet.aside(None);
    let found = dialect::delimiter_of(bytes.head().map_err(|error| fatal(aside.clone(), what_of(&error)))?);
    let chosen = delimiter.unwrap_or(found);
    if !chosen.is_ascii() || b"\"\r\n".contains(&chosen) {
        return Err(fatal(aside, What::BadDelimiter { delimiter: chosen }));
    }
    if delimiter.is_none() && found != b',' {
        outlet.tell(What::Delimiter { name: dialect::name_of(found) }, None)?;
    }
    let found_semicolon = delimiter.is_none() && found == b';';
    let decimal = if found_semicolon { DecimalMark::Comma } else { options.decimal };
    let judge = Judge { delimiter: chosen, limits: options.limits };
    let mut head = Head::new(Splitter::new(bytes, judge, options.blocks), judge);
    let columns = head.columns(options, outlet)?;
    outlet.say(Aside::Schema(Schema {
        columns: columns.names.clone(),
        delimiter: chosen,
        place: columns.place_names(),
    }))?;
    let table = Arc::new(Table {
        header: Arc::new(Header::new(columns.names.clone())),
        columns,
        lines,
        degrees: Degrees { decimal, longitudes: options.longitudes },
        judge,
    });
    let (mut next, mut splitter) = head.rest(outlet)?;
    while let Some(part) = next {
        outlet.send(Block::of_rows(RowPart { part, table: Arc::clone(&table) }))?;
        next = splitter.next_part();
    }
    Ok(())
}

/// How the rows of one table are understood.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) header: Arc<Header>,
    pub(super) judge: Judge,
    pub(super) lines: SheetLines,
    columns: Columns,
    degrees: Degrees,
}

/// A row's text and its cells.
pub(super) struct RowText<'a> {
    pub(super) text: &'a str,
    pub(super) spans: &'a mut [Span],
    /// The field, from 1, that goes on after its closing quote.
    pub(super) stray: Option<usize>,
}

impl<'a> RowText<'a> {
    fn cell(&self, index: usize) -> Cow<'a, str> {
        self.spans[index].of(self.text)
    }
}

/// What a row says, beside its properties.
pub(super) struct Read {
    pub(super) shape: Option<Shape>,
    pub(super) id: Option<Span>,
    pub(super) findings: Findings,
}

impl Table {
    /// What `row` says; cells that are read as nothing are blank afterwards.
    pub(super) fn understood(&self, row: RowText) -> Result<Read, What> {
        let mut row = row;
        let columns = self.columns.names.len();
        if row.spans.len() != columns {
            return Err(What::Ragged { fields: row.spans.len(), columns });
        }
        if let Some(field) = row.stray {
            return Err(What::StrayQuote { field });
        }
        let mut notes = Vec::new();
        let shape = self.shape(&row, &mut notes)?;
        if let (None, Some(note)) = (&shape, self.columns.shape_note)
            && !row.cell(note).trim().is_empty()
        {
            notes.push(What::ShapeElsewhere { note: Quoted::new(&row.cell(note)) });
        }
        // the id is what its cell says, also where that is read as no date
        let id = self.columns.id.map(|index| row.spans[index]);
        self.judge_dates(&mut row, &mut notes)?;
        let key = id.and_then(|span| match Said::of(&span.of(row.text)) {
            Said::Nothing => None,
            Said::Number(text) => Some(id_key(true, text)),
            Said::Text(text) => Some(id_key(false, text)),
        });
        let findings = Findings::new(key, notes, shape.as_ref());
        Ok(Read { shape, id: id.filter(|_| key.is_some()), findings })
    }

    fn shape(&self, row: &RowText, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let blank = |index: usize| row.cell(index).trim().is_empty();
        match self.columns.place {
            // where points have columns of degrees, the other shapes have WKT, as in our own tables
            Place::LonLat { lon, lat, wkt: Some(wkt) } if blank(lon) && blank(lat) && !blank(wkt) => {
                notes.push(What::WktRead { column: Quoted::new(&self.columns.names[wkt]) });
                self.drawn(&row.cell(wkt), notes)
            }
            Place::LonLat { lon, lat, .. } => self.degrees.point([&row.cell(lon), &row.cell(lat)], notes),
            Place::Wkt(index) => self.drawn(&row.cell(index), notes),
            Place::Unsaid => Ok(None),
        }
    }

    fn drawn(&self, cell: &str, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        match wkt::geometry(cell, self.judge.limits, notes)? {
            Some(geometry) => shaped(geometry, self.degrees.longitudes, notes),
            None => Ok(None),
        }
    }

    fn judge_dates(&self, row: &mut RowText, notes: &mut Vec<What>) -> Result<(), What> {
        for &index in &self.columns.dates {
            let (name, text) = (&self.columns.names[index], row.cell(index));
            let (column, value) = (|| Quoted::new(name), || Quoted::new(&text));
            // asked first: 31 Ordibehesht, 1402-02-31, is a day there
            if let Some(year) = solar_hijri_year(&text) {
                notes.push(What::SolarHijri { column: column(), year });
                continue;
            }
            match judge(&text) {
                Judgement::Impossible => return Err(What::ImpossibleDate { column: column(), value: value() }),
                Judgement::Otherwise if self.columns.event_dates.contains(&index) => {
                    notes.push(What::DateKept { column: column(), value: value() });
                }
                // otherwise written in a column of other dates: as many as a source has, or words
                Judgement::Fine | Judgement::Otherwise => {}
                Judgement::Zero => {
                    notes.push(What::NullDate { column: column(), value: value() });
                    row.spans[index] = Span::BLANK;
                }
            }
        }
        Ok(())
    }
}
