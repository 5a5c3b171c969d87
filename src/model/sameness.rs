//! When two values, shapes and records say the same. Not responsible for which records are compared.

use std::fmt::Write;

use geo_types::{Coord, Geometry, LineString, Polygon};
use serde_json::Value;

use crate::geometry::ring::rings;
use crate::model::feature::{Feature, Properties};
use crate::model::shape::Shape;

/// How two values are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sameness {
    /// As they are written: `3`, `3.0` and `"3"` are three values.
    #[default]
    AsWritten,
    /// As they are meant, whatever format they were read from: `3`, `3.0` and `"3"` are one number, `true` and `"true"` one
    /// answer, and what is missing is as blank as an empty cell.
    Values,
}

impl Sameness {
    /// The word by which a patch names it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AsWritten => "as-written",
            Self::Values => "values",
        }
    }

    /// The sameness that `word` names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::AsWritten, Self::Values].into_iter().find(|sameness| sameness.word() == word)
    }

    /// Whether two values say the same; `None` is a member that is missing.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::sameness::Sameness;
    /// let (number, text) = (3.into(), "3.0".into());
    /// assert!(Sameness::Values.same(Some(&number), Some(&text)));
    /// assert!(!Sameness::AsWritten.same(Some(&number), Some(&text)));
    /// ```
    #[must_use]
    pub fn same(self, one: Option<&Value>, other: Option<&Value>) -> bool {
        one == other || self.said(one) == self.said(other)
    }

    fn said(self, value: Option<&Value>) -> Option<String> {
        let mut text = String::new();
        match self {
            Self::AsWritten => push_written(&mut text, value?),
            Self::Values => push_meant(&mut text, value?),
        }
        (self == Self::AsWritten || !text.is_empty()).then_some(text)
    }

    /// What `feature` says in one line, its members in the order of their names; equal texts say the same.
    ///
    /// Members named in `aside` are left out.
    #[must_use]
    pub fn content(self, feature: &Feature, aside: &[String]) -> String {
        let mut text = String::new();
        push_members(&mut text, self, &feature.properties, aside);
        push_shape(&mut text, feature.shape.as_ref());
        text
    }
}

fn push_members(text: &mut String, sameness: Sameness, members: &Properties, aside: &[String]) {
    let mut names: Vec<&String> = members.keys().filter(|name| !aside.contains(name)).collect();
    names.sort_unstable();
    for name in names {
        if let Some(said) = sameness.said(members.get(name)) {
            push_quoted(text, name);
            text.push(':');
            text.push_str(&said);
            text.push(',');
        }
    }
}

/// `text` as a JSON string, so that nothing in it can pass for what stands around it.
fn push_quoted(out: &mut String, text: &str) {
    // writing into a String cannot fail
    let _ = write!(out, "{}", Value::from(text));
}

/// A value as JSON, the members of objects in the order of their names.
fn push_written(out: &mut String, value: &Value) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for item in items {
                push_written(out, item);
                out.push(',');
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            push_members(out, Sameness::AsWritten, members, &[]);
            out.push('}');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

/// What a value means: nothing, a number in its shortest form, or a text in quotes.
fn push_meant(out: &mut String, value: &Value) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => {
            // tables hold what is nested as JSON
            let mut nested = String::new();
            push_written(&mut nested, value);
            return push_quoted(out, &nested);
        }
        plain => plain.to_string(),
    };
    match decimal(&text) {
        Some(number) => out.push_str(&number),
        None if text.is_empty() => {}
        None => match serde_json::from_str(&text).ok().filter(|value: &Value| value.is_array() || value.is_object()) {
            Some(nested) => push_meant(out, &nested),
            None => push_quoted(out, &text),
        },
    }
}

/// The number that `text` writes in decimal digits: its digits without zeros at either end, and a power of ten.
fn decimal(text: &str) -> Option<String> {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // 007 is a code, not a number
    let leads = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || leads || !is_digits(whole) || !is_digits(fraction) || mantissa.ends_with('.') {
        return None;
    }
    let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let all = format!("{whole}{fraction}");
    let digits = all.trim_end_matches('0');
    let dropped = i64::try_from(all.len() - digits.len()).ok()?;
    let power = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(dropped)?;
    match digits.trim_start_matches('0') {
        "" => Some("0".to_owned()),
        digits => Some(format!("{sign}{digits}e{power}")),
    }
}

/// Whether two shapes have the same corners in the same order.
#[must_use]
pub fn same_shape(one: Option<&Shape>, other: Option<&Shape>) -> bool {
    let text = |shape| {
        let mut text = String::new();
        push_shape(&mut text, shape);
        text
    };
    one == other || text(one) == text(other)
}

fn push_shape(out: &mut String, shape: Option<&Shape>) {
    if let Some(shape) = shape {
        push_geometry(out, shape.geometry());
    }
}

fn push_geometry(out: &mut String, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Point(point) => push_part(out, "point", [point.0]),
        Geometry::MultiPoint(points) => push_part(out, "points", points.iter().map(|point| point.0)),
        Geometry::Line(line) => push_part(out, "line", [line.start, line.end]),
        Geometry::LineString(line) => push_line(out, line),
        Geometry::MultiLineString(lines) => {
            out.push_str("lines");
            lines.iter().for_each(|line| push_line(out, line));
        }
        Geometry::Polygon(polygon) => push_polygon(out, polygon),
        Geometry::MultiPolygon(polygons) => {
            out.push_str("polygons");
            polygons.iter().for_each(|polygon| push_polygon(out, polygon));
        }
        Geometry::Rect(rect) => push_polygon(out, &rect.to_polygon()),
        Geometry::Triangle(triangle) => push_polygon(out, &triangle.to_polygon()),
        Geometry::GeometryCollection(members) => {
            out.push_str("collection(");
            members.iter().for_each(|member| push_geometry(out, member));
            out.push(')');
        }
    }
}

fn push_polygon(out: &mut String, polygon: &Polygon<f64>) {
    out.push_str("polygon");
    rings(polygon).for_each(|ring| push_line(out, ring));
}

fn push_line(out: &mut String, line: &LineString<f64>) {
    push_part(out, "line", line.0.iter().copied());
}

fn push_part(out: &mut String, kind: &str, corners: impl IntoIterator<Item = Coord<f64>>) {
    out.push_str(kind);
    for corner in corners {
        // −0 is the same meridian and the same parallel as 0
        let _ = write!(out, " {} {}", corner.x + 0.0, corner.y + 0.0);
    }
    out.push(';');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_compared_as_written_or_as_meant() {
        let check = |one: Value, other: Value, expected: [bool; 2]| {
            let found = [Sameness::AsWritten, Sameness::Values].map(|same| same.same(Some(&one), Some(&other)));
            assert_eq!(found, expected, "{one} {other}");
        };
        check(json!(3), json!(3), [true, true]);
        check(json!(3), json!("3"), [false, true]);
        check(json!(-0.0), json!(0), [false, true]);
        check(json!("1e2"), json!("100.0"), [false, true]);
        check(json!("12000000000000000000001"), json!("12000000000000000000002"), [false, false]);
        check(json!("007"), json!(7), [false, false]);
        check(json!(true), json!("true"), [false, true]);
        check(json!(null), json!(""), [false, true]);
        check(json!({"b": 1, "a": [2]}), json!({"a": [2], "b": 1}), [true, true]);
        check(json!({"a": 1}), json!("{\"a\":1}"), [false, true]);
        check(json!("1e99999999999999999999"), json!("1e99999999999999999998"), [false, false]);
        assert!(Sameness::Values.same(None, Some(&Value::Null)));
        assert!(!Sameness::AsWritten.same(None, Some(&Value::Null)));
    }
}
