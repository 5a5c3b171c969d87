//! The words of a sentence, each with its place in the text. Not responsible for what they mean.

/// A word: letters and digits, with hyphens and apostrophes inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// As written.
    pub(super) text: &'t str,
    /// In lower case, without a possessive `’s`.
    pub(super) plain: String,
    /// What stands between it and the word before it.
    pub(super) gap: &'t str,
    /// The first character, counted in the whole text.
    pub(super) start: usize,
    /// One past the last character.
    pub(super) end: usize,
    /// The first byte, counted in the sentence.
    byte: usize,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is one of these words.
    pub(super) fn is_any(&self, known: &[&str]) -> bool {
        known.contains(&self.plain.as_str())
    }

    /// Whether nothing but blanks stands before it.
    pub(super) fn follows_directly(&self) -> bool {
        self.gap.chars().all(char::is_whitespace)
    }

    /// Whether it is written with a possessive `’s` or `’`.
    pub(super) fn is_possessive(&self) -> bool {
        self.text.ends_with("’s") || self.text.ends_with("'s")
    }

    /// The number that its digits write, in Latin, Arabic or Persian digits; commas between thousands are left out.
    pub(super) fn number(&self) -> Option<u32> {
        let digits: Option<String> = self.text.chars().filter(|c| *c != ',').map(latin_digit).collect();
        digits.filter(|digits| !digits.is_empty()).and_then(|digits| digits.parse().ok())
    }
}

fn latin_digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The words of `sentence`, whose first character is the `offset`th of the text.
pub(super) fn words(sentence: &str, offset: usize) -> Vec<Word<'_>> {
    let mut found: Vec<Word> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut last_end = 0;
    let mut position = offset;
    let mut chars = sentence.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((byte, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside = c.is_alphanumeric() || is_mark(c) || joins(before, c, next);
        match (inside, open) {
            (true, None) => open = Some((byte, position)),
            (false, Some((from, start))) => {
                found.push(word(sentence, (last_end, from, byte), (start, position)));
                last_end = byte;
                open = None;
            }
            _ => {}
        }
        before = Some(c);
        position += 1;
    }
    if let Some((from, start)) = open {
        found.push(word(sentence, (last_end, from, sentence.len()), (start, position)));
    }
    found
}

/// Vowel marks and joiners of the Arabic script belong to the word that they stand in.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}' | '\u{300}'..='\u{36f}')
}

/// Whether `c` holds together what stands on both sides of it.
fn joins(before: Option<char>, c: char, next: Option<char>) -> bool {
    let (Some(before), Some(next)) = (before, next) else { return false };
    match c {
        '-' | '\'' | '’' | '\u{2010}' | '\u{2011}' => before.is_alphanumeric() && next.is_alphanumeric(),
        ',' | '.' => before.is_numeric() && next.is_numeric(),
        _ => false,
    }
}

fn word(sentence: &str, (gap, from, to): (usize, usize, usize), (start, end): (usize, usize)) -> Word<'_> {
    let text = &sentence[from..to];
    let bare = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s")).unwrap_or(text);
    Word { text, plain: bare.to_lowercase(), gap: &sentence[gap..from], start, end, byte: from }
}

/// The text from word `from` to word `to`, that word included.
pub(super) fn written<'t>(sentence: &'t str, words: &[Word<'t>], from: usize, to: usize) -> &'t str {
    let last = &words[to];
    &sentence[words[from].byte..last.byte + last.text.len()]
}
