//! A table cut into parts of whole rows as it streams by. Not responsible for what rows say.

use std::io;

use crate::io::read::bytes::{BUFFER_BYTES, Bytes, Part, line_ends, wanted};
use crate::io::read::csv::rows::Judge;
use crate::io::read::csv::scan::Boundary;
use crate::io::read::options::BlockSize;

/// Cuts a text into parts.
pub(super) struct Splitter {
    bytes: Bytes,
    buffer: Vec<u8>,
    boundary: Boundary,
    judge: Judge,
    part_bytes: usize,
    line: u64,
    byte: u64,
    /// A row that grows beyond this is looked at for a limit; never less than the judge looks at in one go, so that what is
    /// told does not depend on parts.
    suspicious: usize,
    ended: bool,
}

impl Splitter {
    pub(super) fn new(bytes: Bytes, judge: Judge, size: BlockSize) -> Self {
        Self {
            line: bytes.line(),
            byte: bytes.offset(),
            bytes,
            buffer: Vec::new(),
            boundary: Boundary::new(judge.delimiter),
            part_bytes: size.bytes.max(1),
            suspicious: judge.limits.field_bytes.min(judge.limits.feature_bytes).max(BUFFER_BYTES),
            judge,
            ended: false,
        }
    }

    /// The next part; `None` at the end of the text. All but the last end with a row.
    ///
    /// A part is as long as was asked for, or what a stream gives at a time, so that nothing waits for bytes that come late.
    pub(super) fn next_part(&mut self) -> Option<Part> {
        while !self.ended {
            let wanted = wanted(self.part_bytes, self.buffer.len());
            let read = match self.bytes.pour(&mut self.buffer, wanted) {
                Ok(0) => return self.last(None),
                Ok(read) => read,
                Err(error) => return self.last(Some(error)),
            };
            let whole = self.boundary.whole_rows(&self.buffer);
            if whole > 0 && (self.buffer.len() >= self.part_bytes || read < wanted) {
                return Some(self.cut(whole));
            }
            if self.buffer.len() - whole > self.suspicious && self.exceeds_limits(whole) {
                return self.last(None);
            }
        }
        None
    }

    fn cut(&mut self, whole: usize) -> Part {
        // what is left over is short, so that it is copied rather than the part
        let mut rest = Vec::with_capacity(self.part_bytes.max(self.buffer.len() - whole));
        rest.extend_from_slice(&self.buffer[whole..]);
        self.buffer.truncate(whole);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.boundary.cut();
        self.part(bytes, None)
    }

    fn last(&mut self, then: Option<io::Error>) -> Option<Part> {
        self.ended = true;
        let bytes = std::mem::take(&mut self.buffer);
        (!bytes.is_empty() || then.is_some()).then(|| self.part(bytes, then))
    }

    fn part(&mut self, bytes: Vec<u8>, then: Option<io::Error>) -> Part {
        let part = Part { line: self.line, byte: self.byte, then, bytes };
        self.line += line_ends(&part.bytes);
        self.byte += part.bytes.len() as u64;
        part
    }

    /// Whether the row that begins at `start` is beyond a limit already, whatever follows.
    fn exceeds_limits(&mut self, start: usize) -> bool {
        self.suspicious = (self.buffer.len() - start).saturating_mul(2);
        self.judge.exceeds_limits(&self.buffer[start..])
    }
}
