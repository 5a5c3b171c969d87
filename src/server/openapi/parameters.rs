//! The parameters that several paths have, with their limits. Not responsible for reading them: see `features/query`.

use serde_json::{Map, Value, json};

use crate::server::features::crs::Crs;
use crate::server::features::query::{LIMIT_MOST, LIMIT_USUAL, SORTS_MOST};
use crate::server::state::Served;

/// The parameters, by their names; hyphens stand in some of them.
#[must_use]
pub fn parameters(served: &Served) -> Value {
    let mut all = Map::new();
    for parameter in paging().into_iter().chain(places()).chain(filters()).chain(ours()) {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        all.insert(name, parameter);
    }
    let ids: Vec<&str> = served.entries().map(|entry| entry.id.as_str()).collect();
    all.insert(
        "collectionId".to_owned(),
        in_path(
            "collectionId",
            "The id of a collection, as /collections lists them.",
            &json!({ "type": "string", "enum": ids }),
        ),
    );
    let mut collection = in_query("collection", "Of which collection.", &json!({ "type": "string", "enum": ids }));
    collection["required"] = true.into();
    all.insert("collection".to_owned(), collection);
    all.insert("featureId".to_owned(), in_path("featureId", "The id of a feature.", &json!({ "type": "string" })));
    Value::Object(all)
}

/// A parameter in the path.
#[must_use]
pub fn in_path(name: &str, what: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "description": what, "schema": schema })
}

/// A parameter of the query that may be left out; lists stand with commas between their parts.
#[must_use]
pub fn in_query(name: &str, what: &str, schema: &Value) -> Value {
    json!({
        "name": name, "in": "query", "required": false, "description": what,
        "style": "form", "explode": false, "schema": schema,
    })
}

/// A parameter of the query with a value that can be tried.
fn tried(name: &str, what: &str, (schema, example): (&Value, &str)) -> Value {
    let mut parameter = in_query(name, what, schema);
    parameter["example"] = example.into();
    parameter
}

fn paging() -> Vec<Value> {
    let limit = json!({ "type": "integer", "minimum": 1, "maximum": LIMIT_MOST, "default": LIMIT_USUAL });
    let sortby = json!({ "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": SORTS_MOST });
    vec![
        in_query(
            "limit",
            &format!(
                "How many features a page has at most; more than {LIMIT_MOST} are answered as {LIMIT_MOST}. \
                 A table, KML or FlatGeobuf has {LIMIT_MOST} where nothing is said."
            ),
            &limit,
        ),
        in_query(
            "offset",
            "How many features are passed over. The link `next` of an answer says it for the next page.",
            &json!({ "type": "integer", "minimum": 0, "default": 0 }),
        ),
        in_query(
            "sortby",
            "Properties by which the features are put in order, the first of them first; a minus before a name turns it round, \
             blanks come last. `distance` is that to `near` or `border`: the greatest that a feature may have, then the least.",
            &sortby,
        ),
    ]
}

fn places() -> Vec<Value> {
    let systems =
        json!({ "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::Crs84.uri() });
    let bbox = json!({ "type": "array", "minItems": 4, "maxItems": 6, "items": { "type": "number" } });
    vec![
        in_query(
            "bbox",
            "Features that meet this box: west, south, east, north; of six numbers the third and the last, heights, are not looked \
             at. It crosses the antimeridian where west is greater than east. Features without a place are among the answers, as the \
             standard asks.",
            &bbox,
        ),
        in_query("bbox-crs", "The reference system of `bbox`.", &systems),
        in_query(
            "crs",
            "The reference system in which the features are had; the header Content-Crs repeats it. GeoJSON is had in each, all other \
             forms in longitude and latitude alone.",
            &systems,
        ),
        tried(
            "datetime",
            "Features whose time shares a second with this: a day, a moment, or two with / between them, one of which may be `..`. \
             Features without a time are among the answers, as the standard asks.",
            (&json!({ "type": "string", "pattern": times() }), "2024-01-01/.."),
        ),
    ]
}

fn filters() -> Vec<Value> {
    let systems =
        json!({ "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::Crs84.uri() });
    let langs = json!({ "type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text" });
    vec![
        tried(
            "filter",
            "A condition in CQL2 (OGC 21-065r2) over the properties that /collections/{collectionId}/queryables lists.",
            (&json!({ "type": "string" }), "S_INTERSECTS(geometry, BBOX(60, 25, 64, 30))"),
        ),
        in_query("filter-lang", "How `filter` is written.", &langs),
        in_query("filter-crs", "The reference system of shapes in `filter`.", &systems),
    ]
}

/// A length with its unit, as a pattern.
const LENGTH: &str = r"[0-9]{1,6}(\.[0-9]{1,3})?(m|km|mi|nmi)";

/// A text of this pattern.
fn limited(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// Times as `datetime` takes them, as a pattern.
fn times() -> String {
    const TIME: &str = r"[0-9]{4}-[01][0-9]-[0-3][0-9]([Tt][0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?([Zz]|[+-][0-2][0-9]:[0-5][0-9]))?";
    format!(r"^({TIME}|{TIME}/(\.\.)?|(\.\.)?/{TIME}|{TIME}/{TIME}|\.\./\.\.)$")
}

fn ours() -> Vec<Value> {
    let text = json!({ "type": "string" });
    let at = json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": { "type": "number" } });
    vec![
        in_query(
            "near",
            "A place, longitude and latitude. Each feature is told with its distance on the ellipsoid, the nearest first; where it \
             may have been anywhere in an area, with the least and the greatest.",
            &at,
        ),
        tried(
            "distance",
            "Features within this distance of `near`, with its unit.",
            (&limited(&format!("^{LENGTH}$")), "25km"),
        ),
        tried(
            "border",
            "A border line by its id, such as IR-PK. Each feature is told with its distance to it.",
            (&text, "IR-PK"),
        ),
        tried(
            "border_distance",
            "Features within this distance of `border`: one length, or two with .. between them, of which one may be open.",
            (&limited(&format!("^({LENGTH}|{LENGTH}\\.\\.|\\.\\.{LENGTH}|{LENGTH}\\.\\.{LENGTH})$")), "..25km"),
        ),
        tried("certainty", CERTAINTY, (&limited("^(must|may|1|0?\\.[0-9]{1,6})$"), "must")),
        tried("in", "Features in a country, a province or a district, by its id or name.", (&text, "PK205")),
    ]
}

/// What the words mean in which a client says how sure it has to be.
const CERTAINTY: &str = "How surely a feature must meet `distance`, `border_distance` or `in`: `must`, as is usual, wherever it may \
                         have been; `may`, somewhere it may have been; or a share of the places, such as 0.5.";
