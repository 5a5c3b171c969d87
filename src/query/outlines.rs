//! Outlines of regions, each indexed when it is first asked for. Not responsible for who asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use geo_types::MultiPolygon;

use crate::geometry::edge::EdgeModel;
use crate::geometry::ring::rings;
use crate::index::segments::SegmentIndex;

/// Indexed outlines of regions.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    /// By the ids of the regions.
    known: Mutex<BTreeMap<String, Arc<SegmentIndex>>>,
}

impl Outlines {
    /// The outline of the region of this id, which is `drawn` when it is first asked for.
    pub(super) fn of_region(
        &self,
        id: &str,
        drawn: impl FnOnce() -> Option<MultiPolygon<f64>>,
    ) -> Option<Arc<SegmentIndex>> {
        let mut outlines = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = outlines.get(id) {
            return Some(Arc::clone(known));
        }
        let outline = drawn()?;
        let lines = outline.iter().flat_map(rings);
        let index = Arc::new(SegmentIndex::new(lines, EdgeModel::Rfc7946));
        outlines.insert(id.to_owned(), Arc::clone(&index));
        Some(index)
    }
}
