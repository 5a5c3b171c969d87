//! All that the papers of a package tell. Not responsible for finding it out, nor for wording it.

use serde_json::{Map, Value};

use crate::io::pack::manifest::{FileCard, InputCard, RecordCounts};
use crate::io::pack::table::TableSurvey;
use crate::io::write::credit;
use crate::model::claim::ClaimSource;
use crate::model::source::LayerMetadata;

/// What a package is, while it is made.
#[derive(Debug, Clone, Default)]
pub struct PackageCard {
    /// Its name, in the letters that a data package allows.
    pub name: String,
    /// What its files are called: the name, with capitals where the input has them.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// What made it.
    pub generator: String,
    /// The day that it is told to be of.
    pub date: Option<String>,
    /// The command line, with the names of files only.
    pub command: Vec<String>,
    /// What it was made of.
    pub input: InputCard,
    /// Whose columns its tables have.
    pub origin: Origin,
    /// What became of the records.
    pub records: RecordCounts,
    /// What the output told of its records and the layers behind them.
    pub metadata: Option<Value>,
    /// How distances were measured, or that none were.
    pub edges: String,
    /// The layers that records are drawn from, or that are packed with them.
    pub layers: Vec<LayerMetadata>,
    /// The sources of claims.
    pub sources: Vec<ClaimSource>,
    /// Its tables.
    pub tables: Vec<TableCard>,
    /// Its files, but for the papers.
    pub files: Vec<FileCard>,
}

/// Whose columns a table has, and so how much is known of what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Those of an input: only where its records lie is known.
    #[default]
    Input,
    /// Those of an input, with answers of sarhad beside them.
    Answer,
    /// Those of a built-in layer.
    Layer,
    /// Those of claims, or of records that are made of them.
    Claims,
}

/// A table of a package.
#[derive(Debug, Clone)]
pub struct TableCard {
    /// Its path in the package.
    pub path: String,
    /// What divides its columns.
    pub delimiter: u8,
    /// Whose columns it has.
    pub origin: Origin,
    /// What is in it.
    pub survey: TableSurvey,
}

impl PackageCard {
    /// What is known of the terms of its records.
    #[must_use]
    pub fn rows(&self) -> Option<&Map<String, Value>> {
        self.metadata.as_ref()?.get("rows")?.as_object()
    }

    /// A text that is known of the terms of its records.
    #[must_use]
    pub fn row_text(&self, member: &str) -> Option<&str> {
        self.rows()?.get(member)?.as_str().filter(|text| !text.is_empty() && *text != UNKNOWN)
    }

    /// A text that the input tells of itself.
    #[must_use]
    pub fn told(&self, member: &str) -> Option<&str> {
        credit::told(self.metadata.as_ref(), member).into_iter().next()
    }

    /// What to be careful about: the sentences of the input and of the layers, each once.
    #[must_use]
    pub fn disclaimers(&self) -> Vec<&str> {
        let of_layers = self.layers.iter().filter_map(|layer| layer.disclaimer.as_deref());
        let mut all: Vec<&str> = Vec::new();
        for sentence in self.told("disclaimer").into_iter().chain(of_layers) {
            if !all.contains(&sentence) {
                all.push(sentence);
            }
        }
        all
    }

    /// The credit lines of the layers, each once.
    #[must_use]
    pub fn layer_credits(&self) -> Vec<String> {
        let mut all = Vec::new();
        for layer in &self.layers {
            let Some(attribution) = &layer.attribution else { continue };
            let licence = layer.licence.as_deref().unwrap_or("licence not stated");
            let line = format!("{attribution} ({licence})");
            if !all.contains(&line) {
                all.push(line);
            }
        }
        all
    }
}

/// What outputs call rows of which nothing is known.
const UNKNOWN: &str = "unknown";

/// `text` in the letters that names of a data package allow: small ones, digits, `.`, `_` and `-`.
#[must_use]
pub fn plain_name(text: &str) -> String {
    plain_stem(text).to_ascii_lowercase()
}

/// The same with its capitals, for the names of files.
#[must_use]
pub fn plain_stem(text: &str) -> String {
    let letter = |letter: char| match letter {
        plain @ ('A'..='Z' | 'a'..='z' | '0'..='9' | '.' | '_' | '-') => plain,
        _ => '-',
    };
    let name: String = text.chars().map(letter).collect();
    let name = name.trim_matches(['-', '.', '_']);
    if name.is_empty() { "records".to_owned() } else { name.to_owned() }
}
