//! `GeoJSON`: a collection, a feature a line, or a text sequence. Not responsible for cutting shapes at the antimeridian.
//!
//! # Source
//! RFC 7946; RFC 8142 for the text sequence.

use std::io::Write;

use geo::MapCoords;
use geo_types::{Coord, Geometry};
use serde::Serialize;

use crate::geometry::antimeridian;
use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, Written};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::{MOST_DIGITS, WriteOptions};
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
    let plain = geometry.map_coords(|at| Coord { x: plain_deg(at.x, digits), y: plain_deg(at.y, digits) });
    push_json(text, &geojson::Geometry::new(geojson::GeometryValue::from(&plain)));
}

/// `value_deg` with `digits` decimals at most; −0 becomes 0, which is the same meridian and the same parallel.
fn plain_deg(value_deg: f64, digits: Option<u8>) -> f64 {
    let rounded = digits.map_or(value_deg, |digits| {
        let steps = 10_f64.powi(i32::from(digits.min(MOST_DIGITS)));
        (value_deg * steps).round() / steps
    });
    rounded + 0.0
}
