//! How the distance to a place changes around another, so that far things are ruled out by one geodesic for many of them.
//! Not responsible for the search that asks.
//!
//! Along a geodesic the distance s to a fixed place changes by the cosine of the angle between the two, and by comparison with
//! the sphere of the ellipsoid's largest Gaussian curvature, 1/b² at the equator, s'' ≥ cot(s/b)/b. So up to a quarter of a turn
//! s lies above its tangent, s(X) ≥ s(C) + ℓ·cos θ, where ℓ is the geodesic distance from C to X, and beyond not far below.
//!
//! # Source
//! The Hessian comparison theorem: P. Petersen, Riemannian Geometry (2016), theorem 6.4.3.

use std::f64::consts::FRAC_PI_2;

use crate::geometry::bounds::{RADIUS_MIN_M, geodesic_at_most};
use crate::geometry::ecef::{Ecef, POLAR_RADIUS_M, ecef};
use crate::geometry::geodesic;
use crate::lonlat::LonLat;

/// Within this distance every geodesic is the only shortest one, so that the distance is smooth: the injectivity radius is π·b,
/// 19,970 km, where two geodesics along the equator meet.
const SMOOTH_TO_M: f64 = 19_900_000.0;
/// Up to this distance from C, ℓ·cos θ is told from the chord.
const FLAT_TO_M: f64 = 1_000_000.0;
/// By how much of ℓ³, per metre², the chord's part along a direction differs from ℓ·cos θ at most: 1/(6R²), and a fifth more for
/// torsion and higher orders up to [`FLAT_TO_M`].
const FLAT_ERROR_PER_M2: f64 = 1.2 / (6.0 * RADIUS_MIN_M * RADIUS_MIN_M);

/// How strongly, at most, the distance to a place bends downwards along a geodesic on which it stays below `reach_m`, per metre:
/// nothing up to a quarter of a turn of the sphere of radius b, then −cot(s/b)/b; `None` where it has no bound.
#[must_use]
pub fn bending_per_m(reach_m: f64) -> Option<f64> {
    let turned = reach_m / POLAR_RADIUS_M;
    let bending = || (-1.0 / turned.tan()).max(0.0) / POLAR_RADIUS_M;
    (reach_m < SMOOTH_TO_M).then(|| if turned < FRAC_PI_2 { 0.0 } else { bending() })
}

/// The distance from an observer to a place, and the way in which it grows there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The place in space.
    pub at: Ecef,
    /// The distance, in metres.
    pub distance_m: f64,
    /// The direction along the surface in which it grows by a metre each metre; of length 1.
    pub away: Ecef,
}

impl Slope {
    /// The slope of the distance from `observer` at `place`.
    ///
    /// # Cost
    /// A microsecond.
    #[must_use]
    pub fn new(observer: LonLat, place: LonLat) -> Self {
        let line = geodesic::line(observer, place);
        let (sin, cos) = line.bearing_at_end.value().to_radians().sin_cos();
        let (sin_lon, cos_lon) = place.lon().to_radians().sin_cos();
        let (sin_lat, cos_lat) = place.lat().to_radians().sin_cos();
        let away = [-sin * sin_lon - cos * sin_lat * cos_lon, sin * cos_lon - cos * sin_lat * sin_lon, cos * cos_lat];
        Self { at: ecef(place), distance_m: line.distance.value(), away }
    }

    /// A length in metres that the distance falls short of nowhere within a chord of `chord_m`, where the chord's part along
    /// [`Slope::away`] is at least `along_m`.
    #[must_use]
    pub fn at_least_m(&self, chord_m: f64, along_m: f64) -> f64 {
        let reach_m = geodesic_at_most(chord_m).value();
        match bending_per_m(self.distance_m + reach_m) {
            Some(bending) if reach_m <= FLAT_TO_M => {
                let straight_m = along_m - FLAT_ERROR_PER_M2 * reach_m * reach_m * reach_m;
                self.distance_m + straight_m.max(-reach_m) - bending * reach_m * reach_m / 2.0
            }
            _ => self.distance_m - reach_m,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::ecef::{chord_m, dot, way};
    use crate::geometry::geodesic::{destination, exact_distance};
    use crate::units::{Degrees, Metres};

    /// Referee: GeographicLib, over observers all round the Earth and places up to 2,000 km from where the slope is known.
    #[test]
    fn no_place_is_nearer_than_the_slope_says() {
        let mut slack = f64::INFINITY;
        for i in 0..200_000_u32 {
            let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            let any = |p: f64, q: f64| {
                LonLat::new(360.0 * spread(p) - 180.0, (2.0 * spread(q) - 1.0).asin().to_degrees()).unwrap()
            };
            let (observer, centre) = (any(2.0, 3.0), any(5.0, 7.0));
            let reach = Metres::new(2_000_000.0 * spread(11.0).powi(4));
            let place = destination(centre, Degrees::new(360.0 * spread(13.0)), reach);
            let slope = Slope::new(observer, centre);
            let to = way(slope.at, ecef(place));
            let bound_m = slope.at_least_m(chord_m(slope.at, ecef(place)), dot(to, slope.away));
            let above_m = exact_distance(observer, place).value() - bound_m;
            assert!(above_m > -1e-5, "{place} is {above_m} m nearer to {observer} than from {centre} told");
            slack = slack.min(above_m);
        }
        assert!(slack < 1.0, "a bound that is never near says nothing: {slack} m");
    }
}
