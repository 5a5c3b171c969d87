//! `FlatGeobuf` with its index: the order of the file, and the bytes of its parts. Not responsible for gathering the records.

mod encode;
mod file;

pub(in crate::io) use encode::credit_line;
pub(in crate::io::write) use file::write;
