//! The nearest point of an edge. Not responsible for choosing among many edges: see `index`.

use crate::geometry::bounds::chord_beyond;
use crate::geometry::ecef::{Ecef, POLAR_RADIUS_M, between, chord_m, ecef, foot_share};
use crate::geometry::edge::{Edge, Heading};
use crate::geometry::geodesic;
use crate::geometry::slope::bending_per_m;
use crate::lonlat::LonLat;
use crate::units::Metres;

/// A stretch that strays less than this from its chord is measured as its chord; the foot found on it is then moved
/// along the true edge. A tenth of a millimetre: a tenth of the accuracy that is promised.
const STRAIGHT_ENOUGH_M: f64 = 1e-4;
/// Steps along the edge after which the foot no longer moves; each squares the remaining error.
const POLISH_STEPS: usize = 4;
/// Where the distance bends less than this share of a circle's bend round the observer, its own bend is no guide.
const BEND_MIN: f64 = 1e-4;
/// Below this distance, and for edges this short, there is nothing to move.
const SETTLED_M: f64 = 1e-6;
/// Two computed distances that differ by less may be the same: the rounding of coordinates of Earth's size.
const NOISE_M: f64 = 2e-8;
/// A foot is final when it would move by less than this: a tenth of the accuracy that is promised for its place.
const STILL_M: f64 = 1e-4;
/// Beyond this distance a foot is not moved any further: its distance is right to a tenth of a millimetre all the same.
const POLISH_RANGE_M: f64 = 5_000_000.0;
/// From this distance on the bound by chords is so wide that the bound by slope is worth a geodesic.
const SLOPE_FROM_M: f64 = 50_000.0;
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
    /// How far, at most, it strays from the straight way between its ends.
    pub sag_m: f64,
}

impl Stretch {
    /// The stretch of `edge` between two shares.
    #[must_use]
    pub fn new(edge: &Edge, from: f64, to: f64) -> Self {
        Self { from, to, ends: [edge.in_space(from), edge.in_space(to)], sag_m: edge.sag_m(to - from) }
    }

    /// How far the straight way between its ends is from `observer`, through space.
    #[must_use]
    pub fn chord_m(&self, observer: &Observer) -> f64 {
        let t = foot_share(observer.space, self.ends[0], self.ends[1]);
        chord_m(observer.space, between(self.ends[0], self.ends[1], t))
    }

    /// The halves; linear interpolation errs by the square of the length, so each sags a quarter.
    fn halves(&self, edge: &Edge) -> [Self; 2] {
        let middle = f64::midpoint(self.from, self.to);
        let (space, sag_m) = (edge.in_space(middle), self.sag_m / 4.0);
        [
            Self { from: self.from, to: middle, ends: [self.ends[0], space], sag_m },
            Self { from: middle, to: self.to, ends: [space, self.ends[1]], sag_m },
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
    if best.is_some_and(|best| stretch.chord_m(observer) - stretch.sag_m > chord_beyond(best.distance)) {
        return best;
    }
    let short = stretch.to - stretch.from <= f64::EPSILON;
    if short || stretch.sag_m <= STRAIGHT_ENOUGH_M {
        return Some(better(best, nearest_on_straight(edge, &stretch, observer)));
    }
    let mut best = best;
    if best.is_none_or(|best| best.distance.value() > SLOPE_FROM_M) {
        let (middle, at_least) = seen_from_middle(edge, &stretch, observer);
        best = Some(better(best, middle));
        if best.is_some_and(|best| at_least > best.distance) {
            return best;
        }
    }
    let mut halves = stretch.halves(edge);
    if halves[1].chord_m(observer) < halves[0].chord_m(observer) {
        halves.swap(0, 1);
    }
    halves.into_iter().fold(best, |best, half| nearest_on(edge, half, observer, best))
}

/// The nearest point of a stretch that is as good as straight.
///
/// From afar the chord through the Earth meets the stretch at another angle than the geodesic does, and may point to the
/// wrong end; so both ends are looked at too, which leaves (length of the stretch)²/(8 · distance) at most.
fn nearest_on_straight(edge: &Edge, stretch: &Stretch, observer: &Observer) -> Foot {
    let t = foot_share(observer.space, stretch.ends[0], stretch.ends[1]);
    let found = foot_at(edge, stretch.from + t * (stretch.to - stretch.from), observer);
    if found.distance.value() <= SLOPE_FROM_M {
        return found;
    }
    [stretch.from, stretch.to].into_iter().fold(found, |best, share| better(Some(best), foot_at(edge, share, observer)))
}

fn better(best: Option<Foot>, found: Foot) -> Foot {
    best.filter(|best| !found.beats(best)).unwrap_or(found)
}

/// The middle of a stretch, and a length that no geodesic to the stretch falls short of: the distance s(t) from the
/// observer has s'(t) = heading · direction, and s'' is at least −(turn + bending · pace²).
fn seen_from_middle(edge: &Edge, stretch: &Stretch, observer: &Observer) -> (Foot, Metres) {
    let half = (stretch.to - stretch.from) / 2.0;
    let share = f64::midpoint(stretch.from, stretch.to);
    let place = edge.at(share);
    let line = geodesic::line(observer.place, place);
    let distance_m = line.distance.value();
    let pace_m = edge.pace_m();
    let reach_m = distance_m + pace_m * half;
    let drop_m = match bending_per_m(reach_m) {
        None => pace_m * half,
        Some(bending) => {
            let (sin, cos) = line.bearing_at_end.value().to_radians().sin_cos();
            let Heading { east_m, north_m } = edge.heading(share);
            let slope_m = (east_m * sin + north_m * cos).abs();
            slope_m * half + (edge.turn_m() + bending * pace_m * pace_m) * half * half / 2.0
        }
    };
    (Foot { place, distance: line.distance, share }, Metres::new(distance_m - drop_m - SETTLED_M))
}

/// `foot` moved along its edge to where the geodesic from `observer` meets it at a right angle.
///
/// Newton's method on the slope of the distance, with the circle's bend round the observer and the edge's own.
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
        let Some(Step { share, length_m, gain_m }) = step(edge, &foot, observer) else { break };
        if length_m < STILL_M && gain_m < NOISE_M {
            break;
        }
        let moved = foot_at(edge, share, observer);
        if moved.distance.value() > distance_m + NOISE_M {
            break;
        }
        foot = moved;
    }
    foot
}

/// Where a step leads, how far along the edge that is, and by how much it shortens the distance.
struct Step {
    share: f64,
    length_m: f64,
    gain_m: f64,
}

/// The step from `foot`; `None` on an edge that has no length.
fn step(edge: &Edge, foot: &Foot, observer: &Observer) -> Option<Step> {
    let distance_m = foot.distance.value();
    let away = geodesic::line(observer.place, foot.place).bearing_at_end.value().to_radians();
    let along = |heading: Heading| away.sin() * heading.east_m + away.cos() * heading.north_m;
    let heading = edge.heading(foot.share);
    let length2 = heading.east_m * heading.east_m + heading.north_m * heading.north_m;
    if length2 <= SETTLED_M * SETTLED_M {
        return None;
    }
    let slope_m = along(heading);
    let turned = distance_m / POLAR_RADIUS_M;
    let round_m = (length2 - slope_m * slope_m) / distance_m * turned / turned.tan();
    let bend_m = round_m + along(edge.turning(foot.share));
    // where the distance bends downwards there is no foot nearby: a careful step to the lower side
    let bend_m = if bend_m > BEND_MIN * length2 / distance_m { bend_m } else { length2 / distance_m };
    let share = (foot.share - slope_m / bend_m).clamp(0.0, 1.0);
    let moved = (share - foot.share).abs();
    Some(Step { share, length_m: moved * length2.sqrt(), gain_m: (slope_m * moved).abs() / 2.0 })
}

fn foot_at(edge: &Edge, share: f64, observer: &Observer) -> Foot {
    let place = edge.at(share);
    Foot { place, distance: geodesic::distance(observer.place, place), share: share.clamp(0.0, 1.0) }
}
