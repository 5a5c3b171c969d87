//! `sarhad nearest`: the records nearest to a place or border, nearest first. Not responsible for computing distances.

use crate::cli::args::Nearest;
use crate::cli::commands::ranking::{Ranking, Wanted, ranked};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::usage::Usage;

/// Lists the nearest records.
pub(in crate::cli) fn run(asked: &Nearest, report: &mut Report) -> Result<Exit, Failure> {
    if asked.k == 0 {
        return Err(Usage::NoCount.into());
    }
    let ranking = Ranking {
        input: &asked.input,
        at: asked.at.as_deref(),
        wanted: Wanted::Count(asked.k),
        measuring: &asked.measuring,
        accuracy: asked.accuracy.of_target(),
        placing: &asked.placing,
        atlas: &asked.atlas,
        reading: &asked.reading,
        writing: &asked.writing,
    };
    ranked(&ranking, report)
}
