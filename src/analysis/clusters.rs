//! Which records lie densely together, and the outline of each such cluster. Not responsible for records that are no single
//! point: they are counted and in no cluster, never placed at a centre.

use crate::analysis::dbscan::{self, Density};
use crate::geometry::geodesic::area_m2;
use crate::geometry::hull::hull;
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::model::shape::{Longitudes, Shape};

/// The clusters of some features.
#[derive(Debug, Clone)]
pub struct Clusters {
    /// The clusters, in the order of their first cores.
    pub clusters: Vec<Cluster>,
    /// For each feature the number of its cluster from 0, `None` where it is in none.
    pub of_feature: Vec<Option<usize>>,
    /// How many features are no single point.
    pub without_point: usize,
}

/// Features that lie densely together.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// The numbers of its features, from 0, in their order.
    pub members: Vec<usize>,
    /// Its convex outline: a polygon, or a line or a point where its places are on one line or one place. Edges are straight
    /// in longitude and latitude.
    pub hull: Shape,
}

impl Cluster {
    /// The area of its outline in square metres, as if its edges were geodesics.
    #[must_use]
    pub fn area_m2(&self) -> f64 {
        self.hull.polygons().map_or(0.0, |polygons| polygons.iter().map(area_m2).sum())
    }
}

impl Clusters {
    /// The clusters of `features` by [`dbscan::clusters`].
    ///
    /// # Cost
    /// As there, and n·log n for the outlines.
    #[must_use]
    pub fn of(features: &[Feature], density: Density) -> Self {
        let point = |feature: &Feature| feature.shape.as_ref()?.point();
        Self::of_places(&features.iter().map(point).collect::<Vec<_>>(), density)
    }

    /// As [`Clusters::of`], for records at these places; `None` for one that is at no single place.
    #[must_use]
    pub fn of_places(places: &[Option<LonLat>], density: Density) -> Self {
        let count = places.len();
        let points: Vec<(usize, LonLat)> =
            places.iter().enumerate().filter_map(|(number, place)| Some((number, (*place)?))).collect();
        let places: Vec<LonLat> = points.iter().map(|(_, place)| *place).collect();
        let found = dbscan::clusters(&places, density);
        let mut of_feature = vec![None; count];
        let mut members = vec![Vec::new(); found.count];
        let mut held = vec![Vec::new(); found.count];
        for ((number, place), cluster) in points.iter().zip(&found.clusters) {
            of_feature[*number] = *cluster;
            if let Some(cluster) = *cluster {
                members[cluster].push(*number);
                held[cluster].push(*place);
            }
        }
        let outlined = |(members, places): (Vec<usize>, Vec<LonLat>)| Cluster { members, hull: outline(&places) };
        Self {
            clusters: members.into_iter().zip(held).map(outlined).collect(),
            of_feature,
            without_point: count - points.len(),
        }
    }
}

/// The outline of the places of a cluster, of which there is at least one.
fn outline(places: &[LonLat]) -> Shape {
    let shaped = hull(places).and_then(|outline| Shape::new(outline, Longitudes::Wrap).ok()?.shape);
    shaped.unwrap_or_else(|| Shape::from_place(places[0]))
}
