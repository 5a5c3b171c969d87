//! `sarhad within`: the records within a distance of a place or border, nearest first. Not responsible for computing
//! distances.

use crate::cli::args::Within;
use crate::cli::commands::ranking::{Ranking, Wanted, ranked};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::io::written::length::length;

/// Lists the records within the distance.
pub(in crate::cli) fn run(asked: &Within, report: &mut Report) -> Result<Exit, Failure> {
    let distance = length(&asked.distance).map_err(Usage::Length)?;
    let ranking = Ranking {
        input: &asked.input,
        at: asked.at.as_deref(),
        wanted: Wanted::Within(distance, asked.certainty),
        measuring: &asked.measuring,
        accuracy: asked.accuracy.of_target(),
        placing: &asked.placing,
        atlas: &asked.atlas,
        reading: &asked.reading,
        writing: &asked.writing,
    };
    ranked(&ranking, report)
}
