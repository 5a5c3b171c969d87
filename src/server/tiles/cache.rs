//! Tiles that were made, within bounds of memory. Not responsible for making them.
//!
//! What was asked for since it was last passed by is passed by once more (the second chance of Corbató, 1968).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

use crate::io::write::tiles::Tile;
use crate::server::tiles::address::Subject;

/// Bytes of a tile beside its own: its key twice and what says where it is.
const OWN_BYTES: usize = 160;

/// A tile of what.
pub type Key = (Subject, Tile);

/// A tile as it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Packed with gzip; empty where nothing is in it.
    pub bytes: Bytes,
    /// How it is coarser than others of its zoom, if it is.
    pub coarser: Option<Box<str>>,
}

/// Tiles that were made.
#[derive(Debug)]
pub struct Cache {
    bytes_most: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    tiles: HashMap<Key, (Kept, bool)>,
    /// The one that goes next is in front.
    order: VecDeque<Key>,
    bytes: usize,
}

impl Cache {
    /// An empty one that takes up to `bytes_most`.
    #[must_use]
    pub fn new(bytes_most: usize) -> Self {
        Self { bytes_most, held: Mutex::default() }
    }

    /// The tile, if it is kept.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Kept> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (kept, is_used) = held.tiles.get_mut(key)?;
        *is_used = true;
        Some(kept.clone())
    }

    /// Keeps a tile; others go where there is no room for it.
    pub fn keep(&self, key: Key, kept: Kept) {
        let bytes = weight(&kept);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let held = &mut *held;
        if bytes > self.bytes_most || held.tiles.contains_key(&key) {
            return;
        }
        while held.bytes + bytes > self.bytes_most
            && let Some(oldest) = held.order.pop_front()
        {
            match held.tiles.get_mut(&oldest) {
                Some((_, is_used)) if *is_used => {
                    *is_used = false;
                    held.order.push_back(oldest);
                }
                _ => held.bytes -= held.tiles.remove(&oldest).map_or(0, |(gone, _)| weight(&gone)),
            }
        }
        held.bytes += bytes;
        held.order.push_back(key);
        held.tiles.insert(key, (kept, false));
    }
}

fn weight(kept: &Kept) -> usize {
    OWN_BYTES + kept.bytes.len() + kept.coarser.as_ref().map_or(0, |text| text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(x: u32) -> Key {
        (Subject::One(0), Tile::new(10, x, 0).unwrap())
    }

    fn kept(bytes: usize) -> Kept {
        Kept { bytes: vec![1; bytes].into(), coarser: None }
    }

    #[test]
    fn what_was_asked_for_stays_longer_and_the_bound_holds() {
        let cache = Cache::new(3 * (OWN_BYTES + 100));
        for x in 0..3 {
            cache.keep(key(x), kept(100));
        }
        assert_eq!(cache.get(&key(0)), Some(kept(100)));
        cache.keep(key(3), kept(100));
        let there: Vec<bool> = (0..4).map(|x| cache.get(&key(x)).is_some()).collect();
        assert_eq!(there, [true, false, true, true]);
        assert_eq!(cache.get(&(Subject::All, key(0).1)), None);
        cache.keep(key(4), kept(10_000));
        assert_eq!(cache.get(&key(4)), None);
        for x in 10..1_000 {
            cache.keep(key(x), kept(usize::try_from(x).unwrap() % 300));
            let held = cache.held.lock().unwrap();
            assert!(held.bytes <= cache.bytes_most && held.order.len() == held.tiles.len());
            assert_eq!(held.bytes, held.tiles.values().map(|(kept, _)| weight(kept)).sum::<usize>());
        }
    }
}
