//! What can be asked about records that may tell of one event. Not responsible for the answers.

use std::path::PathBuf;

use clap::Args;

use super::{DayOrder, OutputForm, Placing, Publishing, Reading};

/// `sarhad match`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad match events.csv
      pairs of records that may tell of one event, the likeliest first, with reasons
  sarhad match ours.csv theirs.geojson --radius 25km --days 7 --min-score 0.7
  sarhad match events.csv -o candidates.csv
      write accepted or rejected into the column decision, and ask again:
  sarhad match events.csv --decisions candidates.csv --open

Nothing is joined: you decide. A pair is looked at if the records may lie within --radius and
--days of each other, however vaguely they say where and when; one without a place is in no pair,
one without a date is compared by the rest. The score is the mean, weighted:
actors 3, title 3, place 2, date 2, toll 1. Place and date are 1 where they are the same and 0
beyond the window, and half where they are vague. Columns read: date or what
--date-column names; actors, actor1, side_a, …; killed, fatalities, deaths, or low, best, high;
title, name, what, notes. Decisions: a table with the columns a, b (in either order), decision
(accepted, rejected or blank) and note. All records are held in memory.")]
pub(crate) struct Match {
    /// A file, - for standard input, or @NAME for what is built in
    pub(crate) a: PathBuf,
    /// Another one: pairs are then of one record of each
    pub(crate) b: Option<PathBuf>,
    /// How far apart two records may be, with its unit
    #[arg(long, value_name = "LENGTH", default_value = "10km", allow_hyphen_values = true)]
    pub(crate) radius: String,
    /// How many days may lie between them
    #[arg(long, value_name = "DAYS", default_value_t = 3)]
    pub(crate) days: u16,
    /// The least score that is listed, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = 0.5)]
    pub(crate) min_score: f64,
    /// A table of decisions: pairs that are rejected are not listed again
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Only pairs on which nothing is decided
    #[arg(long)]
    pub(crate) open: bool,
    /// The column of dates [default: date_start and date_end, or date, event_date, …]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) date_column: Option<String>,
    /// Which number of dates such as 03/04/2023 is the day [default: what the whole column tells]
    #[arg(long, value_name = "ORDER")]
    pub(crate) date_order: Option<DayOrder>,
    /// table, csv, tsv or json [default: by the extension of -o, or a table]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<OutputForm>,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) publishing: Publishing,
    #[command(flatten)]
    pub(crate) placing: Placing,
    #[command(flatten)]
    pub(crate) reading: Reading,
}
