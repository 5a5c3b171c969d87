//! Tables as people send them: encodings, columns, cells and rows.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use sarhad::io::read::encoding::Encoding;
use sarhad::io::read::{Code, DecimalMark, Event, Header, PlaceColumns, ReadOptions, Schema};
use sarhad::model::dates::DateSpan;
use serde_json::json;

use crate::read::{check, check_with, reading};

const HEADER: &str = "id,name,lat,lon\n";

/// Checks a table of these rows under the usual header.
#[track_caller]
fn check_rows(rows: &str, expected: &str) {
    check("t.csv", format!("{HEADER}{rows}"), expected);
}

/// The properties of the only record.
#[track_caller]
fn properties(name: &str, bytes: &[u8], options: &ReadOptions) -> serde_json::Value {
    let read = reading(name, bytes, options);
    assert_eq!(read.records.len(), 1, "{}", read.told);
    json!(read.records[0].feature.properties)
}

/// Longitude and latitude of each record.
fn places(rows: &str, options: &ReadOptions) -> Vec<Option<(f64, f64)>> {
    let read = reading("t.csv", format!("{HEADER}{rows}").as_bytes(), options);
    let place = |record: &sarhad::io::read::Record| {
        record.feature.shape.as_ref().and_then(sarhad::model::shape::Shape::point).map(|at| (at.lon(), at.lat()))
    };
    read.records.iter().map(place).collect()
}

#[test]
fn an_empty_table_is_refused_and_one_without_rows_is_not() {
    check("t.csv", "", "fatal[E102] t.csv: the file is empty");
    check(
        "t.csv",
        "\n \r\n",
        "fatal[E304] t.csv:2: no columns of longitude and latitude; name them with --lon-column \
         and --lat-column; the columns are column_1",
    );
    check("t.csv", "\n\r\n", "fatal[E102] t.csv: the file is empty");
    check("t.csv", HEADER, "0 kept, 0 refused");
}

#[test]
fn encodings_are_converted_or_named() {
    let rows = format!("{HEADER}1,Wagah,31.6,74.5\n");
    check("t.csv", format!("\u{feff}{rows}"), "1 kept, 0 refused\nnote[N101] t.csv: BOM removed");
    assert_eq!(properties("t.csv", format!("\u{feff}{rows}").as_bytes(), &ReadOptions::default())["id"], json!(1),);
    let utf16: Vec<u8> = format!("\u{feff}{rows}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    check("t.csv", utf16, "1 kept, 0 refused\nnote[N102] t.csv: converted from UTF-16BE to UTF-8");
    let windows = [HEADER.as_bytes(), b"1,Z\xfcrich \x96 Nord,47.3,8.5\n"].concat();
    check(
        "t.csv",
        &windows,
        "fatal[E106] t.csv:2: byte 0xfc at 19 is not UTF-8; Windows-1252? use --encoding windows-1252",
    );
    let options = ReadOptions { encoding: Some(Encoding::named("windows-1252").unwrap()), ..ReadOptions::default() };
    assert_eq!(properties("t.csv", &windows, &options)["name"], json!("Zürich – Nord"));
    check(
        "t.csv",
        [HEADER.as_bytes(), b"1,a\xff\xfe\x80b,31.6,74.5\n2,b,31.6,74.5\n"].concat(),
        "1 kept, 1 refused\nrefused[E106] t.csv:2: byte 0xff at 19 is not UTF-8; name it with --encoding; record 1 set \
         aside",
    );
    let shift_jis = ReadOptions { encoding: Some(Encoding::named("shift_jis").unwrap()), ..ReadOptions::default() };
    check_with(
        &shift_jis,
        "t.csv",
        [HEADER.as_bytes(), b"1,\xff,31.6,74.5\n"].concat(),
        "fatal[E106] t.csv: bytes before 19 are not Shift_JIS",
    );
}

#[test]
fn what_is_not_a_table_is_named() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(format!("{HEADER}1,a,31.6,74.5\n").as_bytes()).unwrap();
    let gzip = packer.finish().unwrap();
    check("t.csv", &gzip, "fatal[E104] t.csv: this is gzip, not text; unpack it, or name it .gz");
    check("t.csv.gz", &gzip, "1 kept, 0 refused\nnote[N103] t.csv.gz: unpacked from gzip");
    check("t.csv.gz", &gzip[..gzip.len() - 4], "fatal[E107] t.csv.gz: damaged compressed file: unexpected end of file");
    check("t.csv", "<html><body>", "fatal[E104] t.csv: this is HTML, not CSV");
    let zip = |first: &str| format!("PK\u{3}\u{4}{}{first}", "\0".repeat(26)).into_bytes();
    for (bytes, told) in [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "a PNG image, not text".to_owned()),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "a JPEG image, not text".to_owned()),
        (b"GIF89a\x01\0".to_vec(), "a GIF image, not text".to_owned()),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), "a PDF document, not text".to_owned()),
        (zip("a.csv"), "a ZIP archive, not text; unpack it".to_owned()),
    ] {
        for name in ["t.csv", "t.tsv", "t.geojson", "-"] {
            check(name, &bytes, &format!("fatal[E104] {name}: this is {told}"));
        }
    }
    for part in ["xl/workbook.xml", "[Content_Types].xml"] {
        let told =
            "this workbook cannot be read: it is no whole ZIP archive; save it anew as .xlsx, or save the sheet as CSV";
        check("t.csv", zip(part), &format!("fatal[E108] t.csv: {told}"));
    }
    // a header is no PDF
    check("t.csv", "%PDF,lat,lon\n1,31.6,74.5\n", "1 kept, 0 refused");
}

#[test]
fn a_bomb_is_left_unexploded() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(HEADER.as_bytes()).unwrap();
    let row = b"1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,31.6,74.5\n".repeat(1_000);
    for _ in 0..200 {
        packer.write_all(&row).unwrap();
    }
    let read = reading("t.csv.gz", &packer.finish().unwrap(), &ReadOptions::default());
    let last = read.told.lines().last().unwrap_or_default().to_owned();
    assert!(last.starts_with("limit[E605] t.csv.gz:"), "{last}");
    assert!(last.ends_with(": unpacks to more than 100 times its size; --max-unpack-ratio raises the limit"), "{last}");
}

#[test]
fn cells_are_kept_digit_by_digit() {
    let row = "id,lat,lon,code,price,empty,sum,formula,nul,exp\n007,31.60,74.5,1e5,401115.0,,+1,\"=cmd|' /C calc'!A0\",a\0b,-2.5\n";
    let read = properties("t.csv", row.as_bytes(), &ReadOptions::default());
    assert_eq!(
        read.to_string(),
        r#"{"id":"007","lat":31.60,"lon":74.5,"code":"1e5","price":401115.0,"empty":null,"sum":"+1","formula":"=cmd|' /C calc'!A0","nul":"a\u0000b","exp":-2.5}"#,
    );
}

#[test]
fn columns_are_told_before_the_first_record() {
    let read =
        reading("t.csv", b" Id , Latitude , LONGITUDE ,geom_wkt\n7,31.6,74.5,POINT(1 2)\n", &ReadOptions::default());
    let expected = Schema {
        columns: ["Id", "Latitude", "LONGITUDE", "geom_wkt"].map(String::from).to_vec(),
        delimiter: b',',
        place: PlaceColumns::LonLat { lon: "LONGITUDE".into(), lat: "Latitude".into() },
    };
    assert_eq!(read.events.first(), Some(&Event::Schema(expected)));
    assert_eq!(read.records[0].origin.id.as_deref(), Some("7"));
}

#[test]
fn columns_are_found_or_asked_for() {
    check("t.csv", "id,lat,lon,lat\n1,2,3,4\n", "fatal[E303] t.csv:1: two columns are named \"lat\"");
    check("t.csv", "id,LAT,lon,lat\n1,2,3,4\n", "fatal[E303] t.csv:1: two columns are named \"lat\"");
    check(
        "t.csv",
        "id,name\n1,a\n",
        "fatal[E304] t.csv:1: no columns of longitude and latitude; name them with --lon-column and --lat-column; the \
         columns are id, name",
    );
    check(
        "t.csv",
        "1,Wagah,31.6,74.5\n",
        "fatal[E306] t.csv:1: no header names longitude and latitude, and the first row looks like data: 1, Wagah, 31.6, \
         74.5; use --no-header with --lon-column and --lat-column",
    );
    let by_number = ReadOptions {
        header: Header::Absent,
        lon_column: Some("4".into()),
        lat_column: Some("3".into()),
        ..ReadOptions::default()
    };
    check_with(&by_number, "t.csv", "1,Wagah,31.6,74.5\n", "1 kept, 0 refused");
    let wrong = ReadOptions { lon_column: Some("länge".into()), ..ReadOptions::default() };
    check_with(
        &wrong,
        "t.csv",
        HEADER,
        "fatal[E305] t.csv:1: there is no column \"länge\"; the columns are id, name, lat, lon",
    );
    check(
        "t.csv",
        "x,y,,\n74.5,31.6,a,\n",
        "1 kept, 0 refused\nnote[N304] t.csv:1: column 3 has no name and is called \"column_3\"\n\
         note[N304] t.csv:1: column 4 has no name and is called \"column_4\"",
    );
    check(
        "t.csv",
        "date_start,lat,lon\n#date+start,#geo+lat,#geo+lon\n2024-01-01,31.6,74.5\n",
        "1 kept, 0 refused\nnote[N303] t.csv:2: the row of HXL tags was skipped",
    );
}

#[test]
fn delimiters_are_found_and_told() {
    check(
        "t.csv",
        "id\tlat\tlon\n1\t31.6\t74.5\n",
        "1 kept, 0 refused\nnote[N301] t.csv: the columns are divided by tabs",
    );
    check("t.tsv", "id\tlat\tlon\n1\t31.6\t74.5\n", "1 kept, 0 refused");
    check(
        "t.csv",
        "id;lat;lon\n1;31.6;74.5\n",
        "1 kept, 0 refused\nnote[N301] t.csv: the columns are divided by semicolons",
    );
    let bars = ReadOptions { delimiter: Some(b'|'), ..ReadOptions::default() };
    check_with(&bars, "t.csv", "id|lat|lon\n1|31.6|74.5\n", "1 kept, 0 refused");
}

#[test]
fn decimal_commas_are_read_only_where_they_are_sure() {
    check(
        "t.csv",
        "id;lat;lon\n1;31,6;74,5\n",
        "1 kept, 0 refused\nnote[N301] t.csv: the columns are divided by semicolons\n\
         note[N302] t.csv:2: latitude \"31,6\" was read with a decimal comma",
    );
    check_rows(
        "1,a,\"31,6\",\"74,5\"\n",
        "0 kept, 1 refused\nrefused[E206] t.csv:2: latitude \"31,6\" has a decimal comma; use --decimal-comma; record 1 \
         set aside",
    );
    let commas = ReadOptions { decimal: DecimalMark::Comma, ..ReadOptions::default() };
    assert_eq!(places("1,a,\"31,6\",\"74,5\"\n", &commas), [Some((74.5, 31.6))]);
}

#[test]
fn coordinates_that_are_none_are_refused() {
    let refused = |lat: &str, lon: &str, expected: &str| {
        check_rows(
            &format!("1,a,{lat},{lon}\n"),
            &format!("0 kept, 1 refused\nrefused[{expected}; record 1 set aside"),
        );
    };
    refused("NaN", "74.5", "E203] t.csv:2: coordinate \"NaN\" is not a finite number");
    refused("inf", "74.5", "E203] t.csv:2: coordinate \"inf\" is not a finite number");
    refused("31.6", "-Infinity", "E203] t.csv:2: coordinate \"-Infinity\" is not a finite number");
    refused("1e400", "74.5", "E203] t.csv:2: coordinate \"1e400\" is not a finite number");
    refused("-131.60", "200", "E204] t.csv:2: latitude \"-131.60\" is outside -90..90");
    refused(
        "131.6",
        "74.5",
        "E204] t.csv:2: latitude \"131.6\" is outside -90..90; longitude and latitude may be swapped",
    );
    refused("31.6", "474.50", "E205] t.csv:2: longitude \"474.50\" is outside -180..180");
    refused("0x1F", "1_000", "E202] t.csv:2: latitude \"0x1F\" is not a number of degrees");
    refused("31.6", "1_000", "E202] t.csv:2: longitude \"1_000\" is not a number of degrees");
    refused(
        "31.6 E",
        "74.5",
        "E215] t.csv:2: latitude \"31.6 E\": the hemisphere letter contradicts the column or the sign",
    );
    refused("31 36 16", "74.5", "E202] t.csv:2: latitude \"31 36 16\" is not a number of degrees");
    refused("31°66'16\"N", "74.5", "E202] t.csv:2: latitude \"31°66'16\"N\" is not a number of degrees");
    refused("31.6.1", "74.5", "E202] t.csv:2: latitude \"31.6.1\" is not a number of degrees");
    refused("-", "74.5", "E202] t.csv:2: latitude \"-\" is not a number of degrees");
}

#[test]
fn coordinates_in_other_notations_are_read_and_told() {
    check_rows(
        "1,a,\"31°36'16\"\"N\",\"74°34'22\"\"E\"\n2,b,31.6 N,74.5 E\n3,c,٣١.٦,۷۴٫۵\n",
        "3 kept, 0 refused\nnote[N204] t.csv:2: latitude \"31°36'16\"N\" was read as 31.604444444444443",
    );
    // 31°36′16″ = 113776/3600, 74°34′22″ = 268462/3600; by hand
    let rows = "1,a,\"31°36'16\"\"N\",\"74°34'22\"\"E\"\n2,b,31.6 N,W 74.5\n3,c,٣١.٦,۷۴٫۵\n4,d,33 51 S,74:30 E\n5,e,−31.6, 74.5 \n";
    assert_eq!(
        places(rows, &ReadOptions::default()),
        [
            Some((268_462.0 / 3_600.0, 113_776.0 / 3_600.0)),
            Some((-74.5, 31.6)),
            Some((74.5, 31.6)),
            Some((74.5, -33.85)),
            Some((74.5, -31.6)),
        ],
    );
}

#[test]
fn blank_coordinates_are_no_location_and_never_zero() {
    check_rows(
        "1,a,,74.5\n2,b,31.6,\n3,c,,\n4,d,0,0\n",
        "4 kept, 0 refused\nwarning[W202] t.csv:2: latitude is blank, so the record has no location\n\
         warning[W202] t.csv:3: longitude is blank, so the record has no location\n\
         warning[W201] t.csv:5: the point is at 0, 0, which often stands for a missing location",
    );
    assert_eq!(places("1,a,,74.5\n2,b,31.6,\n3,c, ,\n", &ReadOptions::default()), [None, None, None]);
}

#[test]
fn ragged_rows_are_refused_with_their_line() {
    check_rows(
        "1,a,31.6\n2,\"b\nb\",31.6,74.5,extra\n3,c,31.6,74.5\n",
        "1 kept, 2 refused\nrefused[E302] t.csv:2: the row has 3 fields, the header has 4; record 1 set aside\n\
         refused[E302] t.csv:3: the row has 5 fields, the header has 4; record 2 set aside",
    );
    let read = reading("t.csv", format!("{HEADER}2,\"b\nb\",31.6,74.5,extra\r\n").as_bytes(), &ReadOptions::default());
    let Some(Event::Problem(problem)) = read.events.last() else { panic!("{}", read.told) };
    assert_eq!(problem.verbatim.as_deref(), Some("2,\"b\nb\",31.6,74.5,extra"));
}

#[test]
fn quotes_close_or_are_told_by_their_line() {
    check_rows("1,\"Wagah,31.6,74.5\n2,b,31.6,74.5\n", "fatal[E301] t.csv:2: the quote opened on line 2 never closes");
    check("t.csv", "id,lat,lon\r1,\"3\r1\",\"4\r", "fatal[E301] t.csv:3: the quote opened on line 3 never closes");
    check_rows(
        "1,\"a\"b,31.6,74.5\n2,\"b \"\"q\"\"\",31.6,74.5\n",
        "1 kept, 1 refused\nrefused[E307] t.csv:2: field 2 goes on after its closing quote; record 1 set aside",
    );
}

#[test]
fn lines_are_counted_as_editors_count_them() {
    let lines = |rows: &str| -> Vec<Option<u64>> {
        reading("t.csv", rows.as_bytes(), &ReadOptions::default())
            .records
            .iter()
            .map(|record| record.origin.line)
            .collect()
    };
    assert_eq!(lines("id,lat,lon\r1,31.6,74.5\r2,31.7,74.6\r"), [Some(2), Some(3)]);
    assert_eq!(lines("id,lat,lon\n1,31.6,74.5\r\n2,31.7,74.6\n\n3,31.8,74.7"), [Some(2), Some(3), Some(5)]);
    assert_eq!(lines("id,lat,lon\r\n\"1\r\n\",31.6,74.5\r\n2,31.7,74.6"), [Some(2), Some(4)]);
}

#[test]
fn burdens_are_limits() {
    let wide = format!("lat,lon{}\n", ",c".repeat(100_000));
    check("t.csv", wide, "limit[E604] t.csv:1: there are more than 2000 columns; --max-columns raises the limit");
    let long = format!("{HEADER}1,\"{}\",31.6,74.5\n", "x".repeat(5_000_000));
    check(
        "t.csv",
        long,
        "limit[E603] t.csv:2: field 2 of the row takes more than 1000000 bytes (a quote left open?); --max-field-bytes \
         raises it",
    );
}

#[test]
fn wkt_is_read_where_there_is_no_pair() {
    check(
        "t.csv",
        "id,WKT\n1,POINT (74.5 31.6)\n2,POINT (74.5\n3,\n4,POINT EMPTY\n",
        "3 kept, 1 refused\nrefused[E214] t.csv:3: not a WKT geometry: \"POINT (74.5\": its brackets do not match, cut off?; \
         record 2 set aside",
    );
    let refused = |wkt: &str, expected: &str| {
        check(
            "t.csv",
            format!("WKT\n\"{wkt}\"\n"),
            &format!("0 kept, 1 refused\nrefused[{expected}; record 1 set aside"),
        );
    };
    refused(
        "POINT (74.5 31.6) x",
        "E214] t.csv:2: not a WKT geometry: \"POINT (74.5 31.6) x\": its brackets do not match, cut off?",
    );
    refused(
        "CIRCLE (1 2)",
        "E214] t.csv:2: not a WKT geometry: \"CIRCLE (1 2)\": its type, numbers or commas are wrong",
    );
    refused(
        "POINT (nan 2)",
        "E214] t.csv:2: not a WKT geometry: \"POINT (nan 2)\": its type, numbers or commas are wrong",
    );
    refused(
        "SRID=3857;POINT (1 2)",
        "E209] t.csv:2: coordinate reference system \"EPSG:3857\" is not supported; convert to EPSG:4326",
    );
    refused("POINT (131.6 174.5)", "E204] t.csv:2: latitude \"174.5\" is outside -90..90");
    check(
        "t.csv",
        "WKT\n\"SRID=4326;POLYGON Z ((0 0 1, 1 0 1, 1 1 1))\"\n",
        "1 kept, 0 refused\nnote[N201] t.csv:2: heights were left out\nnote[E221] t.csv:2: an unclosed ring was closed",
    );
    let deep = "GEOMETRYCOLLECTION (".repeat(200) + &")".repeat(200);
    let read = reading("t.csv", format!("WKT\n{deep}\n").as_bytes(), &ReadOptions::default());
    assert!(read.told.contains("refused[E113] t.csv:2: nested 200 levels deep, the limit is 128"), "{}", read.told);
}

#[test]
fn wkt_beside_a_pair_is_read_where_both_coordinates_are_blank() {
    let told = "note[N305] t.csv:3: longitude and latitude are blank, so the location was read from column \"wkt\"";
    check(
        "t.csv",
        "lon,lat,wkt\n74.5,31.6,\n, ,POINT (74.5 31.6)\n,,\"LINESTRING (1 2, 3 4)\"\n",
        &format!("3 kept, 0 refused\n{told}"),
    );
    check(
        "t.csv",
        "lon,lat,wkt\n,,\n,,POINT (1\n,31.6,POINT (1 2)\n",
        "2 kept, 1 refused\nrefused[E214] t.csv:3: not a WKT geometry: \"POINT (1\": its brackets do not match, cut off?; \
         record 2 set aside\nwarning[W202] t.csv:4: longitude is blank, so the record has no location",
    );
    // UCDP's geom_wkt says again what stands in filled columns; geom may be anything
    check("t.csv", "latitude,longitude,geom_wkt\n31.6,74.5,POINT (1 2\n", "1 kept, 0 refused");
    check("t.csv", "lat,lon,geom\n,,0101000020E6100000\n", "1 kept, 0 refused");
}

#[test]
fn dates_are_judged_and_never_guessed() {
    let dated = |dates: &[&str]| {
        let rows: Vec<String> = dates.iter().map(|date| format!("31.6,74.5,{date}\n")).collect();
        format!("lat,lon,date\n{}", rows.concat())
    };
    check(
        "t.csv",
        dated(&["2024-02-30", "31/12/2023", "0000-00-00", "2024-06-30T23:59:60Z", "2024-02-29", "2024", ""]),
        "6 kept, 1 refused\nrefused[E401] t.csv:2: \"2024-02-30\" in column \"date\" is no date that exists; record 1 set \
         aside\nnote[N401] t.csv:3: \"31/12/2023\" in column \"date\" is not written YYYY-MM-DD; kept as it is, and \
         filters by date read it only where its column tells which number is the day\nwarning[W401] t.csv:4: \"0000-00-00\" in column \"date\" was read as no date",
    );
    // dates of sources, of which there may be several, are no dates of the record
    check("t.csv", "lat,lon,date,source_date\n1,2,2024-01-01,2024-01-02;2024-01-03\n", "1 kept, 0 refused");
    for (date, kept) in [
        ("2023-02-29", 0),
        ("2024-13-01", 0),
        ("2024-01-01T25:00", 0),
        ("2024-01-01 10:61:00", 0),
        ("2024-01-01T00:00:00+25:00", 0),
        ("2024-01-01 00:00:00.000", 1),
        ("2024-01-01T24:00:00", 1),
        ("2024-01-01T10:00+0430", 1),
        ("2024-05", 1),
        ("03/04/2024", 1),
        ("spring", 1),
    ] {
        let read = reading("t.csv", dated(&[date]).as_bytes(), &ReadOptions::default());
        assert_eq!(read.records.len(), kept, "{date}: {}", read.told);
        if kept == 1 {
            assert_eq!(read.records[0].feature.text("date"), Some(date));
        }
    }
}

#[test]
fn solar_hijri_dates_are_told_once_counted_and_kept() {
    let told = |year: u16| {
        format!(
            "warning[W402] t.csv:2: year {year} looks like a Solar Hijri date; it is kept as it is and not converted"
        )
    };
    let dated = |date: &str| format!("lat,lon,date\n31.6,74.5,{date}\n");
    // 31 Ordibehesht is a day there
    for date in ["1402-11-08", "1402-02-31", "1402/11/08", "08/11/1402", "1402.11.8", "14021108", "1402-11", "1402"] {
        check("t.csv", dated(date), &format!("1 kept, 0 refused\n{}", told(1402)));
    }
    for date in ["۱۴۰۲/۱۱/۰۸", "1402-11-08T10:30", "1402/11/08 10:30"] {
        check("t.csv", dated(date), &format!("1 kept, 0 refused\n{}", told(1402)));
        let read = reading("t.csv", dated(date).as_bytes(), &ReadOptions::default());
        assert_eq!(read.records[0].feature.text("date"), Some(date));
    }
    check("t.csv", dated("1300-01-01"), &format!("1 kept, 0 refused\n{}", told(1300)));
    check("t.csv", dated("1450-12-29"), &format!("1 kept, 0 refused\n{}", told(1450)));
    for date in ["1299-01-01", "1451-01-01", "2024-01-28", "1402000000", "20240128", "1402110"] {
        check("t.csv", dated(date), "1 kept, 0 refused");
    }
    let read = reading("t.csv", (dated("1402-11-08") + "31.6,74.5,1402-11-09\n").as_bytes(), &ReadOptions::default());
    assert_eq!(read.told, format!("2 kept, 0 refused\n{}", told(1402)));
    assert_eq!(read.tally.unwrap().codes[&Code::SolarHijri], 2);
}

#[test]
fn a_year_of_another_calendar_is_no_gregorian_date() {
    let parsed = |text: &str| DateSpan::parse(text).map(|span| span.to_string()).map_err(|error| error.to_string());
    for text in ["1402-11-08", "1402-02-31", "1402-11", "1402", "1402-11-08T10:00"] {
        let told =
            "has the year 1402, before 1500; other calendars, such as Solar Hijri, are not read; write 2024-01-28";
        assert_eq!(parsed(text), Err(format!("{text:?} {told}")));
    }
    assert!(parsed("1499-12-31").unwrap_err().contains("the year 1499"));
    assert_eq!(parsed("1500-01-01").as_deref(), Ok("1500-01-01"));
    assert!(parsed("0000-01-01").unwrap_err().contains("is not a date"));
}

#[test]
fn the_last_of_many_rows_is_judged_like_the_first() {
    let table = format!("{HEADER}{}x,y,z\n", "1,a,31.6,74.5\n".repeat(20_000).replace("1,a", ",a"));
    check(
        "t.csv",
        table,
        "20000 kept, 1 refused\nrefused[E302] t.csv:20002: the row has 3 fields, the header has 4; record 20001 set aside",
    );
}
