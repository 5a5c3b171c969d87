//! Dates in running text, as spans against the day of publication. Not responsible for which event they belong to.

use jiff::Span as Length;
use jiff::civil::Date;

use crate::analysis::draft::calendar::{Expression, absolute, weekday};
use crate::analysis::draft::relative::{relative, vague};
use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::words::{Word, written};
use crate::model::dates::{DatePrecision, DateSpan};

/// A date that a text names.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    /// The first character, in the text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// When, as far as the words say; its own words are in `as_written`.
    pub span: DateSpan,
    /// What was inferred, or cannot be.
    pub doubt: Option<&'static str>,
}

/// What dates are counted from.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    /// The day of publication.
    pub(super) published: Date,
    /// The date last named in the text before this sentence, that `then` refers to.
    pub(super) last: Option<DateSpan>,
    /// The first day of the dates of the sentence that named it, from which on `these attacks` were.
    pub(super) first: Option<Date>,
}

/// Words that tell of what is to come, by which a date without its year is looked for ahead.
const AHEAD: [&str; 11] =
    ["will", "would", "shall", "scheduled", "planned", "plans", "expected", "due", "upcoming", "next", "may"];

/// What a date is read from: words, where to begin, and what is known of the day.
pub(super) struct Reading<'w, 't> {
    pub(super) words: &'w [Word<'t>],
    pub(super) published: Date,
    /// Whether the sentence tells of what is to come.
    pub(super) ahead: bool,
    pub(super) last: Option<&'w DateSpan>,
    pub(super) first: Option<Date>,
}

/// The dates that `sentence`, whose words are given, names, in order.
pub(super) fn date_mentions(sentence: &Sentence, words: &[Word], clock: &Clock) -> Vec<DateMention> {
    let ahead = words.iter().any(|word| word.is_any(&AHEAD) && word.text != "May");
    let mut found: Vec<DateMention> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let last = found.iter().rev().map(|met| &met.span).find(|span| is_known(span)).or(clock.last.as_ref());
        let reading = Reading { words, published: clock.published, ahead, last, first: clock.first };
        match mention(sentence, &reading, at) {
            Some((next, met)) => {
                found.push(met);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether anything is known of when it is.
pub(super) fn is_known(span: &DateSpan) -> bool {
    span.start.is_some() || span.end.is_some()
}

/// The date that begins at word `at`, and where to read on.
fn mention(sentence: &Sentence, reading: &Reading, at: usize) -> Option<(usize, DateMention)> {
    if let Some(length) = vague(reading, at) {
        let span = DateSpan::new(None, None, DatePrecision::Unknown).ok()?;
        return Some((at + length, told(sentence, reading, (at, at + length), (span, Some("kept as words")))));
    }
    let first = expression(reading, at)?;
    let (span, from, to) = ranged(reading, at, &first)
        .or_else(|| prefixed(reading, at, &first))
        .unwrap_or_else(|| (whole(&first), at, at + first.words));
    Some((to, told(sentence, reading, (from, to), (span, first.doubt))))
}

fn told(
    sentence: &Sentence,
    reading: &Reading,
    (from, to): (usize, usize),
    (span, doubt): (DateSpan, Option<&'static str>),
) -> DateMention {
    let as_written = written(sentence.text, reading.words, from, to - 1).to_owned();
    DateMention {
        start: reading.words[from].start,
        end: reading.words[to - 1].end,
        span: DateSpan { as_written: Some(as_written), ..span },
        doubt,
    }
}

/// A date that is written or counted from the day of publication.
fn expression(reading: &Reading, at: usize) -> Option<Expression> {
    with_weekday(reading, at).or_else(|| absolute(reading, at)).or_else(|| relative(reading, at))
}

/// `Friday, September 30, 2022`: a weekday beside the date that it belongs to.
fn with_weekday(reading: &Reading, at: usize) -> Option<Expression> {
    let named = weekday(reading.words[at].text)?;
    let date = (at + 1 < reading.words.len()).then(|| absolute(reading, at + 1)).flatten()?;
    if date.precision != DatePrecision::Day {
        return None;
    }
    let other = date.start.is_some_and(|day| day.weekday() != named);
    let doubt = if other { Some("the weekday is that of another day") } else { date.doubt };
    Some(Expression { words: date.words + 1, doubt, ..date })
}

fn whole(found: &Expression) -> DateSpan {
    DateSpan { start: found.start, end: found.end, precision: found.precision, as_written: None }
}

/// `from January to March 2023`, `between 3 and 5 April`: one span from the first to the last day.
fn ranged(reading: &Reading, at: usize, first: &Expression) -> Option<(DateSpan, usize, usize)> {
    let before = at.checked_sub(1).map(|before| reading.words[before].plain.as_str());
    let joint = at + first.words;
    let link = reading.words.get(joint)?;
    let linked = match before {
        Some("between") => link.plain == "and",
        Some("from") => link.is_any(&["to", "until", "till", "through"]),
        _ => link.is_any(&["to", "through"]),
    };
    if !linked || !link.follows_directly() || joint + 1 >= reading.words.len() {
        return None;
    }
    let second = absolute(reading, joint + 1)?;
    let mut start = first.start?;
    let end = second.end?;
    if first.doubt.is_some() && second.doubt.is_none() {
        // the year is written once, behind the second
        start = Date::new(end.year(), start.month(), start.day()).ok()?;
    }
    let span = DateSpan::new(Some(start), Some(end), DatePrecision::Span).ok()?;
    let from = if matches!(before, Some("between" | "from")) { at - 1 } else { at };
    Some((span, from, joint + 1 + second.words))
}

/// `by January 26`, `since 2012`: what the word before a date makes of it.
fn prefixed(reading: &Reading, at: usize, found: &Expression) -> Option<(DateSpan, usize, usize)> {
    let known = found.start.is_some() || found.end.is_some();
    let from = at.checked_sub(1).filter(|_| known && reading.words[at].follows_directly())?;
    let (start, end, precision) = match reading.words[from].plain.as_str() {
        "by" | "until" | "till" | "before" => (None, found.end, DatePrecision::Before),
        "after" | "following" => (found.start, None, DatePrecision::After),
        "since" => (found.start, Some(reading.published), DatePrecision::Span),
        _ => return None,
    };
    let span = DateSpan::new(start, end, precision).ok()?;
    Some((span, from, at + found.words))
}

/// `days` after `day`, as far as the calendar goes.
pub(super) fn days_after(day: Date, days: i64) -> Date {
    day.checked_add(Length::new().days(days)).unwrap_or(day)
}
