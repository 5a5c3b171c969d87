//! What a workbook holds: typed cells, texts that stay texts, sheets beside the records. Referees: ECMA-376 for the XML, calamine
//! for what it says, openpyxl (beside these tests) for how others open it.

use std::io::{Cursor, Read};
use std::sync::Arc;

use calamine::{Data, Range, Reader, Xlsx};
use geo_types::{LineString, Polygon};
use sarhad::LonLat;
use sarhad::atlas::article::article;
use sarhad::io::read::ReadOptions;
use sarhad::io::write::error::WriteError;
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::{Document, WriteOptions};
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};

use crate::read::reading;

fn options() -> WriteOptions {
    WriteOptions::new(OutputFormat::Xlsx, "posts.xlsx")
}

fn written(features: &[Feature], options: WriteOptions) -> (Vec<u8>, Written) {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    let told = writer.finish().unwrap();
    (bytes, told)
}

fn record(properties: &Value) -> Feature {
    Feature { id: None, shape: None, properties: properties.as_object().unwrap().clone() }
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    workbook.worksheet_range(name).unwrap_or_else(|_| panic!("no sheet {name}: {:?}", workbook.sheet_names()))
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn each_kind_of_value_is_its_kind_of_cell() {
    let check = |value: Value, expected: &str| {
        let (bytes, _) = written(&[record(&json!({ "x": value }))], options());
        let row = part(&bytes, "xl/worksheets/sheet1.xml");
        let (_, row) = row.split_once("<row r=\"2\">").unwrap();
        assert_eq!(row.split_once("</row>").unwrap().0, expected, "{value}");
    };
    let text = |style: u8, text: &str| {
        format!(r#"<c r="A2" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
    };
    check(json!(12), r#"<c r="A2"><v>12</v></c>"#);
    check(json!(-0.25), r#"<c r="A2"><v>-0.25</v></c>"#);
    check(json!(9_007_199_254_740_993_i64), &text(4, "9007199254740993"));
    check(json!(true), r#"<c r="A2" t="b"><v>1</v></c>"#);
    // referee for days: openpyxl.utils.datetime.to_excel
    check(json!("2019-04-18"), r#"<c r="A2" s="2"><v>43573</v></c>"#);
    check(json!("2019-04-18 00:00:00.000"), r#"<c r="A2" s="2"><v>43573</v></c>"#);
    check(json!("1857-05-10"), &text(4, "1857-05-10"));
    check(json!("2019-04-18T16:30:00+04:30"), r#"<c r="A2" s="3"><v>43573.5</v></c>"#);
    check(json!("2019-04"), &text(4, "2019-04"));
    check(json!("گوادر"), &text(5, "گوادر"));
    check(json!("007"), &text(4, "007"));
    check(json!(["a", 1]), &text(4, "[&quot;a&quot;,1]"));
    check(Value::Null, "");
}

#[test]
fn no_cell_is_a_formula_or_a_link() {
    let bad =
        ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "https://example.org/"];
    let features: Vec<Feature> =
        bad.iter().map(|text| record(&json!({ "=name": text, "_x0041_": "\u{7}_x0042_" }))).collect();
    let (bytes, told) = written(&features, options());
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && !xml.contains("<f ") && !xml.contains("hyperlink"), "{xml}");
    assert_eq!(told.guarded_cells, 0);
    let cells = sheet(&bytes, "posts");
    for (row, text) in (1..).zip(bad) {
        assert_eq!(cells.get_value((row, 0)), Some(&Data::String((*text).to_owned())), "{text}");
    }
    let read = reading("posts.xlsx", &bytes, &ReadOptions::default());
    assert_eq!(read.records.len(), bad.len(), "{}", read.told);
}

#[test]
fn places_are_columns_and_what_is_too_long_is_told() {
    let ring: Vec<(f64, f64)> =
        (0..4_000).map(|step| (f64::from(step) * 0.01, 20.0 + f64::from(step) * 0.001)).collect();
    let ring: LineString = ring.into_iter().chain([(39.99, 10.0), (0.0, 20.0)]).collect::<Vec<_>>().into();
    let area = Shape::new(Polygon::new(ring, Vec::new()).into(), Longitudes::Strict).unwrap().shape;
    let point = Some(Shape::from_place(LonLat::new(61.5, 25.25).unwrap()));
    let mut features = vec![record(&json!({ "name": "point" })), record(&json!({ "name": "area" }))];
    (features[0].shape, features[1].shape) = (point, area);
    let (bytes, told) = written(&features, options());
    let cells = sheet(&bytes, "posts");
    let heads: Vec<String> = cells.headers().unwrap();
    assert_eq!(heads, ["name", "lon", "lat", "wkt", "wkt_note"]);
    assert_eq!(cells.get_value((1, 1)), Some(&Data::Float(61.5)));
    assert_eq!(cells.get_value((2, 3)), Some(&Data::Empty));
    assert!(cells.get_value((2, 4)).unwrap().to_string().starts_with("too long for a cell: "));
    assert_eq!(told.told, ["1 shape does not fit a cell, and wkt_note says so; .geojson or .gpkg holds all of it"]);
    let read = reading("posts.xlsx", &bytes, &ReadOptions::default());
    let warning =
        "warning[W304] posts.xlsx:3: the record has no location here though it had one: \"too long for a cell: ";
    assert!(read.told.contains(warning), "{}", read.told);
    let (bytes, told) = written(&[record(&json!({ "text": "x".repeat(32_768) }))], options());
    assert!(told.told[0].starts_with("1 text of more than 32,767 characters"), "{:?}", told.told);
    assert!(sheet(&bytes, "posts").get_value((1, 0)).unwrap().to_string().contains("32768 characters"));
}

#[test]
fn claims_sources_and_method_stand_beside_the_records() {
    let set = article();
    let mut features: Vec<Feature> =
        set.records.iter().take(2).map(|record_| record(&json!({ "title": record_.title }))).collect();
    for (feature, record) in features.iter_mut().zip(&set.records) {
        feature.id = Some(FeatureId::Text(record.id.clone()));
    }
    let mut options = options();
    options.document = Document {
        metadata: Some(json!({ "licence": "CC0-1.0", "rows": { "dataset": "posts", "attribution": "someone" } })),
        claims: Some(Arc::new(set.clone())),
        ..Document::default()
    };
    let (bytes, _) = written(&features, options.clone());
    let claims = sheet(&bytes, "claims");
    let expected: usize = set.records.iter().take(2).map(|record| record.claims.len()).sum();
    assert_eq!(claims.height() - 1, expected);
    let sources = sheet(&bytes, "sources");
    // each source, the output itself, its rows
    assert_eq!(sources.height() - 1, set.sources.len() + 2);
    let method = sheet(&bytes, "method");
    let says = |item: &str| {
        let row = method.rows().find(|row| row[1] == item).map(|row| row[2].to_string());
        row.unwrap_or_else(|| panic!("nothing is said of {item}"))
    };
    assert_eq!([says("licence"), says("rows.dataset"), says("title")], ["CC0-1.0", "posts", "text"]);
    let again = written(&features, options).0;
    assert!(bytes == again, "the same records are the same bytes");
    for name in ["incidents", "claims", "sources", "method"] {
        sheet(&bytes, name);
    }
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:D3\"/>"), "{xml}");
}

#[test]
fn no_text_beside_the_records_is_lost_without_a_word() {
    let mut set = article().clone();
    let long = "گ".repeat(40_000);
    set.records[0].claims[0].statement = long.clone();
    let mut one = record(&json!({ "title": "x" }));
    one.id = Some(FeatureId::Text(set.records[0].id.clone()));
    let mut options = options();
    options.document =
        Document { metadata: Some(json!({ "disclaimer": long })), claims: Some(Arc::new(set)), ..Document::default() };
    let (bytes, told) = written(&[one], options);
    let disclaimer: String = sheet(&bytes, "method")
        .rows()
        .filter(|row| row[1].to_string().starts_with("disclaimer (part "))
        .map(|row| row[2].to_string())
        .collect();
    assert!(disclaimer == long, "{} characters", disclaimer.chars().count());
    let says = "too long for a cell: 40000 characters, see the claims as JSON or the sheet of the method";
    for name in ["claims", "sources"] {
        assert!(sheet(&bytes, name).rows().flatten().any(|cell| *cell == says), "{name}");
    }
    assert!(told.told.iter().any(|told| told.starts_with("2 texts of claims and sources")), "{:?}", told.told);
}

#[test]
fn more_columns_than_a_sheet_has_are_refused() {
    let properties = (0..16_400).map(|number| (format!("c{number}"), json!(1))).collect();
    let wide = Feature { id: None, shape: None, properties };
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options());
    writer.write(&wide).unwrap();
    let error = writer.finish().unwrap_err();
    assert!(matches!(error, WriteError::CannotHold { .. }), "{error}");
    assert!(error.to_string().contains("16384 columns, and 16402 are needed"), "{error}");
    assert!(bytes.is_empty());
}
