//! Words in a picture: escaped, measured by estimate, broken into lines. Not responsible for where they stand.

/// The longest text that a label or a list entry shows; what is longer ends with an ellipsis.
const LABEL_MAX_CHARS: usize = 48;
/// Estimates are this much too wide, since the reader's font is not known.
const SAFETY: f64 = 1.06;

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

/// `text`, cut where a label would be longer than 48 characters.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LABEL_MAX_CHARS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LABEL_MAX_CHARS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// About how wide `text` is set in a sans-serif of `size_px`, rather too wide than too narrow.
pub(super) fn width_px(text: &str, size_px: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size_px * SAFETY
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | ' ' | '·' => {
            0.31
        }
        'm' | 'w' | 'M' | 'W' | '@' | '—' | '…' => 0.88,
        'A'..='Z' => 0.69,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{2e80}'.. => 1.05,
        _ => 0.56,
    }
}

/// `text` in lines of at most `width`, broken at spaces; a word that is longer is broken anywhere.
pub(super) fn wrapped(text: &str, size_px: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width_px(&joined, size_px) <= width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            if !line.is_empty() && width_px(&line, size_px) + em(letter) * size_px * SAFETY > width {
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
}
