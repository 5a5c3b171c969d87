//! Leaves of a packed index gathered into blocks for one radius, and which blocks are near each other, so that questions of
//! all places about their neighbours share the way through the tree. Not responsible for what is made of the neighbours.

use std::ops::{ControlFlow, Range};

use crate::index::leaf::{LEAF_SIZE, Slots};
use crate::index::packed::{Asked, PackedPoints, Radius};
use crate::index::points::PointIndex;
use crate::index::tree::{Box3, Reached, Tree};
use crate::units::Metres;

/// The blocks of an index for one radius.
#[derive(Debug)]
pub(crate) struct Blocks<'a> {
    points: &'a PackedPoints,
    radius: Radius,
    all: Vec<Block>,
    tree: Tree,
    slack_m: f64,
}

/// Leaves that follow each other.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) leaves: Range<usize>,
    held: Box3,
    /// Whether any two of its places are surely within the radius of each other.
    pub(crate) tight: bool,
}

impl<'a> Blocks<'a> {
    /// The blocks of `points` for `radius`: as many leaves in a row as are tight together, all others by themselves.
    ///
    /// Leaves that follow each other are neighbours, so that however many places are crowded within the radius, only a few
    /// blocks are.
    ///
    /// # Cost
    /// Linear.
    pub(crate) fn new(points: &'a PackedPoints, radius: Metres) -> Self {
        let radius = Radius::new(radius);
        let slack_m = points.frame().slack_within_m();
        let surely_m = radius.chords_m().0 - slack_m;
        let tight = |held: Box3| f64::from(held.diagonal2()).sqrt() <= surely_m;
        let mut blocks: Vec<Block> = Vec::new();
        for (leaf, held) in points.leaf_boxes().enumerate() {
            match blocks.last_mut() {
                Some(last) if last.tight && tight(last.held.with(held)) => {
                    last.held = last.held.with(held);
                    last.leaves.end += 1;
                }
                _ => blocks.push(Block { leaves: leaf..leaf + 1, held, tight: tight(held) }),
            }
        }
        let boxes: Vec<Box3> = blocks.iter().map(|block| block.held).collect();
        Self { points, radius, all: blocks, tree: Tree::over(&boxes), slack_m }
    }

    /// All blocks.
    pub(crate) fn all(&self) -> &[Block] {
        &self.all
    }

    /// The places of a block, in the order of the leaves.
    pub(crate) fn places(&self, block: &Block) -> Range<usize> {
        block.leaves.start * LEAF_SIZE..(block.leaves.end * LEAF_SIZE).min(self.points.len())
    }

    /// Leaves in `near` the numbers of the blocks that may hold places within the radius of some place of `block`, itself
    /// included, in their order.
    pub(crate) fn near_into(&self, block: &Block, near: &mut Vec<usize>) {
        near.clear();
        let half_m = f64::from(block.held.diagonal2()).sqrt() / 2.0;
        // two slacks: one for the distances, one for the middle, which is no place
        let reach_m = half_m + self.radius.chords_m().1 + 2.0 * self.slack_m;
        #[expect(clippy::cast_possible_truncation, reason = "the slack allows for the rounding")]
        let bounds = (-1.0, (reach_m * reach_m) as f32);
        let _ = self.tree.reached(block.held.middle(), bounds, |reached| {
            match reached {
                Reached::Whole(blocks) => near.extend(blocks),
                Reached::Crossed(block) => near.push(block),
            }
            ControlFlow::Continue(())
        });
        near.sort_unstable();
    }

    /// A place made ready to be compared with blocks.
    #[inline]
    pub(crate) fn asked(&self, place: usize) -> Asked {
        self.points.asked(&self.points.spot(place), &self.radius)
    }

    /// Visits the slots of `block` that lie within the radius of a place, leaf by leaf.
    #[inline]
    pub(crate) fn each_within(
        &self,
        asked: &Asked,
        block: &Block,
        mut visit: impl FnMut(usize, Slots) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if block.held.gap2(asked.at) > asked.outer2_m2 {
            return ControlFlow::Continue(());
        }
        for leaf in block.leaves.clone() {
            let within = self.points.slots_within(asked, &self.radius, leaf);
            if !within.is_empty() {
                visit(leaf, within)?;
            }
        }
        ControlFlow::Continue(())
    }
}
