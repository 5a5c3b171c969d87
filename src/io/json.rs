//! JSON text, appended to what is there. Not responsible for what it means.

use serde::Serialize;

/// Appends `value` as JSON.
pub(super) fn push_json<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("strings, numbers and maps with text keys are always JSON");
}

/// Appends `text` as a JSON string.
pub(super) fn push_text(out: &mut Vec<u8>, text: &str) {
    // looked at as a whole, which compilers turn into a few wide instructions, since most text needs no escape
    let escape = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\');
    if text.bytes().fold(0, |any, byte| any | escape(byte)) != 0 {
        return push_json(out, text);
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Appends a finite `number`, with a point or an exponent.
pub(super) fn push_number(out: &mut Vec<u8>, number: f64) {
    push_json(out, &number);
}
