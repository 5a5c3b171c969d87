//! Earth-centred, Earth-fixed coordinates of places on the WGS 84 ellipsoid. Not responsible for lengths along it.

use crate::lonlat::LonLat;

/// The equatorial radius of WGS 84 in metres (defining constant).
pub const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;
/// The flattening of WGS 84 (defining constant).
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The polar radius of WGS 84 in metres.
pub const POLAR_RADIUS_M: f64 = EQUATORIAL_RADIUS_M * (1.0 - FLATTENING);
/// The square of the first eccentricity.
pub const ECCENTRICITY2: f64 = FLATTENING * (2.0 - FLATTENING);

/// The ellipsoid is Xᵀ·A·X = 1 with A = diag(`A_EQUATOR`, `A_EQUATOR`, `A_POLE`).
const A_EQUATOR: f64 = 1.0 / (EQUATORIAL_RADIUS_M * EQUATORIAL_RADIUS_M);
const A_POLE: f64 = 1.0 / (POLAR_RADIUS_M * POLAR_RADIUS_M);

/// Metres from the Earth's centre towards 0° E on the equator, 90° E on the equator and the north pole.
pub type Ecef = [f64; 3];

/// Where `place` lies in space, at height 0 above the ellipsoid.
///
/// # Accuracy
/// A few nanometres (the rounding of numbers of this size).
#[must_use]
pub fn ecef(place: LonLat) -> Ecef {
    on_ellipsoid(place.lon().to_radians(), place.lat().to_radians())
}

/// As [`ecef`], from radians that need not be in range: longitudes past ±π are places too.
#[must_use]
pub fn on_ellipsoid(lon_rad: f64, lat_rad: f64) -> Ecef {
    let (sin_lat, cos_lat) = lat_rad.sin_cos();
    let (sin_lon, cos_lon) = lon_rad.sin_cos();
    let normal_m = EQUATORIAL_RADIUS_M / (1.0 - ECCENTRICITY2 * sin_lat * sin_lat).sqrt();
    [normal_m * cos_lat * cos_lon, normal_m * cos_lat * sin_lon, normal_m * (1.0 - ECCENTRICITY2) * sin_lat]
}

/// The place above or below which a position of the ellipsoid's surface lies.
///
/// # Accuracy
/// A few nanometres for what lies on the surface; what does not is read as if it did.
///
/// # Panics
/// When `at` holds a number that is not finite.
#[must_use]
pub fn lonlat(at: Ecef) -> LonLat {
    let from_axis_m = (at[0] * at[0] + at[1] * at[1]).sqrt();
    let lat = (at[2] / (1.0 - ECCENTRICITY2)).atan2(from_axis_m).to_degrees();
    LonLat::new(at[1].atan2(at[0]).to_degrees(), lat).expect("an arctangent of finite numbers is on Earth")
}

/// The straight distance through space in metres.
#[must_use]
pub fn chord_m(a: Ecef, b: Ecef) -> f64 {
    chord2_m2(a, b).sqrt()
}

/// The square of [`chord_m`].
#[must_use]
pub fn chord2_m2(a: Ecef, b: Ecef) -> f64 {
    let d = way(a, b);
    dot(d, d)
}

/// The share t in 0..=1 of the way from `a` to `b` at which the straight segment comes nearest to `p`.
#[must_use]
pub fn foot_share(p: Ecef, a: Ecef, b: Ecef) -> f64 {
    let along = way(a, b);
    let length2 = dot(along, along);
    if length2 > 0.0 { (dot(way(a, p), along) / length2).clamp(0.0, 1.0) } else { 0.0 }
}

/// The position at share `t` of the straight way from `a` to `b`.
#[must_use]
pub fn between(a: Ecef, b: Ecef, t: f64) -> Ecef {
    moved(a, t, way(a, b))
}

/// `v` moved by `share` times `direction`.
#[must_use]
pub fn moved(v: Ecef, share: f64, direction: Ecef) -> Ecef {
    [v[0] + share * direction[0], v[1] + share * direction[1], v[2] + share * direction[2]]
}

/// The way from `a` to `b`.
#[must_use]
pub fn way(a: Ecef, b: Ecef) -> Ecef {
    [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
}

/// The outer product.
#[must_use]
pub fn cross(a: Ecef, b: Ecef) -> Ecef {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// A·v for the matrix A whose quadric Xᵀ·A·X = 1 the ellipsoid is: for X on it, the direction of its outward normal.
#[must_use]
pub fn times_a(v: Ecef) -> Ecef {
    [A_EQUATOR * v[0], A_EQUATOR * v[1], A_POLE * v[2]]
}

/// The inner product.
#[must_use]
pub fn dot(a: Ecef, b: Ecef) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
