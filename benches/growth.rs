//! How does the time for a border distance grow with the border? Each length is checked for a distance that all agree on.

mod made;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;
use sarhad::geometry::edge::EdgeModel;
use sarhad::index::segments::SegmentIndex;

fn growth(c: &mut Criterion) {
    for vertices in made::size(vec![100, 1_000], vec![1_000, 10_000, 100_000, 1_000_000]) {
        let line = made::border(vertices);
        let places = made::places_near(&line, made::size(30, 10_000));
        let index = SegmentIndex::new([&line], EdgeModel::Geodesic);
        let corner = sarhad::LonLat::new(line.0[0].x, line.0[0].y).expect("on Earth");
        assert!(index.nearest(corner).expect("a border has edges").distance.value() < 1e-6);
        let size = format!("{vertices} vertices");
        let asserts = "nothing from a corner";
        let row = Row { question: "growth of the nearest point", size, items: places.len(), asserts };
        row.measure(c, || index.nearest_of_each(black_box(&places)));
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = growth }
criterion_main!(benches);
