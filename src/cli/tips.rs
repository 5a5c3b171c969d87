//! What was probably meant by arguments that the parser does not know. Not responsible for parsing them.

use std::path::Path;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::output_form::{meant, named_form};
use crate::cli::usage::NO_SHAPEFILE;

/// What is asked for under these names, which are no commands.
const COMMANDS: [(&str, &str); 8] = [
    ("verify", "sarhad pack --verify DIR compares a package with its manifest"),
    ("tiles", "sarhad convert INPUT -o map.pmtiles writes map tiles"),
    ("export", "sarhad convert INPUT -o map.gpkg writes another format"),
    ("map", "sarhad picture draws a map; sarhad convert INPUT -o map.qgz makes one for QGIS"),
    ("render", "sarhad picture draws a map"),
    ("format", "sarhad formats lists what is read and written"),
    ("validate", "sarhad check finds what is wrong with a file"),
    ("help", "sarhad --help lists the commands"),
];
/// The extensions of pictures.
const PICTURES: [&str; 2] = ["svg", "png"];

/// Adds to `unclear` what was probably meant by `words`, the arguments behind the program's name.
pub(super) fn add(unclear: &mut clap::Error, words: &[String]) {
    let Some(tip) = tip(unclear, words) else { return };
    // the parser knows names that are alike, and not what they stand for
    unclear.remove(ContextKind::SuggestedSubcommand);
    unclear.remove(ContextKind::SuggestedArg);
    unclear.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
}

fn tip(unclear: &clap::Error, words: &[String]) -> Option<String> {
    let text = |kind| match unclear.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    match unclear.kind() {
        ErrorKind::InvalidSubcommand => {
            let asked = text(ContextKind::InvalidSubcommand)?;
            COMMANDS.iter().find(|(name, _)| *name == asked).map(|(_, tip)| (*tip).to_owned())
        }
        ErrorKind::InvalidValue => {
            let is_format = text(ContextKind::InvalidArg)?.starts_with("--format ");
            format(text(ContextKind::InvalidValue).filter(|_| is_format)?)
        }
        ErrorKind::UnknownArgument => argument(text(ContextKind::InvalidArg)?, words),
        _ => None,
    }
}

/// The tip for a format that is not known.
fn format(word: &str) -> Option<String> {
    if ["shp", "shapefile"].contains(&word.to_ascii_lowercase().as_str()) {
        return Some(NO_SHAPEFILE.to_owned());
    }
    meant(word).map(|meant| format!("write --format {meant}"))
}

/// The tip for an argument that is not known.
fn argument(given: &str, words: &[String]) -> Option<String> {
    if words.first().is_some_and(|word| word == "pack") && words.get(1).is_some_and(|word| word == "verify") {
        return Some(format!("sarhad pack --verify {given}"));
    }
    if let Some(word) = given.strip_prefix("--") {
        let is_format = ["json", "csv", "tsv", "table", "geojson"].contains(&word) || meant(word) == Some(word);
        return is_format.then(|| format!("write --format {word}"));
    }
    let path = Path::new(given);
    let is_picture =
        || path.extension().is_some_and(|end| PICTURES.iter().any(|known| end.eq_ignore_ascii_case(known)));
    (named_form(path).is_some() || is_picture()).then(|| format!("write to it with -o {given}"))
}
