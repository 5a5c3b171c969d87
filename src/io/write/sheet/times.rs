//! Which columns of a sheet tell when a record began and ended. Not responsible for reading dates.

use jiff::civil::Date;

use crate::io::write::sheet::kind::ColumnKind;
use crate::io::write::sheet::whole::Column;
use crate::model::dates::EPOCH;
use crate::model::profile::Role;
use crate::model::profile::role_columns::{RoleColumns, is_called};

/// The columns of the first and of the last day, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::io::write) struct TimeColumns {
    pub(in crate::io::write) first: Option<usize>,
    pub(in crate::io::write) last: Option<usize>,
}

impl TimeColumns {
    pub(in crate::io::write) fn of(columns: &[Column]) -> Self {
        let is_time = |at: &usize| matches!(columns[*at].kind, ColumnKind::Date | ColumnKind::Moment);
        // a day that is not called one of the event may be that of its coding
        let usual = RoleColumns::default();
        let with_role = |name: &String| columns.iter().position(|column| is_called(&column.name, name));
        let of_role = |role: Role| usual.names(role).iter().filter_map(with_role).find(is_time);
        Self { first: of_role(Role::Date), last: of_role(Role::DateEnd) }
    }
}

/// The days since 1970-01-01 to a day.
pub(in crate::io::write) fn day_number(day: Date) -> i32 {
    EPOCH.until(day).map_or(0, |span| span.get_days())
}
