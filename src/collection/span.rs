//! The time of a record, in whole seconds. Not responsible for reading dates.

use serde::{Deserialize, Serialize};

use crate::model::dates::DAY_S;

/// From the first to the last second since 1970-01-01T00:00:00Z, both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first second.
    pub first_s: i64,
    /// The last second, not before the first.
    pub last_s: i64,
}

impl Span {
    /// What is known of no time.
    pub const UNKNOWN: Self = Self { first_s: i64::MAX, last_s: i64::MIN };
    /// All of time.
    pub const ALL: Self = Self { first_s: i64::MIN, last_s: i64::MAX };

    /// A day, by its number since 1970-01-01.
    #[must_use]
    pub const fn day(number: i32) -> Self {
        let first_s = number as i64 * DAY_S;
        Self { first_s, last_s: first_s + DAY_S - 1 }
    }

    /// A moment.
    #[must_use]
    pub const fn moment(second: i64) -> Self {
        Self { first_s: second, last_s: second }
    }

    /// From the beginning of the one to the end of the other; what is unknown of one is that of the other, and an end before the
    /// beginning is none.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        match (self.is_known(), end.is_known()) {
            (false, _) => end,
            (true, true) if end.last_s >= self.first_s => Self { first_s: self.first_s, last_s: end.last_s },
            _ => self,
        }
    }

    /// Whether anything is known.
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.first_s <= self.last_s
    }

    /// Whether the two have a second in common; what is unknown has none.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.is_known() && self.first_s <= other.last_s && other.first_s <= self.last_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_overlap_where_they_share_a_second() {
        let (monday, tuesday) = (Span::day(0), Span::day(1));
        assert!(!monday.overlaps(tuesday));
        assert!(monday.to(tuesday).overlaps(tuesday));
        assert!(monday.overlaps(Span::moment(86_399)));
        assert!(!monday.overlaps(Span::moment(86_400)));
        assert!(Span::day(-1).overlaps(Span::moment(-1)));
        assert!(!Span::UNKNOWN.overlaps(Span::ALL) && monday.overlaps(Span::ALL));
    }

    #[test]
    fn an_end_before_its_beginning_is_no_end() {
        assert_eq!(Span::day(5).to(Span::day(3)), Span::day(5));
        assert_eq!(Span::UNKNOWN.to(Span::day(3)), Span::day(3));
        assert_eq!(Span::day(5).to(Span::UNKNOWN), Span::day(5));
    }
}
