//! Dates as people write them: `18/01/2023`, `Wed 18 January 2023`, and which of two numbers is the day.
//! Not responsible for ISO 8601, which leaves nothing to find out.

use jiff::civil::{Date, Weekday};
use thiserror::Error;

/// Which number of a date such as `03/04/2023` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// A date as it is written, read as far as its text alone allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    day_first: Option<Date>,
    month_first: Option<Date>,
    weekday: Option<Weekday>,
}

/// Why the order of day and month of a whole column is not known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OrderError {
    /// No date of it tells.
    #[error("of {dates} dates such as {example:?}, none tells which number is the day")]
    Ambiguous {
        /// How many there are.
        dates: u64,
        /// The first.
        example: String,
    },
    /// Its dates tell different things.
    #[error("{day_first:?} has the day first, {month_first:?} the month")]
    Mixed {
        /// A date whose first number is the day.
        day_first: String,
        /// A date whose second number is the day.
        month_first: String,
    },
}

/// The names of months and weekdays begin so, in English.
const NAME_LETTERS: usize = 3;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl WrittenDate {
    /// What `text` says: two numbers and a year of four digits between `/`, `.`, `-` or blanks, or a day, an English month
    /// and a year; a weekday may stand beside them. `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(['/', '.', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
        let weekday = parts.iter().find_map(|part| weekday_named(part));
        let rest: Vec<&str> = parts.into_iter().filter(|part| weekday_named(part).is_none()).collect();
        let [first, second, year] = rest[..] else { return None };
        let year: i16 = Some(year).filter(|year| year.len() == 4 && digits(year))?.parse().ok()?;
        let date = |day: &str, month: i8| Date::new(year, month, small(day)?).ok();
        let named = match (month_named(first), month_named(second)) {
            (None, Some(month)) => Some(date(first, month)?),
            (Some(month), None) => Some(date(second, month)?),
            _ => None,
        };
        if let Some(date) = named {
            return Some(Self { day_first: Some(date), month_first: Some(date), weekday });
        }
        let day_first = small(second).and_then(|month| date(first, month));
        let month_first = small(first).and_then(|month| date(second, month));
        (day_first.is_some() || month_first.is_some()).then_some(Self { day_first, month_first, weekday })
    }

    /// The date, where its text leaves no choice or `order` makes it; `None` where it does not exist or falls on another
    /// weekday than the text says.
    #[must_use]
    pub fn date(&self, order: Option<DateOrder>) -> Option<Date> {
        match (self.sound(self.day_first), self.sound(self.month_first), order) {
            (found, _, Some(DateOrder::DayFirst)) | (_, found, Some(DateOrder::MonthFirst)) => found,
            (Some(one), Some(other), None) => Some(one).filter(|one| *one == other),
            (one, other, None) => one.or(other),
        }
    }

    /// Whether the date exists and falls on another weekday than the text says: in this order, or without one in any.
    #[must_use]
    pub fn wrong_weekday(&self, order: Option<DateOrder>) -> bool {
        let exists = match order {
            Some(DateOrder::DayFirst) => self.day_first.is_some(),
            Some(DateOrder::MonthFirst) => self.month_first.is_some(),
            None => true,
        };
        // with no order a date that is sound in both is a choice, and one that is sound in one is that one
        let sound = self.sound(self.day_first).or(self.sound(self.month_first));
        exists && self.date(order).is_none() && (order.is_some() || sound.is_none())
    }

    /// Its year.
    pub(super) fn year(&self) -> i16 {
        self.day_first.or(self.month_first).map_or(0, Date::year)
    }

    /// The order that this date can have only.
    fn order(&self) -> Option<DateOrder> {
        match (self.sound(self.day_first), self.sound(self.month_first)) {
            (Some(_), None) => Some(DateOrder::DayFirst),
            (None, Some(_)) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether the order makes a difference.
    fn turns(&self) -> bool {
        self.day_first != self.month_first
    }

    /// `date`, unless it falls on another weekday.
    fn sound(&self, date: Option<Date>) -> Option<Date> {
        date.filter(|date| self.weekday.is_none_or(|weekday| date.weekday() == weekday))
    }
}

/// What the dates of a whole column tell of their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    dates: u64,
    example: Option<String>,
    day_first: Option<String>,
    month_first: Option<String>,
}

impl OrderEvidence {
    /// Takes in one more cell of the column.
    pub fn look(&mut self, text: &str) {
        let Some(date) = WrittenDate::read(text).filter(WrittenDate::turns) else { return };
        self.dates += 1;
        self.example.get_or_insert_with(|| text.to_owned());
        match date.order() {
            Some(DateOrder::DayFirst) => self.day_first.get_or_insert_with(|| text.to_owned()),
            Some(DateOrder::MonthFirst) => self.month_first.get_or_insert_with(|| text.to_owned()),
            None => return,
        };
    }

    /// The same, with what a part of the column that comes behind tells.
    #[must_use]
    pub fn joined(self, behind: Self) -> Self {
        Self {
            dates: self.dates + behind.dates,
            example: self.example.or(behind.example),
            day_first: self.day_first.or(behind.day_first),
            month_first: self.month_first.or(behind.month_first),
        }
    }

    /// The order of the column; `None` where no date needs one.
    ///
    /// # Errors
    /// [`OrderError`] when its dates do not tell, or tell different things.
    pub fn order(&self) -> Result<Option<DateOrder>, OrderError> {
        match (&self.day_first, &self.month_first, &self.example) {
            (Some(day_first), Some(month_first), _) => {
                Err(OrderError::Mixed { day_first: day_first.clone(), month_first: month_first.clone() })
            }
            (Some(_), None, _) => Ok(Some(DateOrder::DayFirst)),
            (None, Some(_), _) => Ok(Some(DateOrder::MonthFirst)),
            (None, None, Some(example)) => Err(OrderError::Ambiguous { dates: self.dates, example: example.clone() }),
            (None, None, None) => Ok(None),
        }
    }
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number of one or two digits.
fn small(text: &str) -> Option<i8> {
    let text = text.strip_suffix("st").or(text.strip_suffix("nd")).or(text.strip_suffix("rd")).unwrap_or(text);
    let text = text.strip_suffix("th").unwrap_or(text);
    (digits(text) && text.len() <= 2).then(|| text.parse().ok()).flatten()
}

/// The number of the month of this English name, whole or of three letters (`sept` too), in upper or lower case.
#[must_use]
pub fn month_named(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let number = MONTHS.iter().position(|month| *month == lower || (*month == "sep" && lower == "sept"));
    let number = number.or_else(|| MONTH_NAMES.iter().position(|month| *month == lower))?;
    i8::try_from(number + 1).ok()
}

/// The weekday of this English name, whole or shortened to three letters or more, in upper or lower case.
#[must_use]
pub fn weekday_named(text: &str) -> Option<Weekday> {
    let lower = text.to_lowercase();
    let called = |name: &str| lower.len() >= NAME_LETTERS && name.starts_with(&lower);
    let other = ["tues", "thur", "thurs"].contains(&lower.as_str());
    WEEKDAYS.iter().find(|(name, _)| called(name) || (other && name.starts_with(&lower[..4]))).map(|(_, day)| *day)
}
