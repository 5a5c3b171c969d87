//! Text as it streams by, with the line and byte reached. Not responsible for what it says.

use std::io::{self, Read};

/// Bytes held at a time; formats are recognised within them.
const BUFFER_BYTES: usize = 64 * 1024;

/// A stream of UTF-8 text that knows where it is.
pub(super) struct Bytes {
    inner: Box<dyn Read>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    line: u64,
    after_cr: bool,
}

impl Bytes {
    pub(super) fn new(inner: Box<dyn Read>) -> Self {
        Self { inner, buffer: vec![0; BUFFER_BYTES], start: 0, end: 0, offset: 0, line: 1, after_cr: false }
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

    /// The next byte, which stays.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.chunk()?.first().copied())
    }

    /// Goes on by `count` bytes of the chunk.
    pub(super) fn consume(&mut self, count: usize) {
        let passed = &self.buffer[self.start..self.start + count];
        self.line += if self.after_cr || passed.contains(&b'\r') {
            lines_with_cr(passed, &mut self.after_cr)
        } else {
            passed.iter().map(|&byte| u64::from(byte == b'\n')).sum()
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

fn lines_with_cr(passed: &[u8], after_cr: &mut bool) -> u64 {
    let mut lines = 0;
    for &byte in passed {
        lines += u64::from(byte == b'\r' || (byte == b'\n' && !*after_cr));
        *after_cr = byte == b'\r';
    }
    lines
}

fn read_some(inner: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match inner.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
