//! A text in sentences, each with its offsets. Not responsible for what they say.

/// A sentence, or a line that stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// Its number in the text, from 1.
    pub number: usize,
    /// The first character, in Unicode scalar values.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Its text.
    pub text: &'t str,
    /// Whether it is a line without a full stop: a title, a date line, an item of a list.
    pub heading: bool,
    /// Whether it goes on behind its end, where it was broken since it is too long to be read in one.
    pub broken: bool,
}

/// Words of a sentence that are read in one, and characters where blanks are missing: no sentence of a report has as many, and
/// the time for one grows with its square.
const WORDS_MAX: usize = 400;
const CHARS_MAX: usize = 4_000;

/// A line that is shorter than this and ends without a full stop is no line of running text that was broken to a width.
const BROKEN_LINE_CHARS: usize = 50;

/// Words before a full stop that does not end a sentence.
const TITLES: [&str; 30] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "maj", "lt", "capt", "sgt", "brig", "gov", "sen", "rep", "hon",
    "st", "vs", "approx", "dept", "adm", "cmdr", "supt", "insp", "fr", "rev", "sheikh", "e.g", "i.e", "cf",
];
/// Months that are written short, and other words whose full stop is followed by a number.
const BEFORE_NUMBERS: [&str; 13] =
    ["no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
/// Words that begin a sentence after an abbreviation such as `U.S.` more often than they are part of a name.
const BEGINNERS: [&str; 28] = [
    "the", "a", "an", "it", "he", "she", "they", "we", "in", "on", "at", "but", "and", "however", "this", "that",
    "these", "those", "after", "before", "since", "last", "when", "while", "its", "their", "his", "there",
];

/// The sentences of `text`, in order. Full stops of abbreviations and initials do not end one; a blank line always does, and so
/// does the end of a short line without a full stop. What goes on for more than 400 words is broken.
///
/// # Units
/// Offsets are Unicode scalar values of `text`, line breaks of any kind included.
///
/// # Example
/// ```
/// use sarhad::analysis::draft::sentences::sentences;
/// let found = sentences("Mr. Khan left at 9 a.m. on Jan. 29. Nobody was hurt.");
/// assert_eq!(found.len(), 2);
/// assert_eq!((found[1].start, found[1].text), (36, "Nobody was hurt."));
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Found { text, sentences: Vec::new(), open: None };
    let mut blanks = 0;
    let mut line_start = 0;
    // closing quotation marks that belong to a sentence which is complete
    let mut closing_until = 0;
    for (position, (byte, c)) in text.char_indices().enumerate() {
        let after = byte + c.len_utf8();
        blanks = if found.open.is_none() { 0 } else { blanks + usize::from(c.is_whitespace()) };
        let endless = found.open.is_some_and(|(_, start)| position - start >= CHARS_MAX);
        if endless || (blanks >= WORDS_MAX && c.is_whitespace()) {
            found.close(byte);
            found.sentences.last_mut().into_iter().for_each(|sentence| sentence.broken = true);
        }
        if c == '\n' {
            if breaks(&text[..byte], &text[after..], position - line_start) {
                found.close(byte);
            }
            line_start = position + 1;
        } else if !c.is_whitespace() && byte >= closing_until {
            found.open.get_or_insert((byte, position));
        }
        if is_stop(c)
            && found.open.is_some()
            && let Some(closed) = ends_after(&text[..byte], c, &text[after..])
        {
            closing_until = after + closed;
            found.close(closing_until);
        }
    }
    found.close(text.len());
    found.sentences
}

struct Found<'t> {
    text: &'t str,
    sentences: Vec<Sentence<'t>>,
    /// The first byte and character of the sentence that has begun.
    open: Option<(usize, usize)>,
}

impl Found<'_> {
    /// Ends the sentence that is open before byte `end`.
    fn close(&mut self, end: usize) {
        let Some((from, start)) = self.open.take() else { return };
        let text = self.text[from..end].trim_end();
        let last = text.trim_end_matches(is_closing).chars().next_back();
        let heading = !last.is_some_and(|c| is_stop(c) || c == ':' || c == ';');
        let number = self.sentences.len() + 1;
        self.sentences.push(Sentence {
            number,
            start,
            end: start + text.chars().count(),
            text,
            heading,
            broken: false,
        });
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '؟' | '۔')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | ')' | ']' | '»')
}

fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '"' | '\'' | '(' | '[' | '«')
}

/// Whether the line break between `before` and `after` ends a sentence.
fn breaks(before: &str, after: &str, line_chars: usize) -> bool {
    let next = after.split('\n').next().unwrap_or_default().trim();
    if next.is_empty() || before.lines().next_back().is_none_or(|line| line.trim().is_empty()) {
        return true;
    }
    let begins = next.trim_start_matches(is_opening).chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let item = next.starts_with(['-', '*', '•', '–']) && next.chars().nth(1).is_some_and(char::is_whitespace);
    item || (line_chars < BROKEN_LINE_CHARS && begins && !before.trim_end().ends_with(','))
}

/// The bytes of closing marks after the stop `c`, where it ends the sentence.
fn ends_after(before: &str, c: char, after: &str) -> Option<usize> {
    let rest = after.trim_start_matches(is_closing);
    let closed = after.len() - rest.len();
    match rest.chars().next() {
        None => return Some(closed),
        Some(next) if !next.is_whitespace() => return None,
        Some(_) => {}
    }
    let next = rest.trim_start().trim_start_matches(is_opening);
    let first = next.chars().next();
    if first.is_none() || matches!(c, '۔' | '؟') {
        return Some(closed);
    }
    if first.is_some_and(char::is_lowercase) {
        return None;
    }
    (c != '.' || stops(last_word(before), next)).then_some(closed)
}

/// What stands before a full stop, back to a blank.
fn last_word(before: &str) -> &str {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(is_opening)
}

/// Whether the full stop after `word` ends a sentence, where `next` follows.
fn stops(word: &str, next: &str) -> bool {
    let lower = word.to_lowercase();
    let number = next.chars().next().is_some_and(char::is_numeric);
    if TITLES.contains(&lower.as_str()) || (number && BEFORE_NUMBERS.contains(&lower.as_str())) {
        return false;
    }
    let letters = word.chars().count();
    let initial = letters == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    if !initial && !dotted {
        return true;
    }
    let follower: String = next.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    BEGINNERS.contains(&follower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let check = |text: &str, expected: &[&str]| {
            let found = sentences(text);
            let texts: Vec<&str> = found.iter().map(|sentence| sentence.text).collect();
            assert_eq!(texts, expected, "{text:?}");
            for sentence in &found {
                let chars: String = text.chars().skip(sentence.start).take(sentence.end - sentence.start).collect();
                assert_eq!(chars, sentence.text, "offsets of {text:?}");
            }
        };
        check("", &[]);
        check(" \n\n ", &[]);
        check("One. Two.", &["One.", "Two."]);
        check("Mr. Khan came on Jan. 29. He left.", &["Mr. Khan came on Jan. 29.", "He left."]);
        check("It was 9 a.m. on Monday. It rained.", &["It was 9 a.m. on Monday.", "It rained."]);
        check("The U.S. Navy came. It left.", &["The U.S. Navy came.", "It left."]);
        check("He went to the U.S. The end.", &["He went to the U.S.", "The end."]);
        check("A. B. Khan spoke.", &["A. B. Khan spoke."]);
        check("It fell 3.5 km away. Good.", &["It fell 3.5 km away.", "Good."]);
        check("“It is over.” This is known.", &["“It is over.”", "This is known."]);
        check("“Is it over?” he asked. No.", &["“Is it over?” he asked.", "No."]);
        check("A title\n\nText is here.\r\n\r\nMore.", &["A title", "Text is here.", "More."]);
        check("Title of it\nThe text is here.", &["Title of it", "The text is here."]);
        check(
            "A line of running text that was broken to a width of\nsome characters. Next.",
            &["A line of running text that was broken to a width of\nsome characters.", "Next."],
        );
        check("Wait... What? Yes!", &["Wait...", "What?", "Yes!"]);
        check("کراچی میں دھماکہ ہوا۔ دو زخمی۔", &["کراچی میں دھماکہ ہوا۔", "دو زخمی۔"]);
        check("Same line\n\nSame line", &["Same line", "Same line"]);
    }

    #[test]
    fn a_line_without_a_full_stop_is_a_heading() {
        let headings: Vec<bool> = sentences("A title\n\nA sentence.").iter().map(|found| found.heading).collect();
        assert_eq!(headings, [true, false]);
    }

    #[test]
    fn what_goes_on_and_on_is_broken_and_nothing_is_lost() {
        for text in ["Gwadar ".repeat(100_000), "and-".repeat(100_000), "کیچ ".repeat(2_000)] {
            let found = sentences(&text);
            let letters: usize = found.iter().map(|sentence| sentence.end - sentence.start).sum();
            let blanks = found.len() - 1;
            assert!(letters + blanks >= text.trim_end().chars().count(), "{letters}");
            assert!(found.iter().all(|sentence| sentence.end - sentence.start <= CHARS_MAX));
            assert!(found[..found.len() - 1].iter().all(|sentence| sentence.broken));
        }
        assert!(!sentences("Short.")[0].broken);
    }
}
