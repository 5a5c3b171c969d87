//! How surely a record must meet a limit to be counted. Not responsible for measuring.

use std::str::FromStr;

use thiserror::Error;

use crate::model::extent::Extent;
use crate::query::how_far::HowFar;
use crate::query::interval::Ruler;
use crate::units::Metres;

/// How surely an event must have been within a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Certainty {
    /// All places where it may have been are within.
    Must,
    /// Some place where it may have been is within.
    May,
    /// At least this share of the places, by area, is within; more than 0 and at most 1.
    Share(f64),
}

/// Why a text is no certainty.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{text:?} is no certainty; write must, may, or a share such as 0.5, more than 0 and at most 1")]
pub struct CertaintyError {
    /// What came.
    pub text: String,
}

impl FromStr for Certainty {
    type Err = CertaintyError;

    fn from_str(text: &str) -> Result<Self, CertaintyError> {
        match text {
            "must" => Ok(Self::Must),
            "may" => Ok(Self::May),
            _ => {
                let share = text.parse().ok().filter(|share| *share > 0.0 && *share <= 1.0);
                share.map(Self::Share).ok_or_else(|| CertaintyError { text: text.to_owned() })
            }
        }
    }
}

/// How surely an event was within a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The share of the places where it may have been, by area, that are within: 1 where all are, 0 where none is.
    pub share: f64,
    /// Whether some are.
    pub may: bool,
    /// Whether all are.
    pub must: bool,
}

impl Chance {
    /// How surely the event that is `far` and may have been anywhere in `extent` was within `distance`.
    ///
    /// # Accuracy
    /// The share as [`Ruler::share_within`]; what must and what may are never mistaken for each other.
    #[must_use]
    pub fn of(ruler: &Ruler, extent: Option<&Extent>, far: &HowFar, distance: Metres) -> Self {
        let (must, may) = (far.max <= distance, far.min <= distance);
        let share = match extent {
            Some(extent) if may && !must => ruler.share_within(extent, distance),
            // a single place is within or not; what the target is off is in neither
            _ => f64::from(u8::from(far.best.map_or(must, |best| best.distance <= distance))),
        };
        Self { share, may, must }
    }

    /// Whether it is as sure as `certainty` asks: what must be is part of what any share keeps, and that of what may be.
    #[must_use]
    pub fn meets(&self, certainty: Certainty) -> bool {
        match certainty {
            Certainty::Must => self.must,
            Certainty::May => self.may,
            Certainty::Share(share) => self.must || (self.may && self.share >= share),
        }
    }
}
