//! Answers as columns: the one place that knows the flat shape of outputs. `data/schema/answers.schema.json` documents it.
//! Not responsible for computing answers or for writing them.

use serde_json::Value;

use crate::geometry::edge::EdgeModel;
use crate::model::feature::Properties;
use crate::model::region::RegionName;
use crate::query::distance::{Measurement, Side};
use crate::query::locate::Placement;
use crate::units::Metres;

/// A column and its value.
pub type Cell = (&'static str, Value);

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

/// Digits of a distance in metres: a millimetre, which distances are right to.
const DISTANCE_DECIMALS: i32 = 3;
/// Digits of a coordinate in degrees: 1e-7° is a centimetre.
const DEGREE_DECIMALS: i32 = 7;
/// Digits of an area in square kilometres.
const AREA_DECIMALS: i32 = 2;
const M2_PER_KM2: f64 = 1e6;
/// Digits of a bearing in degrees.
const BEARING_DECIMALS: i32 = 2;

/// Where a place lies, as columns; all empty for a record that is no single place.
#[must_use]
pub fn placement_cells(found: Option<&Placement>) -> [Cell; 7] {
    let [country, province, district] = match found {
        Some(found) => [&found.country, &found.province, &found.district].map(Option::as_ref),
        None => [None; 3],
    };
    let id = |region: Option<&RegionName>| Value::from(region.map(|region| region.id.as_str()));
    let name = |region: Option<&RegionName>| Value::from(region.map(|region| region.name.as_str()));
    let values = [
        id(country),
        name(country),
        id(province),
        name(province),
        id(district),
        name(district),
        Value::from(found.map(|found| found.on_border)),
    ];
    paired(PLACEMENT_COLUMNS, values)
}

/// A measurement as columns; all empty for a record that is no single place.
///
/// # Units
/// Metres to the millimetre, degrees to 1e-7, the bearing in degrees clockwise from north.
#[must_use]
pub fn measurement_cells(found: Option<&Measurement>, edges: EdgeModel) -> [Cell; 10] {
    let Some(found) = found else { return paired(MEASUREMENT_COLUMNS, std::array::from_fn(|_| Value::Null)) };
    let values = [
        found.target.as_str().into(),
        found.name.as_str().into(),
        distance_cell(found.distance).1,
        found.side.as_ref().map(Side::word).into(),
        rounded(found.nearest.lon(), DEGREE_DECIMALS).into(),
        rounded(found.nearest.lat(), DEGREE_DECIMALS).into(),
        found.bearing.map(|bearing| rounded(bearing.value(), BEARING_DECIMALS) % 360.0).into(),
        edges.name().into(),
        found.source.as_deref().into(),
        found.accuracy.map_or(Value::Null, |off| whole(off.value())),
    ];
    paired(MEASUREMENT_COLUMNS, values)
}

/// The cluster of a record, by its number from 0, and how many records it has; empty for a record in none.
#[must_use]
pub fn cluster_cells(found: Option<(usize, usize)>) -> [Cell; 2] {
    let values = [found.map(|(number, _)| number + 1).into(), found.map(|(_, size)| size).into()];
    paired(CLUSTER_COLUMNS, values)
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
    pub nearest: Option<&'a Measurement>,
}

/// A cluster as columns; the distance is that of its nearest record.
///
/// # Units
/// Square kilometres to the hundredth, metres to the millimetre.
#[must_use]
pub fn outline_cells(row: &OutlineRow) -> [Cell; 8] {
    let [number, size] = cluster_cells(Some(row.cluster)).map(|(_, value)| value);
    let [first, last] = row.dates.clone().map(Value::from);
    let values = [
        number,
        size,
        first,
        last,
        rounded(row.area_m2 / M2_PER_KM2, AREA_DECIMALS).into(),
        row.nearest.map(|found| found.target.as_str()).into(),
        row.nearest.map(|found| found.name.as_str()).into(),
        row.nearest.map_or(Value::Null, |found| distance_cell(found.distance).1),
    ];
    paired(OUTLINE_COLUMNS, values)
}

/// A distance as a column, in metres to the millimetre.
#[must_use]
pub fn distance_cell(distance: Metres) -> Cell {
    (DISTANCE_COLUMN, rounded(distance.value(), DISTANCE_DECIMALS).into())
}

/// Puts `cells` among `properties`: in the place of those of the same name, or at the end.
pub fn add_cells(properties: &mut Properties, cells: impl IntoIterator<Item = Cell>) {
    for (column, value) in cells {
        properties.insert(column.to_owned(), value);
    }
}

fn paired<const COUNT: usize>(columns: [&'static str; COUNT], values: [Value; COUNT]) -> [Cell; COUNT] {
    let mut values = values;
    std::array::from_fn(|number| (columns[number], values[number].take()))
}

/// Metres without a fraction that means nothing.
fn whole(metres: f64) -> Value {
    format!("{metres}").parse::<i64>().map_or_else(|_| metres.into(), Value::from)
}

fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    // -0.0 would be written as such
    if rounded == 0.0 { 0.0 } else { rounded }
}
