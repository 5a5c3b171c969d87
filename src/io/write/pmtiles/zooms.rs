//! How deep tiles go, and how many that makes. Not responsible for making them.

use crate::io::write::pmtiles::clip::Frame;
use crate::io::write::pmtiles::grid::{EXTENT_BITS, GRID_BITS};
use crate::io::write::pmtiles::layer::TileLayer;
use crate::io::write::pmtiles::shape::{Role, TileShape};
use crate::io::write::pmtiles::simplify::doubled_area;
use crate::io::write::pmtiles::spots::Spot;

/// The deepest zoom where none is asked for: a step of its grid is 0.6 m.
const DEEPEST_UNASKED: u8 = 14;
/// Tiles at which unasked zooms end.
const TILES_AIMED: u64 = 200_000;
/// Tiles that an archive may have: each takes about 100 bytes of memory.
pub(super) const TILES_MOST: u64 = 2_000_000;

/// The zooms of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ZoomSpan {
    pub(super) least: u8,
    pub(super) most: u8,
    /// Whether more zooms would have been made, were there not so many tiles.
    pub(super) is_cut: bool,
}

/// The zooms that are asked for, or those that come to no more than 200,000 tiles, as is estimated.
///
/// # Errors
/// How many tiles those asked for would be, where they are too many, and the deepest zoom that is possible.
pub(super) fn span(layers: &[TileLayer], least: u8, asked: Option<u8>) -> Result<ZoomSpan, (u64, Option<u8>)> {
    let deepest = asked.unwrap_or(DEEPEST_UNASKED.max(least));
    let (bound, mut sum) = (if asked.is_some() { TILES_MOST } else { TILES_AIMED }, 0);
    for zoom in least..=deepest {
        sum += tiles(layers, zoom);
        let before = zoom.checked_sub(1).filter(|before| *before >= least);
        match (asked, before) {
            _ if sum <= bound => {}
            (None, Some(before)) => return Ok(ZoomSpan { least, most: before, is_cut: true }),
            _ if sum > TILES_MOST => return Err((sum, before)),
            _ => return Ok(ZoomSpan { least, most: zoom, is_cut: true }),
        }
    }
    Ok(ZoomSpan { least, most: deepest, is_cut: false })
}

/// How many tiles a zoom has: counted for points, estimated for lines and areas by their length and area, and never too few by
/// much; tiles that several shapes share are counted for each.
fn tiles(layers: &[TileLayer], zoom: u8) -> u64 {
    let all = 1_u64 << (2 * zoom);
    let shift = 2 * (GRID_BITS - zoom);
    let mut sum: u64 = 0;
    for layer in layers {
        let mut last = None;
        for spot in layer.spots.iter().filter(|spot| spot.shape == Spot::POINT) {
            let tile = Some(spot.key >> shift);
            sum += u64::from(tile != last);
            last = tile;
        }
        sum = layer.shapes.iter().fold(sum, |sum, shape| sum.saturating_add(shape_tiles(shape, zoom)));
    }
    sum.min(all)
}

/// A shape's tiles: those that its box has, or its area fills and its length passes through, whichever is less.
fn shape_tiles(shape: &TileShape, zoom: u8) -> u64 {
    let shift = GRID_BITS - zoom;
    let mut tiles: u64 = 0;
    for path in &shape.paths {
        let Some(frame) = Frame::around(&path.at) else { continue };
        let side = |least: i32, most: i32| u64::from(((most >> shift) - (least >> shift)).unsigned_abs()) + 1;
        let of_box = side(frame.least.x, frame.most.x) * side(frame.least.y, frame.most.y);
        let steps =
            path.at.windows(2).map(|pair| u64::from(pair[0].x.abs_diff(pair[1].x) + pair[0].y.abs_diff(pair[1].y)));
        let length = (steps.sum::<u64>() >> shift) + 2;
        let area = doubled_area(&path.at).unsigned_abs() >> (2 * shift + 1);
        tiles += match path.role {
            Role::Points => of_box.min(path.at.len() as u64),
            Role::Line => of_box.min(length),
            Role::Outline => of_box.min(area + 2 * length),
            Role::Hole => 0,
        };
    }
    debug_assert!(shift >= EXTENT_BITS, "a tile has no more cells than the grid");
    tiles
}
