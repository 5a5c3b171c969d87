//! `manifest.json`: what a package was made of and by what, and the checksum of each of its files. Not responsible for
//! comparing it with the files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use crate::io::sha256::Sha256;
use crate::io::write::pulse::Pulse;

/// The file's name.
pub const MANIFEST: &str = "manifest.json";
/// What the file says that it is.
pub const EDITION: &str = "sarhad-pack/1";
/// A manifest is a few pages; what is larger is something else.
const BYTES_MAX: u64 = 16 << 20;
/// Bytes taken from a file at a time.
const TAKEN_BYTES: usize = 1 << 20;

/// What a package tells of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`EDITION`].
    pub manifest: String,
    /// What made the package: `sarhad 0.1.0`.
    pub generator: String,
    /// The command line, with the names of files only.
    pub command: Vec<String>,
    /// The day that the package is told to be of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it was made of.
    pub input: InputCard,
    /// Other files that were read: layers, mappings and licences of the packer's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_read: Vec<InputCard>,
    /// What became of the input's records.
    pub records: RecordCounts,
    /// Under which terms the records are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Value>,
    /// Whose borders were used.
    pub boundaries: Boundaries,
    /// All other files.
    pub files: Vec<FileCard>,
}

/// What a package was made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct InputCard {
    /// Its file's name, or `@NAME` of what is built in.
    pub name: String,
    /// Its size; nothing for what is built in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its checksum, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What became of records: `read = kept + refused + filtered`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCounts {
    /// Records met.
    pub read: u64,
    /// Records in the package.
    pub kept: u64,
    /// Records that could not be used.
    pub refused: u64,
    /// Records that were not asked for.
    pub filtered: u64,
    /// Records in the package that have no location.
    pub no_location: u64,
}

/// Whose borders were used.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Boundaries {
    /// How distances were measured, or that none were.
    pub edges: String,
    /// The layers.
    pub layers: Vec<Value>,
}

/// One file of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCard {
    /// Its path in the package, with `/` between folders.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its checksum, in hexadecimal.
    pub sha256: String,
    /// How many records it holds, where it holds any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// What it is.
    pub what: String,
}

impl FileCard {
    /// Its path on this system; `None` where it would lead out of the package.
    #[must_use]
    pub fn within(&self) -> Option<PathBuf> {
        let path = PathBuf::from(&self.path);
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        (plain && !self.path.is_empty()).then_some(path)
    }
}

impl Manifest {
    /// The manifest of the package in `folder`.
    ///
    /// # Errors
    /// Why there is none that can be used, in words.
    pub fn of(folder: &Path) -> Result<Self, String> {
        let text = read_paper(&folder.join(MANIFEST))?;
        let manifest: Self = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
        if manifest.manifest != EDITION {
            return Err(format!("says that it is {:?}, and {EDITION:?} is understood", manifest.manifest));
        }
        if let Some(stray) = manifest.files.iter().find(|file| file.within().is_none()) {
            return Err(format!("names {:?}, which is no path within the package", stray.path));
        }
        let mut paths: Vec<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        match paths.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(format!("names {:?} twice", pair[0])),
            None => Ok(manifest),
        }
    }

    /// It as text.
    ///
    /// # Panics
    /// Never: a manifest has text keys and whole numbers.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest has text keys and whole numbers") + "\n"
    }

    /// The files that a package of this manifest has, itself among them.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().filter_map(FileCard::within).chain([PathBuf::from(MANIFEST)]).collect()
    }
}

/// What is wrong with JSON, in words.
pub(super) fn wrong(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => format!("ends in its middle, on line {}", error.line()),
        Category::Data => format!("does not say what it should: {error}"),
        Category::Syntax | Category::Io => format!("is no JSON: {error}"),
    }
}

/// The text of a paper of a package; why it cannot be had, in words.
pub(super) fn read_paper(path: &Path) -> Result<String, String> {
    // a pipe that nobody writes to would never answer
    let found = std::fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "is missing".to_owned(),
        _ => error.to_string(),
    })?;
    if !found.is_file() {
        return Err("is no file".to_owned());
    }
    let mut text = String::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(BYTES_MAX + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    if text.len() as u64 > BYTES_MAX {
        return Err(format!("is larger than {BYTES_MAX} bytes"));
    }
    Ok(text)
}

/// Size and checksum of the file at `path`; `pulse` is beaten while it is read.
///
/// # Errors
/// What the system says, or [`io::ErrorKind::Interrupted`] where the pulse ended reading.
pub fn checksum(path: &Path, pulse: &Pulse) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::default();
    let mut taken = vec![0; TAKEN_BYTES];
    loop {
        pulse.beat(digest.bytes())?;
        match file.read(&mut taken) {
            Ok(0) => break,
            Ok(count) => digest.update(&taken[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((digest.bytes(), digest.hex()))
}
