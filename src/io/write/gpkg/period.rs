//! The columns that say when, and the days between which all records are. Not responsible for dates in words.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Column, ColumnKind};
use crate::model::profile::Role;
use crate::model::profile::role_columns::{RoleColumns, is_called};

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
        let timed = |name: &String| {
            let is_one = |column: &Column| {
                is_called(&column.name, name) && matches!(column.kind, ColumnKind::Date | ColumnKind::Moment)
            };
            columns.iter().position(is_one)
        };
        let usual = RoleColumns::default();
        let of_role = |role: Role| usual.names(role).iter().find_map(timed);
        Some(Self { start: of_role(Role::Date)?, end: of_role(Role::DateEnd), days: None })
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
