//! What each format can hold, in one table. Not responsible for reading or writing any of them.

use serde_json::{Value, json};

use crate::io::read::options::InputFormat;
use crate::io::read::sniff;
use crate::io::write::cell::RowLine;
use crate::io::write::format::{Built, OutputFormat};

/// What a format is called, and what there is room for in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatCard {
    /// The word of `--format` and `--input-format`.
    pub word: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it is read as, if it is.
    pub reads: Option<InputFormat>,
    /// What it is written as, if it is.
    pub writes: Option<OutputFormat>,
    /// Which geometries it holds.
    pub shapes: &'static str,
    /// Which kinds of columns it holds.
    pub columns: &'static str,
    /// How it holds days.
    pub dates: &'static str,
    /// How many layers one file holds.
    pub layers: &'static str,
    /// Whether it tells how it is to be drawn.
    pub style: &'static str,
    /// Whether a box can be read without all the rest.
    pub index: &'static str,
    /// How large it may become.
    pub limits: &'static str,
    /// What else is worth knowing.
    pub note: &'static str,
}

impl FormatCard {
    /// What is told of each format, by name.
    pub const COLUMNS: [&'static str; 14] = [
        "format",
        "title",
        "extensions",
        "read",
        "write",
        "shapes",
        "columns",
        "dates",
        "layers",
        "style",
        "credit",
        "index",
        "limits",
        "note",
    ];

    /// The extensions by which it is known, those of writing first, each once.
    #[must_use]
    pub fn extensions(&self) -> Vec<&'static str> {
        let written = self.writes.map(OutputFormat::extensions).unwrap_or_default();
        let mut extensions = written.to_vec();
        for extension in self.read_extensions() {
            if !extensions.contains(&extension) {
                extensions.push(extension);
            }
        }
        extensions
    }

    /// The extensions by which a file that is read is known to be of the format.
    #[must_use]
    pub fn read_extensions(&self) -> Vec<&'static str> {
        self.reads.into_iter().flat_map(sniff::extensions).collect()
    }

    /// Whether this build reads it; `None` where nothing does.
    #[must_use]
    pub fn read_built(&self) -> Option<Built> {
        Some(match self.reads? {
            // a workbook is read by every build
            InputFormat::Xlsx => Built::In,
            InputFormat::Shapefile if cfg!(feature = "shapefile") => Built::In,
            InputFormat::Shapefile => Built::Without("shapefile"),
            _ => self.writes?.built(),
        })
    }

    /// Whether it has room for credit, licence and disclaimer.
    #[must_use]
    pub fn credit(&self) -> &'static str {
        match self.writes {
            Some(format) if format.tells_itself() => "in it",
            Some(_) => "beside it",
            None => "",
        }
    }

    /// All of it, in the order of [`FormatCard::COLUMNS`].
    #[must_use]
    pub fn row(&self) -> [Value; 14] {
        let can = |built: Option<Built>| match built {
            None => json!("no"),
            Some(Built::In) => json!("yes"),
            Some(Built::Without(feature)) => json!(format!("with the feature {feature}")),
        };
        [
            self.word.into(),
            self.title.into(),
            self.extensions().join(" ").into(),
            can(self.read_built()),
            can(self.writes.map(OutputFormat::built)),
            self.shapes.into(),
            self.columns.into(),
            self.dates.into(),
            self.layers.into(),
            self.style.into(),
            self.credit().into(),
            self.index.into(),
            self.limits.into(),
            self.note.into(),
        ]
    }
}

/// The words of all formats that are written, for messages: `geojson, geojsonl, …`.
#[must_use]
pub fn written_words() -> String {
    let words: Vec<&str> = FORMATS.iter().filter(|card| card.writes.is_some()).map(|card| card.word).collect();
    match words.split_last() {
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// These of [`FORMATS`] as text, its columns divided by `delimiter`.
#[must_use]
pub fn formats_table(cards: &[FormatCard], delimiter: u8) -> String {
    let mut text = Vec::new();
    let mut push = |cells: &[&str]| {
        let mut row = RowLine::new(&mut text, delimiter);
        for cell in cells {
            row.push(cell);
        }
        row.end();
    };
    push(&FormatCard::COLUMNS);
    for card in cards {
        push(&card.row().each_ref().map(|value| value.as_str().unwrap_or_default()));
    }
    String::from_utf8_lossy(&text).into_owned()
}

const ALL_SHAPES: &str = "points, lines, areas, mixed";
const ANY_JSON: &str = "any JSON";
const ISO: &str = "as text, YYYY-MM-DD";
const CELLS: &str = "text of numbers, words, lists";
const TYPED: &str = "true/false, whole, real, date, moment, text";
const NO: &str = "no";
const SIMPLE: &str = "with --style simplestyle";
const FOLDERS: &str = "one, its records in folders";
const ONE: &str = "one";

/// A card about which nothing is known but that it holds plain rows.
const PLAIN: FormatCard = FormatCard {
    word: "",
    title: "",
    reads: None,
    writes: None,
    shapes: ALL_SHAPES,
    columns: ANY_JSON,
    dates: ISO,
    layers: ONE,
    style: NO,
    index: NO,
    limits: "",
    note: "",
};

/// Every format that is read or written, in the order in which they are listed.
pub static FORMATS: [FormatCard; 18] = [
    FormatCard {
        word: "geojson",
        title: "GeoJSON (RFC 7946)",
        reads: Some(InputFormat::GeoJson),
        writes: Some(OutputFormat::GeoJson),
        style: SIMPLE,
        note: "what is named .json is read as this too",
        ..PLAIN
    },
    FormatCard {
        word: "geojsonl",
        title: "GeoJSON, one feature a line",
        reads: Some(InputFormat::GeoJsonSeq),
        writes: Some(OutputFormat::GeoJsonSeq),
        style: SIMPLE,
        ..PLAIN
    },
    FormatCard {
        word: "geojsonseq",
        title: "GeoJSON text sequence (RFC 8142)",
        writes: Some(OutputFormat::GeoJsonTextSeq),
        style: SIMPLE,
        note: "read as geojsonl, which knows its separators",
        ..PLAIN
    },
    FormatCard {
        word: "csv",
        title: "CSV (RFC 4180)",
        reads: Some(InputFormat::Csv),
        writes: Some(OutputFormat::Csv),
        shapes: "points as lon and lat, others as WKT",
        columns: CELLS,
        note: "cells that a spreadsheet would run get an apostrophe; --raw-csv leaves them",
        ..PLAIN
    },
    FormatCard {
        word: "tsv",
        title: "tab-separated values",
        reads: Some(InputFormat::Tsv),
        writes: Some(OutputFormat::Tsv),
        shapes: "points as lon and lat, others as WKT",
        columns: CELLS,
        note: "cells that a spreadsheet would run get an apostrophe; --raw-csv leaves them",
        ..PLAIN
    },
    FormatCard {
        word: "json",
        title: "JSON, an array of flat objects",
        reads: Some(InputFormat::Json),
        writes: Some(OutputFormat::Json),
        shapes: "points as lon and lat, others as WKT",
        note: "read by --input-format json; what is named .json is read as geojson",
        ..PLAIN
    },
    FormatCard {
        word: "gpkg",
        title: "GeoPackage (OGC 12-128)",
        reads: Some(InputFormat::GeoPackage),
        writes: Some(OutputFormat::GeoPackage),
        columns: TYPED,
        dates: "DATE",
        layers: "many",
        style: "for QGIS",
        index: "R-tree",
        note: "the one to take where a shapefile was wanted",
        ..PLAIN
    },
    FormatCard {
        word: "qgz",
        title: "QGIS project, with its GeoPackage beside it",
        writes: Some(OutputFormat::QgisProject),
        columns: TYPED,
        dates: "DATE",
        layers: "many",
        style: "for QGIS",
        index: "R-tree",
        note: "opens NAME.gpkg, which is written beside it",
        ..PLAIN
    },
    FormatCard {
        word: "fgb",
        title: "FlatGeobuf",
        reads: Some(InputFormat::FlatGeobuf),
        writes: Some(OutputFormat::FlatGeobuf),
        columns: TYPED,
        dates: "moments; the format has no dates",
        index: "Hilbert R-tree",
        note: "records stand in the order of the index",
        ..PLAIN
    },
    FormatCard {
        word: "parquet",
        title: "GeoParquet 1.1",
        reads: Some(InputFormat::GeoParquet),
        writes: Some(OutputFormat::GeoParquet),
        columns: TYPED,
        dates: "Date32",
        index: "boxes of row groups",
        note: "above 65,536 records they stand in the order of a Hilbert curve",
        ..PLAIN
    },
    FormatCard {
        word: "kml",
        title: "KML 2.2 (OGC 07-147r2)",
        reads: Some(InputFormat::Kml),
        writes: Some(OutputFormat::Kml),
        columns: "whole, real, true/false, text",
        dates: "as text, and TimeStamp or TimeSpan",
        layers: FOLDERS,
        style: "for Google Earth",
        note: "no NUL and other control characters",
        ..PLAIN
    },
    FormatCard {
        word: "kmz",
        title: "KML in a ZIP archive",
        reads: Some(InputFormat::Kmz),
        writes: Some(OutputFormat::Kmz),
        columns: "whole, real, true/false, text",
        dates: "as text, and TimeStamp or TimeSpan",
        layers: FOLDERS,
        style: "for Google Earth",
        note: "GDAL reads its columns as text; no NUL and other control characters",
        ..PLAIN
    },
    FormatCard {
        word: "xlsx",
        title: "workbook (Office Open XML)",
        reads: Some(InputFormat::Xlsx),
        writes: Some(OutputFormat::Xlsx),
        shapes: "points as lon and lat, others as WKT",
        columns: "true/false, numbers, date, text",
        dates: "dates of a workbook",
        layers: "one, with sheets about it",
        limits: "1,048,576 rows; 16,384 columns; 32,767 characters a cell",
        note: "numbers keep 15 digits; true and false are read as text; .xlsm is read too",
        ..PLAIN
    },
    FormatCard {
        word: "gpx",
        title: "GPX 1.1, waypoints",
        reads: Some(InputFormat::Gpx),
        writes: Some(OutputFormat::Gpx),
        shapes: "points",
        columns: "name, description, time; all others as text in extensions",
        dates: "xsd:dateTime",
        note: "what is no single point is left out and told",
        ..PLAIN
    },
    FormatCard {
        word: "topojson",
        title: "TopoJSON",
        writes: Some(OutputFormat::TopoJson),
        layers: "many",
        note: "a line that two areas share stands once",
        ..PLAIN
    },
    FormatCard {
        word: "pmtiles",
        title: "PMTiles with vector tiles",
        writes: Some(OutputFormat::PmTiles),
        columns: "true/false, numbers, text",
        layers: "many",
        index: "tiles",
        limits: "500 KB a tile as stored; 50,000 features a tile",
        note: "for maps on the web: drawn more coarsely when small, so not read back",
        ..PLAIN
    },
    FormatCard {
        word: "shp",
        title: "Shapefile",
        reads: Some(InputFormat::Shapefile),
        columns: "true/false, whole, real, date, text",
        dates: "DBF dates",
        limits: "2 GB; names of 10 bytes; text of 254 bytes",
        note: "not written: it would cut names and texts and hold no moment; use gpkg",
        ..PLAIN
    },
    FormatCard {
        word: "sarhad",
        title: "index file of sarhad",
        reads: Some(InputFormat::Index),
        writes: Some(OutputFormat::Index),
        columns: TYPED,
        dates: "days",
        index: "boxes, ids, columns",
        limits: "2³² records; opened whole into memory",
        note: "for sarhad serve, which opens it in a second; made by sarhad index",
        ..PLAIN
    },
];
