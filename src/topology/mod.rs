//! From areas to the lines that they share. Not responsible for areas whose shared edges differ.

pub mod shared;
