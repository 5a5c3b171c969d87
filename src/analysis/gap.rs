//! How near to each other two events may have been, of which neither is known to a point. Not responsible for reading how
//! precisely a place is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo_types::{Coord, LineString, MultiPolygon};

use crate::geometry::containment::{Container, Position};
use crate::geometry::edge::{EdgeModel, sag_at_most_m};
use crate::geometry::geodesic::distance;
use crate::geometry::ring::rings;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::units::Metres;

/// How near to each other two events may have been: the least distance between any place of the one and any place of the other;
/// `None` where one of them is not placed.
///
/// # Accuracy
/// For points and discs that of [`distance`], for a point and a line or an area that of [`SegmentIndex::nearest`]. Between lines
/// and areas it is a lower bound: half the longest edge too small at most. A band that is cut to an area is taken whole.
///
/// # Cost
/// An index of each line or area; [`Grounds`] keeps them.
///
/// # Example
/// ```
/// use sarhad::analysis::gap::gap;
/// use sarhad::model::extent::{Extent, Placed};
/// use sarhad::{LonLat, Metres};
/// let zahedan = Placed::unstated(LonLat::new(60.8629, 29.4963)?);
/// let about = Extent::Disc { centre: LonLat::new(61.0, 29.6)?, radius: Metres::from_km(10.0) };
/// let near = Placed { extent: Some(about), ..Placed::default() };
/// assert_eq!(gap(&zahedan, &near).map(|gap| gap.value().round()), Some(7_570.0)); // metres: 17,570 less 10,000
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[must_use]
pub fn gap(a: &Placed, b: &Placed) -> Option<Metres> {
    let mut grounds = Grounds::default();
    let [a, b] = [a, b].map(|placed| placed.extent.as_ref().and_then(|extent| grounds.of(extent)));
    Some(grounds.gap(&a?, &b?))
}

/// All the places where an event may have been, made ready to be measured.
#[derive(Debug, Clone)]
pub struct Ground {
    core: Arc<Core>,
    /// How far around its core it reaches.
    margin: Metres,
    /// A place of it, and how far from there any other is at most: to look for it, never to measure from.
    cover: (LonLat, Metres),
}

impl Ground {
    /// One of its places, and a radius that covers all of them.
    #[must_use]
    pub fn cover(&self) -> (LonLat, Metres) {
        self.cover
    }

    /// The greatest distance between any place of the one and any place of the other, at most.
    #[must_use]
    pub fn at_most(&self, other: &Self) -> Metres {
        let apart = distance(self.cover.0, other.cover.0);
        Metres::new(apart.value() + self.cover.1.value() + other.cover.1.value())
    }
}

/// What a ground is made of, without what lies around it.
#[derive(Debug)]
struct Core {
    /// By which it is known again.
    number: usize,
    /// Its corners, or its places.
    corners: Vec<LonLat>,
    edges: Option<SegmentIndex>,
    inside: Option<Container>,
    /// The longest way between two corners.
    longest: Metres,
}

impl Core {
    /// How far `from` is from it.
    fn distance_from(&self, from: LonLat) -> Metres {
        let inside = self.inside.as_ref().is_some_and(|inside| inside.position(from) != Position::Outside);
        match &self.edges {
            _ if inside => Metres::ZERO,
            Some(edges) => edges.nearest(from).map_or(Metres::new(f64::INFINITY), |nearest| nearest.distance),
            None => least(self.corners.iter().map(|&corner| distance(from, corner))),
        }
    }

    fn gap(&self, other: &Self) -> Metres {
        if self.number == other.number {
            return Metres::ZERO;
        }
        let of_corners = |one: &Self, other: &Self| least(one.corners.iter().map(|&at| other.distance_from(at)));
        match (&self.edges, &other.edges) {
            (None, _) => of_corners(self, other),
            (Some(_), None) => of_corners(other, self),
            (Some(_), Some(_)) => {
                let nearest = least([of_corners(self, other), of_corners(other, self)]);
                // edges that cross have a corner within half of the shorter one
                let slack_m = self.longest.value().min(other.longest.value()) / 2.0;
                Metres::new((nearest.value() - slack_m).max(0.0))
            }
        }
    }
}

fn least(lengths: impl IntoIterator<Item = Metres>) -> Metres {
    Metres::new(lengths.into_iter().map(Metres::value).fold(f64::INFINITY, f64::min))
}

/// Grounds made of extents, each line and area once.
#[derive(Debug, Default)]
pub struct Grounds {
    /// By where it is in memory; what is held cannot be given to another.
    known: BTreeMap<usize, (Extent, Arc<Core>)>,
    made: usize,
    gaps: BTreeMap<(usize, usize), Metres>,
}

impl Grounds {
    /// The ground of `extent`; `None` where it has no place at all.
    pub fn of(&mut self, extent: &Extent) -> Option<Ground> {
        let (core, margin) = match extent {
            Extent::Point(at) => (self.spots(vec![*at]), Metres::ZERO),
            Extent::Points(places) => (self.spots(places.to_vec()), Metres::ZERO),
            Extent::Disc { centre, radius } => (self.spots(vec![*centre]), *radius),
            Extent::Line(lines) => {
                let make = |number| of_lines(number, lines.iter(), None);
                (self.shared(extent, Arc::as_ptr(lines).addr(), make), Metres::ZERO)
            }
            Extent::Area(area) => {
                let make = |number| of_lines(number, outlines(&area.outline), Some(&area.outline));
                (self.shared(extent, Arc::as_ptr(area).addr(), make), Metres::ZERO)
            }
            Extent::Band(band) => {
                let make = |number| of_lines(number, band.line.iter(), None);
                (self.shared(extent, Arc::as_ptr(band).addr(), make), band.width)
            }
        };
        let first = *core.corners.first()?;
        let reach_m = core.corners.iter().map(|&at| distance(first, at).value()).fold(0.0, f64::max);
        let sag_m = if core.edges.is_some() { core.longest.value() / 2.0 } else { 0.0 };
        Some(Ground { margin, cover: (first, Metres::new(reach_m + sag_m + margin.value())), core })
    }

    /// How near to each other two events may have been; see [`gap`].
    pub fn gap(&mut self, a: &Ground, b: &Ground) -> Metres {
        let measure = || a.core.gap(&b.core);
        let cores_m = if a.core.edges.is_some() && b.core.edges.is_some() {
            let pair = (a.core.number.min(b.core.number), a.core.number.max(b.core.number));
            self.gaps.entry(pair).or_insert_with(measure).value()
        } else {
            measure().value()
        };
        Metres::new((cores_m - a.margin.value() - b.margin.value()).max(0.0))
    }

    fn number(&mut self) -> usize {
        self.made += 1;
        self.made
    }

    fn spots(&mut self, corners: Vec<LonLat>) -> Arc<Core> {
        let number = self.number();
        Arc::new(Core { number, corners, edges: None, inside: None, longest: Metres::ZERO })
    }

    fn shared(&mut self, extent: &Extent, address: usize, make: impl FnOnce(usize) -> Core) -> Arc<Core> {
        if let Some((_, core)) = self.known.get(&address) {
            return Arc::clone(core);
        }
        let core = Arc::new(make(self.number()));
        self.known.insert(address, (extent.clone(), Arc::clone(&core)));
        core
    }
}

fn outlines(area: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    area.iter().flat_map(rings)
}

fn of_lines<'a>(
    number: usize,
    lines: impl Iterator<Item = &'a LineString<f64>>,
    area: Option<&MultiPolygon<f64>>,
) -> Core {
    let lines: Vec<&LineString<f64>> = lines.collect();
    let place = |coord: &Coord<f64>| LonLat::new(coord.x, coord.y).ok();
    let of_line = |line: &LineString<f64>| -> Vec<LonLat> { line.0.iter().filter_map(place).collect() };
    let way_m = |line: &&LineString<f64>| {
        let steps = of_line(line).windows(2).map(|step| distance(step[0], step[1]).value()).fold(0.0, f64::max);
        steps + 2.0 * sag_at_most_m(line)
    };
    Core {
        number,
        corners: lines.iter().flat_map(|line| of_line(line)).collect(),
        longest: Metres::new(lines.iter().map(way_m).fold(0.0, f64::max)),
        inside: area.map(Container::new),
        edges: Some(SegmentIndex::new(lines, EdgeModel::default())),
    }
}
