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
        "id,lat,lon\n1,26,62\n",
        "fatal[E309] t.csv:1: this is no table of profile acled: it has no event_id_cnty, event_date, year, time_precision, disorder_type, event_type",
    );
    check_with(&forced(Profile::Plain), "t.csv", "id,lat,lon\n1,26,62\n", "1 kept, 0 refused");
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
    // our own arrays have degrees for points and WKT for all else
    check(
        r#"[{"id":1,"lon":62,"lat":26},{"id":2,"wkt":"LINESTRING (61 26, 62 27)"},{"id":3,"lon":null,"lat":null,"wkt":""}]"#,
        "3 kept, 0 refused\n…\nnote[N305] a.json:1: longitude and latitude are blank, so the location was read from column \"wkt\"",
    );
    check(
        r#"[{"wkt":"LINESTRING (61 26, 62"},{"wkt":7},{"wkt":"POINT (62 26)"}]"#,
        "1 kept, 2 refused\n…\nrefused[E214] a.json:1: not a WKT geometry: \"LINESTRING (61 26, 62\": its brackets do not match, cut off?; record 1 set aside\nrefused[E214] a.json:1: not a WKT geometry: \"7\": it is no text; record 2 set aside\nnote[N305] a.json:1: longitude and latitude are blank, so the location was read from column \"wkt\"",
    );
    check(
        r#"[{"name":"a"}]"#,
        "…\nfatal[E304] a.json:1: no columns of longitude and latitude; name them with --lon-column and --lat-column; the columns are name",
    );
    check(r#"[{"lat":26,"lon":62},"#, "…\nfatal[E111] a.json:1: the file ends inside record 2 at byte 21");
    check(r#"[{"lat":26,"lon":62}"#, "…\nfatal[E111] a.json:1: the file ends inside record 2 at byte 20");
    check(r#"[{"lat":26,"lon":6"#, "…\nfatal[E111] a.json:1: the file ends inside record 1 at byte 18");
    check(
        r#"[{"lat":26,"lon":62}] 7"#,
        "…\nfatal[E112] a.json:1: text follows the end of the document at byte 22: \"7\"",
    );
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

/// An archive of these parts, each compressed.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut archive, mut directory): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut deflater = DeflateEncoder::new(Vec::new(), Compression::best());
        deflater.write_all(text.as_bytes()).unwrap();
        let packed = deflater.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let mut shared = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        shared.extend(crc.sum().to_le_bytes().into_iter().chain(long(packed.len())).chain(long(text.len())));
        shared.extend([u8::try_from(name.len()).unwrap(), 0, 0, 0]);
        directory.extend(b"PK\x01\x02\x14\0".iter().chain(&shared).chain(&[0; 10]).chain(&long(archive.len())));
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04".iter().chain(&shared).chain(name.as_bytes()).chain(&packed));
    }
    let count = u8::try_from(parts.len()).unwrap();
    let [at, size] = [archive.len(), directory.len()].map(|number| u32::try_from(number).unwrap().to_le_bytes());
    archive.extend(directory);
    archive.extend([b'P', b'K', 5, 6, 0, 0, 0, 0, count, 0, count, 0].into_iter().chain(size).chain(at).chain([0, 0]));
    archive
}

/// A workbook with these rows of cells as XML, and one shared text.
fn workbook(rows: &str, shared: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationship = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>"#)
    };
    let of = |inside: String| format!(r#"<Relationships xmlns="{relationships}">{inside}</Relationships>"#);
    let root = of(relationship("rId1", "officeDocument", "xl/workbook.xml"));
    let own = of(relationship("rId1", "worksheet", "worksheets/sheet1.xml")
        + &relationship("rId2", "sharedStrings", "sharedStrings.xml"));
    let sheets = r#"<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>"#;
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &format!(r#"<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>"#)),
        ("xl/_rels/workbook.xml.rels", &own),
        ("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{main}"><si><t>{shared}</t></si></sst>"#)),
        (
            "xl/worksheets/sheet1.xml",
            &format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ])
}

#[test]
fn a_sheet_is_a_table_whose_lines_are_its_rows() {
    let read = reading("s.xlsx", &bytes("sheets.xlsx"), &ReadOptions::default());
    let expected = "3 kept, 1 refused\n\
        note[N307] s.xlsx: sheet \"Events\" was read, the others were not: Towns; --sheet NAME reads another\n\
        warning[W302] s.xlsx: cells E6:E7 are merged; the value stands in the first of them, the others are blank\n\
        warning[W301] s.xlsx: cell F6 holds #N/A and was read as blank\n\
        refused[E204] s.xlsx:7: latitude \"131.6\" is outside -90..90; longitude and latitude may be swapped; record 4 set aside";
    assert_eq!(read.told, expected);
    let lines: Vec<_> = read.records.iter().map(|record| record.origin.line).collect();
    assert_eq!(lines, [Some(3), Some(4), Some(6)]);
    let cell = |record: usize, column: &str| read.records[record].feature.text(column).map(str::to_owned);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!((cell(0, "date"), cell(0, "at")), (text("2024-01-28"), text("2024-01-28T14:30:00")));
    assert_eq!((cell(0, "notes"), cell(0, "armed")), (text("first line\nsecond line\nthird"), text("true")));
    assert_eq!((cell(1, "notes"), cell(1, "at")), (text("a, \"b\""), text("06:30:00")));
    assert_eq!(read.records[0].feature.properties["killed"], serde_json::json!(3));
    let epoch = reading("e.xlsx", &bytes("epoch-1904.xlsx"), &ReadOptions::default());
    let dates: Vec<_> = epoch.records.iter().map(|record| record.feature.text("date")).collect();
    assert_eq!(dates, [Some("2024-01-28"), Some("1904-01-02")]);
}

#[test]
fn a_sheet_is_chosen_by_name_or_number() {
    let check = |name: &str, sheet: &str, expected: &str| {
        let options = ReadOptions { sheet: Some(sheet.to_owned()), ..ReadOptions::default() };
        let bytes = if name.contains("xlsx") { bytes("sheets.xlsx") } else { b"lat,lon\n26,62\n".to_vec() };
        let told = reading(name, &bytes, &options).told;
        assert!(told.starts_with(expected), "{name} {sheet}: {told}");
    };
    for sheet in ["Towns", " towns", "2"] {
        check("s.xlsx", sheet, "1 kept, 0 refused");
    }
    check("s.xlsx", "1", "3 kept, 1 refused");
    check("s.xlsx", "Villages", "fatal[E310] s.xlsx: there is no sheet \"Villages\"; the sheets are Events, Towns");
    check("s.xlsx", "0", "fatal[E310]");
    check("t.csv", "1", "fatal[E310] t.csv: there are no sheets in it; --sheet \"1\" is for .xlsx workbooks");
    // whatever it is called
    check("xlsx.csv", "2", "1 kept, 0 refused");
}

#[test]
fn a_workbook_does_no_harm() {
    let check = |bytes: &[u8], expected: &str| {
        let told = reading("b.xlsx", bytes, &ReadOptions::default()).told;
        assert!(told.contains(expected), "{told}");
    };
    let row = |cells: &str| workbook(&format!(r#"<row r="1">{cells}</row>"#), "text");
    let number = |at: &str| format!(r#"<c r="{at}"><v>1</v></c>"#);
    check(&row(""), "fatal[E102] b.xlsx: the file is empty");
    check(&row(&number("A1")), "E306]");
    check(&row(&number("XFD1")), "limit[E604] b.xlsx: there are more than 2000 columns");
    check(
        &row(&(number("B1") + &number("A1"))),
        "fatal[E108] b.xlsx: this workbook cannot be read: cell A1 is out of order",
    );
    check(&workbook("", &"a".repeat(8_000_000)), "limit[E605] b.xlsx: unpacks to more than 100 times its size");
    // one long text, told a thousand times
    let cells: String = (1..1_000)
        .fold(String::new(), |cells, row| cells + &format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#));
    check(&workbook(&cells, &"b".repeat(30_000)), "limit[E605] b.xlsx: unpacks to more than 100 times its size");
    let mut limits = Limits::default();
    limits.unpacked_bytes = 1_000;
    let told = reading("b.xlsx", &row(&number("A1")), &ReadOptions { limits, ..ReadOptions::default() }).told;
    assert!(told.contains("limit[E605] b.xlsx: unpacks to more than 1000 bytes"), "{told}");
    check(
        &zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]),
        "fatal[E104] b.xlsx: this is a ZIP archive or an Office document without a workbook",
    );
    check(&zip(&[("xl/workbook.bin", "")]), "it is a binary .xlsb workbook");
    check(b"id,lat,lon\n", "fatal[E104] b.xlsx: this is no ZIP archive, not an .xlsx workbook");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old spreadsheet or document, not an .xlsx workbook");
    let whole = bytes("sheets.xlsx");
    for cut in (4..whole.len()).step_by(61) {
        assert!(reading("b.xlsx", &whole[..cut], &ReadOptions::default()).tally.is_none(), "cut at {cut}");
    }
    for at in (0..whole.len()).step_by(17) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        // read or refused, never a panic
        let _ = reading("b.xlsx", &damaged, &ReadOptions::default());
    }
}

#[cfg(feature = "cli")]
mod commands {
    use std::fs;
    use std::process::Output;

    use sarhad::io::read::{Input, ReadOptions};
    use sarhad::model::profile::Role;
    use sarhad::model::profile::role_columns::RoleColumns;
    use serde_json::Value;
    use tempfile::TempDir;

    use super::{columns, fixture};
    use crate::read::{reading, reading_of};

    const FIXTURES: [&str; 13] = [
        "ucdp.csv",
        "ucdp-hdx.csv",
        "ucdp-candidate.csv",
        "acled.csv",
        "acled-newer.csv",
        "acled-older.csv",
        "gdelt1-57.tsv",
        "gdelt1.CSV",
        "gdelt2.CSV",
        "osint.csv",
        "osint.json",
        "sheets.xlsx",
        "epoch-1904.xlsx",
    ];

    fn run(folder: &TempDir, args: &[&str]) -> Output {
        let mut command = assert_cmd::Command::cargo_bin("sarhad").unwrap();
        command.current_dir(folder.path()).args(args).output().unwrap()
    }

    fn told(output: &Output) -> String {
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
    }

    #[test]
    fn a_round_trip_loses_no_column_and_no_cell() {
        let folder = TempDir::new().unwrap();
        for name in FIXTURES {
            let path = fixture(name);
            let output = run(&folder, &["convert", path.to_str().unwrap(), "--format", "csv"]);
            assert!(matches!(output.status.code(), Some(0 | 4)), "{name}: {}", told(&output));
            let before = reading_of(Input::Path(path), &ReadOptions::default());
            let after = reading("out.csv", &output.stdout, &ReadOptions::default());
            let out = columns(&after);
            let kept: Vec<String> = out.iter().filter(|column| columns(&before).contains(column)).cloned().collect();
            assert_eq!(kept, columns(&before), "{name}");
            assert_eq!(before.records.len(), after.records.len(), "{name}");
            for (one, other) in before.records.iter().zip(&after.records) {
                assert_eq!(one.feature.shape, other.feature.shape, "{name}");
                for column in columns(&before).iter().filter(|column| *column != "links") {
                    // a blank cell of a table says nothing, as null does
                    let said = one.feature.text(column).filter(|text| !text.is_empty());
                    assert_eq!(said, other.feature.text(column), "{name} {column}");
                }
            }
        }
    }

    #[test]
    fn profile_tells_what_is_recognised() {
        let folder = TempDir::new().unwrap();
        let check = |name: &str, profile: &str, [read, kept]: [u64; 2], days: &str| {
            let path = fixture(name);
            let output = run(&folder, &["profile", path.to_str().unwrap(), "--format", "json"]);
            let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", told(&output)));
            assert_eq!(
                (&found["profile"], &found["read"], &found["kept"]),
                (&profile.into(), &read.into(), &kept.into())
            );
            let first_and_last = format!("{} {}", found["first_day"], found["last_day"]).replace('"', "");
            assert_eq!(first_and_last, days, "{name}");
            found
        };
        let ucdp = check("ucdp-hdx.csv", "ucdp-hdx", [3, 3], "2019-04-10 2019-05-31");
        assert_eq!(ucdp["precision_codes"], serde_json::json!({"1": 1, "2": 1, "3": 1}));
        assert_eq!(ucdp["roles"]["deaths"], "best");
        assert_eq!(ucdp["licence"]["licence"], "CC BY 4.0");
        check("acled.csv", "acled", [3, 3], "2023-04-13 2023-05-31");
        check("acled-older.csv", "acled", [3, 3], "2023-04-13 2023-05-31");
        let gdelt = check("gdelt2.CSV", "gdelt2", [4, 4], "2024-01-28 2024-01-28");
        assert_eq!((&gdelt["machine_coded"], &gdelt["delimiter"]), (&true.into(), &"tabs".into()));
        let osint = check("osint.json", "osint", [3, 3], "2023-04-18 2023-04-20");
        assert_eq!(osint["format"], "JSON, an array of objects");
        let sheet = check("sheets.xlsx", "plain", [4, 3], "2023-04-18 2024-01-28");
        assert_eq!(sheet["roles"]["deaths"], "killed");
        let output = run(&folder, &["profile", fixture("gdelt1.CSV").to_str().unwrap()]);
        let text = told(&output);
        for part in ["gdelt1: GDELT 1.0 events", "coded by a machine", "ActionGeo_Long", "read 4 = kept 4", "N306"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn a_mapping_tells_what_columns_mean() {
        let folder = TempDir::new().unwrap();
        let table =
            "No,East,North,Day,how,mine\nA1,62.3254,25.1264,03/04/2023,A,x\nA2,63.0485,26.0012,05/06/2023,B,y\n";
        fs::write(folder.path().join("t.csv"), table).unwrap();
        let check = |map: &str, args: &[&str], code: i32, parts: &[&str]| {
            fs::write(folder.path().join("map.json"), map).unwrap();
            let output = run(&folder, &[args, &["--map", "map.json"]].concat());
            let text = told(&output);
            assert_eq!(output.status.code(), Some(code), "{args:?}: {text}");
            for part in parts {
                assert!(text.contains(part), "{args:?} {part}: {text}");
            }
        };
        let map = r#"{"columns": {"id": "No", "lon": "East", "lat": "North", "date": "Day", "precision": "how"},
            "date_order": "dmy", "precision_map": {"A": "exact", "B": {"precision": "near", "radius_m": 2000}},
            "title": "Mine", "licence": "CC-BY-4.0", "attribution": "me"}"#;
        let convert = ["convert", "t.csv", "--format", "geojson"];
        check(
            map,
            &convert,
            0,
            &[r#""id":"A1""#, r#""coordinates":[62.3254,25.1264]"#, r#""mine":"x""#, "CC-BY-4.0", "Mine"],
        );
        check(
            map,
            &["convert", "t.csv", "--format", "csv", "--until", "2023-04"],
            0,
            &["A1,62.3254,25.1264,03/04/2023,A,x\n", "kept 1"],
        );
        check(map, &["distance", "t.csv", "--to", "border/IR-PK", "--format", "csv"], 0, &[",exact,", ",near,"]);
        check(map, &["profile", "t.csv"], 0, &["mapped", "East", "2023-04-03 to 2023-06-05"]);
        let wrong = map.replace("\"North\"", "\"Nort\"");
        check(
            &wrong,
            &convert,
            2,
            &[
                "--map: its lat names column \"Nort\", which is not there; did you mean \"North\"?; the columns are No, East",
            ],
        );
        check(
            r#"{"colums": {}}"#,
            &convert,
            2,
            &["--map map.json: there is no member \"colums\"", "did you mean \"columns\"?"],
        );
        check(r#"{"columns": {"lan": "East"}}"#, &convert, 2, &["there is no member \"lan\"", "did you mean"]);
        check(r#"{"columns": {"lon": 7}}"#, &convert, 2, &["columns.lon names no column"]);
        check(r#"{"columns": {}}"#, &convert, 2, &["columns names none"]);
        check(r#"{"columns": {"lon": "East", "lat": "east"}}"#, &convert, 2, &["one column as lon and as lat"]);
        check(
            r#"{"columns": {"lon": "East"}, "date_order": "ymd"}"#,
            &convert,
            2,
            &["date_order \"ymd\" is none; write dmy or mdy"],
        );
        check(
            r#"{"columns": {"lon": "East"}, "precision_map": {"A": "sure"}}"#,
            &convert,
            2,
            &["\"sure\" is no precision"],
        );
        check("[", &convert, 2, &["--map map.json: EOF"]);
        check(map, &["convert", "none.csv", "--map"], 2, &["--map"]);
    }

    #[test]
    fn capitals_in_a_header_change_no_answer() {
        let folder = TempDir::new().unwrap();
        let plain = String::from_utf8(super::bytes("ucdp.csv")).unwrap();
        let (header, rows) = plain.split_once('\n').unwrap();
        fs::write(folder.path().join("plain.csv"), &plain).unwrap();
        fs::write(folder.path().join("capitals.csv"), format!("{}\n{rows}", header.to_uppercase())).unwrap();
        let answer = |name: &str| {
            let args = ["distance", name, "--to", "border/IR-PK", "--format", "csv", "--quiet"];
            let output = run(&folder, &args);
            let text = String::from_utf8(output.stdout).unwrap();
            text.split_once('\n').map(|(_, rows)| rows.to_owned()).unwrap_or_default()
        };
        assert!(answer("plain.csv").contains("district"));
        assert_eq!(answer("capitals.csv"), answer("plain.csv"));
        let dated = |name: &str| told(&run(&folder, &["convert", name, "--from", "2019-05", "--format", "csv"]));
        assert!(dated("capitals.csv").contains("kept 1"), "{}", dated("capitals.csv"));
        // a copy with a mistake of each kind
        let row = rows.lines().next().unwrap();
        let wrong = row.replace(",2019-", ",2099-").replace("Pakistan", "Iran");
        assert_ne!(wrong, row);
        fs::write(folder.path().join("plain.csv"), format!("{header}\n{wrong}\n")).unwrap();
        fs::write(folder.path().join("capitals.csv"), format!("{}\n{wrong}\n", header.to_uppercase())).unwrap();
        let found = |name: &str| {
            let args = ["check", name, "--today", "2024-01-28", "--format", "csv", "--quiet"];
            String::from_utf8(run(&folder, &args).stdout).unwrap().to_lowercase().replace(name, "")
        };
        assert!(found("plain.csv").contains("w406"), "{}", found("plain.csv"));
        assert_eq!(found("capitals.csv"), found("plain.csv"));
    }

    #[test]
    fn a_date_is_found_by_each_name_that_profile_knows() {
        let folder = TempDir::new().unwrap();
        for name in RoleColumns::default().names(Role::Date) {
            for name in [name.clone(), name.replace('_', " ").to_uppercase()] {
                let table = format!("id,lon,lat,{name}\na,62.3,25.1,2023-04-03\nb,62.3,25.1,2021-04-03\n");
                fs::write(folder.path().join("t.csv"), table).unwrap();
                let ends = ["--from", "2020", "--until", "2022", "--format", "csv"];
                let text = told(&run(&folder, &[&["convert", "t.csv"], &ends[..]].concat()));
                assert!(text.contains("kept 1") && text.contains("b,62.3"), "{name}: {text}");
            }
        }
    }

    #[test]
    fn a_table_of_names_is_shown_the_way_to_geocode() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("names.csv"), "id,town,date\na,Turbat,2023-04-03\nb,Gwadar,2023-04-05\n").unwrap();
        let output = run(&folder, &["profile", "names.csv"]);
        let text = told(&output);
        for part in
            ["sarhad geocode \"names.csv\" --place-column \"town\"", "read 2 = kept 2", "2023-04-03 to 2023-04-05"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(output.status.code(), Some(1));
    }

    #[test]
    fn check_reads_the_columns_of_a_mapping() {
        let folder = TempDir::new().unwrap();
        let rows = "A,62.3254,25.1264,Dera Bugti,2024-03-01,-2\nA,62.3254,25.1264,Gwadar,2023-03-01,2\n";
        fs::write(folder.path().join("t.csv"), format!("ref,E,N,Zila,Tag,Tote\n{rows}")).unwrap();
        let map = r#"{"columns": {"lon": "E", "lat": "N", "district": "Zila", "date": "Tag", "deaths": "Tote"}}"#;
        fs::write(folder.path().join("map.json"), map).unwrap();
        let args = ["check", "t.csv", "--today", "2024-01-28", "--format", "csv", "--map", "map.json"];
        let text = told(&run(&folder, &args));
        for part in
            ["W205,warning,t.csv,2", ",Zila,Dera Bugti,", "W406,warning", ",Tag,2024-03-01,", "W501", ",Tote,-2,"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains(",t.csv,3,"), "{text}");
    }

    #[test]
    fn what_is_not_recognised_gets_the_beginning_of_a_mapping() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("t.csv"), "Ref,GPS East,GPS North,Event Date,Killed\n1,62,26,2023-04-03,2\n")
            .unwrap();
        let output = run(&folder, &["profile", "t.csv", "--write-map", "map.json"]);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(told(&output).contains("--map map.json"), "{}", told(&output));
        let map = fs::read_to_string(folder.path().join("map.json")).unwrap();
        let written: Value = serde_json::from_str(&map).unwrap();
        assert_eq!(
            written["columns"],
            serde_json::json!({"id": "Ref", "date": "Event Date", "deaths": "Killed", "lon": "GPS East", "lat": "GPS North"}),
            "{map}"
        );
        let output = run(&folder, &["convert", "t.csv", "--map", "map.json", "--format", "geojson"]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert!(told(&output).contains("[62.0,26.0]"), "{}", told(&output));
        // nothing is written over
        assert_eq!(run(&folder, &["profile", "t.csv", "--write-map", "map.json"]).status.code(), Some(2));
    }
}
