//! A problem with its place in the input: what, where, how badly. Not responsible for exit codes or colours.

use std::fmt;

use crate::io::read::codes::Code;
use crate::io::read::event::Origin;
use crate::io::read::what::What;

/// How badly a problem counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was understood that was not written plainly.
    Note,
    /// The record is kept but may not mean what it says.
    Warning,
    /// The record is set aside.
    Refused,
    /// The whole input is refused.
    Fatal,
    /// A limit was hit; the whole input is refused.
    Limit,
}

impl Severity {
    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Refused => "refused",
            Self::Fatal => "fatal",
            Self::Limit => "limit",
        }
    }
}

/// What is the matter with an input, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The kind, stable across releases.
    pub code: Code,
    /// How badly it counts.
    pub severity: Severity,
    /// Where it stands.
    pub origin: Origin,
    /// The column or member it concerns.
    pub field: Option<String>,
    /// The value that gave it away, escaped, at most 120 characters.
    pub value: Option<String>,
    /// What it is.
    pub what: What,
    /// A refused record's own text; bytes that are not UTF-8 are written `\xNN`.
    pub verbatim: Option<String>,
}

impl Problem {
    pub(super) fn new(severity: Severity, origin: Origin, what: What) -> Self {
        let value = what.value().map(str::to_owned);
        Self { code: what.code(), severity, origin, field: what.field(), value, what, verbatim: None }
    }
}

impl fmt::Display for Problem {
    /// `data.csv:17: latitude "131.6" is outside -90..90; record 16 set aside`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.what)?;
        if self.severity == Severity::Refused {
            write!(f, "; record {} set aside", self.origin.record)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
