//! Records whose places are made coarser, so that no column tells more than is meant to be told.
//! Not responsible for texts: a note may still name a village.

use serde_json::{Number, Value};

use crate::atlas::Atlas;
use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::precision::Precision;
use crate::model::shape::Shape;
use crate::query::placing::{Placer, PlacingColumns};
use crate::query::unit::{Level, Stated, Units};
use crate::units::Metres;

/// How coarse places become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blur {
    /// The middle of the cell of a tenth of a degree, with the radius that holds the cell.
    Tenth,
    /// The district, or the smallest larger unit where that is not known; no coordinates.
    District,
    /// The province, or the country where that is not known; no coordinates.
    Province,
}

impl Blur {
    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tenth => "0.1deg",
            Self::District => "district",
            Self::Province => "province",
        }
    }

    fn level(self) -> Option<Level> {
        match self {
            Self::Tenth => None,
            Self::District => Some(Level::District),
            Self::Province => Some(Level::Province),
        }
    }
}

/// The column that says how coarse a place was made.
pub const GENERALISED_COLUMN: &str = "generalised";
const PRECISION_COLUMN: &str = "precision";
const RADIUS_COLUMN: &str = "radius_m";
const AREAS_COLUMN: &str = "areas";

/// Cells in a degree: cells of a tenth.
const CELLS: f64 = 10.0;
/// What UCDP's `where_prec` 2 means.
const UCDP_NEAR: Metres = Metres::from_km(25.0);

/// The cell of a tenth of a degree that holds `place`: its middle, and how far from there it reaches.
///
/// # Units
/// Whole metres, rounded up.
///
/// # Not unique
/// A place on the edge of two cells is of the eastern and the northern one; ±180° and the poles are of the last cell.
#[must_use]
pub fn cell(place: LonLat) -> (LonLat, Metres) {
    let middle =
        |value: f64, most: f64| ((value * CELLS).floor().clamp(-most * CELLS, most * CELLS - 1.0) + 0.5) / CELLS;
    let (lon, lat) = (middle(place.lon(), 180.0), middle(place.lat(), 90.0));
    let Ok(centre) = LonLat::new(lon, lat) else { return (place, Metres::ZERO) };
    let half = 0.5 / CELLS;
    let corners = [lat - half, lat + half].map(|lat| LonLat::new(lon + half, lat.clamp(-90.0, 90.0)));
    let reach = corners.into_iter().flatten().map(|corner| distance(centre, corner).value()).fold(0.0, f64::max);
    (centre, Metres::new(reach.ceil()))
}

/// Makes places coarser.
#[derive(Debug)]
pub struct Generaliser<'a> {
    units: Units<'a>,
    placer: Placer<'a>,
    blur: Blur,
    /// Columns that tell a place though their names do not say so.
    own: Vec<String>,
}

impl<'a> Generaliser<'a> {
    /// A generaliser that also takes away the columns `own`, which the user says hold coordinates.
    #[must_use]
    pub fn new(atlas: &'a Atlas, blur: Blur, own: Vec<String>) -> Self {
        let placer = Placer::new(atlas, &PlacingColumns::default());
        Self { units: Units::new(atlas), placer, blur, own }
    }

    /// `feature` with its place made coarser.
    ///
    /// Columns of coordinates, of places within a unit, and of distances are taken away, and cells that hold the digits of the
    /// point, or two numbers like coordinates, are blanked. What is known is told in the columns `precision`, `radius_m`, `areas` and `generalised`. A shape that
    /// is no single point is taken away, with what it could tell.
    #[must_use]
    pub fn generalised(&self, feature: Feature) -> Feature {
        let stated = Stated::of(&self.placer, &feature);
        let radius_m = stated_radius_m(&feature, stated.precision);
        let Feature { id, properties, .. } = feature;
        let traces = stated.at.map(traces).unwrap_or_default();
        let id = id.filter(|id| !holds(&id_text(id), &traces));
        let had_degrees = properties.keys().any(|name| tells_degrees(name));
        let mut kept = self.without_places(properties, &traces);
        let shape = match self.blur.level() {
            None => self.snapped(&stated, radius_m, &mut kept),
            Some(level) => {
                self.named(&stated, level, &mut kept);
                if had_degrees {
                    // a table without them could not be read again
                    kept.insert("lon".to_owned(), Value::Null);
                    kept.insert("lat".to_owned(), Value::Null);
                }
                None
            }
        };
        kept.insert(GENERALISED_COLUMN.to_owned(), self.blur.word().into());
        Feature { id, shape, properties: kept }
    }

    /// What tells no place finer than the blur.
    fn without_places(&self, properties: Properties, traces: &[String]) -> Properties {
        let stays = |(name, value): (String, Value)| {
            if self.own.contains(&name) || tells_place(&name, self.blur) {
                return None;
            }
            let text = value_text(&value);
            let scrubbed = if holds(&text, traces) || holds_a_pair(&text) { Value::Null } else { value };
            Some((name, scrubbed))
        };
        properties.into_iter().filter_map(stays).collect()
    }

    /// The middle of the cell of a record's point; its columns tell how far that may be off.
    fn snapped(&self, stated: &Stated, radius_m: Option<f64>, into: &mut Properties) -> Option<Shape> {
        let snapped = stated.at.map(cell);
        // what stands for an area stands for it still; a point is known to its cell
        let precision = match (stated.precision, snapped) {
            (Some(Precision::Exact | Precision::Near | Precision::Locality) | None, Some(_)) => Precision::Near,
            (Some(coarse), _) => coarse,
            (None, None) => Precision::Unlocated,
        };
        let reach = snapped.map(|(_, reach)| reach.value() + radius_m.unwrap_or_default());
        let reach = reach.filter(|_| precision == Precision::Near).and_then(|metres| Number::from_f64(metres.ceil()));
        into.insert(PRECISION_COLUMN.to_owned(), precision.word().into());
        into.insert(RADIUS_COLUMN.to_owned(), reach.map_or(Value::Null, Value::Number));
        if !into.contains_key(AREAS_COLUMN) {
            let level = Level::ALL.into_iter().find(|level| level.precision() == precision);
            let unit = level.and_then(|level| self.units.unit(stated, level));
            into.insert(AREAS_COLUMN.to_owned(), unit.map(|card| card.id.as_str()).into());
        }
        snapped.map(|(centre, _)| Shape::from_place(centre))
    }

    /// Tells the unit of a record in its columns.
    fn named(&self, stated: &Stated, level: Level, into: &mut Properties) {
        let unit = self.units.smallest(stated, level);
        let precision = unit.map_or(Precision::Unlocated, |(level, _)| level.precision());
        into.insert(PRECISION_COLUMN.to_owned(), precision.word().into());
        into.insert(AREAS_COLUMN.to_owned(), unit.map(|(_, card)| card.id.as_str()).into());
        if let Some(radius) = into.get_mut(RADIUS_COLUMN) {
            *radius = Value::Null;
        }
    }
}

/// The radius within which a record says that it was.
fn stated_radius_m(feature: &Feature, precision: Option<Precision>) -> Option<f64> {
    let column = match feature.properties.get(RADIUS_COLUMN) {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let by_code = || {
        let of_ucdp = precision == Some(Precision::Near) && feature.properties.contains_key("where_prec");
        of_ucdp.then_some(UCDP_NEAR.value())
    };
    column.filter(|metres: &f64| metres.is_finite() && *metres >= 0.0).or_else(by_code)
}

/// The digits by which a place is known again: its coordinates to a hundredth of a degree, a kilometre.
fn traces(place: LonLat) -> Vec<String> {
    let trace = |value: f64| {
        let text = value.abs().to_string();
        let (whole, decimals) = text.split_once('.')?;
        decimals.get(..2).map(|decimals| format!("{whole}.{decimals}"))
    };
    [place.lon(), place.lat()].into_iter().filter_map(trace).collect()
}

/// Whether `text` holds one of `traces` where a number begins.
fn holds(text: &str, traces: &[String]) -> bool {
    let begins_there = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    traces.iter().any(|trace| text.match_indices(trace.as_str()).any(|(at, _)| begins_there(at)))
}

/// Decimals from which on a number may be a coordinate that is finer than a cell.
const FINE_DECIMALS: usize = 3;

/// Whether `text` holds two numbers that may be coordinates, of whatever place.
fn holds_a_pair(text: &str) -> bool {
    let fine = |number: &str| {
        let decimals = number.split_once('.').map(|(_, decimals)| decimals);
        decimals.is_some_and(|decimals| decimals.bytes().take_while(u8::is_ascii_digit).count() >= FINE_DECIMALS)
    };
    text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|number| fine(number)).count() > 1
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn id_text(id: &FeatureId) -> String {
    id.to_string()
}

/// Parts of names of columns that hold coordinates, codes of small cells, or distances.
const TELLING_PARTS: [&str; 19] = [
    "latitude",
    "longitude",
    "coord",
    "geom",
    "wkt",
    "geohash",
    "easting",
    "northing",
    "mgrs",
    "what3words",
    "quadkey",
    "pluscode",
    "plus_code",
    "distance",
    "bearing",
    "nearest",
    "geo_fullname",
    "geo_featureid",
    "geo_adm2code",
];
/// Whole names of columns that hold a place, or say how precise a point was that is there no more.
const TELLING_NAMES: [&str; 15] = [
    "x",
    "y",
    "location",
    "where",
    "where_description",
    "place",
    "h3",
    "s2",
    "admin3",
    "adm_3",
    "adm3",
    "where_prec",
    "geo_precision",
    "actiongeo_type",
    "settlement",
];
/// Names of columns that tell more than a district or province does: UCDP's cells of half a degree.
const FINER_THAN_UNITS: [&str; 2] = ["priogrid_gid", "on_border"];
/// Names of columns that tell more than a province does.
const FINER_THAN_PROVINCES: [&str; 6] = ["admin2", "adm_2", "adm2", "district", "district_name", "county"];

/// Whether a column of this name tells a place that is finer than `blur`.
fn tells_place(name: &str, blur: Blur) -> bool {
    let lower = name.to_lowercase();
    let mut name = lower.trim();
    // how a column is kept aside that an answer would hide
    while let Some(rest) = name.strip_prefix("input_") {
        name = rest;
    }
    let finer = match blur {
        Blur::Tenth => false,
        Blur::District => FINER_THAN_UNITS.contains(&name),
        Blur::Province => FINER_THAN_UNITS.contains(&name) || FINER_THAN_PROVINCES.contains(&name),
    };
    finer
        || tells_degrees(name)
        || TELLING_NAMES.contains(&name)
        || TELLING_PARTS.iter().any(|part| name.contains(part))
}

/// Whether a column of this name holds a longitude or a latitude.
fn tells_degrees(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    lower.contains("latitude")
        || lower.contains("longitude")
        || words.clone().any(|word| matches!(word, "lat" | "lon" | "lng"))
        || words.next_back() == Some("long")
}
