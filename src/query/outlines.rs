//! Outlines of regions, each indexed when it is first asked for. Not responsible for who asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::geometry::edge::EdgeModel;
use crate::geometry::ring::rings;
use crate::index::segments::SegmentIndex;
use crate::query::areas::Areas;

/// Indexed outlines of regions.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    /// By the ids of the regions.
    known: Mutex<BTreeMap<String, Arc<SegmentIndex>>>,
}

impl Outlines {
    /// The outline of the region of this id; `None` where `areas` have none.
    pub(super) fn of_region(&self, areas: &Areas, id: &str) -> Option<Arc<SegmentIndex>> {
        let mut outlines = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = outlines.get(id) {
            return Some(Arc::clone(known));
        }
        let area = areas.of_region(id)?;
        let lines = area.outline.iter().flat_map(rings);
        let index = Arc::new(SegmentIndex::new(lines, EdgeModel::Rfc7946));
        outlines.insert(id.to_owned(), Arc::clone(&index));
        Some(index)
    }
}
