//! No output made coarser tells more than it says it does, and no word lifts the terms that rows are under. The rows of datasets are
//! made up here: only their columns are as published. Referee of where places lie: the built-in atlas, by its own `locate`.

#![cfg(feature = "cli")]

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// Runs the binary in `folder`.
#[track_caller]
fn check(folder: &TempDir, args: &[&str], code: i32, told: &[&str]) -> Ran {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("sarhad"));
    let output = command.args(args).current_dir(folder.path()).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ran = Ran { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) };
    assert_eq!(ran.code, code, "{args:?}\n{}", ran.err);
    for text in told {
        assert!(ran.err.contains(text), "{args:?}: no {text:?} in\n{}", ran.err);
    }
    ran
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn read(folder: &TempDir, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.path().join(name)).unwrap()).unwrap()
}

fn exists(folder: &TempDir, name: &str) -> bool {
    folder.path().join(name).exists()
}

/// What the output `name` tells of its rows: in itself, or beside it.
fn rows(folder: &TempDir, name: &str) -> Value {
    let beside = format!("{name}.meta.json");
    if exists(folder, &beside) {
        read(folder, &beside)["rows"].clone()
    } else {
        read(folder, name)["metadata"]["rows"].clone()
    }
}

const ACLED: &str = "event_id_cnty,event_date,time_precision,geo_precision,latitude,longitude,notes\n\
XXX1,2023-01-18,1,1,26.00317,63.05441,made up\n";
const ACLED_LATER: &str = "event_id_cnty,event_date,time_precision,geo_precision,latitude,longitude,notes\n\
XXX1,2023-01-18,1,1,26.00317,63.05441,made up\nXXX2,2023-01-19,1,1,26.10423,63.12345,made up too\n";
const OWN: &str = "id,lat,lon\n1,29.4963,60.8629\n";

#[test]
fn a_licence_of_ones_own_lifts_no_refusal_by_columns() {
    let folder = folder(&[("acled.csv", ACLED), ("own.csv", OWN)]);
    for licence in ["All rights reserved", "CC BY 4.0"] {
        let args = ["convert", "acled.csv", "--public", "--licence", licence, "--force", "-o", "out.geojson"];
        check(&folder, &args, 1, &["E801", "rows of ACLED"]);
        let permitted = [&args[..], &["--permission", "letter of 3 May 2024"]].concat();
        check(&folder, &permitted, 0, &[]);
        let told = rows(&folder, "out.geojson");
        assert_eq!(told["dataset"], "ACLED; own");
        assert_eq!(told["licence"], format!("ACLED's terms AND {licence}"));
        assert_eq!((&told["may_pass_on"], &told["permission"]), (&json!(false), &json!("letter of 3 May 2024")));
    }
    let own = |licence: &str, told: &[&str]| {
        check(&folder, &["convert", "own.csv", "--public", "--licence", licence, "--format", "csv"], 0, told);
    };
    own("All rights reserved", &["warning[W801]"]);
    fs::write(folder.path().join("closed.json"), r#"{"name":"All rights reserved"}"#).unwrap();
    own("closed.json", &["warning[W801]"]);
    fs::write(folder.path().join("shared.json"), r#"{"name":"our terms","may_share":true}"#).unwrap();
    let ran =
        check(&folder, &["convert", "own.csv", "--public", "--licence", "shared.json", "--format", "csv"], 0, &[]);
    assert!(!ran.err.contains("W801"), "{}", ran.err);
}

#[test]
fn a_prohibition_holds_beside_columns_of_a_known_dataset() {
    let folder = folder(&[("ucdp.csv", "id,relid,where_prec,latitude,longitude\n1,X-1,1,25.12163,62.32541\n")]);
    let card = r#"{"rows":{"dataset":"UCDP GED","licence":"CC BY 4.0","may_pass_on":false,"why_not":"under embargo"}}"#;
    fs::write(folder.path().join("ucdp.csv.meta.json"), card).unwrap();
    let convert = ["convert", "ucdp.csv", "--public", "-o", "out.csv"];
    check(&folder, &convert, 1, &["E801", "under embargo"]);
    check(&folder, &[&convert[..], &["--licence", "CC BY 4.0"]].concat(), 1, &["under embargo"]);
    check(&folder, &["convert", "ucdp.csv", "-o", "own-use.csv"], 0, &[]);
    let told = rows(&folder, "own-use.csv");
    assert_eq!((&told["dataset"], &told["may_pass_on"]), (&json!("UCDP GED"), &json!(false)));
    fs::remove_file(folder.path().join("ucdp.csv.meta.json")).unwrap();
    check(&folder, &convert, 0, &[]);
}
