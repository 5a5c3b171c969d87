//! A topology of lines and areas, whose common edges stand once. Not responsible for gathering the records, nor for finding the
//! edges.
//!
//! Coordinates lie on a grid of a millionth of a degree, a tenth of a metre, unless fewer decimals are asked for: what was written
//! with six decimals or fewer is the same again.
//!
//! # Source
//! *The `TopoJSON` Format Specification*, version 1.

mod arcs;
mod document;
mod grid;

pub use document::layers_topology;
pub(super) use document::write;
