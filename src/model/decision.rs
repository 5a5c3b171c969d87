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

/// A decision on two records. Which of them stands first matters only where they are of two files, whose ids may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The ids of the two, as they stand.
    pub pair: [String; 2],
    /// What was decided.
    pub verdict: Verdict,
    /// Why, in the words of who decided.
    pub note: String,
    /// The line on which it stands.
    pub line: u64,
}
