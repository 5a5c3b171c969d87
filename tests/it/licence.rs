//! Licence and credit travel with rows, and rows that may not be passed on are not published. The rows of datasets are made up
//! here: only their columns are as published. Referee of terms: the pages named in `model::licence`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use sarhad::analysis::aggregate::{Counts, Division, Period};
use sarhad::geometry::geodesic::distance;
use sarhad::model::dates::DateSpan;
use sarhad::model::licence::{Dataset, Datasets, Licence, Passing};
use sarhad::model::precision::Precision;
use sarhad::query::generalise::cell;
use sarhad::query::level::Level;
use sarhad::query::unit::{Stated, Units};
use sarhad::{Atlas, LonLat};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn a_dataset_is_known_by_columns_that_others_do_not_have() {
    let check = |columns: &str, expected: &[Dataset]| {
        let found: Vec<Dataset> = Datasets::of_columns(columns.split(',')).iter().collect();
        assert_eq!(found, expected, "{columns}");
    };
    check("", &[]);
    check("id,name,date,lat,lon", &[]);
    check("id,latitude,longitude,geo_precision", &[]);
    check(ACLED_COLUMNS, &[Dataset::Acled]);
    check("event_id_cnty,latitude,longitude", &[Dataset::Acled]);
    check("EVENT_ID_CNTY,LATITUDE,LONGITUDE", &[Dataset::Acled]);
    check("data_id,iso3,geo_precision,latitude,longitude", &[Dataset::Acled]);
    check("id,relid,where_prec,latitude,longitude", &[Dataset::UcdpGed]);
    check("GLOBALEVENTID,ActionGeo_Lat,ActionGeo_Long", &[Dataset::Gdelt]);
    check("event_id_cnty,relid,where_prec", &[Dataset::UcdpGed, Dataset::Acled]);
}

#[test]
fn the_strictest_terms_hold_for_rows_of_several_datasets() {
    let both = Licence::together(&[Dataset::UcdpGed.licence(), Dataset::Acled.licence()]);
    assert!(matches!(both.passing, Passing::Forbidden { .. }));
    assert_eq!(both.dataset.as_deref(), Some("UCDP GED; ACLED"));
    assert_eq!(Licence::together(&[Licence::own("mine"), Licence::default()]).passing, Passing::Unknown);
    assert_eq!(Licence::together(&[]), Licence::default());
}

#[test]
fn a_licence_that_is_known_to_be_open_lets_rows_be_passed_on() {
    let check = |card: Value, expected: &str| {
        let passing = match Licence::read(card.as_object().unwrap()).passing {
            Passing::Allowed => "allowed",
            Passing::Forbidden { .. } => "forbidden",
            Passing::Unknown => "unknown",
        };
        assert_eq!(passing, expected, "{card}");
    };
    check(json!({}), "unknown");
    check(json!({ "licence": "ODbL-1.0 AND CC-BY-3.0-IGO" }), "allowed");
    check(json!({ "license": "CC BY 4.0" }), "allowed");
    check(json!({ "licence": "CC BY-NC 4.0" }), "unknown");
    check(json!({ "licence": "CC0-1.0 AND all rights reserved" }), "unknown");
    check(json!({ "licence": "CC BY 4.0 for maps; events all rights reserved" }), "unknown");
    check(json!({ "licence": "CC BY 4.0; events all rights reserved" }), "unknown");
    check(json!({ "licence": "CC BY 4.0, ODbL 1.0" }), "allowed");
    check(json!({ "licence": "CC BY-NC-SA 4.0" }), "unknown");
    check(json!({ "licence": "CC BY-SA-NC" }), "unknown");
    check(json!({ "licence": "CC BY-SA 4.0 International" }), "allowed");
    check(json!({ "licence": "(MIT OR Apache-2.0)" }), "allowed");
    check(json!({ "licence": "mitigation agreement" }), "unknown");
    check(json!({ "licence": ";" }), "unknown");
    check(json!({ "licence": "CC BY 4.0", "may_pass_on": false }), "forbidden");
    check(json!({ "may_share": true }), "allowed");
    for dataset in [Dataset::UcdpGed, Dataset::Acled, Dataset::Gdelt] {
        let licence = dataset.licence();
        assert_eq!(Licence::read(&licence.card()), licence, "what is told is read back");
    }
}

const ACLED_COLUMNS: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,\
latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

#[test]
fn a_cell_holds_every_place_that_is_told_by_it() {
    let check = |lon: f64, lat: f64, expected: (f64, f64)| {
        let place = LonLat::new(lon, lat).unwrap();
        let (centre, radius) = cell(place);
        let told = (centre.lon(), centre.lat());
        assert!((told.0 - expected.0).abs() < 1e-9 && (told.1 - expected.1).abs() < 1e-9, "{lon},{lat}: {told:?}");
        assert!(distance(centre, place) <= radius, "{lon},{lat}: {radius}");
    };
    check(0.0, 0.0, (0.05, 0.05));
    check(-0.01, -0.01, (-0.05, -0.05));
    check(62.325, 25.1216, (62.35, 25.15));
    check(180.0, 90.0, (179.95, 89.95));
    check(-180.0, -90.0, (-179.95, -89.95));
    check(0.3, 0.6, (0.35, 0.65));
}

#[test]
fn a_unit_is_told_only_where_it_is_sure() {
    let atlas = Atlas::built_in();
    let units = Units::new(&atlas);
    let check = |at: Option<(f64, f64)>, precision: Option<Precision>, areas: &str, expected: [Option<&str>; 3]| {
        let at = at.map(|(lon, lat)| LonLat::new(lon, lat).unwrap());
        let areas = areas.split_whitespace().map(str::to_owned).collect();
        let stated = Stated { at, precision, radius: None, areas };
        let found = Level::ALL.map(|level| units.unit(&stated, level).map(|card| card.id.as_str()));
        assert_eq!(found, expected, "{stated:?}");
    };
    let (turbat, kech) = (Some((63.0544, 26.0031)), ["PK/kech", "PK/balochistan", "PK"].map(Some));
    let province = [None, kech[1], kech[2]];
    let country = [None, None, kech[2]];
    check(None, None, "", [None; 3]);
    check(turbat, None, "", kech);
    check(turbat, Some(Precision::Exact), "", kech);
    check(turbat, Some(Precision::District), "", kech);
    check(turbat, Some(Precision::Near), "", province);
    check(turbat, Some(Precision::Province), "", province);
    check(turbat, Some(Precision::Country), "", country);
    for vague in [Precision::BorderZone, Precision::Corridor, Precision::Water, Precision::Unlocated] {
        check(turbat, Some(vague), "", [None; 3]);
    }
    check(None, Some(Precision::District), "PK/kech", kech);
    check(None, None, "PK/kech PK/gwadar", province);
    check(None, None, "PK/kech IR/zahedan", [None; 3]);
    check(None, None, "PK/kech XX", [None; 3]);
    check(None, None, "PK", country);
    // a point that stands for areas does not choose among them
    check(turbat, Some(Precision::Locality), "PK/kech PK/gwadar", province);
    check(Some((0.0, 0.0)), None, "", [None; 3]);
    check(Some((180.0, 90.0)), None, "", [None; 3]);
    check(Some((-180.0, -90.0)), None, "", [None; 3]);
}

/// Every event is counted once, whatever is known of it.
#[test]
fn counts_sum_up_to_the_events() {
    let atlas = Atlas::built_in();
    let config = ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() };
    let event = (59.0..68.0_f64, 24.0..32.0_f64, 0..12_usize, 0..4_usize, 2019..2022_i16, 1..=12_u8);
    let events = prop::collection::vec(event, 0..40);
    let divisions =
        [(Some(Level::District), Some(Period::Month)), (Some(Level::Province), None), (None, Some(Period::Year))];
    proptest!(config, |(events in events)| {
        for (level, period) in divisions {
            let mut counts = Counts::new(Units::new(&atlas), Division { level, period });
            for (lon, lat, precision, areas, year, month) in &events {
                let areas = ["", "PK/kech", "PK/kech PK/gwadar", "nowhere"][*areas].split_whitespace();
                let precision = Precision::ALL.get(*precision).copied();
                let areas = areas.map(str::to_owned).collect();
                let stated = Stated { at: LonLat::new(*lon, *lat).ok(), precision, radius: None, areas };
                let text = if month % 5 == 0 { format!("{year}") } else { format!("{year}-{month:02}") };
                let span = (month % 7 > 0).then(|| DateSpan::parse(&text).unwrap());
                counts.add(&stated, span.as_ref());
            }
            let sum: u64 = counts.counts().map(|count| count.events).sum();
            prop_assert_eq!(sum, events.len() as u64);
            let rows: Vec<_> = counts.counts().map(|count| (count.unit.map(|unit| &unit.id), count.period)).collect();
            let distinct: std::collections::BTreeSet<_> = rows.iter().collect();
            prop_assert_eq!(rows.len(), distinct.len());
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_place_is_within_its_cells_radius(lon in -180.0..=180.0_f64, lat in -90.0..=90.0_f64) {
        let place = LonLat::new(lon, lat).unwrap();
        let (centre, radius) = cell(place);
        prop_assert!(distance(centre, place) <= radius);
        prop_assert_eq!(cell(centre).0, centre);
    }
}

#[cfg(feature = "cli")]
mod commands {
    use super::*;

    struct Ran {
        code: i32,
        out: String,
        err: String,
    }

    /// Runs the binary in `folder`.
    fn run(folder: &TempDir, args: &[&str], stdin: Option<&str>) -> Ran {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("sarhad"));
        command.args(args).current_dir(folder.path()).stderr(Stdio::piped()).stdout(Stdio::piped());
        match stdin {
            Some(name) => command.stdin(fs::File::open(folder.path().join(name)).unwrap()),
            None => command.stdin(Stdio::null()),
        };
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    fn check(folder: &TempDir, args: &[&str], code: i32, told: &[&str]) -> Ran {
        let ran = run(folder, args, None);
        assert_eq!(ran.code, code, "{args:?}\n{}", ran.err);
        for text in told {
            assert!(ran.err.contains(text), "{args:?}: no {text:?} in\n{}", ran.err);
        }
        ran
    }

    fn files(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn read(path: &Path) -> Value {
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    /// What the output `name` tells of its rows: in itself, or beside it.
    fn rows(folder: &TempDir, name: &str) -> Value {
        let path = folder.path().join(name);
        let beside = folder.path().join(format!("{name}.meta.json"));
        if beside.exists() { read(&beside)["rows"].clone() } else { read(&path)["metadata"]["rows"].clone() }
    }

    /// Made up; the columns are ACLED's. Three lie in Kech, one of them coded to the region; two in Zahedan county.
    fn acled() -> String {
        let row = |id: &str, date: &str, precision: [u8; 2], lat: &str, lon: &str| {
            let [time, geo] = precision;
            format!(
                "{id},{date},2023,{time},Political violence,Battles,Armed clash,A,,1,B,,2,12,,586,South Asia,Somewhere,P,D,,T,\
                 {lat},{lon},{geo},Made up,Local,made up,0,,1700000000"
            )
        };
        let rows = [
            row("XXX1", "18 January 2023", [1, 1], "26.00317", "63.05441"),
            row("XXX2", "19 January 2023", [1, 2], "26.10423", "63.12345"),
            row("XXX3", "31 January 2023", [2, 3], "26.00317", "63.05441"),
            row("XXX4", "03 February 2023", [1, 1], "29.49631", "60.86292"),
            row("XXX5", "04 February 2023", [3, 1], "29.49631", "60.86292"),
        ];
        format!("{ACLED_COLUMNS}\n{}\n", rows.join("\n"))
    }

    const UCDP: &str = "\
id,relid,year,type_of_violence,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,best
1,XXX-1,2019,1,1,Gwadar town,25.12163,62.32541,1,2019-04-18,2019-04-18,3
2,XXX-2,2019,1,4,Balochistan province,27.77777,65.22222,5,2019-06-15,2019-06-15,1
";

    const GDELT: &str = "\
GLOBALEVENTID,SQLDATE,ActionGeo_Type,ActionGeo_Lat,ActionGeo_Long
1,20190418,4,25.12163,62.32541
";

    fn folder() -> TempDir {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("acled.csv"), acled()).unwrap();
        fs::write(folder.path().join("ucdp.csv"), UCDP).unwrap();
        fs::write(folder.path().join("gdelt.csv"), GDELT).unwrap();
        fs::write(folder.path().join("own.csv"), "id,lat,lon\n1,29.4963,60.8629\n").unwrap();
        folder
    }

    const INPUTS: [&str; 4] = ["acled.csv", "gdelt.csv", "own.csv", "ucdp.csv"];

    #[test]
    fn rows_that_may_not_be_passed_on_are_not_published() {
        let folder = folder();
        let told =
            ["error[E801]", "rows of ACLED", "https://acleddata.com/eula", "--aggregate", "or say --permission TEXT"];
        for format in ["out.geojson", "out.csv", "out.json", "out.geojsonl", "out.tsv"] {
            check(&folder, &["convert", "acled.csv", "--public", "-o", format], 1, &told);
            assert_eq!(files(&folder), INPUTS, "{format}");
        }
        for command in [
            &["locate", "acled.csv"][..],
            &["distance", "acled.csv", "--to", "border/IR-PK"],
            &["nearest", "acled.csv", "--at", "60.8629,29.4963"],
            &["within", "acled.csv", "--at", "60.8629,29.4963", "--distance", "50km"],
            &["clusters", "acled.csv", "--radius", "5km", "--min", "2"],
        ] {
            let ran = check(&folder, &[command, &["--public", "--format", "geojson"]].concat(), 1, &told);
            assert_eq!(ran.out, "", "{command:?}");
            check(&folder, &[command, &["--format", "csv"]].concat(), 0, &[]);
        }
        let args = ["convert", "ucdp.csv", "--public", "--format", "csv"];
        check(&folder, &args, 0, &["no room for credit and licence"]);
        let ran = run(&folder, &["convert", "-", "--public", "--format", "csv"], Some("acled.csv"));
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert_eq!(files(&folder), INPUTS);
    }

    #[test]
    fn a_permission_is_written_where_rows_go() {
        let folder = folder();
        let permission = ["--public", "--permission", "letter of 3 May 2024"];
        for name in ["out.geojson", "out.csv", "out.json", "out.geojsonl"] {
            check(&folder, &[&["convert", "acled.csv", "-o", name], &permission[..]].concat(), 0, &[]);
            let rows = rows(&folder, name);
            assert_eq!(rows["permission"], "letter of 3 May 2024", "{name}");
            assert_eq!(rows["dataset"], "ACLED", "{name}");
            assert_eq!(rows["may_pass_on"], false, "{name}");
        }
        check(&folder, &["convert", "own.csv", "--permission", "  "], 2, &["--permission is empty"]);
        // whoever reads it on needs their own
        check(&folder, &["convert", "out.geojson", "--public", "--format", "csv"], 1, &["rows of ACLED"]);
        check(&folder, &["convert", "out.geojsonl", "--public", "--format", "csv"], 1, &["rows of ACLED"]);
    }

    #[test]
    fn an_output_tells_licence_and_citation_of_its_rows() {
        let folder = folder();
        for name in ["out.geojson", "out.csv", "out.tsv"] {
            check(&folder, &["convert", "ucdp.csv", "--public", "-o", name], 0, &[]);
            let rows = rows(&folder, name);
            assert_eq!(rows["licence"], "CC BY 4.0", "{name}");
            assert_eq!(rows["may_pass_on"], true, "{name}");
            for cited in ["Davies, Pettersson & Öberg (2023)", "Sundberg & Melander (2013)"] {
                assert!(rows["citation"].as_str().unwrap().contains(cited), "{name}: {rows}");
            }
        }
        // the layers' credit stands beside the rows'
        check(&folder, &["distance", "ucdp.csv", "--to", "border/IR-PK", "-o", "far.csv"], 0, &["far.csv.meta.json"]);
        let beside = read(&folder.path().join("far.csv.meta.json"));
        assert_eq!(beside["rows"]["dataset"], "UCDP GED");
        assert!(beside["attribution"].as_str().unwrap().contains("OpenStreetMap"), "{beside}");
        let lat_lon = ["--lat-column", "ActionGeo_Lat", "--lon-column", "ActionGeo_Long"];
        check(&folder, &[&["convert", "gdelt.csv", "--public", "-o", "g.geojson"], &lat_lon[..]].concat(), 0, &[]);
        let told = rows(&folder, "g.geojson");
        assert!(told["attribution"].as_str().unwrap().contains("GDELT Project"), "{told}");
        assert!(told["note"].as_str().unwrap().contains("machine"), "{told}");
        // what is built in tells its own
        check(&folder, &["convert", "@incidents", "--public", "-o", "i.csv"], 0, &[]);
        assert_eq!(rows(&folder, "i.csv")["licence"], "MIT OR Apache-2.0");
    }

    #[test]
    fn an_output_that_is_read_again_is_under_the_same_terms() {
        let folder = folder();
        check(&folder, &["locate", "acled.csv", "-o", "one.geojson"], 0, &[]);
        check(&folder, &["distance", "one.geojson", "--to", "border/IR-PK", "-o", "two.geojson"], 0, &[]);
        let told = rows(&folder, "two.geojson");
        assert_eq!((&told["dataset"], &told["may_pass_on"]), (&json!("ACLED"), &json!(false)));
        check(&folder, &["convert", "two.geojson", "--public", "-o", "three.geojson"], 1, &["rows of ACLED"]);
        // what is told of rows holds for them without their columns, and the columns hold without it
        let only = |text: &str, columns: bool| {
            let mut value: Value = serde_json::from_str(text).unwrap();
            if columns {
                value.as_object_mut().unwrap().remove("metadata");
            } else {
                for feature in value["features"].as_array_mut().unwrap() {
                    feature["properties"] = json!({});
                }
            }
            value.to_string()
        };
        let text = fs::read_to_string(folder.path().join("two.geojson")).unwrap();
        for columns in [true, false] {
            fs::write(folder.path().join("part.geojson"), only(&text, columns)).unwrap();
            check(&folder, &["convert", "part.geojson", "--public", "-o", "three.csv"], 1, &["rows of ACLED"]);
        }
        assert!(!files(&folder).iter().any(|name| name.starts_with("three")));
    }

    /// One record of another dataset deep in a collection is enough, whatever came before it.
    #[test]
    fn one_row_among_many_is_found() {
        let folder = folder();
        let feature = |number: usize| {
            let column = if number == 2_900 { "event_id_cnty" } else { "note" };
            format!(
                r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[60.5,29.5]}},"properties":{{"{column}":"{number}"}}}}"#
            )
        };
        let features: Vec<String> = (0..3_000).map(feature).collect();
        fs::write(folder.path().join("mixed.geojsonl"), features.join("\n")).unwrap();
        for threads in ["1", "3"] {
            let args = ["convert", "mixed.geojsonl", "--public", "--threads", threads, "--block-bytes", "4096"];
            let ran = check(&folder, &[&args[..], &["-o", "out.geojson"]].concat(), 1, &["rows of ACLED"]);
            assert_eq!(ran.out, "");
            assert!(!files(&folder).contains(&"out.geojson".to_owned()));
        }
        let args = ["convert", "mixed.geojsonl", "--block-bytes", "4096", "-o", "out.geojson"];
        check(&folder, &args, 0, &["warning[W802]", "rows of ACLED came after the metadata"]);
        check(&folder, &["convert", "mixed.geojsonl", "--block-bytes", "4096", "-o", "out.csv"], 0, &[]);
        assert_eq!(rows(&folder, "out.csv")["dataset"], "ACLED");
    }

    #[test]
    fn rows_of_ones_own_are_as_their_owner_says() {
        let folder = folder();
        let card = r#"{"name":"CC BY-SA 4.0","url":"https://example.org/l","attribution":"A. Group","may_share":true}"#;
        fs::write(folder.path().join("licence.json"), card).unwrap();
        fs::write(folder.path().join("closed.json"), r#"{"name":"internal","may_share":false}"#).unwrap();
        fs::write(folder.path().join("odd.json"), r#"{"name":"internal","may_shar":false}"#).unwrap();
        let convert = ["convert", "own.csv", "--public", "--force", "-o", "out.geojson"];
        let with = |licence: &'static str| [&convert[..], &["--licence", licence]].concat();
        check(&folder, &with("CC BY 4.0"), 0, &[]);
        assert_eq!(
            rows(&folder, "out.geojson"),
            json!({ "dataset": "own", "licence": "CC BY 4.0", "may_pass_on": true })
        );
        check(&folder, &with("licence.json"), 0, &[]);
        let expected = json!({
            "dataset": "own", "licence": "CC BY-SA 4.0", "licence_url": "https://example.org/l", "attribution": "A. Group",
            "may_pass_on": true,
        });
        assert_eq!(rows(&folder, "out.geojson"), expected);
        check(&folder, &with("closed.json"), 1, &["rows of own may not be passed on"]);
        check(&folder, &with("odd.json"), 2, &["does not know \"may_shar\""]);
        check(&folder, &with("missing.json"), 2, &["missing.json"]);
        check(&folder, &with(" "), 2, &["--licence is empty"]);
        check(&folder, &convert, 0, &["warning[W801]", "not known"]);
    }

    #[test]
    fn what_stands_beside_a_table_holds_for_it() {
        let folder = folder();
        let licence = ["--licence", "CC BY-SA 4.0"];
        check(&folder, &[&["convert", "own.csv", "-o", "one.csv"], &licence[..]].concat(), 0, &[]);
        check(&folder, &["locate", "one.csv", "--public", "-o", "two.csv"], 0, &[]);
        assert_eq!(rows(&folder, "two.csv")["licence"], "CC BY-SA 4.0");
        fs::write(folder.path().join("own.csv.meta.json"), r#"{"rows":{"dataset":"X","may_pass_on":false}}"#).unwrap();
        check(&folder, &["locate", "own.csv", "--public", "-o", "three.csv"], 1, &["rows of X may not be passed on"]);
        // what is no metadata is not taken for it
        for other in ["", "[1]", "{}", r#"{"rows":3}"#, "{\"rows\":"] {
            fs::write(folder.path().join("own.csv.meta.json"), other).unwrap();
            check(&folder, &["locate", "own.csv", "--public", "--force", "-o", "three.csv"], 0, &["warning[W801]"]);
        }
    }

    #[test]
    fn counts_may_be_published_and_no_event_is_lost_in_them() {
        let folder = folder();
        let count = |input: &str, units: &str, more: &[&str]| {
            let args = [&["convert", input, "--public", "--aggregate", units, "--format", "csv"], more].concat();
            let ran = check(&folder, &args, 0, &[]);
            ran.out.replace('\n', " ").trim().to_owned()
        };
        // the week around 31 January may have been February; what stands for a region is of the district that it names
        let expected = "unit,unit_name,period,events IR/zahedan,Zahedan,2023-02,2 PK/kech,Kech,2023-01,2 \
                        ,not placed in a district,,1";
        assert_eq!(count("acled.csv", "district,month", &[]), expected);
        let expected = "unit,unit_name,period,events IR/sistan-and-baluchestan,Sistan and Baluchestan,2023,2 \
                        PK/balochistan,Balochistan,2023,3";
        assert_eq!(count("acled.csv", "province,year", &[]), expected);
        assert_eq!(count("acled.csv", "country", &[]), "unit,unit_name,events IR,Iran,2 PK,Pakistan,3");
        assert_eq!(count("acled.csv", "month", &[]), "period,events 2023-01,2 2023-02,2 ,1");
        assert_eq!(count("acled.csv", "year", &["--from", "2023-02"]), "period,events 2023,3");
        assert_eq!(count("ucdp.csv", "month,district", &[]).matches(",1").count(), 2);
        // a record that names its areas is of them, without a point
        let incidents = count("@incidents", "district", &[]);
        assert!(incidents.contains("PK/panjgur,Panjgur,1"), "{incidents}");
        let report = check(
            &folder,
            &[
                "convert",
                "acled.csv",
                "--aggregate",
                "month",
                "--from",
                "2023-02",
                "--report",
                "json",
                "-o",
                "c.geojson",
            ],
            0,
            &[r#""read":5,"kept":3,"refused":0,"filtered":2"#],
        );
        drop(report);
        check(&folder, &["convert", "acled.csv", "--aggregate", "district", "--public", "-o", "d.geojson"], 0, &[]);
        let drawn = read(&folder.path().join("d.geojson"));
        assert_eq!(drawn["metadata"]["rows"]["aggregated"], "district");
        assert_eq!(drawn["metadata"]["rows"]["may_pass_on"], true);
        assert!(drawn["metadata"]["attribution"].as_str().unwrap().contains("OpenStreetMap"));
        let kinds: Vec<&Value> =
            drawn["features"].as_array().unwrap().iter().map(|one| &one["geometry"]["type"]).collect();
        assert_eq!(kinds, [&json!("Polygon"), &json!("Polygon"), &Value::Null]);
        // and is read again as what it is
        check(&folder, &["convert", "d.geojson", "--public", "-o", "e.geojson"], 0, &[]);
        assert_eq!(rows(&folder, "e.geojson")["aggregated"], "district");
        for wrong in ["village", "district,district", "month,year", "", "district,,month"] {
            check(&folder, &["convert", "acled.csv", "--aggregate", wrong], 2, &["is not UNIT,PERIOD"]);
        }
        let both = ["convert", "acled.csv", "--aggregate", "month", "--generalise", "district"];
        check(&folder, &both, 2, &["leave one of them out"]);
    }

    /// Digits of the places in the inputs, to a hundred metres.
    const DIGITS: [&str; 10] =
        ["26.003", "63.054", "26.104", "63.123", "29.496", "60.862", "25.121", "62.325", "27.777", "65.222"];

    #[test]
    fn no_digit_of_an_exact_place_is_left_in_a_coarse_output() {
        let folder = folder();
        let text = acled().replace(",made up,", ",seen at 63.05441 26.00317,");
        fs::write(folder.path().join("noted.csv"), text).unwrap();
        let wkt = "id,wkt,note,lonlat\n1,POINT (63.05441 26.00317),26.003170,\"63.05441,26.00317\"\n2,,x,y\n";
        fs::write(folder.path().join("wkt.csv"), wkt).unwrap();
        let odd = "id,a,b,b_as_text\n1,63.05441,26.00317,26.00317 N\n";
        fs::write(folder.path().join("odd.csv"), odd).unwrap();
        check(&folder, &["distance", "ucdp.csv", "--to", "border/IR-PK", "-o", "measured.csv"], 0, &[]);
        check(&folder, &["distance", "ucdp.csv", "--to", "border/IR-PK", "-o", "measured.geojson"], 0, &[]);
        // measured again, what was measured before stands aside under another name
        check(&folder, &["distance", "measured.csv", "--to", "crossing", "-o", "twice.csv"], 0, &[]);
        let odd = ["odd.csv", "--lon-column", "a", "--lat-column", "b"];
        let gdelt = ["gdelt.csv", "--lon-column", "ActionGeo_Long", "--lat-column", "ActionGeo_Lat"];
        let alone = ["acled.csv", "ucdp.csv", "noted.csv", "wkt.csv", "measured.csv", "measured.geojson", "twice.csv"];
        let inputs: Vec<Vec<&str>> =
            alone.into_iter().map(|one| vec![one]).chain([odd.to_vec(), gdelt.to_vec()]).collect();
        let leaks = |command: &[&str], how: &str, format: &str, input: &[&str]| {
            let args = [command, &["--generalise", how, "--format", format], input].concat();
            let ran = check(&folder, &args, 0, &["texts are as they were"]);
            assert!(ran.out.contains(how), "{args:?}\n{}", ran.out);
            for digits in DIGITS {
                assert!(!ran.out.contains(digits), "{digits} in {args:?}\n{}", ran.out);
            }
        };
        for input in &inputs {
            leaks(&["convert"], "0.1deg", "csv", input);
            leaks(&["convert"], "district", "geojson", input);
        }
        for format in ["geojson", "geojsonl", "csv", "tsv", "json"] {
            leaks(&["convert"], "province", format, &["measured.csv"]);
        }
        for how in ["0.1deg", "district"] {
            leaks(&["distance", "--to", "border/IR-PK"], how, "csv", &["measured.csv"]);
            leaks(&["locate"], how, "geojson", &["measured.geojson"]);
        }
        leaks(&["nearest", "--at", "62,25"], "0.1deg", "json", &["ucdp.csv"]);
        leaks(&["clusters", "--radius", "5km", "--min", "1", "--hulls"], "0.1deg", "geojson", &["ucdp.csv"]);
    }

    #[test]
    fn a_coarse_output_says_how_coarse_it_is_and_can_be_read_again() {
        let folder = folder();
        let coarse = |how: &str, name: &str| {
            check(&folder, &["convert", "ucdp.csv", "--generalise", how, "-o", name], 0, &[]);
            rows(&folder, name)["generalised"].clone()
        };
        assert_eq!(coarse("district", "d.geojson"), "district");
        assert_eq!(coarse("0.1deg", "t.csv"), "0.1deg");
        assert_eq!(coarse("district", "d.csv"), "district");
        let features = read(&folder.path().join("d.geojson"))["features"].clone();
        let told = |number: usize, name: &str| features[number]["properties"][name].clone();
        assert_eq!((told(0, "precision"), told(0, "areas")), (json!("district"), json!("PK/gwadar")));
        // known to the province, it is not put into the district of the point that stands for it
        assert_eq!((told(1, "precision"), told(1, "areas")), (json!("province"), json!("PK/balochistan")));
        assert_eq!(features[0]["geometry"], Value::Null);
        check(&folder, &["convert", "t.csv", "-o", "t2.geojson"], 0, &[]);
        let again = read(&folder.path().join("t2.geojson"));
        assert_eq!(again["features"][0]["geometry"]["coordinates"], json!([62.35, 25.15]));
        // half the diagonal of the cell, by hand: 5,040 m east, 5,540 m north
        let radius = again["features"][0]["properties"]["radius_m"].as_f64().unwrap();
        assert!((7_480.0..7_520.0).contains(&radius), "{radius}");
        assert_eq!(again["metadata"]["rows"]["generalised"], "0.1deg");
        check(&folder, &["convert", "d.csv", "--aggregate", "district", "--format", "csv"], 0, &[]);
        // a filter asks of places as they are
        let args = ["convert", "ucdp.csv", "--in", "PK/gwadar", "--generalise", "province", "--format", "geojsonl"];
        assert_eq!(check(&folder, &args, 0, &[]).out.lines().count(), 1);
        // what stands beside it is told not to be for others
        fs::write(folder.path().join("bad.csv"), "id,lat,lon\n1,29.4963,60.8629\n2,131.6,60\n").unwrap();
        let args = ["convert", "bad.csv", "--generalise", "0.1deg", "-o", "bad-out.csv"];
        check(&folder, &args, 4, &["it is not for publication"]);
        // rows made coarser are rows still
        let args = ["convert", "acled.csv", "--public", "--generalise", "district", "-o", "a.geojson"];
        check(&folder, &args, 1, &["rows of ACLED"]);
        check(&folder, &["convert", "own.csv", "--generalise", "1deg"], 2, &["0.1deg"]);
    }

    #[test]
    fn a_sidecar_takes_the_place_of_nothing_unasked() {
        let folder = folder();
        let convert = ["convert", "ucdp.csv", "-o", "out.csv"];
        fs::write(folder.path().join("out.csv.meta.json"), "precious").unwrap();
        check(&folder, &convert, 2, &["out.csv.meta.json: exists"]);
        assert!(!files(&folder).contains(&"out.csv".to_owned()));
        assert_eq!(fs::read_to_string(folder.path().join("out.csv.meta.json")).unwrap(), "precious");
        check(&folder, &[&convert[..], &["--force"]].concat(), 0, &[]);
        assert_eq!(rows(&folder, "out.csv")["dataset"], "UCDP GED");
        // one that tells of another output does not stay
        check(&folder, &["convert", "own.csv", "-o", "out.csv", "--force"], 0, &[]);
        assert_eq!(fs::read_to_string(folder.path().join("out.csv.meta.json")).unwrap(), "{}\n");
        // nothing known, nothing told
        check(&folder, &["convert", "own.csv", "-o", "plain.csv"], 0, &[]);
        assert!(!files(&folder).contains(&"plain.csv.meta.json".to_owned()));
        // an input that has the sidecar's name stays what it is
        fs::copy(folder.path().join("ucdp.csv"), folder.path().join("x.csv.meta.json")).unwrap();
        let clash = ["convert", "x.csv.meta.json", "--input-format", "csv", "--force", "-o", "x.csv"];
        check(&folder, &clash, 2, &["x.csv.meta.json: is also"]);
        let layer = "districts=y.csv.meta.json";
        check(&folder, &["convert", "@districts", "--format", "geojson", "-o", "y.csv.meta.json.geojson"], 0, &[]);
        fs::rename(folder.path().join("y.csv.meta.json.geojson"), folder.path().join("y.csv.meta.json")).unwrap();
        check(
            &folder,
            &["locate", "own.csv", "--layer", layer, "--force", "-o", "y.csv"],
            2,
            &["y.csv.meta.json: is also"],
        );
        assert!(read(&folder.path().join("y.csv.meta.json"))["features"].is_array());
    }
}
