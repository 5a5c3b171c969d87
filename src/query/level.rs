//! How large a unit of a country is: district, province, or all of it. Not responsible for which unit holds what.

use crate::atlas::layer_name::LayerName;
use crate::atlas::parts::Regions;
use crate::atlas::whole::Atlas;
use crate::model::precision::Precision;

/// How large a unit is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A district or county.
    District,
    /// A province.
    Province,
    /// A country.
    Country,
}

impl Level {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::District, Self::Province, Self::Country];

    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Province => "province",
            Self::Country => "country",
        }
    }

    /// The layer whose regions are such units.
    #[must_use]
    pub const fn layer(self) -> LayerName {
        match self {
            Self::District => LayerName::Districts,
            Self::Province => LayerName::Provinces,
            Self::Country => LayerName::Countries,
        }
    }

    /// The precision of a record that is known to such a unit.
    #[must_use]
    pub const fn precision(self) -> Precision {
        match self {
            Self::District => Precision::District,
            Self::Province => Precision::Province,
            Self::Country => Precision::Country,
        }
    }

    /// Whether a point that is so precise tells its unit of this level. One that may be some kilometres off, or stands for a part
    /// of a province, may lie in the district beside.
    #[must_use]
    pub const fn is_told_by(self, precision: Precision) -> bool {
        match precision {
            Precision::Exact | Precision::Locality | Precision::District => true,
            // how far it may be off is asked of its radius, where it has one
            Precision::Near | Precision::Province => !matches!(self, Self::District),
            Precision::Country => matches!(self, Self::Country),
            _ => false,
        }
    }

    /// The regions of this level.
    pub(super) fn regions(self, atlas: &Atlas) -> &Regions {
        match self {
            Self::District => atlas.districts(),
            Self::Province => atlas.provinces(),
            Self::Country => atlas.countries(),
        }
    }
}
