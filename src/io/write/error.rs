//! Why an output could not be completed. Not responsible for exit codes.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::io::escape::escaped;

/// Why an output could not be completed; the old output, if there was one, is untouched.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// No room is left, or the quota is used up.
    #[error("{}: no space left on the disk", shown(target))]
    DiskFull {
        /// The output.
        target: PathBuf,
    },
    /// The file would be larger than the system lets it be.
    #[error("{}: the file would exceed the largest size allowed here", shown(target))]
    TooLarge {
        /// The output.
        target: PathBuf,
    },
    /// The system does not let this user write there.
    #[error("{}: permission denied", shown(target))]
    Denied {
        /// The output.
        target: PathBuf,
    },
    /// The folder that should hold the output does not exist.
    #[error("{}: folder {:?} does not exist; create it first", shown(target), shown(parent))]
    NoParent {
        /// The output.
        target: PathBuf,
        /// The missing folder.
        parent: PathBuf,
    },
    /// The output is a folder.
    #[error("{}: is a folder; name a file in it", shown(target))]
    Folder {
        /// The output.
        target: PathBuf,
    },
    /// What should become a folder is something else.
    #[error("{}: is no folder; name a folder that does not exist yet", shown(target))]
    NoFolder {
        /// The output.
        target: PathBuf,
    },
    /// A folder that would be replaced holds something that was not written with it.
    #[error(
        "{}: holds {:?}, which was not written with it; move that away, or name another folder",
        shown(target),
        shown(file)
    )]
    OthersFile {
        /// The output.
        target: PathBuf,
        /// What it holds.
        file: PathBuf,
    },
    /// The output exists and was not to be replaced.
    #[error("{}: exists; replace it with --force", shown(target))]
    Exists {
        /// The output.
        target: PathBuf,
    },
    /// The output is one of the inputs.
    #[error("{}: is the input {:?} itself; replace it with --in-place", shown(target), shown(input))]
    SameAsInput {
        /// The output.
        target: PathBuf,
        /// The input.
        input: PathBuf,
    },
    /// The output would take the place of another file of this run.
    #[error("{}: is also {:?}, which this run reads or writes; name another file", shown(target), shown(other))]
    Clash {
        /// The output.
        target: PathBuf,
        /// The other file.
        other: PathBuf,
    },
    /// Whoever read the output has gone; for a command line this is no failure.
    #[error("{}: the reader closed the pipe", shown(target))]
    Closed {
        /// The output.
        target: PathBuf,
    },
    /// A property came for which no column was declared, after rows had gone out.
    #[error("{}: no column was declared for {column:?}", shown(target))]
    UndeclaredColumn {
        /// The output.
        target: PathBuf,
        /// The column.
        column: String,
    },
    /// This build was made without the format.
    #[error("{}: this build does not write the format; build sarhad with the feature {feature}", shown(target))]
    NotBuilt {
        /// The output.
        target: PathBuf,
        /// The feature that has it.
        feature: &'static str,
    },
    /// The format cannot hold what the output has.
    #[error("{}: {reason}", shown(target))]
    CannotHold {
        /// The output.
        target: PathBuf,
        /// What it cannot hold, and what to do.
        reason: String,
    },
    /// The output would be larger than is allowed.
    #[error("{}: {reason}", shown(target))]
    OverLimit {
        /// The output.
        target: PathBuf,
        /// The limit, and what to do.
        reason: String,
    },
    /// An earlier write failed or writing was ended, so what is there is not whole.
    #[error("{}: not completed, writing ended early", shown(target))]
    Incomplete {
        /// The output.
        target: PathBuf,
    },
    /// Anything else that the system reports.
    #[error("{}: {source}", shown(target))]
    Io {
        /// The output.
        target: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl WriteError {
    /// The same of an output in the folder `made`, which gets the name `called` when it is whole.
    #[must_use]
    pub fn in_folder(mut self, made: &Path, called: &Path) -> Self {
        match &mut self {
            Self::DiskFull { target }
            | Self::TooLarge { target }
            | Self::Denied { target }
            | Self::NoParent { target, .. }
            | Self::Folder { target }
            | Self::NoFolder { target }
            | Self::OthersFile { target, .. }
            | Self::Exists { target }
            | Self::SameAsInput { target, .. }
            | Self::Clash { target, .. }
            | Self::Closed { target }
            | Self::UndeclaredColumn { target, .. }
            | Self::NotBuilt { target, .. }
            | Self::CannotHold { target, .. }
            | Self::OverLimit { target, .. }
            | Self::Incomplete { target }
            | Self::Io { target, .. } => {
                if let Ok(within) = target.strip_prefix(made) {
                    *target = called.join(within);
                }
            }
        }
        self
    }

    /// What `source` means for the output `target`.
    pub(crate) fn from_io(target: &Path, source: io::Error) -> Self {
        let target = target.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { target },
            io::ErrorKind::FileTooLarge => Self::TooLarge { target },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied { target },
            io::ErrorKind::BrokenPipe => Self::Closed { target },
            io::ErrorKind::AlreadyExists => Self::Exists { target },
            io::ErrorKind::IsADirectory => Self::Folder { target },
            io::ErrorKind::Interrupted => Self::Incomplete { target },
            _ => Self::Io { target, source },
        }
    }

    /// Whether the reader of the output has gone, which a command line passes over in silence.
    #[must_use]
    pub const fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Closed { .. })
    }
}

/// `path` for people: a file name cannot drive the terminal.
fn shown(path: &Path) -> String {
    escaped(&path.to_string_lossy())
}
