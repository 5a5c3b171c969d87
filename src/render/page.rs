//! What all parts of a picture share: its language with the side at which lines begin, its theme, its atlas.
//! Not responsible for where anything stands.

use geo_types::Coord;

use crate::atlas::whole::Atlas;
use crate::render::labels::{Anchor, Spot, text_at};
use crate::render::language::Language;
use crate::render::options::MapOptions;
use crate::render::projection::Frame;
use crate::render::theme::Theme;
use crate::render::words::{Words, words};

/// The page that a picture is drawn on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) language: Language,
    pub(super) words: &'static Words,
    pub(super) theme: Theme,
}

impl<'a> Page<'a> {
    pub(super) fn new(atlas: &'a Atlas, options: &MapOptions) -> Self {
        Self { atlas, language: options.language, words: words(options.language), theme: options.theme }
    }

    /// Where what is `offset` from the side of `frame` at which lines begin stands.
    pub(super) fn x(&self, frame: Frame, offset: f64) -> f64 {
        if self.language.is_rtl() { frame.right - offset } else { frame.left + offset }
    }

    /// A line of text that begins at `x`.
    pub(super) fn text(&self, x: f64, y: f64, class: &str, text: &str) -> String {
        let anchor = if self.language.is_rtl() { Anchor::End } else { Anchor::Start };
        text_at(Spot { at: Coord { x, y }, anchor }, class, text)
    }

    /// A line of text with its middle at `x`.
    #[expect(clippy::unused_self, reason = "it belongs beside its sister")]
    pub(super) fn text_middle(&self, x: f64, y: f64, class: &str, text: &str) -> String {
        text_at(Spot { at: Coord { x, y }, anchor: Anchor::Middle }, class, text)
    }

    /// A count in the digits of the language.
    pub(super) fn count(&self, count: usize) -> String {
        self.language.digits(&count.to_string())
    }
}
