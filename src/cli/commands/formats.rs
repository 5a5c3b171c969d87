//! `sarhad formats`: what can be read and written, and what each format can hold. Not responsible for the table's contents.

use serde_json::{Map, Value};

use crate::cli::args::{Formats, OutputForm};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output_form::word;
use crate::cli::sink::print;
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::io::formats::{FORMATS, FormatCard, formats_table};

/// What people are shown: the rest would not fit on a screen.
const SHOWN: [&str; 7] = ["format", "extensions", "read", "write", "shapes", "columns", "credit"];

/// Prints the formats.
pub(in crate::cli) fn run(asked: &Formats) -> Result<Exit, Failure> {
    let text = match asked.format {
        None | Some(OutputForm::Table) => for_people(),
        Some(OutputForm::Json) => objects(),
        Some(OutputForm::Csv) => formats_table(b','),
        Some(OutputForm::Tsv) => formats_table(b'\t'),
        Some(other) => {
            let format = word(other);
            let use_instead = "table, json, csv or tsv";
            return Err(Usage::NotThisFormat { command: "formats", format, use_instead }.into());
        }
    };
    print(&text)?;
    Ok(Exit::Done)
}

fn for_people() -> String {
    let shown: Vec<usize> =
        SHOWN.iter().filter_map(|name| FormatCard::COLUMNS.iter().position(|column| column == name)).collect();
    let row = |card: &FormatCard| {
        let row = card.row();
        shown.iter().map(|&column| row[column].clone()).collect()
    };
    let rows: Vec<Vec<Value>> = FORMATS.iter().map(row).collect();
    let notes = FORMATS.iter().filter(|card| !card.note.is_empty());
    let notes: Vec<String> = notes.map(|card| format!("{}: {}\n", card.word, card.note)).collect();
    format!("{}\n{}", table(&SHOWN, &rows), notes.concat())
}

fn objects() -> String {
    let object = |card: &FormatCard| {
        let members = FormatCard::COLUMNS.iter().map(|&name| name.to_owned()).zip(card.row());
        Value::Object(members.collect::<Map<_, _>>()).to_string()
    };
    let objects: Vec<String> = FORMATS.iter().map(object).collect();
    format!("[\n{}\n]\n", objects.join(",\n"))
}
