//! Dates that are counted from the day of publication, or from the date named before. Not responsible for those written out.

use jiff::civil::{Date, Weekday};

use crate::analysis::draft::calendar::{Expression, month, weekday};
use crate::analysis::draft::dates::{Reading, days_after};
use crate::analysis::draft::numbers::small_number;
use crate::model::dates::{DatePrecision, DateSpan};

/// Expressions that no day can be told of, longest first.
const VAGUE: [&[&str]; 28] = [
    &["from", "time", "to", "time"],
    &["for", "a", "long", "time"],
    &["in", "the", "recent", "past"],
    &["in", "the", "past"],
    &["in", "recent", "years"],
    &["in", "recent", "months"],
    &["in", "recent", "weeks"],
    &["in", "recent", "days"],
    &["in", "the", "meantime"],
    &["several", "years", "ago"],
    &["several", "months", "ago"],
    &["several", "weeks", "ago"],
    &["several", "days", "ago"],
    &["a", "few", "years", "ago"],
    &["a", "few", "months", "ago"],
    &["a", "few", "weeks", "ago"],
    &["a", "few", "days", "ago"],
    &["some", "time", "ago"],
    &["at", "that", "time"],
    &["at", "the", "time"],
    &["for", "many", "years"],
    &["for", "years"],
    &["for", "decades"],
    &["for", "months"],
    &["long", "ago"],
    &["recently"],
    &["lately"],
    &["afterwards"],
];
/// Words that make no weekday of a weekday's name: `Friday prayers`, `the Monday market`.
const NO_WEEKDAY: [&str; 6] = ["prayers", "prayer", "sermon", "mosque", "market", "times"];
/// Days in a week.
const WEEK: i64 = 7;
/// More units than this before the day of publication are not counted.
const UNITS_MAX: i16 = 500;

/// How many words at `at` are an expression of which no day can be told.
pub(super) fn vague(reading: &Reading, at: usize) -> Option<usize> {
    let words = &reading.words[at..];
    let same = |known: &&[&str]| {
        words.len() >= known.len() && known.iter().zip(words).all(|(known, word)| *known == word.plain)
    };
    let listed = VAGUE.iter().find(|known| same(known)).map(|known| known.len());
    // `Earlier, …` and `Next, …` open a sentence
    let opens = at == 0 && words[0].is_any(&["earlier", "next", "later"]);
    let comma = words.get(1).is_some_and(|next| next.gap.starts_with(','));
    listed.or((opens && comma).then_some(1))
}

/// The date that is counted from another day, at word `at`.
pub(super) fn relative(reading: &Reading, at: usize) -> Option<Expression> {
    this_day(reading, at)
        .or_else(|| unit_beside(reading, at))
        .or_else(|| part_of_unit(reading, at))
        .or_else(|| ago(reading, at))
        .or_else(|| past_units(reading, at))
        .or_else(|| on_weekday(reading, at))
        .or_else(|| back_reference(reading, at))
        .or_else(|| after_events(reading, at))
}

fn plain<'w>(reading: &'w Reading, at: usize) -> &'w str {
    reading.words.get(at).map(|word| word.plain.as_str()).unwrap_or_default()
}

fn this_day(reading: &Reading, at: usize) -> Option<Expression> {
    let days = match plain(reading, at) {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    Some(Expression::day(1, days_after(reading.published, days)))
}

/// The Monday of the week of `day`.
fn monday(day: Date) -> Date {
    days_after(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// The months that lie between, as a day in the month that is meant.
fn months_after(day: Date, months: i16) -> Option<Date> {
    let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

/// `last week`, `this month`, `next year`, `last April`, `last Tuesday`.
fn unit_beside(reading: &Reading, at: usize) -> Option<Expression> {
    let steps: i16 = match plain(reading, at) {
        "last" | "previous" => -1,
        "this" => 0,
        "next" | "coming" => 1,
        _ => return None,
    };
    let next = reading.words.get(at + 1).filter(|word| word.follows_directly())?;
    let published = reading.published;
    match next.plain.as_str() {
        "week" => {
            let first = days_after(monday(published), WEEK * i64::from(steps));
            let week = Expression::span(2, first, days_after(first, WEEK - 1));
            return Some(Expression { precision: DatePrecision::Week, ..week });
        }
        "month" => return Some(Expression::month(2, months_after(published, steps)?)),
        "year" => return Some(Expression::year(2, Date::new(published.year() + steps, 1, 1).ok()?)),
        _ => {}
    }
    if let Some(month) = month(next) {
        let years = [-1, 0, 1].map(|step| Date::new(published.year() + step, month, 1).ok());
        let this = published.first_of_month();
        let mut months = years.into_iter().flatten();
        let found = match steps {
            -1 => months.rfind(|month| *month < this),
            0 => months.find(|month| month.year() == published.year()),
            _ => months.find(|month| *month > this),
        };
        return Some(Expression::month(2, found?));
    }
    let day = weekday(next.text)?;
    let doubt = Some("which week is not certain");
    let day = if steps == 1 { upcoming(published, day) } else { before(days_after(published, -1), day) };
    Some(Expression { doubt, ..Expression::day(2, day) })
}

/// The last `weekday` that is not after `from`.
fn before(from: Date, weekday: Weekday) -> Date {
    days_after(from, -i64::from(from.weekday().since(weekday)))
}

/// The next `weekday` after `from`.
fn upcoming(from: Date, weekday: Weekday) -> Date {
    let first = days_after(from, 1);
    days_after(first, i64::from(first.weekday().until(weekday)))
}

/// `earlier this month`, `later this week`, `early this year`.
fn part_of_unit(reading: &Reading, at: usize) -> Option<Expression> {
    let later = match plain(reading, at) {
        "earlier" => false,
        "later" => true,
        _ => return None,
    };
    if plain(reading, at + 1) != "this" {
        return None;
    }
    let published = reading.published;
    let (first, last) = match plain(reading, at + 2) {
        "week" => (monday(published), days_after(monday(published), WEEK - 1)),
        "month" => (published.first_of_month(), published.last_of_month()),
        "year" => (published.first_of_year(), published.last_of_year()),
        _ => return None,
    };
    // `later this month` may lie behind the day of publication, too
    Some(Expression::span(3, first, if later { last } else { published }))
}

/// `three days ago`, `a year ago`.
fn ago(reading: &Reading, at: usize) -> Option<Expression> {
    let number = small_number(reading.words.get(at)?).filter(|number| *number <= UNITS_MAX)?;
    if plain(reading, at + 2) != "ago" {
        return None;
    }
    let published = reading.published;
    match plain(reading, at + 1) {
        "day" | "days" => Some(Expression::day(3, days_after(published, -i64::from(number)))),
        "week" | "weeks" => {
            let first = days_after(monday(published), -WEEK * i64::from(number));
            let week = Expression::span(3, first, days_after(first, WEEK - 1));
            Some(Expression { precision: DatePrecision::Week, ..week })
        }
        "month" | "months" => Some(Expression::month(3, months_after(published, -number)?)),
        "year" | "years" => Some(Expression::year(3, Date::new(published.year() - number, 1, 1).ok()?)),
        _ => None,
    }
}

/// `the past three years`, `the last 24 hours`, `the past week`.
fn past_units(reading: &Reading, at: usize) -> Option<Expression> {
    if !matches!(plain(reading, at), "past" | "last") {
        return None;
    }
    let counted = reading.words.get(at + 1).and_then(small_number).filter(|number| *number <= UNITS_MAX);
    let (number, unit_at) = counted.map_or((1, at + 1), |number| (number, at + 2));
    let published = reading.published;
    let start = match plain(reading, unit_at) {
        "hours" => days_after(published, -(i64::from(number) + 23) / 24),
        "day" | "days" => days_after(published, -i64::from(number)),
        "week" | "weeks" => days_after(published, -WEEK * i64::from(number)),
        "month" | "months" => {
            let month = months_after(published, -number)?;
            Date::new(month.year(), month.month(), published.day()).unwrap_or(month.last_of_month())
        }
        "year" | "years" => {
            let year = published.year() - number;
            Date::new(year, published.month(), published.day()).or_else(|_| Date::new(year, 2, 28)).ok()?
        }
        _ => return None,
    };
    Some(Expression::span(unit_at - at + 1, start, published))
}

/// `on Tuesday`, `Tuesday night`: the last one, or the next where the sentence tells of what is to come.
fn on_weekday(reading: &Reading, at: usize) -> Option<Expression> {
    let word = &reading.words[at];
    let day = weekday(word.text).filter(|_| word.is_capital())?;
    let follower = plain(reading, at + 1);
    let before_it = at.checked_sub(1).map(|before| &reading.words[before]);
    // `Bloody Friday` is a name
    let named = before_it.is_some_and(|before| at > 1 && before.is_capital() && word.follows_directly());
    if named || NO_WEEKDAY.contains(&follower) {
        return None;
    }
    let published = reading.published;
    let found = if reading.ahead { upcoming(published, day) } else { before(published, day) };
    let doubt = Some("the week is not written; the nearest one was taken");
    Some(Expression { doubt, ..Expression::day(1, found) })
}

/// `following these attacks`: after the first of those dated before.
fn after_events(reading: &Reading, at: usize) -> Option<Expression> {
    let events = ["attack", "attacks", "incident", "incidents", "strike", "strikes", "killings", "bombings", "clashes"];
    let after = matches!(plain(reading, at), "following" | "after");
    let pointing = matches!(plain(reading, at + 1), "these" | "those" | "this");
    let known = after && pointing && events.contains(&plain(reading, at + 2));
    let start = reading.first.filter(|_| known)?;
    let doubt = Some("counted from the dates named before");
    Some(Expression { words: 3, start: Some(start), end: None, precision: DatePrecision::After, doubt })
}

/// `then`, `the same day`, `the next day`: counted from the date named before.
fn back_reference(reading: &Reading, at: usize) -> Option<Expression> {
    let last = reading.last?;
    let same = |words: usize| {
        let DateSpan { start, end, precision, .. } = last.clone();
        Expression { words, start, end, precision, doubt: Some("counted from the date named before") }
    };
    match (plain(reading, at), plain(reading, at + 1)) {
        ("same" | "that", "day" | "night" | "month" | "year") => Some(same(2)),
        ("then", _) => {
            let before_it = at.checked_sub(1).map(|before| plain(reading, before)).unwrap_or_default();
            let conditional = reading.words.iter().any(|word| word.is_any(&["if", "when"]));
            match before_it {
                "since" => Some(same(1)),
                "had" | "was" | "were" | "has" if !conditional && last.start.is_some() => {
                    Some(Expression { end: None, precision: DatePrecision::After, ..same(1) })
                }
                _ => None,
            }
        }
        ("next" | "following", "day") if last.precision == DatePrecision::Day => {
            let day = days_after(last.end?, 1);
            Some(Expression { doubt: Some("counted from the date named before"), ..Expression::day(2, day) })
        }
        _ => None,
    }
}
