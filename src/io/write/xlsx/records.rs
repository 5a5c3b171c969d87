//! The sheet of records: its columns, and how values become cells. Not responsible for XML.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::io::counted::counted;
use crate::io::write::columns::{LAT, LON, WKT, free_name};
use crate::io::write::error::WriteError;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Column, ColumnKind, Sheet, SheetRecord};
use crate::io::write::wkt::wkt;
use crate::io::write::xlsx::grid::{Content, RowsText, column_names, head, tail};
use crate::io::write::xlsx::package::{LargeParts, Package};

/// Bytes of XML that go into the archive at a time.
const TOGETHER_BYTES: usize = 256 << 10;
/// From so many cells on a sheet's XML may take more than 4 GB.
const MANY_CELLS: u64 = 20_000_000;
/// The column that tells of shapes that do not fit a cell.
const WKT_NOTE: &str = "wkt_note";
/// Where shapes and texts are whole that do not fit a cell.
const INSTEAD: &str = "GeoJSON";
/// A shape of fewer bytes fits a cell: a position takes 16 of WKB and 700 characters of WKT at most, and a cell has 32,767.
const FITTING_BYTES: usize = 700;

/// What columns the sheet has, and where they come from.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) columns: Vec<(String, From)>,
}

/// Where the cells of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The records' column of this number.
    Record(usize, ColumnKind),
    /// The point of a record.
    Lon,
    Lat,
    /// Any other shape.
    Wkt,
    WktNote,
}

impl Layout {
    /// The columns that the records of `sheet` need: their own, and those of their places unless they hold them.
    pub(super) fn of(sheet: &mut Sheet) -> Result<Self, WriteError> {
        let own = |(number, column): (usize, &Column)| (column.name.clone(), From::Record(number, column.kind));
        let mut columns: Vec<(String, From)> = sheet.columns.iter().enumerate().map(own).collect();
        let taken = |name: &str| sheet.columns.iter().any(|column| column.name == name);
        let found = sheet.geometries;
        let drawn = sheet.count() - found.none - found.points;
        let mut places = Vec::new();
        if !sheet.options.document.place_in_columns {
            if found.points > 0 || drawn == 0 || taken(LON) || taken(LAT) {
                places.push((free_name(LON, "geometry_", taken), From::Lon));
                places.push((free_name(LAT, "geometry_", taken), From::Lat));
            }
            if drawn > 0 {
                places.push((free_name(WKT, "geometry_", taken), From::Wkt));
                let note = free_name(WKT_NOTE, "geometry_", taken);
                if has_long_shapes(sheet)? {
                    places.push((note, From::WktNote));
                }
            }
        }
        // places last: a screen shows the first columns, and WKT fills it
        columns.extend(places);
        Ok(Self { columns })
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }
}

/// Whether the WKT of any record is too long for a cell.
fn has_long_shapes(sheet: &mut Sheet) -> Result<bool, WriteError> {
    let mut found = false;
    sheet.each(&mut |record| {
        if !found && record.wkb.is_some_and(|bytes| bytes.len() > FITTING_BYTES) {
            found = shape_text(record).is_some_and(|text| !Content::fits(&text));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The WKT of a shape that is no point.
fn shape_text(record: &SheetRecord) -> Option<String> {
    let geometry = record.geometry().filter(|_| point(record).is_none())?;
    Some(wkt(&geometry, None))
}

/// The longitude and latitude of a point.
fn point(record: &SheetRecord) -> Option<[f64; 2]> {
    // one byte of order, four of type, two numbers
    let [1, 1, 0, 0, 0, numbers @ ..] = record.wkb? else { return None };
    let number = |at: usize| numbers.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes);
    Some([number(0)?, number(8)?])
}

/// Writes the sheet; says what could not be held as it was.
pub(super) fn write(sheet: &mut Sheet, layout: &Layout, package: &mut Package) -> Result<Vec<String>, WriteError> {
    let target = sheet.options.target.clone();
    let failed = |source: io::Error| WriteError::from_io(&target, source);
    let names = column_names(layout.width());
    let rows = sheet.count() + 1;
    let large = if rows * layout.width() as u64 > MANY_CELLS { LargeParts::Yes } else { LargeParts::No };
    package.next_sheet(large).map_err(failed)?;
    let widths: Vec<usize> = layout.columns.iter().map(|(name, from)| width(name, *from)).collect();
    package.write_all(head(&widths).as_bytes()).map_err(failed)?;
    let mut text = RowsText::new(&names);
    text.begin_row();
    for (name, _) in &layout.columns {
        text.push(&Content::Heading(name));
    }
    text.end_row();
    let mut changed = Changed::default();
    sheet.each(&mut |record| {
        push_record(&mut text, record, layout, &mut changed);
        if text.text.len() >= TOGETHER_BYTES {
            package.write_all(text.text.as_bytes()).map_err(failed)?;
            text.text.clear();
        }
        Ok(())
    })?;
    package.write_all(text.text.as_bytes()).map_err(failed)?;
    package.write_all(tail(&names, rows).as_bytes()).map_err(failed)?;
    package.end_sheet().map_err(failed)?;
    Ok(changed.told(layout))
}

/// How wide a column is, in digits: its heading with the button of the filter, and what its kind takes.
fn width(name: &str, from: From) -> usize {
    let cells = match from {
        From::Lon | From::Lat => 12,
        From::Wkt => 30,
        From::WktNote => 44,
        From::Record(_, kind) => match kind {
            ColumnKind::Flag => 8,
            ColumnKind::Whole | ColumnKind::Date | ColumnKind::Real => 12,
            ColumnKind::Moment => 19,
            ColumnKind::Text => 24,
            ColumnKind::Nested => 30,
        },
    };
    cells.max(name.chars().count() + 4)
}

/// What did not become a cell as it was, counted.
#[derive(Debug, Default)]
pub(super) struct Changed {
    long_numbers: u64,
    early_days: u64,
    long_texts: u64,
    long_shapes: u64,
}

impl Changed {
    fn told(&self, layout: &Layout) -> Vec<String> {
        let told = |count: u64, [one, many]: [&str; 2], says: &str| {
            (count > 0).then(|| format!("{} {says}", counted(count, one, many)))
        };
        let moments = |column: &&(String, From)| matches!(column.1, From::Record(_, ColumnKind::Moment));
        let moments: Vec<&str> = layout.columns.iter().filter(moments).map(|(name, _)| name.as_str()).collect();
        let moments = (!moments.is_empty()).then(|| {
            format!(
                "a workbook knows no time zones: moments are written in UTC, to the millisecond: {}",
                moments.join(", ")
            )
        });
        [
            told(
                self.long_numbers,
                ["whole number beyond 2^53 is", "whole numbers beyond 2^53 are"],
                "written as text, since a cell would round it",
            ),
            told(
                self.early_days,
                ["day before March 1900 is", "days before March 1900 are"],
                "written as text, since spreadsheets do not agree on it",
            ),
            told(
                self.long_texts,
                ["text of more than 32,767 characters does", "texts of more than 32,767 characters do"],
                "not fit a cell, which says so; .geojson or .csv holds all of it",
            ),
            told(
                self.long_shapes,
                ["shape does", "shapes do"],
                "not fit a cell, and wkt_note says so; .geojson or .gpkg holds all of it",
            ),
            moments,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn push_record(text: &mut RowsText, record: &SheetRecord, layout: &Layout, changed: &mut Changed) {
    text.begin_row();
    let point = point(record);
    let needs_shape = layout.columns.iter().any(|(_, from)| *from == From::Wkt);
    let shape = if needs_shape { shape_text(record) } else { None };
    let long = shape.as_ref().filter(|shape| !Content::fits(shape)).map(|shape| shape.chars().count());
    changed.long_shapes += u64::from(long.is_some());
    for (_, from) in &layout.columns {
        let content = match *from {
            From::Lon => point.map_or(Content::Blank, |point| Content::Number(point[0])),
            From::Lat => point.map_or(Content::Blank, |point| Content::Number(point[1])),
            From::Wkt => match &shape {
                Some(shape) if long.is_none() => Content::Text(Cow::Borrowed(shape)),
                _ => Content::Blank,
            },
            From::WktNote => long.map_or(Content::Blank, |characters| too_long(characters, INSTEAD)),
            From::Record(number, _) => content(&record.cells[number], changed),
        };
        text.push(&content);
    }
    text.end_row();
}

/// What stands in a cell for a text of so many characters, which `instead` holds.
pub(super) fn too_long(characters: usize, instead: &str) -> Content<'static> {
    Content::Text(Cow::Owned(format!("too long for a cell: {characters} characters, see {instead}")))
}

/// What a value is in a cell.
fn content<'d>(datum: &'d Datum, changed: &mut Changed) -> Content<'d> {
    let as_text = || datum.text().map_or(Content::Blank, Content::Text);
    match datum {
        Datum::Blank => Content::Blank,
        Datum::Flag(flag) => Content::Flag(*flag),
        Datum::Real(number) => Content::Number(*number),
        Datum::Whole(number) => Content::whole(*number).unwrap_or_else(|| {
            changed.long_numbers += 1;
            as_text()
        }),
        Datum::Date(day) => Content::day(*day).unwrap_or_else(|| {
            changed.early_days += 1;
            as_text()
        }),
        Datum::Moment(moment) => Content::moment(*moment).unwrap_or_else(|| {
            changed.early_days += 1;
            as_text()
        }),
        Datum::Text(text) | Datum::Nested(text) if Content::fits(text) => Content::Text(Cow::Borrowed(text)),
        Datum::Text(text) | Datum::Nested(text) => {
            changed.long_texts += 1;
            too_long(text.chars().count(), INSTEAD)
        }
    }
}
