//! What an atlas is made of: named areas and border lines with their indices. Not responsible for where they come from.

use std::sync::OnceLock;

use crate::geometry::edge::EdgeModel;
use crate::index::regions::RegionIndex;
use crate::index::segments::SegmentIndex;
use crate::model::border::Border;
use crate::model::region::{Region, RegionName};

/// Named areas that can be asked which of them holds a place.
#[derive(Debug)]
pub struct Regions {
    /// Their name cards, in the layer's order.
    pub names: Vec<RegionName>,
    /// Their outlines, each under the number of its name card.
    pub index: RegionIndex,
}

impl Regions {
    pub(super) fn new(regions: Vec<Region>) -> Self {
        let index = RegionIndex::new(regions.iter().map(|region| &region.area));
        Self { names: regions.into_iter().map(|region| region.name).collect(), index }
    }
}

/// A border that can be asked for its nearest point.
#[derive(Debug)]
pub struct BorderLine {
    /// The border as its source draws it.
    pub border: Border,
    index: OnceLock<SegmentIndex>,
    edges: EdgeModel,
}

impl BorderLine {
    /// A border whose edges are of `edges`.
    #[must_use]
    pub fn new(border: Border, edges: EdgeModel) -> Self {
        Self { border, index: OnceLock::new(), edges }
    }

    /// The index over its edges, built when it is first asked for.
    pub fn index(&self) -> &SegmentIndex {
        self.index.get_or_init(|| SegmentIndex::new(&self.border.lines, self.edges))
    }
}
