//! A cell as a property. Not responsible for coordinates and dates.

use serde_json::Value;

use crate::model::feature::FeatureId;

/// What a cell says: nothing, a number where that loses no character, or text.
pub(super) fn value(text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    if is_number(text)
        && let Ok(Value::Number(number)) = text.parse::<serde_json::Number>().map(Value::Number)
        && number.to_string() == text
    {
        return Value::Number(number);
    }
    Value::String(text.to_owned())
}

/// The id that a cell holds, if it holds one.
pub(super) fn id(text: &str) -> Option<FeatureId> {
    match value(text) {
        Value::Number(number) => Some(FeatureId::Number(number)),
        Value::String(text) => Some(FeatureId::Text(text)),
        _ => None,
    }
}

/// Whether `text` is a number as JSON writes it: no plus, no leading zero, no bare point.
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
