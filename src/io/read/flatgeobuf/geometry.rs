//! A geometry of `FlatGeobuf` as one of `geo`. Not responsible for whether it lies on Earth.

use flatgeobuf::{Geometry as Drawn, GeometryType};
use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

use crate::io::read::shaping;
use crate::io::read::what::What;

/// The geometry that `drawn` is, of the type that the header says or, where it says none, of its own.
pub(super) fn drawn(drawn: &Drawn, of_header: GeometryType, notes: &mut Vec<What>) -> Result<Geometry<f64>, String> {
    let kind = if of_header == GeometryType::Unknown { drawn.type_() } else { of_header };
    match kind {
        GeometryType::Point => {
            let coords = coords(drawn)?;
            match coords.as_slice() {
                // a point that is empty
                [] => Ok(Geometry::MultiPoint(MultiPoint::new(Vec::new()))),
                [at] if at.x.is_nan() && at.y.is_nan() => Ok(Geometry::MultiPoint(MultiPoint::new(Vec::new()))),
                [at] => Ok(Geometry::Point(Point(*at))),
                more => Err(format!("a point has {} positions", more.len())),
            }
        }
        GeometryType::LineString => Ok(Geometry::LineString(LineString(coords(drawn)?))),
        GeometryType::MultiPoint => Ok(Geometry::MultiPoint(coords(drawn)?.into_iter().map(Point).collect())),
        GeometryType::MultiLineString => Ok(Geometry::MultiLineString(MultiLineString(lines(drawn)?))),
        GeometryType::Polygon => Ok(Geometry::Polygon(polygon(drawn, notes)?)),
        GeometryType::MultiPolygon => {
            let parts = drawn.parts().into_iter().flatten();
            let polygons: Result<_, String> = parts.map(|part| polygon(&part, notes)).collect();
            Ok(Geometry::MultiPolygon(MultiPolygon(polygons?)))
        }
        GeometryType::GeometryCollection => {
            let parts = drawn.parts().into_iter().flatten();
            let members: Result<_, String> =
                parts.map(|part| self::drawn(&part, GeometryType::Unknown, notes)).collect();
            Ok(Geometry::GeometryCollection(GeometryCollection(members?)))
        }
        GeometryType::Unknown => Err("it does not say its type".to_owned()),
        other => match other.variant_name() {
            Some(name) => Err(format!("a {name} is not read; draw it of points, lines and polygons")),
            None => Err(format!("type {} is not known", other.0)),
        },
    }
}

fn coords(drawn: &Drawn) -> Result<Vec<Coord<f64>>, String> {
    let Some(xy) = drawn.xy() else { return Ok(Vec::new()) };
    if xy.len() % 2 != 0 {
        return Err(format!("{} numbers are no pairs", xy.len()));
    }
    let mut coords = Vec::with_capacity(xy.len() / 2);
    let mut numbers = xy.iter();
    while let (Some(x), Some(y)) = (numbers.next(), numbers.next()) {
        coords.push(Coord { x, y });
    }
    Ok(coords)
}

/// The parts of a line of several, or the rings of a polygon.
fn lines(drawn: &Drawn) -> Result<Vec<LineString<f64>>, String> {
    let coords = coords(drawn)?;
    let Some(ends) = drawn.ends().filter(|ends| !ends.is_empty()) else {
        return Ok(if coords.is_empty() { Vec::new() } else { vec![LineString(coords)] });
    };
    let mut lines = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        let end = end as usize;
        let Some(part) = coords.get(start..end) else {
            return Err(format!("a part ends at position {end} of {}", coords.len()));
        };
        lines.push(LineString(part.to_vec()));
        start = end;
    }
    if start == coords.len() {
        Ok(lines)
    } else {
        Err(format!("its parts end at {start} of {} positions", coords.len()))
    }
}

fn polygon(drawn: &Drawn, notes: &mut Vec<What>) -> Result<Polygon<f64>, String> {
    let mut rings = lines(drawn)?.into_iter();
    let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Ok(shaping::polygon(exterior, rings.collect(), notes))
}
