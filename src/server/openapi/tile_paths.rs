//! The paths of tiles and styles. Not responsible for who answers.

use serde_json::{Map, Value, json};

use crate::server::features::forms::{HTML, JSON};
use crate::server::openapi::operation::{Operation, schema};
use crate::server::openapi::parameters::in_path;
use crate::server::openapi::paths::Asked;
use crate::server::openapi::schemas::{list_of, text};
use crate::server::tiles::matrix::DEEPEST;
use crate::server::tiles::styles::STYLES;
use crate::server::tiles::tilesets::MVT;

/// Tiles and how they are drawn.
pub const TILES: &str = "tiles";

/// The paths.
#[must_use]
pub fn tile_paths() -> Vec<Asked> {
    let of_one = |operation: Operation| operation.with(&["collectionId"]).refused(&["404"]);
    let all: [(&'static str, Operation); 12] = [
        ("/tileMatrixSets", told(("tileMatrixSets", "Where tiles lie: the sets that there are"), "TileMatrixSets")),
        ("/tileMatrixSets/WebMercatorQuad", told(("tileMatrixSet", "Where tiles of web maps lie"), "TileMatrixSet")),
        ("/tiles", told(("tilesets", "The tiles of all inputs with borders, provinces and districts"), "TileSets")),
        ("/tiles/WebMercatorQuad", told(("tileset", "What is in these tiles"), "TileSet").refused(&["404"])),
        ("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", tile("tile", "A tile of everything")),
        (
            "/tiles/all.json",
            plain(("tileJson", "The tiles of everything, as map libraries are told"), &schema("TileJson")),
        ),
        (
            "/tiles/{collectionId}.json",
            of_one(plain(
                ("collectionTileJson", "The tiles of a collection, as map libraries are told"),
                &schema("TileJson"),
            )),
        ),
        (
            "/collections/{collectionId}/tiles",
            of_one(told(("collectionTilesets", "The tiles of a collection"), "TileSets")),
        ),
        (
            "/collections/{collectionId}/tiles/WebMercatorQuad",
            of_one(told(("collectionTileset", "What is in the tiles of a collection"), "TileSet")),
        ),
        (
            "/collections/{collectionId}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
            of_one(tile("collectionTile", "A tile of a collection")),
        ),
        ("/styles", told(("styles", "How the tiles may be drawn"), "Styles")),
        ("/styles/{styleId}.json", style()),
    ];
    all.into_iter().map(|(path, operation)| (path, vec![operation])).collect()
}

/// A document that is a page too.
fn told((id, summary): (&'static str, &str), of: &str) -> Operation {
    let page = json!({ "type": "string" });
    Operation::get(id, TILES, summary).in_forms(&["json", "html"]).answered(
        "200",
        summary,
        &[(JSON.media, schema(of)), (HTML.media, page)],
    )
}

/// A document for programs alone.
fn plain((id, summary): (&'static str, &str), of: &Value) -> Operation {
    Operation::get(id, TILES, summary)
        .in_forms(&["json"])
        .answered("200", summary, &[(JSON.media, of.clone())])
        .refused(&["404"])
}

fn style() -> Operation {
    let ids: Vec<&str> = STYLES.iter().map(|style| style.id).collect();
    let operation = plain(("style", "A style for MapLibre"), &schema("Style"));
    operation.with_own(in_path("styleId", "Which style.", &json!({ "type": "string", "enum": ids })))
}

fn tile(id: &'static str, summary: &str) -> Operation {
    let line = json!({ "type": "integer", "minimum": 0, "maximum": (1_u32 << DEEPEST) - 1 });
    let zoom = json!({ "type": "integer", "minimum": 0, "maximum": DEEPEST });
    Operation::get(id, TILES, summary)
        .in_words(
            "At zoom z there are 2^z rows and columns, counted from the north-west. Points that crowd are one point with their count, \
             so that a tile has at most 500 KB and nothing is left out.",
        )
        .with_own(in_path("tileMatrix", "The zoom.", &zoom))
        .with_own(in_path("tileRow", "The row, from the north.", &line))
        .with_own(in_path("tileCol", "The column, from the west.", &line))
        .in_forms(&["mvt"])
        .answered("200", "A vector tile.", &[(MVT.media, json!({ "type": "string", "format": "binary" }))])
        .answered("204", "Nothing is there.", &[])
        .telling("200", &[("sarhad-tile", "Whether the tile is coarser than others of its zoom.")])
        .refused(&["404"])
}

/// The schemas of what is answered.
#[must_use]
pub fn tile_schemas() -> Vec<(&'static str, Value)> {
    matrix_schemas()
        .into_iter()
        .chain(set_schemas())
        .chain([("TileJson", tile_json())])
        .chain(style_schemas())
        .collect()
}

fn object(required: &[&str], properties: Value) -> Value {
    let mut members = Map::new();
    members.insert("type".to_owned(), "object".into());
    members.insert("required".to_owned(), required.into());
    members.insert("properties".to_owned(), properties);
    Value::Object(members)
}

fn links() -> Value {
    list_of(&schema("Link"))
}

fn uri() -> Value {
    json!({ "type": "string", "format": "uri" })
}

/// Where tiles lie.
fn matrix_schemas() -> [(&'static str, Value); 2] {
    let set = object(
        &["id", "uri", "crs", "links"],
        json!({ "id": text("Its name."), "uri": uri(), "crs": uri(), "links": links() }),
    );
    let matrices = list_of(&object(
        &["id", "cellSize", "matrixWidth", "matrixHeight"],
        json!({
            "id": text("The zoom."),
            "cellSize": { "type": "number" },
            "matrixWidth": { "type": "integer" },
            "matrixHeight": { "type": "integer" },
        }),
    ));
    let whole = json!({ "id": text("Its name."), "crs": uri(), "tileMatrices": matrices });
    [
        ("TileMatrixSets", object(&["tileMatrixSets"], json!({ "tileMatrixSets": list_of(&set) }))),
        ("TileMatrixSet", object(&["id", "crs", "tileMatrices"], whole)),
    ]
}

/// What is in sets of tiles.
fn set_schemas() -> [(&'static str, Value); 3] {
    let set = object(
        &["title", "dataType", "crs", "tileMatrixSetURI", "links"],
        json!({
            "title": text("What is in it."),
            "dataType": text("Vector."),
            "crs": uri(),
            "tileMatrixSetURI": uri(),
            "links": links(),
        }),
    );
    let mut whole = set.clone();
    whole["properties"]["links"] = list_of(&json!({ "anyOf": [schema("Link"), schema("TemplatedLink")] }));
    whole["properties"]["layers"] =
        list_of(&object(&["id", "dataType"], json!({ "id": text("The layer."), "dataType": text("Vector.") })));
    let templated = object(
        &["rel", "type", "title", "href", "templated"],
        json!({
            "rel": text("How what it leads to stands to this document."),
            "type": text("Its media type."),
            "title": text("What it is."),
            "href": text("An address once numbers stand in place of {tileMatrix}, {tileRow} and {tileCol}."),
            "templated": { "type": "boolean", "enum": [true] },
        }),
    );
    [
        ("TileSets", object(&["links", "tilesets"], json!({ "links": links(), "tilesets": list_of(&set) }))),
        ("TileSet", whole),
        ("TemplatedLink", templated),
    ]
}

fn tile_json() -> Value {
    let layer = object(&["id", "fields"], json!({ "id": text("The layer."), "fields": { "type": "object" } }));
    object(
        &["tilejson", "name", "attribution", "tiles", "minzoom", "maxzoom", "vector_layers"],
        json!({
            "tilejson": { "type": "string", "enum": ["3.0.0"] },
            "name": text("What is in the tiles."),
            "attribution": text("Who has to be named on the map."),
            "tiles": list_of(&json!({ "type": "string" })),
            "minzoom": { "type": "integer" },
            "maxzoom": { "type": "integer" },
            "bounds": { "type": "array", "minItems": 4, "maxItems": 4, "items": { "type": "number" } },
            "vector_layers": list_of(&layer),
        }),
    )
}

fn style_schemas() -> [(&'static str, Value); 2] {
    let own = object(
        &["id", "title", "links"],
        json!({ "id": text("Its name."), "title": text("What it is."), "links": links() }),
    );
    let style = json!({
        "version": { "type": "integer", "enum": [8] },
        "name": text("What it is."),
        "sources": { "type": "object" },
        "layers": list_of(&json!({ "type": "object" })),
    });
    [
        (
            "Styles",
            object(&["default", "styles"], json!({ "default": text("The usual one."), "styles": list_of(&own) })),
        ),
        ("Style", object(&["version", "name", "sources", "layers"], style)),
    ]
}
