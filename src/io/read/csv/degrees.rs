//! A cell of degrees, in the notations that people use. Not responsible for the range.

use crate::io::read::escape::Quoted;
use crate::io::read::options::DecimalMark;
use crate::io::read::what::{Axis, What};

/// How a cell of degrees was understood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::io::read) enum Reading {
    /// Nothing stands there.
    Blank,
    /// Decimal degrees.
    Plain(f64),
    /// Decimal degrees with a decimal comma.
    Comma(f64),
    /// Degrees, minutes and seconds, a hemisphere's letter, or digits of another script.
    Notation(f64),
}

impl Reading {
    /// The degrees, if there are any.
    pub(in crate::io::read) fn degrees(self) -> Option<f64> {
        match self {
            Self::Blank => None,
            Self::Plain(degrees) | Self::Comma(degrees) | Self::Notation(degrees) => Some(degrees),
        }
    }
}

/// The degrees that `cell` holds; what is not understood is refused, never zero.
pub(in crate::io::read) fn reading(cell: &str, axis: Axis, decimal: DecimalMark) -> Result<Reading, What> {
    let text = cell.trim();
    if text.is_empty() {
        return Ok(Reading::Blank);
    }
    if let Some(degrees) = plain(text) {
        return finite(degrees, cell).map(Reading::Plain);
    }
    let unknown = || What::NotANumber { axis, value: Quoted::new(cell) };
    if matches!(text.to_ascii_lowercase().trim_start_matches(['+', '-']), "nan" | "inf" | "infinity") {
        return Err(What::NotFinite { value: Quoted::new(cell) });
    }
    let latin = latin_digits(text);
    if let Some(degrees) = with_comma(&latin) {
        return match decimal {
            DecimalMark::Comma => finite(degrees, cell).map(Reading::Comma),
            DecimalMark::Point => Err(What::DecimalComma { axis, value: Quoted::new(cell) }),
        };
    }
    let latin = if decimal == DecimalMark::Comma { latin.replace(',', ".") } else { latin };
    let (body, letter) = without_letter(&latin).ok_or_else(unknown)?;
    let degrees = plain(body).or_else(|| sexagesimal(body, letter)).ok_or_else(unknown)?;
    let degrees = signed(degrees, body, letter, axis).ok_or(What::Hemisphere { axis, value: Quoted::new(cell) })?;
    finite(degrees, cell).map(Reading::Notation)
}

fn finite(degrees: f64, cell: &str) -> Result<f64, What> {
    if degrees.is_finite() { Ok(degrees) } else { Err(What::NotFinite { value: Quoted::new(cell) }) }
}

/// Digits, at most one point, a sign and an exponent: what Rust reads, without its names for infinity.
fn plain(text: &str) -> Option<f64> {
    let numeric = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    (text.bytes().all(numeric)).then(|| text.parse().ok()).flatten()
}

fn with_comma(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = digits(whole.strip_prefix(['+', '-']).unwrap_or(whole)) && digits(fraction);
    sound.then(|| format!("{whole}.{fraction}").parse().ok()).flatten()
}

/// Arabic-Indic and Persian digits, their decimal mark and the typographic minus as ASCII.
pub(super) fn latin_digits(text: &str) -> String {
    let latin = |c: char| match c {
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        '\u{66b}' => '.',
        '\u{2212}' => '-',
        _ => c,
    };
    let marks = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
    text.chars().filter(marks).map(latin).collect()
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// The text without its hemisphere's letter, which stands first or last; `None` if any other letter stands in it.
fn without_letter(text: &str) -> Option<(&str, Option<char>)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    match letters[..] {
        [] => Some((text, None)),
        [letter] if "NSEWnsew".contains(letter) => {
            let body = text.strip_suffix(letter).or_else(|| text.strip_prefix(letter))?;
            Some((body.trim(), Some(letter.to_ascii_uppercase())))
        }
        _ => None,
    }
}

/// Degrees with minutes and seconds, marked by their signs or by a hemisphere's letter.
fn sexagesimal(body: &str, letter: Option<char>) -> Option<f64> {
    let body = body.strip_prefix(['+', '-']).unwrap_or(body);
    let marked = body.contains(['°', 'º', '˚']);
    if !marked && letter.is_none() {
        return None;
    }
    let divider = |c: char| "°º˚'′’‘\"″”:".contains(c) || c.is_whitespace();
    let parts: Vec<&str> = body.split(divider).filter(|part| !part.is_empty()).collect();
    let number =
        |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| part.parse().ok());
    let parts: Vec<f64> = parts.iter().map(|part| number(part).flatten()).collect::<Option<_>>()?;
    match parts[..] {
        [degrees] => Some(degrees),
        [degrees, minutes] if minutes < 60.0 && whole(degrees) => Some(degrees + minutes / 60.0),
        [degrees, minutes, seconds] if minutes < 60.0 && seconds < 60.0 && whole(degrees) && whole(minutes) => {
            // divided once, so rounded once
            Some((degrees * 3_600.0 + minutes * 60.0 + seconds) / 3_600.0)
        }
        _ => None,
    }
}

fn whole(number: f64) -> bool {
    number.fract() == 0.0
}

/// The degrees with the sign that `letter` or `body` gives them; `None` where the two contradict each other or the axis.
fn signed(degrees: f64, body: &str, letter: Option<char>, axis: Axis) -> Option<f64> {
    let minus = body.starts_with('-');
    let with_sign = body.starts_with(['+', '-']);
    match (letter, axis) {
        (None, _) => Some(if minus { -degrees.abs() } else { degrees }),
        (Some(_), _) if with_sign => None,
        (Some('N'), Axis::Latitude) | (Some('E'), Axis::Longitude) => Some(degrees),
        (Some('S'), Axis::Latitude) | (Some('W'), Axis::Longitude) => Some(-degrees),
        _ => None,
    }
}
