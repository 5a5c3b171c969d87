//! Filters over the columns of a table: an expression, checked against a schema, asked of row after row.
//! Not responsible for the language that an expression was written in (`io/read/cql2`) nor for where rows come from.

mod compile;
pub mod conformance;
mod error;
pub mod expression;
mod like;
mod lists;
mod operand;
mod predicate;
pub mod schema;
mod spatial;
pub mod time;
mod whole;

pub use error::FilterError;
pub use expression::Expression;
pub use schema::{ColumnId, ColumnKind, Row, Scalar, Schema, Value};
pub use time::{Moment, Span};
pub use whole::Filter;
