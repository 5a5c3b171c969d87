//! What can be asked about PRIO-GRID's distances. Not responsible for the answers.

use std::path::PathBuf;

use clap::Args;

use super::{AtlasArgs, Edges, Placing, Reading, Writing};

/// `sarhad bdist`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad bdist --at 63.0544,26.0031
      Turbat, by the three distances of PRIO-GRID
  sarhad bdist cells.csv -o distances.csv

Adds the columns country, bdist1_m and bdist1_border (the nearest land border of the place's own
country), bdist2_m and bdist2_country (the outline of the nearest other country, across water too),
and bdist3_m (its own country's outline, coast and territorial waters included), as PRIO-GRID 2.0
names them, in metres. Only the countries of the atlas are known: with the built-in one, bdist2 is
an upper bound where another country may be nearer. Records that are no single point, that say
that they are known to a district or more alone, or that lie in no country of the atlas, keep their
row with these columns empty.")]
pub(in crate::cli) struct Bdist {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: Option<PathBuf>,
    /// One place in degrees, longitude first, such as 60.8629,29.4963
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(in crate::cli) at: Option<String>,
    /// What lies between two vertices of a land border
    #[arg(long, value_name = "MODEL", default_value = "rfc7946")]
    pub(in crate::cli) edges: Edges,
    #[command(flatten)]
    pub(in crate::cli) placing: Placing,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}
