//! How an index file is laid out: sections one behind the other, and at its end where each lies. Not responsible for what is in
//! them.
//!
//! ```text
//! MAGIC, version            16 + 8 bytes
//! sections                  one behind the other
//! entries                   32 bytes each: name, start, length, checksum (CRC-32) of the section
//! start of the entries, how many, their checksum, END_MAGIC      32 bytes
//! ```
//! Numbers have little ends first. A file of another version is refused: it is made anew from its input.

/// The first bytes: line ends that a transfer as text would change, and the sign that ends a text for old systems.
pub(in crate::io) const MAGIC: &[u8; 16] = b"SARHAD INDEX\r\n\x1a\n";
/// The last bytes.
pub(in crate::io) const END_MAGIC: &[u8; 8] = b"XEDNIHRS";
/// The version of the layout.
pub(in crate::io) const VERSION: u64 = 1;
/// Bytes of an entry, and of what stands behind the entries.
pub(in crate::io) const ENTRY_BYTES: usize = 32;
/// Bytes before the first section: the magic and the version.
pub(in crate::io) const HEAD_BYTES: usize = MAGIC.len() + 8;

/// The name of a section.
pub(in crate::io) type Name = [u8; 8];

/// What the collection tells of itself, as JSON.
pub(in crate::io) const CARD: Name = *b"card    ";
/// The features as `GeoJSON`, a line each.
pub(in crate::io) const TEXT: Name = *b"text    ";
/// Where each of them ends: its line feed.
pub(in crate::io) const ENDS: Name = *b"ends    ";
/// The ids, one behind the other, and where each ends.
pub(in crate::io) const IDS: Name = *b"ids     ";
pub(in crate::io) const ID_ENDS: Name = *b"idends  ";
/// Longitude and latitude of each record.
pub(in crate::io) const POINTS: Name = *b"points  ";
/// What is no point: number, box, where its bytes lie; and the bytes, as WKB.
pub(in crate::io) const DRAWN: Name = *b"drawn   ";
pub(in crate::io) const WKB: Name = *b"wkb     ";
/// First and last second of each record.
pub(in crate::io) const SPANS: Name = *b"spans   ";

/// Parts of a column, before its number.
pub(in crate::io) const CELLS: u8 = b'c';
pub(in crate::io) const WORDS: u8 = b'w';
pub(in crate::io) const WORD_ENDS: u8 = b'e';

/// The name of the section that is this part of a column.
pub(in crate::io) fn of_column(part: u8, number: usize) -> Name {
    let mut name = *b"c0000000";
    name[0] = part;
    let mut rest = number;
    for digit in name[1..].iter_mut().rev() {
        // a digit fits
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    name
}

/// Where a section lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::io) struct Entry {
    pub(in crate::io) name: Name,
    pub(in crate::io) start: u64,
    pub(in crate::io) length: u64,
    pub(in crate::io) checksum: u64,
}

impl Entry {
    pub(in crate::io) fn push(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.name);
        for number in [self.start, self.length, self.checksum] {
            bytes.extend(number.to_le_bytes());
        }
    }

    pub(in crate::io) fn read(bytes: &[u8; ENTRY_BYTES]) -> Self {
        let (name, numbers) = bytes.split_at(8);
        let mut numbers = numbers.chunks_exact(8).map(number);
        let mut next = || numbers.next().unwrap_or(0);
        Self { name: name.try_into().unwrap_or_default(), start: next(), length: next(), checksum: next() }
    }
}

/// The number that eight bytes are.
pub(in crate::io) fn number(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// The checksum of `bytes`.
pub(in crate::io) fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = flate2::Crc::new();
    // the sum takes in what it is given whole, however long
    bytes.chunks(1 << 30).for_each(|some| sum.update(some));
    u64::from(sum.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_out_as_it_went_in() {
        let entry = Entry { name: of_column(WORDS, 1_234), start: 24, length: u64::MAX, checksum: 7 };
        let mut bytes = Vec::new();
        entry.push(&mut bytes);
        assert_eq!(&entry.name, b"w0001234");
        assert_eq!(Entry::read(bytes.as_slice().try_into().unwrap()), entry);
    }

    /// Referee: the check value of CRC-32 (ISO-HDLC) for the nine digits.
    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }
}
