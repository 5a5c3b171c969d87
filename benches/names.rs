//! How long does it take to find which place a name means, over the whole gazetteer? Every row asserts its answer.

mod made;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;
use sarhad::Atlas;
use sarhad::names::actors::Actors;
use sarhad::query::place::{PlaceQuestion, Verdict, find_place};

/// What is asked, and the first candidate's id; empty where there is none.
const NAMES: [(&str, &str, &str); 6] = [
    ("as written", "Turbat", "geonames/1163054"),
    ("in Arabic script, with its kind", "شهرستان خاش", "IR/khash"),
    ("spelt alike", "Sistan wa Balouchestaan", "IR/sistan-and-baluchestan"),
    ("one letter differs", "Panjgr District", "PK/panjgur"),
    ("two letters differ", "Siistan va Baluchstn", "IR/sistan-and-baluchestan"),
    ("nothing like it", "Xylophone Quartz", ""),
];

fn names(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let gazetteer = atlas.gazetteer();
    let size = format!("{} entries, {} spellings", gazetteer.entries().len(), gazetteer.spellings());
    for (question, name, id) in NAMES {
        let asked = PlaceQuestion { name, ..PlaceQuestion::default() };
        let found = find_place(&atlas, &asked);
        let first = found.candidates.first().map_or("", |first| first.entry.id.as_str());
        assert_eq!(first, id, "{name}");
        let row = Row { question, size: size.clone(), items: 1, asserts: "the place" };
        row.measure(c, || find_place(&atlas, black_box(&asked)).verdict == Verdict::Clear);
    }
}

fn others(c: &mut Criterion) {
    let atlas = Atlas::built_in();
    let gazetteer = atlas.gazetteer();
    let text = "On Tuesday four soldiers were killed near the border in Panjgur district, Balochistan, officials in Quetta \
                said; the Balochistan Liberation Army did not comment. Iran and Pakistan met in Zahedan.";
    assert_eq!(gazetteer.mentions(text).len(), 6, "{:?}", gazetteer.mentions(text));
    let row = |question, items| Row { question, size: "30 words".to_owned(), items, asserts: "6 mentions" };
    row("mentions in a text", 1).measure(c, || gazetteer.mentions(black_box(text)).len());
    let actors: &Actors = sarhad::atlas::names::actors();
    assert_eq!(actors.meant("Jaysh al-Adl").map(|actor| actor.id.as_str()), Some("jaish-ul-adl"));
    let row = Row { question: "an actor", size: "by an alias".to_owned(), items: 1, asserts: "the actor" };
    row.measure(c, || actors.meant(black_box("Jaysh al-Adl")).is_some());
}

criterion_group!(benches, names, others);
criterion_main!(benches);
