//! What each format looks like, and that nothing is lost or altered on the way out.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly, in its helpers too")]

use std::io::{self, Write};

use geo::Validation;
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use sarhad::LonLat;
use sarhad::geometry::antimeridian;
use sarhad::io::write::digits::Digits;
use sarhad::io::write::error::WriteError;
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat::{self, Csv, GeoJson, GeoJsonSeq, GeoJsonTextSeq, Json, Tsv};
use sarhad::io::write::options::{CsvGuard, WriteOptions};
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Map, Value, json};

const ALL: [OutputFormat; 6] = [GeoJson, GeoJsonSeq, GeoJsonTextSeq, Csv, Tsv, Json];

fn shape(geometry: impl Into<Geometry<f64>>) -> Option<Shape> {
    Shape::new(geometry.into(), Longitudes::Strict).unwrap().shape
}

fn line(corners: &[(f64, f64)]) -> LineString<f64> {
    corners.to_vec().into()
}

fn area(corners: &[(f64, f64)]) -> Polygon<f64> {
    Polygon::new(line(corners), Vec::new())
}

/// A feature from the text of its properties; the property `id` is its id too if `id` is not null.
fn feature(id: &str, place: Option<Shape>, properties: &str) -> Feature {
    let id = match serde_json::from_str(id).unwrap() {
        Value::String(text) => Some(FeatureId::Text(text)),
        Value::Number(number) => Some(FeatureId::Number(number)),
        _ => None,
    };
    Feature { id, shape: place, properties: serde_json::from_str(properties).unwrap() }
}

#[expect(clippy::unnecessary_wraps, reason = "a feature's place is optional")]
fn at(lon: f64, lat: f64) -> Option<Shape> {
    Some(Shape::from_place(LonLat::new(lon, lat).unwrap()))
}

fn write_to(out: impl Write, features: &[Feature], options: WriteOptions) -> Result<Written, WriteError> {
    let mut writer = feature_writer(out, options);
    for feature in features {
        writer.write(feature)?;
    }
    writer.finish()
}

fn text(features: &[Feature], options: WriteOptions) -> String {
    let mut bytes = Vec::new();
    let written = write_to(&mut bytes, features, options).unwrap();
    assert_eq!(written.features, features.len() as u64);
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn check(format: OutputFormat, features: &[Feature], expected: &str) {
    assert_eq!(text(features, WriteOptions::new(format, "-")), expected, "{format:?}");
}

#[test]
fn an_empty_output_is_still_whole() {
    check(GeoJson, &[], "{\"type\":\"FeatureCollection\",\"features\":[]}\n");
    check(GeoJsonSeq, &[], "");
    check(GeoJsonTextSeq, &[], "");
    check(Csv, &[], "lon,lat\n");
    check(Tsv, &[], "lon\tlat\n");
    check(Json, &[], "[]\n");
}

#[test]
fn each_format_says_the_same() {
    let features = [
        feature("7", at(60.8629, 29.4963), r#"{"name":"Zahedan"}"#),
        feature("null", None, r#"{"name":"?","n":1.50}"#),
    ];
    let zahedan = r#"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[60.8629,29.4963]},"properties":{"name":"Zahedan"}}"#;
    let nowhere = r#"{"type":"Feature","geometry":null,"properties":{"name":"?","n":1.50}}"#;
    let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{zahedan},\n{nowhere}\n]}}\n");
    check(GeoJson, &features, &collection);
    check(GeoJsonSeq, &features, &format!("{zahedan}\n{nowhere}\n"));
    check(GeoJsonTextSeq, &features, &format!("\u{1e}{zahedan}\n\u{1e}{nowhere}\n"));
    check(Csv, &features, "id,lon,lat,name,n\n7,60.8629,29.4963,Zahedan,\n,,,?,1.50\n");
    check(Tsv, &features, "id\tlon\tlat\tname\tn\n7\t60.8629\t29.4963\tZahedan\t\n\t\t\t?\t1.50\n");
    let flat = "[\n{\"id\":7,\"lon\":60.8629,\"lat\":29.4963,\"name\":\"Zahedan\"},\n{\"name\":\"?\",\"n\":1.50}\n]\n";
    check(Json, &features, flat);
}

#[test]
fn name_licence_and_disclaimer_travel_in_the_collection() {
    let mut options = WriteOptions::new(GeoJson, "-");
    options.document.name = Some("ways \"out\"".to_owned());
    options.document.metadata = Some(json!({"licence": "ODbL 1.0"}));
    let head = r#"{"type":"FeatureCollection","name":"ways \"out\"","metadata":{"licence":"ODbL 1.0"},"features":[]}"#;
    assert_eq!(text(&[], options), format!("{head}\n"));
}

#[test]
fn numbers_and_ids_keep_every_digit() {
    for number in ["10000000000000000000000", "1e22", "9007199254740993", "123456789012345678901234567890", "-0.10"] {
        let features = [feature(number, None, &format!(r#"{{"n":{number}}}"#))];
        let json = format!(r#"{{"type":"Feature","id":{number},"geometry":null,"properties":{{"n":{number}}}}}"#);
        let written = text(&features, WriteOptions::new(GeoJsonSeq, "-"));
        // serde_json spells exponents with a sign.
        assert_eq!(written.replace("e+", "e"), json + "\n");
    }
}

#[test]
fn coordinates_are_short_exact_and_numbers() {
    let check = |value: f64, digits: Option<u8>, expected: &str| {
        let mut options = WriteOptions::new(Csv, "-");
        options.digits = digits.map_or(Digits::Shortest, Digits::AtMost);
        assert_eq!(text(&[feature("null", at(value, 0.0), "{}")], options), format!("lon,lat\n{expected},0\n"));
    };
    check(60.0, None, "60");
    check(-0.0, None, "0");
    check(0.1 + 0.2, None, "0.30000000000000004");
    check(5e-324, None, "5e-324");
    check(-1e-7, None, "-1e-7");
    check(100.0, Some(0), "100");
    check(60.862_949_9, Some(6), "60.86295");
    check(60.100_000_04, Some(6), "60.1");
    check(-0.000_000_4, Some(6), "0");
    check(0.1, Some(255), "0.1");
}

#[test]
fn a_table_is_divided_as_it_is_told() {
    let features = [feature("null", at(60.5, 29.5), r#"{"n":"31,6","m":"a;b|c"}"#)];
    let check = |format: OutputFormat, delimiter: Option<u8>, expected: &str| {
        let mut options = WriteOptions::new(format, "-");
        options.delimiter = delimiter;
        assert_eq!(text(&features, options), expected);
    };
    check(Csv, None, "lon,lat,n,m\n60.5,29.5,\"31,6\",a;b|c\n");
    check(Csv, Some(b';'), "lon;lat;n;m\n60.5;29.5;31,6;\"a;b|c\"\n");
    check(Csv, Some(b'|'), "lon|lat|n|m\n60.5|29.5|31,6|\"a;b|c\"\n");
    check(Tsv, Some(b';'), "lon\tlat\tn\tm\n60.5\t29.5\t31,6\ta;b|c\n");
}

/// What is written as CSV reads back with the same shapes.
#[track_caller]
fn check_reads_back(features: &[Feature], head: &str) {
    let table = text(features, WriteOptions::new(Csv, "-"));
    assert_eq!(table.lines().next(), Some(head));
    let read = crate::read::reading("t.csv", table.as_bytes(), &sarhad::io::read::ReadOptions::default());
    let shapes: Vec<_> = read.records.into_iter().map(|record| record.feature.shape).collect();
    assert_eq!(shapes, features.iter().map(|feature| feature.shape.clone()).collect::<Vec<_>>(), "{}", read.told);
}

#[test]
fn csv_reads_back_with_the_same_shapes() {
    let triangle = shape(area(&[(60.0, 29.0), (61.0, 29.0), (61.0, 30.0), (60.0, 29.0)]));
    let [point, drawn] = [at(60.5, 29.5), triangle];
    let plain = |place: &Option<Shape>| feature("null", place.clone(), r#"{"n":1}"#);
    let centred = |place: &Option<Shape>| feature("null", place.clone(), r#"{"lon":1,"lat":2,"wkt":"POINT (3 4)"}"#);
    check_reads_back(&[plain(&point), plain(&drawn), plain(&None)], "lon,lat,wkt,n");
    check_reads_back(&[plain(&drawn)], "wkt,n");
    check_reads_back(&[centred(&point), centred(&drawn)], "geometry_lon,geometry_lat,geometry_wkt,lon,lat,wkt");
    check_reads_back(&[centred(&drawn)], "geometry_lon,geometry_lat,geometry_wkt,lon,lat,wkt");
}

#[test]
fn formulas_are_disarmed_and_numbers_are_not() {
    let check = |cell: &str, expected: &str| {
        let features = [feature("null", None, &json!({ "c": cell }).to_string())];
        let mut options = WriteOptions::new(Csv, "-");
        options.document.place_in_columns = true;
        assert_eq!(text(&features, options.clone()), format!("c\n{expected}\n"));
        options.csv = CsvGuard::Raw;
        let raw = text(&features, options);
        assert_eq!(csv::Reader::from_reader(raw.as_bytes()).records().next().unwrap().unwrap().get(0), Some(cell));
    };
    check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    check("@SUM(1)", "'@SUM(1)");
    check("+1+1", "'+1+1");
    check("-2+3", "'-2+3");
    check("\t=1", "'\t=1");
    check("\r=1", "\"'\r=1\"");
    check("＝1", "'＝1");
    check("-", "'-");
    check("-.", "'-.");
    check("-2.5", "-2.5");
    check("+4e-7", "+4e-7");
    check("a=b", "a=b");
    check("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"");
    check("", "\"\"");
    check("\u{feff}a", "\"\u{feff}a\"");
}

#[test]
fn column_names_that_are_formulas_are_disarmed_and_counted() {
    let mut bytes = Vec::new();
    let features = [feature("null", None, r#"{"=1+1":"=2","b":"-3"}"#)];
    let written = write_to(&mut bytes, &features, WriteOptions::new(Csv, "-")).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "lon,lat,'=1+1,b\n,,'=2,-3\n");
    assert_eq!(written.guarded_cells, 2);
}

#[test]
fn a_column_that_comes_late_loses_nothing() {
    let features = [
        feature("null", None, r#"{"a":1}"#),
        feature("null", None, r#"{"b":[1,{"c":null}],"a":null}"#),
        feature("null", None, r#"{"z":true,"a":"x"}"#),
    ];
    let mut options = WriteOptions::new(Csv, "-");
    options.document.columns = Some(vec!["z".to_owned()]);
    let table = "lon,lat,z,a,b\n,,,1,\n,,,,\"[1,{\"\"c\"\":null}]\"\n,,true,x,\n";
    assert_eq!(text(&features, options), table);
}

#[test]
fn rows_go_out_as_they_come_where_all_columns_are_known() {
    let mut options = WriteOptions::new(Csv, "-");
    options.document.columns = Some(vec!["id".to_owned(), "lat".to_owned(), "lon".to_owned()]);
    options.document.place_in_columns = true;
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options.clone());
    writer.write(&feature("\"a\"", at(60.5, 29.5), r#"{"id":"a","lat":"29.50","lon":"60.50"}"#)).unwrap();
    writer.finish().unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "id,lat,lon\na,29.50,60.50\n");

    let undeclared = [feature("null", None, r#"{"note":1}"#)];
    let error = write_to(io::sink(), &undeclared, options.clone()).unwrap_err();
    assert_eq!(error.to_string(), "-: no column was declared for \"note\"");
    let other_id = [feature("\"b\"", None, r#"{"id":"a"}"#)];
    assert!(matches!(write_to(io::sink(), &other_id, options), Err(WriteError::UndeclaredColumn { .. })));
}

#[test]
fn a_property_named_as_a_written_column_is_kept_beside_it() {
    let other = [feature("1", at(60.0, 29.0), r#"{"id":2,"lon":"E","wkt":"w"}"#)];
    check(Csv, &other, "feature_id,geometry_lon,lat,id,lon,wkt\n1,60,29,2,E,w\n");
    check(
        Json,
        &other,
        "[\n{\"feature_id\":1,\"geometry_lon\":60,\"lat\":29,\"id\":2,\"lon\":\"E\",\"wkt\":\"w\"}\n]\n",
    );
    let same = [feature("1", at(60.0, 29.0), r#"{"lon":60,"id":1}"#)];
    check(Csv, &same, "geometry_lon,lat,lon,id\n60,29,60,1\n");
    check(Json, &same, "[\n{\"id\":1,\"lat\":29,\"lon\":60}\n]\n");
}

#[test]
fn what_is_no_point_is_well_known_text() {
    let square = || shape(area(&[(60.0, 29.0), (61.0, 29.0), (61.0, 30.0), (60.0, 29.0)]));
    let wkt = "POLYGON ((60 29, 61 29, 61 30, 60 29))";
    check(Csv, &[feature("null", square(), "{}")], &format!("wkt\n\"{wkt}\"\n"));
    let mixed = [feature("null", at(60.0, 29.0), "{}"), feature("null", square(), "{}")];
    check(Csv, &mixed, &format!("lon,lat,wkt\n60,29,\n,,\"{wkt}\"\n"));
    check(Json, &mixed[1..], &format!("[\n{{\"wkt\":\"{wkt}\"}}\n]\n"));
}

#[test]
fn nul_and_line_separators_stay_in_strings() {
    check(
        GeoJsonSeq,
        &[feature("null", None, r#"{"a\u0000":"b\u0000\u2028"}"#)],
        "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\\u0000\":\"b\\u0000\u{2028}\"}}\n",
    );
    check(Csv, &[feature("null", None, r#"{"a":"b\u0000"}"#)], "lon,lat,a\n,,b\0\n");
}

/// Takes `left` writes and fails at the next, once or for ever.
struct Failing {
    left: usize,
    kind: io::ErrorKind,
}

impl Failing {
    fn count(&mut self) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(self.kind)?;
        Ok(())
    }
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count()?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.count()
    }
}

#[test]
fn a_failure_at_any_write_is_never_a_success() {
    let features: Vec<_> = (0..5).map(|n| feature(&n.to_string(), at(60.0, 29.0), r#"{"a":1}"#)).collect();
    for format in ALL {
        let attempt = |left| {
            write_to(Failing { left, kind: io::ErrorKind::StorageFull }, &features, WriteOptions::new(format, "out"))
        };
        let enough = (0..100).find(|left| attempt(*left).is_ok()).unwrap();
        assert!(enough > 5, "{format:?} hardly wrote");
        for left in 0..enough {
            assert_eq!(attempt(left).unwrap_err().to_string(), "out: no space left on the disk", "{format:?} {left}");
        }
    }
}

#[test]
fn after_a_failed_write_nothing_is_complete() {
    let kind = io::ErrorKind::BrokenPipe;
    let mut writer = feature_writer(Failing { left: 0, kind }, WriteOptions::new(GeoJsonSeq, "-"));
    let one = feature("null", None, "{}");
    assert!(writer.write(&one).unwrap_err().is_closed_pipe());
    assert!(matches!(writer.write(&one), Err(WriteError::Incomplete { .. })));
    assert!(matches!(writer.finish(), Err(WriteError::Incomplete { .. })));
}

#[track_caller]
fn check_cut(geometry: impl Into<Geometry<f64>>, expected: Option<&Geometry<f64>>) {
    assert_eq!(antimeridian::split(&geometry.into()).as_ref(), expected);
}

/// Expected pieces by hand, as in RFC 7946, section 3.1.9.
#[test]
fn shapes_are_cut_at_the_antimeridian() {
    check_cut(area(&[(60.0, 29.0), (61.0, 29.0), (61.0, 30.0), (60.0, 29.0)]), None);
    check_cut(area(&[(-180.0, 40.0), (180.0, 40.0), (180.0, 50.0), (-180.0, 50.0), (-180.0, 40.0)]), None);
    let east = area(&[(180.0, 50.0), (170.0, 50.0), (170.0, 40.0), (180.0, 40.0), (180.0, 50.0)]);
    let west = area(&[(-180.0, 40.0), (-170.0, 40.0), (-170.0, 50.0), (-180.0, 50.0), (-180.0, 40.0)]);
    let both = MultiPolygon(vec![east, west]).into();
    check_cut(area(&[(170.0, 40.0), (-170.0, 40.0), (-170.0, 50.0), (170.0, 50.0), (170.0, 40.0)]), Some(&both));
    check_cut(area(&[(170.0, 40.0), (170.0, 50.0), (-170.0, 50.0), (-170.0, 40.0), (170.0, 40.0)]), Some(&both));

    check_cut(line(&[(170.0, 0.0), (175.0, 5.0)]), None);
    let pieces = vec![line(&[(170.0, 0.0), (180.0, 5.0)]), line(&[(-180.0, 5.0), (-170.0, 10.0)])];
    check_cut(line(&[(170.0, 0.0), (-170.0, 10.0)]), Some(&geo_types::MultiLineString(pieces).into()));
    let on_the_cut = line(&[(170.0, 0.0), (180.0, 5.0), (180.0, 6.0)]);
    check_cut(line(&[(170.0, 0.0), (-180.0, 5.0), (180.0, 6.0)]), Some(&on_the_cut.into()));
}

#[test]
fn a_ring_round_a_pole_is_closed_over_it() {
    let ring = area(&[(45.0, -70.0), (-45.0, -70.0), (-135.0, -70.0), (135.0, -70.0), (45.0, -70.0)]);
    let Some(Geometry::Polygon(cap)) = antimeridian::split(&ring.into()) else { panic!("one piece expected") };
    // 360° of longitude by 20° of latitude.
    assert!((plane_area(&cap) - 7200.0).abs() < 1e-9);
    check_cut(cap, None);
}

/// Area in square degrees, holes taken off.
fn plane_area(polygon: &Polygon<f64>) -> f64 {
    let ring = |ring: &LineString<f64>| {
        ring.lines().map(|edge| edge.start.x * edge.end.y - edge.end.x * edge.start.y).sum::<f64>() / 2.0
    };
    ring(polygon.exterior()) + polygon.interiors().iter().map(ring).sum::<f64>()
}

/// A star-shaped ring about `centre` whose corners sit on a grid, so that many of them fall on the cut.
fn star(centre: Coord<f64>, radii: &[u8]) -> LineString<f64> {
    let corners = radii.iter().enumerate().map(|(number, radius)| {
        let angle = std::f64::consts::TAU * number as f64 / radii.len() as f64;
        let reach = f64::from(*radius);
        Coord { x: centre.x + (reach * angle.cos()).round(), y: centre.y + (reach * angle.sin()).round() }
    });
    let mut ring = LineString(corners.collect());
    ring.close();
    ring
}

fn wrapped(ring: &LineString<f64>) -> LineString<f64> {
    LineString(ring.0.iter().map(|at| Coord { x: (at.x + 180.0).rem_euclid(360.0) - 180.0, y: at.y }).collect())
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..4).prop_map(|map| Value::from(Map::from_iter(map))),
        ]
    })
}

fn any_feature() -> impl Strategy<Value = Feature> {
    let properties = prop::collection::btree_map(".*", json_value(), 0..4);
    (-180.0..=180.0, -90.0..=90.0, properties).prop_map(|(lon, lat, properties)| Feature {
        id: Some(FeatureId::Text(format!("{lon}"))),
        shape: at(lon, lat),
        properties: properties.into_iter().collect(),
    })
}

proptest! {
    #[test]
    fn json_reads_back_as_the_same_values(features in prop::collection::vec(any_feature(), 0..4)) {
        let collection: Value = serde_json::from_str(&text(&features, WriteOptions::new(GeoJson, "-"))).unwrap();
        let flat: Value = serde_json::from_str(&text(&features, WriteOptions::new(Json, "-"))).unwrap();
        prop_assert_eq!(collection["features"].as_array().unwrap().len(), features.len());
        for (number, feature) in features.iter().enumerate() {
            let read = &collection["features"][number];
            let place = feature.shape.as_ref().unwrap().point().unwrap();
            prop_assert_eq!(read["geometry"]["coordinates"][0].as_f64(), Some(place.lon()));
            prop_assert_eq!(read["geometry"]["coordinates"][1].as_f64(), Some(place.lat()));
            prop_assert_eq!(&read["properties"], &Value::from(feature.properties.clone()));
            for (name, value) in &feature.properties {
                prop_assert_eq!(&flat[number][name], value);
            }
        }
    }

    #[test]
    fn raw_csv_reads_back_as_the_same_cells(
        names in prop::collection::hash_set(".+", 1..4),
        rows in prop::collection::vec(prop::collection::vec(".*", 4), 0..4),
        format in prop_oneof![Just(Csv), Just(Tsv)],
    ) {
        let features: Vec<_> = rows.iter().map(|row| Feature {
            id: None,
            shape: None,
            properties: names.iter().cloned().zip(row.iter().cloned().map(Value::from)).collect(),
        }).collect();
        let mut options = WriteOptions::new(format, "-");
        options.csv = CsvGuard::Raw;
        options.document.place_in_columns = true;
        options.document.columns = Some(names.iter().cloned().collect());
        let direct = text(&features, options.clone());
        if !rows.is_empty() {
            options.document.columns = None;
            prop_assert_eq!(&text(&features, options), &direct);
        }
        let delimiter = if format == Csv { b',' } else { b'\t' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(direct.as_bytes());
        let head: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        prop_assert_eq!(head, names.iter().cloned().collect::<Vec<_>>());
        let cells: Vec<Vec<_>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let expected: Vec<Vec<_>> = rows.iter().map(|row| row.iter().take(names.len()).cloned().collect()).collect();
        prop_assert_eq!(cells, expected);
    }

    /// The pieces cover what the ring covers on the unrolled map, do not overlap, and none jumps across the map.
    #[test]
    fn a_cut_keeps_the_area(
        lon in 168_i32..192,
        outer in prop::collection::vec(8_u8..20, 5..24),
        inner in prop::collection::vec(1_u8..4, 5..12),
    ) {
        let centre = Coord { x: f64::from(lon), y: 10.0 };
        let (outer, mut hole) = (star(centre, &outer), star(centre, &inner));
        hole.0.reverse();
        let whole = Polygon::new(outer, vec![hole]);
        prop_assume!(whole.is_valid());
        let naive = Polygon::new(wrapped(whole.exterior()), whole.interiors().iter().map(wrapped).collect());
        let pieces = match antimeridian::split(&naive.clone().into()).unwrap_or(naive.into()) {
            Geometry::Polygon(one) => vec![one],
            Geometry::MultiPolygon(many) => many.0,
            other => panic!("areas expected, not {other:?}"),
        };
        let pieces = MultiPolygon(pieces);
        prop_assert!(pieces.is_valid(), "{:?}", pieces.validation_errors());
        let covered: f64 = pieces.iter().map(plane_area).sum();
        prop_assert!((covered - plane_area(&whole)).abs() < 1e-6, "{covered} of {}", plane_area(&whole));
        for edge in pieces.iter().flat_map(|piece| piece.exterior().lines()) {
            prop_assert!((edge.end.x - edge.start.x).abs() <= 180.0);
            prop_assert!(edge.start.x.abs() <= 180.0);
        }
    }
}
