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
//! The first three terms are a circle's of curvature k, inverted as a series in y = (kc)². With the ellipsoid as `XᵀAX = 1`
//! and w = |AX|², `k = TᵀAT/√w` and t = −(AX × T)·AT/w. Along a geodesic k = p³/C² with p = 1/√w (Joachimsthal), so k' and
//! k'' follow from w' = 2·AX·AT and w'' = 2·|AT|² − 2k·AX·A²X/√w. The geodesic's own direction in the middle differs
//! from the chord's by kts²/24, which enlarges k by s²t²/12 of itself.
//!
//! Up to 40 km the term in s⁴ is left out, and k may be taken at the point that the chord's middle has been
//! scaled to: s⁵·e²/(160R⁴), 3 nanometres.
//!
//! # Error
//! The term left out is of the order e²(s/R)⁶s/5,000: 10 nm at 300 km, 0.1 µm at 400 km, 70 µm at 1,000 km.
//!
//! # Source
//! Struik, Lectures on Classical Differential Geometry (1950), sections 2-5 to 2-8, for Joachimsthal's theorem and torsion.

use crate::geometry::ecef::{Ecef, cross, dot, moved, times_a, way};

/// Up to this chord the closed form is used, and right to 0.2 micrometres, as its tests show against GeographicLib.
pub const SHORT_TO_M: f64 = 400_000.0;
/// Below this chord the geodesic is longer by less than a rounding error: c³/(24R²) is under 1e-9 m.
const STRAIGHT_TO_M: f64 = 80.0;
/// Below this chord the curvature in the middle is enough.
const ONE_BEND_TO_M: f64 = 40_000.0;

/// The length in metres of the geodesic between two points of the ellipsoid that are at most [`SHORT_TO_M`] apart.
///
/// # Accuracy
/// 10 nm up to 300 km, of which half is the rounding of coordinates of Earth's size; 0.2 µm up to 400 km, 0.1 mm up to
/// 1,000 km.
///
/// # Cost
/// 20 to 50 nanoseconds.
#[must_use]
#[inline]
pub fn short_geodesic_m(a: Ecef, b: Ecef) -> f64 {
    let chord = way(a, b);
    let chord2 = dot(chord, chord);
    let chord_m = chord2.sqrt();
    if chord2 < STRAIGHT_TO_M * STRAIGHT_TO_M {
        return chord_m;
    }
    let twice_middle = [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let middle = [twice_middle[0] / 2.0, twice_middle[1] / 2.0, twice_middle[2] / 2.0];
    let gradient = times_a(middle);
    let depth = Depth { level: dot(middle, gradient), steep: dot(gradient, gradient) };
    if chord2 > ONE_BEND_TO_M * ONE_BEND_TO_M {
        return with_both_bends(chord, middle, gradient, depth);
    }
    let bend = dot(chord, times_a(chord));
    arc_m(chord_m, bend * bend * depth.level / (chord2 * depth.steep))
}

/// How deep the chord's middle lies: `level` = `MᵀAM`, which is 1 on the surface, and `steep` = |AM|².
#[derive(Clone, Copy)]
struct Depth {
    level: f64,
    steep: f64,
}

/// The closed form with k' and k''.
#[inline(never)]
fn with_both_bends(chord: Ecef, middle: Ecef, gradient: Ecef, depth: Depth) -> f64 {
    let chord2 = dot(chord, chord);
    // M + h·AM is on the surface: a quadratic in h, whose second step leaves (s/R)⁴ of the sagitta
    let first = (1.0 - depth.level) / (2.0 * depth.steep);
    let lift = first - first * first * dot(gradient, times_a(gradient)) / (2.0 * depth.steep);
    let ax = times_a(moved(middle, lift, gradient));
    let w = dot(ax, ax);
    let per_w = 1.0 / w;
    let per_root_w = per_w.sqrt();
    let tangent = moved(chord, -dot(chord, ax) * per_w, ax);
    let per_length2 = 1.0 / dot(tangent, tangent);
    let bent = times_a(tangent);

    let k = dot(tangent, bent) * per_length2 * per_root_w;
    let torsion = dot(cross(ax, tangent), bent) * per_length2 * per_w;
    let slope = dot(ax, bent);
    let w1_squared = 4.0 * slope * slope * per_length2 * per_w * per_w;
    let w2 = 2.0 * per_w * (dot(bent, bent) * per_length2 - k * per_root_w * dot(ax, times_a(ax)));
    let torsion2 = torsion * torsion;
    // 2t² − (k'/k)² − 3k''/k, with p'/p = −w'/2w, p''/p = −w''/2w + ¾(w'/w)², k'/k = 3p'/p, k''/k = 3p''/p + 6(p'/p)²
    let p1_squared = w1_squared / 4.0;
    let p2 = 0.75 * w1_squared - w2 / 2.0;
    let turning = k * k * (2.0 * torsion2 - 27.0 * p1_squared - 9.0 * p2) / 720.0;

    let arc = arc_m(chord2.sqrt(), k * k * chord2 * (1.0 + chord2 * torsion2 / 6.0));
    let arc2 = arc * arc;
    arc * (1.0 - arc2 * arc2 * turning / 2.0)
}

/// The arc of a circle of curvature k over a chord c, y = (kc)²: c·(1 + y/24 + 3y²/640 + …), the series of 2·asin(kc/2)/k.
#[inline]
fn arc_m(chord_m: f64, y: f64) -> f64 {
    chord_m * (1.0 + y * (1.0 / 24.0 + y * (3.0 / 640.0 + y * (5.0 / 7_168.0 + y * (35.0 / 294_912.0)))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::ecef::ecef;
    use crate::geometry::geodesic::{destination, exact_distance};
    use crate::lonlat::LonLat;
    use crate::units::{Degrees, Metres};

    /// A million pairs at all latitudes, a quarter of them at poles, the antimeridian and the equator, each asked by `check`
    /// with its error beside GeographicLib, whose own is 1.5e-8 m.
    fn errors(longest_m: f64, check: &mut dyn FnMut(f64, f64)) {
        for i in 0..1_000_000_u32 {
            let spread = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            let (lon, lat) = match i % 12 {
                0 => (360.0 * spread(2.0) - 180.0, 90.0 - 1e-3 * spread(3.0)),
                1 => (180.0 - 1e-6 * spread(2.0), 180.0 * spread(3.0) - 90.0),
                2 => (360.0 * spread(2.0) - 180.0, 1e-5 * (spread(3.0) - 0.5)),
                _ => (360.0 * spread(2.0) - 180.0, (2.0 * spread(3.0) - 1.0).asin().to_degrees()),
            };
            let from = LonLat::new(lon, lat).unwrap();
            let length_m = longest_m * spread(7.0).powi(2);
            let to = destination(from, Degrees::new(360.0 * spread(5.0)), Metres::new(length_m));
            check(length_m, (short_geodesic_m(ecef(from), ecef(to)) - exact_distance(from, to).value()).abs());
        }
    }

    /// Referee: GeographicLib. Tolerances 2.5e-8 m to 300 km, 3e-7 m to 400 km, 1e-4 m to 1,000 km.
    #[test]
    fn it_is_right_to_some_nanometres_up_to_300_km() {
        let mut worst = [0.0_f64; 3];
        errors(1_000_000.0, &mut |length_m, error| {
            let band = usize::from(length_m > 300_000.0) + usize::from(length_m > SHORT_TO_M);
            worst[band] = worst[band].max(error);
        });
        let [to_300, to_400, to_1000] = worst;
        assert!(to_300 < 2.5e-8 && to_400 < 3e-7 && to_1000 < 1e-4, "{worst:?} m off");
        assert!(to_300 > 0.0, "two ways of computing never agree to the last bit");
    }
}
