//! Which district holds a point: rstar over boxes, then geo's plain or indexed test.

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{BoundingRect, Contains, Coord, LineString, MultiPolygon, Point, Polygon};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::job::{Job, Spent, numbered, numbers, places, timed};

/// The plain test walks whole outlines, so fewer points are asked.
const PLAIN_MOST: usize = 100_000;

type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

pub fn regions(job: &Job) {
    let rows = numbers(&job.data.join("districts.csv"), ["district", "lon", "lat"], usize::MAX);
    let ring = |rows: &[[f64; 3]]| rows.iter().map(|row| Coord { x: row[1], y: row[2] }).collect::<LineString<f64>>();
    let areas: Vec<Polygon<f64>> =
        rows.chunk_by(|a, b| a[0] == b[0]).map(|rows| Polygon::new(ring(rows), Vec::new())).collect();
    let points: Vec<Point<f64>> =
        places(&job.data.join("points.csv"), job.items).into_iter().map(Point::from).collect();
    let (boxes, built) = timed(|| boxes(&areas));
    let plain = |area: usize, point: &Point<f64>| areas[area].contains(point);
    tell(job, "rstar boxes + geo Contains", &boxes, built, &points[..points.len().min(PLAIN_MOST)], plain);
    let multi = |area: &Polygon<f64>| IntervalTreeMultiPolygon::new(&MultiPolygon(vec![area.clone()]));
    let (trees, built) = timed(|| areas.iter().map(multi).collect::<Vec<_>>());
    let indexed = |area: usize, point: &Point<f64>| trees[area].contains(point);
    tell(job, "rstar boxes + geo IntervalTreeMultiPolygon", &boxes, built, &points, indexed);
}

fn boxes(areas: &[Polygon<f64>]) -> Boxes {
    let entry = |(number, area): (usize, &Polygon<f64>)| {
        let around = area.bounding_rect().expect("an area has corners");
        let corners = [around.min(), around.max()].map(|corner| [corner.x, corner.y]);
        GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), number)
    };
    RTree::bulk_load(areas.iter().enumerate().map(entry).collect())
}

fn tell(
    job: &Job,
    tool: &str,
    boxes: &Boxes,
    built: Spent,
    points: &[Point<f64>],
    holds: impl Fn(usize, &Point<f64>) -> bool,
) {
    let (counts, spent) = timed(|| {
        let mut counts = vec![0_u32; boxes.size()];
        for point in points {
            let candidates = boxes.locate_all_at_point([point.x(), point.y()]);
            for area in candidates.map(|candidate| candidate.data).filter(|&area| holds(area, point)) {
                counts[area] += 1;
            }
        }
        counts
    });
    job.tell(tool, points.len(), built, spent, "district,count", &numbered(counts));
}
