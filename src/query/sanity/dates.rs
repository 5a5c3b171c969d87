//! Whether the dates of a row can be: its end not before its start, its year that of its date, its source not before the event,
//! none in the future. Not responsible for today's date, which is given.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::model::crosswalk::plain_code;
use crate::model::dates::DateSpan;
use crate::model::written_date::DateOrder;
use crate::query::sanity::columns::Row;
use crate::query::sanity::finding::{Finding, Rule};

/// Years before are those of another calendar, which nobody holds against a Gregorian date here.
const FIRST_YEAR: i16 = 1500;
/// Events before are those of no table that is read here, and years of the Solar Hijri calendar begin about here.
const TOO_EARLY: i16 = 1300;
/// Day 0 of spreadsheets, as dates since March 1900 count.
const SERIAL_ZERO: Date = date(1899, 12, 30);
/// Spreadsheets' numbers of the days from 2009 to 2064.
const SERIALS: RangeInclusive<i32> = 40_000..=60_000;
/// Of a cell, so much is told.
const CHARS_MAX: usize = 60;
/// GDELT writes a time of day behind the eight digits of a day.
const STAMP_DIGITS: usize = 14;
const DAY_DIGITS: usize = 8;
const YEAR_DIGITS: usize = 4;

/// What is doubtful about the dates of `row`, where it is `today`.
pub(super) fn dates(row: &Row<'_, '_>, today: Option<Date>) -> Vec<Finding> {
    let dates = Dates::of(row);
    let none = row.columns.dates().filter_map(|column| no_date(row, column));
    let found = [dates.end_first(), dates.other_year(), dates.told_before()];
    let future = today.and_then(|today| dates.in_future(today));
    none.chain(found.into_iter().flatten()).chain(future).collect()
}

/// That a column of dates says none, or one too early for any event of such tables.
fn no_date(row: &Row<'_, '_>, column: &str) -> Option<Finding> {
    let text = row.said(Some(column))?;
    let code = plain_code(&text);
    let orders = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)];
    let is_date = orders.into_iter().any(|order| DateSpan::parse_written(code, order).is_ok());
    if is_date || !code.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let shown: String = code.chars().take(CHARS_MAX).collect();
    let message = match (leading_year(code), of_serial(code)) {
        (Some(year), _) if year < TOO_EARLY => {
            format!("{column} is {shown:?}: {year} is too early for what is told here")
        }
        // the reader tells of years of another calendar
        (Some(year), _) if year < FIRST_YEAR => return None,
        (_, Some(day)) => format!("{column} is {shown:?}, which is no date; as a serial number of Excel it is {day}"),
        _ => format!("{column} is {shown:?}, which is no date"),
    };
    Some(Finding { rule: Rule::DatesDisagree, column: column.to_owned(), value: text.into_owned(), message })
}

/// The year with which a date in the order of ISO 8601 begins.
fn leading_year(code: &str) -> Option<i16> {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = digits == YEAR_DIGITS || digits == DAY_DIGITS;
    code.get(..YEAR_DIGITS).filter(|_| is_year)?.parse().ok()
}

/// The day that a number is in a spreadsheet, if it is one of our times.
fn of_serial(code: &str) -> Option<Date> {
    let days: i32 = code.parse().ok().filter(|days| SERIALS.contains(days))?;
    SERIAL_ZERO.checked_add(days.days()).ok()
}

/// A date that a column says.
struct Told<'c> {
    column: &'c str,
    text: String,
    first: Date,
    last: Date,
}

struct Dates<'c> {
    start: Option<Told<'c>>,
    end: Option<Told<'c>>,
    /// The last day on which a source told of it.
    reported: Option<Told<'c>>,
    year: Option<(&'c str, String, i16)>,
}

impl<'c> Dates<'c> {
    fn of(row: &Row<'c, '_>) -> Self {
        let told = |column: Option<&'c str>| told(column?, row.said(column)?.into_owned());
        let columns = row.columns;
        let year = columns.year.and_then(|column| {
            let text = row.said(Some(column))?.into_owned();
            let year: i16 = plain_code(&text).parse().ok()?;
            Some((column, text, year)).filter(|_| (FIRST_YEAR..=9999).contains(&year))
        });
        let reported = columns.reported.and_then(|column| last_told(column, &row.said(Some(column))?));
        Self { start: told(columns.start), end: told(columns.end), reported, year }
    }

    /// The first and last day on which the event may have been.
    fn event(&self) -> Option<(Date, Date)> {
        let start = self.start.as_ref().or(self.end.as_ref())?;
        let end = self.end.as_ref().unwrap_or(start);
        Some((start.first, end.last.max(start.last)))
    }

    fn end_first(&self) -> Option<Finding> {
        let (start, end) = (self.start.as_ref()?, self.end.as_ref()?);
        (end.last < start.first).then(|| {
            let message = format!("{} is {}, before {}, which is {}", end.column, end.last, start.column, start.first);
            finding(Rule::DatesDisagree, end, message)
        })
    }

    fn other_year(&self) -> Option<Finding> {
        let (first, last) = self.event()?;
        let (column, text, year) = self.year.as_ref()?;
        let wrong = *year < first.year() || *year > last.year();
        let start = self.start.as_ref().or(self.end.as_ref())?;
        wrong.then(|| Finding {
            rule: Rule::DatesDisagree,
            column: (*column).to_owned(),
            value: text.clone(),
            message: format!("{column} is {year}, and {} is {}", start.column, start.first),
        })
    }

    fn told_before(&self) -> Option<Finding> {
        let (start, reported) = (self.start.as_ref()?, self.reported.as_ref()?);
        (reported.last < start.first).then(|| {
            let message = format!(
                "{} is {}, and {} is {}: the source is older than the event",
                reported.column, reported.last, start.column, start.first
            );
            finding(Rule::SourceBefore, reported, message)
        })
    }

    /// The first date that lies behind tomorrow, which somewhere on Earth is today already.
    fn in_future(&self, today: Date) -> Option<Finding> {
        let tomorrow = today.tomorrow().unwrap_or(today);
        let dates = [&self.start, &self.end, &self.reported].into_iter().flatten();
        let first = dates.into_iter().find(|told| told.first > tomorrow);
        if let Some(told) = first {
            let message = format!("{} is {}, and today is {today}", told.column, told.first);
            return Some(finding(Rule::FutureDate, told, message));
        }
        let (column, text, year) = self.year.as_ref().filter(|(_, _, year)| *year > tomorrow.year())?;
        let message = format!("{column} is {year}, and today is {today}");
        Some(Finding { rule: Rule::FutureDate, column: (*column).to_owned(), value: text.clone(), message })
    }
}

fn finding(rule: Rule, told: &Told<'_>, message: String) -> Finding {
    Finding { rule, column: told.column.to_owned(), value: told.text.clone(), message }
}

/// What a column says; nothing where day and month cannot be told apart.
fn told(column: &str, text: String) -> Option<Told<'_>> {
    let span = DateSpan::parse_written(plain_code(&text), None).ok()?;
    Some(Told { column, first: span.start?, last: span.end?, text })
}

/// The last of the dates of a column that may hold several; nothing where one of them is no date.
fn last_told<'c>(column: &'c str, text: &str) -> Option<Told<'c>> {
    let mut last: Option<Date> = None;
    for part in text.split(';').map(plain_code).filter(|part| !part.is_empty()) {
        let stamp = part.len() == STAMP_DIGITS && part.bytes().all(|byte| byte.is_ascii_digit());
        let day = if stamp { &part[..DAY_DIGITS] } else { part };
        last = last.max(DateSpan::parse(day).ok()?.end);
    }
    let last = last?;
    Some(Told { column, text: text.to_owned(), first: last, last })
}
