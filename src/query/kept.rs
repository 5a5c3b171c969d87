//! Answers kept for extents that come again, such as the district of many records. Not responsible for finding them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::model::extent::Extent;

/// Areas, bands and lines whose answers a ruler keeps; those of further ones are found anew each time.
const KEPT: usize = 4_096;

/// Answers by what was asked, with the extent, which is held so that the address by which it is known stays its own.
#[derive(Debug)]
pub(super) struct Kept<K, V>(Mutex<BTreeMap<K, Slot<V>>>);

type Slot<V> = (Extent, Arc<OnceLock<V>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, V: Copy> Kept<K, V> {
    /// The answer kept under `key`, or else the one that `find` finds, one thread at a time; kept while there is room.
    pub(super) fn or_found(&self, key: K, extent: &Extent, find: impl FnOnce() -> V) -> V {
        let slot = {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT && !kept.contains_key(&key) {
                drop(kept);
                return find();
            }
            Arc::clone(&kept.entry(key).or_insert_with(|| (extent.clone(), Arc::default())).1)
        };
        *slot.get_or_init(find)
    }
}

/// The address of what an extent shares with others.
pub(super) fn address(extent: &Extent) -> Option<usize> {
    match extent {
        Extent::Line(line) => Some(Arc::as_ptr(line).addr()),
        Extent::Area(area) => Some(Arc::as_ptr(area).addr()),
        Extent::Band(band) => Some(Arc::as_ptr(band).addr()),
        Extent::Point(_) | Extent::Points(_) | Extent::Disc { .. } => None,
    }
}
