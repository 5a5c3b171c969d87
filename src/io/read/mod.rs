//! Bytes in: records and located problems out. Not responsible for what the records mean.

mod binary_geometry;
pub mod block;
mod bytes;
pub mod claims;
pub mod codes;
pub mod cql2;
mod csv;
pub mod decisions;
pub mod encoding;
pub mod escape;
pub mod event;
pub mod features;
#[cfg(feature = "flatgeobuf")]
mod flatgeobuf;
mod geojson;
#[cfg(feature = "geoparquet")]
mod geoparquet;
#[cfg(feature = "gpkg")]
mod gpkg;
#[cfg(feature = "xml")]
mod gpx;
pub(crate) mod hurdle;
mod ids;
pub mod index_file;
pub mod input;
mod intake;
#[cfg(feature = "xml")]
mod kml;
pub mod ledger;
pub mod mapping;
pub mod options;
pub mod patch;
mod point;
pub mod problem;
pub mod prose;
#[cfg(feature = "shapefile")]
mod shapefile;
mod shaping;
pub mod small_json;
pub(in crate::io) mod sniff;
mod typed;
mod unpack;
pub mod what;
mod workbook;
#[cfg(feature = "xml")]
mod xml;
mod zip;

pub use block::{Batch, Block, Kept, SetAside};
pub use codes::Code;
pub use csv::place_pair;
pub use event::{Event, Origin, PlaceColumns, Record, Schema, Tally};
pub use features::{read_blocks, read_features};
pub use input::Input;
pub use ledger::{Ledger, Met};
pub use options::{BlockSize, DecimalMark, Header, InputFormat, Limits, Places, ReadOptions, WantedBox};
pub use problem::{Problem, Severity};
pub use what::{Axis, BesideShapes, What};
