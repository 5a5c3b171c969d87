//! The nouns: what exists here is valid. Not responsible for reading, asking or drawing.

pub mod border;
pub mod claim;
pub mod dates;
pub mod extent;
pub mod feature;
pub mod layer;
pub mod licence;
pub mod place;
pub mod precision;
pub mod region;
pub mod shape;
pub mod source;
pub mod written_date;
