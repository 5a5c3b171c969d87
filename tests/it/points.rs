//! Nearest, within and counted: both indices of places against brute force by GeographicLib's distances.

use proptest::prelude::*;
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::index::dynamic::DynamicPoints;
use sarhad::index::packed::{PackedPoints, PackedPointsBuilder};
use sarhad::index::points::{Neighbour, PointIndex};
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

fn near(centre: LonLat, reach_m: f64) -> impl Strategy<Value = LonLat> {
    (0.0..360.0, 0.0..reach_m).prop_map(move |(bearing, m)| destination(centre, Degrees::new(bearing), Metres::new(m)))
}

/// Places from all over the Earth, or crowded at the border, at a pole and at ±180°, many of them several times.
fn places() -> impl Strategy<Value = Vec<LonLat>> {
    let crowds = [place(61.5, 27.0), place(0.0, 90.0), place(180.0, 0.0), place(-180.0, -90.0)];
    let crowd = (0..crowds.len(), prop::sample::select(vec![1e-3, 10.0, 3e4, 1e6]))
        .prop_flat_map(move |(at, reach_m)| prop::collection::vec(near(crowds[at], reach_m), 1..300));
    let spread = prop::collection::vec(any_place(), 0..200);
    (prop_oneof![spread, crowd], 0_usize..3).prop_map(|(places, copies)| {
        let again = places.iter().step_by(3).copied().cycle().take(places.len() * copies);
        places.iter().copied().chain(again).collect()
    })
}

fn by_brute_force(places: &[LonLat], from: LonLat) -> Vec<Neighbour> {
    let neighbour = |(number, &place)| Neighbour { number, distance: distance(from, place) };
    let mut all: Vec<Neighbour> = places.iter().enumerate().map(neighbour).collect();
    all.sort_by(Neighbour::order);
    all
}

fn check(index: &dyn PointIndex, all: &[Neighbour], from: LonLat, (k, radius): (usize, Metres)) {
    assert_eq!((index.len(), index.is_empty()), (all.len(), all.is_empty()));
    assert_eq!(index.nearest(from, k), all[..k.min(all.len())], "the {k} nearest to {from}");
    let inside = all.iter().filter(|near| near.distance <= radius).count();
    assert_eq!(index.within(from, radius), all[..inside], "within {radius:?} of {from}");
    assert_eq!(index.count_within(from, radius), inside, "counted within {radius:?} of {from}");
}

/// Both indices give what brute force gives.
fn check_both(places: &[LonLat], from: LonLat, k: usize, radius: Metres) {
    let all = by_brute_force(places, from);
    let numbered = || places.iter().copied().enumerate();
    check(&PackedPoints::new(numbered()), &all, from, (k, radius));
    check(&DynamicPoints::new(numbered()), &all, from, (k, radius));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nearest_within_and_counted_equal_brute_force(
        places in places(), from in any_place(), k in 0_usize..70, radius_km in 0.0..21_000.0,
    ) {
        check_both(&places, from, k, Metres::from_km(radius_km));
    }

    #[test]
    fn from_one_of_the_places_they_equal_brute_force_at_its_very_distances(
        places in places(), pick in any::<prop::sample::Index>(), k in 0_usize..500, rank in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!places.is_empty());
        let from = *pick.get(&places);
        // a radius that ends exactly at a place holds it
        let radius = distance(from, *rank.get(&places));
        check_both(&places, from, k, radius);
    }

    #[test]
    fn places_come_and_go(places in places(), from in any_place(), split in any::<prop::sample::Index>()) {
        let split = if places.is_empty() { 0 } else { split.index(places.len()) };
        let mut index = DynamicPoints::new(places[..split].iter().copied().enumerate());
        for (number, &place) in places.iter().enumerate().skip(split) {
            index.insert(number, place);
        }
        let all = by_brute_force(&places, from);
        check(&index, &all, from, (9, Metres::from_km(500.0)));
        for (number, &place) in places.iter().enumerate().take(split) {
            prop_assert!(index.remove(number, place));
            prop_assert!(!index.remove(number, place));
        }
        let left: Vec<Neighbour> = all.iter().copied().filter(|near| near.number >= split).collect();
        check(&index, &left, from, (9, Metres::from_km(500.0)));
    }
}

#[test]
fn questions_without_an_answer_have_none() {
    let (zahedan, taftan) = (place(60.8629, 29.4963), place(61.58661, 28.94687));
    for places in [vec![], vec![zahedan], vec![zahedan, taftan]] {
        for radius_m in [f64::NAN, -0.1, f64::NEG_INFINITY, -0.0, 0.0, 93_058.9, f64::MAX, f64::INFINITY] {
            for k in [0, 1, 2, 3, usize::MAX] {
                check_both(&places, zahedan, k, Metres::new(radius_m));
                check_both(&places, place(-180.0, 90.0), k, Metres::new(radius_m));
            }
        }
    }
}

#[test]
fn thousands_of_copies_of_one_place_come_in_the_order_of_their_numbers() {
    let (zahedan, north) = (place(60.8629, 29.4963), place(60.8629, 29.5));
    let mut places = vec![zahedan; 5_000];
    places.push(north);
    for from in [zahedan, north, place(0.0, -90.0)] {
        for k in [1, 10, 40, 46, 47, 48, 100, 5_000, 6_000] {
            check_both(&places, from, k, Metres::ZERO);
            check_both(&places, from, k, distance(from, zahedan));
        }
    }
}

#[test]
fn numbers_are_those_under_which_places_were_put_in() {
    let mut builder = PackedPointsBuilder::default();
    builder.insert(usize::MAX, place(60.0, 30.0));
    builder.insert(7, place(60.0, 30.0));
    builder.insert(7, place(61.0, 30.0));
    let found = builder.build().nearest(place(60.0, 30.0), 9);
    assert_eq!(found.iter().map(|near| near.number).collect::<Vec<_>>(), [7, usize::MAX, 7]);
}

#[test]
fn a_buffer_is_used_again_and_keeps_nothing() {
    let index = PackedPoints::new((0_u32..100).map(|i| (i as usize, place(60.0 + f64::from(i) / 100.0, 30.0))));
    let mut found = Vec::new();
    index.within_into(place(60.0, 30.0), Metres::from_km(1_000.0), &mut found);
    assert_eq!(found.len(), 100);
    let memory = found.as_ptr();
    index.nearest_into(place(60.0, 30.0), 3, &mut found);
    assert_eq!((found.len(), found.as_ptr()), (3, memory));
    index.nearest_into(place(60.0, 30.0), 0, &mut found);
    assert!(found.is_empty());
}
