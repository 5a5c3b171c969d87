//! Places that are points: towns, crossings, tripoints. Not responsible for finding them by name.

use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId};
use crate::units::Metres;

/// A named point and how sure its position is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Stable id such as `geonames/1159301`.
    pub id: String,
    /// Its name in English.
    pub name: String,
    /// Where it is.
    pub at: LonLat,
    /// How far it may lie from there, where known.
    pub accuracy: Option<Metres>,
    /// The id of the dataset that places it.
    pub source: Option<String>,
}

/// A place where people may cross a border.
pub type Crossing = Place;

/// A place where three countries meet.
pub type Tripoint = Place;

impl Place {
    /// The place of `feature`, `None` if the feature is not a single point.
    #[must_use]
    pub fn from_feature(feature: &Feature, number: usize) -> Option<Self> {
        let at = feature.shape.as_ref()?.point()?;
        let text = |key: &str| feature.text(key).map(str::to_owned);
        let id = feature.id.as_ref().map(FeatureId::to_string).or_else(|| text("id"));
        let id = id.unwrap_or_else(|| format!("point {}", number + 1));
        let accuracy = feature.properties.get("accuracy_m").and_then(serde_json::Value::as_f64).map(Metres::new);
        Some(Self { name: text("name").unwrap_or_else(|| id.clone()), id, at, accuracy, source: text("source") })
    }
}
