//! Inside, on, or outside: a polygon made ready to be asked many times. Not responsible for which polygon to ask.

use geo_types::{Coord, MultiPolygon};

use crate::geometry::ring::{Unwrapped, rings, unwrapped};
use crate::geometry::sides::{ON_EDGE_DEG, PlaneEdge, ROUNDING, is_east_of, is_on, on_edge_reach_deg};
use crate::geometry::slabs::Slabs;
use crate::lonlat::LonLat;

/// The turns by which a place is moved to meet polygons whose longitudes leave −180..=180.
pub const TURNS_DEG: [f64; 3] = [-360.0, 0.0, 360.0];

/// Where a place lies with regard to a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Inside, and not on an edge.
    Inside,
    /// On an edge or a vertex, within a millimetre.
    On,
    /// Outside.
    Outside,
}

/// The polygons of one region with their edges sorted for questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    slabs: Slabs,
    /// Edges that only close rings round a pole: they part inside from outside, but nothing lies on them.
    closing: Vec<PlaneEdge>,
    west_deg: f64,
    east_deg: f64,
}

impl Container {
    /// The container of `polygons`, whose edges are straight in lon/lat.
    ///
    /// Edges that span more than 180° of longitude cross the antimeridian; a ring round a pole holds that pole.
    ///
    /// # Cost
    /// Linear in the number of edges.
    #[must_use]
    pub fn new(polygons: &MultiPolygon<f64>) -> Self {
        let unwrapped: Vec<Unwrapped> = polygons.iter().flat_map(rings).map(|ring| unwrapped(&ring.0)).collect();
        let closing = unwrapped.iter().map(Unwrapped::over_the_pole);
        let closing =
            closing.flat_map(|path| path.windows(2).map(|pair| [pair[0], pair[1]]).collect::<Vec<_>>()).collect();
        let rings: Vec<Vec<Coord<f64>>> = unwrapped.into_iter().map(|ring| ring.coords).collect();
        let lons = || rings.iter().flatten().map(|coord| coord.x);
        Self {
            west_deg: lons().fold(f64::INFINITY, f64::min),
            east_deg: lons().fold(f64::NEG_INFINITY, f64::max),
            slabs: Slabs::new(&rings, ROUNDING * ON_EDGE_DEG),
            closing,
        }
    }

    /// Whether the polygons reach round the whole Earth: over a pole, or as a belt.
    #[must_use]
    pub fn goes_round(&self) -> bool {
        self.east_deg - self.west_deg + 2.0 * ON_EDGE_DEG >= 360.0
    }

    /// Where `place` lies.
    ///
    /// # Accuracy
    /// Robust predicates: no rounding error can turn inside into outside.
    ///
    /// # Cost
    /// The few edges at the place's latitude.
    #[must_use]
    pub fn position(&self, place: LonLat) -> Position {
        let mut inside = false;
        for turn_deg in TURNS_DEG {
            let point = Coord { x: place.lon() + turn_deg, y: place.lat() };
            if self.is_beside(point) {
                continue;
            }
            for edge in self.slabs.at(point.y) {
                if is_on(point, edge) {
                    return Position::On;
                }
                inside ^= is_east_of(point, edge);
            }
            for edge in &self.closing {
                inside ^= is_east_of(point, edge);
            }
        }
        if inside { Position::Inside } else { Position::Outside }
    }
    /// Whether `point` is so far west or east of all edges that it is neither inside nor on one.
    fn is_beside(&self, point: Coord<f64>) -> bool {
        let off_deg = (self.west_deg - point.x).max(point.x - self.east_deg);
        off_deg > ROUNDING * ON_EDGE_DEG && off_deg > ROUNDING * on_edge_reach_deg(point.y)
    }

    /// The westernmost and the easternmost longitude of the edges, unwrapped; infinite and inverted where there is none.
    #[must_use]
    pub fn lons_deg(&self) -> [f64; 2] {
        [self.west_deg, self.east_deg]
    }

    /// All edges, longitudes continuous: first those on which places may lie, then those that only close rings round a pole.
    pub fn edges(&self) -> impl Iterator<Item = &PlaneEdge> {
        self.slabs.edges().iter().chain(&self.closing)
    }

    /// The edge of this number among [`Container::edges`], and whether places may lie on it.
    ///
    /// # Panics
    /// When there is no such edge.
    #[must_use]
    pub fn edge(&self, number: usize) -> (&PlaneEdge, bool) {
        let edges = self.slabs.edges();
        edges.get(number).map_or_else(|| (&self.closing[number - edges.len()], false), |edge| (edge, true))
    }
}
