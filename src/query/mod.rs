//! Questions: an atlas and parameters in, plain structs out. Not responsible for reading, printing or drawing.

pub mod distance;
pub mod incidents;
pub mod interval;
mod kept;
pub mod locate;
pub mod nearby;
pub mod neighbours;
mod parts;
mod reach;
pub mod sampling;
mod share;
