//! The arguments of `sarhad profile`. Not responsible for what it recognises.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Reading;

/// `sarhad profile`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad profile events.csv
      whose table it is and why, which column says what, how many rows can be read
  sarhad profile 20240128.export.CSV --format json
  sarhad profile mine.xlsx --sheet 2 --write-map map.json
      a mapping with the closest guesses, to be corrected by hand
  sarhad locate mine.xlsx --sheet 2 --map map.json -o located.csv

Known: ucdp, ucdp-hdx, acled, gdelt1, gdelt2, osint (osint-geo-extractor), sarhad (our own tables);
anything else is plain. Every command reads what profile reads. Of a mapping, every command uses
id, lon, lat, date, date_end, precision and radius, the order of dates and the codes of precision;
its other roles are told and no more. Exit code 1: no columns say where.")]
pub(in crate::cli) struct Profile {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: PathBuf,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: ProfileForm,
    /// Write a mapping of the columns to this file, with the closest guesses
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) write_map: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ProfileForm {
    /// For people.
    Text,
    /// One object.
    Json,
}
