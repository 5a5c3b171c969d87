//! Questions: an atlas and parameters in, plain structs out. Not responsible for reading, printing or drawing.

pub mod distance;
pub mod generalise;
pub mod incidents;
pub mod locate;
pub mod nearby;
pub mod unit;
