//! Phrases that look like places and are none. Not responsible for which phrases these are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::names::fold::plain;

/// Phrases that are told of words which stand inside of them: enough to warn a reader.
const AROUND_MAX: usize = 3;

/// Why a phrase is no place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stop {
    /// It is something else, for this reason.
    Phrase(String),
    /// It is a name of a group, an institution or a person.
    Actor {
        /// The actor's id.
        id: String,
        /// That in words.
        words: String,
    },
    /// It is a country that the gazetteer does not hold.
    Elsewhere,
    /// It says that there is nothing to say, such as `N/A`.
    Nothing,
}

impl Stop {
    /// The reason in words, such as `a country that the gazetteer does not hold`.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Phrase(words) | Self::Actor { words, .. } => words,
            Self::Elsewhere => "a country that the gazetteer does not hold",
            Self::Nothing => "it says that no place is known",
        }
    }
}

/// A phrase as it was given, and why it is no place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    as_written: String,
    stop: Stop,
}

/// Phrases that are no places, each with the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stops {
    phrases: BTreeMap<String, Phrase>,
}

impl Stops {
    /// The phrases of `phrases`, each with its reason; the first reason of a phrase stays.
    #[must_use]
    pub fn new(phrases: impl IntoIterator<Item = (String, Stop)>) -> Self {
        let mut stops = Self::default();
        for (phrase, stop) in phrases {
            stops.add(&phrase, stop);
        }
        stops
    }

    /// Adds a phrase, unless it is known.
    pub fn add(&mut self, phrase: &str, stop: Stop) {
        let key = plain(phrase);
        if !key.is_empty() {
            self.phrases.entry(key).or_insert_with(|| Phrase { as_written: phrase.trim().to_owned(), stop });
        }
    }

    /// Why `phrase` is no place; `None` if it is no stop phrase. Case, accents and a leading "the" make no difference.
    ///
    /// # Example
    /// ```
    /// use sarhad::names::stops::{Stop, Stops};
    /// let group = Stop::Phrase("a group's name".to_owned());
    /// let stops = Stops::new([("Quetta Shura".to_owned(), group.clone())]);
    /// assert_eq!(stops.stop("the Quetta shura"), Some(&group));
    /// assert_eq!(stops.stop("Quetta"), None);
    /// ```
    #[must_use]
    pub fn stop(&self, phrase: &str) -> Option<&Stop> {
        self.stop_of_plain(&plain(phrase))
    }

    /// As [`Stops::stop`], in words.
    #[must_use]
    pub fn reason(&self, phrase: &str) -> Option<&str> {
        self.stop(phrase).map(Stop::reason)
    }

    /// As [`Stops::stop`] for a phrase that is [`plain`].
    pub(super) fn stop_of_plain(&self, phrase: &str) -> Option<&Stop> {
        let bare = phrase.strip_prefix("the ").unwrap_or(phrase);
        let held = self.phrases.get(phrase).or_else(|| self.phrases.get(bare));
        held.or_else(|| self.phrases.get(&format!("the {bare}"))).map(|held| &held.stop)
    }

    /// The phrases, as they were given, that have `words` inside, of which there are two at least: one word stands in too many.
    /// Three at most, the longest first.
    ///
    /// # Cost
    /// Looks through all phrases.
    #[must_use]
    pub fn around(&self, words: &str) -> Vec<&str> {
        let words = plain(words);
        if !words.contains(' ') {
            return Vec::new();
        }
        let inner = format!(" {words} ");
        let mut around: Vec<&str> = self
            .phrases
            .iter()
            .filter(|(key, _)| **key != words && format!(" {key} ").contains(&inner))
            .map(|(_, phrase)| phrase.as_written.as_str())
            .collect();
        around.sort_by_key(|phrase| Reverse(phrase.chars().count()));
        around.truncate(AROUND_MAX);
        around
    }
}
