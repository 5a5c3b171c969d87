//! The arguments of `sarhad claims`, and how every command reads a file of claims. Not responsible for reading it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Publishing, Reading};

/// How a file of claims is read.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reading")]
pub(in crate::cli) struct Limited {
    /// The text's encoding, such as windows-1252 or utf-16le, instead of UTF-8
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// What divides the columns of a table: one character, or tab
    #[arg(long, value_name = "CHAR")]
    pub(in crate::cli) delimiter: Option<String>,
    /// Refuse the whole input, and write nothing, if any record is refused
    #[arg(long)]
    pub(in crate::cli) strict: bool,
}

impl Reading {
    /// As a file of claims is read.
    pub(in crate::cli) fn limited(&self) -> Limited {
        Limited { encoding: self.encoding.clone(), delimiter: self.delimiter.clone(), strict: self.strict }
    }
}

/// `sarhad claims`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad claims @incidents -o claims.csv
      one row a claim, to be read and edited as a table
  sarhad claims claims.csv -o claims.json
  sarhad claims claims.json -o claims.xlsx
      a workbook with sheets of records, claims and sources
  sarhad claims claims.json --per-claim -o claims.geojson
      one feature a claim, with who says it, the verb, the source and its address

JSON holds everything; its format is in data/schema/claims.schema.json. CSV holds the dataset's
card, records, claims, conflicts, sources and actors, but no actors' other spellings, no places,
phrases and flows. Both read back as the same claims. Columns: data/incidents/README.md.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct Claims {
    /// @incidents, @diplomacy, or a file of claims: JSON or CSV
    pub(in crate::cli) input: PathBuf,
    /// The output's format, instead of what the extension of -o says
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<ClaimsForm>,
    /// Features for each claim instead of for each record
    #[arg(long)]
    pub(in crate::cli) per_claim: bool,
    /// Draw records that nobody has reviewed, too; JSON and CSV hold them anyhow
    #[arg(long)]
    pub(in crate::cli) include_drafts: bool,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Write cells that a spreadsheet would run as a formula as they are, without an apostrophe
    #[arg(long)]
    pub(in crate::cli) raw_csv: bool,
    #[command(flatten)]
    pub(in crate::cli) publishing: Publishing,
    #[command(flatten)]
    pub(in crate::cli) reading: Limited,
}

/// What claims may be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ClaimsForm {
    /// The dataset's own JSON.
    Json,
    /// One row a claim.
    Csv,
    /// Features for a map.
    Geojson,
    /// A workbook of records, claims and sources.
    Xlsx,
}
