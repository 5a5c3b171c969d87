//! The names under which a layer's features say what they say, and what is added to them. Not responsible for writing tags.

use serde_json::{Map, Value};

use crate::io::write::pmtiles::spots::{Days, Spot};
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::times::{TimeColumns, day_number};
use crate::io::write::sheet::whole::{Column, ColumnKind};
use crate::model::dates::DAY_S;

/// How many records a feature stands for that stands for several.
pub(super) const COUNT: &str = "count";
/// True where a feature stands for several records; its place is the mean of theirs.
pub(super) const AGGREGATED: &str = "aggregated";
/// True where a line or an area is too small or too thin for the zoom, and stands as a point or a line.
pub(super) const COLLAPSED: &str = "collapsed";
/// The day since 1970-01-01 on which a record begins; of several records, the first.
pub(super) const DAY: &str = "t";
/// The day since 1970-01-01 on which a record ends; of several records, the last.
pub(super) const LAST_DAY: &str = "t_end";
/// What a tile calls what is added.
const ADDED: [&str; 5] = [COUNT, AGGREGATED, COLLAPSED, DAY, LAST_DAY];
/// Before the counts of a kind.
const COUNT_OF: &str = "count_";
/// Kinds beyond which they are not counted one by one.
const KINDS_MOST: usize = 24;

/// Columns that say what something was, in few words.
const KIND_COLUMNS: [&str; 6] = ["what", "event_type", "kind", "type_of_violence", "category", "type"];

/// What a layer's features are tagged with.
#[derive(Debug)]
pub(super) struct Tags {
    /// The tag of each column.
    pub(super) names: Vec<String>,
    kinds: Vec<ColumnKind>,
    /// The columns whose tags are not called as they are.
    pub(super) renamed: Vec<(String, String)>,
    first_day: Option<usize>,
    last_day: Option<usize>,
    kind: Option<usize>,
    /// The kinds met, and how their counts are called.
    pub(super) counts: Vec<(String, String)>,
}

impl Tags {
    /// The tags of these columns, called as `names` makes them unlike those that are taken.
    pub(super) fn new(columns: &[Column], names: impl FnOnce(&[&str]) -> Vec<String>) -> Self {
        let names = names(&ADDED);
        let renamed = columns.iter().zip(&names).filter(|(column, name)| column.name != **name);
        let renamed = renamed.map(|(column, name)| (column.name.clone(), name.clone())).collect();
        let called = |name: &&str| columns.iter().position(|column| column.name.eq_ignore_ascii_case(name));
        let times = TimeColumns::of(columns);
        Self {
            first_day: times.first,
            last_day: times.last,
            kind: KIND_COLUMNS.iter().find_map(called),
            kinds: columns.iter().map(|column| column.kind).collect(),
            names,
            renamed,
            counts: Vec::new(),
        }
    }

    /// Whether the cells of a column tell a record's days or its kind.
    pub(super) fn reads(&self, column: usize) -> bool {
        [self.first_day, self.last_day, self.kind].contains(&Some(column))
    }

    /// The days that a record's cells tell.
    pub(super) fn days(&self, cells: &[Datum]) -> Days {
        let day = |column: Option<usize>| match cells.get(column?)? {
            Datum::Date(day) => Some(day_number(*day)),
            Datum::Moment(moment) => i32::try_from(moment.as_second().div_euclid(DAY_S)).ok(),
            _ => None,
        };
        let first = day(self.first_day);
        let last = if self.last_day.is_some() { day(self.last_day) } else { first };
        Days { first: first.unwrap_or(Days::UNKNOWN.first), last: last.unwrap_or(Days::UNKNOWN.last) }
    }

    /// The number of the kind that a record's cells tell.
    pub(super) fn kind(&mut self, cells: &[Datum]) -> u8 {
        let Some(text) = self.kind.and_then(|column| cells.get(column)).and_then(Datum::text) else {
            return Spot::NO_KIND;
        };
        let known = self.counts.iter().position(|(kind, _)| *kind == text);
        let at = known.unwrap_or(self.counts.len());
        if known.is_none() {
            if self.counts.len() == KINDS_MOST {
                // too many to be told one by one
                self.kind = None;
                self.counts.clear();
                return Spot::NO_KIND;
            }
            let mut name = format!("{COUNT_OF}{text}");
            while self.names.contains(&name) {
                name.push('_');
            }
            self.counts.push((text.into_owned(), name));
        }
        u8::try_from(at).unwrap_or(Spot::NO_KIND)
    }

    /// The names and types of all tags, as `vector_layers` has them.
    pub(super) fn fields(&self) -> Map<String, Value> {
        let of_columns = self.names.iter().zip(&self.kinds).map(|(name, kind)| {
            let said = match kind {
                ColumnKind::Flag => "Boolean",
                ColumnKind::Whole | ColumnKind::Real => "Number",
                _ => "String",
            };
            (name.as_str(), said)
        });
        let mut fields: Map<String, Value> = Map::new();
        let days = [(DAY, "Number"), (LAST_DAY, "Number")].into_iter().filter(|_| self.has_days());
        let added = [(COUNT, "Number"), (AGGREGATED, "Boolean"), (COLLAPSED, "Boolean")];
        let counts = self.counts.iter().map(|(_, name)| (name.as_str(), "Number"));
        for (name, said) in of_columns.chain(added).chain(days).chain(counts) {
            fields.insert(name.to_owned(), said.into());
        }
        fields
    }

    /// Whether records have days.
    pub(super) fn has_days(&self) -> bool {
        self.first_day.or(self.last_day).is_some()
    }
}
