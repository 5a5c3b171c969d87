//! `README.md` and `SOURCES.md` of a package, for people. Not responsible for finding out what they tell.

use std::fmt::Write;

use crate::io::escape::escaped;
use crate::io::pack::card::PackageCard;
use crate::model::claim::ClaimSource;
use crate::model::source::LayerMetadata;

/// The names of the files.
pub const README: &str = "README.md";
/// The file of sources.
pub const SOURCES: &str = "SOURCES.md";

/// What stands where nothing is known of the records' licence.
const NO_LICENCE: &str = "The licence of the records is not stated. Ask their owner before you pass them on.";

/// What the package is, what is in it, and what to be careful about.
#[must_use]
pub fn readme(card: &PackageCard) -> String {
    let mut text = format!("# {}\n\n", sentence(&card.title));
    if let Some(description) = card.told("description") {
        push(&mut text, format_args!("{}\n\n", sentence(description)));
    }
    let counts = card.records;
    push(&mut text, format_args!("{} records", counts.kept));
    if counts.no_location > 0 {
        push(&mut text, format_args!(", {} of them without a location", counts.no_location));
    }
    push(&mut text, format_args!(".\n\nMade of `{}` by {}", cell(&card.input.name), card.generator));
    if let Some(date) = &card.date {
        push(&mut text, format_args!(", dated {date}"));
    }
    push(
        &mut text,
        format_args!(
            ": read {} = kept {} + refused {} + filtered {}.\n\n## Files\n\n| file | what | records | bytes |\n|---|---|--:|--:|\n",
            counts.read, counts.kept, counts.refused, counts.filtered
        ),
    );
    for file in &card.files {
        let rows = file.rows.map(|rows| rows.to_string()).unwrap_or_default();
        push(&mut text, format_args!("| `{}` | {} | {rows} | {} |\n", cell(&file.path), cell(&file.what), file.bytes));
    }
    text.push_str(PAPERS);
    text.push_str("\n## Be careful\n\n");
    for disclaimer in card.disclaimers() {
        push(&mut text, format_args!("- {}\n", sentence(disclaimer)));
    }
    text.push_str(CAREFUL);
    text.push_str("\n## Licence and credit\n\n");
    push_terms(&mut text, card);
    text
}

const PAPERS: &str = "
What each column says is in `CODEBOOK.md`, where everything comes from in `SOURCES.md`. `datapackage.json` tells the same to
programs that know Frictionless Data. `manifest.json` has the checksum of each file; `sarhad pack --verify` compares them.
";

const CAREFUL: &str = "\
- A record is as precise as its source and no more. What is known to a district is drawn as the district.
- A blank cell says that nothing is known, never zero.
";

fn push_terms(text: &mut String, card: &PackageCard) {
    match card.row_text("licence") {
        Some(licence) => push(text, format_args!("Records: {}", sentence(licence))),
        None => push(text, format_args!("{NO_LICENCE}")),
    }
    if let Some(url) = card.row_text("licence_url") {
        push(text, format_args!(" ({})", link(url)));
    }
    text.push('\n');
    for (word, member) in [
        ("Credit", "attribution"),
        ("Cite", "citation"),
        ("Permission", "permission"),
        ("Places made coarser", "generalised"),
    ] {
        if let Some(told) = card.row_text(member) {
            push(text, format_args!("\n{word}: {}\n", sentence(told)));
        }
    }
    for credit in card.layer_credits() {
        push(text, format_args!("\nBoundaries: {}\n", sentence(&credit)));
    }
}

/// Where everything comes from, and how to cite it.
#[must_use]
pub fn sources(card: &PackageCard) -> String {
    let mut text = format!("# Sources of {}\n\n## Records\n\n", sentence(&card.title));
    if let Some(dataset) = card.row_text("dataset") {
        push(&mut text, format_args!("{}\n\n", sentence(dataset)));
    }
    push_terms(&mut text, card);
    if !card.sources.is_empty() {
        text.push_str("\n## Sources of claims\n\nAlso in `data/sources.csv`.\n\n");
        card.sources.iter().for_each(|source| push_source(&mut text, source));
    }
    text.push_str("\n## Boundaries\n\n");
    if card.layers.is_empty() {
        text.push_str("No layer of boundaries was used or packed.\n");
    }
    for layer in &card.layers {
        push_layer(&mut text, layer);
    }
    push(&mut text, format_args!("\nDistances: {}.\n", sentence(&card.edges)));
    push(
        &mut text,
        format_args!(
            "\n## This package\n\n{}, made by {} from `{}`",
            sentence(&card.title),
            card.generator,
            cell(&card.input.name)
        ),
    );
    if let Some(sha256) = &card.input.sha256 {
        push(&mut text, format_args!(" (SHA-256 {sha256})"));
    }
    text.push_str(". Cite it with its records' own credit, and with the checksum of `manifest.json`.\n");
    text
}

/// `- “Title”, publisher, date. Licence. <address>`
fn push_source(text: &mut String, source: &ClaimSource) {
    push(text, format_args!("- `{}` “{}”", cell(&source.id), sentence(&source.title)));
    for part in [&source.publisher, &source.published].into_iter().flatten() {
        push(text, format_args!(", {}", sentence(part)));
    }
    push(text, format_args!(". Licence: {}.", sentence(source.licence.as_deref().unwrap_or("not stated"))));
    if let Some(url) = &source.url {
        push(text, format_args!(" {}", link(url)));
    }
    text.push('\n');
}

fn push_layer(text: &mut String, layer: &LayerMetadata) {
    push(text, format_args!("### `{}`: {}\n\n", cell(&layer.layer), sentence(&layer.title)));
    let accuracy = layer.accuracy_m.map(|metres| format!("{metres} m"));
    for (word, told) in [
        ("View", layer.viewpoint.as_ref()),
        ("Date", layer.date.as_ref()),
        ("Resolution", layer.resolution.as_ref()),
        ("May be off by about", accuracy.as_ref()),
        ("Licence", layer.licence.as_ref()),
        ("Credit", layer.attribution.as_ref()),
        ("Caution", layer.disclaimer.as_ref()),
        ("Note", layer.note.as_ref()),
    ] {
        if let Some(told) = told {
            push(text, format_args!("- {word}: {}\n", sentence(told)));
        }
    }
    for source in &layer.sources {
        push(text, format_args!("- Source: {}", sentence(&source.title)));
        if let Some(version) = &source.version {
            push(text, format_args!(", version {}", sentence(version)));
        }
        push(text, format_args!(". Licence: {}", sentence(&source.licence)));
        if let Some(url) = &source.licence_url {
            push(text, format_args!(" ({})", link(url)));
        }
        text.push('\n');
    }
    text.push('\n');
}

fn push(text: &mut String, what: std::fmt::Arguments) {
    // writing into a String cannot fail
    let _ = text.write_fmt(what);
}

/// Text of an input as a sentence of Markdown: nothing in it marks anything up.
pub(super) fn sentence(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::with_capacity(one_line.len());
    for letter in escaped(&one_line).chars() {
        match letter {
            '*' | '_' | '~' | '\\' | '!' | '`' | '[' | ']' | '|' | '#' => plain.extend(['\\', letter]),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '&' => plain.push_str("&amp;"),
            // at the start of a line they would begin a list
            '-' | '+' if plain.is_empty() => plain.extend(['\\', letter]),
            '.' | ')' if plain.chars().all(|digit| digit.is_ascii_digit()) => plain.extend(['\\', letter]),
            other => plain.push(other),
        }
    }
    plain
}

/// An address of the web as a link; anything else as a sentence.
fn link(url: &str) -> String {
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '<' | '>' | '\\' | '`' | '|');
    if is_address && url.chars().all(is_plain) { format!("<{url}>") } else { sentence(url) }
}

/// Text of an input as code within a cell of Markdown.
pub(super) fn cell(text: &str) -> String {
    escaped(text).replace('`', "'").replace('|', "\\|")
}
