//! How long does one border distance take? Every run asserts its answer.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sarhad::query::distance::Target;
use sarhad::query::locate::locate;
use sarhad::{Atlas, LonLat};

fn border(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let target = Target::named(&atlas, "border/IR-PK").expect("a built-in border");
    let zahedan = LonLat::new(60.8629, 29.4963).expect("on Earth");
    let london = LonLat::new(-0.1276, 51.5072).expect("on Earth");
    assert!((target.measure(&atlas, zahedan).distance.km() - 25.56).abs() < 0.05);
    assert_eq!(locate(&atlas, zahedan).district.map(|district| district.id.as_str()), Some("IR/zahedan"));
    c.bench_function("distance to border/IR-PK from 26 km", |b| b.iter(|| target.measure(&atlas, black_box(zahedan))));
    c.bench_function("distance to border/IR-PK from London", |b| b.iter(|| target.measure(&atlas, black_box(london))));
    c.bench_function("country, province, district", |b| b.iter(|| locate(&atlas, black_box(zahedan))));
}

fn opening(c: &mut Criterion) {
    let zahedan = LonLat::new(60.8629, 29.4963).expect("on Earth");
    c.bench_function("open the atlas and measure once", |b| {
        b.iter(|| {
            let atlas = Atlas::built_in();
            let target = Target::named(&atlas, "border/IR-PK").expect("a built-in border");
            let found = target.measure(&atlas, zahedan);
            assert!((found.distance.km() - 25.56).abs() < 0.05);
        });
    });
}

criterion_group!(benches, border, opening);
criterion_main!(benches);
