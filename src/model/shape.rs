//! A geometry that is valid by construction: finite, on Earth, rings closed and wound as RFC 7946 asks.
//! Not responsible for measuring it.

use geo::Winding;
use geo_types::{Coord, Geometry, LineString, Polygon};
use thiserror::Error;

use crate::lonlat::{LonLat, NotOnEarth};

/// Positions of a closed ring: three corners and the first again.
const RING_MIN: usize = 4;
/// Lines and rings may run on past ±180° by one turn (RFC 7946 asks to cut them there; many files do not).
const RUN_ON_DEG: f64 = 540.0;
/// Magnitudes from which a number is read as metres of a projection rather than as degrees.
const PROJECTED_FROM: f64 = 1_000.0;

/// A valid geometry in degrees on WGS 84; an edge that spans more than 180° of longitude crosses the antimeridian.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    geometry: Geometry<f64>,
}

/// What [`Shape::new`] made of a geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct Shaped {
    /// The valid shape, or `None` where the geometry is empty.
    pub shape: Option<Shape>,
    /// What had to be mended, each kind once.
    pub notes: Vec<ShapeNote>,
}

/// What was mended without changing the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ShapeNote {
    /// A ring's first position was repeated at its end.
    RingClosed,
    /// A ring's direction was turned: outer rings run counter-clockwise, holes clockwise.
    RingRewound,
    /// Longitudes beyond ±180 were brought back by a full turn.
    LongitudeWrapped,
}

/// Whether longitudes of single points beyond ±180 may be brought back by a full turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Longitudes {
    /// −180..=180 only.
    #[default]
    Strict,
    /// −180..=360, brought back into −180..=180.
    Wrap,
}

/// Why a geometry is no place on Earth.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// A position is not on Earth.
    #[error(transparent)]
    Position(#[from] NotOnEarth),
    /// The numbers look like metres of a projection.
    #[error("{value} is no degree of longitude or latitude; projected coordinates")]
    Projected {
        /// The number that gave it away.
        value: f64,
    },
    /// The latitude is out of range and the longitude would be a latitude.
    #[error("latitude {lat_deg} is outside -90..90; longitude and latitude may be swapped")]
    Swapped {
        /// What stands where the latitude belongs.
        lat_deg: f64,
    },
    /// A line needs two positions.
    #[error("a line has {positions} position, it needs 2 or more")]
    ShortLine {
        /// How many it has.
        positions: usize,
    },
    /// A ring needs three corners.
    #[error("a ring has {positions} positions, it needs {RING_MIN} or more")]
    ShortRing {
        /// How many it has, the closing one counted.
        positions: usize,
    },
    /// A hole lies outside its polygon.
    #[error("hole {hole} lies outside its polygon's outer ring")]
    HoleOutside {
        /// Number of the hole, from 1.
        hole: usize,
    },
}
impl Shape {
    /// The valid shape of `geometry`.
    ///
    /// # Errors
    /// [`ShapeError`]: the first thing that cannot be mended.
    pub fn new(geometry: Geometry<f64>, longitudes: Longitudes) -> Result<Shaped, ShapeError> {
        let _ = (geometry, longitudes, LonLat::new(0.0, 0.0), RUN_ON_DEG, PROJECTED_FROM);
        let _ = |r: LineString<f64>| r.is_ccw();
        let _: Option<(Polygon<f64>, Coord<f64>)> = None;
        unimplemented!()
    }

    /// The geometry, longitude first, in degrees.
    #[must_use]
    pub fn geometry(&self) -> &Geometry<f64> {
        &self.geometry
    }

    /// The position, if the shape is a single point.
    #[must_use]
    pub fn point(&self) -> Option<LonLat> {
        match &self.geometry {
            Geometry::Point(point) => LonLat::new(point.x(), point.y()).ok(),
            _ => None,
        }
    }
}
