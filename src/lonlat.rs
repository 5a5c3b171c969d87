//! The only door from two numbers to a place on Earth. Not responsible for measuring between places.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// A position in degrees on WGS 84, longitude first as in RFC 7946.
///
/// What exists is finite and on Earth: longitude within −180..=180, latitude within −90..=90.
///
/// # Not unique
/// Longitude −180 and 180 are the same meridian, and at a pole every longitude is the same place.
///
/// # Example
/// ```
/// use sarhad::LonLat;
/// let zahedan = LonLat::new(60.8629, 29.4963)?; // degrees
/// assert_eq!(zahedan.lat(), 29.4963);
/// assert!(LonLat::new(29.4963, 160.8629).is_err());
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "[f64; 2]")]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// Why two numbers are not a place.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum NotOnEarth {
    /// The latitude is outside −90..=90.
    #[error("latitude {lat_deg} is outside -90..90")]
    Latitude {
        /// What came.
        lat_deg: f64,
    },
    /// The longitude is outside −180..=180.
    #[error("longitude {lon_deg} is outside -180..180")]
    Longitude {
        /// What came.
        lon_deg: f64,
    },
    /// A coordinate is NaN or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
}

impl LonLat {
    /// The place at `lon`, `lat` (degrees).
    ///
    /// # Errors
    /// [`NotOnEarth`] when a number is not finite or out of range; the latitude is judged first.
    pub fn new(lon: f64, lat: f64) -> Result<Self, NotOnEarth> {
        if !(lon.is_finite() && lat.is_finite()) {
            return Err(NotOnEarth::NotFinite);
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(NotOnEarth::Latitude { lat_deg: lat });
        }
        if !(-180.0..=180.0).contains(&lon) {
            return Err(NotOnEarth::Longitude { lon_deg: lon });
        }
        Ok(Self { lon, lat })
    }

    /// Longitude in degrees east.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees north.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }
}

impl From<LonLat> for [f64; 2] {
    fn from(place: LonLat) -> Self {
        [place.lon, place.lat]
    }
}

impl From<LonLat> for geo_types::Coord<f64> {
    fn from(place: LonLat) -> Self {
        geo_types::Coord { x: place.lon, y: place.lat }
    }
}

impl fmt::Display for LonLat {
    /// Six decimals, which is about 0.1 m: "60.862900 E 29.496300 N".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let east = if self.lon < 0.0 { 'W' } else { 'E' };
        let north = if self.lat < 0.0 { 'S' } else { 'N' };
        write!(f, "{:.6} {east} {:.6} {north}", self.lon.abs(), self.lat.abs())
    }
}
