//! The country, province or district that a user names by id, code or name. Not responsible for guessing.

use thiserror::Error;

use crate::atlas::layer_name::LayerName;
use crate::atlas::parts::Regions;
use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::model::region::RegionName;

/// Properties of a region by which it may be named, beside its id and name.
const CODE_KEYS: [&str; 5] = ["pcode", "code", "iso", "iso_3166_2", "wikidata"];

/// Why a name names no region.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NamedRegionError {
    /// No region is called so.
    #[error("there is no district, province or country of this id or name; PK/gwadar, PK205 and IR are some")]
    None {
        /// The ids and names that there are.
        known: Vec<String>,
    },
    /// Several are.
    #[error("several regions are called so; name one by its id: {}", ids.join(", "))]
    Many {
        /// Their ids.
        ids: Vec<String>,
    },
}

/// The region called `name`, by id, code or name; smaller regions are not looked for among larger ones' names.
///
/// # Errors
/// [`NamedRegionError`]: none is, or several are.
pub fn named_region<'a>(atlas: &'a Atlas, name: &str) -> Result<(&'a Regions, usize), NamedRegionError> {
    let layers = [
        (atlas.districts(), LayerName::Districts),
        (atlas.provinces(), LayerName::Provinces),
        (atlas.countries(), LayerName::Countries),
    ];
    let wanted = name.to_lowercase();
    let by = |told: &dyn Fn(&RegionName, Option<&Feature>) -> bool| -> Vec<(&'a Regions, usize)> {
        let mut found = Vec::new();
        for (regions, layer) in layers {
            let features = &atlas.layer(layer).features;
            let numbers = (0..regions.names.len()).filter(|&n| told(&regions.names[n], features.get(n)));
            found.extend(numbers.map(|number| (regions, number)));
        }
        found
    };
    let exact =
        by(&|card, feature| card.id.to_lowercase() == wanted || feature.is_some_and(|it| has_code(it, &wanted)));
    let found = if exact.is_empty() { by(&|card, _| card.name.to_lowercase() == wanted) } else { exact };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let cards = layers.into_iter().flat_map(|(regions, _)| &regions.names);
            Err(NamedRegionError::None { known: cards.flat_map(|card| [card.id.clone(), card.name.clone()]).collect() })
        }
        many => {
            let id = |&(regions, number): &(&'a Regions, usize)| regions.names[number].id.clone();
            Err(NamedRegionError::Many { ids: many.iter().map(id).collect() })
        }
    }
}

fn has_code(feature: &Feature, wanted: &str) -> bool {
    CODE_KEYS.iter().filter_map(|key| feature.text(key)).any(|code| code.to_lowercase() == wanted)
}
