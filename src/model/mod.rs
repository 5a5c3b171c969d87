//! The nouns: what exists here is valid. Not responsible for reading, asking or drawing.

pub mod border;
pub mod claim;
pub mod column_kind;
pub mod crosswalk;
pub mod dates;
pub mod decision;
pub mod extent;
pub mod feature;
pub mod layer;
pub mod licence;
pub mod patch;
pub mod place;
pub mod precision;
pub mod profile;
pub mod region;
pub mod row_id;
pub mod sameness;
pub mod shape;
pub mod source;
pub mod when;
pub mod written_date;
