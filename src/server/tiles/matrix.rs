//! The one set of tile matrices that there is. Not responsible for tiles.
//!
//! # Source
//! OGC 17-083r4 (Two Dimensional Tile Matrix Set), annex D.1; its registry's `WebMercatorQuad`.

use serde_json::{Value, json};

use crate::server::features::forms::JSON;
use crate::server::features::links::{self, Link};
use crate::server::http::BaseUrl;

/// What it is called.
pub const MATRIX_SET: &str = "WebMercatorQuad";
/// Where its definition is kept.
pub const MATRIX_SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
/// Its reference system.
pub const WEB_MERCATOR: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
/// The deepest zoom.
pub const DEEPEST: u32 = 22;

/// Half the side of the square, metres.
const HALF_SIDE_M: f64 = 20_037_508.342_789_2;
/// The side of a pixel at zoom 0, metres.
const CELL_M: f64 = 156_543.033_928_041;
/// The denominator of the scale at zoom 0, for pixels of 0.28 mm.
const SCALE: f64 = 559_082_264.028_717;
/// Pixels of a side of a tile.
const TILE_PIXELS: u32 = 256;

/// All sets of tile matrices.
#[must_use]
pub fn list(base: &BaseUrl) -> Value {
    let links = [Link::new("self", JSON.media, base.to(&path()), "the definition of its tiles")];
    let set = json!({
        "id": MATRIX_SET,
        "title": "Google Maps Compatible for the World",
        "uri": MATRIX_SET_URI,
        "crs": WEB_MERCATOR,
        "links": links::json(&links),
    });
    json!({ "tileMatrixSets": [set] })
}

/// The path of the set.
#[must_use]
pub fn path() -> String {
    format!("/tileMatrixSets/{MATRIX_SET}")
}

/// The set with all of its matrices.
#[must_use]
pub fn definition() -> Value {
    let matrix = |zoom: u32| {
        let parts = f64::from(1_u32 << zoom);
        json!({
            "id": zoom.to_string(),
            "scaleDenominator": SCALE / parts,
            "cellSize": CELL_M / parts,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [-HALF_SIDE_M, HALF_SIDE_M],
            "tileWidth": TILE_PIXELS,
            "tileHeight": TILE_PIXELS,
            "matrixWidth": 1_u32 << zoom,
            "matrixHeight": 1_u32 << zoom,
        })
    };
    json!({
        "id": MATRIX_SET,
        "title": "Google Maps Compatible for the World",
        "uri": MATRIX_SET_URI,
        "crs": WEB_MERCATOR,
        "orderedAxes": ["E", "N"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": (0..=DEEPEST).map(matrix).collect::<Vec<Value>>(),
    })
}
