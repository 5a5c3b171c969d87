//! What people read of a project: the names of its layers, and its title. Not responsible for names that programs use.

use jiff::civil::Date;
use serde_json::Value;

use crate::io::write::credit;
use crate::io::write::gpkg::class::Class;
use crate::io::write::gpkg::table::{Role, Table};
use crate::model::crosswalk::Coding;

/// The member in which a layer of the atlas says which it is, and the one in which rows say of which dataset they are.
const LAYER: &str = "layer";
const DATASET: &str = "dataset";
/// Columns that incidents drawn from claims have, all of them.
const OF_CLAIMS: [&str; 3] = ["record", "claims", "asserted_by"];

/// What the records of an output are called together.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    /// Incidents of a set of claims.
    Incidents,
    /// Events of a dataset that codes how precisely each is placed.
    Events,
    /// Something else, by its own name.
    Named(String),
}

impl Subject {
    fn of(table: &Table) -> Self {
        let mut codings = Coding::ALL.iter().filter(|coding| **coding != Coding::Words);
        if let Some(name) = table.told(LAYER).first().and_then(|layer| of_layer(layer)) {
            Self::Named(name.to_owned())
        } else if OF_CLAIMS.iter().all(|name| table.column(name).is_some()) {
            Self::Incidents
        } else if codings.any(|coding| table.column(coding.column()).is_some()) {
            Self::Events
        } else {
            Self::Named(table.layer.clone())
        }
    }
}

/// The name of a layer of the atlas; `None` for others.
fn of_layer(name: &str) -> Option<&'static str> {
    Some(match name {
        "borders" => "Borders",
        "borders_100m" => "Borders, thinned",
        "countries" => "Countries",
        "provinces" => "Provinces",
        "districts" => "Districts",
        "regions" => "Regions without sure edges",
        "waters" => "Waters",
        "places" => "Towns and localities",
        "crossings" => "Border crossings",
        "tripoints" => "Where three countries meet",
        "flows" => "Flows",
        _ => return None,
    })
}

/// The name of `table` as people see it in the list of layers.
pub(super) fn layer_name(table: &Table) -> String {
    if table.role != Role::Records {
        return of_layer(&table.layer).map_or_else(|| table.layer.clone(), str::to_owned);
    }
    let subject = Subject::of(table);
    let is_alone = table.name == table.layer;
    match (&subject, table.class) {
        (Subject::Named(name), _) if is_alone => name.clone(),
        (Subject::Named(name), class) => format!("{name}: {}", shapes(class)),
        (Subject::Incidents, class) => format!("Incidents {}", whereabouts(class)),
        (Subject::Events, class) => format!("Events {}", whereabouts(class)),
    }
}

const fn whereabouts(class: Class) -> &'static str {
    match class {
        Class::Points => "at a point",
        Class::Lines => "along a line",
        Class::Areas => "in an area",
        Class::Collections => "in several shapes",
        Class::Unplaced => "without a location",
    }
}

const fn shapes(class: Class) -> &'static str {
    match class {
        Class::Points => "points",
        Class::Lines => "lines",
        Class::Areas => "areas",
        Class::Collections => "mixed shapes",
        Class::Unplaced => "without a location",
    }
}

/// The title of a map of `records`: what they are and of which years; the records' own title where they are something else.
pub(super) fn title(records: &[&Table], metadata: Option<&Value>) -> String {
    let Some(first) = records.first() else { return String::new() };
    let own = || credit::told(metadata, "title").first().map(|title| (*title).to_owned());
    match Subject::of(first) {
        Subject::Incidents => format!("Incidents{}", years(records)),
        Subject::Events => {
            let dataset = credit::told(metadata, DATASET).first().map_or(String::new(), |name| format!(", {name}"));
            own().unwrap_or_else(|| format!("Events{}{dataset}", years(records)))
        }
        Subject::Named(name) => own().unwrap_or(name),
    }
}

/// The years of the records with a comma in front; nothing where no record says when it was.
fn years(records: &[&Table]) -> String {
    let Some([first, last]) = days(records.iter().copied()) else { return String::new() };
    match (first.year(), last.year()) {
        (first, last) if first == last => format!(", {first}"),
        (first, last) => format!(", {first}–{last}"),
    }
}

/// The first and the last day of the records of `tables`.
pub(super) fn days<'t>(tables: impl Iterator<Item = &'t Table>) -> Option<[Date; 2]> {
    let both = |[first, last]: [Date; 2], [other, later]: [Date; 2]| [first.min(other), last.max(later)];
    tables.filter_map(|table| table.period.as_ref()?.days).reduce(both)
}
