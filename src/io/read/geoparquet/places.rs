//! Where the rows of a Parquet file are: geometries, or two columns of degrees. Not responsible for their properties.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Field};
use geo_types::{Geometry, MultiPoint, Point};
use serde_json::Value;

use crate::io::read::binary_geometry;
use crate::io::read::block::Drafted;
use crate::io::read::csv::place_pair;
use crate::io::read::escape::Quoted;
use crate::io::read::geoparquet::metadata::{Encoding, Geo, container};
use crate::io::read::geoparquet::values::value;
use crate::io::read::intake::Flaw;
use crate::io::read::options::{self, ReadOptions};
use crate::io::read::typed::TypedColumns;
use crate::io::read::what::{Axis, What};
use crate::model::feature::Properties;

/// Which columns of a batch say where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// Well-known binary.
    Wkb(usize),
    /// Points as pairs of numbers.
    Points(usize),
    /// Degrees; the columns are properties as well.
    LonLat { lon: usize, lat: usize },
    /// None.
    Unsaid,
}

impl Places {
    /// Those of the columns `fields`.
    pub(super) fn of(fields: &[Arc<Field>], geo: Option<&Geo>, options: &ReadOptions) -> Result<Self, What> {
        let position = |name: &str| fields.iter().position(|field| field.name() == name);
        if let Some(Geo { column, encoding, .. }) = geo {
            let missing =
                || container(format!("it has no column {}, which is to hold the geometries", Quoted::new(column)));
            let number = position(column).ok_or_else(missing)?;
            let kind = fields[number].data_type();
            return match encoding {
                Encoding::Wkb if is_binary(kind) => Ok(Self::Wkb(number)),
                Encoding::Point if is_pairs(kind) => Ok(Self::Points(number)),
                _ => Err(container(format!("its column {} holds {kind}, not geometries", Quoted::new(column)))),
            };
        }
        let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let asked = options.lon_column.clone().zip(options.lat_column.clone());
        let pair = asked.or_else(|| place_pair(&names));
        let pair = pair.and_then(|(lon, lat)| Some((position(&lon)?, position(&lat)?)));
        match (pair, options.places) {
            (Some((lon, lat)), _) => Ok(Self::LonLat { lon, lat }),
            (None, options::Places::MayBeUnsaid) => Ok(Self::Unsaid),
            (None, options::Places::Needed) => Err(What::NoPlaceColumns { columns: names.join(", ") }),
        }
    }

    /// Whether column `number` is nothing but a place.
    pub(super) fn is_column(self, number: usize) -> bool {
        matches!(self, Self::Wkb(own) | Self::Points(own) if own == number)
    }

    /// The record of row `row` with these properties.
    pub(super) fn drafted(
        self,
        columns: &TypedColumns,
        (batch, row): (&RecordBatch, usize),
        properties: Properties,
        options: &ReadOptions,
    ) -> Drafted {
        let mut notes = Vec::new();
        let geometry = match self {
            Self::Wkb(number) => wkb(batch.column(number), row, options, &mut notes),
            Self::Points(number) => Ok(point(batch.column(number), row)),
            Self::LonLat { lon, lat } => degrees([batch.column(lon), batch.column(lat)], row, &mut notes),
            Self::Unsaid => Ok(None),
        };
        if let Err(what @ What::FeatureLimit { .. }) = geometry {
            return Drafted { at: None, record: Err(Flaw::Input(what)), verbatim: String::new() };
        }
        let mut drafted = columns.drafted(geometry, properties, options);
        if let Ok(draft) = &mut drafted.record {
            draft.notes.append(&mut notes);
        }
        drafted
    }
}

fn is_binary(kind: &DataType) -> bool {
    matches!(kind, DataType::Binary | DataType::LargeBinary | DataType::BinaryView)
}

fn is_pairs(kind: &DataType) -> bool {
    let is_real = |field: &Field| *field.data_type() == DataType::Float64;
    match kind {
        DataType::Struct(fields) => {
            let named = |name: &str| fields.iter().any(|field| field.name() == name && is_real(field));
            named("x") && named("y")
        }
        DataType::FixedSizeList(field, count) => *count >= 2 && is_real(field),
        _ => false,
    }
}

fn wkb(
    array: &dyn Array,
    row: usize,
    options: &ReadOptions,
    notes: &mut Vec<What>,
) -> Result<Option<Geometry<f64>>, What> {
    if array.is_null(row) {
        return Ok(None);
    }
    let bytes = match array.data_type() {
        DataType::LargeBinary => array.as_binary::<i64>().value(row),
        DataType::BinaryView => array.as_binary_view().value(row),
        _ => array.as_binary::<i32>().value(row),
    };
    let limit = options.limits.feature_bytes;
    if bytes.len() > limit {
        return Err(What::FeatureLimit { inside: "a geometry".to_owned(), limit });
    }
    let read = binary_geometry::geometry(bytes).map_err(|reason| What::GeometryBytes { reason })?;
    notes.extend(read.notes);
    Ok(Some(read.geometry))
}

fn point(array: &dyn Array, row: usize) -> Option<Geometry<f64>> {
    if array.is_null(row) {
        return None;
    }
    let (x, y) = if let Some(members) = array.as_struct_opt() {
        let number = |name: &str| Some(members.column_by_name(name)?.as_primitive_opt::<Float64Type>()?.value(row));
        (number("x")?, number("y")?)
    } else {
        let pair = array.as_fixed_size_list_opt()?.value(row);
        let numbers = pair.as_primitive_opt::<Float64Type>()?;
        (numbers.value(0), numbers.value(1))
    };
    // a point that is empty
    let is_empty = x.is_nan() && y.is_nan();
    Some(if is_empty { Geometry::MultiPoint(MultiPoint(Vec::new())) } else { Geometry::Point(Point::new(x, y)) })
}

/// The point of two columns of degrees, numbers or text.
fn degrees(arrays: [&Arc<dyn Array>; 2], row: usize, notes: &mut Vec<What>) -> Result<Option<Geometry<f64>>, What> {
    let axes = [Axis::Longitude, Axis::Latitude];
    let mut found = [None; 2];
    for ((degrees, array), axis) in found.iter_mut().zip(arrays).zip(axes) {
        let said = value(array, row).map_err(|reason| What::RecordBytes { reason })?;
        *degrees = match &said {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            other => {
                let text = other.as_str().map_or_else(|| other.to_string(), |text| text.trim().to_owned());
                let number = text.parse::<f64>();
                Some(number.map_err(|_| What::NotANumber { axis, value: Quoted::new(&text) })?)
            }
        };
    }
    match found {
        [Some(lon), Some(lat)] => Ok(Some(Geometry::Point(Point::new(lon, lat)))),
        [None, None] => Ok(None),
        [None, Some(_)] => {
            notes.push(What::HalfCoordinate { axis: Axis::Longitude });
            Ok(None)
        }
        [Some(_), None] => {
            notes.push(What::HalfCoordinate { axis: Axis::Latitude });
            Ok(None)
        }
    }
}
