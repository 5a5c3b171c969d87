//! `GeoParquet`: what other readers are told of the columns.

use std::fs::File;
use std::io::Write;

use arrow_schema::{DataType, TimeUnit};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sarhad::io::read::ReadOptions;
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::model::feature::Feature;
use serde_json::{Value, json};

use crate::indexed::{feature, point, read, written};

fn opened(features: &[Feature]) -> (ParquetRecordBatchReaderBuilder<File>, Vec<String>) {
    let (bytes, told) = written(features, WriteOptions::new(OutputFormat::GeoParquet, "x.parquet"));
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    (ParquetRecordBatchReaderBuilder::try_new(file).unwrap(), told.told)
}

/// Referee: the parquet crate's own reader of schemas.
#[test]
fn columns_have_types_and_days_are_days() {
    let told = json!({
        "day": "2024-01-16", "moment": "2024-01-16T20:30:00Z", "flag": true, "whole": 7, "real": 0.5, "text": "گوادر",
        "nested": {"a": [1]},
    });
    let (builder, _) = opened(&[feature("a", Some(point(62.3, 25.1)), &told), feature("b", None, &json!({}))]);
    let kind = |name: &str| builder.schema().field_with_name(name).unwrap().data_type().clone();
    for (name, expected) in [
        ("id", DataType::Utf8),
        ("day", DataType::Date32),
        ("moment", DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))),
        ("flag", DataType::Boolean),
        ("whole", DataType::Int64),
        ("real", DataType::Float64),
        ("text", DataType::Utf8),
        ("nested", DataType::Utf8),
        ("geometry", DataType::Binary),
    ] {
        assert_eq!(kind(name), expected, "{name}");
    }
    let nested = builder.schema().field_with_name("nested").unwrap().metadata().get("ARROW:extension:name").cloned();
    assert_eq!(nested.as_deref(), Some("arrow.json"));
    assert!(matches!(kind("bbox"), DataType::Struct(fields) if fields.len() == 4));
}

#[test]
fn the_entry_geo_says_what_the_specification_asks() {
    let (builder, _) = opened(&[feature("a", Some(point(62.3, 25.1)), &json!({})), feature("b", None, &json!({}))]);
    let entries = builder.metadata().file_metadata().key_value_metadata().unwrap();
    let geo = entries.iter().find(|entry| entry.key == "geo").unwrap().value.clone().unwrap();
    let corner = |name: &str| json!(["bbox", name]);
    let expected = json!({
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": { "geometry": {
            "encoding": "WKB",
            "geometry_types": ["Point"],
            "edges": "planar",
            "bbox": [62.3, 25.1, 62.3, 25.1],
            "covering": { "bbox": {
                "xmin": corner("xmin"), "ymin": corner("ymin"), "xmax": corner("xmax"), "ymax": corner("ymax"),
            } },
        } },
    });
    assert_eq!(serde_json::from_str::<Value>(&geo).unwrap(), expected);
    assert!(builder.metadata().file_metadata().created_by().unwrap().starts_with("sarhad version"));
}

#[test]
fn columns_that_have_the_names_of_the_formats_are_renamed_and_it_is_told() {
    let properties = json!({ "geometry": "by hand", "Name": "a", "name": "b" });
    let features = [feature("a", Some(point(62.3, 25.1)), &properties)];
    let (builder, told) = opened(&features);
    let names: Vec<&str> = builder.schema().fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(names, ["id", "geometry_2", "Name", "name_2", "geometry", "bbox"]);
    assert!(told.iter().any(|told| told.contains("geometry is geometry_2, name is name_2")), "{told:?}");
}

#[test]
fn moments_finer_than_microseconds_are_cut_and_it_is_told() {
    let (_, told) = opened(&[feature("a", None, &json!({ "t": "2024-01-16T20:30:00.0000001Z" }))]);
    assert!(told.iter().any(|told| told.starts_with("1 moments were cut")), "{told:?}");
}

#[test]
fn a_footer_that_claims_more_than_there_is_is_refused() {
    // Referee: by hand. A field 4 of row groups, 2³¹ − 1 of them, in a footer of 7 bytes.
    let footer = [0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07];
    let bytes = [&b"PAR1"[..], &footer, &7_u32.to_le_bytes(), b"PAR1"].concat();
    let problem = read("x.parquet", &bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(problem.code.as_str(), "E109");
    assert!(problem.what.to_string().contains("claims a list of 2147483647 members"), "{}", problem.what);
}
