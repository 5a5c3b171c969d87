//! Where a polygon's edges cross each other, which makes inside and outside meaningless. Not responsible for mending it.

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, Polygon};

use crate::geometry::ring::{rings, unwrapped};
use crate::geometry::sides::PlaneEdge;
use crate::geometry::slabs::Slabs;
use crate::lonlat::LonLat;

/// The southernmost slab's first place where two edges of `polygon` cross, or `None`.
///
/// Rings that only touch at a vertex are not reported.
///
/// # Cost
/// Edges are compared within slabs of latitude: about linear for outlines as they occur.
#[must_use]
pub fn self_crossing(polygon: &Polygon<f64>) -> Option<LonLat> {
    let rings: Vec<Vec<Coord<f64>>> = rings(polygon).map(|ring| unwrapped(&ring.0).coords).collect();
    let slabs = Slabs::new(&rings, 0.0);
    (0..slabs.count()).find_map(|slab| crossing_among(&slabs, slab))
}

fn crossing_among(slabs: &Slabs, slab: usize) -> Option<LonLat> {
    let mut members: Vec<&PlaneEdge> = slabs.members(slab).iter().map(|&edge| &slabs.edges()[edge as usize]).collect();
    members.sort_by(|a, b| west(a).total_cmp(&west(b)));
    for (number, edge) in members.iter().enumerate() {
        let east = edge[0].x.max(edge[1].x);
        let mut overlapping = members[number + 1..].iter().take_while(|other| west(other) <= east);
        if let Some(place) = overlapping.find_map(|other| crossing(edge, other)) {
            return Some(place);
        }
    }
    None
}

fn west(edge: &PlaneEdge) -> f64 {
    edge[0].x.min(edge[1].x)
}

/// Where two edges cross in the interior of both.
fn crossing(one: &PlaneEdge, other: &PlaneEdge) -> Option<LonLat> {
    let side = |edge: &PlaneEdge, point: Coord<f64>| RobustKernel::orient2d(edge[0], edge[1], point);
    let splits = |edge: &PlaneEdge, other: &PlaneEdge| {
        matches!(
            (side(edge, other[0]), side(edge, other[1])),
            (Orientation::Clockwise, Orientation::CounterClockwise)
                | (Orientation::CounterClockwise, Orientation::Clockwise)
        )
    };
    if !(splits(one, other) && splits(other, one)) {
        return None;
    }
    let step = |edge: &PlaneEdge| Coord { x: edge[1].x - edge[0].x, y: edge[1].y - edge[0].y };
    let (start, along, across) = (one[0], step(one), step(other));
    let gap = Coord { x: other[0].x - start.x, y: other[0].y - start.y };
    let t = (gap.x * across.y - gap.y * across.x) / (along.x * across.y - along.y * across.x);
    let lon = start.x + t * along.x;
    LonLat::new(lon - (lon / 360.0).round() * 360.0, (start.y + t * along.y).clamp(-90.0, 90.0)).ok()
}
