//! The paths of the interface and in which ways each is asked; those of features here, the others beside. Not responsible for who answers.

use serde_json::{Map, Value, json};

use crate::server::features::forms::{CSV, FGB, GEOJSON, HTML, JSON, KML, OPENAPI, SCHEMA};
use crate::server::openapi::operation::{Operation, schema};
use crate::server::openapi::question_paths::question_paths;
use crate::server::openapi::tile_paths::tile_paths;

/// What is served, and how to ask.
pub const START: &str = "start";
/// Features and what they have.
pub const FEATURES: &str = "features";
/// Whether the server is well.
pub const SERVER: &str = "server";

/// A path and the ways in which it is asked.
pub type Asked = (&'static str, Vec<Operation>);

/// All paths as JSON, in order.
#[must_use]
pub fn paths() -> Value {
    let features = start().into_iter().chain(collections()).chain(items());
    let all = features.chain(question_paths()).chain(tile_paths()).chain(server());
    let mut paths = Map::new();
    for (path, operations) in all {
        let operations: Map<String, Value> =
            operations.into_iter().map(Operation::json).map(|(method, json)| (method.to_owned(), json)).collect();
        paths.insert(path.to_owned(), Value::Object(operations));
    }
    Value::Object(paths)
}

/// What a page is: text of that media type.
fn page() -> (&'static str, Value) {
    (HTML.media, json!({ "type": "string" }))
}

/// What a file is.
fn file() -> Value {
    json!({ "type": "string", "format": "binary" })
}

fn start() -> Vec<Asked> {
    let landing = Operation::get("landingPage", START, "Where everything is").in_forms(&["json", "html"]).answered(
        "200",
        "The beginning.",
        &[(JSON.media, schema("LandingPage")), page()],
    );
    let conformance = Operation::get("conformance", START, "Which parts of the standards hold")
        .in_forms(&["json", "html"])
        .answered("200", "The parts that hold.", &[(JSON.media, schema("Conformance")), page()]);
    let api = Operation::get("interface", START, "This document").in_forms(&["json", "html"]).answered(
        "200",
        "The interface.",
        &[(OPENAPI.media, json!({ "type": "object" })), page()],
    );
    let docs = Operation::get("documentation", START, "The interface in words, with examples")
        .in_forms(&["html"])
        .answered("200", "A page.", &[page()]);
    vec![("/", vec![landing]), ("/conformance", vec![conformance]), ("/api", vec![api]), ("/docs", vec![docs])]
}

fn collections() -> Vec<Asked> {
    let all = Operation::get("collections", FEATURES, "All collections").in_forms(&["json", "html"]).answered(
        "200",
        "The collections: those of inputs, then the layers of the atlas.",
        &[(JSON.media, schema("Collections")), page()],
    );
    let one = |id, summary: &str, (media, of): (&'static str, &str)| {
        Operation::get(id, FEATURES, summary)
            .with(&["collectionId"])
            .in_forms(&["json", "html"])
            .answered("200", summary, &[(media, schema(of)), page()])
            .refused(&["404"])
    };
    vec![
        ("/collections", vec![all]),
        (
            "/collections/{collectionId}",
            vec![one("collection", "What a collection tells of itself", (JSON.media, "Collection"))],
        ),
        (
            "/collections/{collectionId}/schema",
            vec![one("schema", "What a feature of the collection has", (SCHEMA.media, "JsonSchema"))],
        ),
        (
            "/collections/{collectionId}/queryables",
            vec![one("queryables", "What filters of the collection may name", (SCHEMA.media, "JsonSchema"))],
        ),
    ]
}

fn items() -> Vec<Asked> {
    const OF_CRS: (&str, &str) = ("Content-Crs", "The reference system of the coordinates.");
    const NEXT: (&str, &str) = ("Link", "Where the next page is, if there is one.");
    let features = Operation::get("items", FEATURES, "Features of a collection, a page at a time")
        .in_words(
            "Every condition that is named has to hold. Boxes, times and filters are those of the standard; `near`, `border` and `in` \
             are ours: they know that a feature may be known only to an area.",
        )
        .with(&["collectionId", "limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang"])
        .with(&["filter-crs", "sortby", "near", "distance", "border", "border_distance", "certainty", "in"])
        .in_forms(&["json", "html", "csv", "fgb", "kml"])
        .answered(
            "200",
            "A page of features.",
            &[
                (GEOJSON.media, schema("FeatureCollection")),
                page(),
                (CSV.media, json!({ "type": "string" })),
                (FGB.media, file()),
                (KML.media, json!({ "type": "string" })),
            ],
        )
        .crediting("200", &[OF_CRS, NEXT])
        .refused(&["404"]);
    let feature = Operation::get("item", FEATURES, "One feature")
        .with(&["collectionId", "featureId", "crs"])
        .in_forms(&["json", "html"])
        .answered("200", "The feature.", &[(GEOJSON.media, schema("Feature")), page()])
        .telling("200", &[OF_CRS])
        .refused(&["404"]);
    vec![
        ("/collections/{collectionId}/items", vec![features]),
        ("/collections/{collectionId}/items/{featureId}", vec![feature]),
    ]
}

fn server() -> Vec<Asked> {
    let health = Operation::get("health", SERVER, "Whether the server lives, and what it serves").answered(
        "200",
        "It lives.",
        &[(JSON.media, schema("Health"))],
    );
    let metrics = Operation::get("metrics", SERVER, "What is counted, as Prometheus reads it").answered(
        "200",
        "What was counted since the start.",
        &[("text/plain", json!({ "type": "string" }))],
    );
    vec![("/health", vec![health]), ("/metrics", vec![metrics])]
}
