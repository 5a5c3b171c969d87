//! Trees in space over points, border edges and region boxes; the only room that knows rstar.
//! Not responsible for what the indexed things mean.

mod grid;
mod gridding;
mod layout;
pub mod chords;
pub mod curve;
pub mod far;
pub mod frame;
pub mod points;
pub mod regions;
pub mod segments;
pub mod tree;
