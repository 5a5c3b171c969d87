//! How long does one border distance take? Checked against every edge, and against a known town.

mod made;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;
use sarhad::geometry::edge::EdgeModel;
use sarhad::index::segments::SegmentIndex;
use sarhad::query::distance::Target;
use sarhad::{Atlas, LonLat};

fn border(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let target = Target::named(&atlas, "border/IR-PK").expect("a built-in border");
    let zahedan = LonLat::new(60.8629, 29.4963).expect("on Earth");
    let london = LonLat::new(-0.1276, 51.5072).expect("on Earth");
    assert!((target.measure(&atlas, zahedan).distance.km() - 25.56).abs() < 0.05);
    assert!(target.measure(&atlas, london).distance.km() > 5_000.0);
    for (from, size, asserts) in [(zahedan, "from 26 km", "25.56 km"), (london, "from London", "more than 5,000 km")] {
        let row = Row { question: "measure to border/IR-PK", size: size.to_owned(), items: 1, asserts };
        row.measure(c, || target.measure(&atlas, black_box(from)));
    }
}

/// The nearest of many places, and of each edge by itself for a few of them.
fn nearest(c: &mut Criterion) {
    let vertices = made::size(300, 100_000);
    let line = made::border(vertices);
    let places = made::places_near(&line, made::size(30, 10_000));
    let index = SegmentIndex::new([&line], EdgeModel::Geodesic);
    for &place in &places[..made::size(10, 3)] {
        let alone = line.lines().map(|edge| SegmentIndex::new([&edge.into()], EdgeModel::Geodesic));
        let each = alone.filter_map(|edge| Some(edge.nearest(place)?.distance.value()));
        let found = index.nearest(place).expect("a border has edges").distance.value();
        assert!((found - each.fold(f64::INFINITY, f64::min)).abs() < 1e-4, "{found} m from {place}");
    }
    let size = format!("{vertices} vertices");
    let asserts = "as edge by edge, to 0.1 mm";
    let row = Row { question: "nearest point of a border", size, items: places.len(), asserts };
    row.measure(c, || index.nearest_of_each(black_box(&places)));
}

criterion_group!(benches, border, nearest);
criterion_main!(benches);
