//! Layers and the indices over them: built once, then only asked. Not responsible for the questions.

pub mod article;
mod gazetteer;
pub(crate) mod layer_name;
pub mod names;
mod pack;
pub(crate) mod parts;
pub mod unit_changes;
pub(crate) mod whole;

pub use gazetteer::GAZETTEER_LAYERS;
pub use layer_name::{AtlasError, LayerName};
pub use parts::{BorderLine, Regions};
pub use whole::{Atlas, AtlasBuilder};
