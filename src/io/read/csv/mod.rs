//! Tables: rows to records. Not responsible for other formats.

pub(super) mod table;
