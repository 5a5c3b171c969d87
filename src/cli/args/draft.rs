//! The arguments of `sarhad draft`. Not responsible for reading the text.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `sarhad draft`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad draft report.txt --published 2024-01-28
      what each sentence names, which records it proposes, and what is in doubt
  sarhad draft report.txt --published 2024-01-28 --title \"A report\" -o draft.json --review review.csv
      the records as claims, and the table to review them by
  pdftotext report.pdf - | sarhad draft - --published 2024-01-28 --format json

The rules are English. Rules and the gazetteer propose; nothing is sure. Every claim gets the status draft, and is left
out where claims count as data (conflicts, distance --per-claim, claims --format geojson) until a
person has set it to reviewed. Sentences are not copied: offsets count Unicode characters of the
text, of which the SHA-256 is kept; only the few words that name a place, a date, a toll or a verb
of saying are. --with-text adds the sentences to the table, for your own use. Dates are counted
from --published and stay spans: last year is a year. Exit code 1: no record is proposed.")]
pub(in crate::cli) struct Draft {
    /// A file of plain text, or - for standard input
    pub(in crate::cli) input: PathBuf,
    /// The day on which the text was published, from which last year and on Tuesday are counted
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) published: String,
    /// The text's title [default: the file's name]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) publisher: Option<String>,
    /// Where it can be read
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// table for the review, json or csv for claims [default: by the extension of -o, or a table]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<DraftForm>,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Write the review table here: .csv, .tsv, .json, .md, or .txt for the table as it is printed
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) review: Option<PathBuf>,
    /// Put each sentence into the review table
    #[arg(long)]
    pub(in crate::cli) with_text: bool,
    /// Replace files that exist
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// The text's encoding, such as windows-1252 or utf-16le, instead of UTF-8
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
}

/// What a draft may be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DraftForm {
    /// What each sentence names, for people.
    Table,
    /// Claims, as a set of its own.
    Json,
    /// Claims, one row each.
    Csv,
}
