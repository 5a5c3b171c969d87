//! The file of records that were set aside, each verbatim. Not responsible for why they were.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use crate::io::write::destination::{Destination, Overwrite};
use crate::io::write::error::WriteError;
use crate::model::feature::FeatureId;

/// What is appended to the output's name.
const SUFFIX: &str = ".rejects.ndjson";

/// One record that was set aside: one line of the rejects file.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Refusal<'a> {
    /// The input.
    pub file: &'a str,
    /// Its line, from 1.
    pub line: Option<u64>,
    /// The offset of the first byte at fault.
    pub byte: Option<u64>,
    /// The record's number, from 1.
    pub record: Option<u64>,
    /// The record's id, if it has one that can be read.
    pub id: Option<&'a FeatureId>,
    /// The rule that it breaks, such as `E204`.
    pub code: &'a str,
    /// The column or member at fault.
    pub field: Option<&'a str>,
    /// What stands there.
    pub value: Option<&'a str>,
    /// What is wrong and what to do.
    pub message: &'a str,
    /// The record as it was read: text, or hexadecimal digits behind `hex:` where it is not UTF-8.
    #[serde(serialize_with = "text_or_hex")]
    pub verbatim: &'a [u8],
}

/// The file of refusals beside an output; it exists only if there is a refusal.
///
/// Like the output it appears when it is complete.
#[derive(Debug)]
pub struct RejectsFile {
    path: PathBuf,
    overwrite: Overwrite,
    destination: Option<Destination>,
    refusals: u64,
}

impl RejectsFile {
    /// The name of the rejects file of `output`: `incidents.geojson.rejects.ndjson` for `incidents.geojson`.
    #[must_use]
    pub fn path_for(output: &Path) -> PathBuf {
        let mut name = output.as_os_str().to_owned();
        name.push(SUFFIX);
        PathBuf::from(name)
    }

    /// A rejects file at `path`; nothing is made before the first refusal.
    ///
    /// # Errors
    /// [`WriteError::Exists`] where `overwrite` does not allow to replace what is there.
    pub fn new(path: PathBuf, overwrite: Overwrite) -> Result<Self, WriteError> {
        if overwrite == Overwrite::Refuse && fs::symlink_metadata(&path).is_ok_and(|old| !is_device(&old)) {
            return Err(WriteError::Exists { target: path });
        }
        Ok(Self { path, overwrite, destination: None, refusals: 0 })
    }

    /// The file's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many lines it has so far.
    #[must_use]
    pub fn refusals(&self) -> u64 {
        self.refusals
    }

    /// Adds one line.
    ///
    /// # Errors
    /// [`WriteError`] when the file cannot be made or takes no more.
    pub fn write(&mut self, refusal: &Refusal<'_>) -> Result<(), WriteError> {
        let destination = match &mut self.destination {
            Some(destination) => destination,
            none => none.insert(Destination::file(&self.path, self.overwrite, &[])?),
        };
        write_refusal(destination, refusal).map_err(|source| WriteError::from_io(&self.path, source))?;
        self.refusals += 1;
        Ok(())
    }

    /// Makes the file appear and says how many lines it has. With none, a file of an earlier run that may be replaced is removed,
    /// so that nobody takes its lines for those of this run.
    ///
    /// # Errors
    /// [`WriteError`] when the file cannot be completed.
    pub fn commit(self) -> Result<u64, WriteError> {
        if let Some(destination) = self.destination {
            destination.commit()?;
        } else if self.overwrite != Overwrite::Refuse {
            remove_old(&self.path).map_err(|source| WriteError::from_io(&self.path, source))?;
        }
        Ok(self.refusals)
    }
}

/// One refusal as one line of JSON.
fn write_refusal(out: &mut impl Write, refusal: &Refusal<'_>) -> io::Result<()> {
    let mut line = serde_json::to_vec(refusal).map_err(io::Error::from)?;
    line.push(b'\n');
    out.write_all(&line)
}

/// How every line of a rejects file begins: what does not is somebody else's and is never removed.
const OWN_START: &[u8] = br#"{"file":"#;

/// Removes a rejects file of an earlier run, if there is one.
fn remove_old(path: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(path).is_ok_and(|old| old.is_file()) {
        return Ok(());
    }
    let mut start = Vec::new();
    fs::File::open(path)?.take(OWN_START.len() as u64).read_to_end(&mut start)?;
    if start == OWN_START { fs::remove_file(path) } else { Ok(()) }
}

fn is_device(file: &fs::Metadata) -> bool {
    !(file.is_file() || file.is_dir() || file.is_symlink())
}

fn text_or_hex<S: Serializer>(bytes: &&[u8], serializer: S) -> Result<S::Ok, S::Error> {
    use std::fmt::Write as _;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return serializer.serialize_str(text);
    }
    let mut hex = String::from("hex:");
    for byte in *bytes {
        write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
    }
    serializer.serialize_str(&hex)
}
