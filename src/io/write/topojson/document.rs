//! A topology as JSON. Not responsible for the grid, nor for finding edges in common.

use std::io::{self, Write};
use std::path::Path;

use geo_types::Geometry;
use serde_json::Value;

use crate::geometry::antimeridian;
use crate::io::counted::counted;
use crate::io::json::{push_json, push_number, push_text};
use crate::io::write::digits::Digits;
use crate::io::write::error::WriteError;
use crate::io::write::options::DrawnLayer;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Column, Sheet, SheetRecord};
use crate::io::write::topojson::arcs::{Drawn, Topology};
use crate::io::write::topojson::grid::{Grid, Placed};

/// Decimals of the grid.
const DECIMALS: u8 = 6;
/// Corners are held in memory, about 100 bytes each.
const CORNERS_MAX: usize = 10_000_000;
/// Bytes of text that go out at a time.
const TOGETHER_BYTES: usize = 256 << 10;

/// Writes all records of `sheet`; says what could not be held as it was.
///
/// # Cost
/// Memory for the corners of all shapes.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let target = sheet.options.target.clone();
    let failed = |source: io::Error| WriteError::from_io(&target, source);
    let layers = std::mem::take(&mut sheet.options.document.layers);
    let decimals = match sheet.options.digits {
        Digits::AtMost(digits) => digits.min(DECIMALS),
        Digits::Shortest | Digits::ByPrecision => DECIMALS,
    };
    let mut grid = Grid::new(decimals);
    let mut records = Vec::new();
    sheet.each(&mut |record| {
        records.push(record.geometry().map(|geometry| grid.placed(&geometry)));
        if grid.corners > CORNERS_MAX { Err(too_many(&target)) } else { Ok(()) }
    })?;
    let mut drawn: Vec<Vec<Option<Placed>>> = Vec::new();
    for layer in &layers {
        drawn.push(placed(layer, &mut grid));
        if grid.corners > CORNERS_MAX {
            return Err(too_many(&target));
        }
    }
    let mut topology = Topology::of(grid.origin, records.iter().chain(drawn.iter().flatten()).flatten());
    let mut text = head(sheet.metadata(), &grid);
    let name = object_name(&sheet.layer_name(), &layers);
    open_object(&mut text, &name, ObjectPlace::First);
    // ids have a member of their own
    let own = usize::from(sheet.has_loose_ids());
    let columns = sheet.columns[own..].to_vec();
    let mut shapes = records.into_iter();
    sheet.each(&mut |record| {
        let shape = shapes.next().flatten().map(|placed| topology.drawn(&placed));
        push_record(&mut text, record, (&columns, own), shape.as_ref());
        if text.len() >= TOGETHER_BYTES {
            out.write_all(&text).map_err(failed)?;
            text.clear();
        }
        Ok(())
    })?;
    text.extend_from_slice(b"]}");
    for (layer, shapes) in layers.iter().zip(drawn) {
        push_layer(&mut text, ObjectPlace::Behind, (layer, shapes), &mut topology);
    }
    text.extend_from_slice(b"},\n\"arcs\":[");
    topology.push_arcs(&mut text);
    text.extend_from_slice(b"]}\n");
    out.write_all(&text).map_err(failed)?;
    Ok(told(&grid, decimals, sheet.geometries.none))
}

/// `layers` as one topology, in which what they have in common stands once; `metadata` is told of all of it.
///
/// # Errors
/// [`WriteError::OverLimit`] for more than 10 million corners; `target` is what it names.
///
/// # Accuracy
/// A millionth of a degree, a tenth of a metre.
pub fn layers_topology(layers: &[DrawnLayer], metadata: Option<&Value>, target: &Path) -> Result<Vec<u8>, WriteError> {
    let mut grid = Grid::new(DECIMALS);
    let mut drawn: Vec<Vec<Option<Placed>>> = Vec::new();
    for layer in layers {
        drawn.push(placed(layer, &mut grid));
        if grid.corners > CORNERS_MAX {
            return Err(too_many(target));
        }
    }
    let mut topology = Topology::of(grid.origin, drawn.iter().flatten().flatten());
    let mut text = head(metadata, &grid);
    for (number, (layer, shapes)) in layers.iter().zip(drawn).enumerate() {
        let place = if number == 0 { ObjectPlace::First } else { ObjectPlace::Behind };
        push_layer(&mut text, place, (layer, shapes), &mut topology);
    }
    text.extend_from_slice(b"},\n\"arcs\":[");
    topology.push_arcs(&mut text);
    text.extend_from_slice(b"]}\n");
    Ok(text)
}

fn too_many(target: &Path) -> WriteError {
    let reason = format!(
        "TopoJSON holds layers, and these shapes have more than {CORNERS_MAX} corners; write .gpkg or .fgb, or fewer shapes"
    );
    WriteError::OverLimit { target: target.to_owned(), reason }
}

/// The shapes of a layer on the grid.
fn placed(layer: &DrawnLayer, grid: &mut Grid) -> Vec<Option<Placed>> {
    let mut place = |geometry: &Geometry<f64>| match antimeridian::split(geometry) {
        Some(pieces) => grid.placed(&pieces),
        None => grid.placed(geometry),
    };
    layer.features.iter().map(|feature| feature.shape.as_ref().map(|shape| place(shape.geometry()))).collect()
}

/// The topology up to its objects.
fn head(metadata: Option<&Value>, grid: &Grid) -> Vec<u8> {
    let mut text = br#"{"type":"Topology""#.to_vec();
    if let Some(metadata) = metadata {
        text.extend_from_slice(br#","metadata":"#);
        push_json(&mut text, metadata);
    }
    let [west, south, east, north] = grid.bounds_deg();
    let mut numbers = |before: &str, numbers: &[f64]| {
        text.extend_from_slice(before.as_bytes());
        for (place, number) in numbers.iter().enumerate() {
            if place > 0 {
                text.push(b',');
            }
            push_number(&mut text, *number);
        }
        text.push(b']');
    };
    numbers(",\n\"bbox\":[", &[west, south, east, north]);
    numbers(",\n\"transform\":{\"scale\":[", &[grid.step_deg(), grid.step_deg()]);
    numbers(",\"translate\":[", &[west, south]);
    text.extend_from_slice(b"},\n\"objects\":{");
    text
}

/// The name of the records' object, which no layer has.
fn object_name(name: &str, layers: &[DrawnLayer]) -> String {
    let mut name = name.to_owned();
    while layers.iter().any(|layer| layer.name == name) {
        name.push_str("_records");
    }
    name
}

/// Whether an object is the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ObjectPlace {
    First,
    Behind,
}

fn open_object(text: &mut Vec<u8>, name: &str, place: ObjectPlace) {
    if place == ObjectPlace::Behind {
        text.extend_from_slice(b",\n");
    }
    push_text(text, name);
    text.extend_from_slice(br#":{"type":"GeometryCollection","geometries":["#);
}

/// Begins the next geometry of an object.
fn between(text: &mut Vec<u8>) {
    if text.last() == Some(&b'}') {
        text.push(b',');
    }
    text.push(b'\n');
}

fn push_record(text: &mut Vec<u8>, record: &SheetRecord, (columns, own): (&[Column], usize), shape: Option<&Drawn>) {
    if record.number > 0 {
        text.push(b',');
    }
    text.push(b'\n');
    open_shape(text, shape);
    if let Some(id) = record.id {
        text.extend_from_slice(br#","id":"#);
        if record.id_is_number {
            text.extend_from_slice(id.as_bytes());
        } else {
            push_text(text, id);
        }
    }
    text.extend_from_slice(br#","properties":{"#);
    for (number, (column, cell)) in columns.iter().zip(&record.cells[own..]).enumerate() {
        if number > 0 {
            text.push(b',');
        }
        push_text(text, &column.name);
        text.push(b':');
        push_datum(text, cell);
    }
    text.extend_from_slice(b"}}");
}

fn push_layer(
    text: &mut Vec<u8>,
    place: ObjectPlace,
    (layer, shapes): (&DrawnLayer, Vec<Option<Placed>>),
    topology: &mut Topology,
) {
    open_object(text, &layer.name, place);
    for (feature, shape) in layer.features.iter().zip(shapes) {
        between(text);
        let shape = shape.map(|placed| topology.drawn(&placed));
        open_shape(text, shape.as_ref());
        if let Some(id) = &feature.id {
            text.extend_from_slice(br#","id":"#);
            push_json(text, id);
        }
        text.extend_from_slice(br#","properties":"#);
        push_json(text, &feature.properties);
        text.push(b'}');
    }
    text.push(b']');
    if let Some(metadata) = &layer.metadata {
        text.extend_from_slice(br#","metadata":"#);
        push_json(text, metadata);
    }
    text.push(b'}');
}

/// Begins a geometry object, which a caller ends: `{"type":"Polygon","arcs":[[0]]`.
fn open_shape(text: &mut Vec<u8>, shape: Option<&Drawn>) {
    text.extend_from_slice(br#"{"type":"#);
    match shape {
        None => text.extend_from_slice(b"null"),
        Some(Drawn::Collection(parts)) => {
            text.extend_from_slice(br#""GeometryCollection","geometries":["#);
            for (number, part) in parts.iter().enumerate() {
                if number > 0 {
                    text.push(b',');
                }
                open_shape(text, Some(part));
                text.push(b'}');
            }
            text.push(b']');
        }
        Some(Drawn::Points(kind, places)) => {
            push_text(text, kind);
            text.extend_from_slice(br#","coordinates":"#);
            push_json(text, places);
        }
        Some(Drawn::Arcs(kind, arcs)) => {
            push_text(text, kind);
            text.extend_from_slice(br#","arcs":"#);
            push_json(text, arcs);
        }
    }
}

fn push_datum(text: &mut Vec<u8>, datum: &Datum) {
    match datum {
        Datum::Blank => text.extend_from_slice(b"null"),
        Datum::Flag(flag) => push_json(text, flag),
        Datum::Whole(number) => push_json(text, number),
        Datum::Real(number) => push_number(text, *number),
        // nested values were JSON when they were packed
        Datum::Nested(json) => text.extend_from_slice(json.as_bytes()),
        Datum::Text(said) => push_text(text, said),
        Datum::Date(_) | Datum::Moment(_) => push_text(text, &datum.text().unwrap_or_default()),
    }
}

fn told(grid: &Grid, decimals: u8, nowhere: u64) -> Vec<String> {
    let moved = (grid.moved > 0).then(|| {
        let corners = counted(grid.moved, "corner was", "corners were");
        format!("{corners} rounded to {decimals} decimals")
    });
    let lost = (grid.lost > 0).then(|| {
        let left = counted(grid.lost, "line or ring is", "lines or rings are");
        format!("{left} smaller than the grid and left out")
    });
    let hidden = (nowhere > 0).then(|| {
        let records = counted(nowhere, "record has", "records have");
        format!("{records} no location; GDAL and QGIS do not show such records")
    });
    [moved, lost, hidden].into_iter().flatten().collect()
}
