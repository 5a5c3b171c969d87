//! The language of a picture: its digits, its writing direction, names in it. Not responsible for our own words.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::model::region::RegionName;

/// The language of a picture's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Persian.
    Persian,
    /// Urdu.
    Urdu,
}

/// A word that is no language of pictures.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no language {word:?}; the languages are en, fa and ur")]
pub struct LanguageError {
    /// What came.
    pub word: String,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::English, Self::Persian, Self::Urdu];

    /// Its code in ISO 639-1.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Persian => "fa",
            Self::Urdu => "ur",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Persian | Self::Urdu)
    }

    /// The member of features that has their name in it.
    const fn name_key(self) -> &'static str {
        match self {
            Self::English => "name",
            Self::Persian => "name_fa",
            Self::Urdu => "name_ur",
        }
    }

    /// A number as the language writes it: `۲۵٫۶` in Persian and Urdu.
    pub(super) fn digits(self, number: &str) -> String {
        if !self.is_rtl() {
            return number.to_owned();
        }
        let own = |letter: char| match letter {
            '0'..='9' => char::from_u32('۰' as u32 + (letter as u32 - '0' as u32)).unwrap_or(letter),
            '.' => '٫',
            _ => letter,
        };
        number.chars().map(own).collect()
    }

    /// A whole number as the language writes it, its thousands apart: `1,577`, and `۱٬۵۷۷` in Persian and Urdu.
    pub(super) fn grouped(self, number: &str) -> String {
        let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
        if whole.len() < 4 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.digits(number);
        }
        let groups: Vec<String> =
            whole.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        self.digits(&(groups.join(if self.is_rtl() { "٬" } else { "," }) + rest))
    }

    /// The name of a feature in this language, if the atlas has one.
    pub(super) fn own_name_of(self, atlas: &Atlas, feature: &Feature, card: &RegionName) -> Option<String> {
        let name = self.name_of(atlas, feature, card);
        (self == Self::English || name != card.name).then_some(name)
    }

    /// The name of a feature in this language, or in English where the atlas has none.
    pub(super) fn name_of(self, atlas: &Atlas, feature: &Feature, card: &RegionName) -> String {
        if self == Self::English {
            return card.name.clone();
        }
        feature.text(self.name_key()).map_or_else(|| self.spelt(atlas, &card.id, &card.name), str::to_owned)
    }

    /// The first name in this language that the gazetteer has of `id`; else `usual`.
    pub(super) fn spelt(self, atlas: &Atlas, id: &str, usual: &str) -> String {
        if self == Self::English {
            return usual.to_owned();
        }
        let entry = atlas.gazetteer().entry(id);
        let spellings = entry.into_iter().flat_map(|entry| &entry.spellings);
        let mut own = spellings.filter(|spelling| spelling.lang.as_deref() == Some(self.code()));
        own.next().map_or_else(|| usual.to_owned(), |spelling| spelling.name.clone())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(word: &str) -> Result<Self, LanguageError> {
        let known = Self::ALL.into_iter().find(|language| language.code() == word);
        known.ok_or_else(|| LanguageError { word: word.to_owned() })
    }
}
