//! The arguments of `sarhad show`. Not responsible for what it prints.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::{Limited, OutputForm};

/// `sarhad show`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad show A12
      who says what about the attack at Sangwan, with which verb, from which source, and where they differ
  sarhad show D8
  sarhad show A10.4 --format json
  sarhad show E7 my-claims.json

An ID is that of a record or of one of its claims. Claims stay side by side: nothing is averaged,
and no source is preferred. Exit code 1: there is no such record.")]
pub(in crate::cli) struct Show {
    /// The id of a record, such as A12, or of a claim, such as A12.3
    pub(in crate::cli) id: String,
    /// @incidents, @diplomacy, or a file of claims: JSON or CSV
    #[arg(default_value = "@incidents")]
    pub(in crate::cli) input: PathBuf,
    /// table for people, or json: the record as it stands in a file of claims
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<OutputForm>,
    #[command(flatten)]
    pub(in crate::cli) reading: Limited,
}
