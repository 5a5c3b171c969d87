//! Where a place lies on the square of Web Mercator, and in which order its tiles come. Not responsible for what is in a tile.
//!
//! All is whole numbers: the finest grid divides the world into 2²⁸ × 2²⁸ cells, the 4096 × 4096 cells of a tile at zoom 16;
//! a cell is 15 cm at the equator. Coarser zooms leave off bits.
//!
//! # Source
//! EPSG:3857; the Hilbert curve of the `PMTiles` specification, version 3.

use std::f64::consts::TAU;

use geo_types::Coord;

use crate::geometry::hilbert::position;
use crate::io::write::pmtiles::clip::Frame;

/// Bits of a coordinate within a tile: its extent is 4096.
pub(super) const EXTENT_BITS: u8 = 12;
/// The side of a tile in its own units.
pub(super) const EXTENT: i32 = 1 << EXTENT_BITS;
/// The deepest zoom that tiles can have.
pub(super) const DEEPEST_ZOOM: u8 = 16;
/// Bits of a coordinate on the finest grid.
pub(super) const GRID_BITS: u8 = EXTENT_BITS + DEEPEST_ZOOM;
/// The side of the world on the finest grid.
pub(super) const WORLD: i32 = 1 << GRID_BITS;
/// The latitude at which the square of Web Mercator ends: `atan(sinh(π))`.
pub(super) const LATITUDE_MOST_DEG: f64 = 85.051_128_779_806_59;
/// The equator's length, metres.
const EQUATOR_M: f64 = 40_075_016.685_578_49;

/// The deepest zoom of a tile that is made when it is asked for; beyond [`DEEPEST_ZOOM`] it is a part of that one's grid.
const DEEPEST_ASKED: u8 = 22;

/// A tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    pub(super) zoom: u8,
    pub(super) x: u32,
    pub(super) y: u32,
}

impl Tile {
    /// The tile of a column and a row, counted from the north-west; `None` where there is none, or deeper than zoom 22.
    #[must_use]
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        let is_there = zoom <= DEEPEST_ASKED && x >> zoom == 0 && y >> zoom == 0;
        is_there.then_some(Self { zoom, x, y })
    }

    /// The tile of a lower zoom in which it lies.
    pub(super) fn above(self, zoom: u8) -> Self {
        let shift = self.zoom - zoom;
        Self { zoom, x: self.x >> shift, y: self.y >> shift }
    }

    /// The box of the tile on the grid of zoom `grid`, `margin` of its own units wider on all sides; without a margin, what lies on
    /// the far edges belongs to the next.
    pub(super) fn frame(self, grid: u8, margin: i32) -> Frame {
        let bits = grid + EXTENT_BITS - self.zoom;
        let edge = |number: u32| i32::try_from(u64::from(number) << bits).unwrap_or(i32::MAX);
        let margin = margin >> self.zoom.saturating_sub(grid);
        let far = if margin == 0 { -1 } else { margin };
        Frame {
            least: Coord { x: edge(self.x) - margin, y: edge(self.y) - margin },
            most: Coord { x: edge(self.x + 1) + far, y: edge(self.y + 1) + far },
        }
    }

    /// The whole world.
    pub(super) const ROOT: Self = Self { zoom: 0, x: 0, y: 0 };

    /// Its four quarters, in the order of the curve.
    pub(super) fn quarters(self) -> [Self; 4] {
        let at = |dx, dy| Self { zoom: self.zoom + 1, x: self.x * 2 + dx, y: self.y * 2 + dy };
        let mut quarters = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)];
        quarters.sort_by_key(|quarter| quarter.key());
        quarters
    }

    /// How many tiles of its zoom come before it.
    pub(super) fn key(self) -> u64 {
        position(self.x, self.y, self.zoom)
    }
}

/// Where a place lies on the finest grid; what lies beyond the square in latitude stays outside of it.
pub(super) fn on_grid(at: Coord<f64>) -> Coord<i32> {
    let side = f64::from(WORLD);
    let x = (at.x / 360.0 + 0.5) * side;
    let y = (0.5 - at.y.to_radians().tan().asinh() / TAU) * side;
    Coord { x: whole(x), y: whole(y.clamp(-side, 2.0 * side)) }
}

/// The cell on the finest grid nearest to `at` that lies in the world.
pub(super) fn in_world(at: Coord<i32>) -> Coord<i32> {
    Coord { x: at.x.clamp(0, WORLD - 1), y: at.y.clamp(0, WORLD - 1) }
}

/// Where a point of the finest grid lies on that of `zoom`, rounded.
pub(super) fn at_zoom(at: Coord<i32>, zoom: u8) -> Coord<i32> {
    let shift = DEEPEST_ZOOM - zoom;
    let half = (1 << shift) >> 1;
    Coord { x: (at.x + half) >> shift, y: (at.y + half) >> shift }
}

/// Where a point of the finest grid lies within its tile of `zoom`.
pub(super) fn in_tile(at: Coord<i32>, zoom: u8) -> Coord<i32> {
    if let Some(deeper) = zoom.checked_sub(DEEPEST_ZOOM) {
        let within = (EXTENT >> deeper) - 1;
        return Coord { x: (at.x & within) << deeper, y: (at.y & within) << deeper };
    }
    let shift = DEEPEST_ZOOM - zoom;
    Coord { x: (at.x >> shift) & (EXTENT - 1), y: (at.y >> shift) & (EXTENT - 1) }
}

/// Where a cell of the world lies on the Hilbert curve through the finest grid. Those of a tile, of whichever zoom, follow
/// one another, and tiles follow one another as their ids do.
pub(super) fn key(at: Coord<i32>) -> u64 {
    let at = in_world(at);
    position(at.x.unsigned_abs(), at.y.unsigned_abs(), GRID_BITS)
}

/// The side of a cell of `zoom`'s grid at the equator, metres.
pub(super) fn step_m(zoom: u8) -> f64 {
    EQUATOR_M / f64::from(1_u32 << (zoom + EXTENT_BITS))
}

#[expect(clippy::cast_possible_truncation, reason = "a cast of a float goes to the nearest number there is")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_come_in_the_order_of_their_ids() {
        for zoom in 0..7_u8 {
            for x in 0..1_u32 << zoom {
                for y in 0..1_u32 << zoom {
                    let id: pmtiles::TileId = pmtiles::TileCoord::new(zoom, x, y).unwrap().into();
                    let before = (0..zoom).map(|zoom| 1_u64 << (2 * zoom)).sum::<u64>();
                    assert_eq!(Tile { zoom, x, y }.key() + before, id.value(), "{zoom}/{x}/{y}");
                }
            }
        }
    }

    #[test]
    fn a_place_lies_in_the_tile_that_others_say() {
        // referee: the formula of the OpenStreetMap wiki ("Slippy map tilenames"), by hand
        let check = |lon: f64, lat: f64, zoom: u8, expected: (i32, i32)| {
            let at = in_world(on_grid(Coord { x: lon, y: lat }));
            let shift = GRID_BITS - zoom;
            assert_eq!((at.x >> shift, at.y >> shift), expected, "{lon} {lat}");
            assert_eq!(key(at) >> (2 * shift), position(expected.0.unsigned_abs(), expected.1.unsigned_abs(), zoom));
        };
        check(0.0, 0.0, 1, (1, 1));
        check(62.3254, 25.1216, 5, (21, 13));
        check(62.3254, 25.1216, 10, (689, 438));
        check(-180.0, 85.0511, 4, (0, 0));
        check(180.0, -85.0511, 4, (15, 15));
    }
}
