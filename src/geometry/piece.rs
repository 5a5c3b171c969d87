//! A short piece of an edge as a parabola through space, and the foot of a perpendicular on it, by vectors alone.
//! Not responsible for long edges and far observers: see `foot`; nor for choosing among pieces: see `index`.
//!
//! # Derivation
//! The piece is C(t) = S + t·D − t(1 − t)/2·B, t in 0..=1, lifted onto the ellipsoid along its normal to X(t) = C + τ·AC. B is
//! nothing for a geodesic, whose chord lifted so strays sideways by at most 0.016·k·t·L³; for a straight line in lon/lat it
//! makes the parabola go through the line's own middle, and leaves [`Edge::wobble_m`].
//!
//! Let G be the direction in which the geodesic from X to the observer starts (see `course`), κ its normal curvature and s its
//! length, and T the tangent X'(t). The foot is where G·T = 0, and Newton's step is G·T / (|T|²·(1 − (κs)²/2) − G·B): the
//! bracket is the sphere's, the second term the line's own bend.
//!
//! # Error
//! The place of the foot is right to 1 mm up to 300 km, the distance to the closed form's error.

use crate::geometry::course::{Course, course, flat};
use crate::geometry::ecef::{Ecef, chord2_m2, dot, lonlat, moved, times_a, way};
use crate::geometry::edge::{Edge, EdgeModel};
use crate::geometry::short::short_geodesic_m;
use crate::lonlat::LonLat;

/// How far a piece may stray from its edge, a fifth of the micrometre that is promised: some 4.6 km of a geodesic, or 1 km of
/// a straight line in lon/lat.
pub const WOBBLE_M: f64 = 2e-7;
/// Newton's steps; each leaves a few hundredths of the error, so three are a rare sight.
const STEPS: usize = 6;
/// The foot is found when the next step would be shorter. A hundredth of what is promised for its place.
const STILL_M: f64 = 1e-5;
/// The share of a step by which the next is at least shorter, whatever the curvature says.
const CONTRACTION_MIN: f64 = 1e-4;
/// An observer this near to the foot has no direction.
const HERE_M: f64 = 1e-7;

/// A piece of an edge that is short enough for [`Piece::foot`].
///
/// One line of a processor's cache.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub struct Piece {
    start: Ecef,
    along: Ecef,
    /// Half of a parabola's second difference needs no more digits: it is at most L²/R.
    bend: [f32; 3],
    /// Number of its edge.
    pub edge: u32,
}

/// Where a piece is nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PieceFoot {
    /// The share of the piece, 0..=1.
    pub share: f64,
    /// The foot in space.
    pub at: Ecef,
    /// The geodesic distance to it, by the closed form.
    pub distance_m: f64,
}

impl Piece {
    /// The piece of `edge`, number `number`, between two shares of it.
    #[must_use]
    pub fn new(edge: &Edge, number: u32, from: f64, to: f64) -> Self {
        let [start, end] = [edge.in_space(from), edge.in_space(to)];
        let bend = match edge.model() {
            EdgeModel::Geodesic => [0.0; 3],
            EdgeModel::Rfc7946 => {
                let middle = edge.in_space(f64::midpoint(from, to));
                std::array::from_fn(|axis| rounded(4.0 * ((start[axis] - middle[axis]) + (end[axis] - middle[axis]))))
            }
        };
        Self { start, along: way(start, end), bend, edge: number }
    }

    /// Both ends in space.
    #[must_use]
    pub fn ends(&self) -> [Ecef; 2] {
        [self.start, moved(self.start, 1.0, self.along)]
    }

    /// The square of the straight distance through space to the straight way between its ends.
    #[must_use]
    #[inline]
    pub fn chord2_m2(&self, from: Ecef) -> f64 {
        let share = self.chord_share(from);
        chord2_m2(from, moved(self.start, share, self.along))
    }

    fn chord_share(&self, from: Ecef) -> f64 {
        let length2 = dot(self.along, self.along);
        if length2 > 0.0 { (dot(way(self.start, from), self.along) / length2).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Whether distances up to `distance_m` grow along the piece on both sides of one nearest point: the line must bend away
    /// from a geodesic by less than half as much as the circle round the observer does.
    #[must_use]
    #[inline]
    pub fn has_one_foot(&self, distance_m: f64) -> bool {
        let length2 = dot(self.along, self.along);
        let bend = self.bend.map(f64::from);
        4.0 * dot(bend, bend) * distance_m * distance_m <= length2 * length2
    }

    /// The point nearest to `from`, which is less than 1,000 km away, where the piece [has one](Piece::has_one_foot).
    ///
    /// # Accuracy
    /// Distance: that of [`short_geodesic_m`]. Place: 1 mm up to 300 km.
    ///
    /// # Cost
    /// About 130 nanoseconds.
    #[must_use]
    #[inline]
    pub fn foot(&self, from: Ecef) -> PieceFoot {
        let mut share = self.chord_share(from);
        let mut at = self.at(share);
        for _ in 0..STEPS {
            let Some(step) = self.step(from, share, at) else { break };
            let next = (share + step.share).clamp(0.0, 1.0);
            let gone = next - share;
            if gone == 0.0 {
                break;
            }
            share = next;
            at = self.at(share);
            if gone * gone * step.length2_m2 * step.contraction * step.contraction < STILL_M * STILL_M {
                break;
            }
        }
        PieceFoot { share, at, distance_m: short_geodesic_m(from, at) }
    }

    /// The surface's point at `share`.
    #[must_use]
    pub fn at(&self, share: f64) -> Ecef {
        if share <= 0.0 {
            return self.start;
        }
        if share >= 1.0 {
            return moved(self.start, 1.0, self.along);
        }
        let on_chord = moved(self.start, share, self.along);
        let on_curve = moved(on_chord, -share * (1.0 - share) / 2.0, self.bend.map(f64::from));
        let gradient = times_a(on_curve);
        moved(on_curve, (1.0 - dot(on_curve, gradient)) / (2.0 * dot(gradient, gradient)), gradient)
    }

    /// Newton's step towards the foot; `None` where the observer is there already, or the piece is a point.
    #[inline]
    fn step(&self, from: Ecef, share: f64, at: Ecef) -> Option<Step> {
        let bend = self.bend.map(f64::from);
        let tangent = flat(moved(self.along, share - 0.5, bend), at);
        let length2 = dot(tangent, tangent);
        if chord2_m2(at, from) < HERE_M * HERE_M || length2 == 0.0 {
            return None;
        }
        let Course { direction, bent2_rad2 } = course(at, from);
        let steepness = length2 * (1.0 - bent2_rad2 / 2.0) - dot(direction, bend);
        Some(Step {
            share: dot(direction, tangent) / steepness,
            length2_m2: length2,
            contraction: bent2_rad2 + CONTRACTION_MIN,
        })
    }
}

struct Step {
    share: f64,
    length2_m2: f64,
    /// By how much, about, the error is smaller after the step.
    contraction: f64,
}

/// The place of a foot on an edge that starts at `from_share` and ends at `to_share` of it; ends are exactly the edge's.
#[must_use]
pub fn place_of(foot: &PieceFoot, edge: &Edge, from_share: f64, to_share: f64) -> LonLat {
    let share = from_share + foot.share * (to_share - from_share);
    match edge.model() {
        EdgeModel::Geodesic if share > 0.0 && share < 1.0 => lonlat(foot.at),
        _ => edge.at(share),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most some metres, wanted to 1e-7 of itself")]
fn rounded(metres: f64) -> f32 {
    metres as f32
}

#[cfg(test)]
mod tests {
    use geographiclib_rs::{DirectGeodesic, Geodesic};

    use super::*;
    use crate::geometry::ecef::ecef;
    use crate::geometry::edge::Heading;
    use crate::geometry::geodesic::{destination, exact_distance, line};
    use crate::units::{Degrees, Metres};

    /// The i-th of many places at all latitudes, a quarter of them at poles, the antimeridian and the equator.
    fn nth_place(i: u32) -> LonLat {
        let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
        let (lon, lat) = match i % 12 {
            0 => (360.0 * spread(2.0) - 180.0, 90.0 - 3.0 * spread(3.0)),
            1 => (180.0 - 1e-6 * spread(2.0), 180.0 * spread(3.0) - 90.0),
            2 => (360.0 * spread(2.0) - 180.0, 1e-5 * (spread(3.0) - 0.5)),
            _ => (360.0 * spread(2.0) - 180.0, (2.0 * spread(3.0) - 1.0).asin().to_degrees()),
        };
        LonLat::new(lon, lat).unwrap()
    }

    /// Referee: GeographicLib, with which each place is built at a right angle to a geodesic of up to 4.6 km, so that its foot
    /// is known. Tolerances: distance 0.3 µm, place 1 mm.
    #[test]
    fn the_foot_on_a_geodesic_is_where_the_perpendicular_was_dropped() {
        let mut worst = [0.0_f64; 2];
        for i in 0..1_000_000_u32 {
            let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            let (start, course) = (nth_place(i), Degrees::new(360.0 * spread(5.0)));
            let length_m = 1.0 + 4_600.0 * spread(11.0);
            let end = destination(start, course, Metres::new(length_m));
            let edge = Edge::new(start, end, EdgeModel::Geodesic);
            // the referee's own heading there: that of the short way to an end would be rounded
            let (lat, lon, heading): (f64, f64, f64) =
                Geodesic::wgs84().direct(start.lat(), start.lon(), course.value(), length_m * spread(13.0));
            let foot = LonLat::new(lon, lat).unwrap();
            let side = if i % 2 == 0 { 90.0 } else { -90.0 };
            let distance_m = 300_000.0 * spread(7.0).powi(2);
            let from = ecef(destination(foot, Degrees::new(heading + side), Metres::new(distance_m)));
            let found = Piece::new(&edge, 0, 0.0, 1.0).foot(from);
            let place = place_of(&found, &edge, 0.0, 1.0);
            let off = [(found.distance_m - distance_m).abs(), exact_distance(place, foot).value()];
            worst = [worst[0].max(off[0]), worst[1].max(off[1])];
        }
        assert!(worst[0] < 3e-7 && worst[1] < 1e-3, "{worst:?} m off in distance and place");
    }

    /// Referee: GeographicLib's azimuth at the foot, which tells how far along the line a right angle is. Tolerances: place
    /// 1 mm, distance 0.3 µm.
    #[test]
    fn the_foot_on_a_straight_line_in_lonlat_has_a_right_angle() {
        let (mut inside, mut worst) = (0, [0.0_f64; 2]);
        for i in 0..200_000_u32 {
            let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            let start = nth_place(i);
            let far = destination(start, Degrees::new(360.0 * spread(5.0)), Metres::new(1.0 + 1_000.0 * spread(11.0)));
            let edge = Edge::new(start, far, EdgeModel::Rfc7946);
            let piece = Piece::new(&edge, 0, 0.0, 1.0);
            let reach = Metres::new(300_000.0 * spread(7.0).powi(2));
            let middle = edge.at(0.5);
            let heading = line(middle, far).bearing_at_start.value();
            let from = destination(middle, Degrees::new(heading + if i % 2 == 0 { 90.0 } else { -90.0 }), reach);
            if edge.wobble_m(1.0) > WOBBLE_M || !piece.has_one_foot(reach.value()) {
                continue;
            }
            let found = piece.foot(ecef(from));
            let place = place_of(&found, &edge, 0.0, 1.0);
            let seen = line(from, place);
            worst[0] = worst[0].max((found.distance_m - seen.distance.value()).abs());
            if found.share > 0.0 && found.share < 1.0 && reach.value() > 10.0 {
                inside += 1;
                let Heading { east_m, north_m } = edge.heading(found.share);
                let (sin, cos) = seen.bearing_at_end.value().to_radians().sin_cos();
                let along = (sin * east_m + cos * north_m) / east_m.hypot(north_m);
                worst[1] = worst[1].max((along * seen.distance.value()).abs());
            }
        }
        assert!(inside > 100_000, "only {inside} feet inside their line");
        assert!(worst[0] < 3e-7 && worst[1] < 1e-3, "{worst:?} m off in distance and place");
    }
}
