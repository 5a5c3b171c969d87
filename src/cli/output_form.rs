//! Which format an output has: by name, by extension, and which forms are files at all. Not responsible for what they hold.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::args::{OutputForm, Writing};
use crate::cli::input::Source;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::formats::FORMATS;
use crate::io::write::format::OutputFormat;

/// The format that was asked for by name, or by the extension of a file that does not replace its input.
pub(super) fn asked_form(
    writing: &Writing,
    target: Option<&Path>,
    source: Option<&Source>,
) -> Result<Option<OutputForm>, Usage> {
    let Some(path) = target.filter(|_| writing.format.is_none()) else { return Ok(writing.format) };
    let replaces_input = writing.output.is_none() || source.and_then(Source::file) == Some(path);
    match (named_form(path), path.extension()) {
        // a feature collection named .json stays one
        _ if replaces_input && writing.in_place => Ok(None),
        (Some(form), _) => Ok(Some(form)),
        (None, None) => Ok(None),
        (None, Some(extension)) if extension.eq_ignore_ascii_case("shp") => {
            Err(Usage::NoShapefile { output: path.to_owned() })
        }
        (None, Some(extension)) => {
            Err(Usage::NoFormat { output: path.to_owned(), meant: meant(&extension.to_string_lossy()) })
        }
    }
}

/// What people write for formats by their names elsewhere, or for what is like them, and what is written here.
const ELSEWHERE: [(&str, &str); 18] = [
    ("excel", "xlsx"),
    ("xls", "xlsx"),
    ("xlsm", "xlsx"),
    ("ods", "xlsx"),
    ("qgs", "qgz"),
    ("qgis", "qgz"),
    ("mbtiles", "pmtiles"),
    ("mvt", "pmtiles"),
    ("tiles", "pmtiles"),
    ("geopackage", "gpkg"),
    ("sqlite", "gpkg"),
    ("gdb", "gpkg"),
    ("flatgeobuf", "fgb"),
    ("geoparquet", "parquet"),
    ("jsonl", "geojsonl"),
    ("ndjson", "geojsonl"),
    ("txt", "csv"),
    ("text", "csv"),
];

/// The word of the format that was meant by `word`, if that can be told.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == word).map(|(_, meant)| *meant);
    let known = || FORMATS.iter().filter(|card| card.writes.is_some()).map(|card| card.word);
    elsewhere.or_else(|| closest(&word, known()))
}

/// What to say of a file without an extension, whose format nobody named.
pub(super) fn unnamed(path: &Path, form: OutputForm) -> Option<String> {
    let title = FORMATS.iter().find(|card| card.word == word(form))?.title;
    path.extension().is_none().then(|| {
        format!("{} has no extension, so it is {title}; -o NAME.gpkg or --format names another format", path.display())
    })
}

/// The forms that are files, and their formats.
const FILES: [(OutputForm, OutputFormat); 17] = [
    (OutputForm::Geojson, OutputFormat::GeoJson),
    (OutputForm::Geojsonl, OutputFormat::GeoJsonSeq),
    (OutputForm::Geojsonseq, OutputFormat::GeoJsonTextSeq),
    (OutputForm::Csv, OutputFormat::Csv),
    (OutputForm::Tsv, OutputFormat::Tsv),
    (OutputForm::Json, OutputFormat::Json),
    (OutputForm::Gpkg, OutputFormat::GeoPackage),
    (OutputForm::Fgb, OutputFormat::FlatGeobuf),
    (OutputForm::Parquet, OutputFormat::GeoParquet),
    (OutputForm::Kml, OutputFormat::Kml),
    (OutputForm::Kmz, OutputFormat::Kmz),
    (OutputForm::Xlsx, OutputFormat::Xlsx),
    (OutputForm::Gpx, OutputFormat::Gpx),
    (OutputForm::Topojson, OutputFormat::TopoJson),
    (OutputForm::Pmtiles, OutputFormat::PmTiles),
    (OutputForm::Qgz, OutputFormat::QgisProject),
    (OutputForm::Sarhad, OutputFormat::Index),
];

/// The format that the extension of `path` stands for.
pub(super) fn named_form(path: &Path) -> Option<OutputForm> {
    let named = OutputFormat::from_extension(path)?;
    FILES.iter().find(|(_, format)| *format == named).map(|(form, _)| *form)
}

/// Whether the format has room for metadata.
pub(super) fn tells_itself(form: OutputForm) -> bool {
    file_format(form).is_some_and(OutputFormat::tells_itself)
}

/// The format of the files of a form, if it is one of files.
pub(super) fn file_format(form: OutputForm) -> Option<OutputFormat> {
    FILES.iter().find(|(known, _)| *known == form).map(|(_, format)| *format)
}

/// Fails where a terminal would be filled with bytes.
pub(super) fn for_terminals(asked: Option<OutputForm>) -> Result<(), Usage> {
    let bytes = asked.filter(|form| file_format(*form).is_some_and(|format| !format.is_text()));
    bytes.map_or(Ok(()), |form| Err(Usage::NotForTerminals { form: word(form) }))
}

/// The word of `--format` for it.
pub(super) fn word(form: OutputForm) -> String {
    form.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
