//! Where an output goes: whole or not at all. Not responsible for what is in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::io::write::error::WriteError;
use crate::io::write::same::same_file;

/// Bytes gathered before the system is asked to take them.
const BUFFER_BYTES: usize = 64 << 10;

/// What may happen to a file that is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrite {
    /// Nothing: the output must be new.
    #[default]
    Refuse,
    /// It may be replaced, but not if it is an input.
    Force,
    /// It may be replaced even if it is an input.
    InPlace,
}

/// An output that appears under its name only when it is complete.
///
/// Bytes go to a hidden file beside the target; [`Destination::commit`] syncs it and renames it over the target in one step.
/// Dropped without that, the hidden file is gone and the target is as it was. Devices, pipes and standard output take the bytes
/// as they come.
#[derive(Debug)]
pub struct Destination {
    target: PathBuf,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    File { file: BufWriter<File>, temporary: TempPath, place: PathBuf, overwrite: Overwrite },
    Stream(BufWriter<File>),
    Stdout(BufWriter<io::Stdout>),
}

impl Destination {
    /// Standard output, called `-` in messages.
    #[must_use]
    pub fn stdout() -> Self {
        let sink = Sink::Stdout(BufWriter::with_capacity(BUFFER_BYTES, io::stdout()));
        Self { target: PathBuf::from("-"), sink }
    }

    /// The file `target`, where `inputs` are the files being read.
    ///
    /// A symbolic link stays and the file that it names is replaced; the permissions of a replaced file are kept.
    ///
    /// # Errors
    /// [`WriteError`] before anything is written: the target exists, is an input or a folder, or cannot be made there.
    pub fn file(target: &Path, overwrite: Overwrite, inputs: &[PathBuf]) -> Result<Self, WriteError> {
        let failed = |source| WriteError::from_io(target, source);
        let old = match fs::metadata(target) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if let Some(old) = &old {
            if old.is_dir() {
                return Err(WriteError::Folder { target: target.to_owned() });
            }
            if !old.is_file() {
                let stream = OpenOptions::new().write(true).open(target).map_err(failed)?;
                let sink = Sink::Stream(BufWriter::with_capacity(BUFFER_BYTES, stream));
                return Ok(Self { target: target.to_owned(), sink });
            }
        }
        refuse_overwriting(target, overwrite, inputs)?;
        let place = if old.is_some() { fs::canonicalize(target).map_err(failed)? } else { target.to_owned() };
        let temporary = temporary_beside(target, &place, old.as_ref())?;
        let (file, temporary) = temporary.into_parts();
        let file = BufWriter::with_capacity(BUFFER_BYTES, file);
        Ok(Self { target: target.to_owned(), sink: Sink::File { file, temporary, place, overwrite } })
    }

    /// What messages call this output: the path as given, or `-`.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The folder in which the output is made, also right for rows that wait for their columns; `None` for a stream.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.sink {
            Sink::File { place, .. } => Some(folder_of(place)),
            Sink::Stream(_) | Sink::Stdout(_) => None,
        }
    }

    /// Makes the output appear, complete and safe on the disk.
    ///
    /// # Errors
    /// [`WriteError`]; the hidden file is gone then. Only where the folder itself cannot be synced is the new file in place.
    pub fn commit(self) -> Result<(), WriteError> {
        let target = self.target;
        let outcome = match self.sink {
            Sink::Stdout(mut out) => out.flush(),
            Sink::Stream(mut out) => out.flush(),
            Sink::File { file, temporary, place, overwrite } => {
                synced(file).and_then(|()| publish(temporary, &place, overwrite))
            }
        };
        outcome.map_err(|source| WriteError::from_io(&target, source))
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::File { file, .. } => file.write(bytes),
            Sink::Stream(out) => out.write(bytes),
            Sink::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::File { file, .. } => file.flush(),
            Sink::Stream(out) => out.flush(),
            Sink::Stdout(out) => out.flush(),
        }
    }
}

/// Fails unless `target` may be written over.
fn refuse_overwriting(target: &Path, overwrite: Overwrite, inputs: &[PathBuf]) -> Result<(), WriteError> {
    if overwrite == Overwrite::InPlace {
        return Ok(());
    }
    if let Some(input) = inputs.iter().find(|input| same_file(target, input)) {
        return Err(WriteError::SameAsInput { target: target.to_owned(), input: input.clone() });
    }
    if overwrite == Overwrite::Refuse && fs::symlink_metadata(target).is_ok() {
        return Err(WriteError::Exists { target: target.to_owned() });
    }
    Ok(())
}

/// A hidden file in the folder of `place`, with the permissions that the output is to have.
fn temporary_beside(target: &Path, place: &Path, old: Option<&fs::Metadata>) -> Result<NamedTempFile, WriteError> {
    let folder = folder_of(place);
    if !folder.is_dir() {
        return Err(WriteError::NoParent { target: target.to_owned(), parent: folder.to_owned() });
    }
    let failed = |source| WriteError::from_io(target, source);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sarhad-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file: the umask takes away what others may not do.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let temporary = builder.tempfile_in(folder).map_err(failed)?;
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    Ok(temporary)
}

/// Brings the last bytes safely to the disk.
fn synced(file: BufWriter<File>) -> io::Result<()> {
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// Renames the complete file to its place.
fn publish(temporary: TempPath, place: &Path, overwrite: Overwrite) -> io::Result<()> {
    let persisted = match overwrite {
        Overwrite::Refuse => temporary.persist_noclobber(place),
        Overwrite::Force | Overwrite::InPlace => temporary.persist(place),
    };
    persisted.map_err(|error| error.error)?;
    sync_folder(folder_of(place))
}

/// Makes the new name last through a power cut, where the system can.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems do not sync folders, and some folders may be written to but not opened.
        Err(error) if cannot_sync(error.kind()) => Ok(()),
        outcome => outcome,
    }
}

fn cannot_sync(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
}

/// The folder that holds `path`.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
