//! Nearest, within and inside: the indices against brute force and against GeographicLib.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use sarhad::geometry::containment::{Container, Position};
use sarhad::geometry::edge::{Edge, EdgeModel};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::index::regions::RegionIndex;
use sarhad::index::segments::SegmentIndex;
use sarhad::{Degrees, LonLat, Metres};

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// Ordinary places, and those where formulas break: poles, ±180, 0, subnormal numbers, neighbours of the limits.
fn any_place() -> impl Strategy<Value = LonLat> {
    let edge_lon = prop::sample::select(vec![-180.0, 180.0, 0.0, -0.0, 5e-324, 179.999_999_999, 90.0, 60.87]);
    let edge_lat = prop::sample::select(vec![-90.0, 90.0, 0.0, -0.0, 1e-310, 89.999_999_999, 29.86, -45.0]);
    let lon = prop_oneof![3 => -180.0..=180.0, 1 => edge_lon];
    let lat = prop_oneof![3 => -90.0..=90.0, 1 => edge_lat];
    (lon, lat).prop_map(|(lon, lat)| place(lon, lat))
}

fn near(centre: LonLat) -> impl Strategy<Value = LonLat> {
    (0.0..360.0, 0.0..300_000.0_f64)
        .prop_map(move |(bearing, m)| destination(centre, Degrees::new(bearing), Metres::new(m)))
}

/// The least distance over a fine walk along an edge, which no exact answer may exceed, with the walk's step.
fn walked(edge: &Edge, from: LonLat) -> f64 {
    let steps = 2_000;
    (0..=steps).map(|i| distance(from, edge.at(f64::from(i) / f64::from(steps))).value()).fold(f64::INFINITY, f64::min)
}

fn line(corners: &[LonLat]) -> LineString<f64> {
    LineString(corners.iter().map(|&corner| Coord::from(corner)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_foot_on_a_line_is_no_farther_than_a_walk_along_it(
        corners in prop::collection::vec(any_place(), 2..6), from in any_place(), geodesic in any::<bool>(),
    ) {
        let model = if geodesic { EdgeModel::Geodesic } else { EdgeModel::Rfc7946 };
        let index = SegmentIndex::new([&line(&corners)], model);
        let found = index.nearest(from).unwrap();
        let edges: Vec<Edge> = corners.windows(2).map(|pair| Edge::new(pair[0], pair[1], model)).collect();
        let walk = edges.iter().map(|edge| walked(edge, from)).fold(f64::INFINITY, f64::min);
        prop_assert!(found.distance.value() <= walk + 1e-4, "{} m, a walk finds {walk} m", found.distance.value());
        prop_assert!((distance(from, found.place).value() - found.distance.value()).abs() < 1e-6);
        let backwards: Vec<LonLat> = corners.iter().rev().copied().collect();
        let reversed = SegmentIndex::new([&line(&backwards)], model).nearest(from).unwrap();
        prop_assert_eq!(reversed.distance, found.distance);
        prop_assert_eq!(reversed.place, found.place);
    }

    /// Near a pole a straight line in lon/lat turns sharply: the answer is the same however it is asked.
    #[test]
    fn one_by_one_and_together_are_the_same_answers(
        corners in prop::collection::vec(near(place(20.0, 86.0)), 2..40), askers in prop::collection::vec(near(place(60.0, 85.0)), 1..10),
    ) {
        let index = SegmentIndex::new([&line(&corners)], EdgeModel::Rfc7946);
        let together = index.nearest_of_each(&askers);
        let one_by_one: Vec<_> = askers.iter().map(|&asker| index.nearest(asker)).collect();
        let in_twos: Vec<_> = askers.chunks(2).flat_map(|two| index.nearest_of_each(two)).collect();
        prop_assert_eq!(&together, &one_by_one);
        prop_assert_eq!(&in_twos, &one_by_one);
        for (asker, found) in askers.iter().zip(&one_by_one) {
            let found = found.unwrap().distance.value();
            let edges = corners.windows(2).map(|pair| Edge::new(pair[0], pair[1], EdgeModel::Rfc7946));
            let walk = edges.map(|edge| walked(&edge, *asker)).fold(f64::INFINITY, f64::min);
            prop_assert!(found <= walk + 1e-6, "{found} m, a walk finds {walk} m");
        }
    }

    #[test]
    fn near_a_border_the_index_equals_every_edge_by_itself(
        corners in prop::collection::vec(near(place(60.87, 29.86)), 2..40), from in near(place(61.5, 27.0)),
    ) {
        let index = SegmentIndex::new([&line(&corners)], EdgeModel::Rfc7946);
        let each = corners.windows(2).filter_map(|pair| SegmentIndex::new([&line(pair)], EdgeModel::Rfc7946).nearest(from));
        let least = each.map(|found| found.distance.value()).fold(f64::INFINITY, f64::min);
        let found = index.nearest(from).unwrap().distance.value();
        prop_assert!((found - least).abs() < 1e-6, "{found} m, edge by edge {least} m");
    }
}

/// A chord through the Earth pointed to the wrong end of the last stretch, 44 m and 15 mm off.
#[test]
fn from_eleven_thousand_kilometres_the_end_of_an_edge_is_found() {
    let (a, b) = (place(103.054_699_097_966_97, -20.640_754_095_823_47), place(0.0, -57.377_735_651_643_23));
    let from = place(33.186_667_833_023_826, 68.461_858_491_101_31);
    let found = SegmentIndex::new([&line(&[a, b])], EdgeModel::Rfc7946).nearest(from).unwrap();
    assert!((found.distance.value() - distance(from, a).value()).abs() < 1e-3, "{} m", found.distance.value());
}

#[test]
fn a_foot_lies_where_the_perpendicular_was_dropped() {
    // referee: GeographicLib; the foot is known because the place is built at a right angle to a geodesic edge
    for (lon, lat, bearing) in [(60.87, 29.86, 40.0), (179.99, 0.0, 90.0), (10.0, 89.0, 5.0), (-75.0, -60.0, 200.0)] {
        let (start, course) = (place(lon, lat), Degrees::new(bearing));
        let edge = [start, destination(start, course, Metres::from_km(20.0))];
        let foot = destination(start, course, Metres::from_km(7.0));
        let heading = sarhad::geometry::geodesic::line(foot, edge[1]).bearing_at_start.value();
        let index = SegmentIndex::new([&line(&edge)], EdgeModel::Geodesic);
        for (side, km) in [(90.0, 0.001), (-90.0, 1.0), (90.0, 50.0), (-90.0, 300.0)] {
            let from = destination(foot, Degrees::new(heading + side), Metres::from_km(km));
            let found = index.nearest(from).unwrap();
            assert!((found.distance.value() - km * 1_000.0).abs() < 1e-6, "{} m for {km} km", found.distance.value());
            let off = distance(found.place, foot).value();
            assert!(off < 1e-3, "foot {off} m off at {km} km from {start}");
        }
    }
}

fn polygon(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(LineString(corners.iter().map(|&(x, y)| Coord { x, y }).collect()), Vec::new())])
}

#[test]
fn inside_on_and_outside_hold_at_the_edges_of_the_map() {
    use Position::{Inside, On, Outside};
    let square = polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]);
    let fiji = polygon(&[(179.0, -17.0), (-179.0, -17.0), (-179.0, -16.0), (179.0, -16.0), (179.0, -17.0)]);
    let arctic = polygon(&[(0.0, 80.0), (120.0, 80.0), (-120.0, 80.0), (0.0, 80.0)]);
    let antarctica =
        polygon(&[(-180.0, -70.0), (-90.0, -72.0), (0.0, -70.0), (90.0, -72.0), (180.0, -70.0), (-180.0, -70.0)]);
    let world = polygon(&[(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, -90.0)]);
    let belt = polygon(&[(-180.0, 40.0), (180.0, 40.0), (180.0, 50.0), (-180.0, 50.0), (-180.0, 40.0)]);
    let rows = [
        (&square, 0.5, 0.5, Inside),
        (&square, 0.0, 0.0, On),
        (&square, 1.0, 0.5, On),
        (&square, 0.5, 1.0, On),
        (&square, 1.000_000_1, 0.5, Outside),
        (&fiji, 180.0, -16.5, Inside),
        (&fiji, -180.0, -16.5, Inside),
        (&fiji, 179.5, -16.5, Inside),
        (&fiji, -179.5, -16.5, Inside),
        (&fiji, 0.0, -16.5, Outside),
        (&fiji, -179.0, -16.5, On),
        (&arctic, 60.0, 85.0, Inside),
        (&arctic, -60.0, 90.0, Inside),
        (&arctic, 60.0, 79.0, Outside),
        (&antarctica, 45.0, -75.0, Inside),
        (&antarctica, 180.0, -89.0, Inside),
        (&antarctica, 0.0, -90.0, Inside),
        (&antarctica, 45.0, -60.0, Outside),
        (&world, 12.0, 34.0, Inside),
        (&belt, 100.0, 45.0, Inside),
        (&belt, 100.0, 35.0, Outside),
    ];
    for (area, lon, lat, expected) in rows {
        assert_eq!(Container::new(area).position(place(lon, lat)), expected, "{lon} {lat}");
        let held = RegionIndex::new([area]).holding(place(lon, lat));
        assert_eq!(held.first().map_or(Outside, |holder| holder.position), expected, "in the index: {lon} {lat}");
    }
}
