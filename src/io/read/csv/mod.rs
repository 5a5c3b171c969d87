//! Tables: rows to records. Not responsible for other formats.

mod cell;
mod columns;
mod date;
mod degrees;
mod dialect;
mod rows;
pub(super) mod table;
mod wkt;
