//! Text from inputs made fit to be shown. Not responsible for what is shown.

use std::fmt::{self, Write};

use crate::io::escape::push_escaped;

/// Values longer than this are cut in messages: about two lines of a terminal.
const SHOWN_CHARS: usize = 120;

/// `bytes` as text; what is not UTF-8 becomes `\xNN`.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // writing into a String cannot fail
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// A value from the input, escaped and cut, shown in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted(String);

impl Quoted {
    /// The value as it will be shown.
    #[must_use]
    pub fn new(value: &str) -> Self {
        let mut out = String::new();
        let mut shown = 0;
        for c in value.chars() {
            let before = out.len();
            push_escaped(&mut out, c);
            shown += out[before..].chars().count();
            if shown > SHOWN_CHARS {
                out.truncate(before);
                out.push('…');
                break;
            }
        }
        Self(out)
    }

    /// The escaped text without the quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}
