//! How long does it take to tell between which distances all of an area lies from a border, and which share of it is near? A ruler
//! keeps what it found, so each question has a ruler of its own.

mod made;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;
use sarhad::model::extent::Extent;
use sarhad::query::areas::Areas;
use sarhad::query::distance::Target;
use sarhad::query::interval::Ruler;
use sarhad::{Atlas, LonLat, Metres};

/// Regions, what they are, and how far they reach from the border of Iran and Pakistan.
const REGIONS: [(&str, &str, f64); 3] =
    [("PK/kech", "a district", 160.5), ("PK/balochistan", "a province", 805.0), ("IR", "a country", 1_866.0)];

fn areas(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let areas = Areas::new(&atlas);
    let border = Target::named(&atlas, "border/IR-PK").expect("built in");
    border.ready_for_many(&atlas);
    for (id, what, max_km) in REGIONS {
        let area = areas.of_region(id).expect("built in");
        let vertices: usize = area.outline.iter().map(|polygon| polygon.exterior().0.len()).sum();
        let extent = Extent::Area(Arc::clone(&area));
        let interval = || Ruler::new(&atlas, &border).interval(black_box(&extent));
        assert!((interval().max.km() - max_km).abs() < 1.0 && interval().min == Metres::ZERO, "{}", interval());
        let row = |question, asserts| Row { question, size: format!("{what}, {vertices} vertices"), items: 1, asserts };
        row("least and greatest distance", "0 km, and as far as it reaches").measure(c, interval);
        let share = || Ruler::new(&atlas, &border).share_within(black_box(&extent), Metres::from_km(25.0));
        assert!(share() > 0.0 && share() < 1.0, "{}", share());
        row("share within 25 km", "a share").measure(c, share);
    }
}

fn discs(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK").expect("built in");
    let centre = LonLat::new(63.04849, 26.00122).expect("Turbat is on Earth");
    let disc = Extent::Disc { centre, radius: Metres::from_km(25.0) };
    let ruler = Ruler::new(&atlas, &border);
    let found = ruler.interval(&disc);
    assert!((found.min.km() - 44.39).abs() < 0.01 && found.max.km() < 94.4, "{found}");
    let row = Row {
        question: "least and greatest distance",
        size: "a disc of 25 km".to_owned(),
        items: 1,
        asserts: "44.39 km at least",
    };
    row.measure(c, || ruler.interval(black_box(&disc)));
}

criterion_group!(benches, areas, discs);
criterion_main!(benches);
