//! The formats that can be written and the file name extensions that mean them. Not responsible for writing them.

use std::path::Path;

/// What the output looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum OutputFormat {
    /// One `FeatureCollection` (RFC 7946), one feature a line.
    GeoJson,
    /// One feature a line and nothing else ("`GeoJSONL`").
    GeoJsonSeq,
    /// One feature a record, each behind an RS byte (RFC 8142).
    GeoJsonTextSeq,
    /// Values separated by commas (RFC 4180) or by what a table that was read has instead, lines ending in LF.
    Csv,
    /// Tab-separated values, quoted as CSV is.
    Tsv,
    /// An array of flat objects.
    Json,
}

impl OutputFormat {
    /// The format that the extension of `path` stands for, whatever its case; `None` where it stands for none.
    ///
    /// # Not unique
    /// `.json` is [`OutputFormat::Json`], the flat array; a feature collection is `.geojson`.
    #[must_use]
    pub fn from_extension(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "geojson" => Some(Self::GeoJson),
            "geojsonl" | "ndgeojson" | "ndjson" | "jsonl" => Some(Self::GeoJsonSeq),
            "geojsons" | "geojsonseq" => Some(Self::GeoJsonTextSeq),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
