//! Shapes of a `.shp`, one after the other. Not responsible for which of an area's rings are holes.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use crate::io::read::hurdle::what_of;
use crate::io::read::options::Limits;
use crate::io::read::shapefile::parts::Bytes;
use crate::io::read::shapefile::rings::areas;
use crate::io::read::shapefile::unreadable;
use crate::io::read::what::{BesideShapes, What};

const HEADER_BYTES: u64 = HEADER_LENGTH as u64;
const HEADER_LENGTH: usize = 100;
const RECORD_HEADER_BYTES: u64 = RECORD_HEADER_LENGTH as u64;
const RECORD_HEADER_LENGTH: usize = 8;
const FILE_CODE: i32 = 9_994;
const POINT_BYTES: usize = 16;
/// The box in front of lines, areas and many points.
const BOX_BYTES: usize = 32;
/// A coordinate below this says that there is none.
const NO_DATA_BELOW: f64 = -1e38;

/// What a record of the file is.
#[derive(Debug)]
pub(super) enum Found {
    /// It says that there is no shape.
    Nothing,
    Drawn {
        geometry: Geometry<f64>,
        /// What had to be mended or left out.
        notes: Vec<What>,
    },
    /// Its bytes are not as they should be.
    Damaged(String),
}

/// The shapes of a file.
pub(super) struct Shapes {
    bytes: Box<dyn Bytes>,
    /// Where records begin, as the `.shx` says; without it, one behind the other.
    starts: Option<Vec<u64>>,
    /// How many bytes of the file the `.shx` names.
    named_bytes: u64,
    /// The kind that all shapes are of.
    kind: i32,
    end: u64,
    at: u64,
    limits: Limits,
    /// The number of the record at hand, from 1.
    pub(super) number: u64,
    /// How many shapes have measures.
    pub(super) measured: u64,
}

impl Shapes {
    /// The shapes of `bytes`, at the places that the index `shx` names.
    pub(super) fn new(mut bytes: Box<dyn Bytes>, shx: Option<&[u8]>, limits: Limits) -> Result<Self, What> {
        let end = bytes.seek(SeekFrom::End(0)).map_err(|error| what_of(&error))?;
        bytes.seek(SeekFrom::Start(0)).map_err(|error| what_of(&error))?;
        let mut header = Vec::new();
        (&mut bytes).take(HEADER_BYTES).read_to_end(&mut header).map_err(|error| what_of(&error))?;
        if header.len() as u64 != HEADER_BYTES || big(&header, 0) != Some(FILE_CODE) {
            return Err(unreadable("its .shp has no whole header"));
        }
        let kind = little(&header, 32).unwrap_or_default();
        match kind {
            0 | 1 | 3 | 5 | 8 | 11 | 13 | 15 | 18 | 21 | 23 | 25 | 28 => {}
            31 => return Err(unreadable("its shapes are MultiPatch, surfaces in space, which are not read")),
            other => return Err(unreadable(format!("its shapes are of kind {other}, which is not known"))),
        }
        let shx = shx.filter(|shx| big(shx, 0) == Some(FILE_CODE));
        let named_bytes = shx.map_or(0, named_bytes);
        let starts = shx.map(starts);
        Ok(Self { bytes, starts, named_bytes, kind, end, at: HEADER_BYTES, limits, number: 0, measured: 0 })
    }

    /// Fails where the index would lose shapes or show one twice; `rows` is how many the table beside it has.
    pub(super) fn check_index(&self, rows: Option<u32>, notes: &mut Vec<What>) -> Result<(), What> {
        const REMEDY: &str = "move the .shx away, and shapes are read one behind the other";
        let Some(starts) = &self.starts else { return Ok(()) };
        let mut sorted = starts.clone();
        sorted.sort_unstable();
        // places outside of the file are told shape by shape
        if sorted.windows(2).any(|pair| pair[0] == pair[1] && pair[0] >= HEADER_BYTES) {
            return Err(unreadable(format!("its .shx names one place for several shapes; {REMEDY}")));
        }
        // editors leave holes in the .shp, but an entry for each row
        let left = (self.end - HEADER_BYTES).saturating_sub(self.named_bytes);
        let count = starts.len();
        match rows {
            _ if left == 0 => {}
            Some(rows) if count as u64 >= u64::from(rows) => {}
            Some(rows) => {
                return Err(unreadable(format!(
                    "its .shx names {count} shapes, its .dbf has {rows} rows, and {left} bytes of the .shp are left over; {REMEDY}"
                )));
            }
            None => {
                notes.push(What::BesideShapes(BesideShapes::Unnamed { bytes: left, remedy: REMEDY }));
            }
        }
        Ok(())
    }

    /// The next shape; `None` behind the last.
    pub(super) fn next(&mut self) -> Result<Option<Found>, What> {
        let index = usize::try_from(self.number).unwrap_or(usize::MAX);
        match &self.starts {
            Some(starts) => match starts.get(index) {
                Some(start) if *start >= HEADER_BYTES && start + RECORD_HEADER_BYTES <= self.end => self.at = *start,
                Some(_) => {
                    self.number += 1;
                    return Ok(Some(Found::Damaged("the .shx puts it outside the .shp".to_owned())));
                }
                None => {
                    self.number += 1;
                    return Ok(None);
                }
            },
            None if self.at >= self.end => {
                // records behind rows of the table: the number stays that of the row
                self.number += 1;
                return Ok(None);
            }
            None => {}
        }
        self.number += 1;
        let content = self.content()?;
        Ok(Some(self.shape(&content).unwrap_or_else(Found::Damaged)))
    }

    /// The bytes of the record at hand.
    fn content(&mut self) -> Result<Vec<u8>, What> {
        let cut = |at: u64, number: u64| What::Truncated { inside: format!("shape {number} of the .shp"), byte: at };
        self.bytes.seek(SeekFrom::Start(self.at)).map_err(|error| what_of(&error))?;
        let mut header = [0; RECORD_HEADER_LENGTH];
        self.bytes.read_exact(&mut header).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => cut(self.at, self.number),
            _ => what_of(&error),
        })?;
        let words = big(&header, 4).unwrap_or_default();
        let length = u64::try_from(words).map_or(u64::MAX, |words| words * 2);
        let start = self.at + RECORD_HEADER_BYTES;
        if length > self.end - start {
            return Err(cut(self.at, self.number));
        }
        let limit = self.limits.feature_bytes;
        if length > limit as u64 {
            return Err(What::FeatureLimit { inside: format!("shape {} of the .shp", self.number), limit });
        }
        let mut content = Vec::new();
        (&mut self.bytes).take(length).read_to_end(&mut content).map_err(|error| what_of(&error))?;
        self.at = start + length;
        Ok(content)
    }

    fn shape(&mut self, content: &[u8]) -> Result<Found, String> {
        let kind = little(content, 0).ok_or("it has no kind")?;
        if kind == 0 {
            return Ok(Found::Nothing);
        }
        if kind != self.kind {
            return Err(format!("it is of kind {kind}, and the file's shapes are of kind {}", self.kind));
        }
        let body = &content[4..];
        let mut notes = Vec::new();
        let geometry = match kind % 10 {
            1 => {
                let at = coord(body, 0).ok_or("its point is cut off")?;
                (at.x > NO_DATA_BELOW && at.y > NO_DATA_BELOW).then_some(Geometry::Point(Point(at)))
            }
            8 => many_points(body)?,
            3 => parts(body)?.map(|mut lines| match lines.len() {
                1 => Geometry::LineString(lines.remove(0)),
                _ => Geometry::MultiLineString(MultiLineString(lines)),
            }),
            _ => {
                let mut rings = parts(body)?.unwrap_or_default();
                // which ring lies in which is asked of closed ones
                if rings.iter().any(|ring| !ring.is_closed()) {
                    notes.push(What::RingClosed);
                    rings.iter_mut().for_each(LineString::close);
                }
                if rings.is_empty() { None } else { Some(areas(rings)?) }
            }
        };
        let Some(geometry) = geometry else { return Ok(Found::Nothing) };
        self.measured += u64::from(kind > 20);
        notes.extend((11..20).contains(&kind).then_some(What::HeightDropped));
        Ok(Found::Drawn { geometry, notes })
    }
}

/// Where records begin: the index counts in words of 16 bits.
fn starts(shx: &[u8]) -> Vec<u64> {
    let entries = shx.get(HEADER_LENGTH..).unwrap_or_default();
    let start = |entry: &[u8]| u64::try_from(big(entry, 0).unwrap_or(-1)).map_or(0, |words| words * 2);
    entries.chunks_exact(8).map(start).collect()
}

/// How many bytes of the `.shp` the entries of the index take, headers of records and all.
fn named_bytes(shx: &[u8]) -> u64 {
    let entries = shx.get(HEADER_LENGTH..).unwrap_or_default();
    let length = |entry: &[u8]| big(entry, 4).and_then(|words| u64::try_from(words).ok()).unwrap_or_default() * 2;
    entries.chunks_exact(8).map(|entry| length(entry) + RECORD_HEADER_BYTES).sum()
}

fn big(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn little(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn coord(bytes: &[u8], at: usize) -> Option<Coord<f64>> {
    let number = |at: usize| Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    Some(Coord { x: number(at)?, y: number(at + 8)? })
}

/// As many as the bytes at `at` say, if the rest of the record has room for so many of `size` bytes each.
fn count(body: &[u8], at: usize, size: usize) -> Result<usize, String> {
    let said = little(body, at).ok_or("it is cut off")?;
    let count = usize::try_from(said).map_err(|_| format!("it counts {said} parts or points"))?;
    let room = body.len().saturating_sub(at + 4) / size;
    if count > room {
        return Err(format!("it counts {count} parts or points and has room for {room}"));
    }
    Ok(count)
}

fn coords(body: &[u8], at: usize, count: usize) -> Result<Vec<Coord<f64>>, String> {
    let bytes = body.get(at..at + count * POINT_BYTES).ok_or("its points are cut off")?;
    Ok(bytes.chunks_exact(POINT_BYTES).filter_map(|point| coord(point, 0)).collect())
}

fn many_points(body: &[u8]) -> Result<Option<Geometry<f64>>, String> {
    let count = count(body, BOX_BYTES, POINT_BYTES)?;
    let points = coords(body, BOX_BYTES + 4, count)?.into_iter().map(Point).collect();
    Ok((count > 0).then_some(Geometry::MultiPoint(MultiPoint(points))))
}

/// The parts of a line or an area; `None` where it has none.
fn parts(body: &[u8]) -> Result<Option<Vec<LineString<f64>>>, String> {
    let part_count = count(body, BOX_BYTES, 4)?;
    let point_count = count(body, BOX_BYTES + 4, POINT_BYTES)?;
    if part_count == 0 || point_count == 0 {
        return Ok(None);
    }
    let firsts_at = BOX_BYTES + 8;
    let points = coords(body, firsts_at + part_count * 4, point_count)?;
    let first = |part: usize| little(body, firsts_at + part * 4).and_then(|first| usize::try_from(first).ok());
    let mut lines = Vec::with_capacity(part_count);
    for part in 0..part_count {
        let start = first(part).ok_or("a part begins before its points")?;
        let end = if part + 1 == part_count { Some(point_count) } else { first(part + 1) };
        let range = end.filter(|end| start <= *end).and_then(|end| points.get(start..end));
        let range = range.ok_or("its parts are out of order")?;
        if !range.is_empty() {
            lines.push(LineString(range.to_vec()));
        }
    }
    Ok(Some(lines))
}
