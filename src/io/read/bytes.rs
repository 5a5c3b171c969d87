//! Text as it streams by, with the line and byte reached. Not responsible for what it says.

use std::io::{self, Cursor, Read};

use memchr::{memchr, memchr_iter};

/// Bytes held at a time; formats are recognised within them.
pub(super) const BUFFER_BYTES: usize = 64 * 1024;

/// A stream of UTF-8 text that knows where it is.
pub(super) struct Bytes {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    line: u64,
    after_cr: bool,
}

impl Bytes {
    pub(super) fn new(inner: Box<dyn Read + Send>) -> Self {
        Self { inner, buffer: vec![0; BUFFER_BYTES], start: 0, end: 0, offset: 0, line: 1, after_cr: false }
    }

    /// A part of a text, with its own end: an error or nothing more.
    pub(super) fn part(part: Part) -> Self {
        let (offset, line) = (part.byte, part.line);
        Self { offset, line, ..Self::new(Box::new(PartReader { text: Cursor::new(part.bytes), then: part.then })) }
    }

    /// Appends the bytes that come next, `most` at most, and passes them without counting lines; 0 at the end of the text.
    pub(super) fn pour(&mut self, into: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let held = (self.end - self.start).min(most);
        if held > 0 {
            into.extend_from_slice(&self.buffer[self.start..self.start + held]);
            self.start += held;
            return Ok(held);
        }
        let before = into.len();
        into.resize(before + most, 0);
        let read = read_some(&mut self.inner, &mut into[before..]);
        into.truncate(before + read.as_ref().copied().unwrap_or(0));
        read
    }

    /// Byte reached, from 0.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Line reached, from 1; lines end in LF, CR or both.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The text's beginning: what one buffer holds of it, or its first line where that is all there is yet.
    pub(super) fn head(&mut self) -> io::Result<&[u8]> {
        while self.end < self.buffer.len() && !self.buffer[self.start..self.end].contains(&b'\n') {
            let count = read_some(&mut self.inner, &mut self.buffer[self.end..])?;
            if count == 0 {
                break;
            }
            self.end += count;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// The bytes at hand, empty at the end of the text.
    pub(super) fn chunk(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.start = 0;
            self.end = read_some(&mut self.inner, &mut self.buffer)?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Whether the next byte has yet to be asked for.
    pub(super) fn is_used_up(&self) -> bool {
        self.start == self.end
    }

    /// The next byte, which stays.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.chunk()?.first().copied())
    }

    /// Goes on by `count` bytes of the chunk.
    pub(super) fn consume(&mut self, count: usize) {
        let passed = &self.buffer[self.start..self.start + count];
        self.line += if self.after_cr || memchr(b'\r', passed).is_some() {
            lines_with_cr(passed, &mut self.after_cr)
        } else {
            memchr_iter(b'\n', passed).count() as u64
        };
        self.start += count;
        self.offset += count as u64;
    }

    /// Goes past a byte order mark; it counts in no line but in the offset.
    pub(super) fn skip_bom(&mut self) {
        self.consume(3);
    }

    /// Goes past JSON's white space.
    pub(super) fn skip_space(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            let blank = chunk.iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != 0x0c).count();
            let whole = blank == chunk.len();
            if blank == 0 {
                return Ok(());
            }
            self.consume(blank);
            if !whole {
                return Ok(());
            }
        }
    }
}

/// A stretch of a text, taken out of it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) bytes: Vec<u8>,
    /// Line on which it begins.
    pub(super) line: u64,
    /// Byte at which it begins.
    pub(super) byte: u64,
    /// Why nothing follows, where that is not the end of the text or the next part.
    pub(super) then: Option<io::Error>,
}

struct PartReader {
    text: Cursor<Vec<u8>>,
    then: Option<io::Error>,
}

impl Read for PartReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.text.read(out)? {
            0 => self.then.take().map_or(Ok(0), Err),
            count => Ok(count),
        }
    }
}

/// How many lines end in `bytes`, in LF, CR or both; an LF that follows the part's last CR is not known of.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    if memchr(b'\r', bytes).is_some() {
        return lines_with_cr(bytes, &mut false);
    }
    memchr_iter(b'\n', bytes).count() as u64
}

fn lines_with_cr(passed: &[u8], after_cr: &mut bool) -> u64 {
    let mut lines = 0;
    for &byte in passed {
        lines += u64::from(byte == b'\r' || (byte == b'\n' && !*after_cr));
        *after_cr = byte == b'\r';
    }
    lines
}

/// How many bytes to read next towards a part of `part_bytes`, `held` of which are there: the rest of it, and as much again
/// and again where one record is longer than a part, so that a long one costs no more for each of its bytes.
pub(super) fn wanted(part_bytes: usize, held: usize) -> usize {
    if held < part_bytes { part_bytes - held } else { held }
}

fn read_some(inner: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match inner.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::wanted;

    /// A record of 15 MB was once read byte by byte, and looked through from its start at each.
    #[test]
    fn a_long_record_is_read_in_few_steps() {
        let (mut held, mut steps) = (0, 0);
        while held < 15_000_000 {
            held += wanted(128 * 1024, held);
            steps += 1;
        }
        assert!(steps <= 8, "{steps} steps");
        assert_eq!(wanted(1, 0), 1);
    }
}
