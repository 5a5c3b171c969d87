//! One tile, made when it is asked for. Not responsible for the layers it is made of, nor for keeping it.
//!
//! It is found directly: points by their range along the curve, shapes by their boxes. Nothing is asked of other tiles.

use std::io::{self, Read};

use flate2::read::GzDecoder;

use crate::io::write::pmtiles::grid::{DEEPEST_ZOOM, Tile};
use crate::io::write::pmtiles::layer::TileLayer;
use crate::io::write::pmtiles::live_layer::LiveLayer;
use crate::io::write::pmtiles::spots::{Coarseness, Group, Spot};
use crate::io::write::pmtiles::tile::made;
use crate::io::write::pmtiles::walk::{JobPart, TileJob};

/// The zoom at which records stand by themselves: a step of its grid is 0.6 m. Deeper tiles say no more, and can be had.
pub const DEEPEST_MADE: u8 = 14;

/// A tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveTile {
    /// Packed with gzip; empty where nothing is in it.
    pub bytes: Vec<u8>,
    /// How often it had to be made coarser than others of its zoom.
    pub steps: u8,
    /// Records that stand together with others in it.
    pub together: u64,
    /// Whether records say nothing but their numbers, since one of them says too much for a tile.
    pub is_mute: bool,
}

impl LiveTile {
    /// Its bytes as they were before they were packed.
    ///
    /// # Errors
    /// Where they were not packed.
    pub fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::with_capacity(bytes.len() * 3);
        GzDecoder::new(bytes).read_to_end(&mut plain)?;
        Ok(plain)
    }
}

/// The tile that has what these layers have in it, one behind the other: equal to that of an archive whose deepest zoom is
/// [`DEEPEST_MADE`], or the tile's own where that is deeper.
///
/// # Errors
/// Why it cannot be small enough.
///
/// # Cost
/// What lies in the tile; at low zooms that is a look at every record.
pub fn live_tile(layers: &[&LiveLayer], tile: Tile) -> Result<LiveTile, String> {
    let grid = tile.zoom.min(DEEPEST_ZOOM);
    let coarseness = Coarseness { zoom: grid, deepest: grid.max(DEEPEST_MADE), step: 0 };
    let ranges: Vec<_> = layers.iter().map(|live| tile.range(&live.layer.spots)).collect();
    let spots: Vec<&[Spot]> =
        layers.iter().zip(&ranges).map(|(live, range)| &live.layer.spots[range.clone()]).collect();
    let pieces: Vec<_> = layers.iter().map(|live| live.pieces(tile, (grid, coarseness.deepest))).collect();
    let (coarseness, groups) = coarseness.standing(&spots, pieces.iter().map(Vec::len).sum());
    let mut parts = Vec::with_capacity(layers.len());
    for ((layer, range), (pieces, groups)) in ranges.into_iter().enumerate().zip(pieces.into_iter().zip(&groups)) {
        let mut part = JobPart { layer, spots: range, singles: Vec::new(), cards: Vec::new(), pieces };
        fill(&mut part, layers[layer], groups);
        parts.push(part);
    }
    let mut job = TileJob { tile, coarseness, is_mute: false, parts };
    let layers: Vec<&TileLayer> = layers.iter().map(|live| &live.layer).collect();
    let tile = made(&job, &layers).or_else(|_| {
        job.is_mute = true;
        made(&job, &layers)
    })?;
    Ok(LiveTile { bytes: tile.bytes, steps: tile.step, together: tile.together, is_mute: job.is_mute })
}

/// Takes in what the points say that stand by themselves; shapes have it with them.
fn fill(part: &mut JobPart, live: &LiveLayer, groups: &[Group]) {
    for group in groups.iter().filter(|group| group.count == 1) {
        let at = group.spots.start;
        let spot = &live.layer.spots[part.spots.start + at];
        if spot.shape == Spot::POINT {
            let start = part.cards.len();
            live.push_card(spot.number, &mut part.cards);
            part.singles.push((at, start..part.cards.len()));
        }
    }
}
