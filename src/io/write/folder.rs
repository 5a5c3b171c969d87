//! A folder of files that appears whole or not at all. Not responsible for what is in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::io::write::destination::Overwrite;
use crate::io::write::error::WriteError;

/// A folder in the making: hidden beside its place until it is complete.
///
/// Dropped before [`FolderDestination::commit`], it is gone and the place is as it was.
#[derive(Debug)]
pub struct FolderDestination {
    target: PathBuf,
    building: TempDir,
    /// The files of an earlier folder that may be replaced; `None` where there is nothing to replace.
    replaced: Option<Vec<PathBuf>>,
}

impl FolderDestination {
    /// A folder that will be `target`, where `owned` tells which files, by their paths in it, an earlier folder there wrote.
    ///
    /// # Errors
    /// [`WriteError`] before anything is made: it exists and may not be replaced, is no folder, holds files that are not owned,
    /// or cannot be made there.
    pub fn new(
        target: &Path,
        overwrite: Overwrite,
        owned: impl FnOnce(&Path) -> Option<Vec<PathBuf>>,
    ) -> Result<Self, WriteError> {
        let replaced = match fs::symlink_metadata(target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(WriteError::from_io(target, error)),
            Ok(found) if !found.is_dir() => return Err(WriteError::NoFolder { target: target.to_owned() }),
            Ok(_) => Some(replaceable(target, overwrite, owned)?),
        };
        let parent = parent_of(target);
        if !parent.is_dir() {
            return Err(WriteError::NoParent { target: target.to_owned(), parent: parent.to_owned() });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".sarhad-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // as for any new folder: the umask takes away what others may not do
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let building = builder.tempdir_in(parent).map_err(|error| WriteError::from_io(target, error))?;
        Ok(Self { target: target.to_owned(), building, replaced })
    }

    /// Where its files are made.
    #[must_use]
    pub fn building(&self) -> &Path {
        self.building.path()
    }

    /// Makes the folder appear.
    ///
    /// An earlier folder steps aside for it, comes back if that fails, and is emptied of its own files and no others. Between the two
    /// steps there is no folder at its place: who is stopped there finds the earlier one beside it, as `.sarhad-….old`.
    ///
    /// # Errors
    /// [`WriteError`]. The earlier folder is then in its place, but in two cases, in both of which the error names the folder that is
    /// left as `.sarhad-….old`: the earlier one could not come back; or the new one is in its place, and the earlier one could not be
    /// emptied.
    pub fn commit(self) -> Result<(), WriteError> {
        let Self { target, building, replaced } = self;
        let failed = |error| WriteError::from_io(&target, error);
        let Some(files) = replaced else {
            return fs::rename(building.path(), &target).map_err(failed).map(|()| kept(building));
        };
        let aside = tempfile::Builder::new().prefix(".sarhad-").suffix(".old").tempdir_in(parent_of(&target));
        let aside = aside.map_err(failed)?;
        // an empty folder gives way to another one
        fs::rename(&target, aside.path()).map_err(failed)?;
        // from here on it holds the earlier folder, of which nothing may go by itself
        let aside = aside.keep();
        if let Err(error) = fs::rename(building.path(), &target) {
            fs::rename(&aside, &target).map_err(|error| WriteError::from_io(&aside, error))?;
            return Err(failed(error));
        }
        kept(building);
        emptied(&aside, &files).map_err(|error| WriteError::from_io(&aside, error))
    }
}

/// What stands at the place of a temporary folder is no longer its own.
fn kept(folder: TempDir) {
    let _ = folder.keep();
}

/// The files of the folder `target`, all of which are owned by what is to be replaced.
fn replaceable(
    target: &Path,
    overwrite: Overwrite,
    owned: impl FnOnce(&Path) -> Option<Vec<PathBuf>>,
) -> Result<Vec<PathBuf>, WriteError> {
    let found = files_in(target).map_err(|error| WriteError::from_io(target, error))?;
    if found.is_empty() {
        return Ok(found);
    }
    if overwrite == Overwrite::Refuse {
        return Err(WriteError::Exists { target: target.to_owned() });
    }
    let owned = owned(target).unwrap_or_default();
    match found.iter().find(|file| !owned.contains(file)) {
        Some(other) => Err(WriteError::OthersFile { target: target.to_owned(), file: other.clone() }),
        None => Ok(found),
    }
}

/// Deepest nesting that is followed: a package has two levels.
const DEEPEST: usize = 8;

/// What is in a folder and in its folders, except folders themselves, by the paths in it, sorted.
///
/// # Errors
/// What the system says; folders nested too deeply.
pub fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![(PathBuf::new(), 0)];
    while let Some((within, depth)) = folders.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            // a link to a folder is not followed: it is something of its own
            if !entry.file_type()?.is_dir() {
                files.push(path);
            } else if depth < DEEPEST {
                folders.push((path, depth + 1));
            } else {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "folders are nested too deeply"));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Takes `files` out of `folder`, then the folders that are empty, then itself.
fn emptied(folder: &Path, files: &[PathBuf]) -> io::Result<()> {
    for file in files {
        fs::remove_file(folder.join(file))?;
        let mut parent = file.parent();
        while let Some(within) = parent.filter(|within| !within.as_os_str().is_empty()) {
            // one that holds something yet stays
            if fs::remove_dir(folder.join(within)).is_err() {
                break;
            }
            parent = within.parent();
        }
    }
    fs::remove_dir(folder)
}

/// The folder that holds `path`.
fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
