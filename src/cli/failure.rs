//! Why a command ends without its answer. Not responsible for exit codes.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::atlas::AtlasError;
use crate::cli::usage::Usage;
use crate::io::read::problem::Problem;
use crate::io::write::error::WriteError;
use crate::model::written_date::OrderError;
use crate::query::distance::TargetError;

/// Why a command ends without its answer.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The question.
    #[error(transparent)]
    Usage(#[from] Usage),
    /// An input as a whole.
    #[error(transparent)]
    Input(#[from] Box<Problem>),
    /// A layer or target of the user's, of which every record must be sound.
    #[error("{problem}; a layer needs all its records")]
    LayerRecord {
        /// The first record that is not.
        problem: Box<Problem>,
    },
    /// A layer of the user's.
    #[error("{file}: {error}")]
    Layer {
        /// Its file.
        file: String,
        /// What is wrong.
        error: AtlasError,
    },
    /// What was to be measured to.
    #[error("{file}: {error}")]
    Target {
        /// Its file.
        file: String,
        /// What is wrong.
        error: TargetError,
    },
    /// Dates of which no one knows which number is the day.
    #[error("{file}: {error}; say --date-order day-first or month-first")]
    DateOrder {
        /// The file.
        file: String,
        /// Why it is not known.
        error: OrderError,
    },
    /// Refusals, where none is allowed.
    #[error("{refused} of {read} records refused and --strict is on; nothing was written")]
    Strict {
        /// Records refused.
        refused: u64,
        /// Records read.
        read: u64,
    },
    /// An output for publication, of rows that may not be passed on.
    #[error(
        "rows of {dataset} may not be passed on: {why}{}; nothing was written; publish counts (convert --aggregate \
         district,month), say --permission TEXT if you have it, or --licence TEXT if the rows are your own",
        url.as_ref().map(|url| format!(" ({url})")).unwrap_or_default()
    )]
    NotPublic {
        /// Whose rows they are.
        dataset: String,
        /// What the terms say.
        why: String,
        /// Where they can be read.
        url: Option<String>,
    },
    /// The output.
    #[error(transparent)]
    Output(#[from] WriteError),
    /// A signal.
    #[error("stopped by {}", if *.signal == signal_hook::consts::SIGINT { "an interrupt" } else { "a request to end" })]
    Signal {
        /// Its number.
        signal: i32,
    },
}

/// What an error of the system means for the output `target`, where bytes go there without a writer.
pub(super) fn output_failure(target: &Path, source: io::Error) -> Failure {
    Failure::Output(WriteError::from_io(target, source))
}
