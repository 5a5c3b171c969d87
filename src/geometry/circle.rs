//! The circle of all places at a distance from one. Not responsible for cutting it at the antimeridian.

use geo_types::{Coord, LineString, Polygon};

use crate::geometry::geodesic::destination;
use crate::lonlat::LonLat;
use crate::units::{Degrees, Metres};

/// The polygon whose `corners` lie at `radius` from `centre`, evenly around it, counter-clockwise from north.
///
/// # Accuracy
/// Corners are exact to nanometres; between 36 of them the edges lie inside the circle by up to 0.4 % of its radius.
///
/// # Not unique
/// A circle that holds a pole or crosses the antimeridian has edges that jump in longitude: see `antimeridian`.
///
/// # Cost
/// About one microsecond a corner.
///
/// # Panics
/// When `radius` is not finite.
///
/// # Example
/// ```
/// use sarhad::geometry::{circle::circle, geodesic::distance};
/// use sarhad::{LonLat, Metres};
/// let zahedan = LonLat::new(60.8629, 29.4963)?;
/// let ring = circle(zahedan, Metres::from_km(10.0), 36);
/// let north = ring.exterior().0[0];
/// let away = distance(zahedan, LonLat::new(north.x, north.y)?);
/// assert!((away.value() - 10_000.0).abs() < 0.001); // metres
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[must_use]
pub fn circle(centre: LonLat, radius: Metres, corners: u32) -> Polygon<f64> {
    let corner = |number: u32| {
        let bearing_deg = 360.0 - 360.0 * f64::from(number) / f64::from(corners);
        Coord::from(destination(centre, Degrees::new(bearing_deg), radius))
    };
    let mut ring: Vec<Coord<f64>> = (0..corners).map(corner).collect();
    ring.extend(ring.first().copied());
    Polygon::new(LineString(ring), Vec::new())
}
