//! The types of a document's own columns. Not responsible for placemarks.

use std::sync::Arc;

use serde_json::Value;

use crate::io::cell::is_number;
use crate::io::mark::MarkColumns;
use crate::io::read::xml::Element;
use crate::io::write::kml::{JSON_SUFFIX, SCHEMA_ID};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Flag,
    Json,
    Text,
}

/// The columns of a schema.
#[derive(Debug)]
pub(super) struct Schema {
    id: String,
    fields: Vec<(String, Kind)>,
}

/// All schemas that have been met.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    known: Vec<Arc<Schema>>,
}

impl Schemas {
    /// Takes in a `Schema` element.
    pub(super) fn learn(&mut self, element: Element) {
        let id = element.attribute("id").or(element.attribute("name")).unwrap_or_default().to_owned();
        let is_field = |field: &Element| matches!(field.name(), "SimpleField" | "SimpleArrayField");
        let fields = element.children().filter(is_field).filter_map(|field| {
            let name = field.attribute("name")?.to_owned();
            let shown = field.child("displayName").map(Element::text).unwrap_or_default();
            let kind = match field.attribute("type").unwrap_or_default() {
                "int" | "uint" | "short" | "ushort" | "float" | "double" => Kind::Number,
                "bool" => Kind::Flag,
                _ if id == SCHEMA_ID && shown.ends_with(JSON_SUFFIX) => Kind::Json,
                _ => Kind::Text,
            };
            Some((name, kind))
        });
        let fields = fields.collect();
        self.known.push(Arc::new(Schema { id, fields }));
    }

    /// The schema that `url` names by what follows its `#`.
    pub(super) fn named(&self, url: &str) -> Option<&Schema> {
        let id = url.rsplit_once('#').map_or(url, |(_, id)| id);
        self.known.iter().find(|schema| schema.id == id).map(Arc::as_ref)
    }
}

impl Schema {
    /// Whether it is that of documents that we write, whose words are made of its columns.
    pub(super) fn is_ours(&self) -> bool {
        self.id == SCHEMA_ID
    }

    /// The columns' names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_str())
    }

    /// The columns that marks' words are made of.
    pub(super) fn marks(&self, id_column: Option<&str>) -> MarkColumns {
        let names: Vec<String> = self.names().map(str::to_owned).collect();
        let id = id_column.and_then(|id| names.iter().position(|name| name == id));
        MarkColumns::of(&names, id)
    }

    /// What `text` says in the column `name`.
    pub(super) fn value(&self, name: &str, text: &str) -> Value {
        let kind = self.fields.iter().find(|(known, _)| known == name).map_or(Kind::Text, |(_, kind)| *kind);
        let as_text = || Value::String(text.to_owned());
        match (kind, text.trim()) {
            (Kind::Text, _) => as_text(),
            (_, "") => Value::Null,
            (Kind::Number, number) if is_number(number) => number.parse().map_or_else(|_| as_text(), Value::Number),
            (Kind::Flag, "1" | "true") => Value::Bool(true),
            (Kind::Flag, "0" | "false") => Value::Bool(false),
            (Kind::Json, json) => serde_json::from_str(json).unwrap_or_else(|_| as_text()),
            _ => as_text(),
        }
    }
}
