//! The least and the greatest distance over the parts of an extent, by branch and bound. Not responsible for what the parts are of.
//!
//! The distance f to a target changes by no more than the way one goes, so f(x) ≤ f(v) + d(v, x) from any corner v of a part. Much
//! tighter, the nearest point q of any corner bounds it too: f(x) ≤ d(x, q), and so does any mix of such points; over a small part
//! that is little more than its greatest corner (see `geometry::patch`). Parts are halved until no bound leaves room for more.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::geometry::balance::{MOST, Table};
use crate::geometry::geodesic;
use crate::geometry::patch::Patch;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::query::distance::Target;

/// What an answer may be off on the safe side.
pub(super) const TOLERANCE_M: f64 = 1.0;
/// What it may be off where that takes no more parts than [`FINE_PARTS`].
const FINE_M: f64 = 0.01;
/// Parts looked at for the finer tolerance; beyond them [`TOLERANCE_M`] is enough.
const FINE_PARTS: usize = 10_000;
/// Parts looked at before the bound that is proven by then is the answer: each waits in memory until then.
const PARTS_MAX: usize = 400_000;
/// The same beyond [`FAR_M`], where a place may take milliseconds to measure.
const FAR_PARTS_MAX: usize = 8_000;
/// Up to here distances are found by the closed form.
const FAR_M: f64 = 900_000.0;
/// What an answer may be off beyond [`FAR_M`], in parts of the distance.
const FAR_TOLERANCE: f64 = 1e-4;
/// Parts that are looked at together, since distances from many places cost less than from one by one.
const TOGETHER: usize = 32;

/// A distance from every place, and where it counts.
#[derive(Debug)]
pub(super) struct Field<'a> {
    pub(super) target: &'a Target<'a>,
    /// Only places near a line count.
    pub(super) limit: Option<Limit>,
}

/// All places within a width of a line.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) line: SegmentIndex,
    pub(super) width_m: f64,
}

/// What is known at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) at: LonLat,
    /// The target's nearest point.
    pub(super) foot: LonLat,
    pub(super) distance_m: f64,
    /// How far outside the limit it is: negative inside, minus infinity where there is none.
    pub(super) over_m: f64,
}

/// A part of an extent with its corners measured.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) patch: Patch,
    pub(super) corners: Vec<Spot>,
}

/// A bound that holds everywhere, and the place found that comes nearest to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extreme {
    pub(super) bound_m: f64,
    pub(super) spot: Spot,
}

/// Which end of the interval is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Greatest,
}

impl Spot {
    fn counts(&self) -> bool {
        self.over_m <= 0.0
    }
}

impl Part {
    /// A distance that no place of the part exceeds, by its corners alone.
    pub(super) fn at_most_m(&self) -> f64 {
        self.reaches().map(|(spot, reach_m)| spot.distance_m + reach_m).fold(f64::INFINITY, f64::min)
    }

    /// A distance that every place of the part has at least.
    pub(super) fn at_least_m(&self) -> f64 {
        if let (Patch::Segment(_), [from, to]) = (&self.patch, self.corners.as_slice()) {
            return (from.distance_m + to.distance_m - self.patch.reach_m(0)) / 2.0;
        }
        self.reaches().map(|(spot, reach_m)| spot.distance_m - reach_m).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether no place of it counts.
    pub(super) fn is_out(&self) -> bool {
        self.reaches().any(|(spot, reach_m)| spot.over_m > reach_m)
    }

    /// Whether all places of it count.
    pub(super) fn is_in(&self) -> bool {
        self.reaches().any(|(spot, reach_m)| spot.over_m <= -reach_m)
    }

    fn reaches(&self) -> impl Iterator<Item = (&Spot, f64)> {
        self.corners.iter().enumerate().map(|(number, spot)| (spot, self.patch.reach_m(number)))
    }

    /// A sharper bound than [`Part::at_most_m`] by the corners' nearest points, and the place where they leave the most room.
    fn sharper(&self) -> Option<(f64, LonLat)> {
        let mut feet: Vec<LonLat> = Vec::with_capacity(MOST);
        for corner in &self.corners {
            if !feet.contains(&corner.foot) {
                feet.push(corner.foot);
            }
        }
        let table = Table::new(self.corners.len(), feet.len(), |row, column| {
            let corner = &self.corners[row];
            if corner.foot == feet[column] {
                corner.distance_m
            } else {
                geodesic::distance(corner.at, feet[column]).value()
            }
        });
        let farthest_m = table.most() + (0..self.corners.len()).map(|n| self.patch.reach_m(n)).fold(0.0, f64::max);
        let bend_m = self.patch.bend_m(farthest_m)?;
        Some((table.least_mix().greatest + bend_m, self.patch.mixed(&table.turned().least_mix().shares)))
    }
}

impl Field<'_> {
    /// Measures at `places`, in their order.
    pub(super) fn measured(&self, places: &[LonLat]) -> Vec<Spot> {
        let limit = self.limit.as_ref();
        let over: Vec<f64> = match limit {
            None => vec![f64::NEG_INFINITY; places.len()],
            Some(limit) => {
                let found = limit.line.nearest_of_each(places).into_iter();
                found.map(|found| found.map_or(f64::INFINITY, |found| found.distance.value()) - limit.width_m).collect()
            }
        };
        let reach = self.target.reach_of_each(places);
        let each = places.iter().zip(reach).zip(over);
        each.map(|((&at, (distance, foot)), over_m)| Spot { at, foot, distance_m: distance.value(), over_m }).collect()
    }

    /// The patches as parts.
    pub(super) fn parts(&self, patches: &[Patch]) -> Vec<Part> {
        let places: Vec<LonLat> = patches.iter().flat_map(Patch::corners).collect();
        let mut spots = self.measured(&places).into_iter();
        let part = |patch: &Patch| Part { patch: *patch, corners: spots.by_ref().take(patch.count()).collect() };
        patches.iter().map(part).collect()
    }

    /// Each part cut in two, the halves next to each other.
    pub(super) fn halved(&self, parts: &[Part]) -> Vec<Part> {
        let cuts: Vec<_> = parts.iter().map(|part| part.patch.halves()).collect();
        let places: Vec<LonLat> = cuts.iter().flat_map(|cut| cut.fresh.iter().copied()).collect();
        let spots = self.measured(&places);
        let (mut halves, mut first) = (Vec::with_capacity(2 * parts.len()), 0);
        for (part, cut) in parts.iter().zip(cuts) {
            for (patch, replaced) in cut.halves.into_iter().zip(cut.replaced) {
                let mut corners = part.corners.clone();
                for (number, fresh) in replaced {
                    corners[number] = spots[first + fresh];
                }
                halves.push(Part { patch, corners });
            }
            first += cut.fresh.len();
        }
        halves
    }

    /// The least distance over `parts` and `known` places of them, known to be `floor_m` or more; `None` where no place was found
    /// that counts. Of what lies within a limit the outline must be among the parts, and a start of the target that lies inside
    /// among the places known.
    pub(super) fn least(&self, parts: Vec<Part>, known: &[Spot], floor_m: f64) -> Option<Extreme> {
        Search::new(self, End::Least, floor_m).over(parts, known)
    }

    /// As [`Field::least`], the greatest, known to be `cap_m` or less.
    pub(super) fn greatest(&self, parts: Vec<Part>, known: &[Spot], cap_m: f64) -> Option<Extreme> {
        Search::new(self, End::Greatest, cap_m).over(parts, known)
    }
}

/// A part that waits, with what it may still have: the greatest comes first, then the smallest part, which leads to a place soon.
#[derive(Debug)]
struct Waiting {
    bound: f64,
    depth: u16,
    number: usize,
    part: Part,
    sharp: bool,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.bound.total_cmp(&other.bound).then(self.depth.cmp(&other.depth));
        order.then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

/// A search for the greatest gain: the distance, or its negative where the least distance is looked for.
struct Search<'a, 'f> {
    field: &'a Field<'f>,
    end: End,
    cap: f64,
    best: Option<Spot>,
    waiting: BinaryHeap<Waiting>,
    seen: usize,
    /// How many of the parts seen were there to begin with.
    given: usize,
}

impl<'a, 'f> Search<'a, 'f> {
    fn new(field: &'a Field<'f>, end: End, limit_m: f64) -> Self {
        let cap = if end == End::Least { -limit_m } else { limit_m };
        Self { field, end, cap, best: None, waiting: BinaryHeap::new(), seen: 0, given: 0 }
    }

    fn over(mut self, parts: Vec<Part>, known: &[Spot]) -> Option<Extreme> {
        for spot in known.iter().chain(parts.iter().flat_map(|part| &part.corners)) {
            self.hear(spot);
        }
        for part in parts {
            self.add(part, self.cap, 0);
        }
        self.given = self.seen;
        while self.seen - self.given < self.parts_max() && self.step() {}
        let spot = self.best?;
        let open = self.waiting.peek().map_or(f64::NEG_INFINITY, |top| top.bound);
        let bound = open.max(self.gain(&spot));
        let bound_m = if self.end == End::Least { -bound } else { bound };
        Some(Extreme { bound_m, spot })
    }

    fn parts_max(&self) -> usize {
        if self.best.is_some_and(|spot| spot.distance_m > FAR_M) { FAR_PARTS_MAX } else { PARTS_MAX }
    }

    fn gain(&self, spot: &Spot) -> f64 {
        if self.end == End::Least { -spot.distance_m } else { spot.distance_m }
    }

    fn best_gain(&self) -> f64 {
        self.best.as_ref().map_or(f64::NEG_INFINITY, |spot| self.gain(spot))
    }

    fn hear(&mut self, spot: &Spot) {
        if spot.counts() && self.gain(spot) > self.best_gain() {
            self.best = Some(*spot);
        }
    }

    /// Lets `part` wait if it may have more than the best place found.
    fn add(&mut self, part: Part, at_most: f64, depth: u16) {
        let own = if self.end == End::Least { -part.at_least_m() } else { part.at_most_m() };
        let bound = own.min(at_most);
        if bound > self.best_gain() && !self.is_needless(&part) {
            let sharp = self.end == End::Least;
            self.waiting.push(Waiting { bound, depth, number: self.seen, part, sharp });
        }
        self.seen += 1;
    }

    /// Whether no place of `part` counts, or none is the nearest: from inside of what counts there is a way to a nearer place
    /// unless the target is there. So for the least distance outlines count, and what may reach to where the limit is.
    fn is_needless(&self, part: &Part) -> bool {
        if self.field.limit.is_none() {
            return false;
        }
        let surface = !matches!(part.patch, Patch::Segment(_));
        part.is_out() || (self.end == End::Least && surface && part.is_in())
    }

    /// Looks at the most promising parts; whether there were any.
    fn step(&mut self) -> bool {
        let tolerance_m = match self.best {
            Some(spot) if spot.distance_m > FAR_M => TOLERANCE_M.max(FAR_TOLERANCE * spot.distance_m),
            _ if self.seen - self.given < FINE_PARTS => FINE_M,
            _ => TOLERANCE_M,
        };
        let enough = self.best_gain() + tolerance_m;
        let (mut blunt, mut cut) = (Vec::new(), Vec::new());
        while blunt.len() + cut.len() < TOGETHER {
            match self.waiting.peek() {
                Some(top) if top.bound > enough => {}
                _ => break,
            }
            let Some(top) = self.waiting.pop() else { break };
            if top.sharp { cut.push(top) } else { blunt.push(top) }
        }
        if blunt.is_empty() && cut.is_empty() {
            return false;
        }
        self.sharpen(blunt);
        self.cut(cut);
        true
    }

    /// Bounds parts by their nearest points, and measures where these leave the most room.
    fn sharpen(&mut self, blunt: Vec<Waiting>) {
        let mut peaks = Vec::with_capacity(blunt.len());
        let mut sharp = Vec::with_capacity(blunt.len());
        for mut waiting in blunt {
            if let Some((bound, peak)) = waiting.part.sharper() {
                waiting.bound = waiting.bound.min(bound);
                peaks.push(peak);
            }
            waiting.sharp = true;
            sharp.push(waiting);
        }
        for spot in self.field.measured(&peaks) {
            self.hear(&spot);
        }
        let best = self.best_gain();
        self.waiting.extend(sharp.into_iter().filter(|waiting| waiting.bound > best));
    }

    fn cut(&mut self, cut: Vec<Waiting>) {
        let (above, parts): (Vec<(f64, u16)>, Vec<Part>) =
            cut.into_iter().map(|waiting| ((waiting.bound, waiting.depth + 1), waiting.part)).unzip();
        let halves = self.field.halved(&parts);
        for spot in halves.iter().flat_map(|half| &half.corners) {
            self.hear(spot);
        }
        for (number, half) in halves.into_iter().enumerate() {
            let (bound, depth) = above[number / 2];
            self.add(half, bound, depth);
        }
    }
}
