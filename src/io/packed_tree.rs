//! The packed tree of boxes by which `FlatGeobuf` finds records: levels of boxes, each around so many of the next, the root
//! first. Not responsible for the records.
//!
//! # Source
//! The `FlatGeobuf` specification, "packed Hilbert R-tree"; I. Kamel and C. Faloutsos, "Hilbert R-tree", 1994.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// Boxes of a level for each of the level above, as most files have it.
pub(in crate::io) const NODE_SIZE: u16 = 16;
/// Four corners and an offset, 64 bits each.
const NODE_BYTES: u64 = 40;

/// West, south, east, north.
pub(in crate::io) type Corners = [f64; 4];

/// The box of a record without a location: around nothing, so that no search finds it.
pub(in crate::io) const NOWHERE: Corners = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

fn around(one: Corners, other: Corners) -> Corners {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

fn meet(one: &Corners, other: &Corners) -> bool {
    one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1]
}

/// Where the levels of a tree begin and end, counted in boxes from the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::io) struct Levels {
    node_size: u64,
    /// The leaves first, the root last.
    nodes: Vec<Range<u64>>,
}

impl Levels {
    /// The levels over `count` records; `None` for no record, a node size below 2, or more than fits a file.
    pub(in crate::io) fn new(count: u64, node_size: u16) -> Option<Self> {
        if count == 0 || node_size < 2 {
            return None;
        }
        let node_size = u64::from(node_size);
        let mut counts = vec![count];
        let mut level = count;
        // a single record has a root of its own
        while level > 1 || counts.len() == 1 {
            level = level.div_ceil(node_size);
            counts.push(level);
        }
        let mut end = counts.iter().try_fold(0_u64, |all, level| all.checked_add(*level))?;
        end.checked_mul(NODE_BYTES)?;
        let mut nodes = Vec::with_capacity(counts.len());
        for level in counts {
            nodes.push(end - level..end);
            end -= level;
        }
        Some(Self { node_size, nodes })
    }

    /// Bytes of the whole tree.
    pub(in crate::io) fn bytes(&self) -> u64 {
        self.nodes.first().map_or(0, |leaves| leaves.end * NODE_BYTES)
    }

    /// Writes the tree over `leaves`, whose records are so many bytes long, in their order.
    pub(in crate::io) fn write(&self, leaves: Vec<Corners>, lengths: &[u32], out: &mut dyn Write) -> io::Result<()> {
        let mut levels = vec![leaves];
        for _ in 1..self.nodes.len() {
            let below = levels.last().map_or(&[][..], Vec::as_slice);
            #[expect(clippy::cast_possible_truncation, reason = "a node size has 16 bits")]
            let groups = below.chunks(self.node_size as usize);
            levels.push(groups.map(|group| group.iter().copied().fold(NOWHERE, around)).collect());
        }
        for (number, level) in levels.iter().enumerate().skip(1).rev() {
            let children = (self.nodes[number - 1].start..).step_by(usize::try_from(self.node_size).unwrap_or(1));
            for (corners, child) in level.iter().zip(children) {
                write_node(corners, child, out)?;
            }
        }
        let mut offset = 0;
        for (corners, length) in levels[0].iter().zip(lengths) {
            write_node(corners, offset, out)?;
            offset += u64::from(*length);
        }
        Ok(())
    }

    /// The offsets of the records whose boxes meet any of `wanted`, from front to back; the tree begins at byte `start` of
    /// `file`.
    ///
    /// Where a level's boxes lie follows from their number alone, so no offset that a file claims leads astray.
    pub(in crate::io) fn search<F: Read + Seek>(
        &self,
        file: &mut F,
        start: u64,
        wanted: &[Corners],
    ) -> io::Result<Vec<u64>> {
        let mut hits = vec![0];
        let mut offsets = Vec::new();
        for (number, level) in self.nodes.iter().enumerate().rev() {
            let is_root = number + 1 == self.nodes.len();
            offsets.clear();
            let mut next = Vec::new();
            for hit in hits {
                let first = if is_root { 0 } else { hit * self.node_size };
                let end = first.saturating_add(self.node_size).min(level.end - level.start);
                if first >= end {
                    continue;
                }
                file.seek(SeekFrom::Start(start + (level.start + first) * NODE_BYTES))?;
                for node in first..end {
                    let (corners, offset) = read_node(file)?;
                    if wanted.iter().any(|wanted| meet(&corners, wanted)) {
                        next.push(node);
                        offsets.push(offset);
                    }
                }
            }
            hits = next;
        }
        offsets.sort_unstable();
        Ok(offsets)
    }
}

fn write_node(corners: &Corners, offset: u64, out: &mut dyn Write) -> io::Result<()> {
    let mut bytes = [0; 40];
    for (number, corner) in corners.iter().enumerate() {
        bytes[number * 8..number * 8 + 8].copy_from_slice(&corner.to_le_bytes());
    }
    bytes[32..].copy_from_slice(&offset.to_le_bytes());
    out.write_all(&bytes)
}

fn read_node<F: Read>(file: &mut F) -> io::Result<(Corners, u64)> {
    let mut bytes = [0; 40];
    file.read_exact(&mut bytes)?;
    let mut words = bytes.chunks_exact(8).map(|word| word.try_into().map_or(0, u64::from_le_bytes));
    let corners = [0; 4].map(|_| f64::from_bits(words.next().unwrap_or_default()));
    Ok((corners, words.next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// Referee: levels counted by hand.
    #[test]
    fn levels_are_counted_from_the_root() {
        for (count, expected) in [
            (1, Some(vec![1..2, 0..1])),
            (16, Some(vec![1..17, 0..1])),
            (17, Some(vec![3..20, 1..3, 0..1])),
            (0, None),
            (u64::MAX, None),
        ] {
            assert_eq!(Levels::new(count, NODE_SIZE).map(|levels| levels.nodes), expected, "{count}");
        }
        assert!(Levels::new(5, 1).is_none());
    }

    /// Referee: every box looked at.
    #[test]
    fn a_search_finds_what_a_look_at_every_box_finds() {
        for count in [1_u32, 2, 16, 17, 300] {
            let boxes: Vec<Corners> = (0..count)
                .map(|n| {
                    let (x, y) = (f64::from(n % 20), f64::from(n / 20));
                    if n % 7 == 3 { NOWHERE } else { [x, y, x + 0.5, y + 0.5] }
                })
                .collect();
            let levels = Levels::new(u64::from(count), NODE_SIZE).unwrap();
            let mut tree = vec![0; 3];
            levels.write(boxes.clone(), &vec![10; boxes.len()], &mut tree).unwrap();
            assert_eq!(tree.len() as u64, 3 + levels.bytes());
            for wanted in [vec![[2.2, 1.0, 4.0, 6.0]], vec![[-9.0, -9.0, 99.0, 99.0]], vec![[30.0, 0.0, 31.0, 9.0]]] {
                let found = levels.search(&mut Cursor::new(&tree), 3, &wanted).unwrap();
                let all = (0_u64..).zip(&boxes).filter(|(_, own)| wanted.iter().any(|wanted| meet(own, wanted)));
                assert_eq!(found, all.map(|(number, _)| number * 10).collect::<Vec<_>>(), "{count} {wanted:?}");
            }
        }
    }
}
