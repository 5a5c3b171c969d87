//! Answers as columns: the one place that knows the flat shape of outputs. `data/schema/answers.schema.json` documents it.
//! Not responsible for computing answers or for writing them.

use serde_json::Value;

use crate::geometry::edge::EdgeModel;
use crate::model::feature::Properties;
use crate::model::region::RegionName;
use crate::query::distance::{Measurement, Side};
use crate::query::locate::Placement;
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

/// The columns of [`measurement_cells`], in order.
pub const MEASUREMENT_COLUMNS: [&str; 10] = [
    "border",
    "border_name",
    "distance_m",
    "side",
    "nearest_lon",
    "nearest_lat",
    "bearing_deg",
    "edges",
    "border_source",
    "border_accuracy_m",
];

/// The columns of [`cluster_cells`], in order.
pub const CLUSTER_COLUMNS: [&str; 2] = ["cluster", "cluster_size"];

/// The columns of [`outline_cells`], in order.
pub const OUTLINE_COLUMNS: [&str; 8] =
    ["cluster", "cluster_size", "first_date", "last_date", "hull_km2", "border", "border_name", "distance_m"];

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

/// A measurement as columns; all empty for a record that is no single place.
///
/// # Units
/// Metres to the millimetre, degrees to 1e-7, the bearing in degrees clockwise from north.
#[must_use]
pub fn measurement_cells<'a>(found: Option<&Measurement<'a>>, edges: EdgeModel) -> [Cell<'a>; 10] {
    let Some(found) = found else { return paired(MEASUREMENT_COLUMNS, [CellValue::Null; 10]) };
    let bearing = |bearing: Degrees| CellValue::Number(rounded(bearing.value(), BEARING_STEPS) % 360.0);
    let values = [
        CellValue::Text(found.target),
        CellValue::Text(found.name),
        distance_cell(found.distance).1,
        CellValue::text(found.side.map(Side::word)),
        CellValue::Number(rounded(found.nearest.lon(), DEGREE_STEPS)),
        CellValue::Number(rounded(found.nearest.lat(), DEGREE_STEPS)),
        found.bearing.map_or(CellValue::Null, bearing),
        CellValue::Text(edges.name()),
        CellValue::text(found.source),
        found.accuracy.map_or(CellValue::Null, |off| whole(off.value())),
    ];
    paired(MEASUREMENT_COLUMNS, values)
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

/// A distance as a column, in metres to the millimetre.
#[must_use]
pub fn distance_cell(distance: Metres) -> Cell<'static> {
    (DISTANCE_COLUMN, CellValue::Number(rounded(distance.value(), DISTANCE_STEPS)))
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
