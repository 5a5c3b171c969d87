//! Why a filter cannot be read, and how much of one is read. Not responsible for what it names.

use std::fmt;

use thiserror::Error;

/// A filter's length: what a URL may hold, twice.
pub(super) const LENGTH_MAX_BYTES: usize = 16 * 1024;
/// Brackets, functions and signs inside one another: the reader calls itself for each.
pub(super) const DEPTH_MAX: usize = 64;
/// Conditions of one filter, and members of its lists but those of IN, which are sorted: each is asked of every row.
pub(super) const CONDITIONS_MAX: usize = 1_000;
/// Characters of a filter that a message repeats.
const SHOWN_MAX: usize = 40;

/// Where in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// A character of its text, counted from 1.
    Character(usize),
    /// A value of its JSON, as a JSON pointer (RFC 6901).
    Pointer(String),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character(at) => write!(f, "character {at}"),
            Self::Pointer(path) if path.is_empty() => f.write_str("the top"),
            Self::Pointer(path) => f.write_str(path),
        }
    }
}

/// Why a filter is no CQL2, or too much of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Cql2Error {
    /// Too long.
    #[error("the filter has {bytes} bytes, {LENGTH_MAX_BYTES} are allowed; shorten it")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Too deep.
    #[error("at {at}: more than {DEPTH_MAX} brackets or terms inside one another; write the filter flatter")]
    TooDeep {
        /// Where it becomes so.
        at: Position,
    },
    /// Too many conditions.
    #[error("at {at}: more than {CONDITIONS_MAX} conditions; use IN with a list, or ask in parts")]
    TooMany {
        /// Where it becomes so.
        at: Position,
    },
    /// Something else was expected.
    #[error("at {at}: expected {expected}, found {found}")]
    Expected {
        /// Where.
        at: Position,
        /// What was expected.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// A quotation that does not end.
    #[error("at {at}: this quotation mark has no second one")]
    Unclosed {
        /// Where it begins.
        at: Position,
    },
    /// A function with too few or too many arguments.
    #[error("at {at}: {function} takes {expected} arguments, {found} came")]
    Arguments {
        /// Where.
        at: Position,
        /// Its name.
        function: String,
        /// How many it takes.
        expected: usize,
        /// How many came.
        found: usize,
    },
    /// A date that is none.
    #[error("at {at}: {text:?} is not {expected}")]
    Time {
        /// Where.
        at: Position,
        /// What came.
        text: String,
        /// What was expected, with an example.
        expected: &'static str,
    },
    /// A number that is none, or too large.
    #[error("at {at}: {text:?} is not a number that 64 bits hold")]
    Number {
        /// Where.
        at: Position,
        /// What came.
        text: String,
    },
    /// A comparison with NULL.
    #[error("at {at}: NULL is no value; write IS NULL or IS NOT NULL")]
    Null {
        /// Where.
        at: Position,
    },
    /// No JSON.
    #[error("line {line}, column {column}: the filter is not JSON: {reason}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
}

impl Cql2Error {
    /// A short constant name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "filter-too-long",
            Self::TooDeep { .. } => "filter-too-deep",
            Self::TooMany { .. } => "filter-too-many-conditions",
            Self::Expected { .. } | Self::Unclosed { .. } => "filter-syntax",
            Self::Arguments { .. } => "filter-arguments",
            Self::Time { .. } => "filter-time",
            Self::Number { .. } => "filter-number",
            Self::Null { .. } => "filter-null",
            Self::NotJson { .. } => "filter-not-json",
        }
    }

    /// Where in the filter, if at one place.
    #[must_use]
    pub const fn position(&self) -> Option<&Position> {
        match self {
            Self::TooLong { .. } | Self::NotJson { .. } => None,
            Self::TooDeep { at }
            | Self::TooMany { at }
            | Self::Expected { at, .. }
            | Self::Unclosed { at }
            | Self::Arguments { at, .. }
            | Self::Time { at, .. }
            | Self::Number { at, .. }
            | Self::Null { at } => Some(at),
        }
    }
}

/// As much of what was found as a message should repeat, in one line.
pub(super) fn shown(text: &str) -> String {
    let mut letters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let start: String = letters.by_ref().take(SHOWN_MAX).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
