//! Text of XML: what is escaped, and what XML cannot hold at all. Not responsible for any vocabulary.
//!
//! # Source
//! W3C, *Extensible Markup Language (XML) 1.0*, fifth edition, sections 2.2, 2.4, 2.11 and 3.3.3.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::io::write::error::WriteError;
use crate::io::write::options::MOST_DIGITS;

/// Text that waits before it is sent.
const TOGETHER_BYTES: usize = 64 << 10;

/// Whether XML 1.0 can hold `c`, in whatever writing.
pub(in crate::io) const fn holds(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// `text` without what XML cannot hold.
pub(in crate::io) fn held(text: &str) -> String {
    text.chars().filter(|c| holds(*c)).collect()
}

/// XML on its way into an output.
pub(super) struct XmlText<'a> {
    text: String,
    out: &'a mut dyn Write,
    target: PathBuf,
    /// Texts of which characters were left out.
    pub(super) lossy_texts: u64,
}

impl<'a> XmlText<'a> {
    pub(super) fn new(out: &'a mut dyn Write, target: &Path) -> Self {
        Self { text: String::new(), out, target: target.to_path_buf(), lossy_texts: 0 }
    }

    /// Markup, as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Text between tags.
    pub(super) fn text(&mut self, text: &str) {
        self.escaped(text, false);
    }

    /// ` name="value"`.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.escaped(value, true);
        self.text.push('"');
    }

    /// An element of text alone, on a line.
    pub(super) fn element(&mut self, name: &str, text: &str) {
        self.text.push('<');
        self.text.push_str(name);
        self.text.push('>');
        self.escaped(text, false);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// A number of degrees without an exponent, which neither KML nor GPX knows.
    pub(super) fn degrees(&mut self, value_deg: f64, digits: Option<u8>) {
        let start = self.text.len();
        let written = match digits {
            Some(digits) => write!(self.text, "{value_deg:.0$}", usize::from(digits.min(MOST_DIGITS))),
            None => write!(self.text, "{value_deg}"),
        };
        written.expect("writing to a string cannot fail");
        if digits.is_some() && self.text[start..].contains('.') {
            let kept = self.text.trim_end_matches('0').trim_end_matches('.').len();
            self.text.truncate(kept);
        }
        if &self.text[start..] == "-0" {
            self.text.replace_range(start.., "0");
        }
    }

    fn escaped(&mut self, text: &str, in_attribute: bool) {
        let (mut from, mut is_whole) = (0, true);
        for (at, c) in text.char_indices() {
            let stands_for = match c {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                // a reader would make a line feed of it, and blanks of line feeds in attributes
                '\r' => "&#13;",
                '\n' if in_attribute => "&#10;",
                '\t' if in_attribute => "&#9;",
                c if holds(c) => continue,
                _ => {
                    is_whole = false;
                    ""
                }
            };
            self.text.push_str(&text[from..at]);
            self.text.push_str(stands_for);
            from = at + c.len_utf8();
        }
        self.text.push_str(&text[from..]);
        self.lossy_texts += u64::from(!is_whole);
    }

    /// Sends what waits, once it is enough.
    pub(super) fn send_some(&mut self) -> Result<(), WriteError> {
        if self.text.len() < TOGETHER_BYTES {
            return Ok(());
        }
        self.send()
    }

    /// Sends what waits.
    pub(super) fn send(&mut self) -> Result<(), WriteError> {
        let sent = self.out.write_all(self.text.as_bytes());
        self.text.clear();
        sent.map_err(|source| WriteError::from_io(&self.target, source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        for (text, in_attribute, expected, lossy) in [
            ("a<b & c>d ]]> \"q\" 'p'", false, "a&lt;b &amp; c&gt;d ]]&gt; &quot;q&quot; 'p'", 0),
            ("one\r\ntwo\tthree", false, "one&#13;\ntwo\tthree", 0),
            ("one\r\ntwo\tthree", true, "one&#13;&#10;two&#9;three", 0),
            ("nul\0 bell\u{7} \u{fffe}end\u{1b}", false, "nul bell end", 1),
            ("گوادر 🙂", false, "گوادر 🙂", 0),
        ] {
            let mut sink = Vec::new();
            let mut xml = XmlText::new(&mut sink, Path::new("x"));
            xml.escaped(text, in_attribute);
            assert_eq!((xml.text.as_str(), xml.lossy_texts), (expected, lossy), "{text:?}");
        }
    }

    #[test]
    fn degrees_have_no_exponent() {
        for (value_deg, digits, expected) in [
            (1e-9, None, "0.000000001"),
            (-0.0, None, "0"),
            (74.5, Some(7), "74.5"),
            (100.0, Some(0), "100"),
            (-1e-9, Some(3), "0"),
        ] {
            let mut sink = Vec::new();
            let mut xml = XmlText::new(&mut sink, Path::new("x"));
            xml.degrees(value_deg, digits);
            assert_eq!(xml.text, expected);
        }
    }
}
