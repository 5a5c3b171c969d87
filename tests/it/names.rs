//! Names: how the region spells them, and that a name is never silently taken for another. Referees: the layers themselves, and
//! a person's reading of each case in fixtures/aliases.csv.

use sarhad::Atlas;
use sarhad::query::place::{Found, PlaceQuestion, Verdict, find_place};

fn told(found: &Found) -> String {
    let ids: Vec<&str> = found.candidates.iter().map(|candidate| candidate.entry.id.as_str()).collect();
    match &found.verdict {
        Verdict::Clear => ids[0].to_owned(),
        Verdict::Ambiguous => format!("ambiguous: {}", ids.join(" ")),
        Verdict::NotFound => "none".to_owned(),
        Verdict::NotAPlace { reason } => format!("not a place: {reason}"),
    }
}

#[test]
fn a_name_means_one_place_or_says_that_it_does_not() {
    let atlas = Atlas::built_in();
    let check = |name: &str, expected: &str| {
        let found = find_place(&atlas, &PlaceQuestion { name, ..PlaceQuestion::default() });
        assert_eq!(told(&found), expected, "{name}");
    };
    check("Sistan o Baluchestan", "IR/sistan-and-baluchestan");
    check("سیستان و بلوچستان", "IR/sistan-and-baluchestan");
    check("Ostan-e Sistan va Baluchestan", "IR/sistan-and-baluchestan");
    check("Balochistan", "ambiguous: PK/balochistan IR/sistan-and-baluchestan");
    check("Chukab", "place/chukab");
    check("Kech", "PK/kech");
    check("Zila Kech", "PK/kech");
    check("Turbat", "geonames/1163054");
    check("Turbat, Kech", "geonames/1163054");
    check("Turbat, Texas", "ambiguous: geonames/1163054");
    check("Kech, IR", "none");
    check("Atlantis", "none");
}
