//! How many decimals a coordinate is written with. Not responsible for writing it.

use std::borrow::Cow;

use crate::io::outgoing::Outgoing;
use crate::io::write::options::MOST_DIGITS;

/// Decimals of a coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// The shortest number that reads back as the same.
    #[default]
    Shortest,
    /// This many at most, 15 or fewer.
    AtMost(u8),
    /// As many as each record's precision supports:
    ///
    /// | what the record says | decimals |
    /// |---|---|
    /// | `radius_m` or `accuracy_m` of *r* metres | the fewest that move no point by more than *r*/10: 1 m 6, 10 m 5, 100 m 4, 1 km 3, 25 km 2, 100 km 1 |
    /// | `precision` `exact`, and no length | 7, a centimetre |
    /// | nothing, or other words | 6, a decimetre |
    ///
    /// A length of zero says nothing. `radius_m` comes before `accuracy_m`.
    ByPrecision,
}

/// What is written where a record says nothing.
const USUAL: u8 = 6;
/// A centimetre: no source is finer.
const FINEST: u8 = 7;
/// Rounding to whole degrees moves a point by half a degree along each axis at most: half of 111.32 km times the square root of
/// two, a little rounded up.
const WHOLE_DEGREE_MOVE_M: f64 = 78_800.0;
/// The share of a radius by which rounding may move a point.
const SHARE: f64 = 0.1;
const LENGTHS: [&str; 2] = ["radius_m", "accuracy_m"];

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
    if let Some(length_m) = LENGTHS.iter().find_map(length) {
        return decimals_within(length_m * SHARE);
    }
    match record.said("precision") {
        Some(Cow::Borrowed("exact")) => FINEST,
        Some(word) if word == "exact" => FINEST,
        _ => USUAL,
    }
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
