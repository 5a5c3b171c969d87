//! `GeoParquet`: what other readers are told of the columns.

use std::fs::File;
use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, BinaryArray, Float64Array, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use sarhad::io::read::{ReadOptions, WantedBox};
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
    assert!(told.iter().any(|told| told.starts_with("1 moment was cut")), "{told:?}");
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

/// A file of points with a box each: longitudes of the point, west and east of its box.
fn with_boxes(rows: &[(f64, Option<[f64; 2]>)]) -> Vec<u8> {
    let wkb = |lon: f64| [&[1, 1, 0, 0, 0][..], &lon.to_le_bytes(), &10.0_f64.to_le_bytes()].concat();
    let shapes: Vec<Vec<u8>> = rows.iter().map(|(lon, _)| wkb(*lon)).collect();
    let corners = |of: &dyn Fn([f64; 2]) -> f64| {
        let values = rows.iter().map(|(_, corners)| corners.map(of)).collect::<Float64Array>();
        Arc::new(values) as ArrayRef
    };
    let members = [
        ("xmin", corners(&|[west, _]| west)),
        ("ymin", corners(&|_| 10.0)),
        ("xmax", corners(&|[_, east]| east)),
        ("ymax", corners(&|_| 10.0)),
    ];
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, values)| (Arc::new(Field::new(name, DataType::Float64, true)), values))
        .collect();
    let columns = [
        ("g", Arc::new(BinaryArray::from_iter_values(&shapes)) as ArrayRef),
        ("b", Arc::new(StructArray::from(members)) as ArrayRef),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let path = |name: &str| json!(["b", name]);
    let bbox = json!({ "xmin": path("xmin"), "ymin": path("ymin"), "xmax": path("xmax"), "ymax": path("ymax") });
    let card = json!({ "encoding": "WKB", "covering": { "bbox": bbox } });
    let geo = json!({ "version": "1.1.0", "primary_column": "g", "columns": { "g": card } });
    let entry = KeyValue::new("geo".to_owned(), geo.to_string());
    let properties = WriterProperties::builder().set_key_value_metadata(Some(vec![entry])).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

/// Referee: looking at all records.
#[test]
fn a_box_never_spares_a_record_whose_own_box_is_blank_or_reaches_over_the_180th_meridian() {
    for (rows, wanted, expected) in [
        (&[(60.0, Some([60.0, 60.0])), (120.0, Some([120.0, 120.0]))][..], [10.0, 20.0], (0, 0)),
        (&[(60.0, Some([60.0, 60.0])), (15.0, None)], [10.0, 20.0], (2, 1)),
        (&[(60.0, Some([60.0, 60.0])), (178.0, Some([170.0, -170.0]))], [177.0, 179.0], (2, 1)),
        (
            &[(-178.0, Some([-180.0, -175.0])), (178.5, Some([170.0, -170.0])), (176.0, Some([175.0, 178.0]))],
            [178.2, 179.0],
            (3, 1),
        ),
    ] {
        let bytes = with_boxes(rows);
        let [west, east] = wanted;
        let wanted = Some(WantedBox { corners_deg: [west, 0.0, east, 20.0] });
        let came = read("x.parquet", &bytes, &ReadOptions { wanted, ..ReadOptions::default() }).unwrap();
        let inside = came.features.iter().filter_map(|feature| feature.shape.as_ref()?.point());
        let inside = inside.filter(|at| (west..=east).contains(&at.lon())).count();
        assert_eq!((came.features.len(), inside), expected, "{rows:?}: {:?}", came.problems);
    }
}
