//! `sarhad layers`: what the atlas is made of. Not responsible for the layers' features.

use serde_json::{Map, Value};

use crate::atlas::LayerName;
use crate::atlas::article::article;
use crate::cli::args::{Edges, Layers, OutputForm};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::report::Report;
use crate::cli::sink::print;
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::model::claim::RecordKind;
use crate::model::layer::Layer;

const COLUMNS: [&str; 7] = ["name", "features", "source", "date", "licence", "accuracy_m", "what"];
/// Characters of a text in the table; `--format json` has it whole.
const LONGEST: usize = 60;

/// Prints the layers.
pub(in crate::cli) fn run(asked: &Layers, report: &mut Report) -> Result<Exit, Failure> {
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let mut rows: Vec<[Value; 7]> = LayerName::ALL.iter().map(|&name| row(name, atlas.layer(name))).collect();
    rows.extend(article_rows());
    match asked.format {
        None | Some(OutputForm::Table) => {
            let rows: Vec<Vec<Value>> = rows.into_iter().map(|row| row.into_iter().map(shortened).collect()).collect();
            print(&table(&COLUMNS, &rows))?;
        }
        Some(OutputForm::Json) => print(&objects(&rows))?,
        Some(other) => {
            let format = format!("{other:?}").to_lowercase();
            return Err(Usage::NotThisFormat { command: "layers", format, use_instead: "table or json" }.into());
        }
    }
    Ok(Exit::Done)
}

fn row(name: LayerName, layer: &Layer) -> [Value; 7] {
    let card = &layer.metadata;
    let sources: Vec<&str> = card.sources.iter().map(|source| source.title.as_str()).collect();
    [
        format!("@{name}").into(),
        layer.features.len().into(),
        sources.join("; ").into(),
        card.date.as_deref().into(),
        card.licence.as_deref().into(),
        card.accuracy_m.map_or(Value::Null, whole),
        card.title.as_str().into(),
    ]
}

/// Metres without a fraction that means nothing.
fn whole(metres: f64) -> Value {
    format!("{metres}").parse::<i64>().map_or_else(|_| metres.into(), Value::from)
}

/// Two rows for the records of the built-in article.
fn article_rows() -> [[Value; 7]; 2] {
    let set = article();
    let card = &set.dataset;
    let diplomatic = set.records.iter().filter(|record| record.record == RecordKind::DiplomaticEvent).count();
    let row = |name: &str, features: usize, what: &str| {
        [
            name.into(),
            features.into(),
            card.title.as_str().into(),
            card.published.as_str().into(),
            card.licence.as_str().into(),
            Value::Null,
            what.into(),
        ]
    };
    let incidents = set.records.len() - diplomatic;
    [
        row("@incidents", incidents, "incidents and context, each with claims, sources and conflicts"),
        row("@diplomacy", diplomatic, "what governments said or did; never incidents"),
    ]
}

fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) if text.chars().count() > LONGEST => {
            text.chars().take(LONGEST - 1).chain(['…']).collect::<String>().into()
        }
        other => other,
    }
}

fn objects(rows: &[[Value; 7]]) -> String {
    let object = |row: &[Value; 7]| -> String {
        let members = COLUMNS.into_iter().zip(row).map(|(name, value)| (name.to_owned(), value.clone()));
        Value::Object(members.collect::<Map<_, _>>()).to_string()
    };
    let objects: Vec<String> = rows.iter().map(object).collect();
    format!("[\n{}\n]\n", objects.join(",\n"))
}
