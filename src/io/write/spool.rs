//! Rows that wait until all columns are known, in constant memory. Not responsible for what they mean.

use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

use crate::io::write::cell::RowLine;

/// Rows stay in memory up to here; most tables never touch the disk.
const IN_MEMORY_BYTES: usize = 8 << 20;

/// Rows of unequal length, first in, first out.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<SpooledTempFile>,
    line: Vec<u8>,
}

impl Spool {
    /// An empty spool whose file, if it needs one, has no name and lies in `folder`.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let file = match folder {
            Some(folder) => tempfile::spooled_tempfile_in(IN_MEMORY_BYTES, folder),
            None => tempfile::spooled_tempfile(IN_MEMORY_BYTES),
        };
        Self { file: BufWriter::new(file), line: Vec::new() }
    }

    /// Appends a row.
    pub(super) fn push(&mut self, cells: &[String]) -> io::Result<()> {
        self.line.clear();
        let mut line = RowLine::new(&mut self.line, b',');
        for cell in cells {
            line.push(cell);
        }
        line.end();
        self.file.write_all(&self.line)
    }

    /// The rows as they were pushed.
    pub(super) fn into_rows(self) -> io::Result<csv::StringRecordsIntoIter<BufReader<SpooledTempFile>>> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(BufReader::new(file));
        Ok(reader.into_records())
    }
}
