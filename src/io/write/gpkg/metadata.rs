//! What the package and its layers tell of themselves: credit, licence, caution; and which tables are the records.
//! Not responsible for its wording.

use serde_json::{Map, Value, json};

use crate::io::gpkg_card::{ID_COLUMN, METADATA, RECORDS, SARHAD, WRITER};
use crate::io::write::error::WriteError;
use crate::io::write::gpkg::container::{Container, LAST_CHANGE};
use crate::io::write::gpkg::table::Table;

/// The standard that metadata in JSON follow.
const JSON_URI: &str = "https://www.rfc-editor.org/rfc/rfc8259";
/// What is told.
pub(super) struct Told<'t> {
    /// Of the whole.
    pub(super) whole: Option<&'t Value>,
    pub(super) records: &'t [Table],
    pub(super) drawn: &'t [Table],
    pub(super) id_column: Option<&'t String>,
}

/// Writes what is told, and to which tables it refers.
pub(super) fn write(container: &Container, told: &Told) -> Result<(), WriteError> {
    let names: Vec<&str> = told.records.iter().map(|table| table.name.as_str()).collect();
    let mut card = Map::new();
    card.insert(WRITER.to_owned(), SARHAD.into());
    card.insert(RECORDS.to_owned(), json!(names));
    card.insert(ID_COLUMN.to_owned(), told.id_column.map(String::as_str).into());
    card.insert(METADATA.to_owned(), told.whole.cloned().unwrap_or_default());
    let whole = document(container, &Value::Object(card), 1)?;
    container.insert(
        "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, ?, NULL)",
        &[&LAST_CHANGE, &whole],
    )?;
    let mut next = whole + 1;
    let mut last: Option<(&str, i64)> = None;
    for table in told.records.iter().chain(told.drawn) {
        let Some(metadata) = &table.metadata else { continue };
        let known = last.filter(|(layer, _)| *layer == table.layer).map(|(_, id)| id);
        let id = match known {
            Some(id) => id,
            None => document(container, metadata, next)?,
        };
        next = next.max(id + 1);
        last = Some((&table.layer, id));
        container.insert(
            "INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, ?)",
            &[&table.name, &LAST_CHANGE, &id, &whole],
        )?;
    }
    Ok(())
}

fn document(container: &Container, metadata: &Value, id: i64) -> Result<i64, WriteError> {
    container.insert(
        "INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, 'application/json', ?)",
        &[&id, &JSON_URI, &metadata.to_string()],
    )?;
    Ok(id)
}
