//! Shapes of a filter: well-known text and GeoJSON, with heights left out. Not responsible for whether they are valid.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, coord,
};
use serde_json::Value;

use crate::io::read::cql2::error::{Cql2Error, Position, shown};
use crate::io::read::cql2::text::{Reader, is_any};
use crate::io::read::cql2::tokens::Token;
use crate::query::filter::expression::Expression;

const KINDS: [&str; 7] =
    ["point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"];

/// Whether a word is a kind of shape.
pub(super) fn is_kind(word: &str) -> bool {
    is_any(word, &KINDS)
}

/// Positions in brackets in brackets, as both notations nest them.
enum Nested {
    At(Coord<f64>),
    List(Vec<Nested>),
}

impl Nested {
    fn position(self) -> Option<Coord<f64>> {
        match self {
            Self::At(at) => Some(at),
            // MULTIPOINT may put each position in brackets
            Self::List(mut list) if list.len() == 1 => list.swap_remove(0).position(),
            Self::List(_) => None,
        }
    }

    fn list<T>(self, member: impl Fn(Self) -> Option<T>) -> Option<Vec<T>> {
        match self {
            Self::List(list) => list.into_iter().map(member).collect(),
            Self::At(_) => None,
        }
    }

    fn line(self) -> Option<LineString<f64>> {
        self.list(Self::position).map(LineString)
    }

    fn polygon(self) -> Option<Polygon<f64>> {
        let mut rings = self.list(Self::line)?.into_iter();
        let shell = rings.next()?;
        Some(Polygon::new(shell, rings.collect()))
    }

    /// The shape of a kind; `None` if the brackets are nested otherwise than it needs.
    fn shape(self, kind: &str) -> Option<Geometry<f64>> {
        Some(match kind {
            "point" => Point::from(self.position()?).into(),
            "linestring" => self.line()?.into(),
            "polygon" => self.polygon()?.into(),
            "multipoint" => MultiPoint(self.list(|member| member.position().map(Point::from))?).into(),
            "multilinestring" => MultiLineString(self.list(Self::line)?).into(),
            "multipolygon" => MultiPolygon(self.list(Self::polygon)?).into(),
            _ => return None,
        })
    }
}

impl Reader<'_> {
    /// A shape in well-known text; the next word is its kind.
    pub(super) fn shape(&mut self) -> Result<Expression, Cql2Error> {
        self.deeper(Self::geometry).map(Expression::Geometry)
    }

    fn geometry(&mut self) -> Result<Geometry<f64>, Cql2Error> {
        let at = self.position();
        let kind = match self.peek() {
            Token::Word(word) if is_kind(word) => word.to_ascii_lowercase(),
            _ => return Err(self.expected("a shape such as POINT(62.3 25.1)")),
        };
        self.pass();
        if ["z", "m", "zm"].iter().any(|tag| self.is_word(tag)) {
            self.pass();
        }
        if kind == "geometrycollection" {
            self.sign("(", "the members in brackets")?;
            let mut members = vec![self.deeper(Self::geometry)?];
            while self.passed_sign(",") {
                members.push(self.deeper(Self::geometry)?);
            }
            self.sign(")", "a comma or a closing bracket")?;
            return Ok(Geometry::GeometryCollection(GeometryCollection(members)));
        }
        if !matches!(self.peek(), Token::Sign("(")) {
            return Err(self.expected("positions in brackets"));
        }
        let expected = "as many brackets as this kind of shape has";
        let nested = self.nested()?;
        nested.shape(&kind).ok_or_else(|| Cql2Error::Expected { at, expected, found: kind.to_ascii_uppercase() })
    }

    fn nested(&mut self) -> Result<Nested, Cql2Error> {
        if !self.passed_sign("(") {
            return self.coordinates().map(Nested::At);
        }
        let mut members = vec![self.deeper(Self::nested)?];
        while self.passed_sign(",") {
            members.push(self.deeper(Self::nested)?);
        }
        self.sign(")", "a comma or a closing bracket")?;
        Ok(Nested::List(members))
    }

    /// Two numbers, and up to two more that do not count.
    fn coordinates(&mut self) -> Result<Coord<f64>, Cql2Error> {
        let (x, y) = (self.number()?, self.number()?);
        for _ in 0..2 {
            if matches!(self.peek(), Token::Number(_) | Token::Sign("-" | "+")) {
                self.number()?;
            }
        }
        Ok(coord! { x: x, y: y })
    }

    fn number(&mut self) -> Result<f64, Cql2Error> {
        let sign = if self.passed_sign("-") { -1.0 } else { 1.0 };
        if sign > 0.0 {
            self.passed_sign("+");
        }
        let Token::Number(written) = self.peek() else {
            return Err(self.expected("a number"));
        };
        let read = written.parse::<f64>().ok().filter(|number| number.is_finite());
        let number = read.ok_or_else(|| Cql2Error::Number { at: self.position(), text: shown(written) })?;
        self.pass();
        Ok(sign * number)
    }

    /// Four numbers of a box, or six with heights; its opening bracket is passed.
    pub(super) fn bbox(&mut self) -> Result<Expression, Cql2Error> {
        let at = self.position();
        let mut corners = vec![self.number()?];
        while self.passed_sign(",") {
            corners.push(self.number()?);
        }
        self.sign(")", "a comma or a closing bracket")?;
        boxed(&corners, at)
    }
}

/// A box of four numbers, or of six, whose heights do not count.
fn boxed(corners: &[f64], at: Position) -> Result<Expression, Cql2Error> {
    match *corners {
        [west, south, east, north] | [west, south, _, east, north, _] => {
            Ok(Expression::Bbox([west, south, east, north]))
        }
        _ => {
            let found = format!("{} numbers", corners.len());
            Err(Cql2Error::Expected { at, expected: "four numbers: west, south, east, north", found })
        }
    }
}

/// The box of a JSON array.
pub(super) fn bbox_of_json(corners: &Value, at: Position) -> Result<Expression, Cql2Error> {
    let expected = "four numbers: west, south, east, north";
    let numbers = corners.as_array().and_then(|all| all.iter().map(real).collect::<Option<Vec<f64>>>());
    match numbers {
        Some(numbers) => boxed(&numbers, at),
        None => Err(Cql2Error::Expected { at, expected, found: shown(&corners.to_string()) }),
    }
}

/// The shape of a GeoJSON geometry.
pub(super) fn shape_of_json(object: &serde_json::Map<String, Value>, at: Position) -> Result<Geometry<f64>, Cql2Error> {
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
    let found = || if is_kind(kind) { kind.to_owned() } else { format!("type {:?}", shown(kind)) };
    if kind == "GeometryCollection" {
        let members = object.get("geometries").and_then(Value::as_array).filter(|members| !members.is_empty());
        let expected = "members in \"geometries\"";
        let members = members.ok_or_else(|| Cql2Error::Expected { at: at.clone(), expected, found: found() })?;
        let each = members.iter().map(|member| {
            let object = member.as_object().filter(|object| object.contains_key("coordinates"));
            let expected = "a GeoJSON geometry that is no collection";
            let fault = || Cql2Error::Expected { at: at.clone(), expected, found: shown(&member.to_string()) };
            shape_of_json(object.ok_or_else(fault)?, at.clone())
        });
        return Ok(Geometry::GeometryCollection(GeometryCollection(each.collect::<Result<_, _>>()?)));
    }
    let nested = object.get("coordinates").and_then(nested);
    let shape = nested.and_then(|nested| nested.shape(&kind.to_ascii_lowercase()));
    shape.ok_or_else(|| Cql2Error::Expected {
        at,
        expected: "a GeoJSON geometry with \"coordinates\" as its type has them",
        found: found(),
    })
}

fn nested(value: &Value) -> Option<Nested> {
    let members = value.as_array()?;
    if members.first()?.is_number() {
        let numbers: Vec<f64> = members.iter().map(real).collect::<Option<_>>()?;
        return match numbers[..] {
            [x, y] | [x, y, _] | [x, y, _, _] => Some(Nested::At(coord! { x: x, y: y })),
            _ => None,
        };
    }
    members.iter().map(nested).collect::<Option<_>>().map(Nested::List)
}

fn real(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}
