//! Whether two names lead to one file. Not responsible for what follows from it.

use std::fs;
use std::path::{Path, PathBuf};

/// Whether `one` and `other` name the same file, also where it does not exist yet or a link leads to it.
#[must_use]
pub fn same_file(one: &Path, other: &Path) -> bool {
    is_one_inode(one, other) || resolved(one).is_some_and(|one| resolved(other) == Some(one))
}

/// Whether both names exist and lead to one file, through symbolic or hard links.
#[cfg(unix)]
fn is_one_inode(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => one.dev() == other.dev() && one.ino() == other.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_one_inode(_: &Path, _: &Path) -> bool {
    false
}

/// The file's own path; for one that does not exist, its folder's own path and its name.
fn resolved(path: &Path) -> Option<PathBuf> {
    if let Ok(found) = fs::canonicalize(path) {
        return Some(found);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}
