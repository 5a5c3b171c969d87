//! Names of the gazetteer in running text. Not responsible for what the text says of them.

use crate::names::affixes::is_affix;
use crate::names::entry::Kind;
use crate::names::fold::{is_joint, plain};
use crate::names::gazetteer::{Closeness, Gazetteer, says_border};

/// Words in Latin script of fewer letters are taken as they are spelt: `Mand` is a place, and `mount` is not nearly one.
const SHORTEST_ALIKE: usize = 5;

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it begins, in Unicode scalar values.
    pub start: usize,
    /// Where the text goes on behind it, in Unicode scalar values.
    pub end: usize,
    /// As the text writes it.
    pub as_written: String,
    /// The entries that it may mean, as numbers in [`Gazetteer::entries`]; the likeliest first.
    pub entries: Vec<usize>,
}

/// A word of the text.
struct Token {
    start: usize,
    end: usize,
    plain: String,
    /// Whether it may begin or end a name: Latin and Cyrillic names begin in upper case.
    stands_out: bool,
    /// Whether only a blank or a hyphen stands before it.
    joined: bool,
}

impl Gazetteer {
    /// The longest names of the gazetteer in `text`, in its order, none over another.
    ///
    /// Stop phrases, names of groups among them, are left out with the places inside them. Words in scripts that have an upper
    /// case must begin with it. A word that says the kind belongs to the name: `Kech district` means the district alone.
    ///
    /// # Cost
    /// Each word is looked up with those behind it, up to the longest name's: some microseconds a word.
    ///
    /// # Example
    /// ```
    /// use sarhad::Atlas;
    /// let atlas = Atlas::built_in();
    /// let gazetteer = atlas.gazetteer();
    /// let text = "Four soldiers were killed in Kech district, said Islamabad.";
    /// let mention = &gazetteer.mentions(text)[0];
    /// assert_eq!((mention.start, mention.end, mention.as_written.as_str()), (29, 42, "Kech district"));
    /// assert_eq!(gazetteer.entries()[mention.entries[0]].id, "PK/kech");
    /// ```
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let letters: Vec<char> = text.chars().collect();
        let tokens = tokens(&letters);
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            at += match self.longest_at(&tokens[at..]) {
                Some((taken, entries)) => {
                    let (start, end) = (tokens[at].start, tokens[at + taken - 1].end);
                    if !entries.is_empty() {
                        mentions.push(Mention {
                            start,
                            end,
                            as_written: letters[start..end].iter().collect(),
                            entries,
                        });
                    }
                    taken
                }
                None => 1,
            };
        }
        mentions
    }

    /// How many words at the front are a name, and what it may mean; nothing where they are a stop phrase.
    fn longest_at(&self, tokens: &[Token]) -> Option<(usize, Vec<usize>)> {
        let room = tokens.iter().skip(1).take_while(|token| token.joined).count() + 1;
        for taken in (1..=room.min(self.longest() + 2)).rev() {
            let words = &tokens[..taken];
            let name = words.iter().map(|word| word.plain.as_str()).collect::<Vec<_>>().join(" ");
            if self.stops().stop_of_plain(&name).is_some() {
                return Some((taken, Vec::new()));
            }
            let last = &words[taken - 1];
            let bounded = words[0].stands_out && (last.stands_out || is_affix(&last.plain));
            if !bounded || is_joint(&words[0].plain) || taken > 1 && is_joint(&last.plain) {
                continue;
            }
            let entries = self.entries_named(&name);
            if !entries.is_empty() {
                return Some((taken, entries));
            }
        }
        None
    }

    fn entries_named(&self, name: &str) -> Vec<usize> {
        let border = says_border(name);
        let mut hits = self.named(name);
        hits.retain(|hit| hit.is_of_said_kind() && (border || hit.entry.kind != Kind::Border));
        let latin = name.is_ascii();
        let short = latin && name.len() < SHORTEST_ALIKE;
        let Some(best) = hits.first().map(|hit| hit.closeness) else { return Vec::new() };
        if short && best != Closeness::Exact || is_affix(name) {
            return Vec::new();
        }
        let of_kind = |kind: Kind| hits.iter().any(|hit| hit.entry.kind == kind);
        // a country's name is not also that of a village
        let country = of_kind(Kind::Country);
        let fit = hits.iter().filter(|hit| hit.closeness == best && (!country || hit.entry.kind == Kind::Country));
        fit.map(|hit| hit.number).collect()
    }
}

fn tokens(letters: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut joined = true;
    let mut at = 0;
    while at < letters.len() {
        if !is_word(letters, at) {
            joined &= letters[at].is_whitespace() && letters[at] != '\n'
                || matches!(letters[at], '-' | '‐' | '–' | '\u{200c}');
            at += 1;
            continue;
        }
        let start = at;
        while at < letters.len() && is_word(letters, at) {
            at += 1;
        }
        let word: String = letters[start..at].iter().collect();
        let first = letters[start];
        let plain = plain(&word);
        if !plain.is_empty() {
            let stands_out = first.is_uppercase() || !first.is_lowercase() && !first.is_numeric();
            tokens.push(Token { start, end: at, plain, stands_out, joined });
            joined = true;
        }
        // the genitive's s
        while at < letters.len() && matches!(letters[at], '’' | '\'') {
            at += 1 + usize::from(letters.get(at + 1) == Some(&'s'));
            joined = false;
        }
    }
    tokens
}

/// Whether the letter at `at` belongs to a word: an apostrophe does between letters, unless it begins a genitive.
fn is_word(letters: &[char], at: usize) -> bool {
    let letter = letters[at];
    if matches!(letter, '’' | '\'') {
        let inside = at > 0
            && letters[at - 1].is_alphanumeric()
            && letters.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let genitive =
            letters.get(at + 1) == Some(&'s') && letters.get(at + 2).is_none_or(|next| !next.is_alphanumeric());
        return inside && !genitive;
    }
    letter.is_alphanumeric()
        || letter == '&'
        || matches!(letter, '\u{0300}'..='\u{036f}' | '\u{0610}'..='\u{06ed}') // marks on letters
        || matches!(letter, '\u{0900}'..='\u{0963}' | '\u{0a01}'..='\u{0a4d}') // signs of vowels
}
