//! Whether bytes are JSON in UTF-8, and where they cease to be. Not responsible for what the JSON means.

use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::io::read::encoding::not_utf8;
use crate::io::read::escape::{Quoted, text_of};
use crate::io::read::what::What;

/// Characters shown of what is not JSON.
const TOKEN_CHARS: usize = 20;

/// `raw` as text that is one valid JSON value; `byte` is where it stands in the input.
///
/// `serde_json` judges the grammar through `RawValue`, which neither recurses nor builds anything.
pub(super) fn checked(raw: &[u8], byte: u64) -> Result<&str, What> {
    let text = str::from_utf8(raw).map_err(|error| not_utf8(raw, &error, byte))?;
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => Ok(text),
        Err(error) => Err(what_of(&error, raw, byte)),
    }
}

/// What is wrong with the beginning of a value whose end never came, if more than that.
pub(super) fn wrong_before_end(raw: &[u8], byte: u64) -> Option<What> {
    let error = serde_json::from_slice::<&RawValue>(raw).err()?;
    (error.classify() == Category::Syntax).then(|| what_of(&error, raw, byte))
}

fn what_of(error: &serde_json::Error, raw: &[u8], byte: u64) -> What {
    let at = offset_in(raw, error);
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason).to_owned();
    What::Syntax { found: token(&raw[at..]), byte: byte + at as u64, reason }
}

/// The error's line and column (in bytes, from 1) as a place in `raw`.
fn offset_in(raw: &[u8], error: &serde_json::Error) -> usize {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => raw.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(line - 2).map_or(0, |(at, _)| at + 1),
    };
    let at = (line_start + error.column().saturating_sub(1)).min(raw.len());
    // numbers are judged after their last digit
    let number = raw[..at].iter().rev().take_while(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte)).count();
    let numeric = raw.get(at).is_some_and(u8::is_ascii_digit) && number > 0;
    if numeric { at - number } else { at }
}

/// What stands at the beginning of `raw`, up to the next delimiter.
pub(super) fn token(raw: &[u8]) -> Quoted {
    let end = raw
        .iter()
        .take(TOKEN_CHARS)
        .enumerate()
        .position(|(at, byte)| at > 0 && (byte.is_ascii_whitespace() || b",:{}[]\"".contains(byte)))
        .unwrap_or(raw.len().min(TOKEN_CHARS));
    Quoted::new(&text_of(&raw[..end]))
}
