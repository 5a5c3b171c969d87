//! `GeoParquet` to records: its footer, what it says of its geometries, and its columns. Not responsible for opening the file.

mod footer;
mod groups;
mod metadata;
mod places;
mod values;

pub(super) use groups::read;
