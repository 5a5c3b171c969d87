//! Arguments of `sarhad geocode`. Not responsible for what names mean.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::{AtlasArgs, Reading, Writing};

/// `sarhad geocode`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad geocode notes.csv --place-column location -o placed.csv
  sarhad geocode notes.csv --place-column town --admin-column district --country-column country
      a name is looked for in the units and the country that its own row names
  sarhad geocode notes.csv --place-column town --kind town -o placed.geojson
  sarhad geocode notes.csv --country PK -o placed.csv
  sarhad distance placed.csv --to border/IR-PK
      what is known to a district alone has an interval, since the columns say so

Adds place_match (place, unit, ambiguous, not found, not a place, blank, own location), place_id,
place_name, place_kind, place_score from 0 to 1, place_why, candidates, precision, radius_m,
areas and along_border, and the place's coordinate where it is a point; a table shows some of
these. A name that several places have, or that none surely has, is not guessed: the row is
placed in the unit that it names, which holds them all, or stays without a location with the
candidates listed. A row with a location of its own keeps it.
Exit code: 0 also where names stayed open; the notes say how many did.")]
pub(in crate::cli) struct Geocode {
    /// A file, or - for standard input
    pub(in crate::cli) input: PathBuf,
    /// The column of places, instead of the dataset's, or location, place, town, locality, city
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) place_column: Option<String>,
    /// A column of units that hold the place, the largest first, up to three, instead of those for
    /// province and district
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) admin_column: Vec<String>,
    /// The column of countries, instead of country
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) country_column: Option<String>,
    /// The country of every row that names none
    #[arg(long, value_name = "COUNTRY")]
    pub(in crate::cli) country: Option<String>,
    /// What kind of place the column names: town, district, province, …
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}
