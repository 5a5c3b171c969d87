//! How long do the ten nearest of a million places take, and counting those within 50 km? Every run asserts its answer.
//!
//! The places are scattered along a line like incidents along a border: log-normally, half of them within 25 km.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::index::dynamic::DynamicPoints;
use sarhad::index::packed::PackedPoints;
use sarhad::index::points::PointIndex;
use sarhad::{Degrees, LonLat, Metres};

/// A line from the tripoint of Iran, Pakistan and Afghanistan to the sea, roughly.
const FROM: (f64, f64) = (60.87, 29.86);
const TO: (f64, f64) = (61.6, 25.2);
const MEDIAN_KM: f64 = 25.0;
const SIGMA: f64 = 1.2;
const FARTHEST_KM: f64 = 300.0;

/// Whole numbers that look like chance and are the same every time (a linear congruence, its high bits stirred).
struct Dice(u64);

impl Dice {
    /// A number in 0..1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let stirred = (self.0 >> 33) ^ (self.0 >> 12);
        f64::from(u32::try_from(stirred & 0xffff_ffff).expect("32 bits")) / 4_294_967_296.0
    }

    /// A number of the normal distribution (Box and Muller).
    fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.share()).ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos()
    }

    fn place(&mut self) -> LonLat {
        let along = self.share();
        let on = LonLat::new(FROM.0 + along * (TO.0 - FROM.0), FROM.1 + along * (TO.1 - FROM.1)).expect("on Earth");
        loop {
            let km = MEDIAN_KM * (SIGMA * self.normal()).exp();
            if km <= FARTHEST_KM {
                return destination(on, Degrees::new(360.0 * self.share()), Metres::from_km(km));
            }
        }
    }
}

fn places(seed: u64, count: usize) -> Vec<LonLat> {
    let mut dice = Dice(seed);
    (0..count).map(|_| dice.place()).collect()
}

/// Asks one after another of the places, as many times as there is time for.
fn ask<T>(c: &mut Criterion, name: &str, from: &[LonLat], mut question: impl FnMut(LonLat) -> T) {
    let mut next = from.iter().copied().cycle();
    c.bench_function(name, |b| b.iter(|| question(black_box(next.next().expect("endless")))));
}

fn points(c: &mut Criterion) {
    let places = places(42, 1_000_000);
    let askers = self::places(4_242, 1_000);
    let radius = Metres::from_km(50.0);
    let packed = PackedPoints::new(places.iter().copied().enumerate());
    let dynamic = DynamicPoints::new(places.iter().copied().enumerate());

    let mut all: Vec<f64> = places.iter().map(|&place| distance(askers[0], place).value()).collect();
    all.sort_by(f64::total_cmp);
    let ten: Vec<f64> = packed.nearest(askers[0], 10).iter().map(|found| found.distance.value()).collect();
    assert_eq!(ten, all[..10]);
    assert_eq!(packed.count_within(askers[0], radius), all.partition_point(|&m| m <= 50_000.0));
    for &from in &askers[..20] {
        assert_eq!(packed.nearest(from, 10), dynamic.nearest(from, 10));
        assert_eq!(packed.count_within(from, radius), dynamic.count_within(from, radius));
    }

    let mut found = Vec::new();
    ask(c, "10 nearest of 1,000,000, packed", &askers, |from| packed.nearest_into(from, 10, &mut found));
    ask(c, "10 nearest of 1,000,000, rstar", &askers, |from| dynamic.nearest_into(from, 10, &mut found));
    ask(c, "count within 50 km of 1,000,000, packed", &askers, |from| packed.count_within(from, radius));
    ask(c, "count within 50 km of 1,000,000, rstar", &askers, |from| dynamic.count_within(from, radius));
    let mut builds = c.benchmark_group("index 1,000,000");
    builds.sample_size(10);
    let numbered = || places.iter().copied().enumerate().collect::<Vec<_>>();
    builds.bench_function("packed", |b| b.iter_batched(numbered, PackedPoints::new, BatchSize::PerIteration));
    builds.bench_function("rstar", |b| b.iter_batched(numbered, DynamicPoints::new, BatchSize::PerIteration));
}

criterion_group!(benches, points);
criterion_main!(benches);
