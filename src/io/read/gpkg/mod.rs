//! A `GeoPackage` to records, layer by layer. Not responsible for opening the file, nor for what a geometry must be.
//!
//! # Source
//! OGC 12-128r17, `GeoPackage` Encoding Standard 1.3.

mod catalogue;
mod database;
mod geometry;
mod ours;
mod package;
mod row;

pub(super) use package::read;
