//! Layers and the indices over them: built once, then only asked. Not responsible for the questions.

pub mod article;
mod atlas;
mod pack;

pub use atlas::{Atlas, AtlasBuilder, AtlasError, BorderLine, LayerName, Regions};
