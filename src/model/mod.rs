//! The nouns: what exists here is valid. Not responsible for reading, asking or drawing.

pub mod feature;
pub mod shape;
