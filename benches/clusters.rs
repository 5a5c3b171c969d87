//! How long does it take to find the clusters of 100,000 places? Every run asserts its answer.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sarhad::analysis::dbscan::{Density, clusters};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::{Degrees, LonLat, Metres};

/// Places scattered log-normally about a line from north to south, half of them within 25 km, by the golden ratio and its kin.
fn places(count: u32) -> Vec<LonLat> {
    let share = |i: u32, root: f64| (f64::from(i) * root.sqrt()).fract();
    let at = |i: u32| {
        let on = LonLat::new(61.2, 25.2 + 4.6 * share(i, 5.0)).expect("on Earth");
        let normal = (-2.0 * (1.0 - share(i, 2.0)).ln()).sqrt() * (std::f64::consts::TAU * share(i, 3.0)).cos();
        destination(on, Degrees::new(360.0 * share(i, 7.0)), Metres::from_km((25.0 * (1.2 * normal).exp()).min(300.0)))
    };
    (0..count).map(at).collect()
}

fn bench(c: &mut Criterion) {
    let places = places(100_000);
    let density = Density { radius: Metres::from_km(1.0), min: 10 };
    let found = clusters(&places, density);
    assert!(found.count > 1);
    for (number, &place) in places.iter().enumerate().step_by(1_000) {
        let near = places.iter().filter(|&&other| distance(place, other) <= density.radius).count();
        assert!(near < density.min || found.clusters[number].is_some(), "the core {number} is in no cluster");
    }
    c.bench_function("clusters of 100,000 within 1 km", |b| b.iter(|| clusters(black_box(&places), density)));
}

criterion_group!(benches, bench);
criterion_main!(benches);
