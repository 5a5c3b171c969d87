//! Nouns in: bytes out, whole or not at all. Not responsible for choosing what to write.

pub(in crate::io) mod cell;
pub mod claims;
mod columns;
mod delimited;
pub mod destination;
pub mod encoder;
pub mod error;
pub mod feature;
mod flat;
pub mod format;
mod frame;
mod geojson;
pub mod options;
pub mod patch;
mod position;
pub mod rejects;
pub mod same;
pub mod sidecar;
mod spool;
mod wkt;
