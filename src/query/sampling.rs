//! Places drawn from an extent, each as likely as any other. Not responsible for what is counted over them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use geo_types::Coord;

use crate::geometry::edge::EdgeModel;
use crate::geometry::geodesic::destination;
use crate::geometry::patch::{MEAN_RADIUS_M, Patch, density_m2, place};
use crate::geometry::triangles::Triangles;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::extent::{Area, Band, Extent};
use crate::query::kept::address;
use crate::query::parts::{envelope, segments};
use crate::query::reach::Limit;
use crate::units::{Degrees, Metres};

/// Parts of a band that are smaller than this share of all its parts are not cut on.
const FINE: f64 = 1.0 / 2_000.0;
/// How often a band's parts are cut, at most.
const CUTS: usize = 14;
/// Tries to hit a band before the nearest place of its line is drawn instead.
const TRIES: usize = 10_000;
/// Samplers kept for areas, bands and lines that come again.
const KEPT: usize = 1_024;

/// Numbers that look random and are the same for the same seed, on any machine.
///
/// # Source
/// `SplitMix64`: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014,
/// doi:10.1145/2660193.2660195
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The sequence of `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The sequence of the member `number` of a family, apart from all others.
    #[must_use]
    pub fn member(seed: u64, number: u64) -> Self {
        let mut mixed = Self::new(seed ^ Self::new(number).next_u64());
        Self::new(mixed.next_u64())
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The next number from 0 up to but not including 1.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The next whole number below `count`, which is 1 or more.
    pub fn below(&mut self, count: usize) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
        let number = (self.unit() * count as f64) as usize;
        number.min(count.saturating_sub(1))
    }
}

/// Draws places from one extent.
#[derive(Debug)]
pub struct Sampler {
    kind: Kind,
    centroid: OnceLock<LonLat>,
}

#[derive(Debug)]
enum Kind {
    Places(Vec<LonLat>),
    Disc { centre: LonLat, radius_m: f64 },
    Parts { patches: Vec<Patch>, sums: Vec<f64>, limit: Option<Box<Limit>> },
}

impl Sampler {
    /// A sampler of `extent`: of a line by length, of points by number, of all else by area.
    ///
    /// # Accuracy
    /// Discs as on a sphere; along one edge of a line all longitudes are as likely. A band that has no place in the area that it
    /// is cut to is drawn from whole.
    ///
    /// # Cost
    /// About n·log n in the number of an area's positions; then less than a microsecond a place, some more for a band.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::extent::Extent;
    /// use sarhad::query::sampling::{Random, Sampler};
    /// use sarhad::{LonLat, Metres, geometry::geodesic::distance};
    /// let zahedan = LonLat::new(60.8629, 29.4963)?;
    /// let sampler = Sampler::new(&Extent::Disc { centre: zahedan, radius: Metres::from_km(5.0) });
    /// assert!(distance(sampler.place(&mut Random::new(1)), zahedan) < Metres::from_km(5.001));
    /// # Ok::<(), sarhad::NotOnEarth>(())
    /// ```
    #[must_use]
    pub fn new(extent: &Extent) -> Self {
        let kind = match extent {
            Extent::Point(at) => Kind::Places(vec![*at]),
            Extent::Points(places) => Kind::Places(places.to_vec()),
            Extent::Disc { centre, radius } => Kind::Disc { centre: *centre, radius_m: radius.value() },
            Extent::Line(line) => parts(segments(line), None),
            Extent::Area(area) => parts(triangles(area), None),
            Extent::Band(band) => of_band(band),
        };
        Self { kind, centroid: OnceLock::new() }
    }

    /// The next place.
    ///
    /// # Panics
    /// When the extent has no place.
    #[must_use]
    pub fn place(&self, random: &mut Random) -> LonLat {
        match &self.kind {
            Kind::Places(places) => places[random.below(places.len())],
            Kind::Disc { centre, radius_m } => {
                // on a sphere the area within a distance r grows with sin²(r/2R)
                let half = (radius_m / (2.0 * MEAN_RADIUS_M)).min(std::f64::consts::FRAC_PI_2).sin();
                let distance_m = 2.0 * MEAN_RADIUS_M * (random.unit().sqrt() * half).asin();
                let bearing = Degrees::new(360.0 * random.unit());
                destination(*centre, bearing, Metres::new(distance_m.min(*radius_m)))
            }
            Kind::Parts { patches, sums, limit: None } => on(pick(patches, sums, random), random),
            Kind::Parts { patches, sums, limit: Some(limit) } => {
                let mut last = None;
                for _ in 0..TRIES {
                    let at = on(pick(patches, sums, random), random);
                    last = limit.line.nearest(at);
                    if last.is_some_and(|near| near.distance.value() <= limit.width_m) {
                        return at;
                    }
                }
                last.expect("a band has a line").place
            }
        }
    }

    /// The mean of all places in longitude and latitude: the centroid by which an area is often replaced. It is no place where
    /// anything was said to be.
    ///
    /// # Panics
    /// When the extent has no place.
    #[must_use]
    pub fn centroid(&self) -> LonLat {
        *self.centroid.get_or_init(|| self.kind.centroid())
    }
}

impl Kind {
    fn centroid(&self) -> LonLat {
        let corners = |patch: &Patch| -> Vec<Coord<f64>> {
            match patch {
                Patch::Segment(ends) => ends.to_vec(),
                Patch::Triangle(corners) => corners.to_vec(),
                Patch::Sector(_) => patch.corners().into_iter().map(Coord::from).collect(),
            }
        };
        let weighted: Vec<(f64, Vec<Coord<f64>>)> = match self {
            Self::Disc { centre, .. } => return *centre,
            Self::Places(places) => vec![(1.0, places.iter().map(|&at| Coord::from(at)).collect())],
            Self::Parts { patches, .. } => patches.iter().map(|patch| (patch.size(), corners(patch))).collect(),
        };
        let (mut whole, mut x, mut y) = (0.0, 0.0, 0.0);
        for (weight, corners) in weighted {
            let each = weight / corners.len() as f64;
            whole += weight;
            x += corners.iter().map(|at| each * at.x).sum::<f64>();
            y += corners.iter().map(|at| each * at.y).sum::<f64>();
        }
        place(Coord { x: x / whole, y: y / whole })
    }
}

fn triangles(area: &Area) -> Vec<Patch> {
    let cut = Triangles::of(&area.outline);
    (0..cut.triangles.len()).map(|number| Patch::Triangle(cut.triangle(number))).collect()
}

fn of_band(band: &Band) -> Kind {
    let limit = Limit { line: SegmentIndex::new(&band.line, EdgeModel::Rfc7946), width_m: band.width.value() };
    let cut = band.within.as_ref().map(|area| near_line(triangles(area), &limit)).filter(|patches| !patches.is_empty());
    let patches = cut.unwrap_or_else(|| near_line(envelope(&band.line, limit.width_m), &limit));
    parts(patches, Some(Box::new(limit)))
}

/// `patches` cut up, without the parts that are farther from the line than its width: few tries are then in vain.
fn near_line(patches: Vec<Patch>, limit: &Limit) -> Vec<Patch> {
    let (mut open, mut done) = (patches, Vec::new());
    for _ in 0..CUTS {
        let corners: Vec<LonLat> = open.iter().map(|patch| patch.corners()[0]).collect();
        let near = limit.line.nearest_of_each(&corners);
        let mut kept = open
            .into_iter()
            .zip(near)
            .filter_map(|(patch, near)| (near?.distance.value() - patch.reach_m(0) <= limit.width_m).then_some(patch));
        open = kept.by_ref().collect();
        let whole: f64 = done.iter().chain(&open).map(Patch::size).sum();
        let (large, small): (Vec<Patch>, Vec<Patch>) = open.into_iter().partition(|patch| patch.size() > FINE * whole);
        done.extend(small);
        open = large.into_iter().flat_map(|patch| patch.halves().halves).collect();
    }
    done.extend(open);
    done
}

fn parts(patches: Vec<Patch>, limit: Option<Box<Limit>>) -> Kind {
    let mut sum = 0.0;
    let add = |patch: &Patch| {
        sum += patch.size();
        sum
    };
    let sums = patches.iter().map(add).collect();
    Kind::Parts { patches, sums, limit }
}

/// One of `patches`, by size.
fn pick<'a>(patches: &'a [Patch], sums: &[f64], random: &mut Random) -> &'a Patch {
    let aim = random.unit() * sums.last().copied().unwrap_or_default();
    let number = sums.partition_point(|sum| *sum <= aim);
    &patches[number.min(patches.len() - 1)]
}

/// A place of `patch`, as likely as any other of it.
fn on(patch: &Patch, random: &mut Random) -> LonLat {
    match patch {
        Patch::Segment(_) => {
            let t = random.unit();
            patch.mixed(&[1.0 - t, t, 0.0, 0.0])
        }
        Patch::Triangle(corners) => {
            let densest =
                corners.iter().map(|at| density_m2(at.y)).fold(density_m2(nearest_to_equator(corners)), f64::max);
            loop {
                let (mut a, mut b) = (random.unit(), random.unit());
                if a + b > 1.0 {
                    (a, b) = (1.0 - a, 1.0 - b);
                }
                let at = patch.mixed(&[a, b, 1.0 - a - b, 0.0]);
                if random.unit() * densest <= density_m2(at.lat()) {
                    return at;
                }
            }
        }
        Patch::Sector(_) => {
            let (a, b) = (random.unit(), random.unit());
            patch.mixed(&[(1.0 - a) * (1.0 - b), a * (1.0 - b), (1.0 - a) * b, a * b])
        }
    }
}

fn nearest_to_equator(corners: &[Coord<f64>; 3]) -> f64 {
    let south = corners.iter().map(|at| at.y).fold(f64::INFINITY, f64::min);
    let north = corners.iter().map(|at| at.y).fold(f64::NEG_INFINITY, f64::max);
    if south <= 0.0 && north >= 0.0 { 0.0 } else { south.abs().min(north.abs()) }
}

/// Samplers of extents that come again, kept by what they share.
#[derive(Debug, Default)]
pub struct Samplers {
    kept: BTreeMap<usize, (Extent, Arc<Sampler>)>,
}

impl Samplers {
    /// The sampler of `extent`, made when it is first asked for.
    pub fn of(&mut self, extent: &Extent) -> Arc<Sampler> {
        let fresh = || Arc::new(Sampler::new(extent));
        match address(extent) {
            Some(address) if self.kept.len() < KEPT || self.kept.contains_key(&address) => {
                Arc::clone(&self.kept.entry(address).or_insert_with(|| (extent.clone(), fresh())).1)
            }
            _ => fresh(),
        }
    }
}
