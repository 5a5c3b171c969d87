//! An implicit tree over boxes, eight children to a node, that is never changed once built.
//! Not responsible for what the leaves hold, nor for distances that are exact.
//!
//! Nodes lie as in a heap: node v has the children 8v + 1 to 8v + 8, and beyond the last level of nodes the same numbers
//! are leaves. Nothing but the boxes of the children is stored, side by side for each axis, so that eight of them are
//! compared with a place in a handful of instructions. The shape comes from the order of the leaves: see [`leaf_order`].

use std::cmp::Ordering;
use std::ops::{ControlFlow, Range};

use crate::index::frame::FARTHEST2_M2;

/// Children of a node.
pub(crate) const WIDTH: usize = 8;
const WIDTH_U32: u32 = 8;
/// The most leaves that a tree may have: its numbers are 32 bits wide.
pub(crate) const LEAVES_MAX: usize = 1 << 29;
/// Where boxes lie that do not exist: their squared distance is beyond [`FARTHEST2_M2`] from everywhere, and finite.
const NOWHERE_M: f32 = 1e18;
/// Ten levels hold [`LEAVES_MAX`] leaves; each leaves at most seven nodes waiting, and the last eight.
const WAITING_MAX: usize = 10 * (WIDTH - 1) + WIDTH;

/// A box whose sides are parallel to the axes of a frame, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Box3 {
    /// The least coordinates.
    pub(crate) low: [f32; 3],
    /// The greatest coordinates.
    pub(crate) high: [f32; 3],
}

/// A part of a tree that a radius reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reached {
    /// These leaves lie inside altogether.
    Whole(Range<usize>),
    /// This leaf may be crossed.
    Crossed(usize),
}

/// The tree over boxes given in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    leaves: usize,
    /// The number at which leaves begin.
    leaf_base: u32,
    /// How many leaves a child of the root holds.
    child_span: u32,
}

/// The boxes of eight children.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Node {
    low: [[f32; WIDTH]; 3],
    high: [[f32; WIDTH]; 3],
}

impl Box3 {
    /// The box that holds nothing.
    pub(crate) const NOTHING: Self = Self { low: [f32::INFINITY; 3], high: [f32::NEG_INFINITY; 3] };

    /// The box around `places`.
    #[must_use]
    pub(crate) fn around(places: impl IntoIterator<Item = [f32; 3]>) -> Self {
        places.into_iter().fold(Self::NOTHING, |held, at| held.with(Self { low: at, high: at }))
    }

    /// The box around both.
    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        let mut both = self;
        for axis in 0..3 {
            both.low[axis] = lesser(both.low[axis], other.low[axis]);
            both.high[axis] = greater(both.high[axis], other.high[axis]);
        }
        both
    }

    /// Its middle.
    #[must_use]
    pub(crate) fn middle(self) -> [f32; 3] {
        std::array::from_fn(|axis| f32::midpoint(self.low[axis], self.high[axis]))
    }

    /// The square of the distance between its farthest corners.
    #[must_use]
    pub(crate) fn diagonal2(self) -> f32 {
        self.reach2(self.low)
    }

    /// The squared distance from `at` to its nearest point.
    #[inline]
    #[must_use]
    pub(crate) fn gap2(self, at: [f32; 3]) -> f32 {
        let gap = |axis: usize| greater(greater(self.low[axis] - at[axis], at[axis] - self.high[axis]), 0.0);
        gap(0) * gap(0) + gap(1) * gap(1) + gap(2) * gap(2)
    }

    /// The squared distance from `at` to its farthest point.
    #[inline]
    #[must_use]
    pub(crate) fn reach2(self, at: [f32; 3]) -> f32 {
        let reach = |axis: usize| greater(at[axis] - self.low[axis], self.high[axis] - at[axis]);
        reach(0) * reach(0) + reach(1) * reach(1) + reach(2) * reach(2)
    }

    /// The axis along which it is longest.
    fn longest_axis(self) -> usize {
        let length = |axis: usize| self.high[axis] - self.low[axis];
        let first = usize::from(length(1) > length(0));
        if length(2) > length(first) { 2 } else { first }
    }
}

impl Tree {
    /// The tree over `leaves`, which are numbered in their order.
    ///
    /// # Panics
    /// With more than [`LEAVES_MAX`] leaves.
    ///
    /// # Cost
    /// Linear. A node is 192 bytes, and there are less than two for each seven leaves.
    #[must_use]
    pub(crate) fn over(leaves: &[Box3]) -> Self {
        assert!(leaves.len() <= LEAVES_MAX, "{} leaves are more than a tree's numbers can name", leaves.len());
        if leaves.is_empty() {
            return Self::default();
        }
        let (mut leaf_base, mut child_span) = (1, 1);
        while child_span * WIDTH < leaves.len() {
            child_span *= WIDTH;
            leaf_base = leaf_base * WIDTH + 1;
        }
        let mut nodes = vec![Node::EMPTY; (leaf_base + leaves.len() - 2) / WIDTH + 1];
        for (leaf, held) in leaves.iter().enumerate() {
            nodes.put(leaf_base + leaf, *held);
        }
        for node in (1..nodes.len()).rev() {
            let held = nodes[node].box3();
            nodes.put(node, held);
        }
        let narrow = |number: usize| u32::try_from(number).expect("at most eight times LEAVES_MAX divided by seven");
        Self { nodes, leaves: leaves.len(), leaf_base: narrow(leaf_base), child_span: narrow(child_span) }
    }

    /// How many leaves there are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.leaves
    }

    /// Whether there is no leaf.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.leaves == 0
    }

    /// The box of a leaf.
    ///
    /// # Panics
    /// When there is no such leaf.
    #[must_use]
    pub(crate) fn leaf(&self, leaf: usize) -> Box3 {
        assert!(leaf < self.leaves, "there is no leaf {leaf} among {}", self.leaves);
        let number = self.leaf_base as usize + leaf;
        self.nodes[(number - 1) / WIDTH].child((number - 1) % WIDTH).unwrap_or(Box3::NOTHING)
    }

    /// Visits leaves, nearer ones sooner, as long as their boxes lie within a bound that shrinks.
    ///
    /// `visit` is given a leaf and the bound as it stands, and returns the bound from then on: the square in metres of how
    /// far a box may be from `at`. No leaf whose box lies within the last bound is left out. The order is that of a search in
    /// depth, nearest child first, which is not the order of all leaves.
    #[inline]
    pub(crate) fn nearest_first(&self, at: [f32; 3], bound2_m2: f32, mut visit: impl FnMut(usize, f32) -> f32) {
        let mut bound2 = bound2_m2.min(FARTHEST2_M2);
        let mut waiting = [(0.0_f32, 0_u32); WAITING_MAX];
        let mut count = usize::from(!self.is_empty());
        while count > 0 {
            count -= 1;
            let (nearest2, number) = waiting[count];
            if nearest2 > bound2 {
                continue;
            }
            if number >= self.leaf_base {
                bound2 = visit((number - self.leaf_base) as usize, bound2).min(FARTHEST2_M2);
                continue;
            }
            let distances2 = self.nodes[number as usize].gaps2(at);
            let (bottom, first) = (count, number * WIDTH_U32 + 1);
            for child in up_to(&distances2, bound2) {
                let (gap2, child) = (distances2[child as usize], first + child);
                let mut slot = count;
                while slot > bottom && waiting[slot - 1].0 < gap2 {
                    waiting[slot] = waiting[slot - 1];
                    slot -= 1;
                }
                waiting[slot] = (gap2, child);
                count += 1;
            }
        }
    }

    /// The number of the root, for a search that chooses its own order; `None` for a tree without leaves.
    #[must_use]
    pub(crate) fn root(&self) -> Option<u32> {
        (!self.is_empty()).then_some(0)
    }

    /// The leaf that part `number` of the tree is, if it is one.
    #[must_use]
    pub(crate) fn leaf_of(&self, number: u32) -> Option<usize> {
        number.checked_sub(self.leaf_base).map(|leaf| leaf as usize)
    }

    /// The parts below node `number`, each with its box.
    pub(crate) fn below(&self, number: u32) -> impl Iterator<Item = (u32, Box3)> {
        let node = self.nodes[number as usize];
        (0..WIDTH).zip(number * WIDTH_U32 + 1..).filter_map(move |(child, part)| Some((part, node.child(child)?)))
    }

    /// Visits what a radius reaches: leaves whose boxes lie wholly within `inner2_m2` of `at` in one go, and one by one the
    /// others whose boxes come within `outer2_m2` (both squared metres). No leaf is visited twice.
    ///
    /// `visit` may break off, which is handed on.
    #[inline]
    pub(crate) fn reached(
        &self,
        at: [f32; 3],
        (inner2_m2, outer2_m2): (f32, f32),
        mut visit: impl FnMut(Reached) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let outer2 = outer2_m2.min(FARTHEST2_M2);
        // nodes that wait, and how many leaves each of its children holds
        let mut waiting = [(0_u32, self.child_span); WAITING_MAX];
        let mut count = usize::from(!self.is_empty());
        while count > 0 {
            count -= 1;
            let (number, span) = waiting[count];
            let node = &self.nodes[number as usize];
            let (gaps2, reaches2) = (node.gaps2(at), node.reaches2(at));
            let first = number * WIDTH_U32 + 1;
            for (child, (&gap2, &reach2)) in (first..).zip(gaps2.iter().zip(&reaches2)) {
                if gap2 > outer2 {
                    continue;
                }
                if reach2 <= inner2_m2 {
                    visit(Reached::Whole(self.leaves_of(child, span)))?;
                } else if span == 1 {
                    visit(Reached::Crossed((child - self.leaf_base) as usize))?;
                } else {
                    waiting[count] = (child, span / WIDTH_U32);
                    count += 1;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// The leaves below the node or leaf `number` that holds `span` of them.
    fn leaves_of(&self, number: u32, span: u32) -> Range<usize> {
        // a level of n nodes begins at (n - 1)/7, as many as are above it
        let level = self.child_span * WIDTH_U32 / span;
        let first = (number - (level - 1) / 7) * span;
        first as usize..((first + span) as usize).min(self.leaves)
    }
}

/// Where a child's box is put: into its parent.
trait Put {
    fn put(&mut self, number: usize, held: Box3);
}

impl Put for Vec<Node> {
    fn put(&mut self, number: usize, held: Box3) {
        let (parent, child) = ((number - 1) / WIDTH, (number - 1) % WIDTH);
        // a node without leaves stays nowhere
        if held.low[0] > held.high[0] {
            return;
        }
        for axis in 0..3 {
            self[parent].low[axis][child] = held.low[axis];
            self[parent].high[axis][child] = held.high[axis];
        }
    }
}

impl Node {
    const EMPTY: Self = Self { low: [[NOWHERE_M; WIDTH]; 3], high: [[NOWHERE_M; WIDTH]; 3] };

    /// The box around all children that exist.
    fn box3(&self) -> Box3 {
        (0..WIDTH).filter_map(|child| self.child(child)).fold(Box3::NOTHING, Box3::with)
    }

    /// The box of a child, if it exists.
    fn child(&self, child: usize) -> Option<Box3> {
        let held = Box3 { low: self.low.map(|sides| sides[child]), high: self.high.map(|sides| sides[child]) };
        (held.low[0] < NOWHERE_M).then_some(held)
    }

    /// The squared distance from `at` to the nearest point of each child's box.
    #[inline]
    fn gaps2(&self, at: [f32; 3]) -> [f32; WIDTH] {
        self.sums2(at, |below, above| greater(greater(below, above), 0.0))
    }

    /// The squared distance from `at` to the farthest point of each child's box.
    #[inline]
    fn reaches2(&self, at: [f32; 3]) -> [f32; WIDTH] {
        // the farther side is at the distance of the greater of both, their signs turned
        self.sums2(at, |below, above| greater(-below, -above))
    }

    /// The sum over all axes of the square of what `part` makes of how far `at` is below a child's box and above it.
    #[inline]
    fn sums2(&self, at: [f32; 3], part: impl Fn(f32, f32) -> f32) -> [f32; WIDTH] {
        let mut sums = [0.0; WIDTH];
        for ((at, lows), highs) in at.iter().zip(&self.low).zip(&self.high) {
            for ((sum, low), high) in sums.iter_mut().zip(lows).zip(highs) {
                let length = part(low - at, at - high);
                *sum += length * length;
            }
        }
        sums
    }
}

/// Puts `items` into an order whose blocks of `leaf_size` are leaves of a well-shaped tree.
///
/// At every level items are cut across the longest side of the box around their places, at a border between leaves, until
/// each child of a node is one compact block. All leaves but the last are full.
///
/// # Cost
/// n·log n; about 0.2 s for a million.
pub(crate) fn leaf_order<T>(items: &mut [T], leaf_size: usize, place: impl Fn(&T) -> [f32; 3] + Copy) {
    let leaf_size = leaf_size.max(1);
    let mut child_size = leaf_size;
    while child_size * WIDTH < items.len() {
        child_size *= WIDTH;
    }
    cut(items, (leaf_size, child_size), place);
}

/// Cuts `items` in two where children of `child_size` meet, and on, down to leaves.
fn cut<T>(items: &mut [T], (leaf_size, child_size): (usize, usize), place: impl Fn(&T) -> [f32; 3] + Copy) {
    let mut child_size = child_size;
    while child_size > leaf_size && items.len() <= child_size {
        child_size /= WIDTH;
    }
    let children = items.len().div_ceil(child_size);
    if children < 2 {
        return;
    }
    let axis = Box3::around(items.iter().map(place)).longest_axis();
    let middle = children / 2 * child_size;
    items.select_nth_unstable_by(middle, |a, b| place(a)[axis].partial_cmp(&place(b)[axis]).unwrap_or(Ordering::Equal));
    let (before, after) = items.split_at_mut(middle);
    cut(before, (leaf_size, child_size), place);
    cut(after, (leaf_size, child_size), place);
}

/// Which of eight squared distances are within `bound2`, by number from 0.
///
/// Compared all at once, so that there is nothing to guess for the processor but how many there are.
#[inline]
pub(crate) fn up_to(distances2: &[f32; WIDTH], bound2: f32) -> impl Iterator<Item = u32> {
    let mut left = 0_u32;
    for (slot, &distance2) in distances2.iter().enumerate() {
        left |= u32::from(distance2 <= bound2) << slot;
    }
    std::iter::from_fn(move || {
        let next = left.trailing_zeros();
        left &= left.wrapping_sub(1);
        (next < WIDTH_U32).then_some(next)
    })
}

/// The greater of two numbers, one instruction for eight pairs: `f32::max` takes three, for NaN, which no place is.
#[inline]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lesser of two numbers.
#[inline]
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(count: u32) -> Vec<[f32; 3]> {
        #[expect(clippy::cast_possible_truncation, reason = "a test's coordinates")]
        let share = |i: u32, prime: f64| ((f64::from(i) * prime.sqrt()).fract() * 1_000.0) as f32;
        (0..count).map(|i| [share(i, 2.0), share(i, 3.0), share(i, 5.0)]).collect()
    }

    fn distance2(a: [f32; 3], b: [f32; 3]) -> f32 {
        (0..3).map(|axis| (a[axis] - b[axis]) * (a[axis] - b[axis])).sum()
    }

    fn built(count: u32, leaf_size: usize) -> (Vec<[f32; 3]>, Tree) {
        let mut ordered = places(count);
        leaf_order(&mut ordered, leaf_size, |&at| at);
        let boxes: Vec<Box3> = ordered.chunks(leaf_size).map(|leaf| Box3::around(leaf.iter().copied())).collect();
        (ordered, Tree::over(&boxes))
    }

    const COUNTS: [u32; 12] = [0, 1, 2, 7, 8, 9, 63, 64, 65, 513, 2_049, 5_000];

    #[test]
    fn the_nearest_of_all_leaves_is_found() {
        for count in COUNTS {
            for leaf_size in [1, 4] {
                let (ordered, tree) = built(count, leaf_size);
                for from in [[0.0; 3], [500.0; 3], [1e6, -1e6, 0.0], [999.0, 1.0, 500.0]] {
                    let mut best2 = f32::INFINITY;
                    tree.nearest_first(from, best2, |leaf, _| {
                        let held = &ordered[leaf * leaf_size..ordered.len().min((leaf + 1) * leaf_size)];
                        best2 = held.iter().map(|&at| distance2(from, at)).fold(best2, f32::min);
                        best2
                    });
                    let least2 = ordered.iter().map(|&at| distance2(from, at)).fold(f32::INFINITY, f32::min);
                    assert_eq!(best2.to_bits(), least2.to_bits(), "{count} places, {leaf_size} a leaf, from {from:?}");
                }
            }
        }
    }

    #[test]
    fn a_radius_reaches_each_leaf_once_and_none_that_is_outside() {
        for count in COUNTS {
            let (ordered, tree) = built(count, 1);
            for radius in [-1.0_f32, 0.0, 10.0, 300.0, 5_000.0] {
                let from = [400.0, 500.0, 600.0];
                let bound2 = radius * radius.abs();
                let mut inside = Vec::new();
                let ended = tree.reached(from, (bound2, bound2), |part| {
                    match part {
                        Reached::Whole(leaves) => inside.extend(leaves),
                        Reached::Crossed(leaf) => assert!((distance2(from, ordered[leaf]) - bound2).abs() < 1.0),
                    }
                    ControlFlow::Continue(())
                });
                assert_eq!(ended, ControlFlow::Continue(()));
                inside.sort_unstable();
                let expected: Vec<usize> =
                    (0..ordered.len()).filter(|&leaf| distance2(from, ordered[leaf]) <= bound2).collect();
                assert_eq!(inside, expected, "{count} places within {radius}");
            }
        }
    }

    #[test]
    fn a_visit_may_break_off() {
        let (_, tree) = built(5_000, 1);
        let mut visits = 0;
        let ended = tree.reached([500.0; 3], (0.0, FARTHEST2_M2), |_| {
            visits += 1;
            if visits == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((ended, visits), (ControlFlow::Break(()), 3));
    }

    #[test]
    fn leaves_are_compact() {
        let (ordered, _) = built(4_096, 8);
        let longest = ordered.chunks(8).map(|leaf| {
            let held = Box3::around(leaf.iter().copied());
            let axis = held.longest_axis();
            held.high[axis] - held.low[axis]
        });
        // 512 leaves in a cube of 1,000 m: 125 m a side if they were cubes
        assert!(longest.fold(0.0, f32::max) < 400.0);
    }
}
