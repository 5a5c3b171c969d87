//! The formats that can be written, the file name extensions that mean them, and what each can hold. Not responsible for
//! writing them.

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
    /// A `GeoPackage` (OGC 12-128).
    GeoPackage,
    /// `FlatGeobuf` with an index.
    FlatGeobuf,
    /// `GeoParquet` 1.1.
    GeoParquet,
    /// KML 2.2 (OGC 07-147r2).
    Kml,
    /// KML in a ZIP archive.
    Kmz,
    /// A workbook of Office Open XML.
    Xlsx,
    /// Waypoints of GPX 1.1.
    Gpx,
    /// A topology of areas and lines whose common edges stand once.
    TopoJson,
    /// Vector tiles in one archive.
    PmTiles,
    /// A `GeoPackage`, and a QGIS project beside it that opens it.
    QgisProject,
    /// Records made ready to be asked, for `sarhad serve` and all commands.
    Index,
}

/// Whether this build can write a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Built {
    /// It can.
    In,
    /// It could with this feature.
    Without(&'static str),
}

impl OutputFormat {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 17] = [
        Self::GeoJson,
        Self::GeoJsonSeq,
        Self::GeoJsonTextSeq,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::GeoParquet,
        Self::Kml,
        Self::Kmz,
        Self::Xlsx,
        Self::Gpx,
        Self::TopoJson,
        Self::PmTiles,
        Self::QgisProject,
        Self::Index,
    ];

    /// The extensions that mean it, in lower case, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::GeoJson => &["geojson"],
            Self::GeoJsonSeq => &["geojsonl", "ndgeojson", "ndjson", "jsonl"],
            Self::GeoJsonTextSeq => &["geojsons", "geojsonseq"],
            Self::Csv => &["csv"],
            Self::Tsv => &["tsv", "tab"],
            Self::Json => &["json"],
            Self::GeoPackage => &["gpkg"],
            Self::FlatGeobuf => &["fgb"],
            Self::GeoParquet => &["parquet", "geoparquet"],
            Self::Kml => &["kml"],
            Self::Kmz => &["kmz"],
            Self::Xlsx => &["xlsx"],
            Self::Gpx => &["gpx"],
            Self::TopoJson => &["topojson"],
            Self::PmTiles => &["pmtiles"],
            Self::QgisProject => &["qgz"],
            Self::Index => &["sarhad"],
        }
    }

    /// The format that the extension of `path` stands for, whatever its case; `None` where it stands for none.
    ///
    /// # Not unique
    /// `.json` is [`OutputFormat::Json`], the flat array; a feature collection is `.geojson`.
    #[must_use]
    pub fn from_extension(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// Whether this build can write it.
    #[must_use]
    pub const fn built(self) -> Built {
        let (feature, is_in) = match self {
            Self::GeoJson | Self::GeoJsonSeq | Self::GeoJsonTextSeq | Self::Csv | Self::Tsv | Self::Json => {
                return Built::In;
            }
            Self::TopoJson | Self::Index => return Built::In,
            Self::GeoPackage | Self::QgisProject => ("gpkg", cfg!(feature = "gpkg")),
            Self::FlatGeobuf => ("flatgeobuf", cfg!(feature = "flatgeobuf")),
            Self::GeoParquet => ("geoparquet", cfg!(feature = "geoparquet")),
            Self::Kml | Self::Kmz | Self::Gpx => ("xml", cfg!(feature = "xml")),
            Self::Xlsx => ("xlsx", cfg!(feature = "xlsx")),
            Self::PmTiles => ("tiles", cfg!(feature = "tiles")),
        };
        if is_in { Built::In } else { Built::Without(feature) }
    }

    /// Whether it has room for what an output tells of itself: credit, licence, disclaimer.
    #[must_use]
    pub const fn tells_itself(self) -> bool {
        !matches!(self, Self::GeoJsonSeq | Self::GeoJsonTextSeq | Self::Csv | Self::Tsv | Self::Json)
    }

    /// Whether geometries have a place of their own beside columns.
    #[must_use]
    pub const fn draws_shapes(self) -> bool {
        !matches!(self, Self::Csv | Self::Tsv | Self::Json | Self::Xlsx)
    }

    /// Whether it is text, which a terminal can show.
    #[must_use]
    pub const fn is_text(self) -> bool {
        !matches!(
            self,
            Self::GeoPackage
                | Self::FlatGeobuf
                | Self::GeoParquet
                | Self::Kmz
                | Self::Xlsx
                | Self::PmTiles
                | Self::QgisProject
                | Self::Index
        )
    }

    /// Whether layers can be drawn under the records, each by itself.
    #[must_use]
    pub const fn holds_layers(self) -> bool {
        matches!(self, Self::GeoPackage | Self::QgisProject | Self::TopoJson | Self::PmTiles)
    }
}
