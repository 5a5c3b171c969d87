//! A geometry that is valid by construction: finite, on Earth, rings closed and wound as RFC 7946 asks.
//! Not responsible for measuring it.

use std::collections::BTreeSet;

use geo_types::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Polygon};
use thiserror::Error;

use crate::geometry::containment::{Container, Position};
use crate::geometry::crossing::self_crossing;
use crate::geometry::ring::{rings, turning, unwrapped};
use crate::lonlat::{LonLat, NotOnEarth};

/// Positions of a closed ring: three corners and the first again.
const RING_MIN: usize = 4;
/// Lines and rings may run on past ±180° by one turn (RFC 7946 asks to cut them there; many files do not).
const RUN_ON_DEG: f64 = 360.0;
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
    ///
    /// # Example
    /// ```
    /// use geo_types::Geometry;
    /// use sarhad::model::shape::{Longitudes, Shape};
    /// let zahedan = Geometry::Point((60.8629, 29.4963).into());
    /// assert!(Shape::new(zahedan, Longitudes::Strict)?.shape.is_some());
    /// # Ok::<(), sarhad::model::shape::ShapeError>(())
    /// ```
    #[expect(clippy::new_ret_no_self, reason = "what was mended belongs to the answer")]
    pub fn new(geometry: Geometry<f64>, longitudes: Longitudes) -> Result<Shaped, ShapeError> {
        let mut mending = Mending { longitudes, notes: BTreeSet::new() };
        let shape = mending.geometry(geometry)?.map(|geometry| Self { geometry });
        Ok(Shaped { shape, notes: mending.notes.into_iter().collect() })
    }

    /// The shape of a single place.
    #[must_use]
    pub fn from_place(place: LonLat) -> Self {
        Self { geometry: Geometry::Point(Coord::from(place).into()) }
    }

    /// The shape of a geometry that has been through [`Shape::new`] before, unchanged since.
    pub(crate) fn from_checked(geometry: Geometry<f64>) -> Self {
        Self { geometry }
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

    /// The polygons, if the shape is an area.
    #[must_use]
    pub fn polygons(&self) -> Option<MultiPolygon<f64>> {
        match &self.geometry {
            Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
            Geometry::MultiPolygon(polygons) => Some(polygons.clone()),
            _ => None,
        }
    }

    /// Where an area's edges cross each other, so that nothing is surely inside or outside it.
    ///
    /// # Cost
    /// About linear in the number of edges.
    #[must_use]
    pub fn self_crossing(&self) -> Option<LonLat> {
        self.polygons()?.iter().find_map(self_crossing)
    }

    /// All lines of the shape: a line's own, an area's outlines; none for points.
    #[must_use]
    pub fn lines(&self) -> Vec<&LineString<f64>> {
        let mut lines = Vec::new();
        gather_lines(&self.geometry, &mut lines);
        lines
    }
}

fn gather_lines<'a>(geometry: &'a Geometry<f64>, lines: &mut Vec<&'a LineString<f64>>) {
    match geometry {
        Geometry::LineString(line) => lines.push(line),
        Geometry::MultiLineString(many) => lines.extend(&many.0),
        Geometry::Polygon(polygon) => lines.extend(rings(polygon)),
        Geometry::MultiPolygon(many) => lines.extend(many.iter().flat_map(rings)),
        Geometry::GeometryCollection(many) => many.iter().for_each(|member| gather_lines(member, lines)),
        _ => {}
    }
}

/// The work of [`Shape::new`], with what was mended on the way.
struct Mending {
    longitudes: Longitudes,
    notes: BTreeSet<ShapeNote>,
}

impl Mending {
    fn geometry(&mut self, geometry: Geometry<f64>) -> Result<Option<Geometry<f64>>, ShapeError> {
        Ok(match geometry {
            Geometry::Point(point) => Some(Geometry::Point(self.position(point.0)?.into())),
            Geometry::MultiPoint(points) => {
                let points: Vec<_> =
                    points.0.into_iter().map(|p| self.position(p.0).map(Into::into)).collect::<Result<_, _>>()?;
                (!points.is_empty()).then_some(Geometry::MultiPoint(MultiPoint(points)))
            }
            Geometry::Line(line) => self.line(LineString(vec![line.start, line.end]))?.map(Geometry::LineString),
            Geometry::LineString(line) => self.line(line)?.map(Geometry::LineString),
            Geometry::MultiLineString(lines) => {
                let lines = self.each(lines.0, Self::line)?;
                (!lines.is_empty()).then_some(Geometry::MultiLineString(MultiLineString(lines)))
            }
            Geometry::Polygon(polygon) => self.polygon(polygon)?.map(Geometry::Polygon),
            Geometry::MultiPolygon(polygons) => {
                let polygons = self.each(polygons.0, Self::polygon)?;
                (!polygons.is_empty()).then_some(Geometry::MultiPolygon(MultiPolygon(polygons)))
            }
            Geometry::Rect(rect) => self.polygon(rect.to_polygon())?.map(Geometry::Polygon),
            Geometry::Triangle(triangle) => self.polygon(triangle.to_polygon())?.map(Geometry::Polygon),
            Geometry::GeometryCollection(members) => {
                let members = self.each(members.0, Self::geometry)?;
                (!members.is_empty()).then_some(Geometry::GeometryCollection(GeometryCollection(members)))
            }
        })
    }

    fn each<T>(
        &mut self,
        parts: Vec<T>,
        mend: impl Fn(&mut Self, T) -> Result<Option<T>, ShapeError>,
    ) -> Result<Vec<T>, ShapeError> {
        parts.into_iter().filter_map(|part| mend(self, part).transpose()).collect()
    }

    fn position(&mut self, coord: Coord<f64>) -> Result<Coord<f64>, ShapeError> {
        let mut coord = coord;
        if self.longitudes == Longitudes::Wrap && coord.x > 180.0 && coord.x <= 360.0 {
            coord.x -= 360.0;
            self.notes.insert(ShapeNote::LongitudeWrapped);
        }
        on_earth(coord)
    }

    /// Positions of a line or ring, which may run on past ±180°.
    fn positions(&mut self, coords: Vec<Coord<f64>>) -> Result<Vec<Coord<f64>>, ShapeError> {
        let mut coords = coords;
        for coord in &mut coords {
            if coord.x.abs() > 180.0 && coord.x.abs() <= RUN_ON_DEG {
                coord.x -= 360.0_f64.copysign(coord.x);
                self.notes.insert(ShapeNote::LongitudeWrapped);
            }
            *coord = on_earth(*coord)?;
        }
        Ok(coords)
    }

    fn line(&mut self, line: LineString<f64>) -> Result<Option<LineString<f64>>, ShapeError> {
        match line.0.len() {
            0 => Ok(None),
            1 => Err(ShapeError::ShortLine { positions: 1 }),
            _ => Ok(Some(LineString(self.positions(line.0)?))),
        }
    }

    fn polygon(&mut self, polygon: Polygon<f64>) -> Result<Option<Polygon<f64>>, ShapeError> {
        let (outer, holes) = polygon.into_inner();
        if outer.0.is_empty() {
            return Ok(None);
        }
        let outer = self.ring(outer, Turn::CounterClockwise)?;
        let holes = holes
            .into_iter()
            .filter(|hole| !hole.0.is_empty())
            .map(|hole| self.ring(hole, Turn::Clockwise))
            .collect::<Result<Vec<_>, _>>()?;
        let polygon = Polygon::new(outer, holes);
        match hole_outside(&polygon) {
            Some(hole) => Err(ShapeError::HoleOutside { hole }),
            None => Ok(Some(polygon)),
        }
    }

    fn ring(&mut self, ring: LineString<f64>, turn: Turn) -> Result<LineString<f64>, ShapeError> {
        let mut coords = self.positions(ring.0)?;
        if coords.first() != coords.last()
            && let (Some(&first), Some(&last)) = (coords.first(), coords.last())
            && !same_place(first, last)
        {
            coords.push(first);
            self.notes.insert(ShapeNote::RingClosed);
        }
        if coords.len() < RING_MIN {
            return Err(ShapeError::ShortRing { positions: coords.len() });
        }
        let plane = unwrapped(&coords);
        let area = turning(&plane.coords);
        let wrong = match turn {
            Turn::CounterClockwise => area < 0.0,
            Turn::Clockwise => area > 0.0,
        };
        if wrong && plane.turn_deg == 0.0 {
            coords.reverse();
            self.notes.insert(ShapeNote::RingRewound);
        }
        Ok(LineString(coords))
    }
}

#[derive(Clone, Copy)]
enum Turn {
    CounterClockwise,
    Clockwise,
}

/// −180 and 180 name one meridian: a ring round a pole may start on one and end on the other.
fn same_place(a: Coord<f64>, b: Coord<f64>) -> bool {
    a == b || (a.y.total_cmp(&b.y).is_eq() && (a.x - b.x).abs() >= 360.0)
}

fn on_earth(coord: Coord<f64>) -> Result<Coord<f64>, ShapeError> {
    for value in [coord.x, coord.y] {
        if value.is_finite() && value.abs() > PROJECTED_FROM {
            return Err(ShapeError::Projected { value });
        }
    }
    match LonLat::new(coord.x, coord.y) {
        Ok(_) => Ok(coord),
        Err(NotOnEarth::Latitude { lat_deg }) if LonLat::new(coord.y, coord.x).is_ok() => {
            Err(ShapeError::Swapped { lat_deg })
        }
        Err(error) => Err(error.into()),
    }
}

/// The number, from 1, of the first hole with a corner outside the outer ring.
fn hole_outside(polygon: &Polygon<f64>) -> Option<usize> {
    if polygon.interiors().is_empty() {
        return None;
    }
    let shell = Container::new(&MultiPolygon(vec![Polygon::new(polygon.exterior().clone(), Vec::new())]));
    let outside = |hole: &LineString<f64>| {
        hole.0
            .iter()
            .filter_map(|corner| LonLat::new(corner.x, corner.y).ok())
            .any(|corner| shell.position(corner) == Position::Outside)
    };
    polygon.interiors().iter().position(outside).map(|hole| hole + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Geometry<f64> {
        Geometry::Polygon(Polygon::new(LineString(corners.iter().map(|&(x, y)| Coord { x, y }).collect()), Vec::new()))
    }

    #[track_caller]
    fn check(geometry: Geometry<f64>, notes: &[ShapeNote]) -> Shape {
        let shaped = Shape::new(geometry, Longitudes::Strict).unwrap();
        assert_eq!(shaped.notes, notes);
        shaped.shape.unwrap()
    }

    #[test]
    fn rings_are_wound_and_runs_past_the_antimeridian_wrapped() {
        check(ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]), &[]);
        check(ring(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]), &[ShapeNote::RingRewound]);
        let wrapped = check(
            ring(&[(179.0, -17.0), (181.0, -17.0), (181.0, -16.0), (179.0, -16.0), (179.0, -17.0)]),
            &[ShapeNote::LongitudeWrapped],
        );
        let naive =
            check(ring(&[(179.0, -17.0), (-179.0, -17.0), (-179.0, -16.0), (179.0, -16.0), (179.0, -17.0)]), &[]);
        assert_eq!(wrapped, naive);
    }

    #[test]
    fn what_cannot_be_mended_is_refused() {
        let refused = |geometry: Geometry<f64>| Shape::new(geometry, Longitudes::Strict).unwrap_err();
        let point = |x: f64, y: f64| Geometry::Point((x, y).into());
        assert_eq!(refused(point(f64::NAN, 0.0)), ShapeError::Position(NotOnEarth::NotFinite));
        assert_eq!(refused(point(474.5, 31.6)), ShapeError::Position(NotOnEarth::Longitude { lon_deg: 474.5 }));
        assert_eq!(refused(point(31.6, 104.5)), ShapeError::Swapped { lat_deg: 104.5 });
        assert_eq!(refused(point(8_293_000.5, 3_714_000.2)), ShapeError::Projected { value: 8_293_000.5 });
        assert_eq!(refused(ring(&[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)])), ShapeError::ShortRing { positions: 3 });
    }

    #[test]
    fn a_bow_tie_tells_where_it_crosses() {
        let tie = check(ring(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]), &[]);
        assert_eq!(tie.self_crossing(), LonLat::new(1.0, 1.0).ok());
    }
}
