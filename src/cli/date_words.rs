//! Dates in words for people: short for a table, at length for a card. Not responsible for reading them.

use jiff::civil::Date;

use crate::model::dates::{DatePrecision, DateSpan};

/// A date as precise as it is known: `2022-09-30`, `2019-04`, `2023`, `by 2024-01-26`.
pub(super) fn short_date(when: &DateSpan) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match when.precision {
        DatePrecision::Day => day(when.start),
        DatePrecision::Month => day(when.start).chars().take("2019-04".len()).collect(),
        DatePrecision::Year => day(when.start).chars().take("2019".len()).collect(),
        DatePrecision::Span | DatePrecision::Week => format!("{} to {}", day(when.start), day(when.end)),
        DatePrecision::Before => format!("by {}", day(when.end)),
        DatePrecision::After => format!("from {}", day(when.start)),
        DatePrecision::Unknown => "undated".to_owned(),
    }
}

/// When, in words: `2019-04-01/2019-04-30, a day of this month (“April 2019”)`.
pub(super) fn date_words(when: &DateSpan) -> String {
    let how = match when.precision {
        DatePrecision::Day => "this day",
        DatePrecision::Week => "a day of this week",
        DatePrecision::Month => "a day of this month",
        DatePrecision::Year => "a day of this year",
        DatePrecision::Span => "between these days",
        DatePrecision::Before => "on or before this day",
        DatePrecision::After => "on or after this day",
        DatePrecision::Unknown => "not dated",
    };
    let span = when.to_string();
    let told = if span.is_empty() { how.to_owned() } else { format!("{span}, {how}") };
    written(&told, when.as_written.as_deref())
}

/// `told` with the source's own words behind it.
pub(super) fn written(told: &str, words: Option<&str>) -> String {
    words.map_or_else(|| told.to_owned(), |words| format!("{told} (“{words}”)"))
}
