//! Where the records of a collection are drawn. Not responsible for where they may have been.

use std::sync::{Arc, OnceLock};

use geo::Intersects;
use geo_types::{Coord, Rect};

use crate::index::boxes::Corners;
use crate::lonlat::LonLat;
use crate::model::shape::Shape;

/// Makes a shape of the bytes in which it is held; `None` where they are none.
pub type Decode = fn(&[u8]) -> Option<Shape>;

/// What is no single point, by the number of its record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// The record.
    pub number: u32,
    /// The box around it.
    pub corners: Corners,
    /// Where its bytes begin and end.
    pub bytes: (u64, u64),
}

/// Where the records of a collection are drawn: points as they are, all else as bytes that are decoded when they are asked for.
#[derive(Debug)]
pub struct Shapes {
    /// Longitude and latitude of each record, in degrees; what is none where it is no single point.
    points: Vec<[f64; 2]>,
    /// By number.
    drawn: Vec<Drawn>,
    made: Vec<OnceLock<Option<Arc<Shape>>>>,
    bytes: Vec<u8>,
    decode: Decode,
}

impl Shapes {
    /// The shapes of records of which `points` are those that are points; `None` where the others do not fit their bytes or are not
    /// in order.
    #[must_use]
    pub fn new(points: Vec<[f64; 2]>, drawn: Vec<Drawn>, bytes: Vec<u8>, decode: Decode) -> Option<Self> {
        let all = bytes.len() as u64;
        let fit = drawn.iter().all(|drawn| {
            let [west, south, east, north] = drawn.corners;
            (drawn.number as usize) < points.len()
                && drawn.bytes.0 <= drawn.bytes.1
                && drawn.bytes.1 <= all
                && west <= east
                && south <= north
        });
        let ordered = drawn.windows(2).all(|pair| pair[0].number < pair[1].number);
        let on_earth =
            points.iter().all(|&[lon_deg, lat_deg]| lon_deg.is_nan() || LonLat::new(lon_deg, lat_deg).is_ok());
        let made = drawn.iter().map(|_| OnceLock::new()).collect();
        (fit && ordered && on_earth).then_some(Self { points, drawn, made, bytes, decode })
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whether all records that are drawn are single points.
    #[must_use]
    pub fn are_points(&self) -> bool {
        self.drawn.is_empty()
    }

    /// The place of a record that is a single point.
    #[must_use]
    pub fn point(&self, number: u32) -> Option<LonLat> {
        let &[lon_deg, lat_deg] = self.points.get(number as usize)?;
        LonLat::new(lon_deg, lat_deg).ok()
    }

    /// The shape of a record.
    #[must_use]
    pub fn shape(&self, number: u32) -> Option<Arc<Shape>> {
        match self.point(number) {
            Some(point) => Some(Arc::new(Shape::from_place(point))),
            None => self.drawn_shape(self.drawn.binary_search_by_key(&number, |drawn| drawn.number).ok()?),
        }
    }

    /// The box around what is drawn of a record.
    #[must_use]
    pub fn corners(&self, number: u32) -> Option<Corners> {
        if let Some(at) = self.point(number) {
            return Some([at.lon(), at.lat(), at.lon(), at.lat()]);
        }
        let at = self.drawn.binary_search_by_key(&number, |drawn| drawn.number).ok()?;
        Some(self.drawn[at].corners)
    }

    /// Whether a record is drawn at all.
    #[must_use]
    pub fn has(&self, number: u32) -> bool {
        self.point(number).is_some() || self.drawn.binary_search_by_key(&number, |drawn| drawn.number).is_ok()
    }

    fn drawn_shape(&self, at: usize) -> Option<Arc<Shape>> {
        let decoded = || {
            let (start, end) = self.drawn[at].bytes;
            let bytes = self.bytes.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?;
            (self.decode)(bytes).map(Arc::new)
        };
        self.made.get(at)?.get_or_init(decoded).clone()
    }

    /// The box around each record that is drawn.
    pub fn boxes(&self) -> impl Iterator<Item = (u32, Corners)> {
        let points = (0_u32..).zip(&self.points).filter(|(_, [lon_deg, _])| !lon_deg.is_nan());
        let points = points.map(|(number, &[lon_deg, lat_deg])| (number, [lon_deg, lat_deg, lon_deg, lat_deg]));
        points.chain(self.drawn.iter().map(|drawn| (drawn.number, drawn.corners)))
    }

    /// Whether what is drawn of a record meets any of `boxes`, in the plane of longitude and latitude.
    #[must_use]
    pub fn meets(&self, number: u32, boxes: &[Corners]) -> bool {
        let Some(shape) = self.shape(number) else { return false };
        let rect =
            |&[west, south, east, north]: &Corners| Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
        boxes.iter().any(|corners| shape.geometry().intersects(&rect(corners)))
    }
}
