//! Who a figure, a line or a claim comes from, and under which licence. Not responsible for fetching it.

use serde::{Deserialize, Serialize};

/// A dataset that a layer is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The id by which features name it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its edition.
    #[serde(default)]
    pub version: Option<String>,
    /// SPDX identifier or the licence's own name.
    pub licence: String,
    /// Where the licence can be read.
    #[serde(default)]
    pub licence_url: Option<String>,
    /// The credit that travels with every export.
    pub attribution: String,
    /// What time it describes.
    #[serde(default)]
    pub date: Option<String>,
    /// How far, about, its coordinates may be off, in metres.
    #[serde(default)]
    pub accuracy_m: Option<f64>,
}

/// What a layer tells about itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LayerMetadata {
    /// The layer's name.
    #[serde(default)]
    pub layer: String,
    /// What it shows.
    #[serde(default)]
    pub title: String,
    /// What time it describes.
    #[serde(default)]
    pub date: Option<String>,
    /// How far, about, its coordinates may be off, in metres.
    #[serde(default)]
    pub accuracy_m: Option<f64>,
    /// How finely it is drawn, in words.
    #[serde(default)]
    pub resolution: Option<String>,
    /// Whose view of the boundaries it shows.
    #[serde(default)]
    pub viewpoint: Option<String>,
    /// The sentence that stands in every export.
    #[serde(default)]
    pub disclaimer: Option<String>,
    /// What to be careful about.
    #[serde(default)]
    pub note: Option<String>,
    /// SPDX expression over all sources.
    #[serde(default)]
    pub licence: Option<String>,
    /// The credit line for all sources.
    #[serde(default)]
    pub attribution: Option<String>,
    /// The datasets that it is made from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
