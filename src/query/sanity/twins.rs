//! Which rows say the same of date, place, actors and numbers. Not responsible for whether they tell of one event: two quiet
//! protests in one town on one day look the same too.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::query::sanity::columns::Row;

/// Rows remembered; those behind are not compared with one another, which is told. About 50 MB.
pub const TWINS_MAX: usize = 1 << 20;

/// What stands for all that a row says of date, place, actors and numbers: rows that differ share it once in 1e19. `None` where a
/// row says too little: it needs a date, a place, and an actor or a number.
pub(super) fn twin_key(row: &Row<'_, '_>) -> Option<u64> {
    let at = row.at.filter(|_| !row.columns.is_claims)?;
    let when = [row.columns.start, row.columns.end].map(|column| row.said(column));
    let told = row.columns.actors.iter().chain(&row.columns.counts);
    let mut says_more = false;
    let mut hasher = DefaultHasher::new();
    (at.lon().to_bits(), at.lat().to_bits()).hash(&mut hasher);
    when.hash(&mut hasher);
    for column in told {
        let text = row.said(Some(column));
        says_more |= text.is_some();
        text.hash(&mut hasher);
    }
    (says_more && when.iter().any(Option::is_some)).then(|| hasher.finish())
}

/// Rows by what they say.
#[derive(Debug, Default)]
pub struct Twins {
    /// The number of the first record that says it.
    first: HashMap<u64, u64>,
    unwatched: bool,
}

impl Twins {
    /// Takes in a record; the number of the first one that says the same, if there is one.
    pub fn first_of(&mut self, key: u64, record: u64) -> Option<u64> {
        if let Some(first) = self.first.get(&key) {
            return Some(*first);
        }
        if self.first.len() < TWINS_MAX {
            self.first.insert(key, record);
        } else {
            self.unwatched = true;
        }
        None
    }

    /// Whether there were more rows than are remembered.
    #[must_use]
    pub fn is_unwatched(&self) -> bool {
        self.unwatched
    }
}
