//! A placemark's geometry. Not responsible for whether it lies on Earth: see `shaping`.

use geo_types::{Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use crate::geometry::geodesic::distance;
use crate::io::read::kml::coordinates::{position, positions};
use crate::io::read::shaping;
use crate::io::read::what::What;
use crate::io::read::xml::Element;
use crate::lonlat::LonLat;
use crate::units::Metres;

/// Corners of a circle lie this near to its radius, as a part of it, and to the rounding of their decimals.
const CIRCLE_PART: f64 = 0.01;
const CIRCLE_ROUNDING_M: f64 = 0.2;

/// Whether an element of this name is a geometry, one that is not read included.
pub(super) fn is_geometry(name: &str) -> bool {
    matches!(
        name,
        "Point" | "LineString" | "LinearRing" | "Polygon" | "MultiGeometry" | "Track" | "MultiTrack" | "Model"
    )
}

/// The geometry that `element` is; `None` where it is empty.
pub(super) fn geometry(element: Element, notes: &mut Vec<What>) -> Result<Option<Geometry<f64>>, What> {
    match element.name() {
        "Point" => {
            let at = listed(element, notes)?;
            match at.0.as_slice() {
                [] => Ok(None),
                [one] => Ok(Some(Geometry::Point(Point(*one)))),
                more => Err(refused(&format!("a Point has {} positions", more.len()))),
            }
        }
        "LineString" | "LinearRing" => {
            let line = listed(element, notes)?;
            Ok((!line.0.is_empty()).then_some(Geometry::LineString(line)))
        }
        "Polygon" => polygon(element, notes).map(|polygon| polygon.map(Geometry::Polygon)),
        "MultiGeometry" | "MultiTrack" => {
            let members = element.children().filter(|child| is_geometry(child.name()));
            let members: Result<Vec<_>, What> = members.map(|member| geometry(member, notes)).collect();
            Ok(together(members?.into_iter().flatten().collect()))
        }
        "Track" => track(element, notes),
        name => Err(refused(&format!("a {name} is not read"))),
    }
}

fn refused(reason: &str) -> What {
    What::GeometryBytes { reason: reason.to_owned() }
}

/// The positions of an element's `coordinates`.
fn listed(element: Element, notes: &mut Vec<What>) -> Result<LineString<f64>, What> {
    let text = element.child("coordinates").map(Element::text).unwrap_or_default();
    positions(text, notes).map(LineString)
}

fn polygon(element: Element, notes: &mut Vec<What>) -> Result<Option<Polygon<f64>>, What> {
    let mut outer = None;
    let mut holes = Vec::new();
    for boundary in element.children() {
        let is_outer = match boundary.name() {
            "outerBoundaryIs" => true,
            "innerBoundaryIs" => false,
            _ => continue,
        };
        for ring in boundary.children().filter(|ring| ring.name() == "LinearRing") {
            let ring = listed(ring, notes)?;
            match (is_outer, &outer) {
                (true, None) => outer = Some(ring),
                (true, Some(_)) => return Err(refused("a Polygon has two outer rings")),
                (false, _) => holes.push(ring),
            }
        }
    }
    let outer = outer.filter(|ring| !ring.0.is_empty());
    match outer {
        Some(outer) => Ok(Some(shaping::polygon(outer, holes, notes))),
        None if holes.is_empty() => Ok(None),
        None => Err(refused("a Polygon has holes and no outer ring")),
    }
}

/// A track as the line of its positions; when it passed them is told apart.
fn track(element: Element, notes: &mut Vec<What>) -> Result<Option<Geometry<f64>>, What> {
    let mut line = Vec::new();
    for coord in element.children().filter(|child| child.name() == "coord") {
        let parts: Vec<&str> = coord.text().split_whitespace().collect();
        if !parts.is_empty() {
            line.push(position(&parts, notes)?);
        }
    }
    Ok((!line.is_empty()).then_some(Geometry::LineString(LineString(line))))
}

/// Members as one geometry: of one kind where they are.
fn together(members: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    if members.is_empty() {
        return None;
    }
    let points: Option<Vec<Point<f64>>> = members.iter().map(|member| Point::try_from(member.clone()).ok()).collect();
    if let Some(points) = points {
        return Some(Geometry::MultiPoint(MultiPoint(points)));
    }
    let lines: Option<Vec<LineString<f64>>> =
        members.iter().map(|member| LineString::try_from(member.clone()).ok()).collect();
    if let Some(lines) = lines {
        return Some(Geometry::MultiLineString(MultiLineString(lines)));
    }
    let polygons: Option<Vec<Polygon<f64>>> =
        members.iter().map(|member| Polygon::try_from(member.clone()).ok()).collect();
    match polygons {
        Some(polygons) => Some(Geometry::MultiPolygon(MultiPolygon(polygons))),
        None => Some(Geometry::GeometryCollection(GeometryCollection(members))),
    }
}

/// The point alone, where `geometry` is one with the circle of this radius around it, as our own documents draw it.
pub(super) fn without_circle(geometry: Geometry<f64>, radius: Metres) -> Geometry<f64> {
    let Geometry::GeometryCollection(members) = &geometry else { return geometry };
    let [Geometry::Point(point), Geometry::Polygon(polygon)] = members.0.as_slice() else { return geometry };
    let Ok(centre) = LonLat::new(point.x(), point.y()) else { return geometry };
    let within_m = radius.value() * CIRCLE_PART + CIRCLE_ROUNDING_M;
    let fits = |corner: &geo_types::Coord<f64>| {
        LonLat::new(corner.x, corner.y)
            .is_ok_and(|corner| (distance(centre, corner).value() - radius.value()).abs() <= within_m)
    };
    let is_circle = polygon.interiors().is_empty() && polygon.exterior().0.iter().all(fits);
    if is_circle { Geometry::Point(*point) } else { geometry }
}
