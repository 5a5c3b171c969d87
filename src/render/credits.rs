//! Who made what a picture shows, and what they ask to be said. Not responsible for the terms of incidents' datasets.

use std::collections::BTreeSet;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::render::language::Language;
use crate::render::metrics::is_arabic;
use crate::render::options::MapOptions;
use crate::render::page::Page;
use crate::render::projection::Frame;
use crate::render::text::{RLM, wrapped};
use crate::render::words::{filled, words};

/// From one line to the next, in shares of the size.
const LEADING_EM: f64 = 1.25;

/// The layers that a map draws, and so has to credit.
const CREDITED: [LayerName; 7] = [
    LayerName::Borders,
    LayerName::Countries,
    LayerName::Provinces,
    LayerName::Districts,
    LayerName::Places,
    LayerName::Regions,
    LayerName::Tripoints,
];

/// Who made what is drawn, and under which licence; then what the layers and the incidents ask to be said. All of it.
#[derive(Debug)]
pub(super) struct Credits {
    paragraphs: Vec<String>,
}

impl Credits {
    pub(super) fn new(page: &Page, options: &MapOptions) -> Self {
        let mut paragraphs = vec![map_data(page)];
        let own = disclaimers(page.atlas);
        let said = |note: &&String| own.iter().any(|one| one.eq_ignore_ascii_case(note) || contained(note, one));
        let notes: Vec<String> = options.notes.iter().filter(|note| !said(note)).cloned().collect();
        paragraphs.extend(own.into_iter().chain(notes).map(|text| in_language(page, text)));
        Self { paragraphs }
    }

    /// How high they are in type of `size_px`, `width` wide.
    pub(super) fn height_px(&self, size_px: f64, width: f64) -> f64 {
        size_px * LEADING_EM * self.lines(size_px, width).len() as f64
    }

    /// The credits from the top of `frame` downwards.
    pub(super) fn svg(&self, page: &Page, frame: Frame, size_px: f64) -> String {
        let lines = self.lines(size_px, frame.width());
        let y = |number: usize| frame.top + size_px * LEADING_EM * (number as f64 + 0.8);
        let lines = lines.iter().enumerate();
        let lines = lines.map(|(number, line)| page.text(page.x(frame, 0.0), y(number), "credit", line));
        format!("<g font-size=\"{size_px}\">\n<g id=\"credits\">\n{}</g>\n</g>\n", lines.collect::<Vec<_>>().concat())
    }

    fn lines(&self, size_px: f64, width: f64) -> Vec<String> {
        self.paragraphs.iter().flat_map(|text| of_one_direction(text, wrapped(text, size_px, width))).collect()
    }
}

/// The lines of `text`, of which those without a letter of the Arabic script are marked where others have some.
fn of_one_direction(text: &str, mut lines: Vec<String>) -> Vec<String> {
    if text.contains(is_arabic) {
        lines.iter_mut().filter(|line| !line.contains(is_arabic)).for_each(|line| line.insert(0, RLM));
    }
    lines
}

/// The first line of the credits.
pub(super) fn map_data(page: &Page) -> String {
    // a mark of the Arabic script between Latin names keeps each of them in its own direction, and in its place
    let between = if page.language.is_rtl() { "؛ " } else { "; " };
    filled(page.words.map_data, &[("credits", &attributions(page.atlas).join(between))])
}

/// A sentence of the built-in data in the picture's language; others stay in their own words.
fn in_language(page: &Page, text: String) -> String {
    if page.language == Language::English {
        return text;
    }
    if let Some([_, own]) = page.words.cautions.iter().find(|[english, _]| *english == text) {
        return (*own).to_owned();
    }
    let Some(mut names) = drawn_by(&text) else { return text };
    let last = names.pop().unwrap_or_default();
    let joined = if names.is_empty() { last.to_owned() } else { names.join(page.words.comma) + page.words.and + last };
    filled(page.words.boundaries, &[("names", &joined)])
}

/// Who drew the boundaries, if that is all that a sentence says.
fn drawn_by(text: &str) -> Option<Vec<&str>> {
    let (before, after) = words(Language::English).boundaries.split_once("{names}")?;
    // the first letter may be a capital
    let names = text.get(1..)?.strip_prefix(before.get(1..)?)?.strip_suffix(after)?;
    Some(names.split(", ").flat_map(|part| part.split(" and ")).collect())
}

/// Each source once, with its licence; a layer that names no sources by its own line.
fn attributions(atlas: &Atlas) -> Vec<String> {
    let mut credits: Vec<String> = Vec::new();
    for layer in CREDITED.map(|name| atlas.layer(name)) {
        let sources = layer.metadata.sources.iter();
        let mut lines: Vec<String> =
            sources.map(|source| format!("{} ({})", source.attribution, licence(&source.licence))).collect();
        if lines.is_empty() {
            lines.extend(layer.metadata.attribution.clone());
        }
        for line in lines {
            if !credits.contains(&line) {
                credits.push(line);
            }
        }
    }
    credits
}

/// An SPDX name as a reader knows it.
fn licence(spdx: &str) -> String {
    spdx.strip_prefix("LicenseRef-").map_or_else(|| spdx.to_owned(), |own| own.replace('-', " "))
}

/// Whether all that `one` says stands in `other`.
fn contained(one: &str, other: &str) -> bool {
    match (drawn_by(one), drawn_by(other)) {
        (Some(one), Some(other)) => one.len() < other.len() && one.iter().all(|name| other.contains(name)),
        _ => one.len() < other.len() && other.contains(one),
    }
}

/// What the layers ask to be said, each sentence once; one that stands in another is left to that one.
fn disclaimers(atlas: &Atlas) -> Vec<String> {
    let said: BTreeSet<&str> =
        CREDITED.into_iter().filter_map(|name| atlas.layer(name).metadata.disclaimer.as_deref()).collect();
    let telling = said.iter().filter(|one| !said.iter().any(|other| contained(one, other)));
    telling.map(|text| capitalised(text)).collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}
