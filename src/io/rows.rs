//! Answers as columns: the one place that knows the flat shape of outputs. `data/schema/answers.schema.json` documents it.
//! Not responsible for computing answers or for writing them.

use std::sync::Arc;

use serde_json::Value;

use crate::geometry::edge::EdgeModel;
use crate::model::feature::Properties;
use crate::model::precision::Precision;
use crate::model::region::RegionName;
use crate::names::entry::Entry;
use crate::query::distance::{Measurement, Side};
use crate::query::geocode::{Geocoded, Reason};
use crate::query::how_far::HowFar;
use crate::query::locate::Placement;
use crate::query::located::Located;
use crate::query::neighbours::{BorderDistances, ToBorder};
use crate::query::reverse::{DescribedPlace, NearestTown};
use crate::units::{Degrees, Metres};

/// A column and its value.
pub type Cell<'a> = (&'static str, CellValue<'a>);

/// The value of an answer's column, its text lent by the answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellValue<'a> {
    /// Nothing.
    Null,
    /// Text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A number without a fraction.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
}

impl<'a> CellValue<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<CellValue<'_>> for Value {
    fn from(value: CellValue<'_>) -> Self {
        match value {
            CellValue::Null => Self::Null,
            CellValue::Text(text) => text.into(),
            CellValue::Number(number) => number.into(),
            CellValue::Whole(number) => number.into(),
            CellValue::Flag(flag) => flag.into(),
        }
    }
}

/// The columns of [`placement_cells`], in order.
pub const PLACEMENT_COLUMNS: [&str; 7] =
    ["country", "country_name", "province", "province_name", "district", "district_name", "on_border"];

/// The columns of [`whereabouts_cells`], in order.
pub const WHEREABOUTS_COLUMNS: [&str; 6] =
    ["nearest_place", "nearest_place_id", "place_distance_m", "place_bearing", "place_accuracy_m", "place_words"];

/// The columns of [`interval_cells`], in order.
pub const INTERVAL_COLUMNS: [&str; 6] =
    ["distance_min_m", "distance_m", "distance_max_m", "precision", "interval_method", "interval_area"];

/// The columns of [`measurement_cells`], in order.
pub const MEASUREMENT_COLUMNS: [&str; 15] = [
    "border",
    "border_name",
    "distance_min_m",
    "distance_m",
    "distance_max_m",
    "side",
    "precision",
    "interval_method",
    "interval_area",
    "nearest_lon",
    "nearest_lat",
    "bearing_deg",
    "edges",
    "border_source",
    "border_accuracy_m",
];

/// The columns of [`geocode_cells`], in order.
pub const GEOCODE_COLUMNS: [&str; 11] = [
    "place_match",
    "place_id",
    "place_name",
    "place_kind",
    "place_score",
    "place_why",
    "candidates",
    "precision",
    "radius_m",
    "areas",
    "along_border",
];

/// The columns of [`cluster_cells`], in order.
pub const CLUSTER_COLUMNS: [&str; 2] = ["cluster", "cluster_size"];

/// The columns of [`outline_cells`], in order.
pub const OUTLINE_COLUMNS: [&str; 8] =
    ["cluster", "cluster_size", "first_date", "last_date", "hull_km2", "border", "border_name", "distance_m"];

/// What stands for the precision of a place that does not say how precise it is.
pub const UNSTATED: &str = "unstated";

/// The columns of [`estimate_cells`], in order.
pub const ESTIMATE_COLUMNS: [&str; 8] = ["quantity", "must", "low", "mean", "expected", "high", "may", "centroid"];

/// The columns of [`bdist_cells`], in order.
pub const BDIST_COLUMNS: [&str; 6] = ["country", "bdist1_m", "bdist1_border", "bdist2_m", "bdist2_country", "bdist3_m"];

/// The column of [`distance_cell`].
pub const DISTANCE_COLUMN: &str = "distance_m";

/// Steps of a distance in a metre: a millimetre, which distances are right to.
const DISTANCE_STEPS: f64 = 1e3;
/// Steps of a coordinate in a degree: 1e-7° is a centimetre.
const DEGREE_STEPS: f64 = 1e7;
/// Steps of a bearing in a degree.
const BEARING_STEPS: f64 = 1e2;
/// Steps of an area in a square kilometre.
const AREA_STEPS: f64 = 1e2;
const M2_PER_KM2: f64 = 1e6;
/// Steps of a count or a share that is no whole number.
const ESTIMATE_STEPS: f64 = 1e4;

/// Candidates that are listed of an ambiguous name; the others are counted.
const LISTED_MAX: usize = 6;

/// Where a place lies, as columns; all empty for a record that is no single place.
#[must_use]
pub fn placement_cells<'a>(found: Option<&Placement<'a>>) -> [Cell<'a>; 7] {
    let [country, province, district] = match found {
        Some(found) => [found.country, found.province, found.district],
        None => [None; 3],
    };
    let id = |region: Option<&'a RegionName>| CellValue::text(region.map(|region| region.id.as_str()));
    let name = |region: Option<&'a RegionName>| CellValue::text(region.map(|region| region.name.as_str()));
    let values = [
        id(country),
        name(country),
        id(province),
        name(province),
        id(district),
        name(district),
        found.map_or(CellValue::Null, |found| CellValue::Flag(found.on_border)),
    ];
    paired(PLACEMENT_COLUMNS, values)
}

/// In which units an event was, as columns; whether it is on a border is told of a single place alone.
#[must_use]
pub fn located_cells<'a>(found: &Located<'a>) -> [Cell<'a>; 7] {
    match found {
        Located::At(_, found) => placement_cells(Some(found)),
        Located::Within(found) => placement_cells(Some(found))
            .map(|(column, value)| (column, if matches!(value, CellValue::Flag(_)) { CellValue::Null } else { value })),
        Located::Nowhere => placement_cells(None),
    }
}

/// The place that a row's words mean, and why, in words.
#[derive(Debug, Clone)]
pub struct GeocodeRow<'a> {
    found: Arc<Geocoded<'a>>,
    why: String,
    candidates: String,
}

impl<'a> GeocodeRow<'a> {
    /// Words `found`.
    #[must_use]
    pub fn new(found: Arc<Geocoded<'a>>) -> Self {
        let why: Vec<String> = found.why.iter().map(reason_words).collect();
        Self { why: why.join("; "), candidates: listed(&found.candidates), found }
    }

    /// What is worded.
    #[must_use]
    pub fn found(&self) -> &Geocoded<'a> {
        &self.found
    }
}

fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::Fits(why) => why.words(),
        Reason::NoPlace(stop) => stop.reason().to_owned(),
        Reason::Several => "several places fit the name".to_owned(),
        Reason::OnlyUnit => "the row names no place in it".to_owned(),
        Reason::NoCountry(name) => format!("the gazetteer has no country {name:?}"),
        Reason::NoUnit(name) => format!("the gazetteer has no unit {name:?}"),
        Reason::Unsure => "no place surely has the name".to_owned(),
        Reason::NotIn { name, unit } => format!("the gazetteer has no place {name:?} in {}", unit.name),
        Reason::NoName(name) => format!("the gazetteer has no place {name:?} there"),
        Reason::Elsewhere { name, holder, said } => {
            format!("{name} is in {}, the row says {}", holder.name, said.name)
        }
        Reason::OtherKind(entry) => format!("{} is known there as a {}", entry.name, entry.kind.word()),
    }
}

/// Entries in words, such as `PK/gwadar (Gwadar, district); …`.
fn listed(entries: &[&Entry]) -> String {
    let words = |entry: &&Entry| format!("{} ({}, {})", entry.id, entry.name, entry.kind.word());
    let mut listed: Vec<String> = entries.iter().take(LISTED_MAX).map(words).collect();
    if entries.len() > LISTED_MAX {
        listed.push(format!("and {} more", entries.len() - LISTED_MAX));
    }
    listed.join("; ")
}

/// The place that a row's words mean, as columns; what is not known is empty.
///
/// # Units
/// The score from 0 to 1 to three decimals, the radius in metres.
#[must_use]
pub fn geocode_cells<'a>(row: &'a GeocodeRow<'a>) -> [Cell<'a>; 11] {
    let found = row.found();
    let entry = found.entry;
    let text = |text: &'a str| CellValue::text(Some(text).filter(|text| !text.is_empty()));
    let location = found.location.as_ref();
    let values = [
        CellValue::Text(found.outcome.word()),
        CellValue::text(entry.map(|entry| entry.id.as_str())),
        CellValue::text(entry.map(|entry| entry.name.as_str())),
        CellValue::text(entry.map(|entry| entry.kind.word())),
        found.score.map_or(CellValue::Null, CellValue::Number),
        text(&row.why),
        text(&row.candidates),
        CellValue::text(location.map(|location| location.precision.word())),
        location.and_then(|location| location.radius_m).map_or(CellValue::Null, whole),
        // a place is part of one unit, so there are never two
        CellValue::text(location.and_then(|location| location.areas.first()).map(String::as_str)),
        CellValue::text(location.and_then(|location| location.border.as_deref())),
    ];
    paired(GEOCODE_COLUMNS, values)
}

/// The town nearest to a place as columns, and in words where the place is; all empty for a record that is no single place, all but
/// the words where no town is near.
///
/// # Units
/// Metres, the distance to the millimetre; the bearing, from the town, is one of the eight winds.
#[must_use]
pub fn whereabouts_cells<'a>(found: Option<&'a DescribedPlace<'a>>) -> [Cell<'a>; 6] {
    let nearest = found.and_then(|found| found.nearest.as_ref());
    let values = [
        CellValue::text(nearest.map(|town| town.name)),
        CellValue::text(nearest.map(|town| town.id.as_str())),
        nearest.map_or(CellValue::Null, |town| CellValue::Number(rounded(town.distance.value(), DISTANCE_STEPS))),
        CellValue::text(nearest.and_then(NearestTown::wind)),
        nearest.map_or(CellValue::Null, |town| whole(town.accuracy.value())),
        CellValue::text(found.map(|found| found.words.as_str())),
    ];
    paired(WHEREABOUTS_COLUMNS, values)
}

/// A distance as columns; all empty for a record without a place, and those of a single place where there is none.
///
/// # Units
/// Metres to the millimetre, degrees to 1e-7, the bearing in degrees clockwise from north.
#[must_use]
pub fn measurement_cells<'a>(far: Option<&HowFar<'a>>, area: Option<&'a str>, edges: EdgeModel) -> [Cell<'a>; 15] {
    let Some(far) = far else { return paired(MEASUREMENT_COLUMNS, [CellValue::Null; 15]) };
    let to = far.best.as_ref().unwrap_or(&far.to);
    let best = far.best.as_ref();
    let [min, distance, max, precision, method, area] = interval_cells(Some(far), area).map(|(_, value)| value);
    let degrees = |value: f64| CellValue::Number(rounded(value, DEGREE_STEPS));
    let bearing = |bearing: Degrees| CellValue::Number(rounded(bearing.value(), BEARING_STEPS) % 360.0);
    let values = [
        CellValue::Text(to.target),
        CellValue::Text(to.name),
        min,
        distance,
        max,
        CellValue::text(far.side.map(Side::word)),
        precision,
        method,
        area,
        best.map_or(CellValue::Null, |best| degrees(best.nearest.lon())),
        best.map_or(CellValue::Null, |best| degrees(best.nearest.lat())),
        best.and_then(|best| best.bearing).map_or(CellValue::Null, bearing),
        CellValue::Text(edges.name()),
        CellValue::text(to.source),
        to.accuracy.map_or(CellValue::Null, |off| whole(off.value())),
    ];
    paired(MEASUREMENT_COLUMNS, values)
}

/// The least, the best and the greatest distance as columns, with how precisely the place is known and what was measured; `area`
/// is the ids of the regions that it was.
///
/// # Units
/// Metres to the millimetre, the least rounded down and the greatest up.
#[must_use]
pub fn interval_cells<'a>(far: Option<&HowFar>, area: Option<&'a str>) -> [Cell<'a>; 6] {
    let Some(far) = far else { return paired(INTERVAL_COLUMNS, [CellValue::Null; 6]) };
    let [min, max] = if far.is_exact() {
        [far.min, far.max].map(|end| rounded(end.value(), DISTANCE_STEPS))
    } else {
        [(far.min.value() * DISTANCE_STEPS).floor(), (far.max.value() * DISTANCE_STEPS).ceil()]
            .map(|steps| steps / DISTANCE_STEPS)
    };
    let values = [
        CellValue::Number(min),
        far.best.map_or(CellValue::Null, |best| distance_cell(best.distance).1),
        CellValue::Number(max),
        CellValue::Text(far.precision.map_or(UNSTATED, Precision::word)),
        CellValue::Text(far.method),
        CellValue::text(area),
    ];
    paired(INTERVAL_COLUMNS, values)
}

/// The cluster of a record, by its number from 0, and how many records it has; empty for a record in none.
#[must_use]
pub fn cluster_cells(found: Option<(usize, usize)>) -> [Cell<'static>; 2] {
    paired(CLUSTER_COLUMNS, [found.map(|(number, _)| number + 1), found.map(|(_, size)| size)].map(count))
}

/// A cluster as columns.
#[derive(Debug, Clone)]
pub struct OutlineRow<'a> {
    /// Its number, from 0, and how many records it has.
    pub cluster: (usize, usize),
    /// The first and the last day on which any of its records may have been.
    pub dates: [Option<String>; 2],
    /// The area of its outline in square metres.
    pub area_m2: f64,
    /// From the record that is nearest to what is measured to.
    pub nearest: Option<&'a Measurement<'a>>,
}

/// A cluster as columns; the distance is that of its nearest record.
///
/// # Units
/// Square kilometres to the hundredth, metres to the millimetre.
#[must_use]
pub fn outline_cells<'a>(row: &'a OutlineRow<'a>) -> [Cell<'a>; 8] {
    let [number, size] = cluster_cells(Some(row.cluster)).map(|(_, value)| value);
    let [first, last] = row.dates.each_ref().map(|date| CellValue::text(date.as_deref()));
    let values = [
        number,
        size,
        first,
        last,
        CellValue::Number(rounded(row.area_m2 / M2_PER_KM2, AREA_STEPS)),
        CellValue::text(row.nearest.map(|found| found.target)),
        CellValue::text(row.nearest.map(|found| found.name)),
        row.nearest.map_or(CellValue::Null, |found| distance_cell(found.distance).1),
    ];
    paired(OUTLINE_COLUMNS, values)
}

/// What a count, or a share, may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EstimateRow<'a> {
    /// `count` or `share`.
    pub quantity: &'a str,
    /// At least.
    pub must: f64,
    /// 2.5 % of the draws are below.
    pub low: f64,
    /// The mean of the draws.
    pub mean: f64,
    /// The sum of the shares of all records.
    pub expected: f64,
    /// 2.5 % of the draws are above.
    pub high: f64,
    /// At most.
    pub may: f64,
    /// With every area taken for its centroid.
    pub centroid: Option<f64>,
}

/// An estimate as columns, to the ten-thousandth.
#[must_use]
pub fn estimate_cells<'a>(row: &EstimateRow<'a>) -> [Cell<'a>; 8] {
    let number = |value: f64| whole(rounded(value, ESTIMATE_STEPS));
    let values = [
        CellValue::Text(row.quantity),
        number(row.must),
        number(row.low),
        number(row.mean),
        number(row.expected),
        number(row.high),
        number(row.may),
        row.centroid.map_or(CellValue::Null, number),
    ];
    paired(ESTIMATE_COLUMNS, values)
}

/// PRIO-GRID's distances as columns; all empty outside the countries of the atlas.
///
/// # Units
/// Metres to the millimetre.
#[must_use]
pub fn bdist_cells<'a>(found: Option<&BorderDistances<'a>>) -> [Cell<'a>; 6] {
    let Some(found) = found else { return paired(BDIST_COLUMNS, [CellValue::Null; 6]) };
    let distance = |to: Option<ToBorder>| to.map_or(CellValue::Null, |to| distance_cell(to.distance).1);
    let id = |to: Option<ToBorder<'a>>| CellValue::text(to.map(|to| to.id));
    let values = [
        CellValue::Text(found.country),
        distance(found.bdist1),
        id(found.bdist1),
        distance(found.bdist2),
        id(found.bdist2),
        distance(Some(found.bdist3)),
    ];
    paired(BDIST_COLUMNS, values)
}

/// A distance as a column, in metres to the millimetre.
#[must_use]
pub fn distance_cell(distance: Metres) -> Cell<'static> {
    (DISTANCE_COLUMN, CellValue::Number(rounded(distance.value(), DISTANCE_STEPS)))
}

/// The name under which a column of the input stays when the answer needs its own.
#[must_use]
pub fn kept_aside(name: &str) -> String {
    format!("input_{name}")
}

/// Puts `cells` among `properties`: in the place of those of the same name, or at the end.
pub fn add_cells<'a>(properties: &mut Properties, cells: impl IntoIterator<Item = Cell<'a>>) {
    for (column, value) in cells {
        properties.insert(column.to_owned(), value.into());
    }
}

fn paired<'a, const COUNT: usize>(columns: [&'static str; COUNT], values: [CellValue<'a>; COUNT]) -> [Cell<'a>; COUNT] {
    std::array::from_fn(|number| (columns[number], values[number]))
}

/// How many; nothing where there is nothing to count.
fn count(number: Option<usize>) -> CellValue<'static> {
    number.and_then(|number| i64::try_from(number).ok()).map_or(CellValue::Null, CellValue::Whole)
}

/// Metres without a fraction that means nothing.
fn whole(metres: f64) -> CellValue<'static> {
    format!("{metres}").parse().map_or(CellValue::Number(metres), CellValue::Whole)
}

fn rounded(value: f64, steps: f64) -> f64 {
    let rounded = (value * steps).round() / steps;
    // -0.0 would be written as such
    if rounded == 0.0 { 0.0 } else { rounded }
}
