//! When a record was, by its columns: which say so, and how precisely. Not responsible for reading the text of a date.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::model::crosswalk::plain_code;
use crate::model::dates::{DateCoding, DatePrecision, DateSpan};
use crate::model::profile::Role;
use crate::model::profile::role_columns::RoleColumns;
use crate::model::written_date::DateOrder;

/// Columns of the first day, whose event has an open end where none is told.
const FIRST_DAYS: [&str; 2] = ["date_start", "start_date"];

/// By which names columns of dates are looked for where none is named.
static USUAL: LazyLock<RoleColumns> = LazyLock::new(RoleColumns::default);

/// What a column says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written<'r> {
    /// Nothing that could be a date.
    Nothing,
    /// Text.
    Text(Cow<'r, str>),
    /// A number, digit by digit.
    Number(Cow<'r, str>),
}

/// What a record says in the column of a name; `None` where it has no such column.
pub type CellOf<'f, 'r> = dyn Fn(&str) -> Option<Written<'r>> + 'f;

/// The columns of dates and how they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhenColumns {
    /// The column that is named, instead of the usual ones.
    pub own: Option<String>,
    /// The column of the last day, where one is named beside it.
    pub last: Option<String>,
    /// Which number of `03/04/2023` is the day, where that is known.
    pub order: Option<DateOrder>,
}

/// The columns that usually hold a date, the surest first.
#[must_use]
pub fn date_columns() -> &'static [String] {
    USUAL.names(Role::Date)
}

/// The columns that usually hold the last day.
#[must_use]
pub fn last_columns() -> &'static [String] {
    USUAL.names(Role::DateEnd)
}

impl WhenColumns {
    /// Whether a record has any of the columns.
    #[must_use]
    pub fn met(&self, cell: &CellOf) -> bool {
        let named = |column: &str| cell(column).is_some();
        self.own
            .as_deref()
            .map_or_else(|| date_columns().iter().chain(last_columns()).any(|column| named(column)), named)
    }

    /// When a record was, as precisely as its dataset's code says.
    #[must_use]
    pub fn span(&self, cell: &CellOf) -> Option<DateSpan> {
        let span = self.written(cell)?;
        let coding = |column: &&str| match cell(column)? {
            Written::Nothing => None,
            Written::Text(code) | Written::Number(code) => DateCoding::of_column(column, &code),
        };
        match DateCoding::COLUMNS.iter().find_map(coding) {
            Some(coding) => Some(span.coded(coding)),
            None => Some(span),
        }
    }

    /// The columns that tell the first and the last day of a record: the surest of those in which a date stands.
    #[must_use]
    pub fn deciding(&self, cell: &CellOf) -> [Option<&str>; 2] {
        let tells = |column: &&str| cell(column).is_some_and(|written| self.date(&written).is_some());
        if let Some(own) = &self.own {
            return [Some(own.as_str()).filter(tells), self.last.as_deref().filter(tells)];
        }
        let last = last_columns().iter().map(String::as_str).find(tells);
        let first = FIRST_DAYS.into_iter().find(|column| cell(column).is_some());
        let first = match first.filter(tells) {
            None if first.is_none() || last.is_none() => date_columns().iter().map(String::as_str).find(tells),
            told => told,
        };
        [first, last]
    }

    /// When a record was, as its columns are written.
    fn written(&self, cell: &CellOf) -> Option<DateSpan> {
        let [first, last] = self.deciding(cell);
        let date_in = |column: &str| self.date(&cell(column)?);
        let (span, last) = (first.and_then(date_in), last.and_then(date_in));
        let end = last.as_ref().and_then(|last| last.end);
        if last.is_some() && self.own.is_some() || first.is_some_and(|first| FIRST_DAYS.contains(&first)) {
            let start = span.and_then(|span| span.start);
            return DateSpan::new(start, end, precision(start, end)).ok();
        }
        match end {
            Some(end) if span.as_ref().is_none_or(|span| span.end != Some(end)) => {
                let start = span.and_then(|span| span.start);
                DateSpan::new(start, Some(end), precision(start, Some(end))).ok()
            }
            _ => span,
        }
    }

    fn date(&self, written: &Written) -> Option<DateSpan> {
        match written {
            Written::Nothing => None,
            Written::Text(text) => DateSpan::parse_written(text, self.order).ok(),
            Written::Number(digits) => DateSpan::parse(plain_code(digits)).ok(),
        }
    }
}

fn precision(start: Option<Date>, end: Option<Date>) -> DatePrecision {
    if start.is_some() && start == end { DatePrecision::Day } else { DatePrecision::Span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Written<'_> {
        Written::Text(Cow::Borrowed(text))
    }

    #[test]
    fn a_record_was_when_its_columns_say() {
        let span = |cells: &[(&str, Written<'static>)]| {
            let cell = |name: &str| cells.iter().find(|(known, _)| *known == name).map(|(_, cell)| cell.clone());
            let span = WhenColumns::default().span(&cell)?;
            Some((span.start.map(|day| day.to_string()), span.end.map(|day| day.to_string())))
        };
        let days = span(&[("date_start", text("2019-04-18")), ("date_end", text("2019-04-20"))]);
        assert_eq!(days, Some((Some("2019-04-18".into()), Some("2019-04-20".into()))));
        let open = span(&[("date_start", text("2019-04-18")), ("date_end", Written::Nothing)]);
        assert_eq!(open, Some((Some("2019-04-18".into()), None)));
        let year = span(&[("year", Written::Number(Cow::Borrowed("2019")))]);
        assert_eq!(year, Some((Some("2019-01-01".into()), Some("2019-12-31".into()))));
        assert_eq!(span(&[("date", text("soon"))]), None);
    }
}
