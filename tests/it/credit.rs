//! Whose the layers and whose the records are: both are shown to people, not the outermost alone. Referee: the texts themselves,
//! where each format shows them; what they say of themselves as JSON does not count.

use geo_types::{Geometry, Point};
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::io::write::project::Project;
use sarhad::model::feature::Feature;
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};

const LAYERS: &str = "Borders by A";
const RECORDS: &str = "Records by B";
const INPUT: &str = "Earlier by C";

/// An answer that rests on layers, about records that have credits of their own.
fn metadata() -> Value {
    json!({
        "attribution": LAYERS, "licence": "ODbL-1.0", "disclaimer": "no view",
        "rows": { "attribution": RECORDS, "licence": "CC-BY-4.0" },
        "input": { "rows": { "attribution": INPUT } },
    })
}

fn written(format: OutputFormat, project: Option<&Project>) -> Vec<u8> {
    let mut options = WriteOptions::new(format, "x");
    options.document.metadata = Some(metadata());
    options.project = project.cloned();
    let geometry: Geometry<f64> = Point::new(61.0, 29.0).into();
    let shape = Shape::new(geometry, Longitudes::Strict).unwrap().shape;
    let properties = json!({ "title": "x" }).as_object().unwrap().clone();
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    writer.write(&Feature { id: None, shape, properties }).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The texts between `open` and `close` in `text`.
fn within<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let behind = text.split_once(open).unwrap_or_else(|| panic!("no {open} in {text}")).1;
    behind.split_once(close).unwrap().0
}

#[track_caller]
fn check(shown: &str) {
    for text in [LAYERS, RECORDS, INPUT] {
        assert_eq!(shown.matches(text).count(), 1, "{text}: {shown}");
    }
}

#[test]
fn xml_shows_all_credits() {
    let gpx = String::from_utf8(written(OutputFormat::Gpx, None)).unwrap();
    check(within(&gpx, "<desc>", "</desc>"));
    check(within(&gpx, "<copyright author=\"", "\""));
    let kml = String::from_utf8(written(OutputFormat::Kml, None)).unwrap();
    check(within(&kml, "<description>", "</description>"));
}

#[test]
fn the_header_of_a_flatgeobuf_shows_all_credits() {
    let bytes = written(OutputFormat::FlatGeobuf, None);
    let header = flatgeobuf::size_prefixed_root_as_header(&bytes[8..]).unwrap();
    check(header.description().unwrap());
    // what is made of the metadata is not read as one more text
    let came = crate::indexed::read("x.fgb", &bytes, &sarhad::io::read::ReadOptions::default()).unwrap();
    assert_eq!(came.members["metadata"], metadata());
}

#[test]
fn a_package_and_its_project_show_all_credits() {
    let project = Project::new("map.gpkg");
    written(OutputFormat::GeoPackage, Some(&project));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(project.take())).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("map.qgs").unwrap(), &mut text).unwrap();
    check(within(&text, "<resourceMetadata>", "</resourceMetadata>"));
    check(within(&text, "<CopyrightLabel>", "</CopyrightLabel>"));
    assert!(text.contains("<license>ODbL-1.0</license><license>CC-BY-4.0</license>"), "{text}");
}
