//! Distances, bearings, lengths and areas on the WGS 84 ellipsoid, by GeographicLib's algorithms.
//! Not responsible for edges between the positions: see `edge`.

use std::sync::LazyLock;

use geo_types::{Coord, LineString, Polygon};
use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic, PolygonArea, Winding};

use crate::geometry::course::course;
use crate::geometry::ecef::{Ecef, chord2_m2, ecef, lonlat};
use crate::geometry::short::{SHORT_TO_M, short_geodesic_m};
use crate::lonlat::LonLat;
use crate::units::{Degrees, Metres};

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// The geodesic between two places, seen from both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeodesicLine {
    /// Its length.
    pub distance: Metres,
    /// Its direction where it starts, clockwise from north.
    pub bearing_at_start: Degrees,
    /// Its direction where it ends, clockwise from north.
    pub bearing_at_end: Degrees,
}

/// How far `b` is from `a` along the shortest path on WGS 84.
///
/// # Accuracy
/// 15 nanometres beyond 400 km (Karney 2013); below, where a closed form takes over (see `short`), 10 nanometres to
/// 300 km and 0.2 micrometres to 400 km.
///
/// # Cost
/// About 0.1 microseconds below 400 km, one microsecond beyond.
///
/// # Source
/// C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), doi:10.1007/s00190-012-0578-z
///
/// # Example
/// ```
/// use sarhad::{geometry::geodesic::distance, LonLat};
/// let zahedan = LonLat::new(60.8629, 29.4963)?;
/// let taftan = LonLat::new(61.58661, 28.94687)?;
/// assert_eq!(distance(zahedan, taftan).value().round(), 93_059.0); // metres
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[must_use]
pub fn distance(a: LonLat, b: LonLat) -> Metres {
    let (here, there) = (ecef(a), ecef(b));
    if chord2_m2(here, there) <= SHORT_TO_M * SHORT_TO_M {
        Metres::new(short_geodesic_m(here, there))
    } else {
        exact_distance(a, b)
    }
}

/// As [`distance`], between places that are at hand in space.
///
/// # Cost
/// 20 to 50 nanoseconds below 400 km, one microsecond beyond.
#[must_use]
pub fn distance_in_space(a: Ecef, b: Ecef) -> Metres {
    if chord2_m2(a, b) <= SHORT_TO_M * SHORT_TO_M {
        Metres::new(short_geodesic_m(a, b))
    } else {
        exact_distance(lonlat(a), lonlat(b))
    }
}

/// As [`distance`], by GeographicLib at any range: the referee of the closed form.
#[must_use]
pub fn exact_distance(a: LonLat, b: LonLat) -> Metres {
    Metres::new(WGS84.inverse(a.lat(), a.lon(), b.lat(), b.lon()))
}

/// The geodesic from `a` to `b`.
///
/// # Not unique
/// Between nearly antipodal places several geodesics are equally short; one of them is returned. The bearings of a
/// geodesic of length 0 mean nothing.
#[must_use]
pub fn line(a: LonLat, b: LonLat) -> GeodesicLine {
    let (distance_m, azi1, azi2, _): (f64, f64, f64, f64) = WGS84.inverse(a.lat(), a.lon(), b.lat(), b.lon());
    GeodesicLine {
        distance: Metres::new(distance_m),
        bearing_at_start: Degrees::new(azi1).as_bearing(),
        bearing_at_end: Degrees::new(azi2).as_bearing(),
    }
}

/// The direction, clockwise from north, in which the geodesic from `from` to `to` starts; means nothing where they are one.
///
/// # Accuracy
/// A ten-millionth of a degree up to 400 km, GeographicLib's beyond.
///
/// # Cost
/// About 0.2 microseconds below 400 km, one microsecond beyond.
#[must_use]
pub fn bearing(from: LonLat, to: LonLat) -> Degrees {
    let (here, there) = (ecef(from), ecef(to));
    let chord2 = chord2_m2(here, there);
    if chord2 == 0.0 || chord2 > SHORT_TO_M * SHORT_TO_M {
        return line(from, to).bearing_at_start;
    }
    let direction = course(here, there).direction;
    let (sin_lon, cos_lon) = from.lon().to_radians().sin_cos();
    let (sin_lat, cos_lat) = from.lat().to_radians().sin_cos();
    let east = cos_lon * direction[1] - sin_lon * direction[0];
    let north = cos_lat * direction[2] - sin_lat * (cos_lon * direction[0] + sin_lon * direction[1]);
    Degrees::new(east.atan2(north).to_degrees()).as_bearing()
}

/// Where one arrives from `from` after `distance` along the geodesic that starts with `bearing`.
///
/// # Panics
/// When `bearing` or `distance` is not finite.
#[must_use]
pub fn destination(from: LonLat, bearing: Degrees, distance: Metres) -> LonLat {
    let (lat, lon): (f64, f64) = WGS84.direct(from.lat(), from.lon(), bearing.value(), distance.value());
    LonLat::new(lon.clamp(-180.0, 180.0), lat.clamp(-90.0, 90.0)).expect("a finite geodesic ends on Earth")
}

/// The length of a line whose edges are geodesics.
///
/// # Accuracy
/// For edges below 300 m the difference to straight lon/lat edges is below a millimetre per edge at this region's latitudes.
#[must_use]
pub fn length(line: &LineString<f64>) -> Metres {
    let edge_m =
        |edge: geo_types::Line<f64>| -> f64 { WGS84.inverse(edge.start.y, edge.start.x, edge.end.y, edge.end.x) };
    Metres::new(line.lines().map(edge_m).sum())
}

/// The area of a polygon whose edges are geodesics, its holes taken off, in square metres.
#[must_use]
pub fn area_m2(polygon: &Polygon<f64>) -> f64 {
    let holes: f64 = polygon.interiors().iter().map(ring_area_m2).sum();
    (ring_area_m2(polygon.exterior()) - holes).max(0.0)
}

fn ring_area_m2(ring: &LineString<f64>) -> f64 {
    let mut area = PolygonArea::new(&WGS84, Winding::CounterClockwise);
    let corners: &[Coord<f64>] = &ring.0;
    for corner in corners.iter().take(corners.len().saturating_sub(1)) {
        area.add_point(corner.y, corner.x);
    }
    let (_, area_m2, _) = area.compute(true);
    area_m2.abs()
}
