//! Lengths and places as people write them in a command or an address. Not responsible for records.

pub mod length;
pub mod place;
