//! Decimals by precision, styles that map viewers know, tables for Excel. Referees: simplestyle-spec 1.1.0, and by hand for decimals:
//! half a step of a degree is 55.66 km, 78.7 km across both axes.

use geo_types::Polygon;
use sarhad::LonLat;
use sarhad::io::read::{Input, ReadOptions};
use sarhad::io::write::digits::Digits;
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::{ByteOrderMark, WktColumn, WriteOptions};
use sarhad::io::write::simplestyle::MapStyle;
use sarhad::model::feature::Feature;
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};

use crate::read::reading_of;

fn point(properties: &Value) -> Feature {
    let shape = Some(Shape::from_place(LonLat::new(61.123_456_789, 25.987_654_321).unwrap()));
    Feature { id: None, shape, properties: properties.as_object().unwrap().clone() }
}

fn written(feature: &Feature, options: WriteOptions) -> (String, Written) {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    writer.write(feature).unwrap();
    let told = writer.finish().unwrap();
    (String::from_utf8(bytes).unwrap(), told)
}

#[test]
fn a_record_has_the_decimals_that_its_precision_supports() {
    let check = |properties: Value, expected: &str| {
        for format in [OutputFormat::GeoJsonSeq, OutputFormat::Csv, OutputFormat::Json] {
            let mut options = WriteOptions::new(format, "-");
            options.digits = Digits::ByPrecision;
            let (text, _) = written(&point(&properties), options);
            let text = text.replace("\"lat\":", "");
            assert!(text.contains(expected), "{format:?}: {text} lacks {expected}");
        }
    };
    check(json!({}), "61.123457,25.987654");
    check(json!({ "precision": "exact" }), "61.1234568,25.9876543");
    check(json!({ "radius_m": 10 }), "61.12346,25.98765");
    check(json!({ "radius_m": 500, "precision": "near" }), "61.1235,25.9877");
    check(json!({ "radius_m": 1_000 }), "61.123,25.988");
    check(json!({ "accuracy_m": 5_000 }), "61.123,25.988");
    check(json!({ "radius_m": 25_000, "precision": "exact" }), "61.12,25.99");
    check(json!({ "radius_m": 0 }), "61.123457,25.987654");
    check(json!({ "radius_m": null, "accuracy_m": 100_000 }), "61.1,26");
}

#[test]
fn outlines_keep_their_form_and_stand_ins_are_no_finer_than_they_mean() {
    let check = |properties: Value, expected: &str| {
        let mut options = WriteOptions::new(OutputFormat::GeoJsonSeq, "-");
        options.digits = Digits::ByPrecision;
        let (text, _) = written(&point(&properties), options);
        assert!(text.contains(expected), "{text} lacks {expected}");
    };
    check(json!({ "precision": "district" }), "[61.12,25.99]");
    check(json!({ "precision": "province" }), "[61.1,26.0]");
    check(json!({ "where_prec": 3 }), "[61.12,25.99]");
    check(json!({ "where_prec": 6 }), "[61.1,26.0]");
    check(json!({ "precision": "locality" }), "[61.123457,25.987654]");
    check(json!({ "precision": "district", "radius_m": 10 }), "[61.12346,25.98765]");

    let corners = vec![(61.123_456, 25.0), (61.123_656, 25.0), (61.123_656, 25.000_2), (61.123_456, 25.0)];
    let shape = Shape::new(Polygon::new(corners.into(), vec![]).into(), Longitudes::Strict).unwrap().shape;
    let check = |digits: Digits, properties: &str, expected: &str, collapsed: u64| {
        let properties = serde_json::from_str::<Value>(properties).unwrap().as_object().unwrap().clone();
        let area = Feature { id: None, shape: shape.clone(), properties };
        for format in [OutputFormat::GeoJsonSeq, OutputFormat::TopoJson] {
            let mut options = WriteOptions::new(format, "-");
            options.digits = digits;
            let (text, told) = written(&area, options);
            assert!(format == OutputFormat::TopoJson || text.contains(expected), "{text} lacks {expected}");
            assert_eq!(told.collapsed_rings, collapsed);
        }
    };
    check(Digits::ByPrecision, r#"{ "radius_m": 25000 }"#, "[61.123456,25.0]", 0);
    check(Digits::ByPrecision, r#"{ "accuracy_m": 25000 }"#, "[61.1235,25.0]", 0);
    check(Digits::AtMost(2), "{}", "[61.12,25.0]", 1);
}

#[test]
fn a_style_never_takes_the_place_of_a_property() {
    let mut options = WriteOptions::new(OutputFormat::GeoJsonSeq, "-");
    options.style = MapStyle::Simplestyle;
    let properties =
        json!({ "name": "Gwadar", "precision": "district", "radius_m": 9000, "title": "mine", "marker-color": 7 });
    let (text, told) = written(&point(&properties), options.clone());
    let feature: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        feature["properties"],
        json!({
            "name": "Gwadar", "precision": "district", "radius_m": 9000, "title": "mine", "marker-color": 7,
            "description": "where: somewhere in this district; radius in metres: 9000",
            "marker-size": "medium", "marker-symbol": "circle-stroked"
        })
    );
    assert_eq!(told.own_styles.values().sum::<u64>(), 2);
    let (text, told) = written(&point(&json!({})), options);
    assert!(text.contains(r##""properties":{"marker-color":"#666666""##), "{text}");
    assert!(told.own_styles.is_empty());
}

#[test]
fn a_table_for_excel_begins_with_a_mark_and_reads_back() {
    let mut options = WriteOptions::new(OutputFormat::Csv, "-");
    options.mark = ByteOrderMark::Utf8;
    options.wkt = WktColumn::ForAll;
    options.digits = Digits::AtMost(2);
    let (text, _) = written(&point(&json!({ "name": "گوادر", "sum": "=1+1" })), options);
    assert_eq!(text, "\u{feff}lon,lat,wkt,name,sum\n61.12,25.99,POINT (61.12 25.99),گوادر,'=1+1\n");
    let stream = Input::Stream { name: "posts.csv".into(), reader: Box::new(std::io::Cursor::new(text.into_bytes())) };
    let read = reading_of(stream, &ReadOptions::default());
    assert!(read.told.contains("[N101]"), "{}", read.told);
    assert_eq!(read.records[0].feature.properties.keys().next().map(String::as_str), Some("lon"));
}

#[cfg(feature = "cli")]
#[test]
fn columns_of_places_that_keep_their_decimals_are_told() {
    let told = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("sarhad").unwrap();
        let output =
            command.arg("convert").args(arguments).write_stdin("lon,lat\n61.123456,25.123456\n").output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let says = "lon and lat of the input stand in the output as they were read";
    for format in ["csv", "json", "geojson"] {
        let told_of = told(&["-", "--format", format, "--digits", "1"]);
        assert!(told_of.contains(says), "{format}: {told_of}");
    }
    assert!(!told(&["-", "--format", "csv"]).contains(says));
}

#[cfg(feature = "cli")]
#[test]
fn flags_for_other_formats_are_refused() {
    let check = |arguments: &[&str], code: i32, told: &str| {
        let run = assert_cmd::Command::cargo_bin("sarhad").unwrap().args(arguments).assert().code(code);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains(told), "{arguments:?}: {said}");
    };
    check(&["convert", "@incidents", "--format", "geojson", "--excel"], 2, "--excel is for CSV and TSV");
    check(&["convert", "@incidents", "--format", "json", "--wkt"], 2, "--wkt is for CSV and TSV");
    check(&["convert", "@incidents", "--format", "csv", "--style", "simplestyle"], 2, "--style is for GeoJSON");
    check(&["convert", "@incidents", "--format", "csv", "--digits", "16"], 2, "write a number from 0 to 15, or auto");
    check(&["convert", "@incidents", "-o", "nowhere/x.shp"], 2, "write .gpkg");
    check(&["convert", "@incidents", "--format", "csv", "--digits", "auto", "--excel", "--wkt"], 0, "read 15");
}
