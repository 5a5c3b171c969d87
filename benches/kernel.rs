//! How long does the distance between two places take? Checked against GeographicLib.

mod made;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made::{Chance, Row};
use sarhad::geometry::geodesic::{distance, exact_distance};
use sarhad::{LonLat, Metres};

/// Pairs up to about `reach_deg` apart at all latitudes, every fourth near a pole.
fn pairs(reach_deg: f64) -> Vec<[LonLat; 2]> {
    let mut chance = Chance::of_seed(11);
    let mut pair = |i: u32| {
        let lat = if i.is_multiple_of(4) { chance.between(85.0, 89.9) } else { chance.between(-85.0, 85.0) };
        let lon = chance.between(-175.0, 175.0);
        let other = (lat + chance.between(-reach_deg, reach_deg)).clamp(-90.0, 90.0);
        let aside = (chance.between(-reach_deg, reach_deg) / lat.to_radians().cos()).clamp(-180.0, 180.0);
        let wrapped = (lon + aside + 540.0).rem_euclid(360.0) - 180.0;
        [LonLat::new(lon, lat), LonLat::new(wrapped, other)].map(|place| place.expect("on Earth"))
    };
    (0..1_000).map(&mut pair).collect()
}

fn total(pairs: &[[LonLat; 2]], measure: fn(LonLat, LonLat) -> Metres) -> f64 {
    black_box(pairs).iter().map(|&[a, b]| measure(a, b).value()).sum()
}

fn kernel(c: &mut Criterion) {
    for (size, reach_deg) in [("to 400 km", 2.5), ("to 5,000 km", 32.0)] {
        let pairs = pairs(reach_deg);
        let off_m = pairs.iter().map(|&[a, b]| (distance(a, b).value() - exact_distance(a, b).value()).abs());
        let most_m = off_m.fold(0.0, f64::max);
        assert!(most_m <= 1e-4, "{most_m} m off");
        let asserts = "within 0.1 mm of GeographicLib";
        let row = Row { question: "distance", size: size.to_owned(), items: pairs.len(), asserts };
        row.measure(c, || total(&pairs, distance));
    }
    let pairs = pairs(2.5);
    let row =
        Row { question: "distance by GeographicLib", size: "to 400 km".to_owned(), items: pairs.len(), asserts: "-" };
    row.measure(c, || total(&pairs, exact_distance));
}

criterion_group!(benches, kernel);
criterion_main!(benches);
