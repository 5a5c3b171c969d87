//! CSV and TSV. Not responsible for the text of a cell.
//!
//! # Source
//! RFC 4180, with LF at the end of lines.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::geometry::antimeridian;
use crate::io::outgoing::{Body, Outgoing};
use crate::io::table::{Header, TableRow};
use crate::io::write::cell::{RowLine, answer_text, cell_text, is_formula};
use crate::io::write::columns::{Columns, ID, LAT, LON, Place, WKT, free_name};
use crate::io::write::encoder::Encoded;
use crate::io::write::error::WriteError;
use crate::io::write::feature::Written;
use crate::io::write::format::OutputFormat;
use crate::io::write::frame::Frame;
use crate::io::write::options::{ByteOrderMark, CsvGuard, WktColumn, WriteOptions};
use crate::io::write::spool::Spool;
use crate::io::write::wkt::wkt;
use crate::model::feature::Feature;

/// Cells at the front of a spooled row, before the properties: id, lon, lat, wkt.
const LEADING: usize = 4;

/// How a row is written.
#[derive(Debug, Clone)]
struct Style {
    delimiter: u8,
    guard: CsvGuard,
}

impl Style {
    fn of(options: &WriteOptions) -> Self {
        let delimiter = match options.format {
            OutputFormat::Tsv => b'\t',
            _ => options.delimiter.unwrap_or(b','),
        };
        Self { delimiter, guard: options.csv }
    }

    /// Appends a row to `line`; says how many of its cells got an apostrophe.
    fn push_row<'a>(&self, line: &mut Vec<u8>, cells: impl Iterator<Item = Cow<'a, str>>) -> u64 {
        let mut guarded = 0;
        let mut row = RowLine::new(line, self.delimiter);
        for cell in cells {
            if self.guard == CsvGuard::Guarded && is_formula(&cell) {
                guarded += 1;
                row.push(&format!("'{cell}"));
            } else {
                row.push(&cell);
            }
        }
        row.end();
        guarded
    }
}

/// Whether rows can go out as they come: every column is known beforehand.
pub(super) fn is_direct(options: &WriteOptions) -> bool {
    options.document.columns.is_some() && options.document.place_in_columns && options.wkt == WktColumn::ForShapes
}

/// The header that stands before rows which go out as they come.
pub(super) fn frame(options: &WriteOptions) -> Frame {
    let columns = Columns::declared(options.document.columns.as_deref().unwrap_or_default());
    let mut open = mark(options).to_vec();
    let names = columns.names().iter().map(|name| Cow::Borrowed(name.as_str()));
    let guarded_cells = Style::of(options).push_row(&mut open, names);
    Frame { empty: open.clone(), open, between: b"", close: b"", guarded_cells }
}

/// What stands before everything else.
fn mark(options: &WriteOptions) -> &'static [u8] {
    match options.mark {
        ByteOrderMark::Utf8 => b"\xef\xbb\xbf",
        ByteOrderMark::None => b"",
    }
}

/// Rows whose columns are all known.
#[derive(Debug)]
pub(super) struct RowText {
    style: Style,
    columns: Columns,
    /// Whether a column that was named holds the ids.
    id_held: bool,
    target: PathBuf,
    fit: OnceLock<Fit>,
}

/// Whether the rows of a table have the output's columns, in their order.
#[derive(Debug)]
struct Fit {
    header: Arc<Header>,
    added: usize,
    fits: bool,
}

impl RowText {
    pub(super) fn new(options: &WriteOptions) -> Self {
        Self {
            style: Style::of(options),
            columns: Columns::declared(options.document.columns.as_deref().unwrap_or_default()),
            id_held: options.document.id_column.is_some(),
            target: options.target.clone(),
            fit: OnceLock::new(),
        }
    }

    pub(super) fn encode(&self, record: &Outgoing, into: &mut Encoded) -> Result<(), WriteError> {
        match record.body {
            Body::Row(row) if self.fits(row, record) => self.encode_row(row, record, into),
            _ => self.encode_feature(&record.to_feature(), into),
        }
    }

    fn fits(&self, row: TableRow, record: &Outgoing) -> bool {
        let fit = self.fit.get_or_init(|| {
            let own = row.header().names().iter().map(String::as_str);
            let all = own.chain(record.added.iter().map(|(name, _)| *name));
            let fits = all.eq(self.columns.names().iter().map(String::as_str));
            Fit { header: Arc::clone(row.header()), added: record.added.len(), fits }
        });
        fit.fits && fit.added == record.added.len() && Arc::ptr_eq(&fit.header, row.header())
    }

    fn encode_row(&self, row: TableRow, record: &Outgoing, into: &mut Encoded) -> Result<(), WriteError> {
        if let Some(id) = record.id.filter(|_| !self.id_held) {
            let held = self.columns.position(ID).and_then(|position| row.cells().nth(position));
            if held.is_none_or(|cell| cell != id.text()) {
                return Err(self.undeclared(ID));
            }
        }
        let answers = record.added.iter().map(|(_, value)| answer_text(value));
        into.written.guarded_cells += self.style.push_row(&mut into.text, row.cells().chain(answers));
        Ok(())
    }

    fn encode_feature(&self, feature: &Feature, into: &mut Encoded) -> Result<(), WriteError> {
        let mut cells = vec![Cow::Borrowed(""); self.columns.names().len()];
        for (name, value) in &feature.properties {
            let position = self.columns.position(name).ok_or_else(|| self.undeclared(name))?;
            cells[position] = cell_text(value);
        }
        let held = self.columns.position(ID).and_then(|position| cells.get(position));
        if let Some(id) = feature.id.as_ref().filter(|_| !self.id_held)
            && held.is_none_or(|cell| **cell != id.to_string())
        {
            return Err(self.undeclared(ID));
        }
        into.written.guarded_cells += self.style.push_row(&mut into.text, cells.into_iter());
        Ok(())
    }

    fn undeclared(&self, column: &str) -> WriteError {
        WriteError::UndeclaredColumn { target: self.target.clone(), column: column.to_owned() }
    }
}

/// Keeps rows in a spool until the last, when their columns are known.
#[derive(Debug)]
pub(super) struct SpooledRows<W> {
    out: W,
    options: WriteOptions,
    style: Style,
    columns: Columns,
    spool: Spool,
    seen: Seen,
    written: Written,
}

/// What the rows so far need besides their properties.
#[derive(Debug, Default)]
struct Seen {
    /// An id that no column holds.
    loose_ids: bool,
    points: bool,
    drawn: bool,
}

impl<W: Write> SpooledRows<W> {
    pub(super) fn new(out: W, options: WriteOptions) -> Self {
        Self {
            out,
            style: Style::of(&options),
            columns: Columns::declared(options.document.columns.as_deref().unwrap_or_default()),
            spool: Spool::new(options.spool_dir.as_deref()),
            seen: Seen::default(),
            written: Written::default(),
            options,
        }
    }

    /// The cells of the properties of `feature`; new columns are appended.
    fn property_cells(&mut self, feature: &Feature) -> Vec<String> {
        let mut cells = vec![String::new(); self.columns.names().len()];
        for (name, value) in &feature.properties {
            let position = self.columns.position_or_new(name);
            if position >= cells.len() {
                cells.resize(position + 1, String::new());
            }
            cells[position] = cell_text(value).into_owned();
        }
        cells
    }

    /// Whether the cells hold the id of `feature` already.
    fn holds_id(&self, feature: &Feature, cells: &[String]) -> bool {
        let Some(id) = &feature.id else { return true };
        let held = self.columns.position(ID).and_then(|position| cells.get(position));
        self.options.document.id_column.is_some() || held.is_some_and(|cell| *cell == id.to_string())
    }

    /// The row of `feature` as it waits: id, place, properties.
    fn spooled_row(&mut self, feature: &Feature, digits: Option<u8>) -> Vec<String> {
        let cells = self.property_cells(feature);
        self.seen.loose_ids |= !self.holds_id(feature, &cells);
        let mut row = vec![String::new(); LEADING];
        row[0] = feature.id.as_ref().map(ToString::to_string).unwrap_or_default();
        let options = &self.options;
        let place = if options.document.place_in_columns { Place::Nowhere } else { Place::of(feature, digits) };
        self.written.cut_shapes += place.cuts();
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
        if self.options.wkt == WktColumn::ForAll
            && row[3].is_empty()
            && let Some(shape) = &feature.shape
        {
            let cut = antimeridian::split(shape.geometry());
            row[3] = wkt(cut.as_ref().unwrap_or(shape.geometry()), digits);
            self.seen.drawn = true;
        }
        row.extend(cells);
        row
    }

    /// The leading columns that the rows need: their positions in a spooled row and their names.
    fn leading(&self) -> Vec<(usize, String)> {
        let document = &self.options.document;
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

    /// Takes one record.
    pub(super) fn write(&mut self, record: &Outgoing) -> Result<(), WriteError> {
        let row = self.spooled_row(&record.to_feature(), self.options.digits.of(record));
        self.spool.push(&row).map_err(|source| WriteError::from_io(&self.options.target, source))?;
        self.written.features += 1;
        Ok(())
    }

    /// Writes all that waited.
    pub(super) fn finish(self) -> Result<Written, WriteError> {
        let leading = self.leading();
        let Self { mut out, options, style, columns, spool, mut written, .. } = self;
        let failed = |source: io::Error| WriteError::from_io(&options.target, source);
        let mut line = mark(&options).to_vec();
        let names = leading.iter().map(|(_, name)| name).chain(columns.names());
        written.guarded_cells += style.push_row(&mut line, names.map(|name| Cow::Borrowed(name.as_str())));
        out.write_all(&line).map_err(failed)?;
        for row in spool.into_rows().map_err(failed)? {
            let row = row.map_err(|source| failed(io::Error::from(source)))?;
            let cell = |position: usize| Cow::Borrowed(row.get(position).unwrap_or_default());
            let front = leading.iter().map(|(position, _)| cell(*position));
            line.clear();
            let all = front.chain((LEADING..LEADING + columns.names().len()).map(cell));
            written.guarded_cells += style.push_row(&mut line, all);
            out.write_all(&line).map_err(failed)?;
        }
        out.flush().map_err(failed)?;
        Ok(written)
    }
}
