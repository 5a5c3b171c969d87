//! Which places lie densely together: DBSCAN by exact geodesic distances. Not responsible for what lies at the places.
//!
//! # Source
//! Ester, Kriegel, Sander, Xu, A density-based algorithm for discovering clusters, KDD 1996.

use std::ops::ControlFlow;

use crate::index::blocks::{Block, Blocks};
use crate::index::leaf::{LEAF_SIZE, Slots};
use crate::index::packed::{Asked, PackedPoints};
use crate::lonlat::LonLat;
use crate::units::Metres;

/// What makes places a cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Density {
    /// How near two places must be to be neighbours, this length included.
    pub radius: Metres,
    /// How many places, itself included, must lie within the radius of a place for it to be a core.
    pub min: usize,
}

/// The cluster of each place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clustering {
    /// For each place the number of its cluster from 0, `None` where it is in none.
    pub clusters: Vec<Option<usize>>,
    /// How many clusters there are.
    pub count: usize,
}

/// The clusters of `places`.
///
/// A core is a place with at least `min` places within `radius`. Cores within `radius` of each other are of one cluster. A
/// place that is no core is of the cluster of the nearest core within `radius`, if there is one. Clusters are numbered in the
/// order of their first cores among `places`.
///
/// # Accuracy
/// Distances are those of [`crate::geometry::geodesic::distance`].
///
/// # Not unique
/// Of several equally near cores the one that comes first decides.
///
/// # Cost
/// Some tenths of a microsecond a place where few are crowded, and linear memory. How many lie within the radius matters
/// little: of places that are all within a radius one is looked at.
///
/// # Example
/// ```
/// use sarhad::analysis::dbscan::{Density, clusters};
/// use sarhad::{LonLat, Metres};
/// let (zahedan, taftan) = (LonLat::new(60.8629, 29.4963)?, LonLat::new(61.58661, 28.94687)?);
/// let found = clusters(&[zahedan, taftan, zahedan], Density { radius: Metres::from_km(5.0), min: 2 });
/// assert_eq!(found.clusters, [Some(0), None, Some(0)]);
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[must_use]
pub fn clusters(places: &[LonLat], density: Density) -> Clustering {
    if density.min > places.len() {
        return Clustering { clusters: vec![None; places.len()], count: 0 };
    }
    let points = PackedPoints::new(places.iter().copied().enumerate());
    let blocks = Blocks::new(&points, density.radius);
    let mut search = Search {
        points: &points,
        blocks: &blocks,
        cores: vec![Slots::none(); points.leaf_boxes().len()],
        groups: Groups::new(places.len()),
        border: vec![NOWHERE; places.len()],
    };
    search.find_cores(density.min);
    search.join();
    search.numbered(places.len())
}

/// No place.
const NOWHERE: u32 = u32::MAX;

/// All by their place in the order of the leaves.
struct Search<'a> {
    points: &'a PackedPoints,
    blocks: &'a Blocks<'a>,
    /// The cores of each leaf.
    cores: Vec<Slots>,
    groups: Groups,
    /// The nearest core of each place that is none.
    border: Vec<u32>,
}

impl Search<'_> {
    fn find_cores(&mut self, min: usize) {
        let mut near = Vec::new();
        for (number, block) in self.blocks.all().iter().enumerate() {
            let places = self.blocks.places(block);
            let crowded = block.tight && places.len() >= min;
            if !crowded {
                self.blocks.near_into(block, &mut near);
                // most neighbours are in the same block: with it first, counting ends soonest
                if let Some(own) = near.iter().position(|&other| other == number) {
                    near.swap(0, own);
                }
            }
            for leaf in block.leaves.clone() {
                let all = Slots::first(places.end - leaf * LEAF_SIZE);
                self.cores[leaf] = if crowded {
                    all
                } else {
                    let core = |slot: &usize| self.has_neighbours(leaf * LEAF_SIZE + slot, &near, min);
                    all.filter(core).fold(Slots::none(), Slots::with)
                };
            }
        }
    }

    /// Whether at least `min` places are within the radius of `place`.
    fn has_neighbours(&self, place: usize, near: &[usize], min: usize) -> bool {
        let asked = self.blocks.asked(place);
        let mut count = 0;
        let counted = |_, within: Slots| {
            count += within.total();
            if count >= min { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        self.each_near(&asked, near, counted).is_break() || count >= min
    }

    fn each_near(
        &self,
        asked: &Asked,
        near: &[usize],
        mut visit: impl FnMut(usize, Slots) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        near.iter().try_for_each(|&block| self.blocks.each_within(asked, &self.blocks.all()[block], &mut visit))
    }

    /// Joins cores that are neighbours, and finds the nearest core of every other place.
    fn join(&mut self) {
        let mut near = Vec::new();
        let blocks = self.blocks;
        for (number, block) in blocks.all().iter().enumerate() {
            blocks.near_into(block, &mut near);
            if block.tight {
                let first = self.cores_of(block).next();
                let pairs: Vec<usize> = self.cores_of(block).skip(1).collect();
                for core in pairs {
                    self.groups.join(first.unwrap_or(core), core);
                }
            }
            for leaf in block.leaves.clone() {
                let cores = self.cores[leaf].clone();
                let places = blocks.places(block);
                for slot in Slots::first(places.end - leaf * LEAF_SIZE) {
                    let place = leaf * LEAF_SIZE + slot;
                    if cores.has(slot) {
                        // the blocks before have met this one already
                        let later = near.partition_point(|&other| other < number + usize::from(block.tight));
                        self.join_core(place, &near[later..]);
                    } else {
                        self.border[place] = self.nearest_core(place, &near);
                    }
                }
            }
        }
    }

    fn cores_of(&self, block: &Block) -> impl Iterator<Item = usize> {
        block.leaves.clone().flat_map(|leaf| self.cores[leaf].clone().map(move |slot| leaf * LEAF_SIZE + slot))
    }

    /// Joins a core with its neighbours in the blocks `near`; of a tight block one is enough.
    fn join_core(&mut self, core: usize, near: &[usize]) {
        let blocks = self.blocks;
        let asked = blocks.asked(core);
        for &other in near {
            let block = &blocks.all()[other];
            if block.tight {
                let Some(first) = self.cores_of(block).next() else { continue };
                if self.groups.of(core) == self.groups.of(first) {
                    continue;
                }
            }
            let (cores, groups) = (&self.cores, &mut self.groups);
            let _ = blocks.each_within(&asked, block, |leaf, within| {
                for slot in within.among(&cores[leaf]) {
                    groups.join(core, leaf * LEAF_SIZE + slot);
                    if block.tight {
                        return ControlFlow::Break(());
                    }
                }
                ControlFlow::Continue(())
            });
        }
    }

    fn nearest_core(&self, place: usize, near: &[usize]) -> u32 {
        let asked = self.blocks.asked(place);
        let mut best: Option<(f64, usize, usize)> = None;
        let _ = self.each_near(&asked, near, |leaf, within| {
            for slot in within.among(&self.cores[leaf]) {
                let core = leaf * LEAF_SIZE + slot;
                let spot = self.points.spot(core);
                let found = (asked.spot.distance_to(spot.space, || spot.place).value(), self.points.number(core), core);
                if best.is_none_or(|best| (found.0, found.1) < (best.0, best.1)) {
                    best = Some(found);
                }
            }
            ControlFlow::Continue(())
        });
        best.map_or(NOWHERE, |(_, _, core)| u32::try_from(core).unwrap_or(NOWHERE))
    }

    /// The clusters in the order of the places as they were given.
    fn numbered(mut self, count: usize) -> Clustering {
        let mut groups = vec![NOWHERE; count];
        let mut first_cores = vec![false; count];
        for place in 0..count {
            let number = self.points.number(place);
            let core = self.cores[place / LEAF_SIZE].has(place % LEAF_SIZE);
            first_cores[number] = core;
            let of = if core { place } else { self.border[place] as usize };
            if of != NOWHERE as usize {
                groups[number] = self.groups.of(of);
            }
        }
        let mut names: Vec<Option<usize>> = vec![None; count];
        let mut found = 0;
        for (group, _) in groups.iter().zip(&first_cores).filter(|(_, core)| **core) {
            let name = &mut names[*group as usize];
            if name.is_none() {
                *name = Some(found);
                found += 1;
            }
        }
        let clusters = groups.iter().map(|&group| names.get(group as usize).copied().flatten()).collect();
        Clustering { clusters, count: found }
    }
}

/// Which cores are of one group: a forest whose roots stand for groups.
struct Groups {
    parents: Vec<u32>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { parents: (0..u32::try_from(count).expect("an index holds less than 2³² places")).collect() }
    }

    /// The group of `place`; the way there is halved for the next time.
    fn of(&mut self, place: usize) -> u32 {
        let mut place = place;
        while self.parents[place] as usize != place {
            let above = self.parents[self.parents[place] as usize];
            self.parents[place] = above;
            place = above as usize;
        }
        self.parents[place]
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}
