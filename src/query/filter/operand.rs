//! Values of a row as a checked filter takes them. Not responsible for what is asked of them.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::names::insensitive::{without_accents, without_case};
use crate::query::filter::expression::{Arithmetic, Comparison, Folding};
use crate::query::filter::lists::List;
use crate::query::filter::predicate::Test;
use crate::query::filter::schema::{ColumnId, Row, Scalar, Value};
use crate::query::filter::spatial::Place;
use crate::query::filter::time::{Moment, Span};

/// A value of a known kind.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Number(Number),
    Text(Text),
    Flag(Box<Test>),
    Time(Time),
    Place(Place),
    List(List),
}

impl Operand {
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Flag(_) => "boolean",
            Self::Time(_) => "time",
            Self::Place(_) => "geometry",
            Self::List(_) => "list",
        }
    }

    pub(super) fn is_null<R: Row + ?Sized>(&self, row: &R) -> bool {
        match self {
            Self::Number(number) => number.of(row).is_none(),
            Self::Text(text) => text.of(row).is_none(),
            Self::Flag(test) => test.truth(row).is_none(),
            Self::Time(time) => time.of(row).is_none(),
            Self::Place(place) => place.is_null(row),
            Self::List(list) => list.of(row).is_none(),
        }
    }

    /// The value as a member of a list, if it is the same for every row.
    pub(super) fn fixed(&self) -> Option<Scalar> {
        match self {
            Self::Number(Number::Fixed(figure)) => Some(Scalar::Number(figure.as_f64())),
            Self::Text(Text::Fixed(text)) => Some(Scalar::Text(text.clone())),
            Self::Flag(test) => match **test {
                Test::Fixed(truth) => Some(Scalar::Boolean(truth)),
                _ => None,
            },
            Self::Time(Time::Fixed(span)) => Some(Scalar::Time(*span)),
            _ => None,
        }
    }

    /// The value as a member of a list.
    pub(super) fn scalar<R: Row + ?Sized>(&self, row: &R) -> Option<Scalar> {
        match self {
            Self::Number(number) => number.of(row).map(|figure| Scalar::Number(figure.as_f64())),
            Self::Text(text) => text.of(row).map(|text| Scalar::Text(text.into_owned())),
            Self::Flag(test) => test.truth(row).map(Scalar::Boolean),
            Self::Time(time) => time.of(row).map(Scalar::Time),
            Self::Place(_) | Self::List(_) => None,
        }
    }
}

/// A number that keeps whole ones exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Figure {
    Whole(i64),
    Real(f64),
}

impl Figure {
    pub(super) const fn as_f64(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Real(real) => real,
        }
    }

    /// The order of two numbers; `None` where one is none.
    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => Some(one.cmp(&other)),
            (one, other) => one.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

/// Whether an order is one that `how` asks for.
pub(super) fn meets(how: Comparison, order: Ordering) -> bool {
    match how {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtMost => order.is_le(),
        Comparison::AtLeast => order.is_ge(),
    }
}

/// A number.
#[derive(Debug, Clone)]
pub(super) enum Number {
    Fixed(Figure),
    Column(ColumnId),
    Reckoned(Arithmetic, Box<[Number; 2]>),
}

impl Number {
    pub(super) fn of<R: Row + ?Sized>(&self, row: &R) -> Option<Figure> {
        match self {
            Self::Fixed(figure) => Some(*figure),
            Self::Column(column) => match row.value(*column) {
                Value::Integer(whole) => Some(Figure::Whole(whole)),
                Value::Number(real) => Some(Figure::Real(real)),
                _ => None,
            },
            Self::Reckoned(how, sides) => reckoned(*how, sides[0].of(row)?, sides[1].of(row)?),
        }
    }
}

/// Exact in whole numbers while 64 bits hold them; nothing where the answer is no number, as in a division by nought.
fn reckoned(how: Arithmetic, left: Figure, right: Figure) -> Option<Figure> {
    if let (Figure::Whole(one), Figure::Whole(other)) = (left, right) {
        let whole = match how {
            Arithmetic::Plus => one.checked_add(other),
            Arithmetic::Minus => one.checked_sub(other),
            Arithmetic::Times => one.checked_mul(other),
            Arithmetic::Div => one.checked_div(other),
            Arithmetic::Modulo => one.checked_rem(other),
            Arithmetic::Power => u32::try_from(other).ok().and_then(|power| one.checked_pow(power)),
            Arithmetic::Over => None,
        };
        if whole.is_some() {
            return whole.map(Figure::Whole);
        }
    }
    let (one, other) = (left.as_f64(), right.as_f64());
    let real = match how {
        Arithmetic::Plus => one + other,
        Arithmetic::Minus => one - other,
        Arithmetic::Times => one * other,
        Arithmetic::Over => one / other,
        Arithmetic::Div => (one / other).trunc(),
        Arithmetic::Modulo => one % other,
        Arithmetic::Power => one.powf(other),
    };
    real.is_finite().then_some(Figure::Real(real))
}

/// A text.
#[derive(Debug, Clone)]
pub(super) enum Text {
    Fixed(String),
    Column(ColumnId),
    Without(Folding, Box<Text>),
}

impl Text {
    pub(super) fn of<'a, R: Row + ?Sized>(&'a self, row: &'a R) -> Option<Cow<'a, str>> {
        match self {
            Self::Fixed(text) => Some(Cow::Borrowed(text)),
            Self::Column(column) => match row.value(*column) {
                Value::Text(text) => Some(Cow::Borrowed(text)),
                _ => None,
            },
            Self::Without(folding, inner) => Some(Cow::Owned(folded(*folding, &inner.of(row)?))),
        }
    }
}

/// A text without what does not count.
pub(super) fn folded(folding: Folding, text: &str) -> String {
    match folding {
        Folding::Case => without_case(text),
        Folding::Accents => without_accents(text),
    }
}

/// A moment or a span.
#[derive(Debug, Clone)]
pub(super) enum Time {
    Fixed(Span),
    Column(ColumnId),
    /// From the start of one to the end of another; `None` is an open end.
    Between(Option<Box<Time>>, Option<Box<Time>>),
}

impl Time {
    pub(super) fn of<R: Row + ?Sized>(&self, row: &R) -> Option<Span> {
        match self {
            Self::Fixed(span) => Some(*span),
            Self::Column(column) => match row.value(*column) {
                Value::Time(span) => Some(span),
                _ => None,
            },
            Self::Between(start, end) => {
                let start = start.as_ref().map_or(Some(Moment::PAST), |time| time.of(row).map(Span::start))?;
                let end = end.as_ref().map_or(Some(Moment::FUTURE), |time| time.of(row).map(Span::end))?;
                Span::new(start, end)
            }
        }
    }
}
