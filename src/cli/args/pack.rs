//! The arguments of `sarhad pack`. Not responsible for packing.

use std::path::PathBuf;

use clap::Args;

use super::{Choosing, OutputForm, Publishing};

/// `sarhad pack`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad pack @incidents -o incidents-pack
  sarhad pack events.csv --licence \"CC BY 4.0\" --with borders,districts -o events-pack
  sarhad pack events.csv --from 2023 --until 2023 --date 2024-01-28 -o events-2023
  sarhad pack claims.json --claims -o claims-pack
  sarhad pack --verify events-pack
      is every file as it was packed?

The folder holds data/NAME.csv, .gpkg and .geojson with the same records, datapackage.json
(Frictionless), CODEBOOK.md, SOURCES.md, README.md, and manifest.json with what was read, by which
command, and the checksum of each file. Refused records are in refused.ndjson. With --generalise that
file would tell what is hidden: it is written beside the folder, and claims are left out. A package
is made to be passed on: rows that may not be are refused, as by --public. Two runs make the same
bytes, wherever they write.

Exit codes of --verify: 0 all is as it was packed, 1 something is not, 3 the manifest is damaged.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(in crate::cli) struct Pack {
    /// A file, or @NAME for what is built in
    #[arg(required_unless_present = "verify", conflicts_with = "verify")]
    pub(in crate::cli) input: Option<PathBuf>,
    /// The folder to make, whole or not at all
    #[arg(long, short, value_name = "DIR", required_unless_present = "verify", conflicts_with = "verify")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Compare the package in this folder with its manifest
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) verify: Option<PathBuf>,
    /// How --verify tells its findings: table or json
    #[arg(long, value_name = "FORMAT", requires = "verify")]
    pub(in crate::cli) format: Option<OutputForm>,
    /// Replace an earlier package; a folder that holds anything else is left alone
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// What the package and its files are called [default: the input's name]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Its title [default: the input's]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// The day that the package is of; without it, it tells none
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) date: Option<String>,
    /// Layers to pack beside the records, such as borders,districts
    #[arg(long, value_name = "LAYERS", value_delimiter = ',')]
    pub(in crate::cli) with: Vec<String>,
    /// The input is a file of claims
    #[arg(long)]
    pub(in crate::cli) claims: bool,
    /// With --claims, take in records that nobody has reviewed
    #[arg(long, requires = "claims")]
    pub(in crate::cli) include_drafts: bool,
    /// Write cells that a spreadsheet would run as a formula as they are, without an apostrophe
    #[arg(long)]
    pub(in crate::cli) raw_csv: bool,
    #[command(flatten)]
    pub(in crate::cli) choosing: Choosing,
    #[command(flatten)]
    pub(in crate::cli) publishing: Publishing,
}

/// `sarhad formats`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad formats
  sarhad formats gpkg
      all that is known of one
  sarhad formats --format csv
      with all that is known of each: dates, layers, style, credit, index, limits")]
pub(in crate::cli) struct Formats {
    /// One format, by its name or extension; all that is known of it is told
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// table, json, csv or tsv
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<OutputForm>,
}
