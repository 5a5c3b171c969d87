//! Questions: an atlas and parameters in, plain structs out. Not responsible for reading, printing or drawing.

pub mod areas;
pub mod certainty;
pub mod conflicts;
pub mod contrast;
pub mod distance;
pub mod generalise;
pub mod how_far;
pub mod incidents;
pub mod interval;
mod kept;
pub mod level;
pub mod locate;
pub mod nearby;
pub mod neighbours;
mod outlines;
mod parts;
pub mod place;
pub mod placing;
mod reach;
pub mod sampling;
mod share;
pub mod unit;
mod unit_names;
