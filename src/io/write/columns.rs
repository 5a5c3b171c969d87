//! The columns of a table, and the columns that an id and a place need next to them. Not responsible for rows.

use std::collections::HashMap;

use crate::geometry::antimeridian;
use crate::io::write::position::coordinate;
use crate::io::write::wkt::wkt;
use crate::model::feature::Feature;

/// The column of an id.
pub(super) const ID: &str = "id";
/// The column of a point's longitude in degrees.
pub(super) const LON: &str = "lon";
/// The column of a point's latitude in degrees.
pub(super) const LAT: &str = "lat";
/// The column of any other geometry.
pub(super) const WKT: &str = "wkt";

/// Column names in their order, each once.
#[derive(Debug, Default)]
pub(super) struct Columns {
    names: Vec<String>,
    positions: HashMap<String, usize>,
}

impl Columns {
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// The position of `name`, which becomes the last column if it is new.
    pub(super) fn position_or_new(&mut self, name: &str) -> usize {
        if let Some(position) = self.position(name) {
            return position;
        }
        let position = self.names.len();
        self.names.push(name.to_owned());
        self.positions.insert(name.to_owned(), position);
        position
    }

    pub(super) fn declared(names: &[String]) -> Self {
        let mut columns = Self::default();
        for name in names {
            columns.position_or_new(name);
        }
        columns
    }
}

/// Where a feature is, as cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// It has no location.
    Nowhere,
    /// A single point.
    Point { lon: String, lat: String },
    /// Anything else, as WKT.
    Drawn { wkt: String, cut: Cut },
}

/// Whether a shape was cut at the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    AtAntimeridian,
    Whole,
}

impl Place {
    /// Where `feature` is, with `digits` decimals at most.
    pub(super) fn of(feature: &Feature, digits: Option<u8>) -> Self {
        let Some(shape) = &feature.shape else { return Self::Nowhere };
        if let Some(point) = shape.point() {
            return Self::Point { lon: coordinate(point.lon(), digits), lat: coordinate(point.lat(), digits) };
        }
        match antimeridian::split(shape.geometry()) {
            Some(pieces) => Self::Drawn { wkt: wkt(&pieces, digits), cut: Cut::AtAntimeridian },
            None => Self::Drawn { wkt: wkt(shape.geometry(), digits), cut: Cut::Whole },
        }
    }

    /// How many shapes were cut to write this place: 0 or 1.
    pub(super) fn cuts(&self) -> u64 {
        u64::from(matches!(self, Self::Drawn { cut: Cut::AtAntimeridian, .. }))
    }
}

/// `wanted`, or, where that is `taken`, `wanted` behind `prefix` as often as it takes.
pub(in crate::io) fn free_name(wanted: &str, prefix: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    while taken(&name) {
        name.insert_str(0, prefix);
    }
    name
}
