//! What the columns of published incident tables say of an event: where, when, who, how many. Not responsible for comparing
//! events.

use crate::analysis::matching::Event;
use crate::cli::dates::DateColumns;
use crate::model::crosswalk::plain_code;
use crate::model::feature::{Feature, cell_text};
use crate::query::placing::Placer;

/// Columns of actors: our own, ACLED's, UCDP's, the Global Terrorism Database's.
const ACTOR_COLUMNS: [&str; 11] = [
    "actors",
    "actor",
    "actor1",
    "actor2",
    "assoc_actor_1",
    "assoc_actor_2",
    "side_a",
    "side_b",
    "gname",
    "gname2",
    "perpetrator",
];
/// What divides several actors in one cell.
const ACTOR_DIVIDERS: [char; 3] = [';', '|', '\n'];
/// Columns of how many were killed: at least, as stated, at most.
const TOLL_COLUMNS: [&[&str]; 3] = [
    &["killed_min", "low", "deaths_low"],
    &["killed", "fatalities", "deaths", "best", "nkill", "killed_best"],
    &["killed_max", "high", "deaths_high"],
];
/// Columns of a title, or of the words of a report.
const TITLE_COLUMNS: [&str; 8] =
    ["title", "name", "what", "headline", "source_headline", "notes", "summary", "description"];

/// What `feature`, which is called `id`, says of an event.
pub(super) fn event(id: String, feature: &Feature, placer: &Placer, dates: &DateColumns) -> Event {
    Event {
        id,
        placed: placer.of_feature(feature),
        when: dates.span(feature),
        actors: actors(feature),
        killed: TOLL_COLUMNS.map(|columns| columns.iter().find_map(|column| count(feature, column))),
        text: title(feature).unwrap_or_default(),
    }
}

/// By what people know a record again.
pub(super) fn title(feature: &Feature) -> Option<String> {
    TITLE_COLUMNS.iter().find_map(|column| feature.text(column)).map(str::to_owned)
}

fn actors(feature: &Feature) -> Vec<String> {
    let mut actors: Vec<String> = Vec::new();
    let cells = ACTOR_COLUMNS.iter().filter_map(|column| feature.text(column));
    for actor in cells.flat_map(|cell| cell.split(ACTOR_DIVIDERS)).map(str::trim) {
        if !actor.is_empty() && !actors.iter().any(|known| known == actor) {
            actors.push(actor.to_owned());
        }
    }
    actors
}

/// The number in a column.
fn number(feature: &Feature, column: &str) -> Option<f64> {
    plain_code(&cell_text(feature.properties.get(column)?)?).parse().ok()
}

fn count(feature: &Feature, column: &str) -> Option<u32> {
    let number = number(feature, column)?;
    (number >= 0.0 && number.fract() == 0.0).then(|| format!("{number}").parse().ok()).flatten()
}
