//! On which layers of the atlas an answer about records rests, beside the records. Not responsible for how that is told.

use crate::atlas::LayerName;
use crate::geometry::edge::EdgeModel;
use crate::query::distance::layers_behind;
use crate::server::questions::condition::{Aim, Condition, To};
use crate::server::questions::found::Asking;

/// The layers that tell where a place is.
pub const UNITS: [LayerName; 3] = [LayerName::Countries, LayerName::Provinces, LayerName::Districts];

/// On what an answer rests, beside its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The layers, each once.
    pub layers: Vec<LayerName>,
    /// What edges were taken for, where distances were measured.
    pub edges: Option<EdgeModel>,
}

impl Joined {
    /// Where distances to places are told: the layers that lend outlines to records that are known to no single place.
    #[must_use]
    pub fn of_distances(asking: &Asking) -> Self {
        let atlas = &asking.served.atlas;
        Self { layers: asking.entry.placings(atlas).layers().to_vec(), edges: Some(atlas.edges()) }
    }

    /// Where records meet `condition`.
    #[must_use]
    pub fn of(condition: &Condition, asking: &Asking) -> Self {
        let Self { layers: lent, edges } = Self::of_distances(asking);
        let mut layers = Vec::new();
        if let Some(Aim { to: To::Named(name), .. }) = &condition.aim {
            layers.extend(layers_behind(name));
        }
        if condition.unit.is_some() {
            layers.extend(UNITS);
        }
        layers.extend(lent);
        let mut told: Vec<LayerName> = Vec::new();
        for layer in layers {
            if !told.contains(&layer) {
                told.push(layer);
            }
        }
        Self { layers: told, edges: edges.filter(|_| condition.measures()) }
    }
}
