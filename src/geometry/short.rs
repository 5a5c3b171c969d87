//! The length of a short geodesic from its chord, in closed form and without trigonometry.
//! Not responsible for geodesics longer than [`SHORT_TO_M`].
//!
//! # Derivation
//! Let X be the ellipsoid's point over the chord's middle (along the normal), T the unit tangent there in the chord's
//! direction, k the normal curvature of the surface along T and t its geodesic torsion. Around the middle of a geodesic of
//! length s the odd orders of the chord's square cancel:
//!
//! c² = s²·(1 − k²s²/12 + k⁴s⁴/360 + s⁴(2k²t² − k'² − 3kk'')/720 + O(e²s⁶))
//!
//! The first three terms are a circle's of curvature k, inverted as a series in y = (kc)². Along a geodesic k = p³/C² with
//! p = 1/|AX| (Joachimsthal), which gives k' and k'' from |AX|² and its derivatives. The geodesic's own direction in the
//! middle differs from the chord's by kts²/24, which enlarges k by s²t²/12 of itself.
//!
//! # Source
//! Struik, Lectures on Classical Differential Geometry (1950), sections 2-5 to 2-8, for Joachimsthal's theorem and torsion.

use crate::geometry::ecef::{EQUATORIAL_RADIUS_M, Ecef, POLAR_RADIUS_M, chord_m, dot};

/// Up to this chord the closed form is right to 10 nanometres, as its test shows against GeographicLib.
pub const SHORT_TO_M: f64 = 300_000.0;
/// Below this chord the geodesic is longer by less than a rounding error: c³/(24R²) is under 1e-9 m.
const STRAIGHT_TO_M: f64 = 80.0;

/// The ellipsoid is Xᵀ·A·X = 1 with A = diag(`A_EQUATOR`, `A_EQUATOR`, `A_POLE`).
const A_EQUATOR: f64 = 1.0 / (EQUATORIAL_RADIUS_M * EQUATORIAL_RADIUS_M);
const A_POLE: f64 = 1.0 / (POLAR_RADIUS_M * POLAR_RADIUS_M);
/// Steps that bring the point over the chord's middle onto the ellipsoid; each leaves e² of the error.
const STEPS: usize = 2;

/// The length in metres of the geodesic between two points of the ellipsoid that are at most [`SHORT_TO_M`] apart.
///
/// # Accuracy
/// 10 nm, of which half is the rounding of coordinates of Earth's size.
///
/// # Cost
/// Some tens of nanoseconds.
#[must_use]
pub fn short_geodesic_m(a: Ecef, b: Ecef) -> f64 {
    let chord = chord_m(a, b);
    if chord < STRAIGHT_TO_M {
        return chord;
    }
    let (surface, normal) = over_middle(a, b);
    let along = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    let tangent = unit(minus(along, normal, dot(along, normal)));
    let gradient = times_a(surface);
    let gradient2 = dot(gradient, gradient);
    let length = gradient2.sqrt();
    let bent = times_a(tangent);
    let k = dot(tangent, bent) / length;
    let torsion = dot(cross(normal, tangent), bent) / length;

    let w1 = 2.0 * dot(gradient, bent) / gradient2;
    let w2 = (2.0 * dot(bent, bent) - 2.0 * k * dot(gradient, times_a(normal))) / gradient2;
    let p1 = -w1 / 2.0;
    let p2 = -w2 / 2.0 + 0.75 * w1 * w1;
    let k_squared = k * k;
    let turning = k_squared * (2.0 * torsion * torsion - 9.0 * p1 * p1 - 3.0 * (3.0 * p2 + 6.0 * p1 * p1)) / 720.0;

    let chord2 = chord * chord;
    let y = k_squared * chord2 * (1.0 + chord2 * torsion * torsion / 6.0);
    let arc = chord * (1.0 + y * (1.0 / 24.0 + y * (3.0 / 640.0 + y * (5.0 / 7_168.0 + y * (35.0 / 294_912.0)))));
    arc * (1.0 - arc.powi(4) * turning / 2.0)
}

/// The ellipsoid's point whose normal passes through the middle of the chord, and that normal.
fn over_middle(a: Ecef, b: Ecef) -> (Ecef, Ecef) {
    let middle = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1]), f64::midpoint(a[2], b[2])];
    let below = 1.0 - dot(middle, times_a(middle));
    let mut normal = unit(times_a(middle));
    let mut surface = middle;
    for _ in 0..STEPS {
        let toward = times_a(normal);
        let (square, half) = (dot(normal, toward), dot(middle, toward));
        let height = below / (half + (half * half + square * below).sqrt());
        surface = minus(middle, normal, -height);
        normal = unit(times_a(surface));
    }
    (surface, normal)
}

fn times_a(v: Ecef) -> Ecef {
    [A_EQUATOR * v[0], A_EQUATOR * v[1], A_POLE * v[2]]
}

fn minus(v: Ecef, direction: Ecef, share: f64) -> Ecef {
    [v[0] - share * direction[0], v[1] - share * direction[1], v[2] - share * direction[2]]
}

fn unit(v: Ecef) -> Ecef {
    let length = dot(v, v).sqrt();
    [v[0] / length, v[1] / length, v[2] / length]
}

fn cross(a: Ecef, b: Ecef) -> Ecef {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::ecef::ecef;
    use crate::geometry::geodesic::{destination, exact_distance};
    use crate::lonlat::LonLat;
    use crate::units::{Degrees, Metres};

    /// Referee: GeographicLib. A million pairs at all latitudes, a quarter of them at poles, the antimeridian and the
    /// equator, up to 300 km apart; tolerance 1e-8 m beside the referee's own 1.5e-8 m.
    #[test]
    fn it_is_right_to_some_nanometres_up_to_300_km() {
        let mut worst = 0.0_f64;
        for i in 0..1_000_000_u32 {
            let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            let (lon, lat) = match i % 12 {
                0 => (360.0 * spread(2.0) - 180.0, 90.0 - 1e-3 * spread(3.0)),
                1 => (180.0 - 1e-6 * spread(2.0), 180.0 * spread(3.0) - 90.0),
                2 => (360.0 * spread(2.0) - 180.0, 1e-5 * (spread(3.0) - 0.5)),
                _ => (360.0 * spread(2.0) - 180.0, (2.0 * spread(3.0) - 1.0).asin().to_degrees()),
            };
            let from = LonLat::new(lon, lat).unwrap();
            let length = Metres::new(SHORT_TO_M * spread(7.0).powi(2));
            let to = destination(from, Degrees::new(360.0 * spread(5.0)), length);
            let error = (short_geodesic_m(ecef(from), ecef(to)) - exact_distance(from, to).value()).abs();
            assert!(error < 2.5e-8, "{error} m off over {length} from {from} to {to}");
            worst = worst.max(error);
        }
        assert!(worst > 0.0, "two ways of computing never agree to the last bit");
    }
}
