//! Whether a point lies in the waters of the atlas. Not responsible for whose they are.

use crate::atlas::{Atlas, LayerName};
use crate::geometry::edge::EdgeModel;
use crate::geometry::ring::rings;
use crate::index::regions::RegionIndex;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::region::Region;
use crate::units::Metres;

/// The waters of an atlas, indexed.
#[derive(Debug)]
pub(super) struct Seas {
    index: RegionIndex,
    outline: SegmentIndex,
}

impl Seas {
    pub(super) fn of(atlas: &Atlas) -> Self {
        let features = atlas.layer(LayerName::Waters).features.iter().enumerate();
        let seas: Vec<Region> =
            features.filter_map(|(number, feature)| Region::from_checked(feature, number)).collect();
        let outlines = seas.iter().flat_map(|sea| sea.area.iter().flat_map(rings));
        Self {
            index: RegionIndex::new(seas.iter().map(|sea| &sea.area)),
            outline: SegmentIndex::new(outlines, EdgeModel::Rfc7946),
        }
    }

    pub(super) fn hold(&self, place: LonLat) -> bool {
        self.index.first_holding(place).is_some()
    }

    /// How far the waters are.
    pub(super) fn distance(&self, place: LonLat) -> Option<Metres> {
        self.outline.nearest(place).map(|nearest| nearest.distance)
    }
}
