//! Patterns of LIKE: `%` for any text, `_` for any character, `\` before either or itself. Not responsible for case.

/// A pattern read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Letter(char),
    One,
    Any,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let mut pieces = Vec::with_capacity(text.len());
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let piece = match letter {
                '%' if pieces.last() == Some(&Piece::Any) => continue,
                '%' => Piece::Any,
                '_' => Piece::One,
                '\\' => Piece::Letter(letters.next().unwrap_or('\\')),
                letter => Piece::Letter(letter),
            };
            pieces.push(piece);
        }
        Self(pieces)
    }

    /// Whether the whole of `text` is like the pattern.
    ///
    /// # Cost
    /// Only the last `%` is ever tried again, so at most the text's length times that of the longest part between two `%`.
    pub(super) fn matches(&self, text: &str) -> bool {
        let pieces = &self.0;
        if text.len() < pieces.iter().filter(|piece| **piece != Piece::Any).count() {
            return false;
        }
        let (mut rest, mut at) = (text, 0);
        let mut again: Option<(usize, &str)> = None;
        while let Some(letter) = rest.chars().next() {
            match pieces.get(at) {
                Some(Piece::Any) => {
                    at += 1;
                    again = Some((at, rest));
                }
                Some(Piece::One) => {
                    at += 1;
                    rest = &rest[letter.len_utf8()..];
                }
                Some(Piece::Letter(wanted)) if *wanted == letter => {
                    at += 1;
                    rest = &rest[letter.len_utf8()..];
                }
                _ => {
                    let Some((behind, tried)) = again else { return false };
                    let mut later = tried.chars();
                    later.next();
                    rest = later.as_str();
                    at = behind;
                    again = Some((behind, rest));
                }
            }
        }
        pieces[at..].iter().all(|piece| *piece == Piece::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[track_caller]
    fn check(pattern: &str, alike: &[&str], others: &[&str]) {
        let pattern = Pattern::new(pattern);
        for text in alike {
            assert!(pattern.matches(text), "{text:?} is like {pattern:?}");
        }
        for text in others {
            assert!(!pattern.matches(text), "{text:?} is not like {pattern:?}");
        }
    }

    #[test]
    fn wildcards_stand_for_any_text_and_one_character() {
        check("", &[""], &["a"]);
        check("%", &["", "a", "čaman"], &[]);
        check("B_r%", &["Berlin", "Bern", "Bür"], &["Br", "aBer", "bern"]);
        check("%a%b%", &["ab", "xaxbx", "aab"], &["ba", "a"]);
        check("_", &["š", "۱"], &["", "ab"]);
        check("%ab", &["ab", "aab", "abab"], &["aba"]);
        check("%%a", &["a", "ba"], &["ab"]);
    }

    #[test]
    fn a_backslash_takes_wildcards_by_the_letter() {
        check(r"100\%", &["100%"], &["1000", r"100\%"]);
        check(r"a\_b", &["a_b"], &["axb"]);
        check(r"a\\%", &[r"a\", r"a\b"], &["a"]);
        check("a\\", &["a\\"], &["a"]);
    }

    #[test]
    fn many_wildcards_are_quick() {
        let pattern = Pattern::new(&format!("{}b", "%a".repeat(4_000)));
        assert!(!pattern.matches(&"a".repeat(200_000)));
    }
}
