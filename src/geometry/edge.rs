//! What lies between two vertices: a straight line in lon/lat (RFC 7946) or a geodesic. Not responsible for finding what
//! is nearest on it: see `foot`.

use geo_types::LineString;

use crate::geometry::bounds::{RADIUS_MAX_M, RADIUS_MIN_M};
use crate::geometry::ecef::{ECCENTRICITY2, EQUATORIAL_RADIUS_M, Ecef, ecef, on_ellipsoid};
use crate::geometry::geodesic;
use crate::geometry::ring::longitude_step_deg;
use crate::lonlat::LonLat;
use crate::units::{Degrees, Metres};

/// The curve that an edge stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum EdgeModel {
    /// Straight in longitude and latitude, as RFC 7946 section 3.1.1 defines GeoJSON's edges.
    #[default]
    Rfc7946,
    /// The shortest path on the ellipsoid.
    Geodesic,
}

impl EdgeModel {
    /// The name by which outputs tell the model.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rfc7946 => "rfc7946",
            Self::Geodesic => "geodesic",
        }
    }
}

/// An edge between two places. Its direction does not count: both orders of its ends make the same edge, bit for bit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    start: LonLat,
    end: LonLat,
    course: Course,
}

/// A direction along the surface, per unit of an edge's share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heading {
    /// Metres east.
    pub east_m: f64,
    /// Metres north.
    pub north_m: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Course {
    Straight {
        lon_step_deg: f64,
    },
    /// The bearing at the start, where it is at hand: short edges are rarely asked for it.
    Geodesic {
        length: Metres,
        bearing: Option<Degrees>,
    },
}

/// Geodesic edges shorter than this are not cut, so that few questions need their bearing: it is computed when asked for.
const BEARING_FROM: Metres = Metres::new(4_000.0);

/// An upper bound of |X''| over R for X(lon, lat) on the ellipsoid, beyond the sphere's: the meridian radius changes by
/// 3e²/2 of itself at most, at a right angle to the rest.
pub(super) const SURFACE_BEND: f64 = 1.000_2;

/// As [`SURFACE_BEND`] for the third derivative: the meridian's radius changes by 3e²/2 of itself, and that change by 3e².
const SURFACE_JERK: f64 = 1.06;

/// A bound this low needs no sines and cosines to be any lower.
const PLAIN_WOBBLE_M: f64 = 1e-7;
/// Edges this short sag by less than a centimetre, whatever their direction.
const PLAIN_SPAN_RAD: f64 = 1e-4;

/// √3/216, of |X‴|h³, is how far interpolation by a parabola errs.
const PARABOLA_SHARE: f64 = 0.008_019;

/// 0.016·k·t of 0.016·k·t·L³, k and t at most 1/R and 7.9e-10 per metre.
const GEODESIC_STRAY_PER_M2: f64 = 0.016 * 7.9e-10 / RADIUS_MIN_M;

/// The most that the meridian's radius changes per radian of latitude, as a share of it: 3e²/2 · 1.007.
pub(super) const MERIDIAN_CHANGE: f64 = 0.010_2;

/// How far, at most, any straight edge of `line` strays from its chord through space.
///
/// # Accuracy
/// A true upper bound like [`Edge::sag_m`], wider, and without its sines and cosines.
#[must_use]
pub fn sag_at_most_m(line: &LineString<f64>) -> f64 {
    let step_rad = |edge: geo_types::Line<f64>| {
        let lon = longitude_step_deg(edge.start.x, edge.end.x).to_radians();
        lon.abs() + (edge.end.y - edge.start.y).to_radians().abs()
    };
    let longest = line.lines().map(step_rad).fold(0.0, f64::max);
    RADIUS_MAX_M * SURFACE_BEND * longest * longest / 8.0
}

/// A straight edge in radians: its steps, and the greatest sine and cosine of the latitudes on it.
struct Steps {
    dlat: f64,
    dlon: f64,
    sin: f64,
    cos: f64,
}

impl Edge {
    /// The edge between `a` and `b`, the short way round in longitude.
    #[must_use]
    pub fn new(a: LonLat, b: LonLat, model: EdgeModel) -> Self {
        let swap = (a.lon(), a.lat()) > (b.lon(), b.lat());
        let (start, end) = if swap { (b, a) } else { (a, b) };
        let course = match model {
            EdgeModel::Rfc7946 => Course::Straight { lon_step_deg: longitude_step_deg(start.lon(), end.lon()) },
            EdgeModel::Geodesic => {
                let length = geodesic::distance(start, end);
                let long = length > BEARING_FROM;
                Course::Geodesic { length, bearing: long.then(|| geodesic::line(start, end).bearing_at_start) }
            }
        };
        Self { start, end, course }
    }

    /// The place at share `t` (0..=1) of the edge, the ends exactly as they were given.
    ///
    /// # Panics
    /// Never: what lies between two places is on Earth.
    #[must_use]
    pub fn at(&self, t: f64) -> LonLat {
        if t <= 0.0 {
            return self.start;
        }
        if t >= 1.0 {
            return self.end;
        }
        match self.course {
            Course::Straight { lon_step_deg } => {
                let lon = self.start.lon() + t * lon_step_deg;
                let lat = self.start.lat() + t * (self.end.lat() - self.start.lat());
                LonLat::new(wrapped(lon), lat.clamp(-90.0, 90.0)).expect("between two places on Earth")
            }
            Course::Geodesic { length, bearing } => {
                let bearing = bearing.unwrap_or_else(|| self.bearing_at_start());
                geodesic::destination(self.start, bearing, Metres::new(t * length.value()))
            }
        }
    }

    fn bearing_at_start(&self) -> Degrees {
        geodesic::line(self.start, self.end).bearing_at_start
    }

    /// As [`Edge::at`], in space.
    #[must_use]
    pub fn in_space(&self, t: f64) -> Ecef {
        match self.course {
            Course::Straight { lon_step_deg } if t > 0.0 && t < 1.0 => on_ellipsoid(
                (self.start.lon() + t * lon_step_deg).to_radians(),
                (self.start.lat() + t * (self.end.lat() - self.start.lat())).to_radians(),
            ),
            _ => ecef(self.at(t)),
        }
    }

    /// How far, at most, the edge strays from the straight chord through space over a stretch of `share` (0..=1) of it.
    ///
    /// # Accuracy
    /// A true upper bound: linear interpolation of a curve X(t) over a step h errs by at most h²/8·max|X''|. For a
    /// geodesic |X''| ≤ 1/R per metre²; for a straight line in lon/lat the second derivatives of the ellipsoid give
    /// `R(Δφ² + 2|sin φ ΔφΔλ| + cos φ Δλ²)`.
    #[must_use]
    pub fn sag_m(&self, share: f64) -> f64 {
        let bend_m = match self.course {
            Course::Geodesic { length, .. } => length.value() * length.value() / RADIUS_MIN_M,
            Course::Straight { lon_step_deg } => {
                let span_rad = self.span_rad(lon_step_deg);
                if span_rad < PLAIN_SPAN_RAD {
                    span_rad * span_rad * RADIUS_MAX_M * SURFACE_BEND
                } else {
                    let Steps { dlat, dlon, sin, cos } = self.steps(lon_step_deg);
                    RADIUS_MAX_M * SURFACE_BEND * (dlat * dlat + 2.0 * sin * (dlat * dlon).abs() + cos * dlon * dlon)
                }
            }
        };
        bend_m * share * share / 8.0
    }

    /// What lies between its ends.
    #[must_use]
    pub fn model(&self) -> EdgeModel {
        match self.course {
            Course::Geodesic { .. } => EdgeModel::Geodesic,
            Course::Straight { .. } => EdgeModel::Rfc7946,
        }
    }

    /// How far, at most, a stretch of `share` (0..=1) strays from the parabola through its ends and its middle; for a
    /// geodesic, from the lift of its chord onto the ellipsoid, sideways.
    ///
    /// # Accuracy
    /// A true upper bound. Interpolation by a parabola errs by at most √3/216·max|X‴|·h³; for a straight line in lon/lat
    /// |X‴| ≤ `R(Δφ³ + 3cos φ Δφ²Δλ + 3sin φ ΔφΔλ² + cos φ Δλ³)`. A geodesic's is derived in `piece`.
    #[must_use]
    pub fn wobble_m(&self, share: f64) -> f64 {
        match self.course {
            Course::Geodesic { length, .. } => GEODESIC_STRAY_PER_M2 * (share * length.value()).powi(3),
            Course::Straight { lon_step_deg } => {
                // with sines and cosines of 1 the four terms are a cube
                let at_most_m =
                    PARABOLA_SHARE * RADIUS_MAX_M * SURFACE_JERK * (share * self.span_rad(lon_step_deg)).powi(3);
                if at_most_m < PLAIN_WOBBLE_M {
                    return at_most_m;
                }
                let Steps { dlat, dlon, sin, cos } = self.steps(lon_step_deg);
                let (dlat, dlon) = (dlat.abs(), dlon.abs());
                let bend = dlat.powi(3) + 3.0 * dlat * dlon * (cos * dlat + sin * dlon) + cos * dlon.powi(3);
                PARABOLA_SHARE * RADIUS_MAX_M * SURFACE_JERK * bend * share.powi(3)
            }
        }
    }

    /// How strongly, at most, the edge turns away from a geodesic: |D²X/dt²| along the surface, in metres per unit of share
    /// squared. Nothing for a geodesic.
    #[must_use]
    pub fn turn_m(&self) -> f64 {
        match self.course {
            Course::Geodesic { .. } => 0.0,
            Course::Straight { lon_step_deg } => {
                let Steps { dlat, dlon, sin, cos } = self.steps(lon_step_deg);
                let along_meridian = MERIDIAN_CHANGE * dlat * dlat;
                RADIUS_MAX_M
                    * SURFACE_BEND
                    * (along_meridian + 2.0 * sin * (dlat * dlon).abs() + cos * sin * dlon * dlon)
            }
        }
    }

    /// The most metres per unit of share that a walk along the edge makes.
    #[must_use]
    pub fn pace_m(&self) -> f64 {
        match self.course {
            Course::Geodesic { length, .. } => length.value(),
            Course::Straight { lon_step_deg } => {
                let Steps { dlat, dlon, cos, .. } = self.steps(lon_step_deg);
                RADIUS_MAX_M * dlat.hypot(cos * dlon)
            }
        }
    }

    /// The steps of a straight edge in longitude and latitude, added up.
    fn span_rad(&self, lon_step_deg: f64) -> f64 {
        (lon_step_deg.abs() + (self.end.lat() - self.start.lat()).abs()).to_radians()
    }

    fn steps(&self, lon_step_deg: f64) -> Steps {
        let (from, to) = (self.start.lat().to_radians(), self.end.lat().to_radians());
        let cos = if from * to <= 0.0 { 1.0 } else { from.cos().max(to.cos()) };
        Steps {
            dlat: to - from,
            dlon: lon_step_deg.to_radians(),
            sin: from.sin().abs().max(to.sin().abs()),
            cos: cos.max(0.0),
        }
    }

    /// How the edge turns away from a geodesic at share `t`: its acceleration along the surface, per unit of share squared.
    ///
    /// For a straight line in lon/lat, with M and N the radii of the meridian and the prime vertical:
    /// east −2M·sin φ·ΔφΔλ, north M'·Δφ² + N·cos φ·sin φ·Δλ².
    #[must_use]
    pub fn turning(&self, t: f64) -> Heading {
        match self.course {
            Course::Geodesic { .. } => Heading { east_m: 0.0, north_m: 0.0 },
            Course::Straight { lon_step_deg } => {
                let lat = self.at(t).lat().to_radians();
                let (sin, cos) = lat.sin_cos();
                let w2 = 1.0 - ECCENTRICITY2 * sin * sin;
                let prime_vertical_m = EQUATORIAL_RADIUS_M / w2.sqrt();
                let meridian_m = prime_vertical_m * (1.0 - ECCENTRICITY2) / w2;
                let change_m = 3.0 * ECCENTRICITY2 * sin * cos / w2 * meridian_m;
                let (dlat, dlon) = ((self.end.lat() - self.start.lat()).to_radians(), lon_step_deg.to_radians());
                Heading {
                    east_m: -2.0 * meridian_m * sin * dlat * dlon,
                    north_m: change_m * dlat * dlat + prime_vertical_m * cos * sin * dlon * dlon,
                }
            }
        }
    }

    /// The direction of the edge at share `t`.
    #[must_use]
    pub fn heading(&self, t: f64) -> Heading {
        match self.course {
            Course::Straight { lon_step_deg } => {
                let lat = self.at(t).lat().to_radians();
                let w2 = 1.0 - ECCENTRICITY2 * lat.sin().powi(2);
                let prime_vertical_m = EQUATORIAL_RADIUS_M / w2.sqrt();
                let meridian_m = prime_vertical_m * (1.0 - ECCENTRICITY2) / w2;
                let dlat = (self.end.lat() - self.start.lat()).to_radians();
                Heading { east_m: prime_vertical_m * lat.cos() * lon_step_deg.to_radians(), north_m: meridian_m * dlat }
            }
            Course::Geodesic { length, bearing } => {
                // at the start itself the line there has no length, and so no bearing
                let here = match bearing {
                    Some(bearing) if t <= 0.0 => bearing,
                    None if t <= 0.0 => self.bearing_at_start(),
                    _ => geodesic::line(self.start, self.at(t)).bearing_at_end,
                };
                let (sin, cos) = here.value().to_radians().sin_cos();
                Heading { east_m: length.value() * sin, north_m: length.value() * cos }
            }
        }
    }
}

/// The edges of `line`; ends off the Earth, which no `Shape` has, make none.
pub fn edges(line: &LineString<f64>, model: EdgeModel) -> impl Iterator<Item = Edge> {
    line.lines().filter_map(move |step| {
        let (from, to) = (LonLat::new(step.start.x, step.start.y).ok()?, LonLat::new(step.end.x, step.end.y).ok()?);
        Some(Edge::new(from, to, model))
    })
}

fn wrapped(lon_deg: f64) -> f64 {
    if lon_deg > 180.0 {
        (lon_deg - 360.0).max(-180.0)
    } else if lon_deg < -180.0 {
        (lon_deg + 360.0).min(180.0)
    } else {
        lon_deg
    }
}
