//! From any geometry to a valid shape, with what had to be mended. Not responsible for the rules themselves.

use geo_types::Geometry;

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
