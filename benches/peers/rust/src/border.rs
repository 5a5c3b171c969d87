//! The nearest point of a border, three ways: every edge, an R-tree in degrees, an R-tree asked with spherical distances.

use geo::{Closest, Distance, Geodesic, Haversine, HaversineClosestPoint, Line, LineString, Point};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{NeighborsOptions, RTreeBuilder, RTreeIndex};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::job::{Job, Place, Spent, places, timed};

/// Every edge of a long border for every point takes 40 ms, so fewer points are asked.
const EDGES_LOOKED_AT: usize = 2_000_000;

pub fn border(job: &Job) {
    let line: LineString<f64> = places(&job.file("border"), usize::MAX).into_iter().map(Point::from).collect();
    let edges: Vec<Line<f64>> = line.lines().collect();
    let points: Vec<Point<f64>> = places(&job.file("points"), job.items).into_iter().map(Point::from).collect();
    every_edge(job, &line, &points[..points.len().min(EDGES_LOOKED_AT / edges.len()).max(1)]);
    tree_in_degrees(job, &edges, &points);
    tree_on_a_sphere(job, &edges, &points);
}

fn every_edge(job: &Job, line: &LineString<f64>, points: &[Point<f64>]) {
    let (feet, spent) = timed(|| measured(points, |point| foot(line, point)));
    tell(job, "geo haversine_closest_point + Geodesic", Spent::default(), spent, &feet);
}

fn tree_in_degrees(job: &Job, edges: &[Line<f64>], points: &[Point<f64>]) {
    let (tree, built) = timed(|| RTree::bulk_load(edges.iter().copied().map(Flat).collect()));
    let nearest = |point: &Point<f64>| {
        let edge = tree.nearest_neighbor([point.x(), point.y()]).expect("a border has edges");
        foot(&edge.0, point)
    };
    let (feet, spent) = timed(|| measured(points, nearest));
    tell(job, "rstar in degrees + haversine foot + Geodesic", built, spent, &feet);
}

fn tree_on_a_sphere(job: &Job, edges: &[Line<f64>], points: &[Point<f64>]) {
    let (tree, built) = timed(|| {
        let mut builder = RTreeBuilder::<f64>::new(u32::try_from(edges.len()).expect("fewer than 2^32"));
        for Line { start, end } in edges {
            builder.add(start.x.min(end.x), start.y.min(end.y), start.x.max(end.x), start.y.max(end.y));
        }
        builder.finish::<HilbertSort>()
    });
    let nearest = |point: &Point<f64>| {
        let mut best = (f64::INFINITY, *point);
        let to_box = |[west, south, east, north]: [f64; 4]| {
            Haversine.distance(*point, Point::new(point.x().clamp(west, east), point.y().clamp(south, north)))
        };
        let to_edge = |number: u32, _| {
            let at = foot(&edges[number as usize], point);
            let distance = Haversine.distance(*point, at);
            if distance < best.0 {
                best = (distance, at);
            }
            Some(distance)
        };
        tree.neighbors_with_callbacks(NeighborsOptions::k(1), to_box, to_edge);
        best.1
    };
    let (feet, spent) = timed(|| measured(points, nearest));
    tell(job, "geo-index with haversine + Geodesic", built, spent, &feet);
}

fn foot(shape: &impl HaversineClosestPoint<f64>, point: &Point<f64>) -> Point<f64> {
    match shape.haversine_closest_point(point) {
        Closest::SinglePoint(at) | Closest::Intersection(at) => at,
        Closest::Indeterminate => *point,
    }
}

fn measured(points: &[Point<f64>], nearest: impl Fn(&Point<f64>) -> Point<f64>) -> Vec<(f64, Point<f64>)> {
    let ask = |point| {
        let at = nearest(point);
        (Geodesic.distance(*point, at), at)
    };
    points.iter().map(ask).collect()
}

fn tell(job: &Job, tool: &str, built: Spent, spent: Spent, feet: &[(f64, Point<f64>)]) {
    let row = |(number, (distance_m, at)): (usize, &(f64, Point<f64>))| {
        format!("{number},{distance_m:.9},{:.12},{:.12}", at.x(), at.y())
    };
    let rows: Vec<String> = feet.iter().enumerate().map(row).collect();
    job.tell(tool, feet.len(), built, spent, "id,distance_m,lon,lat", &rows);
}

/// An edge in the plane of longitude and latitude.
struct Flat(Line<f64>);

impl RTreeObject for Flat {
    type Envelope = AABB<Place>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners([self.0.start.x, self.0.start.y], [self.0.end.x, self.0.end.y])
    }
}

impl PointDistance for Flat {
    fn distance_2(&self, from: &Place) -> f64 {
        let Line { start, end } = self.0;
        let (ahead, there) = (end - start, [from[0] - start.x, from[1] - start.y]);
        let length2 = ahead.x * ahead.x + ahead.y * ahead.y;
        let share = if length2 > 0.0 { (there[0] * ahead.x + there[1] * ahead.y) / length2 } else { 0.0 };
        let share = share.clamp(0.0, 1.0);
        (there[0] - share * ahead.x).powi(2) + (there[1] - share * ahead.y).powi(2)
    }
}
