//! A `GeoPackage`: records and drawn layers as tables, styled for QGIS. Not responsible for gathering the records.
//!
//! # Source
//! OGC 12-128r17, `GeoPackage` Encoding Standard 1.3, with the extensions for metadata, schema and R-tree indices.

mod blob;
mod class;
mod container;
mod credits;
mod faults;
mod features;
mod label;
mod metadata;
mod names;
mod naming;
mod package;
mod period;
mod project;
mod rtree;
mod schema;
mod style;
mod symbols;
mod table;
mod towns;
mod xml;

pub(in crate::io::write) use package::write;
