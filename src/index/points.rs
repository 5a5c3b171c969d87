//! Which of many places are nearest, or within a distance. Not responsible for what lies at the places.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::geometry::bounds::{ROUNDING_M, geodesic_at_least};
use crate::geometry::ecef::{Ecef, ecef};
use crate::geometry::geodesic;
use crate::lonlat::LonLat;
use crate::units::Metres;

type Entry = GeomWithData<Ecef, (usize, LonLat)>;

/// An index of places, each with the number under which it was put in.
#[derive(Debug, Clone, Default)]
pub struct PointIndex {
    tree: RTree<Entry>,
}

/// A place that was found, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The number under which the place was put in.
    pub number: usize,
    /// The geodesic distance to it.
    pub distance: Metres,
}

impl Neighbour {
    /// Nearest first, then the lower number: no two neighbours are equal.
    fn order(&self, other: &Self) -> Ordering {
        self.distance.value().total_cmp(&other.distance.value()).then(self.number.cmp(&other.number))
    }
}

impl PointIndex {
    /// The index of `places`; each is known by its number, several may share one place.
    ///
    /// # Cost
    /// n·log n.
    #[must_use]
    pub fn new(places: impl IntoIterator<Item = (usize, LonLat)>) -> Self {
        Self { tree: RTree::bulk_load(places.into_iter().map(entry).collect()) }
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The `k` places nearest to `from`, nearest first, equal distances in the order of their numbers.
    ///
    /// # Cost
    /// log n for the tree and about a microsecond for each of a little more than `k` candidates.
    #[must_use]
    pub fn nearest(&self, from: LonLat, k: usize) -> Vec<Neighbour> {
        let mut best: BinaryHeap<Ranked> = BinaryHeap::new();
        if k == 0 {
            return Vec::new();
        }
        for (candidate, chord2_m2) in self.tree.nearest_neighbor_iter_with_distance_2(ecef(from)) {
            let full = best.len() == k;
            if full && best.peek().is_some_and(|worst| geodesic_at_least(chord2_m2.sqrt()) > worst.0.distance) {
                break;
            }
            best.push(Ranked(neighbour(from, candidate)));
            if full {
                best.pop();
            }
        }
        best.into_sorted_vec().into_iter().map(|ranked| ranked.0).collect()
    }

    /// All places within `radius` of `from` (the radius itself included), nearest first.
    ///
    /// # Cost
    /// log n for the tree and about a microsecond for each place found.
    #[must_use]
    pub fn within(&self, from: LonLat, radius: Metres) -> Vec<Neighbour> {
        if radius.value().is_nan() || radius < Metres::ZERO {
            return Vec::new();
        }
        // a chord is never longer than its geodesic; the margin is the rounding of coordinates of Earth's size
        let chord_m = radius.value() + ROUNDING_M;
        let candidates = self.tree.locate_within_distance(ecef(from), chord_m * chord_m);
        let mut found: Vec<Neighbour> =
            candidates.map(|candidate| neighbour(from, candidate)).filter(|found| found.distance <= radius).collect();
        found.sort_by(Neighbour::order);
        found
    }
}

fn entry((number, place): (usize, LonLat)) -> Entry {
    Entry::new(ecef(place), (number, place))
}

fn neighbour(from: LonLat, candidate: &Entry) -> Neighbour {
    let (number, place) = candidate.data;
    Neighbour { number, distance: geodesic::distance(from, place) }
}

/// A neighbour in a heap whose top is the worst.
struct Ranked(Neighbour);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.order(&other.0)
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}
