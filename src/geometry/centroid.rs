//! The middle of an area, by which tables often replace it. Not responsible for where anything in it was: a centroid is no place.

use geo::Centroid;
use geo_types::MultiPolygon;

use crate::geometry::geodesic::area_m2;
use crate::lonlat::LonLat;
use crate::units::Metres;

/// The centroid of an area and how large the area is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Middle {
    /// The centroid in longitude and latitude, as tools that know no ellipsoid compute it.
    pub at: LonLat,
    /// The side of a square that is as large.
    pub side: Metres,
}

/// The middle of `area`; `None` for one without any, and where it is no place on Earth.
///
/// # Accuracy
/// That of the centroid in the plane of longitudes and latitudes, which for a unit of some hundred kilometres is within a hundred
/// metres of the one on the ellipsoid: it is compared with points that were made in the same way.
#[must_use]
pub fn middle(area: &MultiPolygon<f64>) -> Option<Middle> {
    let centre = area.centroid()?;
    let at = LonLat::new(centre.x(), centre.y()).ok()?;
    let whole_m2: f64 = area.iter().map(area_m2).sum();
    Some(Middle { at, side: Metres::new(whole_m2.sqrt()) })
}

#[cfg(test)]
mod tests {
    use geo_types::{Rect, coord};

    use super::*;

    #[test]
    fn the_middle_of_a_square_degree_is_its_middle() {
        let square = Rect::new(coord! { x: 62.0, y: -0.5 }, coord! { x: 63.0, y: 0.5 }).to_polygon();
        let middle = middle(&MultiPolygon(vec![square])).unwrap();
        assert!((middle.at.lon() - 62.5).abs() < 1e-9 && middle.at.lat().abs() < 1e-9);
        // a degree of the equator is 111.32 km long, one of the meridian there 110.57 km: by the axes of WGS 84
        assert!((middle.side.km() - (111.32_f64 * 110.57).sqrt()).abs() < 0.1, "{:?}", middle.side);
        assert_eq!(super::middle(&MultiPolygon(Vec::new())), None);
    }
}
