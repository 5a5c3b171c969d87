//! What is wrong with how a question was asked, and how to ask it. Not responsible for what is wrong with data.

use std::path::PathBuf;

use thiserror::Error;

use crate::cli::suggestion::hint;
use crate::io::formats::written_words;
use crate::io::read::encoding::UnknownEncoding;
use crate::io::read::mapping::MappingError;
use crate::io::written::length::LengthError;
use crate::io::written::place::PlaceError;
use crate::model::dates::DateError;
use crate::model::profile::Role;
use crate::names::entry::KindError;
use crate::query::conflicts::NoSubject;
use crate::render::{ExtentError, SizeError};
#[cfg(feature = "server")]
use crate::server::http::BaseUrlError;

/// Why shapefiles are read alone.
pub(super) const NO_SHAPEFILE: &str = "shapefiles are not written: names of columns are cut to 10 letters, texts to 254 \
                                       bytes, blank dates and numbers are not told from zeros, and a file ends at 2 GB; write \
                                       .gpkg, which the same programs open";

/// A question that cannot be answered as it was asked.
#[derive(Debug, Clone, PartialEq, Error)]
pub(super) enum Usage {
    #[error("nothing to {verb}; name an INPUT (a file, - or @places), or one place with --at LON,LAT")]
    NothingAsked { verb: &'static str },
    #[cfg(feature = "server")]
    #[error("--base-url {url:?}: {error}")]
    BaseUrl { url: String, error: BaseUrlError },
    #[cfg(feature = "web")]
    #[error("{flag} {url:?} is no address of a page; write one that begins with http:// or https://, or a path")]
    PageAddress { flag: &'static str, url: String },
    #[cfg(feature = "mcp")]
    #[error("- is standard input, by which the assistant asks; name a file")]
    ProtocolIsThere,
    #[error("both an INPUT and --at were given; ask about one of them")]
    AskedTwice,
    #[error("near what? name a place with --at LON,LAT or a border with --to border/IR-PK")]
    NearWhat,
    #[error("both --at and --to were given; name one of them")]
    NearTwo,
    #[error("--at {0}")]
    At(PlaceError),
    #[error("--distance {0}")]
    Length(LengthError),
    #[error("--radius {0}")]
    Radius(LengthError),
    #[error("--min-score {score} is no score; write a number from 0 to 1")]
    MinScore { score: f64 },
    #[error("--min-zoom {least} is above --max-zoom {most}; the first zoom cannot be greater than the last")]
    Zooms { least: u8, most: u8 },
    #[error("--min 0 makes every record a cluster; write a number from 1")]
    NoMin,
    #[error("--count 0 asks for nothing; write a number from 1")]
    NoCount,
    #[error(
        "--generalise would leave beside what it hides where the place is; geocode first, then convert --generalise"
    )]
    GeocodeFirst,
    #[error("--admin-column was given more than {most} times; name the largest unit first")]
    ManyUnitColumns { most: usize },
    #[error("there is no column {name:?}; the columns are {columns}")]
    NoNameColumn { name: String, columns: String },
    #[error("no column of places was found; name it with --place-column; the columns are {columns}")]
    NoPlaceColumn { columns: String },
    #[error(transparent)]
    Encoding(UnknownEncoding),
    #[error("--delimiter {text:?} is not one ASCII character; write one such as ';', or tab")]
    Delimiter { text: String },
    #[error("there is no built-in {name:?}{}; there are {}", hint(.closest.as_deref()), known.join(", "))]
    NothingBuiltIn { name: String, closest: Option<String>, known: Vec<String> },
    #[error(
        "there is no {name:?} to measure to{}; there are {}, @LAYER and files",
        hint(.closest.as_deref()), known.join(", ")
    )]
    NoTarget { name: String, closest: Option<String>, known: Vec<String> },
    #[error("there is no layer {name:?}{}; the layers are {}", hint(.closest.as_deref()), known.join(", "))]
    NoLayer { name: String, closest: Option<String>, known: Vec<String> },
    #[error("there is no column {name:?} for the precision of places; the columns are {columns}")]
    NoPrecisionColumn { name: String, columns: String },
    #[error("there is no column {name:?} of dates; the columns are {columns}")]
    NoDateColumn { name: String, columns: String },
    #[error("no record has a column {name:?}, by which --from and --until could choose; nothing was written")]
    DatesNowhere { name: String },
    #[error(
        "no record has a column of dates ({known}), by which --from and --until could choose; name yours with --date-column, or leave \
         them out; nothing was written"
    )]
    NoDates { known: String },
    #[error("--map {file}: {error}{}", hint(.closest.as_deref()))]
    Map { file: String, error: MappingError, closest: Option<String> },
    #[error(
        "--map: its {role} names column {name:?}, which is not there{}; the columns are {columns}",
        hint(.closest.as_deref())
    )]
    NoMappedColumn { role: Role, name: String, closest: Option<String>, columns: String },
    #[error("--layer {text:?} is not NAME=FILE; write one such as districts=mine.geojson")]
    LayerForm { text: String },
    #[error(
        "there is no district, province or country {name:?}{}; sarhad convert @districts lists ids and codes",
        hint(.closest.as_deref())
    )]
    NoRegion { name: String, closest: Option<String> },
    #[error("several regions are called {name:?}: {}; name one by its id", ids.join(", "))]
    ManyRegions { name: String, ids: Vec<String> },
    #[error("--bbox {text:?} is not W,S,E,N; write four numbers of degrees such as 60,24,68,30")]
    Box { text: String },
    #[error("--bbox {text:?}: south {south} is greater than north {north}; write W,S,E,N")]
    BoxUpsideDown { text: String, south: f64, north: f64 },
    #[error("{flag} {error}")]
    Date { flag: &'static str, error: DateError },
    #[error("--from {from} comes after --until {until}")]
    DateOrder { from: String, until: String },
    #[error(
        "the extension of {} names no format; {}use --format {}; sarhad formats tells what each can hold", output.display(),
        meant.map(|meant| format!("write .{meant}, or ")).unwrap_or_default(), written_words()
    )]
    NoFormat { output: PathBuf, meant: Option<&'static str> },
    #[error("there is no format {name:?}; there are {}, and shp, which is read alone", written_words())]
    NoSuchFormat { name: String },
    #[error("{flag} is for {formats}; leave it out, or name another format")]
    NotInFormat { flag: &'static str, formats: &'static str },
    #[error("{}: {NO_SHAPEFILE}", output.display())]
    NoShapefile { output: PathBuf },
    #[error(
        "--with draws layers under the records, and {format} has no room for them; write .gpkg, .qgz, .topojson or .pmtiles"
    )]
    NoRoomForLayers { format: &'static str },
    #[error("--with draws layers under the records of one INPUT, and there is none here; leave it out")]
    NoLayersHere,
    #[error("{form} is no text that a terminal can show; name a file with -o, or pipe it")]
    NotForTerminals { form: String },
    #[error(
        "{} opens its data from {}, which must be written beside it and exists; replace it with --force, or name the project \
         otherwise", project.display(), data.display()
    )]
    DataExist { project: PathBuf, data: PathBuf },
    #[error("a QGIS project is two files; name the project, as in -o map.qgz")]
    ProjectNeedsFile,
    #[error("{command} has no {format} output; use --format {use_instead}")]
    NotThisFormat { command: &'static str, format: String, use_instead: &'static str },
    #[error("{flag} is empty; write {write}")]
    Blank { flag: &'static str, write: &'static str },
    #[error(
        "--aggregate {text:?} is not UNIT,PERIOD; write district, province or country, and month or year, or one of them"
    )]
    Aggregate { text: String },
    #[error("--aggregate leaves no places for --generalise; leave one of them out")]
    NothingToGeneralise,
    #[error(
        "--generalise makes the places of an INPUT coarser, and --at is the place that you ask about; leave one out"
    )]
    NoRecordsToGeneralise,
    #[error(
        "--generalise makes no {command} coarser; make what it reads coarser first, with sarhad convert --generalise"
    )]
    NotGeneralised { command: &'static str },
    #[error("--licence {file}: {problem}; write an object with name, url, attribution, may_share (true or false)")]
    LicenceFile { file: String, problem: String },
    #[error("a package tells the checksum of what it was made of; name a file or @NAME instead of standard input")]
    PackStream,
    #[error("{name} is the input itself, and in the package anyhow; leave it out of --with")]
    PackTwice { name: &'static str },
    #[error("--name {name:?} names no files; write small letters, digits, '.', '_' and '-'")]
    PackName { name: String },
    #[error("--date {text:?} is no day; write one such as 2024-01-28")]
    PackDay { text: String },
    #[error("both inputs are standard input; name a file for one of them")]
    OneStdin,
    #[error("{name} is no file; a patch is a file that sarhad diff --format json wrote")]
    NoPatchFile { name: String },
    #[error("--in-place needs an INPUT that is a file, and {input:?} is none")]
    NothingInPlace { input: String },
    #[error("{input} holds no claims; name @incidents, @diplomacy or a file of claims, JSON or CSV")]
    NoClaims { input: String },
    #[error("the extension of {} names no form of claims; use --format json, csv, xlsx or geojson", output.display())]
    NoClaimsFormat { output: PathBuf },
    #[error("{input} is no text; name a file of plain text, or - for standard input")]
    NoText { input: String },
    #[error("the extension of {} names no form of a draft; use --format json, csv or table", output.display())]
    NoDraftFormat { output: PathBuf },
    #[error("the extension of {} names no form of a review; write .csv, .tsv, .json, .md or .txt", output.display())]
    NoReviewFormat { output: PathBuf },
    #[error("--kind {0}")]
    Kind(NoSubject),
    #[error("--kind {0}")]
    PlaceKind(KindError),
    #[error("there is no country {name:?}; the countries are {known}")]
    NoCountry { name: String, known: String },
    #[error("{name:?} has no letter; write the name of a place")]
    NoName { name: String },
    #[error("{name:?} is a coordinate and no name; sarhad reverse --at LON,LAT tells where it is")]
    PlaceIsPoint { name: String },
    #[error("--near {0}")]
    Near(PlaceError),
    #[error("--size {0}")]
    Size(SizeError),
    #[error("--bbox {text:?}: {error}; a map does not cross the antimeridian")]
    PictureBox { text: String, error: ExtentError },
    #[error(
        "there is no town {name:?}{}; sarhad convert @places lists names and ids, and --towns none leaves all out",
        hint(.closest.as_deref())
    )]
    NoTown { name: String, closest: Option<String> },
    #[error("--font {}: {problem}; name a TrueType or OpenType font", file.display())]
    Font { file: PathBuf, problem: String },
    #[error("{} is neither .svg nor .png; name one of them: a browser or Inkscape makes a PDF of an SVG", output.display())]
    NoPictureFormat { output: PathBuf },
    #[error("this program was built without PNG; write SVG")]
    NoPng,
    #[cfg(feature = "web")]
    #[error("{} is neither a page nor a folder; write -o map.html for one file, or -o site/ for a folder", output.display())]
    NoPage { output: PathBuf },
    #[cfg(feature = "web")]
    #[error("--with: {0}")]
    WebLayer(crate::render::html::LayerChoiceError),
}
