//! Phrases that look like places and are none. Not responsible for which phrases these are.

use std::collections::BTreeMap;

use crate::names::fold::plain;

/// Phrases that are no places, each with the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stops {
    reasons: BTreeMap<String, String>,
}

impl Stops {
    /// The phrases of `phrases`, each with its reason; the first reason of a phrase stays.
    #[must_use]
    pub fn new(phrases: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut stops = Self::default();
        for (phrase, reason) in phrases {
            stops.add(&phrase, reason);
        }
        stops
    }

    /// Adds a phrase, unless it is known.
    pub fn add(&mut self, phrase: &str, reason: String) {
        let phrase = plain(phrase);
        if !phrase.is_empty() {
            self.reasons.entry(phrase).or_insert(reason);
        }
    }

    /// Why `phrase` is no place; `None` if it is no stop phrase. Case, accents and a leading "the" make no difference.
    ///
    /// # Example
    /// ```
    /// use sarhad::names::stops::Stops;
    /// let stops = Stops::new([("Quetta Shura".to_owned(), "a group's name".to_owned())]);
    /// assert_eq!(stops.reason("the Quetta shura"), Some("a group's name"));
    /// assert_eq!(stops.reason("Quetta"), None);
    /// ```
    #[must_use]
    pub fn reason(&self, phrase: &str) -> Option<&str> {
        self.reason_of_plain(&plain(phrase))
    }

    /// As [`Stops::reason`] for a phrase that is [`plain`].
    pub(super) fn reason_of_plain(&self, phrase: &str) -> Option<&str> {
        let bare = phrase.strip_prefix("the ").unwrap_or(phrase);
        let held = self.reasons.get(phrase).or_else(|| self.reasons.get(bare));
        held.or_else(|| self.reasons.get(&format!("the {bare}"))).map(String::as_str)
    }

    /// The phrases that have `words`, of which there are two at least, inside: one word stands in too many.
    #[must_use]
    pub fn around(&self, words: &str) -> Vec<&str> {
        let words = plain(words);
        if !words.contains(' ') {
            return Vec::new();
        }
        let inner = format!(" {words} ");
        let around = |phrase: &&str| *phrase != words && format!(" {phrase} ").contains(&inner);
        self.reasons.keys().map(String::as_str).filter(around).collect()
    }
}
