//! `GeoJSON`: features as text, and what stands around them. Not responsible for cutting shapes at the antimeridian.
//!
//! # Source
//! RFC 7946; RFC 8142 for the text sequence.

use geo::MapCoords;
use geo_types::{Coord, Geometry};

use crate::geometry::antimeridian;
use crate::io::cell::Said;
use crate::io::json::{push_json, push_number, push_text};
use crate::io::outgoing::{Body, Outgoing, OutgoingId};
use crate::io::rows::{Cell, CellValue};
use crate::io::table::TableRow;
use crate::io::write::digits::{Digits, collapsed_rings};
use crate::io::write::encoder::Encoded;
use crate::io::write::format::OutputFormat;
use crate::io::write::frame::Frame;
use crate::io::write::options::{Document, MOST_DIGITS};
use crate::io::write::simplestyle::{MapStyle, push_style};
use crate::model::feature::{FeatureId, Properties};
use crate::model::shape::Shape;

/// Opens each record of a text sequence.
const RECORD_SEPARATOR: u8 = 0x1e;
/// What stands between two features of a collection.
const BETWEEN: &[u8] = b",\n";

/// What stands around the features of `format`.
pub(super) fn frame(format: OutputFormat, document: &Document) -> Frame {
    if format != OutputFormat::GeoJson {
        return Frame::default();
    }
    let head = head(document);
    Frame {
        open: [&head, b"\n".as_slice()].concat(),
        between: BETWEEN,
        close: b"\n]}\n",
        empty: [&head, b"]}\n".as_slice()].concat(),
        guarded_cells: 0,
    }
}

/// The collection up to its first feature.
fn head(document: &Document) -> Vec<u8> {
    let mut text = br#"{"type":"FeatureCollection""#.to_vec();
    if let Some(name) = &document.name {
        text.extend_from_slice(br#","name":"#);
        push_text(&mut text, name);
    }
    if let Some(metadata) = &document.metadata {
        text.extend_from_slice(br#","metadata":"#);
        push_json(&mut text, metadata);
    }
    text.extend_from_slice(br#","features":["#);
    text
}

/// The three kinds of `GeoJSON`.
#[derive(Debug)]
pub(super) struct GeoJsonText {
    pub(super) format: OutputFormat,
    pub(super) digits: Digits,
    pub(super) style: MapStyle,
}

impl GeoJsonText {
    pub(super) fn encode(&self, record: &Outgoing, into: &mut Encoded) {
        let first = into.written.features == 0;
        let out = &mut into.text;
        match self.format {
            OutputFormat::GeoJsonTextSeq => out.push(RECORD_SEPARATOR),
            OutputFormat::GeoJson if !first => out.extend_from_slice(BETWEEN),
            _ => {}
        }
        out.extend_from_slice(br#"{"type":"Feature""#);
        if let Some(id) = record.id {
            out.extend_from_slice(br#","id":"#);
            push_id(out, id);
        }
        out.extend_from_slice(br#","geometry":"#);
        let digits = self.digits.of(record);
        into.written.collapsed_rings += collapsed_rings(record.shape, digits);
        into.written.cut_shapes += u64::from(push_shape(out, record.shape, digits));
        out.extend_from_slice(br#","properties":{"#);
        match record.body {
            Body::Properties(properties) => push_properties(out, properties),
            Body::Row(row) if row.header().is_unique() => push_row(out, row),
            Body::Row(row) => push_properties(out, &row.properties()),
        }
        push_cells(out, record.added);
        if self.style == MapStyle::Simplestyle {
            push_style(record, into);
        }
        let out = &mut into.text;
        out.extend_from_slice(b"}}");
        if self.format != OutputFormat::GeoJson {
            out.push(b'\n');
        }
    }
}

/// Appends a geometry or null; says whether it was cut at the antimeridian.
fn push_shape(out: &mut Vec<u8>, shape: Option<&Shape>, digits: Option<u8>) -> bool {
    let Some(shape) = shape else {
        out.extend_from_slice(b"null");
        return false;
    };
    if let Geometry::Point(point) = shape.geometry() {
        out.extend_from_slice(br#"{"type":"Point","coordinates":["#);
        push_number(out, plain_deg(point.x(), digits));
        out.push(b',');
        push_number(out, plain_deg(point.y(), digits));
        out.extend_from_slice(b"]}");
        return false;
    }
    let cut = antimeridian::split(shape.geometry());
    push_geometry(out, cut.as_ref().unwrap_or(shape.geometry()), digits);
    cut.is_some()
}

/// Appends an id: text in quotes, a number digit by digit.
pub(super) fn push_id(out: &mut Vec<u8>, id: OutgoingId) {
    match id {
        OutgoingId::Feature(id) => push_feature_id(out, id),
        OutgoingId::Cell(text) => push_said(out, text),
    }
}

/// Appends a feature's id.
pub(super) fn push_feature_id(out: &mut Vec<u8>, id: &FeatureId) {
    push_json(out, id);
}

/// Appends the members of `properties` behind an opening brace, without the closing one.
fn push_properties(out: &mut Vec<u8>, properties: &Properties) {
    out.pop();
    push_json(out, properties);
    out.pop();
}

/// Appends the members that the cells of `row` are, without braces.
fn push_row(out: &mut Vec<u8>, row: TableRow) {
    for (number, (key, text)) in row.header().keys().iter().zip(row.cells()).enumerate() {
        if number > 0 {
            out.push(b',');
        }
        out.extend_from_slice(key);
        push_said(out, &text);
    }
}

/// Appends what a cell says: null, a number digit by digit, or text.
fn push_said(out: &mut Vec<u8>, text: &str) {
    match Said::of(text) {
        Said::Nothing => out.extend_from_slice(b"null"),
        Said::Number(digits) => out.extend_from_slice(digits.as_bytes()),
        Said::Text(text) => push_text(out, text),
    }
}

/// Appends the members of an answer behind those that may be there.
fn push_cells(out: &mut Vec<u8>, cells: &[Cell]) {
    for (name, value) in cells {
        if out.last() != Some(&b'{') {
            out.push(b',');
        }
        // our own names need no escape
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        match *value {
            CellValue::Null => out.extend_from_slice(b"null"),
            CellValue::Text(text) => push_text(out, text),
            CellValue::Number(number) => push_number(out, number),
            CellValue::Whole(number) => push_json(out, &number),
            CellValue::Flag(flag) => push_json(out, &flag),
        }
    }
}

/// Appends `geometry` as a `GeoJSON` geometry object.
pub(crate) fn push_geometry(out: &mut Vec<u8>, geometry: &Geometry<f64>, digits: Option<u8>) {
    let plain = geometry.map_coords(|at| Coord { x: plain_deg(at.x, digits), y: plain_deg(at.y, digits) });
    push_json(out, &geojson::Geometry::new(geojson::GeometryValue::from(&plain)));
}

/// `value_deg` with `digits` decimals at most; −0 becomes 0, which is the same meridian and the same parallel.
fn plain_deg(value_deg: f64, digits: Option<u8>) -> f64 {
    let rounded = digits.map_or(value_deg, |digits| {
        let steps = 10_f64.powi(i32::from(digits.min(MOST_DIGITS)));
        (value_deg * steps).round() / steps
    });
    rounded + 0.0
}
