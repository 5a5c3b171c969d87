//! How many events were in which unit and when. Not responsible for tolls: figures of different sources are never summed.

use std::collections::BTreeMap;

use crate::model::dates::DateSpan;
use crate::model::region::RegionName;
use crate::query::level::Level;
use crate::query::unit::{Stated, Units};

/// How long the time of a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Period {
    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The period that all of `span` lies in, such as `2023-01` or `2023`; `None` where it may have been in another one.
    ///
    /// # Example
    /// ```
    /// use sarhad::analysis::aggregate::Period;
    /// use sarhad::model::dates::DateSpan;
    /// let span = DateSpan::parse("2023-01")?;
    /// assert_eq!(Period::Month.of(&span).as_deref(), Some("2023-01"));
    /// assert_eq!(Period::Month.of(&DateSpan::parse("2023")?), None);
    /// # Ok::<(), sarhad::model::dates::DateError>(())
    /// ```
    #[must_use]
    pub fn of(self, span: &DateSpan) -> Option<String> {
        let (start, end) = (span.start?, span.end?);
        let year = (start.year() == end.year()).then(|| format!("{:04}", start.year()))?;
        match self {
            Self::Year => Some(year),
            Self::Month => (start.month() == end.month()).then(|| format!("{year}-{:02}", start.month())),
        }
    }
}

/// By what events are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// The size of the units, where events are counted by unit.
    pub level: Option<Level>,
    /// The length of the periods, where they are counted by time.
    pub period: Option<Period>,
}

/// How many events were in one unit in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count<'a> {
    /// The unit; `None` for events that may have been in another one, or in none.
    pub unit: Option<&'a RegionName>,
    /// The period; `None` for events that may have been in another one, or whose date is not known.
    pub period: Option<String>,
    /// How many.
    pub events: u64,
}

/// The id of a unit and a period, each behind whether it is not known: what is not stands last.
type Key = [(bool, String); 2];

/// Counts in the making.
#[derive(Debug)]
pub struct Counts<'a> {
    units: Units<'a>,
    division: Division,
    met: BTreeMap<Key, (Option<&'a RegionName>, u64)>,
}

impl<'a> Counts<'a> {
    /// No events yet, in `units` by `division`.
    #[must_use]
    pub fn new(units: Units<'a>, division: Division) -> Self {
        Self { units, division, met: BTreeMap::new() }
    }

    /// Counts one event.
    ///
    /// # Cost
    /// That of [`Units::unit`]; memory is that of the counts, not of the events.
    pub fn add(&mut self, stated: &Stated, when: Option<&DateSpan>) {
        let unit = self.division.level.and_then(|level| self.units.unit(stated, level));
        let period = self.division.period.zip(when).and_then(|(period, span)| period.of(span));
        let key = [unit.map(|card| card.id.clone()), period].map(|part| (part.is_none(), part.unwrap_or_default()));
        self.met.entry(key).or_insert((unit, 0)).1 += 1;
    }

    /// The counts by unit and period; what is not known stands last.
    pub fn counts(&self) -> impl Iterator<Item = Count<'a>> {
        self.met.iter().map(|([_, (unknown, period)], (unit, events))| Count {
            unit: *unit,
            period: (!unknown).then(|| period.clone()),
            events: *events,
        })
    }
}
