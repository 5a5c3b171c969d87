//! The bytes of `FlatGeobuf`'s header and of one record. Not responsible for their order in the file.
//!
//! # Source
//! The schemas `header.fbs` and `feature.fbs` of the `FlatGeobuf` specification, version 3.

use std::path::PathBuf;

use flatbuffers::{FlatBufferBuilder, WIPOffset};
use flatgeobuf::{
    Column, ColumnArgs, ColumnType, Crs, CrsArgs, Feature, FeatureArgs, Geometry as Drawn, GeometryArgs, GeometryType,
    Header, HeaderArgs,
};
use geo_types::{Coord, Geometry, LineString, Polygon};
use serde_json::Value;

use crate::io::packed_tree::NODE_SIZE;
use crate::io::write::credit;
use crate::io::write::error::WriteError;
use crate::io::write::sheet::curve::{self, Corners};
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{ColumnKind, GeometryCounts, Sheet, SheetRecord};

/// The first bytes: the format's name and its version, 3.0.
pub(super) const MAGIC: &[u8] = b"fgb\x03fgb\x00";

/// Bytes of one record at most; the format's own numbers end at twice as many.
const RECORD_BYTES_MAX: usize = 1 << 30;

/// Members of the metadata that a reader is to see at once.
const CREDITS: [&str; 3] = ["attribution", "licence", "disclaimer"];

type Builder = FlatBufferBuilder<'static>;

/// The header, with its length in front.
pub(super) fn header(sheet: &Sheet, has_index: bool) -> Vec<u8> {
    let mut builder = Builder::new();
    let columns: Vec<_> = sheet.columns.iter().map(|column| (column.name.as_str(), column_type(column.kind))).collect();
    let columns: Vec<_> = columns
        .into_iter()
        .map(|(name, type_)| {
            let name = Some(builder.create_string(name));
            Column::create(&mut builder, &ColumnArgs { name, type_, ..ColumnArgs::default() })
        })
        .collect();
    let columns = Some(builder.create_vector(&columns));
    let org = Some(builder.create_string("EPSG"));
    let name = Some(builder.create_string("WGS 84"));
    let crs = Some(Crs::create(&mut builder, &CrsArgs { org, code: 4326, name, ..CrsArgs::default() }));
    let envelope = sheet.bounds.map(|own| builder.create_vector(&[own.west, own.south, own.east, own.north]));
    let title = sheet.options.document.name.as_deref().map(|title| builder.create_string(title));
    let description = credit_line(sheet.metadata()).map(|text| builder.create_string(&text));
    let metadata = sheet.metadata().map(|metadata| builder.create_string(&metadata.to_string()));
    let name = Some(builder.create_string(&sheet.layer_name()));
    let header = HeaderArgs {
        name,
        envelope,
        geometry_type: geometry_type(&sheet.geometries),
        columns,
        features_count: sheet.count(),
        index_node_size: if has_index { NODE_SIZE } else { 0 },
        crs,
        title,
        description,
        metadata,
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut builder, &header);
    builder.finish_size_prefixed(header, None);
    builder.finished_data().to_vec()
}

/// Whose data it is, under which terms and with which caution, in one line.
pub(in crate::io) fn credit_line(metadata: Option<&Value>) -> Option<String> {
    let told = |name: &'static str| credit::told(metadata, name).into_iter().map(move |text| format!("{name}: {text}"));
    let parts: Vec<String> = CREDITS.iter().flat_map(|name| told(name)).collect();
    Some(parts.join("; ")).filter(|text| !text.is_empty())
}

fn column_type(kind: ColumnKind) -> ColumnType {
    match kind {
        ColumnKind::Flag => ColumnType::Bool,
        ColumnKind::Whole => ColumnType::Long,
        ColumnKind::Real => ColumnType::Double,
        // days as well: the format has no other type for them
        ColumnKind::Date | ColumnKind::Moment => ColumnType::DateTime,
        ColumnKind::Text => ColumnType::String,
        ColumnKind::Nested => ColumnType::Json,
    }
}

/// The type that all geometries have.
fn geometry_type(counts: &GeometryCounts) -> GeometryType {
    let kinds = [
        (counts.points, GeometryType::Point),
        (counts.lines, GeometryType::LineString),
        (counts.polygons, GeometryType::Polygon),
        (counts.multi_points, GeometryType::MultiPoint),
        (counts.multi_lines, GeometryType::MultiLineString),
        (counts.multi_polygons, GeometryType::MultiPolygon),
        (counts.collections, GeometryType::GeometryCollection),
    ];
    let mut met = kinds.iter().filter(|(count, _)| *count > 0).map(|(_, kind)| *kind);
    match (met.next(), met.next()) {
        (Some(only), None) => only,
        _ => GeometryType::Unknown,
    }
}

/// Makes the bytes of records, one after the other in the same memory.
pub(super) struct RecordBytes {
    builder: Builder,
    properties: Vec<u8>,
    kinds: Vec<ColumnKind>,
    corners: Option<Corners>,
    target: PathBuf,
    /// Whether each geometry has to say its type, because the header does not.
    typed: bool,
}

impl RecordBytes {
    pub(super) fn new(sheet: &Sheet) -> Self {
        Self {
            builder: Builder::new(),
            properties: Vec::new(),
            kinds: sheet.columns.iter().map(|column| column.kind).collect(),
            corners: None,
            target: sheet.options.target.clone(),
            typed: geometry_type(&sheet.geometries) == GeometryType::Unknown,
        }
    }

    /// The bytes of `record`, with their length in front.
    pub(super) fn of(&mut self, record: &SheetRecord) -> Result<&[u8], WriteError> {
        self.builder.reset();
        self.properties.clear();
        for (number, (cell, kind)) in record.cells.iter().zip(&self.kinds).enumerate() {
            if !is_of(cell, *kind) {
                let said = cell.text().unwrap_or_default();
                let reason = format!("record {} says {said:?} in a column of another kind", record.number + 1);
                return Err(WriteError::CannotHold { target: self.target.clone(), reason });
            }
            push_property(&mut self.properties, number, cell);
        }
        if self.properties.len() + 2 * record.wkb.map_or(0, <[u8]>::len) > RECORD_BYTES_MAX {
            let reason = format!("record {} takes more bytes than FlatGeobuf can hold", record.number + 1);
            return Err(WriteError::CannotHold { target: self.target.clone(), reason });
        }
        let geometry = record.geometry();
        self.corners = geometry.as_ref().and_then(curve::corners);
        let geometry = geometry.map(|geometry| drawn(&mut self.builder, &geometry, self.typed));
        let properties = Some(self.builder.create_vector(&self.properties));
        let feature = Feature::create(&mut self.builder, &FeatureArgs { geometry, properties, columns: None });
        self.builder.finish_size_prefixed(feature, None);
        Ok(self.builder.finished_data())
    }

    /// The box around the record whose bytes were made last.
    pub(super) fn corners(&self) -> Option<Corners> {
        self.corners
    }
}

/// Whether a value is one that a column of this kind holds; what is written as another would not be read.
fn is_of(cell: &Datum, kind: ColumnKind) -> bool {
    match cell {
        Datum::Blank => true,
        Datum::Flag(_) => kind == ColumnKind::Flag,
        Datum::Whole(_) => kind == ColumnKind::Whole,
        Datum::Real(_) => kind == ColumnKind::Real,
        // all of these are written as text
        _ => !matches!(kind, ColumnKind::Flag | ColumnKind::Whole | ColumnKind::Real),
    }
}

/// Appends a value behind the number of its column; nothing where it is blank.
fn push_property(bytes: &mut Vec<u8>, number: usize, cell: &Datum) {
    if *cell == Datum::Blank {
        return;
    }
    bytes.extend(u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
    match cell {
        Datum::Flag(flag) => bytes.push(u8::from(*flag)),
        Datum::Whole(number) => bytes.extend(number.to_le_bytes()),
        Datum::Real(number) => bytes.extend(number.to_le_bytes()),
        other => {
            let text = other.text().unwrap_or_default();
            bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
    }
}

/// Coordinates one behind the other, and where the parts end among them.
#[derive(Default)]
struct Parts {
    xy: Vec<f64>,
    ends: Vec<u32>,
}

impl Parts {
    fn of<'l>(lines: impl Iterator<Item = &'l LineString<f64>>) -> Self {
        let mut parts = Self::default();
        for line in lines {
            parts.push(line.0.iter());
        }
        parts
    }

    fn of_polygon(polygon: &Polygon<f64>) -> Self {
        Self::of(std::iter::once(polygon.exterior()).chain(polygon.interiors()))
    }

    fn push<'c>(&mut self, coords: impl Iterator<Item = &'c Coord<f64>>) {
        self.xy.extend(coords.flat_map(|at| [at.x, at.y]));
        self.ends.push(u32::try_from(self.xy.len() / 2).unwrap_or(u32::MAX));
    }

    fn build(&self, builder: &mut Builder, type_: GeometryType) -> WIPOffset<Drawn<'static>> {
        let ends = (self.ends.len() > 1).then(|| builder.create_vector(&self.ends));
        let xy = Some(builder.create_vector(&self.xy));
        Drawn::create(builder, &GeometryArgs { ends, xy, type_, ..GeometryArgs::default() })
    }
}

/// Appends `geometry`; `typed` tells whether it says its own type.
fn drawn(builder: &mut Builder, geometry: &Geometry<f64>, typed: bool) -> WIPOffset<Drawn<'static>> {
    let told = |kind: GeometryType| if typed { kind } else { GeometryType::Unknown };
    match geometry {
        Geometry::Point(point) => {
            let parts = Parts { xy: vec![point.x(), point.y()], ends: Vec::new() };
            parts.build(builder, told(GeometryType::Point))
        }
        Geometry::Line(line) => {
            let parts = Parts { xy: vec![line.start.x, line.start.y, line.end.x, line.end.y], ends: Vec::new() };
            parts.build(builder, told(GeometryType::LineString))
        }
        Geometry::LineString(line) => Parts::of(std::iter::once(line)).build(builder, told(GeometryType::LineString)),
        Geometry::Polygon(polygon) => Parts::of_polygon(polygon).build(builder, told(GeometryType::Polygon)),
        Geometry::Rect(own) => Parts::of_polygon(&own.to_polygon()).build(builder, told(GeometryType::Polygon)),
        Geometry::Triangle(own) => Parts::of_polygon(&own.to_polygon()).build(builder, told(GeometryType::Polygon)),
        Geometry::MultiPoint(points) => {
            let xy = points.iter().flat_map(|point| [point.x(), point.y()]).collect();
            Parts { xy, ends: Vec::new() }.build(builder, told(GeometryType::MultiPoint))
        }
        Geometry::MultiLineString(lines) => Parts::of(lines.iter()).build(builder, told(GeometryType::MultiLineString)),
        Geometry::MultiPolygon(polygons) => {
            let built = |polygon| Parts::of_polygon(polygon).build(builder, GeometryType::Polygon);
            let parts: Vec<_> = polygons.iter().map(built).collect();
            many(builder, &parts, told(GeometryType::MultiPolygon))
        }
        Geometry::GeometryCollection(members) => {
            let parts: Vec<_> = members.iter().map(|member| drawn(builder, member, true)).collect();
            many(builder, &parts, told(GeometryType::GeometryCollection))
        }
    }
}

fn many(builder: &mut Builder, parts: &[WIPOffset<Drawn<'static>>], type_: GeometryType) -> WIPOffset<Drawn<'static>> {
    let parts = Some(builder.create_vector(parts));
    Drawn::create(builder, &GeometryArgs { parts, type_, ..GeometryArgs::default() })
}
