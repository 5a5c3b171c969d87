//! Which point of many edges is nearest. Not responsible for whose border the edges are.
//!
//! Edges are cut into pieces that are parabolas to a fraction of a micrometre (see `piece`). A tree over blocks of eight
//! chords, in f32, finds the few pieces that may be nearest; their chords in f64, and then their feet, decide. All bounds
//! are rigorous: what is left out cannot win. From afar, and for lines that turn sharply near a pole, pieces are halved until
//! they are decided (see `foot`).

use std::cmp::Ordering;
use std::ops::Range;

use geo_types::LineString;

use crate::geometry::bounds::{OUTRANKED_PER_M2, chord_outranked};
use crate::geometry::ecef::{Ecef, chord_m, ecef};
use crate::geometry::edge::{Edge, EdgeModel, edges};
use crate::geometry::foot::{Foot, Observer, Stretch, nearest_on, settled};
use crate::geometry::geodesic;
use crate::geometry::piece::{Piece, PieceFoot, WOBBLE_M, place_of};
use crate::geometry::short::SHORT_TO_M;
use crate::index::chords::{CHORD_ROUNDING, Chords};
use crate::index::curve::along_curve;
use crate::index::far;
use crate::index::frame::{Frame, Local};
use crate::index::tree::{Tree, WIDTH, up_to};
use crate::lonlat::LonLat;
use crate::units::Metres;

/// Pieces that edges may be cut into on average, and pieces that a few long edges may have beside: 100 bytes each.
const PIECES_PER_EDGE: usize = 8;
const PIECES_FREE: usize = 1 << 18;
/// However long an edge is, it is cut no finer than this: the search halves pieces by itself.
const CUTS_MAX: u32 = 4_096;
/// Up to this chord feet are found by the closed form, which chooses between pieces to 70 micrometres there.
const NEAR_TO_M: f64 = 900_000.0;
/// The square of a little more: no candidate of a question that is answered so is farther, and those of others are not wanted.
const FAR2_M2: f32 = 1e12;
/// Candidates at hand before those that can no longer win are dropped.
const CANDIDATES: usize = 64;
/// The rounding of two chords, 2 · [`CHORD_ROUNDING`] of themselves, and of the bound's own arithmetic.
const BOUND_ROUNDING: f32 = 2.5e-6;
/// Rounding of coordinates in f64, and the parabola's wobble.
const NOISE_M: f64 = 1e-6;

/// An index of edges.
#[derive(Debug, Clone)]
pub struct SegmentIndex {
    edges: Vec<Edge>,
    /// In the order of the edges; leaf n holds numbers 8n to 8n + 7.
    pieces: Vec<Piece>,
    /// Where each edge's pieces start; one more entry than edges.
    starts: Vec<u32>,
    frame: Frame,
    chords: Vec<Chords>,
    tree: Tree,
    /// How far any piece strays from its chord.
    sag_max_m: f64,
    /// The longest chord.
    longest_m: f64,
    /// Whether pieces are short enough to be parabolas.
    fine: bool,
}

/// The nearest point of an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearestPoint {
    /// Where it is.
    pub place: LonLat,
    /// How far away along the geodesic.
    pub distance: Metres,
    /// The number of its edge, in the order in which the edges were put in.
    pub edge: usize,
}

impl SegmentIndex {
    /// The index of all edges of `lines`.
    ///
    /// # Cost
    /// Half a microsecond for each short edge; 150 to 200 bytes.
    ///
    /// # Panics
    /// With more than some 500 million edges.
    #[must_use]
    pub fn new<'a>(lines: impl IntoIterator<Item = &'a LineString<f64>>, model: EdgeModel) -> Self {
        let edges: Vec<Edge> = lines.into_iter().flat_map(|line| edges(line, model)).collect();
        let Cuts { starts, fine, sag_max_m } = cuts(&edges);
        let pieces = pieces(&edges, &starts);
        let frame = Frame::over(pieces.iter().flat_map(Piece::ends));
        let (chords, boxes): (Vec<Chords>, Vec<_>) =
            pieces.chunks(WIDTH).map(|leaf| Chords::new(&frame, leaf.iter().map(Piece::ends))).unzip();
        let longest_m = pieces.iter().map(Piece::ends).map(|[start, end]| chord_m(start, end)).fold(0.0, f64::max);
        Self { tree: Tree::over(&boxes), edges, pieces, starts, frame, chords, sag_max_m, longest_m, fine }
    }

    /// Whether there is no edge.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// The point of all edges that is nearest to `from`; `None` if there is no edge.
    ///
    /// # Accuracy
    /// The distance is right to a micrometre up to 400 km and to 0.1 mm at any range, and near a pole where a straight line in
    /// lon/lat turns as sharply as a circle round the place that asks; the place to a millimetre up to 300 km.
    ///
    /// # Not unique
    /// Of several equally near points, the westernmost, then the southernmost.
    ///
    /// # Cost
    /// About a microsecond up to 900 km; log n in the number of edges. Tens of microseconds beyond, and where edges are so
    /// long, and so many of them, that their pieces would not fit in memory.
    #[must_use]
    pub fn nearest(&self, from: LonLat) -> Option<NearestPoint> {
        let space = ecef(from);
        let local = self.frame.local(space);
        Search::new(self).nearest(&Asker { place: from, space, local })
    }

    /// As [`SegmentIndex::nearest`], for each of `places`, in their order.
    ///
    /// # Cost
    /// Less than one by one: neighbours are asked for one after the other, each with the last one's bound to start from.
    #[must_use]
    pub fn nearest_of_each(&self, places: &[LonLat]) -> Vec<Option<NearestPoint>> {
        let askers: Vec<Asker> = places
            .iter()
            .map(|&place| {
                let space = ecef(place);
                Asker { place, space, local: self.frame.local(space) }
            })
            .collect();
        let level: Vec<[f32; 2]> = askers.iter().map(|asker| [asker.local.at[0], asker.local.at[1]]).collect();
        let mut found = vec![None; places.len()];
        let mut search = Search::new(self);
        for number in along_curve(&level) {
            found[number as usize] = search.nearest(&askers[number as usize]);
        }
        found
    }

    /// By how much the distance to a piece may differ from that to its chord in f32, apart from roundings of the distance itself.
    fn slack_m(&self, local: &Local) -> f64 {
        local.rounding_m() + CHORD_ROUNDING * self.longest_m + self.sag_max_m + NOISE_M
    }

    /// The shares of its edge between which piece `number` lies.
    fn shares(&self, number: u32) -> (f64, f64) {
        let edge = self.pieces[number as usize].edge as usize;
        let (first, next) = (self.starts[edge], self.starts[edge + 1]);
        share_of(number - first, next - first)
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
struct Asker {
    place: LonLat,
    space: Ecef,
    local: Local,
}

/// A search and what it keeps from one question to the next.
struct Search<'a> {
    index: &'a SegmentIndex,
    candidates: Vec<(f32, u32)>,
    /// The leaf of the last answer: the next question begins with its bound.
    last: Option<usize>,
}

impl<'a> Search<'a> {
    fn new(index: &'a SegmentIndex) -> Self {
        Self { index, candidates: Vec::with_capacity(CANDIDATES + WIDTH), last: None }
    }

    fn nearest(&mut self, asker: &Asker) -> Option<NearestPoint> {
        if self.index.is_empty() {
            return None;
        }
        let near = self.index.fine && f64::from(self.collect(asker)) < NEAR_TO_M * NEAR_TO_M;
        if near && let Some(found) = self.decided(asker) {
            return Some(found);
        }
        self.found_from_afar(asker)
    }

    /// Collects the pieces whose chords say that they may be nearest; returns the square of the nearest chord in f32.
    fn collect(&mut self, asker: &Asker) -> f32 {
        let index = self.index;
        #[expect(clippy::cast_possible_truncation, reason = "a length of metres, with room for its rounding")]
        let reach_m = (2.001 * index.slack_m(&asker.local)) as f32;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounded by less than the bound's own arithmetic allows for"
        )]
        let outranked = OUTRANKED_PER_M2 as f32;
        let bound2 = |nearest2: f32| {
            let chord = nearest2.sqrt();
            let bound = chord * (1.0 + BOUND_ROUNDING + outranked * nearest2) + reach_m;
            bound * bound
        };
        let candidates = &mut self.candidates;
        candidates.clear();
        let (mut nearest2, mut room) = (f32::INFINITY, CANDIDATES);
        if let Some(leaf) = self.last {
            nearest2 = least(&index.chords[leaf].distances2_m2(&asker.local));
        }
        index.tree.nearest_first(asker.local.at, bound2(nearest2), |leaf, bound| {
            let distances2 = index.chords[leaf].distances2_m2(&asker.local);
            let least2 = least(&distances2);
            if least2 > bound {
                return bound;
            }
            let bound = if least2 < nearest2 {
                nearest2 = least2;
                bound2(least2)
            } else {
                bound
            };
            if candidates.len() >= room {
                candidates.retain(|(distance2, _)| *distance2 <= bound);
                // where many stay, making room each time would be work of the square of their number
                room = CANDIDATES.max(2 * candidates.len());
            }
            let start = leaf_start(leaf);
            for slot in up_to(&distances2, if bound < FAR2_M2 { bound } else { FAR2_M2 }) {
                candidates.push((distances2[slot as usize], start + slot));
            }
            bound
        });
        let bound = bound2(nearest2);
        candidates.retain(|(distance2, _)| *distance2 <= bound);
        nearest2
    }

    /// The nearest of the candidates by their feet; `None` if one of them may have several.
    fn decided(&mut self, asker: &Asker) -> Option<NearestPoint> {
        let index = self.index;
        let chord2 = |number: u32| index.pieces[number as usize].chord2_m2(asker.space);
        let mut first = (f64::INFINITY, 0);
        for (_, number) in &self.candidates {
            let chord2 = chord2(*number);
            if chord2 < first.0 {
                first = (chord2, *number);
            }
        }
        let nearest_m = first.0.sqrt();
        let mut limit_m = chord_outranked(nearest_m + index.sag_max_m) + index.sag_max_m + NOISE_M;
        // asked of all that may win, before any does, so that the way of answering does not depend on the order
        let widest_m = limit_m;
        let uncertain = |number: u32| {
            chord2(number) <= widest_m * widest_m && !index.pieces[number as usize].has_one_foot(widest_m)
        };
        if self.candidates.iter().any(|(_, number)| uncertain(*number)) {
            return None;
        }
        let mut best: Option<Decided> = None;
        let others = self.candidates.iter().map(|(_, number)| *number).filter(|number| *number != first.1);
        for number in std::iter::once(first.1).chain(others) {
            if number != first.1 && chord2(number) > limit_m * limit_m {
                continue;
            }
            let piece = &index.pieces[number as usize];
            let foot = piece.foot(asker.space);
            let found = Decided { foot, number };
            if best.as_ref().is_none_or(|best| found.beats(best, index)) {
                // no piece whose chord is longer than this geodesic, and more, can be nearer
                limit_m = limit_m.min(foot.distance_m + index.sag_max_m + NOISE_M);
                best = Some(found);
            }
        }
        let best = best?;
        self.last = Some(best.number as usize / WIDTH);
        Some(best.answer(asker, index))
    }

    /// The nearest point wherever the asker is: pieces are halved until they are decided.
    #[cold]
    #[inline(never)]
    fn found_from_afar(&self, asker: &Asker) -> Option<NearestPoint> {
        let observer = Observer::from(asker.place);
        let (foot, number) = far::nearest(self.index, &observer)?;
        let edge = self.index.pieces[number as usize].edge as usize;
        let foot = settled(&self.index.edges[edge], foot, &observer);
        Some(NearestPoint { place: foot.place, distance: foot.distance, edge })
    }
}

impl far::Pieces for SegmentIndex {
    fn tree(&self) -> &Tree {
        &self.tree
    }

    fn frame(&self) -> &Frame {
        &self.frame
    }

    fn margin_m(&self) -> f64 {
        // a box's sides round once; sixteen times is ample
        CHORD_ROUNDING * self.frame.extent_m() + self.sag_max_m + NOISE_M
    }

    fn in_leaf(&self, leaf: usize) -> Range<u32> {
        let start = leaf_start(leaf);
        start..leaf_start(leaf + 1).min(self.starts.last().copied().unwrap_or_default())
    }

    fn stretch(&self, number: u32) -> Stretch {
        let (from, to) = self.shares(number);
        Stretch::new(&self.edges[self.pieces[number as usize].edge as usize], from, to)
    }

    fn nearest_on(&self, number: u32, stretch: Stretch, observer: &Observer, best: Option<Foot>) -> Option<Foot> {
        nearest_on(&self.edges[self.pieces[number as usize].edge as usize], stretch, observer, best)
    }
}

/// A foot that was found, and the number of its piece.
struct Decided {
    foot: PieceFoot,
    number: u32,
}

impl Decided {
    /// Whether it is the better answer: nearer, or as near and further south-west, so that ties have one answer.
    fn beats(&self, other: &Self, index: &SegmentIndex) -> bool {
        let key = |found: &Self| {
            let place = found.place(index);
            (place.lon(), place.lat(), found.number)
        };
        match self.foot.distance_m.total_cmp(&other.foot.distance_m) {
            Ordering::Less => true,
            Ordering::Equal => key(self) < key(other),
            Ordering::Greater => false,
        }
    }

    fn place(&self, index: &SegmentIndex) -> LonLat {
        let (from, to) = index.shares(self.number);
        place_of(&self.foot, self.edge(index), from, to)
    }

    fn edge<'a>(&self, index: &'a SegmentIndex) -> &'a Edge {
        &index.edges[index.pieces[self.number as usize].edge as usize]
    }

    fn answer(&self, asker: &Asker, index: &SegmentIndex) -> NearestPoint {
        let place = self.place(index);
        let distance = match self.edge(index).model() {
            _ if self.foot.distance_m > SHORT_TO_M => geodesic::exact_distance(asker.place, place),
            EdgeModel::Geodesic => Metres::new(self.foot.distance_m),
            // a piece is a parabola; the place is on the line itself
            EdgeModel::Rfc7946 => geodesic::distance_in_space(asker.space, ecef(place)),
        };
        NearestPoint { place, distance, edge: index.pieces[self.number as usize].edge as usize }
    }
}

/// The least of eight numbers.
#[inline]
fn least(numbers: &[f32; WIDTH]) -> f32 {
    numbers.iter().fold(f32::INFINITY, |least, &number| if number < least { number } else { least })
}

#[expect(clippy::cast_possible_truncation, reason = "pieces are numbered by 32 bits")]
fn leaf_start(leaf: usize) -> u32 {
    (leaf * WIDTH) as u32
}

/// How edges are cut.
struct Cuts {
    starts: Vec<u32>,
    fine: bool,
    sag_max_m: f64,
}

/// The cuts of all edges: pieces as short as [`WOBBLE_M`] asks for if that takes no more of them than memory should hold.
fn cuts(edges: &[Edge]) -> Cuts {
    let most = PIECES_PER_EDGE * edges.len() + PIECES_FREE;
    let mut limit_m = WOBBLE_M;
    let total = |limit_m: f64| edges.iter().map(|edge| pieces_of(edge, limit_m) as usize).sum::<usize>();
    while total(limit_m) > most {
        limit_m *= 8.0;
    }
    let mut starts = Vec::with_capacity(edges.len() + 1);
    let (mut start, mut fine, mut sag_max_m) = (0, limit_m <= WOBBLE_M, 0.0_f64);
    for edge in edges {
        starts.push(start);
        let count = pieces_of(edge, limit_m);
        let share = 1.0 / f64::from(count);
        fine &= edge.wobble_m(share) <= WOBBLE_M * 1.001;
        sag_max_m = sag_max_m.max(edge.sag_m(share));
        start = u32::checked_add(start, count).expect("pieces are numbered by 32 bits: fewer than 500 million edges");
    }
    starts.push(start);
    Cuts { starts, fine, sag_max_m }
}

/// How many pieces of `edge` stray by less than `limit_m` from their parabolas: the wobble falls with the cube of the length.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=4,096")]
fn pieces_of(edge: &Edge, limit_m: f64) -> u32 {
    (edge.wobble_m(1.0) / limit_m).cbrt().ceil().clamp(1.0, f64::from(CUTS_MAX)) as u32
}

fn pieces(edges: &[Edge], starts: &[u32]) -> Vec<Piece> {
    let each = edges.iter().zip(starts.windows(2)).zip(0..);
    each.flat_map(|((edge, bounds), number)| {
        let count = bounds[1] - bounds[0];
        (0..count).map(move |cut| {
            let (from, to) = share_of(cut, count);
            Piece::new(edge, number, from, to)
        })
    })
    .collect()
}

/// The shares between which piece `cut` of `count` lies.
fn share_of(cut: u32, count: u32) -> (f64, f64) {
    (f64::from(cut) / f64::from(count), f64::from(cut + 1) / f64::from(count))
}
