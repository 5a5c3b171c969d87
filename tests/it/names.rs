//! Names: how the region spells them, and that a name is never silently taken for another. Referees: the layers themselves, and
//! a person's reading of each case in fixtures/aliases.csv.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use proptest::prelude::*;
use sarhad::names::entry::Kind;
use sarhad::names::fold::{alike, plain};
use sarhad::names::gazetteer::Closeness;
use sarhad::query::place::{Found, PlaceQuestion, Verdict, find_place};
use sarhad::{Atlas, LonLat};

/// A case of fixtures/aliases.csv: a name as someone writes it, what they know of it, and what they mean.
struct Case {
    name: String,
    country: Option<String>,
    kind: Option<Kind>,
    expected: String,
}

fn cases() -> Vec<Case> {
    let mut table = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/aliases.csv")).unwrap();
    let rows = table.records().map(|row| {
        let row = row.unwrap();
        let told = |column: usize| row.get(column).filter(|text| !text.is_empty()).map(str::to_owned);
        Case {
            name: told(0).unwrap(),
            country: told(2),
            kind: told(3).map(|kind| kind.parse().unwrap()),
            expected: told(4).unwrap(),
        }
    });
    rows.collect()
}

/// Whether an answer is the expected one, is another that claims to be clear, or is a doubt.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    /// The expected place comes first, and is not said to be clear.
    RightButDoubted,
    /// No answer, or another one with its doubt said.
    Missed,
    SilentlyWrong,
}

fn outcome(case: &Case, found: &Found) -> Outcome {
    let first = found.candidates.first().map(|candidate| candidate.entry.id.as_str());
    let clear = found.verdict == Verdict::Clear;
    let right = match case.expected.split_once(": ").or_else(|| case.expected.split_once(':')) {
        Some(("ambiguous", ids)) => {
            let listed = |id: &str| found.candidates.iter().any(|candidate| candidate.entry.id == id);
            !clear && ids.split_whitespace().all(listed)
        }
        _ if case.expected == "not-a-place" => matches!(found.verdict, Verdict::NotAPlace(_)),
        // what only resembles is a question back, not an answer
        _ if case.expected == "none" => {
            !clear && !found.candidates.iter().any(|candidate| candidate.closeness() == Closeness::Exact)
        }
        _ if first == Some(case.expected.as_str()) => {
            return if clear { Outcome::Right } else { Outcome::RightButDoubted };
        }
        _ => false,
    };
    match (right, clear) {
        (true, _) => Outcome::Right,
        (false, true) => Outcome::SilentlyWrong,
        (false, false) => Outcome::Missed,
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "what is missed is worth reading where all is well, too")]
fn names_of_the_region_are_found_and_none_is_silently_another() {
    let atlas = Atlas::built_in();
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut misses = String::new();
    let cases = cases();
    for case in &cases {
        let question = PlaceQuestion {
            name: &case.name,
            country: case.country.as_deref(),
            kind: case.kind,
            ..PlaceQuestion::default()
        };
        let found = find_place(&atlas, &question);
        let outcome = outcome(case, &found);
        if outcome != Outcome::Right {
            let context = (&case.country, case.kind.map(Kind::word));
            writeln!(misses, "{outcome:?}: {} {context:?}: {} for {}", case.name, told(&found), case.expected).unwrap();
        }
        *counts.entry(outcome).or_default() += 1;
    }
    println!("{counts:?} of {}\n{misses}", cases.len());
    let count = |outcome: Outcome| counts.get(&outcome).copied().unwrap_or_default();
    let first = count(Outcome::Right) + count(Outcome::RightButDoubted);
    assert_eq!(count(Outcome::SilentlyWrong), 0, "{misses}");
    assert!(first * 100 >= cases.len() * 98, "{first} of {}\n{misses}", cases.len());
}

/// Units by id, each with the spellings that have one key.
type Spelt<'a> = BTreeMap<&'a str, BTreeSet<String>>;

#[test]
fn no_two_units_of_one_level_and_country_are_spelt_alike() {
    let atlas = Atlas::built_in();
    let mut keys: BTreeMap<(Kind, Option<&str>, String), Spelt> = BTreeMap::new();
    let units = atlas.gazetteer().entries().iter();
    for entry in units.filter(|entry| [Kind::Country, Kind::Province, Kind::District].contains(&entry.kind)) {
        for spelling in entry.spellings.iter().filter(|spelling| !spelling.is_code()) {
            for key in alike(&plain(&spelling.name)) {
                let of_key = keys.entry((entry.kind, entry.country.as_deref(), key)).or_default();
                of_key.entry(&entry.id).or_default().insert(plain(&spelling.name));
            }
        }
    }
    // Khorasan is a name of each of the three: they share it, and folding does nothing to it
    let differently =
        |units: &Spelt| units.len() > 1 && !units.values().all(|names| Some(names) == units.values().next());
    let shared: Vec<_> = keys.iter().filter(|(_, units)| differently(units)).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

fn told(found: &Found) -> String {
    let ids: Vec<&str> = found.candidates.iter().map(|candidate| candidate.entry.id.as_str()).collect();
    match &found.verdict {
        Verdict::Clear => ids[0].to_owned(),
        Verdict::Ambiguous => format!("ambiguous: {}", ids.join(" ")),
        Verdict::NotFound => "none".to_owned(),
        Verdict::NotAPlace(stop) => format!("not a place: {}", stop.reason()),
        other => format!("{other:?}"),
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
    // a town does not say that the district around it is meant
    check("Gwadar, Pasni", "ambiguous: PK/gwadar");
    check("Kech (Turbat)", "PK/kech");
    // a former name of a district, and of a town where the atlas has no districts
    check("Fahraj district", "ambiguous: IR/iranshahr");
    check("شهرستان خاش", "IR/khash");
    // reporters mean the crossing, 300 km from the town
    check("Kuhak", "ambiguous: geonames/1160463 crossing/chedgi-kuhak");
    check("N/A", "not a place: it says that no place is known");
    check("Atlantis", "none");
}

#[test]
fn each_rule_of_folding_makes_one_of_two_spellings() {
    let check = |one: &str, other: &str| {
        let (ours, theirs) = (alike(&plain(one)), alike(&plain(other)));
        assert!(ours.iter().any(|key| theirs.contains(key)), "{one} {ours:?}, {other} {theirs:?}");
    };
    for (one, other) in [
        ("KECH", "kech"),
        ("Z\u{101}hed\u{101}n", "Zahedan"),
        ("كيچ", "کیچ"),
        ("ایرانشهر", "ایرانشہر"),
        ("أفغانستان", "افغانستان"),
        ("خاش\u{200c}", "خاش"),
        ("خَاش", "خـاش"),
        ("Qa'en", "Qaen"),
        ("Sistan va Baluchestan", "Sistan & Balochistan"),
        ("Sistan-o-Baluchestan", "Sistanobaluchestan"),
        ("سیستان و بلوچستان", "سیستان وبلوچستان"),
        ("Sar-e Pol", "Sari Pul"),
        ("Panjgoor", "Panjgur"),
        ("Nowshera", "Naushera"),
        ("Hilmand", "Helmand"),
        ("Chaghi", "Chagai"),
        ("Qandahar", "Kandahar"),
        ("Ghom", "Qom"),
        ("Chaghai", "Chagai"),
        ("Ketch", "Kech"),
        ("Sindh", "Sind"),
        ("Sarawan", "Saravan"),
        ("Mirjaveh", "Mirjava"),
        ("Jaffarabad", "Jafarabad"),
        ("Jamal ul-Din", "Jamal al-Din"),
        ("ډیره بګټی", "ڈیرہ بگٹی"),
        ("پښین", "پشین"),
        ("ګوادر", "گوادر"),
        ("Гвадар", "Gwadar"),
        ("ग्वादर", "Gwadar"),
        ("पंजगुर", "Panjgur"),
        ("ناحیه ۵", "ناحیه 5"),
    ] {
        check(one, other);
    }
}

#[test]
fn context_leaves_fewer_and_never_another() {
    let atlas = Atlas::built_in();
    let check = |question: PlaceQuestion, expected: &str| {
        assert_eq!(told(&find_place(&atlas, &question)), expected, "{question:?}");
    };
    let khash = PlaceQuestion { name: "Khash", ..PlaceQuestion::default() };
    check(khash, "ambiguous: IR/khash geonames/1160571 geonames/1136863");
    check(PlaceQuestion { country: Some("Afghanistan"), ..khash }, "geonames/1136863");
    check(PlaceQuestion { kind: Some(Kind::District), ..khash }, "IR/khash");
    check(PlaceQuestion { within: Some("IR/khash"), kind: Some(Kind::Town), ..khash }, "geonames/1160571");
    check(PlaceQuestion { country: Some("India"), ..khash }, "none");
    // near orders, and decides nothing: Khash of Afghanistan, 62.79 E 31.53 N, is near the town of Zaranj
    let near = LonLat::new(61.86, 30.96).unwrap();
    let found = find_place(&atlas, &PlaceQuestion { near: Some(near), kind: Some(Kind::Town), ..khash });
    assert_eq!(told(&found), "ambiguous: geonames/1136863 geonames/1160571");
    // where it is not is told
    let found = find_place(&atlas, &PlaceQuestion { country: Some("IR"), name: "Kech", ..khash });
    assert_eq!(found.elsewhere[0].entry.id, "PK/kech");
}

#[test]
fn groups_are_no_places_and_places_in_their_names_are_not_mentioned() {
    let atlas = Atlas::built_in();
    let gazetteer = atlas.gazetteer();
    let check = |text: &str, expected: &[&str]| {
        let written: Vec<String> = gazetteer.mentions(text).into_iter().map(|mention| mention.as_written).collect();
        assert_eq!(written, expected, "{text}");
    };
    check("", &[]);
    check("Kech", &["Kech"]);
    check("Iran's army met in Zahedan.", &["Iran", "Zahedan"]);
    check("The Islamic State in the Khorasan Province claimed it", &[]);
    check("a Peshawar-based writer of The Khorasan Diary", &[]);
    check("the Balochistan Liberation Army in Panjgur district, Balochistan", &["Panjgur district", "Balochistan"]);
    check("Pakistan and Iran, on the Pakistan-Iran border", &["Pakistan", "Iran", "Pakistan-Iran border"]);
    check("in the Chogab area, in Quetta division", &["Chogab", "Quetta"]);
    check("Syria, Iraq, India and Turkey", &[]);
    check("they mand the sib and rask", &[]);
    check("در شهرستان خاش کشته شد", &["شهرستان خاش"]);
    let mention = &gazetteer.mentions("é – near Sar-e Pol")[0];
    assert_eq!((mention.start, mention.end, mention.as_written.as_str()), (9, 18, "Sar-e Pol"));
    let found = find_place(&atlas, &PlaceQuestion { name: "Balochistan Liberation Army", ..PlaceQuestion::default() });
    assert!(matches!(found.verdict, Verdict::NotAPlace(_)), "{found:?}");
}

#[test]
fn every_entry_is_found_by_its_own_names() {
    let atlas = Atlas::built_in();
    for entry in atlas.gazetteer().entries() {
        for spelling in &entry.spellings {
            let hits = atlas.gazetteer().hits(&spelling.name);
            assert!(hits.iter().any(|hit| hit.entry.id == entry.id), "{} {}", entry.id, spelling.name);
        }
        let by_id = atlas.gazetteer().hits(&entry.id);
        assert_eq!(by_id.iter().map(|hit| hit.entry.id.as_str()).collect::<Vec<_>>(), [entry.id.as_str()]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_question(name in "\\PC{0,40}") {
        static ATLAS: OnceLock<Atlas> = OnceLock::new();
        let atlas = ATLAS.get_or_init(Atlas::built_in);
        let found = find_place(atlas, &PlaceQuestion { name: &name, ..PlaceQuestion::default() });
        prop_assert!(found.candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.score)));
        let letters: Vec<char> = name.chars().collect();
        for mention in atlas.gazetteer().mentions(&name) {
            prop_assert_eq!(&letters[mention.start..mention.end].iter().collect::<String>(), &mention.as_written);
        }
        prop_assert_eq!(plain(&plain(&name)), plain(&name));
    }
}

#[cfg(feature = "cli")]
#[test]
fn place_tells_one_answer_or_what_would_tell_several_apart() {
    let check = |arguments: &[&str], code: i32, expected: &[&str]| {
        let output = assert_cmd::Command::cargo_bin("sarhad").unwrap().arg("place").args(arguments).output().unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        for part in expected {
            assert!(told.contains(part), "{arguments:?} {part}: {told}");
        }
    };
    check(&["Turbat"], 0, &["one place", "geonames/1163054  Turbat, town in Kech, Balochistan, Pakistan", "63.04849"]);
    check(&["Kech"], 0, &["PK/kech", "no point: an area"]);
    check(&["Chukab"], 0, &["no coordinate known"]);
    check(&["Balochistan"], 1, &["PK/balochistan", "IR/sistan-and-baluchestan", "--country IR or --country PK"]);
    check(&["Balochistan", "--country", "PK"], 0, &["PK/balochistan", "elsewhere"]);
    check(&["Khash", "county"], 0, &["IR/khash"]);
    check(
        &["Khorasan", "Province"],
        1,
        &["IR/razavi-khorasan", "IR/north-khorasan", "IR/south-khorasan", "no places: Islamic State"],
    );
    check(&["Islamic State in the Khorasan Province"], 1, &["not a place of the gazetteer"]);
    check(&["Atlantis", "--format", "json"], 1, &["[", "]", "no place of this name"]);
    check(&["Kech", "--format", "json"], 0, &["\"id\":\"PK/kech\"", "\"lon\":null", "\"score\":1.0"]);
    check(&["Turbat", "--format", "geojson"], 0, &["\"Point\"", "GeoNames"]);
    check(&["Kech", "--format", "geojson"], 0, &["Polygon"]);
    check(&["Khash", "--format", "csv", "--limit", "1"], 1, &["id,name,kind,score,why", "and 2 more"]);
    check(&["Kech", "--country", "Narnia"], 2, &["there is no country \"Narnia\"; the countries are", "PK (Pakistan)"]);
    check(&["Sirkan"], 1, &["no place of just this name is known; perhaps this one"]);
    check(&["?"], 2, &["no letter"]);
    check(&["62.3,25.1"], 2, &["sarhad reverse --at"]);
    check(&["Kech", "--kind", "elephant"], 2, &["there is no kind \"elephant\""]);
    check(&["Kech", "--in", "PK/ketch"], 2, &["did you mean \"PK/kech\"?"]);
    check(&["Kech", "--near", "200,1"], 2, &["--near longitude 200"]);
    check(&[], 2, &["NAME"]);
}
