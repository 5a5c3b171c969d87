//! What the columns of published incident tables say of an event: where, when, who, how many. Not responsible for comparing
//! events.

use std::sync::Arc;

use geo_types::{Geometry, MultiLineString};
use serde_json::Value;

use crate::analysis::matching::Event;
use crate::cli::dates::DateColumns;
use crate::lonlat::LonLat;
use crate::model::extent::{Area, Extent, Placed};
use crate::model::feature::Feature;
use crate::model::shape::Shape;
use crate::units::Metres;

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
/// Columns of how precisely a place is known: UCDP's and ACLED's.
const PRECISION_COLUMNS: [&str; 2] = ["where_prec", "geo_precision"];
/// The radius of UCDP's `where_prec` 2 (UCDP GED codebook: within about 25 km around a known point), taken for ACLED's 2 as well.
const NEAR_RADIUS: Metres = Metres::from_km(25.0);

/// What `feature`, which is called `id`, says of an event.
pub(super) fn event(id: String, feature: &Feature, dates: &DateColumns) -> Event {
    Event {
        id,
        placed: placed(feature),
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

/// A number in a column, which tables write as `3`, `"3"` or `3.0`.
fn number(feature: &Feature, column: &str) -> Option<f64> {
    match feature.properties.get(column)? {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn count(feature: &Feature, column: &str) -> Option<u32> {
    let number = number(feature, column)?;
    (number >= 0.0 && number.fract() == 0.0).then(|| format!("{number}").parse().ok()).flatten()
}

/// Where an event may have been, as far as its record says so itself.
///
/// A point that stands for a district or more is no place of the event, and which area it stands for is not said: such a record
/// is not placed.
fn placed(feature: &Feature) -> Placed {
    let Some(shape) = &feature.shape else { return Placed::default() };
    match shape.point() {
        Some(at) => placed_point(feature, at),
        None => Placed { extent: extent(shape), ..Placed::default() },
    }
}

fn placed_point(feature: &Feature, at: LonLat) -> Placed {
    let radius =
        number(feature, "radius_m").filter(|radius_m| radius_m.is_finite() && *radius_m > 0.0).map(Metres::new);
    let code = PRECISION_COLUMNS.iter().find_map(|column| count(feature, column));
    match (radius, code) {
        (Some(radius), _) => disc(at, radius),
        (None, Some(2)) => disc(at, NEAR_RADIUS),
        (None, Some(3..)) => Placed::default(),
        (None, _) => Placed::unstated(at),
    }
}

fn disc(centre: LonLat, radius: Metres) -> Placed {
    Placed { precision: None, extent: Some(Extent::Disc { centre, radius }), best: Some(centre) }
}

fn extent(shape: &Shape) -> Option<Extent> {
    let place = |point: &geo_types::Point<f64>| LonLat::new(point.x(), point.y()).ok();
    match shape.geometry() {
        Geometry::MultiPoint(points) => Some(Extent::Points(points.iter().filter_map(place).collect())),
        Geometry::LineString(line) => Some(Extent::Line(Arc::new(MultiLineString(vec![line.clone()])))),
        Geometry::MultiLineString(lines) => Some(Extent::Line(Arc::new(lines.clone()))),
        _ => {
            let outline = shape.polygons()?;
            let area = Area { id: String::new(), name: "an area".to_owned(), country: None, outline };
            Some(Extent::Area(Arc::new(area)))
        }
    }
}
