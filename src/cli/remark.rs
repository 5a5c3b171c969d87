//! Something noticed of the records as a whole, and what whoever asked can do about it. Not responsible for noticing.

use std::fmt;

/// What was noticed, for whoever made an output and for whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    /// What is so: true for readers of the output too.
    pub(super) said: String,
    /// What to do about it, for whoever made the output alone.
    pub(super) advice: &'static str,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.said, self.advice)
    }
}
