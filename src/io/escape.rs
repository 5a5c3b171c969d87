//! Text from outside on one line of a terminal. Not responsible for how long it is.

/// `text` on one line, without control characters, directions or invisible marks; the joiners with which Persian and Urdu
/// are spelt stay.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_escaped(&mut out, c);
    }
    out
}

/// Appends `c` as [`escaped`] shows it.
pub fn push_escaped(out: &mut String, c: char) {
    let reorders = matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if c.is_control() || reorders {
        out.extend(c.escape_default());
    } else {
        out.push(c);
    }
}
