//! What a picture had no room for. Not responsible for what is left out, nor for telling anybody.

use std::fmt;

use crate::render::legend::Detail;
use crate::render::marks::{IDS_MAX, Marks};
use crate::render::options::Subject;
use crate::render::page::Page;

/// Something that a picture does not show, of which nothing in it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// The headline is longer than two lines.
    Headline,
    /// So many are drawn that none has an id.
    Ids {
        /// How many are drawn.
        drawn: usize,
    },
    /// Ids stand on the map, and what some of them are does not stand beside it.
    Titles {
        /// How many have a title.
        titled: usize,
        /// How many titles are there.
        told: usize,
    },
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("the headline is cut: it has no room in two lines; shorten it with --title"),
            Self::Ids { drawn } => write!(
                f,
                "{drawn} are drawn, more than {IDS_MAX}, so the map has no ids; draw fewer, or a smaller part with --bbox, to have \
                 them"
            ),
            Self::Titles { titled, told: 0 } => write!(
                f,
                "the map has ids, but no room to say what the {titled} are; the alt text does: print it beside the picture, or make it \
                 larger"
            ),
            Self::Titles { titled, told } => {
                write!(f, "the picture says what {told} of {titled} ids are; the alt text says more; or make it larger")
            }
        }
    }
}

/// What is left out of a picture of `marks` with a legend of `detail`.
pub(super) fn left_out(page: &Page, marks: &Marks, detail: Detail, headline_is_cut: HeadlineCut) -> Vec<LeftOut> {
    let mut all = Vec::new();
    if headline_is_cut == HeadlineCut::Yes {
        all.push(LeftOut::Headline);
    }
    let titled = marks.drawn.iter().filter(|(_, title)| !title.is_empty()).count();
    let told = titled.min(detail.titles());
    if !marks.has_ids() {
        // the ids of places are names of rows, and nobody asks for them
        all.extend((page.subject == Subject::Incidents).then_some(LeftOut::Ids { drawn: marks.drawn.len() }));
    } else if told < titled {
        all.push(LeftOut::Titles { titled, told });
    }
    all
}

/// Whether a headline is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadlineCut {
    Yes,
    No,
}
