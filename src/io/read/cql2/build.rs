//! Expressions from what text and JSON have in common, so that both give the same. Not responsible for either's syntax.

use crate::io::read::cql2::error::{CONDITIONS_MAX, Cql2Error, Position, shown};
use crate::query::filter::expression::{Expression, Folding, ListRelation, SpatialRelation, TemporalRelation};
use crate::query::filter::time::Moment;

/// How many conditions a filter has by now.
#[derive(Debug, Default)]
pub(super) struct Conditions(usize);

impl Conditions {
    /// Counts one more.
    pub(super) fn count(&mut self, at: impl FnOnce() -> Position) -> Result<(), Cql2Error> {
        self.0 += 1;
        if self.0 > CONDITIONS_MAX { Err(Cql2Error::TooMany { at: at() }) } else { Ok(()) }
    }
}

/// Parts joined by AND; parts that are so joined themselves are taken apart.
pub(super) fn all(parts: Vec<Expression>) -> Expression {
    Expression::And(flat(parts, |part| match part {
        Expression::And(inner) => Ok(inner),
        other => Err(other),
    }))
}

/// Parts joined by OR, likewise.
pub(super) fn any(parts: Vec<Expression>) -> Expression {
    Expression::Or(flat(parts, |part| match part {
        Expression::Or(inner) => Ok(inner),
        other => Err(other),
    }))
}

fn flat(parts: Vec<Expression>, open: impl Fn(Expression) -> Result<Vec<Expression>, Expression>) -> Vec<Expression> {
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        match open(part) {
            Ok(inner) => all.extend(inner),
            Err(other) => all.push(other),
        }
    }
    all
}

/// The function `name`, whatever its letters' case, of its arguments.
pub(super) fn called(
    name: &str,
    arguments: Vec<Expression>,
    at: impl FnOnce() -> Position,
) -> Result<Expression, Cql2Error> {
    if let Some(folding) = Folding::of_word(name) {
        let [inner] = exactly(name, arguments, at)?;
        return Ok(Expression::Without(folding, Box::new(inner)));
    }
    if let Some(how) = SpatialRelation::of_word(name) {
        return Ok(Expression::Spatial(how, Box::new(exactly(name, arguments, at)?)));
    }
    if let Some(how) = TemporalRelation::of_word(name) {
        return Ok(Expression::Temporal(how, Box::new(exactly(name, arguments, at)?)));
    }
    if let Some(how) = ListRelation::of_word(name) {
        return Ok(Expression::Lists(how, Box::new(exactly(name, arguments, at)?)));
    }
    Ok(Expression::Function(name.to_owned(), arguments))
}

/// As many arguments as `function` takes.
pub(super) fn exactly<const N: usize>(
    function: &str,
    arguments: Vec<Expression>,
    at: impl FnOnce() -> Position,
) -> Result<[Expression; N], Cql2Error> {
    let found = arguments.len();
    arguments.try_into().map_err(|_| Cql2Error::Arguments { at: at(), function: shown(function), expected: N, found })
}

/// A number as written: whole where it is, `100.0` too.
pub(super) fn figure(text: &str) -> Option<Expression> {
    const EXACT_MAX: f64 = 9_007_199_254_740_992.0; // 2^53, up to which f64 holds each whole number
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Expression::Integer(whole));
    }
    let real = text.parse::<f64>().ok().filter(|real| real.is_finite())?;
    if real.fract() == 0.0 && real.abs() <= EXACT_MAX {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        return Some(Expression::Integer(real as i64));
    }
    Some(Expression::Number(real))
}

/// The day that a text writes.
pub(super) fn day(text: &str, at: impl FnOnce() -> Position) -> Result<Expression, Cql2Error> {
    let expected = "a day such as 2024-01-28";
    Moment::parse_day(text).map(Expression::Moment).ok_or_else(|| Cql2Error::Time {
        at: at(),
        text: shown(text),
        expected,
    })
}

/// The instant that a text writes.
pub(super) fn instant(text: &str, at: impl FnOnce() -> Position) -> Result<Expression, Cql2Error> {
    let expected = "an instant such as 2024-01-28T10:15:00Z";
    let moment = Moment::parse_instant(text).map(Expression::Moment);
    moment.ok_or_else(|| Cql2Error::Time { at: at(), text: shown(text), expected })
}

/// An end of an interval: `..` is open, other text is a day or an instant, and what is no text stays.
pub(super) fn end(end: Expression, at: impl FnOnce() -> Position) -> Result<Option<Box<Expression>>, Cql2Error> {
    match end {
        Expression::Text(text) if text == ".." || text.is_empty() => Ok(None),
        Expression::Text(text) => {
            let expected = "a day such as 2024-01-28, an instant such as 2024-01-28T10:15:00Z, or '..'";
            let moment = Moment::parse(&text).map(Expression::Moment);
            moment.map(|end| Some(Box::new(end))).ok_or_else(|| Cql2Error::Time {
                at: at(),
                text: shown(&text),
                expected,
            })
        }
        other => Ok(Some(Box::new(other))),
    }
}
