//! Records that stand as points, and those of them that stand together. Not responsible for what they say.

use std::ops::Range;

use geo_types::Coord;

use crate::io::write::pmtiles::grid::{GRID_BITS, Tile, key};
use crate::io::write::pmtiles::shape::collapse_side;

/// Bits of a cell within a tile at zooms above the deepest: 64 × 64 cells of 4 pixels, where a tile is 256 pixels wide.
const CELL_BITS: u8 = 6;
/// Bits of the finest cells at the deepest zoom, where a tile is too full for its records to stand by themselves.
const CELL_BITS_DEEPEST: u8 = 11;
/// How often a tile can be made coarser; then all that can stands in one cell.
pub(super) const STEPS_MOST: u8 = 12;

/// Features of a tile.
pub(super) const FEATURES_MOST: usize = 50_000;

/// Days since 1970-01-01 between which something was; the first is the later where none is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: i32,
    pub(super) last: i32,
}

impl Days {
    pub(super) const UNKNOWN: Self = Self { first: i32::MAX, last: i32::MIN };

    /// The span of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// A record that stands as a point, at some zooms or at all: 40 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Where it lies on the curve.
    pub(super) key: u64,
    /// Where it lies on the finest grid.
    pub(super) at: Coord<i32>,
    /// The number of its record.
    pub(super) number: u32,
    /// The shape that it stands for where that is too small to be drawn; [`Spot::POINT`] if it is a point.
    pub(super) shape: u32,
    /// The side of that shape on the finest grid.
    pub(super) side: i32,
    pub(super) days: Days,
    /// Which of its layer's kinds it is; [`Spot::NO_KIND`] where that is not said.
    pub(super) kind: u8,
}

impl Spot {
    /// Stands for no shape.
    pub(super) const POINT: u32 = u32::MAX;
    /// Is of no kind.
    pub(super) const NO_KIND: u8 = u8::MAX;

    /// A point at a place of the world.
    pub(super) fn new(at: Coord<i32>, number: u32) -> Self {
        let days = Days::UNKNOWN;
        Self { key: key(at), at, number, shape: Self::POINT, side: -1, days, kind: Self::NO_KIND }
    }
}

impl Tile {
    /// Those of `spots`, which follow the curve, that lie in the tile.
    pub(super) fn range(self, spots: &[Spot]) -> Range<usize> {
        let shift = 2 * (GRID_BITS - self.zoom);
        let key = self.key();
        let start = spots.partition_point(|spot| spot.key >> shift < key);
        start..start + spots[start..].partition_point(|spot| spot.key >> shift <= key)
    }
}

/// How a tile shows what crowds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coarseness {
    pub(super) zoom: u8,
    /// The deepest zoom of the archive.
    pub(super) deepest: u8,
    /// How often it has been made coarser.
    pub(super) step: u8,
}

/// Spots that stand together, among the spots of a tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// From the first of them to the last; those between that are drawn as shapes do not belong to it.
    pub(super) spots: Range<usize>,
    pub(super) count: usize,
}

impl Coarseness {
    /// Whether records stand by themselves however close they are.
    pub(super) fn is_apart(self) -> bool {
        self.zoom == self.deepest && self.step == 0
    }

    /// Whether a spot stands as a point: it is one, or its shape is too small.
    pub(super) fn stands(self, spot: &Spot) -> bool {
        spot.shape == Spot::POINT || spot.side < collapse_side(self.zoom, self.step)
    }

    /// Bits of the curve that spots of a cell may differ in.
    fn cell_shift(self) -> u8 {
        let bits = if self.zoom == self.deepest {
            CELL_BITS_DEEPEST.saturating_sub(self.step - 1)
        } else {
            CELL_BITS.saturating_sub(self.step)
        };
        2 * (GRID_BITS - self.zoom - bits)
    }

    /// Those of `spots`, which follow the curve, that stand as points, each with those in its cell.
    pub(super) fn groups(self, spots: &[Spot]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let shift = if self.is_apart() { None } else { Some(self.cell_shift()) };
        let mut last_cell = None;
        for (at, spot) in spots.iter().enumerate().filter(|(_, spot)| self.stands(spot)) {
            let cell = shift.map(|shift| spot.key >> shift);
            match groups.last_mut().filter(|_| cell.is_some() && cell == last_cell) {
                Some(group) => {
                    group.spots.end = at + 1;
                    group.count += 1;
                }
                None => groups.push(Group { spots: at..at + 1, count: 1 }),
            }
            last_cell = cell;
        }
        groups
    }

    /// The spots of several layers that stand as points beside `pieces` of shapes, as coarse as it takes to be few enough.
    pub(super) fn standing(mut self, layers: &[&[Spot]], pieces: usize) -> (Self, Vec<Vec<Group>>) {
        loop {
            let groups: Vec<Vec<Group>> = layers.iter().map(|spots| self.groups(spots)).collect();
            let features = pieces + groups.iter().map(Vec::len).sum::<usize>();
            if features <= FEATURES_MOST || self.step == STEPS_MOST {
                return (self, groups);
            }
            self.step += 1;
        }
    }
}
