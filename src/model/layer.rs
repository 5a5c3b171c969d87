//! A named set of features with what it tells about itself. Not responsible for what is asked of it.

use crate::model::feature::Feature;
use crate::model::source::LayerMetadata;

/// A layer of the atlas, built in or the user's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layer {
    /// Source, licence, accuracy, viewpoint.
    pub metadata: LayerMetadata,
    /// The features in their stable order.
    pub features: Vec<Feature>,
}
