//! The tiles of a zoom in their order, each with what lies in it. Not responsible for encoding them.
//!
//! # Cost
//! Each zoom is walked from the world's tile down; shapes are cut at each level, so that a vertex is looked at once a level.
//! Memory: the shapes as drawn at one zoom, and the cards of the tiles on their way.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::io::write::error::WriteError;
use crate::io::write::pmtiles::grid::Tile;
use crate::io::write::pmtiles::larder::Larder;
use crate::io::write::pmtiles::layer::TileLayer;
use crate::io::write::pmtiles::shape::Piece;
use crate::io::write::pmtiles::spots::{Coarseness, Spot};

/// How far beyond its edges a tile has lines and areas: 4 pixels, where a tile is 256 pixels wide.
pub(super) const MARGIN: i32 = 64;
/// A tile to be encoded.
#[derive(Debug)]
pub(super) struct TileJob {
    pub(super) tile: Tile,
    pub(super) coarseness: Coarseness,
    /// Whether records say nothing but their numbers, since one of them says too much.
    pub(super) is_mute: bool,
    pub(super) parts: Vec<JobPart>,
}

/// What a tile has of a layer.
#[derive(Debug)]
pub(super) struct JobPart {
    /// The layer's number.
    pub(super) layer: usize,
    /// Those of the layer's spots that lie in the tile.
    pub(super) spots: Range<usize>,
    /// What is said by those of them that stand by themselves: the number of each within the tile, and where its card is.
    pub(super) singles: Vec<(usize, Range<usize>)>,
    pub(super) cards: Vec<u8>,
    pub(super) pieces: Vec<Arc<Piece>>,
}

/// A walk through the tiles of a zoom.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) layers: &'a [TileLayer],
    pub(super) larders: &'a mut [Larder],
    pub(super) zoom: u8,
    pub(super) deepest: u8,
    pub(super) target: &'a Path,
}

/// A tile on the way down.
struct Node {
    tile: Tile,
    parts: Vec<NodePart>,
}

struct NodePart {
    layer: usize,
    spots: Range<usize>,
    pieces: Vec<Arc<Piece>>,
}

type Emit<'a> = dyn FnMut(TileJob) -> Result<(), WriteError> + 'a;

impl Walk<'_> {
    /// Calls `emit` for each tile that has anything, in the order of the ids.
    pub(super) fn tiles(mut self, emit: &mut Emit) -> Result<(), WriteError> {
        let mut parts = Vec::with_capacity(self.layers.len());
        let frame = Tile::ROOT.frame(self.zoom, MARGIN);
        let tile = Tile::ROOT.frame(self.zoom, 0);
        for (layer, held) in self.layers.iter().enumerate() {
            self.larders[layer].rewind().map_err(|source| WriteError::from_io(self.target, source))?;
            let drawn = held.shapes.iter().enumerate();
            let drawn = drawn.filter_map(|(at, shape)| shape.drawn(at, (self.zoom, self.deepest)).map(Arc::new));
            let pieces = drawn.filter_map(|piece| Piece::within(&piece, frame, tile)).collect();
            parts.push(NodePart { layer, spots: 0..held.spots.len(), pieces });
        }
        self.descend(Node { tile: Tile::ROOT, parts }, emit)
    }

    fn descend(&mut self, node: Node, emit: &mut Emit) -> Result<(), WriteError> {
        if node.tile.zoom == self.zoom {
            return match self.job(node)? {
                Some(job) => emit(job),
                None => Ok(()),
            };
        }
        for quarter in node.tile.quarters() {
            let parts: Vec<NodePart> = node.parts.iter().filter_map(|part| self.part_within(part, quarter)).collect();
            if !parts.is_empty() {
                self.descend(Node { tile: quarter, parts }, emit)?;
            }
        }
        Ok(())
    }

    fn part_within(&self, part: &NodePart, quarter: Tile) -> Option<NodePart> {
        let within = quarter.range(&self.layers[part.layer].spots[part.spots.clone()]);
        let (frame, tile) = (quarter.frame(self.zoom, MARGIN), quarter.frame(self.zoom, 0));
        let pieces: Vec<Arc<Piece>> =
            part.pieces.iter().filter_map(|piece| Piece::within(piece, frame, tile)).collect();
        let spots = part.spots.start + within.start..part.spots.start + within.end;
        (!spots.is_empty() || !pieces.is_empty()).then_some(NodePart { layer: part.layer, spots, pieces })
    }

    /// The tile of a node with the cards that it needs; `None` where nothing stands or is drawn in it.
    fn job(&mut self, node: Node) -> Result<Option<TileJob>, WriteError> {
        let coarseness = Coarseness { zoom: self.zoom, deepest: self.deepest, step: 0 };
        let spots: Vec<&[Spot]> =
            node.parts.iter().map(|part| &self.layers[part.layer].spots[part.spots.clone()]).collect();
        let pieces: usize = node.parts.iter().map(|part| part.pieces.len()).sum();
        let (coarseness, of_parts) = coarseness.standing(&spots, pieces);
        let is_empty = pieces == 0 && of_parts.iter().all(Vec::is_empty);
        let mut parts = Vec::with_capacity(node.parts.len());
        for (part, groups) in node.parts.into_iter().zip(of_parts) {
            let alone = groups.iter().filter(|group| group.count == 1).map(|group| group.spots.start);
            parts.push(self.job_part(part, alone)?);
        }
        Ok((!is_empty).then_some(TileJob { tile: node.tile, coarseness, is_mute: false, parts }))
    }

    /// Reads the cards of the spots that stand `alone`, and passes over the others.
    fn job_part(&mut self, part: NodePart, alone: impl Iterator<Item = usize>) -> Result<JobPart, WriteError> {
        let NodePart { layer, spots, pieces } = part;
        let (mut singles, mut cards) = (Vec::new(), Vec::new());
        let mut alone = alone.peekable();
        let larder = &mut self.larders[layer];
        for (at, spot) in self.layers[layer].spots[spots.clone()].iter().enumerate() {
            let is_alone = alone.next_if_eq(&at).is_some();
            // what shapes say stays in memory
            if spot.shape != Spot::POINT {
                continue;
            }
            let start = cards.len();
            let read = if is_alone { larder.take(&mut cards) } else { larder.skip() };
            read.map_err(|source| WriteError::from_io(self.target, source))?;
            if is_alone {
                singles.push((at, start..cards.len()));
            }
        }
        Ok(JobPart { layer, spots, singles, cards, pieces })
    }
}
