//! An array of flat objects: id, place and properties side by side. Not responsible for the text of a coordinate.

use std::io::Write;

use serde_json::Value;

use crate::io::write::columns::{ID, LAT, LON, Place, WKT, free_name};
use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, Written};
use crate::io::write::geojson::push_json;
use crate::io::write::options::WriteOptions;
use crate::model::feature::{Feature, FeatureId, Properties};

/// Writes one object a line.
#[derive(Debug)]
pub(super) struct FlatWriter<W> {
    out: W,
    options: WriteOptions,
    written: Written,
}

impl<W: Write> FlatWriter<W> {
    pub(super) fn new(out: W, options: WriteOptions) -> Self {
        Self { out, options, written: Written::default() }
    }

    /// The members of `feature`: each name with its JSON text, id first.
    fn members(&mut self, feature: &Feature) -> Vec<(String, String)> {
        let mut members = Vec::with_capacity(feature.properties.len() + 3);
        if let Some(id) = &feature.id
            && self.options.document.id_column.is_none()
        {
            members.push(id_member(id, &feature.properties));
        }
        if !self.options.document.place_in_columns {
            let place = Place::of(feature, self.options.digits);
            self.written.cut_shapes += place.cuts();
            for (name, text) in place_members(place) {
                add_unless_held(&mut members, &feature.properties, name, text);
            }
        }
        let id_is_first = members.first().is_some_and(|(name, _)| name == ID);
        for (name, value) in &feature.properties {
            if !(id_is_first && name == ID) {
                members.push((name.clone(), value.to_string()));
            }
        }
        members
    }

    fn send(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.write_all(text.as_bytes()).map_err(|source| WriteError::from_io(&self.options.target, source))
    }
}

/// The id's member, named `id` unless a property of that name says something else.
fn id_member(id: &FeatureId, properties: &Properties) -> (String, String) {
    let mut text = String::new();
    push_json(&mut text, id);
    let differs = properties.get(ID).is_some_and(|held| says_otherwise(held, &text));
    (free_name(ID, "feature_", |name| differs && properties.contains_key(name)), text)
}

/// Whether `held` is written otherwise than `text`: values are compared digit by digit, not as numbers.
fn says_otherwise(held: &Value, text: &str) -> bool {
    let held = held.to_string();
    held != text
}

/// The members that say where a feature is.
fn place_members(place: Place) -> Vec<(&'static str, String)> {
    match place {
        Place::Nowhere => Vec::new(),
        Place::Point { lon, lat } => vec![(LON, lon), (LAT, lat)],
        Place::Drawn { wkt, .. } => vec![(WKT, Value::from(wkt).to_string())],
    }
}

/// Adds a member, unless a property says the same; where one says something else, behind a prefix.
fn add_unless_held(members: &mut Vec<(String, String)>, properties: &Properties, name: &str, text: String) {
    if properties.get(name).is_none_or(|held| says_otherwise(held, &text)) {
        members.push((free_name(name, "geometry_", |name| properties.contains_key(name)), text));
    }
}

impl<W: Write> FeatureWriter for FlatWriter<W> {
    fn write(&mut self, feature: &Feature) -> Result<(), WriteError> {
        let mut text = if self.written.features == 0 { "[\n{".to_owned() } else { ",\n{".to_owned() };
        for (number, (name, value)) in self.members(feature).iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            push_json(&mut text, name);
            text.push(':');
            text.push_str(value);
        }
        text.push('}');
        self.send(&text)?;
        self.written.features += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Written, WriteError> {
        self.send(if self.written.features == 0 { "[]\n" } else { "\n]\n" })?;
        self.out.flush().map_err(|source| WriteError::from_io(&self.options.target, source))?;
        Ok(self.written)
    }
}
