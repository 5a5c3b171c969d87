//! `datetime`: the time that a client names. Not responsible for when records were.
//!
//! # Source
//! OGC 17-069r4, requirement 25: a moment or a day (RFC 3339), or two with `/` between them, of which one may be open: `..` or nothing.

use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;

use crate::collection::span::Span;
use crate::model::dates::{DAY_S, EPOCH};
use crate::server::http::Problem;

/// The time that `text` names.
///
/// # Errors
/// Where it names none, or ends before it begins.
pub fn span(text: &str) -> Result<Span, Problem> {
    let refused = |what: &str| {
        let example =
            "write a day, a moment such as 2019-04-18T03:00:00Z, or two with / between them, one of which may be ..";
        Problem::parameter("datetime", format!("datetime={text} {what}; {example}"))
    };
    let Some((first, last)) = text.split_once('/') else {
        return moment(text).ok_or_else(|| refused("is no time"));
    };
    let end = |text: &str| match text {
        "" | ".." => Some(None),
        _ => moment(text).map(Some),
    };
    let (Some(first), Some(last)) = (end(first), end(last)) else { return Err(refused("is no time")) };
    // `/` alone is refused, `../..` is all of time
    if first.is_none() && last.is_none() && text != "../.." {
        return Err(refused("names no time"));
    }
    let span = Span {
        first_s: first.map_or(i64::MIN, |first| first.first_s),
        last_s: last.map_or(i64::MAX, |last| last.last_s),
    };
    if span.is_known() { Ok(span) } else { Err(refused("ends before it begins")) }
}

/// A day or a moment.
fn moment(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    let is_date = bytes.len() >= 10
        && bytes[..10]
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    if !is_date {
        return None;
    }
    if bytes.len() == 10 {
        let day: Date = text.parse().ok()?;
        let number = EPOCH.until(day).ok()?.get_days();
        return Some(Span::day(number));
    }
    if !matches!(bytes[10], b'T' | b't' | b' ') || text.contains('[') {
        return None;
    }
    // reckoned here, for map programs write 9999-12-31T00:00:00Z for an open end, which is more than a timestamp holds
    let pieces = Pieces::parse(text).ok()?;
    let (time, offset) = (pieces.time()?, pieces.to_numeric_offset()?);
    let days = i64::from(EPOCH.until(pieces.date()).ok()?.get_days());
    let second_of_day = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Some(Span::moment(days * DAY_S + second_of_day - i64::from(offset.seconds())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_the_standard_has_them() {
        assert_eq!(span("1970-01-02").unwrap(), Span::day(1));
        assert_eq!(span("1970-01-01T00:00:07Z").unwrap(), Span::moment(7));
        assert_eq!(span("1970-01-01T05:00:07+05:00").unwrap(), Span::moment(7));
        assert_eq!(span("1970-01-01T00:00:07.9z").unwrap(), Span::moment(7));
        assert_eq!(span("1970-01-02/9999-12-31T00:00:00Z").unwrap(), Span { first_s: 86_400, last_s: 253_402_214_400 });
        assert_eq!(span("0000-01-01T00:00:00Z/1970-01-01").unwrap(), Span { first_s: -62_167_219_200, last_s: 86_399 });
        assert_eq!(span("../1970-01-01").unwrap(), Span { first_s: i64::MIN, last_s: 86_399 });
        assert_eq!(span("1970-01-02/").unwrap(), Span { first_s: 86_400, last_s: i64::MAX });
        assert_eq!(span("../..").unwrap(), Span::ALL);
        for text in [
            "notadate",
            "2024-13-45",
            "2024-12-31/2024-01-01",
            "/",
            "",
            "2024",
            "2024-01-01/x",
            "2024-01-01T00:00:00",
            "2024-01-01T25:00:00Z",
            "2024-01-01T00:00:00Z[UTC]",
            "2024-01-01/2024-01-02/2024-01-03",
        ] {
            assert!(span(text).is_err(), "{text}");
        }
    }
}
