//! A data package: what its files tell of each other, and whether they still do. Not responsible for writing records.

pub mod card;
pub mod codebook;
pub mod datapackage;
pub mod manifest;
mod meanings;
pub mod papers;
pub mod table;
pub mod verify;
