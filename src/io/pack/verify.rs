//! Whether a package is still what its manifest says. Not responsible for whether that was true.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::io::pack::datapackage::DATAPACKAGE;
use crate::io::pack::manifest::{FileCard, Manifest, checksum, read_paper, wrong};
use crate::io::pack::table::survey;
use crate::io::read::event::Event;
use crate::io::read::features::read_features;
use crate::io::read::input::Input;
use crate::io::read::options::{Places, ReadOptions};
use crate::io::write::folder::files_in;
use crate::io::write::pulse::Pulse;

/// Something in a package that is not as its manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, by its path in the package.
    pub file: String,
    /// What was expected there.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// All that is not as `manifest` says in the package at `folder`; nothing where it is whole.
///
/// # Errors
/// What the system says of the folder as a whole, or [`io::ErrorKind::Interrupted`] where the pulse ended reading.
pub fn findings(folder: &Path, manifest: &Manifest, pulse: &Pulse) -> io::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let known: BTreeSet<PathBuf> = manifest.paths().into_iter().collect();
    for stray in files_in(folder)?.iter().filter(|file| !known.contains(*file)) {
        findings.push(finding(&slashed(stray), "nothing", "a file that the manifest does not name"));
    }
    let mut whole: Vec<&FileCard> = Vec::new();
    for file in &manifest.files {
        match difference(folder, file, pulse) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                findings.push(finding(&file.path, "the file", "it is missing"));
            }
            Err(error) => findings.push(finding(&file.path, "the file", &error.to_string())),
            Ok(Some((expected, found))) => findings.push(finding(&file.path, &expected, &found)),
            Ok(None) => whole.push(file),
        }
    }
    // what is inside is looked at only where it is what was packed
    described(folder, manifest, &whole, pulse, &mut findings)?;
    for file in whole.iter().filter(|file| file.rows.is_some() && is_map(&file.path)) {
        findings.extend(counted(folder, file, pulse)?);
    }
    Ok(findings)
}

fn finding(file: &str, expected: &str, found: &str) -> Finding {
    Finding { file: file.to_owned(), expected: expected.to_owned(), found: found.to_owned() }
}

/// What differs between a file and what is said of it: what was expected, and what was found.
fn difference(folder: &Path, file: &FileCard, pulse: &Pulse) -> io::Result<Option<(String, String)>> {
    let Some(path) = file.within().map(|within| folder.join(within)) else {
        return Ok(Some(("a path within the package".to_owned(), file.path.clone())));
    };
    let found = fs::symlink_metadata(&path)?;
    if !found.is_file() {
        return Ok(Some(("a file".to_owned(), "something else, such as a link".to_owned())));
    }
    if found.len() != file.bytes {
        return Ok(Some((format!("{} bytes", file.bytes), format!("{} bytes", found.len()))));
    }
    let (_, sha256) = checksum(&path, pulse)?;
    Ok((sha256 != file.sha256).then(|| (format!("SHA-256 {}", file.sha256), format!("SHA-256 {sha256}"))))
}

/// Whether a file holds records in a form that is read back with their shapes.
fn is_map(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    extension == Some("geojson") || (extension == Some("gpkg") && cfg!(feature = "gpkg"))
}

/// What differs between the records of a file and how many it is said to hold.
fn counted(folder: &Path, file: &FileCard, pulse: &Pulse) -> io::Result<Option<Finding>> {
    let path = folder.join(file.within().unwrap_or_default());
    let options = ReadOptions { places: Places::MayBeUnsaid, ..ReadOptions::default() };
    let mut met: u64 = 0;
    let mut ended = None;
    let read = read_features(Input::Path(path), &options, &mut |event| {
        if matches!(event, Event::Kept(_)) {
            met += 1;
            if let Err(error) = pulse.beat(met) {
                ended = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    if let Some(error) = ended {
        return Err(error);
    }
    let expected = file.rows.unwrap_or_default();
    let words = format!("{expected} records");
    Ok(match read {
        Err(problem) => Some(finding(&file.path, &words, &problem.to_string())),
        Ok(tally) if tally.refused > 0 => {
            Some(finding(&file.path, &words, &format!("{} records, {} that cannot be read", tally.kept, tally.refused)))
        }
        Ok(tally) if tally.kept != expected => Some(finding(&file.path, &words, &format!("{} records", tally.kept))),
        Ok(_) => None,
    })
}

/// What differs between the package and its descriptor.
fn described(
    folder: &Path,
    manifest: &Manifest,
    whole: &[&FileCard],
    pulse: &Pulse,
    findings: &mut Vec<Finding>,
) -> io::Result<()> {
    if !whole.iter().any(|file| file.path == DATAPACKAGE) {
        if !manifest.files.iter().any(|file| file.path == DATAPACKAGE) {
            findings.push(finding(DATAPACKAGE, "a descriptor", "none that the manifest names"));
        }
        return Ok(());
    }
    let descriptor: Value = match read_paper(&folder.join(DATAPACKAGE)).and_then(|text| as_json(&text)) {
        Ok(descriptor) => descriptor,
        Err(reason) => {
            findings.push(finding(DATAPACKAGE, "JSON", &reason));
            return Ok(());
        }
    };
    let resources = descriptor.get("resources").and_then(Value::as_array).cloned().unwrap_or_default();
    if resources.is_empty() {
        findings.push(finding(DATAPACKAGE, "resources", "none"));
    }
    for resource in &resources {
        let path = resource.get("path").and_then(Value::as_str).unwrap_or_default();
        let Some(file) = manifest.files.iter().find(|file| file.path == path) else {
            findings.push(finding(DATAPACKAGE, "files that the manifest names", &format!("{path:?}")));
            continue;
        };
        let hash = resource.get("hash").and_then(Value::as_str).unwrap_or_default();
        let bytes = resource.get("bytes").and_then(Value::as_u64);
        if hash != format!("sha256:{}", file.sha256) || bytes != Some(file.bytes) {
            findings.push(finding(DATAPACKAGE, &format!("size and checksum of {path} as in the manifest"), "others"));
        }
        if let Some(schema) = resource.get("schema").filter(|_| whole.iter().any(|known| known.path == path)) {
            let delimiter = resource.pointer("/dialect/delimiter").and_then(Value::as_str).unwrap_or(",");
            let delimiter = delimiter.bytes().next().unwrap_or(b',');
            findings.extend(tabled(&folder.join(path), (file, schema), delimiter, pulse)?);
        }
    }
    Ok(())
}

fn as_json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| wrong(&error))
}

/// What differs between a table and what the descriptor says of its columns, and the manifest of its rows.
fn tabled(
    path: &Path,
    (file, schema): (&FileCard, &Value),
    delimiter: u8,
    pulse: &Pulse,
) -> io::Result<Option<Finding>> {
    let found = match survey(path, delimiter, pulse) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
        Err(error) => return Ok(Some(finding(&file.path, "a table", &error.to_string()))),
    };
    if file.rows.is_some_and(|rows| rows != found.rows) {
        let expected = format!("{} rows", file.rows.unwrap_or_default());
        return Ok(Some(finding(&file.path, &expected, &format!("{} rows", found.rows))));
    }
    let fields = schema.get("fields").and_then(Value::as_array).cloned().unwrap_or_default();
    let word = |field: &Value, member: &str| field.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let said: Vec<String> =
        fields.iter().map(|field| format!("{} {}", word(field, "name"), word(field, "type"))).collect();
    let are: Vec<String> =
        found.columns.iter().map(|column| format!("{} {}", column.name, column.field_type().word())).collect();
    let unlike = said.iter().zip(&are).find(|(said, are)| said != are);
    Ok(match unlike {
        Some((said, are)) => Some(finding(&file.path, &format!("column {said}"), &format!("column {are}"))),
        None if said.len() != are.len() => {
            Some(finding(&file.path, &format!("{} columns", said.len()), &format!("{} columns", are.len())))
        }
        None => None,
    })
}

/// A path with `/` between folders on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<String> = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// The path in a package that `parts` make, with `/` between them.
#[must_use]
pub fn path_in(folder: &Path, parts: &str) -> PathBuf {
    parts.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}
