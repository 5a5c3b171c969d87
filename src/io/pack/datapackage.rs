//! `datapackage.json`: a package for programs that know Frictionless Data. Not responsible for what columns mean.
//!
//! # Source
//! Frictionless Data Package 1.0 and Table Schema 1.0.

use serde_json::{Map, Value, json};

use crate::io::pack::card::{Origin, PackageCard, TableCard, plain_name};
use crate::io::pack::manifest::FileCard;
use crate::io::pack::meanings::meaning;
use crate::io::pack::table::ColumnSurvey;

/// The file's name.
pub const DATAPACKAGE: &str = "datapackage.json";

/// The package as its descriptor.
///
/// # Panics
/// Never: a descriptor has text keys and whole numbers.
#[must_use]
pub fn datapackage(card: &PackageCard) -> String {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.to_owned(), value);
    };
    put("profile", "data-package".into());
    put("name", card.name.clone().into());
    put("title", card.title.clone().into());
    if let Some(description) = card.told("description") {
        put("description", description.into());
    }
    if let Some(date) = &card.date {
        put("created", format!("{date}T00:00:00Z").into());
    }
    let licences = licences(card);
    if !licences.is_empty() {
        put("licenses", licences.into());
    }
    let sources = sources(card);
    if !sources.is_empty() {
        put("sources", sources.into());
    }
    let resources: Vec<Value> = card.files.iter().filter_map(|file| resource(card, file)).collect();
    put("resources", resources.into());
    serde_json::to_string_pretty(&Value::Object(object)).expect("a descriptor has text keys and whole numbers") + "\n"
}

/// The licence of the records; those of layers stand with their files.
fn licences(card: &PackageCard) -> Vec<Value> {
    let Some(licence) = card.row_text("licence") else { return Vec::new() };
    vec![licence_object(licence, card.row_text("licence_url"))]
}

fn licence_object(licence: &str, url: Option<&str>) -> Value {
    let mut object = Map::new();
    let letters = |letter: char| if letter.is_ascii_alphanumeric() || ".-_".contains(letter) { letter } else { '-' };
    object.insert("name".to_owned(), licence.chars().map(letters).collect::<String>().into());
    if let Some(url) = url.filter(|url| is_address(url)) {
        object.insert("path".to_owned(), url.into());
    }
    object.insert("title".to_owned(), licence.into());
    Value::Object(object)
}

fn sources(card: &PackageCard) -> Vec<Value> {
    let of_rows = ["dataset", "attribution"].into_iter().find_map(|member| card.row_text(member));
    let mut all: Vec<Value> = of_rows.map(|title| source_object(title, card.row_text("url"))).into_iter().collect();
    all.extend(card.sources.iter().map(|source| source_object(&source.title, source.url.as_deref())));
    for source in card.layers.iter().flat_map(|layer| &layer.sources) {
        let object = source_object(&source.title, None);
        if !all.contains(&object) {
            all.push(object);
        }
    }
    all
}

fn source_object(title: &str, url: Option<&str>) -> Value {
    match url.filter(|url| is_address(url)) {
        Some(url) => json!({ "title": title, "path": url }),
        None => json!({ "title": title }),
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Formats, by the extension of a file: what they are called there, and for programs.
const FORMATS: [(&str, &str, &str); 4] = [
    ("csv", "csv", "text/csv"),
    ("geojson", "geojson", "application/geo+json"),
    ("gpkg", "gpkg", "application/geopackage+sqlite3"),
    ("ndjson", "ndjson", "application/x-ndjson"),
];

/// A file of data; `None` for papers.
fn resource(card: &PackageCard, file: &FileCard) -> Option<Value> {
    let (stem, extension) = file.path.rsplit('/').next()?.rsplit_once('.')?;
    let (_, format, mediatype) = FORMATS.iter().find(|(known, ..)| *known == extension)?;
    let table = card.tables.iter().find(|table| table.path == file.path);
    let name = if table.is_some() { plain_name(stem) } else { plain_name(&format!("{stem}-{extension}")) };
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.to_owned(), value);
    };
    put("profile", if table.is_some() { "tabular-data-resource" } else { "data-resource" }.into());
    put("name", name.into());
    put("path", file.path.clone().into());
    put("title", file.what.clone().into());
    put("format", (*format).into());
    put("mediatype", (*mediatype).into());
    if *format != "gpkg" {
        put("encoding", "utf-8".into());
    }
    put("bytes", file.bytes.into());
    put("hash", format!("sha256:{}", file.sha256).into());
    if let Some(table) = table {
        if table.delimiter != b',' {
            put("dialect", json!({ "delimiter": char::from(table.delimiter).to_string() }));
        }
        put("schema", schema(table));
    }
    Some(Value::Object(object))
}

/// The columns of a table.
fn schema(table: &TableCard) -> Value {
    let fields: Vec<Value> = table.survey.columns.iter().map(|column| field(column, table.origin)).collect();
    json!({ "fields": fields, "missingValues": [""] })
}

fn field(column: &ColumnSurvey, origin: Origin) -> Value {
    let kind = column.field_type();
    let known = meaning(&column.name, origin);
    let mut object = Map::new();
    object.insert("name".to_owned(), column.name.clone().into());
    object.insert("type".to_owned(), kind.word().into());
    if kind.format() != "default" {
        object.insert("format".to_owned(), kind.format().into());
    }
    if let Some(says) = known.says {
        object.insert("description".to_owned(), says.into());
    }
    if let Some(unit) = known.unit {
        object.insert("unit".to_owned(), unit.into());
    }
    Value::Object(object)
}
