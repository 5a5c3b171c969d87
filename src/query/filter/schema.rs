//! The columns that a filter may name and the rows that it is asked of. Not responsible for storing either.

use std::collections::HashMap;

use geo::BoundingRect as _;
use geo_types::{Geometry, Rect};

use crate::query::filter::time::Span;

/// Which column of a schema, counted from nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub usize);

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Numbers, whole ones among them.
    Number,
    /// True or false.
    Boolean,
    /// Days, instants or spans.
    Time,
    /// The shape of a row, of which there is one.
    Geometry,
    /// Lists of values.
    List,
}

impl ColumnKind {
    /// What messages call it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Time => "time",
            Self::Geometry => "geometry",
            Self::List => "list",
        }
    }
}

/// Columns by name, in order.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    columns: Vec<(String, ColumnKind)>,
    by_name: HashMap<String, usize>,
}

impl Schema {
    /// The columns in order; of two with one name the first counts.
    pub fn new(columns: impl IntoIterator<Item = (String, ColumnKind)>) -> Self {
        let columns: Vec<_> = columns.into_iter().collect();
        let mut by_name = HashMap::with_capacity(columns.len());
        for (at, (name, _)) in columns.iter().enumerate() {
            by_name.entry(name.clone()).or_insert(at);
        }
        Self { columns, by_name }
    }

    /// The column named so, letter by letter.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<(ColumnId, ColumnKind)> {
        let at = *self.by_name.get(name)?;
        Some((ColumnId(at), self.columns[at].1))
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }
}

/// One value of a row, borrowed from it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// None.
    Null,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A time.
    Time(Span),
    /// A list.
    List(&'a [Scalar]),
}

/// A member of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// Text.
    Text(String),
    /// Any number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A time.
    Time(Span),
}

/// What a filter asks of a row. A value of another kind than its column's counts as none.
pub trait Row {
    /// The value of a column.
    fn value(&self, column: ColumnId) -> Value<'_>;

    /// The shape of the row, in longitude and latitude.
    fn geometry(&self) -> Option<&Geometry<f64>>;

    /// The box around the shape; worth overriding where it is kept.
    fn bounds(&self) -> Option<Rect<f64>> {
        self.geometry()?.bounding_rect()
    }
}
