//! Dates as spans: what is known of when, and no more. Not responsible for today's date.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The first year that [`DateSpan::parse`] reads. Data on today's borders have no older dates, and a year such as 1402 is one
/// of the Solar Hijri calendar: 2023.
const FIRST_YEAR: i16 = 1500;

/// How precisely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatePrecision {
    /// One day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
    /// From a day to a day.
    Span,
    /// On or before a day.
    Before,
    /// On or after a day.
    After,
    /// Not known.
    Unknown,
}

/// A span of days, both ends included; an end that is missing is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawSpan")]
pub struct DateSpan {
    /// The first day on which it may have been.
    pub start: Option<Date>,
    /// The last day on which it may have been.
    pub end: Option<Date>,
    /// How it is known.
    pub precision: DatePrecision,
    /// The source's own words.
    #[serde(default)]
    pub as_written: Option<String>,
}

#[derive(Deserialize)]
struct RawSpan {
    start: Option<Date>,
    end: Option<Date>,
    precision: DatePrecision,
    #[serde(default)]
    as_written: Option<String>,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DateError {
    /// It is in no form that is read.
    #[error("{text:?} is not a date; write 2024-01-28, 2024-01 or 2024")]
    Form {
        /// What came.
        text: String,
    },
    /// Its year is one of another calendar.
    #[error(
        "{text:?} has the year {year}, before {FIRST_YEAR}; other calendars, such as Solar Hijri, are not read; write 2024-01-28"
    )]
    Calendar {
        /// What came.
        text: String,
        /// Its year.
        year: i16,
    },
    /// The end comes before the start.
    #[error("the span ends on {end} before it starts on {start}")]
    Order {
        /// Its first day.
        start: Date,
        /// Its last day.
        end: Date,
    },
}

impl TryFrom<RawSpan> for DateSpan {
    type Error = DateError;

    fn try_from(raw: RawSpan) -> Result<Self, DateError> {
        let span = Self::new(raw.start, raw.end, raw.precision)?;
        Ok(Self { as_written: raw.as_written, ..span })
    }
}

impl DateSpan {
    /// The span from `start` to `end`.
    ///
    /// # Errors
    /// [`DateError::Order`] when the end comes first.
    pub fn new(start: Option<Date>, end: Option<Date>, precision: DatePrecision) -> Result<Self, DateError> {
        match (start, end) {
            (Some(start), Some(end)) if end < start => Err(DateError::Order { start, end }),
            _ => Ok(Self { start, end, precision, as_written: None }),
        }
    }

    /// The span that `text` names: a day, a month or a year in ISO 8601; a time of day after the day is left aside.
    ///
    /// # Errors
    /// [`DateError::Calendar`] for years before 1500, which are taken for those of another calendar; [`DateError::Form`] for
    /// anything else. The order of day and month is never guessed.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::dates::DateSpan;
    /// assert_eq!(DateSpan::parse("2019-04")?.to_string(), "2019-04-01/2019-04-30");
    /// assert!(DateSpan::parse("31/12/2023").is_err());
    /// assert!(DateSpan::parse("1402-11-08").is_err()); // 28 January 2024
    /// # Ok::<(), sarhad::model::dates::DateError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form { text: text.to_owned() };
        let trimmed = text.trim();
        let day = trimmed.split(['T', ' ']).next().unwrap_or_default();
        let parts: Vec<&str> = day.split('-').collect();
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !digits || (day.len() < trimmed.len() && widths != [4, 2, 2]) {
            return Err(form());
        }
        if let Some(year) = parts.first().filter(|year| year.len() == 4).and_then(|year| year.parse::<i16>().ok())
            && (1..FIRST_YEAR).contains(&year)
        {
            return Err(DateError::Calendar { text: text.to_owned(), year });
        }
        let span = match (widths.as_slice(), parts.as_slice()) {
            ([4, 2, 2], [y, m, d]) => date(y, m, d).map(|day| (day, day, DatePrecision::Day)),
            ([4, 2], [y, m]) => date(y, m, "1").map(|first| (first, first.last_of_month(), DatePrecision::Month)),
            ([4], [y]) => date(y, "1", "1").map(|first| (first, first.last_of_year(), DatePrecision::Year)),
            _ => None,
        };
        let (start, end, precision) = span.ok_or_else(form)?;
        Self::new(Some(start), Some(end), precision)
    }

    /// Whether it may have been on a day from `from` to `until`; an end that is missing does not limit.
    #[must_use]
    pub fn may_overlap(&self, from: Option<Date>, until: Option<Date>) -> bool {
        let starts_in_time = until.is_none_or(|until| self.start.is_none_or(|start| start <= until));
        let ends_in_time = from.is_none_or(|from| self.end.is_none_or(|end| end >= from));
        starts_in_time && ends_in_time && (self.start.is_some() || self.end.is_some())
    }
}

/// The date that exists, of a year from which on the calendar is taken for the Gregorian one.
fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| *year >= FIRST_YEAR)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

impl fmt::Display for DateSpan {
    /// ISO 8601: `2022-09-30`, `2019-04-01/2019-04-30`, `../2024-01-26`; nothing where nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start == end => write!(f, "{start}"),
            (Some(start), Some(end)) => write!(f, "{start}/{end}"),
            (Some(start), None) => write!(f, "{start}/.."),
            (None, Some(end)) => write!(f, "../{end}"),
            (None, None) => Ok(()),
        }
    }
}
