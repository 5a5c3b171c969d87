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
    ///
    /// `own` is what one of its features tells of its own accuracy, which goes before the layer's worst.
    pub(in crate::cli) fn caution(self, atlas: &Atlas, layer: LayerName, own: Option<Metres>) -> Self {
        let card = &atlas.layer(layer).metadata;
        let off = match own {
            Some(off) => Some(format!("what was measured to may itself be off by about {}", about(off))),
            None => card.accuracy_m.map(|metres| format!("{layer} may be off by about {}", about(Metres::new(metres)))),
        };
        self.line("accuracy", &off.unwrap_or_default())
            .line("credit", card.attribution.as_deref().unwrap_or_default())
            .line("caution", card.disclaimer.as_deref().unwrap_or_default())
    }

    /// All of it.
    pub(in crate::cli) fn text(self) -> String {
        self.lines.join("\n") + "\n"
    }
}

/// An accuracy, which has no decimals: `100 m`, `3 km`.
fn about(off: Metres) -> String {
    if off.km() < 1.0 { off.to_string() } else { format!("{:.0} km", off.km()) }
}
