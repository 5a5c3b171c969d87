//! The built-in atlas: what it holds, and the figures that its makers published.

use geo_types::Coord;
use sarhad::atlas::{Atlas, LayerName};
use sarhad::geometry::geodesic::length;
use sarhad::model::region::Region;
use sarhad::model::shape::{Longitudes, Shape};
use sarhad::query::distance::{Side, Target};
use sarhad::query::locate::locate;
use sarhad::topology::shared::{shared_borders, tripoints};
use sarhad::{LonLat, Metres};

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn town(atlas: &Atlas, name: &str) -> LonLat {
    let features = &atlas.layer(LayerName::Places).features;
    let found = features.iter().find(|town| town.text("name") == Some(name)).unwrap_or_else(|| panic!("no {name}"));
    found.shape.as_ref().unwrap().point().unwrap()
}

#[test]
fn every_built_in_shape_is_valid_as_it_stands() {
    let atlas = Atlas::built_in();
    for name in LayerName::ALL {
        let layer = atlas.layer(name);
        assert!(!layer.features.is_empty(), "{name} is empty");
        for (number, feature) in layer.features.iter().enumerate() {
            let Some(shape) = &feature.shape else { continue };
            let shaped = Shape::new(shape.geometry().clone(), Longitudes::Strict).unwrap();
            assert!(shaped.notes.is_empty(), "{name} feature {number}: {:?}", shaped.notes);
            assert_eq!(shaped.shape.as_ref(), Some(shape), "{name} feature {number}");
            assert_eq!(shape.self_crossing(), None, "{name} feature {number}");
        }
    }
}

#[test]
fn every_layer_says_whose_it_is() {
    let atlas = Atlas::built_in();
    for name in LayerName::ALL {
        let metadata = &atlas.layer(name).metadata;
        assert_eq!(metadata.layer, name.word());
        assert!(metadata.licence.as_ref().is_some_and(|licence| !licence.is_empty()), "{name} has no licence");
        assert!(metadata.attribution.as_ref().is_some_and(|credit| !credit.is_empty()), "{name} has no credit");
        assert!(metadata.disclaimer.is_some(), "{name} has no disclaimer");
        assert!(!metadata.sources.is_empty(), "{name} has no source");
    }
}

/// Referee: lengths and vertex counts of the shared edges of the OpenStreetMap outlines of 2026 (timezone-boundary-builder
/// 2026c), measured with GeographicLib; tolerance 1 m.
#[test]
fn borders_are_as_long_as_their_source_draws_them() {
    let atlas = Atlas::built_in();
    for (id, vertices, km) in
        [("border/IR-PK", 16_866, 1_023.262), ("border/AF-IR", 3_311, 925.327), ("border/AF-PK", 34_559, 2_790.218)]
    {
        let line = atlas.borders().iter().find(|line| line.border.id == id).unwrap();
        let [course] = line.border.lines.0.as_slice() else { panic!("{id} is one line") };
        assert_eq!(course.0.len(), vertices, "{id}");
        assert!((length(course).km() - km).abs() < 0.001, "{id}: {} km", length(course).km());
    }
}

/// Referee: GeoNames' points against the same line, measured with GeographicLib's Python edition; tolerance 0.1 km.
/// Mand and Tump, whose figures are 18.39 and 24.62 km, have no point in the pinned edition of GeoNames.
#[test]
fn towns_are_as_far_from_the_border_as_measured_elsewhere() {
    let atlas = Atlas::built_in();
    let target = Target::named(&atlas, "border/IR-PK").unwrap();
    let rows = [
        ("Taftan", 2.02, "PK"),
        ("Mirjaveh", 3.01, "IR"),
        ("Jalq", 12.72, "IR"),
        ("Jiwani", 19.11, "PK"),
        ("Zahedan", 25.56, "IR"),
        ("Saravan", 45.66, "IR"),
        ("Turbat", 69.39, "PK"),
        ("Gwadar", 70.66, "PK"),
        ("Panjgur", 77.26, "PK"),
    ];
    for (name, km, side) in rows {
        let found = target.measure(&atlas, town(&atlas, name));
        assert!((found.distance.km() - km).abs() < 0.1, "{name}: {} km", found.distance.km());
        assert_eq!(found.side, Some(Side::Of(side)), "{name}");
        let sign = if side == "IR" { 1.0 } else { -1.0 };
        assert_eq!(found.signed_distance(), Some(Metres::new(sign * found.distance.value())), "{name}");
    }
}

#[test]
fn a_place_on_the_line_is_on_it() {
    let atlas = Atlas::built_in();
    let target = Target::named(&atlas, "border/IR-PK").unwrap();
    let line = &atlas.borders().iter().find(|line| line.border.id == "border/IR-PK").unwrap().border.lines.0[0];
    for pair in line.0.windows(2).step_by(97) {
        let (a, b) = (pair[0], pair[1]);
        for at in [place(a.x, a.y), place(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y))] {
            let found = target.measure(&atlas, at);
            assert!(found.distance.value() < 1e-3, "{at}: {} m", found.distance.value());
            assert_eq!(found.side, Some(Side::On), "{at}");
            assert!(locate(&atlas, at).on_border, "{at}");
        }
    }
}

/// Referee: the layer says which country lies to the left of the line as it is drawn; left of its nearest edge is where
/// the edge's direction and the way to the place turn counter-clockwise.
#[test]
fn the_side_agrees_with_the_line_it_is_measured_to() {
    let atlas = Atlas::built_in();
    let target = Target::named(&atlas, "border/IR-PK").unwrap();
    let line = atlas.borders().iter().find(|line| line.border.id == "border/IR-PK").unwrap();
    let drawn = &atlas.layer(LayerName::Borders).features;
    let drawn = drawn.iter().find(|feature| feature.text("id") == Some("border/IR-PK")).unwrap();
    let hands = ["left_country", "right_country"].map(|hand| drawn.text(hand).unwrap());
    let mut counts = [0, 0];
    for step in 0..2_500 {
        let at = place(60.9 + 2.3 * f64::from(step % 50) / 50.0, 25.3 + 4.4 * f64::from(step / 50) / 50.0);
        let (near, found) = (line.index().nearest(at).unwrap(), target.measure(&atlas, at));
        let [a, b] = [0, 1].map(|end| line.border.lines.0[0].0[near.edge + end]);
        let foot = Coord::from(near.place);
        let at_corner = [a, b].iter().any(|end| (*end - foot).x.hypot((*end - foot).y) < 1e-9);
        let Some(Side::Of(country)) = found.side else { continue };
        if at_corner || !hands.contains(&country) {
            continue; // a corner has two directions, and beyond the tripoint there is a third country
        }
        let (along, off) = (b - a, Coord::from(at) - foot);
        let hand = usize::from(along.x * off.y < along.y * off.x);
        assert_eq!(country, hands[hand], "{at}");
        counts[hand] += 1;
    }
    assert!(counts[0] > 100 && counts[1] > 100, "the lattice covers both sides: {counts:?}");
}

#[test]
fn towns_lie_in_their_districts() {
    let atlas = Atlas::built_in();
    for (name, country, province, district) in [
        ("Zahedan", "IR", "IR/sistan-and-baluchestan", "IR/zahedan"),
        ("Saravan", "IR", "IR/sistan-and-baluchestan", "IR/saravan"),
        ("Turbat", "PK", "PK/balochistan", "PK/kech"),
        ("Panjgur", "PK", "PK/balochistan", "PK/panjgur"),
        ("Gwadar", "PK", "PK/balochistan", "PK/gwadar"),
        ("Quetta", "PK", "PK/balochistan", "PK/quetta"),
    ] {
        let found = locate(&atlas, town(&atlas, name));
        let ids = [found.country, found.province, found.district].map(|region| region.map(|region| region.id.clone()));
        assert_eq!(ids, [country, province, district].map(|id| Some(id.to_owned())), "{name}");
        assert!(!found.on_border);
    }
    assert_eq!(locate(&atlas, place(0.0, 0.0)).country, None);
}

/// The layers agree: borders and tripoint derived from the countries' outlines are the borders and the tripoint shipped.
#[test]
fn borders_and_tripoint_follow_from_the_countries() {
    let atlas = Atlas::built_in();
    let countries = &atlas.layer(LayerName::Countries).features;
    let regions: Vec<Region> =
        countries.iter().enumerate().map(|(number, feature)| Region::from_feature(feature, number).unwrap()).collect();
    assert_eq!(tripoints(&regions), vec![atlas.tripoints()[0].at]);
    assert!((atlas.tripoints()[0].at.lon() - 60.872_855).abs() < 1e-6);
    assert!((atlas.tripoints()[0].at.lat() - 29.858_546).abs() < 1e-6);
    for derived in shared_borders(&regions) {
        let shipped: f64 = atlas
            .borders()
            .iter()
            .filter(|line| line.border.id.starts_with(&derived.id))
            .flat_map(|line| line.border.lines.iter())
            .map(|line| length(line).value())
            .sum();
        let length_m: f64 = derived.lines.iter().map(|line| length(line).value()).sum();
        assert!((length_m - shipped).abs() < 1.0, "{}: derived {length_m} m, shipped {shipped} m", derived.id);
    }
}

/// Provinces and districts cover their parent without gap or overlap: each of many places has exactly one.
#[test]
fn every_place_of_balochistan_has_one_district() {
    let atlas = Atlas::built_in();
    let mut inside = 0;
    for step in 0..3_600 {
        let at = place(58.003_7 + 12.5 * f64::from(step % 60) / 60.0, 24.701_3 + 8.0 * f64::from(step / 60) / 60.0);
        let found = locate(&atlas, at);
        let province = found.province.as_ref().map(|province| province.id.as_str());
        let districts = atlas.districts().index.holding(at);
        let expected = usize::from(matches!(province, Some("PK/balochistan" | "IR/sistan-and-baluchestan")));
        assert_eq!(districts.len(), expected, "{at} in {province:?}");
        assert_eq!(found.country.is_some(), found.province.is_some(), "{at}");
        inside += expected;
    }
    assert!(inside > 1_000, "the lattice covers the two provinces: {inside}");
}

/// The coarse line's vertices are the fine one's, so it is the fine one's others that tell how far it strays.
#[test]
fn the_coarse_border_runs_within_a_hundred_metres_of_the_fine_one() {
    let atlas = Atlas::built_in();
    let coarse = &atlas.layer(LayerName::Borders100m).features;
    let coarse: Vec<_> = coarse.iter().filter(|line| line.text("id") == Some("border/IR-PK")).cloned().collect();
    let target = Target::of_features(&atlas, &coarse).unwrap();
    let fine = atlas.borders().iter().find(|line| line.border.id == "border/IR-PK").unwrap();
    let offs = fine.border.lines.0[0].0.iter().step_by(5);
    let offs_m = offs.map(|vertex| target.measure(&atlas, place(vertex.x, vertex.y)).distance.value());
    let worst_m = offs_m.fold(0.0, f64::max);
    assert!((50.0..100.0).contains(&worst_m), "{worst_m} m");
}

/// Ten thousand places spread by the golden ratio over Iran, Pakistan and Afghanistan: the index finds what a look at each
/// of the 16,865 edges finds. Tolerance 1 mm; the referee for a single edge is a search along it, with GeographicLib's distances.
#[test]
fn ten_thousand_places_are_as_far_as_edge_by_edge() {
    use sarhad::geometry::ecef::{between, chord2_m2, ecef, foot_share};
    use sarhad::geometry::edge::{Edge, EdgeModel};
    use sarhad::geometry::geodesic::distance;
    let atlas = Atlas::built_in();
    let line = atlas.borders().iter().find(|line| line.border.id == "border/IR-PK").unwrap();
    let corners: Vec<LonLat> = line.border.lines.0[0].0.iter().map(|at| place(at.x, at.y)).collect();
    let space: Vec<[f64; 3]> = corners.iter().map(|&corner| ecef(corner)).collect();
    for step in 0..10_000_u32 {
        let (x, y) = ((f64::from(step) * 0.618_033_988_749_894_9).fract(), f64::from(step) / 10_000.0);
        let at = place(44.0 + 33.0 * x, 24.0 + 14.0 * y);
        let here = ecef(at);
        let chord2_of = |edge: usize| {
            let share = foot_share(here, space[edge], space[edge + 1]);
            chord2_m2(here, between(space[edge], space[edge + 1], share))
        };
        let chords2: Vec<f64> = (0..corners.len() - 1).map(chord2_of).collect();
        let least = chords2.iter().copied().fold(f64::INFINITY, f64::min).sqrt();
        // a geodesic of up to 2,000 km is longer than its chord by less than 0.5 %, in every direction
        let candidates = (0..chords2.len()).filter(|&edge| chords2[edge].sqrt() <= least * 1.005 + 1.0);
        let rough: Vec<(f64, Edge, f64)> = candidates
            .map(|edge| {
                let share = directed(&corners, edge, foot_share(here, space[edge], space[edge + 1]));
                let edge = Edge::new(corners[edge], corners[edge + 1], EdgeModel::Rfc7946);
                (distance(at, edge.at(share)).value(), edge, share)
            })
            .collect();
        let nearly = rough.iter().map(|(m, ..)| *m).fold(f64::INFINITY, f64::min) + 1.0;
        let refined = rough.iter().filter(|(m, ..)| *m <= nearly).map(|(_, edge, share)| walked_to(at, edge, *share));
        let brute = refined.fold(f64::INFINITY, f64::min);
        let found = line.index().nearest(at).unwrap().distance.value();
        assert!((found - brute).abs() < 1e-3, "{at}: {found} m, edge by edge {brute} m");
    }
}

/// The least distance to `edge` near `share`, by halving the interval in which it falls and rises again.
fn walked_to(at: LonLat, edge: &sarhad::geometry::edge::Edge, share: f64) -> f64 {
    let m = |t: f64| sarhad::geometry::geodesic::distance(at, edge.at(t)).value();
    let (mut low, mut high) = ((share - 0.05).max(0.0), (share + 0.05).min(1.0));
    for _ in 0..40 {
        let (third, two_thirds) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if m(third) < m(two_thirds) { high = two_thirds } else { low = third }
    }
    m(f64::midpoint(low, high))
}

/// An edge runs from its western end, whichever way the line runs.
fn directed(corners: &[LonLat], edge: usize, share: f64) -> f64 {
    let (from, to) = (corners[edge], corners[edge + 1]);
    if (from.lon(), from.lat()) > (to.lon(), to.lat()) { 1.0 - share } else { share }
}
