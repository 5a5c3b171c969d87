//! What is doubtful about rows, held against an atlas and against themselves. Not responsible for reading rows, nor for codes.

mod changes;
pub mod columns;
pub mod coordinates;
mod dates;
pub mod finding;
mod place_named;
pub mod scrutiny;
mod seas;
pub mod stacks;
mod tolls;
pub mod twins;
mod unit_rules;
