//! Filters in the Common Query Language (CQL2, OGC 21-065r2), as text and as JSON, to expressions.
//! Not responsible for the columns that they name nor for asking rows (`query/filter`).

mod build;
mod error;
mod json;
mod shapes;
mod text;
mod tokens;

pub use error::{Cql2Error, Position};
pub use json::filter_of_json;
pub use text::filter_of_text;
