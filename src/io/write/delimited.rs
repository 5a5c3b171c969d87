//! CSV and TSV. Not responsible for the text of a cell.
//!
//! # Source
//! RFC 4180, with LF at the end of lines.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::io::write::cell::{cell_text, is_formula, push_row};
use crate::io::write::columns::{Columns, ID, LAT, LON, Place, WKT, free_name};
use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, Written};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::{CsvGuard, WriteOptions};
use crate::io::write::spool::Spool;
use crate::model::feature::Feature;

/// Cells at the front of a spooled row, before the properties: id, lon, lat, wkt.
const LEADING: usize = 4;

/// Writes rows; keeps them in a spool first unless every column is known beforehand.
#[derive(Debug)]
pub(super) struct DelimitedWriter<W> {
    table: Table<W>,
    columns: Columns,
    /// Where rows wait for the last one; `None` where they go out as they come.
    spool: Option<Spool>,
    seen: Seen,
}

/// What the rows so far need besides their properties.
#[derive(Debug, Default)]
struct Seen {
    /// An id that no column holds.
    loose_ids: bool,
    points: bool,
    drawn: bool,
}

impl<W: Write> DelimitedWriter<W> {
    pub(super) fn new(out: W, options: WriteOptions) -> Self {
        let document = &options.document;
        let columns = Columns::declared(document.columns.as_deref().unwrap_or_default());
        let known = document.columns.is_some() && document.place_in_columns;
        let spool = (!known).then(|| Spool::new(options.spool_dir.as_deref()));
        Self { table: Table::new(out, options), columns, spool, seen: Seen::default() }
    }

    /// The cells of the properties of `feature`; new columns are appended.
    fn property_cells(&mut self, feature: &Feature) -> Vec<String> {
        let mut cells = vec![String::new(); self.columns.names().len()];
        for (name, value) in &feature.properties {
            let position = self.columns.position_or_new(name);
            if position >= cells.len() {
                cells.resize(position + 1, String::new());
            }
            cells[position] = cell_text(value);
        }
        cells
    }

    /// Whether the cells hold the id of `feature` already.
    fn holds_id(&self, feature: &Feature, cells: &[String]) -> bool {
        let Some(id) = &feature.id else { return true };
        let held = self.columns.position(ID).and_then(|position| cells.get(position));
        self.table.options.document.id_column.is_some() || held.is_some_and(|cell| *cell == id.to_string())
    }

    fn write_direct(&mut self, feature: &Feature) -> Result<(), WriteError> {
        let known = self.columns.names().len();
        let cells = self.property_cells(feature);
        if let Some(column) = self.columns.names().get(known) {
            return Err(self.table.undeclared(column));
        }
        if !self.holds_id(feature, &cells) {
            return Err(self.table.undeclared(ID));
        }
        self.table.head_once(self.columns.names())?;
        self.table.send(cells.iter().map(String::as_str))
    }

    /// The row of `feature` as it waits: id, place, properties.
    fn spooled_row(&mut self, feature: &Feature) -> Vec<String> {
        let cells = self.property_cells(feature);
        self.seen.loose_ids |= !self.holds_id(feature, &cells);
        let mut row = vec![String::new(); LEADING];
        row[0] = feature.id.as_ref().map(ToString::to_string).unwrap_or_default();
        let options = &self.table.options;
        let place = if options.document.place_in_columns { Place::Nowhere } else { Place::of(feature, options.digits) };
        self.table.written.cut_shapes += place.cuts();
        match place {
            Place::Nowhere => {}
            Place::Point { lon, lat } => {
                self.seen.points = true;
                [row[1], row[2]] = [lon, lat];
            }
            Place::Drawn { wkt, .. } => {
                self.seen.drawn = true;
                row[3] = wkt;
            }
        }
        row.extend(cells);
        row
    }

    /// The leading columns that the rows need: their positions in a spooled row and their names.
    fn leading(&self) -> Vec<(usize, String)> {
        let document = &self.table.options.document;
        let taken = |name: &str| self.columns.position(name).is_some();
        let mut leading = Vec::new();
        if self.seen.loose_ids {
            leading.push((0, free_name(ID, "feature_", taken)));
        }
        // properties called lon and lat must not be read as the place of what is drawn
        let mistaken = taken(LON) || taken(LAT);
        if !document.place_in_columns && (self.seen.points || !self.seen.drawn || mistaken) {
            leading.push((1, free_name(LON, "geometry_", taken)));
            leading.push((2, free_name(LAT, "geometry_", taken)));
        }
        if self.seen.drawn {
            leading.push((3, free_name(WKT, "geometry_", taken)));
        }
        leading
    }

    fn finish_spooled(mut self, spool: Spool) -> Result<Written, WriteError> {
        let leading = self.leading();
        let head = leading.iter().map(|(_, name)| name).chain(self.columns.names()).cloned();
        self.table.head_once(&head.collect::<Vec<_>>())?;
        let rows = spool.into_rows().map_err(|source| self.table.failed(source))?;
        let columns = self.columns.names().len();
        for row in rows {
            let row = row.map_err(|source| self.table.failed(io::Error::from(source)))?;
            let cell = |position: usize| row.get(position).unwrap_or_default();
            let front = leading.iter().map(|(position, _)| cell(*position));
            self.table.send(front.chain((LEADING..LEADING + columns).map(cell)))?;
        }
        self.table.close()
    }
}

impl<W: Write> FeatureWriter for DelimitedWriter<W> {
    fn write(&mut self, feature: &Feature) -> Result<(), WriteError> {
        match self.spool.take() {
            None => self.write_direct(feature)?,
            Some(mut spool) => {
                let pushed = spool.push(&self.spooled_row(feature));
                self.spool = Some(spool);
                pushed.map_err(|source| self.table.failed(source))?;
            }
        }
        self.table.written.features += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Written, WriteError> {
        if let Some(spool) = self.spool.take() {
            return self.finish_spooled(spool);
        }
        self.table.head_once(self.columns.names())?;
        self.table.close()
    }
}

/// The rows that go out.
#[derive(Debug)]
struct Table<W> {
    out: W,
    options: WriteOptions,
    delimiter: char,
    written: Written,
    headed: bool,
}

impl<W: Write> Table<W> {
    fn new(out: W, options: WriteOptions) -> Self {
        let delimiter = match options.format {
            OutputFormat::Tsv => '\t',
            _ => options.delimiter.map_or(',', char::from),
        };
        Self { out, options, delimiter, written: Written::default(), headed: false }
    }

    fn head_once(&mut self, names: &[String]) -> Result<(), WriteError> {
        if self.headed {
            return Ok(());
        }
        self.headed = true;
        self.send(names.iter().map(String::as_str))
    }

    fn send<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), WriteError> {
        let mut line = String::new();
        if self.options.csv == CsvGuard::Raw {
            push_row(&mut line, cells, self.delimiter);
        } else {
            let guarded: Vec<_> = cells.map(guarded).collect();
            let changed = guarded.iter().filter(|cell| matches!(cell, Cow::Owned(_))).count();
            self.written.guarded_cells += changed as u64;
            push_row(&mut line, guarded.iter().map(AsRef::as_ref), self.delimiter);
        }
        self.out.write_all(line.as_bytes()).map_err(|source| self.failed(source))
    }

    fn close(mut self) -> Result<Written, WriteError> {
        self.out.flush().map_err(|source| WriteError::from_io(&self.options.target, source))?;
        Ok(self.written)
    }

    fn failed(&self, source: io::Error) -> WriteError {
        WriteError::from_io(&self.options.target, source)
    }

    fn undeclared(&self, column: &str) -> WriteError {
        WriteError::UndeclaredColumn { target: self.options.target.clone(), column: column.to_owned() }
    }
}

/// `cell` behind an apostrophe if a spreadsheet would run it.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}
