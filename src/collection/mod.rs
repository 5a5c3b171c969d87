//! Many records held together and made ready to be asked: by box, time, column and place. Not responsible for reading or
//! writing them, nor for what is asked of a single one.

pub mod card;
pub mod column;
pub mod ids;
pub mod lists;
pub mod select;
pub mod shapes;
pub mod span;
pub mod whole;
