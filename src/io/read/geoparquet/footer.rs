//! The footer of a Parquet file looked over before its parser is let in: what it claims has to be there.
//! Not responsible for what it means.
//!
//! The parser allocates by the number of row groups that is claimed and descends into columns by recursion; both are held
//! against limits here, in one walk through the bytes that allocates next to nothing.
//!
//! # Source
//! The Thrift compact protocol, "List and Set" and "Struct"; `parquet.thrift`, `FileMetaData` and `SchemaElement`.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// The length of the footer and the signature behind it.
const TAIL_BYTES: u64 = 8;
/// A footer of two thousand columns and a thousand row groups has some tens of megabytes.
const FOOTER_BYTES_MAX: u64 = 64 << 20;
/// Row groups are numbered in 16 bits.
const GROUPS_MAX: usize = 32_767;
/// Columns inside columns.
const COLUMN_DEPTH_MAX: usize = 32;
/// Structures of Thrift inside each other.
const NESTING_MAX: usize = 32;

/// The fields of `FileMetaData` that are held against limits.
const SCHEMA: i64 = 2;
const ROW_GROUPS: i64 = 4;
/// The field of `SchemaElement` that says how many of the next ones are inside it.
const CHILDREN: i64 = 5;

const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// Fails with what is wrong where the footer of `file`, of `end` bytes, claims what cannot be.
pub(super) fn check(file: &mut File, end: u64) -> Result<(), String> {
    let mut tail = [0; 8];
    let footer_end = end.checked_sub(TAIL_BYTES).filter(|&at| at >= 4).ok_or("it is too short")?;
    let mut read = |at: u64, into: &mut [u8]| {
        let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(into));
        read.map_err(|error| error.to_string().to_lowercase())
    };
    read(footer_end, &mut tail)?;
    let [a, b, c, d, signature @ ..] = tail;
    match &signature {
        b"PAR1" => {}
        b"PARE" => return Err("its footer is encrypted".to_owned()),
        _ => return Err("it does not end as Parquet does; it may be cut off".to_owned()),
    }
    let bytes = u64::from(u32::from_le_bytes([a, b, c, d]));
    if bytes > FOOTER_BYTES_MAX || bytes > footer_end {
        return Err(format!("its footer claims {bytes} bytes"));
    }
    let mut footer = vec![0; usize::try_from(bytes).unwrap_or_default()];
    read(footer_end - bytes, &mut footer)?;
    Walk { rest: &footer }.file_metadata()
}

/// Bytes of a page's header: a few, and as many more where it has statistics of long values.
const PAGE_LEAD_BYTES: [u64; 2] = [128, 1 << 20];
/// The fields of `PageHeader` that are looked at, and the kind of pages that hold values which rows name by number.
const PAGE_KIND: i64 = 1;
const PAGE_UNPACKED: i64 = 2;
const PAGE_PACKED: i64 = 3;
const PAGE_DATA: i64 = 5;
const PAGE_DATA_V2: i64 = 8;
const DICTIONARY: i64 = 2;
/// The encoding in which a value may begin with all of the one before it.
const DELTA_BYTE_ARRAY: i64 = 7;

/// What the header of a page claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct PageHeader {
    kind: i64,
    /// How its values are written, where it holds those of rows.
    encoding: i64,
    unpacked: u64,
    packed: u64,
}

/// How many bytes a value may have that many rows of a column share, whose pages stand in `pages`: the largest dictionary or page of
/// values that begin as others do.
///
/// # Source
/// `parquet.thrift`, `PageHeader`, `PageType`, `Encoding`.
pub(super) fn shared_bytes(file: &mut File, pages: std::ops::Range<u64>) -> io::Result<u64> {
    let (mut most, mut at) = (0, pages.start);
    while at < pages.end {
        // what is no header is refused where the page is read
        let Some((header, length)) = page_header(file, at)? else { break };
        if header.kind == DICTIONARY || header.encoding == DELTA_BYTE_ARRAY {
            most = most.max(header.unpacked).max(header.packed);
        }
        at = at.saturating_add(length).saturating_add(header.packed);
    }
    Ok(most)
}

/// The header of the page that begins at `at`, and how long it is.
fn page_header(file: &mut File, at: u64) -> io::Result<Option<(PageHeader, u64)>> {
    for most in PAGE_LEAD_BYTES {
        file.seek(SeekFrom::Start(at))?;
        let mut lead = Vec::new();
        file.take(most).read_to_end(&mut lead)?;
        let mut walk = Walk { rest: &lead };
        if let Ok(header) = walk.page_header() {
            return Ok(Some((header, (lead.len() - walk.rest.len()) as u64)));
        }
    }
    Ok(None)
}

/// A walk through bytes of Thrift's compact protocol.
struct Walk<'b> {
    rest: &'b [u8],
}

impl Walk<'_> {
    fn cut() -> String {
        "its footer is cut off".to_owned()
    }

    fn byte(&mut self) -> Result<u8, String> {
        let (&first, rest) = self.rest.split_first().ok_or_else(Self::cut)?;
        self.rest = rest;
        Ok(first)
    }

    fn pass(&mut self, count: usize) -> Result<(), String> {
        self.rest = self.rest.get(count..).ok_or_else(Self::cut)?;
        Ok(())
    }

    fn unsigned(&mut self) -> Result<u64, String> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err("a number of its footer is too long".to_owned())
    }

    fn signed(&mut self) -> Result<i64, String> {
        let number = self.unsigned()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// The kind and the number of the next field; `None` at the end of its structure.
    fn field(&mut self, before: i64) -> Result<Option<(u8, i64)>, String> {
        let head = self.byte()?;
        match (head & 0x0f, i64::from(head >> 4)) {
            (0, _) => Ok(None),
            (kind, 0) => Ok(Some((kind, self.signed()?))),
            (kind, step) => Ok(Some((kind, before.saturating_add(step)))),
        }
    }

    /// The kind and the number of a list's members; there is at least a byte for each.
    fn list(&mut self) -> Result<(u8, usize), String> {
        let head = self.byte()?;
        let count = if head >> 4 == 0x0f { self.unsigned()? } else { u64::from(head >> 4) };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if count > self.rest.len() {
            return Err(format!("its footer claims a list of {count} members and has {} bytes left", self.rest.len()));
        }
        Ok((head & 0x0f, count))
    }

    fn value(&mut self, kind: u8, depth: usize) -> Result<(), String> {
        if depth > NESTING_MAX {
            return Err(format!("its footer is nested more than {NESTING_MAX} deep"));
        }
        match kind {
            // the value is in the kind
            1 | 2 => Ok(()),
            3 => self.pass(1),
            4..=6 => self.unsigned().map(|_| ()),
            7 => self.pass(8),
            BINARY => {
                let length = self.unsigned()?;
                self.pass(usize::try_from(length).unwrap_or(usize::MAX))
            }
            LIST | SET => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.member(kind, depth + 1))
            }
            MAP => {
                let count = self.unsigned()?;
                if count == 0 {
                    return Ok(());
                }
                let kinds = self.byte()?;
                // each pair takes a byte at least, so a count that lies ends the bytes
                (0..count).try_for_each(|_| {
                    self.member(kinds >> 4, depth + 1)?;
                    self.member(kinds & 0x0f, depth + 1)
                })
            }
            STRUCT => {
                let mut number = 0;
                while let Some((kind, next)) = self.field(number)? {
                    self.value(kind, depth + 1)?;
                    number = next;
                }
                Ok(())
            }
            other => Err(format!("its footer has a value of kind {other}, which is not known")),
        }
    }

    /// A member of a list, where what is true or false has a byte of its own.
    fn member(&mut self, kind: u8, depth: usize) -> Result<(), String> {
        if matches!(kind, 1 | 2) { self.pass(1) } else { self.value(kind, depth) }
    }

    fn file_metadata(&mut self) -> Result<(), String> {
        let mut number = 0;
        while let Some((kind, next)) = self.field(number)? {
            match (next, kind) {
                (SCHEMA, LIST) => self.schema()?,
                (ROW_GROUPS, LIST) => self.row_groups()?,
                _ => self.value(kind, 0)?,
            }
            number = next;
        }
        Ok(())
    }

    fn page_header(&mut self) -> Result<PageHeader, String> {
        let (mut number, mut header) = (0, PageHeader::default());
        while let Some((kind, next)) = self.field(number)? {
            match (next, kind) {
                (PAGE_KIND, 4..=6) => header.kind = self.signed()?,
                (PAGE_UNPACKED, 4..=6) => header.unpacked = u64::try_from(self.signed()?).unwrap_or(u64::MAX),
                (PAGE_PACKED, 4..=6) => header.packed = u64::try_from(self.signed()?).unwrap_or(u64::MAX),
                (PAGE_DATA, STRUCT) => header.encoding = self.whole_member(2)?,
                (PAGE_DATA_V2, STRUCT) => header.encoding = self.whole_member(4)?,
                _ => self.value(kind, 0)?,
            }
            number = next;
        }
        Ok(header)
    }

    /// The whole number that is member `wanted` of the structure that begins here; 0 where it has none.
    fn whole_member(&mut self, wanted: i64) -> Result<i64, String> {
        let (mut number, mut found) = (0, 0);
        while let Some((kind, next)) = self.field(number)? {
            if next == wanted && matches!(kind, 4..=6) {
                found = self.signed()?;
            } else {
                self.value(kind, 1)?;
            }
            number = next;
        }
        Ok(found)
    }

    fn row_groups(&mut self) -> Result<(), String> {
        let (kind, count) = self.list()?;
        if count > GROUPS_MAX {
            return Err(format!("it claims {count} row groups, more than {GROUPS_MAX}"));
        }
        (0..count).try_for_each(|_| self.member(kind, 1))
    }

    /// The columns, which stand each before those inside it.
    fn schema(&mut self) -> Result<(), String> {
        let (kind, count) = self.list()?;
        // how many are still to come inside each column that is open
        let mut open: Vec<i64> = Vec::new();
        for _ in 0..count {
            let inside = if kind == STRUCT { self.whole_member(CHILDREN)? } else { return Err(Self::cut()) };
            while open.last().is_some_and(|left| *left == 0) {
                open.pop();
            }
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            if inside > 0 {
                open.push(inside);
            }
            if open.len() > COLUMN_DEPTH_MAX {
                return Err(format!("its columns are nested more than {COLUMN_DEPTH_MAX} deep"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(footer: &[u8], expected: Result<(), &str>) {
        let found = Walk { rest: footer }.file_metadata();
        match (&found, expected) {
            (Ok(()), Ok(())) => {}
            (Err(found), Err(expected)) if found.contains(expected) => {}
            _ => panic!("{footer:?}: {found:?}, not {expected:?}"),
        }
    }

    /// Referee: the bytes by hand after the compact protocol.
    #[test]
    fn footers_that_claim_what_is_not_there_are_refused() {
        check(&[0], Ok(()));
        // version 2, a schema of one column without others, no row group
        check(&[0x15, 4, 0x19, 0x1c, 0x00, 0x29, 0x0c, 0x00], Ok(()));
        check(&[0x15], Err("cut off"));
        check(&[0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f], Err("claims a list of 4294967295"));
        let mut many = vec![0x49, 0xfc, 0x80, 0x80, 0x04];
        many.resize(many.len() + 70_000, 0);
        check(&many, Err("65536 row groups"));
        // a hundred columns, each inside the one before
        let mut deep = vec![0x29, 0xfc, 100];
        for _ in 0..100 {
            deep.extend([0x55, 2, 0]);
        }
        check(&deep, Err("nested more than 32"));
        check(&[0x1c; 100], Err("nested"));
        // pages: a dictionary of 1,000 bytes, one of data as long whose values begin as others do, and bytes that are no header
        let page = |kind, encoding| PageHeader { kind, encoding, unpacked: 1_000, packed: 5 };
        for (bytes, expected) in [
            (&[0x15, 4, 0x15, 0xd0, 0x0f, 0x15, 10, 0][..], page(2, 0)),
            (&[0x15, 0, 0x15, 0xd0, 0x0f, 0x15, 10, 0x2c, 0x15, 6, 0x15, 14, 0, 0], page(0, 7)),
            (&[0x15, 6, 0x15, 0xd0, 0x0f, 0x15, 10, 0x5c, 0x15, 6, 0x35, 14, 0, 0], page(3, 7)),
        ] {
            assert_eq!(Walk { rest: bytes }.page_header(), Ok(expected), "{bytes:?}");
        }
        assert!(Walk { rest: &[0x15] }.page_header().is_err());
    }
}
