//! Words, numbers, texts and signs of a filter in text. Not responsible for how they belong together.

use crate::io::read::cql2::error::{Cql2Error, Position};

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'t> {
    /// A keyword, or a name of a property or function.
    Word(&'t str),
    /// A name of a property in double quotation marks.
    Name(String),
    /// A text in single ones.
    Text(String),
    /// A number without a sign.
    Number(&'t str),
    /// A bracket, comma, operator.
    Sign(&'static str),
    /// Nothing is left.
    End,
}

/// All signs, the longer ones first.
const SIGNS: [&str; 15] = ["<>", "<=", ">=", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^"];

/// A token and the byte at which it begins.
pub(super) type Placed<'t> = (Token<'t>, usize);

/// All tokens of a text, `End` at last.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed<'_>>, Cql2Error> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else {
            found.push((Token::End, at));
            return Ok(found);
        };
        let (token, length) = match first {
            '\'' | '"' => quoted(rest, first).ok_or_else(|| Cql2Error::Unclosed { at: position(text, at) })?,
            '0'..='9' | '.' => {
                let length = number_length(rest);
                (Token::Number(&rest[..length]), length)
            }
            letter if begins_name(letter) => {
                let length = rest.find(|letter| !continues_name(letter)).unwrap_or(rest.len());
                (Token::Word(&rest[..length]), length)
            }
            other => {
                let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
                    let unequal = rest.starts_with("!=");
                    let expected = if unequal { "<> for unequal" } else { "a name, a value or an operator" };
                    return Err(Cql2Error::Expected { at: position(text, at), expected, found: format!("{other:?}") });
                };
                (Token::Sign(sign), sign.len())
            }
        };
        found.push((token, at));
        at += length;
    }
}

/// Which character begins at a byte, counted from 1.
pub(super) fn position(text: &str, at: usize) -> Position {
    Position::Character(text[..at].chars().count() + 1)
}

/// What stands between two quotation marks, and how many bytes that takes; a mark in it is doubled, or has a `\` before it.
fn quoted(rest: &str, mark: char) -> Option<(Token<'_>, usize)> {
    let mut inside = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        match (letter, next) {
            (letter, Some(next)) if letter == mark && next == mark => {
                inside.push(mark);
                letters.next();
            }
            (letter, _) if letter == mark => {
                let token = if mark == '\'' { Token::Text(inside) } else { Token::Name(inside) };
                return Some((token, at + 1));
            }
            ('\\', Some('\'')) if mark == '\'' => {
                inside.push('\'');
                letters.next();
            }
            // both stay, for LIKE
            ('\\', Some('\\')) if mark == '\'' => {
                inside.push_str("\\\\");
                letters.next();
            }
            (letter, _) => inside.push(letter),
        }
    }
    None
}

fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = digits(0);
    if bytes.get(length) == Some(&b'.') {
        length += 1 + digits(length + 1);
    }
    if matches!(bytes.get(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let power = digits((length + 1 + sign).min(bytes.len()));
        if power > 0 {
            length += 1 + sign + power;
        }
    }
    length
}

fn begins_name(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '_' | ':')
}

fn continues_name(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '_' | ':' | '.' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{203f}' | '\u{2040}')
}
