//! Questions: an atlas and parameters in, plain structs out. Not responsible for reading, printing or drawing.

pub mod distance;
pub mod incidents;
pub mod interval;
pub mod locate;
pub mod nearby;
pub mod neighbours;
mod reach;
pub mod sampling;
mod share;
