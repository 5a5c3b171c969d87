//! Bytes to nouns and back. Not responsible for what is asked of them.

pub mod escape;
pub mod held;
pub mod read;
pub mod rows;
pub mod write;
