//! What all parts of a picture share: its language with the side at which lines begin, its theme, its atlas.
//! Not responsible for where anything stands.

use geo_types::Coord;

use crate::atlas::whole::Atlas;
use crate::render::labels::{Anchor, Spot, text_at};
use crate::render::language::Language;
use crate::render::options::{MapOptions, Subject};
use crate::render::projection::Frame;
use crate::render::theme::Theme;
use crate::render::words::{Named, Words, words};

/// The page that a picture is drawn on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) language: Language,
    pub(super) words: &'static Words,
    /// What a map of such records is called and what its symbols mean.
    pub(super) named: &'static Named,
    pub(super) subject: Subject,
    pub(super) theme: Theme,
}

impl<'a> Page<'a> {
    pub(super) fn new(atlas: &'a Atlas, options: &MapOptions) -> Self {
        let words = words(options.language);
        let (named, subject) = (words.named(options.subject), options.subject);
        Self { atlas, language: options.language, words, named, subject, theme: options.theme }
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

    /// The class of a group of symbols: what is no incident is drawn in grey.
    pub(super) fn class(&self) -> &'static str {
        match self.subject {
            Subject::Incidents => "",
            Subject::Places => " class=\"plain\"",
        }
    }

    /// A count in the digits of the language.
    pub(super) fn count(&self, count: usize) -> String {
        self.language.grouped(&count.to_string())
    }
}
