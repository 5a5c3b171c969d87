//! A coordinate as text. Not responsible for the syntax around it.

use std::fmt::Write;

use crate::io::write::options::MOST_DIGITS;

/// Below this, plain decimals would be long rows of zeros and an exponent is shorter.
const EXPONENT_BELOW: f64 = 1e-6;

/// Appends `value_deg`: the shortest decimal that reads back as the same number, or `digits` decimals without trailing zeros.
///
/// Always a number of JSON, of WKT and of CSV; −0 becomes 0, which is the same meridian and the same parallel.
pub(super) fn push_coordinate(text: &mut String, value_deg: f64, digits: Option<u8>) {
    debug_assert!(value_deg.is_finite(), "a shape holds finite coordinates only");
    let start = text.len();
    match digits {
        Some(digits) => {
            let decimals = usize::from(digits.min(MOST_DIGITS));
            write!(text, "{value_deg:.decimals$}").expect("writing to a string cannot fail");
            if decimals > 0 {
                let kept = text.trim_end_matches('0').trim_end_matches('.').len();
                text.truncate(kept);
            }
        }
        None if value_deg != 0.0 && value_deg.abs() < EXPONENT_BELOW => {
            write!(text, "{value_deg:e}").expect("writing to a string cannot fail");
        }
        None => write!(text, "{value_deg}").expect("writing to a string cannot fail"),
    }
    if &text[start..] == "-0" {
        text.replace_range(start.., "0");
    }
}

/// `value_deg` alone; see [`push_coordinate`].
pub(super) fn coordinate(value_deg: f64, digits: Option<u8>) -> String {
    let mut text = String::new();
    push_coordinate(&mut text, value_deg, digits);
    text
}
