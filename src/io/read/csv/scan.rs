//! Where a row's cells stand and where it ends, at the speed of memory (RFC 4180). Not responsible for limits: see `rows`.

use memchr::{memchr, memchr3};

use crate::io::read::bytes::line_ends;
use crate::io::table::Span;

/// One row found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Where its text ends.
    pub(super) end: usize,
    /// Where the next row begins.
    pub(super) next: usize,
    /// How many lines end in it, its own end not counted.
    pub(super) lines: u64,
    /// The field, from 1, that goes on after its closing quote.
    pub(super) stray: Option<usize>,
    /// Whether a quote in it is still open where the text ends.
    pub(super) open: bool,
}

impl Found {
    /// Whether the row ends with a line end of its own, not with the text.
    pub(super) fn is_ended(&self) -> bool {
        self.next > self.end
    }

    /// The same, counted from `start`.
    pub(super) fn from(self, start: usize) -> Self {
        Self { end: self.end - start, next: self.next - start, ..self }
    }
}

/// The row of `text` that begins at `start`; the places of its cells, counted from there, are appended to `spans`.
pub(super) fn row(text: &[u8], start: usize, delimiter: u8, spans: &mut Vec<Span>) -> Found {
    let first = spans.len();
    let mut found = Found { end: text.len(), next: text.len(), lines: 0, stray: None, open: false };
    let mut at = start;
    loop {
        let field = at;
        let span = if text.get(at) == Some(&b'"') {
            let Some((close, doubled)) = closing_quote(text, at + 1) else {
                found.open = true;
                return found;
            };
            found.lines += line_ends(&text[at..close]);
            at = close + 1;
            let ends = text.get(at).is_none_or(|&byte| byte == delimiter || byte == b'\n' || byte == b'\r');
            if !ends {
                found.stray = found.stray.or(Some(spans.len() - first + 1));
                at = field_end(text, at, delimiter);
            }
            if doubled || !ends {
                Span::quoted(field - start, at - start)
            } else {
                Span::verbatim(field + 1 - start, close - start)
            }
        } else {
            at = field_end(text, at, delimiter);
            Span::verbatim(field - start, at - start)
        };
        spans.push(span);
        match text.get(at) {
            Some(&byte) if byte == delimiter => at += 1,
            Some(b'\r') if text.get(at + 1) == Some(&b'\n') => return Found { end: at, next: at + 2, ..found },
            Some(_) => return Found { end: at, next: at + 1, ..found },
            None => return found,
        }
    }
}

/// The quote that closes a field whose text begins at `from`, and whether doubled ones stand before it.
fn closing_quote(text: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut from = from;
    let mut doubled = false;
    loop {
        let quote = from + memchr(b'"', text.get(from..)?)?;
        if text.get(quote + 1) != Some(&b'"') {
            return Some((quote, doubled));
        }
        doubled = true;
        from = quote + 2;
    }
}

/// Where a field ends that has no quotes of its own from `from` on.
fn field_end(text: &[u8], from: usize, delimiter: u8) -> usize {
    let ends = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
    text[from..].iter().position(ends).map_or(text.len(), |length| from + length)
}

/// The way through a text that comes piece by piece, to its last whole row.
#[derive(Debug)]
pub(super) struct Boundary {
    delimiter: u8,
    /// How far the text has been looked at.
    seen: usize,
    quoted: bool,
    /// Where the last whole row ends, its line end counted.
    whole: usize,
}

impl Boundary {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, seen: 0, quoted: false, whole: 0 }
    }

    /// Where the last whole row of `text` ends, which has grown since it was looked at last.
    pub(super) fn whole_rows(&mut self, text: &[u8]) -> usize {
        while self.seen < text.len() {
            let step = if self.quoted { self.in_quotes(text) } else { self.outside(text) };
            match step {
                Some(seen) => self.seen = seen,
                // the next byte decides
                None => break,
            }
        }
        self.whole
    }

    /// The text up to the last whole row is taken away.
    pub(super) fn cut(&mut self) {
        self.seen -= self.whole;
        self.whole = 0;
    }

    fn in_quotes(&mut self, text: &[u8]) -> Option<usize> {
        let Some(quote) = memchr(b'"', &text[self.seen..]).map(|found| self.seen + found) else {
            return Some(text.len());
        };
        match text.get(quote + 1) {
            None => {
                self.seen = quote;
                None
            }
            Some(b'"') => Some(quote + 2),
            Some(_) => {
                self.quoted = false;
                Some(quote + 1)
            }
        }
    }

    fn outside(&mut self, text: &[u8]) -> Option<usize> {
        let Some(at) = memchr3(b'"', b'\n', b'\r', &text[self.seen..]).map(|found| self.seen + found) else {
            return Some(text.len());
        };
        match (text[at], text.get(at + 1)) {
            (b'"', _) => {
                // a quote opens where a field begins, and is text elsewhere
                self.quoted = at == self.whole || text[at - 1] == self.delimiter;
                return Some(at + 1);
            }
            (b'\r', None) => {
                self.seen = at;
                return None;
            }
            (b'\r', Some(b'\n')) => self.whole = at + 2,
            _ => self.whole = at + 1,
        }
        Some(self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with their cells, and where the whole ones end, however the text comes.
    fn check(text: &str, expected: &[&[&str]], whole: usize) {
        let (mut at, mut rows) = (0, Vec::new());
        while at < text.len() {
            let mut spans = Vec::new();
            let found = row(text.as_bytes(), at, b',', &mut spans);
            rows.push(spans.iter().map(|span| span.of(&text[at..found.end]).into_owned()).collect::<Vec<_>>());
            at = found.next;
        }
        assert_eq!(rows, expected, "{text:?}");
        for step in 1..=text.len().max(1) {
            let mut boundary = Boundary::new(b',');
            let ends = (1..=text.len()).filter(|end| end % step == 0).chain([text.len()]);
            let last = ends.map(|end| boundary.whole_rows(&text.as_bytes()[..end])).last();
            assert_eq!(last, Some(whole), "{text:?} by {step}");
        }
    }

    #[test]
    fn rows_end_where_rfc_4180_says() {
        check("", &[], 0);
        check("a,b\nc,d", &[&["a", "b"], &["c", "d"]], 4);
        check("a,\n,b\n", &[&["a", ""], &["", "b"]], 6);
        check("a\r\nb\rc\n", &[&["a"], &["b"], &["c"]], 7);
        check("\"a\nb\",\"c\"\"d\"\nx\n", &[&["a\nb", "c\"d"], &["x"]], 15);
        check("5\" pipe,b\"\nc\n", &[&["5\" pipe", "b\""], &["c"]], 13);
        check("\"ab\"c\"d,e\nf\n", &[&["abc\"d", "e"], &["f"]], 12);
        check("\"a\",\"\"\nb\n", &[&["a", ""], &["b"]], 9);
    }
}
