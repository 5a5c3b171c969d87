//! `GeoJSON`: a collection, a feature a line, or a text sequence. Not responsible for cutting shapes at the antimeridian.
//!
//! # Source
//! RFC 7946; RFC 8142 for the text sequence.

use std::io::Write;

use geo_types::{Coord, Geometry, LineString, Polygon};
use serde::Serialize;

use crate::geometry::antimeridian;
use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, Written};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::WriteOptions;
use crate::io::write::position::push_coordinate;
use crate::model::feature::Feature;

/// Opens each record of a text sequence.
const RECORD_SEPARATOR: char = '\u{1e}';

/// Writes the three kinds of `GeoJSON`.
#[derive(Debug)]
pub(super) struct GeoJsonWriter<W> {
    out: W,
    options: WriteOptions,
    written: Written,
}

impl<W: Write> GeoJsonWriter<W> {
    pub(super) fn new(out: W, options: WriteOptions) -> Self {
        Self { out, options, written: Written::default() }
    }

    /// What stands before the next feature.
    fn lead(&self) -> String {
        match self.options.format {
            OutputFormat::GeoJsonTextSeq => RECORD_SEPARATOR.to_string(),
            OutputFormat::GeoJson if self.written.features == 0 => self.head() + "\n",
            OutputFormat::GeoJson => ",\n".to_owned(),
            _ => String::new(),
        }
    }

    /// The collection up to its first feature.
    fn head(&self) -> String {
        let mut text = r#"{"type":"FeatureCollection""#.to_owned();
        if let Some(name) = &self.options.document.name {
            text.push_str(r#","name":"#);
            push_json(&mut text, name);
        }
        if let Some(metadata) = &self.options.document.metadata {
            text.push_str(r#","metadata":"#);
            push_json(&mut text, metadata);
        }
        text.push_str(r#","features":["#);
        text
    }

    fn send(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.write_all(text.as_bytes()).map_err(|source| WriteError::from_io(&self.options.target, source))
    }
}

impl<W: Write> FeatureWriter for GeoJsonWriter<W> {
    fn write(&mut self, feature: &Feature) -> Result<(), WriteError> {
        let mut text = self.lead();
        text.push_str(r#"{"type":"Feature""#);
        if let Some(id) = &feature.id {
            text.push_str(r#","id":"#);
            push_json(&mut text, id);
        }
        text.push_str(r#","geometry":"#);
        if let Some(shape) = &feature.shape {
            let cut = antimeridian::split(shape.geometry());
            self.written.cut_shapes += u64::from(cut.is_some());
            push_geometry(&mut text, cut.as_ref().unwrap_or(shape.geometry()), self.options.digits);
        } else {
            text.push_str("null");
        }
        text.push_str(r#","properties":"#);
        push_json(&mut text, &feature.properties);
        text.push('}');
        if self.options.format != OutputFormat::GeoJson {
            text.push('\n');
        }
        self.send(&text)?;
        self.written.features += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Written, WriteError> {
        if self.options.format == OutputFormat::GeoJson {
            let tail = if self.written.features == 0 { self.head() + "]}\n" } else { "\n]}\n".to_owned() };
            self.send(&tail)?;
        }
        self.out.flush().map_err(|source| WriteError::from_io(&self.options.target, source))?;
        Ok(self.written)
    }
}

/// Appends `value` as JSON.
pub(super) fn push_json<T: Serialize + ?Sized>(text: &mut String, value: &T) {
    text.push_str(&serde_json::to_string(value).expect("strings, numbers and maps with text keys are always JSON"));
}

/// Appends `geometry` as a `GeoJSON` geometry object.
fn push_geometry(text: &mut String, geometry: &Geometry<f64>, digits: Option<u8>) {
    let pen = Pen { digits };
    match geometry {
        Geometry::Point(point) => object(text, "Point", |text| pen.position(text, &point.0)),
        Geometry::Line(line) => {
            object(text, "LineString", |text| pen.list(text, &[line.start, line.end], Pen::position));
        }
        Geometry::LineString(line) => object(text, "LineString", |text| pen.line(text, line)),
        Geometry::Polygon(polygon) => object(text, "Polygon", |text| pen.polygon(text, polygon)),
        Geometry::MultiPoint(points) => {
            object(text, "MultiPoint", |text| {
                pen.list(text, &points.0, |pen, text, point| pen.position(text, &point.0));
            });
        }
        Geometry::MultiLineString(lines) => object(text, "MultiLineString", |text| pen.list(text, &lines.0, Pen::line)),
        Geometry::MultiPolygon(polygons) => {
            object(text, "MultiPolygon", |text| pen.list(text, &polygons.0, Pen::polygon));
        }
        Geometry::GeometryCollection(parts) => {
            text.push_str(r#"{"type":"GeometryCollection","geometries":"#);
            pen.list(text, &parts.0, |pen, text, part| push_geometry(text, part, pen.digits));
            text.push('}');
        }
        Geometry::Rect(rect) => push_geometry(text, &rect.to_polygon().into(), digits),
        Geometry::Triangle(triangle) => push_geometry(text, &triangle.to_polygon().into(), digits),
    }
}

/// Appends a geometry object of type `kind`.
fn object(text: &mut String, kind: &str, coordinates: impl FnOnce(&mut String)) {
    text.push_str(r#"{"type":""#);
    text.push_str(kind);
    text.push_str(r#"","coordinates":"#);
    coordinates(text);
    text.push('}');
}

/// Writes coordinate arrays with one number of decimals.
#[derive(Debug, Clone, Copy)]
struct Pen {
    digits: Option<u8>,
}

impl Pen {
    fn list<T>(self, text: &mut String, items: &[T], each: impl Fn(Self, &mut String, &T)) {
        text.push('[');
        for (number, item) in items.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            each(self, text, item);
        }
        text.push(']');
    }

    fn position(self, text: &mut String, position: &Coord<f64>) {
        text.push('[');
        push_coordinate(text, position.x, self.digits);
        text.push(',');
        push_coordinate(text, position.y, self.digits);
        text.push(']');
    }

    fn line(self, text: &mut String, line: &LineString<f64>) {
        self.list(text, &line.0, Self::position);
    }

    fn polygon(self, text: &mut String, polygon: &Polygon<f64>) {
        text.push('[');
        if !polygon.exterior().0.is_empty() {
            self.line(text, polygon.exterior());
            for hole in polygon.interiors() {
                text.push(',');
                self.line(text, hole);
            }
        }
        text.push(']');
    }
}
