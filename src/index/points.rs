//! Which of many places are nearest, or within a distance: what every index of places answers.
//! Not responsible for what lies at the places, nor for how an index finds them: see `dynamic` and `packed`.

use std::cmp::Ordering;

use crate::geometry::ecef::{Ecef, chord2_m2, ecef};
use crate::geometry::geodesic::exact_distance;
use crate::geometry::short::{SHORT_TO_M, short_geodesic_m};
use crate::lonlat::LonLat;
use crate::units::Metres;

/// An index of places, each with the number under which it was put in.
///
/// Every implementation gives the same answers, to the last bit.
pub trait PointIndex {
    /// How many places there are.
    fn len(&self) -> usize;

    /// Leaves in `found` the `k` places nearest to `from`, nearest first, equal distances in the order of their numbers.
    ///
    /// What was in `found` goes, its memory is used again.
    fn nearest_into(&self, from: LonLat, k: usize, found: &mut Vec<Neighbour>);

    /// Leaves in `found` all places within `radius` of `from` (the radius itself included), in the order of
    /// [`PointIndex::nearest_into`]; none for a radius that is negative or NaN.
    fn within_into(&self, from: LonLat, radius: Metres, found: &mut Vec<Neighbour>);

    /// How many places [`PointIndex::within`] would find.
    fn count_within(&self, from: LonLat, radius: Metres) -> usize;

    /// Whether there are no places.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As [`PointIndex::nearest_into`], in a vector of its own.
    ///
    /// # Example
    /// ```
    /// use sarhad::index::{packed::PackedPoints, points::PointIndex};
    /// use sarhad::LonLat;
    /// let towns = [LonLat::new(60.8629, 29.4963)?, LonLat::new(61.58661, 28.94687)?]; // Zahedan, Taftan
    /// let index = PackedPoints::new(towns.into_iter().enumerate());
    /// let nearest = index.nearest(LonLat::new(61.0, 29.6)?, 1);
    /// assert_eq!((nearest[0].number, nearest[0].distance.value().round()), (0, 17_570.0)); // metres
    /// # Ok::<(), sarhad::NotOnEarth>(())
    /// ```
    fn nearest(&self, from: LonLat, k: usize) -> Vec<Neighbour> {
        let mut found = Vec::new();
        self.nearest_into(from, k, &mut found);
        found
    }

    /// As [`PointIndex::within_into`], in a vector of its own.
    fn within(&self, from: LonLat, radius: Metres) -> Vec<Neighbour> {
        let mut found = Vec::new();
        self.within_into(from, radius, &mut found);
        found
    }
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
    /// Nearest first, then the lower number: of neighbours with numbers of their own no two are equal.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        self.distance.value().total_cmp(&other.distance.value()).then(self.number.cmp(&other.number))
    }
}

/// A place and where it lies in space, which is computed once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The place.
    pub place: LonLat,
    /// The same in space.
    pub space: Ecef,
}

impl Spot {
    /// `place` with its position in space.
    #[must_use]
    pub fn new(place: LonLat) -> Self {
        Self { place, space: ecef(place) }
    }

    /// The geodesic distance to the place that lies at `space`, the same to the last bit as
    /// [`crate::geometry::geodesic::distance`]; `place` is asked for it where the way is long.
    #[inline]
    #[must_use]
    pub fn distance_to(&self, space: Ecef, place: impl FnOnce() -> LonLat) -> Metres {
        if chord2_m2(self.space, space) <= SHORT_TO_M * SHORT_TO_M {
            Metres::new(short_geodesic_m(self.space, space))
        } else {
            exact_distance(self.place, place())
        }
    }
}

/// Whether a radius reaches anything: one that is negative or NaN does not.
pub(crate) fn reaches(radius: Metres) -> bool {
    radius >= Metres::ZERO
}
