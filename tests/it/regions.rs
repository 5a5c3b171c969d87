//! Which areas hold a place: with the grid, without it, and by asking every edge, the answers are the same.

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use sarhad::geometry::containment::{Container, Position};
use sarhad::geometry::ring::{rings, unwrapped};
use sarhad::index::regions::{Holder, RegionIndex};
use sarhad::{Atlas, LonLat};

/// A millimetre in degrees of latitude, and what rounding may do to it.
const MILLIMETRE_DEG: f64 = 1e-3 / 111_000.0;
const UNSURE_DEG: f64 = 1e-12;

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    LineString(corners.iter().map(|&(x, y)| Coord { x, y }).collect())
}

fn area(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(ring(corners), Vec::new())])
}

/// The referee: a ray to the north, where the library looks east, over every edge; `None` within rounding of a millimetre.
fn by_every_edge(area: &MultiPolygon<f64>, at: LonLat) -> Option<Position> {
    let rings: Vec<_> = area.iter().flat_map(rings).map(|ring| unwrapped(&ring.0)).collect();
    let (mut inside, mut off_deg) = (false, f64::INFINITY);
    for turn_deg in [-360.0, 0.0, 360.0] {
        let point = Coord { x: at.lon() + turn_deg, y: at.lat() };
        for ring in &rings {
            for edge in ring.coords.windows(2) {
                off_deg = off_deg.min(distance_deg(point, edge[0], edge[1]));
            }
            let over_the_pole = ring.over_the_pole();
            for edge in ring.coords.windows(2).chain(over_the_pole.windows(2)) {
                inside ^= is_north_of(point, edge[0], edge[1]);
            }
        }
    }
    if (off_deg - MILLIMETRE_DEG).abs() < UNSURE_DEG {
        return None;
    }
    let position = if inside { Position::Inside } else { Position::Outside };
    Some(if off_deg < MILLIMETRE_DEG { Position::On } else { position })
}

fn is_north_of(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    let (west, east) = if a.x < b.x { (a, b) } else { (b, a) };
    (a.x <= point.x) != (b.x <= point.x) && RobustKernel::orient2d(west, east, point) == Orientation::Clockwise
}

fn distance_deg(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> f64 {
    let scale = point.y.to_radians().cos().max(1e-9);
    let flat = |to: Coord<f64>| Coord { x: (to.x - a.x) * scale, y: to.y - a.y };
    let (along, to_point) = (flat(b), flat(point));
    let length2 = along.x * along.x + along.y * along.y;
    let share = (to_point.x * along.x + to_point.y * along.y) / length2;
    let share = if length2 > 0.0 { share.clamp(0.0, 1.0) } else { 0.0 };
    (to_point.x - share * along.x).hypot(to_point.y - share * along.y)
}

/// Asks `places` of an index without a grid, of one with it, of each container, and of every edge.
fn check(areas: &[MultiPolygon<f64>], places: impl IntoIterator<Item = LonLat>) {
    let (bare, ready) = (RegionIndex::new(areas), RegionIndex::new(areas));
    ready.ready_for_many();
    let containers: Vec<Container> = areas.iter().map(Container::new).collect();
    for at in places {
        let numbered = containers.iter().enumerate();
        let each = numbered.map(|(number, container)| Holder { number, position: container.position(at) });
        let expected: Vec<Holder> = each.clone().filter(|holder| holder.position != Position::Outside).collect();
        assert_eq!(bare.holding(at), expected, "boxes and slabs at {} {}", at.lon(), at.lat());
        assert_eq!(ready.holding(at), expected, "grid at {} {}", at.lon(), at.lat());
        for holder in each {
            let referee = by_every_edge(&areas[holder.number], at).unwrap_or(holder.position);
            assert_eq!(holder.position, referee, "area {} at {} {}", holder.number, at.lon(), at.lat());
        }
        for index in [&bare, &ready] {
            let on_edge = expected.iter().any(|holder| holder.position == Position::On);
            assert_eq!(index.first_holding(at), expected.first().copied());
            assert_eq!(index.first_and_edge(at), (expected.first().copied(), on_edge));
        }
    }
}

/// Places that are hard for `areas`: corners, middles of edges, level with corners, and those a millimetre beside them.
fn hard_places(areas: &[MultiPolygon<f64>]) -> Vec<LonLat> {
    let mut found = Vec::new();
    for ring in areas.iter().flat_map(|area| area.iter().flat_map(rings)) {
        for pair in ring.0.windows(2) {
            let middle = (pair[0] + pair[1]) / 2.0;
            let level = Coord { x: middle.x, y: pair[0].y };
            for at in [pair[0], middle, level] {
                let off = [0.0, 0.5, 0.98, 1.02, 2.0, -0.5, -0.98, -1.02, 1e7].map(|off| off * MILLIMETRE_DEG);
                found.extend(off.iter().filter_map(|off| LonLat::new(at.x + off, at.y).ok()));
                found.extend(off.iter().filter_map(|off| LonLat::new(at.x, at.y + off).ok()));
            }
        }
    }
    found.extend([-180.0, -90.0, 0.0, 180.0].iter().flat_map(|&lon| [-90.0, 0.0, 90.0].map(|lat| place(lon, lat))));
    found
}

fn check_hard(areas: &[MultiPolygon<f64>]) {
    check(areas, hard_places(areas));
}

#[test]
fn without_areas_nothing_holds() {
    check(&[], [place(0.0, 0.0)]);
    check(&[MultiPolygon(Vec::new())], [place(0.0, 0.0)]);
}

#[test]
fn edges_of_the_map_are_no_edges_of_the_answer() {
    let fiji = area(&[(179.0, -17.0), (-179.0, -17.0), (-179.0, -16.0), (179.0, -16.0), (179.0, -17.0)]);
    let arctic = area(&[(0.0, 80.0), (120.0, 80.0), (-120.0, 80.0), (0.0, 80.0)]);
    let slanting = area(&[(0.1, 80.0), (90.3, 60.0), (-170.7, 89.0), (-30.0, 70.0), (0.1, 80.0)]);
    let south = [(-180.0, -70.0), (-90.0, -72.0), (0.0, -70.0), (90.0, -72.0), (180.0, -70.0), (-180.0, -70.0)];
    let cut = [(-180.0, -70.0), (0.0, -75.0), (180.0, -70.0), (180.0, -90.0), (-180.0, -90.0), (-180.0, -70.0)];
    let world = area(&[(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, -90.0)]);
    let belt = area(&[(-180.0, 40.0), (180.0, 40.0), (180.0, 50.0), (-180.0, 50.0), (-180.0, 40.0)]);
    let square = area(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]);
    let polar = area(&[(10.0, 89.0), (20.0, 89.999_999_9), (30.0, 90.0), (40.0, 89.0), (10.0, 89.0)]);
    let areas = [fiji, arctic, slanting, area(&south), area(&cut), world, belt, square, polar];
    for area in &areas {
        check_hard(std::slice::from_ref(area));
    }
    check_hard(&areas);
}

#[test]
fn holes_and_islands_in_holes() {
    let box_of = |size: f64| [(-size, -size), (size, -size), (size, size), (-size, size), (-size, -size)];
    let with_hole = Polygon::new(ring(&box_of(3.0)), vec![ring(&box_of(2.0))]);
    let island = Polygon::new(ring(&box_of(1.0)), Vec::new());
    check_hard(&[MultiPolygon(vec![with_hole, island])]);
}

/// A millimetre is a longer way in longitude near a pole; at the westernmost and easternmost corner it once was not.
#[test]
fn on_the_outermost_corners_of_a_northern_area() {
    let northern = area(&[(10.0, 75.0), (20.0, 70.0), (30.0, 75.0), (20.0, 80.0), (10.0, 75.0)]);
    let reach_deg = MILLIMETRE_DEG / 75.0_f64.to_radians().cos();
    for lon in [10.0 - 0.9 * reach_deg, 30.0 + 0.9 * reach_deg] {
        assert_eq!(Container::new(&northern).position(place(lon, 75.0)), Position::On);
    }
    check_hard(&[northern]);
}

/// Long edges and many overlaps make the grid coarse, not the memory full.
#[test]
fn combs_diagonals_and_heaps_take_memory_in_proportion() {
    let teeth = |count: u32, high: f64| -> MultiPolygon<f64> {
        let tips = (0..count).map(|i| (f64::from(i) * 50.0 / f64::from(count), high * f64::from(i % 2)));
        area(&tips.chain([(50.0, -1.0), (0.0, -1.0), (0.0, 0.0)]).collect::<Vec<_>>())
    };
    let sliver = area(&[(-179.0, -80.0), (179.0, 80.0), (179.0, 80.1), (-179.0, -80.0)]);
    let slivers: Vec<_> = (0..200).map(|_| sliver.clone()).collect();
    let disc = |at: u32| -> MultiPolygon<f64> {
        let rim = (0..=32).map(|i| (f64::from(i % 32) * std::f64::consts::TAU / 32.0).sin_cos());
        area(&rim.map(|(x, y)| (f64::from(at) * 1e-3 + 20.0 * x, 20.0 * y)).collect::<Vec<_>>())
    };
    let heap: Vec<_> = (0..1_000).map(disc).collect();
    for (areas, edges) in [(vec![teeth(40_000, 60.0)], 40_000), (slivers, 600), (heap, 32_000)] {
        let index = RegionIndex::new(&areas);
        index.ready_for_many();
        let most = 64 * edges + (4 << 20);
        assert!(index.grid_bytes() <= most, "{} bytes for {edges} edges", index.grid_bytes());
        check(&areas, [place(25.0, 30.0), place(0.0, 0.05), place(0.5, 19.0), place(24.9987, 0.5), place(-100.0, 0.0)]);
    }
}

#[test]
fn the_atlas_answers_alike_with_its_grids() {
    let atlas = Atlas::built_in();
    let places: Vec<LonLat> = (0..60)
        .flat_map(|i| (0..60).map(move |j| place(44.0 + 0.6 * f64::from(i), 23.0 + 0.3 * f64::from(j))))
        .collect();
    for regions in [atlas.countries(), atlas.provinces(), atlas.districts()] {
        let before: Vec<_> = places.iter().map(|&at| regions.index.holding(at)).collect();
        regions.index.ready_for_many();
        let after: Vec<_> = places.iter().map(|&at| regions.index.holding(at)).collect();
        assert_eq!(before, after);
        assert!(before.iter().any(|holders| !holders.is_empty()));
    }
}

/// Coordinates on a lattice, so that places fall on corners, on edges, and level with both; stretched and moved over the Earth.
fn lattice() -> impl Strategy<Value = Vec<Vec<(i32, i32)>>> {
    prop::collection::vec(prop::collection::vec((0..9_i32, 0..9_i32), 3..9), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Rings may cross themselves and each other: a place counts as inside where a ray crosses an odd number of edges.
    #[test]
    fn overlapping_polygons_on_a_lattice(
        rings in lattice(),
        west in -180.0..179.0_f64,
        south in prop::sample::select(vec![-90.0, -45.3, 0.0, 30.0, 60.1, 82.0]),
        step in prop::sample::select(vec![1.0, 0.125, 0.1, 1e-4, 1e-8, 1e-9, 20.0]),
    ) {
        let wrapped = |lon: f64| if lon > 180.0 { lon - 360.0 } else { lon };
        let at = |(i, j): (i32, i32)| {
            let lat: f64 = south + step * f64::from(j);
            (wrapped(west + step * f64::from(i)), lat.clamp(-90.0, 90.0))
        };
        let areas: Vec<_> = rings
            .iter()
            .map(|corners| area(&corners.iter().chain(corners.first()).map(|&corner| at(corner)).collect::<Vec<_>>()))
            .collect();
        let lattice = (-1..=9).flat_map(|i| (-1..=9).map(move |j| (i, j)));
        let places = lattice.map(at).filter_map(|(lon, lat)| LonLat::new(lon, lat).ok());
        check(&areas, places.chain(hard_places(&areas)));
    }

    /// Anywhere on Earth, of any size.
    #[test]
    fn overlapping_polygons_anywhere(
        rings in prop::collection::vec(prop::collection::vec((-180.0..=180.0_f64, -90.0..=90.0_f64), 3..12), 1..4),
        places in prop::collection::vec((-180.0..=180.0_f64, -90.0..=90.0_f64), 40),
    ) {
        let areas: Vec<_> = rings
            .iter()
            .map(|corners| area(&corners.iter().chain(corners.first()).copied().collect::<Vec<_>>()))
            .collect();
        check(&areas, places.into_iter().map(|(lon, lat)| place(lon, lat)).chain(hard_places(&areas)));
    }
}
