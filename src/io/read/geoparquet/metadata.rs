//! What a Parquet file says of its geometries: the entry `geo`. Not responsible for the columns themselves.
//!
//! # Source
//! The `GeoParquet` specification, versions 0.4.0 to 1.1.0.

use serde_json::Value;

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::crs::is_wgs84;
use crate::io::read::typed::json_or_text;
use crate::io::read::what::What;

/// The corners of a box, as the specification calls them.
const CORNERS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// How geometries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Well-known binary.
    Wkb,
    /// Points as pairs of numbers.
    Point,
}

/// What is said of the column that holds the geometries.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Geo {
    pub(super) column: String,
    pub(super) encoding: Encoding,
    /// The columns that hold the corners of each geometry's box: west, south, east, north.
    pub(super) covering: Option<[Vec<String>; 4]>,
}

/// The refusal of the file.
pub(super) fn container(reason: String) -> What {
    What::Container { format: "GeoParquet", reason }
}

/// What the entry `text` says.
pub(super) fn geo(text: &str) -> Result<Geo, What> {
    let geo: Value =
        serde_json::from_str(text).map_err(|error| container(format!("its entry geo is no JSON: {error}")))?;
    let column = geo.get("primary_column").and_then(Value::as_str);
    let column = column.ok_or_else(|| container("its entry geo names no primary_column".to_owned()))?;
    let card = geo.get("columns").and_then(|columns| columns.get(column));
    let card =
        card.ok_or_else(|| container(format!("its entry geo says nothing of the column {}", Quoted::new(column))))?;
    if let Some(crs) = card.get("crs").filter(|crs| !crs.is_null()) {
        check(crs)?;
    }
    let encoding = match card.get("encoding").and_then(Value::as_str) {
        Some("WKB") => Encoding::Wkb,
        Some("point") => Encoding::Point,
        other => {
            let other = Quoted::new(other.unwrap_or("nothing"));
            let reason = format!(
                "its geometries are encoded as {other}; write them as WKB, as GeoPandas does with to_parquet(geometry_encoding=\"WKB\")"
            );
            return Err(container(reason));
        }
    };
    Ok(Geo { column: column.to_owned(), encoding, covering: covering(card) })
}

fn covering(card: &Value) -> Option<[Vec<String>; 4]> {
    let bbox = card.get("covering")?.get("bbox")?;
    let mut paths = [const { Vec::new() }; 4];
    for (path, name) in paths.iter_mut().zip(CORNERS) {
        let parts = bbox.get(name)?.as_array()?.iter().map(|part| part.as_str().map(str::to_owned));
        *path = parts.collect::<Option<_>>()?;
    }
    Some(paths)
}

/// Refuses coordinates that are not longitude and latitude on WGS 84: PROJJSON, or the WKT of versions before 0.4.
fn check(crs: &Value) -> Result<(), What> {
    let parsed;
    let crs = match crs {
        Value::String(text) => {
            parsed = json_or_text(text);
            &parsed
        }
        other => other,
    };
    let part = |of: &Value, name: &str| match of.get(name) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let id = crs.get("id").and_then(|id| Some(format!("{}:{}", part(id, "authority")?, part(id, "code")?)));
    let name = part(crs, "name");
    let geographic = crs.get("type").and_then(Value::as_str) == Some("GeographicCRS");
    let by_name = name.as_deref().is_some_and(|name| matches!(name, "WGS 84" | "WGS 84 (CRS84)"));
    let known = match &id {
        Some(id) => is_wgs84(id),
        None => geographic && by_name || crs.as_str().is_some_and(is_wgs84),
    };
    if known {
        return Ok(());
    }
    let told = id.or(name).unwrap_or_else(|| crs.to_string());
    Err(What::Crs { name: Quoted::new(&told) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_or_refused_by_what_it_says() {
        let with = |more: &str| {
            format!(r#"{{"version":"1.1.0","primary_column":"g","columns":{{"g":{{"encoding":"WKB"{more}}}}}}}"#)
        };
        let read = |more: &str| geo(&with(more)).map(|geo| geo.covering.is_some());
        for more in [
            "",
            r#","crs":null"#,
            r#","crs":{"type":"GeographicCRS","name":"WGS 84","id":{"authority":"EPSG","code":4326}}"#,
            r#","crs":{"type":"GeographicCRS","name":"WGS 84 (CRS84)","id":{"authority":"OGC","code":"CRS84"}}"#,
            r#","crs":{"type":"GeographicCRS","name":"WGS 84 (CRS84)"}"#,
        ] {
            assert_eq!(read(more), Ok(false), "{more}");
        }
        let other =
            r#","crs":{"type":"ProjectedCRS","name":"WGS 84 / UTM zone 41N","id":{"authority":"EPSG","code":32641}}"#;
        assert_eq!(read(other), Err(What::Crs { name: Quoted::new("EPSG:32641") }));
        let box_column =
            r#","covering":{"bbox":{"xmin":["b","xmin"],"ymin":["b","ymin"],"xmax":["b","xmax"],"ymax":["b","ymax"]}}"#;
        assert_eq!(read(box_column), Ok(true));
        assert!(matches!(geo("{"), Err(What::Container { .. })));
        assert!(matches!(geo("{}"), Err(What::Container { .. })));
        let lines = with("").replace("WKB", "linestring");
        assert!(geo(&lines).unwrap_err().to_string().contains("geometry_encoding"));
    }
}
