//! The XML parts of a ZIP archive, unpacked within limits, and an archive of them that is not compressed. Not responsible for what
//! they say.
//!
//! An archive lies easily about the sizes of its parts, so each is unpacked here, where bytes are counted as they come, and
//! whoever reads the workbook sees nothing but what came out.
//!
//! # Source
//! PKWARE, *APPNOTE.TXT*, version 6.3.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::io::read::options::Limits;
use crate::io::read::what::What;

/// Small archives may unpack to more than the ratio allows: what fits memory anyway does no harm.
const FREE_BYTES: u64 = 1_000_000;
/// Bytes unpacked at a time, so that limits are met soon.
const STEP_BYTES: usize = 64 << 10;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const END_BYTES: usize = 22;
const ENTRY_BYTES: usize = 46;
const LOCAL_BYTES: usize = 30;
/// A comment behind the end takes no more.
const COMMENT_BYTES_MAX: usize = u16::MAX as usize;
/// Where a size or a place stands in the larger fields of ZIP64.
const ELSEWHERE: u32 = u32::MAX;
const ZIP64_FIELD: u16 = 1;

/// One part of an archive, unpacked.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    bytes: Vec<u8>,
    crc: u32,
}

#[cfg(feature = "shapefile")]
impl Part {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// One entry of an archive's directory.
struct Entry {
    name: String,
    is_encrypted: bool,
    method: u16,
    crc: u32,
    packed: usize,
    at: usize,
}

fn damaged(reason: &str) -> What {
    What::Workbook { reason: reason.to_owned() }
}

/// The parts of `archive` that are XML.
///
/// # Cost
/// Memory for all of them: no more than [`Limits`] allow.
pub(super) fn xml_parts(archive: &[u8], limits: Limits) -> Result<Vec<Part>, What> {
    let mut allowance = Allowance { packed: archive.len() as u64, unpacked: 0, limits };
    let mut parts: Vec<Part> = Vec::new();
    for entry in directory(archive)? {
        let lower = entry.name.to_ascii_lowercase();
        let kind = lower.rsplit('.').next().unwrap_or_default();
        if kind == "bin" && lower.contains("workbook") {
            return Err(damaged("it is a binary .xlsb workbook"));
        }
        if !matches!(kind, "xml" | "rels") {
            continue;
        }
        if parts.iter().any(|part| part.name == entry.name) {
            return Err(damaged("a part of it stands twice"));
        }
        let bytes = unpacked(archive, &entry, &mut allowance)?;
        parts.push(Part { name: entry.name, bytes, crc: entry.crc });
    }
    Ok(parts)
}

/// The names of all parts of `archive`.
#[cfg(any(feature = "shapefile", feature = "xml"))]
pub(super) fn names(archive: &[u8]) -> Result<Vec<String>, What> {
    Ok(directory(archive)?.into_iter().map(|entry| entry.name).collect())
}

/// The parts of `archive` that have these names.
///
/// # Cost
/// As for [`xml_parts`].
#[cfg(feature = "shapefile")]
pub(super) fn picked(archive: &[u8], limits: Limits, names: &[&str]) -> Result<Vec<Part>, What> {
    let mut allowance = Allowance { packed: archive.len() as u64, unpacked: 0, limits };
    let entries = directory(archive)?.into_iter().filter(|entry| names.contains(&entry.name.as_str()));
    entries
        .map(|entry| {
            let bytes = unpacked(archive, &entry, &mut allowance)?;
            Ok(Part { name: entry.name, bytes, crc: entry.crc })
        })
        .collect()
}

/// Whether a part of this name would be unpacked outside of its folder.
#[cfg(any(feature = "shapefile", feature = "xml"))]
pub(super) fn leads_out(name: &str) -> bool {
    name.starts_with('/') || name.contains(':') || name.split('/').any(|step| step == "..")
}

/// The bytes of the part `name` of `archive`.
///
/// # Cost
/// Memory for them: no more than [`Limits`] allow.
#[cfg(feature = "xml")]
pub(super) fn part(archive: &[u8], name: &str, limits: Limits) -> Result<Vec<u8>, What> {
    let mut allowance = Allowance { packed: archive.len() as u64, unpacked: 0, limits };
    let entry = directory(archive)?.into_iter().find(|entry| entry.name == name);
    unpacked(archive, &entry.ok_or_else(|| damaged("a part of it is missing"))?, &mut allowance)
}

/// What may yet be unpacked.
struct Allowance {
    packed: u64,
    unpacked: u64,
    limits: Limits,
}

impl Allowance {
    fn take(&mut self, bytes: usize) -> Result<(), What> {
        self.unpacked += bytes as u64;
        if self.unpacked > self.limits.unpacked_bytes {
            return Err(What::UnpackedBytes { limit: self.limits.unpacked_bytes });
        }
        let allowed = self.packed.saturating_mul(self.limits.unpack_ratio).saturating_add(FREE_BYTES);
        if self.unpacked > allowed {
            return Err(What::UnpackRatio { limit: self.limits.unpack_ratio });
        }
        Ok(())
    }
}

fn unpacked(archive: &[u8], entry: &Entry, allowance: &mut Allowance) -> Result<Vec<u8>, What> {
    if entry.is_encrypted {
        return Err(damaged("it is encrypted"));
    }
    let header = archive.get(entry.at..).filter(|rest| rest.starts_with(LOCAL));
    let header = header.ok_or_else(|| damaged("a part of it is not where its directory says"))?;
    let start = LOCAL_BYTES + usize::from(short(header, 26)?) + usize::from(short(header, 28)?);
    let packed = start.checked_add(entry.packed).and_then(|end| header.get(start..end));
    let packed = packed.ok_or_else(|| damaged("it ends inside a part"))?;
    let mut reader: Box<dyn Read + '_> = match entry.method {
        0 => Box::new(packed),
        8 => Box::new(DeflateDecoder::new(packed)),
        _ => return Err(damaged("it is compressed in a way that is not known")),
    };
    let (mut bytes, mut crc, mut step) = (Vec::new(), Crc::new(), vec![0; STEP_BYTES]);
    loop {
        let count = reader.read(&mut step).map_err(|_| damaged("a compressed part is damaged"))?;
        if count == 0 {
            break;
        }
        allowance.take(count)?;
        crc.update(&step[..count]);
        bytes.extend_from_slice(&step[..count]);
    }
    if crc.sum() == entry.crc { Ok(bytes) } else { Err(damaged("a part has changed since it was packed")) }
}

/// The entries of the directory at the archive's end.
fn directory(archive: &[u8]) -> Result<Vec<Entry>, What> {
    let tail = archive.len().saturating_sub(END_BYTES + COMMENT_BYTES_MAX);
    let ends = archive[tail..].windows(END.len()).rposition(|bytes| bytes == END);
    let end = ends.map(|at| &archive[tail + at..]).ok_or_else(|| damaged("it is no whole ZIP archive"))?;
    let (count, at) = (short(end, 10)?, long(end, 16)?);
    if count == u16::MAX || at == ELSEWHERE {
        return Err(damaged("it is a ZIP64 archive of more than 65,534 parts or 4 GB"));
    }
    let mut rest = archive.get(at as usize..).unwrap_or_default();
    let mut entries = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        if !rest.starts_with(ENTRY) {
            return Err(damaged("its directory is damaged"));
        }
        let [name, extra, comment] = [short(rest, 28)?, short(rest, 30)?, short(rest, 32)?].map(usize::from);
        let whole = rest.get(..ENTRY_BYTES + name + extra + comment);
        let whole = whole.ok_or_else(|| damaged("its directory is cut off"))?;
        let fields = &whole[ENTRY_BYTES + name..ENTRY_BYTES + name + extra];
        let [packed, at] = sizes(whole, fields)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(&whole[ENTRY_BYTES..ENTRY_BYTES + name]).replace('\\', "/"),
            is_encrypted: short(whole, 8)? & 1 == 1,
            method: short(whole, 10)?,
            crc: long(whole, 16)?,
            packed,
            at,
        });
        rest = &rest[whole.len()..];
    }
    Ok(entries)
}

/// The packed size of an entry and where it stands, of which some may stand among its extra `fields`.
fn sizes(entry: &[u8], fields: &[u8]) -> Result<[usize; 2], What> {
    let [unpacked, packed, at] = [long(entry, 24)?, long(entry, 20)?, long(entry, 42)?];
    let mut larger: &[u8] = &[];
    let mut rest = fields;
    while rest.len() >= 4 {
        let (kind, length) = (short(rest, 0)?, usize::from(short(rest, 2)?));
        let (field, next) = rest[4..].split_at(length.min(rest.len() - 4));
        if kind == ZIP64_FIELD {
            larger = field;
        }
        rest = next;
    }
    let mut value = |short: u32| -> Result<u64, What> {
        if short != ELSEWHERE {
            return Ok(u64::from(short));
        }
        let (bytes, next) = larger.split_at_checked(8).ok_or_else(|| damaged("its directory lacks a size"))?;
        larger = next;
        Ok(u64::from_le_bytes(bytes.try_into().expect("eight bytes were split off")))
    };
    value(unpacked)?;
    let too_far = |_| damaged("a part of it lies beyond its end");
    Ok([usize::try_from(value(packed)?).map_err(too_far)?, usize::try_from(value(at)?).map_err(too_far)?])
}

fn short(bytes: &[u8], at: usize) -> Result<u16, What> {
    let two = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
    two.map(u16::from_le_bytes).ok_or_else(|| damaged("it is cut off"))
}

fn long(bytes: &[u8], at: usize) -> Result<u32, What> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(u32::from_le_bytes).ok_or_else(|| damaged("it is cut off"))
}

/// An archive of `parts`, each as it is.
pub(super) fn stored(parts: &[Part]) -> Result<Vec<u8>, What> {
    let small = |size: usize| u32::try_from(size).ok().filter(|size| *size < ELSEWHERE);
    let too_big = || damaged("its parts take 4 GB");
    let total: usize = parts.iter().map(|part| part.bytes.len()).sum();
    let (mut archive, mut entries): (Vec<u8>, Vec<u8>) = (Vec::with_capacity(total), Vec::new());
    for part in parts {
        let at = small(archive.len()).ok_or_else(too_big)?;
        let size = small(part.bytes.len()).ok_or_else(too_big)?.to_le_bytes();
        let name = u16::try_from(part.name.len()).map_err(|_| damaged("the name of a part is too long"))?.to_le_bytes();
        // version 2.0, names in UTF-8, stored, no time
        let mut shared = vec![20, 0, 0, 8, 0, 0, 0, 0, 0, 0];
        shared.extend(part.crc.to_le_bytes().into_iter().chain(size).chain(size).chain(name).chain([0, 0]));
        archive.extend(LOCAL.iter().chain(&shared).chain(part.name.as_bytes()).chain(&part.bytes));
        entries.extend(ENTRY.iter().chain(&[20, 0]).chain(&shared).chain(&[0; 10]).chain(&at.to_le_bytes()));
        entries.extend(part.name.as_bytes());
    }
    let (at, size) = (small(archive.len()).ok_or_else(too_big)?, small(entries.len()).ok_or_else(too_big)?);
    let count = u16::try_from(parts.len()).map_err(|_| damaged("it has too many parts"))?.to_le_bytes();
    archive.extend(entries);
    let end = END.iter().copied().chain([0; 4]).chain(count).chain(count);
    archive.extend(end.chain(size.to_le_bytes()).chain(at.to_le_bytes()).chain([0, 0]));
    Ok(archive)
}
