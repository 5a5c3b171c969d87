//! `GeoParquet` 1.1: the file, its columns, and what it says of itself. Not responsible for gathering the records.

mod columns;
mod file;
mod metadata;

pub(in crate::io::write) use file::write;
