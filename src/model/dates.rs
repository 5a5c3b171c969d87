//! Dates as spans: what is known of when, and no more. Not responsible for today's date.

use std::fmt;

use jiff::Span as Length;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::crosswalk::plain_code;
use crate::model::written_date::{DateOrder, WrittenDate};

/// The first year that [`DateSpan::parse`] reads. Data on today's borders have no older dates, and a year such as 1402 is one
/// of the Solar Hijri calendar: 2023.
const FIRST_YEAR: i16 = 1500;

/// What stands between the first and the last day where people write both.
const SPANNING: [&str; 4] = [" to ", " - ", " – ", "–"];

/// The day from which days, seconds and microseconds are counted.
pub const EPOCH: Date = Date::constant(1970, 1, 1);
/// Seconds of a day, which has no leap second.
pub const DAY_S: i64 = 86_400;

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
    /// One week.
    Week,
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

/// What a dataset's code says of how precisely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateCoding {
    /// The day is known.
    Day,
    /// Two to six days.
    FewDays,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// UCDP's `date_prec` 2 covers two to six days.
const FEW_DAYS: i64 = 6;
const WEEK_DAYS: i64 = 7;

impl DateCoding {
    /// The columns of such codes: UCDP's and ACLED's.
    pub const COLUMNS: [&str; 2] = ["date_prec", "time_precision"];

    /// What `code` in `column` says, which tables write as `3`, `"3"` or `3.0`; `None` for other columns and codes.
    #[must_use]
    pub fn of_column(column: &str, code: &str) -> Option<Self> {
        let code = plain_code(code).parse().ok()?;
        match Self::COLUMNS.iter().position(|known| *known == column)? {
            0 => Self::of_ucdp(code),
            _ => Self::of_acled(code),
        }
    }

    /// What UCDP's `date_prec` says.
    #[must_use]
    pub fn of_ucdp(code: u8) -> Option<Self> {
        [Self::Day, Self::FewDays, Self::Week, Self::Month, Self::Year].get(usize::from(code).checked_sub(1)?).copied()
    }

    /// What ACLED's `time_precision` says.
    #[must_use]
    pub fn of_acled(code: u8) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month].get(usize::from(code).checked_sub(1)?).copied()
    }
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
    /// The weekday written with it is another one's.
    #[error("{text:?} is no date that exists: its weekday is another one; correct the date or its weekday")]
    Weekday {
        /// What came.
        text: String,
    },
    /// It may be one of two days.
    #[error("{text:?} may be one of two days; which number is the day is not guessed")]
    Choice {
        /// What came.
        text: String,
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

impl DatePrecision {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Day, Self::Month, Self::Year, Self::Week, Self::Span, Self::Before, Self::After, Self::Unknown];

    /// The word that datasets and outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Week => "week",
            Self::Span => "span",
            Self::Before => "before",
            Self::After => "after",
            Self::Unknown => "unknown",
        }
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

    /// The span that `text` names: a day, a month or a year in ISO 8601, or two of them around a slash, of which one may be `..`;
    /// a time of day after the day is left aside. Days may be without hyphens, as GDELT writes them: a text with its year at the
    /// end is none of them, since no month is the 19th or 20th.
    ///
    /// # Errors
    /// [`DateError::Calendar`] for years before 1500, which are taken for those of another calendar; [`DateError::Form`] for
    /// anything else. The order of day and month is never guessed.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::dates::DateSpan;
    /// assert_eq!(DateSpan::parse("2019-04")?.to_string(), "2019-04-01/2019-04-30");
    /// assert_eq!(DateSpan::parse("20190418")?.to_string(), "2019-04-18");
    /// assert_eq!(DateSpan::parse("2024-05-06/2024-05-11")?.to_string(), "2024-05-06/2024-05-11");
    /// assert!(DateSpan::parse("31/12/2023").is_err());
    /// assert!(DateSpan::parse("1402-11-08").is_err()); // 28 January 2024
    /// # Ok::<(), sarhad::model::dates::DateError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form { text: text.to_owned() };
        let trimmed = text.trim();
        if let Some((from, until)) = trimmed.split_once('/').filter(|(_, until)| !until.contains('/')) {
            return Self::between([from, until], Self::parse).unwrap_or_else(|| Err(form()));
        }
        let day = trimmed.split(['T', ' ']).next().unwrap_or_default();
        let parts: Vec<&str> = match day.as_bytes() {
            digits if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) => {
                vec![&day[..4], &day[4..6], &day[6..]]
            }
            _ => day.split('-').collect(),
        };
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !digits || (day.len() < trimmed.len() && (widths != [4, 2, 2] || !is_time(&trimmed[day.len() + 1..]))) {
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

    /// From the first day of one text to the last of the other, as `read` reads them; nothing where one of them is no date.
    fn between(ends: [&str; 2], read: impl Fn(&str) -> Result<Self, DateError>) -> Option<Result<Self, DateError>> {
        let end = |text: &str| if text.trim() == ".." { Some(None) } else { read(text).ok().map(Some) };
        let [from, until] = ends.map(end);
        let (from, until) = (from?, until?);
        let (start, end) = (from.as_ref().and_then(|span| span.start), until.as_ref().and_then(|span| span.end));
        (start.is_some() || end.is_some()).then(|| {
            let precision = if start == end { DatePrecision::Day } else { DatePrecision::Span };
            Self::new(start, end, precision)
        })
    }

    /// As [`DateSpan::parse`], and dates as people write them: `28/01/2024` or `Sun 28 January 2024`, where `order` or the text
    /// itself says which number is the day, and `6 May 2024 to 11 May 2024`.
    ///
    /// # Errors
    /// As [`DateSpan::parse`]; [`DateError::Choice`] where nothing says which number is the day, [`DateError::Weekday`] where a
    /// weekday in the text is that of another day.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::dates::DateSpan;
    /// assert_eq!(DateSpan::parse_written("Wed 04/01/2023", None)?.to_string(), "2023-01-04"); // 1 April was a Saturday
    /// assert!(DateSpan::parse_written("04/01/2023", None).is_err());
    /// # Ok::<(), sarhad::model::dates::DateError>(())
    /// ```
    pub fn parse_written(text: &str, order: Option<DateOrder>) -> Result<Self, DateError> {
        let apart = SPANNING.iter().find_map(|word| text.split_once(word));
        match apart.and_then(|(from, until)| Self::between([from, until], |text| Self::written(text, order))) {
            Some(read) => read,
            None => Self::written(text, order),
        }
    }

    /// One date, in ISO 8601 or as people write it.
    fn written(text: &str, order: Option<DateOrder>) -> Result<Self, DateError> {
        let iso = Self::parse(text);
        let Some(written) = iso.as_ref().err().and_then(|_| WrittenDate::read(text)) else { return iso };
        match written.date(order) {
            Some(day) if day.year() >= FIRST_YEAR => Self::new(Some(day), Some(day), DatePrecision::Day),
            None if written.wrong_weekday(order) => Err(DateError::Weekday { text: text.to_owned() }),
            None if order.is_none() && written.year() >= FIRST_YEAR => Err(DateError::Choice { text: text.to_owned() }),
            _ => iso,
        }
    }

    /// The span as its dataset's code for precision says it is known: a month where one day of it was written.
    ///
    /// # Source
    /// UCDP GED codebook, `date_prec`: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 a year; the span itself stands in
    /// `date_start` and `date_end`. ACLED codebook, `time_precision`: 1 a day, 2 a week, 3 a month, whose mid-point is written.
    #[must_use]
    pub fn coded(self, coding: DateCoding) -> Self {
        let (Some(start), Some(end)) = (self.start, self.end) else { return self };
        let around = |days: i64| {
            let start = start.checked_sub(Length::new().days(days)).unwrap_or(start);
            let end = end.checked_add(Length::new().days(days)).unwrap_or(end);
            (start, end)
        };
        let (start, end, precision) = match coding {
            DateCoding::Day => return self,
            // a span that is written is the one that is meant
            DateCoding::FewDays | DateCoding::Week if start < end => return self,
            // the day that is written may be any of them
            DateCoding::FewDays => {
                let (start, end) = around(FEW_DAYS - 1);
                (start, end, DatePrecision::Span)
            }
            DateCoding::Week => {
                let (start, end) = around(WEEK_DAYS - 1);
                (start, end, DatePrecision::Week)
            }
            DateCoding::Month => (start.first_of_month(), end.last_of_month(), DatePrecision::Month),
            DateCoding::Year => (start.first_of_year(), end.last_of_year(), DatePrecision::Year),
        };
        Self { start: Some(start), end: Some(end), precision, as_written: self.as_written }
    }

    /// Whether it must have been on a day from `from` to `until`: all of it lies between them.
    #[must_use]
    pub fn must_overlap(&self, from: Option<Date>, until: Option<Date>) -> bool {
        let starts_in_time = from.is_none_or(|from| self.start.is_some_and(|start| start >= from));
        let ends_in_time = until.is_none_or(|until| self.end.is_some_and(|end| end <= until));
        starts_in_time && ends_in_time && (self.start.is_some() || self.end.is_some())
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

/// Whether what stands behind a day may be a time of day, with its zone; anything else may say more than is read.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let zones = ["UTC", "GMT", "Z", "z", "AM", "PM", "am", "pm"];
    let digits = zones.iter().find_map(|zone| text.strip_suffix(zone)).unwrap_or(text);
    let is_part = |part: char| part.is_ascii_digit() || matches!(part, ':' | '.' | ',' | '+' | '-' | ' ');
    digits.starts_with(|first: char| first.is_ascii_digit()) && digits.chars().all(is_part) && !digits.contains(" - ")
}
