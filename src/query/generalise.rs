//! Records whose places are made coarser, so that no column tells more than is meant to be told.
//! Not responsible for texts: a note may still name a village.

use serde_json::{Number, Value};

use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::precision::Precision;
use crate::model::shape::Shape;
use crate::query::level::Level;
use crate::query::placing::Placer;
use crate::query::unit::{Stated, Units};
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
    /// A generaliser of records that are placed by `placer`. It also takes away the columns `own`, which the user says hold
    /// coordinates, and those that the placer was asked to read: it writes its own in their place.
    #[must_use]
    pub fn new(placer: Placer<'a>, blur: Blur, own: Vec<String>) -> Self {
        let own = own.into_iter().chain(placer.asked_columns().map(str::to_owned)).collect();
        Self { units: Units::new(placer.areas().atlas()), placer, blur, own }
    }

    /// `feature` with its place made coarser.
    ///
    /// Columns of coordinates, of places within a unit, and of distances are taken away, and cells that hold the digits of the
    /// point, or two numbers like coordinates, are blanked. What is known is told in the columns `precision`, `radius_m`, `areas` and `generalised`. A shape that
    /// is no single point is taken away, with what it could tell.
    #[must_use]
    pub fn generalised(&self, feature: Feature) -> Feature {
        let stated = Stated::of(&self.placer, &feature);
        let Feature { id, properties, .. } = feature;
        let traces = stated.at.map(traces).unwrap_or_default();
        let id = id.filter(|id| !holds(&id_text(id), &traces));
        let had_degrees = properties.keys().any(|name| tells_degrees(name));
        let mut kept = self.without_places(properties, &traces);
        let shape = match self.blur.level() {
            None => self.snapped(&stated, &mut kept),
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
    fn snapped(&self, stated: &Stated, into: &mut Properties) -> Option<Shape> {
        let snapped = stated.at.map(cell);
        // what stands for an area stands for it still; a point is known to its cell
        let precision = match (stated.precision, snapped) {
            (Some(Precision::Exact | Precision::Near | Precision::Locality) | None, Some(_)) => Precision::Near,
            (Some(coarse), _) => coarse,
            (None, None) => Precision::Unlocated,
        };
        let reach = snapped.map(|(_, reach)| reach.value() + stated.radius.map_or(0.0, Metres::value));
        let reaches = precision == Precision::Near || stated.radius.is_some();
        let reach = reach.filter(|_| reaches).and_then(|metres| Number::from_f64(metres.ceil()));
        into.insert(PRECISION_COLUMN.to_owned(), precision.word().into());
        // the width of a border's zone stays what it was
        if precision != Precision::BorderZone {
            into.insert(RADIUS_COLUMN.to_owned(), reach.map_or(Value::Null, Value::Number));
        }
        if !into.contains_key(AREAS_COLUMN) {
            let level = Level::ALL.into_iter().find(|level| level.precision() == precision);
            let unit = level.and_then(|level| self.units.smallest(stated, level)).map(|(_, card)| card.id.clone());
            // the middle of a cell may lie in another province than a corridor's own point
            let of_corridor = || (precision == Precision::Corridor).then(|| stated.areas.join(" "));
            let areas = unit.or_else(of_corridor).filter(|areas| !areas.is_empty());
            into.insert(AREAS_COLUMN.to_owned(), areas.into());
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

/// Decimals of a degree that whole numbers of it are written with: 2512641 is 25.12641.
const SCALED_DECIMALS: usize = 4;

/// The digits by which a place is known again: its coordinates to a hundredth of a degree, a kilometre, cut off and rounded, and
/// as whole numbers of a small part of a degree.
fn traces(place: LonLat) -> Vec<String> {
    let trace = |value: f64| {
        let text = value.abs().to_string();
        let (whole, decimals) = text.split_once('.')?;
        let short = [format!("{whole}.{}", decimals.get(..2)?), format!("{:.2}", value.abs())];
        let scaled = decimals.get(..SCALED_DECIMALS).map(|decimals| format!("{whole}{decimals}"));
        Some(short.into_iter().chain(scaled).collect::<Vec<_>>())
    };
    [place.lon(), place.lat()].into_iter().filter_map(trace).flatten().collect()
}

/// Whether `text` holds one of `traces` where a number begins, with a decimal point or a decimal comma.
fn holds(text: &str, traces: &[String]) -> bool {
    let text = text.replace(',', ".");
    let begins_there = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    traces.iter().any(|trace| text.match_indices(trace.as_str()).any(|(at, _)| begins_there(at)))
}

/// Decimals from which on a number may be a coordinate that is finer than a cell.
const FINE_DECIMALS: usize = 3;

/// With a decimal comma it is a digit more: `1,234` may be a thousand and some.
const FINE_DECIMALS_BEHIND_COMMA: usize = FINE_DECIMALS + 1;

/// Whether `text` holds two numbers that may be coordinates, of whatever place.
fn holds_a_pair(text: &str) -> bool {
    holds_sexagesimals(text) || holds_decimals(text)
}

/// Whether `text` holds numbers behind which a quarter of the compass stands, twice, or a sign of degrees: `25°07'35"N`,
/// `25 07 35.1 N 62 19 31.5 E`.
fn holds_sexagesimals(text: &str) -> bool {
    let mut quarters = 0;
    let mut before = ' ';
    let mut after_number = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let ends = letters.peek().is_none_or(|next| !next.is_alphabetic());
        quarters += usize::from(after_number && !before.is_alphabetic() && ends && "NSEWnsew".contains(c));
        if c.is_ascii_digit() {
            after_number = true;
        } else if !(c.is_whitespace() || ".,'\"′″’”°º".contains(c)) {
            after_number = false;
        }
        before = c;
    }
    quarters > 1 || (text.contains(['°', 'º']) && text.chars().any(|c| c.is_ascii_digit()))
}

fn holds_decimals(text: &str) -> bool {
    let pair = |mark: char, fine: usize| {
        let is_fine = |number: &&str| {
            let decimals = number.split_once(mark).map(|(_, decimals)| decimals);
            decimals.is_some_and(|decimals| decimals.bytes().take_while(u8::is_ascii_digit).count() >= fine)
        };
        text.split(|c: char| !c.is_ascii_digit() && c != mark).filter(is_fine).count() > 1
    };
    pair('.', FINE_DECIMALS) || pair(',', FINE_DECIMALS_BEHIND_COMMA)
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

/// Parts of names of columns that hold coordinates, codes of small cells, names of places within a district, or distances.
const TELLING_PARTS: [&str; 31] = [
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
    "village",
    "town",
    "hamlet",
    "settlement",
    "locality",
    "neighbourhood",
    "neighborhood",
    "address",
    "tehsil",
    "taluka",
    "union_council",
    "gridref",
];
/// Words in names of columns that tell the same: such as `h3` in `h3_index`.
const TELLING_WORDS: [&str; 33] = [
    "x",
    "y",
    "h3",
    "s2",
    "olc",
    "utm",
    "grid",
    "location",
    "place",
    "placename",
    "city",
    "cityname",
    "street",
    "road",
    "quarter",
    "postcode",
    "postal",
    "zip",
    "zipcode",
    "w3w",
    "bdist",
    "dist",
    "range",
    "km",
    "miles",
    "gps",
    "dms",
    "pos",
    "position",
    "breite",
    "laenge",
    "länge",
    "lng",
];
/// Whole names of columns that hold a place, or say how precise a point was that is there no more.
const TELLING_NAMES: [&str; 8] =
    ["where", "where_description", "admin3", "adm_3", "adm3", "where_prec", "geo_precision", "actiongeo_type"];
/// Names of columns that tell more than a district or province does: UCDP's cells of half a degree.
const FINER_THAN_UNITS: [&str; 2] = ["priogrid_gid", "on_border"];
/// Names of columns that tell more than a province does.
const FINER_THAN_PROVINCES: [&str; 6] = ["admin2", "adm_2", "adm2", "district", "district_name", "county"];

/// Whether a column of this name tells a place that is finer than `blur`.
fn tells_place(name: &str, blur: Blur) -> bool {
    let as_written = name;
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
        || words(as_written).iter().any(|word| {
            let unnumbered = word.trim_end_matches(|c: char| c.is_ascii_digit());
            TELLING_WORDS.contains(&word.as_str()) || TELLING_WORDS.contains(&unnumbered)
        })
}

/// The words of a name: `h3_r9` and `cityName` have two.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (last_small && c.is_uppercase()) {
            words.push(String::new());
        }
        last_small = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words
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
