//! What can be asked of `sarhad locate`. Not responsible for the answers.

use std::path::PathBuf;

use clap::Args;

use super::{AtlasArgs, Placing, Reading, Writing};

/// `sarhad locate`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad locate --at 63.0544,26.0031
      Turbat: Pakistan, Balochistan, Kech
  sarhad locate --at=60.8629,29.4963 --format json
  sarhad locate events.csv -o located.geojson
  cat events.csv | sarhad locate - --format csv > located.csv
  sarhad locate events.csv --layer districts=mine.geojson -o located.csv

Adds the columns country, country_name, province, province_name, district, district_name,
on_border. A record that says that it is known to a district, province or country alone is told
what holds all of that, whatever point stands beside it. Records that are no single point otherwise
keep their row with these columns empty, and are counted.")]
pub(in crate::cli) struct Locate {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: Option<PathBuf>,
    /// One place in degrees, longitude first, such as 60.8629,29.4963
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(in crate::cli) at: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) placing: Placing,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}
