//! Answers for people: a headline and indented lines under it. Not responsible for what they say.

use crate::atlas::{Atlas, LayerName};
use crate::units::Metres;

/// Lines of a word and what it stands for.
#[derive(Debug, Default)]
pub(in crate::cli) struct Words {
    lines: Vec<String>,
}

impl Words {
    /// Begins with a headline.
    pub(in crate::cli) fn new(headline: &str) -> Self {
        Self { lines: vec![headline.to_owned()] }
    }

    /// Adds a line, unless there is nothing to say.
    pub(in crate::cli) fn line(mut self, word: &str, told: &str) -> Self {
        if !told.is_empty() {
            self.lines.push(format!("  {word:<10} {told}"));
        }
        self
    }

    /// Adds what `layer` tells of its accuracy, its makers and its viewpoint.
    pub(in crate::cli) fn caution(self, atlas: &Atlas, layer: LayerName) -> Self {
        let card = &atlas.layer(layer).metadata;
        let off = card.accuracy_m.map(|metres| format!("{layer} may be off by about {}", Metres::new(metres)));
        self.line("accuracy", &off.unwrap_or_default())
            .line("credit", card.attribution.as_deref().unwrap_or_default())
            .line("caution", card.disclaimer.as_deref().unwrap_or_default())
    }

    /// All of it.
    pub(in crate::cli) fn text(self) -> String {
        self.lines.join("\n") + "\n"
    }
}
