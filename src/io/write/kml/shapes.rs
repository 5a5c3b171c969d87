//! Geometries as KML draws them. Not responsible for styles.

use geo_types::{Coord, Geometry, LineString, Polygon};

use crate::geometry::ring::rings;
use crate::io::write::xml::XmlText;

/// Writes `geometry`, lying on the ground.
pub(super) fn push(xml: &mut XmlText, geometry: &Geometry<f64>, digits: Option<u8>) {
    match geometry {
        Geometry::Point(point) => {
            xml.raw("<Point><coordinates>");
            position(xml, &point.0, digits);
            xml.raw("</coordinates></Point>");
        }
        Geometry::Line(line) => push(xml, &LineString(vec![line.start, line.end]).into(), digits),
        Geometry::LineString(line) => {
            xml.raw("<LineString><tessellate>1</tessellate>");
            positions(xml, line, digits);
            xml.raw("</LineString>");
        }
        Geometry::Polygon(polygon) => push_polygon(xml, polygon, digits),
        Geometry::MultiPoint(points) => each(xml, points.0.iter().map(|point| (*point).into()), digits),
        Geometry::MultiLineString(lines) => each(xml, lines.0.iter().cloned().map(Into::into), digits),
        Geometry::MultiPolygon(polygons) => each(xml, polygons.0.iter().cloned().map(Into::into), digits),
        Geometry::GeometryCollection(members) => each(xml, members.0.iter().cloned(), digits),
        Geometry::Rect(rect) => push_polygon(xml, &rect.to_polygon(), digits),
        Geometry::Triangle(triangle) => push_polygon(xml, &triangle.to_polygon(), digits),
    }
}

fn each(xml: &mut XmlText, members: impl Iterator<Item = Geometry<f64>>, digits: Option<u8>) {
    xml.raw("<MultiGeometry>");
    for member in members {
        push(xml, &member, digits);
    }
    xml.raw("</MultiGeometry>");
}

/// Writes a polygon.
pub(super) fn push_polygon(xml: &mut XmlText, polygon: &Polygon<f64>, digits: Option<u8>) {
    xml.raw("<Polygon><tessellate>1</tessellate>");
    for (number, ring) in rings(polygon).enumerate() {
        let boundary = if number == 0 { "outerBoundaryIs" } else { "innerBoundaryIs" };
        xml.raw("<");
        xml.raw(boundary);
        xml.raw("><LinearRing>");
        positions(xml, ring, digits);
        xml.raw("</LinearRing></");
        xml.raw(boundary);
        xml.raw(">");
    }
    xml.raw("</Polygon>");
}

fn positions(xml: &mut XmlText, line: &LineString<f64>, digits: Option<u8>) {
    xml.raw("<coordinates>");
    for (number, at) in line.0.iter().enumerate() {
        if number > 0 {
            xml.raw(" ");
        }
        position(xml, at, digits);
    }
    xml.raw("</coordinates>");
}

fn position(xml: &mut XmlText, at: &Coord<f64>, digits: Option<u8>) {
    xml.degrees(at.x, digits);
    xml.raw(",");
    xml.degrees(at.y, digits);
}
