//! Topologies: edges that shapes share stand once, and every shape can be had back. Referee: the format's own rules, followed
//! backwards here; GDAL beside these tests.

use geo_types::{Coord, Geometry, LineString, Point, Polygon};
use sarhad::io::write::digits::Digits;
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::{DrawnLayer, WriteOptions};
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};

fn feature(id: &str, geometry: impl Into<Geometry<f64>>) -> Feature {
    let shape = Shape::new(geometry.into(), Longitudes::Strict).unwrap().shape;
    let properties = json!({ "name": id, "count": 2 }).as_object().unwrap().clone();
    Feature { id: Some(FeatureId::Text(id.to_owned())), shape, properties }
}

fn square(west: f64, south: f64) -> Polygon<f64> {
    let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
    Polygon::new(corners.map(|(x, y)| Coord { x: west + x, y: south + y }).to_vec().into(), Vec::new())
}

fn written(features: &[Feature], options: WriteOptions) -> (Value, Written, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    let told = writer.finish().unwrap();
    (
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&bytes))),
        told,
        bytes,
    )
}

fn options() -> WriteOptions {
    WriteOptions::new(OutputFormat::TopoJson, "posts.topojson")
}

/// The corners of an arc's number, decoded as the format says.
fn arc(topology: &Value, number: i64) -> Vec<[f64; 2]> {
    let index = usize::try_from(if number < 0 { !number } else { number }).unwrap();
    let number_at = |value: &Value| value.as_f64().unwrap();
    let pair = |value: &Value| [number_at(&value[0]), number_at(&value[1])];
    let (scale, translate) = (pair(&topology["transform"]["scale"]), pair(&topology["transform"]["translate"]));
    let mut at = [0.0, 0.0];
    let mut corners: Vec<[f64; 2]> = Vec::new();
    for step in topology["arcs"][index].as_array().unwrap() {
        let step = pair(step);
        at = [at[0] + step[0], at[1] + step[1]];
        corners.push([at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]]);
    }
    if number < 0 {
        corners.reverse();
    }
    corners
}

#[expect(clippy::float_cmp, reason = "whole degrees come back as they were")]
fn ring(topology: &Value, arcs: &Value) -> Vec<[f64; 2]> {
    let mut corners: Vec<[f64; 2]> = Vec::new();
    for number in arcs.as_array().unwrap() {
        let next = arc(topology, number.as_i64().unwrap());
        let skip = usize::from(!corners.is_empty());
        assert!(corners.last().is_none_or(|last| *last == next[0]), "arcs join");
        corners.extend(&next[skip..]);
    }
    corners
}

#[test]
#[expect(clippy::float_cmp, reason = "whole degrees come back as they were")]
fn edges_in_common_stand_once() {
    let check = |features: &[Feature], arcs: usize| {
        let (topology, _, _) = written(features, options());
        assert_eq!(topology["arcs"].as_array().unwrap().len(), arcs, "{topology}");
        for (number, feature) in features.iter().enumerate() {
            let geometry = &topology["objects"]["posts"]["geometries"][number];
            assert_eq!(geometry["id"], feature.id.as_ref().unwrap().to_string());
            let Some(Geometry::Polygon(area)) = feature.shape.as_ref().map(Shape::geometry) else { continue };
            let found = ring(&topology, &geometry["arcs"][0]);
            let expected: Vec<[f64; 2]> = area.exterior().0.iter().map(|at| [at.x, at.y]).collect();
            assert_eq!((found.first(), found.len()), (found.last(), expected.len()));
            // the ring may begin elsewhere
            let turn = expected.iter().position(|corner| *corner == found[0]).unwrap();
            let turned: Vec<[f64; 2]> = expected[turn..].iter().chain(&expected[1..=turn]).copied().collect();
            assert_eq!(found, turned);
        }
    };
    check(&[feature("a", square(60.0, 25.0))], 1);
    // two neighbours: one edge in common, one rest each
    check(&[feature("a", square(60.0, 25.0)), feature("b", square(61.0, 25.0))], 3);
    check(&[feature("a", square(60.0, 25.0)), feature("b", square(60.0, 25.0))], 1);
    // four around a corner: four edges in common, one rest each
    let four = [(60.0, 25.0), (61.0, 25.0), (60.0, 26.0), (61.0, 26.0)];
    let four: Vec<Feature> = four.iter().map(|(west, south)| feature("x", square(*west, *south))).collect();
    check(&four, 8);
    // a border along an edge of an area
    let border: LineString<f64> = vec![(61.0, 25.0), (61.0, 26.0)].into();
    check(&[feature("a", square(60.0, 25.0)), feature("border", border)], 2);
}

#[test]
fn points_properties_and_layers_come_along() {
    let mut nowhere = feature("n", Point::new(60.0, 25.0));
    nowhere.shape = None;
    let mut options = options();
    options.document.metadata = Some(json!({ "licence": "CC0-1.0" }));
    options.document.layers =
        vec![DrawnLayer { name: "areas".to_owned(), features: vec![feature("a", square(60.0, 25.0))], metadata: None }];
    let features = [feature("p", Point::new(60.5, 25.25)), nowhere];
    let (topology, told, bytes) = written(&features, options.clone());
    assert_eq!(topology["metadata"]["licence"], "CC0-1.0");
    let records = &topology["objects"]["posts"]["geometries"];
    assert_eq!(records[0]["type"], "Point");
    assert_eq!(records[0]["coordinates"], json!([500_000, 250_000]));
    assert_eq!(records[0]["properties"], json!({ "name": "p", "count": 2 }));
    assert_eq!((&records[1]["type"], &records[1]["id"]), (&Value::Null, &json!("n")));
    assert_eq!(topology["objects"]["areas"]["geometries"][0]["arcs"], json!([[0]]));
    assert_eq!(topology["bbox"], json!([60.0, 25.0, 61.0, 26.0]));
    assert_eq!(told.told, ["1 record has no location; GDAL and QGIS do not show such records"]);
    assert_eq!(written(&features, options).2, bytes);
}

#[test]
fn what_the_grid_changes_is_told() {
    let fine: LineString<f64> = vec![(60.0, 25.0), (60.000_000_4, 25.0), (61.123_456_78, 25.0)].into();
    let (_, told, _) = written(&[feature("a", fine.clone())], options());
    assert_eq!(told.told, ["2 corners were rounded to 6 decimals"]);
    let mut coarse = options();
    coarse.digits = Digits::AtMost(1);
    let small: LineString<f64> = vec![(60.0, 25.0), (60.01, 25.0)].into();
    let (topology, told, _) = written(&[feature("a", small)], coarse);
    assert_eq!(told.told, ["1 line or ring is smaller than the grid and left out"]);
    assert_eq!(topology["objects"]["posts"]["geometries"][0]["arcs"], json!([]));
}

#[test]
fn ids_that_are_numbers_stay_numbers() {
    let mut features = [feature("7", Point::new(1.0, 2.0)), feature("7b", Point::new(1.0, 2.0))];
    features[0].id = Some(FeatureId::Number(7.into()));
    let (topology, ..) = written(&features, options());
    let ids: Vec<&Value> =
        topology["objects"]["posts"]["geometries"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [&json!(7), &json!("7b")]);
}
