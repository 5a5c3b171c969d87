//! The schemas of the tools' answers. Not responsible for their arguments.

use serde_json::{Map, Value, json};

/// What every answer has.
const CREDIT: [&str; 3] = ["attribution", "licence", "disclaimer"];

/// Where a place is.
pub(super) fn locate() -> Map<String, Value> {
    answer(&[("answer", placement())], &["answer"])
}

/// How far a place is from a border.
pub(super) fn distance() -> Map<String, Value> {
    let metres = |what: &str| json!({ "type": ["number", "null"], "description": what });
    let text = |what: &str| json!({ "type": ["string", "null"], "description": what });
    let far = json!({
        "type": "object",
        "required": ["border", "distance_min_m", "distance_max_m", "side"],
        "properties": {
            "border": text("the id of the border that is nearest"),
            "distance_min_m": metres("least distance in metres"),
            "distance_m": metres("best distance in metres; null where none can be told"),
            "distance_max_m": metres("greatest distance in metres"),
            "side": text("the country on whose side the place lies, on within a millimetre of the line"),
            "nearest_lon": metres("longitude of the nearest point of the line, degrees"),
            "nearest_lat": metres("latitude of the nearest point of the line, degrees"),
            "bearing_deg": metres("direction towards it, degrees from north"),
            "border_accuracy_m": metres("how far the line may be off, in metres"),
        },
    });
    answer(&[("answer", far)], &["answer"])
}

/// Which places a name may mean.
pub(super) fn find_place() -> Map<String, Value> {
    let candidate = json!({
        "type": "object",
        "required": ["id", "name", "kind", "score", "why", "source"],
        "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "kind": { "type": "string" },
            "score": { "type": "number", "minimum": 0, "maximum": 1, "description": "no probability" },
            "why": { "type": "string" },
            "lon": { "type": ["number", "null"] },
            "lat": { "type": ["number", "null"] },
            "accuracy_m": { "type": ["number", "null"], "description": "how far the point may be off, in metres" },
        },
    });
    let verdict = json!({
        "enum": ["clear", "ambiguous", "not-found", "not-a-place"],
        "description": "clear: the only candidate is meant; otherwise nothing is decided",
    });
    let number = json!({ "type": "integer", "minimum": 0, "description": "how many candidates there are in all" });
    let members = [
        ("verdict", verdict),
        ("reason", json!({ "type": "string", "description": "why the words are no place" })),
        ("numberMatched", number),
        ("candidates", json!({ "type": "array", "items": candidate })),
        (
            "elsewhere",
            json!({ "type": "array", "items": { "type": "string" }, "description": "what else has the name, not where it was asked for" }),
        ),
    ];
    answer(&members, &["verdict", "numberMatched", "candidates"])
}

/// Which collections there are.
pub(super) fn list_collections() -> Map<String, Value> {
    let collection = json!({
        "type": "object",
        "required": ["id", "title", "kind", "records", "columns", "attribution", "licence", "disclaimer"],
        "properties": {
            "id": { "type": "string" },
            "title": { "type": "string" },
            "kind": { "enum": ["records", "layer"] },
            "records": { "type": "integer", "minimum": 0 },
            "bbox": { "type": ["array", "null"], "items": { "type": "number" }, "description": "west, south, east, north in degrees" },
            "columns": { "type": "object", "additionalProperties": { "type": "string" } },
        },
    });
    answer(&[("collections", json!({ "type": "array", "items": collection }))], &["collections"])
}

/// Records, a page of them.
pub(super) fn records() -> Map<String, Value> {
    let whole = |what: &str| json!({ "type": "integer", "minimum": 0, "description": what });
    let members = [
        ("collection", json!({ "type": "string" })),
        ("numberMatched", whole("how many records meet the question in all")),
        ("numberReturned", whole("how many are here")),
        ("next_offset", whole("the offset of the next page, where there is one")),
        ("records", json!({ "type": "array", "items": record() })),
    ];
    answer(&members, &["collection", "numberMatched", "numberReturned", "records"])
}

/// One record.
pub(super) fn incident() -> Map<String, Value> {
    let claim = json!({
        "type": "object",
        "required": ["id", "asserted_by", "verb", "statement", "source"],
        "properties": {
            "asserted_by": { "type": "object", "required": ["who", "kind"] },
            "verb": { "type": "string", "description": "the verb with which it is said; in the source's own word where quoted" },
            "statement": { "type": "string" },
            "source": { "type": "object", "required": ["id"] },
        },
    });
    let conflict = json!({ "type": "object", "required": ["kind", "note", "found_by", "one", "other"] });
    let members = [
        ("collection", json!({ "type": "string" })),
        ("record", record()),
        ("claims", json!({ "type": "array", "items": claim, "description": "side by side; none is preferred" })),
        ("conflicts", json!({ "type": "array", "items": conflict, "description": "shown and not settled" })),
    ];
    answer(&members, &["collection", "record"])
}

fn record() -> Value {
    json!({
        "type": "object",
        "required": ["id", "geometry", "properties"],
        "properties": {
            "id": { "type": ["string", "number", "null"] },
            "geometry": {
                "type": ["object", "null"],
                "description": "a point with its coordinates, longitude first; of any other shape its kind and bbox alone",
            },
            "properties": { "type": "object" },
        },
    })
}

fn placement() -> Value {
    let text = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "required": ["country", "province", "district", "on_border"],
        "properties": {
            "country": text, "country_name": text, "province": text, "province_name": text, "district": text,
            "district_name": text, "on_border": { "type": ["boolean", "null"] },
        },
    })
}

/// An object with these members beside the credit, some of which it always has.
fn answer(members: &[(&str, Value)], always: &[&str]) -> Map<String, Value> {
    let mut properties: Map<String, Value> =
        members.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    for name in CREDIT {
        properties.insert(name.to_owned(), json!({ "type": "string" }));
    }
    let cut = json!({ "type": "array", "items": { "type": "string" }, "description": "what was left out to keep the answer short" });
    properties.insert("cut".to_owned(), cut);
    let required: Vec<&str> = always.iter().copied().chain(CREDIT).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("required".to_owned(), required.into());
    schema
}
