//! A walk over JSON text that is known to be valid. Not responsible for checking that it is.

use std::borrow::Cow;

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::span::Span;
use crate::io::read::what::What;

/// A place in a valid JSON text.
///
/// Numbers stay text (no digit is lost), objects may hold any key (`serde_json` reads some of its own as numbers),
/// and repeated keys are seen.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// One member of an object: its name, and its value as text.
#[derive(Debug, Clone)]
pub(super) struct Member<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) value: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte that is no white space; 0 at the end.
    pub(super) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or_default()
    }

    /// Goes past `byte` if it comes next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let comes = self.peek() == byte && self.at < self.text.len();
        self.at += usize::from(comes);
        comes
    }

    /// The next value, whole.
    pub(super) fn value(&mut self) -> &'a str {
        let first = self.peek();
        let rest = &self.text[self.at..];
        let length = Span::new(first).end_in(rest.as_bytes()).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// The next value, which is a string, with its escapes resolved.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, What> {
        let quoted = self.value();
        let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
        if !inner.contains('\\') {
            return Ok(Cow::Borrowed(inner));
        }
        // of valid JSON, only half characters cannot be resolved
        serde_json::from_str(quoted).map(Cow::Owned).map_err(|_| What::LoneSurrogate { text: Quoted::new(inner) })
    }

    /// The next member of an object whose brace is behind.
    pub(super) fn member(&mut self) -> Result<Option<Member<'a>>, What> {
        if self.eat(b'}') || self.peek() == 0 {
            return Ok(None);
        }
        let name = self.string()?;
        self.eat(b':');
        let value = self.value();
        self.eat(b',');
        Ok(Some(Member { name, value }))
    }
}

/// The members of `object`, repeated ones too.
pub(super) fn members(object: &str) -> Result<Vec<Member<'_>>, What> {
    let mut cursor = Cursor::new(object);
    cursor.eat(b'{');
    let mut members = Vec::new();
    while let Some(member) = cursor.member()? {
        members.push(member);
    }
    Ok(members)
}

/// The text of `value`, if it is a string.
pub(super) fn string_of(value: &str) -> Option<Cow<'_, str>> {
    value.starts_with('"').then(|| Cursor::new(value).string().ok()).flatten()
}

/// What kind of value `value` is, for messages.
pub(super) fn kind_of(value: &str) -> &'static str {
    match value.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "text",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        Some(_) => "a number",
        None => "nothing",
    }
}
