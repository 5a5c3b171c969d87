//! Records that wait for the last of them, because their format has to know all columns first. Not responsible for any format.

pub(in crate::io::write) mod curve;
pub(in crate::io) mod datum;
pub(in crate::io) mod kind;
#[cfg(any(feature = "gpkg", feature = "geoparquet"))]
pub(in crate::io::write) mod outwards;
mod packed;
mod store;
mod survey;
pub(in crate::io::write) mod times;
pub(in crate::io) mod whole;
mod writer;

pub(super) use packed::PackedText;
pub(super) use survey::Survey;
#[cfg(any(feature = "gpkg", feature = "tiles"))]
pub(super) use writer::sheet_of;
pub(super) use writer::{SheetWriter, WriteSheet};
