//! What a package that sarhad wrote tells of itself. Not responsible for packages of others.

use rusqlite::Connection;
use serde_json::Value;

use crate::io::gpkg_card::{ID_COLUMN, METADATA, RECORDS, SARHAD, WRITER};

/// What is told.
#[derive(Debug)]
pub(super) struct Ours {
    /// The tables that are the records, which follow each other by their keys.
    pub(super) records: Vec<String>,
    /// The column of ids.
    pub(super) id_column: Option<String>,
    pub(super) metadata: Option<Value>,
}

/// What the package tells of itself, if it is one of ours.
pub(super) fn told(connection: &Connection) -> Option<Ours> {
    let sql = "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id \
               WHERE reference_scope = 'geopackage' AND mime_type = 'application/json' ORDER BY id";
    let mut statement = connection.prepare(sql).ok()?;
    let mut texts = statement.query_map([], |row| row.get::<_, String>(0)).ok()?;
    let mut card = texts.find_map(|text| {
        let card: Value = serde_json::from_str(&text.ok()?).ok()?;
        (card.get(WRITER)?.as_str()? == SARHAD).then_some(card)
    })?;
    let records = card.get(RECORDS)?.as_array()?.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    let id_column = card.get(ID_COLUMN).and_then(Value::as_str).map(str::to_owned);
    let metadata = card.get_mut(METADATA).map(Value::take).filter(|metadata| !metadata.is_null());
    Some(Ours { records, id_column, metadata })
}
