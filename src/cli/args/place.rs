//! The arguments of `sarhad place`. Not responsible for finding any.

use std::path::PathBuf;

use clap::{Args, value_parser};

use crate::cli::args::{AtlasArgs, OutputForm};

/// `sarhad place`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad place Turbat
      which Turbat, where it is, how sure that is, who says so
  sarhad place Balochistan
      two provinces have this name; exit code 1
  sarhad place Balochistan --country PK
  sarhad place استان سیستان و بلوچستان
  sarhad place Khash county
  sarhad place Fahraj --near 58.9,28.95 --format json

Names are found as the region spells them, in Latin, Arabic, Cyrillic and Devanagari script. A word
such as district, Zila, Shahrestan or Ostan says the kind. Nothing is guessed: where several places
have the name, or only something like it is known, all are listed, with what would tell them apart.

Columns: id, name, kind, score, why, country, province, district, parent, lon, lat, accuracy_m,
distance_m (to --near), source, attribution; the best first. The score is no probability.
Exit codes: 0 one clear answer, 1 several or none.")]
pub(in crate::cli) struct Place {
    /// A name, of one word or more; behind a comma may stand what the place lies in
    #[arg(required = true, value_name = "NAME")]
    pub(in crate::cli) name: Vec<String>,
    /// Only in this country: PK, PAK or Pakistan
    #[arg(long, value_name = "COUNTRY")]
    pub(in crate::cli) country: Option<String>,
    /// Only of this kind: country, province, district, town, locality, crossing, border, tripoint or fuzzy-region
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    /// Only within this region, by its id, such as PK/kech
    #[arg(long = "in", value_name = "REGION")]
    pub(in crate::cli) within: Option<String>,
    /// List what is nearer to this place first; it decides nothing
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(in crate::cli) near: Option<String>,
    /// How many candidates are listed
    #[arg(long, value_name = "COUNT", default_value = "10", value_parser = value_parser!(u32).range(1..))]
    pub(in crate::cli) limit: u32,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    /// table for people, json, csv, tsv, geojson, geojsonl or geojsonseq
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<OutputForm>,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(in crate::cli) force: bool,
}
