//! On which side of an edge a point lies, by one rule without ties, and whether it lies on the edge.
//! Not responsible for which edges matter.
//!
//! # The rule
//! Every point stands for one that lies infinitesimally farther east, and infinitesimally less than that farther north. Such a
//! point is on no edge and level with no vertex, so rays and paths from it cross edges cleanly or not at all: counting them
//! modulo two gives the same answer for every ray and every path. In numbers: an edge counts at its southern and western end
//! and not at its northern and eastern, and a point on the edge's line counts as east of it, or, where the line runs along a
//! parallel, as north of it. All signs come from robust predicates, so the rule holds in floating point as it does on paper.
//!
//! # Source
//! Infinitesimals in place of special cases: Edelsbrunner and Mücke, Simulation of Simplicity (ACM TOG 9, 1990).
//! Robust signs: Shewchuk, Adaptive Precision Floating-Point Arithmetic (DCG 18, 1997).

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

/// An edge in the lon/lat plane, longitudes continuous.
pub type PlaneEdge = [Coord<f64>; 2];

/// How near a place must be to an edge to be on it: the finest that coordinates are claimed to be right to.
pub const ON_EDGE_M: f64 = 1.0e-3;
/// The same in degrees of latitude, of which none is longer than 111,694 m on WGS 84 and none shorter than 110,574 m.
pub const ON_EDGE_DEG: f64 = ON_EDGE_M / 111_000.0;
/// Near a pole a degree of longitude shrinks to nothing; this keeps the reach along it finite.
const SCALE_MIN: f64 = 1e-9;
/// Room for rounding where a quick test may let through too much and must not let through too little.
pub(super) const ROUNDING: f64 = 1.01;

/// How many degrees of latitude a degree of longitude is worth at latitude `lat_deg`.
fn lon_scale(lat_deg: f64) -> f64 {
    lat_deg.to_radians().cos().max(SCALE_MIN)
}

/// How many degrees of longitude [`ON_EDGE_DEG`] is at latitude `lat_deg`; 9° at most, at a pole.
#[must_use]
pub fn on_edge_reach_deg(lat_deg: f64) -> f64 {
    ON_EDGE_DEG / lon_scale(lat_deg)
}

/// Whether `point` is to the left of the line through `edge`, by the rule above.
#[must_use]
pub fn is_left_of(point: Coord<f64>, edge: &PlaneEdge) -> bool {
    let [a, b] = *edge;
    match RobustKernel::orient2d(a, b, point) {
        Orientation::CounterClockwise => true,
        Orientation::Clockwise => false,
        Orientation::Collinear => b.y < a.y || (b.y <= a.y && b.x > a.x),
    }
}

/// Whether a ray from `point` to the east crosses `edge`, by the rule above.
#[must_use]
pub fn is_east_of(point: Coord<f64>, edge: &PlaneEdge) -> bool {
    let [a, b] = *edge;
    (a.y <= point.y) != (b.y <= point.y) && is_left_of(point, edge) == (a.y < b.y)
}

/// Whether the path from `from` along its meridian to the latitude of `to`, and on along that parallel to `to`, crosses
/// `edge` an odd number of times, by the rule above.
///
/// Each leg crosses an edge whose ends lie on both sides of the leg's line, if the leg's ends lie on both sides of the edge's.
/// The corner belongs to both legs, so where both lines are crossed its side cancels.
#[must_use]
pub fn parts(from: Coord<f64>, to: Coord<f64>, edge: &PlaneEdge) -> bool {
    let [a, b] = *edge;
    let corner = Coord { x: from.x, y: to.y };
    match ((a.x <= from.x) != (b.x <= from.x), (a.y <= to.y) != (b.y <= to.y)) {
        (false, false) => false,
        (true, false) => is_left_of(from, edge) != is_left_of(corner, edge),
        (false, true) => is_left_of(corner, edge) != is_left_of(to, edge),
        (true, true) => is_left_of(from, edge) != is_left_of(to, edge),
    }
}

/// A quick test that is never false where [`is_on`] is true; `reach_deg` is at least the point's [`on_edge_reach_deg`].
///
/// With longitudes shrunk by s, the distance from the edge's line is s·|d|/l, where d is the cross product in plain degrees and
/// l, the edge's length, is at most |Δlon| + |Δlat|. So on the edge |d| ≤ [`ON_EDGE_DEG`]·l/s ≤ reach·(|Δlon| + |Δlat|).
#[must_use]
pub fn may_be_on(point: Coord<f64>, edge: &PlaneEdge, reach_deg: f64) -> bool {
    let [a, b] = *edge;
    let beside = |at: f64, p: f64, q: f64, reach: f64| at < p.min(q) - reach || at > p.max(q) + reach;
    if beside(point.y, a.y, b.y, ROUNDING * ON_EDGE_DEG) || beside(point.x, a.x, b.x, ROUNDING * reach_deg) {
        return false;
    }
    let (along_lon, along_lat) = (b.x - a.x, b.y - a.y);
    let cross = along_lon * (point.y - a.y) - along_lat * (point.x - a.x);
    cross.abs() <= ROUNDING * reach_deg * (along_lon.abs() + along_lat.abs())
}

/// Whether `point` is within a millimetre of `edge`, degrees of longitude counted at the point's latitude.
#[must_use]
pub fn is_on(point: Coord<f64>, edge: &PlaneEdge) -> bool {
    let [a, b] = *edge;
    let scale = lon_scale(point.y);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// On small whole numbers every kind of tie occurs; the two rays' parities must differ just where the path crosses.
    #[test]
    fn rays_and_paths_agree_on_every_tie() {
        let at = |x: i32, y: i32| Coord { x: f64::from(x), y: f64::from(y) };
        let corners = [(0, 0), (3, 0), (3, 3), (1, 3), (1, 1), (2, 2), (2, 1), (0, 3), (0, 2), (0, 0)];
        let ring: Vec<PlaneEdge> = corners.windows(2).map(|w| [at(w[0].0, w[0].1), at(w[1].0, w[1].1)]).collect();
        let inside = |p: Coord<f64>| ring.iter().filter(|edge| is_east_of(p, edge)).count() % 2;
        for from in (0..25).map(|i| at(i / 5 - 1, i % 5 - 1)) {
            for to in (0..25).map(|i| at(i / 5 - 1, i % 5 - 1)) {
                let crossed = ring.iter().filter(|edge| parts(from, to, edge)).count();
                assert_eq!((inside(from) + crossed) % 2, inside(to), "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn the_quick_test_lets_through_all_that_is_on() {
        let edges = [[(0.0, 0.0), (1.0, 3.0)], [(0.0, 89.9), (90.0, 90.0)], [(5.0, 5.0), (5.0, 5.0)]];
        for [(ax, ay), (bx, by)] in edges {
            let edge = [Coord { x: ax, y: ay }, Coord { x: bx, y: by }];
            for i in -20..=1020_i32 {
                let t = f64::from(i) / 1000.0;
                for off in [0.0, 0.5, 0.99, 1.0, 1.01, 3.0] {
                    let point = Coord { x: ax + t * (bx - ax), y: ay + t * (by - ay) - off * ON_EDGE_DEG };
                    let may = may_be_on(point, &edge, on_edge_reach_deg(point.y));
                    assert!(may || !is_on(point, &edge), "{point:?}");
                }
            }
        }
    }
}
