//! Areas made of areas: several as one, or one without another. Not responsible for what they are.

use std::collections::BTreeMap;

use geo::algorithm::bool_ops::{BooleanOps, unary_union};
use geo::{BoundingRect, Intersects};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::geometry::ring::rings;

/// The overlay works on a grid of about 1e-8 degrees for a country, 2e-7 for the Earth: what it moved by less than this, 5 cm,
/// goes back to the corner that it was.
const SNAP_DEG: f64 = 5e-7;

/// What any of `areas` covers. Areas that cross ±180° are put side by side as they are.
///
/// # Accuracy
/// Corners stay as they are; where edges cross, a new one is right to 5 cm.
///
/// # Cost
/// n log n in the number of corners.
#[must_use]
pub fn united(areas: &[&MultiPolygon<f64>]) -> MultiPolygon<f64> {
    if areas.iter().any(|area| crosses_180(area)) {
        return MultiPolygon(areas.iter().flat_map(|area| area.iter().cloned()).collect());
    }
    Corners::of(areas).snapped(unary_union(areas.iter().copied()))
}

/// What `area` covers and `hole` does not; all of it where one of them crosses ±180°.
///
/// # Accuracy
/// As [`united`].
#[must_use]
pub fn without(area: &MultiPolygon<f64>, hole: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let apart = !area.bounding_rect().zip(hole.bounding_rect()).is_some_and(|(area, hole)| area.intersects(&hole));
    if apart || crosses_180(area) || crosses_180(hole) {
        return area.clone();
    }
    Corners::of(&[area, hole]).snapped(area.difference(hole))
}

/// Whether an edge is shorter the other way round, which the plane that the overlay works in does not know.
fn crosses_180(area: &MultiPolygon<f64>) -> bool {
    area.iter().flat_map(rings).flat_map(LineString::lines).any(|edge| edge.dx().abs() > 180.0)
}

/// Corners by cells as wide as two of the tolerance, so that all near ones are in a cell or beside it.
struct Corners {
    cells: BTreeMap<[i64; 2], Vec<Coord<f64>>>,
}

impl Corners {
    fn of(areas: &[&MultiPolygon<f64>]) -> Self {
        let mut cells: BTreeMap<[i64; 2], Vec<Coord<f64>>> = BTreeMap::new();
        for ring in areas.iter().flat_map(|area| area.iter()).flat_map(rings) {
            for &corner in &ring.0 {
                cells.entry(cell(corner)).or_default().push(corner);
            }
        }
        Self { cells }
    }

    fn snapped(&self, area: MultiPolygon<f64>) -> MultiPolygon<f64> {
        let polygon = |polygon: Polygon<f64>| {
            let (outer, holes) = polygon.into_inner();
            let holes = holes.into_iter().filter_map(|hole| self.ring(&hole)).collect();
            self.ring(&outer).map(|outer| Polygon::new(outer, holes))
        };
        MultiPolygon(area.into_iter().filter_map(polygon).collect())
    }

    /// The ring, unless it was a sliver that is nothing now.
    fn ring(&self, ring: &LineString<f64>) -> Option<LineString<f64>> {
        let mut corners: Vec<Coord<f64>> = ring.0.iter().map(|&corner| self.nearest(corner)).collect();
        corners.dedup();
        (corners.len() > 3).then_some(LineString(corners))
    }

    /// The corner that `moved` was, or itself.
    fn nearest(&self, moved: Coord<f64>) -> Coord<f64> {
        let [x, y] = cell(moved);
        let off_deg = |corner: &Coord<f64>| (corner.x - moved.x).abs().max((corner.y - moved.y).abs());
        let beside = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| [x, y]));
        let near = beside.filter_map(|cell| self.cells.get(&cell)).flatten();
        let near = near.filter(|corner| off_deg(corner) < SNAP_DEG);
        near.copied().min_by(|a, b| off_deg(a).total_cmp(&off_deg(b))).unwrap_or(moved)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 180 / 1e-6")]
fn cell(corner: Coord<f64>) -> [i64; 2] {
    [corner.x, corner.y].map(|degrees| (degrees / (2.0 * SNAP_DEG)).floor() as i64)
}
