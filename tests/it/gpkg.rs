//! Packages of layers: what others find in ours, and what we find in those of others. Referees: OGC 12-128r17, and the own
//! checks of `SQLite`.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly, in its helpers too")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use geo_types::{Geometry, LineString, MultiPolygon, Point, polygon};
use proptest::prelude::*;
use rusqlite::Connection;
use sarhad::io::read::{Event, Input, ReadOptions, read_features};
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::{Document, DrawnLayer, WriteOptions};
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Map, Value, json};
use tempfile::{TempDir, tempdir};

fn shape(geometry: impl Into<Geometry<f64>>) -> Option<Shape> {
    Shape::new(geometry.into(), Longitudes::Strict).unwrap().shape
}

fn feature(shape: Option<Shape>, properties: &Value) -> Feature {
    Feature { id: None, shape, properties: properties.as_object().unwrap().clone() }
}

fn square(west: f64, south: f64) -> geo_types::Polygon<f64> {
    polygon![(x: west, y: south), (x: west + 1.0, y: south), (x: west + 1.0, y: south + 1.0), (x: west, y: south + 1.0)]
}

fn options(folder: &TempDir) -> WriteOptions {
    let mut options = WriteOptions::new(OutputFormat::GeoPackage, "events.gpkg");
    options.spool_dir = Some(folder.path().to_owned());
    options
}

fn packed(features: &[Feature], options: WriteOptions) -> (Vec<u8>, Written) {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    let written = writer.finish().unwrap();
    (bytes, written)
}

/// A package of `features` in `folder`, where nothing else is left.
fn package(folder: &TempDir, features: &[Feature], document: Document) -> PathBuf {
    let mut options = options(folder);
    options.document = document;
    let (bytes, _) = packed(features, options);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something is left in the folder");
    let path = folder.path().join("events.gpkg");
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What `sql` answers, its columns with bars between, its rows with semicolons.
fn asked(path: &Path, sql: &str) -> String {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cell = |number| match row.get_ref(number).unwrap() {
            rusqlite::types::ValueRef::Null => "NULL".to_owned(),
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            rusqlite::types::ValueRef::Real(number) => number.to_string(),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            rusqlite::types::ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
        };
        Ok((0..columns).map(cell).collect::<Vec<_>>().join("|"))
    });
    rows.unwrap().map(Result::unwrap).collect::<Vec<_>>().join(";")
}

/// Everything read from `path`: the records, and what was told; the refusal where the file is refused.
fn read(path: &Path, options: &ReadOptions) -> Result<(Vec<Feature>, Vec<String>), String> {
    let (mut features, mut told) = (Vec::new(), Vec::new());
    let tally = read_features(Input::Path(path.to_owned()), options, &mut |event| {
        match event {
            Event::Kept(record) => features.push(record.feature),
            Event::Problem(problem) => told.push(format!("{} {}", problem.code, problem.what)),
            Event::Member { name, value } => told.push(format!("{name} {value}")),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    let tally = tally.map_err(|problem| format!("{} {}", problem.code, problem.what))?;
    assert_eq!(tally.read, tally.kept + tally.refused);
    Ok((features, told))
}

fn mixed() -> Vec<Feature> {
    let zahedan = Point::new(60.8629, 29.4963);
    let line = LineString::from(vec![(61.0, 29.0), (62.0, 28.0)]);
    vec![
        feature(None, &json!({"id": "a", "day": "2019-04-18", "name": "گوادر"})),
        feature(shape(zahedan), &json!({"id": "b", "day": "2019-04-19", "dead": 14, "share": 0.5, "sure": true})),
        feature(
            shape(square(61.0, 25.0)),
            &json!({"id": "c", "when": "2019-04-18T03:00:00.5+04:30", "list": [1, {"a": null}]}),
        ),
        feature(shape(line), &json!({"id": "d"})),
        feature(shape(MultiPolygon(vec![square(1.0, 1.0), square(5.0, 5.0)])), &json!({"id": "e"})),
        feature(shape(zahedan), &json!({"id": "f", "name": ""})),
    ]
}

#[test]
fn each_class_of_geometries_has_a_table_with_typed_columns() {
    let folder = tempdir().unwrap();
    let path = package(&folder, &mixed(), Document::default());
    let check = |sql: &str, expected: &str| assert_eq!(asked(&path, sql), expected, "{sql}");
    check("PRAGMA integrity_check", "ok");
    check("PRAGMA application_id", "1196444487");
    check("PRAGMA foreign_key_check", "");
    check(
        "SELECT table_name, data_type FROM gpkg_contents ORDER BY table_name",
        "events_areas|features;events_lines|features;events_points|features;events_unplaced|attributes;layer_styles|attributes",
    );
    check(
        "SELECT table_name, geometry_type_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name",
        "events_areas|MULTIPOLYGON|4326;events_lines|LINESTRING|4326;events_points|POINT|4326",
    );
    check(
        "SELECT name, type FROM pragma_table_info('events_points')",
        "fid|INTEGER;geom|POINT;id|TEXT;day|DATE;name|TEXT;dead|INTEGER;share|REAL;sure|BOOLEAN;when|DATETIME;list|TEXT",
    );
    check(
        "SELECT fid, id, day, dead, share, sure FROM events_points",
        "2|b|2019-04-19|14|0.5|1;6|f|NULL|NULL|NULL|NULL",
    );
    check("SELECT fid, \"when\", list FROM events_areas WHERE fid = 3", "3|2019-04-17T22:30:00.500Z|[1,{\"a\":null}]");
    check(
        "SELECT column_name, mime_type FROM gpkg_data_columns WHERE table_name = 'events_areas'",
        "list|application/json",
    );
    check("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'events_areas'", "1|1|62|26");
    // a point of 8 + 21 bytes has no box; an area of one part: 8 + 32 of the header, 9 around the part, 93 of it
    check("SELECT fid, geom FROM events_points", "2|29 bytes;6|29 bytes");
    check("SELECT fid, geom FROM events_areas WHERE fid = 3", "3|142 bytes");
    check("SELECT f_table_name, useAsDefault FROM layer_styles", "events_points|1;events_lines|1;events_areas|1");
}

#[test]
fn an_index_holds_the_box_of_every_record() {
    // several levels: 51 boxes to a node
    for count in [0, 1, 51, 52, 5_000] {
        let folder = tempdir().unwrap();
        let at = |number: i32| Point::new(f64::from(number % 360) - 180.0 + 0.1, f64::from(number % 170) - 85.0 + 0.1);
        let features: Vec<Feature> =
            (0..count).map(|number| feature(shape(at(number)), &json!({"number": number}))).collect();
        let path = package(&folder, &features, Document::default());
        if count == 0 {
            assert_eq!(asked(&path, "SELECT data_type FROM gpkg_contents WHERE table_name = 'events'"), "attributes");
            continue;
        }
        let check = |sql: &str, expected: &str| assert_eq!(asked(&path, sql), expected, "{count}: {sql}");
        check("SELECT rtreecheck('rtree_events_geom')", "ok");
        check("SELECT count(*) FROM rtree_events_geom", &count.to_string());
        // the reader's own numbers are the oracle
        let (read, _) = read(&path, &ReadOptions::default()).unwrap();
        let within = |feature: &&Feature| {
            let at = feature.shape.as_ref().unwrap().point().unwrap();
            (-100.0..=20.0).contains(&at.lon()) && (-30.0..=45.0).contains(&at.lat())
        };
        let expected = read.iter().filter(within).count();
        check(
            "SELECT count(*) FROM rtree_events_geom WHERE maxx >= -100 AND minx <= 20 AND maxy >= -30 AND miny <= 45",
            &expected.to_string(),
        );
        check("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree_events_geom_%'", "6");
        check(
            "SELECT extension_name, scope FROM gpkg_extensions WHERE table_name = 'events'",
            "gpkg_rtree_index|write-only",
        );
    }
}

#[test]
fn the_records_come_back_in_their_order_with_what_was_told_of_them() {
    let folder = tempdir().unwrap();
    let metadata = json!({"attribution": "UCDP", "licence": "CC BY 4.0"});
    let document = Document { metadata: Some(metadata.clone()), ..Document::default() };
    let path = package(&folder, &mixed(), document);
    let (features, told) = read(&path, &ReadOptions::default()).unwrap();
    let ids: Vec<&str> = features.iter().filter_map(|feature| feature.text("id")).collect();
    assert_eq!(ids, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(features[0].id, Some(FeatureId::Text("a".to_owned())));
    assert_eq!(features[0].properties["name"], "گوادر");
    assert_eq!(features[1].properties["sure"], true);
    assert_eq!(features[2].properties["list"], json!([1, {"a": null}]));
    assert_eq!(features[5].shape, mixed()[5].shape);
    assert_eq!(told, [format!("metadata {metadata}")]);
    // a table that is asked for by its name comes alone
    let lines = ReadOptions { sheet: Some("events_lines".to_owned()), ..ReadOptions::default() };
    assert_eq!(read(&path, &lines).unwrap().0.len(), 1);
    let none = ReadOptions { sheet: Some("roads".to_owned()), ..ReadOptions::default() };
    assert!(read(&path, &none).unwrap_err().starts_with("E310"));
}

#[test]
fn layers_are_drawn_beside_the_records_and_not_read_as_such() {
    let folder = tempdir().unwrap();
    let border = feature(
        shape(LineString::from(vec![(60.9, 29.8), (61.6, 25.2)])),
        &json!({"name": "Iran–Pakistan border", "name_fa": "مرز", "accuracy_m": 100}),
    );
    let layer = DrawnLayer {
        name: "borders".to_owned(),
        features: vec![border],
        metadata: Some(json!({"licence": "ODbL-1.0"})),
    };
    let path = package(&folder, &mixed()[1..2], Document { layers: vec![layer], ..Document::default() });
    assert_eq!(asked(&path, "SELECT fid, name_fa FROM borders"), "1|مرز");
    assert_eq!(
        asked(
            &path,
            "SELECT table_name, metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id WHERE reference_scope = 'table'"
        ),
        "borders|{\"licence\":\"ODbL-1.0\"}"
    );
    let (features, told) = read(&path, &ReadOptions::default()).unwrap();
    assert_eq!(features.len(), 1);
    assert!(told[0].starts_with("N307") && told[0].contains("borders"), "{told:?}");
}

#[test]
fn ids_of_others_are_found_whatever_their_capitals() {
    let folder = tempdir().unwrap();
    let path =
        foreign(&folder, "ALTER TABLE roads ADD COLUMN Id TEXT; INSERT INTO roads (name, Id) VALUES ('a', 'x7')");
    let (features, _) = read(&path, &ReadOptions::default()).unwrap();
    assert_eq!(features[0].id, Some(FeatureId::Text("x7".to_owned())));
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let (one, other) = (tempdir().unwrap(), tempdir().unwrap());
    let write = |folder: &TempDir| std::fs::read(package(folder, &mixed(), Document::default())).unwrap();
    assert!(write(&one) == write(&other));
}

#[test]
fn names_are_safe_and_unlike_and_the_renaming_is_told() {
    let folder = tempdir().unwrap();
    let names = json!({"fid": 7, "Name": "a", "name": "b", "x\"; DROP TABLE y; --": 1, "": 2, "geom": "c"});
    let mut with_name = options(&folder);
    with_name.document.name = Some("a\"; DROP TABLE b; --".to_owned());
    let (bytes, written) = packed(&[feature(shape(Point::new(1.0, 2.0)), &names)], with_name);
    let path = folder.path().join("x.gpkg");
    std::fs::write(&path, bytes).unwrap();
    let told = written.told.join("; ");
    assert!(told.contains("fid is fid_2") && told.contains("name is name_2"), "{told}");
    let (features, _) = read(&path, &ReadOptions::default()).unwrap();
    let expected = json!({"fid_2": 7, "Name": "a", "name_2": "b", "x\"; DROP TABLE y; --": 1, "": 2, "geom_2": "c"});
    assert_eq!(Value::Object(features[0].properties.clone()), expected);
}

#[test]
fn columns_called_as_keys_are_and_texts_with_nul_are_kept() {
    let folder = tempdir().unwrap();
    let told = json!({
        "rowid": "x", "_rowid_": "y", "OID": "z", "a\0": 1, "a\u{fffd}": 2, "text": "be\0fore",
        "when": "2024-01-16T20:30:00.0001Z",
    });
    let mut features: Vec<Feature> = (0..3).map(|_| feature(shape(Point::new(1.0, 2.0)), &told)).collect();
    features[0].properties.insert("rowid".to_owned(), "zz".into());
    let (bytes, written) = packed(&features, options(&folder));
    let path = folder.path().join("x.gpkg");
    std::fs::write(&path, bytes).unwrap();
    let (read, _) = read(&path, &ReadOptions::default()).unwrap();
    let text = |number: usize, name: &str| read[number].properties[name].clone();
    assert_eq!([text(0, "rowid"), text(1, "rowid"), text(2, "OID")], ["zz", "x", "z"]);
    assert_eq!([text(0, "a\u{fffd}_2"), text(0, "a\u{fffd}")], [1, 2]);
    assert_eq!(text(0, "text"), "be\0fore");
    let said = written.told.join("; ");
    assert!(said.contains("3 texts hold the character NUL") && said.contains("3 moments were cut"), "{said}");
}

#[test]
fn only_what_is_placed_is_said_to_be_somewhere() {
    for (properties, expected) in [(json!({"name": "a district"}), false), (json!({"precision": "district"}), true)] {
        let folder = tempdir().unwrap();
        let path = package(&folder, &[feature(shape(square(61.0, 25.0)), &properties)], Document::default());
        let style = asked(&path, "SELECT styleQML FROM layer_styles");
        assert_eq!(style.contains("somewhere in it"), expected, "{properties}");
    }
}

/// A package as others make it, changed by `sql`.
fn foreign(folder: &TempDir, sql: &str) -> PathBuf {
    let path = folder.path().join("foreign.gpkg");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
               organization_coordsys_id INTEGER, definition TEXT, description TEXT);
             INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, '', ''), ('UTM', 7, 'EPSG', 32641, '', '');
             CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,
               z INTEGER, m INTEGER);
             CREATE TABLE roads (ogc_fid INTEGER PRIMARY KEY, shape BLOB, name TEXT, seen DATETIME, raw BLOB);
             INSERT INTO gpkg_contents VALUES ('roads', 'features', 'roads');
             INSERT INTO gpkg_geometry_columns VALUES ('roads', 'shape', 'GEOMETRY', 4326, 0, 0);",
        )
        .unwrap();
    connection.execute_batch(sql).unwrap();
    connection.close().unwrap();
    path
}

/// The SQL of a row of roads whose geometry has the header of `flags` and `srs`, and this WKB, all in hexadecimal digits.
fn road(flags: &str, srs: &str, wkb: &str) -> String {
    format!("INSERT INTO roads (shape, name) VALUES (x'475000{flags}{srs}{wkb}', 'a');")
}

const WGS84: &str = "e6100000";
/// (1, 2), and the same with a height.
const POINT: &str = "0101000000000000000000f03f0000000000000040";
const POINT_Z: &str = "01e9030000000000000000f03f00000000000000400000000000000840";

#[test]
fn packages_of_others_are_read_or_refused_by_name() {
    let check = |sql: &str, expected: &str| {
        let folder = tempdir().unwrap();
        let path = foreign(&folder, sql);
        let before = std::fs::read(&path).unwrap();
        let told = match read(&path, &ReadOptions::default()) {
            Ok((features, told)) => {
                let records: Vec<String> = features
                    .iter()
                    .map(|feature| {
                        let at = feature.shape.as_ref().and_then(Shape::point).map(|at| (at.lon(), at.lat()));
                        format!("{at:?} {}", Value::Object(feature.properties.clone()))
                    })
                    .collect();
                format!("{records:?} {told:?}")
            }
            Err(refusal) => refusal,
        };
        assert!(told.contains(expected), "{sql}:\n{told}");
        assert!(before == std::fs::read(&path).unwrap(), "{sql}: the file was changed");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{sql}: a file was made beside it");
    };
    check(&road("01", WGS84, POINT), "Some((1.0, 2.0))");
    check(&road("01", WGS84, POINT_Z), "N201 heights were left out");
    check(
        "INSERT INTO roads (name, seen, raw) VALUES ('a', '2019-04-18T03:00:00.000Z', x'00ff')",
        "2019-04-18T03:00:00Z",
    );
    check("INSERT INTO roads (name, raw) VALUES ('a', x'00ff')", "00ff");
    check("INSERT INTO roads (name, raw) VALUES ('a', x'00ff')", "N314 column \\\"raw\\\"");
    // an empty point has no numbers
    check(&road("11", WGS84, "0101000000000000000000f87f000000000000f87f"), "[\"None {");
    // a curve, a header of nothing, a cut-off line, a line of four milliards of positions, another system than its layer's
    check(&road("01", WGS84, "010800000000000000"), "E201 geometry type \\\"CircularString\\\"");
    check("INSERT INTO roads (shape) VALUES (x'00')", "E217");
    check(&road("01", WGS84, "010200000002000000"), "E217");
    check(&road("01", WGS84, "0102000000ffffffff000000000000f03f0000000000000040"), "it is cut off");
    check(&road("01", "07000000", POINT), "E217");
    check(&road("01", WGS84, &format!("{}{POINT}", "010700000001000000".repeat(600))), "nested too deeply");
    check("UPDATE gpkg_geometry_columns SET srs_id = 7", "E209");
    check("UPDATE gpkg_geometry_columns SET srs_id = 0", "N212");
    check("DELETE FROM gpkg_geometry_columns", "has no row in gpkg_geometry_columns");
    check("DROP TABLE gpkg_contents", "without the table gpkg_contents");
    let tiles = "DROP TABLE gpkg_contents; CREATE TABLE tiles (zoom_level INTEGER, tile_data BLOB)";
    check(tiles, "it is MBTiles, map tiles drawn coarser than what they were made of");
    check("DELETE FROM gpkg_contents", "no layer of features or attributes");
    check("DROP TABLE roads", "there is no such table");
    check(
        "INSERT INTO gpkg_contents VALUES ('all_roads', 'attributes', 'b'); CREATE VIEW all_roads AS SELECT * FROM roads",
        "is a view",
    );
    check(
        "INSERT INTO gpkg_contents VALUES ('k', 'attributes', 'b'); CREATE TABLE k (a TEXT PRIMARY KEY) WITHOUT ROWID",
        "has no integer primary key",
    );
    check("INSERT INTO gpkg_contents VALUES ('k', 'attributes', 'b'); CREATE TABLE k (a TEXT)", "N309");
    check("INSERT INTO gpkg_contents VALUES ('a\"b', 'attributes', 'b'); CREATE TABLE \"a\"\"b\" (a TEXT)", "N309");
}

#[test]
fn a_package_that_is_being_written_or_damaged_is_refused() {
    let folder = tempdir().unwrap();
    let path = foreign(&folder, &road("01", WGS84, POINT));
    let wal = folder.path().join("foreign.gpkg-wal");
    std::fs::write(&wal, "changes").unwrap();
    assert!(read(&path, &ReadOptions::default()).unwrap_err().contains("-wal file stands beside it"));
    std::fs::remove_file(wal).unwrap();
    let whole = std::fs::read(&path).unwrap();
    for length in (16..whole.len()).step_by(1_000) {
        std::fs::write(&path, &whole[..length]).unwrap();
        let refusal = read(&path, &ReadOptions::default()).unwrap_err();
        assert!(refusal.starts_with("E109"), "{length}: {refusal}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn a_project_and_its_data_appear_together_or_not_at_all() {
    let folder = tempdir().unwrap();
    let check = |args: &[&str], exit: i32, says: &str, files: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("sarhad").unwrap();
        let ran = command.current_dir(folder.path()).args(args).output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(exit), "{args:?}: {told}");
        assert!(told.contains(says), "{args:?}: {told}");
        let entries = std::fs::read_dir(folder.path()).unwrap();
        let mut found: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(found, files, "{args:?}");
    };
    let project = ["convert", "@incidents", "-o", "map.qgz"];
    std::fs::write(folder.path().join("map.gpkg"), "mine").unwrap();
    check(&project, 2, "map.gpkg, which must be written beside it and exists", &["map.gpkg"]);
    std::fs::remove_file(folder.path().join("map.gpkg")).unwrap();
    check(&project, 0, "map.qgz opens map.gpkg in QGIS", &["map.gpkg", "map.qgz"]);
    check(&project, 2, "exists", &["map.gpkg", "map.qgz"]);
    let again = ["convert", "@incidents", "-o", "map.qgz", "--with", "borders", "--force"];
    check(&again, 0, "", &["map.gpkg", "map.qgz"]);
    let drawn = "SELECT table_name FROM gpkg_contents WHERE table_name NOT LIKE 'map_%' ORDER BY 1";
    assert_eq!(asked(&folder.path().join("map.gpkg"), drawn), "borders;layer_styles");
    let both = &["map.gpkg", "map.qgz"];
    check(&["convert", "@incidents", "--format", "qgz"], 2, "-o map.qgz", both);
    check(&["convert", "@incidents", "-o", "x.csv", "--with", "borders"], 2, "csv has no room for them", both);
    check(&["convert", "@incidents", "-o", "x.gpkg", "--with", "border"], 2, "did you mean \"borders\"", both);
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300..1e300).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!("a\u{0}b")),
        Just(json!([1, "x"])),
    ]
}

fn any_shape() -> impl Strategy<Value = Option<Shape>> {
    // no edge is longer than half a turn, so none crosses the antimeridian
    let at = || (-89.0..89.0, -89.0..89.0);
    prop_oneof![
        Just(None),
        at().prop_map(|(lon, lat)| shape(Point::new(lon, lat))),
        (at(), at()).prop_map(|(one, other)| shape(LineString::from(vec![one, other]))),
        (-170.0..170.0, -80.0..80.0).prop_map(|(west, south)| shape(square(west, south))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        // one kind to a column, as a table has it
        kind in any_value(),
        records in prop::collection::vec((any_shape(), any_value()), 1..12),
    ) {
        let same = |value: &Value| std::mem::discriminant(value) == std::mem::discriminant(&kind);
        let features: Vec<Feature> = records
            .into_iter()
            .enumerate()
            .map(|(number, (shape, value))| {
                let value = if same(&value) && value.is_i64() == kind.is_i64() { value } else { Value::Null };
                let mut properties = Map::new();
                properties.insert("number".to_owned(), number.into());
                properties.insert("value".to_owned(), value);
                Feature { id: None, shape, properties }
            })
            .collect();
        let folder = tempdir().unwrap();
        let path = package(&folder, &features, Document::default());
        let (back, _) = read(&path, &ReadOptions::default()).unwrap();
        prop_assert_eq!(back, features);
    }
}
