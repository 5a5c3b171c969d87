//! From any geometry to a valid shape, with what had to be mended. Not responsible for the rules themselves.

use geo_types::{Geometry, LineString, Polygon};

use crate::io::read::escape::Quoted;
use crate::io::read::what::What;
use crate::lonlat::NotOnEarth;
use crate::model::shape::{Longitudes, Shape, ShapeError, ShapeNote};

/// The valid shape of `geometry`; `None` where it is empty.
pub(super) fn shaped(
    geometry: Geometry<f64>,
    longitudes: Longitudes,
    notes: &mut Vec<What>,
) -> Result<Option<Shape>, What> {
    let shaped = Shape::new(geometry, longitudes).map_err(what_of)?;
    for note in shaped.notes {
        let what = match note {
            ShapeNote::RingClosed => What::RingClosed,
            ShapeNote::RingRewound => What::RingRewound,
            _ => What::LongitudeWrapped,
        };
        if !notes.contains(&what) {
            notes.push(what);
        }
    }
    Ok(shaped.shape)
}

/// The polygon of these rings, with a note where one of them was open: it is closed as it becomes part of a polygon.
pub(super) fn polygon(outer: LineString<f64>, holes: Vec<LineString<f64>>, notes: &mut Vec<What>) -> Polygon<f64> {
    let is_open = |ring: &LineString<f64>| !ring.is_closed();
    if (is_open(&outer) || holes.iter().any(is_open)) && !notes.contains(&What::RingClosed) {
        notes.push(What::RingClosed);
    }
    Polygon::new(outer, holes)
}

fn what_of(error: ShapeError) -> What {
    let quoted = |value: f64| Quoted::new(&value.to_string());
    match error {
        ShapeError::Position(NotOnEarth::Latitude { lat_deg }) => What::Latitude { value: quoted(lat_deg) },
        ShapeError::Position(NotOnEarth::Longitude { lon_deg }) => What::Longitude { value: quoted(lon_deg) },
        ShapeError::Position(NotOnEarth::NotFinite) => What::NotFinite { value: Quoted::new("infinity") },
        ShapeError::Projected { value } => What::Projected { value: quoted(value) },
        ShapeError::Swapped { lat_deg } => What::Swapped { value: quoted(lat_deg) },
        other => What::Shape(other),
    }
}
