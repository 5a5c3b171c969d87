//! How long do the nearest ten of 100,000 places take, and all within 50 km? Every run asserts its answer.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sarhad::geometry::geodesic::distance;
use sarhad::index::points::PointIndex;
use sarhad::{LonLat, Metres};

/// Places spread evenly over the atlas by the golden ratio: no seed, no chance.
fn places(count: u32) -> Vec<LonLat> {
    let at = |i: u32| {
        let (x, y) = ((f64::from(i) * 0.618_033_988_749_894_9).fract(), f64::from(i) / f64::from(count));
        LonLat::new(58.0 + 12.0 * x, 24.0 + 10.0 * y).expect("on Earth")
    };
    (0..count).map(at).collect()
}

fn points(c: &mut Criterion) {
    let places = places(100_000);
    let index = PointIndex::new(places.iter().copied().enumerate());
    let turbat = LonLat::new(63.0485, 26.0012).expect("on Earth");
    let mut all: Vec<f64> = places.iter().map(|&place| distance(turbat, place).value()).collect();
    all.sort_by(f64::total_cmp);
    let ten: Vec<f64> = index.nearest(turbat, 10).iter().map(|found| found.distance.value()).collect();
    assert_eq!(ten, all[..10]);
    let inside = all.iter().filter(|distance_m| **distance_m <= 50_000.0).count();
    assert_eq!(index.within(turbat, Metres::from_km(50.0)).len(), inside);
    c.bench_function("nearest 10 of 100,000", |b| b.iter(|| index.nearest(black_box(turbat), 10)));
    c.bench_function(&format!("within 50 km of 100,000 ({inside} found)"), |b| {
        b.iter(|| index.within(black_box(turbat), Metres::from_km(50.0)));
    });
    c.bench_function("index 100,000", |b| b.iter(|| PointIndex::new(places.iter().copied().enumerate())));
}

criterion_group!(benches, points);
criterion_main!(benches);
