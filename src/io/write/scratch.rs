//! A folder for files that nobody keeps. Not responsible for what is in them.

use std::io;
use std::path::PathBuf;

use tempfile::TempDir;

/// A folder that goes with this value, with all that is in it.
#[derive(Debug)]
pub struct Scratch(TempDir);

impl Scratch {
    /// A new folder, where the system has room for such.
    ///
    /// # Errors
    /// Where it has none.
    pub fn new() -> io::Result<Self> {
        tempfile::Builder::new().prefix("sarhad-").tempdir().map(Self)
    }

    /// The path of a file in it.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
