//! Where a JSON value ends and how deeply it nests, without recursion. Not responsible for whether it is valid.

/// The way through one value, fed chunk by chunk.
pub(super) struct Span {
    kind: Kind,
    depth: usize,
    deepest: usize,
    quoted: bool,
    escaped: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Ends with its own last byte.
    Bracketed,
    /// Ends before the next delimiter.
    Scalar,
}

impl Span {
    /// A value that begins with `first`.
    pub(super) fn new(first: u8) -> Self {
        let kind = if matches!(first, b'{' | b'[' | b'"') { Kind::Bracketed } else { Kind::Scalar };
        Self { kind, depth: 0, deepest: 0, quoted: false, escaped: false }
    }

    /// How deeply arrays and objects nested so far.
    pub(super) fn deepest(&self) -> usize {
        self.deepest
    }

    /// How many bytes of `chunk` still belong to the value, or `None` if all do and it may go on.
    pub(super) fn end_in(&mut self, chunk: &[u8]) -> Option<usize> {
        match self.kind {
            Kind::Scalar => chunk.iter().position(|byte| is_delimiter(*byte)),
            Kind::Bracketed => self.bracket_end_in(chunk),
        }
    }

    fn bracket_end_in(&mut self, chunk: &[u8]) -> Option<usize> {
        for (at, &byte) in chunk.iter().enumerate() {
            if self.quoted {
                let escaped = std::mem::take(&mut self.escaped);
                match byte {
                    b'\\' if !escaped => self.escaped = true,
                    b'"' if !escaped => self.quoted = false,
                    _ => continue,
                }
                if self.quoted || self.depth > 0 {
                    continue;
                }
                return Some(at + 1);
            }
            match byte {
                b'"' => self.quoted = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    self.deepest = self.deepest.max(self.depth);
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b' ' | b'\t' | b'\n' | b'\r')
}

/// How deeply `text` nests.
pub(super) fn depth_of(text: &str) -> usize {
    let mut span = Span::new(text.bytes().next().unwrap_or_default());
    span.end_in(text.as_bytes());
    span.deepest()
}
