//! The command line as a package tells it: the same on every machine. Not responsible for understanding it.

use std::env::args_os;
use std::ffi::OsStr;
use std::path::Path;

use crate::cli::args::Pack;

/// What stands for the folder: a package is the same wherever it is written.
const FOLDER: &str = "DIR";
/// Flags that change nothing of what is written.
const SILENT: [&str; 3] = ["--force", "--quiet", "-q"];
/// The same with a value.
const SILENT_WITH_VALUE: [&str; 4] = ["--threads", "--block-bytes", "--color", "--report"];

/// The command line of this process with the names of files only, and without what changes nothing.
pub(super) fn of(asked: &Pack) -> Vec<String> {
    let words = args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    told(words, asked)
}

/// The files that the command line names beside the input.
pub(super) fn files_beside(asked: &Pack) -> Vec<&str> {
    let layers =
        asked.choosing.atlas.layers.iter().filter_map(|layer| layer.to_str()?.split_once('=')).map(|(_, file)| file);
    let named = [&asked.choosing.placing.precision_map, &asked.choosing.reading.map];
    let named = named.into_iter().flatten().filter_map(|path| path.to_str());
    let licence = asked.publishing.licence.as_deref().filter(|text| Path::new(text).is_file());
    named.chain(layers).chain(licence).collect()
}

fn told(words: impl Iterator<Item = String>, asked: &Pack) -> Vec<String> {
    let input = asked.input.as_deref().and_then(Path::to_str);
    let files: Vec<&str> = input.into_iter().chain(files_beside(asked)).collect();
    let output = asked.output.as_deref().and_then(Path::to_str).unwrap_or_default();
    let mut told = vec!["sarhad".to_owned()];
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        if SILENT.contains(&word.as_str()) {
            continue;
        }
        if SILENT_WITH_VALUE.contains(&word.as_str()) {
            words.next();
            continue;
        }
        if SILENT_WITH_VALUE.iter().any(|flag| word.strip_prefix(flag).is_some_and(|rest| rest.starts_with('='))) {
            continue;
        }
        if let Some(flag) = flag_of_output(&word) {
            words.next();
            told.extend([flag.to_owned(), FOLDER.to_owned()]);
            continue;
        }
        told.push(named_only(&word, output, &files));
    }
    told
}

/// The flag of the output that `word` ends with, as `-qo` does: `-q` is silent.
fn flag_of_output(word: &str) -> Option<&'static str> {
    if word == "--output" {
        return Some("--output");
    }
    let flags = word.strip_prefix('-')?.strip_suffix('o')?;
    flags.chars().all(|flag| flag == 'q').then_some("-o")
}

/// `word` with the name of a file instead of its path.
fn named_only(word: &str, output: &str, files: &[&str]) -> String {
    if let Some(flag) = word.strip_suffix(output) {
        let short = flag.strip_suffix('=').unwrap_or(flag);
        if let Some(short) = flag_of_output(short) {
            return format!("{short}{}{FOLDER}", &flag[flag.trim_end_matches('=').len()..]);
        }
    }
    let Some((file, before)) = files.iter().find_map(|file| Some((*file, word.strip_suffix(file)?))) else {
        return word.to_owned();
    };
    if !before.is_empty() && !before.ends_with('=') {
        return word.to_owned();
    }
    let name = Path::new(file).file_name().map(OsStr::to_string_lossy);
    format!("{before}{}", name.as_deref().unwrap_or(file))
}
