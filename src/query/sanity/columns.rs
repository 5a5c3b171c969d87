//! Which columns of a table say when, how many and who: those of the roles that they have, and some of UCDP's, ACLED's, GDELT's
//! and our own outputs that have none. Not responsible for units and precision, whose columns the placer knows.

use std::borrow::Cow;

use crate::lonlat::LonLat;
use crate::model::profile::Role;
use crate::model::profile::role_columns::{RoleColumns, is_called};
use crate::query::placing::Columns;

/// The column of years, beside that of dates.
const YEAR: &str = "year";
/// Columns of the days on which sources told of it: UCDP's may hold several, GDELT's has a time of day behind the day.
const REPORTED: [&str; 2] = ["source_date", "dateadded"];
/// Columns of tolls: at least, best, at most.
const TOLLS: [[&str; 3]; 6] = [
    ["low", "best", "high"],
    ["killed_low", "killed_best", "killed_high"],
    ["wounded_low", "wounded_best", "wounded_high"],
    ["killed_low", "killed", "killed_high"],
    ["fatalities_low", "fatalities", "fatalities_high"],
    ["deaths_low", "deaths", "deaths_high"],
];
/// The parts of which UCDP's `best` is the sum.
const PARTS: [&str; 4] = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];
/// Other columns that count people.
const COUNTS: [&str; 3] = ["injured", "wounded", "casualties"];
/// Columns that say who or what kind, by which twins are told, beside those of roles.
const ACTORS: [&str; 4] = ["dyad_name", "assoc_actor_1", "sub_event_type", "actors"];
/// Columns of a set of claims: several of one event say the same, and are no twins.
const CLAIMS: [&str; 2] = ["incident_id", "statement"];
/// Columns of numbers that rows of one event, or of one source, share.
const SHARED_IDS: [&str; 3] = ["incident_id", "no", "ref"];

/// The columns of one table, or of one feature, that the rules read, as they are written there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownColumns<'c> {
    pub(super) start: Option<&'c str>,
    pub(super) end: Option<&'c str>,
    pub(super) year: Option<&'c str>,
    pub(super) reported: Option<&'c str>,
    /// At least, best, at most; two of them are there at least.
    pub(super) tolls: Vec<[Option<&'c str>; 3]>,
    /// All parts of UCDP's `best`, or none.
    pub(super) parts: Vec<&'c str>,
    /// All columns that count people.
    pub(super) counts: Vec<&'c str>,
    pub(super) actors: Vec<&'c str>,
    pub(super) is_claims: bool,
    pub(super) id: Option<&'c str>,
    /// Longitude and latitude.
    pub(super) coordinates: Option<(&'c str, &'c str)>,
}

/// The names of a table's columns, and by which names those of roles are looked for.
#[derive(Clone, Copy)]
struct Names<'n, 'c> {
    roles: &'n RoleColumns,
    columns: &'n [&'c str],
}

impl<'c> Names<'_, 'c> {
    /// The column of this name, as it is written.
    fn there(self, name: &str) -> Option<&'c str> {
        let exact = self.columns.iter().find(|column| **column == name);
        exact.or_else(|| self.columns.iter().find(|column| is_called(column, name))).copied()
    }

    /// All columns that may have a role, the surest first.
    fn all(self, role: Role) -> impl Iterator<Item = &'c str> {
        self.roles.names(role).iter().filter_map(move |name| self.there(name))
    }

    fn first(self, role: Role) -> Option<&'c str> {
        self.all(role).next()
    }

    /// At least, best and at most, where two of them are there; each column once.
    fn tolls(self) -> Vec<[Option<&'c str>; 3]> {
        let mut tolls: Vec<[Option<&'c str>; 3]> = Vec::new();
        for names in TOLLS {
            let toll = names.map(|name| self.there(name));
            let met = |column: &&str| tolls.iter().any(|known| known.contains(&Some(*column)));
            // alone `low` and `high` are words of many tables
            let is_toll = toll.iter().flatten().count() > 1 && (names[0] != "low" || toll[1].is_some());
            if is_toll && !toll.iter().flatten().all(met) {
                tolls.push(toll);
            }
        }
        tolls
    }

    /// All columns that count people, each once.
    fn counts(self) -> Vec<&'c str> {
        let has_best = self.there("best").is_some();
        let singles = TOLLS.into_iter().flatten().chain(PARTS).chain(COUNTS);
        let singles = singles.filter(|name| has_best || !["low", "high"].contains(name));
        let mut counts: Vec<&'c str> = Vec::new();
        for column in singles.filter_map(|name| self.there(name)).chain(self.all(Role::Deaths)) {
            if !counts.contains(&column) {
                counts.push(column);
            }
        }
        counts
    }

    /// The column of ids that the reader does not take for one, if rows share none of its numbers.
    fn id(self) -> Option<&'c str> {
        let own = |column: &&str| SHARED_IDS.iter().all(|shared| !is_called(column, shared));
        if self.there("id").is_some() { None } else { self.all(Role::Id).find(own) }
    }
}

impl<'c> KnownColumns<'c> {
    /// Those of a table that has these `columns`.
    #[must_use]
    pub fn of(roles: &RoleColumns, columns: &[&'c str]) -> Self {
        let names = Names { roles, columns };
        let start = names.first(Role::Date);
        let parts: Vec<&'c str> = PARTS.into_iter().filter_map(|name| names.there(name)).collect();
        let actors = [Role::Actor1, Role::Actor2, Role::Type].into_iter().flat_map(|role| names.all(role));
        Self {
            start,
            end: names.first(Role::DateEnd),
            year: names.there(YEAR).filter(|year| Some(*year) != start),
            reported: REPORTED.into_iter().find_map(|name| names.there(name)),
            tolls: names.tolls(),
            parts: if parts.len() == PARTS.len() { parts } else { Vec::new() },
            counts: names.counts(),
            actors: actors.chain(ACTORS.into_iter().filter_map(|name| names.there(name))).collect(),
            is_claims: CLAIMS.into_iter().any(|name| names.there(name).is_some()),
            id: names.id(),
            coordinates: names.first(Role::Lon).zip(names.first(Role::Lat)),
        }
    }

    /// The column of ids, where none is called `id`: ACLED's, GDELT's.
    #[must_use]
    pub fn id(&self) -> Option<&'c str> {
        self.id
    }

    /// The columns of dates in which the order of day and month may be in doubt.
    pub fn dates(&self) -> impl Iterator<Item = &'c str> {
        self.start.into_iter().chain(self.end)
    }
}

/// A row as the rules see it.
#[derive(Clone, Copy)]
pub struct Row<'r, 't> {
    /// What its columns say.
    pub text: Columns<'r, 't>,
    /// Where it is, if that is a single point.
    pub at: Option<LonLat>,
    /// Which of its columns are known.
    pub columns: &'r KnownColumns<'r>,
}

impl<'t> Row<'_, 't> {
    /// What a known column says, if it is there and not blank.
    pub(super) fn said(&self, column: Option<&str>) -> Option<Cow<'t, str>> {
        (self.text)(column?)
    }

    /// The column of longitudes, for a finding about its point.
    pub(super) fn point_column(&self) -> String {
        self.columns.coordinates.map_or_else(String::new, |(lon, _)| lon.to_owned())
    }
}
