//! Looks at the bytes of heads before they are parsed, for what a lenient parser lets pass and what two programs in a row
//! could read in two ways (RFC 9112, 2.2 and 6.1): lines that end without a carriage return, and a length beside chunks. Not
//! responsible for all else that a head must be.
//!
//! What is found is made unreadable, so that the parser refuses the head and the connection ends.

/// Bytes of a line that are remembered: more than the names and values that matter have.
const REMEMBERED: usize = 48;
/// In no head; the parser refuses it everywhere.
const UNREADABLE: u8 = 0;

/// Where in a message the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    /// So many bytes of a body are still to come.
    Body(u64),
    /// A body whose end only its chunks tell; the connection ends with its answer.
    Chunks,
}

/// Looks at the bytes of one connection, in their order.
pub(super) struct HeadScan {
    part: Part,
    line: [u8; REMEMBERED],
    length: usize,
    last: u8,
    content_length: Option<u64>,
    chunked: bool,
}

impl HeadScan {
    /// At the beginning of a connection.
    pub(super) fn new() -> Self {
        Self { part: Part::Head, line: [0; REMEMBERED], length: 0, last: 0, content_length: None, chunked: false }
    }

    /// Looks at `bytes`, and makes unreadable what must not be read.
    pub(super) fn look(&mut self, bytes: &mut [u8]) {
        let mut at = 0;
        while at < bytes.len() {
            match self.part {
                Part::Chunks => return,
                Part::Body(left) => {
                    let here = (bytes.len() - at) as u64;
                    let passed = left.min(here);
                    at += usize::try_from(passed).unwrap_or(bytes.len());
                    self.part = if left > passed { Part::Body(left - passed) } else { Part::Head };
                }
                Part::Head => {
                    if !self.readable(bytes[at]) {
                        bytes[at] = UNREADABLE;
                        return;
                    }
                    at += 1;
                }
            }
        }
    }

    /// Takes one byte of a head; false where the head must not be read.
    fn readable(&mut self, byte: u8) -> bool {
        let before = std::mem::replace(&mut self.last, byte);
        match byte {
            b'\n' => before == b'\r' && self.line_ended(),
            b'\r' => true,
            _ => {
                // a carriage return inside a line ends it for some and not for others
                let inside = before != b'\r';
                if self.length < REMEMBERED {
                    self.line[self.length] = byte.to_ascii_lowercase();
                    self.length += 1;
                }
                inside
            }
        }
    }

    /// Takes the end of a line; false where the head must not be read.
    fn line_ended(&mut self) -> bool {
        let line = &self.line[..std::mem::take(&mut self.length)];
        if line.is_empty() {
            self.head_ended();
            return true;
        }
        if let Some(value) = line.strip_prefix(b"content-length:") {
            self.content_length = Some(number(value));
        }
        self.chunked |= line.starts_with(b"transfer-encoding:");
        !(self.chunked && self.content_length.is_some())
    }

    fn head_ended(&mut self) {
        let length = self.content_length.take().unwrap_or_default();
        self.part = match (std::mem::take(&mut self.chunked), length) {
            (true, _) => Part::Chunks,
            (false, 0) => Part::Head,
            (false, length) => Part::Body(length),
        };
    }
}

/// The number that `value` begins with; the parser refuses what is no number.
fn number(value: &[u8]) -> u64 {
    let digits = value.iter().skip_while(|byte| byte.is_ascii_whitespace()).take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}
