//! What can be asked on the command line, and the help that says so. Not responsible for doing any of it.

#![expect(clippy::doc_markdown, reason = "the parser shows these texts as they stand")]

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::survey::TargetAccuracy;
use crate::query::certainty::Certainty;

mod bdist;
mod claims;
mod conflicts;
mod convert;
mod diff;
mod draft;
mod geocode;
mod index;
mod locate;
mod look;
#[cfg(feature = "web")]
mod map;
mod matching;
#[cfg(feature = "mcp")]
mod mcp;
mod pack;
mod picture;
mod place;
mod placing;
mod profile;
mod publishing;
mod reading;
mod reverse;
mod sensitivity;
#[cfg(feature = "server")]
mod serve;
mod show;

pub(super) use bdist::Bdist;
pub(super) use claims::{Claims, ClaimsForm, Limited};
pub(super) use conflicts::Conflicts;
pub(super) use convert::{Choosing, Convert, DayOrder, Filters, Overlap};
pub(super) use diff::{Apply, Diff, DiffForm};
pub(super) use draft::{Draft, DraftForm};
pub(super) use geocode::Geocode;
pub(super) use index::Index;
pub(super) use locate::Locate;
pub(super) use look::Look;
#[cfg(feature = "web")]
pub(super) use map::{Embed, Map};
pub(super) use matching::Match;
#[cfg(feature = "mcp")]
pub(super) use mcp::Mcp;
pub(super) use pack::{Formats, Pack};
pub(super) use picture::{Drawing, Picture, PictureForm};
pub(super) use place::Place;
pub(super) use placing::Placing;
pub(super) use profile::{Profile, ProfileForm};
pub(super) use publishing::Publishing;
#[cfg(feature = "server")]
pub(super) use publishing::Terms;
pub(super) use reading::{InputForm, LimitArgs, Reading};
pub(super) use reverse::Reverse;
pub(super) use sensitivity::Sensitivity;
#[cfg(feature = "server")]
pub(super) use serve::{LogForm, OriginsForm, Serve};
pub(super) use show::Show;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  sarhad demo
      the built-in incidents with border, distance and conflicts, and all files for a map
  sarhad distance --at 60.8629,29.4963 --to border/IR-PK
      how far Zahedan is from the Iran-Pakistan border, and on which side
  sarhad locate events.csv -o events.geojson
      country, province and district of every row of a table

An INPUT is a file, - for standard input, or @NAME for what is built in: @incidents, @diplomacy,
@borders, @borders_100m, @countries, @provinces, @districts, @tripoints, @crossings, @regions,
@places, @flows, @waters.

Data goes to standard output or -o, everything else to standard error.
Exit codes: 0 done, 1 the answer is no, 2 usage, 3 input refused as a whole, 4 some records refused,
5 output not completed, 6 a limit was hit, 130 and 143 stopped by a signal.";

/// Which side of which border, how near, how sure, and who says so.
#[derive(Debug, Parser)]
#[command(name = "sarhad", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Cli {
    /// What is asked.
    #[command(subcommand)]
    pub(super) command: Command,
    /// How it is talked about.
    #[command(flatten)]
    pub(super) talk: Talk,
}

/// The questions.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the built-in incidents with border and distance, and all layers, and print the table
    Demo(Demo),
    /// List what is built in: features, source, date, licence, accuracy
    Layers(Layers),
    /// Find the places that a name may mean, and say if it is not clear
    Place(Place),
    /// Tell country, province and district
    Locate(Locate),
    /// Find the places that rows name, and say where a name is not clear
    Geocode(Geocode),
    /// Tell in words where a place is: its units, and the nearest town
    Reverse(Reverse),
    /// Measure to the nearest border, crossing, tripoint or line of your own
    Distance(Distance),
    /// List the records nearest to a place or a border
    Nearest(Nearest),
    /// List the records within a distance of a place or a border
    Within(Within),
    /// Tell how far a count rests on places and days that are not known
    Sensitivity(Sensitivity),
    /// Measure PRIO-GRID's bdist1, bdist2 and bdist3
    Bdist(Bdist),
    /// Tell which records lie densely together
    Clusters(Clusters),
    /// Change the format, with filters by box, region and date
    Convert(Convert),
    /// Tell what is different between two editions of a file
    Diff(Diff),
    /// Make the newer edition of a file of the older one and a patch
    Apply(Apply),
    /// List records that may tell of one event, with reasons
    Match(Match),
    /// Draw a locator map, SVG or PNG, with legend, scale and credits
    Picture(Picture),
    /// Write a map for the web: one file that works without a network, or a folder for any host
    #[cfg(feature = "web")]
    Map(Map),
    /// Print the markup that shows a map in a page of yours
    #[cfg(feature = "web")]
    Embed(Embed),
    /// Find what is wrong with a file, each finding with its place and code
    Check(Check),
    /// Tell whose table a file is, which column says what, and what of it can be read
    Profile(Profile),
    /// Show one record with all claims about it, side by side
    Show(Show),
    /// List where claims disagree, with both sides and their sources
    Conflicts(Conflicts),
    /// Change the form of a file of claims: JSON, a table, or features for a map
    Claims(Claims),
    /// Propose records from a text, for a person to review
    Draft(Draft),
    /// Write records, codebook, sources and checksums as a data package, or verify one
    Pack(Box<Pack>),
    /// Serve records and layers over HTTP: a map, OGC API - Features, vector tiles
    #[cfg(feature = "server")]
    Serve(Serve),
    /// Answer the same questions as tools of an assistant (Model Context Protocol)
    #[cfg(feature = "mcp")]
    Mcp(Mcp),
    /// Make records ready to be served and asked, in one file
    Index(Index),
    /// List the formats that are read and written, and what each can hold
    Formats(Formats),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// How much is said, and in which form.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Messages")]
pub(super) struct Talk {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to colour messages; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// How to report on standard error: text, or one JSON object with counts and problems
    #[arg(long, global = true, value_name = "FORM", default_value = "text")]
    pub(super) report: ReportForm,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportForm {
    /// Lines for people.
    Text,
    /// One JSON object.
    Json,
}

/// What is written beside an output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Beside {
    /// What is refused.
    #[default]
    Rejects,
    /// Nothing: the output is in nobody's folder.
    Nothing,
}

/// Where and how the output is written.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Writing")]
pub(super) struct Writing {
    /// The output's format; without it, the extension of -o, a table on a terminal, or the format of the input
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<OutputForm>,
    /// Write to this file, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    pub(super) force: bool,
    /// Let the output replace the input; without -o the input is the output
    #[arg(long)]
    pub(super) in_place: bool,
    /// Write refused records here, each verbatim [default: OUTPUT.rejects.ndjson; without -o, none]
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
    /// What is written beside an output where nothing is said.
    #[arg(skip)]
    pub(super) beside: Beside,
    /// Write cells that a spreadsheet would run as a formula as they are, without an apostrophe
    #[arg(long)]
    pub(super) raw_csv: bool,
    #[command(flatten)]
    pub(super) look: Look,
    /// The first zoom of vector tiles
    #[arg(long, value_name = "ZOOM", default_value = "0", value_parser = clap::value_parser!(u8).range(0..=16))]
    pub(super) min_zoom: u8,
    /// The last zoom of vector tiles, at which all records stand by themselves [default: 14, or less for very many tiles]
    #[arg(long, value_name = "ZOOM", value_parser = clap::value_parser!(u8).range(0..=16))]
    pub(super) max_zoom: Option<u8>,
    /// Draw these layers of the atlas under the records, such as borders,districts; none for none [default for .qgz:
    /// countries,provinces,districts,borders,places,tripoints; else none]
    #[arg(long, value_name = "LAYERS")]
    pub(super) with: Option<String>,
    /// What others may see of it.
    #[command(flatten)]
    pub(super) publishing: Publishing,
}

/// What an output may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputForm {
    /// A `FeatureCollection` (RFC 7946).
    Geojson,
    /// One feature a line.
    Geojsonl,
    /// One feature a record behind an RS byte (RFC 8142).
    Geojsonseq,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// An array of flat objects; one object for --at.
    Json,
    /// A `GeoPackage`, for QGIS.
    Gpkg,
    /// `FlatGeobuf`.
    Fgb,
    /// `GeoParquet`.
    Parquet,
    /// KML, for Google Earth.
    Kml,
    /// KML, packed.
    Kmz,
    /// A workbook, for Excel.
    Xlsx,
    /// Waypoints for a GPS receiver.
    Gpx,
    /// `TopoJSON`: lines and areas.
    Topojson,
    /// Vector tiles.
    Pmtiles,
    /// A GeoPackage and a QGIS project that opens it.
    Qgz,
    /// An index file, for sarhad serve.
    Sarhad,
    /// Columns for people.
    Table,
}

/// Which layers the atlas is made of.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Atlas")]
pub(super) struct AtlasArgs {
    /// Put a file in the place of a built-in layer, such as districts=mine.geojson; may be repeated
    #[arg(long = "layer", value_name = "NAME=FILE")]
    pub(super) layers: Vec<OsString>,
}

/// What lies between two vertices of a border.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Edges {
    /// Straight in longitude and latitude, as RFC 7946 says.
    #[default]
    Rfc7946,
    /// The shortest path on the ellipsoid.
    Geodesic,
}

/// `sarhad demo`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad demo                    writes into the folder sarhad-demo
  sarhad demo -o border-map      writes into the folder border-map
  sarhad demo --force            replaces the files of an earlier run")]
pub(super) struct Demo {
    /// The folder for the files; it is made if it does not exist
    #[arg(long, short, value_name = "DIR", default_value = "sarhad-demo")]
    pub(super) output: PathBuf,
    /// Replace files that exist
    #[arg(long)]
    pub(super) force: bool,
}

/// `sarhad layers`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad layers
  sarhad layers --format json
  sarhad layers --layer districts=mine.geojson")]
pub(super) struct Layers {
    #[command(flatten)]
    pub(super) atlas: AtlasArgs,
    /// table or json
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<OutputForm>,
}

/// What is measured to.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Measuring")]
pub(super) struct Measuring {
    /// border (all land borders), border/IR-PK, tripoint, crossing, one of these by id, @LAYER, or a file of lines, points, or areas, whose outlines are measured to, from inside too
    #[arg(long, value_name = "TARGET")]
    pub(super) to: Option<PathBuf>,
    /// What lies between two vertices of a border
    #[arg(long, value_name = "MODEL", default_value = "rfc7946")]
    pub(super) edges: Edges,
}

/// Whether what the border may itself be off is counted.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Measuring")]
pub(super) struct Accuracy {
    /// Widen distances by what the border's own source may be off, where it tells
    #[arg(long)]
    pub(super) border_accuracy: bool,
}

impl Accuracy {
    /// Whether it is.
    pub(super) fn of_target(self) -> TargetAccuracy {
        if self.border_accuracy { TargetAccuracy::Counted } else { TargetAccuracy::LeftAside }
    }
}

/// `sarhad distance`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad distance --at 60.8629,29.4963 --to border/IR-PK
      Zahedan: 25.56 km from the Iran-Pakistan border, on the side of Iran
  sarhad distance --at 61.5886,28.9733 --to crossing
  sarhad distance events.csv --to border/IR-PK -o measured.geojson
  sarhad distance events.csv --to my-border.geojson --format csv
  sarhad distance @places --to tripoint --format csv
  sarhad distance @incidents --to border/IR-PK --format table
      what is known only to a district, a border or a country, as an interval
  sarhad distance @incidents --per-claim --format csv

Adds the columns border, border_name, distance_min_m, distance_m, distance_max_m, side, precision,
interval_method, nearest_lon, nearest_lat, bearing_deg, edges, border_source, border_accuracy_m.
Distances are geodesics on WGS 84. No place where a record may have been is nearer than
distance_min_m or farther than distance_max_m; distance_m is empty where a single number would be a
guess, and so are all columns of records without a place; side is empty where a record may have been
on either. Where a record may have been is read from
UCDP's where_prec, ACLED's geo_precision, GDELT's ActionGeo_Type, the columns precision and radius_m
or those that you name, and else from its shape.")]
pub(super) struct Distance {
    /// A file, - for standard input, or @NAME for what is built in
    pub(super) input: Option<PathBuf>,
    /// One place in degrees, longitude first, such as 60.8629,29.4963
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
    /// Measure each claim of a set of claims by itself, instead of each record
    #[arg(long)]
    pub(super) per_claim: bool,
    /// With --per-claim, take in records that nobody has reviewed
    #[arg(long, requires = "per_claim")]
    pub(super) include_drafts: bool,
    #[command(flatten)]
    pub(super) measuring: Measuring,
    #[command(flatten)]
    pub(super) accuracy: Accuracy,
    #[command(flatten)]
    pub(super) placing: Placing,
    #[command(flatten)]
    pub(super) atlas: AtlasArgs,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// `sarhad nearest`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad nearest @places --at 62.3332,25.1216 -k 5
      the five towns nearest to Gwadar
  sarhad nearest events.csv --at 60.8629,29.4963 -o near-zahedan.geojson
  sarhad nearest events.csv --to border/IR-PK -k 20 --format csv

Nearest first, by the greatest distance that each may have; how many may stand elsewhere is told.
Adds distance_min_m, distance_m, distance_max_m, precision and interval_method. Records without a
place are in no answer, and counted.")]
pub(super) struct Nearest {
    /// A file, - for standard input, or @NAME for what is built in
    pub(super) input: PathBuf,
    /// A place in degrees, longitude first, such as 60.8629,29.4963
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
    /// How many
    #[arg(short, long = "count", value_name = "COUNT", default_value_t = 10)]
    pub(super) k: usize,
    #[command(flatten)]
    pub(super) measuring: Measuring,
    #[command(flatten)]
    pub(super) accuracy: Accuracy,
    #[command(flatten)]
    pub(super) placing: Placing,
    #[command(flatten)]
    pub(super) atlas: AtlasArgs,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// `sarhad within`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad within events.csv --to border/IR-PK --distance 25km
      what happened within 25 km of the Iran-Pakistan border
  sarhad within @places --at 60.8629,29.4963 --distance 100km
  sarhad within events.csv --at=62.3332,25.1216 --distance 500m -o near-gwadar.geojson
  sarhad within ged231.csv --to border/IR-PK --distance 25km --certainty may -o perhaps.csv

Nearest first, by the greatest distance that each may have. --certainty must keeps what was within
wherever in its area it was, may what was within if it was at the nearest place, and 0.5 what has
half of its area within. How many must, are to be expected to, and may be within is told. Records
without a place are in no answer, and counted.")]
pub(super) struct Within {
    /// A file, - for standard input, or @NAME for what is built in
    pub(super) input: PathBuf,
    /// A place in degrees, longitude first, such as 60.8629,29.4963
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
    /// How far, with its unit: 25km, 300m
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    pub(super) distance: String,
    /// How surely: must (wherever it was), may (somewhere it may have been), or a share of its area such as 0.5
    #[arg(long, value_name = "HOW", default_value = "must", value_parser = str::parse::<Certainty>)]
    pub(super) certainty: Certainty,
    #[command(flatten)]
    pub(super) measuring: Measuring,
    #[command(flatten)]
    pub(super) accuracy: Accuracy,
    #[command(flatten)]
    pub(super) placing: Placing,
    #[command(flatten)]
    pub(super) atlas: AtlasArgs,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// `sarhad clusters`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad clusters events.csv --radius 5km --min 10
      on a terminal a table: size, dates, area of the outline, nearest border of each cluster
  sarhad clusters events.csv --radius 5km --min 10 -o clustered.geojson
      every record, with its cluster
  sarhad clusters events.csv --radius 5km --min 10 --hulls -o outlines.geojson

A core is a record with at least --min records, itself included, within --radius; cores within
--radius of each other are of one cluster, and every other record within --radius of a core is of
the nearest core's (DBSCAN, by geodesic distances). Clusters are numbered from 1 in the order of
their first cores. Adds the columns cluster and cluster_size, empty for records in no cluster.
Records that are no single point are in no cluster, and counted; so are those whose dataset says
that their point stands for a district or more. How densely records lie says
nothing of why: reports are densest where reporters are.")]
pub(super) struct Clusters {
    /// A file, - for standard input, or @NAME for what is built in
    pub(super) input: PathBuf,
    /// How near records must be to be neighbours, with its unit: 5km, 300m
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    pub(super) radius: String,
    /// How many records within the radius, itself included, make a record a core
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub(super) min: usize,
    /// Write the clusters, each with its convex outline, instead of the records
    #[arg(long)]
    pub(super) hulls: bool,
    /// The column of dates [default: date_start and date_end, or date, event_date, …]
    #[arg(long, value_name = "COLUMN")]
    pub(super) date_column: Option<String>,
    /// Which number of dates such as 03/04/2023 is the day [default: what the whole column tells]
    #[arg(long, value_name = "ORDER")]
    pub(super) date_order: Option<DayOrder>,
    #[command(flatten)]
    pub(super) placing: Placing,
    #[command(flatten)]
    pub(super) measuring: Measuring,
    #[command(flatten)]
    pub(super) atlas: AtlasArgs,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// `sarhad check`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad check events.csv
  sarhad check outlines.geojson --format json
  sarhad check events.csv --today 2024-01-28
  sarhad check events.csv && sarhad convert events.csv -o events.geojson

Exit code 0: nothing found; notes (codes N...) do not count. 1: findings. 3: the file is refused
as a whole.")]
pub(super) struct Check {
    /// A file, - for standard input, or @NAME for what is built in
    pub(super) input: PathBuf,
    /// table, json, csv or tsv
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<OutputForm>,
    /// The day behind which dates are in the future [default: the clock's]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<String>,
    #[command(flatten)]
    pub(super) placing: Placing,
    #[command(flatten)]
    pub(super) atlas: AtlasArgs,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// `sarhad completions`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad completions bash > ~/.local/share/bash-completion/completions/sarhad
  sarhad completions zsh > ~/.zfunc/_sarhad")]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}
