//! R-trees in space over points, border edges and region boxes; the only rooms that know rstar.
//! Not responsible for what the indexed things mean.

mod grid;
mod gridding;
mod layout;
pub mod points;
pub mod regions;
pub mod segments;
