//! The columns that say when, and the days between which all records are. Not responsible for dates in words.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Column, ColumnKind};

/// Columns of first days, and of last days, that go together.
const PAIRS: [[&str; 2]; 3] = [["date_start", "date_end"], ["start_date", "end_date"], ["first_date", "last_date"]];
/// Columns of single days.
const SINGLE: [&str; 5] = ["date", "event_date", "date_start", "day", "datetime"];

/// When the records of a table are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    /// The number of the column of first days, and of last days where there is one.
    pub(super) start: usize,
    pub(super) end: Option<usize>,
    /// The first and the last day of all.
    pub(super) days: Option<[Date; 2]>,
}

impl Period {
    /// The columns that say when; `None` where none is one of days.
    pub(super) fn of(columns: &[Column]) -> Option<Self> {
        let timed = |name: &str| {
            let is_one = |column: &Column| {
                column.name.eq_ignore_ascii_case(name) && matches!(column.kind, ColumnKind::Date | ColumnKind::Moment)
            };
            columns.iter().position(is_one)
        };
        let of_pair =
            |[start, end]: &[&str; 2]| Some(Self { start: timed(start)?, end: Some(timed(end)?), days: None });
        let single = || SINGLE.iter().find_map(|name| timed(name)).map(|start| Self { start, end: None, days: None });
        PAIRS.iter().find_map(of_pair).or_else(single)
    }

    /// Takes in when a record is.
    pub(super) fn take_in(&mut self, cells: &[Datum]) {
        for column in [Some(self.start), self.end].into_iter().flatten() {
            let day = match cells.get(column) {
                Some(Datum::Date(day)) => *day,
                Some(Datum::Moment(moment)) => TimeZone::UTC.to_datetime(*moment).date(),
                _ => continue,
            };
            let [first, last] = self.days.unwrap_or([day, day]);
            self.days = Some([first.min(day), last.max(day)]);
        }
    }
}
