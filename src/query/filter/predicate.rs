//! A checked filter asked of a row, in SQL's logic of three values: `None` is unknown. Not responsible for checking it.

use crate::query::filter::expression::{Comparison, ListRelation, SpatialRelation, TemporalRelation};
use crate::query::filter::like::Pattern;
use crate::query::filter::lists::{List, related};
use crate::query::filter::operand::{Figure, Number, Operand, Text, Time, meets};
use crate::query::filter::schema::{ColumnId, Row, Value};
use crate::query::filter::spatial::{Place, lie};

/// What is true, false or unknown of a row.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Fixed(bool),
    Flag(ColumnId),
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Missing(Operand),
    Numbers(Comparison, Number, Number),
    Texts(Comparison, Text, Text),
    Flags(Comparison, Box<[Test; 2]>),
    Times(Comparison, Time, Time),
    /// One of some numbers, sorted.
    NumberIn(Number, Vec<Figure>),
    /// One of some texts, sorted.
    TextIn(Text, Vec<String>),
    /// One of some truths; asked once, since it may be a condition that has others in it.
    FlagIn(Box<Test>, Vec<Test>),
    Like(Text, Pattern),
    Lie(SpatialRelation, Place, Place),
    Follow(TemporalRelation, Time, Time),
    Lists(ListRelation, List, List),
}

impl Test {
    pub(super) fn truth<R: Row + ?Sized>(&self, row: &R) -> Option<bool> {
        match self {
            Self::Fixed(truth) => Some(*truth),
            Self::Flag(column) => match row.value(*column) {
                Value::Boolean(truth) => Some(truth),
                _ => None,
            },
            Self::All(tests) => decided(tests.iter().map(|test| test.truth(row)), false),
            Self::Any(tests) => decided(tests.iter().map(|test| test.truth(row)), true),
            Self::Not(test) => test.truth(row).map(|truth| !truth),
            Self::Missing(operand) => Some(operand.is_null(row)),
            Self::Numbers(how, left, right) => Some(meets(*how, left.of(row)?.order(right.of(row)?)?)),
            Self::Texts(how, left, right) => Some(meets(*how, left.of(row)?.cmp(&right.of(row)?))),
            Self::Flags(how, sides) => Some(meets(*how, sides[0].truth(row)?.cmp(&sides[1].truth(row)?))),
            Self::Times(how, left, right) => left.of(row)?.compare(*how, right.of(row)?),
            Self::NumberIn(number, known) => {
                let number = number.of(row)?;
                let found = known.binary_search_by(|one| one.order(number).unwrap_or(std::cmp::Ordering::Less));
                Some(found.is_ok())
            }
            Self::TextIn(text, known) => {
                let text = text.of(row)?;
                Some(known.binary_search_by(|one| one.as_str().cmp(&text)).is_ok())
            }
            Self::FlagIn(flag, known) => {
                let flag = flag.truth(row)?;
                decided(known.iter().map(|known| Some(known.truth(row)? == flag)), true)
            }
            Self::Like(text, pattern) => Some(pattern.matches(&text.of(row)?)),
            Self::Lie(how, left, right) => lie(*how, left, right, row),
            Self::Follow(how, left, right) => Some(left.of(row)?.follows(*how, right.of(row)?)),
            Self::Lists(how, left, right) => Some(related(*how, &left.of(row)?, &right.of(row)?)),
        }
    }
}

/// `decisive` as soon as one truth is, else unknown if one is, else the opposite.
fn decided(truths: impl Iterator<Item = Option<bool>>, decisive: bool) -> Option<bool> {
    let mut answer = Some(!decisive);
    for truth in truths {
        match truth {
            Some(truth) if truth == decisive => return Some(decisive),
            Some(_) => {}
            None => answer = None,
        }
    }
    answer
}
