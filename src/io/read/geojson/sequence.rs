//! `GeoJSON` sequences: one record a line, or between record separators (RFC 8142). Not responsible for what a record says.

use crate::io::read::bytes::Bytes;
use crate::io::read::escape::text_of;
use crate::io::read::geojson::span::depth_of;
use crate::io::read::geojson::{feature, syntax};
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Draft, Flaw, Intake, Stop, fatal};
use crate::io::read::options::{Limits, ReadOptions};
use crate::io::read::what::What;

/// The record separator of RFC 8142.
const SEPARATOR: u8 = 0x1e;

/// Reads every record; a bad one is set aside without harm to the others.
pub(in crate::io::read) fn read(bytes: Bytes, options: &ReadOptions, intake: &mut Intake) -> Result<(), Stop> {
    let mut bytes = bytes;
    let hindered = |intake: &Intake, error: &std::io::Error| fatal(intake.aside(None), what_of(error));
    bytes.skip_space().map_err(|error| hindered(intake, &error))?;
    let ends_with = match bytes.peek().map_err(|error| hindered(intake, &error))? {
        None => return Err(fatal(intake.aside(None), What::Empty)),
        Some(SEPARATOR) => SEPARATOR,
        Some(_) => b'\n',
    };
    let mut record = Vec::new();
    loop {
        bytes.skip_space().map_err(|error| hindered(intake, &error))?;
        let origin = intake.next_origin(bytes.line(), bytes.offset());
        let next = next_record(&mut bytes, ends_with, options.limits, &mut record);
        let Some(start) = next.map_err(|what| fatal(origin.clone(), what))? else { return Ok(()) };
        let text = record.trim_ascii();
        let leading = record.len() - record.trim_ascii_start().len();
        if !text.is_empty() {
            let drafted = draft(text, start + leading as u64, options);
            intake.take(drafted, origin, || text_of(text))?;
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
        let end = chunk.iter().position(|&byte| byte == ends_with);
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
fn draft(raw: &[u8], byte: u64, options: &ReadOptions) -> Result<Draft, Flaw> {
    let text = syntax::checked(raw, byte).map_err(Flaw::Record)?;
    let (depth, limit) = (depth_of(text), options.limits.depth_in_force());
    if depth > limit {
        return Err(Flaw::Record(What::TooDeep { depth, limit }));
    }
    feature::line(text, options.longitudes).map_err(|flaw| match flaw {
        Flaw::Record(what) | Flaw::Input(what) => Flaw::Record(what),
    })
}
