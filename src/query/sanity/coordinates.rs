//! Mistakes in a pair of coordinates that the row itself gives away: exchanged, of the wrong sign, ten times too large.
//! Not responsible for points that are plainly elsewhere.

use crate::lonlat::LonLat;
use crate::model::precision::Precision;
use crate::query::level::Level;
use crate::query::named_units::{NamedUnit, NamedUnits};
use crate::query::placing::Placer;
use crate::query::sanity::columns::Row;
use crate::query::sanity::finding::{Finding, Rule};

/// So near to 0, 0 a point is taken for one that is missing: nothing but sea is there.
const NULL_ISLAND_DEG: f64 = 0.1;
/// A point with fewer decimals than this is no better than some kilometres: 0.1° of latitude are 11 km.
const DECIMALS_OF_A_PLACE: usize = 2;
/// Coordinates are shown to a ten millionth of a degree, a centimetre.
const PER_DEGREE: f64 = 1e7;
/// What the decimal point of a coordinate may have slipped by.
const SLIPS: [f64; 3] = [1.0, 10.0, 0.1];

/// Whether a point near 0, 0 is a missing one. The reader tells of those that lie there exactly.
pub(super) fn null_island(row: &Row<'_, '_>, at: LonLat) -> Option<Finding> {
    let near = at.lon().abs() <= NULL_ISLAND_DEG && at.lat().abs() <= NULL_ISLAND_DEG;
    let exact = at.lon() == 0.0 && at.lat() == 0.0;
    (near && !exact).then(|| {
        finding(Rule::NullIsland, row, at, format!("{} lies near 0, 0: check that it is not missing", pair(at)))
    })
}

/// The mistake by which `at` came to lie far from the units that a row names, if one explains it.
///
/// Exchanged coordinates and wrong signs are told by the smallest unit that then holds the point, a slipped decimal point only by
/// a district or a province, and only where no second slip would do.
pub(super) fn mistake(placer: &Placer, named: &NamedUnits, row: &Row<'_, '_>, at: LonLat) -> Option<Finding> {
    let levels = [named.district, named.province, named.country];
    let holder = |place: LonLat| levels.into_iter().flatten().find(|unit| holds(placer, unit, place));
    if at.lon() == 0.0 || at.lat() == 0.0 {
        let which = if at.lon() == 0.0 { "longitude" } else { "latitude" };
        let stated = named.finest(Level::District)?.described();
        let message = format!("the {which} is 0, and the row says {stated}: check that it is not missing");
        return Some(finding(Rule::NullIsland, row, at, message));
    }
    let told = |rule, place: LonLat, unit: NamedUnit<'_>, how: &str| {
        let (pair, unit) = (pair(place), unit.described());
        finding(rule, row, at, format!("{how} the point is {pair} and lies in {unit}, as the row says"))
    };
    if let Some((place, unit)) = placed(at.lat(), at.lon()).and_then(|place| Some((place, holder(place)?))) {
        return Some(told(Rule::Swapped, place, unit, "with longitude and latitude exchanged"));
    }
    let signs = [(-1.0, 1.0, "longitude"), (1.0, -1.0, "latitude"), (-1.0, -1.0, "longitude and latitude")];
    for (lon, lat, which) in signs {
        if let Some((place, unit)) =
            placed(lon * at.lon(), lat * at.lat()).and_then(|place| Some((place, holder(place)?)))
        {
            return Some(told(Rule::WrongSign, place, unit, &format!("with the other sign of its {which}")));
        }
    }
    let unit = named.district.or(named.province)?;
    let slips = SLIPS.into_iter().flat_map(|lon| SLIPS.map(|lat| (lon, lat))).filter(|slip| *slip != (1.0, 1.0));
    let fits = slips.filter_map(|(lon, lat)| placed(lon * at.lon(), lat * at.lat()));
    let fits: Vec<LonLat> = fits.filter(|place| holds(placer, &unit, *place)).collect();
    match fits.as_slice() {
        [place] => Some(told(Rule::PointSlipped, *place, unit, "with a decimal point moved by one")),
        _ => None,
    }
}

/// Whether a unit holds a place, as precisely as it is drawn.
fn holds(placer: &Placer, unit: &NamedUnit<'_>, place: LonLat) -> bool {
    placer.distance_to(unit, place).is_some_and(|distance| distance <= unit.accuracy())
}

fn placed(lon: f64, lat: f64) -> Option<LonLat> {
    LonLat::new(lon, lat).ok()
}

/// Whether a point that is called a place has too few decimals for one.
pub(super) fn few_decimals(row: &Row<'_, '_>, at: LonLat, precision: Option<Precision>) -> Option<Finding> {
    let precision = precision.filter(|precision| matches!(precision, Precision::Exact | Precision::Locality))?;
    let written = row.columns.coordinates.and_then(|(lon, lat)| Some((row.said(Some(lon))?, row.said(Some(lat))?)));
    let most = match &written {
        Some((lon, lat)) => decimals(lon).max(decimals(lat)),
        None => decimals(&at.lon().to_string()).max(decimals(&at.lat().to_string())),
    };
    (most < DECIMALS_OF_A_PLACE).then(|| {
        let (word, written) = (precision.word(), if most == 0 { "whole degrees" } else { "tenths of a degree" });
        let message = format!("the row is called {word}, and its point is written in {written}: 11 km or more apart");
        finding(Rule::FewDecimals, row, at, message)
    })
}

/// How many decimals a number is written with; a writing without a point, such as degrees and minutes, has enough.
fn decimals(text: &str) -> usize {
    let text = text.trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
        return usize::MAX;
    }
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A point as two numbers, longitude first.
#[must_use]
pub fn pair(at: LonLat) -> String {
    let rounded = |degrees: f64| (degrees * PER_DEGREE).round() / PER_DEGREE;
    format!("{},{}", rounded(at.lon()), rounded(at.lat()))
}

/// A finding about the point of a row.
pub(super) fn finding(rule: Rule, row: &Row<'_, '_>, at: LonLat, message: String) -> Finding {
    Finding { rule, column: row.point_column(), value: pair(at), message }
}
