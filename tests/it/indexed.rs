//! `FlatGeobuf` and `GeoParquet`: what goes in comes out, by a box as well, and no bytes break the readers.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};
use proptest::prelude::*;
use sarhad::io::read::{Event, Input, Problem, ReadOptions, Tally, WantedBox, read_features};
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};

/// The formats, and what their files are called.
pub(crate) const FORMATS: [(OutputFormat, &str); 2] =
    [(OutputFormat::FlatGeobuf, "x.fgb"), (OutputFormat::GeoParquet, "x.parquet")];

/// What came out of a file.
#[derive(Debug, Default)]
pub(crate) struct Came {
    pub(crate) features: Vec<Feature>,
    pub(crate) problems: Vec<String>,
    pub(crate) members: BTreeMap<String, Value>,
    pub(crate) tally: Tally,
}

pub(crate) fn feature(id: &str, geometry: Option<Geometry<f64>>, properties: &Value) -> Feature {
    let shape = geometry.and_then(|geometry| Shape::new(geometry, Longitudes::Strict).unwrap().shape);
    let properties = properties.as_object().cloned().unwrap_or_default();
    Feature { id: Some(FeatureId::Text(id.to_owned())), shape, properties }
}

pub(crate) fn point(lon: f64, lat: f64) -> Geometry<f64> {
    Geometry::Point(Point::new(lon, lat))
}

pub(crate) fn written(features: &[Feature], options: WriteOptions) -> (Vec<u8>, Written) {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    let written = writer.finish().unwrap();
    (bytes, written)
}

pub(crate) fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Came, Box<Problem>> {
    let bytes: Arc<[u8]> = bytes.into();
    let input = Input::Stream { name: name.to_owned(), reader: Box::new(std::io::Cursor::new(bytes)) };
    let mut came = Came::default();
    came.tally = read_features(input, options, &mut |event| {
        match event {
            Event::Kept(record) => came.features.push(record.feature),
            Event::Problem(problem) => came.problems.push(format!("{} {}", problem.code, problem.what)),
            Event::Member { name, value } => drop(came.members.insert(name, value)),
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    Ok(came)
}

/// Features by their ids, without properties that are null and without the id among them.
fn by_id(features: &[Feature]) -> BTreeMap<String, (Option<Geometry<f64>>, Value)> {
    let plain = |feature: &Feature| {
        let held = feature.properties.iter().filter(|(name, value)| !value.is_null() && *name != "id");
        let properties: serde_json::Map<String, Value> =
            held.map(|(name, value)| (name.clone(), value.clone())).collect();
        (feature.shape.as_ref().map(|shape| shape.geometry().clone()), Value::Object(properties))
    };
    features.iter().map(|feature| (feature.id.as_ref().unwrap().to_string(), plain(feature))).collect()
}

#[track_caller]
fn check(format: (OutputFormat, &str), features: &[Feature]) {
    let (bytes, told) = written(features, WriteOptions::new(format.0, format.1));
    assert_eq!(told.features, features.len() as u64);
    let came = read(format.1, &bytes, &ReadOptions::default()).unwrap();
    assert_eq!(by_id(&came.features), by_id(features), "{}", format.1);
    assert_eq!((came.tally.read, came.tally.kept), (features.len() as u64, features.len() as u64), "{}", format.1);
    assert_eq!(written(features, WriteOptions::new(format.0, format.1)).0, bytes, "{}: other bytes", format.1);
}

fn ring(west: f64, south: f64, size: f64) -> LineString<f64> {
    let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
    LineString(corners.iter().map(|(x, y)| Coord { x: west + x * size, y: south + y * size }).collect())
}

fn turned(mut ring: LineString<f64>) -> LineString<f64> {
    ring.0.reverse();
    ring
}

/// One of each type of geometry, and none.
fn geometries() -> Vec<Option<Geometry<f64>>> {
    let line = LineString::from(vec![(61.0, 25.0), (61.5, 25.5), (62.0, 25.0)]);
    let area = Polygon::new(ring(60.0, 25.0, 3.0), vec![turned(ring(61.0, 26.0, 1.0))]);
    let other = Polygon::new(ring(66.0, 30.0, 1.0), Vec::new());
    vec![
        Some(point(60.8629, 29.4963)),
        None,
        Some(line.clone().into()),
        Some(area.clone().into()),
        Some(MultiPoint(vec![Point::new(62.3, 25.1), Point::new(67.0, 30.2)]).into()),
        Some(MultiLineString(vec![line.clone(), LineString::from(vec![(70.0, 33.0), (71.0, 34.0)])]).into()),
        Some(MultiPolygon(vec![area.clone(), other]).into()),
        Some(Geometry::GeometryCollection(GeometryCollection(vec![point(61.5, 27.5), line.into(), area.into()]))),
    ]
}

#[test]
fn every_type_of_geometry_and_of_value_comes_back() {
    let all: Vec<Feature> = (0_u8..)
        .zip(geometries())
        .map(|(number, geometry)| {
            let properties = json!({
                "name": "گوادر", "latin": "Gwadar", "flag": number % 2 == 0, "whole": i64::MIN + i64::from(number),
                "real": f64::from(number) + 0.25, "date": format!("2024-01-{:02}", number + 1),
                "moment": format!("2024-01-16T20:30:{number:02}.5Z"), "nested": {"actors": ["IR", "PK"], "n": number},
                "mixed": if number == 3 { json!("7") } else { Value::Null }, "empty": "",
            });
            feature(&format!("r-{number}"), geometry, &properties)
        })
        .collect();
    for format in FORMATS {
        check(format, &[]);
        check(format, &all);
        for one in &all {
            // a file of a single type says so in its header, and its geometries do not
            check(format, std::slice::from_ref(one));
        }
    }
}

#[test]
fn what_the_output_tells_of_itself_comes_back() {
    for (format, name) in FORMATS {
        let mut options = WriteOptions::new(format, name);
        options.document.name = Some("incidents".to_owned());
        let told =
            json!({"attribution": "© OpenStreetMap contributors", "licence": "ODbL-1.0", "disclaimer": "as drawn"});
        options.document.metadata = Some(told.clone());
        let (bytes, _) = written(&[feature("a", Some(point(61.0, 25.0)), &json!({}))], options);
        let came = read(name, &bytes, &ReadOptions::default()).unwrap();
        assert_eq!(came.members.get("metadata"), Some(&told), "{name}");
        assert_eq!(came.members.get("name"), Some(&json!("incidents")), "{name}");
    }
}

/// How many records a note says were passed over.
fn spared(came: &Came) -> u64 {
    let note = came.problems.iter().find(|problem| problem.starts_with("N310"));
    note.map_or(0, |note| note.split(' ').find_map(|word| word.parse().ok()).unwrap())
}

/// Whether a box of the shape's own meets the wanted one, which may cross the antimeridian.
fn meets(feature: &Feature, [west, south, east, north]: [f64; 4]) -> bool {
    use geo::BoundingRect;
    let Some(own) = feature.shape.as_ref().and_then(|shape| shape.geometry().bounding_rect()) else { return false };
    let in_lon = |west: f64, east: f64| own.min().x <= east && own.max().x >= west;
    let in_lon = if west <= east { in_lon(west, east) } else { in_lon(west, 180.0) || in_lon(-180.0, east) };
    in_lon && own.min().y <= north && own.max().y >= south
}

/// Referee: all records, each looked at.
#[track_caller]
fn check_box(format: (OutputFormat, &str), features: &[Feature], corners_deg: [f64; 4]) -> u64 {
    let (bytes, _) = written(features, WriteOptions::new(format.0, format.1));
    let options = ReadOptions { wanted: Some(WantedBox { corners_deg }), ..ReadOptions::default() };
    let came = read(format.1, &bytes, &options).unwrap();
    let found: Vec<Feature> = came.features.iter().filter(|found| meets(found, corners_deg)).cloned().collect();
    let expected: Vec<Feature> = features.iter().filter(|own| meets(own, corners_deg)).cloned().collect();
    assert_eq!(by_id(&found), by_id(&expected), "{} {corners_deg:?}", format.1);
    let spared = spared(&came);
    assert_eq!(came.tally.read + spared, features.len() as u64, "{} {corners_deg:?}", format.1);
    spared
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_records_come_back_and_by_a_box_the_same_as_by_looking(
        places in prop::collection::vec((-180.0..180.0_f64, -89.0..88.0_f64, 0_u8..4, any::<i64>()), 0..60),
        names in prop::collection::vec("\\PC{0,12}", 60),
        west in -180.0..180.0_f64, east in -180.0..180.0_f64, south in -90.0..0.0_f64, north in 0.0..90.0_f64,
    ) {
        let features: Vec<Feature> = places.iter().zip(&names).enumerate().map(|(number, ((lon, lat, kind, n), name))| {
            let geometry = match kind {
                0 => None,
                1 if *lon < 179.0 => Some(Polygon::new(ring(*lon, *lat, 1.0), Vec::new()).into()),
                _ => Some(point(*lon, *lat)),
            };
            feature(&format!("r{number}"), geometry, &json!({ "name": format!("n{name}"), "n": n }))
        }).collect();
        for format in FORMATS {
            check(format, &features);
            check_box(format, &features, [west, south, east, north]);
        }
    }
}

#[test]
fn a_box_spares_reading_what_lies_outside() {
    let features: Vec<Feature> = (0..70_000_u32)
        .map(|n| {
            let (lon, lat) = (f64::from(n * 7_919 % 70_000) / 400.0 - 90.0, f64::from(n % 500) / 10.0);
            feature(&format!("r{n}"), Some(point(lon, lat)), &json!({ "n": n }))
        })
        .collect();
    for (format, least) in FORMATS.into_iter().zip([69_000, 4_000]) {
        assert!(check_box(format, &features, [-90.0, 0.0, -85.0, 5.0]) >= least, "{}", format.1);
        assert_eq!(check_box(format, &features, [100.0, 60.0, -100.0, 70.0]), 70_000, "{}", format.1);
        let (_, told) = written(&features, WriteOptions::new(format.0, format.1));
        assert!(told.told.iter().any(|told| told.contains("not in")), "{:?}", told.told);
    }
}

fn sample(count: u32) -> Vec<Feature> {
    (0..count)
        .map(|n| {
            let geometry = if n % 3 == 0 {
                Polygon::new(ring(60.0 + f64::from(n) / 10.0, 25.0, 0.5), Vec::new()).into()
            } else {
                point(60.0 + f64::from(n) / 10.0, 25.0)
            };
            feature(&format!("r{n}"), Some(geometry), &json!({ "name": "سراوان", "n": n, "list": [n] }))
        })
        .collect()
}

/// A file that was cut anywhere is refused as a whole, without a panic.
#[test]
fn a_file_that_was_cut_is_refused() {
    for (format, name) in FORMATS {
        let (bytes, _) = written(&sample(40), WriteOptions::new(format, name));
        for cut in (1..bytes.len()).step_by(97).chain([4, 8, 12, bytes.len() - 1]) {
            assert!(read(name, &bytes[..cut], &ReadOptions::default()).is_err(), "{name} cut at {cut}");
        }
    }
}

/// Bytes that were changed anywhere are read or refused; nothing breaks.
#[test]
fn changed_bytes_break_nothing() {
    for (format, name) in FORMATS {
        let (bytes, _) = written(&sample(9), WriteOptions::new(format, name));
        let wanted = Some(WantedBox { corners_deg: [60.0, 24.0, 60.3, 26.0] });
        for at in (0..bytes.len()).step_by(7) {
            for change in [0xff, 0x80, 0x01] {
                let mut changed = bytes.clone();
                changed[at] ^= change;
                for wanted in [None, wanted] {
                    let options = ReadOptions { wanted, ..ReadOptions::default() };
                    if let Ok(came) = read(name, &changed, &options) {
                        assert_eq!(came.tally.read, came.tally.kept + came.tally.refused, "{name} byte {at}");
                    }
                }
            }
        }
    }
}

/// Referee: by hand; a latitude of the second record is changed in place, which only `FlatGeobuf`, unpacked, allows.
#[test]
fn a_record_that_lies_nowhere_on_earth_is_refused_and_the_others_kept() {
    let (format, name) = FORMATS[0];
    let (mut bytes, _) = written(&sample(3), WriteOptions::new(format, name));
    let pair: Vec<u8> = [60.1_f64, 25.0].iter().flat_map(|number| number.to_le_bytes()).collect();
    let at = (0..bytes.len() - 16).rev().find(|&at| bytes[at..at + 16] == pair).unwrap();
    bytes[at + 8..at + 16].copy_from_slice(&95.0_f64.to_le_bytes());
    let came = read(name, &bytes, &ReadOptions::default()).unwrap();
    assert_eq!((came.tally.read, came.tally.kept, came.tally.refused), (3, 2, 1));
    assert!(came.problems.iter().any(|problem| problem.starts_with("E204")), "{:?}", came.problems);
}

#[cfg(feature = "cli")]
mod command {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// What is said beside the output of a run that succeeds.
    fn convert(folder: &Path, arguments: &[&str]) -> String {
        let mut command = assert_cmd::Command::cargo_bin("sarhad").unwrap();
        let output = command.current_dir(folder).arg("convert").args(arguments).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {told}");
        told
    }

    fn lines(path: &Path) -> BTreeSet<String> {
        fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
    }

    /// Referee: the same records read from `GeoJSON`, each looked at.
    #[test]
    fn a_box_is_answered_alike_from_every_format_and_counts_stay_true() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        convert(folder.path(), &["@places", "--bbox", "60,25,63,28", "-o", "expected.geojsonl"]);
        let expected = lines(&at("expected.geojsonl"));
        assert!(expected.len() > 10);
        for name in ["p.fgb", "p.parquet"] {
            convert(folder.path(), &["@places", "--threads", "1", "-o", name]);
            let one = fs::read(at(name)).unwrap();
            convert(folder.path(), &["@places", "--threads", "2", "-o", name, "--force"]);
            assert!(one == fs::read(at(name)).unwrap(), "{name} depends on threads");
            let told = convert(folder.path(), &[name, "--bbox", "60,25,63,28", "-o", "found.geojsonl", "--force"]);
            assert_eq!(lines(&at("found.geojsonl")), expected, "{name}");
            let count = expected.len();
            assert!(told.contains(&format!("kept {count} + refused 0")), "{told}");
            let noted = told.contains(&format!("spared reading {} of its 1696 records", 1_696 - count));
            assert_eq!(noted, name == "p.fgb", "{told}");
        }
    }
}
