//! Who says what, side by side: a record with its claims, where claims disagree, and claims as files. Referees: the coding
//! rules of the built-in article and the format's schema.

use std::collections::BTreeSet;
use std::io::Cursor;

use proptest::prelude::*;
use sarhad::Atlas;
use sarhad::atlas::article::article;
use sarhad::io::read::claims::{ClaimsRead, read_claims};
use sarhad::io::read::{Input, Problem, ReadOptions};
use sarhad::io::write::claims::{claims_csv, claims_json};
use sarhad::io::write::options::CsvGuard;
use sarhad::model::claim::{
    Actor, Asserter, Claim, ClaimSet, ClaimSetCard, ClaimSource, Conflict, Count, Incident, Part, RecordKind, Toll,
};
use sarhad::model::dates::{DatePrecision, DateSpan};
use sarhad::model::precision::{Precision, Whereabouts};
use sarhad::query::conflicts::{FoundBy, Subject, disagreements};
use sarhad::query::incidents::{Records, claim_features, incident_features};
use sarhad::render::{MapOptions, map_svg};

fn read(name: &str, text: impl Into<Vec<u8>>) -> Result<ClaimsRead, Box<Problem>> {
    let reader = Box::new(Cursor::new(text.into()));
    read_claims(Input::Stream { name: name.to_owned(), reader }, &ReadOptions::default())
}

/// The disagreements that the coding rules list: the record, a source on one side, a source on the other.
#[test]
fn the_known_disagreements_have_both_sides_with_their_sources() {
    let found = disagreements(article());
    let check = |record: &str, kind: Subject, one: &str, other: &str| {
        let both = found.iter().any(|found| {
            found.record.id == record
                && found.kind == kind
                && found.found_by == FoundBy::Coder
                && found.one.iter().any(|claim| claim.source == one)
                && found.other.iter().any(|claim| claim.source == other)
        });
        assert!(both, "{record} {kind}: {one} against {other}");
    };
    check("A12", Subject::Place, "article", "dawn-1745363");
    check("A13", Subject::Place, "article", "dawn-1757422");
    check("A11", Subject::Date, "article", "the-news-1031918");
    check("A11", Subject::Toll, "article", "the-news-1031918");
    check("A10", Subject::Place, "article", "ucdp-ged-23.1");
    check("A10", Subject::Actor, "article", "nation-2019-04-19");
    check("A1", Subject::Date, "article", "afp-2024-01-17");
    check("A2", Subject::Toll, "article", "xinhua-2024-01-18");
    check("A3", Subject::Toll, "article", "hrw-2022-12-22");
    check("A3", Subject::Status, "article", "hrw-2022-12-22");
    check("A9", Subject::Place, "article", "indian-express-2019-07-17");
    check("A14", Subject::Status, "article", "long-war-journal-2019-02");
    check("A15", Subject::Status, "article", "al-jazeera-2010-07-16");
}

#[test]
fn what_the_coder_wrote_down_is_not_found_again_by_a_rule() {
    let set = article();
    let coded: Vec<_> = set.records.iter().flat_map(|record| &record.conflicts).collect();
    let found = disagreements(set);
    assert_eq!(found.iter().filter(|found| found.found_by == FoundBy::Coder).count(), coded.len());
    for rule in found.iter().filter(|found| found.found_by == FoundBy::Rule) {
        let (one, other) = (rule.one[0], rule.other[0]);
        let twice = coded.iter().any(|conflict| {
            conflict.kind == rule.kind.word()
                && conflict.claims.contains(&one.id)
                && conflict.claims.contains(&other.id)
        });
        assert!(!twice, "{} {} {}", rule.kind, one.id, other.id);
        let one_event = matches!(rule.record.record, RecordKind::Incident | RecordKind::DiplomaticEvent);
        assert!(one_event, "{} is about several events", rule.record.id);
    }
}

fn day(text: &str) -> Option<DateSpan> {
    DateSpan::parse(text).ok()
}

#[expect(clippy::unnecessary_wraps, reason = "a claim's toll is optional")]
fn killed(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Option<Toll> {
    let killed = Some(Count { low, best, high });
    Some(Toll { killed, wounded: None, as_written: None, whom: None })
}

fn by(who: &str, role: &str) -> Vec<Part> {
    vec![Part { actor: who.to_owned(), role: role.to_owned() }]
}

fn within(precision: Precision, area: &str) -> Whereabouts {
    let areas = vec![area.to_owned()];
    let (place, as_written) = (None, None);
    Whereabouts { precision, areas, border: None, place, lon: None, lat: None, radius_m: None, as_written, note: None }
}

fn record(id: &str) -> Incident {
    Incident {
        id: id.to_owned(),
        layer: "incidents".to_owned(),
        record: RecordKind::Incident,
        title: "A record".to_owned(),
        what: "armed-attack".to_owned(),
        summary: "Something is said to have happened.".to_owned(),
        when: day("2023-04").unwrap(),
        whereabouts: within(Precision::District, "PK/kech"),
        claims: Vec::new(),
        conflicts: Vec::new(),
        unknown: Vec::new(),
    }
}

fn claim(id: &str) -> Claim {
    Claim {
        id: id.to_owned(),
        source: "daily".to_owned(),
        asserted_by: Asserter { who: "somebody".to_owned(), kind: "institution".to_owned() },
        verb: "states".to_owned(),
        quoted: false,
        offset: None,
        said_on: None,
        about: vec!["what".to_owned()],
        statement: "It was so.".to_owned(),
        when: None,
        whereabouts: None,
        actors: Vec::new(),
        toll: None,
        status: "draft".to_owned(),
    }
}

/// One record with two claims by different parties, of which `change` makes something else.
fn two_claims(change: impl FnOnce(&mut Claim, &mut Claim)) -> Vec<String> {
    let mut record = record("E1");
    let (mut one, mut other) = (claim("E1.1"), claim("E1.2"));
    "another".clone_into(&mut other.asserted_by.who);
    change(&mut one, &mut other);
    record.claims = vec![one, other];
    let mut set = ClaimSet::empty(ClaimSetCard::bare("test"));
    set.records = vec![record];
    disagreements(&set).iter().map(|found| format!("{}: {}", found.kind, found.note)).collect()
}

#[test]
fn rules_compare_what_two_claims_state() {
    let check = |change: fn(&mut Claim, &mut Claim), expected: &[&str]| assert_eq!(two_claims(change), expected);
    check(|_, _| {}, &[]);
    check(|one, other| (one.when, other.when) = (day("2023-04"), day("2023-04")), &[]);
    check(|one, _| one.when = day("2023-04"), &[]);
    check(
        |one, other| (one.when, other.when) = (day("2023-04"), day("2023-04-01")),
        &["date: 2023-04-01/2023-04-30 against 2023-04-01: not equally precise"],
    );
    check(
        |one, other| (one.when, other.when) = (day("2023-04"), day("2023-06-01")),
        &["date: 2023-04-01/2023-04-30 against 2023-06-01: no day in common"],
    );
    check(|one, other| (one.toll, other.toll) = (killed(Some(12), None, None), killed(Some(19), None, Some(19))), &[]);
    check(
        |one, other| (one.toll, other.toll) = (killed(Some(66), None, None), killed(None, Some(19), None)),
        &["toll: 66 or more killed against 19"],
    );
    check(
        |one, other| (one.toll, other.toll) = (killed(None, None, Some(9)), killed(Some(10), None, None)),
        &["toll: up to 9 killed against 10 or more"],
    );
    check(|one, other| (one.actors, other.actors) = (by("a", "target"), by("b", "perpetrator")), &[]);
    check(
        |one, other| (one.actors, other.actors) = (by("a", "alleged perpetrator"), by("b", "claimed responsibility")),
        &["actor: who did it: a against b"],
    );
    check(
        |one, other| (one.verb, other.verb) = ("denies".to_owned(), "states".to_owned()),
        &["status: one party “denies”, the other “states”"],
    );
    check(
        |one, other| {
            one.whereabouts = Some(within(Precision::District, "PK/kech"));
            other.whereabouts = Some(within(Precision::Country, "PK"));
        },
        &["place: district PK/kech against country PK"],
    );
    // one party in one document adds to what it says
    check(
        |one, other| {
            other.asserted_by = one.asserted_by.clone();
            (one.when, other.when) = (day("2023"), day("2022"));
        },
        &[],
    );
}

/// Referee for distances: `Geodesic.WGS84.Inverse` of GeographicLib.
#[test]
fn claims_with_points_that_are_two_or_other_borders_differ_in_place() {
    let point = |precision: Precision, lon: f64, radius_m: Option<f64>| {
        let place = within(precision, "PK/kech");
        Some(Whereabouts { lon: Some(lon), lat: Some(0.0), radius_m, ..place })
    };
    let told = |one: Option<Whereabouts>, other: Option<Whereabouts>| {
        two_claims(|a, b| (a.whereabouts, b.whereabouts) = (one, other))
    };
    let (exact, near) = (Precision::Exact, Precision::Near);
    assert!(told(point(exact, 62.0, None), point(exact, 62.0, None)).is_empty());
    // 0.1° of the equator: 0.1 × 111,319.49 m
    assert_eq!(
        told(point(exact, 62.0, None), point(exact, 62.1, None)),
        ["place: exact PK/kech 62,0 against exact PK/kech 62.1,0: 11.13 km apart"]
    );
    assert!(told(point(near, 62.0, Some(5_000.0)), point(near, 62.1, Some(7_000.0))).is_empty());
    assert_eq!(told(point(near, 62.0, Some(5_000.0)), point(near, 62.1, Some(6_000.0))).len(), 1);
    assert_eq!(told(point(exact, 180.0, None), point(exact, -180.0, None)), Vec::<String>::new());
    let named = |lon: f64| point(exact, lon, None).map(|at| Whereabouts { place: Some("pass".to_owned()), ..at });
    assert_eq!(told(named(62.0), named(62.1)).len(), 1);
    // two points for one town may be those of two gazetteers
    let town = |lon: f64| point(Precision::Locality, lon, None);
    assert!(told(town(62.0), town(62.05)).is_empty());
    assert_eq!(told(town(62.0), town(62.1)).len(), 1);
    let along = |border: &str| {
        let place = within(Precision::BorderZone, "PK");
        Some(Whereabouts { border: Some(border.to_owned()), ..place })
    };
    assert!(told(along("border/IR-PK"), along("border/IR-PK")).is_empty());
    assert_eq!(
        told(along("border/IR-PK"), along("border/AF-PK")),
        ["place: border-zone border/IR-PK in PK against border-zone border/AF-PK in PK"]
    );
}

#[test]
fn the_built_in_set_reads_back_from_either_form() {
    let set = article();
    let json = claims_json(set);
    let again = read("a.json", json.clone()).unwrap();
    assert_eq!((&again.set, again.problems.len()), (set, 0));
    let schema =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/claims.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(&json).unwrap()));

    let table = claims_csv(set, CsvGuard::Guarded);
    let from_table = read("a.csv", table.clone()).unwrap();
    assert_eq!(from_table.problems, []);
    assert_eq!((&from_table.set.records, &from_table.set.dataset), (&set.records, &set.dataset));
    let claims: usize = set.records.iter().map(|record| record.claims.len()).sum();
    assert_eq!((from_table.read, from_table.kept), (claims as u64, claims as u64));
    let cited: BTreeSet<&str> =
        set.records.iter().flat_map(|record| &record.claims).map(|claim| claim.source.as_str()).collect();
    for source in set.sources.iter().filter(|source| cited.contains(source.id.as_str())) {
        assert_eq!(from_table.set.source(&source.id), Some(source));
    }
    // and the table of what was read from the table, by way of JSON, is the same to the byte
    let by_way_of_json = read("b.json", claims_json(&from_table.set)).unwrap();
    assert_eq!(claims_csv(&by_way_of_json.set, CsvGuard::Guarded), table);
}

/// Text that a table has to quote, guard or escape.
fn any_text() -> impl Strategy<Value = String> {
    let hard =
        ["=1+1", "'=x", "-", "@", "'", "a;b", "a; b\\", "\"q\"", "a,b", "two\nlines", " blank ", "14", "0.5", "ç۱"];
    prop_oneof![prop::sample::select(hard.to_vec()).prop_map(str::to_owned), "[a-z=;:,'\"\\\\ ]{0,11}[a-z]"]
}

fn any_place() -> impl Strategy<Value = Option<Whereabouts>> {
    let point = (-180.0..180.0_f64, -90.0..90.0_f64, prop::option::of(1.0..1e6_f64));
    let pinned = (point, prop::option::of(any_text())).prop_map(|((lon, lat, radius_m), note)| {
        let point = Whereabouts { lon: Some(lon), lat: Some(lat), radius_m, ..within(Precision::Near, "PK/kech") };
        Some(Whereabouts { note, place: Some("place/x".to_owned()), ..point })
    });
    let tied = any_text().prop_map(|words| {
        let border = Some("border/IR-PK".to_owned());
        Some(Whereabouts { border, as_written: Some(words), ..within(Precision::BorderZone, "PK") })
    });
    prop_oneof![Just(None), Just(Some(within(Precision::Province, "PK/balochistan"))), pinned, tied]
}

fn any_date() -> impl Strategy<Value = Option<DateSpan>> {
    let spans = [day("2023-04"), day("2023-04-01"), day("2019"), None];
    let open =
        DateSpan { start: None, end: None, precision: DatePrecision::Unknown, as_written: Some("then".to_owned()) };
    prop_oneof![prop::sample::select(spans.to_vec()), Just(Some(open))]
}

fn any_claim() -> impl Strategy<Value = Claim> {
    let number = || prop::option::of(0_u32..99);
    let toll = (number(), number(), any_text()).prop_map(|(low, best, words)| {
        let killed = low.or(best).map(|_| Count { low, best, high: None });
        Toll { killed, wounded: None, as_written: Some(words), whom: None }
    });
    let texts = (any_text(), any_text(), any_text(), any_text());
    let parts = (any_place(), any_date(), prop::option::of(toll), prop::option::of(0_u64..999));
    (texts, parts, any::<bool>()).prop_map(
        |((who, verb, statement, role), (whereabouts, when, toll, start), quoted)| Claim {
            asserted_by: Asserter { who, kind: "hearsay".to_owned() },
            verb,
            statement,
            quoted,
            whereabouts,
            when,
            toll,
            offset: start.map(|start| [start, start + 7]),
            actors: by("bras", &role),
            ..claim("")
        },
    )
}

fn any_set() -> impl Strategy<Value = ClaimSet> {
    let any_record = (any_text(), any_text(), prop::collection::vec(any_claim(), 0..4), any_date());
    (prop::collection::vec(any_record, 1..4), any_text()).prop_map(|(records, title)| {
        let mut set = ClaimSet::empty(ClaimSetCard { attribution: title.clone(), ..ClaimSetCard::bare("test") });
        let (url, licence) = (Some("https://example.org/a;b".to_owned()), None);
        let (publisher, kind) = (Some(title.clone()), "report".to_owned());
        set.sources =
            vec![ClaimSource { id: "daily".to_owned(), title, publisher, published: None, kind, url, licence }];
        let (name, kind, aliases) = ("BRAS (an alliance)".to_owned(), "armed group".to_owned(), Vec::new());
        set.actors = vec![Actor { id: "bras".to_owned(), name, aliases, kind, note: None }];
        for (number, (title, note, claims, when)) in records.into_iter().enumerate() {
            let mut record = Incident { title, ..record(&format!("E{number}")) };
            record.when = when.unwrap_or(record.when);
            record.unknown = vec![note.clone(), "day".to_owned()];
            let named = |(at, claim): (usize, Claim)| Claim { id: format!("{}.{}", record.id, at + 1), ..claim };
            record.claims = claims.into_iter().enumerate().map(named).collect();
            let ids: Vec<String> = record.claims.iter().map(|claim| claim.id.clone()).collect();
            let conflict = Conflict { kind: "date".to_owned(), claims: ids, note };
            record.conflicts = Some(conflict).filter(|conflict| conflict.claims.len() > 1).into_iter().collect();
            set.records.push(record);
        }
        set
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_claim_is_changed_by_going_through_a_table(set in any_set(), raw in any::<bool>()) {
        let guard = if raw { CsvGuard::Raw } else { CsvGuard::Guarded };
        let from_json = read("a.json", claims_json(&set)).unwrap();
        prop_assert_eq!(&from_json.set, &set);
        let table = claims_csv(&set, guard);
        let from_table = read("a.csv", table.clone()).unwrap();
        prop_assert_eq!(&from_table.set.records, &set.records);
        let again = read("b.json", claims_json(&from_table.set)).unwrap();
        prop_assert_eq!(claims_csv(&again.set, guard), table);
    }
}

#[test]
fn features_of_claims_say_whose_place_it_is_and_keep_the_source() {
    let atlas = Atlas::built_in();
    let claims = claim_features(&atlas, article(), Records::Incidents);
    let check = |id: &str, place_of: &str, precision: &str, drawn: bool| {
        let feature = claims.iter().find(|feature| feature.text("id") == Some(id)).unwrap();
        let told = [feature.text("place_of"), feature.text("precision")];
        assert_eq!((told, feature.shape.is_some()), ([Some(place_of), Some(precision)], drawn), "{id}");
    };
    check("A10.1", "claim", "district", true);
    check("A10.2", "record", "district", true);
    check("A10.4", "claim", "corridor", false);
    check("A10.5", "claim", "locality", true);
    check("A12.3", "claim", "locality", true);
    check("A2.1", "claim", "country", false);
    for feature in &claims {
        for column in ["incident_id", "asserted_by", "verb", "source", "statement", "label"] {
            assert!(feature.text(column).is_some_and(|text| !text.is_empty()), "{:?} {column}", feature.id);
        }
    }
    let incidents = incident_features(&atlas, article(), Records::Incidents);
    let text = |id: &str, name: &str| {
        let feature = incidents.iter().find(|feature| feature.text("id") == Some(id)).unwrap();
        feature.text(name).map(str::to_owned)
    };
    assert_eq!(text("A1", "along_border").as_deref(), Some("border/IR-PK"));
    assert_eq!(
        text("A10", "label").as_deref(),
        Some("Killing of bus passengers in Gwadar district (in part alleged by Shah Mehmood Qureshi)")
    );
    assert!(text("A11", "label").unwrap().ends_with("(claimed by Pakistani authorities)"));
    assert_eq!(text("A14", "label").as_deref(), Some("Jaish-ul Adl: founding and activity"));
}

#[test]
fn the_map_says_by_whom_a_record_is_alleged() {
    let atlas = Atlas::built_in();
    let picture = map_svg(&atlas, &incident_features(&atlas, article(), Records::Incidents), &MapOptions::default());
    let (_, legend) = picture.split_once("<g id=\"legend\">").unwrap();
    let words: String = legend
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, text)| text.trim())
        .fold(String::new(), |all, text| if text.is_empty() { all } else { all + text + " " });
    for told in ["(in part alleged by Shah Mehmood Qureshi)", "(claimed by Pakistani authorities)"] {
        assert!(words.contains(told), "{told}: {words}");
    }
}

/// The columns that a row by hand needs.
const HEAD: &str =
    "incident_id,claim_id,title,who,who_kind,verb,statement,source_id,source_title,precision,areas,lon,lat\n";

#[test]
fn bad_tables_are_told_with_line_and_code() {
    let check = |text: &[u8], expected: &str| {
        let told = match read("t.csv", text) {
            Err(problem) => format!("{} {problem}", problem.code),
            Ok(read) => {
                assert_eq!(read.read, read.kept + read.refused);
                let told = read.problems.iter().map(|problem| format!("{} {problem}", problem.code));
                format!("kept {} {}", read.kept, told.collect::<Vec<_>>().join("\n"))
            }
        };
        assert!(told.contains(expected), "{told}");
    };
    let rows = |rows: &str| [HEAD, rows].concat().into_bytes();
    let sound = "E1,E1.1,t,w,hearsay,said,s,d,D,district,PK/kech,,\n";
    check(b"", "E102 t.csv: the file is empty");
    check(HEAD.as_bytes(), "E702 t.csv: there is no record in it");
    check(b"a,lon,lat\n1,2,3\n", "E701 t.csv: this is a table without the columns incident_id");
    check(&rows(sound), "kept 1 ");
    check(
        &rows(&sound.replace("district", "distrikt")),
        "E703 t.csv:2: column precision: \"distrikt\" is not known; write exact",
    );
    check(&rows(&sound.replace("E1,E", ",E")), "E703 t.csv:2: column incident_id: is blank");
    check(&rows(&sound.replace("hearsay", "gossip")), "column who_kind: \"gossip\" is not known; write author");
    check(&rows(&sound.replace(",said,", ",,")), "column verb: is blank");
    check(&rows(&sound.replace(",d,D,", ",,,")), "column source_id: is blank, and so is source_title");
    check(
        &rows(&sound.replace("district,PK/kech,,", "near,,62,91")),
        "E204 t.csv:2: latitude \"91\" is outside -90..90",
    );
    check(&rows(&sound.replace("district,PK/kech,,", "near,,,")), "precision near needs lon and lat");
    check(&rows(&[sound, sound].concat()), "kept 2 E230 t.csv:3: id \"E1.1\" was met before; both records are kept");
    let other = sound.replace("E1.1,t", "E1.2,u");
    check(
        &rows(&[sound, &other].concat()),
        "kept 2 W702 t.csv:3: column title says \"u\" where an earlier row of record E1 says \"t\"",
    );
    check(&rows("E1,E1.1\n"), "E302 t.csv:2: the row has 2 fields");
    check(&[HEAD.as_bytes(), b"E1,E1.1,t,w\xff,hearsay,said,s,d,D,,,,\n"].concat(), "E106");
    check(
        &[HEAD.replace("verb", "verb,colour").as_bytes(), b"E1,E1.1,t,w,hearsay,said,red,s,d,D,,,,\n"].concat(),
        "W701 t.csv: column \"colour\"",
    );
    check(&rows("E1,E1.1,t,\"w,hearsay,said,s,d,D,,,,\n"), "E301");
}

#[test]
fn bad_documents_are_told_with_record_and_path() {
    let card = serde_json::to_string(&ClaimSetCard::bare("test")).unwrap();
    let document = |change: fn(&mut serde_json::Value)| {
        let mut record = serde_json::to_value(Incident { claims: vec![claim("E1.1")], ..record("E1") }).unwrap();
        change(&mut record);
        format!("{{\"dataset\":{card},\"sources\":[],\"actors\":[],\n\"records\":[\n{record}]}}")
    };
    let check = |text: &str, expected: &str| {
        let told = match read("t.json", text) {
            Err(problem) => format!("{} {problem}", problem.code),
            Ok(read) => read.problems.iter().map(|p| format!("{} {p}", p.code)).collect::<Vec<_>>().join("\n"),
        };
        assert!(told.contains(expected), "{told}");
    };
    check(&document(|_| {}), "W703 t.json: E1.1.source names \"daily\", which is not in the file");
    check(
        &document(|r| r["claims"][0]["colour"] = 7.into()),
        "W701 t.json:3: E1.claims[0].colour is no part of the format",
    );
    check(&document(|r| r["where"]["precision"] = "vague".into()), "E703 t.json:3: E1.where: unknown variant `vague`");
    check(&document(|r| r["claims"][0]["verb"] = serde_json::Value::Null), "E703 t.json:3: E1.1: invalid type: null");
    check(
        &document(|r| r["when"]["end"] = "2022-01-01".into()),
        "E1.when: the span ends on 2022-01-01 before it starts",
    );
    check(
        &document(|r| (r["where"]["lon"], r["where"]["lat"]) = (62.into(), 91.into())),
        "E1.where: latitude 91 is outside -90..90",
    );
    check(
        &document(|r| r["layer"] = "diplomacy".into()),
        "E1.layer: diplomacy does not go with the record kind incident",
    );
    check(&document(|r| r["claims"][0]["toll"] = serde_json::json!({})), "E1.claims[0].toll: says nothing");
    check("", "E102 t.json: the file is empty");
    check("{\"dataset\":", "E111 t.json: the file ends inside the set of claims");
    check("{\"dataset\": tru }", "E110 t.json:");
    check("[]", "E701 t.json: this is ");
    check(
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
        "E701 t.json: this is a \"FeatureCollection\", not a set of claims",
    );
    check(&format!("{{\"dataset\":{card},\"records\":[]}}"), "E702 t.json: there is no record in it");
    check(&format!("{{\"dataset\":{card},\"dataset\":{card},\"records\":[]}}"), "E114");
}

#[cfg(feature = "cli")]
mod cli {
    use std::fs;

    use tempfile::TempDir;

    fn run(args: &[&str]) -> (i32, String, String) {
        let output = assert_cmd::Command::cargo_bin("sarhad").unwrap().args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    #[test]
    fn a_record_is_shown_with_all_claims_and_both_sources() {
        let (code, out, _) = run(&["show", "A12"]);
        assert_eq!(code, 0);
        let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
        for told in [
            "“Battling cross-border terrorism” (2024-01-28)",
            "(Dawn, 2023-04-01)",
            "https://www.dawn.com/news/1745363",
            "Pakistani authorities [institution] “claimed”:",
            "differs in place, date, toll",
            "toll The article has no toll; ISPR says four killed. [found by coder]",
            "other side A12.3 Inter-Services Public Relations (ISPR)",
            "credit Coding by the sarhad contributors",
        ] {
            assert!(flat.contains(told), "{told}: {flat}");
        }
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
        let record: serde_json::Value = serde_json::from_str(&run(&["show", "a12.3", "--format", "json"]).1).unwrap();
        assert_eq!((record["id"].as_str(), record["claims"].as_array().unwrap().len()), (Some("A12"), 3));
        assert!(run(&["show", "D1"]).1.starts_with("D1  "));
    }

    #[test]
    fn a_record_that_is_not_there_is_a_no_with_the_ids_that_are() {
        let (code, out, told) = run(&["show", "A99"]);
        assert_eq!((code, out.as_str()), (1, ""));
        assert!(told.contains("there is no A99 in @incidents; did you mean \"A9\"?; ids are A1, A2, A3"), "{told}");
        assert_eq!(run(&["show", "A1", "@places"]).0, 2);
    }

    #[test]
    fn conflicts_are_a_list_and_no_check() {
        let (code, out, _) = run(&["conflicts"]);
        assert_eq!(code, 0);
        for record in ["A1", "A2", "A3", "A9", "A10", "A11", "A12", "A13", "A14", "A15"] {
            assert!(out.lines().any(|line| line.split_whitespace().next() == Some(record)), "{record}: {out}");
        }
        let tolls = run(&["conflicts", "--kind", "toll", "--format", "csv"]).1;
        assert_eq!(tolls.lines().skip(1).filter(|row| row.contains(",toll,coder,")).count(), 6);
        assert!(tolls.lines().skip(1).all(|row| row.contains(",toll,")));
        assert!(run(&["conflicts", "@diplomacy", "--format", "json"]).1.contains("\"found_by\":\"rule\""));
        assert_eq!(run(&["conflicts", "--kind", "colour"]).0, 2);
    }

    #[test]
    fn claims_change_their_form_and_come_back() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let to = |input: &str, output: &str| run(&["claims", input, "-o", output]);
        assert_eq!(to("@incidents", &path("a.csv")).0, 0);
        let (code, _, told) = to(&path("a.csv"), &path("a.json"));
        assert!(code == 0 && told.contains("read 59 = kept 59 + refused 0"), "{told}");
        assert_eq!(to(&path("a.json"), &path("b.csv")).0, 0);
        let text = |name: &str| fs::read_to_string(path(name)).unwrap();
        assert_eq!(text("a.csv"), text("b.csv"));
        // A10.4 is a draft: as a file of one's own the set is data without it
        let (_, _, told) = run(&["claims", &path("a.csv"), "--per-claim", "-o", &path("c.geojson")]);
        assert!(told.contains("1 claim is a draft") && told.contains("kept 58 + refused 0 + filtered 1"), "{told}");
        let drawn: serde_json::Value = serde_json::from_str(&text("c.geojson")).unwrap();
        assert_eq!(drawn["features"].as_array().unwrap().len(), 58);
        let all = ["claims", &path("a.csv"), "--per-claim", "--include-drafts", "--force", "-o", &path("c.geojson")];
        assert_eq!(run(&all).0, 0);
        let map: serde_json::Value = serde_json::from_str(&text("c.geojson")).unwrap();
        assert_eq!(map["features"].as_array().unwrap().len(), 59);
        assert!(map["metadata"]["attribution"].as_str().unwrap().contains("UCDP GED"));
        assert!(run(&["show", "A12", &path("a.csv")]).1.contains("1745363"));
        assert_eq!(to(&path("a.csv"), &path("x.shp")).0, 2);
        // a bad row is refused and the rest is kept
        fs::write(path("bad.csv"), text("a.csv").replacen(",district,", ",distrikt,", 1)).unwrap();
        let (code, _, told) = to(&path("bad.csv"), &path("bad.json"));
        assert!(code == 4 && told.contains("E703") && told.contains("refused 1"), "{told}");
        assert_eq!(run(&["claims", &path("bad.csv"), "--strict"]).0, 3);
    }
}
