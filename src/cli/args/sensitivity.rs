//! What can be asked about how far a count rests on places and days that are not known. Not responsible for the answers.

#![expect(clippy::doc_markdown, reason = "the parser shows these texts as they stand")]

use std::path::PathBuf;

use clap::{Args, value_parser};

use super::{AtlasArgs, DayOrder, Measuring, Placing, Reading, Writing};

/// More draws than this would change nothing but the time.
const DRAWS_MAX: i64 = 100_000;

/// `sarhad sensitivity`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad sensitivity ged231.csv --to border/IR-PK --distance 50km
      how many events, and which share of them, lie within 50 km: for sure, likely, at most
  sarhad sensitivity events.csv --to border --distance 25km --from 2023 --until 2023 --draws 5000
  sarhad sensitivity @incidents --to border/IR-PK --distance 25km --format json

Each record is placed anew in every draw: somewhere in the area that it is known to, each place as
likely as any other, and on some day of its span. low and high hold 95 % of the draws, must and may
whatever is possible; expected is the sum of all shares. The column centroid is what comes out when
each area is taken for its centre, as many maps do. The same --seed gives the same answer. Records
without a place, and without a date where days are asked for, are left out and counted. All records
are held in memory.")]
pub(in crate::cli) struct Sensitivity {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: PathBuf,
    /// How near, with its unit: 50km, 300m
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    pub(in crate::cli) distance: String,
    /// On or after this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<String>,
    /// On or before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) until: Option<String>,
    /// How often each record is placed anew
    #[arg(long, value_name = "COUNT", default_value_t = 1_000, value_parser = value_parser!(u32).range(1..=DRAWS_MAX))]
    pub(in crate::cli) draws: u32,
    /// Where the random numbers start
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// The column of dates [default: date_start and date_end, or date, event_date, …]
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) date_column: Option<String>,
    /// Which number of dates such as 03/04/2023 is the day [default: what the whole column tells]
    #[arg(long, value_name = "ORDER")]
    pub(in crate::cli) date_order: Option<DayOrder>,
    #[command(flatten)]
    pub(in crate::cli) measuring: Measuring,
    #[command(flatten)]
    pub(in crate::cli) placing: Placing,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}
