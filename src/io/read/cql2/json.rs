//! A filter in JSON. Not responsible for shapes.
//!
//! # Source
//! OGC 21-065r2, chapter 8 and its schema.

use serde_json::{Map, Value};

use crate::io::read::cql2::build::{self, Conditions};
use crate::io::read::cql2::error::{Cql2Error, LENGTH_MAX_BYTES, Position, shown};
use crate::io::read::cql2::shapes::{bbox_of_json, shape_of_json};
use crate::query::filter::expression::{Arithmetic, Comparison, Expression, HEIGHT_MAX};

/// The filter that a text in CQL2's JSON says.
///
/// # Errors
/// If it is longer than 16 KiB, deeper than 64 operations, has more than 1,000 conditions, or is not CQL2.
pub fn filter_of_json(text: &str) -> Result<Expression, Cql2Error> {
    if text.len() > LENGTH_MAX_BYTES {
        return Err(Cql2Error::TooLong { bytes: text.len() });
    }
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    Reader::default().expression(&value, &Path::Top)
}

/// What the parser found wrong; its limit of depth is ours.
fn not_json(text: &str, error: &serde_json::Error) -> Cql2Error {
    let (line, column) = (error.line(), error.column());
    let told = error.to_string();
    let reason = told.split(" at line ").next().unwrap_or_default().to_owned();
    if reason == "recursion limit exceeded" {
        let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let characters = text.char_indices().take_while(|(at, _)| *at < before + column).count();
        return Cql2Error::TooDeep { at: Position::Character(characters) };
    }
    Cql2Error::NotJson { line, column, reason }
}

/// The way from the top to a value.
enum Path<'p> {
    Top,
    Member(&'p Path<'p>, &'static str),
    Element(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn position(&self) -> Position {
        Position::Pointer(self.pointer())
    }

    fn pointer(&self) -> String {
        match self {
            Self::Top => String::new(),
            Self::Member(parent, name) => format!("{}/{name}", parent.pointer()),
            Self::Element(parent, at) => format!("{}/{at}", parent.pointer()),
        }
    }

    fn depth(&self) -> usize {
        match self {
            Self::Top => 0,
            Self::Member(parent, _) => parent.depth(),
            Self::Element(parent, _) => 1 + parent.depth(),
        }
    }

    fn expected(&self, expected: &'static str, found: &Value) -> Cql2Error {
        Cql2Error::Expected { at: self.position(), expected, found: shown(&found.to_string()) }
    }
}

#[derive(Default)]
struct Reader {
    conditions: Conditions,
}

impl Reader {
    fn expression(&mut self, value: &Value, path: &Path<'_>) -> Result<Expression, Cql2Error> {
        if path.depth() >= HEIGHT_MAX {
            return Err(Cql2Error::TooDeep { at: path.position() });
        }
        match value {
            Value::Bool(truth) => Ok(Expression::Boolean(*truth)),
            Value::String(text) => Ok(Expression::Text(text.clone())),
            Value::Number(number) => {
                let text = number.to_string();
                build::figure(&text).ok_or_else(|| Cql2Error::Number { at: path.position(), text: shown(&text) })
            }
            Value::Array(members) => {
                // as in text, where each is read like a condition
                members.iter().try_for_each(|_| self.conditions.count(|| path.position()))?;
                self.each(members, path).map(Expression::List)
            }
            Value::Null => Err(Cql2Error::Null { at: path.position() }),
            Value::Object(object) => self.object(object, value, path),
        }
    }

    fn each(&mut self, members: &[Value], path: &Path<'_>) -> Result<Vec<Expression>, Cql2Error> {
        members.iter().enumerate().map(|(at, member)| self.expression(member, &Path::Element(path, at))).collect()
    }

    fn object(&mut self, object: &Map<String, Value>, value: &Value, path: &Path<'_>) -> Result<Expression, Cql2Error> {
        if let Some(op) = object.get("op") {
            let Some(op) = op.as_str() else {
                return Err(Path::Member(path, "op").expected("a name in quotation marks", op));
            };
            return self.operation(op, object, path);
        }
        if object.contains_key("type") {
            return shape_of_json(object, path.position()).map(Expression::Geometry);
        }
        let text = |name: &'static str, value: &Value| {
            let path = Path::Member(path, name);
            value.as_str().map(str::to_owned).ok_or_else(|| path.expected("text in quotation marks", value))
        };
        match object.iter().next() {
            Some((key, inner)) if object.len() == 1 => match key.as_str() {
                "property" => text("property", inner).map(Expression::Property),
                "date" => build::day(&text("date", inner)?, || Path::Member(path, "date").position()),
                "timestamp" => {
                    build::instant(&text("timestamp", inner)?, || Path::Member(path, "timestamp").position())
                }
                "interval" => self.interval(inner, &Path::Member(path, "interval")),
                "bbox" => bbox_of_json(inner, Path::Member(path, "bbox").position()),
                _ => Err(path.expected(KINDS, value)),
            },
            _ => Err(path.expected(KINDS, value)),
        }
    }

    fn interval(&mut self, value: &Value, path: &Path<'_>) -> Result<Expression, Cql2Error> {
        match value.as_array().map(Vec::as_slice) {
            Some(ends @ [_, _]) => {
                let mut ends = self.each(ends, path)?;
                let (end, start) = (ends.pop(), ends.pop());
                let open = |end: Option<Expression>, at| match end {
                    Some(end) => build::end(end, || Path::Element(path, at).position()),
                    None => Ok(None),
                };
                Ok(Expression::Interval(open(start, 0)?, open(end, 1)?))
            }
            _ => Err(path.expected("a start and an end in an array", value)),
        }
    }

    fn operation(&mut self, op: &str, object: &Map<String, Value>, path: &Path<'_>) -> Result<Expression, Cql2Error> {
        let inside = Path::Member(path, "args");
        let args = match object.get("args") {
            Some(Value::Array(args)) if object.len() == 2 => args,
            Some(other) if object.len() == 2 => return Err(inside.expected("an array", other)),
            _ => return Err(path.expected("\"op\" and \"args\" and nothing else", &Value::Object(object.clone()))),
        };
        let at = || path.position();
        let name = op.to_ascii_lowercase();
        let arithmetic = Arithmetic::of_word(&name);
        if arithmetic.is_none() && !matches!(name.as_str(), "casei" | "accenti" | "and" | "or" | "not") {
            self.conditions.count(at)?;
        }
        if name == "in" {
            let [value, Value::Array(list)] = args.as_slice() else {
                return Err(inside.expected("a value and an array of values", &Value::Array(args.clone())));
            };
            let value = self.expression(value, &Path::Element(&inside, 0))?;
            return Ok(Expression::In(Box::new(value), self.each(list, &Path::Element(&inside, 1))?));
        }
        let found = self.each(args, &inside)?;
        if let Some(how) = Comparison::of_word(&name) {
            return Ok(Expression::Compare(how, Box::new(build::exactly(op, found, at)?)));
        }
        if let Some(how) = arithmetic {
            return Ok(Expression::Reckon(how, Box::new(build::exactly(op, found, at)?)));
        }
        match name.as_str() {
            "and" | "or" if found.len() < 2 => build::exactly::<2>(op, found, at).map(|[first, _]| first),
            "and" => Ok(build::all(found)),
            "or" => Ok(build::any(found)),
            "not" => build::exactly(op, found, at).map(|[inner]| Expression::Not(Box::new(inner))),
            "isnull" => build::exactly(op, found, at).map(|[inner]| Expression::IsNull(Box::new(inner))),
            "like" => build::exactly(op, found, at).map(|sides| Expression::Like(Box::new(sides))),
            "between" => build::exactly(op, found, at).map(|parts| Expression::Between(Box::new(parts))),
            _ => build::called(op, found, at),
        }
    }
}

const KINDS: &str =
    "\"op\" with \"args\", \"property\", \"date\", \"timestamp\", \"interval\", \"bbox\" or a GeoJSON geometry";
