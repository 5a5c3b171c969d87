//! What can be asked about two editions of a file. Not responsible for the answers.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Publishing, Reading, Writing};

/// `sarhad diff`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad diff events-may.csv events-june.csv
      a table: which records were added, changed field by field, moved, or withdrawn
  sarhad diff events-may.csv events-june.csv --format json -o may-to-june.json
      a patch, of which sarhad apply makes the June edition of the May one
  sarhad diff old.geojson new.csv --id-column event_id --format csv

Records are matched by id; of records with one id those that say the same first, the others in
order, and none is taken for two. A record without an id is called row- and a number made of what
it says: once it changes it is one withdrawn and one added. Two tables, or two GeoJSON files, are
compared as they are written (3 and 3.0 differ); a table and a GeoJSON file by value. Another order
of the same records is noted and is no difference. Both files are held in memory.
Exit codes: 0 the same, 1 different, 4 some records refused and the others compared.")]
pub(crate) struct Diff {
    /// The older edition: a file, - for standard input, or @NAME for what is built in
    pub(crate) old: PathBuf,
    /// The newer edition
    pub(crate) new: PathBuf,
    /// A table, a patch (json), or one change a row (csv, tsv) [default: by the extension of -o, or a table]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<DiffForm>,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) publishing: Publishing,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What a difference may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffForm {
    /// Columns for people.
    Table,
    /// A patch.
    Json,
    /// One change a row.
    Csv,
    /// The same, divided by tabs.
    Tsv,
}

/// `sarhad apply`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad diff may.csv june.csv --format json -o may-to-june.json
  sarhad apply may.csv may-to-june.json -o june-again.csv

Read OLD with the flags that the patch was made with. Refused, with nothing written, if OLD is not
the edition that the patch was made from, or has records that cannot be read. All of it is held in
memory.")]
pub(crate) struct Apply {
    /// The older edition: a file, - for standard input, or @NAME for what is built in
    pub(crate) old: PathBuf,
    /// A patch: what sarhad diff --format json wrote
    pub(crate) patch: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) writing: Writing,
}
