//! Bytes to nouns and back. Not responsible for what is asked of them.

pub mod candidate;
mod cell;
pub mod claim_cells;
mod column_units;
pub(crate) mod counted;
pub mod escape;
pub mod formats;
#[cfg(feature = "gpkg")]
mod gpkg_card;
pub mod held;
mod index_layout;
mod json;
#[cfg(feature = "xml")]
mod mark;
pub mod outgoing;
pub mod pack;
#[cfg(feature = "flatgeobuf")]
mod packed_tree;
pub mod read;
pub mod rows;
pub mod sha256;
pub mod table;
pub mod write;
pub mod written;
