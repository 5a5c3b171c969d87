//! The layers that go into a web map: which, and what of them. Not responsible for records.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use geo::BoundingRect;
use geo_types::Geometry;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::io::write::error::WriteError;
use crate::io::write::options::DrawnLayer;
use crate::io::write::topojson::layers_topology;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::precision::Precision;
use crate::model::shape::{Longitudes, Shape};
use crate::query::areas::Areas;
use crate::query::level::Level;

/// Properties that the page reads; the others stay in the layers' own files.
const TOLD: [&str; 11] =
    ["id", "kind", "name", "name_fa", "name_ur", "country", "parent", "accuracy_m", "between", "population", "source"];
/// The object of units' land.
const LAND: &str = "land";
/// Towns that a map names, at most: the largest ones around its records.
const TOWNS_MAX: usize = 80;
/// How far around the records towns are looked for, in degrees.
const TOWNS_AROUND_DEG: f64 = 2.0;

/// A layer that lies under the records of a web map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerChoice {
    /// Countries, as land.
    Countries,
    /// Provinces.
    Provinces,
    /// Districts.
    Districts,
    /// Land borders, and the boundary at sea.
    Borders,
    /// Where three countries meet.
    Tripoints,
    /// The largest towns around the records.
    Towns,
}

/// A word that names no layer of a web map.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "there is no layer {word:?} in web maps; the layers are countries, provinces, districts, borders, tripoints and towns"
)]
pub struct LayerChoiceError {
    /// What came.
    pub word: String,
}

impl LayerChoice {
    /// All of them, the lowest first.
    pub const ALL: [Self; 6] =
        [Self::Countries, Self::Provinces, Self::Districts, Self::Borders, Self::Tripoints, Self::Towns];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Countries => "countries",
            Self::Provinces => "provinces",
            Self::Districts => "districts",
            Self::Borders => "borders",
            Self::Tripoints => "tripoints",
            Self::Towns => "towns",
        }
    }

    /// The layer of the atlas that it is of.
    #[must_use]
    pub const fn layer(self) -> LayerName {
        match self {
            Self::Countries => LayerName::Countries,
            Self::Provinces => LayerName::Provinces,
            Self::Districts => LayerName::Districts,
            Self::Borders => LayerName::Borders,
            Self::Tripoints => LayerName::Tripoints,
            Self::Towns => LayerName::Places,
        }
    }
}

impl fmt::Display for LayerChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for LayerChoice {
    type Err = LayerChoiceError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|choice| choice.word() == word)
            .ok_or_else(|| LayerChoiceError { word: word.to_owned() })
    }
}

/// `choices` of the atlas as one `TopoJSON` document, with the towns around `records`; `credit` is what it tells of itself.
///
/// # Errors
/// [`WriteError::OverLimit`] for more than 10 million corners.
///
/// # Accuracy
/// A millionth of a degree, a tenth of a metre.
pub fn layers_json(
    atlas: &Atlas,
    choices: &[LayerChoice],
    records: &[Feature],
    credit: &Value,
) -> Result<Vec<u8>, WriteError> {
    let mut layers: Vec<DrawnLayer> = choices.iter().map(|choice| drawn(atlas, *choice, records)).collect();
    layers.extend(land(atlas, choices));
    layers_topology(&layers, Some(credit), Path::new("layers"))
}

fn drawn(atlas: &Atlas, choice: LayerChoice, records: &[Feature]) -> DrawnLayer {
    let all = &atlas.layer(choice.layer()).features;
    let features = match choice {
        LayerChoice::Towns => towns(all, bounds(atlas, records)).into_iter().map(told).collect(),
        _ => all.iter().map(told).collect(),
    };
    DrawnLayer { name: choice.word().to_owned(), features, metadata: None }
}

/// What of the chosen units is land, for those that reach out to sea: an event in one of them was somewhere on its land, as
/// distances have it.
fn land(atlas: &Atlas, choices: &[LayerChoice]) -> Option<DrawnLayer> {
    let areas = Areas::new(atlas);
    let units = choices
        .iter()
        .filter(|choice| matches!(choice, LayerChoice::Countries | LayerChoice::Provinces | LayerChoice::Districts));
    let mut features = Vec::new();
    for unit in units.flat_map(|choice| &atlas.layer(choice.layer()).features) {
        let Some(id) = unit.id.as_ref().map(FeatureId::to_string) else { continue };
        let Some(area) = areas.of_region(&id) else { continue };
        if unit.shape.as_ref().and_then(Shape::polygons).is_some_and(|whole| whole == area.outline) {
            continue;
        }
        let outline = Geometry::MultiPolygon(area.outline.clone());
        let shape = Shape::new(outline, Longitudes::Strict).ok().and_then(|shaped| shaped.shape);
        features.push(Feature { id: unit.id.clone(), shape, properties: Properties::new() });
    }
    (!features.is_empty()).then(|| DrawnLayer { name: LAND.to_owned(), features, metadata: None })
}

/// `feature` with the properties that the page reads.
fn told(feature: &Feature) -> Feature {
    let properties: Properties = TOLD
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), feature.properties.get(key).filter(|value| !value.is_null())?.clone())))
        .collect::<Map<String, Value>>();
    Feature { id: feature.id.clone(), shape: feature.shape.clone(), properties }
}

/// The largest of `places` within `around`, the largest first.
fn towns(places: &[Feature], around: Option<[f64; 4]>) -> Vec<&Feature> {
    let near = |at: LonLat| {
        around.is_none_or(|[west, south, east, north]| {
            (west..=east).contains(&at.lon()) && (south..=north).contains(&at.lat())
        })
    };
    let is_near = |place: &&Feature| place.shape.as_ref().and_then(Shape::point).is_some_and(near);
    let mut towns: Vec<&Feature> = places.iter().filter(is_near).collect();
    towns.sort_by_key(|place| {
        std::cmp::Reverse(place.properties.get("population").and_then(Value::as_u64).unwrap_or(0))
    });
    towns.truncate(TOWNS_MAX);
    towns
}

/// West, south, east and north of all that `records` draw, or name and leave to the layers, with some room around.
fn bounds(atlas: &Atlas, records: &[Feature]) -> Option<[f64; 4]> {
    let shapes = records.iter().filter_map(|record| record.shape.as_ref());
    let unplaced = records.iter().filter(|record| record.shape.is_none());
    let unplaced = unplaced.filter(|record| record.text("precision") != Some(Precision::Country.word()));
    let named: BTreeSet<&str> =
        unplaced.filter_map(|record| record.text("areas")).flat_map(str::split_whitespace).collect();
    let units = Level::ALL.into_iter().flat_map(|level| &atlas.layer(level.layer()).features);
    let units = units.filter(|unit| unit.id.as_ref().is_some_and(|id| named.contains(id.to_string().as_str())));
    let boxes = shapes.chain(units.filter_map(|unit| unit.shape.as_ref())).filter_map(bounds_of);
    let all = boxes
        .reduce(|[w, s, e, n], [west, south, east, north]| [w.min(west), s.min(south), e.max(east), n.max(north)])?;
    let [west, south, east, north] = all;
    Some([west - TOWNS_AROUND_DEG, south - TOWNS_AROUND_DEG, east + TOWNS_AROUND_DEG, north + TOWNS_AROUND_DEG])
}

fn bounds_of(shape: &Shape) -> Option<[f64; 4]> {
    let bounds = shape.geometry().bounding_rect()?;
    Some([bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn layers_have_the_words_that_the_page_knows() {
        for choice in LayerChoice::ALL {
            assert_eq!(choice.word().parse(), Ok(choice));
        }
        assert!("roads".parse::<LayerChoice>().is_err());
    }

    #[test]
    fn a_topology_has_every_layer_that_was_asked_for() {
        let choices = [LayerChoice::Tripoints, LayerChoice::Towns];
        let text = layers_json(&Atlas::built_in(), &choices, &[], &json!({"licence": "x"})).unwrap();
        let topology: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(topology["metadata"]["licence"], "x");
        assert_eq!(topology["objects"]["tripoints"]["geometries"].as_array().unwrap().len(), 1);
        assert_eq!(topology["objects"]["towns"]["geometries"].as_array().unwrap().len(), TOWNS_MAX);
    }
}
