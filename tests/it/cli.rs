//! The command line as a user sees it: what goes in, what comes out, with which exit code. Referees: the figures of the
//! data's own checks for distances, the contract for bad inputs for codes and messages.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a run left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// Runs the binary in `folder`.
fn run_in(folder: &Path, args: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("sarhad"))
        .args(args)
        .current_dir(folder)
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // a command that refuses its arguments does not read
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
}

fn run(args: &[&str], stdin: &str) -> Ran {
    run_in(TempDir::new().unwrap().path(), args, stdin.as_bytes())
}

/// Runs the binary and looks for `out` on standard output and for `err` on standard error.
#[track_caller]
fn check(args: &[&str], stdin: &str, code: i32, out: &str, err: &str) -> Ran {
    let ran = run(args, stdin);
    assert_eq!(ran.code, code, "{args:?}\n{}\n{}", ran.out, ran.err);
    assert!(ran.out.contains(out), "{args:?}: no {out:?} on standard output:\n{}", ran.out);
    assert!(ran.err.contains(err), "{args:?}: no {err:?} on standard error:\n{}", ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// A folder with one file in it.
fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn number(object: &Value, name: &str) -> f64 {
    object[name].as_f64().unwrap_or_else(|| panic!("{name} is no number in {object}"))
}

const TOWNS: &str = "\
id,name,date,lat,lon
1,Zahedan,2022-09-30,29.4963,60.8629
2,Gwadar,2019-04-18,25.1216,62.3254
3,Nowhere,2020-01-01,,
";

const BAD: &str = "\
id,lat,lon
1,29.4963,60.8629
2,131.6,262.3
";

#[test]
fn a_distance_at_a_place_is_one_sentence_or_one_object() {
    let zahedan = ["distance", "--at", "60.8629,29.4963", "--to", "border/IR-PK"];
    check(&zahedan, "", 0, "25.56 km from the Iran–Pakistan border, on the side of Iran\n", "");
    let ran = check(&[&zahedan[..], &["--format", "json"]].concat(), "", 0, r#""side":"IR""#, "");
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert!((number(&answer, "distance_m") - 25_560.0).abs() < 50.0, "{answer}");
    assert_eq!(answer["edges"], "rfc7946");
    assert_eq!(answer["border"], "border/IR-PK");
}

/// Kilometres as the sources' figures have them, measured with GeographicLib; ± 0.1 km for the point of the town.
#[test]
fn towns_are_as_far_from_the_border_as_measured_elsewhere() {
    let towns = [
        ("Taftan", 2.02),
        ("Mirjaveh", 3.01),
        ("Jalq", 12.72),
        ("Jiwani", 19.11),
        ("Zahedan", 25.56),
        ("Saravan", 45.66),
        ("Turbat", 69.39),
        ("Gwadar", 70.66),
        ("Panjgur", 77.26),
    ];
    let ran = run(&["distance", "@places", "--to", "border/IR-PK", "--format", "json"], "");
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    for (town, expected) in towns {
        let row = rows.as_array().unwrap().iter().find(|row| row["name"] == town);
        let km = number(row.unwrap_or_else(|| panic!("no {town}")), "distance_m") / 1_000.0;
        assert!((km - expected).abs() < 0.1, "{town}: {km} km, not {expected}");
    }
}

#[test]
fn a_place_on_the_border_is_on_it() {
    let ran = run(&["convert", "@borders", "--format", "geojson"], "");
    let borders: Value = serde_json::from_str(&ran.out).unwrap();
    let line = borders["features"].as_array().unwrap().iter().find(|line| line["id"] == "border/IR-PK").unwrap();
    let mut vertex = &line["geometry"]["coordinates"][0];
    while vertex[0].is_array() {
        vertex = &vertex[0];
    }
    let at = format!("{},{}", vertex[0], vertex[1]);
    let to = ["distance", "--at", &at, "--to", "border/IR-PK"];
    check(&to, "", 0, "on the Iran–Pakistan border\n", "");
    let on = r#""distance_m":0.0,"distance_max_m":0.0,"side":"on""#;
    check(&[&to[..], &["--format", "json"]].concat(), "", 0, on, "");
    check(&["locate", "--at", &at, "--format", "json"], "", 0, r#""on_border":true"#, "");
}

#[test]
fn a_place_is_located() {
    let turbat = ["locate", "--at", "63.0544,26.0031"];
    check(&turbat, "", 0, "  district   Kech (PK/kech)\n", "");
    check(&[&turbat[..], &["--format", "json"]].concat(), "", 0, r#""district":"PK/kech""#, "");
    check(&[&turbat[..], &["--format", "csv"]].concat(), "", 0, "lon,lat,country,country_name", "");
    check(&["locate", "--at", "-75, -10"], "", 0, "75.000000 W 10.000000 S\n  country    none in the atlas\n", "");
    check(&["locate", "--at=-75,10"], "", 0, "75.000000 W", "");
}

#[test]
fn a_table_stays_a_table_and_no_row_is_lost() {
    let ran = check(&["locate", "-"], TOWNS, 0, "", "sarhad: read 3 = kept 3 + refused 0 + filtered 0\n");
    let expected = "\
id,name,date,lat,lon,country,country_name,province,province_name,district,district_name,on_border
1,Zahedan,2022-09-30,29.4963,60.8629,IR,Iran,IR/sistan-and-baluchestan,Sistan and Baluchestan,IR/zahedan,Zahedan,false
2,Gwadar,2019-04-18,25.1216,62.3254,PK,Pakistan,PK/balochistan,Balochistan,PK/gwadar,Gwadar,false
3,Nowhere,2020-01-01,,,,,,,,,
";
    assert_eq!(ran.out, expected);
    assert!(ran.err.contains("sarhad: no location: 1\n"), "{}", ran.err);
}

#[test]
fn records_that_are_areas_have_an_interval_and_no_single_distance() {
    let ran =
        check(&["distance", "@districts", "--format", "json"], "", 0, r#""distance_m":null"#, "measured as: area 61");
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 61);
    for row in rows.as_array().unwrap() {
        assert!(number(row, "distance_min_m") < number(row, "distance_max_m"), "{row}");
    }
}

#[test]
fn geojson_carries_credit_caution_and_edge_model() {
    let ran = check(&["distance", "-", "--format", "geojson"], TOWNS, 0, "", "");
    let collection: Value = serde_json::from_str(&ran.out).unwrap();
    let metadata = &collection["metadata"];
    assert_eq!(metadata["attribution"], "© OpenStreetMap contributors");
    assert_eq!(metadata["licence"], "ODbL-1.0");
    assert!(metadata["disclaimer"].as_str().unwrap().contains("no position on the status"), "{metadata}");
    assert!(metadata["measured"].as_str().unwrap().contains("rfc7946"), "{metadata}");
    assert_eq!(collection["features"].as_array().unwrap().len(), 3);
}

#[test]
fn nearest_and_within_answer_in_the_order_of_distance() {
    let near = ["nearest", "@places", "--at", "62.3254,25.1216", "-k", "3", "--format", "json"];
    let ran = check(&near, "", 0, r#""name":"Gwadar""#, "kept 3 + refused 0");
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    let distances: Vec<f64> = rows.as_array().unwrap().iter().map(|row| number(row, "distance_m")).collect();
    assert!(distances.len() == 3 && distances.is_sorted(), "{distances:?}");

    let within = ["within", "-", "--to", "border/IR-PK", "--distance", "50 km", "--format", "csv"];
    let ran = check(&within, TOWNS, 0, "\n1,Zahedan,", "read 3 = kept 1 + refused 0 + filtered 2");
    assert!(!ran.out.contains("Gwadar"), "{}", ran.out);
    check(&["within", "-", "--at", "60.8629,29.4963", "--distance", "0m"], TOWNS, 0, "60.8629,0.0,0.0,0.0,", "kept 1");
    check(&["nearest", "-", "--to", "border", "-k", "1"], TOWNS, 0, "25560.4", "kept 1");
}

#[test]
fn convert_filters_by_box_region_and_date() {
    let kept = |flags: &[&str], expected: &str| {
        let args = [&["convert", "-", "--format", "csv"][..], flags].concat();
        let ran = check(&args, TOWNS, 0, "id,name,date,lat,lon\n", "read 3 = kept");
        let ids: Vec<&str> = ran.out.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(ids.join(" "), expected, "{flags:?}");
    };
    kept(&[], "1 2 3");
    kept(&["--bbox", "60,29,61,30"], "1");
    kept(&["--bbox", "170,-20,-170,20"], "");
    kept(&["--bbox", "62,20,60.9,80"], "1 2");
    kept(&["--in", "PK205"], "2");
    kept(&["--in", "PK/gwadar"], "2");
    kept(&["--in", "iran"], "1");
    kept(&["--from", "2020"], "1 3");
    kept(&["--from", "2019-04", "--until", "2019-04"], "2");
    kept(&["--until", "2019-04-17"], "");
}

#[test]
fn formats_turn_into_each_other() {
    let folder = folder_with("towns.csv", TOWNS);
    for (from, to) in [
        ("towns.csv", "a.geojson"),
        ("a.geojson", "b.geojsonl"),
        ("b.geojsonl", "c.geojsons"),
        ("c.geojsons", "d.tsv"),
        ("d.tsv", "e.csv"),
    ] {
        let ran = run_in(folder.path(), &["convert", from, "-o", to], b"");
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{from} to {to}: {}", ran.err);
        assert!(ran.err.contains("read 3 = kept 3"), "{}", ran.err);
    }
    let last = fs::read_to_string(folder.path().join("e.csv")).unwrap();
    for cell in ["Zahedan", "2019-04-18", "62.3254", "Nowhere"] {
        assert!(last.contains(cell), "no {cell} in\n{last}");
    }
}

#[test]
fn a_refused_record_is_told_set_aside_and_counted() {
    let told = "latitude \"131.6\" is outside -90..90; record 2 set aside\n";
    check(&["convert", "-"], BAD, 4, "1,29.4963,60.8629\n", &format!("sarhad: error[E204] -:3: {told}"));
    check(&["convert", "-"], BAD, 4, "", "sarhad: read 2 = kept 1 + refused 1 + filtered 0\n");

    let folder = folder_with("bad.csv", BAD);
    let ran = run_in(folder.path(), &["convert", "bad.csv", "-o", "out.geojson"], b"");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("record 2 set aside (see out.geojson.rejects.ndjson)\n"), "{}", ran.err);
    let rejects = fs::read_to_string(folder.path().join("out.geojson.rejects.ndjson")).unwrap();
    assert!(rejects.contains(r#""verbatim":"2,131.6,262.3""#), "{rejects}");
    assert_eq!(files(folder.path()), ["bad.csv", "out.geojson", "out.geojson.rejects.ndjson"]);
}

#[test]
fn strict_refuses_the_whole_and_writes_nothing() {
    let ran = check(&["convert", "-", "--strict"], BAD, 3, "", "1 of 2 records refused and --strict is on");
    assert_eq!(ran.out, "");
    let folder = folder_with("bad.csv", BAD);
    assert_eq!(run_in(folder.path(), &["convert", "bad.csv", "-o", "out.geojson", "--strict"], b"").code, 3);
    assert_eq!(files(folder.path()), ["bad.csv"]);
}

#[test]
fn a_file_refused_as_a_whole_leaves_no_output() {
    let truncated = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},{"#;
    let ran = check(&["convert", "-"], truncated, 3, "", "sarhad: error[E111] -:1: the file ends inside feature 2");
    assert_eq!(ran.out, "");
    check(&["convert", "-"], "", 3, "", "sarhad: error[E102] -: the file is empty");
    check(&["convert", "no.csv"], "", 3, "", "sarhad: error[E101] no.csv: cannot be read: no such file or directory");
    let wide = vec!["x"; 3_000].join(",") + "\n";
    check(&["convert", "-", "--input-format", "csv"], &wide, 6, "", "--max-columns raises the limit");
}

#[test]
fn many_refusals_are_told_up_to_a_screenful() {
    let rows = "1,131.6,262.3\n".repeat(50);
    let ran = check(&["convert", "-"], &format!("id,lat,lon\n{rows}"), 4, "", "sarhad: error: and 30 more\n");
    assert_eq!(ran.err.matches("error[E204]").count(), 20);
}

#[test]
fn an_output_is_never_replaced_unasked() {
    let folder = folder_with("towns.csv", TOWNS);
    let run = |args: &[&str]| run_in(folder.path(), args, b"");
    assert_eq!(run(&["convert", "towns.csv", "-o", "out.csv"]).code, 0);
    let ran = run(&["locate", "towns.csv", "-o", "out.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "sarhad: error: out.csv: exists; replace it with --force\n"));
    assert_eq!(run(&["locate", "towns.csv", "-o", "out.csv", "--force"]).code, 0);
    let ran = run(&["locate", "towns.csv", "-o", "towns.csv", "--force"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is the input \"towns.csv\" itself; replace it with --in-place"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("towns.csv")).unwrap(), TOWNS);
    assert_eq!(run(&["locate", "towns.csv", "--in-place"]).code, 0);
    assert!(fs::read_to_string(folder.path().join("towns.csv")).unwrap().contains("IR/zahedan"));
    assert_eq!(files(folder.path()), ["out.csv", "out.csv.meta.json", "towns.csv", "towns.csv.meta.json"]);
}

#[test]
fn an_output_that_cannot_be_made_is_exit_5() {
    let no_folder = "sarhad: error: no/out.csv: folder \"no\" does not exist; create it first\n";
    check(&["convert", "-", "-o", "no/out.csv"], TOWNS, 5, "", no_folder);
    #[cfg(target_os = "linux")]
    check(&["convert", "-", "-o", "/dev/full"], TOWNS, 5, "", "/dev/full: no space left on the disk");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("sarhad"))
        .args(["convert", "@districts", "--format", "geojson"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    let err = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(0), "{err}");
    assert!(!err.contains("error") && !err.contains("panicked"), "{err}");
}

#[test]
fn usage_errors_say_what_to_do() {
    let error = |args: &[&str], expected: &str| check(args, "", 2, "", &format!("sarhad: error: {expected}"));
    error(&["locate"], "nothing to locate; name an INPUT (a file, - or @places), or one place with --at LON,LAT\n");
    error(&["locate", "-", "--at", "60,29"], "both an INPUT and --at were given; ask about one of them\n");
    error(
        &["distance", "--at", "29,160"],
        "--at latitude 160 is outside -90..90; longitude stands first: did you mean 160,29?",
    );
    error(
        &["distance", "--at", "60.8 29.4"],
        "--at \"60.8 29.4\" is not LON,LAT; write two numbers of degrees with a comma",
    );
    error(
        &["distance", "--at", "60,29", "--to", "boder"],
        "there is no \"boder\" to measure to; did you mean \"border\"?",
    );
    error(
        &["distance", "--at", "60,29", "--to", "border/PK-IR"],
        "there is no \"border/PK-IR\" to measure to; did you mean \"border/IR-PK\"?",
    );
    error(
        &["within", "@places", "--at", "60,29", "--distance", "25"],
        "--distance \"25\" has no unit; write 25km or 25m\n",
    );
    error(&["within", "@places", "--distance", "25km"], "near what? name a place with --at LON,LAT");
    error(&["convert", "@distrcts"], "there is no built-in \"@distrcts\"; did you mean \"@districts\"?");
    error(
        &["convert", "@places", "--in", "Gwader"],
        "there is no district, province or country \"Gwader\"; did you mean \"Gwadar\"?",
    );
    error(&["convert", "@places", "--bbox", "1,2,3"], "--bbox \"1,2,3\" is not W,S,E,N");
    error(&["convert", "@places", "--bbox", "10,10,0,0"], "--bbox \"10,10,0,0\": south 10 is greater than north 0");
    error(
        &["convert", "@places", "--from", "31/12/2023"],
        "--from \"31/12/2023\" is not a date; write 2024-01-28, 2024-01 or 2024\n",
    );
    error(&["convert", "@places", "-o", "a.xyz"], "the extension of a.xyz names no format; use --format geojson");
    error(&["convert", "@places", "--in-place"], "--in-place needs an INPUT that is a file");
    error(
        &["locate", "--at", "1,2", "--layer", "distrits=x"],
        "there is no layer \"distrits\"; did you mean \"districts\"?",
    );
    error(&["locate", "--at", "1,2", "--layer", "districts"], "--layer \"districts\" is not NAME=FILE");
    error(&["convert", "-", "--encoding", "klingon"], "encoding \"klingon\" is not known");
    error(&["convert", "-", "--delimiter", "ab"], "--delimiter \"ab\" is not one ASCII character");
    error(&["frobnicate"], "unrecognized subcommand 'frobnicate'");
}

const BOW_TIE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"tie","properties":{},
"geometry":{"type":"Polygon","coordinates":[[[60,25],[62,27],[62,25],[60,27],[60,25]]]}}]}"#;

#[test]
fn an_outline_that_crosses_itself_is_data_but_no_border() {
    let folder = folder_with("tie.geojson", BOW_TIE);
    let run = |args: &[&str]| run_in(folder.path(), args, b"");
    let crossing = "feature tie crosses itself at 61.000000 E 26.000000 N";
    let ran = run(&["distance", "--at", "60,29", "--to", "tie.geojson"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("sarhad: error[W203] tie.geojson: ") && ran.err.contains(crossing), "{}", ran.err);
    let ran = run(&["locate", "--at", "60,29", "--layer", "districts=tie.geojson"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains(crossing), "{}", ran.err);
    let ran = run(&["convert", "tie.geojson"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("sarhad: warning[W203] tie.geojson:1: the outline crosses itself at 61.000000 E"),
        "{}",
        ran.err
    );
}

const SQUARE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"XX","properties":{"name":"Box"},
"geometry":{"type":"Polygon","coordinates":[[[10,10],[12,10],[12,12],[10,12],[10,10]]]}}]}"#;

#[test]
fn a_layer_or_border_of_ones_own_is_used() {
    let folder = folder_with("box.geojson", SQUARE);
    let run = |args: &[&str]| run_in(folder.path(), args, b"");
    let ran = run(&["locate", "--at", "11,11", "--layer", "countries=box.geojson"]);
    assert!(ran.out.contains("country    Box (XX)"), "{}{}", ran.out, ran.err);
    // Referee: GeographicLib, 0.5° of the meridian from 11.5° to 12° north
    let ran = run(&["distance", "--at", "11,11.5", "--to", "box.geojson"]);
    assert!(ran.out.starts_with("inside Box, 55.31 km from its edge\n"), "{}", ran.out);
    let ran = run(&["locate", "--at", "11,11", "--layer", "borders=box.geojson", "--layer", "crossings=box.geojson"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("box.geojson: layer crossings needs points, and the file has none"), "{}", ran.err);
}

#[test]
fn check_lists_findings_with_code_and_place() {
    let ran = check(&["check", "-", "--format", "json"], BAD, 1, r#""code":"E204""#, "read 2 = kept 1 + refused 1");
    let findings: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(findings[0]["line"], 3);
    assert_eq!(findings[0]["value"], "131.6");
    check(&["check", "-"], TOWNS, 0, "nothing found in -\n", "no location: 1");
    check(&["check", "-"], BOW_TIE, 1, "the outline crosses itself at 61.000000 E 26.000000 N", "");
    check(&["check", "-"], "id,lat,lon\n1,29,61\n1,29,62\n", 1, "id \"1\" was met before", "");
    check(&["check", "-"], "id,lat,lon\n1,0,0\n", 1, "the point is at 0, 0", "");
    check(&["check", "-"], "\u{feff}id,lat,lon\n1,29,61\n", 0, "N101", "");
    check(&["check", "-", "--format", "geojson"], BAD, 2, "", "check has no geojson output; use --format table, json");
}

#[test]
fn swapped_axes_in_range_are_warned_of_and_never_mended() {
    let swapped = "id,lat,lon\n1,60.8629,29.4963\n2,62.3254,25.1216\n3,0,10\n";
    let warning = "sarhad: warning[W204] 2 of 3 points lie outside the atlas' countries and would lie inside with";
    check(&["convert", "-"], swapped, 0, "1,60.8629,29.4963\n", warning);
    check(&["locate", "-"], swapped, 0, "", warning);
    check(&["check", "-"], swapped, 1, "W204", "");
    let ran = run(&["convert", "-"], "id,lat,lon\n1,60.8629,29.4963\n2,25.1216,62.3254\n");
    assert!(!ran.err.contains("W204"), "half is not more than half: {}", ran.err);
}

#[test]
fn columns_of_the_input_that_the_answer_would_hide_are_kept_aside() {
    let ran = run(&["locate", "-"], "country,lat,lon\nPersia,29.4963,60.8629\n");
    assert!(ran.out.starts_with("input_country,lat,lon,country,country_name,"), "{}", ran.out);
    assert!(ran.out.contains("Persia,29.4963,60.8629,IR,Iran,"), "{}", ran.out);
    assert_eq!(ran.err.matches("names of the answer's are kept as input_country\n").count(), 1, "{}", ran.err);
    // many readers of tables call Country and country one column
    let ran = run(&["locate", "-"], "Country,lat,lon\nPersia,29.4963,60.8629\n");
    assert!(ran.out.starts_with("input_Country,lat,lon,country,country_name,"), "{}", ran.out);
    assert_eq!(ran.err.matches("names of the answer's are kept as input_Country\n").count(), 1, "{}", ran.err);
}

#[test]
fn a_report_is_one_json_object() {
    let ran = check(&["convert", "-", "--report", "json"], BAD, 4, "", "");
    let report: Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!((report["read"].as_u64(), report["kept"].as_u64()), (Some(2), Some(1)));
    assert_eq!((report["refused"].as_u64(), report["exit"].as_u64()), (Some(1), Some(4)));
    assert_eq!(report["problems"][0]["code"], "E204");
    let ran = check(&["locate", "--report", "json"], "", 2, "", "");
    let report: Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(report["exit"].as_u64(), Some(2));
}

#[test]
fn quiet_leaves_errors_only() {
    assert_eq!(run(&["convert", "-", "--quiet"], TOWNS).err, "");
    check(&["convert", "-", "-q"], BAD, 4, "", "error[E204]");
}

#[test]
fn nothing_from_an_input_drives_the_terminal() {
    let ran = run(&["locate", "-", "--format", "table"], "id,name,lat,lon\n1,\u{1b}[31mred,29,61\n2,x,9\u{7}1,61\n");
    assert!(!ran.out.contains('\u{1b}') && !ran.err.contains(['\u{1b}', '\u{7}']), "{}{}", ran.out, ran.err);
}

#[test]
fn layers_tell_source_and_licence() {
    check(&["layers"], "", 0, "@borders_100m", "");
    let ran = check(&["layers", "--format", "json"], "", 0, "", "");
    let layers: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(layers.as_array().unwrap().len(), 13);
    for layer in layers.as_array().unwrap() {
        for column in ["name", "source", "date", "licence", "what"] {
            assert!(layer[column].as_str().is_some_and(|text| !text.is_empty()), "{column} of {layer}");
        }
    }
}

#[test]
fn the_demo_writes_what_it_says() {
    let folder = TempDir::new().unwrap();
    let ran = run_in(folder.path(), &["demo", "-o", "atlas"], b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let drawn = "15 records: 1 drawn as a point, 2 along the border, 2 as a district, 10 listed only\n";
    for expected in [drawn, "25.56 km (", "0–", "– several events told as one", "by 2024-01-26", "© OpenStreetMap"]
    {
        assert!(ran.out.contains(expected), "no {expected:?} in\n{}", ran.out);
    }
    let found = files(&folder.path().join("atlas"));
    assert_eq!(found.len(), 14, "{found:?}");
    for file in &found {
        assert!(ran.out.contains(file.as_str()), "{file} is not told of");
    }
    let text = fs::read_to_string(folder.path().join("atlas/incidents.geojson")).unwrap();
    let incidents: Value = serde_json::from_str(&text).unwrap();
    let gwadar = incidents["features"].as_array().unwrap().iter().find(|feature| feature["id"] == "A10").unwrap();
    assert_eq!(gwadar["properties"]["distance_m"], Value::Null);
    assert_eq!(gwadar["properties"]["distance_min_m"], 0.0);
    for incident in incidents["features"].as_array().unwrap() {
        assert!(incident["properties"]["precision"].is_string(), "{incident}");
    }
    assert_eq!(gwadar["properties"]["distance_note"], "somewhere in Gwadar district");
    assert_eq!(gwadar["properties"]["district"], "PK/gwadar");

    let again = run_in(folder.path(), &["demo", "-o", "atlas"], b"");
    assert_eq!(again.code, 2);
    assert!(again.err.contains("exists; replace it with --force"), "{}", again.err);
    assert_eq!(run_in(folder.path(), &["demo", "-o", "atlas", "--force"], b"").code, 0);
}

#[test]
fn help_has_examples_and_papers_are_generated() {
    let help = check(&["--help"], "", 0, "sarhad demo\n", "");
    for example in ["sarhad distance --at 60.8629,29.4963 --to border/IR-PK", "sarhad locate events.csv -o"] {
        assert!(help.out.contains(example), "{}", help.out);
    }
    for command in
        ["demo", "layers", "locate", "reverse", "distance", "nearest", "within", "convert", "check", "completions"]
    {
        check(&[command, "--help"], "", 0, &format!("Examples:\n  sarhad {command}"), "");
    }
    check(&["completions", "bash"], "", 0, "_sarhad()", "");
    check(&["man"], "", 0, ".TH sarhad 1", "");
    check(&["--version"], "", 0, concat!("sarhad ", env!("CARGO_PKG_VERSION")), "");
}

#[test]
fn answers_are_as_their_schema_says() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema/answers.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let commands: [&[&str]; 14] = [
        &["reverse", "-"],
        &["reverse", "--at", "63.15,26.12"],
        &["sensitivity", "-", "--to", "border", "--distance", "50km"],
        &["bdist", "-"],
        &["bdist", "--at", "63.0544,26.0031"],
        &["convert", "-", "--aggregate", "district,month"],
        &["distance", "@incidents"],
        &["locate", "--at", "63.0544,26.0031"],
        &["distance", "--at", "60.8629,29.4963"],
        &["locate", "-"],
        &["distance", "-"],
        &["nearest", "-", "--at", "60,29"],
        &["within", "-", "--to", "border", "--distance", "100km"],
        &["check", "-"],
    ];
    for args in commands {
        let ran = run(&[args, &["--format", "json"]].concat(), TOWNS);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{args:?}: {}\n{}", errors.join("\n"), ran.out);
    }
    assert!(!validator.is_valid(&serde_json::json!([{ "distance_m": -1 }])));
}

#[cfg(unix)]
#[test]
fn signals_leave_nothing_half_done() {
    let folder = TempDir::new().unwrap();
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("sarhad"))
            .args(["convert", "-", "-o", "out.geojson"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // the hidden file shows that the command waits for its input
        while files(folder.path()).is_empty() {
            std::thread::yield_now();
        }
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(code));
        assert_eq!(files(folder.path()), Vec::<String>::new());
    }
}

#[test]
fn a_place_with_its_numbers_swapped_is_hinted_at() {
    let hint = "29.4963,60.8629 is outside the atlas' countries; 60.8629,29.4963 is in Iran: longitude stands first";
    check(&["distance", "--at", "29.4963,60.8629"], "", 0, "outside the atlas' countries\n", hint);
    check(&["locate", "--at", "29.4963,60.8629"], "", 0, "country    none in the atlas", hint);
}

#[test]
fn records_that_a_filter_by_date_cannot_judge_are_told_of() {
    let table = "id,lat,lon,seen\n1,29,61,2023-06-01\n2,29,61,\n3,29,61,soon\n";
    let named = ["convert", "-", "--from", "2022", "--date-column", "seen"];
    check(&named, table, 0, "1,29,61,2023-06-01\n", "2 records have no date that could be read");
    let other = ["convert", "-", "--from", "2022", "--date-column", "when"];
    check(&other, table, 2, "", "there is no column \"when\" of dates; the columns are id, lat, lon, seen");
    let features = r#"{"type":"Feature","id":1,"geometry":null,"properties":{"seen":"2023"}}"#;
    check(&other, features, 2, "", "no record has a column \"when\", by which --from and --until could choose");
    check(&["convert", "@places", "--from", "2020"], "", 2, "", "no record has a column of dates (date_start, ");
    check(&["convert", "-", "--from", "2022"], table, 2, "", "name yours with --date-column");
}

#[test]
fn a_rough_point_is_not_measured_to_ten_metres() {
    check(&["distance", "--at", "63.04849,26.00122", "--to", "crossing"], "", 0, "about 122 km (± 10 km) from", "");
    check(&["distance", "--at", "60.8629,29.4963", "--to", "@districts"], "", 0, "inside Zahedan, 25.56 km from", "");
}

#[test]
fn no_rejects_file_takes_the_place_of_another_file() {
    let folder = folder_with("in.csv", BAD);
    let run = |args: &[&str]| run_in(folder.path(), args, b"");
    let kept = || std::fs::read_to_string(folder.path().join("in.csv")).unwrap();
    let ran = run(&["convert", "in.csv", "--rejects", "in.csv", "-o", "out.csv", "--force"]);
    assert_eq!((ran.code, kept().as_str()), (2, BAD), "{}", ran.err);
    assert!(ran.err.contains("in.csv: is also \"in.csv\", which this run reads or writes"), "{}", ran.err);
    let ran = run(&["convert", "in.csv", "--rejects", "./out.csv", "-o", "out.csv", "--force"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn in_place_never_loses_the_records_it_set_aside() {
    let folder = folder_with("in.csv", BAD);
    let run = |args: &[&str]| run_in(folder.path(), args, b"");
    let rejects = || std::fs::read_to_string(folder.path().join("in.csv.rejects.ndjson")).unwrap();
    assert_eq!(run(&["convert", "in.csv", "--in-place"]).code, 4);
    let first = rejects();
    assert!(first.contains("131.6"), "{first}");
    let ran = run(&["convert", "in.csv", "--in-place"]);
    assert_eq!((ran.code, rejects()), (2, first), "{}", ran.err);
}

#[test]
fn a_semicolon_table_with_decimal_commas_reads_back() {
    let table = "id;lat;lon\n1;29,4963;60,8629\n";
    let located = run(&["locate", "-", "--format", "csv"], table);
    assert!(located.out.starts_with("id;lat;lon;country;"), "{}", located.out);
    check(&["distance", "-", "--to", "border/IR-PK", "--format", "csv"], &located.out, 0, "25560.417", "kept 1");
}
