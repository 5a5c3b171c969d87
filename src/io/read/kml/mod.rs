//! KML to records, also out of a KMZ archive: each placemark is one. Not responsible for opening files.
//!
//! Styles, views and visibility are no data and are passed. Folders' names become the property `folder`.
//!
//! # Source
//! OGC 07-147r2, *KML 2.2*; Google's extension namespace for `gx:Track`.

mod container;
mod coordinates;
mod document;
mod geometry;
mod placemark;
mod schema;

pub(super) use coordinates::degrees;
pub(super) use document::{read, read_packed};
