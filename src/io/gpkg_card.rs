//! The members by which a `GeoPackage` of ours tells of itself, to write and to read. Not responsible for where they stand.

/// Which tables are the records of one input, in the order of their keys.
pub(in crate::io) const RECORDS: &str = "records_in";
/// The column of ids.
pub(in crate::io) const ID_COLUMN: &str = "id_column";
/// What the whole tells of itself.
pub(in crate::io) const METADATA: &str = "metadata";
/// Who wrote it.
pub(in crate::io) const WRITER: &str = "written_by";
/// Who that is.
pub(in crate::io) const SARHAD: &str = "sarhad";
