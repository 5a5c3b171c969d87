//! Layers that are drawn under the records, as layers of tiles. Not responsible for the records.

use std::borrow::Cow;

use serde_json::Value;

use crate::geometry::antimeridian;
use crate::io::write::error::WriteError;
use crate::io::write::options::{DrawnLayer, WriteOptions};
use crate::io::write::pmtiles::card::push_cells;
use crate::io::write::pmtiles::larder::Larder;
use crate::io::write::pmtiles::layer::{LayerDraft, TileLayer};
use crate::io::write::pmtiles::tags::Tags;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Column, ColumnKind};
use crate::model::feature::{Feature, FeatureId};
use crate::model::shape::Shape;

/// The column of the features' ids, where no property is called so.
const ID: &str = "id";

/// A drawn layer as a layer of tiles, and what its points say.
pub(super) fn of_drawn(
    drawn: &DrawnLayer,
    name: String,
    options: &WriteOptions,
) -> Result<(TileLayer, Larder), WriteError> {
    let over = |reason: String| WriteError::OverLimit { target: options.target.clone(), reason };
    let failed = |source| WriteError::from_io(&options.target, source);
    let columns = columns(&drawn.features);
    let tags = Tags::new(&columns, |taken| names(&columns, taken));
    let mut draft = LayerDraft::new(name, tags);
    for (number, feature) in (0_u32..).zip(&drawn.features) {
        let cut = feature.shape.as_ref().and_then(|shape| antimeridian::split(shape.geometry()));
        let geometry = cut.as_ref().or_else(|| feature.shape.as_ref().map(Shape::geometry));
        draft.take_in(number, geometry, &cells(feature, &columns)).map_err(over)?;
    }
    let layer = draft.finished();
    let mut larder = Larder::new(options.spool_dir.as_deref());
    let mut card = Vec::new();
    for number in layer.point_numbers() {
        card.clear();
        push_cells(&mut card, &cells(&drawn.features[number as usize], &columns));
        larder.push(&card).map_err(failed)?;
    }
    let larder = larder.closed().map_err(failed)?;
    Ok((layer, larder))
}

/// The columns of all features, in the order in which they are met, and what their values are.
fn columns(features: &[Feature]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for feature in features {
        let id = feature.id.as_ref().filter(|_| !feature.properties.contains_key(ID)).map(id_value);
        let values =
            id.iter().map(|id| (ID, id)).chain(feature.properties.iter().map(|(name, value)| (name.as_str(), value)));
        for (name, value) in values {
            let kind = kind(value);
            match columns.iter_mut().find(|column| column.name == name) {
                None => columns.push(Column { name: name.to_owned(), kind: kind.unwrap_or(ColumnKind::Text) }),
                Some(column) => column.kind = kind.map_or(column.kind, |kind| both(column.kind, kind)),
            }
        }
    }
    columns
}

fn kind(value: &Value) -> Option<ColumnKind> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => ColumnKind::Flag,
        Value::Number(number) if number.is_i64() => ColumnKind::Whole,
        Value::Number(_) => ColumnKind::Real,
        Value::String(_) => ColumnKind::Text,
        Value::Array(_) | Value::Object(_) => ColumnKind::Nested,
    })
}

fn both(one: ColumnKind, other: ColumnKind) -> ColumnKind {
    match (one, other) {
        _ if one == other => one,
        (ColumnKind::Whole, ColumnKind::Real) | (ColumnKind::Real, ColumnKind::Whole) => ColumnKind::Real,
        _ => ColumnKind::Text,
    }
}

fn names(columns: &[Column], taken: &[&str]) -> Vec<String> {
    let is_met = |name: &str| taken.contains(&name) || columns.iter().any(|column| column.name == name);
    let name = |column: &Column| {
        let mut name = column.name.clone();
        while taken.contains(&name.as_str()) || (name != column.name && is_met(&name)) {
            name.push_str("_2");
        }
        name
    };
    columns.iter().map(name).collect()
}

fn id_value(id: &FeatureId) -> Value {
    match id {
        FeatureId::Text(text) => text.clone().into(),
        FeatureId::Number(number) => Value::Number(number.clone()),
    }
}

fn cells<'a>(feature: &'a Feature, columns: &[Column]) -> Vec<Datum<'a>> {
    let of = |column: &Column| match feature.properties.get(&column.name) {
        Some(value) => datum(value, column.kind),
        None if column.name == ID => match &feature.id {
            Some(FeatureId::Number(number)) if column.kind == ColumnKind::Whole => {
                number.as_i64().map_or(Datum::Blank, Datum::Whole)
            }
            Some(id) => Datum::Text(Cow::Owned(id.to_string())),
            None => Datum::Blank,
        },
        None => Datum::Blank,
    };
    columns.iter().map(of).collect()
}

fn datum(value: &Value, kind: ColumnKind) -> Datum<'_> {
    match (value, kind) {
        (Value::Null, _) => Datum::Blank,
        (Value::Bool(flag), ColumnKind::Flag) => Datum::Flag(*flag),
        (Value::Number(number), ColumnKind::Whole) if number.is_i64() => {
            number.as_i64().map_or(Datum::Blank, Datum::Whole)
        }
        (Value::Number(number), ColumnKind::Real) => number.as_f64().map_or(Datum::Blank, Datum::Real),
        (Value::String(text), _) => Datum::Text(Cow::Borrowed(text)),
        (Value::Array(_) | Value::Object(_), ColumnKind::Nested) => Datum::Nested(Cow::Owned(value.to_string())),
        _ => Datum::Text(Cow::Owned(value.to_string())),
    }
}
