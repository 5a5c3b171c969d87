//! The arguments of `sarhad conflicts`. Not responsible for finding any.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::{Limited, OutputForm};

/// `sarhad conflicts`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad conflicts
      where the sources about the built-in incidents differ, both sides with their sources
  sarhad conflicts --kind toll
  sarhad conflicts my-claims.csv --format csv -o conflicts.csv

found_by coder: the coder of the claims wrote it down. found_by rule: two claims about one event
differ in place, date, toll, actors or standing, which no one has looked into. A list, not a
check: the exit code is 0 whatever is in it.")]
pub(in crate::cli) struct Conflicts {
    /// @incidents, @diplomacy, or a file of claims: JSON or CSV
    #[arg(default_value = "@incidents")]
    pub(in crate::cli) input: PathBuf,
    /// Only disagreements about this: place, date, toll, actor or status
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    /// Take in records that nobody has reviewed
    #[arg(long)]
    pub(in crate::cli) include_drafts: bool,
    /// table, json, csv or tsv
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<OutputForm>,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) reading: Limited,
}
