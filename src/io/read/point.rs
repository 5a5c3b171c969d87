//! Two texts of degrees to a point. Not responsible for where they stand.

use crate::io::read::csv::degrees::{Reading, reading};
use crate::io::read::escape::Quoted;
use crate::io::read::options::DecimalMark;
use crate::io::read::shaping::shaped;
use crate::io::read::what::{Axis, What};
use crate::lonlat::LonLat;
use crate::model::shape::{Longitudes, Shape};

/// Names of columns or members that hold coordinates, the surest first: longitude, latitude; as they are compared.
/// The first is what our own tables write where properties have taken `lon` and `lat`.
pub(super) const PAIRS: [(&str, &str); 15] = [
    ("geometry_lon", "geometry_lat"),
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("lng", "lat"),
    ("long", "lat"),
    ("longitude_dd", "latitude_dd"),
    ("lon_dd", "lat_dd"),
    ("long_dd", "lat_dd"),
    ("decimallongitude", "decimallatitude"),
    ("geo_lon", "geo_lat"),
    ("geo_long", "geo_lat"),
    ("actiongeo_long", "actiongeo_lat"),
    ("point_x", "point_y"),
    ("x", "y"),
    ("xcoord", "ycoord"),
];

/// How texts of degrees are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Degrees {
    pub(super) decimal: DecimalMark,
    pub(super) longitudes: Longitudes,
}

impl Degrees {
    /// The point of these two texts, longitude first; `None` where one is blank.
    pub(super) fn point(self, [lon_text, lat_text]: [&str; 2], notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let lat = self.degrees(lat_text, Axis::Latitude, notes)?;
        let lon = self.degrees(lon_text, Axis::Longitude, notes)?;
        let (lon, lat) = match (lon, lat) {
            (Some(lon), Some(lat)) => (lon, lat),
            (None, None) => return Ok(None),
            (lon, _) => {
                let axis = if lon.is_none() { Axis::Longitude } else { Axis::Latitude };
                notes.push(What::HalfCoordinate { axis });
                return Ok(None);
            }
        };
        if let Ok(place) = LonLat::new(lon, lat) {
            return Ok(Some(Shape::from_place(place)));
        }
        let point = geo_types::Point::new(lon, lat).into();
        // the text itself says more than the number read from it
        shaped(point, self.longitudes, notes).map_err(|what| match what {
            What::Latitude { .. } => What::Latitude { value: Quoted::new(lat_text.trim()) },
            What::Longitude { .. } => What::Longitude { value: Quoted::new(lon_text.trim()) },
            What::Swapped { .. } => What::Swapped { value: Quoted::new(lat_text.trim()) },
            other => other,
        })
    }

    fn degrees(self, text: &str, axis: Axis, notes: &mut Vec<What>) -> Result<Option<f64>, What> {
        let reading = reading(text, axis, self.decimal)?;
        let value = || Quoted::new(text);
        match reading {
            Reading::Comma(_) => notes.push(What::CommaRead { axis, value: value() }),
            Reading::Notation(degrees) => notes.push(What::OtherNotation { axis, value: value(), degrees }),
            Reading::Blank | Reading::Plain(_) => {}
        }
        Ok(reading.degrees())
    }
}
