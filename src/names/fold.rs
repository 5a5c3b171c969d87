//! Folding of names as this region spells them, rule by rule. Not responsible for what a name means.
//!
//! Two levels. [`plain`] takes away what no reader would call another spelling: case, accents, vowel marks, the code points that
//! keyboards give one and the same letter. [`alike`] makes one of what transliterations of Persian, Pashto, Balochi and Urdu
//! exchange. No two units of one level and country become one by it, which a test proves.
//!
//! # Source
//! Letters: The Unicode Standard, chapters 9.2 (Arabic) and 12.1 (Devanagari). Exchanges: the variants that GeoNames, Natural
//! Earth, UCDP and ACLED write for the same towns and units.

use unicode_normalization::UnicodeNormalization as _;

use crate::names::scripts::{arabic_letter, cyrillic_in_latin, devanagari_in_latin};

/// A name without what no reader would call another spelling.
///
/// Rules, in order:
/// 1. lower case: `KECH` is `kech`;
/// 2. NFKD, without accents and Arabic vowel marks: `Zāhedān` is `zahedan`, `أ إ آ ٱ` are `ا`, `ؤ` is `و`;
/// 3. one code point a letter: Arabic `ك ي ى ة` are `ک ی ه`, as are Urdu's `ہ ھ` and the final yehs;
/// 4. Arabic-Indic, Persian and Devanagari digits are 0 to 9;
/// 5. apostrophes, ayn and hamza signs, tatweel and marks of direction go: `Qā'en` is `qaen`;
/// 6. everything else that is no letter, ZWNJ and hyphens among it, is one blank; `&` stays a word.
///
/// # Example
/// ```
/// use sarhad::names::fold::plain;
/// assert_eq!(plain("Sīstān-va-Balūchestān"), "sistan va baluchestan");
/// assert_eq!(plain("كيچ"), plain("کیچ"));
/// ```
#[must_use]
pub fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut blank = false;
    for letter in name.nfkd().flat_map(char::to_lowercase) {
        if is_mark(letter) {
            continue;
        }
        if letter.is_alphanumeric() || letter == '&' || is_devanagari_sign(letter) {
            if blank && !text.is_empty() {
                text.push(' ');
            }
            blank = false;
            if letter == '&' {
                text.push_str("& ");
            } else {
                push_letter(&mut text, letter);
            }
        } else {
            blank = true;
        }
    }
    if text.contains("  ") || text.ends_with(' ') || text.contains('&') {
        return text.replace('&', " & ").split_whitespace().collect::<Vec<_>>().join(" ");
    }
    text
}

/// Signs that do not tell two names apart, and join what stands on both sides of them.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036f}' // accents
        | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06ed}' // vowel marks
        | '\u{0640}' // tatweel
        | '\u{200b}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}'
        | '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | 'ʽ' | '′' | '"' | '“' | '”' | '«' | '»')
}

/// Vowel signs, nukta and virama, which are letters' parts and no punctuation.
fn is_devanagari_sign(letter: char) -> bool {
    matches!(letter, '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0a01}'..='\u{0a4d}')
}

/// Rules 3 and 4, and Latin letters that NFKD leaves whole.
fn push_letter(text: &mut String, letter: char) {
    match letter {
        'ك' | 'ڪ' => text.push('ک'),
        'ي' | 'ى' | 'ۍ' | 'ې' | 'ے' => text.push('ی'),
        'ہ' | 'ھ' | 'ە' | 'ة' | 'ۃ' => text.push('ه'),
        'ٱ' => text.push('ا'),
        '\u{0660}'..='\u{0669}' => text.push(digit(letter, 0x0660)),
        '\u{06f0}'..='\u{06f9}' => text.push(digit(letter, 0x06f0)),
        '\u{0966}'..='\u{096f}' => text.push(digit(letter, 0x0966)),
        'ı' => text.push('i'),
        'ø' => text.push('o'),
        'ə' | 'æ' => text.push('a'),
        'ß' => text.push_str("ss"),
        letter => text.push(letter),
    }
}

fn digit(letter: char, zero: u32) -> char {
    char::from_digit(u32::from(letter) - zero, 10).unwrap_or(letter)
}

/// Words that join the parts of a name, in Latin and Arabic script: "and", and Persian's ezafe where it is written.
const JOINTS: [&str; 18] =
    ["va", "o", "wa", "w", "v", "and", "&", "u", "e", "i", "y", "ye", "yi", "of", "the", "و", "او", "ء"];
/// Articles of Arabic as they sound before various letters.
const ARTICLES: [&str; 10] = ["al", "ul", "ol", "el", "ud", "od", "ed", "ad", "il", "ال"];

/// The keys under which a [`plain`] name is found by those who spell it otherwise; more than one where a rule can be read in two
/// ways.
///
/// Rules for Latin script, after which blanks go:
/// 1. words that join (`va o wa and & u e i`) and articles (`al ul`) count or not: `Sar-e Pol` is `Sari Pul` and `Sar Pol`;
/// 2. `ou oo u o uw au` are one vowel, and `ow aw` before no other; so are `ee ie iy yi i y e`, and `ai ay ei ey` before no other:
///    `Panjgoor`, `Hilmand`, `Chaghi`;
/// 3. `kh q c ck` are `k`, `gh` is `g` or `k`, `x` is `ks`: `Qandahar`, `Ghom`, `Chaghai`;
/// 4. `ch tch tsch cch chh č` are one letter, so are `sh sch š`, so are `j dj zh dzh dsch ž`: `Ketch`, `Belutschistan`;
/// 5. `h` is silent behind `b d t j r`, and `ph` is `f`: `Sindh`, `Jhal Magsi`;
/// 6. any other `w` is `v`: `Sarawan`;
/// 7. final `-eh` and `-ah` are `-a`: `Mirjaveh`;
/// 8. doubled letters are one: `Jaffarabad`.
///
/// Arabic script: letters with one sound in Persian are one, and the retroflex letters of Urdu and the letters of Pashto and
/// Balochi are the plain ones; an article `ال` goes. Cyrillic and Devanagari are read letter by letter into Latin first.
///
/// # Example
/// ```
/// use sarhad::names::fold::{alike, plain};
/// let same = |one: &str, other: &str| alike(&plain(one)).iter().any(|key| alike(&plain(other)).contains(key));
/// assert!(same("Sistan o Baluchestan", "Sistan-va-Balouchestan"));
/// assert!(same("Sari Pul", "Sar-e Pol"));
/// assert!(same("Гвадар", "Gwadar"));
/// assert!(!same("Paktia", "Paktika"));
/// ```
#[must_use]
pub fn alike(plain: &str) -> Vec<String> {
    let latin;
    let text = match plain.chars().find(|letter| letter.is_alphabetic()) {
        Some('\u{0400}'..='\u{04ff}') => {
            latin = cyrillic_in_latin(plain);
            &latin
        }
        Some('\u{0900}'..='\u{097f}') => {
            latin = devanagari_in_latin(plain);
            &latin
        }
        _ => plain,
    };
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !is_joint(word)).collect();
    let readings = if telling.is_empty() || telling.len() == words.len() { vec![words] } else { vec![telling, words] };
    let mut keys = Vec::new();
    for reading in &readings {
        for gh in ["g", "k"] {
            let mut key = String::with_capacity(text.len());
            for word in reading {
                push_word(&mut key, word, gh);
            }
            if !keys.contains(&key) && !key.is_empty() {
                keys.push(key);
            }
            if !text.contains("gh") {
                break;
            }
        }
    }
    keys
}

/// Whether a plain word joins two others or is an article.
#[must_use]
pub(super) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word) || ARTICLES.contains(&word)
}

fn push_word(key: &mut String, word: &str, gh: &str) {
    if word.starts_with(|letter| ('\u{0600}'..='\u{06ff}').contains(&letter) || letter == 'ݔ') {
        let stem = word.strip_prefix("ال").filter(|stem| stem.chars().count() > 2).unwrap_or(word);
        for letter in stem.chars().filter_map(arabic_letter) {
            push_once(key, letter);
        }
        return;
    }
    let mut rest = word;
    let whole = word.chars().count() > 2;
    while let Some(letter) = rest.chars().next() {
        if whole && (rest == "eh" || rest == "ah") {
            push_once(key, 'a');
            return;
        }
        let (taken, folded) = latin(rest, gh).unwrap_or((letter.len_utf8(), None));
        match folded {
            Some(folded) => folded.chars().for_each(|letter| push_once(key, letter)),
            None => push_once(key, letter),
        }
        rest = &rest[taken..];
    }
}

/// A letter, unless it would double the one before it; digits may be doubled.
fn push_once(key: &mut String, letter: char) {
    if letter.is_numeric() || !key.ends_with(letter) {
        key.push(letter);
    }
}

/// Groups of letters that are one sound, the longest first, and what stands for them. `x` stands for sh.
const SOUNDS: [(&str, &str); 39] = [
    ("tsch", "c"),
    ("dsch", "j"),
    ("cchh", "c"),
    ("tch", "c"),
    ("cch", "c"),
    ("chh", "c"),
    ("sch", "x"),
    ("dzh", "j"),
    ("ksh", "kx"),
    ("ch", "c"),
    ("sh", "x"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "k"),
    ("ph", "f"),
    ("ck", "k"),
    ("bh", "b"),
    ("dh", "d"),
    ("th", "t"),
    ("jh", "j"),
    ("rh", "r"),
    ("ee", "i"),
    ("ie", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("uw", "u"),
    ("au", "u"),
    ("e", "i"),
    ("y", "i"),
    ("o", "u"),
    ("w", "v"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("č", "c"),
    ("š", "x"),
    ("ž", "j"),
];

/// How many bytes at the front of `rest` are one sound, and what stands for them.
fn latin<'a>(rest: &str, gh: &'a str) -> Option<(usize, Option<&'a str>)> {
    if rest.starts_with("gh") {
        return Some((2, Some(gh)));
    }
    let behind = rest.as_bytes().get(2).copied();
    let vowel_behind = behind.is_some_and(|letter| b"aeiouy".contains(&letter));
    if !vowel_behind {
        match rest.get(..2) {
            Some("ai" | "ay" | "ei" | "ey") => return Some((2, Some("i"))),
            Some("ow" | "aw") => return Some((2, Some("u"))),
            _ => {}
        }
    }
    let first = rest.as_bytes().first();
    // most letters are told from each other by their first byte
    let sound = |(from, _): &&(&str, &str)| from.as_bytes().first() == first && rest.starts_with(from);
    let (from, to) = SOUNDS.iter().find(sound)?;
    Some((from.len(), Some(to)))
}
