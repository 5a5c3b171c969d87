//! `GeoJSON`: documents and sequences to records. Not responsible for other formats.

pub(super) mod crs;
mod cursor;
pub(super) mod document;
mod feature;
mod geometry;
mod number;
pub(super) mod part;
mod record;
pub(super) mod sequence;
mod span;
mod syntax;
mod value;
