//! The ten nearest of many points and how many lie within 50 km: kiddo and rstar by chords through space, geo-index on a sphere.

use std::num::NonZero;

use geo::{Distance, Haversine, Point};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{NeighborsOptions, RTreeBuilder, RTreeIndex, SimpleDistanceMetric};
use kiddo::{ImmutableKdTree, SquaredEuclidean};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::job::{Job, Place, Spent, numbered, places, timed};

const NEIGHBOURS: usize = 10;
const RADIUS_M: f64 = 50_000.0;
/// The chord of a geodesic of 50 km, as a fixed number: right to 2 mm.
const CHORD_M: f64 = RADIUS_M - RADIUS_M * RADIUS_M * RADIUS_M / (24.0 * 6_370_000.0 * 6_370_000.0);

type Space = [f64; 3];

fn in_space([lon, lat]: Place) -> Space {
    let (flattening, radius_m) = (1.0 / 298.257_223_563, 6_378_137.0);
    let eccentricity2 = flattening * (2.0 - flattening);
    let ((sine, cosine), (east_sine, east_cosine)) = (lat.to_radians().sin_cos(), lon.to_radians().sin_cos());
    let normal_m = radius_m / (1.0 - eccentricity2 * sine * sine).sqrt();
    [normal_m * cosine * east_cosine, normal_m * cosine * east_sine, normal_m * (1.0 - eccentricity2) * sine]
}

pub fn points(job: &Job) {
    let indexed = places(&job.data.join("points.csv"), usize::MAX);
    let queries = places(&job.data.join("queries.csv"), job.items);
    let space: Vec<Space> = indexed.iter().copied().map(in_space).collect();
    let from: Vec<Space> = queries.iter().copied().map(in_space).collect();
    with_kiddo(job, &space, &from);
    with_rstar(job, &space, &from);
    with_geo_index(job, &indexed, &queries);
}

/// Asks each query what the workload wants: counts or neighbours.
fn ask<Q: Copy>(
    job: &Job,
    tool: &str,
    built: Spent,
    queries: &[Q],
    count: impl Fn(Q) -> usize,
    nearest: impl Fn(Q) -> Vec<u64>,
) {
    if job.variant() == "count" {
        let (counts, spent) = timed(|| queries.iter().map(|&query| count(query)).collect::<Vec<_>>());
        return job.tell(tool, queries.len(), built, spent, "id,count", &numbered(counts));
    }
    let (found, spent) = timed(|| queries.iter().map(|&query| nearest(query)).collect::<Vec<_>>());
    let rows = found.iter().enumerate().flat_map(|(number, places)| {
        places.iter().enumerate().map(move |(rank, place)| format!("{number},{rank},{place}"))
    });
    job.tell(tool, queries.len(), built, spent, "id,rank,place", &rows.collect::<Vec<_>>());
}

fn with_kiddo(job: &Job, space: &[Space], from: &[Space]) {
    let (tree, built) = timed(|| ImmutableKdTree::new_from_slice(space).expect("no point is NaN"));
    let count = |query: &Space| {
        tree.query(query).within::<SquaredEuclidean<f64>>(CHORD_M * CHORD_M).unsorted().execute().len()
    };
    let ten = NonZero::new(NEIGHBOURS).expect("ten");
    let nearest = |query: &Space| {
        let found = tree.query(query).nearest_n::<SquaredEuclidean<f64>>(ten).execute();
        found.iter().map(|found| found.item as u64).collect()
    };
    ask(job, "kiddo on ECEF chords", built, &from.iter().collect::<Vec<_>>(), count, nearest);
}

fn with_rstar(job: &Job, space: &[Space], from: &[Space]) {
    let numbered = || space.iter().zip(0_u64..).map(|(&at, number)| GeomWithData::new(at, number)).collect();
    let (tree, built) = timed(|| RTree::bulk_load(numbered()));
    let count = |query| tree.locate_within_distance(query, CHORD_M * CHORD_M).count();
    let nearest = |query| tree.nearest_neighbor_iter(query).take(NEIGHBOURS).map(|found| found.data).collect();
    ask(job, "rstar on ECEF chords", built, from, count, nearest);
}

fn with_geo_index(job: &Job, indexed: &[Place], queries: &[Place]) {
    let (tree, built) = timed(|| {
        let mut builder = RTreeBuilder::<f64>::new(u32::try_from(indexed.len()).expect("fewer than 2^32"));
        for [lon, lat] in indexed {
            builder.add(*lon, *lat, *lon, *lat);
        }
        builder.finish::<HilbertSort>()
    });
    let found = |[lon, lat]: Place, options| tree.neighbors_with_simple_distance(lon, lat, options, &Sphere);
    let count = |query| found(query, NeighborsOptions::all().max_distance(RADIUS_M)).len();
    let nearest = |query| found(query, NeighborsOptions::k(NEIGHBOURS)).into_iter().map(|(number, _)| u64::from(number)).collect();
    ask(job, "geo-index with haversine", built, queries, count, nearest);
}

struct Sphere;

impl SimpleDistanceMetric<f64> for Sphere {
    fn distance(&self, x1: f64, y1: f64, x2: f64, y2: f64) -> f64 {
        Haversine.distance(Point::new(x1, y1), Point::new(x2, y2))
    }

    fn distance_to_bbox(&self, x: f64, y: f64, west: f64, south: f64, east: f64, north: f64) -> f64 {
        Haversine.distance(Point::new(x, y), Point::new(x.clamp(west, east), y.clamp(south, north)))
    }
}
