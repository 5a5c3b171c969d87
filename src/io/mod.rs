//! Bytes to nouns and back. Not responsible for what is asked of them.

pub mod read;
pub mod write;
