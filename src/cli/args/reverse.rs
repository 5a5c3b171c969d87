//! What can be asked of `sarhad reverse`. Not responsible for the answers.

use std::path::PathBuf;

use clap::Args;

use super::{AtlasArgs, Placing, Reading, Writing};

/// `sarhad reverse`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad reverse --at 63.15,26.12
      17 km NE of Turbat, in Kech, Balochistan, Pakistan
  sarhad reverse events.csv -o described.csv
  sarhad reverse --at=60.8629,29.4963 --format json

Adds the columns of locate, then nearest_place, nearest_place_id, place_distance_m, place_bearing
(from the town, one of eight winds), place_accuracy_m (how far the town's own point may be off) and
place_words. What holds the place is told first; the nearest town may lie in another unit or
country, which is then named. Nearer than the town's point is good to, no bearing is told; beyond
100 km only the area is. Localities without a coordinate are never nearest. A record that says that
it is known to a district, province or country alone is told what holds it, and no town.")]
pub(in crate::cli) struct Reverse {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: Option<PathBuf>,
    /// One place in degrees, longitude first, such as 63.15,26.12
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
