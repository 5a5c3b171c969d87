//! Lists compared as sets. Not responsible for what a member is.

use std::borrow::Cow;

use crate::query::filter::expression::ListRelation;
use crate::query::filter::operand::Operand;
use crate::query::filter::schema::{ColumnId, Row, Scalar, Value};

/// A list of values.
#[derive(Debug, Clone)]
pub(super) enum List {
    Column(ColumnId),
    Of(Vec<Operand>),
    /// What is known before any row is.
    Fixed(Vec<Scalar>),
}

impl List {
    /// The list of these members, reckoned now if all are fixed.
    pub(super) fn of_members(members: Vec<Operand>) -> Self {
        members.iter().map(Operand::fixed).collect::<Option<Vec<_>>>().map_or(Self::Of(members), Self::Fixed)
    }

    pub(super) fn of<'a, R: Row + ?Sized>(&'a self, row: &'a R) -> Option<Cow<'a, [Scalar]>> {
        match self {
            Self::Column(column) => match row.value(*column) {
                Value::List(members) => Some(Cow::Borrowed(members)),
                _ => None,
            },
            Self::Fixed(members) => Some(Cow::Borrowed(members)),
            Self::Of(members) => {
                members.iter().map(|member| member.scalar(row)).collect::<Option<Vec<_>>>().map(Cow::Owned)
            }
        }
    }
}

/// Whether two lists are to each other as `how` says; order and repetition do not count.
pub(super) fn related(how: ListRelation, left: &[Scalar], right: &[Scalar]) -> bool {
    let has_all = |all: &[Scalar], some: &[Scalar]| some.iter().all(|member| all.contains(member));
    match how {
        ListRelation::Equals => has_all(left, right) && has_all(right, left),
        ListRelation::Contains => has_all(left, right),
        ListRelation::ContainedBy => has_all(right, left),
        ListRelation::Overlaps => left.iter().any(|member| right.contains(member)),
    }
}
