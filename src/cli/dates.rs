//! When a record was: which columns say so, how precisely, and which number of `03/04/2023` is the day.
//! Not responsible for what is asked about it.

use std::borrow::Cow;
use std::ops::ControlFlow;

use jiff::civil::Date;
use serde_json::Value;

use crate::cli::args::{DayOrder, Reading};
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options};
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::read::event::{Event, Schema};
use crate::io::read::features::read_features;
use crate::io::read::input::Input;
use crate::model::dates::{DatePrecision, DateSpan};
use crate::model::feature::Feature;
use crate::model::profile::Role;
use crate::model::profile::role_columns::is_called;
pub(super) use crate::model::when::date_columns;
use crate::model::when::{WhenColumns, Written, last_columns};
use crate::model::written_date::{DateOrder, OrderEvidence};

impl From<DayOrder> for DateOrder {
    fn from(order: DayOrder) -> Self {
        match order {
            DayOrder::DayFirst => Self::DayFirst,
            DayOrder::MonthFirst => Self::MonthFirst,
        }
    }
}

/// The columns of dates and how they are read.
#[derive(Debug, Clone, Default)]
pub(super) struct DateColumns(WhenColumns);

impl DateColumns {
    /// The columns that usually say when, or the one called `own`; day and month of all of `source` tell their order where no
    /// `order` is given.
    pub(super) fn of(
        source: &Source,
        reading: &Reading,
        own: Option<&str>,
        order: Option<DayOrder>,
    ) -> Result<Self, Failure> {
        let mapping = reading.mapped.as_deref();
        let mapped = |role| mapping.and_then(|mapping| mapping.column(role)).map(str::to_owned);
        let last = if own.is_none() { mapped(Role::DateEnd) } else { None };
        let own = own.map(str::to_owned).or_else(|| mapped(Role::Date));
        if let Some(order) = order.map(DateOrder::from).or(mapping.and_then(|mapping| mapping.date_order)) {
            return Ok(Self(WhenColumns { own, last, order: Some(order) }));
        }
        let columns = Self(WhenColumns { own, last, order: None });
        let order = match source.file() {
            Some(file) => columns.order_in(file, reading)?,
            None => None,
        };
        Ok(Self(WhenColumns { order, ..columns.0 }))
    }

    /// The order that the whole file tells. A file whose first dates are in ISO 8601 is read no further; words such as
    /// "unknown" and bare years tell nothing of the rest.
    fn order_in(&self, file: &std::path::Path, reading: &Reading) -> Result<Option<DateOrder>, Failure> {
        // a pipe is gone once it has been read
        if !file.is_file() {
            return Ok(None);
        }
        let mut evidence = OrderEvidence::default();
        let mut stopped = None;
        let read = read_features(Input::Path(file.to_owned()), &read_options(reading)?, &mut |event| {
            if let Err(signal) = signals::go_on() {
                stopped = Some(signal);
                return ControlFlow::Break(());
            }
            let Event::Kept(record) = event else { return ControlFlow::Continue(()) };
            let texts: Vec<&str> = self.texts(&record.feature).collect();
            for text in &texts {
                evidence.look(text);
            }
            let settled = texts.iter().any(|text| is_iso_day(text))
                && texts.iter().all(|text| is_iso_day(text) || is_number(text));
            if settled { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(signal) = stopped {
            return Err(signal);
        }
        // what is wrong with the file is told when it is read for its answer
        if read.is_err() {
            return Ok(None);
        }
        let file = file.to_string_lossy().into_owned();
        evidence.order().map_err(|error| Failure::DateOrder { file, error })
    }

    /// What stands in its columns of dates and is not blank.
    fn texts<'f>(&self, feature: &'f Feature) -> impl Iterator<Item = &'f str> {
        let usual = date_columns().iter().chain(last_columns()).map(String::as_str).filter(|_| self.0.own.is_none());
        let columns = self.0.own.as_deref().into_iter().chain(self.0.last.as_deref()).chain(usual);
        let texts: Vec<&str> = columns.filter_map(|column| feature.text(column)).collect();
        texts.into_iter().filter(|text| !text.trim().is_empty())
    }

    /// That a table has the column that was named.
    pub(super) fn checked(&self, table: &Schema) -> Result<(), Usage> {
        match self.0.own.as_deref().filter(|own| !table.columns.iter().any(|column| is_called(column, own))) {
            Some(name) => {
                Err(Usage::NoDateColumn { name: name.to_owned(), columns: escaped(&table.columns.join(", ")) })
            }
            None => Ok(()),
        }
    }

    /// The column that was named.
    pub(super) fn own(&self) -> Option<&str> {
        self.0.own.as_deref()
    }

    /// Which number of its dates is the day, where that is known.
    pub(super) fn order(&self) -> Option<DateOrder> {
        self.0.order
    }

    /// Whether the record has any of the columns.
    pub(super) fn met(&self, feature: &Feature) -> bool {
        self.0.met(&|column| Some(written(feature.cell(column)?)))
    }

    /// When a record was, as precisely as its dataset's code says.
    pub(super) fn span(&self, feature: &Feature) -> Option<DateSpan> {
        self.0.span(&|column| Some(written(feature.cell(column)?)))
    }
}

fn written(value: &Value) -> Written<'_> {
    match value {
        Value::String(text) => Written::Text(Cow::Borrowed(text)),
        Value::Number(number) => Written::Number(Cow::Owned(number.to_string())),
        _ => Written::Nothing,
    }
}

/// Whether `text` is a day in ISO 8601, which tells nothing of the order of others and needs none.
fn is_iso_day(text: &str) -> bool {
    DateSpan::parse(text).is_ok_and(|span| span.precision == DatePrecision::Day)
}

/// Whether `text` is a year or a time in seconds.
fn is_number(text: &str) -> bool {
    text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// The two days between which records are asked for.
pub(super) fn window(from: Option<&str>, until: Option<&str>) -> Result<Option<[Option<Date>; 2]>, Usage> {
    let span =
        |flag, text: Option<&str>| text.map(DateSpan::parse).transpose().map_err(|error| Usage::Date { flag, error });
    let from = span("--from", from)?.and_then(|span| span.start);
    let until = span("--until", until)?.and_then(|span| span.end);
    match (from, until) {
        (None, None) => Ok(None),
        (Some(from), Some(until)) if from > until => {
            Err(Usage::DateOrder { from: from.to_string(), until: until.to_string() })
        }
        ends => Ok(Some([ends.0, ends.1])),
    }
}
