//! A row of a layer as a record. Not responsible for which rows there are.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use crate::io::read::block::Drafted;
use crate::io::read::escape::Quoted;
use crate::io::read::gpkg::catalogue::{Kind, Layer};
use crate::io::read::gpkg::geometry;
use crate::io::read::gpkg::ours::Ours;
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::options::ReadOptions;
use crate::io::read::shaping::shaped;
use crate::io::read::what::What;
use crate::model::feature::{Feature, FeatureId, Properties};

/// The column of ids where none is named.
const ID: &str = "id";
/// The time of day's end that says nothing.
const NO_MILLISECONDS: &str = ".000Z";

/// Makes records of the rows of a layer.
pub(super) struct RowReader<'l> {
    layer: &'l Layer,
    /// The numbers of the columns that become properties.
    kept: Vec<usize>,
    id: Option<usize>,
    options: &'l ReadOptions,
}

impl<'l> RowReader<'l> {
    /// A reader of `layer`; fails where a column that was asked for is not there.
    pub(super) fn new(layer: &'l Layer, ours: Option<&Ours>, options: &'l ReadOptions) -> Result<Self, What> {
        if layer.columns.len() > options.limits.columns {
            return Err(What::ColumnLimit { limit: options.limits.columns });
        }
        let is_ours = ours.is_some_and(|ours| ours.records.contains(&layer.name));
        let position = |name: &str| {
            let alike = || layer.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name));
            layer.columns.iter().position(|column| column.name == name).or_else(alike)
        };
        let id = match (&options.id_column, ours.filter(|_| is_ours).and_then(|ours| ours.id_column.as_ref())) {
            (Some(asked), _) => {
                let columns = layer.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
                let missing = || What::NoSuchColumn { name: Quoted::new(asked), columns };
                Some(position(asked).ok_or_else(missing)?)
            }
            (None, Some(known)) => position(known),
            (None, None) if is_ours => None,
            (None, None) => position(ID),
        };
        // the key of a table of ours is the number of the record and nothing else
        let left = |number: usize| Some(number) == layer.geometry || (is_ours && layer.columns[number].is_key);
        let kept = (0..layer.columns.len()).filter(|number| !left(*number)).collect();
        Ok(Self { layer, kept, id, options })
    }

    /// The key of a row, and the record that it is.
    pub(super) fn read(&self, row: &Row) -> rusqlite::Result<(i64, Drafted)> {
        let key = row.get(0)?;
        let mut properties = Map::with_capacity(self.kept.len());
        let mut flaw = None;
        for &number in &self.kept {
            let column = &self.layer.columns[number];
            match value(row.get_ref(number + 1)?, column.kind) {
                Ok(value) => {
                    properties.insert(column.name.clone(), value);
                }
                Err(what) => flaw = Some(what),
            }
        }
        let mut notes = Vec::new();
        let shape = match self.layer.geometry.map(|number| row.get_ref(number + 1)).transpose()? {
            None | Some(ValueRef::Null) => Ok(None),
            Some(ValueRef::Blob(blob)) => geometry::read(blob, self.layer.srs_id, self.options.limits, &mut notes)
                .and_then(|found| match found {
                    Some(geometry) => shaped(geometry, self.options.longitudes, &mut notes),
                    None => Ok(None),
                }),
            Some(other) => {
                let reason =
                    format!("{} stands where a geometry belongs", other.data_type().to_string().to_lowercase());
                Err(What::GeometryBytes { reason })
            }
        };
        let shape = flaw.map_or(shape, Err);
        let drafted = match shape {
            Ok(shape) => {
                let id = self.id.and_then(|number| id_of(properties.get(&self.layer.columns[number].name)?));
                let record = Ok(Draft { feature: Feature { id, shape, properties }, notes });
                Drafted { at: None, record, verbatim: String::new() }
            }
            Err(what) => Drafted {
                at: None,
                record: Err(Flaw::Record(what)),
                verbatim: verbatim(&self.layer.name, key, properties),
            },
        };
        Ok((key, drafted))
    }
}

/// What could be read of a record that is refused.
fn verbatim(layer: &str, key: i64, properties: Properties) -> String {
    let mut record = Map::new();
    record.insert("layer".to_owned(), layer.into());
    record.insert("row".to_owned(), key.into());
    record.insert("properties".to_owned(), properties.into());
    Value::Object(record).to_string()
}

fn id_of(value: &Value) -> Option<FeatureId> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(FeatureId::Text(text.clone())),
        Value::Number(number) => Some(FeatureId::Number(number.clone())),
        _ => None,
    }
}

fn value(stored: ValueRef, kind: Kind) -> Result<Value, What> {
    Ok(match (stored, kind) {
        (ValueRef::Null, _) => Value::Null,
        (ValueRef::Integer(number @ (0 | 1)), Kind::Flag) => Value::Bool(number == 1),
        (ValueRef::Integer(number), _) => number.into(),
        // what JSON has no number for stays readable
        (ValueRef::Real(number), _) if !number.is_finite() => number.to_string().into(),
        (ValueRef::Real(number), _) => number.into(),
        (ValueRef::Text(bytes), kind) => {
            let text = str::from_utf8(bytes).map_err(|error| {
                let byte = error.valid_up_to();
                What::NotUtf8 { seen: bytes[byte], byte: byte as u64, one_byte: false }
            })?;
            match kind {
                Kind::Json => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
                Kind::Moment => match text.strip_suffix(NO_MILLISECONDS) {
                    Some(whole) => format!("{whole}Z").into(),
                    None => text.into(),
                },
                Kind::Flag | Kind::AsStored => text.into(),
            }
        }
        (ValueRef::Blob(bytes), _) => hexadecimal(bytes).into(),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
