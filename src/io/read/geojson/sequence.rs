//! `GeoJSON` sequences: one record a line, or between record separators (RFC 8142). Not responsible for what a record says.

use memchr::{memchr, memrchr};

use crate::io::read::block::{At, Batch, Block, End, Entry};
use crate::io::read::bytes::{Bytes, Part, line_ends, wanted};
use crate::io::read::escape::text_of;
use crate::io::read::geojson::span::depth_of;
use crate::io::read::geojson::{feature, syntax};
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Draft, Flaw, Outlet, Stop, fatal};
use crate::io::read::options::{Limits, ReadOptions};
use crate::io::read::what::What;
use crate::model::shape::Longitudes;

/// The record separator of RFC 8142.
const SEPARATOR: u8 = 0x1e;

/// Cuts the sequence in `bytes` into parts of whole records.
pub(in crate::io::read) fn read(bytes: Bytes, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut bytes = bytes;
    let hindered = |outlet: &Outlet, error: &std::io::Error| fatal(outlet.aside(None), what_of(error));
    bytes.skip_space().map_err(|error| hindered(outlet, &error))?;
    let ends_with = match bytes.peek().map_err(|error| hindered(outlet, &error))? {
        None => return Err(fatal(outlet.aside(None), What::Empty)),
        Some(SEPARATOR) => SEPARATOR,
        Some(_) => b'\n',
    };
    let mut splitter = Splitter {
        part: Part { bytes: Vec::new(), line: bytes.line(), byte: bytes.offset(), then: None },
        bytes,
        ends_with,
        part_bytes: options.blocks.bytes.max(1),
        limit: options.limits.feature_bytes,
    };
    while let Some((part, last)) = splitter.next_part() {
        let (longitudes, limits) = (options.longitudes, options.limits);
        outlet.send(Block::of_sequence(SequencePart { part, ends_with, longitudes, limits }))?;
        if last {
            return Ok(());
        }
    }
    Ok(())
}

struct Splitter {
    bytes: Bytes,
    /// What has been read and not been cut off yet.
    part: Part,
    ends_with: u8,
    part_bytes: usize,
    limit: usize,
}

impl Splitter {
    /// The next part, and whether it is the last; all others end with a record.
    fn next_part(&mut self) -> Option<(Part, bool)> {
        loop {
            let before = self.part.bytes.len();
            let wanted = wanted(self.part_bytes, before);
            let read = match self.bytes.pour(&mut self.part.bytes, wanted) {
                Ok(0) if before == 0 => return None,
                Ok(0) => return Some((self.cut(before), true)),
                Ok(read) => read,
                Err(error) => {
                    let part = self.cut(before);
                    return Some((Part { then: Some(error), ..part }, true));
                }
            };
            let whole = self.whole(before);
            if whole > 0 && (self.part.bytes.len() >= self.part_bytes || read < wanted) {
                return Some((self.cut(whole), false));
            }
            // a separator and what stands around the record count for nothing
            let pending = self.part.bytes[whole..].trim_ascii_start().len().saturating_sub(2);
            if pending > self.limit {
                return Some((self.cut(self.part.bytes.len()), true));
            }
        }
    }

    /// Where the last whole record ends, looked for from `from` on: what was there before holds no end, or has it at its start.
    fn whole(&self, from: usize) -> usize {
        let end = memrchr(self.ends_with, &self.part.bytes[from..]).map(|end| from + end);
        end.map_or(0, |end| if self.ends_with == b'\n' { end + 1 } else { end })
    }

    fn cut(&mut self, whole: usize) -> Part {
        let rest = self.part.bytes.split_off(whole);
        let line = self.part.line + line_ends(&self.part.bytes);
        let byte = self.part.byte + whole as u64;
        std::mem::replace(&mut self.part, Part { bytes: rest, line, byte, then: None })
    }
}

/// Records of a sequence; the last part of all may end within a record.
#[derive(Debug)]
pub(in crate::io::read) struct SequencePart {
    part: Part,
    ends_with: u8,
    longitudes: Longitudes,
    limits: Limits,
}

impl SequencePart {
    /// The records; a bad one is set aside without harm to the others.
    pub(in crate::io::read) fn understood(self) -> Batch {
        let mut batch = Batch::default();
        batch.end = self.each_record(&mut batch.entries).err();
        batch
    }

    fn each_record(self, entries: &mut Vec<Entry>) -> Result<(), Box<End>> {
        let Self { part, ends_with, longitudes, limits } = self;
        let mut bytes = Bytes::part(part);
        let mut record = Vec::new();
        loop {
            bytes.skip_space().map_err(|error| End::aside(what_of(&error), None, None))?;
            let at = At { line: bytes.line(), byte: bytes.offset() };
            let next = next_record(&mut bytes, ends_with, limits, &mut record);
            let Some(start) = next.map_err(|what| End::in_record(what, at))? else { return Ok(()) };
            let text = record.trim_ascii();
            let leading = record.len() - record.trim_ascii_start().len();
            if !text.is_empty() {
                let drafted = draft(text, start + leading as u64, limits, longitudes);
                entries.push(Entry::of(drafted, at, || text_of(text))?);
            }
        }
    }
}

/// Fills `record` up to the next end mark, which is passed, and tells where it began; `None` at the end of the text.
fn next_record(bytes: &mut Bytes, ends_with: u8, limits: Limits, record: &mut Vec<u8>) -> Result<Option<u64>, What> {
    record.clear();
    if bytes.peek().map_err(|error| what_of(&error))? == Some(SEPARATOR) {
        bytes.consume(1);
    }
    let start = bytes.offset();
    loop {
        let chunk = bytes.chunk().map_err(|error| what_of(&error))?;
        if chunk.is_empty() {
            return Ok((bytes.offset() > start).then_some(start));
        }
        let end = memchr(ends_with, chunk);
        record.extend_from_slice(&chunk[..end.unwrap_or(chunk.len())]);
        let passed = match end {
            // a separator begins the next record, a newline ends this one
            Some(end) => end + usize::from(ends_with == b'\n'),
            None => chunk.len(),
        };
        bytes.consume(passed);
        if record.len() > limits.feature_bytes {
            return Err(What::FeatureLimit { inside: "a record".to_owned(), limit: limits.feature_bytes });
        }
        if end.is_some() {
            return Ok(Some(start));
        }
    }
}

/// Every record is a document of its own: what would refuse a document refuses the record.
fn draft(raw: &[u8], byte: u64, limits: Limits, longitudes: Longitudes) -> Result<Draft, Flaw> {
    let text = syntax::checked(raw, byte).map_err(Flaw::Record)?;
    let (depth, limit) = (depth_of(text), limits.depth_in_force());
    if depth > limit {
        return Err(Flaw::Record(What::TooDeep { depth, limit }));
    }
    feature::line(text, longitudes).map_err(|flaw| match flaw {
        Flaw::Record(what) | Flaw::Input(what) => Flaw::Record(what),
    })
}
