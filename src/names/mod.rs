//! Names of places and groups: how the region spells them, and which entries a name may mean. Not responsible for where the
//! entries come from, nor for choosing between them.

pub mod actors;
pub mod affixes;
pub mod blank;
pub mod entry;
pub mod fold;
mod fuzzy;
pub mod gazetteer;
pub mod insensitive;
pub mod mentions;
mod scripts;
pub mod stops;

pub use entry::{Entry, Kind, Spelling};
pub use gazetteer::{Closeness, Gazetteer, Hit};
