//! A record as bytes that wait in a file, and back. Not responsible for the file.
//!
//! Little-endian: the id's kind, its text; the geometry as WKB; the number of cells, and of each its column among those of its
//! block, its kind and its text. Texts have their length in front.

use std::borrow::Cow;

use geo::CoordsIter;
use geo::MapCoords;
use geo_types::{Coord, Geometry};
use serde_json::Value;

use crate::geometry::antimeridian;
use crate::io::cell::Said;
use crate::io::outgoing::{Body, Outgoing, OutgoingId};
use crate::io::rows::{Cell, CellValue};
use crate::io::table::TableRow;
use crate::io::write::cell::answer_text;
use crate::io::write::columns::ID;
use crate::io::write::digits::{Digits, collapsed_rings};
use crate::io::write::encoder::Encoded;
use crate::io::write::options::{MOST_DIGITS, WriteOptions};
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::kind::{ColumnKind, Met, date, midnight, moment, point_zero};
use crate::io::write::sheet::survey::{Box2d, Survey};
use crate::model::feature::FeatureId;
use crate::model::shape::Shape;

const NO_ID: u8 = 0;
const TEXT_ID: u8 = 1;
const NUMBER_ID: u8 = 2;

const BLANK: u8 = 0;
const FLAG: u8 = 1;
const NUMBER: u8 = 2;
const TEXT: u8 = 3;
const NESTED: u8 = 4;

/// Packs records, in any thread.
#[derive(Debug)]
pub(in crate::io::write) struct PackedText {
    digits: Digits,
    /// Whether a column that was named holds the ids.
    id_held: bool,
}

impl PackedText {
    pub(in crate::io::write) fn new(options: &WriteOptions) -> Self {
        Self { digits: options.digits, id_held: options.document.id_column.is_some() }
    }

    pub(in crate::io::write) fn encode(&self, record: &Outgoing, into: &mut Encoded) {
        let start = into.text.len();
        let mut survey = into.survey.take().unwrap_or_default();
        push_id(&mut into.text, record.id);
        let digits = self.digits.of(record);
        into.written.collapsed_rings += collapsed_rings(record.shape, digits);
        into.written.cut_shapes += u64::from(push_shape(&mut into.text, (record.shape, digits), &mut survey));
        let count_at = into.text.len();
        push_u32(&mut into.text, 0);
        let mut cells = Cells { text: &mut into.text, survey: &mut survey, count: 0 };
        match record.body {
            Body::Row(row) => cells.push_row(row),
            Body::Properties(properties) => {
                for (name, value) in properties {
                    cells.push_value(name, value);
                }
            }
        }
        for cell in record.added {
            cells.push_answer(cell);
        }
        let count = cells.count;
        into.text[count_at..count_at + 4].copy_from_slice(&count.to_le_bytes());
        if let Some(id) = record.id.filter(|_| !self.id_held) {
            note_id(id, &into.text[start..], &mut survey);
        }
        survey.lengths.push(u32::try_from(into.text.len() - start).unwrap_or(u32::MAX));
        into.survey = Some(survey);
    }
}

/// Appends a geometry, cut at the antimeridian; says whether it was cut.
fn push_shape(text: &mut Vec<u8>, (shape, digits): (Option<&Shape>, Option<u8>), survey: &mut Survey) -> bool {
    let length_at = text.len();
    push_u32(text, 0);
    let Some(shape) = shape else {
        survey.geometries.note(None);
        return false;
    };
    let cut = antimeridian::split(shape.geometry());
    let geometry = Cow::Borrowed(cut.as_ref().unwrap_or(shape.geometry()));
    let geometry = match digits {
        Some(digits) => Cow::Owned(geometry.map_coords(|at| rounded(at, digits))),
        None => geometry,
    };
    survey.geometries.note(Some(&geometry));
    for at in geometry.coords_iter() {
        survey.bounds = Some(Box2d::around(survey.bounds, at));
    }
    push_wkb(text, &geometry);
    let length = text.len() - length_at - 4;
    text[length_at..length_at + 4].copy_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    cut.is_some()
}

fn rounded(at: Coord<f64>, digits: u8) -> Coord<f64> {
    let scale = 10_f64.powi(i32::from(digits.min(MOST_DIGITS)));
    // adding zero turns -0 into 0
    let round = |value: f64| (value * scale).round() / scale + 0.0;
    Coord { x: round(at.x), y: round(at.y) }
}

/// Appends `geometry` as little-endian WKB.
fn push_wkb(text: &mut Vec<u8>, geometry: &Geometry<f64>) {
    let options = wkb::writer::WriteOptions { endianness: wkb::Endianness::LittleEndian };
    wkb::writer::write_geometry(text, geometry, &options).expect("memory takes every byte, and all types are known");
}

fn push_u32(text: &mut Vec<u8>, number: u32) {
    text.extend_from_slice(&number.to_le_bytes());
}

fn push_bytes(text: &mut Vec<u8>, bytes: &[u8]) {
    push_u32(text, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    text.extend_from_slice(bytes);
}

fn push_id(text: &mut Vec<u8>, id: Option<OutgoingId>) {
    match id {
        None => text.push(NO_ID),
        Some(OutgoingId::Feature(FeatureId::Text(id))) => {
            text.push(TEXT_ID);
            push_bytes(text, id.as_bytes());
        }
        Some(OutgoingId::Feature(FeatureId::Number(number))) => {
            text.push(NUMBER_ID);
            push_bytes(text, number.to_string().as_bytes());
        }
        Some(OutgoingId::Cell(cell)) => {
            text.push(if matches!(Said::of(cell), Said::Number(_)) { NUMBER_ID } else { TEXT_ID });
            push_bytes(text, cell.as_bytes());
        }
    }
}

/// Takes in what an id is, unless the record's cell of that name says the same.
fn note_id(id: OutgoingId, packed: &[u8], survey: &mut Survey) {
    let text = id.text();
    let held = survey.position(ID).is_some_and(|number| {
        let mut record = Packed::new(packed);
        let _ = (record.id(), record.shape());
        record.cells().any(|(column, cell)| column as usize == number && cell.1 == text.as_bytes())
    });
    if held {
        return;
    }
    let met = match id {
        OutgoingId::Feature(FeatureId::Number(_)) => Met::of_number(&text),
        OutgoingId::Feature(FeatureId::Text(_)) => Met::of_text(&text),
        OutgoingId::Cell(_) => Met::of_cell(&text),
    };
    survey.loose_ids = Some(survey.loose_ids.unwrap_or_default().and(met));
}

/// The cells of a record in the making.
struct Cells<'a> {
    text: &'a mut Vec<u8>,
    survey: &'a mut Survey,
    count: u32,
}

impl Cells<'_> {
    fn push(&mut self, column: usize, kind: u8, bytes: &[u8]) {
        push_u32(self.text, u32::try_from(column).unwrap_or(u32::MAX));
        self.text.push(kind);
        push_bytes(self.text, bytes);
        self.count += 1;
    }

    fn push_row(&mut self, row: TableRow) {
        let first_ones = self.survey.begins_with(row.header());
        for (number, (name, cell)) in row.header().names().iter().zip(row.cells()).enumerate() {
            let column = if first_ones { number } else { self.survey.column(name) };
            let (kind, met) = match Said::of(&cell) {
                Said::Nothing => continue,
                Said::Number(number) => (NUMBER, Met::of_number(number)),
                Said::Text(text) => (TEXT, Met::of_text(text)),
            };
            self.survey.met(column, met);
            self.push(column, kind, cell.as_bytes());
        }
    }

    fn push_value(&mut self, name: &str, value: &Value) {
        let column = self.survey.column(name);
        self.survey.met(column, Met::of_value(value));
        match value {
            Value::Null => {}
            Value::Bool(flag) => self.push(column, FLAG, if *flag { b"true" } else { b"false" }),
            Value::Number(number) => self.push(column, NUMBER, number.to_string().as_bytes()),
            Value::String(text) => self.push(column, TEXT, text.as_bytes()),
            Value::Array(_) | Value::Object(_) => self.push(column, NESTED, value.to_string().as_bytes()),
        }
    }

    fn push_answer(&mut self, (name, value): &Cell) {
        let column = self.survey.column(name);
        let text = answer_text(value);
        let (kind, met) = match value {
            CellValue::Null => return,
            CellValue::Flag(_) => (FLAG, Met::of_flag()),
            CellValue::Whole(_) | CellValue::Number(_) => (NUMBER, Met::of_number(&text)),
            CellValue::Text(_) => (TEXT, Met::of_text(&text)),
        };
        self.survey.met(column, met);
        self.push(column, kind, text.as_bytes());
    }
}

/// A packed record, read from front to back.
#[derive(Debug)]
pub(super) struct Packed<'r> {
    rest: &'r [u8],
}

impl<'r> Packed<'r> {
    pub(super) fn new(record: &'r [u8]) -> Self {
        Self { rest: record }
    }

    fn take(&mut self, count: usize) -> &'r [u8] {
        let (front, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, &[]));
        self.rest = rest;
        front
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    fn number(&mut self) -> u32 {
        self.take(4).try_into().map_or(0, u32::from_le_bytes)
    }

    fn bytes(&mut self) -> &'r [u8] {
        let length = self.number() as usize;
        self.take(length)
    }

    /// Its id: whether it is a number, and its text.
    pub(super) fn id(&mut self) -> Option<(bool, &'r str)> {
        let kind = self.byte();
        if kind == NO_ID {
            return None;
        }
        Some((kind == NUMBER_ID, str::from_utf8(self.bytes()).unwrap_or_default()))
    }

    /// The same as a cell.
    pub(super) fn id_cell((is_number, text): (bool, &str)) -> (u8, &[u8]) {
        (if is_number { NUMBER } else { TEXT }, text.as_bytes())
    }

    /// Its geometry as WKB.
    pub(super) fn shape(&mut self) -> Option<&'r [u8]> {
        Some(self.bytes()).filter(|bytes| !bytes.is_empty())
    }

    /// Its cells that are not blank: the column of each, its kind and its text.
    pub(super) fn cells(mut self) -> impl Iterator<Item = (u32, (u8, &'r [u8]))> {
        let count = self.number();
        (0..count).map(move |_| {
            let column = self.number();
            let kind = self.byte();
            (column, (kind, self.bytes()))
        })
    }
}

/// What a cell says in a column of `kind`.
pub(super) fn datum((said, text): (u8, &[u8]), kind: ColumnKind) -> Datum<'_> {
    let text = str::from_utf8(text).unwrap_or_default();
    let as_text = || Datum::Text(Cow::Borrowed(text));
    if said == BLANK {
        return Datum::Blank;
    }
    match kind {
        ColumnKind::Flag => Datum::Flag(text == "true"),
        ColumnKind::Whole => text.parse().ok().or_else(|| point_zero(text)).map_or_else(as_text, Datum::Whole),
        ColumnKind::Real => text.parse().map_or_else(|_| as_text(), Datum::Real),
        ColumnKind::Date => date(text).or_else(|| midnight(text)).map_or_else(as_text, Datum::Date),
        ColumnKind::Moment => moment(text).map_or_else(as_text, Datum::Moment),
        ColumnKind::Text => as_text(),
        ColumnKind::Nested => Datum::Nested(Cow::Borrowed(text)),
    }
}
