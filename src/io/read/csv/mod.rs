//! Tables: rows to records. Not responsible for other formats.

pub(super) mod columns;
mod date;
pub(super) mod degrees;
mod dialect;
mod head;
pub(super) mod part;
mod rows;
mod scan;
mod split;
pub(super) mod table;
pub(super) mod wkt;

pub use columns::place_pair;
