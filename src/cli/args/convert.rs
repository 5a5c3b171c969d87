//! What can be asked of `convert`, and the filters by place and date. Not responsible for filtering.

#![expect(clippy::doc_markdown, reason = "the parser shows these texts as they stand")]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{AtlasArgs, Placing, Reading, Writing};

/// What is left out.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(in crate::cli) struct Filters {
    /// Only what touches this box; west may be greater than east to cross the antimeridian
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    pub(in crate::cli) bbox: Option<String>,
    /// Only what lies in this district, province or country: an id or name such as PK/gwadar, PK205 or IR
    #[arg(long = "in", value_name = "REGION")]
    pub(in crate::cli) region: Option<String>,
    /// Only what may have been on or after this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<String>,
    /// Only what may have been on or before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) until: Option<String>,
    /// Whether --from and --until keep what may have been in time, or only what must have been
    #[arg(long, value_name = "HOW", default_value = "may")]
    pub(in crate::cli) overlap: Overlap,
    /// The column of dates [default: date_start and date_end, or date, event_date, …]
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) date_column: Option<String>,
    /// Which number of dates such as 03/04/2023 is the day [default: what the whole column tells]
    #[arg(long, value_name = "ORDER")]
    pub(in crate::cli) date_order: Option<DayOrder>,
}

/// How surely a record must have been in time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Overlap {
    /// Its whole span lies in time.
    Must,
    /// Some day of its span lies in time.
    #[default]
    May,
}

/// Which number of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DayOrder {
    /// 03/04/2023 is 3 April.
    DayFirst,
    /// 03/04/2023 is 4 March.
    MonthFirst,
}

/// Which records are taken of which input, and how they are read.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct Choosing {
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) placing: Placing,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// `sarhad convert`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad convert events.csv -o events.geojson
  sarhad convert @districts -o districts.geojson
  sarhad convert events.csv --in PK/gwadar --from 2019-04 --until 2019-04 -o gwadar.csv
  sarhad convert ged231.csv --from 2019 --until 2019 --overlap must -o surely-2019.csv
  sarhad convert acled.csv --public --aggregate district,month -o counts.csv
      how many events, without their rows; what is not known to a district or month stands last
  sarhad convert ged231.csv --public --generalise 0.1deg -o coarse.geojson
  sarhad convert pacific.geojson --bbox 170,-20,-170,20 -o dateline.geojson

A box keeps points in it and other shapes whose own box touches it; a region keeps points in it
and other shapes with a vertex in it. What is left out is counted as filtered.
Dates are spans: UCDP's date_prec and ACLED's time_precision widen them (a month is all its days),
and --overlap says whether a span must lie wholly in time. Dates such as 03/04/2023 are read in the
order that the whole column tells; if it tells none, --date-order does.")]
pub(in crate::cli) struct Convert {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: PathBuf,
    /// Write counts of events by district, province or country, and by month or year, instead of events
    #[arg(long, value_name = "UNIT,PERIOD")]
    pub(in crate::cli) aggregate: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) choosing: Choosing,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}
