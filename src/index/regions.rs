//! Which of many areas may hold a place, and which does. Not responsible for what the areas mean.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use geo_types::MultiPolygon;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::geometry::containment::{Container, Position};
use crate::geometry::ecef::{EQUATORIAL_RADIUS_M, Ecef, ecef, on_ellipsoid};
use crate::geometry::edge::sag_at_most_m;
use crate::geometry::ring::rings;
use crate::index::grid::Grid;
use crate::lonlat::LonLat;

/// Longitude and latitude where a sphere's surface is farthest in each direction of space: the middles of its box's faces.
const AXES_DEG: [[f64; 2]; 6] = [[0.0, 0.0], [180.0, 0.0], [90.0, 0.0], [-90.0, 0.0], [0.0, 90.0], [0.0, -90.0]];
/// A place within a millimetre of an edge is on it, so a box reaches a little further than its outline.
const EDGE_MARGIN_M: f64 = 0.01;

/// An index of areas, each known by its number. Areas may overlap.
///
/// Boxes in space find the few areas that may hold a place, and each of these looks at its edges at the place's latitude. For
/// many questions a grid of cells, most of them wholly inside or outside, answers ten times faster:
/// [`RegionIndex::ready_for_many`] builds it. Answers are the same with it and without.
#[derive(Debug, Clone, Default)]
pub struct RegionIndex {
    boxes: RTree<GeomWithData<Rectangle<Ecef>, usize>>,
    containers: Vec<Container>,
    grid: OnceLock<Option<Grid>>,
}

/// An area that holds a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The number of the area, in the order in which they were put in.
    pub number: usize,
    /// Inside or on its edge.
    pub position: Position,
}

impl RegionIndex {
    /// The index of `areas`, whose edges are straight in lon/lat.
    ///
    /// # Cost
    /// Linear in the number of edges.
    #[must_use]
    pub fn new<'a>(areas: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let areas: Vec<&MultiPolygon<f64>> = areas.into_iter().collect();
        let containers: Vec<Container> = areas.iter().map(|area| Container::new(area)).collect();
        let boxes = areas
            .iter()
            .zip(&containers)
            .enumerate()
            .filter_map(|(number, (area, container))| Some(GeomWithData::new(space_box(area, container)?, number)))
            .collect();
        Self { boxes: RTree::bulk_load(boxes), containers, grid: OnceLock::new() }
    }

    /// Makes ready for many questions: worth its cost from some ten thousands on. Answers stay the same.
    ///
    /// # Cost
    /// About 0.1 µs and at most 40 bytes for each edge, beside 16 MB at most; nothing when called again.
    pub fn ready_for_many(&self) {
        self.grid.get_or_init(|| Grid::new(&self.containers));
    }

    /// The areas that hold `place`, by number; on a shared edge all that share it.
    ///
    /// # Cost
    /// log n for the boxes, then the few edges at the place's latitude of each area whose box holds it. After
    /// [`RegionIndex::ready_for_many`] a look at a cell, and at the few edges in it if there are any.
    #[must_use]
    pub fn holding(&self, place: LonLat) -> Vec<Holder> {
        let mut found = Vec::new();
        self.each_holding(place, |holder| found.push(holder));
        found
    }

    /// Tells `hear` each area that [`RegionIndex::holding`] lists, in its order, without a list.
    #[inline]
    pub fn each_holding(&self, place: LonLat, mut hear: impl FnMut(Holder)) {
        let _: ControlFlow<()> = self.visit(place, |holder| {
            hear(holder);
            ControlFlow::Continue(())
        });
    }

    /// The first area, by number, that holds `place`.
    #[inline]
    #[must_use]
    pub fn first_holding(&self, place: LonLat) -> Option<Holder> {
        self.visit(place, ControlFlow::Break).break_value()
    }

    /// The first area, by number, that holds `place`, and whether it is on the edge of any.
    #[inline]
    #[must_use]
    pub fn first_and_edge(&self, place: LonLat) -> (Option<Holder>, bool) {
        let (mut first, mut on_edge) = (None, false);
        self.each_holding(place, |holder| {
            first = first.or(Some(holder));
            on_edge |= holder.position == Position::On;
        });
        (first, on_edge)
    }

    /// How many bytes the grid takes; 0 without one.
    #[must_use]
    pub fn grid_bytes(&self) -> usize {
        self.grid.get().and_then(Option::as_ref).map_or(0, Grid::bytes)
    }

    #[inline]
    fn visit<B>(&self, place: LonLat, mut hear: impl FnMut(Holder) -> ControlFlow<B>) -> ControlFlow<B> {
        if let Some(Some(grid)) = self.grid.get() {
            return grid.visit(&self.containers, place, |number, position| hear(Holder { number, position }));
        }
        self.found_in_boxes(place).into_iter().try_for_each(hear)
    }

    fn found_in_boxes(&self, place: LonLat) -> Vec<Holder> {
        let mut found: Vec<Holder> = self
            .boxes
            .locate_in_envelope_intersecting(AABB::from_point(ecef(place)))
            .map(|candidate| Holder {
                number: candidate.data,
                position: self.containers[candidate.data].position(place),
            })
            .filter(|holder| holder.position != Position::Outside)
            .collect();
        found.sort_by_key(|holder| holder.number);
        found
    }
}

/// The box in space that holds an area: its outline's box, and the face centres that lie inside the area.
///
/// On a convex surface each coordinate is greatest on the outline or where the surface faces along that axis. An area that
/// goes all the way round has the whole Earth's box.
fn space_box(area: &MultiPolygon<f64>, container: &Container) -> Option<Rectangle<Ecef>> {
    if container.goes_round() {
        return Some(Rectangle::from_corners([-EQUATORIAL_RADIUS_M; 3], [EQUATORIAL_RADIUS_M; 3]));
    }
    let mut low = [f64::INFINITY; 3];
    let mut high = [f64::NEG_INFINITY; 3];
    let mut widen = |at: Ecef, margin_m: f64| {
        for axis in 0..3 {
            low[axis] = low[axis].min(at[axis] - margin_m);
            high[axis] = high[axis].max(at[axis] + margin_m);
        }
    };
    for ring in area.iter().flat_map(rings) {
        let margin_m = sag_at_most_m(ring) + EDGE_MARGIN_M;
        for corner in &ring.0 {
            widen(on_ellipsoid(corner.x.to_radians(), corner.y.to_radians()), margin_m);
        }
    }
    for [lon, lat] in AXES_DEG {
        let Ok(face) = LonLat::new(lon, lat) else { continue };
        if container.position(face) != Position::Outside {
            widen(ecef(face), EDGE_MARGIN_M);
        }
    }
    low[0].is_finite().then(|| Rectangle::from_corners(low, high))
}
