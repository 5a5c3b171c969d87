//! What a cell of a table says: nothing, a number or text. Not responsible for coordinates and dates.

use serde_json::{Number, Value};

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'a> {
    /// Nothing.
    Nothing,
    /// A number, written as JSON writes numbers, of which reading it loses no character.
    Number(&'a str),
    /// Text.
    Text(&'a str),
}

impl<'a> Said<'a> {
    /// What `text`, a whole cell, says.
    pub(super) fn of(text: &'a str) -> Self {
        match spelling(text.as_bytes()) {
            Spelling::Text if text.is_empty() => Self::Nothing,
            Spelling::Plain if cfg!(feature = "exact-numbers") => Self::Number(text),
            Spelling::Plain | Spelling::Exponent if kept(text).is_some() => Self::Number(text),
            _ => Self::Text(text),
        }
    }
}

/// What a cell says as a value: a number where that loses no character.
pub(super) fn value(text: &str) -> Value {
    match Said::of(text) {
        Said::Nothing => Value::Null,
        Said::Number(text) => kept(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
        Said::Text(text) => Value::String(text.to_owned()),
    }
}

/// Whether `text` is a number as JSON writes it: no plus, no leading zero, no bare point.
pub(super) fn is_number(text: &str) -> bool {
    spelling(text.as_bytes()) != Spelling::Text
}

/// The number that `text` is, if it is written again as it stands.
fn kept(text: &str) -> Option<Number> {
    text.parse().ok().filter(|number: &Number| number.to_string() == text)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// Digits, perhaps with a point among them.
    Plain,
    /// The same with an exponent.
    Exponent,
    /// No number.
    Text,
}

fn spelling(text: &[u8]) -> Spelling {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let start = usize::from(text.first() == Some(&b'-'));
    let whole = digits(start);
    if whole == 0 || (whole > 1 && text[start] == b'0') {
        return Spelling::Text;
    }
    let mut at = start + whole;
    if text.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return Spelling::Text;
        }
        at += 1 + fraction;
    }
    match text.get(at) {
        None => Spelling::Plain,
        Some(b'e' | b'E') => {
            let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
            let exponent = digits(at + 1 + sign);
            let ends = exponent > 0 && at + 1 + sign + exponent == text.len();
            if ends { Spelling::Exponent } else { Spelling::Text }
        }
        Some(_) => Spelling::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_json_writes() {
        for number in ["0", "-0", "7", "-12.50", "0.0", "1e5", "1E-5", "10e+22", "123456789012345678901234567890"] {
            assert!(is_number(number), "{number}");
        }
        for text in
            ["", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "1e5x", "0x1", "1 ", " 1", "1.2.3", "NaN", "۱"]
        {
            assert!(!is_number(text), "{text}");
        }
    }
}
