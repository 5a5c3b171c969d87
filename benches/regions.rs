//! How long does it take to tell which area holds a place? With the grid and without it, the counts are the same.

mod made;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;
use sarhad::index::regions::RegionIndex;
use sarhad::query::locate::locate;
use sarhad::{Atlas, LonLat};

/// How many places each area holds, and the sum of the numbers of the areas.
fn count(index: &RegionIndex, places: &[LonLat]) -> (usize, usize) {
    let found = black_box(places).iter().filter_map(|&place| index.first_holding(place));
    found.fold((0, 0), |(count, sum), holder| (count + 1, sum + holder.number))
}

fn districts(c: &mut Criterion) {
    let areas = made::districts(14, 15, made::size(20, 1_000));
    let vertices: usize = areas.iter().map(|area| area.0[0].exterior().0.len()).sum();
    let places = made::places(made::size(1_000, 1_000_000));
    let (slabs, grid) = (RegionIndex::new(&areas), RegionIndex::new(&areas));
    grid.ready_for_many();
    let few = &places[..made::size(1_000, 50_000)];
    assert_eq!(count(&grid, few), count(&slabs, few));
    let row = |question, items| Row {
        question,
        size: format!("{} districts, {vertices} vertices", areas.len()),
        items,
        asserts: "the same counts both ways",
    };
    row("which district, with a grid", places.len()).measure(c, || count(&grid, &places));
    row("which district, without it", few.len()).measure(c, || count(&slabs, few));
}

fn atlas(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let zahedan = LonLat::new(60.8629, 29.4963).expect("on Earth");
    assert_eq!(locate(&atlas, zahedan).district.map(|district| district.id.as_str()), Some("IR/zahedan"));
    let row = |size: &str| Row {
        question: "country, province, district",
        size: size.to_owned(),
        items: 1,
        asserts: "Zahedan is in IR/zahedan",
    };
    row("one place of the atlas").measure(c, || locate(&atlas, black_box(zahedan)));
    atlas.ready_for_many();
    assert_eq!(locate(&atlas, zahedan).district.map(|district| district.id.as_str()), Some("IR/zahedan"));
    row("one of many places").measure(c, || locate(&atlas, black_box(zahedan)));
}

criterion_group!(benches, districts, atlas);
criterion_main!(benches);
