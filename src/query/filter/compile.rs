//! Expressions checked against a schema: names become columns, kinds must agree, what is fixed is reckoned once.
//! Not responsible for the answers of rows.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::names::insensitive::near;
use crate::query::filter::error::FilterError;
use crate::query::filter::expression::{Comparison, Expression, Folding, HELD_MAX};
use crate::query::filter::like::Pattern;
use crate::query::filter::lists::{List, related};
use crate::query::filter::operand::{Figure, Number, Operand, Text, Time, folded};
use crate::query::filter::predicate::Test;
use crate::query::filter::schema::{ColumnId, ColumnKind, Row, Schema, Value};
use crate::query::filter::spatial::{Fixed, Place};
use crate::query::filter::time::{Moment, Span};

/// Whole numbers beyond this are not all told apart by `f64`.
const EXACT_MAX: u64 = 1 << 53;

/// Checks one expression.
pub(super) struct Checker<'s> {
    schema: &'s Schema,
    named: BTreeSet<String>,
    shapes: usize,
}

impl<'s> Checker<'s> {
    pub(super) const fn new(schema: &'s Schema) -> Self {
        Self { schema, named: BTreeSet::new(), shapes: 0 }
    }

    /// The properties met so far.
    pub(super) fn into_named(self) -> BTreeSet<String> {
        self.named
    }

    /// An expression that is true, false or unknown of a row.
    pub(super) fn test(&mut self, expression: &Expression) -> Result<Test, FilterError> {
        match expression {
            Expression::Boolean(truth) => Ok(Test::Fixed(*truth)),
            Expression::And(parts) => Ok(Test::All(self.tests(parts)?)),
            Expression::Or(parts) => Ok(Test::Any(self.tests(parts)?)),
            Expression::Not(part) => Ok(Test::Not(Box::new(self.test(part)?))),
            Expression::IsNull(part) => Ok(Test::Missing(self.operand(part)?)),
            Expression::Compare(how, sides) => {
                let (left, right) = (self.operand(&sides[0])?, self.operand(&sides[1])?);
                compared(*how, left, right, how.word())
            }
            Expression::Between(parts) => self.between(parts),
            Expression::In(value, list) => self.one_of(value, list),
            Expression::Like(sides) => self.like(sides),
            Expression::Spatial(how, sides) => {
                let [left, right] = &**sides;
                Ok(Test::Lie(*how, self.place(left, how.word())?, self.place(right, how.word())?))
            }
            Expression::Temporal(how, sides) => {
                let [left, right] = &**sides;
                Ok(Test::Follow(*how, self.time(left, how.word())?, self.time(right, how.word())?))
            }
            Expression::Lists(how, sides) => {
                let [left, right] = &**sides;
                Ok(match (self.list(left, how.word())?, self.list(right, how.word())?) {
                    (List::Fixed(left), List::Fixed(right)) => Test::Fixed(related(*how, &left, &right)),
                    (left, right) => Test::Lists(*how, left, right),
                })
            }
            other => match self.operand(other)? {
                Operand::Flag(test) => Ok(*test),
                operand => Err(FilterError::NotACondition { found: operand.word() }),
            },
        }
    }

    fn tests(&mut self, parts: &[Expression]) -> Result<Vec<Test>, FilterError> {
        parts.iter().map(|part| self.test(part)).collect()
    }

    fn operand(&mut self, expression: &Expression) -> Result<Operand, FilterError> {
        Ok(match expression {
            Expression::Integer(whole) => Operand::Number(Number::Fixed(Figure::Whole(*whole))),
            Expression::Number(real) => Operand::Number(Number::Fixed(Figure::Real(*real))),
            Expression::Text(text) => Operand::Text(Text::Fixed(text.clone())),
            Expression::Moment(moment) => Operand::Time(Time::Fixed(Span::at(*moment))),
            Expression::Interval(start, end) => Operand::Time(self.interval(start.as_deref(), end.as_deref())?),
            Expression::Geometry(geometry) => Operand::Place(self.fixed(Fixed::of_geometry(geometry))?),
            Expression::Bbox(corners) => Operand::Place(self.fixed(Fixed::of_box(*corners))?),
            Expression::List(members) => {
                let members: Result<Vec<_>, _> = members.iter().map(|member| self.member(member)).collect();
                Operand::List(List::of_members(members?))
            }
            Expression::Property(name) => self.property(name)?,
            Expression::Reckon(how, sides) => {
                let sides = [self.number(&sides[0], how.word())?, self.number(&sides[1], how.word())?];
                Operand::Number(reckoned(Number::Reckoned(*how, Box::new(sides))))
            }
            Expression::Without(folding, inner) => Operand::Text(self.without(*folding, inner)?),
            Expression::Function(name, _) => return Err(FilterError::UnknownFunction { name: name.clone() }),
            condition => Operand::Flag(Box::new(self.test(condition)?)),
        })
    }

    fn property(&mut self, name: &str) -> Result<Operand, FilterError> {
        let Some((column, kind)) = self.schema.column(name) else {
            let near = near(name, self.schema.names()).into_iter().map(str::to_owned).collect();
            return Err(FilterError::UnknownProperty { name: name.to_owned(), near });
        };
        self.named.insert(name.to_owned());
        Ok(match kind {
            ColumnKind::Text => Operand::Text(Text::Column(column)),
            ColumnKind::Number => Operand::Number(Number::Column(column)),
            ColumnKind::Boolean => Operand::Flag(Box::new(Test::Flag(column))),
            ColumnKind::Time => Operand::Time(Time::Column(column)),
            ColumnKind::Geometry => Operand::Place(Place::OfRow),
            ColumnKind::List => Operand::List(List::Column(column)),
        })
    }

    fn member(&mut self, expression: &Expression) -> Result<Operand, FilterError> {
        match self.operand(expression)? {
            Operand::List(_) => Err(FilterError::Unsupported { what: "lists in lists" }),
            Operand::Place(_) => Err(FilterError::Unsupported { what: "shapes in lists" }),
            operand => Ok(operand),
        }
    }

    fn number(&mut self, expression: &Expression, operation: &'static str) -> Result<Number, FilterError> {
        match self.operand(expression)? {
            Operand::Number(number) => Ok(number),
            other => Err(FilterError::Mismatch { operation, expected: "numbers", found: other.word() }),
        }
    }

    fn text(&mut self, expression: &Expression, operation: &'static str) -> Result<Text, FilterError> {
        match self.operand(expression)? {
            Operand::Text(text) => Ok(text),
            other => Err(FilterError::Mismatch { operation, expected: "text", found: other.word() }),
        }
    }

    fn place(&mut self, expression: &Expression, operation: &'static str) -> Result<Place, FilterError> {
        match self.operand(expression)? {
            Operand::Place(place) => Ok(place),
            other => Err(FilterError::Mismatch { operation, expected: "shapes", found: other.word() }),
        }
    }

    fn time(&mut self, expression: &Expression, operation: &'static str) -> Result<Time, FilterError> {
        let operand = self.operand(expression)?;
        let found = operand.word();
        timed(operand).ok_or(FilterError::Mismatch { operation, expected: "times", found })
    }

    fn list(&mut self, expression: &Expression, operation: &'static str) -> Result<List, FilterError> {
        match self.operand(expression)? {
            Operand::List(list) => Ok(list),
            other => Err(FilterError::Mismatch { operation, expected: "lists", found: other.word() }),
        }
    }

    fn without(&mut self, folding: Folding, inner: &Expression) -> Result<Text, FilterError> {
        Ok(match self.text(inner, folding.word())? {
            Text::Fixed(text) => Text::Fixed(folded(folding, &text)),
            text => Text::Without(folding, Box::new(text)),
        })
    }

    fn interval(&mut self, start: Option<&Expression>, end: Option<&Expression>) -> Result<Time, FilterError> {
        let mut side = |end: Option<&Expression>| end.map(|end| self.time(end, "interval").map(Box::new)).transpose();
        let (start, end) = (side(start)?, side(end)?);
        let first = start.as_deref().map_or(Some(Moment::PAST), |time| fixed_span(time).map(Span::start));
        let last = end.as_deref().map_or(Some(Moment::FUTURE), |time| fixed_span(time).map(Span::end));
        match (first, last) {
            (Some(first), Some(last)) => Span::new(first, last).map(Time::Fixed).ok_or(FilterError::Backwards),
            _ => Ok(Time::Between(start, end)),
        }
    }

    fn between(&mut self, [value, low, high]: &[Expression; 3]) -> Result<Test, FilterError> {
        let (value, low, high) = (self.operand(value)?, self.operand(low)?, self.operand(high)?);
        if let Operand::Flag(_) = value {
            // the standard has none, and conditions in one another would be twice as many at every level
            let (operation, expected, found) = ("BETWEEN", "a number, text or a time", value.word());
            return Err(FilterError::Mismatch { operation, expected, found });
        }
        let least = compared(Comparison::AtLeast, value.clone(), low, "BETWEEN")?;
        Ok(Test::All(vec![least, compared(Comparison::AtMost, value, high, "BETWEEN")?]))
    }

    fn one_of(&mut self, value: &Expression, list: &[Expression]) -> Result<Test, FilterError> {
        let parts = value.parts();
        let value = self.operand(value)?;
        let members: Vec<Operand> = list.iter().map(|member| self.operand(member)).collect::<Result<_, _>>()?;
        match &value {
            Operand::Text(text) => {
                if let Some(mut known) = members.iter().map(fixed_text).collect::<Option<Vec<String>>>() {
                    known.sort_unstable();
                    return Ok(Test::TextIn(text.clone(), known));
                }
            }
            Operand::Number(number) => {
                if let Some(mut known) = members.iter().map(fixed_figure).collect::<Option<Vec<Figure>>>() {
                    known.sort_by(|one, other| one.order(*other).unwrap_or(Ordering::Equal));
                    return Ok(Test::NumberIn(number.clone(), known));
                }
            }
            Operand::Flag(test) => {
                let flags = members.into_iter().map(|member| match member {
                    Operand::Flag(test) => Ok(*test),
                    other => {
                        Err(FilterError::Mismatch { operation: "IN", expected: plural(&value), found: other.word() })
                    }
                });
                return Ok(Test::FlagIn(test.clone(), flags.collect::<Result<_, _>>()?));
            }
            _ => {}
        }
        if parts.saturating_mul(list.len()) > HELD_MAX {
            return Err(FilterError::TooMany { parts, members: list.len() });
        }
        let each = members.into_iter().map(|member| compared(Comparison::Equal, value.clone(), member, "IN"));
        Ok(Test::Any(each.collect::<Result<_, _>>()?))
    }

    fn like(&mut self, [value, pattern]: &[Expression; 2]) -> Result<Test, FilterError> {
        let value = self.text(value, "LIKE")?;
        match self.operand(pattern)? {
            Operand::Text(Text::Fixed(pattern)) => Ok(Test::Like(value, Pattern::new(&pattern))),
            _ => Err(FilterError::Pattern),
        }
    }

    fn fixed(&mut self, shape: Result<Fixed, String>) -> Result<Place, FilterError> {
        self.shapes += 1;
        let shape = shape.map_err(|reason| FilterError::Shape { index: self.shapes, reason })?;
        Ok(Place::Fixed(Box::new(shape)))
    }
}

/// A comparison of two values, which must be of one kind; text that is a date compares with times.
fn compared(how: Comparison, left: Operand, right: Operand, operation: &'static str) -> Result<Test, FilterError> {
    let mismatch = FilterError::Mismatch { operation, expected: plural(&left), found: right.word() };
    Ok(match (left, right) {
        (Operand::Number(left), Operand::Number(right)) => Test::Numbers(how, left, right),
        (Operand::Text(left), Operand::Text(right)) => Test::Texts(how, left, right),
        (Operand::Flag(left), Operand::Flag(right)) => Test::Flags(how, Box::new([*left, *right])),
        (Operand::Time(left), right) => Test::Times(how, left, timed(right).ok_or(mismatch)?),
        (left, Operand::Time(right)) => Test::Times(how, timed(left).ok_or(mismatch)?, right),
        (Operand::Place(_), _) | (_, Operand::Place(_)) => {
            return Err(FilterError::Unsupported { what: "comparing shapes; use S_EQUALS or another function S_…" });
        }
        (Operand::List(_), _) | (_, Operand::List(_)) => {
            return Err(FilterError::Unsupported { what: "comparing lists; use A_EQUALS or another function A_…" });
        }
        _ => return Err(mismatch),
    })
}

const fn plural(operand: &Operand) -> &'static str {
    match operand {
        Operand::Number(_) => "a number on both sides",
        Operand::Text(_) => "text on both sides",
        Operand::Flag(_) => "true or false on both sides",
        Operand::Time(_) => "a time on both sides",
        Operand::Place(_) => "shapes",
        Operand::List(_) => "lists",
    }
}

/// A time, or text that is one.
fn timed(operand: Operand) -> Option<Time> {
    match operand {
        Operand::Time(time) => Some(time),
        Operand::Text(Text::Fixed(text)) => Moment::parse(&text).map(|moment| Time::Fixed(Span::at(moment))),
        _ => None,
    }
}

const fn fixed_span(time: &Time) -> Option<Span> {
    match time {
        Time::Fixed(span) => Some(*span),
        _ => None,
    }
}

fn fixed_text(operand: &Operand) -> Option<String> {
    match operand {
        Operand::Text(Text::Fixed(text)) => Some(text.clone()),
        _ => None,
    }
}

/// A number known beforehand that sorts exactly among others.
const fn fixed_figure(operand: &Operand) -> Option<Figure> {
    match operand {
        Operand::Number(Number::Fixed(figure @ Figure::Whole(whole))) if whole.unsigned_abs() <= EXACT_MAX => {
            Some(*figure)
        }
        Operand::Number(Number::Fixed(figure @ Figure::Real(_))) => Some(*figure),
        _ => None,
    }
}

/// What is reckoned from fixed numbers only is reckoned now; what cannot be stays, and is unknown of any row.
fn reckoned(number: Number) -> Number {
    match &number {
        Number::Reckoned(_, sides) if sides.iter().all(|side| matches!(side, Number::Fixed(_))) => {
            number.of(&Nothing).map_or(number, Number::Fixed)
        }
        _ => number,
    }
}

/// A row without values.
struct Nothing;

impl Row for Nothing {
    fn value(&self, _: ColumnId) -> Value<'_> {
        Value::Null
    }

    fn geometry(&self) -> Option<&geo_types::Geometry<f64>> {
        None
    }
}
