//! Rows of a table as they stand in its text: a row is told apart into cells, and nothing is copied.
//! Not responsible for finding rows and cells.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use crate::io::cell;
use crate::io::json::push_text;
use crate::model::feature::{FeatureId, Properties};
use crate::model::profile::role_columns::is_called;

/// The names of a table's columns.
#[derive(Debug)]
pub struct Header {
    names: Vec<String>,
    /// Each name as a member of a JSON object begins: `"name":`.
    keys: Vec<Vec<u8>>,
    /// Whether each name stands once.
    unique: bool,
    /// Whether any name may be written otherwise than it is asked for: with capitals, blanks, hyphens or points.
    dressed: bool,
    /// The same columns under other names, for outputs that need some of these.
    renamed: OnceLock<Arc<Header>>,
}

impl Header {
    /// A header of these names.
    #[must_use]
    pub fn new(names: Vec<String>) -> Self {
        let key = |name: &String| {
            let mut key = Vec::new();
            push_text(&mut key, name);
            key.push(b':');
            key
        };
        let unique = names.iter().collect::<HashSet<_>>().len() == names.len();
        let dressed = names.iter().any(|name| is_dressed(name));
        Self { keys: names.iter().map(key).collect(), names, unique, dressed, renamed: OnceLock::new() }
    }

    /// The same columns, some under other names: those that `other` gives, which are the same ones every time.
    pub(super) fn renamed(&self, other: impl Fn(&str) -> Option<String>) -> Arc<Self> {
        let renamed = self.renamed.get_or_init(|| {
            let names = self.names.iter().map(|name| other(name).unwrap_or_else(|| name.clone()));
            Arc::new(Self::new(names.collect()))
        });
        Arc::clone(renamed)
    }

    pub(super) fn is_unique(&self) -> bool {
        self.unique
    }

    /// Where the column `name` stands, counted from 0; where there is none, the first that differs only in capitals and in what
    /// divides its words.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        let exact = self.names.iter().position(|known| known == name);
        // tables are asked for many columns that they lack, and nearly all are written as they are asked for
        let alike = || self.names.iter().position(|known| is_called(known, name));
        exact.or_else(|| if self.dressed || is_dressed(name) { alike() } else { None })
    }

    /// The names in their order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn keys(&self) -> &[Vec<u8>] {
        &self.keys
    }
}

fn is_dressed(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-' | b'.'))
}

/// Where a cell stands in the text of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

/// Set in [`Span::end`] where the cell's quotes have yet to be resolved.
const QUOTES: u32 = 1 << 31;

impl Span {
    /// The longest row whose cells can be told: 2 GB.
    pub(super) const ROW_BYTES_MAX: usize = (QUOTES - 1) as usize;
    /// A cell that says nothing.
    pub(super) const BLANK: Self = Self { start: 0, end: 0 };

    /// A cell that is its text from `start` to `end`.
    #[expect(clippy::cast_possible_truncation, reason = "rows are shorter than ROW_BYTES_MAX")]
    pub(super) fn verbatim(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// A cell with doubled quotes in it, or text behind the closing one; `start` is its opening quote.
    pub(super) fn quoted(start: usize, end: usize) -> Self {
        let Self { start, end } = Self::verbatim(start, end);
        Self { start, end: end | QUOTES }
    }

    /// What the cell says in a row of this text.
    pub(super) fn of(self, row: &str) -> Cow<'_, str> {
        let text = &row[self.start as usize..(self.end & !QUOTES) as usize];
        if self.end & QUOTES == 0 { Cow::Borrowed(text) } else { Cow::Owned(unquoted(text)) }
    }
}

impl Span {
    /// What the cell says in a row of these bytes; nothing where they are not UTF-8.
    pub(super) fn of_bytes(self, row: &[u8]) -> Cow<'_, str> {
        let bytes = &row[self.start as usize..(self.end & !QUOTES) as usize];
        let text = str::from_utf8(bytes).unwrap_or_default();
        if self.end & QUOTES == 0 { Cow::Borrowed(text) } else { Cow::Owned(unquoted(text)) }
    }
}

/// The text of a field that begins with a quote: doubled quotes are one, and what follows the closing one belongs to it.
fn unquoted(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    let mut rest = field.get(1..).unwrap_or_default();
    while let Some((inside, behind)) = rest.split_once('"') {
        text.push_str(inside);
        match behind.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return text + behind,
        }
    }
    text + rest
}

/// One row: its columns' names and its cells.
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    header: &'a Arc<Header>,
    text: &'a str,
    spans: &'a [Span],
}

impl<'a> TableRow<'a> {
    /// The row of `text` whose cells stand at `spans`, one for each name of `header`.
    pub(super) fn new(header: &'a Arc<Header>, text: &'a str, spans: &'a [Span]) -> Self {
        Self { header, text, spans }
    }

    pub(super) fn header(&self) -> &'a Arc<Header> {
        self.header
    }

    /// Its cells, in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let text = self.text;
        self.spans.iter().map(move |span| span.of(text))
    }

    /// Its cells as properties; where two columns have one name, the last cell is at the first one's place.
    #[must_use]
    pub fn properties(&self) -> Properties {
        let named = self.header.names.iter().zip(self.cells());
        named.map(|(name, text)| (name.clone(), cell::value(&text))).collect()
    }
}

/// The id that a cell of this text holds, if it holds one.
pub(super) fn id_of(text: &str) -> Option<FeatureId> {
    match cell::value(text) {
        serde_json::Value::Number(number) => Some(FeatureId::Number(number)),
        serde_json::Value::String(text) => Some(FeatureId::Text(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_resolved_as_rfc_4180_says() {
        for (field, text) in [
            (r#""a ""b"" c""#, r#"a "b" c"#),
            (r#""""""#, r#"""#),
            (r#""ab"c"#, "abc"),
            (r#""ab"c"d"#, r#"abc"d"#),
            (r#""ab""#, "ab"),
        ] {
            assert_eq!(unquoted(field), text, "{field}");
        }
    }
}
