//! What a `GeoParquet` file says of its geometries and of itself. Not responsible for its columns.

use parquet::file::metadata::KeyValue;
use serde_json::{Map, Value, json};

use crate::io::write::geoparquet::columns::{BBOX, GEOMETRY};
use crate::io::write::sheet::whole::{GeometryCounts, Sheet};

/// The corners of a box, as the specification calls them.
pub(super) const CORNERS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// Where attribution, licence and disclaimer stand.
const OWN: &str = "sarhad:metadata";
/// Where the collection's name stands.
const NAME: &str = "sarhad:name";

/// The entries that stand beside the columns.
pub(super) fn entries(sheet: &Sheet) -> Vec<KeyValue> {
    let mut entries = vec![KeyValue::new("geo".to_owned(), geo(sheet).to_string())];
    if let Some(name) = &sheet.options.document.name {
        entries.push(KeyValue::new(NAME.to_owned(), name.clone()));
    }
    if let Some(metadata) = sheet.metadata() {
        entries.push(KeyValue::new(OWN.to_owned(), metadata.to_string()));
    }
    entries
}

/// Without a `crs` coordinates are longitude and latitude on WGS 84, OGC:CRS84.
fn geo(sheet: &Sheet) -> Value {
    let mut column = Map::new();
    column.insert("encoding".to_owned(), "WKB".into());
    column.insert("geometry_types".to_owned(), geometry_types(&sheet.geometries).into());
    column.insert("edges".to_owned(), "planar".into());
    if let Some(bounds) = sheet.bounds {
        column.insert("bbox".to_owned(), json!([bounds.west, bounds.south, bounds.east, bounds.north]));
    }
    let covering: Map<String, Value> = CORNERS.iter().map(|name| ((*name).to_owned(), json!([BBOX, name]))).collect();
    column.insert("covering".to_owned(), json!({ "bbox": covering }));
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } })
}

/// The types that occur, in the order of the alphabet.
fn geometry_types(counts: &GeometryCounts) -> Vec<&'static str> {
    let kinds = [
        (counts.collections, "GeometryCollection"),
        (counts.lines, "LineString"),
        (counts.multi_lines, "MultiLineString"),
        (counts.multi_points, "MultiPoint"),
        (counts.multi_polygons, "MultiPolygon"),
        (counts.points, "Point"),
        (counts.polygons, "Polygon"),
    ];
    kinds.iter().filter(|(count, _)| *count > 0).map(|(_, name)| *name).collect()
}
