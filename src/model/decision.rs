//! What a person decided of two records that may tell of one event. Not responsible for finding such records.

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They tell of one event.
    Accepted,
    /// They do not.
    Rejected,
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

/// A decision on two records; which of them stands first means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The ids of the two.
    pub pair: [String; 2],
    /// What was decided.
    pub verdict: Verdict,
    /// Why, in the words of who decided.
    pub note: String,
    /// The line on which it stands.
    pub line: u64,
}
