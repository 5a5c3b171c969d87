//! Vector tiles in one archive. Not responsible for gathering the records.

use std::io::Write;

use crate::io::write::error::WriteError;
use crate::io::write::sheet::whole::Sheet;

/// Writes all records of `sheet`; says what could not be held as it was.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let _ = out;
    Err(WriteError::Incomplete { target: sheet.options.target.clone() })
}
