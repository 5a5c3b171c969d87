//! What answers are made of, as far as it is the same for all collections. Not responsible for making them.

use serde_json::{Value, json};

use crate::server::openapi::operation::schema;
use crate::server::openapi::question_paths::question_schemas;
use crate::server::openapi::tile_paths::tile_schemas;

/// The schemas, by the names that operations know them by.
#[must_use]
pub fn schemas() -> Value {
    let mut all = json!({
        "Link": link(),
        "LandingPage": landing_page(),
        "Conformance": conformance(),
        "Extent": extent(),
        "Collection": collection(),
        "Collections": collections(),
        "JsonSchema": json_schema(),
        "Geometry": geometry(),
        "Properties": properties(),
        "Credit": credit(),
        "Feature": feature(),
        "FeatureCollection": feature_collection(),
        "Problem": problem(),
        "Health": health(),
    });
    for (name, schema) in question_schemas().into_iter().chain(tile_schemas()) {
        all[name] = schema;
    }
    all
}

/// A list whose elements are all of one schema.
#[must_use]
pub fn list_of(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// Text.
#[must_use]
pub fn text(what: &str) -> Value {
    json!({ "type": "string", "description": what })
}

fn link() -> Value {
    json!({
        "type": "object",
        "required": ["rel", "type", "title", "href"],
        "properties": {
            "rel": text("How what it leads to stands to this document."),
            "type": text("Its media type."),
            "title": text("What it is."),
            "href": { "type": "string", "format": "uri" },
        },
    })
}

fn landing_page() -> Value {
    json!({
        "type": "object",
        "required": ["title", "description", "links"],
        "properties": { "title": text("What the service is called."), "description": text("What it serves."), "links": list_of(&schema("Link")) },
    })
}

fn conformance() -> Value {
    json!({
        "type": "object",
        "required": ["conformsTo"],
        "properties": { "conformsTo": list_of(&json!({ "type": "string", "format": "uri" })) },
    })
}

fn extent() -> Value {
    let corner = json!({ "type": "array", "minItems": 4, "maxItems": 4, "items": { "type": "number" } });
    let end = json!({ "type": "string", "format": "date-time", "nullable": true });
    let interval = json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": end });
    json!({
        "type": "object",
        "required": ["spatial"],
        "properties": {
            "spatial": {
                "type": "object",
                "required": ["bbox", "crs"],
                "properties": { "bbox": list_of(&corner), "crs": { "type": "string", "format": "uri" } },
            },
            "temporal": {
                "type": "object",
                "required": ["interval", "trs"],
                "properties": { "interval": list_of(&interval), "trs": { "type": "string", "format": "uri" } },
            },
        },
    })
}

fn collection() -> Value {
    json!({
        "type": "object",
        "required": ["id", "title", "itemType", "extent", "crs", "storageCrs", "numberOfItems", "links"],
        "properties": {
            "id": text("As it stands in addresses."),
            "title": text("What it is called."),
            "description": text("What it is, with what has to be said of its borders."),
            "attribution": text("Who has to be named wherever its features are shown."),
            "license": text("On which terms it may be used."),
            "disclaimer": text("What it does not say."),
            "itemType": { "type": "string", "enum": ["feature"] },
            "extent": schema("Extent"),
            "crs": list_of(&json!({ "type": "string", "format": "uri" })),
            "storageCrs": { "type": "string", "format": "uri" },
            "numberOfItems": { "type": "integer", "minimum": 0 },
            "links": list_of(&schema("Link")),
        },
    })
}

fn collections() -> Value {
    json!({
        "type": "object",
        "required": ["links", "collections"],
        "properties": { "links": list_of(&schema("Link")), "collections": list_of(&schema("Collection")) },
    })
}

fn json_schema() -> Value {
    json!({
        "type": "object",
        "description": "A JSON Schema of the dialect that it names.",
        "required": ["$schema", "$id", "type", "title", "properties"],
        "properties": {
            "$schema": { "type": "string", "format": "uri" },
            "$id": { "type": "string", "format": "uri" },
            "type": { "type": "string", "enum": ["object"] },
            "title": text("The collection."),
            "properties": { "type": "object", "additionalProperties": { "type": "object" } },
            "additionalProperties": { "type": "boolean" },
        },
    })
}

fn geometry() -> Value {
    json!({
        "type": "object",
        "nullable": true,
        "description": "Where a feature is drawn, as GeoJSON (RFC 7946); null where no place of it is known.",
        "required": ["type"],
        "properties": {
            "type": {
                "type": "string",
                "enum": ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"],
            },
            "coordinates": { "type": "array", "items": {} },
            "geometries": list_of(&json!({ "type": "object" })),
        },
    })
}

fn properties() -> Value {
    let metres = |what: &str| json!({ "type": "number", "minimum": 0, "description": what });
    json!({
        "type": "object",
        "description": "The properties of the collection, each in every feature; /collections/{collectionId}/schema lists them. Where \
                        near or border is asked for, the distances stand behind them.",
        "properties": {
            "distance_min_m": metres("No place where the feature may have been is nearer."),
            "distance_m": {
                "type": "number", "minimum": 0, "nullable": true,
                "description": "The distance in metres; null where the place is not known so exactly that one number could be told.",
            },
            "distance_max_m": metres("No place where the feature may have been is farther."),
        },
        "additionalProperties": true,
    })
}

fn credit() -> Value {
    json!({
        "type": "object",
        "description": "What has to be told wherever the features are shown. Where layers of the atlas took part in an answer, as with \
                        border and in, it is these layers' credit, and what the features tell of themselves stands in input and rows.",
        "properties": {
            "title": text("What the collection is called."),
            "attribution": text("Who has to be named."),
            "licence": text("On which terms they may be used."),
            "disclaimer": text("What they do not say."),
            "measured": text("How distances were measured."),
            "layers": list_of(&json!({ "type": "object", "description": "A layer of the atlas that took part." })),
            "input": { "type": "object", "description": "What the features tell of themselves." },
            "rows": { "type": "object", "description": "The terms that the rows brought with them." },
        },
        "additionalProperties": true,
    })
}

fn feature() -> Value {
    json!({
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": { "type": "string", "enum": ["Feature"] },
            "id": {
                "description": "Its id, which no other feature of the collection has.",
                "oneOf": [{ "type": "string" }, { "type": "number" }],
            },
            "geometry": schema("Geometry"),
            "properties": schema("Properties"),
            "links": list_of(&schema("Link")),
            "metadata": schema("Credit"),
        },
    })
}

fn feature_collection() -> Value {
    let count = |what: &str| json!({ "type": "integer", "minimum": 0, "description": what });
    json!({
        "type": "object",
        "required": ["type", "features", "numberMatched", "numberReturned", "links"],
        "properties": {
            "type": { "type": "string", "enum": ["FeatureCollection"] },
            "features": list_of(&schema("Feature")),
            "numberMatched": count("How many features there are on all pages, exactly."),
            "numberReturned": count("How many there are on this page."),
            "links": list_of(&schema("Link")),
            "metadata": schema("Credit"),
        },
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": { "type": "string", "enum": ["about:blank"] },
            "title": text("What the status is called."),
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "code": text("A word for the reason that stays the same from version to version, such as bad-parameter."),
            "detail": text("What is wrong, and what to do."),
            "parameter": text("The parameter that it is about."),
            "instance": text("The path that was asked for."),
        },
    })
}

fn health() -> Value {
    json!({
        "type": "object",
        "required": ["status", "program", "edition"],
        "properties": {
            "status": { "type": "string", "enum": ["ok"] },
            "program": text("The version of the program."),
            "edition": text("What tells this version of the data from others."),
        },
    })
}
