//! The index file: what goes in comes out, and what is damaged is refused.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use sarhad::collection::column::Cell;
use sarhad::collection::select::{Asked, Paging, SortBy};
use sarhad::collection::span::Span;
use sarhad::collection::whole::Collection;
use sarhad::io::read::index_file::read_collection;
use serde_json::Value;

fn sarhad() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sarhad"))
}

fn run(command: &mut Command, exit: i32) -> Output {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(exit), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

const TABLE: &str = "\
id,lat,lon,date,deaths,what,seen_at,sure
a,25.1264,62.3254,2019-04-18,14,armed-attack,2019-04-18T03:00:00Z,true
b,26.97,64.10,2020-01,2,explosion,2020-01-05T10:00:00Z,false
a,29.4963,60.8629,,,armed-attack,,true
,31.5,65.9,03/04/2021,1.5,,2021-04-03T00:00:00Z,
d,,,25/12/2022,7,explosion,2022-12-25T00:00:00Z,true
";

fn opened(folder: &Path, name: &str, text: &str) -> Collection {
    let (input, index) = (folder.join(name), folder.join(format!("{name}.sarhad")));
    fs::write(&input, text).unwrap();
    run(sarhad().arg("index").arg(&input).arg("-o").arg(&index), 0);
    read_collection(&index).unwrap()
}

#[test]
fn records_have_ids_of_their_own_and_every_column() {
    let folder = tempfile::tempdir().unwrap();
    let collection = opened(folder.path(), "t.csv", TABLE);
    assert_eq!(collection.len(), 5);
    let ids: Vec<&str> = collection.numbers().map(|number| collection.ids().id(number)).collect();
    assert_eq!(ids, ["a", "b", "a~2", "row-4", "d"]);
    assert_eq!(collection.ids().number("row-4"), Some(3));
    let feature: Value = serde_json::from_slice(collection.feature(2)).unwrap();
    assert_eq!(feature["id"], "a~2");
    assert_eq!(feature["geometry"]["coordinates"][0].to_string(), "60.8629");
    assert_eq!(feature["properties"]["deaths"], Value::Null);
    let deaths = collection.card().column("deaths").unwrap();
    assert_eq!(collection.cell(deaths, 0), Cell::Real(14.0));
    assert_eq!(collection.cell(deaths, 2), Cell::Blank);
    let sure = collection.card().column("sure").unwrap();
    assert_eq!(collection.cell(sure, 1), Cell::Text("false"), "tables have no flags");
}

#[test]
fn times_are_those_of_the_columns() {
    let folder = tempfile::tempdir().unwrap();
    let collection = opened(folder.path(), "t.csv", &TABLE.replace(",seen_at", ",note"));
    // Referee: days by hand; 18004 is 2019-04-18, and 25/12/2022 tells that the day comes first
    assert_eq!(collection.span(0), Span::day(18_004));
    assert_eq!(collection.span(1), Span::day(18_262).to(Span::day(18_292)));
    assert_eq!(collection.span(2), Span::UNKNOWN);
    assert_eq!(collection.span(3), Span::day(18_720));
    assert_eq!(collection.span(4), Span::day(19_351));
}

#[test]
fn the_surest_column_tells_the_time_whatever_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let spans = |columns: &str, rows: &[&str]| -> Vec<Span> {
        let rows: Vec<String> = (0..).zip(rows).map(|(n, row)| format!("{n},25.1,62.3,{row}\n")).collect();
        let rows = rows.concat();
        let collection = opened(folder.path(), &format!("{columns}.csv"), &format!("id,lat,lon,{columns}\n{rows}"));
        collection.numbers().map(|number| collection.span(number)).collect()
    };
    // Referee: by hand; 18004 is 2019-04-18, 19844 is 2024-05-01
    let [three, ten] = [18_004 * 86_400 + 3 * 3_600, 19_844 * 86_400 + 10 * 3_600];
    // when a record was uploaded is told by a moment, when the event was by a day
    let uploaded = spans("event_date,timestamp", &["2019-04-18,2024-05-01T10:00:00Z", ",2024-05-01T10:00:00Z"]);
    assert_eq!(uploaded, [Span::day(18_004), Span::moment(ten)]);
    let rows = ["2019-04-18T03:00:00Z,2019-04-20", "2019-04-18T03:00:00Z,", ",2019-04-20"];
    let [until, open, before] = spans("date_start,date_end", &rows).try_into().unwrap();
    assert_eq!(until, Span { first_s: three, last_s: Span::day(18_006).last_s });
    assert_eq!(open, Span { first_s: three, last_s: i64::MAX });
    assert_eq!(before, Span { first_s: i64::MIN, last_s: Span::day(18_006).last_s });
    let rows = [
        "2019-04-18T03:00:00Z,2019-04-18T05:00:00Z",
        "2019-04-18T03:00:00Z,2019-04-18T02:00:00Z",
        "2019-04-18T03:00:00Z,2019-04-17T02:00:00Z",
    ];
    let moments = spans("Date_Start,Date_End", &rows);
    assert_eq!(moments, [Span { first_s: three, last_s: three + 2 * 3_600 }, Span::moment(three), Span::moment(three)]);
    let coded = spans("event_date,time_precision", &["2019-04-01T03:00:00Z,3", "2019-04-18T03:00:00Z,1"]);
    assert_eq!(coded, [Span::day(17_987).to(Span::day(18_016)), Span::moment(three)]);
}

#[test]
fn ids_that_are_met_again_are_counted_on() {
    let folder = tempfile::tempdir().unwrap();
    let rows = ["a", "a", "a~2", "a", "a~2", "b", "a~4", "a"].map(|id| format!("{id},25.1,62.3\n")).concat();
    let collection = opened(folder.path(), "t.csv", &format!("id,lat,lon\n{rows}"));
    let ids: Vec<&str> = collection.numbers().map(|number| collection.ids().id(number)).collect();
    assert_eq!(ids, ["a", "a~2", "a~2~2", "a~3", "a~2~3", "b", "a~4", "a~5"]);
}

#[test]
fn what_is_asked_for_is_found_a_page_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let collection = opened(folder.path(), "t.csv", TABLE);
    let found = |asked: &Asked, skip, limit| {
        let selection = collection.select(asked, Paging { skip, limit });
        let mut numbers = selection.numbers;
        if asked.sort.is_empty() {
            numbers.sort_unstable();
        }
        (numbers, selection.matched)
    };
    let boxes = [[60.0, 25.0, 64.5, 30.0]];
    let in_box = Asked { boxes: Some(&boxes), ..Asked::default() };
    assert_eq!(found(&in_box, 0, 10), (vec![0, 1, 2], 3));
    assert_eq!(found(&in_box, 2, 10).0.len(), 1);
    let in_2019 = Asked { time: Some(Span::day(17_897).to(Span::day(18_261))), ..in_box };
    assert_eq!(found(&in_2019, 0, 10), (vec![0], 1));
    assert_eq!(found(&Asked::default(), 3, 10), (vec![3, 4], 5));
    let deaths = collection.card().column("deaths").unwrap();
    for (descending, expected) in [(false, vec![3, 1, 4, 0, 2]), (true, vec![0, 4, 1, 3, 2])] {
        let sort = [SortBy { column: deaths, descending }];
        assert_eq!(found(&Asked { sort: &sort, ..Asked::default() }, 0, 10), (expected, 5));
    }
    let keeps = |number: u32| number.is_multiple_of(2);
    let kept = Asked { keeps: Some(&keeps), among: Some(&[0, 3, 4]), ..Asked::default() };
    assert_eq!(found(&kept, 1, 1), (vec![4], 2));
}

#[test]
fn lines_and_areas_are_in_a_box_only_where_they_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":1,"geometry":{"type":"LineString","coordinates":[[60,25],[64,29]]},"properties":{}},
{"type":"Feature","id":2,"geometry":{"type":"LineString","coordinates":[[178,10],[-178,10]]},"properties":{}},
{"type":"Feature","id":3,"geometry":null,"properties":{}}]}"#;
    let collection = opened(folder.path(), "l.geojson", text);
    let met = |corners: [f64; 4]| collection.all(&Asked { boxes: Some(&[corners]), ..Asked::default() });
    assert_eq!(met([60.0, 28.0, 61.0, 29.0]), [0_u32; 0], "the box around the line, not the line");
    assert_eq!(met([61.5, 26.0, 62.5, 28.0]), [0]);
    assert_eq!(met([179.0, 9.0, 180.0, 11.0]), [1]);
    assert_eq!(met([0.0, 9.0, 1.0, 11.0]), [0_u32; 0], "a line over the antimeridian does not run round the Earth");
    assert!(!collection.shapes().has(2));
}

/// Referee: the same commands on the input itself.
#[test]
fn every_command_reads_it_as_it_reads_what_it_was_made_of() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("incidents.sarhad");
    run(sarhad().args(["index", "@incidents", "-o"]).arg(&index), 0);
    let text = |input: &Path| {
        let output = run(sarhad().arg("convert").arg(input).args(["--format", "csv"]), 0);
        // whole numbers of a column lose the zeros behind their point
        String::from_utf8(output.stdout).unwrap().replace("10000.0", "10000")
    };
    assert!(text(&index) == text(Path::new("@incidents")));
    let output = run(sarhad().arg("convert").arg(&index).args(["--format", "geojson"]), 0);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["metadata"]["disclaimer"].as_str().is_some_and(|text| !text.is_empty()));
    fs::create_dir(folder.path().join("again")).unwrap();
    let again = folder.path().join("again/incidents.sarhad");
    run(sarhad().arg("index").arg("@incidents").arg("-o").arg(&again), 0);
    assert!(fs::read(&index).unwrap() == fs::read(&again).unwrap());
}

#[test]
fn a_damaged_file_is_refused_before_anything_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    opened(folder.path(), "t.csv", TABLE);
    let whole = fs::read(folder.path().join("t.csv.sarhad")).unwrap();
    let path = folder.path().join("damaged.sarhad");
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        read_collection(&path).is_err()
    };
    for at in (0..whole.len()).step_by(13).chain(whole.len() - 40..whole.len()) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        // what stands behind the checksum of the entries is nothing
        assert!(refused(&bytes), "byte {at} of {}", whole.len());
    }
    for length in [0, 1, 24, 55, 56, whole.len() / 2, whole.len() - 1] {
        assert!(refused(&whole[..length]), "{length} bytes");
    }
    assert!(refused(&[&whole[..], b"x"].concat()));
    let mut other = whole.clone();
    other[16] = 2;
    fs::write(&path, &other).unwrap();
    let output = run(sarhad().arg("convert").arg(&path).args(["--format", "csv"]), 3);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("version 2") && message.contains("sarhad index"), "{message}");
}
