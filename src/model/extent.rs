//! All the places where an event may have been, as its source's words allow. Not responsible for reading the words, nor for
//! measuring.

use std::sync::Arc;

use geo_types::{Geometry, MultiLineString, MultiPolygon};

use crate::lonlat::LonLat;
use crate::model::precision::Precision;
use crate::model::shape::Shape;
use crate::units::Metres;

/// All the places where an event may have been.
#[derive(Debug, Clone)]
pub enum Extent {
    /// One place.
    Point(LonLat),
    /// One of these places.
    Points(Arc<[LonLat]>),
    /// Any place within a radius, which is more than nothing.
    Disc {
        /// Its middle.
        centre: LonLat,
        /// How far from it.
        radius: Metres,
    },
    /// Any place on these lines.
    Line(Arc<MultiLineString<f64>>),
    /// Any place in an area.
    Area(Arc<Area>),
    /// Any place near a line.
    Band(Arc<Band>),
}

/// An area that an event may have been in: one region, or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The id of the region, or of the regions with blanks between them; empty for an outline that a record brings.
    pub id: String,
    /// In words: `Gwadar district`.
    pub name: String,
    /// The country that all of it lies in, where it is known.
    pub country: Option<String>,
    /// What it covers; its edges do not cross.
    pub outline: MultiPolygon<f64>,
}

/// All places within a width of a line, and in an area where one is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// In words: `the Iran–Pakistan border in Panjgur district`.
    pub name: String,
    /// The line.
    pub line: MultiLineString<f64>,
    /// How far from it, on either side.
    pub width: Metres,
    /// What the band is cut to.
    pub within: Option<Arc<Area>>,
}

impl Extent {
    /// The places that `shape` covers; `None` for a collection of several kinds, and for nothing.
    #[must_use]
    pub fn of_shape(shape: &Shape) -> Option<Self> {
        if let Some(point) = shape.point() {
            return Some(Self::Point(point));
        }
        match shape.geometry() {
            Geometry::MultiPoint(points) => {
                let places = points.iter().filter_map(|point| LonLat::new(point.x(), point.y()).ok());
                Some(places.collect::<Vec<_>>())
                    .filter(|places| !places.is_empty())
                    .map(|places| Self::Points(places.into()))
            }
            Geometry::LineString(line) => Some(Self::Line(Arc::new(MultiLineString(vec![line.clone()])))),
            Geometry::MultiLineString(lines) => Some(Self::Line(Arc::new(lines.clone()))),
            _ if shape.self_crossing().is_some() => None,
            _ => {
                let outline = shape.polygons()?;
                Some(Self::Area(Arc::new(Area { id: String::new(), name: String::new(), country: None, outline })))
            }
        }
    }

    /// The ids of the regions that it is, or that it is cut to, with blanks between them; `None` where it is none of an atlas.
    #[must_use]
    pub fn regions(&self) -> Option<&str> {
        let area = match self {
            Self::Area(area) => area,
            Self::Band(band) => band.within.as_ref()?,
            _ => return None,
        };
        Some(area.id.as_str()).filter(|id| !id.is_empty())
    }

    /// The word by which outputs say how a distance was measured: `point`, `points`, `disc`, `line`, `area` or `band`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Point(_) => "point",
            Self::Points(_) => "points",
            Self::Disc { .. } => "disc",
            Self::Line(_) => "line",
            Self::Area(_) => "area",
            Self::Band(_) => "band",
        }
    }
}

/// Where an event was, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Placed {
    /// How precisely, where the record says so.
    pub precision: Option<Precision>,
    /// All the places where it may have been; `None` where nothing could be drawn.
    pub extent: Option<Extent>,
    /// The place that is measured from for a single number: the point of an exact, near or local place, never a centroid.
    pub best: Option<LonLat>,
}

impl Placed {
    /// The same, or anywhere in `shape` where the record says nothing of its place.
    #[must_use]
    pub fn or_shape(self, shape: Option<&Shape>) -> Self {
        match (&self.extent, self.precision) {
            (None, None) => Self { extent: shape.and_then(Extent::of_shape), ..self },
            _ => self,
        }
    }

    /// A place that a record gives without saying how precise it is.
    #[must_use]
    pub const fn unstated(at: LonLat) -> Self {
        Self { precision: None, extent: Some(Extent::Point(at)), best: Some(at) }
    }

    /// The place of what is a single place and measured from it.
    #[must_use]
    pub fn single(&self) -> Option<LonLat> {
        match self.extent {
            Some(Extent::Point(at)) if self.best == Some(at) => Some(at),
            _ => None,
        }
    }
}
