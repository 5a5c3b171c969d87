//! How alike two texts are that may be two spellings of one. Not responsible for what they name.

use std::collections::BTreeSet;

/// Characters of a text that are looked at: a headline, or the first lines of a report.
const TEXT_CHARS_MAX: usize = 240;
/// Words this much alike are taken for one word in two spellings: `jundallah` and `jandullah` are 0.93, `front` and `army` 0.48.
const SAME_WORD: f64 = 0.88;
/// Articles and particles that are written in many ways, or left out.
const PARTICLES: [&str; 9] = ["al", "ul", "el", "ol", "ud", "the", "of", "de", "and"];
/// The same between two words; at the end they may be what tells group E from group I.
const LINKS: [&str; 3] = ["i", "e", "o"];
/// Two writings of one sound in names from Arabic, Persian, Urdu and Balochi.
const SOUNDS: [(&str, &str); 9] = [
    ("aa", "a"),
    ("ee", "i"),
    ("ii", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("kh", "h"),
    ("ey", "i"),
    ("ay", "ai"),
    ("q", "k"),
];

/// Whether two names are spellings of one: word by word, particles left out, or one the initials of the other.
///
/// What stands in brackets is another name of the same.
///
/// # Example
/// ```
/// use sarhad::analysis::spelling::same_name;
/// assert!(same_name("Jaish-ul Adl", "Jaysh al-Adl"));
/// assert!(same_name("Baloch Liberation Army (BLA)", "BLA"));
/// assert!(!same_name("Baloch Liberation Army", "Baloch Liberation Front"));
/// ```
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    Name::new(one).is(&Name::new(other))
}

/// A name, made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it was written.
    pub written: String,
    /// The words of each of its writings.
    aliases: Vec<Vec<String>>,
}

impl Name {
    /// The name that is written so.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let aliases = written.split(['(', ')', '[', ']']).map(words_of_name).filter(|words| !words.is_empty());
        Self { written: written.trim().to_owned(), aliases: aliases.collect() }
    }

    /// Whether it may be a spelling of `other`: see [`same_name`].
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let both = self.aliases.iter().flat_map(|one| other.aliases.iter().map(move |other| (one, other)));
        both.into_iter()
            .any(|(one, other)| same_words(one, other) || is_initials(one, other) || is_initials(other, one))
    }
}

fn words_of_name(text: &str) -> Vec<String> {
    let all: Vec<String> = words(text).collect();
    let links = |at: usize| at > 0 && at + 1 < all.len() && LINKS.contains(&all[at].as_str());
    let telling = (0..all.len()).filter(|&at| !links(at) && !PARTICLES.contains(&all[at].as_str()));
    let folded: Vec<String> = telling.map(|at| sounds(&all[at])).collect();
    if folded.is_empty() { all } else { folded }
}

/// The words of `text` in lower case, without marks.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !is_inside_word(c)).filter_map(|word| {
        let lower: String =
            word.chars().filter(|c| !is_inside_word(*c)).flat_map(char::to_lowercase).map(plain).collect();
        (!lower.is_empty()).then_some(lower)
    })
}

/// Apostrophes, joiners and marks that some write within a word and some do not.
fn is_inside_word(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | '`' | '\u{200c}' | '\u{200d}' | '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{0652}')
}

/// A letter without the mark that transliterations put on it, and Arabic letters as Persian and Urdu write them.
fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'ā' | 'ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ç' | 'č' => 'c',
        'ş' | 'š' | 'ṣ' => 's',
        'ḥ' | 'ḫ' => 'h',
        'ṭ' => 't',
        'ḍ' => 'd',
        'ẓ' | 'ž' => 'z',
        'ğ' | 'ġ' => 'g',
        'ñ' => 'n',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        other => other,
    }
}

fn sounds(word: &str) -> String {
    SOUNDS.iter().fold(word.to_owned(), |word, (from, to)| word.replace(from, to))
}

fn same_words(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| word_likeness(one, other) >= SAME_WORD)
}

/// Whether `one` is a single word made of the first letters of `other`.
fn is_initials(one: &[String], other: &[String]) -> bool {
    let [word] = one else { return false };
    other.len() > 1 && other.iter().filter_map(|word| word.chars().next()).eq(word.chars())
}

/// How alike two words are, from 0 to 1.
///
/// # Source
/// Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage, 1990.
#[must_use]
pub fn word_likeness(one: &str, other: &str) -> f64 {
    const PREFIX_WEIGHT: f64 = 0.1;
    const PREFIX_MAX: usize = 4;
    let [one, other]: [Vec<char>; 2] = [one, other].map(|word| word.chars().collect());
    if one == other {
        return 1.0;
    }
    let reach = (one.len().max(other.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; other.len()];
    let mut met = Vec::new();
    for (at, &c) in one.iter().enumerate() {
        let near = at.saturating_sub(reach)..(at + reach + 1).min(other.len());
        if let Some(found) = near.into_iter().find(|&place| !taken[place] && other[place] == c) {
            taken[found] = true;
            met.push(c);
        }
    }
    if met.is_empty() {
        return 0.0;
    }
    let in_other = other.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(c, _)| *c);
    let turned = met.iter().zip(in_other).filter(|(one, other)| **one != *other).count() / 2;
    let [met, turned, lengths @ ..] = [met.len(), turned, one.len(), other.len()].map(|count| count as f64);
    let jaro = (met / lengths[0] + met / lengths[1] + (met - turned) / met) / 3.0;
    let prefix = one.iter().zip(&other).take(PREFIX_MAX).take_while(|(one, other)| one == other).count();
    jaro + prefix as f64 * PREFIX_WEIGHT * (1.0 - jaro)
}

/// A text, made ready to be compared: its triples of letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Triples {
    sorted: Vec<[char; 3]>,
}

impl Triples {
    /// The triples of the first 240 characters of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let head: String = text.chars().take(TEXT_CHARS_MAX).collect();
        let mut all = BTreeSet::new();
        for word in words(&head) {
            let padded: Vec<char> = "  ".chars().chain(word.chars()).chain(" ".chars()).collect();
            all.extend(padded.windows(3).map(|triple| [triple[0], triple[1], triple[2]]));
        }
        Self { sorted: all.into_iter().collect() }
    }

    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// How alike two texts are, from 0 to 1: twice the triples that both have, for each that either has.
    ///
    /// # Source
    /// Dice, Measures of the Amount of Ecologic Association Between Species, 1945.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let all = self.sorted.len() + other.sorted.len();
        if all == 0 {
            return 0.0;
        }
        let common = self.sorted.iter().filter(|triple| other.sorted.binary_search(triple).is_ok()).count();
        2.0 * common as f64 / all as f64
    }
}
