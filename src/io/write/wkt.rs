//! A geometry as well-known text, for tables. Not responsible for cutting shapes at the antimeridian.
//!
//! # Source
//! OGC 06-103r4, section 7.

use geo_types::{Coord, Geometry, LineString, Polygon};

use crate::geometry::ring;
use crate::io::write::position::push_coordinate;

/// `geometry` as WKT, longitude first.
pub(super) fn wkt(geometry: &Geometry<f64>, digits: Option<u8>) -> String {
    let mut text = String::new();
    push_geometry(&mut text, geometry, digits);
    text
}

fn push_geometry(text: &mut String, geometry: &Geometry<f64>, digits: Option<u8>) {
    let position = |text: &mut String, position: &Coord<f64>| push_position(text, position, digits);
    let line = |text: &mut String, line: &LineString<f64>| push_list(text, &line.0, position);
    let polygon =
        |text: &mut String, polygon: &Polygon<f64>| push_list(text, &rings(polygon), |text, ring| line(text, ring));
    match geometry {
        Geometry::Point(point) => tagged(text, "POINT", |text| push_list(text, &[point.0], position)),
        Geometry::Line(edge) => tagged(text, "LINESTRING", |text| push_list(text, &[edge.start, edge.end], position)),
        Geometry::LineString(one) => tagged(text, "LINESTRING", |text| line(text, one)),
        Geometry::Polygon(one) => tagged(text, "POLYGON", |text| polygon(text, one)),
        Geometry::MultiPoint(points) => {
            tagged(text, "MULTIPOINT", |text| {
                push_list(text, &points.0, |text, point| push_list(text, &[point.0], position));
            });
        }
        Geometry::MultiLineString(lines) => tagged(text, "MULTILINESTRING", |text| push_list(text, &lines.0, line)),
        Geometry::MultiPolygon(polygons) => tagged(text, "MULTIPOLYGON", |text| push_list(text, &polygons.0, polygon)),
        Geometry::GeometryCollection(parts) => {
            tagged(text, "GEOMETRYCOLLECTION", |text| {
                push_list(text, &parts.0, |text, part| push_geometry(text, part, digits));
            });
        }
        Geometry::Rect(rect) => push_geometry(text, &rect.to_polygon().into(), digits),
        Geometry::Triangle(triangle) => push_geometry(text, &triangle.to_polygon().into(), digits),
    }
}

fn tagged(text: &mut String, tag: &str, body: impl FnOnce(&mut String)) {
    text.push_str(tag);
    text.push(' ');
    body(text);
}

fn push_list<T>(text: &mut String, items: &[T], each: impl Fn(&mut String, &T)) {
    if items.is_empty() {
        text.push_str("EMPTY");
        return;
    }
    text.push('(');
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            text.push_str(", ");
        }
        each(text, item);
    }
    text.push(')');
}

fn push_position(text: &mut String, position: &Coord<f64>, digits: Option<u8>) {
    push_coordinate(text, position.x, digits);
    text.push(' ');
    push_coordinate(text, position.y, digits);
}

fn rings(polygon: &Polygon<f64>) -> Vec<&LineString<f64>> {
    if polygon.exterior().0.is_empty() {
        return Vec::new();
    }
    ring::rings(polygon).collect()
}
