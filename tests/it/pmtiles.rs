//! Vector tiles: nothing is dropped, whatever the zoom; what they say is typed; they are never too large. Referees: the
//! specifications of `PMTiles` 3, read here by hand, and of Vector Tiles 2.1, read by a reader that is not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::num::NonZeroUsize;

use fast_mvt::{MvtFeature, MvtGeometry, MvtTile, MvtValue};
use geo_types::{Geometry, LineString, MultiPoint, MultiPolygon, Point, Polygon};
use sarhad::io::write::error::WriteError;
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::{DrawnLayer, Tiling, WriteOptions};
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};

const TILE_MOST_BYTES: usize = 500_000;

/// An archive, read by hand.
pub(crate) struct Archive {
    bytes: Vec<u8>,
    metadata: Value,
    /// The tiles by zoom, column and row, and the bytes each takes.
    pub(crate) tiles: BTreeMap<(u8, u32, u32), (MvtTile, usize)>,
}

fn number(bytes: &[u8], at: usize) -> usize {
    usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())).unwrap()
}

pub(crate) fn unpacked(bytes: &[u8]) -> Vec<u8> {
    assert_eq!(bytes[4..8], [0; 4], "the time in gzip's header");
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    text
}

fn varint(bytes: &mut &[u8]) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        value |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte & 128 == 0 {
            return value;
        }
    }
}

/// The entries of a directory: tile id, run, length, offset.
fn directory(bytes: &[u8]) -> Vec<[usize; 4]> {
    let text = unpacked(bytes);
    let rest = &mut &text[..];
    let mut entries = vec![[0; 4]; varint(rest)];
    let mut id = 0;
    for entry in &mut entries {
        id += varint(rest);
        entry[0] = id;
    }
    for part in 1..3 {
        for entry in &mut entries {
            entry[part] = varint(rest);
        }
    }
    for at in 0..entries.len() {
        let offset = varint(rest);
        entries[at][3] = if offset == 0 { entries[at - 1][3] + entries[at - 1][2] } else { offset - 1 };
    }
    entries
}

fn tile_of(id: usize) -> (u8, u32, u32) {
    let at: pmtiles::TileCoord = pmtiles::TileId::new(id as u64).unwrap().into();
    (at.z(), at.x(), at.y())
}

impl Archive {
    fn read(bytes: Vec<u8>) -> Self {
        assert_eq!(&bytes[..8], b"PMTiles\x03");
        let part = |at: usize| &bytes[number(&bytes, at)..number(&bytes, at) + number(&bytes, at + 8)];
        let metadata = serde_json::from_slice(&unpacked(part(24))).unwrap();
        let (leaves, data) = (part(40), part(56));
        let mut entries = Vec::new();
        for entry in directory(part(8)) {
            match entry[1] {
                0 => entries.extend(directory(&leaves[entry[3]..entry[3] + entry[2]])),
                _ => entries.push(entry),
            }
        }
        assert!(entries.windows(2).all(|pair| pair[0][0] < pair[1][0]), "ids rise");
        let mut tiles = BTreeMap::new();
        for [id, run, length, offset] in entries {
            let packed = &data[offset..offset + length];
            let text = unpacked(packed);
            let tile = fast_mvt::MvtReaderRef::new(&text).unwrap().to_tile().unwrap();
            for id in id..id + run {
                tiles.insert(tile_of(id), (tile.clone(), length));
            }
        }
        assert_eq!(tiles.len(), number(&bytes, 72), "addressed tiles");
        Self { bytes, metadata, tiles }
    }

    /// The features of a layer at a zoom, with the tile of each.
    fn features(&self, layer: &str, zoom: u8) -> Vec<((u32, u32), &MvtFeature)> {
        let of_zoom = self.tiles.iter().filter(|((z, ..), _)| *z == zoom);
        let layers = of_zoom.flat_map(|((_, x, y), (tile, _))| tile.layers.iter().map(move |layer| ((*x, *y), layer)));
        let named = layers.filter(|(_, held)| held.name == layer);
        named.flat_map(|(at, held)| held.features.iter().map(move |feature| (at, feature))).collect()
    }

    fn zooms(&self) -> std::ops::RangeInclusive<u8> {
        self.bytes[100]..=self.bytes[101]
    }
}

fn said<'f>(feature: &'f MvtFeature, name: &str) -> Option<&'f MvtValue> {
    feature.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

pub(crate) fn count(feature: &MvtFeature) -> u64 {
    match said(feature, "count") {
        None => 1,
        Some(MvtValue::Int(count)) => u64::try_from(*count).unwrap(),
        Some(MvtValue::UInt(count)) => *count,
        Some(other) => panic!("{other:?}"),
    }
}

pub(crate) fn record(id: usize, geometry: Option<Geometry<f64>>, properties: &Value) -> Feature {
    let shape = geometry.map(|geometry| Shape::new(geometry, Longitudes::Strict).unwrap().shape.unwrap());
    let properties = properties.as_object().unwrap().clone();
    Feature { id: Some(FeatureId::Text(format!("r{id}"))), shape, properties }
}

pub(crate) fn options(tiling: Tiling) -> WriteOptions {
    let mut options = WriteOptions::new(OutputFormat::PmTiles, "records.pmtiles");
    options.tiling = tiling;
    options
}

pub(crate) fn zooms(min_zoom: u8, max_zoom: u8) -> Tiling {
    Tiling { min_zoom, max_zoom: Some(max_zoom), ..Tiling::default() }
}

fn bytes(features: &[Feature], options: WriteOptions) -> Result<(Vec<u8>, Written), WriteError> {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature)?;
    }
    let written = writer.finish()?;
    Ok((bytes, written))
}

pub(crate) fn archive(features: &[Feature], options: WriteOptions) -> (Archive, Written) {
    let (bytes, written) = bytes(features, options).unwrap();
    (Archive::read(bytes), written)
}

#[expect(clippy::unnecessary_wraps, reason = "a record's place is optional")]
pub(crate) fn point(lon: f64, lat: f64) -> Option<Geometry<f64>> {
    Some(Point::new(lon, lat).into())
}

/// Points of which each lies near the one before, all over the world in the end.
pub(crate) fn scattered(count: usize) -> Vec<Feature> {
    let mut state = 1_u64;
    let mut next = |span: f64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as f64 / f64::from(1_u32 << 31) - 0.5) * span
    };
    let kinds = ["attack", "protest"];
    let of = |number: usize| {
        let center = if number.is_multiple_of(3) { (0.0, 0.0, 360.0, 170.0) } else { (62.3254, 25.1216, 2.0, 2.0) };
        let at = point(center.0 + next(center.2), center.1 + next(center.3));
        record(number, at, &json!({ "what": kinds[number % 2], "date": format!("2024-01-{:02}", 1 + number % 28) }))
    };
    (0..count).map(of).collect()
}

#[test]
fn no_zoom_drops_a_record() {
    let features = scattered(3_000);
    let (archive, written) = archive(&features, options(zooms(0, 9)));
    assert_eq!(archive.zooms(), 0..=9);
    for zoom in archive.zooms() {
        let held = archive.features("records", zoom);
        assert_eq!(held.iter().map(|(_, feature)| count(feature)).sum::<u64>(), 3_000, "zoom {zoom}");
        let sum = |name| -> u64 {
            let kinds = held.iter().filter_map(|(_, feature)| said(feature, name));
            kinds
                .map(|count| if let MvtValue::Int(count) = count { count.unsigned_abs() } else { panic!("{count:?}") })
                .sum()
        };
        let together: u64 = held.iter().map(|(_, feature)| count(feature)).filter(|count| *count > 1).sum();
        assert_eq!(sum("count_attack") + sum("count_protest"), together, "zoom {zoom}");
        for (_, feature) in held {
            assert_eq!(said(feature, "aggregated").is_some(), count(feature) > 1);
            assert_eq!(said(feature, "id").is_none(), count(feature) > 1);
        }
    }
    let deepest = archive.features("records", 9);
    let ids: BTreeSet<String> = deepest
        .iter()
        .map(|(_, feature)| if let Some(MvtValue::String(id)) = said(feature, "id") { id.clone() } else { panic!() })
        .collect();
    assert_eq!((ids.len(), deepest.len()), (3_000, 3_000), "each by itself at the deepest zoom");
    assert!(written.told.iter().all(|told| !told.contains("counts alone")), "{:?}", written.told);
}

#[test]
fn a_place_with_too_many_records_is_counted() {
    let features: Vec<Feature> = (0..50_001).map(|id| record(id, point(62.3254, 25.1216), &json!({}))).collect();
    let (archive, written) = archive(&features, options(zooms(0, 2)));
    for zoom in archive.zooms() {
        let held = archive.features("records", zoom);
        assert_eq!((held.len(), count(held[0].1)), (1, 50_001), "zoom {zoom}");
    }
    let told = "told by counts alone also at the deepest zoom, since their tiles would be too large: 50001";
    assert!(written.told.iter().any(|remark| remark == told), "{:?}", written.told);
}

#[test]
fn a_tile_that_would_be_too_large_is_coarser() {
    // each record says something that cannot be packed well: together far more than 500 KB
    let text =
        |id: usize| (0..60).map(|at| ((id * 7_919 + at).wrapping_mul(2_654_435_761)).to_string()).collect::<String>();
    let at = |id: usize| point(62.0 + (id % 80) as f64 * 0.004, 25.0 + (id / 80) as f64 * 0.004);
    let features: Vec<Feature> = (0..4_000).map(|id| record(id, at(id), &json!({ "note": text(id) }))).collect();
    let (archive, written) = archive(&features, options(zooms(0, 8)));
    for zoom in archive.zooms() {
        let held = archive.features("records", zoom);
        assert_eq!(held.iter().map(|(_, feature)| count(feature)).sum::<u64>(), 4_000, "zoom {zoom}");
    }
    assert!(archive.tiles.values().all(|(_, length)| *length <= TILE_MOST_BYTES));
    assert!(written.told.iter().any(|told| told.starts_with("tiles that are coarser")), "{:?}", written.told);
    assert!(written.told.iter().any(|told| told.starts_with("told by counts alone")), "{:?}", written.told);
}

#[test]
fn what_a_record_says_keeps_its_type() {
    let properties = json!({
        "flag": true, "whole": 7, "below": -7, "real": 2.5, "text": "گوادر", "nothing": null, "list": ["a", 1],
        "date_start": "2024-01-16", "date_end": "2024-01-18", "count": 12, "precision": "exact", "radius_m": 5000,
    });
    let mut options = options(zooms(3, 3));
    options.document.metadata = Some(json!({ "attribution": "A & B <c>", "licence": "MIT", "disclaimer": "as drawn" }));
    let (archive, written) = archive(&[record(1, point(62.3254, 25.1216), &properties)], options);
    let held = archive.features("records", 3);
    let [((x, y), feature)] = held[..] else { panic!("{held:?}") };
    // referee: the formula of slippy map tilenames, by hand
    assert_eq!((x, y), (5, 3));
    assert_eq!(feature.id, Some(1));
    let check = |name: &str, expected: Option<MvtValue>| assert_eq!(said(feature, name), expected.as_ref(), "{name}");
    check("id", Some(MvtValue::String("r1".to_owned())));
    check("flag", Some(MvtValue::Bool(true)));
    check("whole", Some(MvtValue::Int(7)));
    check("below", Some(MvtValue::SInt(-7)));
    check("real", Some(MvtValue::Double(2.5)));
    check("text", Some(MvtValue::String("گوادر".to_owned())));
    check("nothing", None);
    check("list", Some(MvtValue::String(r#"["a",1]"#.to_owned())));
    check("date_start", Some(MvtValue::String("2024-01-16".to_owned())));
    check("precision", Some(MvtValue::String("exact".to_owned())));
    check("radius_m", Some(MvtValue::Int(5000)));
    // referee: the calendar; 19723 days are 2024-01-01
    check("t", Some(MvtValue::Int(19_738)));
    check("t_end", Some(MvtValue::Int(19_740)));
    check("count_2", Some(MvtValue::Int(12)));
    check("count", None);
    assert!(written.told.contains(&"column count is called count_2 in tiles".to_owned()), "{:?}", written.told);
    assert_eq!(archive.metadata["attribution"], "A &amp; B &lt;c&gt;");
    assert_eq!(archive.metadata["licence"], "MIT");
    let description = archive.metadata["description"].as_str().unwrap();
    assert!(description.starts_with("as drawn "), "{description}");
    let layer = &archive.metadata["vector_layers"][0];
    assert_eq!((&layer["id"], &layer["minzoom"], &layer["maxzoom"]), (&json!("records"), &json!(3), &json!(3)));
    let fields = [("flag", "Boolean"), ("whole", "Number"), ("text", "String"), ("t", "Number"), ("count_2", "Number")];
    for (name, expected) in fields {
        assert_eq!(layer["fields"][name], expected, "{name}");
    }
}

#[test]
fn what_is_in_no_tile_is_told() {
    let square = Polygon::new(LineString::from(vec![(0.0, 80.0), (9.0, 80.0), (9.0, 89.0), (0.0, 89.0)]), vec![]);
    let features = [
        record(0, None, &json!({})),
        record(1, point(10.0, 86.0), &json!({})),
        record(2, point(10.0, -85.0), &json!({})),
        record(3, Some(square.into()), &json!({})),
        record(4, point(180.0, 0.0), &json!({})),
        record(5, point(-180.0, 0.0), &json!({})),
    ];
    let (archive, written) = archive(&features, options(zooms(0, 4)));
    let counts = &archive.metadata["records"][0];
    for (name, expected) in [
        ("records", 6),
        ("in_tiles", 4),
        ("without_location", 1),
        ("beyond_web_mercator", 1),
        ("cut_at_web_mercator", 1),
    ] {
        assert_eq!(counts[name], expected, "{name}");
    }
    let lacks = "kept 6, of which the file leaves out 2: 1 without a location, and 1 beyond 85.05° of latitude, where Web \
                 Mercator ends, so in no tile";
    assert_eq!(written.left_out, [lacks]);
    let held = archive.features("records", 4);
    let columns: BTreeSet<u32> = held.iter().map(|((x, _), _)| *x).collect();
    assert_eq!(
        columns,
        BTreeSet::from([0, 7, 8, 15]),
        "both sides of the antimeridian, and a square that begins at 0°"
    );
    // degrees by 10⁷
    let box_of = [102, 106, 110, 114].map(|at| i32::from_le_bytes(archive.bytes[at..at + 4].try_into().unwrap()));
    assert_eq!(box_of, [-1_800_000_000, -850_000_000, 1_800_000_000, 850_511_288]);
}

#[test]
fn an_area_keeps_its_hole_and_none_vanishes() {
    let ring = |lon: f64, lat: f64, half: f64| {
        LineString::from(vec![
            (lon - half, lat - half),
            (lon + half, lat - half),
            (lon + half, lat + half),
            (lon - half, lat + half),
        ])
    };
    let holed = Polygon::new(ring(62.0, 25.0, 3.0), vec![ring(62.0, 25.0, 1.0)]);
    let speck = Polygon::new(ring(62.3, 25.1, 0.0005), vec![]);
    let needle =
        Polygon::new(LineString::from(vec![(40.0, 10.0), (60.0, 10.0), (60.0, 10.000_01), (40.0, 10.0)]), vec![]);
    let islands =
        MultiPolygon::new((0..40).map(|at| Polygon::new(ring(70.0 + f64::from(at), -20.0, 0.001), vec![])).collect());
    let features = [
        record(0, Some(holed.into()), &json!({})),
        record(1, Some(speck.into()), &json!({})),
        record(2, Some(needle.into()), &json!({})),
        record(3, Some(islands.into()), &json!({})),
    ];
    let (archive, _) = archive(&features, options(zooms(0, 10)));
    for zoom in archive.zooms() {
        let held = archive.features("records", zoom);
        let of = |id: u64| held.iter().filter(move |(_, feature)| feature.id == Some(id)).map(|(_, feature)| *feature);
        for id in 1..=4 {
            assert!(
                of(id).count() > 0 || held.iter().any(|(_, feature)| count(feature) > 1),
                "record {id} at zoom {zoom}"
            );
        }
        for feature in of(1).chain(of(2)) {
            match &feature.geometry {
                MvtGeometry::Point(_) => assert_eq!(said(feature, "collapsed"), Some(&MvtValue::Bool(true))),
                MvtGeometry::Polygon(_) | MvtGeometry::MultiPolygon(_) => assert_eq!(said(feature, "collapsed"), None),
                other => panic!("{other:?}"),
            }
        }
        let has_hole = |feature: &MvtFeature| match &feature.geometry {
            MvtGeometry::Polygon(polygon) => !polygon.interiors().is_empty(),
            MvtGeometry::MultiPolygon(polygons) => polygons.iter().any(|polygon| !polygon.interiors().is_empty()),
            _ => false,
        };
        // at zooms 3 and 4 the hole is wider than a pixel, and no tile's edge runs through it
        if (3..=4).contains(&zoom) {
            assert!(of(1).any(has_hole), "zoom {zoom}");
        }
    }
}

#[test]
fn points_of_one_record_are_each_in_one_tile() {
    let points: MultiPoint<f64> =
        (0..50).map(|at| Point::new(-180.0 + f64::from(at) * 7.3, f64::from(at) * 3.0 - 75.0)).collect();
    let (archive, _) = archive(&[record(0, Some(points.into()), &json!({}))], options(zooms(0, 6)));
    for zoom in archive.zooms() {
        let held = archive.features("records", zoom);
        let points = held.iter().map(|(_, feature)| match &feature.geometry {
            MvtGeometry::Point(_) => 1,
            MvtGeometry::MultiPoint(points) => points.0.len(),
            other => panic!("{other:?}"),
        });
        assert_eq!(points.sum::<usize>(), 50, "zoom {zoom}");
    }
}

#[test]
fn same_records_same_bytes_whatever_the_threads() {
    let mut features = scattered(2_000);
    let square = Polygon::new(LineString::from(vec![(170.0, 0.0), (190.0, 0.0), (190.0, 9.0), (170.0, 9.0)]), vec![]);
    let square = Shape::new(square.into(), Longitudes::Wrap).unwrap().shape;
    features.push(Feature { id: None, shape: square, properties: serde_json::Map::new() });
    let drawn = DrawnLayer { name: "districts".to_owned(), features: features[1_990..].to_vec(), metadata: None };
    let of = |threads: usize| {
        let threads = NonZeroUsize::new(threads).unwrap();
        let mut options = options(Tiling { threads, ..zooms(0, 7) });
        options.document.layers = vec![drawn.clone()];
        bytes(&features, options).unwrap().0
    };
    let one = of(1);
    assert_eq!(one, of(1));
    assert_eq!(one, of(2));
    assert_eq!(one, of(5));
    let archive = Archive::read(one);
    let layers: Vec<&str> = archive.metadata["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["id"].as_str().unwrap())
        .collect();
    assert_eq!(layers, ["records", "districts"]);
    assert_eq!(archive.features("districts", 0).iter().map(|(_, feature)| count(feature)).sum::<u64>(), 11);
    // the area across ±180° lies on both sides
    let sides: BTreeSet<u32> = archive
        .features("districts", 3)
        .iter()
        .filter(|(_, feature)| matches!(feature.geometry, MvtGeometry::Polygon(_) | MvtGeometry::MultiPolygon(_)))
        .map(|((x, _), _)| *x)
        .collect();
    assert_eq!(sides, BTreeSet::from([0, 7]));
}

#[test]
fn nothing_makes_an_archive_without_tiles() {
    let (archive, written) = archive(&[], options(Tiling::default()));
    assert_eq!((archive.tiles.len(), written.features), (0, 0));
    assert_eq!(archive.metadata["records"][0]["records"], 0);
}

#[test]
fn too_many_tiles_are_a_limit_with_its_flag() {
    // with corners between, since an edge of more than 180° goes the short way
    let south: Vec<(f64, f64)> = [-179.0, -60.0, 60.0, 179.0].map(|lon| (lon, -80.0)).to_vec();
    let north = south.iter().rev().map(|(lon, lat)| (*lon, -lat));
    let world = Polygon::new(south.iter().copied().chain(north).collect(), vec![]);
    let features = [record(0, Some(world.into()), &json!({}))];
    let error = bytes(&features, options(zooms(0, 14))).unwrap_err();
    assert!(matches!(error, WriteError::OverLimit { .. }), "{error:?}");
    assert!(error.to_string().contains("--max-zoom 10 is possible"), "{error}");
    let none_asked = Tiling { min_zoom: 3, ..Tiling::default() };
    let (archive, written) = archive(&features, options(none_asked));
    assert_eq!(archive.zooms(), 3..=8);
    assert!(written.told.iter().any(|told| told.contains("zooms end at 8")), "{:?}", written.told);
}

#[cfg(feature = "cli")]
#[test]
fn zooms_are_asked_for_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let check = |arguments: &[&str], code: i32, expected: &str| {
        let path = folder.path().join("x.pmtiles");
        let mut command = assert_cmd::Command::cargo_bin("sarhad").unwrap();
        let output =
            command.args(["convert", "@incidents", "--force", "-o"]).arg(&path).args(arguments).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(expected), "{told}");
        path
    };
    let path = check(&["--max-zoom", "6"], 0, "at zooms 0 to 6");
    let archive = Archive::read(std::fs::read(path).unwrap());
    assert_eq!(archive.metadata["name"], "x");
    assert_eq!(archive.metadata["records"][0]["records"], 15);
    check(&["--min-zoom", "7", "--max-zoom", "6"], 2, "--min-zoom 7 is above --max-zoom 6");
    check(&["--max-zoom", "17"], 2, "17 is not in 0..=16");
}

#[test]
fn only_a_day_that_is_called_one_of_the_event_is_told_as_such() {
    let at = || Some(Point::new(61.0, 29.0).into());
    for (column, expected) in
        [("coded_on", None), ("retrieved", None), ("event_date", Some(19_738)), ("start_date", Some(19_738))]
    {
        let mut options = options(zooms(0, 0));
        options.document.metadata = Some(json!({ "disclaimer": "no view", "rows": { "attribution": "B & C" } }));
        let mut bytes = Vec::new();
        let mut writer = feature_writer(&mut bytes, options);
        writer.write(&record(0, at(), &json!({ column: "2024-01-16" }))).unwrap();
        writer.finish().unwrap();
        let archive = Archive::read(bytes);
        let features = archive.features("records", 0);
        let day = said(features[0].1, "t").map(|day| match day {
            MvtValue::Int(day) => *day,
            other => panic!("{other:?}"),
        });
        assert_eq!(day, expected, "{column}");
        assert_eq!(archive.metadata["attribution"], "B &amp; C");
        let description = archive.metadata["description"].as_str().unwrap();
        assert!(description.starts_with("no view ") && description.contains("aggregated"), "{description}");
    }
}
