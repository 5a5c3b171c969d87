//! Bytes held back until the whole is known to be good. Not responsible for where they go then.

use std::io::{self, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

/// What is held stays in memory up to here; then it goes to a temporary file without a name.
const IN_MEMORY_BYTES: usize = 16 << 20;

/// Bytes held back: written first, then read once.
#[derive(Debug)]
pub struct Held {
    file: SpooledTempFile,
}

impl Default for Held {
    fn default() -> Self {
        Self { file: SpooledTempFile::new(IN_MEMORY_BYTES) }
    }
}

impl Held {
    /// The bytes from the first on.
    ///
    /// # Errors
    /// Those of the system, for the temporary file.
    pub fn let_go(self) -> io::Result<impl Read> {
        let mut file = self.file;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
