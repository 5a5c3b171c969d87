//! How an input is to be read. Not responsible for finding out what it is.

use crate::io::read::encoding::Encoding;
use crate::model::profile::{Profile, Role};
use crate::model::shape::Longitudes;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InputFormat {
    /// One `GeoJSON` document (RFC 7946).
    GeoJson,
    /// One Feature a line, or a text sequence with record separators (RFC 8142).
    GeoJsonSeq,
    /// A table with a header row; the delimiter is found out unless given.
    Csv,
    /// A table divided by tabs.
    Tsv,
    /// A JSON array of flat objects, each a record.
    Json,
    /// A workbook of Office Open XML, of which one sheet is a table.
    Xlsx,
    /// A `GeoPackage` (OGC 12-128).
    GeoPackage,
    /// `FlatGeobuf`.
    FlatGeobuf,
    /// `GeoParquet`.
    GeoParquet,
    /// KML 2.2 (OGC 07-147r2).
    Kml,
    /// KML in a ZIP archive.
    Kmz,
    /// Waypoints of GPX 1.1.
    Gpx,
    /// A shapefile: `.shp` with what stands beside it, or all of it in a ZIP archive.
    Shapefile,
    /// An index file of sarhad.
    Index,
}

/// A box in degrees of which alone an input's records are wanted, where its format has an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WantedBox {
    /// West, south, east, north; west may be greater than east to cross the antimeridian.
    pub corners_deg: [f64; 4],
}

impl WantedBox {
    /// The boxes, none across the antimeridian, that whatever lies in it must meet.
    ///
    /// Lines may be drawn on past ±180°, so each box stands a full turn to either side as well.
    #[cfg(any(feature = "flatgeobuf", feature = "geoparquet"))]
    pub(super) fn boxes(&self) -> Vec<[f64; 4]> {
        let [west, south, east, north] = self.corners_deg;
        let spans = if west <= east { vec![[west, east]] } else { vec![[west, 180.0], [-180.0, east]] };
        let turned = |[west, east]: [f64; 2]| [0.0, 360.0, -360.0].map(|turn| [west + turn, south, east + turn, north]);
        spans.into_iter().flat_map(turned).collect()
    }
}

/// Whether a table begins with the names of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Header {
    /// The first row names the columns.
    #[default]
    Present,
    /// The first row is data; columns are called `column_1`, `column_2`, …
    Absent,
}

/// Whether a table must have columns that say where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Places {
    /// It is refused without them.
    #[default]
    Needed,
    /// Without them its records have no location.
    MayBeUnsaid,
}

/// What divides the whole degrees from their fraction in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// A point; also a comma where the delimiter was found to be a semicolon, which is then noted.
    #[default]
    Point,
    /// A comma or a point.
    Comma,
}

/// From where on an input is a burden rather than data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Nesting of JSON and WKT; never more than [`Limits::DEEPEST`].
    pub depth: usize,
    /// Bytes of one record.
    pub feature_bytes: usize,
    /// Bytes of one field of a table.
    pub field_bytes: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Bytes out for each byte in of a compressed file.
    pub unpack_ratio: u64,
    /// Bytes out of a compressed file.
    pub unpacked_bytes: u64,
}

impl Limits {
    /// Values are walked by recursion, and this many frames fit every thread's stack.
    pub const DEEPEST: usize = 512;

    /// The depth in force.
    pub(super) fn depth_in_force(&self) -> usize {
        self.depth.min(Self::DEEPEST)
    }
}

impl Default for Limits {
    /// 128 levels, 16 MB a record, 1 MB a field, 2,000 columns; 100 times and 1 GB unpacked.
    fn default() -> Self {
        Self {
            depth: 128,
            feature_bytes: 16_000_000,
            field_bytes: 1_000_000,
            columns: 2_000,
            unpack_ratio: 100,
            unpacked_bytes: 1_000_000_000,
        }
    }
}

/// How to read; what is `None` is found out.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The format, instead of finding it out from name and content.
    pub format: Option<InputFormat>,
    /// The text's encoding, instead of UTF-8 or what a byte order mark says.
    pub encoding: Option<Encoding>,
    /// The delimiter of a table.
    pub delimiter: Option<u8>,
    /// How decimals are written in a table.
    pub decimal: DecimalMark,
    /// Whether a table has a header.
    pub header: Header,
    /// The column of longitudes: its name, or its number from 1.
    pub lon_column: Option<String>,
    /// The column of latitudes: its name, or its number from 1.
    pub lat_column: Option<String>,
    /// The column of WKT geometries: its name, or its number from 1.
    pub wkt_column: Option<String>,
    /// The column of ids; without it, a column called `id`.
    pub id_column: Option<String>,
    /// Whether a table must say where its records are.
    pub places: Places,
    /// Whose table it is, instead of what its columns tell.
    pub profile: Option<Profile>,
    /// What the user says of columns: each has to be there.
    pub mapped: Vec<(Role, String)>,
    /// The sheet of a workbook, or the layer of a file of layers, by its name or its number from 1; without it, the first.
    pub sheet: Option<String>,
    /// Where alone records are wanted: formats with an index leave out the others, whom nobody counts then.
    pub wanted: Option<WantedBox>,
    /// Whether 180..360 is a longitude.
    pub longitudes: Longitudes,
    /// Where to stop.
    pub limits: Limits,
    /// How much text is understood at a time.
    pub blocks: BlockSize,
}

/// How much text is understood at a time: what comes out never depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockSize {
    /// Bytes of text, about: a block ends with a whole record.
    pub bytes: usize,
}

impl Default for BlockSize {
    /// 128 kB: about a thousand records, which fit the second cache of a core with what is made of them.
    fn default() -> Self {
        Self { bytes: 128 << 10 }
    }
}
