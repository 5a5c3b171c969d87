//! Nouns in: bytes out, whole or not at all. Not responsible for choosing what to write.

pub(in crate::io) mod cell;
pub mod claims;
pub(in crate::io) mod columns;
pub(in crate::io) mod credit;
mod delimited;
pub mod destination;
pub mod digits;
pub mod encoder;
pub mod error;
pub mod feature;
mod flat;
#[cfg(feature = "flatgeobuf")]
pub(in crate::io) mod flatgeobuf;
pub mod folder;
pub mod format;
mod frame;
pub(crate) mod geojson;
#[cfg(feature = "geoparquet")]
mod geoparquet;
#[cfg(feature = "gpkg")]
mod gpkg;
#[cfg(feature = "xml")]
pub(in crate::io) mod gpx;
mod index_file;
#[cfg(feature = "xml")]
pub(in crate::io) mod kml;
pub mod options;
pub mod patch;
#[cfg(feature = "tiles")]
mod pmtiles;
mod position;
pub mod project;
pub mod pulse;
pub mod rejects;
pub mod same;
pub mod scratch;
pub(in crate::io) mod sheet;
pub mod sidecar;
pub mod simplestyle;
mod spool;
#[cfg(feature = "tiles")]
pub mod tiles;
pub mod topojson;
mod wkt;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(feature = "xml")]
pub(in crate::io) mod xml;
