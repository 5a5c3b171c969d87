//! Trees in space over points, border edges and region boxes; the only room that knows rstar.
//! Not responsible for what the indexed things mean.

pub(crate) mod blocks;
pub mod boxes;
mod candidates;
pub(crate) mod chords;
pub(crate) mod curve;
pub mod dynamic;
pub(crate) mod far;
pub(crate) mod frame;
mod grid;
mod gridding;
mod layout;
pub(crate) mod leaf;
pub mod packed;
pub mod points;
pub mod regions;
pub mod segments;
pub(crate) mod tree;
