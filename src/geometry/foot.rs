//! The nearest point of an edge. Not responsible for choosing among many edges: see `index`.

use crate::geometry::bounds::geodesic_at_least;
use crate::geometry::ecef::{Ecef, between, chord_m, ecef, foot_share};
use crate::geometry::edge::Edge;
use crate::geometry::geodesic;
use crate::lonlat::LonLat;
use crate::units::Metres;

/// A stretch that strays less than this from its chord is measured as its chord; the foot found on it is then moved
/// along the true edge. A tenth of a millimetre: a tenth of the accuracy that is promised.
const STRAIGHT_ENOUGH_M: f64 = 1e-4;
/// Steps along the edge after which the foot no longer moves; each step squares the remaining error.
const POLISH_STEPS: usize = 4;
/// A foot is final when it would move by less than this.
const SETTLED_M: f64 = 1e-6;
/// Beyond this distance a foot is not moved any further: its distance is right to a tenth of a millimetre all the same.
const POLISH_RANGE_M: f64 = 5_000_000.0;

/// Where a question is asked from, on the ellipsoid and in space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observer {
    /// The place.
    pub place: LonLat,
    /// The same place in space.
    pub space: Ecef,
}

impl From<LonLat> for Observer {
    fn from(place: LonLat) -> Self {
        Self { place, space: ecef(place) }
    }
}

/// The nearest point found so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foot {
    /// Where it is.
    pub place: LonLat,
    /// How far away along the geodesic.
    pub distance: Metres,
    /// Share of its edge, 0..=1.
    share: f64,
}

impl Foot {
    /// Whether `self` is the better answer: nearer, or as near and further south-west, so that ties have one answer.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        let key = |foot: &Self| (foot.distance.value(), foot.place.lon(), foot.place.lat());
        key(self) < key(other)
    }
}

/// A stretch of an edge between two shares of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Share where it starts.
    pub from: f64,
    /// Share where it ends.
    pub to: f64,
    /// Its ends in space.
    pub ends: [Ecef; 2],
}

impl Stretch {
    /// The stretch of `edge` between two shares.
    #[must_use]
    pub fn new(edge: &Edge, from: f64, to: f64) -> Self {
        Self { from, to, ends: [edge.in_space(from), edge.in_space(to)] }
    }

    /// A length that no geodesic from `observer` to the stretch falls short of.
    #[must_use]
    pub fn at_least(&self, edge: &Edge, observer: &Observer) -> Metres {
        let t = foot_share(observer.space, self.ends[0], self.ends[1]);
        let chord = chord_m(observer.space, between(self.ends[0], self.ends[1], t));
        geodesic_at_least(chord - edge.sag_m(self.to - self.from))
    }

    fn halves(&self, edge: &Edge) -> [Self; 2] {
        let middle = f64::midpoint(self.from, self.to);
        let space = edge.in_space(middle);
        [
            Self { from: self.from, to: middle, ends: [self.ends[0], space] },
            Self { from: middle, to: self.to, ends: [space, self.ends[1]] },
        ]
    }
}

/// The nearest point of `stretch`, if it beats `best`.
///
/// # Accuracy
/// The distance is within 0.1 mm of the least distance to the edge.
///
/// # Cost
/// Halves of a stretch are left out as soon as their lower bound exceeds `best`, so a 2,000-km edge takes some thirty steps.
#[must_use]
pub fn nearest_on(edge: &Edge, stretch: Stretch, observer: &Observer, best: Option<Foot>) -> Option<Foot> {
    if best.is_some_and(|best| stretch.at_least(edge, observer) > best.distance) {
        return best;
    }
    let short = stretch.to - stretch.from <= f64::EPSILON;
    if short || edge.sag_m(stretch.to - stretch.from) <= STRAIGHT_ENOUGH_M {
        let t = foot_share(observer.space, stretch.ends[0], stretch.ends[1]);
        let found = foot_at(edge, stretch.from + t * (stretch.to - stretch.from), observer);
        return match best {
            Some(best) if !found.beats(&best) => Some(best),
            _ => Some(found),
        };
    }
    let mut halves = stretch.halves(edge);
    if halves[1].at_least(edge, observer) < halves[0].at_least(edge, observer) {
        halves.swap(0, 1);
    }
    halves.into_iter().fold(best, |best, half| nearest_on(edge, half, observer, best))
}

/// `foot` moved along its edge to where the geodesic from `observer` meets it at a right angle.
///
/// # Accuracy
/// The place is right to a millimetre up to 300 km from the edge.
#[must_use]
pub fn settled(edge: &Edge, foot: Foot, observer: &Observer) -> Foot {
    let mut foot = foot;
    for _ in 0..POLISH_STEPS {
        let distance_m = foot.distance.value();
        if !(SETTLED_M..POLISH_RANGE_M).contains(&distance_m) {
            break;
        }
        let bearing = geodesic::line(observer.place, foot.place).bearing_at_end.value().to_radians();
        let (east_m, north_m) = edge.heading_m(foot.share);
        let length2 = east_m * east_m + north_m * north_m;
        if length2 <= SETTLED_M * SETTLED_M {
            break;
        }
        let step = -distance_m * (bearing.sin() * east_m + bearing.cos() * north_m) / length2;
        let moved = foot_at(edge, (foot.share + step).clamp(0.0, 1.0), observer);
        let step_m = (moved.share - foot.share).abs() * length2.sqrt();
        if step_m < SETTLED_M || !moved.beats(&foot) {
            break;
        }
        foot = moved;
    }
    foot
}

fn foot_at(edge: &Edge, share: f64, observer: &Observer) -> Foot {
    let place = edge.at(share);
    Foot { place, distance: geodesic::distance(observer.place, place), share: share.clamp(0.0, 1.0) }
}
