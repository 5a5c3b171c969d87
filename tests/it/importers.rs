//! Files in the forms in which datasets publish events: recognised, read whole, and no column lost. Referees: the codebooks for
//! names and numbers of columns, the fixtures themselves for rows (all invented), openpyxl for what its sheets hold.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use sarhad::io::read::{Event, Input, Limits, ReadOptions};
use sarhad::model::profile::{Profile, Recognised, Role};

use crate::read::{Reading, check_with, reading, reading_of};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/importers").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(fixture(name)).unwrap()
}

fn columns(read: &Reading) -> Vec<String> {
    let schema = read.events.iter().find_map(|event| match event {
        Event::Schema(schema) => Some(schema.columns.clone()),
        _ => None,
    });
    let first = || read.records.first().map(|record| record.feature.properties.keys().cloned().collect());
    schema.or_else(first).unwrap_or_default()
}

fn recognised(read: &Reading) -> Recognised {
    let columns = columns(read);
    Profile::recognised(&columns.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn each_form_is_recognised_and_read_whole() {
    let check = |name: &str, profile: Profile, width: usize, [kept, unlocated]: [u64; 2], told: &[&str]| {
        let read = reading_of(Input::Path(fixture(name)), &ReadOptions::default());
        let tally = read.tally.as_ref().unwrap_or_else(|| panic!("{name}: {}", read.told));
        assert_eq!((tally.kept, tally.refused, tally.no_location), (kept, 0, unlocated), "{name}: {}", read.told);
        assert_eq!((recognised(&read).profile, columns(&read).len()), (profile, width), "{name}");
        let codes: Vec<&str> = tally.codes.keys().map(|code| code.as_str()).collect();
        assert_eq!(codes, told, "{name}: {}", read.told);
        assert!(read.records.iter().all(|record| record.feature.id.is_some()), "{name} has ids");
    };
    check("ucdp.csv", Profile::Ucdp, 49, [3, 0], &[]);
    check("ucdp-hdx.csv", Profile::UcdpHdx, 50, [3, 0], &["N303"]);
    check("ucdp-candidate.csv", Profile::Ucdp, 49, [2, 0], &[]);
    check("acled.csv", Profile::Acled, 31, [3, 0], &["N101"]);
    check("acled-newer.csv", Profile::Acled, 32, [3, 0], &[]);
    check("acled-older.csv", Profile::Acled, 31, [3, 0], &["N401", "N301"]);
    check("gdelt1-57.tsv", Profile::Gdelt1, 57, [4, 1], &["N306"]);
    check("gdelt1.CSV", Profile::Gdelt1, 58, [4, 1], &["N301", "N306"]);
    check("gdelt2.CSV", Profile::Gdelt2, 61, [4, 1], &["N301", "N306"]);
    check("osint.json", Profile::Osint, 9, [3, 1], &["N308"]);
    check("osint.csv", Profile::Osint, 9, [3, 1], &[]);
    check("epoch-1904.xlsx", Profile::Plain, 4, [2, 0], &[]);
}

#[test]
fn columns_have_their_roles() {
    let check = |names: &str, profile: Profile, role: Role, column: Option<&str>| {
        let names: Vec<&str> = names.split(',').collect();
        let found = Profile::recognised(&names);
        assert_eq!((found.profile, found.column(role)), (profile, column), "{names:?}");
    };
    check("Event ID,Lat,Long,Event Date", Profile::Plain, Role::Date, Some("Event Date"));
    check("Event ID,Lat,Long,Event Date", Profile::Plain, Role::Lon, Some("Long"));
    check(
        "\u{feff}EVENT_ID_CNTY,Geo_Precision,SUB_EVENT_TYPE,LATITUDE,LONGITUDE",
        Profile::Acled,
        Role::Lat,
        Some("LATITUDE"),
    );
    // one column of theirs makes no dataset
    check("id,latitude,longitude,where_prec", Profile::Plain, Role::Precision, Some("where_prec"));
    check("id,lat,lon,interval_method", Profile::Sarhad, Role::Id, Some("id"));
    check("", Profile::Plain, Role::Id, None);
    let of = |name: &str| recognised(&reading_of(Input::Path(fixture(name)), &ReadOptions::default()));
    let gdelt = of("gdelt2.CSV");
    assert!(gdelt.profile.is_machine_coded() && gdelt.unknown.is_empty() && gdelt.missing.is_empty());
    assert_eq!(gdelt.column(Role::Lon), Some("ActionGeo_Long"));
    assert_eq!(of("gdelt1-57.tsv").missing, ["SOURCEURL"]);
    let older = of("acled-older.csv");
    assert_eq!(
        (older.unknown.len(), older.missing.as_slice()),
        (0, &["disorder_type", "civilian_targeting", "tags"][..])
    );
    for profile in Profile::ALL {
        assert_eq!(profile.word().parse(), Ok(profile));
    }
    for role in Role::ALL {
        assert_eq!(role.word().parse(), Ok(role));
    }
}

#[test]
fn a_table_without_a_header_is_known_by_its_first_row_alone() {
    let row = |fields: usize, day: &str| {
        let mut cells = vec!["331415926", day, "202401", "2024", "2024.0767"];
        cells.resize(fields, "");
        cells.join("\t").into_bytes()
    };
    let none = ReadOptions::default();
    check_with(
        &none,
        "g",
        row(61, "20240128"),
        "1 kept, 0 refused\nnote[N301] g: the columns are divided by tabs\nnote[N306] g:1: there is no header; the first row looks like GDELT 2.0 events, whose names the columns were given",
    );
    for (fields, day) in [(60, "20240128"), (61, "20230128"), (61, "2024-1-28")] {
        assert!(reading("g.tsv", &row(fields, day), &none).tally.is_none(), "{fields} {day}");
    }
    let forced = |profile| ReadOptions { profile: Some(profile), ..ReadOptions::default() };
    check_with(
        &forced(Profile::Gdelt2),
        "g.tsv",
        row(60, "20240128"),
        "fatal[E309] g.tsv:1: this is no table of profile gdelt2: its first row has 60 fields",
    );
    check_with(
        &forced(Profile::Acled),
        "t.csv",
        b"id,lat,lon\n1,26,62\n".to_vec(),
        "fatal[E309] t.csv:1: this is no table of profile acled: it has no event_id_cnty, event_date, year, time_precision, disorder_type, event_type",
    );
    check_with(&forced(Profile::Plain), "t.csv", b"id,lat,lon\n1,26,62\n".to_vec(), "1 kept, 0 refused");
}

#[test]
fn an_array_of_objects_is_read_as_records() {
    let check = |text: &str, expected: &str| {
        let told = reading("a.json", text.as_bytes(), &ReadOptions::default()).told;
        let told = told.replace("note[N308] a.json:1: each object of the JSON array was read as a record", "…");
        assert_eq!(told, expected, "{text}");
    };
    check("[]", "0 kept, 0 refused");
    check(" [ ] ", "0 kept, 0 refused");
    check(r#"[{"lat":26,"lon":62}]"#, "1 kept, 0 refused\n…");
    check(
        r#"[{"lat":"26.5 N","lon":"62"},{"Lon":62,"LAT":null}]"#,
        "2 kept, 0 refused\n…\nnote[N204] a.json:1: latitude \"26.5 N\" was read as 26.5\nwarning[W202] a.json:1: latitude is blank, so the record has no location",
    );
    check(
        r#"[{"lat":1e400,"lon":62},{"lat":true,"lon":62}]"#,
        "0 kept, 2 refused\n…\nrefused[E203] a.json:1: coordinate \"1e400\" is not a finite number; record 1 set aside\nrefused[E202] a.json:1: latitude \"true\" is not a number of degrees; record 2 set aside",
    );
    check(
        "[{\"lat\":26,\"lon\":62},\n7,\n{\"lat\":26,\"lat\":27,\"lon\":62}]",
        "1 kept, 2 refused\n…\nrefused[E117] a.json:2: a number stands where a record, an object, belongs; record 2 set aside\nrefused[E120] a.json:3: property \"lat\" stands twice; record 3 set aside",
    );
    check(
        r#"[{"x":1,"y":2},{"type":"Feature","geometry":{"type":"Point","coordinates":[62,26]},"properties":{"a":1}}]"#,
        "2 kept, 0 refused\n…",
    );
    check(
        r#"[{"name":"a"}]"#,
        "…\nfatal[E304] a.json:1: no columns of longitude and latitude; name them with --lon-column and --lat-column; the columns are name",
    );
    check(r#"[{"lat":26,"lon":62},"#, "…\nfatal[E111] a.json:1: the file ends inside record 2 at byte 21");
    check(r#"[{"lat":26,"lon":62}"#, "…\nfatal[E111] a.json:1: the file ends inside record 2 at byte 20");
    check(r#"[{"lat":26,"lon":6"#, "…\nfatal[E111] a.json:1: the file ends inside record 1 at byte 18");
    check(r#"[{"lat":26,"lon":62}] 7"#, "…\nfatal[E112] a.json:1: text follows the end of the document at byte 22: \"7\"");
}

#[test]
fn an_array_is_the_same_in_blocks_of_any_size() {
    let records: Vec<String> = (0..50)
        .map(|number| match number {
            0..20 => format!(r#"{{"id":{number},"name":"no place yet"}}"#),
            _ => format!(r#"{{"id":{number},"lat":26.{number},"lon":62}}"#),
        })
        .collect();
    let text = format!("[{}]", records.join(",\n"));
    let told = |bytes| {
        let blocks = sarhad::io::read::BlockSize { bytes };
        let read = reading("a.json", text.as_bytes(), &ReadOptions { blocks, ..ReadOptions::default() });
        (read.told, read.records)
    };
    assert_eq!(told(1), told(1 << 20));
    assert_eq!(told(1).1.len(), 50);
}
