//! The coordinate reference systems in which boxes are given and features are had. Not responsible for measuring anything.
//!
//! # Source
//! EPSG:3857: web Mercator on a sphere of 6,378,137 m.

use std::f64::consts::{FRAC_PI_4, PI};

use geo::MapCoords;
use geo_types::{Coord, Geometry};

use crate::server::features::forms::GEOJSON;
use crate::server::http::{Form, Problem};

/// Radius of web Mercator's sphere in metres.
const RADIUS_M: f64 = 6_378_137.0;
/// Latitude at which web Mercator ends.
pub const MERCATOR_MOST_DEG: f64 = 85.051_128_779_806_59;

/// A coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crs {
    /// Longitude and latitude on WGS 84.
    #[default]
    Crs84,
    /// Latitude and longitude on WGS 84.
    Epsg4326,
    /// Metres east and north of web Mercator.
    Epsg3857,
}

impl Crs {
    /// All of them, the one in which the data are first.
    pub const ALL: [Self; 3] = [Self::Crs84, Self::Epsg4326, Self::Epsg3857];

    /// Its name.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// The one that a parameter names.
    ///
    /// # Errors
    /// Where it names none that is had here.
    pub fn named(parameter: &str, text: &str) -> Result<Self, Problem> {
        // a name in brackets is a URI that could be shortened
        let name = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        let short = |crs: &Self| match crs {
            Self::Crs84 => name == "OGC:CRS84",
            Self::Epsg4326 => name == "EPSG:4326",
            Self::Epsg3857 => name == "EPSG:3857",
        };
        Self::ALL.into_iter().find(|crs| crs.uri() == name || short(crs)).ok_or_else(|| {
            let all = Self::ALL.map(Self::uri).join(", ");
            Problem::parameter(
                parameter,
                format!("{text:?} is no coordinate reference system of this server; it has {all}"),
            )
        })
    }

    /// Itself, where features in `form` are had in it: all forms but `GeoJSON` have longitude and latitude alone.
    ///
    /// # Errors
    /// Where they are not.
    pub fn had_in(self, form: &Form) -> Result<Self, Problem> {
        if self == Self::Crs84 || *form == GEOJSON {
            return Ok(self);
        }
        let detail = format!(
            "f={} has longitude and latitude alone ({}); leave crs out, or ask for f={}, which has every system",
            form.name,
            Self::Crs84.uri(),
            GEOJSON.name
        );
        Err(Problem::parameter("crs", detail))
    }

    /// Longitude and latitude as they stand in this system; what web Mercator cannot show stands at its edge.
    #[must_use]
    pub fn from_degrees(self, at: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Crs84 => at,
            Self::Epsg4326 => Coord { x: at.y, y: at.x },
            Self::Epsg3857 => {
                let lat = at.y.clamp(-MERCATOR_MOST_DEG, MERCATOR_MOST_DEG).to_radians();
                Coord { x: RADIUS_M * at.x.to_radians(), y: RADIUS_M * (FRAC_PI_4 + lat / 2.0).tan().ln() }
            }
        }
    }

    /// What stands in this system as longitude and latitude.
    #[must_use]
    pub fn to_degrees(self, at: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Crs84 => at,
            Self::Epsg4326 => Coord { x: at.y, y: at.x },
            Self::Epsg3857 => Coord {
                x: (at.x / RADIUS_M).to_degrees(),
                y: (2.0 * (at.y / RADIUS_M).exp().atan() - PI / 2.0).to_degrees(),
            },
        }
    }

    /// `geometry` in this system.
    #[must_use]
    pub fn of(self, geometry: &Geometry<f64>) -> Geometry<f64> {
        geometry.map_coords(|at| self.from_degrees(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Referee: `gdaltransform` of GDAL 3.6 from EPSG:4326 to EPSG:3857, of Zahedan.
    #[test]
    fn web_mercator_is_that_of_others() {
        let zahedan = Coord { x: 60.8629, y: 29.4963 };
        let there = Crs::Epsg3857.from_degrees(zahedan);
        assert!((there.x - 6_775_227.04).abs() < 0.01 && (there.y - 3_438_966.84).abs() < 0.01, "{there:?}");
        let back = Crs::Epsg3857.to_degrees(there);
        assert!((back.x - zahedan.x).abs() < 1e-9 && (back.y - zahedan.y).abs() < 1e-9);
        assert_eq!(Crs::Epsg4326.from_degrees(zahedan), Coord { x: 29.4963, y: 60.8629 });
    }

    #[test]
    fn names_are_uris_and_others_are_refused() {
        for crs in Crs::ALL {
            assert_eq!(Crs::named("crs", crs.uri()).unwrap(), crs);
        }
        assert!(Crs::named("crs", "bogus").is_err());
    }
}
