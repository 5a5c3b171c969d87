//! An index of places that come and go: rstar's R-tree in space. Not responsible for what lies at the places.

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use crate::geometry::bounds::{chord_beyond, chord_outranked, chord_within};
use crate::geometry::ecef::Ecef;
use crate::index::points::{Neighbour, PointIndex, Spot, reaches};
use crate::lonlat::LonLat;
use crate::units::Metres;

/// An index of places into which others can be put, and from which they can be taken.
///
/// Where places are known beforehand, [`PackedPoints`](crate::index::packed::PackedPoints) answers the same faster.
#[derive(Debug, Clone, Default)]
pub struct DynamicPoints {
    tree: RTree<Entry>,
}

type Entry = GeomWithData<Ecef, (usize, LonLat)>;

impl DynamicPoints {
    /// The index of `places`; each is known by its number, several may share one place.
    ///
    /// # Cost
    /// n·log n; about half a second for a million.
    #[must_use]
    pub fn new(places: impl IntoIterator<Item = (usize, LonLat)>) -> Self {
        let entries = places.into_iter().map(|(number, place)| entry(number, place));
        Self { tree: RTree::bulk_load(entries.collect()) }
    }

    /// Puts a place in. A number that is in already is then in twice.
    ///
    /// # Cost
    /// log n.
    pub fn insert(&mut self, number: usize, place: LonLat) {
        self.tree.insert(entry(number, place));
    }

    /// Takes out the place with this number, and says whether it was in: at this very place, of which longitude −180 and 180
    /// are two writings.
    ///
    /// # Cost
    /// log n, and the copies at the place.
    pub fn remove(&mut self, number: usize, place: LonLat) -> bool {
        self.tree.remove(&entry(number, place)).is_some()
    }
}

impl PointIndex for DynamicPoints {
    fn len(&self) -> usize {
        self.tree.size()
    }

    /// # Cost
    /// log n for the tree, and an exact distance for each of a little more than `k` candidates.
    fn nearest_into(&self, from: LonLat, k: usize, found: &mut Vec<Neighbour>) {
        found.clear();
        if k == 0 {
            return;
        }
        let from = Spot::new(from);
        let mut enough2_m2 = f64::INFINITY;
        for (candidate, chord2_m2) in self.tree.nearest_neighbor_iter_with_distance_2(from.space) {
            if chord2_m2 > enough2_m2 {
                break;
            }
            found.push(neighbour(&from, candidate));
            if found.len() == k {
                enough2_m2 = chord_outranked(chord2_m2.sqrt()).powi(2);
            }
        }
        found.sort_unstable_by(Neighbour::order);
        found.truncate(k);
    }

    /// # Cost
    /// log n for the tree, and an exact distance for each place found.
    fn within_into(&self, from: LonLat, radius: Metres, found: &mut Vec<Neighbour>) {
        found.clear();
        if !reaches(radius) {
            return;
        }
        let from = Spot::new(from);
        let candidates = self.tree.locate_within_distance(from.space, chord_beyond(radius).powi(2));
        found.extend(candidates.map(|candidate| neighbour(&from, candidate)).filter(|near| near.distance <= radius));
        found.sort_unstable_by(Neighbour::order);
    }

    /// # Cost
    /// Linear in the number of places found, nearly all by their chord alone.
    fn count_within(&self, from: LonLat, radius: Metres) -> usize {
        if !reaches(radius) {
            return 0;
        }
        let from = Spot::new(from);
        let surely2_m2 = chord_within(radius).max(0.0).powi(2);
        let candidates = self.tree.locate_within_distance(from.space, chord_beyond(radius).powi(2));
        candidates
            .filter(|candidate| {
                candidate.distance_2(&from.space) < surely2_m2 || neighbour(&from, candidate).distance <= radius
            })
            .count()
    }
}

fn entry(number: usize, place: LonLat) -> Entry {
    Entry::new(Spot::new(place).space, (number, place))
}

fn neighbour(from: &Spot, candidate: &Entry) -> Neighbour {
    let (number, place) = candidate.data;
    Neighbour { number, distance: from.distance_to(*candidate.geom(), || place) }
}
