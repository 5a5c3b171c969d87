//! Numbers of properties and ids, kept only with all their digits. Not responsible for coordinates, which are 64-bit floats.

use serde_json::Number;

use crate::io::read::escape::Quoted;
use crate::io::read::what::What;

/// The most significant digits that a 64-bit float's exact decimal expansion has.
const F64_DIGITS_MAX: usize = 767;

/// The number that `text`, a valid JSON number, is written as.
///
/// With the feature `exact-numbers` every number is kept as written. Without it, one that a 64-bit number does not give back
/// when as many digits are asked of it is refused: no digit is ever changed in silence.
pub(super) fn number(text: &str) -> Result<Number, What> {
    let lost = || What::NumberLost { value: Quoted::new(text) };
    let number: Number = text.parse().map_err(|_| lost())?;
    let kept = plainly_spelt(&number.to_string()) == plainly_spelt(text)
        || number.as_f64().is_some_and(|value| gives_back(value, text));
    if kept { Ok(number) } else { Err(lost()) }
}

/// `number` with one spelling of exponents: `serde_json` writes `1E5` as `1e+5`.
fn plainly_spelt(number: &str) -> String {
    number.to_ascii_lowercase().replace('+', "")
}

/// Whether `value` has the significant digits of `text`, the number that it was read from.
fn gives_back(value: f64, text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0').trim_end_matches('0');
    if digits.is_empty() || digits.len() > F64_DIGITS_MAX {
        return digits.is_empty();
    }
    let shown = format!("{:.*e}", digits.len() - 1, value.abs());
    let (mantissa, _) = shown.split_once('e').unwrap_or((&shown, ""));
    mantissa.bytes().filter(u8::is_ascii_digit).eq(digits.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, without_exact_numbers: bool) {
        let read = number(text);
        if cfg!(feature = "exact-numbers") {
            assert_eq!(read.map(|number| plainly_spelt(&number.to_string())).as_deref(), Ok(text));
        } else {
            assert_eq!(read.is_ok(), without_exact_numbers, "{text}: {read:?}");
        }
    }

    #[test]
    fn a_number_keeps_its_digits_or_is_refused() {
        for kept in ["0", "-0.0", "0.1", "1.50", "-2.5e-3", "18446744073709551615", "-9223372036854775808", "1e22"] {
            check(kept, true);
        }
        // written with 17 digits, as C's %.17g does: the shortest form of the same float is 0.1
        check("0.10000000000000001", true);
        for lost in [
            "18446744073709551617",
            "0.1234567890123456789",
            "100000000000000.01",
            "0.1234567890123456789e5",
            "1e-400",
            "1e400",
        ] {
            check(lost, false);
        }
        check(&"9".repeat(70_000), false);
    }
}
