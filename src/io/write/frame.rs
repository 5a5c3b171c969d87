//! What stands around the records of an output. Not responsible for the records.

/// The text before, between and behind an output's records.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Before the first record.
    pub(super) open: Vec<u8>,
    /// Before every other.
    pub(super) between: &'static [u8],
    /// Behind the last.
    pub(super) close: &'static [u8],
    /// All there is without any record.
    pub(super) empty: Vec<u8>,
    /// Cells among these that got an apostrophe.
    pub(super) guarded_cells: u64,
}
