//! A table, row by row, to records. Not responsible for how a cell is understood.

use crate::io::read::bytes::Bytes;
use crate::io::read::csv::columns::{Columns, Place};
use crate::io::read::csv::date::{Judgement, judge, solar_hijri_year};
use crate::io::read::csv::degrees::{Reading, reading};
use crate::io::read::csv::rows::{Row, Rows};
use crate::io::read::csv::{cell, dialect, wkt};
use crate::io::read::encoding::not_utf8;
use crate::io::read::escape::{Quoted, text_of};
use crate::io::read::event::{Event, Schema};
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Draft, Flaw, Intake, Stop, fatal};
use crate::io::read::options::{DecimalMark, Header, ReadOptions};
use crate::io::read::shaping::shaped;
use crate::io::read::what::{Axis, What};
use crate::model::feature::{Feature, Properties};
use crate::model::shape::Shape;

/// Reads the table in `bytes`; without a `delimiter`, it is found out and told.
pub(in crate::io::read) fn read(
    bytes: Bytes,
    delimiter: Option<u8>,
    options: &ReadOptions,
    intake: &mut Intake,
) -> Result<(), Stop> {
    let mut bytes = bytes;
    let aside = intake.aside(None);
    let found = dialect::delimiter_of(bytes.head().map_err(|error| fatal(aside.clone(), what_of(&error)))?);
    let chosen = delimiter.unwrap_or(found);
    if !chosen.is_ascii() || b"\"\r\n".contains(&chosen) {
        return Err(fatal(aside, What::BadDelimiter { delimiter: chosen }));
    }
    if delimiter.is_none() && found != b',' {
        intake.tell(What::Delimiter { name: dialect::name_of(found) }, &aside)?;
    }
    let found_semicolon = delimiter.is_none() && found == b';';
    let decimal = if found_semicolon { DecimalMark::Comma } else { options.decimal };
    let mut rows = Rows::new(bytes, chosen, options.limits);
    let mut row = Row::default();
    next(&mut rows, &mut row, intake)?.then_some(()).ok_or_else(|| fatal(aside, What::Empty))?;
    let columns = columns(&row, options, intake)?;
    intake.push(Event::Schema(Schema {
        columns: columns.names.clone(),
        delimiter: chosen,
        place: columns.place_names(),
    }))?;
    let table = Table { columns, decimal, options };
    table.each_row(&mut rows, row, intake)
}

fn next(rows: &mut Rows, row: &mut Row, intake: &Intake) -> Result<bool, Stop> {
    rows.next(row).map_err(|what| {
        let line = match what {
            What::UnclosedQuote { line } => line,
            _ => row.line,
        };
        fatal(intake.aside(Some(line)), what)
    })
}

fn columns(first: &Row, options: &ReadOptions, intake: &mut Intake) -> Result<Columns, Stop> {
    let origin = intake.aside(Some(first.line));
    if let Err(error) = str::from_utf8(&first.raw) {
        return Err(fatal(origin, not_utf8(&first.raw, &error, first.byte)));
    }
    let mut notes = Vec::new();
    let columns = Columns::new(&first.cells().collect::<Vec<_>>(), options, &mut notes)
        .map_err(|what| fatal(origin.clone(), what))?;
    for note in notes {
        intake.tell(note, &origin)?;
    }
    Ok(columns)
}

/// How the rows of one table are understood.
struct Table<'a> {
    columns: Columns,
    decimal: DecimalMark,
    options: &'a ReadOptions,
}

impl Table<'_> {
    fn each_row(&self, rows: &mut Rows, first: Row, intake: &mut Intake) -> Result<(), Stop> {
        let mut row = first;
        let mut here = match self.options.header {
            Header::Absent => true,
            Header::Present => next(rows, &mut row, intake)?,
        };
        if here && is_tag_row(&row) {
            intake.tell(What::TagsSkipped, &intake.aside(Some(row.line)))?;
            here = next(rows, &mut row, intake)?;
        }
        while here {
            let origin = intake.next_origin(row.line, row.byte);
            intake.take(self.draft(&row), origin, || text_of(&row.raw))?;
            here = next(rows, &mut row, intake)?;
        }
        Ok(())
    }

    fn draft(&self, row: &Row) -> Result<Draft, Flaw> {
        if let Err(error) = str::from_utf8(&row.raw) {
            let what = not_utf8(&row.raw, &error, row.byte);
            // a text in another encoding tells against all of it, odd bytes against their row
            let whole = matches!(what, What::NotUtf8 { one_byte: true, .. });
            return Err(if whole { Flaw::Input(what) } else { Flaw::Record(what) });
        }
        self.understood(row).map_err(Flaw::Record)
    }

    fn understood(&self, row: &Row) -> Result<Draft, What> {
        let columns = self.columns.names.len();
        if row.len() != columns {
            return Err(What::Ragged { fields: row.len(), columns });
        }
        if let Some(field) = row.stray {
            return Err(What::StrayQuote { field });
        }
        let mut notes = Vec::new();
        let shape = self.shape(row, &mut notes)?;
        let mut properties = Properties::with_capacity(columns);
        for (name, text) in self.columns.names.iter().zip(row.cells()) {
            properties.insert(name.clone(), cell::value(text));
        }
        self.judge_dates(row, &mut properties, &mut notes)?;
        let id = self.columns.id.and_then(|index| cell::id(row.cell(index)));
        Ok(Draft { feature: Feature { id, shape, properties }, notes })
    }

    fn shape(&self, row: &Row, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let blank = |index: usize| row.cell(index).trim().is_empty();
        match self.columns.place {
            // where points have columns of degrees, the other shapes have WKT, as in our own tables
            Place::LonLat { lon, lat, wkt: Some(wkt) } if blank(lon) && blank(lat) && !blank(wkt) => {
                notes.push(What::WktRead { column: Quoted::new(&self.columns.names[wkt]) });
                self.drawn(row.cell(wkt), notes)
            }
            Place::LonLat { lon, lat, .. } => self.point(row.cell(lon), row.cell(lat), notes),
            Place::Wkt(index) => self.drawn(row.cell(index), notes),
        }
    }

    fn drawn(&self, cell: &str, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        match wkt::geometry(cell, self.options.limits, notes)? {
            Some(geometry) => shaped(geometry, self.options.longitudes, notes),
            None => Ok(None),
        }
    }

    fn point(&self, lon_cell: &str, lat_cell: &str, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let lat = self.degrees(lat_cell, Axis::Latitude, notes)?;
        let lon = self.degrees(lon_cell, Axis::Longitude, notes)?;
        let (lon, lat) = match (lon, lat) {
            (Some(lon), Some(lat)) => (lon, lat),
            (None, None) => return Ok(None),
            (lon, _) => {
                let axis = if lon.is_none() { Axis::Longitude } else { Axis::Latitude };
                notes.push(What::HalfCoordinate { axis });
                return Ok(None);
            }
        };
        let point = geo_types::Point::new(lon, lat).into();
        // the cell's own text says more than the number read from it
        shaped(point, self.options.longitudes, notes).map_err(|what| match what {
            What::Latitude { .. } => What::Latitude { value: Quoted::new(lat_cell.trim()) },
            What::Longitude { .. } => What::Longitude { value: Quoted::new(lon_cell.trim()) },
            What::Swapped { .. } => What::Swapped { value: Quoted::new(lat_cell.trim()) },
            other => other,
        })
    }

    fn degrees(&self, text: &str, axis: Axis, notes: &mut Vec<What>) -> Result<Option<f64>, What> {
        let reading = reading(text, axis, self.decimal)?;
        let value = || Quoted::new(text);
        match reading {
            Reading::Comma(_) => notes.push(What::CommaRead { axis, value: value() }),
            Reading::Notation(degrees) => notes.push(What::OtherNotation { axis, value: value(), degrees }),
            Reading::Blank | Reading::Plain(_) => {}
        }
        Ok(reading.degrees())
    }

    fn judge_dates(&self, row: &Row, properties: &mut Properties, notes: &mut Vec<What>) -> Result<(), What> {
        for &index in &self.columns.dates {
            let (name, text) = (&self.columns.names[index], row.cell(index));
            let (column, value) = (|| Quoted::new(name), || Quoted::new(text));
            // asked first: 31 Ordibehesht, 1402-02-31, is a day there
            if let Some(year) = solar_hijri_year(text) {
                notes.push(What::SolarHijri { column: column(), year });
                continue;
            }
            match judge(text) {
                Judgement::Fine => {}
                Judgement::Impossible => return Err(What::ImpossibleDate { column: column(), value: value() }),
                Judgement::Otherwise => notes.push(What::DateKept { column: column(), value: value() }),
                Judgement::Zero => {
                    properties.insert(name.clone(), serde_json::Value::Null);
                    notes.push(What::NullDate { column: column(), value: value() });
                }
            }
        }
        Ok(())
    }
}

/// A row of HXL tags such as `#geo+lat`, which humanitarian tables carry under the header.
fn is_tag_row(row: &Row) -> bool {
    let is_tag = |cell: &str| cell.starts_with('#') && cell[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    let filled = || row.cells().map(str::trim).filter(|cell| !cell.is_empty());
    filled().next().is_some() && filled().all(is_tag)
}
