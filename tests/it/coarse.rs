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

#[test]
fn a_patch_applied_publishes_no_row_that_may_not_be() {
    let folder = folder(&[("old.csv", ACLED), ("new.csv", ACLED_LATER)]);
    for name in ["old", "new"] {
        let (from, to) = (format!("{name}.csv"), format!("{name}.geojson"));
        check(&folder, &["convert", &from, "-o", &to], 0, &[]);
    }
    for kind in ["csv", "geojson"] {
        let [old, new, patch, out] = ["old.", "new.", "patch.json", "out."]
            .map(|stem| if stem.ends_with('.') { format!("{stem}{kind}") } else { format!("{kind}-{stem}") });
        check(&folder, &["diff", &old, &new, "--format", "json", "-o", &patch], 1, &[]);
        check(&folder, &["apply", &old, &patch, "--public", "-o", &out], 1, &["E801", "rows of ACLED"]);
        assert!(!exists(&folder, &out));
        let coarse =
            ["apply", &old, &patch, "--permission", "a letter", "--public", "--generalise", "district", "-o", &out];
        check(&folder, &coarse, 0, &[]);
        let text = fs::read_to_string(folder.path().join(&out)).unwrap();
        for digits in ["26.003", "63.054", "26.104", "63.123"] {
            assert!(!text.contains(digits), "{digits} in\n{text}");
        }
        assert!(text.contains("PK/kech"), "{text}");
        assert_eq!(rows(&folder, &out)["generalised"], "district");
    }
    // the patch alone tells of rows too
    check(&folder, &["convert", "@incidents", "--format", "csv", "-o", "mine.csv"], 0, &[]);
    fs::write(folder.path().join("csv-patch.json.meta.json"), r#"{"rows":{"dataset":"X","may_pass_on":false}}"#)
        .unwrap();
    let args = ["apply", "old.csv", "csv-patch.json", "--public", "--permission", "a letter", "-o", "last.csv"];
    check(&folder, &args, 0, &[]);
    assert_eq!(rows(&folder, "last.csv")["dataset"], "ACLED; X");
}

#[test]
fn the_place_that_is_asked_about_is_not_said_to_be_coarse() {
    let folder = folder(&[]);
    let commands: [&[&str]; 3] = [&["distance", "--to", "border/IR-PK"], &["locate"], &["bdist"]];
    for command in commands {
        for how in [&["-o", "f.geojson"][..], &["--format", "json"], &[]] {
            let args = [command, &["--at", "62.3254,25.1216", "--generalise", "district"], how].concat();
            let ran = check(&folder, &args, 2, &["--generalise", "--at"]);
            assert_eq!(ran.out, "");
        }
    }
    assert!(!exists(&folder, "f.geojson"));
}

/// The properties of the only feature of `name`.
fn only(folder: &TempDir, name: &str) -> Value {
    read(folder, name)["features"][0]["properties"].clone()
}

#[test]
fn a_coarse_radius_holds_all_places_of_before() {
    let gdelt = "GLOBALEVENTID,ActionGeo_Type,ActionGeo_Lat,ActionGeo_Long\n1,4,26.00317,63.05441\n";
    let own = "id,lat,lon,radius_m\n1,26.00317,63.05441,10 km\n";
    let folder = folder(&[("acled.csv", ACLED), ("gdelt.csv", gdelt), ("own.csv", own)]);
    // the cell's own reach at 26 degrees north, by hand: 5,000 m east and 5,540 m north make 7,463 m
    let check_radius = |input: &[&str], radius_m: f64| {
        let args = [&["convert"], input, &["--generalise", "0.1deg", "--force", "-o", "out.geojson"]].concat();
        check(&folder, &args, 0, &[]);
        let told = only(&folder, "out.geojson")["radius_m"].as_f64().unwrap();
        assert!((told - radius_m - 7_463.0).abs() < 15.0, "{input:?}: {told}");
    };
    check_radius(&["acled.csv"], 5_000.0);
    check_radius(&["gdelt.csv", "--lat-column", "ActionGeo_Lat", "--lon-column", "ActionGeo_Long"], 5_000.0);
    check_radius(&["own.csv"], 10_000.0);
}

#[test]
fn a_coarse_corridor_stays_in_its_province() {
    let ucdp = "id,relid,where_prec,latitude,longitude\n1,X-1,5,26.00317,63.05441\n";
    let folder = folder(&[("ucdp.csv", ucdp)]);
    check(&folder, &["convert", "ucdp.csv", "--generalise", "0.1deg", "-o", "out.geojson"], 0, &[]);
    let told = only(&folder, "out.geojson");
    assert_eq!((&told["precision"], &told["areas"]), (&json!("corridor"), &json!("PK/balochistan")));
}

#[test]
fn columns_that_are_asked_for_say_how_coarse_a_row_becomes() {
    let own = "id,lat,lon,how,err\n1,26.00317,63.05441,province,\n2,26.00317,63.05441,near,20 km\n";
    let folder = folder(&[("own.csv", own)]);
    let columns = ["--precision-column", "how", "--radius-column", "err"];
    let coarse = |command: &[&str], how: &str| {
        let args = [command, &columns, &["--generalise", how, "--force", "-o", "out.geojson"]].concat();
        check(&folder, &args, 0, &[]);
        let features = read(&folder, "out.geojson")["features"].clone();
        [0, 1].map(|number: usize| features[number]["properties"].clone())
    };
    let [province, near] = coarse(&["convert", "own.csv"], "district");
    assert_eq!((&province["precision"], &province["areas"]), (&json!("province"), &json!("PK/balochistan")));
    assert_eq!((&province["how"], &province["err"]), (&Value::Null, &Value::Null));
    assert_eq!(near["precision"], "province");
    let [_, near] = coarse(&["convert", "own.csv"], "0.1deg");
    let radius_m = near["radius_m"].as_f64().unwrap();
    assert!((radius_m - 27_463.0).abs() < 15.0, "{radius_m}");
    // what is measured is what is written: every place of before lies within what is told
    let distance = ["distance", "own.csv", "--to", "border/IR-PK"];
    let [exact, near] = coarse(&distance, "0.1deg");
    assert_eq!(exact["interval_method"], "area");
    assert_eq!(near["interval_method"], "disc");
    check(&folder, &[&distance[..], &columns, &["-o", "fine.geojson"]].concat(), 0, &[]);
    let fine = read(&folder, "fine.geojson")["features"][1]["properties"].clone();
    let metres = |row: &Value, name: &str| row[name].as_f64().unwrap();
    assert!(metres(&near, "distance_min_m") <= metres(&fine, "distance_min_m"), "{near} {fine}");
    assert!(metres(&near, "distance_max_m") >= metres(&fine, "distance_max_m"), "{near} {fine}");
    // the same with a map over a column that has the name of ours
    fs::write(folder.path().join("coded.csv"), "id,lat,lon,precision\n1,26.00317,63.05441,A\n2,26.00317,63.05441,B\n")
        .unwrap();
    let map = r#"{"column":"precision","map":{"A":"province","B":{"precision":"near","radius_m":20000}}}"#;
    fs::write(folder.path().join("map.json"), map).unwrap();
    let args =
        ["distance", "coded.csv", "--to", "border/IR-PK", "--precision-map", "map.json", "--generalise", "0.1deg"];
    check(&folder, &[&args[..], &["--force", "-o", "out.geojson"]].concat(), 0, &[]);
    let features = read(&folder, "out.geojson")["features"].clone();
    assert_eq!(features[0]["properties"]["interval_method"], "area");
    assert_eq!(features[1]["properties"]["interval_method"], "disc");
}

#[test]
fn columns_that_are_asked_for_say_what_a_row_counts_for() {
    let own = "id,lat,lon,how\n1,26.00317,63.05441,province\n2,26.00317,63.05441,exact\n";
    let folder = folder(&[("own.csv", own)]);
    let args = ["convert", "own.csv", "--precision-column", "how", "--aggregate", "district", "--format", "csv"];
    let ran = check(&folder, &args, 0, &[]);
    assert_eq!(ran.out, "unit,unit_name,events\nPK/kech,Kech,1\n,not placed in a district,1\n");
}

/// 61.55,31.0 lies in Iran, less than 25 km from Afghanistan; Turbat lies deep in Kech, Gwadar with nothing but the sea beside it.
#[test]
fn a_point_whose_radius_leaves_a_country_is_counted_in_none() {
    let ucdp = "id,relid,where_prec,latitude,longitude\n1,X-1,2,31.0,61.55\n2,X-2,1,31.0,61.55\n3,X-3,2,29.0,64.5\n";
    let own = "id,lat,lon,precision,radius_m\n1,26.0031,63.0544,locality,5km\n2,26.0031,63.0544,locality,100km\n\
        3,25.1264,62.3254,locality,5km\n";
    let folder = folder(&[("ucdp.csv", ucdp), ("own.csv", own)]);
    let counted = |input: &str, unit: &str, expected: &str| {
        let ran = check(&folder, &["convert", input, "--aggregate", unit, "--format", "csv"], 0, &[]);
        assert_eq!(ran.out, format!("unit,unit_name,events\n{expected}"), "{input} {unit}");
    };
    counted("ucdp.csv", "country", "IR,Iran,1\nPK,Pakistan,1\n,not placed in a country,1\n");
    counted("own.csv", "district", "PK/gwadar,Gwadar,1\nPK/kech,Kech,1\n,not placed in a district,1\n");
}

#[test]
fn no_column_that_names_a_finer_place_is_left() {
    let names = [
        "h3_index",
        "h3_r9",
        "town",
        "s2_cell",
        "village",
        "city",
        "locality",
        "address",
        "grid_ref",
        "utm",
        "olc",
        "utm_zone",
        "cityName",
        "Town2",
        "input_village",
        "hamlet_name",
        "location_1",
        "point_x",
        "bdist1_m",
        "dist_km",
        "gps",
    ];
    let kept = ["title", "capacity", "velocity", "actor1", "priority", "utmost", "xenon"];
    let all = [&names[..], &kept[..]].concat();
    let row = vec!["said"; all.len()].join(",");
    let folder = folder(&[("own.csv", &format!("id,lat,lon,{}\n1,26.00317,63.05441,{row}\n", all.join(",")))]);
    for how in ["0.1deg", "district", "province"] {
        check(&folder, &["convert", "own.csv", "--generalise", how, "--force", "-o", "out.geojson"], 0, &[]);
        let row = only(&folder, "out.geojson");
        for name in names {
            assert_eq!(row.get(name), None, "{name} {how}");
        }
        for name in kept {
            assert_eq!(row[name], "said", "{name} {how}");
        }
    }
}

#[test]
fn no_digits_of_a_point_are_left_however_they_are_written() {
    let told = [
        "62,3289 25,5199",
        "62.33 E",
        "at 25.52",
        "62,33",
        "lat 25,52 lon 62,33",
        "62.329",
        "(25.5199)",
        "25.51",
        "63,1234 26,5678",
        "25°31'11.6''N",
        "25 31 11.6 N 62 19 44 E",
        "255199",
    ];
    let kept = ["1,234 came and 2,345 went", "62 came", "162.33", "5.2", "62.3"];
    for (texts, stays) in [(&told[..], false), (&kept[..], true)] {
        for text in texts {
            let folder = folder(&[("own.csv", &format!("id,lat,lon,said\n1,25.5199,62.3289,\"{text}\"\n"))]);
            check(&folder, &["convert", "own.csv", "--generalise", "district", "-o", "out.geojson"], 0, &[]);
            let said = only(&folder, "out.geojson")["said"].clone();
            assert_eq!(!said.is_null(), stays, "{text}: {said}");
        }
    }
}

#[test]
fn lists_made_of_rows_are_under_the_terms_of_the_rows() {
    let folder = folder(&[("old.csv", ACLED), ("new.csv", ACLED_LATER), ("own.csv", OWN)]);
    let commands: [(&[&str], i32); 3] =
        [(&["diff", "old.csv", "new.csv"], 1), (&["match", "new.csv"], 0), (&["match", "own.csv", "new.csv"], 0)];
    for (command, code) in commands {
        for name in ["out.csv", "out.json", "out.tsv"] {
            let args = [command, &["--force", "-o", name]].concat();
            check(&folder, &[&args[..], &["--public"]].concat(), 1, &["E801", "rows of ACLED"]);
            assert!(!exists(&folder, name), "{args:?}");
            check(&folder, &[&args[..], &["--public", "--permission", "a letter"]].concat(), code, &[]);
            let told = rows(&folder, name);
            assert_eq!((&told["dataset"], &told["permission"]), (&json!("ACLED"), &json!("a letter")), "{args:?}");
            fs::remove_file(folder.path().join(name)).unwrap();
        }
        check(&folder, &[command, &["--public"]].concat(), 1, &["rows of ACLED"]);
        check(&folder, &[command, &["--generalise", "district"]].concat(), 2, &["sarhad convert --generalise"]);
    }
    // a sidecar takes the place of no input
    fs::copy(folder.path().join("old.csv"), folder.path().join("x.csv.meta.json")).unwrap();
    let clash = ["diff", "x.csv.meta.json", "new.csv", "--input-format", "csv", "--force", "-o", "x.csv"];
    check(&folder, &clash, 2, &["x.csv.meta.json: is also"]);
}

#[test]
fn claims_are_under_the_terms_that_they_tell() {
    let folder = folder(&[]);
    for name in ["claims.csv", "claims.json", "claims.geojson"] {
        check(&folder, &["claims", "@incidents", "--public", "--permission", "a letter", "-o", name], 0, &[]);
        let told = rows(&folder, name);
        assert_eq!(
            (&told["licence"], &told["permission"]),
            (&json!("MIT OR Apache-2.0"), &json!("a letter")),
            "{name}"
        );
    }
    check(&folder, &["claims", "@incidents", "--generalise", "district"], 2, &["sarhad convert --generalise"]);
}

#[test]
fn counts_of_what_is_not_known_may_be_published() {
    let folder = folder(&[("acled.csv", ACLED)]);
    let asked =
        ["sensitivity", "acled.csv", "--to", "border/IR-PK", "--distance", "300km", "--draws", "10", "--public"];
    for name in ["out.csv", "out.json", "out.geojson"] {
        check(&folder, &[&asked[..], &["-o", name]].concat(), 0, &[]);
        let told = rows(&folder, name);
        assert_eq!((&told["aggregated"], &told["may_pass_on"]), (&json!("count,share"), &json!(true)), "{name}");
    }
    check(&folder, &[&asked[..], &["--generalise", "district"]].concat(), 2, &["makes no counts coarser"]);
}
