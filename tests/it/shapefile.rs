//! Shapefiles: shapes and rows together, every doubt told, nothing believed that a header says. Referees: Esri's description of the
//! format for bytes, GDAL (beside these tests) for what files of others hold.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use geo_types::Geometry;
use sarhad::io::read::encoding::Encoding;
use sarhad::io::read::{Input, ReadOptions};
use serde_json::Value;
use tempfile::TempDir;

use crate::read::{Reading, reading, reading_of};

const POINT: i32 = 1;
const POLYGON: i32 = 5;
const WGS_84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

fn shp(kind: i32, records: &[Vec<u8>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (number, record) in (1_i32..).zip(records) {
        body.extend(number.to_be_bytes());
        body.extend(i32::try_from(record.len() / 2).unwrap().to_be_bytes());
        body.extend(record);
    }
    let mut file = vec![0; 100];
    file[..4].copy_from_slice(&9994_i32.to_be_bytes());
    file[24..28].copy_from_slice(&i32::try_from(50 + body.len() / 2).unwrap().to_be_bytes());
    file[28..32].copy_from_slice(&1000_i32.to_le_bytes());
    file[32..36].copy_from_slice(&kind.to_le_bytes());
    file.extend(body);
    file
}

fn doubles(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn point(lon: f64, lat: f64) -> Vec<u8> {
    [POINT.to_le_bytes().to_vec(), doubles(&[lon, lat])].concat()
}

fn polygon(counts: [i32; 2], firsts: &[i32], corners: &[f64]) -> Vec<u8> {
    let mut record = POLYGON.to_le_bytes().to_vec();
    record.extend([0; 32]);
    record.extend(counts.iter().chain(firsts).flat_map(|number| number.to_le_bytes()));
    record.extend(doubles(corners));
    record
}

/// A table of these fields (name, kind, length) whose rows are padded with blanks.
fn dbf(driver: u8, fields: &[(&[u8], u8, u8)], rows: &[&[&[u8]]]) -> Vec<u8> {
    let width: usize = 1 + fields.iter().map(|field| usize::from(field.2)).sum::<usize>();
    let mut file = vec![3, 124, 1, 1];
    file.extend(u32::try_from(rows.len()).unwrap().to_le_bytes());
    file.extend(u16::try_from(33 + 32 * fields.len()).unwrap().to_le_bytes());
    file.extend(u16::try_from(width).unwrap().to_le_bytes());
    file.extend([0; 17]);
    file.extend([driver, 0, 0]);
    for (name, kind, length) in fields {
        let mut field = vec![0; 32];
        field[..name.len()].copy_from_slice(name);
        (field[11], field[16]) = (*kind, *length);
        file.extend(field);
    }
    file.push(0x0d);
    for row in rows {
        file.push(b' ');
        for (cell, (_, _, length)) in row.iter().zip(fields) {
            let mut padded = cell.to_vec();
            padded.resize(usize::from(*length), b' ');
            file.extend(padded);
        }
    }
    file.push(0x1a);
    file
}

/// The files of a folder, read by the one named `posts.shp`.
struct Folder(TempDir);

impl Folder {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("posts.shp")
    }

    fn read(&self, options: &ReadOptions) -> Reading {
        reading_of(Input::Path(self.path()), options)
    }

    /// What is told, without the folder's name.
    fn told(&self, options: &ReadOptions) -> String {
        let folder = format!("{}/", self.0.path().display());
        self.read(options).told.replace(&folder, "")
    }
}

fn properties(read: &Reading) -> Vec<Value> {
    read.records.iter().map(|record| Value::Object(record.feature.properties.clone())).collect()
}

#[test]
fn shapes_and_rows_are_records_together() {
    let table = dbf(
        0,
        &[(b"id", b'N', 6), (b"name", b'C', 20), (b"day", b'D', 8), (b"toll", b'F', 9), (b"sure", b'L', 1)],
        &[
            &[b"    12", "گوادر".as_bytes(), b"20190418", b"  2.50", b"T"],
            &[b"    13", b"", b"00000000", b"*********", b"?"],
        ],
    );
    let shapes = shp(POINT, &[point(62.33, 25.12), 0_i32.to_le_bytes().to_vec()]);
    let folder = Folder::of(&[("posts.shp", &shapes), ("POSTS.DBF", &table), ("posts.prj", WGS_84.as_bytes())]);
    let read = folder.read(&ReadOptions::default());
    assert_eq!(folder.told(&ReadOptions::default()).lines().next(), Some("2 kept, 0 refused"), "{}", read.told);
    let expected = [
        r#"{"id":12,"name":"گوادر","day":"2019-04-18","toll":2.50,"sure":true}"#,
        r#"{"id":13,"name":null,"day":null,"toll":null,"sure":null}"#,
    ];
    for (found, expected) in properties(&read).iter().zip(expected) {
        assert_eq!(found, &serde_json::from_str::<Value>(expected).unwrap());
    }
    let ids: Vec<String> =
        read.records.iter().filter_map(|record| Some(record.feature.id.as_ref()?.to_string())).collect();
    assert_eq!(ids, ["12", "13"]);
    assert_eq!(read.records[0].feature.shape.as_ref().unwrap().point(), sarhad::LonLat::new(62.33, 25.12).ok());
    assert!(read.records[1].feature.shape.is_none());
}

#[test]
fn what_is_missing_or_of_another_kind_is_told() {
    let check = |files: &[(&str, &[u8])], expected: &str| {
        let told = Folder::of(files).told(&ReadOptions::default());
        assert!(told.contains(expected), "{told:?} lacks {expected:?}");
    };
    let one = shp(POINT, &[point(62.0, 25.0)]);
    let prj = ("posts.prj", WGS_84.as_bytes());
    check(&[("posts.shp", &one), prj], "note[N312] posts.shp: there is no .dbf beside it");
    check(&[("posts.shp", &one)], "note[N313] posts.shp: nothing says the coordinate reference system");
    let utm = br#"PROJCS["WGS_1984_UTM_Zone_41N",GEOGCS["GCS_WGS_1984"]]"#;
    check(
        &[("posts.shp", &one), ("posts.prj", utm)],
        "fatal[E209] posts.shp: coordinate reference system \"WGS_1984_UTM_Zone_41N\"",
    );
    check(
        &[("posts.shp", &shp(31, &[]))],
        "fatal[E109] posts.shp: this shapefile cannot be read: its shapes are MultiPatch",
    );
    check(&[("posts.shp", &shp(POINT, &[point(62.0, 95.0)]))], "[E204]");
    check(
        &[("posts.shp", &shp(POINT, &[polygon([1, 4], &[0], &[0.0; 8])]))],
        "it is of kind 5, and the file's shapes are of kind 1",
    );
    let name: &[(&[u8], u8, u8)] = &[(b"name", b'C', 8)];
    let two = dbf(0, name, &[&[b"a"], &[b"b"]]);
    check(&[("posts.shp", &one), ("posts.dbf", &two)], "1 rows of the .dbf have no shape");
    let memo = dbf(0, &[(b"memo", b'M', 10)], &[&[b"1"]]);
    check(&[("posts.shp", &one), ("posts.dbf", &memo)], "are blank: memo");
    let late = dbf(0, &[(b"day", b'D', 8)], &[&[b"20190230"]]);
    check(&[("posts.shp", &one), ("posts.dbf", &late)], "refused[E401]");
}

/// An index that names these shapes of a file of points.
fn shx(numbers: &[i32]) -> Vec<u8> {
    let mut file = vec![0; 100];
    file[..4].copy_from_slice(&9994_i32.to_be_bytes());
    file.extend(numbers.iter().flat_map(|number| [50 + number * 14, 10]).flat_map(i32::to_be_bytes));
    file
}

#[test]
fn an_index_that_would_lose_a_shape_is_not_believed() {
    let shapes = shp(POINT, &[point(62.0, 25.0), point(63.0, 26.0), point(64.0, 27.0)]);
    let name: &[(&[u8], u8, u8)] = &[(b"name", b'C', 8)];
    let three = dbf(0, name, &[&[b"a"], &[b"b"], &[b"c"]]);
    let two = dbf(0, name, &[&[b"a"], &[b"c"]]);
    let check = |index: &[u8], table: Option<&[u8]>, expected: &str| {
        let mut files: Vec<(&str, &[u8])> = vec![("posts.shp", &shapes), ("posts.shx", index)];
        files.extend(table.map(|table| ("posts.dbf", table)));
        let told = Folder::of(&files).told(&ReadOptions::default());
        assert!(told.contains(expected), "{told:?} lacks {expected:?}");
    };
    check(&shx(&[0, 1, 2]), Some(&three), "3 kept, 0 refused");
    check(&shx(&[2, 0, 1]), Some(&three), "3 kept, 0 refused");
    // an editor has taken one out
    check(&shx(&[0, 2]), Some(&two), "2 kept, 0 refused");
    let short =
        "its .shx names 2 shapes, its .dbf has 3 rows, and 28 bytes of the .shp are left over; move the .shx away";
    check(&shx(&[0, 1]), Some(&three), short);
    check(&shx(&[0, 1, 2])[..120], Some(&three), short);
    check(&shx(&[]), Some(&three), "its .shx names 0 shapes");
    check(&shx(&[1, 1, 1]), Some(&three), "its .shx names one place for several shapes");
    check(&shx(&[0, 1]), None, "28 bytes of the .shp are named nowhere in the .shx");
    check(b"junk", Some(&three), "3 kept, 0 refused");
}

#[test]
fn what_a_table_holds_beside_its_columns_is_told() {
    let one = shp(POINT, &[point(62.0, 25.0)]);
    let mut table = dbf(0, &[(b"toll", b'N', 4), (b"name", b'C', 8)], &[&[b"****", b"a"]]);
    let told = Folder::of(&[("posts.shp", &one), ("posts.dbf", &table)]).told(&ReadOptions::default());
    assert!(told.contains("1 numbers are asterisks"), "{told}");
    // the end of the list before the second column
    table[64] = 0x0d;
    let told = Folder::of(&[("posts.shp", &one), ("posts.dbf", &table)]).told(&ReadOptions::default());
    assert!(told.contains("8 bytes of each row of the .dbf are of no column"), "{told}");
}

#[test]
fn text_is_of_the_code_page_that_is_said() {
    let one = shp(POINT, &[point(62.0, 25.0)]);
    let check = |driver: u8, cpg: &str, asked: Option<&str>, bytes: &[u8], expected: &str| {
        let table = dbf(driver, &[(b"name", b'C', 12)], &[&[bytes]]);
        let mut files: Vec<(&str, &[u8])> = vec![("posts.shp", &one), ("posts.dbf", &table)];
        if !cpg.is_empty() {
            files.push(("posts.cpg", cpg.as_bytes()));
        }
        let options =
            ReadOptions { encoding: asked.map(|label| Encoding::named(label).unwrap()), ..ReadOptions::default() };
        let read = Folder::of(&files).read(&options);
        let name = read.records.first().and_then(|record| record.feature.text("name").map(str::to_owned));
        assert!(name.as_deref().unwrap_or(&read.told).contains(expected), "{driver} {cpg} {asked:?}: {}", read.told);
    };
    // referee: Python's codecs
    check(0x4d, "", None, &[0xd6, 0xd0, 0xb9, 0xfa], "中国");
    check(0x01, "", None, &[0x81], "ü");
    check(0x00, "CP1256", None, &[0xd3, 0xe1, 0xc7, 0xe3], "سلام");
    check(0x03, "UTF-8", None, "گوادر".as_bytes(), "گوادر");
    check(0x03, "UTF-8", Some("windows-1256"), &[0xd3, 0xe1, 0xc7, 0xe3], "سلام");
    check(0x00, "", None, "گوادر".as_bytes(), "گوادر");
    check(0x00, "", None, &[0xd3, 0xe1], "[E106]");
    check(0x00, "klingon", None, b"a", "its .cpg names \"klingon\", a code page that is not known");
    check(0xee, "", None, b"a", "language driver 0xee");
}

#[test]
fn open_rings_are_told_and_records_before_a_fault_are_kept() {
    // the hole is told by closed rings: its outline lacks the edge that closes it
    let corners = [0.0, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 0.0, 1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 1.0];
    let shapes = shp(POLYGON, &[polygon([2, 8], &[0, 4], &corners)]);
    let read = Folder::of(&[("posts.shp", &shapes)]).read(&ReadOptions::default());
    assert!(read.told.contains("E221"), "{}", read.told);
    let shape = read.records[0].feature.shape.as_ref().unwrap();
    let Geometry::Polygon(area) = shape.geometry() else { panic!("{shape:?}") };
    assert_eq!(area.interiors().len(), 1);
    let points = shp(POINT, &[point(62.0, 25.0), point(63.0, 26.0), point(64.0, 27.0)]);
    let read = Folder::of(&[("posts.shp", &points[..points.len() - 4])]).read(&ReadOptions::default());
    assert_eq!((read.records.len(), read.tally.is_none()), (2, true), "{}", read.told);
}

#[test]
fn headers_that_lie_are_not_believed() {
    let check = |name: &str, files: &[(&str, &[u8])]| {
        let read = Folder::of(files).read(&ReadOptions::default());
        assert!(read.tally.is_none_or(|tally| tally.kept == 0), "{name}: {}", read.told);
    };
    let one = shp(POINT, &[point(62.0, 25.0)]);
    check("no header", &[("posts.shp", &one[..60])]);
    check("cut off", &[("posts.shp", &one[..one.len() - 4])]);
    let mut long = one.clone();
    long[104..108].copy_from_slice(&i32::MAX.to_be_bytes());
    check("a record of 4 GB", &[("posts.shp", &long)]);
    long[104..108].copy_from_slice(&(-1_i32).to_be_bytes());
    check("a record of less than nothing", &[("posts.shp", &long)]);
    let ring = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0];
    for counts in [[i32::MAX, 4], [1, i32::MAX], [-1, 4], [1, -4]] {
        check("counts", &[("posts.shp", &shp(POLYGON, &[polygon(counts, &[0], &ring)]))]);
    }
    check("parts", &[("posts.shp", &shp(POLYGON, &[polygon([2, 4], &[3, 1], &ring)]))]);
    let mut table = dbf(0, &[(b"name", b'C', 8)], &[&[b"a"]]);
    table[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    check("four thousand million rows", &[("posts.shp", &one), ("posts.dbf", &table)]);
    table[10..12].copy_from_slice(&2_u16.to_le_bytes());
    check("rows too short", &[("posts.shp", &one), ("posts.dbf", &table)]);
    // any byte may be any other
    let table = dbf(0, &[(b"name", b'C', 8)], &[&[b"a"]]);
    let shapes = shp(POLYGON, &[polygon([1, 4], &[0], &ring)]);
    for at in 0..shapes.len().max(table.len()) {
        for byte in [0, 0x7f, 0xff] {
            let changed = |bytes: &[u8]| {
                let mut bytes = bytes.to_vec();
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
                bytes
            };
            Folder::of(&[("posts.shp", &changed(&shapes)), ("posts.dbf", &changed(&table))])
                .read(&ReadOptions::default());
        }
    }
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_holds_one_shapefile_or_is_asked_which() {
    let one = shp(POINT, &[point(62.0, 25.0)]);
    let table = dbf(0, &[(b"name", b'C', 8)], &[&[b"Gwadar"]]);
    let prj = WGS_84.as_bytes();
    let sheet = |name: &str| ReadOptions { sheet: Some(name.to_owned()), ..ReadOptions::default() };
    let check = |files: &[(&str, &[u8])], options: &ReadOptions, expected: &str| {
        let told = reading("posts.zip", &archive(files), options).told;
        assert!(told.contains(expected), "{told:?} lacks {expected:?}");
    };
    let whole: &[(&str, &[u8])] = &[("a/posts.shp", &one), ("a/posts.dbf", &table), ("a/posts.prj", prj)];
    check(whole, &ReadOptions::default(), "1 kept, 0 refused");
    let read = reading("posts.zip", &archive(whole), &ReadOptions::default());
    assert_eq!(read.records[0].feature.text("name"), Some("Gwadar"));
    let two: &[(&str, &[u8])] = &[("a.shp", &one), ("b.shp", &one)];
    check(two, &ReadOptions::default(), "it");
    check(two, &ReadOptions::default(), "holds several: a, b; name one with --sheet");
    check(two, &sheet("b"), "b.shp was read out of the archive");
    check(two, &sheet("c"), "[E310]");
    check(&[("../posts.shp", &one)], &ReadOptions::default(), "leads out of it");
    check(&[("readme.txt", b"hello")], &ReadOptions::default(), "there is no .shp in its archive");
}
