//! The direction in which a short geodesic starts, by vectors alone. Not responsible for its length: see `short`.
//!
//! # Derivation
//! The chord's part in the tangent plane points along the normal section. A geodesic leaves it by the angle κτs²/6, to the side
//! n × T, where κ is the normal curvature and τ the geodesic torsion; taken a quarter of the way along, the angle is right
//! through the next order. With the ellipsoid as `XᵀAX = 1`: `κ = TᵀAT/|AX|`, τ = (AX × T)·AT/|AX|².
//!
//! # Error
//! Below 1e-9 rad up to 300 km, which turns the far end by a third of a millimetre.

use crate::geometry::ecef::{Ecef, cross, dot, moved, times_a, way};

/// How a geodesic starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// In the tangent plane where it starts, along it; about as long as its chord, in metres.
    pub direction: Ecef,
    /// The square of the angle, in radians, by which it bends downwards on its way.
    pub bent2_rad2: f64,
}

/// The course of the geodesic from `from` to `to`, which are distinct and less than 1,000 km apart.
///
/// # Cost
/// About 20 nanoseconds.
#[must_use]
#[inline]
pub fn course(from: Ecef, to: Ecef) -> Course {
    let chord = way(from, to);
    let gradient = times_a(moved(from, 0.25, chord));
    let per_gradient2 = 1.0 / dot(gradient, gradient);
    let direction = moved(chord, -dot(chord, gradient) * per_gradient2, gradient);
    let per_length2 = 1.0 / dot(direction, direction);
    let bent = times_a(direction);
    let sideways = cross(gradient, direction);
    let curvature = dot(direction, bent);
    let turn = curvature * dot(sideways, bent) * per_length2 * per_gradient2 * per_gradient2 / 6.0;
    Course {
        direction: moved(flat(chord, from), turn, sideways),
        bent2_rad2: curvature * curvature * per_length2 * per_gradient2,
    }
}

/// The part of `v` in the tangent plane at `at`.
#[must_use]
#[inline]
pub fn flat(v: Ecef, at: Ecef) -> Ecef {
    let gradient = times_a(at);
    moved(v, -dot(v, gradient) / dot(gradient, gradient), gradient)
}

#[cfg(test)]
mod tests {
    use crate::geometry::geodesic::{bearing, destination, line};
    use crate::geometry::short::SHORT_TO_M;
    use crate::lonlat::LonLat;
    use crate::units::{Degrees, Metres};

    /// Referee: GeographicLib's azimuth. By how far, in metres, does the far end of the geodesic miss? Tolerance 0.5 mm to
    /// 300 km, 2 mm to 400 km.
    #[test]
    fn a_short_geodesic_starts_where_geographiclib_says() {
        let mut worst = [0.0_f64; 2];
        for i in 0..1_000_000_u32 {
            let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            let (lon, lat) = match i % 12 {
                0 => (360.0 * spread(2.0) - 180.0, 90.0 - 3.0 * spread(3.0)),
                1 => (180.0 - 1e-6 * spread(2.0), 180.0 * spread(3.0) - 90.0),
                2 => (360.0 * spread(2.0) - 180.0, 1e-5 * (spread(3.0) - 0.5)),
                _ => (360.0 * spread(2.0) - 180.0, (2.0 * spread(3.0) - 1.0).asin().to_degrees()),
            };
            let from = LonLat::new(lon, lat).unwrap();
            let length_m = 1.0 + (SHORT_TO_M - 1_000.0) * spread(7.0);
            let to = destination(from, Degrees::new(360.0 * spread(5.0)), Metres::new(length_m));
            let difference = bearing(from, to).value() - line(from, to).bearing_at_start.value();
            let off_m = (difference.to_radians().sin() * length_m).abs();
            let band = usize::from(length_m > 300_000.0);
            worst[band] = worst[band].max(off_m);
        }
        assert!(worst[0] < 5e-4 && worst[1] < 2e-3, "{worst:?} m");
    }
}
