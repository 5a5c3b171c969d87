//! What the cells of a column are, all of them together. Not responsible for finding it out.

use serde::{Deserialize, Serialize};

/// What all cells of a column are that are not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// True or false.
    Flag,
    /// Whole numbers of 64 bits with a sign.
    Whole,
    /// Numbers.
    Real,
    /// Days, written `YYYY-MM-DD`, perhaps with a midnight behind them.
    Date,
    /// Moments with their offset from UTC.
    Moment,
    /// Text, or a mixture.
    Text,
    /// Lists and objects, as JSON.
    Nested,
}
