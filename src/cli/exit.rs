//! Exit codes: the only file that knows them. Not responsible for messages.

use std::process::ExitCode;

use crate::analysis::matching::MatchError;
use crate::cli::failure::Failure;
use crate::io::read::problem::Severity;
use crate::io::write::error::WriteError;
use crate::render::PictureError;
#[cfg(feature = "png")]
use crate::render::PngError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// All read, nothing refused.
    Done,
    /// Done, and the answer is no.
    No,
    /// The question cannot be understood.
    Usage,
    /// The input is refused as a whole; nothing is written.
    Refused,
    /// Finished, but records were refused.
    SomeRefused,
    /// The output could not be completed.
    Output,
    /// A limit was hit.
    Limit,
    /// A signal.
    Signal(i32),
}

impl Exit {
    /// The code that the shell sees.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::SomeRefused => 4,
            Self::Output => 5,
            Self::Limit => 6,
            Self::Signal(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
        }
    }

    /// How a command ends that read `refused` bad records and otherwise finished.
    pub(super) fn finished(refused: u64) -> Self {
        if refused > 0 { Self::SomeRefused } else { Self::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

impl From<&Failure> for Exit {
    fn from(failure: &Failure) -> Self {
        match failure {
            // a drawing of ours that cannot be rendered is no fault of whoever asked
            #[cfg(feature = "png")]
            Failure::Png(PngError::Unreadable { .. }) => Self::Output,
            #[cfg(feature = "png")]
            Failure::Png(_) => Self::Usage,
            #[cfg(feature = "web")]
            Failure::Page(_) => Self::Usage,
            Failure::Picture(PictureError::TooMany { .. }) => Self::Limit,
            Failure::Usage(_)
            | Failure::Picture(_)
            | Failure::Output(
                WriteError::Exists { .. }
                | WriteError::SameAsInput { .. }
                | WriteError::Clash { .. }
                | WriteError::NoFolder { .. }
                | WriteError::OthersFile { .. },
            ) => Self::Usage,
            Failure::Input(problem) | Failure::LayerRecord { problem } if problem.severity == Severity::Limit => {
                Self::Limit
            }
            Failure::Matching { error: MatchError::TooMany { .. } } | Failure::Output(WriteError::OverLimit { .. }) => {
                Self::Limit
            }
            Failure::Input(_)
            | Failure::BuiltInMeant { .. }
            | Failure::LayerRecord { .. }
            | Failure::Layer { .. }
            | Failure::Target { .. }
            | Failure::DateOrder { .. }
            | Failure::PrecisionMap { .. }
            | Failure::Decisions { .. }
            | Failure::PatchFile { .. }
            | Failure::Patch { .. }
            | Failure::PatchedRecords { .. }
            | Failure::Matching { .. }
            | Failure::Package { .. }
            | Failure::Strict { .. } => Self::Refused,
            Failure::NotPublic { .. } | Failure::NoRecord { .. } => Self::No,
            #[cfg(feature = "server")]
            Failure::Serve { .. } => Self::Output,
            // whoever read the output has what they wanted
            Failure::Output(WriteError::Closed { .. }) => Self::Done,
            Failure::Output(_) => Self::Output,
            Failure::Signal { signal } => Self::Signal(*signal),
        }
    }
}
