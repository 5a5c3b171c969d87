//! Two editions of one file: what is different, and the newer one made again of the older.

use std::sync::LazyLock;

use proptest::prelude::*;
use sarhad::analysis::diff::{PatchError, apply, diff};
use sarhad::io::read::Input;
use sarhad::io::read::patch::{PatchFileError, read_patch};
use sarhad::io::write::patch::patch_text;
use sarhad::model::feature::{Feature, FeatureId, Properties};
use sarhad::model::patch::{Lone, Patch};
use sarhad::model::row_id::Identity;
use sarhad::model::sameness::Sameness;
use sarhad::model::shape::Shape;
use sarhad::{LonLat, Metres};
use serde_json::{Value, json};

fn feature(id: Option<Value>, at: Option<[f64; 2]>, properties: Value) -> Feature {
    let Value::Object(properties) = properties else { panic!("{properties} is no object") };
    let id = id.map(|id| match id {
        Value::Number(number) => FeatureId::Number(number),
        other => FeatureId::Text(other.as_str().unwrap().to_owned()),
    });
    let shape = at.map(|[lon, lat]| Shape::from_place(LonLat::new(lon, lat).unwrap()));
    Feature { id, shape, properties }
}

fn named(id: &str, name: &str) -> Feature {
    feature(Some(json!(id)), None, json!({ "name": name }))
}

fn nameless(name: &str) -> Feature {
    feature(None, Some([61.0, 29.0]), json!({ "name": name }))
}

fn through_text(patch: &Patch) -> Result<Patch, PatchFileError> {
    read_patch(Input::Stream { name: "p.json".into(), reader: Box::new(std::io::Cursor::new(patch_text(patch))) })
}

/// Added, changed, withdrawn; the newer edition comes out again, also through the text of the patch.
#[track_caller]
fn check(old: &[Feature], new: &[Feature], expected: [usize; 3]) -> Patch {
    let patch = diff(old, new, &Identity::default());
    assert_eq!([patch.added.len(), patch.changed.len(), patch.withdrawn.len()], expected);
    assert_eq!(apply(&patch, old).unwrap(), new);
    assert_eq!(apply(&through_text(&patch).unwrap(), old).unwrap(), new);
    assert_eq!(patch.unchanged() + expected[0] + expected[1], new.len());
    patch
}

#[test]
fn the_first_rows_of_any_table() {
    let one = [named("a", "x")];
    check(&[], &[], [0, 0, 0]);
    check(&[], &one, [1, 0, 0]);
    check(&one, &[], [0, 0, 1]);
    check(&one, &one, [0, 0, 0]);
    check(&one, &[named("a", "y")], [0, 1, 0]);
    check(&one, &[named("b", "x")], [1, 0, 1]);
}

#[test]
fn rows_with_one_id_are_never_taken_for_one() {
    let [a, b, c] = ["a", "b", "c"].map(|name| named("7", name));
    check(&[a.clone(), b.clone()], &[a.clone(), b.clone()], [0, 0, 0]);
    // what says the same is paired first, whatever its place
    let patch = check(&[a.clone(), b.clone()], &[b.clone(), c.clone()], [0, 1, 0]);
    assert_eq!((patch.changed[0].at, patch.changed[0].name.as_str()), (0, "7"));
    let thrice = [a.clone(), a.clone(), a.clone()];
    check(&[a.clone(), a.clone(), b.clone()], &thrice[..1], [0, 0, 2]);
    check(&thrice[..1], &thrice, [2, 0, 0]);
    // 7 and "7" are two writings of one id
    let number = feature(Some(json!(7)), None, json!({ "name": "a" }));
    check(&[a], &[number], [0, 1, 0]);
}

#[test]
fn rows_without_an_id_are_called_by_what_they_say() {
    let patch = check(&[nameless("x"), nameless("y"), nameless("x")], &[nameless("x"), nameless("z")], [1, 0, 2]);
    let called: Vec<&str> = patch.withdrawn.iter().map(|lone| lone.name.as_str()).collect();
    // FNV-1a of `"name":"y",point 61 29;`, computed by hand in another language
    assert_eq!(called, ["row-eefe435009f98b94", "row-e51474511d9eb89f-2"]);
    check(&[nameless("x"), nameless("y")], &[nameless("y"), nameless("x")], [0, 0, 0]);
}

#[test]
fn members_that_come_and_go_are_told_from_blank_ones() {
    let blank = feature(Some(json!("a")), None, json!({ "name": null }));
    let none = feature(Some(json!("a")), None, json!({}));
    let patch = check(std::slice::from_ref(&blank), std::slice::from_ref(&none), [0, 1, 0]);
    assert_eq!((&patch.changed[0].fields[0].old, &patch.changed[0].fields[0].new), (&Some(Value::Null), &None));
    check(&[none], &[blank], [0, 1, 0]);
}

/// Referee: `Geodesic.WGS84.Inverse` of GeographicLib, to a metre.
#[test]
fn a_point_that_moved_says_how_far() {
    let moved_m = |from: [f64; 2], to: [f64; 2]| {
        let [old, new] = [from, to].map(|at| [feature(Some(json!("a")), Some(at), json!({}))]);
        let patch = check(&old, &new, [0, 1, 0]);
        patch.changed.first().and_then(|change| change.moved).map_or(f64::NAN, Metres::value)
    };
    let about = |found: f64, expected: f64| assert!((found - expected).abs() < 1.0, "{found} {expected}");
    about(moved_m([60.8629, 29.4963], [61.58661, 28.94687]), 93_059.101);
    // 0.002° of the equator, across ±180°: 0.002 × 111,319.49 m
    about(moved_m([179.999, 0.0], [-179.999, 0.0]), 222.639);
    // at a pole every longitude is one place
    about(moved_m([0.0, 90.0], [120.0, 90.0]), 0.0);
    about(moved_m([180.0, 5.0], [-180.0, 5.0]), 0.0);
}

#[test]
fn a_table_and_a_geojson_file_are_compared_by_value() {
    let row = feature(
        Some(json!("a")),
        Some([61.0, 29.0]),
        json!({"id": "a", "lon": 61.00, "lat": 29.0, "killed": "3", "note": null}),
    );
    let other = feature(Some(json!("a")), Some([61.0, 29.0]), json!({ "killed": 3.0 }));
    let aside = ["lon", "lat", "id"].map(str::to_owned).to_vec();
    let identity = Identity { sameness: Sameness::Values, aside, ..Identity::default() };
    assert!(diff(std::slice::from_ref(&row), std::slice::from_ref(&other), &identity).is_empty());
    let moved = feature(Some(json!("a")), Some([61.5, 29.0]), json!({ "killed": 4 }));
    let patch = diff(std::slice::from_ref(&row), std::slice::from_ref(&moved), &identity);
    let made = apply(&patch, &[row]).unwrap();
    // columns that would say the old place are left out
    assert_eq!(made, [feature(Some(json!("a")), Some([61.5, 29.0]), json!({"killed": 4, "note": null}))]);
}

#[test]
fn a_patch_is_refused_by_any_other_edition() {
    let old = [named("a", "x"), named("b", "y")];
    let patch = diff(&old, &[named("a", "z")], &Identity::default());
    let refused = |old: &[Feature], part: &str| {
        let told = apply(&patch, old).unwrap_err().to_string();
        assert!(told.contains(part), "{told}");
    };
    refused(
        &[named("a", "q"), named("b", "y")],
        "record 1 (\"a\"): \"name\" is \"q\", the patch changes it from \"x\"",
    );
    refused(&[named("a", "x"), named("b", "q")], "record 2 is not \"b\" as the patch withdraws it");
    refused(&old[..1], "record 2 (\"b\") is not there: the file has 1");
    refused(&[old[0].clone(), old[1].clone(), named("c", "")], "the file has 3 records");
    let broken = Patch { order: Some(vec![0, 0]), ..patch.clone() };
    assert_eq!(apply(&broken, &old), Err(PatchError::Broken { what: "the order of records" }));
    let broken = Patch { withdrawn: [patch.withdrawn.clone(), patch.withdrawn.clone()].concat(), ..patch.clone() };
    assert_eq!(apply(&broken, &old), Err(PatchError::Broken { what: "what is withdrawn" }));
}

#[test]
fn a_patch_that_makes_another_edition_than_it_says_is_refused() {
    let old = [named("a", "x"), named("b", "y")];
    let patch = diff(&old, &[named("a", "z"), named("b", "y")], &Identity::default());
    let mut by_hand = patch.clone();
    by_hand.changed[0].fields[0].new = Some(json!("q"));
    let mut counted = patch.clone();
    counted.new.records = 1;
    let mut added = patch.clone();
    added.added.push(Lone { at: 2, name: "c".to_owned(), feature: named("c", "") });
    for broken in [by_hand, counted, added] {
        let told = apply(&broken, &old).unwrap_err();
        assert_eq!(told, PatchError::Broken { what: "what the newer edition says" });
    }
    let mut empty = patch;
    empty.new.records = 0;
    assert_eq!(empty.unchanged(), 0);
}

#[test]
fn what_is_no_patch_says_where() {
    let refused = |text: &str, part: &str| {
        let input = Input::Stream { name: "p.json".into(), reader: Box::new(std::io::Cursor::new(text.to_owned())) };
        let told = read_patch(input).unwrap_err().to_string();
        assert!(told.contains(part), "{text}: {told}");
    };
    let with = |lists: &str| {
        format!(
            "{{\"patch\":1,\"compared\":\"as-written\",\"old\":{{\"records\":1,\"content\":\"0\"}},\
             \"new\":{{\"records\":1,\"content\":\"0\"}},{lists}}}"
        )
    };
    refused("", "empty");
    refused("{\"patch\":1,\n  oops}", "line 2, column 3");
    refused("[]", "patch: an object");
    refused("{}", "patch: the number 1");
    refused(&with("\"added\":[]"), "withdrawn: a list");
    refused(&with("\"added\":[3],\"withdrawn\":[],\"changed\":[]"), "added[0]: an object");
    let lone = "{\"record\":0,\"called\":\"a\",\"geometry\":null,\"properties\":{}}";
    refused(&with(&format!("\"added\":[{lone}],\"withdrawn\":[],\"changed\":[]")), "added[0].record: a number from 1");
    let lone =
        "{\"record\":1,\"called\":\"a\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[200,0]},\"properties\":{}}";
    refused(&with(&format!("\"added\":[],\"withdrawn\":[{lone}],\"changed\":[]")), "withdrawn[0].geometry: longitude");
    let change = "{\"record\":1,\"id\":\"a\",\"fields\":{\"n\":[1]}}";
    refused(&with(&format!("\"added\":[],\"withdrawn\":[],\"changed\":[{change}]")), "changed[0].fields.n: the old");
    refused(&"[".repeat(100_000), "not JSON");
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../data/schema/patch.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// Editions with ids that repeat, ids that are missing, members that come and go, in any order.
fn edition() -> impl Strategy<Value = Vec<Feature>> {
    let id = prop::sample::select(vec![
        None,
        Some(json!("a")),
        Some(json!("b")),
        Some(json!(7)),
        Some(json!("7")),
        Some(json!("a-2")),
    ]);
    let at = prop::sample::select(vec![
        None,
        Some([61.0, 29.0]),
        Some([-180.0, 0.0]),
        Some([180.0, 0.0]),
        Some([0.0, 90.0]),
    ]);
    let said = || {
        prop::sample::select(vec![
            None,
            Some(json!(null)),
            Some(json!(3)),
            Some(json!("3")),
            Some(json!({"k": [1, "ü"]})),
        ])
    };
    let one = (id, at, said(), said()).prop_map(|(id, at, x, y)| {
        let members = [("x", x), ("y", y)].into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        feature(id, at, Value::Object(members.collect::<Properties>()))
    });
    prop::collection::vec(one, 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_patch_makes_the_newer_edition_of_the_older(old in edition(), new in edition()) {
        let patch = diff(&old, &new, &Identity::default());
        prop_assert_eq!(&apply(&patch, &old).unwrap(), &new);
        prop_assert_eq!(&apply(&through_text(&patch).unwrap(), &old).unwrap(), &new);
        let text: Value = serde_json::from_slice(&patch_text(&patch)).unwrap();
        let wrong: Vec<String> = SCHEMA.iter_errors(&text).map(|error| format!("{error} at {}", error.instance_path)).collect();
        prop_assert!(wrong.is_empty(), "{wrong:?}");
        // each row is counted once
        let both = old.len() - patch.withdrawn.len();
        prop_assert_eq!(both + patch.added.len(), new.len());
        prop_assert_eq!(both, patch.changed.len() + patch.unchanged());
    }

    #[test]
    fn the_order_alone_is_no_difference(old in edition()) {
        let mut new = old.clone();
        new.reverse();
        let patch = diff(&old, &new, &Identity::default());
        prop_assert!(patch.is_empty());
        prop_assert_eq!(apply(&patch, &old).unwrap(), new);
    }
}

#[cfg(feature = "cli")]
mod seen {
    use std::fs;
    use std::path::Path;

    use assert_cmd::Command;
    use serde_json::Value;
    use tempfile::TempDir;

    const OLD: &str = "examples/edition-1.csv";
    const NEW: &str = "examples/edition-2.csv";

    /// Runs in the crate's folder; the exit code, what was answered and what was said.
    fn run(args: &[&str]) -> (i32, String, String) {
        let ran =
            Command::cargo_bin("sarhad").unwrap().current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
    }

    #[track_caller]
    fn check(args: &[&str], code: i32, parts: &[&str]) -> String {
        let (found, out, err) = run(args);
        assert_eq!(found, code, "{err}");
        for part in parts {
            assert!(out.contains(part) || err.contains(part), "no {part:?} in\n{out}\n{err}");
        }
        assert!(!err.contains("panicked"), "{err}");
        out
    }

    fn file(folder: &TempDir, name: &str, text: &str) -> String {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    #[test]
    fn two_editions_differ_in_what_was_changed_by_hand_and_in_nothing_else() {
        let told =
            ["added 10, changed 5 (1 moved), withdrawn 3, the same 17", "read 57 = kept 57 + refused 0 + filtered 0"];
        let out = check(&["diff", OLD, NEW, "--format", "csv"], 1, &told);
        let expected = "\
change,id,field,old,new,moved_km
added,S26,title,,\"Check-post attacked, Taftan\",
added,S27,title,,Ambush of a convoy near Saravan,
added,S28,title,,Two gunmen shot in Khāsh,
added,S29,title,,\"Patrol fired on, Mirjawa\",
added,S30,title,,Cable theft reported,
added,S31,title,,Dock strike,
added,S32,title,,Hostel fire in Quetta,
added,S33,title,,Bridge damaged at Panjgur,
added,S34,title,,Crossing reopened near Zabol,
added,S35,title,,Bank robbed in Turbat,
changed,S05,killed,0,1,
changed,S09,date,2031-01-25,2031-01-24,
moved,S12,place,64.4 28.9,64.4 28.88,2.217
changed,S16,title,Lorry burnt in Herat,Two lorries burnt in Herat,
changed,S21,actors,,Example Coast Guard,
changed,S21,killed,2,3,
withdrawn,S08,title,Fuel carriers stopped at Jiwani,,
withdrawn,S14,title,Bomb defused in Quetta,,
withdrawn,S19,title,Drone seen at Mashkel,,
";
        assert_eq!(out, expected);
        check(&["diff", NEW, NEW], 0, &["added 0, changed 0, withdrawn 0, the same 32"]);
        check(&["diff", OLD, NEW], 1, &["change     id   field"]);
    }

    #[test]
    fn a_patch_makes_the_newer_file_byte_for_byte() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (patch, made) = (at("patch.json"), at("made.csv"));
        check(&["diff", OLD, NEW, "-o", &patch], 1, &[]);
        let text: Value = serde_json::from_str(&fs::read_to_string(&patch).unwrap()).unwrap();
        assert_eq!(text["changed"][0]["fields"], serde_json::json!({"killed": [0, 1]}));
        assert_eq!(text["changed"][2]["moved_km"], 2.216_679);
        check(&["apply", OLD, &patch, "-o", &made], 0, &["added 10, changed 5"]);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(fs::read_to_string(&made).unwrap(), fs::read_to_string(root.join(NEW)).unwrap());
        check(&["apply", NEW, &patch], 3, &["edition-2.csv: record 8 is not \"S08\" as the patch withdraws it"]);
        check(&["apply", OLD, OLD], 3, &["edition-1.csv: line 1, column 1: this is not JSON"]);
        check(&["apply", OLD, "no-such.json"], 3, &["no-such.json: cannot be read: no such file"]);
        check(&["apply", OLD, &patch, "-o", &patch, "--force"], 2, &["patch.json: is also"]);
        check(&["diff", OLD, NEW, "-o", OLD, "--force"], 2, &["is also"]);
    }

    #[test]
    fn the_same_records_in_another_format_are_no_difference() {
        let folder = TempDir::new().unwrap();
        let geojson = folder.path().join("edition.geojson").to_str().unwrap().to_owned();
        check(&["convert", OLD, "-o", &geojson], 0, &[]);
        check(&["diff", OLD, &geojson], 0, &["the same 25"]);
        check(&["diff", &geojson, NEW], 1, &["added 10, changed 5 (1 moved), withdrawn 3, the same 17"]);
        let patch = folder.path().join("patch.json").to_str().unwrap().to_owned();
        check(&["diff", &geojson, NEW, "-o", &patch], 1, &[]);
        let made = folder.path().join("made.csv").to_str().unwrap().to_owned();
        check(&["apply", &geojson, &patch, "-o", &made], 0, &[]);
        // by text alone: 64.4 for 64.4000
        check(&["diff", &made, NEW], 1, &["added 0, changed 13, withdrawn 0, the same 19"]);
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        let folder = TempDir::new().unwrap();
        let half = file(&folder, "half.csv", "id,lon,lat\na,61,29\nb,61,129\n");
        check(&["diff", &half, &half], 4, &["half.csv: read 2 = kept 1 + refused 1 + filtered 0", "E204"]);
        check(&["diff", &half, &half, "--strict"], 3, &["--strict"]);
        check(&["diff", OLD, "no-such.csv"], 3, &["no-such.csv"]);
        check(&["diff", "-", "-"], 2, &["both inputs are standard input"]);
        check(&["diff", OLD, NEW, "-o", "out.geojson"], 2, &["diff has no geojson output"]);
        let patch = folder.path().join("half.json").to_str().unwrap().to_owned();
        check(&["diff", &half, &half, "-o", &patch], 4, &[]);
        check(&["apply", &half, &patch], 3, &["1 of 2 records refused, and a patch needs all of them"]);
        let none = file(&folder, "none.csv", "id,lon,lat\n");
        check(&["diff", &none, &none], 0, &["the same 0"]);
        let many = file(&folder, "many.csv", &format!("id,lon,lat\n{}", "x,61,29\n".repeat(60)));
        check(&["diff", &many, &many], 0, &["the same 60", "many.csv: read 60 = kept 60"]);
        let ids = [file(&folder, "o.csv", "k,lon,lat\nx,61,29\n"), file(&folder, "n.csv", "k,lon,lat\nx,61.5,29\n")];
        check(&["diff", &ids[0], &ids[1]], 1, &["added 1, changed 0, withdrawn 1"]);
        check(&["diff", &ids[0], &ids[1], "--id-column", "k"], 1, &["added 0, changed 1 (1 moved), withdrawn 0"]);
    }
}
