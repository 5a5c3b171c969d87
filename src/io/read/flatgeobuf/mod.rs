//! `FlatGeobuf` to records, by its header, its index and the bytes of each. Not responsible for opening the file.

mod geometry;
mod header;
mod properties;
mod records;

pub(super) use records::read;
