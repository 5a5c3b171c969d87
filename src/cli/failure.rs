//! Why a command ends without its answer. Not responsible for exit codes.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::analysis::diff::PatchError;
use crate::analysis::matching::MatchError;
use crate::atlas::AtlasError;
use crate::cli::input::built_in_meant;
use crate::cli::suggestion::{closest, hint};
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::read::decisions::DecisionsError;
use crate::io::read::patch::PatchFileError;
use crate::io::read::problem::Problem;
use crate::io::read::what::What;
use crate::io::write::error::WriteError;
use crate::model::written_date::OrderError;
use crate::query::distance::TargetError;
use crate::render::PictureError;
#[cfg(feature = "server")]
use crate::server::http::ServeError;

/// Why a command ends without its answer.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The question.
    #[error(transparent)]
    Usage(#[from] Usage),
    /// An input as a whole.
    #[error(transparent)]
    Input(Box<Problem>),
    /// An input that is not there, and whose name is that of something built in.
    #[error("{problem}; did you mean @{name}?")]
    BuiltInMeant {
        /// What was told of it.
        problem: Box<Problem>,
        /// What is built in.
        name: &'static str,
    },
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
    /// A package.
    #[error("{file} {reason}; this is no package that can be verified")]
    Package {
        /// Its manifest.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The server cannot start.
    #[cfg(feature = "server")]
    #[error("{}: {error}", error.code())]
    Serve {
        /// Why.
        #[from]
        error: ServeError,
    },
    /// A map of codes.
    #[error("{file}: {reason}")]
    PrecisionMap {
        /// Its file.
        file: String,
        /// What is wrong.
        reason: String,
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
         district,month), or say --permission TEXT if you have it",
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
    /// A patch that cannot be read.
    #[error("{file}: {error}")]
    PatchFile {
        /// Its file.
        file: String,
        /// What is wrong.
        error: Box<PatchFileError>,
    },
    /// A patch for another edition.
    #[error("{file}: {error}")]
    Patch {
        /// The file that was to be changed.
        file: String,
        /// What is wrong.
        error: Box<PatchError>,
    },
    /// Refusals in a file that a patch is for.
    #[error("{refused} of {read} records refused, and a patch needs all of them; nothing was written")]
    PatchedRecords {
        /// Records refused.
        refused: u64,
        /// Records read.
        read: u64,
    },
    /// Decisions that are not clear.
    #[error("{file}: {error}")]
    Decisions {
        /// Their file.
        file: String,
        /// What is wrong.
        error: Box<DecisionsError>,
    },
    /// No list of candidates.
    #[error("{error}: see --radius, --days and --min-score")]
    Matching {
        /// Why.
        error: MatchError,
    },
    /// A record that is not there.
    #[error("there is no {id} in {input}{}; ids are {ids}", hint(.closest.as_deref()))]
    NoRecord {
        /// What was asked for.
        id: String,
        /// The input's name.
        input: String,
        /// The id that was perhaps meant.
        closest: Option<String>,
        /// The ids that there are, in short.
        ids: String,
    },
    /// No picture.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// No pixels.
    #[cfg(feature = "png")]
    #[error(transparent)]
    Png(#[from] crate::render::PngError),
    /// No page.
    #[cfg(feature = "web")]
    #[error(transparent)]
    Page(crate::render::html::PageError),
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

impl From<Box<Problem>> for Failure {
    /// A mapping that names a column which is not there is a question asked wrongly; all else is the input's.
    fn from(problem: Box<Problem>) -> Self {
        if let (What::Unreadable { .. }, Some(name)) = (&problem.what, built_in_meant(&problem.origin.file)) {
            return Self::BuiltInMeant { problem, name };
        }
        let What::NoMappedColumn { role, name, columns } = &problem.what else { return Self::Input(problem) };
        let closest = closest(name, columns.iter().map(String::as_str)).map(str::to_owned);
        let (name, columns) = (name.clone(), escaped(&columns.join(", ")));
        Usage::NoMappedColumn { role: *role, name, closest, columns }.into()
    }
}

/// What an error of the system means for the output `target`, where bytes go there without a writer.
pub(super) fn output_failure(target: &Path, source: io::Error) -> Failure {
    Failure::Output(WriteError::from_io(target, source))
}
