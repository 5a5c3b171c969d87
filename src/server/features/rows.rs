//! A record of a collection as filters ask it. Not responsible for filters.

use std::cell::OnceCell;
use std::sync::Arc;

use geo_types::{Coord, Geometry, Rect};
use jiff::{Timestamp, ToSpan};

use crate::collection::column::Cell;
use crate::collection::whole::Collection;
use crate::model::column_kind::ColumnKind;
use crate::model::dates::EPOCH;
use crate::model::shape::Shape;
use crate::query::filter::{self, ColumnId, Moment, Row, Schema, Span, Value};

/// What the shape of a record is called in filters.
pub const GEOMETRY: &str = "geometry";

/// The columns of `collection` as filters know them; its shapes are a column behind the others.
#[must_use]
pub fn filter_schema(collection: &Collection) -> Schema {
    let kind = |(at, kind): (usize, ColumnKind)| match kind {
        ColumnKind::Flag => filter::ColumnKind::Boolean,
        ColumnKind::Whole | ColumnKind::Real => filter::ColumnKind::Number,
        ColumnKind::Date | ColumnKind::Moment => filter::ColumnKind::Time,
        ColumnKind::Nested if collection.lists(at).is_some() => filter::ColumnKind::List,
        ColumnKind::Text | ColumnKind::Nested => filter::ColumnKind::Text,
    };
    let columns = collection.card().columns.iter().enumerate();
    let columns = columns.map(|(at, column)| (column.name.clone(), kind((at, column.kind))));
    Schema::new(columns.chain([(GEOMETRY.to_owned(), filter::ColumnKind::Geometry)]))
}

/// A record.
pub struct RecordRow<'c> {
    collection: &'c Collection,
    number: u32,
    shape: OnceCell<Option<Arc<Shape>>>,
}

impl<'c> RecordRow<'c> {
    /// The record of this number.
    #[must_use]
    pub const fn new(collection: &'c Collection, number: u32) -> Self {
        Self { collection, number, shape: OnceCell::new() }
    }
}

impl Row for RecordRow<'_> {
    fn value(&self, column: ColumnId) -> Value<'_> {
        match self.collection.cell(column.0, self.number) {
            Cell::Blank => Value::Null,
            Cell::Flag(flag) => Value::Boolean(flag),
            Cell::Whole(number) => Value::Integer(number),
            Cell::Real(number) => Value::Number(number),
            Cell::Day(day) => match EPOCH.checked_add(i64::from(day).days()) {
                Ok(day) => Value::Time(Span::at(Moment::day(day))),
                Err(_) => Value::Null,
            },
            Cell::Moment(microsecond) => match Timestamp::from_microsecond(microsecond) {
                Ok(moment) => Value::Time(Span::at(Moment::instant(moment))),
                Err(_) => Value::Null,
            },
            Cell::Nested(text) => self.collection.list(column.0, self.number).map_or(Value::Text(text), Value::List),
            Cell::Text(text) => Value::Text(text),
        }
    }

    fn geometry(&self) -> Option<&Geometry<f64>> {
        let shape = self.shape.get_or_init(|| self.collection.shapes().shape(self.number));
        shape.as_ref().map(|shape| shape.geometry())
    }

    fn bounds(&self) -> Option<Rect<f64>> {
        let [west, south, east, north] = self.collection.shapes().corners(self.number)?;
        Some(Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }))
    }
}
