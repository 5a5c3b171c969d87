//! The nearest of many pieces to an observer who may be anywhere, even at the antipodes. Not responsible for those nearby, whom
//! chords answer faster: see `segments`.
//!
//! Boxes are looked at in the order of a length that nothing in them is nearer than. A box that comes first gets a sharper bound
//! from the slope of the distance at its middle, at the cost of one geodesic, and its children inherit that slope; a piece
//! that comes first is halved until it is decided. So a border is ruled out by kilometres, not by its thousands of edges.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::geometry::ecef::{Ecef, chord_m, lonlat};
use crate::geometry::foot::{Foot, Observer, Stretch};
use crate::geometry::slope::Slope;
use crate::index::frame::Frame;
use crate::index::tree::{Box3, Tree};

/// Roundings of the bounds' own arithmetic, and the ellipsoid's geodesics to 15 nanometres, many times over.
const NOISE_M: f64 = 1e-6;

/// What is searched.
pub(crate) trait Pieces {
    /// The tree over the leaves.
    fn tree(&self) -> &Tree;
    /// The frame in which its boxes lie.
    fn frame(&self) -> &Frame;
    /// How far anything may lie outside its box, in metres.
    fn margin_m(&self) -> f64;
    /// The numbers of the pieces in `leaf`.
    fn in_leaf(&self, leaf: usize) -> std::ops::Range<u32>;
    /// The stretch that is piece `number`.
    fn stretch(&self, number: u32) -> Stretch;
    /// The nearest point of piece `number`, whose stretch is `stretch`, if it beats `best`.
    fn nearest_on(&self, number: u32, stretch: Stretch, observer: &Observer, best: Option<Foot>) -> Option<Foot>;
}

/// The nearest point of all pieces, and the number of its piece; `None` where there are none.
pub(crate) fn nearest(pieces: &impl Pieces, observer: &Observer) -> Option<(Foot, u32)> {
    let mut search = Search { pieces, observer, waiting: BinaryHeap::new(), best: None };
    let root = pieces.tree().root()?;
    let whole = pieces.tree().below(root).fold(Box3::NOTHING, |held, (_, part)| held.with(part));
    search.waiting.push(Waiting { at_least_m: 0.0, number: root, part: Part::Box(whole) });
    while let Some(next) = search.waiting.pop() {
        if search.best.is_some_and(|(foot, _)| next.at_least_m > foot.distance.value()) {
            break;
        }
        search.look(&next);
    }
    search.best
}

struct Search<'a, P> {
    pieces: &'a P,
    observer: &'a Observer,
    waiting: BinaryHeap<Waiting>,
    best: Option<(Foot, u32)>,
}

/// What waits, and a length that it is not nearer than.
struct Waiting {
    at_least_m: f64,
    /// The number of a part of the tree, or of a piece.
    number: u32,
    part: Part,
}

enum Part {
    /// A box whose bound was inherited.
    Box(Box3),
    /// A box whose own bound is known, with its slope.
    Known(Slope),
    Piece(Stretch),
}

impl<P: Pieces> Search<'_, P> {
    fn look(&mut self, next: &Waiting) {
        let number = next.number;
        match &next.part {
            Part::Piece(stretch) => {
                let before = self.best.map(|(foot, _)| foot);
                let found = self.pieces.nearest_on(number, *stretch, self.observer, before);
                if let Some(foot) = found.filter(|_| found != before) {
                    self.best = Some((foot, number));
                }
            }
            Part::Box(held) => {
                let slope = self.slope(held);
                let at_least_m = self.box_bound(&slope, held).max(next.at_least_m);
                self.waiting.push(Waiting { at_least_m, number, part: Part::Known(slope) });
            }
            Part::Known(slope) => self.open(number, slope, next.at_least_m),
        }
    }

    /// Puts what is below a part among those that wait, with what its slope says of each.
    fn open(&mut self, number: u32, slope: &Slope, inherited_m: f64) {
        let tree = self.pieces.tree();
        if let Some(leaf) = tree.leaf_of(number) {
            for number in self.pieces.in_leaf(leaf) {
                let stretch = self.pieces.stretch(number);
                let at_least_m = stretch_bound(slope, &stretch).max(inherited_m);
                self.waiting.push(Waiting { at_least_m, number, part: Part::Piece(stretch) });
            }
            return;
        }
        for (number, held) in tree.below(number) {
            let at_least_m = self.box_bound(slope, &held).max(inherited_m);
            self.waiting.push(Waiting { at_least_m, number, part: Part::Box(held) });
        }
    }

    /// The slope at the surface's point over the middle of a box.
    fn slope(&self, held: &Box3) -> Slope {
        let middle = [0, 1, 2].map(|axis| f64::midpoint(f64::from(held.low[axis]), f64::from(held.high[axis])));
        Slope::new(self.observer.place, lonlat(self.pieces.frame().position(middle)))
    }

    /// What is in `held` is not nearer than this, by the slope at a place in it or around it.
    fn box_bound(&self, slope: &Slope, held: &Box3) -> f64 {
        let frame = self.pieces.frame();
        let (at, away) = (frame.exactly(slope.at), frame.along_axes(slope.away));
        let (mut farthest2, mut along_m) = (0.0, 0.0);
        for axis in 0..3 {
            let [low, high] = [held.low[axis], held.high[axis]].map(|side| f64::from(side) - at[axis]);
            farthest2 += (low * low).max(high * high);
            along_m += (away[axis] * low).min(away[axis] * high);
        }
        let margin_m = self.pieces.margin_m();
        slope.at_least_m(farthest2.sqrt() + margin_m, along_m - margin_m) - NOISE_M
    }
}

/// As [`Search::box_bound`], for a stretch: both ends tell of what is between them, but for its sag.
fn stretch_bound(slope: &Slope, stretch: &Stretch) -> f64 {
    let along_m = |end: Ecef| (0..3).map(|axis| (end[axis] - slope.at[axis]) * slope.away[axis]).sum::<f64>();
    let [start, end] = stretch.ends;
    let farthest_m = chord_m(slope.at, start).max(chord_m(slope.at, end));
    slope.at_least_m(farthest_m + stretch.sag_m, along_m(start).min(along_m(end)) - stretch.sag_m) - NOISE_M
}

impl Ord for Waiting {
    /// The greatest is what comes first: the lowest bound, then pieces before boxes, then the lowest number.
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |waiting: &Self| !matches!(waiting.part, Part::Piece(_));
        let key = |waiting: &Self| (rank(waiting), waiting.number);
        other.at_least_m.total_cmp(&self.at_least_m).then_with(|| key(other).cmp(&key(self)))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}
