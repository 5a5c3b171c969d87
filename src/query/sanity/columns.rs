//! Which columns of a table say when, how many and who: those of UCDP, ACLED, GDELT, of our own outputs, and plain names.
//! Not responsible for units and precision, whose columns the placer knows.

use std::borrow::Cow;

use crate::lonlat::LonLat;
use crate::query::placing::Columns;

/// Columns of single dates: ACLED's, GDELT's, anyone's.
const DAYS: [&str; 6] = ["event_date", "date", "Date", "EVENT_DATE", "SQLDATE", "when"];
/// Columns of the two ends of a span: UCDP's and our own.
const SPANS: [(&str, &str); 2] = [("date_start", "date_end"), ("start_date", "end_date")];
/// Columns of years.
const YEARS: [&str; 3] = ["year", "Year", "YEAR"];
/// Columns of the days on which sources told of it: UCDP's may hold several, GDELT's has a time of day behind the day.
const REPORTED: [&str; 2] = ["source_date", "DATEADDED"];
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
/// Columns that say who or what kind, by which twins are told.
const ACTORS: [&str; 13] = [
    "side_a",
    "side_b",
    "dyad_name",
    "type_of_violence",
    "actor1",
    "actor2",
    "assoc_actor_1",
    "event_type",
    "sub_event_type",
    "Actor1Name",
    "Actor2Name",
    "EventCode",
    "actors",
];
/// Columns of a set of claims: several of one event say the same, and are no twins.
const CLAIMS: [&str; 2] = ["incident_id", "statement"];
/// Columns of coordinates, longitude first.
const COORDINATES: [(&str, &str); 6] = [
    ("geometry_lon", "geometry_lat"),
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("lng", "lat"),
    ("Longitude", "Latitude"),
    ("ActionGeo_Long", "ActionGeo_Lat"),
];

/// Columns of ids, of which tables call none `id`.
const IDS: [&str; 4] = ["event_id_cnty", "GLOBALEVENTID", "event_id", "data_id"];

/// The columns of one table, or of one feature, that the rules read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownColumns {
    pub(super) start: Option<&'static str>,
    pub(super) end: Option<&'static str>,
    pub(super) year: Option<&'static str>,
    pub(super) reported: Option<&'static str>,
    /// At least, best, at most; at least one of them is there.
    pub(super) tolls: Vec<[Option<&'static str>; 3]>,
    /// All parts of UCDP's `best`, or none.
    pub(super) parts: Vec<&'static str>,
    /// All columns that count people.
    pub(super) counts: Vec<&'static str>,
    pub(super) actors: Vec<&'static str>,
    pub(super) is_claims: bool,
    pub(super) id: Option<&'static str>,
    pub(super) coordinates: Option<(&'static str, &'static str)>,
}

impl KnownColumns {
    /// Those of a table with columns of which `has` knows the names.
    #[must_use]
    pub fn of(has: &dyn Fn(&str) -> bool) -> Self {
        let there = |column: &'static str| Some(column).filter(|column| has(column));
        let span = SPANS.into_iter().find(|(start, end)| has(start) || has(end));
        let first = |columns: &[&'static str]| columns.iter().copied().find(|column| has(column));
        let mut tolls: Vec<[Option<&'static str>; 3]> = Vec::new();
        for toll in TOLLS.map(|toll| toll.map(there)) {
            let told = |column: &&str| tolls.iter().any(|known| known.contains(&Some(*column)));
            if toll.iter().flatten().count() > 1 && !toll.iter().flatten().all(told) {
                tolls.push(toll);
            }
        }
        let parts: Vec<&'static str> = PARTS.into_iter().filter_map(there).collect();
        let singles = TOLLS.into_iter().flatten().chain(PARTS).chain(COUNTS);
        let mut counts: Vec<&'static str> = Vec::new();
        for column in singles.filter_map(there) {
            // alone the two are words of many tables
            let is_toll = !["low", "high"].contains(&column) || has("best");
            if is_toll && !counts.contains(&column) {
                counts.push(column);
            }
        }
        Self {
            start: span.and_then(|(start, _)| there(start)).or_else(|| first(&DAYS)),
            end: span.and_then(|(_, end)| there(end)),
            year: first(&YEARS),
            reported: first(&REPORTED),
            tolls: tolls.into_iter().filter(|toll| *toll != [Some("low"), None, Some("high")]).collect(),
            parts: if parts.len() == PARTS.len() { parts } else { Vec::new() },
            counts,
            actors: ACTORS.into_iter().filter_map(there).collect(),
            is_claims: CLAIMS.into_iter().any(has),
            id: first(&IDS).filter(|_| !has("id")),
            coordinates: COORDINATES.into_iter().find(|(lon, lat)| has(lon) && has(lat)),
        }
    }

    /// The column of ids, where none is called `id`: ACLED's, GDELT's.
    #[must_use]
    pub fn id(&self) -> Option<&'static str> {
        self.id
    }

    /// The columns of dates in which the order of day and month may be in doubt.
    pub fn dates(&self) -> impl Iterator<Item = &'static str> {
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
    pub columns: &'r KnownColumns,
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
