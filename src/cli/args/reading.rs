//! How an input is read, and where reading stops. Not responsible for reading it.

#![expect(clippy::doc_markdown, reason = "the parser shows these texts as they stand")]

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum, value_parser};

use crate::cli::suggestion::{closest, hint};
use crate::io::read::mapping::Mapping;
use crate::model::profile::Profile;

/// More threads than this would only hold memory: three blocks each.
const THREADS_MAX: i64 = 256;
/// Larger blocks would make nothing quicker, and each thread holds three.
const BLOCK_BYTES_MAX: i64 = 64 << 20;

/// How an input is read.
#[derive(Debug, Clone, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(next_help_heading = "Reading")]
pub(in crate::cli) struct Reading {
    /// The input's format, instead of finding it out
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) input_format: Option<InputForm>,
    /// The text's encoding, such as windows-1252 or utf-16le, instead of UTF-8
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// What divides the columns of a table: one character, or tab
    #[arg(long, value_name = "CHAR")]
    pub(in crate::cli) delimiter: Option<String>,
    /// Read 31,6 as 31.6 in a table
    #[arg(long)]
    pub(in crate::cli) decimal_comma: bool,
    /// The table has no header; name its columns by number from 1
    #[arg(long)]
    pub(in crate::cli) no_header: bool,
    /// The column of longitudes, by name or number
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) lon_column: Option<String>,
    /// The column of latitudes, by name or number
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) lat_column: Option<String>,
    /// The column of WKT geometries, by name or number
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) wkt_column: Option<String>,
    /// The column of ids, by name or number
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) id_column: Option<String>,
    /// Whose table it is, instead of what its columns tell: ucdp, ucdp-hdx, acled, gdelt1, gdelt2, osint, sarhad, plain
    #[arg(long, value_name = "NAME", value_parser = profile)]
    pub(in crate::cli) profile: Option<Profile>,
    /// What columns mean, as JSON: {"columns": {"id": "No", "lon": "x", "lat": "y", "date": "day"}, "date_order": "dmy"};
    /// sarhad profile INPUT --write-map FILE begins one
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) map: Option<PathBuf>,
    /// What that file says.
    #[arg(skip)]
    pub(in crate::cli) mapped: Option<Arc<Mapping>>,
    /// The sheet of an .xlsx workbook, by its name or its number from 1 [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// Read longitudes 180..360 as -180..0
    #[arg(long)]
    pub(in crate::cli) wrap_longitude: bool,
    /// Refuse the whole input, and write nothing, if any record is refused
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// How many threads work; what comes out is the same for any number [default: one a processor]
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u16).range(1..=THREADS_MAX))]
    pub(in crate::cli) threads: Option<u16>,
    /// Bytes of text that a thread takes at a time; what comes out is the same for any number [default: 131072]
    #[arg(long, value_name = "BYTES", hide_short_help = true, value_parser = value_parser!(u32).range(1..=BLOCK_BYTES_MAX))]
    pub(in crate::cli) block_bytes: Option<u32>,
    /// Where reading stops.
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,
}

/// The profile that `word` names.
fn profile(word: &str) -> Result<Profile, String> {
    word.parse().map_err(|_| {
        let known = Profile::ALL.map(Profile::word);
        format!("there is no such profile{}; there are {}", hint(closest(word, known)), known.join(", "))
    })
}

/// Where reading stops.
#[derive(Debug, Clone, Default, Args)]
#[expect(clippy::struct_field_names, reason = "fields are named as the flags are")]
#[command(next_help_heading = "Limits")]
pub(in crate::cli) struct LimitArgs {
    /// Nesting of JSON and WKT [default: 128]
    #[arg(long, value_name = "LEVELS", hide_short_help = true)]
    pub(in crate::cli) max_depth: Option<usize>,
    /// Bytes of one record [default: 16000000]
    #[arg(long, value_name = "BYTES", hide_short_help = true)]
    pub(in crate::cli) max_feature_bytes: Option<usize>,
    /// Bytes of one field of a table [default: 1000000]
    #[arg(long, value_name = "BYTES", hide_short_help = true)]
    pub(in crate::cli) max_field_bytes: Option<usize>,
    /// Columns of a table [default: 2000]
    #[arg(long, value_name = "COUNT", hide_short_help = true)]
    pub(in crate::cli) max_columns: Option<usize>,
    /// Bytes out for each byte in of a compressed file [default: 100]
    #[arg(long, value_name = "TIMES", hide_short_help = true)]
    pub(in crate::cli) max_unpack_ratio: Option<u64>,
    /// Bytes out of a compressed file [default: 1000000000]
    #[arg(long, value_name = "BYTES", hide_short_help = true)]
    pub(in crate::cli) max_unpacked_bytes: Option<u64>,
}

/// What an input may be said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum InputForm {
    /// One `GeoJSON` document.
    Geojson,
    /// One feature a line, or RFC 8142.
    Geojsonl,
    /// A table.
    Csv,
    /// A table divided by tabs.
    Tsv,
    /// A JSON array of objects, each a record.
    Json,
    /// A workbook.
    Xlsx,
    /// A `GeoPackage`.
    Gpkg,
    /// `FlatGeobuf`.
    Fgb,
    /// `GeoParquet`.
    Parquet,
    /// KML.
    Kml,
    /// KML, packed.
    Kmz,
    /// GPX.
    Gpx,
    /// A shapefile.
    Shp,
    /// An index file of sarhad.
    Sarhad,
}
