//! The columns of a collection as JSON Schema: what a feature has (Part 5), and what filters may name (Part 3).
//! Not responsible for values.
//!
//! # Source
//! OGC 19-079r2, chapter 6; OGC 23-058r1.

use serde_json::{Map, Value, json};

use crate::collection::lists::Lists;
use crate::collection::whole::Collection;
use crate::model::column_kind::ColumnKind;
use crate::server::features::rows::GEOMETRY;
use crate::server::http::BaseUrl;
use crate::server::state::Entry;

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a feature of the collection has.
#[must_use]
pub fn returnables(entry: &Entry, base: &BaseUrl) -> Value {
    document(entry, &base.to(&format!("/collections/{}/schema", entry.id)), None)
}

/// What filters of the collection may name.
#[must_use]
pub fn queryables(entry: &Entry, base: &BaseUrl) -> Value {
    document(entry, &base.to(&format!("/collections/{}/queryables", entry.id)), Some(false))
}

fn document(entry: &Entry, id: &str, additional: Option<bool>) -> Value {
    let collection = entry.collection();
    let mut properties = Map::new();
    for (number, column) in collection.card().columns.iter().enumerate() {
        let mut property = collection.lists(number).map_or_else(|| property(column.kind), property_of_lists);
        property.insert("title".to_owned(), column.name.clone().into());
        property.insert("x-ogc-propertySeq".to_owned(), (number + 1).into());
        let times = collection.card().time_columns;
        let role = match times {
            _ if collection.card().id_column == Some(number) => Some("id"),
            Some([first, last]) if first == last && first == number => Some("primary-instant"),
            Some([first, _]) if first == number => Some("primary-interval-start"),
            Some([_, last]) if last == number => Some("primary-interval-end"),
            _ => None,
        };
        if let Some(role) = role {
            property.insert("x-ogc-role".to_owned(), role.into());
        }
        properties.insert(column.name.clone(), Value::Object(property));
    }
    if !properties.contains_key(GEOMETRY) {
        let geometry = json!({
            "title": "where it is drawn, longitude and latitude on WGS 84",
            "x-ogc-role": "primary-geometry",
            "format": geometry_format(collection),
        });
        properties.insert(GEOMETRY.to_owned(), geometry);
    }
    let mut schema = json!({
        "$schema": DIALECT,
        "$id": id,
        "type": "object",
        "title": collection.card().title(),
        "properties": properties,
    });
    if let (Some(additional), Some(schema)) = (additional, schema.as_object_mut()) {
        schema.insert("additionalProperties".to_owned(), additional.into());
    }
    schema
}

fn property(kind: ColumnKind) -> Map<String, Value> {
    let (what, format) = match kind {
        ColumnKind::Flag => ("boolean", None),
        ColumnKind::Whole => ("integer", None),
        ColumnKind::Real => ("number", None),
        ColumnKind::Date => ("string", Some("date")),
        ColumnKind::Moment => ("string", Some("date-time")),
        ColumnKind::Text => ("string", None),
        ColumnKind::Nested => return Map::from_iter([("description".to_owned(), "a list or an object".into())]),
    };
    let members = [Some(("type".to_owned(), what.into())), format.map(|format| ("format".to_owned(), format.into()))];
    members.into_iter().flatten().collect()
}

fn property_of_lists(lists: &Lists) -> Map<String, Value> {
    let items = lists.member_type().map_or_else(|| json!({}), |member| json!({ "type": member }));
    Map::from_iter([("type".to_owned(), "array".into()), ("items".to_owned(), items)])
}

fn geometry_format(collection: &Collection) -> &'static str {
    if collection.shapes().are_points() { "geometry-point" } else { "geometry-any" }
}
