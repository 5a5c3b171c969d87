//! What a caller may decide about an output. Not responsible for where the bytes go.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::io::write::digits::Digits;
use crate::io::write::format::OutputFormat;
use crate::io::write::project::Project;
use crate::io::write::pulse::Pulse;
use crate::io::write::simplestyle::MapStyle;
use crate::model::claim::ClaimSet;
use crate::model::feature::Feature;

/// Decimals beyond which a fixed-point coordinate says nothing more: 1e-15° is 0.1 nm.
pub(super) const MOST_DIGITS: u8 = 15;

/// What belongs to the output as a whole rather than to one feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The collection's name (`GeoJSON` only).
    pub name: Option<String>,
    /// Attribution, licence, disclaimer: the foreign member `metadata` (`GeoJSON` only).
    pub metadata: Option<Value>,
    /// Columns in their order, if known (CSV and TSV only).
    ///
    /// Columns that come on top are appended in the order in which they are first seen. Where [`Self::place_in_columns`] holds
    /// too, rows are written as they come, and a property that is not declared is
    /// [`WriteError::UndeclaredColumn`](crate::io::write::error::WriteError); otherwise they wait in a temporary file for the last row.
    pub columns: Option<Vec<String>>,
    /// The column that already holds the features' ids, so that no other is added (CSV, TSV, flat JSON).
    pub id_column: Option<String>,
    /// Whether properties already hold the coordinates, so that no `lon`, `lat`, `wkt` are added (CSV, TSV, flat JSON).
    pub place_in_columns: bool,
    /// Layers that are drawn under the records (`GeoPackage`, `TopoJSON`, `PMTiles` only).
    pub layers: Vec<DrawnLayer>,
    /// The claims that the records were made of (workbooks only).
    pub claims: Option<Arc<ClaimSet>>,
}

/// A layer that goes into an output beside its records.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnLayer {
    /// Its name, such as `districts`.
    pub name: String,
    /// What it holds.
    pub features: Vec<Feature>,
    /// What it tells of itself: title, sources, licence, disclaimer.
    pub metadata: Option<Value>,
}

/// How deep vector tiles go, and who makes them (`PMTiles` only).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiling {
    /// The first zoom.
    pub min_zoom: u8,
    /// The last zoom, 16 or less; `None` is 14, or less where that would be too many tiles.
    pub max_zoom: Option<u8>,
    /// How many threads encode tiles; the bytes are the same.
    pub threads: NonZeroUsize,
}

impl Default for Tiling {
    fn default() -> Self {
        Self { min_zoom: 0, max_zoom: None, threads: NonZeroUsize::MIN }
    }
}

/// Whether cells that a spreadsheet would run as a formula are disarmed.
///
/// # Source
/// OWASP, "CSV Injection": cells that start with `=`, `+`, `-`, `@`, tab, carriage return or line feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvGuard {
    /// An apostrophe goes in front of them; plain numbers such as `-2.5` stay as they are.
    #[default]
    Guarded,
    /// Cells are written as they are.
    Raw,
}

/// Whether a table begins with a byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ByteOrderMark {
    /// It does not.
    #[default]
    None,
    /// It does: without it, Excel takes UTF-8 for the system's code page and shows names wrong.
    Utf8,
}

/// For which records a table has a column of WKT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WktColumn {
    /// For shapes that columns of longitude and latitude do not hold.
    #[default]
    ForShapes,
    /// For points too.
    ForAll,
}

/// How features become bytes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct WriteOptions {
    /// The format.
    pub format: OutputFormat,
    /// What messages call the output: its path, or `-`.
    pub target: PathBuf,
    /// What belongs to the whole.
    pub document: Document,
    /// What happens to cells that look like formulas.
    pub csv: CsvGuard,
    /// What divides the columns of CSV; `None` is a comma. A table that was read keeps its own, since its cells were
    /// understood by it: `31,6` is a number where semicolons divide.
    pub delimiter: Option<u8>,
    /// The decimals of coordinates.
    pub digits: Digits,
    /// Whether features say how they are to be drawn (`GeoJSON` only).
    pub style: MapStyle,
    /// Whether a table begins with a byte order mark, by which Excel knows that it is UTF-8 (CSV and TSV only).
    pub mark: ByteOrderMark,
    /// Where a column of WKT stands (CSV and TSV only).
    pub wkt: WktColumn,
    /// The folder for rows that wait for their columns; `None` is the system's folder for temporary files.
    pub spool_dir: Option<PathBuf>,
    /// How deep tiles go.
    pub tiling: Tiling,
    /// What is called while an output is completed whose format needs all records first.
    pub pulse: Pulse,
    /// A QGIS project that is made with the output and opens it (`GeoPackage` only).
    pub project: Option<Project>,
}

impl WriteOptions {
    /// The defaults of `format`, for an output that messages call `target`.
    #[must_use]
    pub fn new(format: OutputFormat, target: impl Into<PathBuf>) -> Self {
        let target = target.into();
        Self {
            format,
            target,
            document: Document::default(),
            csv: CsvGuard::default(),
            delimiter: None,
            digits: Digits::default(),
            style: MapStyle::default(),
            mark: ByteOrderMark::default(),
            wkt: WktColumn::default(),
            spool_dir: None,
            tiling: Tiling::default(),
            pulse: Pulse::default(),
            project: None,
        }
    }
}
