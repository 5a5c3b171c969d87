//! GeoJSON: documents and sequences to records. Not responsible for other formats.

pub(super) mod document;
pub(super) mod sequence;
