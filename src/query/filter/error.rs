//! Why a filter cannot be asked of a table. Not responsible for faults of its writing.

use thiserror::Error;

use crate::query::filter::expression::{HEIGHT_MAX, HELD_MAX};

/// What a filter names or joins that its table does not allow.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum FilterError {
    /// No column has this name.
    #[error("there is no property {name:?}{}", hint(near))]
    UnknownProperty {
        /// The name.
        name: String,
        /// Names like it, the nearest first.
        near: Vec<String>,
    },
    /// No function has this name.
    #[error("there is no function {name:?}; filters may use CASEI, ACCENTI and the functions S_…, T_… and A_… of CQL2")]
    UnknownFunction {
        /// The name.
        name: String,
    },
    /// Two kinds that do not go together, or one where another is needed.
    #[error("{operation} needs {expected}, not {found}")]
    Mismatch {
        /// The operation as it is written.
        operation: &'static str,
        /// What it takes.
        expected: &'static str,
        /// What came.
        found: &'static str,
    },
    /// A value where something true or false is needed.
    #[error("a filter is true or false of a row, and a {found} is neither; compare it with something")]
    NotACondition {
        /// What came.
        found: &'static str,
    },
    /// A pattern that is no text known beforehand.
    #[error("the pattern of LIKE must be text in quotes, in CASEI or ACCENTI at most")]
    Pattern,
    /// An interval that ends before it starts.
    #[error("an interval ends before it starts; exchange its ends")]
    Backwards,
    /// A shape in the filter that is none.
    #[error("the shape {index} of the filter is not valid: {reason}")]
    Shape {
        /// Which one, counted from 1 in the order of the filter.
        index: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A list of too many members for the value that is held against each.
    #[error(
        "IN holds a value of {parts} parts against {members} members one by one, {HELD_MAX} together are allowed; list literals, or fewer"
    )]
    TooMany {
        /// Parts of the value.
        parts: usize,
        /// Members of the list.
        members: usize,
    },
    /// A tree of too many levels.
    #[error("the filter has {levels} levels inside one another, {HEIGHT_MAX} are allowed; write it flatter")]
    TooDeep {
        /// How many it has.
        levels: usize,
    },
    /// Something that is not offered.
    #[error("filters do not support {what}")]
    Unsupported {
        /// What it is.
        what: &'static str,
    },
}

impl FilterError {
    /// A short constant name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownProperty { .. } => "unknown-property",
            Self::UnknownFunction { .. } => "unknown-function",
            Self::Mismatch { .. } => "type-mismatch",
            Self::NotACondition { .. } => "not-a-condition",
            Self::Pattern => "bad-pattern",
            Self::Backwards => "backward-interval",
            Self::Shape { .. } => "bad-shape",
            Self::TooDeep { .. } => "too-deep",
            Self::TooMany { .. } => "too-many",
            Self::Unsupported { .. } => "unsupported",
        }
    }
}

fn hint(near: &[String]) -> String {
    match near {
        [] => String::new(),
        names => {
            let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
            format!("; did you mean {}?", quoted.join(" or "))
        }
    }
}
