//! What files with typed columns have in common: their names, the column of ids, values that become JSON.
//! Not responsible for any format.

#![cfg(any(feature = "flatgeobuf", feature = "geoparquet"))]

use std::collections::HashSet;

use geo_types::Geometry;
use serde_json::{Map, Number, Value, json};

use crate::io::read::block::Drafted;
use crate::io::read::escape::Quoted;
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::options::ReadOptions;
use crate::io::read::shaping::shaped;
use crate::io::read::what::What;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::profile::{Profile, Role};

/// Records handed on together.
pub(super) const LOT_RECORDS: usize = 512;

/// The columns of a file, by their names.
#[derive(Debug, Clone)]
pub(super) struct TypedColumns {
    /// Their names, in order.
    pub(super) names: Vec<String>,
    /// The one that holds the ids.
    id: Option<String>,
}

impl TypedColumns {
    /// The columns called `names`; each name has to stand once.
    pub(super) fn new(names: Vec<String>, options: &ReadOptions) -> Result<Self, What> {
        let limit = options.limits.columns;
        if names.len() > limit {
            return Err(What::ColumnLimit { limit });
        }
        let mut met = HashSet::new();
        if let Some(twice) = names.iter().find(|name| !met.insert(name.as_str())) {
            return Err(What::DuplicateColumn { name: Quoted::new(twice) });
        }
        let id = id_column(&names, options)?;
        Ok(Self { names, id })
    }

    /// The record of these properties, which lies at `geometry` or, if that cannot be read, nowhere.
    pub(super) fn drafted(
        &self,
        geometry: Result<Option<Geometry<f64>>, What>,
        properties: Properties,
        options: &ReadOptions,
    ) -> Drafted {
        let mut notes = Vec::new();
        let drawn = geometry.as_ref().ok().cloned().flatten();
        let shape = geometry.and_then(|geometry| {
            geometry.map_or(Ok(None), |geometry| shaped(geometry, options.longitudes, &mut notes))
        });
        let read = shape.and_then(|shape| Ok((shape, self.id_in(&properties)?)));
        match read {
            Ok((shape, id)) => {
                let feature = Feature { id, shape, properties };
                Drafted { at: None, record: Ok(Draft { feature, notes }), verbatim: String::new() }
            }
            Err(what) => refused(what, drawn.as_ref(), &properties),
        }
    }

    fn id_in(&self, properties: &Properties) -> Result<Option<FeatureId>, What> {
        let Some(name) = &self.id else { return Ok(None) };
        match properties.get(name) {
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => Ok(Some(FeatureId::Text(text.clone()))),
            Some(Value::Number(number)) => Ok(Some(FeatureId::Number(number.clone()))),
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(_)) => Err(What::IdKind { found: "true or false" }),
            Some(Value::Array(_)) => Err(What::IdKind { found: "an array" }),
            Some(Value::Object(_)) => Err(What::IdKind { found: "an object" }),
        }
    }
}

/// The column of ids: the one that is asked for, one called `id`, or the one that tables of this kind have.
fn id_column(names: &[String], options: &ReadOptions) -> Result<Option<String>, What> {
    if let Some(asked) = &options.id_column {
        let found = names.iter().find(|name| *name == asked);
        return match found.or_else(|| names.iter().find(|name| name.eq_ignore_ascii_case(asked))) {
            Some(name) => Ok(Some(name.clone())),
            None => Err(What::NoSuchColumn { name: Quoted::new(asked), columns: names.join(", ") }),
        };
    }
    let own = names.iter().find(|name| name.eq_ignore_ascii_case("id")).cloned();
    let known = || {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = Profile::recognised(&names);
        found.column(Role::Id).filter(|_| found.profile != Profile::Plain).map(str::to_owned)
    };
    Ok(own.or_else(known))
}

/// A record that cannot be used, with what could be read of it as a `GeoJSON` feature.
pub(super) fn refused(what: What, geometry: Option<&Geometry<f64>>, properties: &Properties) -> Drafted {
    let geometry = geometry.map(|geometry| geojson::Geometry::from(geometry).to_string());
    let geometry = geometry.map_or(Value::Null, |text| json_or_text(&text));
    let verbatim = json!({ "type": "Feature", "geometry": geometry, "properties": properties }).to_string();
    Drafted { at: None, record: Err(Flaw::Record(what)), verbatim }
}

/// A number as JSON has it: what is no number is nothing, and an infinite one is text.
pub(super) fn real(number: f64) -> Value {
    if number.is_nan() {
        return Value::Null;
    }
    Number::from_f64(number).map_or_else(|| Value::String(number.to_string()), Value::Number)
}

/// A number of 32 bits with its own digits: 0.1, not 0.10000000149.
pub(super) fn short_real(number: f32) -> Value {
    number.to_string().parse().map_or(Value::Null, real)
}

/// The value that `text` is as JSON, or the text if it is none.
pub(super) fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// Bytes as text of two digits each.
pub(super) fn hexadecimal(bytes: &[u8]) -> Value {
    use std::fmt::Write;
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // writing into a String cannot fail
        let _ = write!(text, "{byte:02x}");
    }
    Value::String(text)
}

/// What a file tells of itself: its metadata, and its title and description where the metadata does not say them.
pub(super) fn told_of_itself(metadata: Option<&str>, others: [(&str, Option<&str>); 2]) -> Option<Value> {
    let mut object = match metadata.map(json_or_text) {
        Some(Value::Object(object)) => object,
        Some(other) => Map::from_iter([("metadata".to_owned(), other)]),
        None => Map::new(),
    };
    for (name, text) in others {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        object.entry(name).or_insert_with(|| text.into());
    }
    (!object.is_empty()).then(|| Value::Object(object))
}
