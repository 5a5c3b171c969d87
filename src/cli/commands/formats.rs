//! `sarhad formats`: what can be read and written, and what each format can hold. Not responsible for the table's contents.

use serde_json::{Map, Value};

use crate::cli::args::{Formats, OutputForm};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output_form::{meant, word};
use crate::cli::paragraph::{Paragraphs, text_width};
use crate::cli::sink::print;
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::io::formats::{FORMATS, FormatCard, formats_table};

/// What people are shown: the rest would not fit on a screen.
const SHOWN: [&str; 7] = ["format", "extensions", "read", "write", "shapes", "columns", "credit"];

/// Prints the formats, or the one that was asked for.
pub(in crate::cli) fn run(asked: &Formats) -> Result<Exit, Failure> {
    let one = asked.name.as_deref().map(card).transpose()?;
    let cards = one.map_or(&FORMATS[..], std::slice::from_ref);
    let text = match (asked.format, one) {
        (None | Some(OutputForm::Table), Some(card)) => whole(card),
        (None | Some(OutputForm::Table), None) => for_people(),
        (Some(OutputForm::Json), _) => objects(cards),
        (Some(OutputForm::Csv), _) => formats_table(cards, b','),
        (Some(OutputForm::Tsv), _) => formats_table(cards, b'\t'),
        (Some(other), _) => {
            let format = word(other);
            let use_instead = "table, json, csv or tsv";
            return Err(Usage::NotThisFormat { command: "formats", format, use_instead }.into());
        }
    };
    print(&text)?;
    Ok(Exit::Done)
}

/// The format that is called `name`, has it as an extension, or is known by it elsewhere.
fn card(name: &str) -> Result<&'static FormatCard, Usage> {
    let wanted = name.trim_start_matches('.').to_ascii_lowercase();
    let of = |word: &str| FORMATS.iter().find(|card| card.word == word);
    of(&wanted)
        .or_else(|| FORMATS.iter().find(|card| card.extensions().contains(&wanted.as_str())))
        .or_else(|| if wanted == "shapefile" { of("shp") } else { None })
        .or_else(|| of(meant(&wanted)?))
        .ok_or_else(|| Usage::NoSuchFormat { name: name.to_owned() })
}

/// All that is known of one format.
fn whole(card: &FormatCard) -> String {
    let mut lines = Paragraphs::new(text_width());
    for (name, value) in FormatCard::COLUMNS.iter().zip(card.row()) {
        lines.entry(0, name, value.as_str().unwrap_or_default());
    }
    lines.into_text()
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

fn objects(cards: &[FormatCard]) -> String {
    let object = |card: &FormatCard| {
        let members = FormatCard::COLUMNS.iter().map(|&name| name.to_owned()).zip(card.row());
        Value::Object(members.collect::<Map<_, _>>()).to_string()
    };
    let objects: Vec<String> = cards.iter().map(object).collect();
    format!("[\n{}\n]\n", objects.join(",\n"))
}
