//! How long do the pages of a server take over 400,000 points: those in a box, the ten nearest, those of which a filter is true,
//! those within a distance of a border? Every run asserts its answer.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use sarhad::Atlas;
use sarhad::LonLat;
use sarhad::collection::whole::Collection;
use sarhad::io::read::index_file::collection_in;
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::model::feature::{Feature, FeatureId, Properties};
use sarhad::model::shape::Shape;
use sarhad::server::features::items::page;
use sarhad::server::features::query::{PARAMETERS, Query};
use sarhad::server::params::Params;
use sarhad::server::questions::found::Asking;
use sarhad::server::questions::going::Going;
use sarhad::server::state::{Entry, EntryKind, Served};

const COUNT: u32 = 400_000;

/// Places strewn over the region without chance, each with a number from 0 to 99.
fn collection() -> Collection {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, WriteOptions::new(OutputFormat::Index, Path::new("events")));
    for number in 0..COUNT {
        // the fractional parts of multiples of two irrational numbers fill a square evenly
        let part = |step: f64| (f64::from(number) * step).fract();
        let at = LonLat::new(60.0 + 6.0 * part(0.618_033_988_749_895), 25.0 + 5.0 * part(0.754_877_666_246_693));
        let mut properties = Properties::new();
        properties.insert("dead".to_owned(), (number % 100).into());
        properties.insert("what".to_owned(), if number.is_multiple_of(3) { "attack" } else { "clash" }.into());
        let shape = Some(Shape::from_place(at.expect("on Earth")));
        let feature = Feature { id: Some(FeatureId::Number(number.into())), shape, properties };
        writer.write(&feature).expect("memory takes every byte");
    }
    writer.finish().expect("memory takes every byte");
    collection_in(bytes).expect("what was just written can be read")
}

/// How many records there are on all pages of `query`, and how many on this one.
fn asked(served: &Served, query: &str) -> (u64, usize) {
    let entry = served.entry("events").expect("it is served");
    let params = Params::new(Some(query), &PARAMETERS).expect("all are known");
    let query = Query::new(served, entry, &params).expect("it can be asked");
    let going = Going::default();
    let found = page(&Asking { served, entry, going: &going }, &query).expect("somebody waits");
    (found.selection.matched, found.selection.numbers.len())
}

fn serve(criterion: &mut Criterion) {
    let events = Arc::new(collection());
    let entry = Entry::new("events", EntryKind::Records, Box::new(move || Arc::clone(&events)));
    let served = Served::new("bench".to_owned(), Arc::new(Atlas::built_in()), vec![entry]);
    let mut group = criterion.benchmark_group("serve");
    group.sample_size(10);
    for (name, query, share) in [
        // the share of all records that is on all pages: of a square and of two columns by hand
        ("items in a box", "bbox=61,26,62.5,27&limit=100", Some(0.05)),
        ("ten nearest", "near=62.3,26.4&limit=10", Some(1.0)),
        ("ten nearest within 5 km", "near=62.3,26.4&distance=5km&limit=10", None),
        ("a filter over all", "filter=dead%20%3E%3D%2090%20AND%20what%3D%27attack%27&limit=10", Some(0.1 / 3.0)),
        ("within 25 km of a border, measured before", "border=IR-PK&border_distance=25km&limit=10", None),
    ] {
        let (matched, shown) = asked(&served, query);
        assert!(shown > 0, "{query}");
        if let Some(share) = share {
            let found = matched as f64 / f64::from(COUNT);
            assert!((found - share).abs() < 0.002, "{query}: {found}");
        }
        group.bench_function(name, |bencher| {
            bencher.iter(|| assert_eq!(asked(&served, black_box(query)), (matched, shown)));
        });
    }
    group.finish();
}

criterion_group!(benches, serve);
criterion_main!(benches);
