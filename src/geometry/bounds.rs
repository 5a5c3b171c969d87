//! Between which lengths the geodesic lies that belongs to a straight chord through the ellipsoid, so that a search may
//! prune by chords and never lose the true answer. Not responsible for the geodesic's exact length.
//!
//! Two pairs of bounds hold, s being the geodesic and c its chord:
//!
//! * Anywhere. The map from the unit sphere of reduced latitudes, X = diag(a, a, b)·u, stretches every tangent vector by
//!   between b and a. So b·σ ≤ s ≤ a·σ for the angle σ, and 2b·sin(σ/2) ≤ c ≤ 2a·sin(σ/2) for the chord.
//! * Up to 1,000 km. A geodesic's curvature in space is its normal curvature, within 1/`RADIUS_MAX_M`..=1/`RADIUS_MIN_M`.
//!   By Schur's comparison theorem a curve that bends at most as a circle of radius `RADIUS_MIN_M` has at least that
//!   circle's chord. For the other side the tangent turns by at least (1 − `TORSION_SHARE`)/`RADIUS_MAX_M` per metre.

use crate::geometry::ecef::{EQUATORIAL_RADIUS_M, POLAR_RADIUS_M};
use crate::units::Metres;

/// The smallest radius of normal curvature on WGS 84: the meridian's at the equator, b²/a.
pub const RADIUS_MIN_M: f64 = POLAR_RADIUS_M * POLAR_RADIUS_M / EQUATORIAL_RADIUS_M;
/// The largest radius of normal curvature on WGS 84: any direction's at a pole, a²/b.
pub const RADIUS_MAX_M: f64 = EQUATORIAL_RADIUS_M * EQUATORIAL_RADIUS_M / POLAR_RADIUS_M;
/// How much a geodesic's twisting out of its plane can slow its turning within 1,000 km: half of the square of 1,000 km
/// times the largest geodesic torsion, 7.9e-10 per metre.
const TORSION_SHARE: f64 = 3.2e-7;
/// Chords up to this length belong to geodesics of less than 1,000 km.
const SHORT_CHORD_M: f64 = 998_000.0;
/// How much faster than its chord a geodesic may grow in one direction than in another, per square metre: 2.07e-17 and a margin.
pub const OUTRANKED_PER_M2: f64 = 2.2e-17;
/// Up to this chord both geodesics compared are within the narrow bounds.
const OUTRANKED_TO_M: f64 = 990_000.0;
/// Sums of rounding errors in coordinates of Earth's size, ten times over.
pub const ROUNDING_M: f64 = 1e-7;

/// A length that no geodesic over a chord of `chord_m` or less exceeds.
#[must_use]
pub fn geodesic_at_most(chord_m: f64) -> Metres {
    let chord = chord_m + ROUNDING_M;
    let length = if chord <= SHORT_CHORD_M {
        arc(chord, RADIUS_MIN_M)
    } else {
        arc(chord, POLAR_RADIUS_M) * (EQUATORIAL_RADIUS_M / POLAR_RADIUS_M)
    };
    Metres::new(length)
}

/// A chord so long that every geodesic over a longer one exceeds `length`.
#[must_use]
pub fn chord_beyond(length: Metres) -> f64 {
    let length_m = length.value();
    let chord_m = if length_m <= SHORT_CHORD_M {
        chord(length_m, RADIUS_MAX_M * (1.0 + TORSION_SHARE))
    } else {
        chord(length_m * (EQUATORIAL_RADIUS_M / POLAR_RADIUS_M), EQUATORIAL_RADIUS_M)
    };
    chord_m + ROUNDING_M
}

/// A chord so short that every geodesic over one up to it is at most `length`; negative where no chord is so short.
///
/// It inverts [`geodesic_at_most`]: either of its two arcs suffices, the narrow one up to its end.
#[must_use]
pub fn chord_within(length: Metres) -> f64 {
    let length_m = length.value();
    if length_m.is_nan() {
        return f64::NEG_INFINITY;
    }
    if length_m >= std::f64::consts::PI * EQUATORIAL_RADIUS_M {
        // b·σ ≤ s ≤ a·σ with σ ≤ π: no geodesic is longer
        return f64::INFINITY;
    }
    let anywhere_m = chord(length_m * (POLAR_RADIUS_M / EQUATORIAL_RADIUS_M), POLAR_RADIUS_M);
    let short_m = chord(length_m, RADIUS_MIN_M).min(SHORT_CHORD_M);
    anywhere_m.max(short_m) - ROUNDING_M
}

/// A chord so long that every geodesic over a longer one is longer than every geodesic over one up to `chord_m`.
///
/// Up to 1,000 km it is c + `OUTRANKED_PER_M2`·c³, which is [`chord_beyond`] of [`geodesic_at_most`] without their arcs: with
/// s = c + c³/(24·R²) + … over a circle of radius `RADIUS_MIN_M` and its inverse for one of `RADIUS_MAX_M`·(1 + `TORSION_SHARE`)
/// the difference of both is c³/24·(1/R₁² − 1/R₂²) = 2.07e-17·c³, and what follows is less than a hundredth of it.
#[must_use]
pub fn chord_outranked(chord_m: f64) -> f64 {
    if chord_m <= OUTRANKED_TO_M {
        chord_m * (1.0 + OUTRANKED_PER_M2 * chord_m * chord_m) + 3.0 * ROUNDING_M
    } else {
        chord_beyond(geodesic_at_most(chord_m))
    }
}

/// The chord of an arc on a circle of radius `radius_m`; the diameter for more than half of the circle.
fn chord(arc_m: f64, radius_m: f64) -> f64 {
    2.0 * radius_m * (arc_m / (2.0 * radius_m)).min(std::f64::consts::FRAC_PI_2).sin()
}

/// The arc over a chord on a circle of radius `radius_m`.
fn arc(chord_m: f64, radius_m: f64) -> f64 {
    2.0 * radius_m * (chord_m / (2.0 * radius_m)).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::ecef::{chord_m, ecef};
    use crate::geometry::geodesic::distance;
    use crate::lonlat::LonLat;

    /// Referee: GeographicLib's inverse over a lattice of pairs with poles, equator, antimeridian and antipodes.
    #[test]
    fn the_geodesic_lies_between_its_bounds() {
        let lats = [-90.0, -89.9, -45.0, -1e-9, 0.0, 12.3, 29.86, 60.0, 89.999, 90.0];
        let lons = [-180.0, -179.99, -60.0, 0.0, 1e-7, 0.01, 5.0, 60.87, 120.0, 179.9, 180.0];
        let places: Vec<LonLat> =
            lats.iter().flat_map(|&lat| lons.iter().map(move |&lon| LonLat::new(lon, lat).unwrap())).collect();
        for &a in &places {
            for &b in &places {
                let (chord, s) = (chord_m(ecef(a), ecef(b)), distance(a, b));
                assert!(s <= geodesic_at_most(chord), "{a} to {b}: {s:?} above its bound");
                assert!(chord <= chord_beyond(s), "{a} to {b}: a chord of {chord} m is no proof against {s:?}");
                assert!(chord >= chord_within(s), "{a} to {b}: a chord of {chord} m is no proof for {s:?}");
                let less = Metres::new(s.value() * (1.0 - 1e-12) - 1e-6);
                assert!(chord > chord_within(less), "{a} to {b}: a chord of {chord} m is shorter than for {less:?}");
            }
        }
    }

    /// Referee: the bounds that it inverts, over chords from a micrometre to the Earth's diameter.
    #[test]
    fn a_chord_within_a_length_has_no_longer_geodesic() {
        for step in 0..4_000 {
            let length = Metres::new(1e-6 * 10.0_f64.powf(f64::from(step) * 13.4 / 4_000.0));
            let chord = chord_within(length);
            assert!(chord < 0.0 || geodesic_at_most(chord - ROUNDING_M) <= length, "{chord} m for {length:?}");
            assert!(chord < chord_beyond(length) || chord.is_infinite());
        }
        assert!(chord_within(Metres::ZERO) < 0.0);
        assert!(chord_within(Metres::new(f64::NAN)) < 0.0);
        assert!(chord_within(Metres::new(-1.0)) < 0.0);
        assert!(chord_within(Metres::new(f64::INFINITY)).is_infinite());
    }

    /// Referee: the same by both arcs.
    #[test]
    fn a_chord_outranked_is_no_shorter_than_by_its_arcs() {
        for step in 0..4_000 {
            let chord = 1e-6 * 10.0_f64.powf(f64::from(step) * 13.1 / 4_000.0);
            let (found, by_arcs) = (chord_outranked(chord), chord_beyond(geodesic_at_most(chord)));
            assert!(found >= by_arcs, "{found} m for {chord} m, by arcs {by_arcs} m");
            assert!(found <= by_arcs + 1e-6 + 0.1 * (by_arcs - chord), "{found} m for {chord} m, by arcs {by_arcs} m");
        }
    }
}
