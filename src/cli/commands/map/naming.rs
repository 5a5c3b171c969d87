//! The columns by which the page knows when, who and what, filled from those that an input or a mapping names otherwise.
//! Not responsible for places.

use serde_json::Value;

use crate::cli::args;
use crate::cli::dates::DateColumns;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::report::Report;
use crate::model::feature::{Feature, cell_text};
use crate::model::profile::Role;
use crate::model::profile::role_columns::RoleColumns;

/// Roles, and the names that the page knows them by.
const KNOWN: [(Role, &str); 3] = [(Role::Type, "what"), (Role::Source, "source"), (Role::Notes, "note")];
const ACTORS: &str = "actors";
const DATE: &str = "date";
const DATE_START: &str = "date_start";
const DATE_END: &str = "date_end";

/// How the columns of one run are called.
pub(super) struct Naming {
    dates: DateColumns,
    roles: RoleColumns,
}

impl Naming {
    /// The names that the input has or a mapping tells; dates of which nobody knows the order are told and left as they are.
    pub(super) fn of(asked: &args::Map, source: &Source, report: &mut Report) -> Result<Self, Failure> {
        let dates = match DateColumns::of(source, &asked.reading, None, None) {
            Err(failure @ Failure::DateOrder { .. }) => {
                report.note(&format!("{failure}; the page shows such dates as they are written"));
                DateColumns::default()
            }
            dates => dates?,
        };
        Ok(Self { dates, roles: RoleColumns::new(asked.placing.roles.clone()) })
    }

    /// `record` with what it says under other names.
    pub(super) fn filled(&self, mut record: Feature) -> Feature {
        let told = self.dates.own().is_some();
        let span = self.dates.span(&record).filter(|_| told || !record.properties.contains_key(DATE_START));
        if let Some(span) = span {
            let day = |day: Option<_>| day.map_or(Value::Null, |day: jiff::civil::Date| day.to_string().into());
            record.properties.insert(DATE_START.to_owned(), day(span.start));
            record.properties.insert(DATE_END.to_owned(), day(span.end));
            record.properties.entry(DATE).or_insert_with(|| span.to_string().into());
        }
        for (role, name) in KNOWN {
            if record.cell(name).is_none()
                && let Some(text) = self.said(&record, role)
            {
                record.properties.insert(name.to_owned(), text.into());
            }
        }
        if record.cell(ACTORS).is_none() {
            let actors: Vec<String> =
                [Role::Actor1, Role::Actor2].into_iter().filter_map(|role| self.said(&record, role)).collect();
            if !actors.is_empty() {
                record.properties.insert(ACTORS.to_owned(), actors.join("; ").into());
            }
        }
        record
    }

    /// What the column of a role says.
    fn said(&self, record: &Feature, role: Role) -> Option<String> {
        let said = self.roles.names(role).iter().find_map(|name| cell_text(record.cell(name)?));
        said.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}
