//! Moments and spans as filters know them, and how two of them follow. Not responsible for how columns write dates.
//!
//! A day is a moment too, one that lasts 24 hours of UTC: it comes before another moment if it ends before that begins. So days and
//! instants can be compared: an instant is neither before nor after the day that it is in.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::model::dates::{DAY_S, EPOCH};
use crate::query::filter::expression::{Comparison, TemporalRelation};

/// Microseconds of a day.
const DAY_US: i64 = DAY_S * 1_000_000;

/// A day or an instant, in UTC to the microsecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    first_us: i64,
    last_us: i64,
}

/// All the time from one moment to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    start: Moment,
    end: Moment,
}

impl Moment {
    /// Before all others: an open start.
    pub const PAST: Self = Self { first_us: i64::MIN, last_us: i64::MIN };
    /// After all others: an open end.
    pub const FUTURE: Self = Self { first_us: i64::MAX, last_us: i64::MAX };

    /// A whole day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        let first_us = date.duration_since(EPOCH).as_secs() * 1_000_000;
        Self { first_us, last_us: first_us + DAY_US - 1 }
    }

    /// An instant.
    #[must_use]
    pub fn instant(at: Timestamp) -> Self {
        Self { first_us: at.as_microsecond(), last_us: at.as_microsecond() }
    }

    /// The day of `2024-01-28` or the instant of `2024-01-28T10:15:00Z`, which may have another offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_day(text).or_else(|| Self::parse_instant(text))
    }

    /// The day of a text like `2024-01-28`.
    #[must_use]
    pub fn parse_day(text: &str) -> Option<Self> {
        let plain =
            text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == matches!(at, 4 | 7));
        plain.then(|| text.parse().ok().map(Self::day))?
    }

    /// The instant of a text like `2024-01-28T10:15:00Z`.
    #[must_use]
    pub fn parse_instant(text: &str) -> Option<Self> {
        let timed = text.as_bytes().get(10).is_some_and(|byte| matches!(byte, b'T' | b't' | b' '));
        timed.then(|| text.parse().ok().map(Self::instant))?
    }

    /// Whether this comes before the other, after it, or neither.
    fn order(self, other: Self) -> Ordering {
        if self.last_us < other.first_us {
            Ordering::Less
        } else if self.first_us > other.last_us {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

impl Span {
    /// From one moment to another; `None` if it would end before it starts.
    #[must_use]
    pub fn new(start: Moment, end: Moment) -> Option<Self> {
        (start.order(end) != Ordering::Greater).then_some(Self { start, end })
    }

    /// One moment.
    #[must_use]
    pub const fn at(moment: Moment) -> Self {
        Self { start: moment, end: moment }
    }

    /// Its first moment.
    #[must_use]
    pub const fn start(self) -> Moment {
        self.start
    }

    /// Its last moment.
    #[must_use]
    pub const fn end(self) -> Moment {
        self.end
    }

    fn is_moment(self) -> bool {
        self.start == self.end
    }

    /// A comparison of two times; `None` where it depends on when in a span something was.
    ///
    /// An event of "June 2024" is surely before July, and it is unknown whether it was before 15 June.
    pub(super) fn compare(self, how: Comparison, other: Self) -> Option<bool> {
        match how {
            Comparison::Less => self.is_before(other),
            Comparison::Greater => other.is_before(self),
            Comparison::AtMost => other.is_before(self).map(|after| !after),
            Comparison::AtLeast => self.is_before(other).map(|before| !before),
            Comparison::Equal => self.is_same(other),
            Comparison::Unequal => self.is_same(other).map(|same| !same),
        }
    }

    fn is_before(self, other: Self) -> Option<bool> {
        if self.end.order(other.start) == Ordering::Less {
            Some(true)
        } else if self.start.order(other.end) == Ordering::Less {
            None
        } else {
            Some(false)
        }
    }

    fn is_same(self, other: Self) -> Option<bool> {
        if self.end.order(other.start) == Ordering::Less || self.start.order(other.end) == Ordering::Greater {
            Some(false)
        } else {
            (self.is_moment() && other.is_moment()).then_some(true)
        }
    }

    /// Whether two times follow as `how` says, by the ends that the standard's table compares.
    pub(super) fn follows(self, how: TemporalRelation, other: Self) -> bool {
        use Ordering::{Equal, Greater, Less};
        let starts = self.start.order(other.start);
        let ends = self.end.order(other.end);
        let start_to_end = self.start.order(other.end);
        let end_to_start = self.end.order(other.start);
        match how {
            TemporalRelation::After => start_to_end == Greater,
            TemporalRelation::Before => end_to_start == Less,
            TemporalRelation::Disjoint => end_to_start == Less || start_to_end == Greater,
            TemporalRelation::Intersects => end_to_start != Less && start_to_end != Greater,
            TemporalRelation::Equals => starts == Equal && ends == Equal,
            TemporalRelation::Contains => starts == Less && ends == Greater,
            TemporalRelation::During => starts == Greater && ends == Less,
            TemporalRelation::FinishedBy => starts == Less && ends == Equal,
            TemporalRelation::Finishes => starts == Greater && ends == Equal,
            TemporalRelation::StartedBy => starts == Equal && ends == Greater,
            TemporalRelation::Starts => starts == Equal && ends == Less,
            TemporalRelation::Meets => end_to_start == Equal,
            TemporalRelation::MetBy => start_to_end == Equal,
            TemporalRelation::Overlaps => starts == Less && end_to_start == Greater && ends == Less,
            TemporalRelation::OverlappedBy => starts == Greater && start_to_end == Less && ends == Greater,
        }
    }
}
