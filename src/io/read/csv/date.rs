//! Whether a cell's date exists. Not responsible for what happened on it: text is judged, never changed.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Time};

use crate::io::read::csv::degrees::latin_digits;

/// Years of the Solar Hijri calendar of Iran and Afghanistan: 1921 to 2071, while nothing in tables of incidents is as old
/// as the Gregorian years of these numbers.
const SOLAR_HIJRI_YEARS: RangeInclusive<u16> = 1300..=1450;

/// What can be said of a date's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Blank, a number, or a date or time that exists.
    Fine,
    /// All zeros, as databases write a missing date.
    Zero,
    /// Written as in ISO 8601, but no such date or time exists.
    Impossible,
    /// Written otherwise; which number is the day is not guessed.
    Otherwise,
}

/// Judges what stands in a column of dates.
pub(super) fn judge(text: &str) -> Judgement {
    let text = text.trim();
    if is_usual(text.as_bytes()) || text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Judgement::Fine;
    }
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let Some(parts) = numbers(date, '-', &[4, 2, 2]) else { return Judgement::Otherwise };
    let time = time.map_or(Judgement::Fine, judge_time);
    match parts[..] {
        [0, 0, 0] => Judgement::Zero,
        [year, month, day] if date_exists(year, month, day) => time,
        [year, month] if date_exists(year, month, 1) => time,
        _ => Judgement::Impossible,
    }
}

/// Whether `text` is a day that exists, written `YYYY-MM-DD`, as nearly all dates are.
fn is_usual(text: &[u8]) -> bool {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else { return false };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1];
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let [y0, y1, y2, y3, m0, m1, d0, d1] = digits.map(|digit| i16::from(digit - b'0'));
    date_exists(y0 * 1_000 + y1 * 100 + y2 * 10 + y3, m0 * 10 + m1, d0 * 10 + d1)
}

/// The year of a date that looks like one of the Solar Hijri calendar: `1402-11-08`, `۱۴۰۲/۱۱/۰۸`, `14021108` or `1402`.
pub(super) fn solar_hijri_year(text: &str) -> Option<u16> {
    // all those years begin with one of these
    if text.is_ascii() && !text.as_bytes().windows(2).any(|two| two == b"13" || two == b"14") {
        return None;
    }
    let latin = latin_digits(text.trim());
    let day = latin.split(['T', 't', ' ']).next()?;
    let parts: Vec<&str> = match day.split(['-', '/', '.']).collect::<Vec<_>>()[..] {
        [all] if all.len() == 8 && all.is_ascii() => vec![&all[..4], &all[4..6], &all[6..]],
        [day, month, year] if year.len() == 4 => vec![year, month, day],
        ref parts => parts.to_vec(),
    };
    let (year, rest) = parts.split_first()?;
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten();
    let highest = [12, 31];
    let fits = rest.len() <= highest.len()
        && rest.iter().zip(highest).all(|(part, most)| number(part).is_some_and(|n| (1..=most).contains(&n)));
    number(year).filter(|found| fits && year.len() == 4 && SOLAR_HIJRI_YEARS.contains(found))
}

fn date_exists(year: i16, month: i16, day: i16) -> bool {
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    Date::new(year, small(month), small(day)).is_ok()
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, then nothing, `Z` or an offset.
fn judge_time(text: &str) -> Judgement {
    let text = text.trim();
    let (clock, zone) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let (clock, fraction) = match clock.trim_end().split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (clock.trim_end(), "0"),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(parts) = numbers(clock, ':', &[2, 2, 2]).filter(|parts| parts.len() >= 2 && digits(fraction)) else {
        return Judgement::Otherwise;
    };
    let seconds = parts.get(2).copied().unwrap_or(0);
    match (clock_exists(parts[0], parts[1], seconds), zone_exists(zone)) {
        (true, Some(true)) => Judgement::Fine,
        (_, None) => Judgement::Otherwise,
        _ => Judgement::Impossible,
    }
}

/// A leap second's `:60` exists, and so does 24:00 at the end of a day.
fn clock_exists(hour: i16, minute: i16, second: i16) -> bool {
    let small = |number: i16| i8::try_from(number).unwrap_or(-1);
    let end_of_day = (hour, minute, second) == (24, 0, 0);
    end_of_day || Time::new(small(hour), small(minute), small(second.min(59)), 0).is_ok() && second <= 60
}

fn zone_exists(zone: &str) -> Option<bool> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(true);
    }
    let offset = &zone[1..];
    let spread = if offset.len() == 4 && offset.is_ascii() {
        format!("{}:{}", &offset[..2], &offset[2..])
    } else {
        offset.to_owned()
    };
    let parts = numbers(&spread, ':', &[2, 2])?;
    Some(parts[0] <= 23 && parts.get(1).is_none_or(|minutes| *minutes <= 59))
}

/// The numbers between `separator`s, if each has its `widths` of digits.
fn numbers(text: &str, separator: char, widths: &[usize]) -> Option<Vec<i16>> {
    let parts: Vec<&str> = text.split(separator).collect();
    if parts.len() > widths.len() {
        return None;
    }
    let number = |(part, width): (&&str, &usize)| {
        (part.len() == *width && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    parts.iter().zip(widths).map(number).collect()
}
