//! Dates that a text writes out: days, months and years, of the Gregorian and the Solar Hijri calendar. Not responsible for
//! those that are counted from another day.

use jiff::civil::{Date, Weekday};

use crate::analysis::draft::dates::{Reading, days_after};
use crate::analysis::draft::words::Word;
use crate::model::dates::{DatePrecision, DateSpan};
use crate::model::written_date::{month_named, weekday_named};

/// A date as far as its own words go.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expression {
    /// How many words it takes.
    pub(super) words: usize,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) precision: DatePrecision,
    pub(super) doubt: Option<&'static str>,
}

impl Expression {
    pub(super) fn day(words: usize, day: Date) -> Self {
        Self { words, start: Some(day), end: Some(day), precision: DatePrecision::Day, doubt: None }
    }

    pub(super) fn span(words: usize, start: Date, end: Date) -> Self {
        Self { words, start: Some(start), end: Some(end), precision: DatePrecision::Span, doubt: None }
    }

    pub(super) fn month(words: usize, in_it: Date) -> Self {
        let (start, end) = (in_it.first_of_month(), in_it.last_of_month());
        Self { precision: DatePrecision::Month, ..Self::span(words, start, end) }
    }

    pub(super) fn year(words: usize, in_it: Date) -> Self {
        let (start, end) = (in_it.first_of_year(), in_it.last_of_year());
        Self { precision: DatePrecision::Year, ..Self::span(words, start, end) }
    }

    fn doubted(self, doubt: Option<&'static str>) -> Self {
        Self { doubt, ..self }
    }

    /// Words that are a date which cannot be told.
    fn unknown(words: usize, doubt: &'static str) -> Self {
        Self { words, start: None, end: None, precision: DatePrecision::Unknown, doubt: Some(doubt) }
    }
}

/// Months of the Solar Hijri calendar, and how they are spelt in Latin letters.
const SOLAR_MONTHS: [&[&str]; 12] = [
    &["farvardin", "hamal"],
    &["ordibehesht", "sawr"],
    &["khordad", "jawza"],
    &["tir", "saratan"],
    &["mordad", "asad"],
    &["shahrivar", "sunbula"],
    &["mehr", "mizan"],
    &["aban", "aqrab"],
    &["azar", "qaws"],
    &["dey", "jadi"],
    &["bahman", "dalw"],
    &["esfand", "hut"],
];
/// Words before a month's name that stands alone: `May` and `March` are words of their own, too.
const BEFORE_MONTHS: [&str; 18] = [
    "in", "last", "this", "next", "since", "by", "until", "till", "during", "early", "late", "mid", "from", "to",
    "between", "before", "after", "of",
];
/// What follows a number that is no year.
const COUNTED: [&str; 18] = [
    "people",
    "persons",
    "men",
    "women",
    "children",
    "soldiers",
    "militants",
    "troops",
    "civilians",
    "km",
    "kilometres",
    "kilometers",
    "miles",
    "metres",
    "meters",
    "dollars",
    "families",
    "villages",
];
/// Years that a number of four digits may be.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;
const SOLAR_YEARS: std::ops::RangeInclusive<i16> = 1300..=1500;

const NO_DAY: &str = "there is no such day";
const NO_YEAR: Option<&'static str> = Some("the year is not written; the nearest one that fits was taken");

/// The month that `word` names, from 1.
pub(super) fn month(word: &Word) -> Option<i8> {
    month_named(&word.plain).filter(|_| word.is_capital())
}

/// The weekday that `text` names in full: `sun` and `sat` are words of their own.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    let bare = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s")).unwrap_or(text);
    weekday_named(bare).filter(|_| bare.to_lowercase().ends_with("day"))
}

/// The number that `word` writes with digits only.
pub(super) fn digits(word: &Word) -> Option<i16> {
    (word.text.chars().count() <= 4).then(|| word.number()).flatten().and_then(|number| number.try_into().ok())
}

/// The day of the month that `word` writes: `30`, `3rd`.
fn day_number(word: &Word) -> Option<i8> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.plain.strip_suffix(ending));
    let number: i8 = match bare {
        Some(bare) => bare.parse().ok()?,
        None => digits(word)?.try_into().ok()?,
    };
    (1..=31).contains(&number).then_some(number)
}

/// `16-18`, `16–18` is written as one word or two.
fn day_range(word: &Word) -> Option<(i8, i8)> {
    let (first, last) = word.text.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (1 <= first && first < last && last <= 31).then_some((first, last))
}

fn year(word: &Word) -> Option<i16> {
    let number = digits(word).filter(|_| word.text.chars().count() == 4)?;
    YEARS.contains(&number).then_some(number)
}

/// Whether only blanks, a comma or the full stop of an abbreviation part `word` from the one before.
fn linked(word: &Word) -> bool {
    word.gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.')) && word.gap.len() <= 3
}

/// The date that is written at word `at`.
pub(super) fn absolute(reading: &Reading, at: usize) -> Option<Expression> {
    iso(reading, at)
        .or_else(|| slashed(reading, at))
        .or_else(|| solar(reading, at))
        .or_else(|| month_first(reading, at))
        .or_else(|| day_first(reading, at))
        .or_else(|| bare_month(reading, at))
        .or_else(|| bare_year(reading, at))
}

fn iso(reading: &Reading, at: usize) -> Option<Expression> {
    let text = reading.words[at].text;
    let hyphened = text.matches('-').count() == 2 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    let span = hyphened.then(|| DateSpan::parse(text).ok()).flatten()?;
    Some(Expression::day(1, span.start?))
}

/// `18/01/2023`: a day only where the numbers say which of them is the day.
fn slashed(reading: &Reading, at: usize) -> Option<Expression> {
    let [first, second, third] = reading.words.get(at..at + 3)? else { return None };
    let parts = second.gap == third.gap && matches!(second.gap, "/" | ".") && year(third).is_some();
    if !parts || digits(first).is_none() || digits(second).is_none() {
        return None;
    }
    let text = format!("{}/{}/{}", first.text, second.text, third.text);
    let day = DateSpan::parse_written(&text, None).ok().and_then(|span| span.start);
    let unclear = "which number is the day is not guessed";
    Some(day.map_or_else(|| Expression::unknown(3, unclear), |day| Expression::day(3, day)))
}

/// `8 Bahman 1402`, `Bahman 1402`.
fn solar(reading: &Reading, at: usize) -> Option<Expression> {
    let month_of = |number: usize| {
        let word = reading.words.get(number).filter(|word| word.is_capital())?;
        SOLAR_MONTHS
            .iter()
            .position(|names| names.contains(&word.plain.as_str()))
            .and_then(|m| i8::try_from(m + 1).ok())
    };
    let year_of = |number: usize| digits(reading.words.get(number)?).filter(|year| SOLAR_YEARS.contains(year));
    if let (Some(month), Some(year)) = (month_of(at), year_of(at + 1)) {
        let (start, next) = (solar_day(year, month, 1)?, solar_day(year + month_carry(month), month % 12 + 1, 1)?);
        let span = Expression::span(2, start, days_after(next, -1));
        return Some(Expression { precision: DatePrecision::Span, ..span });
    }
    let (day, month, year) = (day_number(&reading.words[at])?, month_of(at + 1)?, year_of(at + 2)?);
    let day = solar_day(year, month, day);
    Some(day.map_or_else(|| Expression::unknown(3, NO_DAY), |day| Expression::day(3, day)))
}

fn month_carry(month: i8) -> i16 {
    i16::from(month == 12)
}

/// The Gregorian day of a Solar Hijri date, by the 33-year cycle of leap years, which holds for the years 1343 to 1472.
///
/// # Source
/// 1 Farvardin 1375 was 20 March 1996; years with the remainders 1, 5, 9, 13, 17, 22, 26 and 30 of 33 have 366 days.
fn solar_day(year: i16, month: i8, day: i8) -> Option<Date> {
    const LEAP: [i16; 8] = [1, 5, 9, 13, 17, 22, 26, 30];
    let origin = Date::new(1996, 3, 20).ok()?;
    let length = |year: i16| 365 + i64::from(LEAP.contains(&year.rem_euclid(33)));
    let years: i64 = if year >= 1375 { (1375..year).map(length).sum() } else { -(year..1375).map(length).sum::<i64>() };
    let month = i64::from(month);
    let months = if month <= 7 { (month - 1) * 31 } else { 6 * 31 + (month - 7) * 30 };
    let day_fits = day <= if month <= 6 { 31 } else { 30 };
    day_fits.then(|| days_after(origin, years + months + i64::from(day) - 1))
}

/// `September 30, 2022`, `Jan. 29`, `January 16-18`, `April 2019`.
fn month_first(reading: &Reading, at: usize) -> Option<Expression> {
    let month = month(&reading.words[at])?;
    let next = reading.words.get(at + 1).filter(|word| linked(word))?;
    if let Some(year) = year(next) {
        return Some(Expression::month(2, Date::new(year, month, 1).ok()?));
    }
    let (first, last) = day_range(next).or_else(|| day_number(next).map(|day| (day, day)))?;
    let after = reading.words.get(at + 2).filter(|word| linked(word)).and_then(year);
    dated(reading, (first, last), month, after.map_or((2, None), |year| (3, Some(year))))
}

/// `30 September 2022`, `the 3rd of April`.
fn day_first(reading: &Reading, at: usize) -> Option<Expression> {
    let (first, last) = day_range(&reading.words[at]).or_else(|| {
        let day = day_number(&reading.words[at])?;
        Some((day, day))
    })?;
    let of = usize::from(reading.words.get(at + 1).is_some_and(|word| word.plain == "of"));
    let month_at = at + 1 + of;
    let month = reading.words.get(month_at).filter(|word| linked(word)).and_then(month)?;
    let after = reading.words.get(month_at + 1).filter(|word| linked(word)).and_then(year);
    let words = 2 + of;
    dated(reading, (first, last), month, after.map_or((words, None), |year| (words + 1, Some(year))))
}

fn dated(
    reading: &Reading,
    (first, last): (i8, i8),
    month: i8,
    (words, year): (usize, Option<i16>),
) -> Option<Expression> {
    let doubt = if year.is_some() { None } else { NO_YEAR };
    let start = match year {
        Some(year) => Date::new(year, month, first).ok(),
        None => nearest(reading, month, first),
    };
    let end = start.and_then(|start| Date::new(start.year(), month, last).ok());
    // neither the month alone nor another day: `31 February 2023` is wrong, and its 31 is no number of people
    let Some((start, end)) = start.zip(end) else { return Some(Expression::unknown(words, NO_DAY)) };
    let found = if first == last { Expression::day(words, start) } else { Expression::span(words, start, end) };
    Some(found.doubted(doubt))
}

/// The day of a year that is not written: the nearest one where the sentence tells of what is to come, else the last one.
fn nearest(reading: &Reading, month: i8, day: i8) -> Option<Date> {
    let published = reading.published;
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
    let away = |day: &Date| (*day - published).get_days().unsigned_abs();
    if reading.ahead { days.min_by_key(away) } else { days.filter(|day| *day <= published).max() }
}

/// `in April`: a month that stands alone.
fn bare_month(reading: &Reading, at: usize) -> Option<Expression> {
    let word = &reading.words[at];
    let middle = word.text.split_once('-').filter(|(mid, _)| mid.eq_ignore_ascii_case("mid"));
    let number = match middle {
        Some((_, name)) => month_named(name)?,
        None => month(word)?,
    };
    let before = at.checked_sub(1).map(|before| &reading.words[before]);
    if middle.is_none() && !before.is_some_and(|word| word.is_any(&BEFORE_MONTHS)) {
        return None;
    }
    if let Some(year) = reading.words.get(at + 1).filter(|word| linked(word)).and_then(year) {
        return Some(Expression::month(2, Date::new(year, number, 1).ok()?));
    }
    Some(Expression::month(1, nearest(reading, number, 1)?).doubted(NO_YEAR))
}

/// `2012`, `mid-2023`, `the 1990s`.
fn bare_year(reading: &Reading, at: usize) -> Option<Expression> {
    let word = &reading.words[at];
    if let Some(decade) = word.plain.strip_suffix("0s").and_then(|digits| digits.parse::<i16>().ok())
        && YEARS.contains(&(decade.checked_mul(10)?))
    {
        let (first, last) = (Date::new(decade * 10, 1, 1).ok()?, Date::new(decade * 10 + 9, 12, 31).ok()?);
        return Some(Expression::span(1, first, last));
    }
    let middle = word.text.strip_prefix("mid-").and_then(|year| year.parse().ok()).filter(|year| YEARS.contains(year));
    let next = reading.words.get(at + 1).filter(|next| next.follows_directly());
    let counted = next.is_some_and(|next| next.is_any(&COUNTED));
    let amount = word.gap.trim_end().ends_with(['$', '#', '£', '€', '₹', '/']);
    let number = middle.or_else(|| year(word).filter(|_| !counted && !amount))?;
    Some(Expression::year(1, Date::new(number, 1, 1).ok()?))
}
