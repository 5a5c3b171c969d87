//! How long do the indices take to build, and the atlas to open? Each is asked once.

mod made;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;
use sarhad::geometry::edge::EdgeModel;
use sarhad::index::regions::RegionIndex;
use sarhad::index::segments::SegmentIndex;
use sarhad::query::distance::Target;
use sarhad::{Atlas, LonLat};

fn building(c: &mut Criterion) {
    let vertices = made::size(300, 100_000);
    let line = made::border(vertices);
    let row = |question, size, items, asserts| Row { question, size, items, asserts };
    let edges = format!("{vertices} vertices");
    row("build a border's index", edges, vertices, "not empty").measure(c, || {
        let index = SegmentIndex::new([&line], EdgeModel::Geodesic);
        assert!(!index.is_empty());
        index
    });
    let areas = made::districts(14, 15, made::size(20, 1_000));
    let vertices: usize = areas.iter().map(|area| area.0[0].exterior().0.len()).sum();
    let size = format!("{} districts, {vertices} vertices", areas.len());
    let bare = RegionIndex::new(&areas);
    row("build districts' boxes and slabs", size.clone(), vertices, "a place is held")
        .measure(c, || assert!(RegionIndex::new(&areas).first_holding(middle()).is_some()));
    row("build districts' grid", size, vertices, "a place is held, 64 bytes an edge").measure(c, || {
        let index = bare.clone();
        index.ready_for_many();
        assert!(index.first_holding(middle()).is_some() && index.grid_bytes() <= 64 * vertices + (4 << 20));
    });
    row("open the atlas and measure once", "border/IR-PK".to_owned(), 1, "25.56 km").measure(c, || {
        let atlas = Atlas::built_in();
        let zahedan = LonLat::new(60.8629, 29.4963).expect("on Earth");
        let target = Target::named(&atlas, "border/IR-PK").expect("a built-in border");
        let found = target.measure(&atlas, zahedan);
        assert!((found.distance.km() - 25.56).abs() < 0.05);
    });
}

fn middle() -> LonLat {
    LonLat::new(62.0, 27.5).expect("on Earth")
}

criterion_group!(benches, building);
criterion_main!(benches);
