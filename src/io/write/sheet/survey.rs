//! What is known of the records of an output together: columns, geometries, ids, bounds. Not responsible for their values.

use std::collections::HashMap;
use std::sync::Arc;

use geo_types::{Coord, Geometry};

use crate::io::table::Header;
use crate::io::write::sheet::kind::Met;

/// How many records have which geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::io) struct GeometryCounts {
    /// Records without a location.
    pub(in crate::io) none: u64,
    pub(in crate::io) points: u64,
    pub(in crate::io) lines: u64,
    pub(in crate::io) polygons: u64,
    pub(in crate::io) multi_points: u64,
    pub(in crate::io) multi_lines: u64,
    pub(in crate::io) multi_polygons: u64,
    pub(in crate::io) collections: u64,
}

impl GeometryCounts {
    pub(super) fn note(&mut self, geometry: Option<&Geometry<f64>>) {
        let count = match geometry {
            None => &mut self.none,
            Some(Geometry::Point(_)) => &mut self.points,
            Some(Geometry::Line(_) | Geometry::LineString(_)) => &mut self.lines,
            Some(Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_)) => &mut self.polygons,
            Some(Geometry::MultiPoint(_)) => &mut self.multi_points,
            Some(Geometry::MultiLineString(_)) => &mut self.multi_lines,
            Some(Geometry::MultiPolygon(_)) => &mut self.multi_polygons,
            Some(Geometry::GeometryCollection(_)) => &mut self.collections,
        };
        *count += 1;
    }

    fn add(&mut self, other: &Self) {
        self.none += other.none;
        self.points += other.points;
        self.lines += other.lines;
        self.polygons += other.polygons;
        self.multi_points += other.multi_points;
        self.multi_lines += other.multi_lines;
        self.multi_polygons += other.multi_polygons;
        self.collections += other.collections;
    }
}

/// A box in degrees that never crosses the antimeridian: shapes are cut there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::io) struct Box2d {
    pub(in crate::io) west: f64,
    pub(in crate::io) south: f64,
    pub(in crate::io) east: f64,
    pub(in crate::io) north: f64,
}

impl Box2d {
    pub(in crate::io) fn around(found: Option<Self>, at: Coord<f64>) -> Self {
        let Self { west, south, east, north } =
            found.unwrap_or(Self { west: at.x, south: at.y, east: at.x, north: at.y });
        Self { west: west.min(at.x), south: south.min(at.y), east: east.max(at.x), north: north.max(at.y) }
    }

    /// The box around both.
    pub(in crate::io) fn and(self, other: Self) -> Self {
        let corner = |x, y| Coord { x, y };
        let with = Self::around(Some(self), corner(other.west, other.south));
        Self::around(Some(with), corner(other.east, other.north))
    }
}

/// What is known of some records, before it is known of all.
#[derive(Debug, Default)]
pub(in crate::io::write) struct Survey {
    pub(super) columns: Vec<(String, Met)>,
    positions: HashMap<String, usize>,
    /// The header whose columns are the first ones.
    header: Option<Arc<Header>>,
    /// Bytes of each record.
    pub(super) lengths: Vec<u32>,
    pub(super) geometries: GeometryCounts,
    pub(super) bounds: Option<Box2d>,
    /// What ids are that no column holds.
    pub(super) loose_ids: Option<Met>,
}

impl Survey {
    /// The number of the column `name`, which becomes the last one if it is new.
    pub(super) fn column(&mut self, name: &str) -> usize {
        if let Some(&number) = self.positions.get(name) {
            return number;
        }
        let number = self.columns.len();
        self.columns.push((name.to_owned(), Met::default()));
        self.positions.insert(name.to_owned(), number);
        number
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// Whether the columns of `header` are the first columns, in their order; they become so where there is none yet.
    pub(super) fn begins_with(&mut self, header: &Arc<Header>) -> bool {
        if let Some(known) = &self.header {
            return Arc::ptr_eq(known, header);
        }
        if !self.columns.is_empty() || !header.is_unique() {
            return false;
        }
        for name in header.names() {
            self.column(name);
        }
        self.header = Some(Arc::clone(header));
        true
    }

    /// Takes in that column `number` has a cell of this kind.
    pub(super) fn met(&mut self, number: usize, met: Met) {
        let column = &mut self.columns[number].1;
        *column = column.and(met);
    }

    /// Takes in all that `other` knows; says which of its columns became which.
    pub(super) fn take_in(&mut self, other: &Self) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(other.columns.len());
        for (name, met) in &other.columns {
            let number = self.column(name);
            self.met(number, *met);
            numbers.push(u32::try_from(number).unwrap_or(u32::MAX));
        }
        self.geometries.add(&other.geometries);
        self.bounds = match (self.bounds, other.bounds) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        if let Some(met) = other.loose_ids {
            self.loose_ids = Some(self.loose_ids.unwrap_or_default().and(met));
        }
        numbers
    }
}
