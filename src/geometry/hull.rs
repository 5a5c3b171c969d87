//! The convex outline of places, across ±180° and round a pole too. Not responsible for what lies inside it.
//!
//! Places that fit into half of all longitudes are laid out in the lon/lat plane after the largest gap between them, so that the
//! outline is convex there, and its edges are straight as RFC 7946 says. Places all around a pole, or at it, are laid out
//! around that pole, at their distance from it in degrees. There an edge straight in lon/lat is an arc of a spiral that lies
//! outside the straight one, so that the outline holds all places too.

use std::cmp::Ordering;

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

use crate::lonlat::LonLat;

/// Places nearer to a pole than this (degrees) have no longitude that could be relied on: 10 m.
const AT_POLE_DEG: f64 = 1e-4;

/// The convex outline of `places`: a polygon, a line where all lie on one, a point where all are one; `None` of nothing.
///
/// Longitudes of lines and polygons may run on past ±180.
///
/// # Cost
/// n·log n.
#[must_use]
pub fn hull(places: &[LonLat]) -> Option<Geometry<f64>> {
    let first = places.first()?;
    let corners = match west_end(places) {
        Some(west_deg) => flat_hull(places.iter().map(|place| after(*place, west_deg)).collect()),
        None => round_pole(places),
    };
    Some(match corners.len() {
        0 | 1 => Geometry::Point(Point(corners.first().copied().unwrap_or(Coord::from(*first)))),
        2 => Geometry::LineString(LineString(corners)),
        _ => {
            let closing = corners.first().copied();
            Geometry::Polygon(Polygon::new(LineString(corners.into_iter().chain(closing).collect()), Vec::new()))
        }
    })
}

/// The longitude east of which, within half a turn, all places lie; `None` where they lie all around, or at a pole.
fn west_end(places: &[LonLat]) -> Option<f64> {
    if places.iter().any(|place| 90.0 - place.lat().abs() < AT_POLE_DEG) {
        return None;
    }
    let mut lons: Vec<f64> = places.iter().map(|place| place.lon()).collect();
    lons.sort_unstable_by(f64::total_cmp);
    let (first, last) = (*lons.first()?, *lons.last()?);
    let across = (first + 360.0 - last, first);
    let gaps = lons.windows(2).map(|pair| (pair[1] - pair[0], pair[1]));
    let (gap, west) = gaps.fold(across, |widest, gap| if gap.0 > widest.0 { gap } else { widest });
    (gap >= 180.0).then_some(west)
}

/// A place in the plane whose longitudes begin at `west_deg`.
fn after(place: LonLat, west_deg: f64) -> Coord<f64> {
    let turned = if place.lon() < west_deg { place.lon() + 360.0 } else { place.lon() };
    Coord { x: turned, y: place.lat() }
}

/// The corners of the hull around the pole that is nearer to the first place.
fn round_pole(places: &[LonLat]) -> Vec<Coord<f64>> {
    let pole_deg = if places.first().is_some_and(|place| place.lat() < 0.0) { -90.0 } else { 90.0 };
    let off_deg = |place: &LonLat| (pole_deg - place.lat()).abs();
    let laid_out = places.iter().map(|place| {
        let (sin, cos) = place.lon().to_radians().sin_cos();
        Coord { x: off_deg(place) * cos, y: off_deg(place) * sin }
    });
    let mut corners = flat_hull(laid_out.collect());
    if pole_deg < 0.0 {
        // seen from below, east is clockwise
        corners.reverse();
    }
    let at_pole = |corner: &Coord<f64>| corner.x.hypot(corner.y) < AT_POLE_DEG;
    let place = |corner: &Coord<f64>| {
        let lat = pole_deg - corner.x.hypot(corner.y).copysign(pole_deg);
        Coord { x: corner.y.atan2(corner.x).to_degrees(), y: lat }
    };
    let count = corners.len();
    if count < 2 {
        return corners.iter().map(place).collect();
    }
    // the pole is on every meridian: it is reached along one neighbour's and left along the other's
    let on_meridian_of = |corner: &Coord<f64>| Coord { x: place(corner).x, y: pole_deg };
    let each = |number: usize| {
        let corner = &corners[number];
        let (before, behind) = (&corners[(number + count - 1) % count], &corners[(number + 1) % count]);
        if at_pole(corner) { vec![on_meridian_of(before), on_meridian_of(behind)] } else { vec![place(corner)] }
    };
    let mut outline: Vec<Coord<f64>> = (0..count).flat_map(each).collect();
    outline.dedup();
    outline
}

/// The corners of the convex hull in a plane, counter-clockwise, each once; two of a line, one of a point.
///
/// # Source
/// A. M. Andrew, Another efficient algorithm for convex hulls in two dimensions, 1979.
fn flat_hull(places: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let mut sorted = places;
    sorted.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let mut corners = chain(sorted.iter());
    let mut above = chain(sorted.iter().rev());
    corners.pop();
    above.pop();
    corners.extend(above);
    corners
}

/// The corners met with a turn to the left only.
fn chain<'a>(places: impl Iterator<Item = &'a Coord<f64>>) -> Vec<Coord<f64>> {
    let mut corners: Vec<Coord<f64>> = Vec::new();
    for place in places {
        while let [.., a, b] = corners.as_slice()
            && turn(*a, *b, *place) != Ordering::Greater
        {
            corners.pop();
        }
        corners.push(*place);
    }
    corners
}

/// Whether the way from `a` over `b` to `c` turns left (greater), right, or not at all.
fn turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Ordering {
    ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).total_cmp(&0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::containment::{Container, Position};
    use geo_types::MultiPolygon;

    fn places(corners: &[(f64, f64)]) -> Vec<LonLat> {
        corners.iter().map(|&(lon, lat)| LonLat::new(lon, lat).unwrap()).collect()
    }

    #[track_caller]
    fn corners(given: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let rounded = |at: &Coord<f64>| ((at.x * 1e6).round() / 1e6, (at.y * 1e6).round() / 1e6);
        match hull(&places(given)) {
            None => Vec::new(),
            Some(Geometry::Point(at)) => vec![rounded(&at.0)],
            Some(Geometry::LineString(line)) => line.0.iter().map(rounded).collect(),
            Some(Geometry::Polygon(polygon)) => polygon.exterior().0.iter().map(rounded).collect(),
            Some(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_outline_is_convex() {
        assert_eq!(corners(&[]), []);
        assert_eq!(corners(&[(61.0, 29.0), (61.0, 29.0)]), [(61.0, 29.0)]);
        assert_eq!(corners(&[(61.0, 29.0), (63.0, 27.0), (62.0, 28.0)]), [(61.0, 29.0), (63.0, 27.0)]);
        let square = [(61.0, 28.0), (62.0, 28.0), (62.0, 29.0), (61.0, 29.0)];
        let with_inner: Vec<(f64, f64)> = square.iter().copied().chain([(61.5, 28.5), (61.5, 28.0)]).collect();
        assert_eq!(corners(&with_inner), [&square[..], &square[..1]].concat());
    }

    #[test]
    fn it_runs_on_across_the_antimeridian() {
        let crossing = [(179.0, -17.0), (-179.0, -17.0), (-179.5, -16.0), (180.0, -16.9)];
        assert_eq!(corners(&crossing), [(179.0, -17.0), (181.0, -17.0), (180.5, -16.0), (179.0, -17.0)]);
        assert_eq!(corners(&[(180.0, 5.0), (-180.0, 5.0)]), [(180.0, 5.0)]);
    }

    /// Every place is inside the outline or on it.
    #[test]
    fn it_holds_all_places_round_a_pole_too() {
        let rings = [
            vec![(0.0, 89.0), (120.0, 88.0), (-120.0, 85.0), (60.0, 89.9)],
            vec![(0.0, -89.0), (120.0, -88.0), (-120.0, -85.0), (170.0, -89.9)],
            vec![(10.0, 89.0), (60.0, 88.0), (20.0, 90.0), (30.0, 89.5)],
            vec![(10.0, -89.0), (60.0, -88.0), (20.0, -90.0), (30.0, -89.5)],
            vec![(179.0, 60.0), (-170.0, 65.0), (175.0, 62.0), (178.0, 61.5)],
        ];
        for given in rings {
            let Some(Geometry::Polygon(outline)) = hull(&places(&given)) else { panic!("no outline of {given:?}") };
            let container = Container::new(&MultiPolygon(vec![outline.clone()]));
            for place in places(&given) {
                assert_ne!(container.position(place), Position::Outside, "{place} in {outline:?}");
            }
        }
    }
}
