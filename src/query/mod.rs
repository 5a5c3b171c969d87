//! Questions: an atlas and parameters in, plain structs out. Not responsible for reading, printing or drawing.

pub mod conflicts;
pub mod contrast;
pub mod distance;
pub mod incidents;
pub mod locate;
pub mod nearby;
