//! Keys that differ from a key in a letter or two. Not responsible for making keys.

use fst::{Automaton, IntoStreamer as _, Map, Streamer as _};

/// Longer keys are neither searched nor found: in names of so many letters, of which the gazetteer has a handful, a slip leaves
/// words by which they are found.
const LONGEST: usize = 40;
/// In shorter keys one letter makes another name.
const SHORTEST: usize = 4;
/// From this length on two letters may differ.
const TWO_FROM: usize = 8;

/// A sorted set of keys that can be searched with slips of the finger.
#[derive(Debug)]
pub(super) struct Fuzzy {
    map: Map<Vec<u8>>,
    keys: Vec<String>,
}

impl Fuzzy {
    /// The keys of `keys`, which are sorted and unique here.
    pub(super) fn new(keys: impl Iterator<Item = String>) -> Self {
        let mut coded: Vec<(Vec<u8>, String)> = keys.filter_map(|key| coded(&key).map(|bytes| (bytes, key))).collect();
        coded.sort();
        coded.dedup();
        let numbered = coded.iter().enumerate().map(|(number, (bytes, _))| (bytes.as_slice(), number as u64));
        let map = Map::from_iter(numbered).expect("keys are sorted and unique, and memory takes bytes");
        Self { map, keys: coded.into_iter().map(|(_, key)| key).collect() }
    }

    /// The keys near `key`, with how many letters differ; itself is not among them.
    ///
    /// A letter put in, left out, changed, or changed with its neighbour counts one: one from 4 letters on, two from 8 on.
    ///
    /// # Cost
    /// Branches of the automaton are left as soon as too much differs: tens of microseconds for thousands of keys.
    pub(super) fn near(&self, key: &str) -> Vec<(&str, usize)> {
        let Some(wanted) = coded(key) else { return Vec::new() };
        let letters = key.chars().count();
        if !(SHORTEST..=LONGEST).contains(&letters) {
            return Vec::new();
        }
        let slips = Slips { wanted, most: if letters < TWO_FROM { 1 } else { 2 } };
        let mut found = Vec::new();
        let mut stream = self.map.search(&slips).into_stream();
        while let Some((_, number)) = stream.next() {
            let known = usize::try_from(number).ok().and_then(|number| self.keys.get(number));
            if let Some(known) = known.filter(|known| *known != key) {
                found.push((known.as_str(), strsim::osa_distance(key, known)));
            }
        }
        found
    }
}

/// A key as one byte a letter: folded Latin as it is, Arabic script by the letter's place in its block behind a mark of its own.
fn coded(key: &str) -> Option<Vec<u8>> {
    if key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(key.as_bytes().to_vec()).filter(|bytes| !bytes.is_empty() && bytes.len() <= LONGEST);
    }
    let arabic = key.chars().map(|letter| match u32::from(letter) {
        code @ 0x0600..=0x06ff => u8::try_from(code - 0x0600).ok(),
        _ => None,
    });
    let bytes: Vec<u8> = std::iter::once(Some(ARABIC)).chain(arabic).collect::<Option<_>>()?;
    (bytes.len() <= LONGEST).then_some(bytes)
}

/// Stands before keys of Arabic script; no letter of theirs has this place.
const ARABIC: u8 = 1;

/// Accepts what differs from `wanted` in at most `most` letters: one row of the table of edits for each letter read.
struct Slips {
    wanted: Vec<u8>,
    most: u8,
}

/// The last two rows of the table, and the letter between them.
#[derive(Clone, Copy)]
struct Rows {
    row: [u8; LONGEST + 1],
    before: [u8; LONGEST + 1],
    last: Option<u8>,
}

impl Automaton for Slips {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut row = [u8::MAX; LONGEST + 1];
        for (cell, number) in row.iter_mut().zip(0..=self.wanted.len()) {
            *cell = u8::try_from(number).unwrap_or(u8::MAX);
        }
        Rows { row, before: [u8::MAX; LONGEST + 1], last: None }
    }

    fn is_match(&self, rows: &Rows) -> bool {
        rows.row[self.wanted.len()] <= self.most
    }

    fn can_match(&self, rows: &Rows) -> bool {
        rows.row[..=self.wanted.len()].iter().any(|&edits| edits <= self.most)
    }

    fn accept(&self, rows: &Rows, letter: u8) -> Rows {
        let mut next = [u8::MAX; LONGEST + 1];
        next[0] = rows.row[0].saturating_add(1);
        for column in 1..=self.wanted.len() {
            let same = self.wanted[column - 1] == letter;
            let changed = rows.row[column - 1].saturating_add(u8::from(!same));
            let skipped = rows.row[column].min(next[column - 1]).saturating_add(1);
            let mut least = changed.min(skipped);
            let turned = column > 1 && self.wanted[column - 2] == letter && rows.last == Some(self.wanted[column - 1]);
            if turned {
                least = least.min(rows.before[column - 2].saturating_add(1));
            }
            next[column] = least;
        }
        Rows { row: next, before: rows.row, last: Some(letter) }
    }
}
