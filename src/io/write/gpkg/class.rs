//! The classes of geometries that share a table: programs that draw maps take points, lines and areas apart.
//! Not responsible for writing them.

use crate::io::write::sheet::whole::GeometryCounts;

/// What all records of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Points,
    Lines,
    Areas,
    /// Mixtures within one record.
    Collections,
    /// Records without a location.
    Unplaced,
}

impl Class {
    /// All of them, in the order of their tables.
    pub(super) const ALL: [Self; 5] = [Self::Points, Self::Lines, Self::Areas, Self::Collections, Self::Unplaced];

    /// The class of a geometry in little-endian WKB.
    pub(super) fn of(wkb: Option<&[u8]>) -> Self {
        match wkb.and_then(|wkb| wkb.get(1)) {
            None => Self::Unplaced,
            Some(1 | 4) => Self::Points,
            Some(2 | 5) => Self::Lines,
            Some(3 | 6) => Self::Areas,
            Some(_) => Self::Collections,
        }
    }

    /// What the names of its tables end in.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Lines => "lines",
            Self::Areas => "areas",
            Self::Collections => "collections",
            Self::Unplaced => "unplaced",
        }
    }

    /// How many records of it have one part, and how many have several.
    fn counts(self, of: &GeometryCounts) -> (u64, u64) {
        match self {
            Self::Points => (of.points, of.multi_points),
            Self::Lines => (of.lines, of.multi_lines),
            Self::Areas => (of.polygons, of.multi_polygons),
            Self::Collections => (of.collections, 0),
            Self::Unplaced => (of.none, 0),
        }
    }

    /// How many records are of it.
    pub(super) fn count(self, of: &GeometryCounts) -> u64 {
        let (single, several) = self.counts(of);
        single + several
    }

    /// What its column of geometries holds, as narrow as is true.
    pub(super) fn holds(self, of: &GeometryCounts) -> Holds {
        match self.counts(of) {
            (_, 0) => Holds::Single,
            (single, _) => Holds::Several { promoted: single },
        }
    }

    /// The geometry type of its column; `None` where it has none.
    pub(super) const fn geometry_type(self, holds: Holds) -> Option<&'static str> {
        Some(match (self, holds) {
            (Self::Points, Holds::Single) => "POINT",
            (Self::Points, Holds::Several { .. }) => "MULTIPOINT",
            (Self::Lines, Holds::Single) => "LINESTRING",
            (Self::Lines, Holds::Several { .. }) => "MULTILINESTRING",
            (Self::Areas, Holds::Single) => "POLYGON",
            (Self::Areas, Holds::Several { .. }) => "MULTIPOLYGON",
            (Self::Collections, _) => "GEOMETRYCOLLECTION",
            (Self::Unplaced, _) => return None,
        })
    }
}

/// Whether geometries of several parts are among those of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// None are.
    Single,
    /// Some are, and so many others become one part of several.
    Several { promoted: u64 },
}
