//! Lengths as people write them: a number and its unit. Not responsible for places.

use thiserror::Error;

use crate::units::Metres;

/// Units and their length in metres; the longer suffix stands first where one ends in another.
const UNITS: [(&str, f64); 4] = [("km", 1_000.0), ("nmi", 1_852.0), ("mi", 1_609.344), ("m", 1.0)];

/// Why a text is no length.
#[derive(Debug, Clone, PartialEq, Error)]
#[expect(missing_docs, reason = "each message says what it is of, and `text` is what came")]
pub enum LengthError {
    #[error("{text:?} has no unit; write {text}km or {text}m")]
    NoUnit { text: String },
    #[error("{text:?} is not a length; write a number and its unit, such as 25km, 300m, 10nmi, 5mi")]
    NotALength { text: String },
    #[error("{text:?} is less than nothing; write a length such as 25km")]
    Negative { text: String },
}

/// The length that `text` states: `25km`, `300 m`, `1.5km`.
///
/// # Errors
/// [`LengthError`]: it has no unit, is no length, or is less than nothing.
pub fn length(text: &str) -> Result<Metres, LengthError> {
    let trimmed = text.trim();
    let not_a_length = || LengthError::NotALength { text: trimmed.to_owned() };
    if finite(trimmed).is_some() {
        return Err(LengthError::NoUnit { text: trimmed.to_owned() });
    }
    let lower = trimmed.to_ascii_lowercase();
    let split = UNITS.iter().find_map(|(unit, metres)| Some((lower.strip_suffix(unit)?, metres)));
    let (number, metres) = split.ok_or_else(not_a_length)?;
    let number = finite(number.trim_end()).ok_or_else(not_a_length)?;
    match number * metres {
        length if length < 0.0 => Err(LengthError::Negative { text: trimmed.to_owned() }),
        length if length.is_finite() => Ok(Metres::new(length)),
        _ => Err(not_a_length()),
    }
}

/// The finite number that `text` writes in decimal digits; words such as `inf` are none.
#[must_use]
pub fn finite(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|number: &f64| digits && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<f64, &str>) {
        let found = length(text).map(Metres::value).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_length_has_a_unit() {
        check("25km", Ok(25_000.0));
        check("25 km", Ok(25_000.0));
        check(" 300m ", Ok(300.0));
        check("1.5KM", Ok(1_500.0));
        check("0m", Ok(0.0));
        check("2nmi", Ok(3_704.0));
        check("1mi", Ok(1_609.344));
        check("25", Err("\"25\" has no unit; write 25km or 25m"));
        check("-3km", Err("\"-3km\" is less than nothing; write a length such as 25km"));
        let not = "is not a length; write a number and its unit, such as 25km, 300m, 10nmi, 5mi";
        for text in ["", "km", "far", "nankm", "infm", "1e999km", "25 furlongs"] {
            check(text, Err(&format!("{text:?} {not}")));
        }
    }
}
