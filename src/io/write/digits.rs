//! How many decimals a coordinate is written with. Not responsible for writing it.

use geo_types::{Geometry, LineString, Polygon};

use crate::io::outgoing::Outgoing;
use crate::io::write::options::MOST_DIGITS;
use crate::model::crosswalk::Coding;
use crate::model::precision::Precision;
use crate::model::shape::Shape;

/// Decimals of a coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// The shortest number that reads back as the same.
    #[default]
    Shortest,
    /// This many at most, 15 or fewer.
    AtMost(u8),
    /// As many as each record's precision supports. Of points:
    ///
    /// | what the record says | decimals |
    /// |---|---|
    /// | `radius_m` or `accuracy_m` of *r* metres | the fewest that move no point by more than *r*/10: 1 m 6, 10 m 5, 100 m 4, 1 km 3, 25 km 2, 100 km 1 |
    /// | a dataset's code that has a radius, and no length | the same of that radius |
    /// | `precision` `exact`, or such a code, and no length | 7, a centimetre |
    /// | a district, and no length | 2, a kilometre |
    /// | a province, a country, or a stretch without edges | 1, ten kilometres |
    /// | nothing, or other words | 6, a decimetre |
    ///
    /// A length of zero says nothing. `radius_m` comes before `accuracy_m`. Lines and areas are drawn as finely as `accuracy_m`
    /// says by the same rule, and with 4 decimals or more, since coarser ones would change their form; else with 6. How far a
    /// record may be from a point says nothing about an outline.
    ByPrecision,
}

/// What is written where a record says nothing.
const USUAL: u8 = 6;
/// What outlines keep: ten metres.
const OUTLINE: u8 = 4;
/// What points keep that stand for an area: a kilometre for districts, ten for what is larger.
const OF_DISTRICT: u8 = 2;
const OF_LARGER: u8 = 1;
/// A centimetre: no source is finer.
const FINEST: u8 = 7;
/// Rounding to whole degrees moves a point by half a degree along each axis at most: half of 111.32 km times the square root of
/// two, a little rounded up.
const WHOLE_DEGREE_MOVE_M: f64 = 78_800.0;
/// The share of a radius by which rounding may move a point.
const SHARE: f64 = 0.1;
const ACCURACY: &str = "accuracy_m";
const LENGTHS: [&str; 2] = ["radius_m", ACCURACY];

impl Digits {
    /// The decimals that are the same for all records; `None` is the shortest number.
    #[cfg(feature = "xml")]
    pub(super) fn for_all(self) -> Option<u8> {
        match self {
            Self::AtMost(digits) => Some(digits.min(MOST_DIGITS)),
            Self::Shortest | Self::ByPrecision => None,
        }
    }

    /// The decimals for `record`; `None` is the shortest number.
    pub(super) fn of(self, record: &Outgoing) -> Option<u8> {
        match self {
            Self::Shortest => None,
            Self::AtMost(digits) => Some(digits.min(MOST_DIGITS)),
            Self::ByPrecision => Some(supported(record)),
        }
    }
}

fn supported(record: &Outgoing) -> u8 {
    let length = |name: &&str| record.said(name)?.trim().parse::<f64>().ok().filter(|length| *length > 0.0);
    if record.shape.is_some_and(|shape| !is_of_points(shape.geometry())) {
        return length(&ACCURACY).map_or(USUAL, |length_m| decimals_within(length_m * SHARE).max(OUTLINE));
    }
    if let Some(length_m) = LENGTHS.iter().find_map(length) {
        return decimals_within(length_m * SHARE);
    }
    let coded = Coding::ALL.iter().find_map(|coding| coding.coded(&record.said(coding.column())?));
    match coded.map(|coded| (coded.precision, coded.radius)) {
        Some((_, Some(radius))) => decimals_within(radius.value() * SHARE),
        Some((Precision::Exact, None)) => FINEST,
        Some((Precision::District, None)) => OF_DISTRICT,
        None | Some((Precision::Near | Precision::Locality, None)) => USUAL,
        Some(_) => OF_LARGER,
    }
}

/// How many rings of `shape` have fewer than three corners left with so many decimals.
pub(super) fn collapsed_rings(shape: Option<&Shape>, digits: Option<u8>) -> u64 {
    let (Some(shape), Some(digits)) = (shape, digits) else { return 0 };
    let steps = 10_f64.powi(i32::from(digits));
    let is_collapsed = |ring: &LineString<f64>| {
        let mut corners: Vec<[f64; 2]> = Vec::new();
        for at in &ring.0 {
            let corner = [(at.x * steps).round(), (at.y * steps).round()];
            if !corners.contains(&corner) {
                corners.push(corner);
            }
            if corners.len() > 2 {
                return false;
            }
        }
        true
    };
    let of_polygon = |polygon: &Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.filter(|ring| is_collapsed(ring)).count() as u64
    };
    match shape.geometry() {
        Geometry::Polygon(polygon) => of_polygon(polygon),
        Geometry::MultiPolygon(many) => many.iter().map(of_polygon).sum(),
        _ => 0,
    }
}

fn is_of_points(geometry: &Geometry<f64>) -> bool {
    matches!(geometry, Geometry::Point(_) | Geometry::MultiPoint(_))
}

/// The fewest decimals that move no point by more than `move_m`.
fn decimals_within(move_m: f64) -> u8 {
    (0..FINEST).find(|digits| WHOLE_DEGREE_MOVE_M / 10_f64.powi(i32::from(*digits)) <= move_m).unwrap_or(FINEST)
}

#[cfg(test)]
mod tests {
    use super::decimals_within;

    #[test]
    fn rounding_stays_within_a_tenth_of_the_radius() {
        for (radius_m, expected) in [
            (0.1, 7),
            (1.0, 6),
            (10.0, 5),
            (100.0, 4),
            (500.0, 4),
            (1_000.0, 3),
            (25_000.0, 2),
            (100_000.0, 1),
            (1e7, 0),
        ] {
            assert_eq!(decimals_within(radius_m / 10.0), expected, "{radius_m}");
        }
    }
}
