//! Which features are nearest to a place, or within a distance. Not responsible for features that are not single points:
//! they are counted and named, never measured from a centre.

use crate::index::packed::PackedPoints;
use crate::index::points::PointIndex;
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::units::Metres;

/// Features made ready to be asked for those near a place.
#[derive(Debug)]
pub struct Nearby<'a> {
    features: &'a [Feature],
    index: PackedPoints,
}

/// A feature and how far it is.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The feature.
    pub feature: &'a Feature,
    /// Its number among all features, from 0.
    pub number: usize,
    /// The geodesic distance to it.
    pub distance: Metres,
}

impl<'a> Nearby<'a> {
    /// Makes `features` ready.
    ///
    /// # Cost
    /// n·log n.
    #[must_use]
    pub fn new(features: &'a [Feature]) -> Self {
        let places = features.iter().enumerate();
        let places = places.filter_map(|(number, feature)| Some((number, feature.shape.as_ref()?.point()?)));
        Self { index: PackedPoints::new(places), features }
    }

    /// How many features are no single point and so are in no answer.
    #[must_use]
    pub fn without_point(&self) -> usize {
        self.features.len() - self.index.len()
    }

    /// The `k` features nearest to `from`, nearest first, equal distances in input order.
    #[must_use]
    pub fn nearest(&self, from: LonLat, k: usize) -> Vec<Found<'a>> {
        self.index.nearest(from, k).into_iter().map(|found| self.found(found.number, found.distance)).collect()
    }

    /// All features within `radius` of `from`, nearest first.
    #[must_use]
    pub fn within(&self, from: LonLat, radius: Metres) -> Vec<Found<'a>> {
        self.index.within(from, radius).into_iter().map(|found| self.found(found.number, found.distance)).collect()
    }

    fn found(&self, number: usize, distance: Metres) -> Found<'a> {
        Found { feature: &self.features[number], number, distance }
    }
}
