//! Records that may tell of one event: windows, reasons, scores, and what was decided of them.

use sarhad::analysis::gap::gap;
use sarhad::analysis::matching::{Candidate, Event, MatchError, Windows, candidates};
use sarhad::analysis::spelling::{Triples, same_name, word_likeness};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::model::dates::DateSpan;
use sarhad::model::extent::{Area, Band, Extent, Placed};
use sarhad::{Degrees, LonLat, Metres};

use std::sync::Arc;

use geo_types::{MultiLineString, MultiPolygon, polygon};

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn event(id: &str, at: LonLat, when: &str) -> Event {
    Event { id: id.to_owned(), placed: Placed::unstated(at), when: DateSpan::parse(when).ok(), ..Event::default() }
}

fn east(from: LonLat, km: f64) -> LonLat {
    destination(from, Degrees::new(90.0), Metres::from_km(km))
}

fn found(a: &[Event], b: Option<&[Event]>, windows: Windows) -> Vec<Candidate> {
    candidates(a, b, windows, &mut || true).unwrap()
}

/// All pairs within the windows, with their scores.
#[track_caller]
fn check(events: &[Event], expected: &[(usize, usize, f64)]) {
    let found = found(events, None, Windows { min_score: 0.0, ..Windows::default() });
    let pairs: Vec<(usize, usize, f64)> =
        found.iter().map(|pair| (pair.a, pair.b, (pair.score * 1e3).round() / 1e3)).collect();
    assert_eq!(pairs, expected);
}

#[test]
fn the_first_rows_of_any_table() {
    let zahedan = place(60.8629, 29.4963);
    let one = event("a", zahedan, "2031-01-04");
    check(&[], &[]);
    check(std::slice::from_ref(&one), &[]);
    check(&[one.clone(), one.clone()], &[(0, 1, 0.682)]);
    // what is not told (actors, title, toll: 7 of 11) counts half; half of the radius, and the day after: ½ and ¾
    check(&[one.clone(), event("b", east(zahedan, 5.0), "2031-01-05")], &[(0, 1, 0.545)]);
    check(&[one.clone(), event("b", east(zahedan, 10.01), "2031-01-04")], &[]);
    check(&[one.clone(), event("b", zahedan, "2031-01-08")], &[]);
    // the window's edges belong to it
    check(&[one.clone(), event("b", zahedan, "2031-01-07")], &[(0, 1, 0.545)]);
    // across ±180°, and at a pole, where every longitude is one place
    let (west, far) = (event("w", place(179.99, 0.0), "2031-01-04"), event("e", place(-179.99, 0.0), "2031-01-04"));
    check(&[west, far], &[(0, 1, 0.641)]);
    check(&[event("p", place(0.0, 90.0), "2031"), event("q", place(99.0, 90.0), "2031")], &[(0, 1, 0.591)]);
    // a date that is not known rules nothing out; a place that is not known is in no pair
    check(&[one.clone(), event("b", zahedan, "")], &[(0, 1, 0.591)]);
    check(&[one.clone(), Event { placed: Placed::default(), ..one.clone() }], &[]);
    let told = candidates(&[one.clone(), one], None, Windows::default(), &mut || false);
    assert_eq!(told, Err(MatchError::Stopped));
}

#[test]
fn what_both_tell_makes_the_score() {
    let at = place(61.0, 28.0);
    let full = |actors: &[&str], killed: u32, text: &str| Event {
        actors: actors.iter().map(|&actor| actor.to_owned()).collect(),
        killed: [None, Some(killed), None],
        text: text.to_owned(),
        ..event("x", at, "2031-01-04")
    };
    let told = |one: &Event, other: &Event| {
        let found = found(&[one.clone(), other.clone()], None, Windows { min_score: 0.0, ..Windows::default() });
        let reasons: Vec<String> = found[0].reasons.iter().map(ToString::to_string).collect();
        (reasons.join("; "), (found[0].score * 1e3).round() / 1e3)
    };
    let one = full(&["Tanzim ul Misal", "Example Border Guard"], 2, "Blast");
    let (reasons, score) = told(&one, &full(&["Tanzeem al-Misal"], 3, "Blast"));
    assert_eq!(
        reasons,
        "0.0 km apart; same days; actors: Tanzim ul Misal = Tanzeem al-Misal; tolls 0.67 alike; titles 1.00 alike"
    );
    assert!((score - (2.0 + 2.0 + 3.0 + 2.0 / 3.0 + 3.0) / 11.0).abs() < 1e-3, "{score}");
    let (reasons, score) = told(&one, &full(&["Lashkar-e Namuna"], 0, "Xyz"));
    assert_eq!(reasons, "0.0 km apart; same days; no actor in common; tolls 0.00 alike; titles 0.00 alike");
    assert!((score - 4.0 / 11.0).abs() < 1e-3, "{score}");
    // nobody killed on either side tells nothing, and neither does what only one side tells
    assert_eq!(told(&full(&[], 0, ""), &full(&["A"], 0, "B")).0, "0.0 km apart; same days");
    let range = Event { killed: [Some(1), None, Some(5)], ..one.clone() };
    assert!(told(&range, &one).0.contains("tolls agree"));
}

#[test]
fn names_are_known_in_other_spellings_and_others_are_not() {
    for (one, other, same) in [
        ("Jaish-ul Adl", "Jaish al-Adl", true),
        ("Jaish-ul Adl", "Jaysh al-'Adl", true),
        ("Jandullah", "Jundallah", true),
        ("Baloch Liberation Army", "BLA", true),
        ("Baloch Liberation Army (BLA)", "baloch liberation army", true),
        ("Lashkar-e Namuna", "Lashkar i Namoona", true),
        ("جيش العدل", "جیش العدل", true),
        ("Baloch Liberation Army", "Baloch Liberation Front", false),
        ("Baloch Liberation Army", "Baloch Republican Army", false),
        ("Group E", "Group I", false),
        ("Islamic State", "Islamic State Khorasan", false),
        ("", "", false),
        ("()", "-", false),
    ] {
        assert_eq!((same_name(one, other), same_name(other, one)), (same, same), "{one:?} {other:?}");
    }
    // referee: Winkler's own examples, to three digits
    for (one, other, likeness) in
        [("MARTHA", "MARHTA", 0.961), ("DWAYNE", "DUANE", 0.840), ("DIXON", "DICKSONX", 0.813)]
    {
        assert!((word_likeness(one, other) - likeness).abs() < 1e-3, "{one} {}", word_likeness(one, other));
    }
    let like = |one: &str, other: &str| Triples::new(one).likeness(&Triples::new(other));
    assert!((like("Blast", "blast!") - 1.0).abs() < 1e-12);
    assert!(like("", "a").abs() < 1e-12);
    // by hand: "  n", " ni", "nig", "igh", "ght", "ht " and "  n", " na", "nac", "ach", "cht", "ht ": two of six in common
    assert!((like("night", "nacht") - 2.0 * 2.0 / 12.0).abs() < 1e-12);
}

/// A square of a degree, from 61 to 62 °E and 28 to 29 °N.
fn square() -> MultiPolygon<f64> {
    MultiPolygon(vec![
        polygon![(x: 61.0, y: 28.0), (x: 62.0, y: 28.0), (x: 62.0, y: 29.0), (x: 61.0, y: 29.0), (x: 61.0, y: 28.0)],
    ])
}

fn moved_east(area: &MultiPolygon<f64>, degrees: f64) -> MultiPolygon<f64> {
    use geo::MapCoords;
    area.map_coords(|at| geo_types::Coord { x: at.x + degrees, y: at.y })
}

#[test]
fn gaps_are_the_least_distances() {
    let placed = |extent: Extent| Placed { extent: Some(extent), ..Placed::default() };
    let point = |lon: f64, lat: f64| Placed::unstated(place(lon, lat));
    let disc = |at: LonLat, km: f64| placed(Extent::Disc { centre: at, radius: Metres::from_km(km) });
    let area = |outline: MultiPolygon<f64>| {
        placed(Extent::Area(Arc::new(Area { id: String::new(), name: String::new(), country: None, outline })))
    };
    let check = |a: &Placed, b: &Placed, expected_m: f64, tolerance_m: f64| {
        for (a, b) in [(a, b), (b, a)] {
            let found = gap(a, b).unwrap().value();
            assert!((found - expected_m).abs() <= tolerance_m, "{a:?} {b:?}: {found}");
        }
    };
    let between = |a: LonLat, b: LonLat| distance(a, b).value();
    let (here, there) = (place(61.0, 28.0), place(61.3, 28.0));
    check(&point(61.0, 28.0), &point(61.3, 28.0), between(here, there), 1e-6);
    check(&disc(here, 10.0), &disc(there, 5.0), between(here, there) - 15_000.0, 1e-6);
    check(&disc(here, 20.0), &disc(there, 20.0), 0.0, 0.0);
    let spots = placed(Extent::Points([place(70.0, 20.0), there].into()));
    check(&point(61.0, 28.0), &spots, between(here, there), 1e-6);
    // a point in an area, on its corner, and beside a meridian that is its edge: 0.5° of the parallel, less the geodesic's bow
    check(&point(61.5, 28.5), &area(square()), 0.0, 0.0);
    check(&point(61.0, 28.0), &area(square()), 0.0, 0.0);
    check(&point(62.5, 28.5), &area(square()), 48_949.0, 60.0);
    check(&disc(place(62.5, 28.5), 40.0), &area(square()), 8_949.0, 60.0);
    // areas: the same, overlapping, and two degrees apart; half an edge is the tolerance that is promised
    check(&area(square()), &area(square()), 0.0, 0.0);
    check(&area(square()), &area(moved_east(&square(), 0.5)), 0.0, 0.0);
    let apart = between(place(62.0, 29.0), place(64.0, 29.0));
    check(&area(square()), &area(moved_east(&square(), 3.0)), apart, 56_000.0);
    assert!(gap(&area(square()), &area(moved_east(&square(), 3.0))).unwrap().value() <= apart);
    let line = MultiLineString(vec![vec![(61.0, 28.0), (61.0, 29.0)].into()]);
    check(&point(61.5, 28.5), &placed(Extent::Line(Arc::new(line.clone()))), 48_949.0, 60.0);
    let band = Band { name: String::new(), line, width: Metres::from_km(30.0), within: None };
    check(&point(61.5, 28.5), &placed(Extent::Band(Arc::new(band))), 18_949.0, 60.0);
    assert_eq!(gap(&Placed::default(), &point(61.0, 28.0)), None);
    assert_eq!(gap(&placed(Extent::Points(Arc::new([]))), &point(61.0, 28.0)), None);
}

#[test]
fn vague_places_and_dates_widen_the_windows_and_weaken_the_score() {
    let at = place(61.5, 28.5);
    let somewhere =
        Extent::Area(Arc::new(Area { id: String::new(), name: String::new(), country: None, outline: square() }));
    let in_area =
        Event { placed: Placed { extent: Some(somewhere), ..Placed::default() }, ..event("a", at, "2031-01-04") };
    // ½ for the place, 1 for the day
    check(&[event("b", at, "2031-01-04"), in_area.clone()], &[(0, 1, 0.591)]);
    check(&[event("b", place(62.05, 28.5), "2031-01-04"), in_area.clone()], &[(0, 1, 0.546)]);
    check(&[event("b", place(62.2, 28.5), "2031-01-04"), in_area.clone()], &[]);
    // one area that two events share is one ground
    check(&[in_area.clone(), in_area], &[(0, 1, 0.591)]);
    check(&[event("a", at, "2031-01"), event("b", at, "2031-02-02")], &[(0, 1, 0.545)]);
    check(&[event("a", at, "2031"), event("b", at, "2031-12-31")], &[(0, 1, 0.591)]);
    check(&[event("a", at, "2031-01"), event("b", at, "2031-02-04")], &[]);
}

/// Points, discs of all sizes and areas, days, months and years: what the shelves find is what a look at all pairs finds.
#[test]
fn no_pair_is_missed_and_none_invented() {
    let mut seed = 42_u64;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(seed >> 33).unwrap() % below
    };
    let mut events = Vec::new();
    for number in 0..400 {
        let at = place(179.0 + f64::from(next(100)) / 100.0, f64::from(next(100)) / 100.0);
        let at = if next(3) == 0 { place(at.lon() - 359.0, at.lat()) } else { at };
        let extent = match next(6) {
            0 => Extent::Disc { centre: at, radius: Metres::from_km([0.5, 3.0, 20.0, 90.0][next(4) as usize]) },
            1 => {
                let outline = moved_east(&square(), at.lon() - 62.0);
                Extent::Area(Arc::new(Area { id: String::new(), name: String::new(), country: None, outline }))
            }
            _ => Extent::Point(at),
        };
        let when = match next(8) {
            0 => "2031".to_owned(),
            1 => format!("2031-{:02}", 1 + next(12)),
            2 => String::new(),
            _ => format!("2031-{:02}-{:02}", 1 + next(12), 1 + next(28)),
        };
        let placed = Placed { extent: Some(extent), ..Placed::default() };
        events.push(Event { placed, ..event(&number.to_string(), at, &when) });
    }
    let windows = Windows { min_score: 0.0, ..Windows::default() };
    let mut pairs: Vec<(usize, usize)> = found(&events, None, windows).iter().map(|pair| (pair.a, pair.b)).collect();
    pairs.sort_unstable();
    let in_time = |one: &Event, other: &Event| {
        let (Some(one), Some(other)) = (&one.when, &other.when) else { return true };
        let days = jiff::Span::new().days(3);
        other.may_overlap(Some(one.start.unwrap() - days), Some(one.end.unwrap() + days))
    };
    let mut expected = Vec::new();
    for (a, one) in events.iter().enumerate() {
        for (b, other) in events.iter().enumerate().skip(a + 1) {
            if in_time(one, other) && gap(&one.placed, &other.placed).unwrap() <= windows.radius {
                expected.push((a, b));
            }
        }
    }
    assert!(expected.len() > 1_000, "{}", expected.len());
    assert_eq!(pairs, expected);
    let crossed = found(&events, Some(&events), windows);
    assert_eq!(crossed.len(), 2 * pairs.len() + events.len());
}

#[cfg(feature = "cli")]
mod seen {
    use std::fs;

    use assert_cmd::Command;
    use serde_json::Value;
    use tempfile::TempDir;

    const NEW: &str = "examples/edition-2.csv";

    #[track_caller]
    fn check(args: &[&str], code: i32, parts: &[&str]) -> String {
        let mut command = Command::cargo_bin("sarhad").unwrap();
        let ran = command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("match").args(args).output().unwrap();
        let [out, err] = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(ran.status.code(), Some(code), "{err}");
        for part in parts {
            assert!(out.contains(part) || err.contains(part), "no {part:?} in\n{out}\n{err}");
        }
        assert!(!err.contains("panicked"), "{err}");
        out
    }

    /// The pairs of ids that a run lists as JSON.
    #[track_caller]
    fn pairs(args: &[&str]) -> Vec<String> {
        let out = check(&[args, &["--format", "json"]].concat(), 0, &[]);
        let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
        let text = |row: &Value, column: &str| row[column].as_str().unwrap().to_owned();
        rows.iter().map(|row| format!("{}={}", text(row, "a"), text(row, "b"))).collect()
    }

    #[test]
    fn four_events_that_are_told_twice_are_found_and_no_others() {
        assert_eq!(pairs(&[NEW]), ["S03=S26", "S23=S29", "S11=S28", "S04=S27"]);
        assert!(pairs(&["examples/edition-1.csv"]).is_empty());
        check(&["examples/edition-1.csv"], 0, &["no candidates"]);
        let told = ["0.5 km apart; same days; actors: Lashkar-e Namuna = Lashkar i Namoona", "candidates: 4 open"];
        check(&[NEW], 0, &told);
    }

    #[test]
    fn decisions_are_honoured_in_either_order() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let file = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).unwrap();
            at(name)
        };
        let kept = file(
            "kept.csv",
            "b,a,decision,note\nS03,S26,accepted,two desks\nS29,S23,Rejected,\nS04,S27,,\nS99,S01,rejected,\nS01,S02,rejected,\n",
        );
        assert_eq!(pairs(&[NEW, "--decisions", &kept]), ["S03=S26", "S11=S28", "S04=S27"]);
        assert_eq!(pairs(&[NEW, "--decisions", &kept, "--open"]), ["S11=S28", "S04=S27"]);
        let told = [
            "candidates: 2 open, 1 accepted, 1 rejected and not listed",
            "decisions name 1 id that no record has: \"S99\"",
            "decisions on pairs that are no candidates with these windows: 1",
            "two desks",
        ];
        check(&[NEW, "--decisions", &kept, "--format", "csv"], 0, &told);
        // what is written can be decided in, and read again
        let written = at("written.csv");
        check(&[NEW, "-o", &written], 0, &[]);
        let decided = fs::read_to_string(&written).unwrap().replacen(",,", ",rejected,", 1);
        assert!(decided.starts_with("a,b,score,decision,note,gap_km,days_apart,a_title,b_title,reasons\nS03,S26,0.9"));
        let decided = file("decided.csv", &decided);
        assert_eq!(pairs(&[NEW, "--decisions", &decided]), ["S23=S29", "S11=S28", "S04=S27"]);
        check(&[NEW, "--decisions", &decided, "-o", &decided, "--force"], 2, &["is also"]);
    }

    #[test]
    fn a_decision_on_two_files_with_the_same_ids_is_on_one_pair_only() {
        let folder = TempDir::new().unwrap();
        let file = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).unwrap();
            folder.path().join(name).to_str().unwrap().to_owned()
        };
        let rows = "id,lat,lon,date\n1,28,61,2023-01-04\n2,28,61,2023-01-04\n";
        let (a, b) = (file("a.csv", rows), file("b.csv", rows));
        let other = file("other.csv", "id,lat,lon,date\nx,28,61,2023-01-04\n1,28,61,2023-01-04\n");
        let kept = |a: &str, b: &str, decisions: &str| {
            let decisions = file("kept.csv", &format!("a,b,decision\n{decisions}"));
            pairs(&[a, b, "--decisions", &decisions])
        };
        assert_eq!(kept(&a, &b, "1,2,rejected\n"), ["1=1", "2=1", "2=2"]);
        assert_eq!(kept(&a, &b, "1,2,accepted\n2,1,rejected\n"), ["1=1", "1=2", "2=2"]);
        // the other way round only where no two records are called so
        assert_eq!(kept(&a, &other, "x,2,rejected\n"), ["1=x", "1=1", "2=1"]);
        assert_eq!(kept(&a, &other, "1,2,rejected\n"), ["1=x", "1=1", "2=x"]);
        let twice = file("twice.csv", "a,b,decision\nx,2,rejected\n2,x,accepted\n");
        check(&[&a, &other, "--decisions", &twice], 3, &["line 3: \"2\" and \"x\" are accepted here and rejected on"]);
    }

    #[test]
    fn what_is_no_decision_says_where() {
        let folder = TempDir::new().unwrap();
        let refused = |text: &str, part: &str| {
            let file = folder.path().join("bad.csv");
            fs::write(&file, text).unwrap();
            check(&[NEW, "--decisions", file.to_str().unwrap()], 3, &[part]);
        };
        refused("", "bad.csv: the file is empty");
        refused("a,b\n", "line 1: there is no column \"decision\"");
        refused("a,b,decision\nS01,S02,maybe\n", "line 2: decision \"maybe\" is neither accepted nor rejected");
        refused("a;b;decision\nS01;;accepted\n", "line 2: column \"b\" is blank");
        refused("a,b,decision\n\nS01,S02\n", "line 3: the row has 2 fields, the header has 3");
        let twice = "a,b,decision\nS01,S02,accepted\nS02,S01,rejected\n";
        refused(twice, "line 3: \"S02\" and \"S01\" are rejected here and accepted on line 2");
        check(&[NEW, "--decisions", "no-such.csv"], 3, &["no-such.csv: cannot be read"]);
    }

    #[test]
    fn two_files_are_matched_across_and_questions_that_are_none_are_usage() {
        let out = check(&["examples/edition-1.csv", NEW, "--min-score", "0.9", "--format", "csv"], 0, &[]);
        assert!(out.contains("S03,S26,") && out.contains("S03,S03,1.0,"), "{out}");
        check(&[NEW, "--radius", "5"], 2, &["--radius \"5\" has no unit"]);
        check(&[NEW, "--min-score", "2"], 2, &["--min-score 2 is no score"]);
        check(&[NEW, "--format", "geojson"], 2, &["match has no geojson output"]);
        check(&["-", "-"], 2, &["both inputs are standard input"]);
        check(&["no-such.csv"], 3, &["no-such.csv"]);
        check(&["@places", "--min-score", "1"], 0, &["have no date"]);
    }
}
