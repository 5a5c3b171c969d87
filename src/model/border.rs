//! Lines between two countries, as a source draws them. Not responsible for measuring to them.

use geo_types::{LineString, MultiLineString};

use crate::model::feature::{Feature, FeatureId};
use crate::units::Metres;

/// Whether a border runs on land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BorderKind {
    /// Between two countries' land.
    Land,
    /// Through the sea.
    Maritime,
    /// Round an area.
    Outline,
}

/// A border between two countries.
#[derive(Debug, Clone, PartialEq)]
pub struct Border {
    /// Stable id such as `border/IR-PK`.
    pub id: String,
    /// Its name in English.
    pub name: String,
    /// The two countries' codes, in alphabetical order; empty for a line of the user's without them.
    pub between: Vec<String>,
    /// On land or at sea.
    pub kind: BorderKind,
    /// Its course.
    pub lines: MultiLineString<f64>,
    /// The id of the dataset that draws it.
    pub source: Option<String>,
    /// How far, about, it may be off, where its source tells.
    pub accuracy: Option<Metres>,
}

impl Border {
    /// The border that `feature` draws, `None` if the feature is neither a line nor an area; an area gives its outline.
    #[must_use]
    pub fn from_feature(feature: &Feature, number: usize) -> Option<Self> {
        let lines: Vec<LineString<f64>> = feature.shape.as_ref()?.lines().into_iter().cloned().collect();
        if lines.is_empty() {
            return None;
        }
        let text = |key: &str| feature.text(key).map(str::to_owned);
        let id = feature.id.as_ref().map(FeatureId::to_string).or_else(|| text("id"));
        let id = id.or_else(|| text("name")).unwrap_or_else(|| format!("line {}", number + 1));
        let mut between: Vec<String> = feature
            .properties
            .get("between")
            .and_then(|between| between.as_array())
            .map(|codes| codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        between.sort();
        let maritime = feature.text("kind").is_some_and(|kind| kind.starts_with("maritime"));
        let area = feature.shape.as_ref().is_some_and(|shape| shape.polygons().is_some());
        let kind = match (area, maritime) {
            (true, _) => BorderKind::Outline,
            (_, true) => BorderKind::Maritime,
            _ => BorderKind::Land,
        };
        let accuracy = feature.properties.get("accuracy_m").and_then(serde_json::Value::as_f64).map(Metres::new);
        Some(Self {
            name: text("name").unwrap_or_else(|| id.clone()),
            between,
            kind,
            accuracy,
            lines: MultiLineString(lines),
            source: text("source"),
            id,
        })
    }
}
