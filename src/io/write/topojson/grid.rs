//! Shapes on a grid of whole numbers. Not responsible for what they have in common.

use geo_types::{Coord, Geometry, LineString, Polygon};

use crate::geometry::ring;

/// A place on the grid: its steps east and north of 0, 0.
pub(super) type Cross = [i64; 2];

/// A shape on the grid.
#[derive(Debug)]
pub(super) enum Placed {
    /// A point, or several: their kind and places.
    Points(&'static str, Vec<Cross>),
    /// A line or several.
    Lines(&'static str, Vec<Vec<Cross>>),
    /// Areas, each with its rings.
    Areas(&'static str, Vec<Vec<Vec<Cross>>>),
    Collection(Vec<Self>),
}

/// The grid, and what became of the shapes on it.
#[derive(Debug)]
pub(super) struct Grid {
    decimals: u8,
    per_degree: f64,
    bounds: Option<[i64; 4]>,
    /// Where counting begins: the corner in the south-west.
    pub(super) origin: Cross,
    pub(super) corners: usize,
    /// Corners that did not lie on it.
    pub(super) moved: u64,
    /// Lines and rings of which too little is left.
    pub(super) lost: u64,
}

impl Grid {
    /// A grid of so many decimals of a degree.
    pub(super) fn new(decimals: u8) -> Self {
        Self {
            decimals,
            per_degree: 10_f64.powi(i32::from(decimals)),
            bounds: None,
            origin: [0; 2],
            corners: 0,
            moved: 0,
            lost: 0,
        }
    }

    /// Its step in degrees.
    pub(super) fn step_deg(&self) -> f64 {
        self.in_degrees(1)
    }

    /// West, south, east and north of all that was placed.
    pub(super) fn bounds_deg(&self) -> [f64; 4] {
        self.bounds.unwrap_or_default().map(|steps| self.in_degrees(steps))
    }

    /// The decimal itself: dividing would leave its last digits to chance.
    fn in_degrees(&self, steps: i64) -> f64 {
        format!("{steps}e-{}", self.decimals).parse().unwrap_or_default()
    }

    #[expect(clippy::cast_possible_truncation, reason = "360 degrees are 3.6e8 steps of a millionth")]
    fn cross(&mut self, at: Coord<f64>) -> Cross {
        let place = [at.x, at.y].map(|value| (value * self.per_degree).round() as i64);
        let moved_by = |step: i64, value: f64| (self.in_degrees(step) - value).abs();
        self.moved += u64::from(moved_by(place[0], at.x) > 0.0 || moved_by(place[1], at.y) > 0.0);
        self.corners += 1;
        let [west, south, east, north] = self.bounds.unwrap_or([place[0], place[1], place[0], place[1]]);
        self.bounds = Some([west.min(place[0]), south.min(place[1]), east.max(place[0]), north.max(place[1])]);
        self.origin = [west.min(place[0]), south.min(place[1])];
        place
    }

    fn line(&mut self, line: &LineString<f64>) -> Vec<Cross> {
        let mut crosses: Vec<Cross> = line.0.iter().map(|at| self.cross(*at)).collect();
        crosses.dedup();
        crosses
    }

    fn lines<'l>(&mut self, lines: impl IntoIterator<Item = &'l LineString<f64>>) -> Vec<Vec<Cross>> {
        let placed: Vec<Vec<Cross>> = lines.into_iter().map(|line| self.line(line)).collect();
        self.left(placed, 2)
    }

    fn left(&mut self, lines: Vec<Vec<Cross>>, least: usize) -> Vec<Vec<Cross>> {
        let before = lines.len();
        let left: Vec<Vec<Cross>> = lines.into_iter().filter(|line| line.len() >= least).collect();
        self.lost += (before - left.len()) as u64;
        left
    }

    fn area(&mut self, area: &Polygon<f64>) -> Vec<Vec<Cross>> {
        let rings: Vec<Vec<Cross>> = ring::rings(area).map(|ring| self.line(ring)).collect();
        // without its outline an area has no holes either
        if rings.first().is_none_or(|outline| outline.len() < 4) {
            self.lost += rings.len() as u64;
            return Vec::new();
        }
        self.left(rings, 4)
    }

    fn areas<'a>(&mut self, areas: impl IntoIterator<Item = &'a Polygon<f64>>) -> Vec<Vec<Vec<Cross>>> {
        areas.into_iter().map(|area| self.area(area)).filter(|rings| !rings.is_empty()).collect()
    }

    /// `geometry` on the grid.
    pub(super) fn placed(&mut self, geometry: &Geometry<f64>) -> Placed {
        match geometry {
            Geometry::Point(point) => Placed::Points("Point", vec![self.cross(point.0)]),
            Geometry::MultiPoint(points) => {
                Placed::Points("MultiPoint", points.iter().map(|point| self.cross(point.0)).collect())
            }
            Geometry::Line(line) => Placed::Lines("LineString", self.lines([&LineString(vec![line.start, line.end])])),
            Geometry::LineString(line) => Placed::Lines("LineString", self.lines([line])),
            Geometry::MultiLineString(lines) => Placed::Lines("MultiLineString", self.lines(&lines.0)),
            Geometry::Polygon(area) => Placed::Areas("Polygon", self.areas([area])),
            Geometry::MultiPolygon(areas) => Placed::Areas("MultiPolygon", self.areas(&areas.0)),
            Geometry::Rect(area) => Placed::Areas("Polygon", self.areas([&area.to_polygon()])),
            Geometry::Triangle(area) => Placed::Areas("Polygon", self.areas([&area.to_polygon()])),
            Geometry::GeometryCollection(parts) => {
                Placed::Collection(parts.iter().map(|part| self.placed(part)).collect())
            }
        }
    }
}
