//! Areas with a name: countries, provinces, districts. Not responsible for finding which one holds a place.

use geo_types::MultiPolygon;
use serde::Serialize;
use thiserror::Error;

use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId};
use crate::model::shape::Shape;

/// An area as its source draws it.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its name card.
    pub name: RegionName,
    /// What it covers.
    pub area: MultiPolygon<f64>,
}

/// A region without its outline: what answers carry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RegionName {
    /// Stable id such as `PK/gwadar`.
    pub id: String,
    /// Its name in English, or the only name that its source gives.
    pub name: String,
    /// ISO 3166-1 code of its country, where known.
    pub country: Option<String>,
    /// Id of the region that it is part of.
    pub parent: Option<String>,
    /// The id of the dataset that draws it.
    pub source: Option<String>,
}

/// Why a feature is no region.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RegionError {
    /// It has no polygon.
    #[error("feature {feature} is not an area; a region needs a Polygon or MultiPolygon")]
    NoArea {
        /// The feature's id or number.
        feature: String,
    },
    /// Its edges cross, so that inside means nothing.
    #[error("feature {feature} crosses itself at {at}; mend the outline before it is used as a boundary")]
    CrossesItself {
        /// The feature's id or number.
        feature: String,
        /// Where.
        at: LonLat,
    },
}

/// Columns in which published boundary files keep a region's name, the most telling first.
const NAME_KEYS: [&str; 12] = [
    "name",
    "NAME",
    "Name",
    "name_en",
    "NAME_EN",
    "shapeName",
    "ADM3_EN",
    "ADM2_EN",
    "ADM1_EN",
    "ADM0_EN",
    "admin",
    "ADMIN",
];
/// Columns in which they keep its id.
const ID_KEYS: [&str; 10] =
    ["id", "ID", "pcode", "ADM3_PCODE", "ADM2_PCODE", "ADM1_PCODE", "ADM0_PCODE", "shapeID", "ISO_A2", "code"];
/// Columns in which they keep its country's code.
const COUNTRY_KEYS: [&str; 5] = ["country", "iso_a2", "ISO_A2", "ISO_A2_EH", "ADM0_PCODE"];

impl Region {
    /// The region that `feature` draws; `number` (from 0) names it where it has neither id nor name.
    ///
    /// # Errors
    /// [`RegionError`] when it is no area, or one whose edges cross.
    pub fn from_feature(feature: &Feature, number: usize) -> Result<Self, RegionError> {
        let name = RegionName::of(feature, number);
        let shape = feature.shape.as_ref();
        let Some(area) = shape.and_then(Shape::polygons) else {
            return Err(RegionError::NoArea { feature: name.id });
        };
        match shape.and_then(Shape::self_crossing) {
            Some(at) => Err(RegionError::CrossesItself { feature: name.id, at }),
            None => Ok(Self { name, area }),
        }
    }

    /// As [`Region::from_feature`] for a layer whose outlines have been checked when it was built.
    #[must_use]
    pub fn from_checked(feature: &Feature, number: usize) -> Option<Self> {
        Some(Self { name: RegionName::of(feature, number), area: feature.shape.as_ref()?.polygons()? })
    }
}

impl RegionName {
    /// The name card of `feature`, by the columns that published boundary files use.
    #[must_use]
    pub fn of(feature: &Feature, number: usize) -> Self {
        let first = |keys: &[&str]| keys.iter().find_map(|key| feature.text(key)).map(str::to_owned);
        let own_id = feature.id.as_ref().map(FeatureId::to_string);
        let name = first(&NAME_KEYS);
        let id = own_id.or_else(|| first(&ID_KEYS)).or_else(|| name.clone());
        let id = id.unwrap_or_else(|| format!("feature {}", number + 1));
        Self {
            name: name.unwrap_or_else(|| id.clone()),
            country: first(&COUNTRY_KEYS).or_else(|| (id.len() == 2).then(|| id.clone())),
            parent: first(&["parent"]),
            source: first(&["source"]),
            id,
        }
    }
}
