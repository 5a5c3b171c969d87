//! Inside, on, or outside: a polygon made ready to be asked many times. Not responsible for which polygon to ask.

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, MultiPolygon};

use crate::geometry::ring::{Unwrapped, rings, unwrapped};
use crate::geometry::slabs::{PlaneEdge, Slabs};
use crate::lonlat::LonLat;

/// How near a place must be to an edge to be on it: the finest that coordinates are claimed to be right to.
pub const ON_EDGE_M: f64 = 1.0e-3;
/// The same in degrees of latitude, of which none is longer than 111,694 m on WGS 84 and none shorter than 110,574 m.
const ON_EDGE_DEG: f64 = ON_EDGE_M / 111_000.0;
/// Near a pole a degree of longitude shrinks to nothing; this keeps the reach along it finite.
const SCALE_MIN: f64 = 1e-9;

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
            west_deg: lons().fold(f64::INFINITY, f64::min) - ON_EDGE_DEG,
            east_deg: lons().fold(f64::NEG_INFINITY, f64::max) + ON_EDGE_DEG,
            slabs: Slabs::new(&rings, ON_EDGE_DEG),
            closing,
        }
    }

    /// Whether the polygons reach round the whole Earth: over a pole, or as a belt.
    #[must_use]
    pub fn goes_round(&self) -> bool {
        self.east_deg - self.west_deg >= 360.0
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
        for turn in [-360.0, 0.0, 360.0] {
            let point = Coord { x: place.lon() + turn, y: place.lat() };
            if point.x < self.west_deg || point.x > self.east_deg {
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
}

/// Whether a ray from `point` to the east crosses `edge`; an edge counts at its southern end and not at its northern.
fn is_east_of(point: Coord<f64>, edge: &PlaneEdge) -> bool {
    let [a, b] = *edge;
    if (a.y <= point.y) == (b.y <= point.y) {
        return false;
    }
    let (south, north) = if a.y < b.y { (a, b) } else { (b, a) };
    RobustKernel::orient2d(south, north, point) == Orientation::CounterClockwise
}

/// Whether `point` is within a millimetre of `edge`, degrees of longitude counted at the point's latitude.
fn is_on(point: Coord<f64>, edge: &PlaneEdge) -> bool {
    let [a, b] = *edge;
    let scale = point.y.to_radians().cos().max(SCALE_MIN);
    let reach = ON_EDGE_DEG / scale;
    if point.x < a.x.min(b.x) - reach || point.x > a.x.max(b.x) + reach {
        return false;
    }
    let along = Coord { x: (b.x - a.x) * scale, y: b.y - a.y };
    let to_point = Coord { x: (point.x - a.x) * scale, y: point.y - a.y };
    let length2 = along.x * along.x + along.y * along.y;
    let t = if length2 > 0.0 { ((to_point.x * along.x + to_point.y * along.y) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let off = Coord { x: to_point.x - t * along.x, y: to_point.y - t * along.y };
    off.x * off.x + off.y * off.y <= ON_EDGE_DEG * ON_EDGE_DEG
}
