//! The units of an atlas that a row names in its columns. Not responsible for finding them by name.

use crate::model::crosswalk::{Coded, Coding};
use crate::model::region::RegionName;
use crate::query::level::Level;
use crate::query::unit_names::Unit;
use crate::units::Metres;

/// A unit of the atlas, and the column that names it.
#[derive(Debug, Clone, Copy)]
pub struct NamedUnit<'p> {
    /// The column.
    pub column: &'p str,
    pub(super) unit: &'p Unit,
}

impl<'p> NamedUnit<'p> {
    /// Its name card.
    #[must_use]
    pub fn card(&self) -> &'p RegionName {
        &self.unit.card
    }

    /// In words: `Gwadar district`.
    #[must_use]
    pub fn described(&self) -> &'p str {
        &self.unit.described
    }

    /// How far its outline may be off.
    #[must_use]
    pub fn accuracy(&self) -> Metres {
        self.unit.accuracy
    }

    /// How large a unit it is.
    #[must_use]
    pub fn level(&self) -> Level {
        self.unit.level
    }
}

/// A name in a row that no unit of the atlas has, or that more than one has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName<'p> {
    /// How large a unit is meant.
    pub level: Level,
    /// The column.
    pub column: &'p str,
    /// What stands there.
    pub name: String,
}

/// What a row says of the units that it is in.
#[derive(Debug, Clone)]
pub struct NamedUnits<'p> {
    /// The district or county.
    pub district: Option<NamedUnit<'p>>,
    /// The province.
    pub province: Option<NamedUnit<'p>>,
    /// The country.
    pub country: Option<NamedUnit<'p>>,
    /// Names of a district and of a province that mean no one unit; not told where the country is none of the atlas.
    pub unknown: Vec<UnknownName<'p>>,
    /// Whether the row names any country, known or not.
    pub says_country: bool,
    /// Whose code of precision the row has.
    pub coding: Option<Coding>,
    /// What that code says.
    pub coded: Option<Coded>,
}

impl<'p> NamedUnits<'p> {
    /// The smallest unit that is named, of those that are `least` at least.
    #[must_use]
    pub fn finest(&self, least: Level) -> Option<NamedUnit<'p>> {
        [self.district, self.province, self.country].into_iter().flatten().find(|named| named.level() >= least)
    }
}
