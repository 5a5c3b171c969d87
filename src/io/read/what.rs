//! What is the matter, with the values that say so. Not responsible for where, or how badly it counts.

use std::fmt;

use thiserror::Error;

use crate::io::read::codes::Code;
use crate::io::read::escape::Quoted;
use crate::lonlat::LonLat;
use crate::model::profile::Role;
use crate::model::shape::ShapeError;

/// Which of the two coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Degrees east.
    Longitude,
    /// Degrees north.
    Latitude,
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Longitude => "longitude",
            Self::Latitude => "latitude",
        })
    }
}

/// What is told of the files of a shapefile beside what is wrong with its records.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant's message says what it is, each field's name what it holds")]
pub enum BesideShapes {
    #[error("there is no .dbf beside it, so its records have no properties")]
    NoTable,
    #[error("{} was read out of the archive", name.as_str())]
    OutOfArchive { name: Quoted },
    #[error("its .shx takes more than {limit} bytes; shapes are read one behind the other")]
    LongIndex { limit: u64 },
    #[error("{bytes} bytes of the .shp are named nowhere in the .shx, and were not read; {remedy}")]
    Unnamed { bytes: u64, remedy: &'static str },
    #[error(
        "columns that keep their values in another file, or in a kind that is not read, are blank: {}",
        columns.join(", ")
    )]
    BlankColumns { columns: Vec<String> },
    #[error("{bytes} bytes of each row of the .dbf are of no column, and were not read")]
    BytesOfNoColumn { bytes: usize },
    #[error("{count} rows of the .dbf have no shape in the .shp, and so no location")]
    RowsAlone { count: u64 },
    #[error("{count} shapes of the .shp have no row in the .dbf, and so no properties")]
    ShapesAlone { count: u64 },
    #[error("{count} records are marked as deleted in the .dbf, and kept")]
    Deleted { count: u64 },
    #[error("{count} numbers are asterisks, for they did not fit their column when they were written, and are blank")]
    Asterisks { count: u64 },
    #[error("{count} shapes have measures (M), which were left out")]
    Measures { count: u64 },
}

/// What the input is, with the values that show it.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant's message says what it is, each field's name what it holds")]
pub enum What {
    #[error("cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("the file is empty")]
    Empty,
    #[error("this is {found}, not a file")]
    NotAFile { found: &'static str },
    #[error("this is {found}, not {expected}")]
    OtherFormat { found: &'static str, expected: &'static str },
    #[error("this looks like UTF-16 without a byte order mark; use --encoding {label}")]
    Utf16 { label: &'static str },
    #[error("byte 0x{seen:02x} at {byte} is not UTF-8{}", encoding_hint(*.one_byte))]
    NotUtf8 { seen: u8, byte: u64, one_byte: bool },
    #[error("bytes before {byte} are not {encoding}")]
    NotInEncoding { encoding: &'static str, byte: u64 },
    #[error("damaged compressed file: {reason}")]
    Unpacking { reason: String },
    #[error("this workbook cannot be read: {reason}; save it anew as .xlsx, or save the sheet as CSV")]
    Workbook { reason: String },

    #[error("this {format} cannot be read: {reason}")]
    Container { format: &'static str, reason: String },
    #[error("the geometry cannot be read: {reason}")]
    GeometryBytes { reason: String },
    #[error("the record cannot be read: {reason}")]
    RecordBytes { reason: String },
    #[error(
        "the file's index spared reading {records} of its {of} records, which lie outside the box; they are not counted"
    )]
    Spared { records: u64, of: u64 },
    #[error("column {column} holds {kind}, which JSON does not have; read as {form}")]
    KindRead { column: Quoted, kind: String, form: &'static str },
    #[error("parts that are no records were passed: {parts}")]
    PartsPassed { parts: String },
    #[error("several elements of a record are called {name} and say different things; the second is read as {given}")]
    NameTaken { name: Quoted, given: Quoted },
    #[error("read the layers {layers}, one after the other; --sheet NAME reads one")]
    LayersRead { layers: String },
    #[error("{0}")]
    BesideShapes(BesideShapes),
    #[error("nothing says the coordinate reference system; degrees on WGS 84 were assumed")]
    CrsAssumed,

    #[error("layer {layer} does not say what its coordinates refer to; they were read as degrees on WGS 84")]
    CrsUnstated { layer: Quoted },
    #[error("column {column} holds bytes, which were read as hexadecimal digits")]
    BytesRead { column: Quoted },

    #[error("{found} at byte {byte} is not JSON: {reason}")]
    Syntax { found: Quoted, byte: u64, reason: String },
    #[error("the file ends inside {inside} at byte {byte}")]
    Truncated { inside: String, byte: u64 },
    #[error("text follows the end of the document at byte {byte}: {found}")]
    Trailing { found: Quoted, byte: u64 },
    #[error("a second document begins at byte {byte}; name the file .geojsonl, or use --input-format geojsonl")]
    SecondDocument { byte: u64 },
    #[error("nested {depth} levels deep, the limit is {limit}; --max-depth raises it")]
    TooDeep { depth: usize, limit: usize },
    #[error("member {name} stands twice")]
    DuplicateMember { name: Quoted },
    #[error("{text} holds half a character, a lone surrogate")]
    LoneSurrogate { text: Quoted },
    #[error("this is not GeoJSON: {found}")]
    NotGeoJson { found: String },
    #[error("{found} stands where a Feature belongs")]
    NotAFeature { found: String },
    #[error("{found} stands where a record, an object, belongs")]
    NotARecord { found: &'static str },
    #[error("properties are {found}, not an object")]
    PropertiesKind { found: &'static str },
    #[error("the id is {found}, neither text nor a number")]
    IdKind { found: &'static str },
    #[error("property {name} stands twice")]
    DuplicateProperty { name: Quoted },
    #[error("{value} has more digits than this build of sarhad keeps; write it as text")]
    NumberLost { value: Quoted },

    #[error("geometry type {found} is not known{}", case_hint(*.meant))]
    GeometryType { found: Quoted, meant: Option<&'static str> },
    #[error("the geometry is {found}, not an object with a type")]
    GeometryKind { found: &'static str },
    #[error("{axis} {value} is not a number of degrees")]
    NotANumber { axis: Axis, value: Quoted },
    #[error("coordinate {value} is not a finite number")]
    NotFinite { value: Quoted },
    #[error("latitude {value} is outside -90..90")]
    Latitude { value: Quoted },
    #[error("longitude {value} is outside -180..180{}", wrap_hint(value))]
    Longitude { value: Quoted },
    #[error("{axis} {value} has a decimal comma; use --decimal-comma")]
    DecimalComma { axis: Axis, value: Quoted },
    #[error("latitude {value} is outside -90..90; longitude and latitude may be swapped")]
    Swapped { value: Quoted },
    #[error(
        "{value} is no degree; projected coordinates? convert to EPSG:4326 first, as ogr2ogr -t_srs EPSG:4326 does"
    )]
    Projected { value: Quoted },
    #[error("coordinate reference system {name} is not supported; convert to EPSG:4326")]
    Crs { name: Quoted },
    #[error("a position is {found}, not a list of two or more numbers")]
    PositionKind { found: Quoted },
    #[error("a position needs 2 numbers or more, this one has {numbers}")]
    PositionShort { numbers: usize },
    #[error("{found} stands where coordinates belong")]
    CoordinatesKind { found: Quoted },
    #[error("the geometry has no {name}")]
    NoMember { name: &'static str },
    #[error("not a WKT geometry: {value}: {reason}")]
    Wkt { value: Quoted, reason: &'static str },
    #[error("{axis} {value}: the hemisphere letter contradicts the column or the sign")]
    Hemisphere { axis: Axis, value: Quoted },
    #[error(transparent)]
    Shape(ShapeError),
    #[error("an unclosed ring was closed")]
    RingClosed,
    #[error("a ring was turned to run as RFC 7946 asks")]
    RingRewound,
    #[error("id {id} was met before; both records are kept")]
    DuplicateId { id: Quoted },

    #[error("the quote opened on line {line} never closes")]
    UnclosedQuote { line: u64 },
    #[error("the row has {fields} fields, the header has {columns}")]
    Ragged { fields: usize, columns: usize },
    #[error("two columns are named {name}")]
    DuplicateColumn { name: Quoted },
    #[error(
        "no columns of longitude and latitude; name them with --lon-column and --lat-column; the columns are {columns}"
    )]
    NoPlaceColumns { columns: String },
    #[error("there is no column {name}; the columns are {columns}")]
    NoSuchColumn { name: Quoted, columns: String },
    #[error("the mapping's {role} names column {name:?}, which is not there; the columns are {}", columns.join(", "))]
    NoMappedColumn { role: Role, name: String, columns: Vec<String> },
    #[error("this is no table of profile {profile}: {reason}")]
    NotOfProfile { profile: &'static str, reason: String },
    #[error("there is no sheet {name}; the sheets are {sheets}")]
    NoSheet { name: Quoted, sheets: String },
    #[error("there are no sheets in it; --sheet {name} is for .xlsx workbooks")]
    NoSheets { name: Quoted },
    #[error(
        "no header names longitude and latitude, and the first row looks like data: {columns}; \
         use --no-header with --lon-column and --lat-column"
    )]
    NoHeader { columns: String },
    #[error("field {field} goes on after its closing quote")]
    StrayQuote { field: usize },
    #[error("the delimiter 0x{delimiter:02x} is no ASCII character, or one that quotes or ends rows")]
    BadDelimiter { delimiter: u8 },
    #[error("{value} in column {column} is no date that exists")]
    ImpossibleDate { column: Quoted, value: Quoted },

    #[error("{inside} takes more than {limit} bytes; --max-feature-bytes raises the limit")]
    FeatureLimit { inside: String, limit: usize },
    #[error("field {field} of the row takes more than {limit} bytes (a quote left open?); --max-field-bytes raises it")]
    FieldLimit { field: usize, limit: usize },
    #[error("there are more than {limit} columns; --max-columns raises the limit")]
    ColumnLimit { limit: usize },
    #[error("unpacks to more than {limit} times its size; --max-unpack-ratio raises the limit")]
    UnpackRatio { limit: u64 },
    #[error("unpacks to more than {limit} bytes; --max-unpacked-bytes raises the limit")]
    UnpackedBytes { limit: u64 },
    #[error("nested more than {limit} levels deep; --max-depth raises the limit")]
    DepthLimit { limit: usize },

    #[error("the point is at 0, 0, which often stands for a missing location")]
    NullIsland,
    #[error("the outline crosses itself at {at}, so nothing is surely inside or outside it")]
    SelfCrossing { at: LonLat },
    #[error("{axis} is blank, so the record has no location")]
    HalfCoordinate { axis: Axis },
    #[error("key {name} stands twice inside a value; the last was kept")]
    RepeatedKey { name: Quoted },
    #[error("more than {limit} ids; later ones are not checked for duplicates")]
    IdsUnchecked { limit: usize },
    #[error("the record has no location here though it had one: {note}")]
    ShapeElsewhere { note: Quoted },
    #[error("{value} in column {column} was read as no date")]
    NullDate { column: Quoted, value: Quoted },
    #[error(
        "{value} in column {column} is not written YYYY-MM-DD; kept as it is, and filters by date read it only where its column tells which number is the day"
    )]
    DateKept { column: Quoted, value: Quoted },
    #[error("year {year} looks like a Solar Hijri date; it is kept as it is and not converted")]
    SolarHijri { column: Quoted, year: u16 },
    #[error("BOM removed")]
    BomRemoved,
    #[error("converted from {encoding} to UTF-8")]
    Transcoded { encoding: &'static str },
    #[error("unpacked from gzip")]
    Unpacked,
    #[error("member {name} of the Feature was read as a property")]
    ForeignMember { name: Quoted },
    #[error("member {name} of the Feature has a property's name and was left out")]
    ForeignLost { name: Quoted },
    #[error("heights were left out")]
    HeightDropped,
    #[error("a position has {numbers} numbers, of which two were read")]
    ExtraNumbers { numbers: usize },
    #[error("longitudes beyond 180 were brought back by a full turn")]
    LongitudeWrapped,
    #[error("{axis} {value} was read as {degrees}")]
    OtherNotation { axis: Axis, value: Quoted, degrees: f64 },
    #[error("the columns are divided by {name}")]
    Delimiter { name: &'static str },
    #[error("{axis} {value} was read with a decimal comma")]
    CommaRead { axis: Axis, value: Quoted },
    #[error("longitude and latitude are blank, so the location was read from column {column}")]
    WktRead { column: Quoted },
    #[error("the row of HXL tags was skipped")]
    TagsSkipped,
    #[error("column {number} has no name and is called {name}")]
    NamedColumn { number: usize, name: Quoted },

    #[error("there is no header; the first row looks like {title}, whose names the columns were given")]
    Headerless { title: &'static str },
    #[error("sheet {name} was read, the others were not: {others}; --sheet NAME reads another")]
    SheetRead { name: Quoted, others: String },
    #[error("each object of the JSON array was read as a record")]
    ArrayRead,
    #[error("cell {cell} holds {error}{} and was read as blank", and_more(*.more))]
    CellErrors { cell: String, error: String, more: u64 },
    #[error("cells {range}{} are merged; the value stands in the first of them, the others are blank", and_more(*.more))]
    MergedCells { range: String, more: u64 },

    #[error(
        "this is {found}, not a set of claims: JSON has the members dataset and records, a table the columns \
         incident_id and claim_id or statement"
    )]
    NotClaims { found: String },
    #[error("there is no record in it")]
    NoRecords,
    #[error("{path}: {reason}")]
    ClaimMember { path: String, reason: String },
    #[error("column {column}: {reason}")]
    ClaimCell { column: &'static str, value: Quoted, reason: Box<str> },
    #[error("{path} is no part of the format and was left out")]
    UnknownMember { path: String },
    #[error("column {name} is none of a table of claims and was left out")]
    UnknownColumn { name: Quoted },
    #[error("column {column} says {} where an earlier row of {of} says {}; the first is kept", says[1], says[0])]
    Contradiction { column: &'static str, of: String, says: Box<[Quoted; 2]> },
    #[error("{path} names {id}, which is not in the file")]
    UnknownReference { path: String, id: Quoted },
}

fn encoding_hint(one_byte: bool) -> &'static str {
    if one_byte { "; Windows-1252? use --encoding windows-1252" } else { "; name it with --encoding" }
}

fn and_more(more: u64) -> String {
    if more > 0 { format!(" (and {more} more)") } else { String::new() }
}

fn case_hint(meant: Option<&'static str>) -> String {
    meant.map(|name| format!("; {name} is meant")).unwrap_or_default()
}

fn wrap_hint(value: &Quoted) -> &'static str {
    match value.as_str().parse::<f64>() {
        Ok(degrees) if degrees > 180.0 && degrees <= 360.0 => "; --wrap-longitude reads 180..360",
        _ => "",
    }
}

impl What {
    /// The code of its kind.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table, one line a kind")]
    pub fn code(&self) -> Code {
        match self {
            Self::Unreadable { .. } => Code::Unreadable,
            Self::Empty => Code::Empty,
            Self::NotAFile { .. } => Code::NotAFile,
            Self::OtherFormat { .. } => Code::OtherFormat,
            Self::Utf16 { .. } => Code::Utf16,
            Self::NotUtf8 { .. } | Self::NotInEncoding { .. } => Code::Encoding,
            Self::Unpacking { .. } => Code::Unpacking,
            Self::Workbook { .. } => Code::Workbook,
            Self::Container { .. } => Code::Container,
            Self::GeometryBytes { .. } => Code::GeometryBytes,
            Self::RecordBytes { .. } => Code::RecordBytes,
            Self::Spared { .. } => Code::Spared,
            Self::KindRead { .. } => Code::KindRead,
            Self::PartsPassed { .. } => Code::PartsPassed,
            Self::NameTaken { .. } => Code::NameTaken,
            Self::LayersRead { .. } => Code::LayersRead,
            Self::BesideShapes(_) => Code::BesideShapes,
            Self::CrsAssumed => Code::CrsAssumed,
            Self::CrsUnstated { .. } => Code::CrsUnstated,
            Self::BytesRead { .. } => Code::BytesRead,
            Self::Syntax { .. } => Code::Syntax,
            Self::Truncated { .. } => Code::Truncated,
            Self::Trailing { .. } | Self::SecondDocument { .. } => Code::Trailing,
            Self::TooDeep { .. } => Code::TooDeep,
            Self::DuplicateMember { .. } => Code::DuplicateMember,
            Self::LoneSurrogate { .. } => Code::LoneSurrogate,
            Self::NotGeoJson { .. } => Code::NotGeoJson,
            Self::NotAFeature { .. } | Self::NotARecord { .. } => Code::NotAFeature,
            Self::PropertiesKind { .. } => Code::PropertiesKind,
            Self::IdKind { .. } => Code::IdKind,
            Self::DuplicateProperty { .. } => Code::DuplicateProperty,
            Self::NumberLost { .. } => Code::NumberLost,
            Self::GeometryType { .. } | Self::GeometryKind { .. } => Code::GeometryType,
            Self::NotANumber { .. } => Code::NotANumber,
            Self::NotFinite { .. } => Code::NotFinite,
            Self::Latitude { .. } | Self::Swapped { .. } => Code::Latitude,
            Self::Longitude { .. } => Code::Longitude,
            Self::DecimalComma { .. } => Code::DecimalComma,
            Self::Projected { .. } => Code::Projected,
            Self::Crs { .. } => Code::Crs,
            Self::PositionKind { .. }
            | Self::PositionShort { .. }
            | Self::CoordinatesKind { .. }
            | Self::NoMember { .. } => Code::Position,
            Self::Wkt { .. } => Code::Wkt,
            Self::Hemisphere { .. } => Code::Hemisphere,
            Self::Shape(error) => shape_code(error),
            Self::RingClosed => Code::RingClosed,
            Self::RingRewound => Code::RingRewound,
            Self::DuplicateId { .. } => Code::DuplicateId,
            Self::UnclosedQuote { .. } => Code::UnclosedQuote,
            Self::Ragged { .. } => Code::Ragged,
            Self::DuplicateColumn { .. } => Code::DuplicateColumn,
            Self::NoPlaceColumns { .. } => Code::NoPlaceColumns,
            Self::NoSuchColumn { .. } | Self::NoMappedColumn { .. } => Code::NoSuchColumn,
            Self::NotOfProfile { .. } => Code::NotOfProfile,
            Self::NoSheet { .. } | Self::NoSheets { .. } => Code::NoSheet,
            Self::Headerless { .. } => Code::Headerless,
            Self::SheetRead { .. } => Code::SheetRead,
            Self::ArrayRead => Code::ArrayRead,
            Self::CellErrors { .. } => Code::CellErrors,
            Self::MergedCells { .. } => Code::MergedCells,
            Self::NoHeader { .. } => Code::NoHeader,
            Self::StrayQuote { .. } => Code::StrayQuote,
            Self::BadDelimiter { .. } => Code::BadDelimiter,
            Self::ImpossibleDate { .. } => Code::ImpossibleDate,
            Self::FeatureLimit { .. } => Code::FeatureLimit,
            Self::FieldLimit { .. } => Code::FieldLimit,
            Self::ColumnLimit { .. } => Code::ColumnLimit,
            Self::UnpackRatio { .. } | Self::UnpackedBytes { .. } => Code::UnpackLimit,
            Self::DepthLimit { .. } => Code::DepthLimit,
            Self::NullIsland => Code::NullIsland,
            Self::SelfCrossing { .. } => Code::SelfCrossing,
            Self::HalfCoordinate { .. } => Code::HalfCoordinate,
            Self::RepeatedKey { .. } => Code::RepeatedKey,
            Self::IdsUnchecked { .. } => Code::IdsUnchecked,
            Self::NullDate { .. } => Code::NullDate,
            Self::DateKept { .. } => Code::DateKept,
            Self::ShapeElsewhere { .. } => Code::ShapeElsewhere,
            Self::SolarHijri { .. } => Code::SolarHijri,
            Self::BomRemoved => Code::BomRemoved,
            Self::Transcoded { .. } => Code::Transcoded,
            Self::Unpacked => Code::Unpacked,
            Self::ForeignMember { .. } => Code::ForeignMember,
            Self::ForeignLost { .. } => Code::ForeignLost,
            Self::HeightDropped => Code::HeightDropped,
            Self::ExtraNumbers { .. } => Code::ExtraNumbers,
            Self::LongitudeWrapped => Code::LongitudeWrapped,
            Self::OtherNotation { .. } => Code::OtherNotation,
            Self::Delimiter { .. } => Code::Delimiter,
            Self::CommaRead { .. } => Code::CommaRead,
            Self::WktRead { .. } => Code::WktRead,
            Self::TagsSkipped => Code::TagsSkipped,
            Self::NamedColumn { .. } => Code::NamedColumn,
            Self::NotClaims { .. } => Code::NotClaims,
            Self::NoRecords => Code::NoRecords,
            Self::ClaimMember { .. } | Self::ClaimCell { .. } => Code::ClaimPart,
            Self::UnknownMember { .. } | Self::UnknownColumn { .. } => Code::UnknownPart,
            Self::Contradiction { .. } => Code::Contradiction,
            Self::UnknownReference { .. } => Code::UnknownReference,
        }
    }

    /// The column, member or coordinate it concerns.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        match self {
            Self::NotANumber { axis, .. }
            | Self::DecimalComma { axis, .. }
            | Self::Hemisphere { axis, .. }
            | Self::HalfCoordinate { axis }
            | Self::OtherNotation { axis, .. }
            | Self::CommaRead { axis, .. } => Some(axis.to_string()),
            Self::Latitude { .. } | Self::Swapped { .. } => Some(Axis::Latitude.to_string()),
            Self::Longitude { .. } => Some(Axis::Longitude.to_string()),
            Self::WktRead { column }
            | Self::KindRead { column, .. }
            | Self::SolarHijri { column, .. }
            | Self::ImpossibleDate { column, .. }
            | Self::NullDate { column, .. }
            | Self::DateKept { column, .. } => Some(column.as_str().to_owned()),
            Self::ClaimCell { column, .. } | Self::Contradiction { column, .. } => Some((*column).to_owned()),
            Self::ClaimMember { path, .. } | Self::UnknownMember { path } | Self::UnknownReference { path, .. } => {
                Some(path.clone())
            }
            Self::DuplicateMember { name }
            | Self::DuplicateProperty { name }
            | Self::ForeignMember { name }
            | Self::ForeignLost { name } => Some(name.as_str().to_owned()),
            Self::PropertiesKind { .. } => Some("properties".to_owned()),
            Self::IdKind { .. } => Some("id".to_owned()),
            _ => None,
        }
    }

    /// The value that gave it away, escaped and cut.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Syntax { found: value, .. }
            | Self::Trailing { found: value, .. }
            | Self::DuplicateMember { name: value }
            | Self::LoneSurrogate { text: value }
            | Self::DuplicateProperty { name: value }
            | Self::GeometryType { found: value, .. }
            | Self::NotANumber { value, .. }
            | Self::NotFinite { value }
            | Self::NumberLost { value }
            | Self::Latitude { value }
            | Self::Longitude { value }
            | Self::DecimalComma { value, .. }
            | Self::Swapped { value }
            | Self::Projected { value }
            | Self::Crs { name: value }
            | Self::PositionKind { found: value }
            | Self::CoordinatesKind { found: value }
            | Self::Wkt { value, .. }
            | Self::Hemisphere { value, .. }
            | Self::DuplicateId { id: value }
            | Self::DuplicateColumn { name: value }
            | Self::NoSuchColumn { name: value, .. }
            | Self::ImpossibleDate { value, .. }
            | Self::RepeatedKey { name: value }
            | Self::NullDate { value, .. }
            | Self::DateKept { value, .. }
            | Self::ForeignMember { name: value }
            | Self::ForeignLost { name: value }
            | Self::OtherNotation { value, .. }
            | Self::ClaimCell { value, .. }
            | Self::UnknownColumn { name: value }
            | Self::UnknownReference { id: value, .. }
            | Self::CommaRead { value, .. } => Some(value.as_str()),
            Self::Contradiction { says, .. } => Some(says[1].as_str()),
            _ => None,
        }
    }
}

fn shape_code(error: &ShapeError) -> Code {
    match error {
        ShapeError::ShortLine { .. } => Code::ShortLine,
        ShapeError::ShortRing { .. } => Code::ShortRing,
        ShapeError::HoleOutside { .. } => Code::HoleOutside,
        ShapeError::Projected { .. } => Code::Projected,
        ShapeError::Swapped { .. } => Code::Latitude,
        _ => Code::GeometryRefused,
    }
}
