//! An index of places that stay as they are: leaves of a packed tree, read-only, for batches of questions.
//! Not responsible for the tree's own search: see `tree`.
//!
//! A leaf holds its places twice: as f32 in the tree's frame, many compared at a time, and in space as they are. What the f32
//! numbers and the bounds of chords decide with certainty is decided by them; the rest is measured exactly.

use std::ops::{ControlFlow, Range};

use crate::geometry::bounds::{chord_beyond, chord_within};
use crate::geometry::ecef::{Ecef, chord2_m2};
use crate::index::candidates::{FEW, Few, outranked2_m2};
use crate::index::frame::{FARTHEST2_M2, Frame, Local};
use crate::index::leaf::{LEAF_SIZE, Leaf, Slots};
use crate::index::points::{Neighbour, PointIndex, Spot, reaches};
use crate::index::tree::{Box3, Reached, Tree, leaf_order};
use crate::lonlat::LonLat;
use crate::units::Metres;

/// Places on their way into an index.
#[derive(Debug, Clone, Default)]
pub struct PackedPointsBuilder {
    places: Vec<(usize, LonLat)>,
}

/// A read-only index of places.
///
/// # Cost
/// 66 bytes a place.
#[derive(Debug, Clone)]
pub struct PackedPoints {
    frame: Frame,
    tree: Tree,
    leaves: Vec<Leaf>,
    /// In the order of the leaves, like `places`.
    held: Vec<Held>,
    places: Vec<LonLat>,
}

/// What is looked up for a place that was found, in half a cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Held {
    space: Ecef,
    number: usize,
}

/// A radius and the chords that decide it: below the inner one a place is inside, beyond the outer one it is not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Radius {
    length: Metres,
    inner2_m2: f64,
    inner_m: f64,
    outer_m: f64,
}

/// A place that asks, in the frame, and the squared bounds of its radius there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) spot: Spot,
    pub(crate) at: [f32; 3],
    /// Up to it a place is surely within.
    pub(crate) inner2_m2: f32,
    /// Beyond it none is.
    pub(crate) outer2_m2: f32,
}

/// Places that lie within a radius, by their place in the order of the leaves.
#[derive(Debug, Clone)]
enum Part {
    /// All of these.
    Whole(Range<usize>),
    /// Some of the leaf that begins here.
    Slots(usize, Slots),
}

impl Part {
    #[inline]
    fn len(&self) -> usize {
        match self {
            Self::Whole(places) => places.len(),
            Self::Slots(_, slots) => slots.total(),
        }
    }

    #[inline]
    fn each(self, visit: impl FnMut(usize)) {
        match self {
            Self::Whole(places) => places.for_each(visit),
            Self::Slots(first, slots) => slots.map(|slot| first + slot).for_each(visit),
        }
    }
}

impl PackedPointsBuilder {
    /// Puts a place in; each is known by its number, several may share one place.
    pub fn insert(&mut self, number: usize, place: LonLat) {
        self.places.push((number, place));
    }

    /// The index of what was put in.
    ///
    /// # Panics
    /// With 2³² places or more.
    ///
    /// # Cost
    /// n·log n; about 0.3 s for a million.
    #[must_use]
    pub fn build(self) -> PackedPoints {
        let places = self.places;
        assert!(u32::try_from(places.len()).is_ok(), "{} places are too many for one index", places.len());
        let spaces: Vec<Ecef> = places.iter().map(|(_, place)| Spot::new(*place).space).collect();
        let frame = Frame::over(spaces.iter().copied());
        let local = |(place, &space): (usize, &Ecef)| Ordered { at: frame.at(space), place: narrow(place) };
        let mut order: Vec<Ordered> = spaces.iter().enumerate().map(local).collect();
        leaf_order(&mut order, LEAF_SIZE, |ordered| ordered.at);
        let around = |held: &[Ordered]| Box3::around(held.iter().map(|ordered| ordered.at));
        let boxes: Vec<Box3> = order.chunks(LEAF_SIZE).map(around).collect();
        let held = |ordered: &Ordered| Held {
            space: spaces[ordered.place as usize],
            number: places[ordered.place as usize].0,
        };
        PackedPoints {
            tree: Tree::over(&boxes),
            leaves: order.chunks(LEAF_SIZE).map(|held| Leaf::new(held.iter().map(|ordered| ordered.at))).collect(),
            held: order.iter().map(held).collect(),
            places: order.iter().map(|ordered| places[ordered.place as usize].1).collect(),
            frame,
        }
    }
}

/// A place in the frame, and which of those put in it is.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
struct Ordered {
    at: [f32; 3],
    place: u32,
}

impl PackedPoints {
    /// The index of `places`, as [`PackedPointsBuilder`] makes it.
    #[must_use]
    pub fn new(places: impl IntoIterator<Item = (usize, LonLat)>) -> Self {
        PackedPointsBuilder { places: places.into_iter().collect() }.build()
    }
}

impl PointIndex for PackedPoints {
    fn len(&self) -> usize {
        self.held.len()
    }

    /// # Cost
    /// log n for the tree, and an exact distance for each of a little more than `k` candidates. No memory is asked for beside
    /// that of `found`.
    fn nearest_into(&self, from: LonLat, k: usize, found: &mut Vec<Neighbour>) {
        found.clear();
        if k == 0 {
            return;
        }
        let from = Spot::new(from);
        let local = self.frame.local(from.space);
        if k < FEW
            && let Some(few) = self.few_candidates(&local, k)
        {
            self.measure_few(&from, &few, found);
        } else {
            self.candidates_into(&local, k, found);
            for near in found.iter_mut() {
                *near = self.neighbour(&from, near.number);
            }
        }
        found.sort_unstable_by(Neighbour::order);
        found.truncate(k);
    }

    /// # Cost
    /// log n for the tree, and an exact distance for each place found.
    fn within_into(&self, from: LonLat, radius: Metres, found: &mut Vec<Neighbour>) {
        found.clear();
        let from = Spot::new(from);
        let _ = self.each_within(&from, &Radius::new(radius), |part| {
            part.each(|place| found.push(self.neighbour(&from, place)));
            ControlFlow::Continue(())
        });
        found.sort_unstable_by(Neighbour::order);
    }

    /// # Cost
    /// log n and the leaves that the radius crosses: what lies inside is counted by whole subtrees, and measured exactly is
    /// only what lies within millimetres of the radius.
    fn count_within(&self, from: LonLat, radius: Metres) -> usize {
        let mut count = 0;
        let _ = self.each_within(&Spot::new(from), &Radius::new(radius), |part| {
            count += part.len();
            ControlFlow::Continue(())
        });
        count
    }
}

impl PackedPoints {
    /// The place that lies there in the order of the leaves.
    #[inline]
    pub(crate) fn spot(&self, place: usize) -> Spot {
        Spot { place: self.places[place], space: self.held[place].space }
    }

    /// The number under which it was put in.
    #[inline]
    pub(crate) fn number(&self, place: usize) -> usize {
        self.held[place].number
    }

    /// The frame in which the boxes of leaves are.
    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }

    /// How many leaves there are, and the box of each.
    pub(crate) fn leaf_boxes(&self) -> impl ExactSizeIterator<Item = Box3> {
        (0..self.tree.len()).map(|leaf| self.tree.leaf(leaf))
    }

    /// `from` made ready to be compared with leaves; a radius that reaches nothing does so here too.
    #[inline]
    pub(crate) fn asked(&self, from: &Spot, radius: &Radius) -> Asked {
        let local = self.frame.local(from.space);
        let (inner2_m2, outer2_m2) = if reaches(radius.length) {
            (local.surely_within2_m2(radius.inner_m), local.reaching2_m2(radius.outer_m))
        } else {
            (-1.0, -1.0)
        };
        Asked { spot: *from, at: local.at, inner2_m2, outer2_m2 }
    }

    /// Visits all places within `radius`, each once, by their place in the order of the leaves.
    #[inline]
    fn each_within(
        &self,
        from: &Spot,
        radius: &Radius,
        mut visit: impl FnMut(Part) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let asked = self.asked(from, radius);
        self.tree.reached(asked.at, (asked.inner2_m2, asked.outer2_m2), |reached| match reached {
            Reached::Whole(leaves) => {
                visit(Part::Whole(leaves.start * LEAF_SIZE..self.len().min(leaves.end * LEAF_SIZE)))
            }
            Reached::Crossed(leaf) => {
                let within = self.slots_within(&asked, radius, leaf);
                if within.is_empty() { ControlFlow::Continue(()) } else { visit(Part::Slots(leaf * LEAF_SIZE, within)) }
            }
        })
    }

    /// The slots of a leaf whose places lie within `radius`.
    #[inline]
    pub(crate) fn slots_within(&self, asked: &Asked, radius: &Radius, leaf: usize) -> Slots {
        let distances2 = self.leaves[leaf].distances2(asked.at);
        let mut within = Slots::up_to(&distances2, asked.inner2_m2);
        for slot in Slots::up_to(&distances2, asked.outer2_m2).without(&within) {
            if self.is_within(&asked.spot, radius, leaf * LEAF_SIZE + slot) {
                within = within.with(slot);
            }
        }
        within
    }

    /// Whether a place lies within `radius`, exactly.
    #[inline]
    fn is_within(&self, from: &Spot, radius: &Radius, place: usize) -> bool {
        let chord2_m2 = chord2_m2(from.space, self.held[place].space);
        chord2_m2 < radius.inner2_m2
            || (chord2_m2 <= radius.outer_m * radius.outer_m && self.neighbour(from, place).distance <= radius.length)
    }

    /// All places that may be among the `k` nearest: as `number` their place in the order of the leaves, as `distance` the
    /// square of how far they are in the frame.
    fn candidates_into(&self, local: &Local, k: usize, found: &mut Vec<Neighbour>) {
        let mut enough = k;
        self.tree.nearest_first(local.at, FARTHEST2_M2, |leaf, bound2_m2| {
            let distances2 = self.leaves[leaf].distances2(local.at);
            let distance = |slot: usize| Metres::new(f64::from(distances2[slot]));
            let candidate = |slot| Neighbour { number: leaf * LEAF_SIZE + slot, distance: distance(slot) };
            found.extend(Slots::up_to(&distances2, bound2_m2).map(candidate));
            if found.len() < enough {
                return bound2_m2;
            }
            let (_, kth, _) = found.select_nth_unstable_by(k - 1, Neighbour::order);
            #[expect(clippy::cast_possible_truncation, reason = "it came from f32")]
            let bound2_m2 = outranked2_m2(local.slack_m, kth.distance.value() as f32);
            found.retain(|near| near.distance.value() <= f64::from(bound2_m2));
            // next time an eighth more has come, so that all selections together stay linear
            enough = found.len() + k / 8 + 1;
            bound2_m2
        });
    }

    /// As [`PackedPoints::candidates_into`] for few: they are kept in order all the time, so that the bound shrinks sooner.
    /// `None` where more than [`FEW`] places may be as near as the k-th.
    fn few_candidates(&self, local: &Local, k: usize) -> Option<Few> {
        let mut few = Few::new();
        self.tree.nearest_first(local.at, FARTHEST2_M2, |leaf, bound2_m2| {
            let distances2 = self.leaves[leaf].distances2(local.at);
            let mut bound2_m2 = bound2_m2;
            for slot in Slots::up_to(&distances2, bound2_m2) {
                if distances2[slot] <= bound2_m2 {
                    let candidate = (distances2[slot], narrow(leaf * LEAF_SIZE + slot));
                    bound2_m2 = few.put(candidate, k, (bound2_m2, local.slack_m));
                }
            }
            if few.too_many() { f32::NEG_INFINITY } else { bound2_m2 }
        });
        (!few.too_many()).then_some(few)
    }

    /// Measures few candidates. They are fetched first, so that one does not wait for another's memory.
    fn measure_few(&self, from: &Spot, few: &Few, found: &mut Vec<Neighbour>) {
        let mut fetched = [Held { space: [0.0; 3], number: 0 }; FEW];
        for (held, place) in fetched.iter_mut().zip(few.places()) {
            *held = self.held[place];
        }
        found.extend(few.places().zip(&fetched).map(|(place, held)| Neighbour {
            number: held.number,
            distance: from.distance_to(held.space, || self.places[place]),
        }));
    }

    fn neighbour(&self, from: &Spot, place: usize) -> Neighbour {
        let Held { space, number } = self.held[place];
        Neighbour { number, distance: from.distance_to(space, || self.places[place]) }
    }
}

impl Radius {
    /// A length so short that all places so near are surely within, and one beyond which none is (chords in metres).
    pub(crate) fn chords_m(&self) -> (f64, f64) {
        (self.inner_m, self.outer_m)
    }

    /// `length` made ready to be asked for many times. One that is negative or NaN reaches nothing.
    pub(crate) fn new(length: Metres) -> Self {
        let inner_m = chord_within(length);
        Self { length, inner_m, inner2_m2: inner_m * inner_m.max(0.0), outer_m: chord_beyond(length) }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an index holds less than 2³² places")]
fn narrow(place: usize) -> u32 {
    place as u32
}
