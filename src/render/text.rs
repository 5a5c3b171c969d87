//! Words in a picture: escaped, broken into lines, turned the way they are read. Not responsible for where they stand.

use crate::render::metrics::{em, is_arabic, width_px};

/// The longest text that a label or a list entry shows; what is longer ends with an ellipsis.
const LABEL_MAX_CHARS: usize = 48;
/// Brackets with no more in them than this are never broken.
const BRACKETS_MAX_CHARS: usize = 17;
/// Right-to-left isolate, left-to-right isolate, and pop directional isolate (UAX #9).
const RTL: char = '\u{2067}';
const LTR: char = '\u{2066}';
const POP: char = '\u{2069}';
/// The right-to-left mark, before a line that is read from right to left though it has no letter that is.
pub(super) const RLM: char = '\u{200f}';

/// `text` for element content and attributes: markup escaped, what XML 1.0 forbids or what turns the writing direction
/// of its neighbours replaced by U+FFFD, line breaks and tabs by spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            _ if forbidden(letter) => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

fn forbidden(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || turns || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// `text` as a line of its own direction, escaped. What is read from right to left and holds more than letters is isolated:
/// every viewer then orders it in the same way, though not all of them know the attribute `direction`.
pub(super) fn directed(text: &str) -> String {
    let plain = |letter: char| is_arabic(letter) && letter.is_alphabetic() || letter == ' ';
    if !text.starts_with(RLM) && !text.chars().any(is_arabic) || text.chars().all(plain) {
        return escaped(text);
    }
    let mut line = String::from(RTL);
    for run in text.split_inclusive(is_arabic) {
        let letter = run.chars().next_back().filter(|letter| is_arabic(*letter));
        let between = &run[..run.len() - letter.map_or(0, char::len_utf8)];
        line += &isolated(between);
        line.extend(letter);
    }
    line.push(POP);
    line
}

/// What stands between words of the Arabic script, escaped: Latin words among it keep their own order, with their brackets.
fn isolated(between: &str) -> String {
    const AROUND: [char; 8] = [' ', ':', ';', ',', '.', '·', '±', '°'];
    let core = between.trim_matches(AROUND);
    if !core.chars().any(|letter| letter.is_ascii_alphabetic()) {
        return escaped(between);
    }
    let (before, behind) = between.split_once(core).unwrap_or_default();
    // a bracket that only opens or closes here belongs to the words around
    let opens = core.starts_with('(') && !core.contains(')');
    let closes = core.ends_with(')') && !core.contains('(');
    let inner =
        core.trim_start_matches(|letter| opens && letter == '(').trim_end_matches(|letter| closes && letter == ')');
    let (open, close) = (if opens { "(" } else { "" }, if closes { ")" } else { "" });
    [&escaped(before), open, &format!("{LTR}{}{POP}", escaped(inner)), close, &escaped(behind)].concat()
}

/// `text`, cut where a label would be longer than 48 characters.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LABEL_MAX_CHARS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LABEL_MAX_CHARS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// As much of `text` as `width` holds in one line, with an ellipsis where it is cut.
pub(super) fn fitting(text: &str, size_px: f64, width: f64) -> String {
    if width_px(text, size_px) <= width {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while !kept.is_empty() && width_px(&kept, size_px) + size_px > width {
        kept.pop();
    }
    kept.trim_end().to_owned() + "…"
}

/// `text` in lines of at most `width`, broken at spaces, but not within short brackets such as a licence; a word that is longer is
/// broken anywhere.
pub(super) fn wrapped(text: &str, size_px: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in bracketed_words(text) {
        let joined = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if width_px(&joined, size_px) <= width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            if !line.is_empty() && width_px(&line, size_px) + em(letter) * size_px > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The words of `text`; those between short brackets are one.
fn bracketed_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = text.split_whitespace().peekable();
    while let Some(word) = rest.next() {
        let mut whole = word.to_owned();
        if word.starts_with('(') && !word.contains(')') {
            let ahead = rest.clone().scan(word.chars().count(), |length, next| {
                *length += 1 + next.chars().count();
                (*length <= BRACKETS_MAX_CHARS).then_some(next)
            });
            let ahead: Vec<&str> = ahead.collect();
            let closing = ahead.iter().position(|next| next.contains([')', '(']));
            for next in closing.filter(|at| ahead[*at].contains(')')).map(|at| &ahead[..=at]).unwrap_or_default() {
                whole = whole + " " + next;
                rest.next();
            }
        }
        words.push(whole);
    }
    words
}

/// The first `most` of `lines`; where some are left out, the last one that stays ends with an ellipsis.
pub(super) fn at_most(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_harmless() {
        let rows = [
            ("", ""),
            ("Kech & <b>\"Turbat\"</b>", "Kech &amp; &lt;b&gt;&quot;Turbat&quot;&lt;/b&gt;"),
            ("it's", "it&#39;s"),
            ("a\0b\u{1b}[31m\u{7f}\u{85}", "a\u{fffd}b\u{fffd}[31m\u{fffd}\u{fffd}"),
            ("two\r\nlines", "two  lines"),
            ("\u{202e}drawkcab\u{ffff}", "\u{fffd}drawkcab\u{fffd}"),
            ("گوادر", "گوادر"),
        ];
        for (text, expected) in rows {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(directed("گوادر و کیچ"), "گوادر و کیچ");
        assert_eq!(directed("A1 & A2"), "A1 &amp; A2");
        assert_eq!(directed("A1: گوادر"), "\u{2067}\u{2066}A1\u{2069}: گوادر\u{2069}");
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        for text in ["", "one", "somewhere along this stretch of the border", &"x".repeat(400), "a  b\n c"] {
            let lines = wrapped(text, 13.0, 120.0);
            assert!(lines.iter().all(|line| width_px(line, 13.0) <= 120.0), "{lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }

    #[test]
    fn a_licence_is_not_broken() {
        let text = "town points are from GeoNames (CC BY 4.0), which many (but not all of them) use (a (b c) d";
        for width in [100.0, 150.0, 200.0, 260.0] {
            let lines = wrapped(text, 13.0, width);
            assert!(lines.iter().any(|line| line.contains("(CC BY 4.0),")), "{lines:?}");
            assert_eq!(lines.join(" "), text);
        }
    }
}
