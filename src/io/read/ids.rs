//! Ids met before, each by a number that stands for it. Not responsible for what an id is.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Sets that grow one at a time, so that the one which grows is the only one that is held twice meanwhile.
const SHARDS: usize = 64;

/// The ids met so far.
#[derive(Debug)]
pub(super) struct Ids {
    shards: Vec<HashSet<u64, BuildHasherDefault<Itself>>>,
    met: usize,
    /// Whether the last id came after the limit.
    unchecked: bool,
}

impl Default for Ids {
    fn default() -> Self {
        Self { shards: vec![HashSet::default(); SHARDS], met: 0, unchecked: false }
    }
}

impl Ids {
    /// Ids remembered: 8 bytes each and some room, at most about 80 MB.
    pub(super) const MAX: usize = 6_000_000;

    /// Whether `key` is new; always so once [`Ids::MAX`] are remembered.
    #[expect(clippy::cast_possible_truncation, reason = "the lowest bits only")]
    pub(super) fn insert(&mut self, key: u64) -> bool {
        self.unchecked = self.met >= Self::MAX;
        if self.unchecked {
            return true;
        }
        let new = self.shards[key as usize % SHARDS].insert(key);
        self.met += usize::from(new);
        new
    }

    /// Whether no more are remembered.
    pub(super) fn is_full(&self) -> bool {
        self.met >= Self::MAX
    }

    /// Whether the id that came last was not looked for.
    pub(super) fn is_unchecked(&self) -> bool {
        self.unchecked
    }
}

/// The hash of a number that is a hash already; turned, since its lowest bits are the same within a shard.
#[derive(Debug, Default, Clone, Copy)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.rotate_right(SHARDS.ilog2());
    }
}
