//! The file beside an output whose format has no room for credit and licence. Not responsible for what it tells.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::io::write::destination::{Destination, Overwrite};
use crate::io::write::error::WriteError;
use crate::io::write::same::same_file;

/// What is appended to the output's name.
const SUFFIX: &str = ".meta.json";

/// Metadata is a few pages.
const READ_BYTES_MAX: u64 = 1 << 20;

/// A file of metadata that appears when it is committed, whole or not at all.
#[derive(Debug)]
pub struct Sidecar {
    destination: Destination,
    /// Whether a file of an earlier output is there, which would tell of the wrong one.
    replaces: bool,
}

impl Sidecar {
    /// Where the metadata of `output` goes: `events.csv.meta.json`.
    #[must_use]
    pub fn path_for(output: &Path) -> PathBuf {
        let mut name = output.as_os_str().to_owned();
        name.push(SUFFIX);
        PathBuf::from(name)
    }

    /// What stands beside `input`, if it is metadata of ours: a file that tells of its rows.
    #[must_use]
    pub fn told_of(input: &Path) -> Option<Value> {
        let mut text = String::new();
        let path = Self::path_for(input);
        // a pipe that nobody writes to would never answer
        let file = fs::metadata(&path).ok().filter(fs::Metadata::is_file).and_then(|_| File::open(&path).ok())?;
        file.take(READ_BYTES_MAX).read_to_string(&mut text).ok()?;
        let metadata: Value = serde_json::from_str(&text).ok()?;
        metadata.get("rows").is_some_and(Value::is_object).then_some(metadata)
    }

    /// The sidecar of `output`, where `input` is the file being read.
    ///
    /// # Errors
    /// [`WriteError`] before anything is written: it exists and may not be replaced, or is the input.
    pub fn of(output: &Path, overwrite: Overwrite, input: Option<&Path>) -> Result<Self, WriteError> {
        let path = Self::path_for(output);
        if let Some(input) = input.filter(|input| same_file(&path, input)) {
            return Err(WriteError::Clash { target: path, other: input.to_owned() });
        }
        let replaces = fs::symlink_metadata(&path).is_ok();
        Ok(Self { destination: Destination::file(&path, overwrite, &[])?, replaces })
    }

    /// Whether it takes the place of an earlier one.
    #[must_use]
    pub const fn replaces(&self) -> bool {
        self.replaces
    }

    /// What messages call it.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.destination.target()
    }

    /// Takes in what is told; nothing appears yet.
    ///
    /// # Errors
    /// [`WriteError`], such as a full disk.
    pub fn write(&mut self, metadata: &Value) -> Result<(), WriteError> {
        let sent = writeln!(self.destination, "{metadata:#}").and_then(|()| self.destination.flush());
        sent.map_err(|source| WriteError::from_io(self.destination.target(), source))
    }

    /// Makes it appear.
    ///
    /// # Errors
    /// [`WriteError`]; an earlier one is then as it was.
    pub fn commit(self) -> Result<(), WriteError> {
        self.destination.commit()
    }
}
