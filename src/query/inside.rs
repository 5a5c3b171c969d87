//! How surely an event was in a unit, by all the places where it may have been. Not responsible for which unit holds a single
//! place: see `locate`.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use geo::Relate as _;
use geo_types::{Geometry, MultiPolygon};

use crate::atlas::parts::Regions;
use crate::atlas::whole::Atlas;
use crate::geometry::containment::{Container, Position};
use crate::geometry::edge::EdgeModel;
use crate::geometry::ring::rings;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::extent::{Area, Band, Extent};
use crate::model::feature::{Feature, Properties};
use crate::model::shape::{Longitudes, Shape};
use crate::query::certainty::Certainty;
use crate::query::distance::Target;
use crate::query::interval::Ruler;
use crate::query::kept::{Kept, address};
use crate::query::level::Level;
use crate::query::sampling::{Random, Sampler};
use crate::units::Metres;

/// Places that are drawn to tell a share: the standard error of one is 0.5 % at most.
const DRAWS: u32 = 10_000;
/// The same draws each time.
const SEED: u64 = 0;

/// Which unit each unit of an atlas is part of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parents(BTreeMap<String, Option<String>>);

impl Parents {
    /// Those of the districts, provinces and countries of `atlas`.
    #[must_use]
    pub fn of(atlas: &Atlas) -> Self {
        let cards = Level::ALL.into_iter().flat_map(|level| &level.regions(atlas).names);
        let parent = |id: &str, above: Option<&String>| above.filter(|above| *above != id).cloned();
        Self(
            cards
                .map(|card| (card.id.clone(), parent(&card.id, card.parent.as_ref().or(card.country.as_ref()))))
                .collect(),
        )
    }

    /// Whether the atlas has a unit of this id.
    #[must_use]
    pub fn know(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Whether the unit `own` is `id` or part of it.
    #[must_use]
    pub fn is_in(&self, own: &str, id: &str) -> bool {
        let mut at = Some(own);
        // a district, its province, its country
        for _ in Level::ALL {
            match at {
                Some(current) if current == id => return true,
                Some(current) => at = self.0.get(current).and_then(Option::as_deref),
                None => return false,
            }
        }
        false
    }
}

/// Whether some, and whether all, of the places where an event may have been lie in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Some do.
    pub may: bool,
    /// All do.
    pub must: bool,
}

impl Bounds {
    const NO: Self = Self { may: false, must: false };

    const fn both(holds: bool) -> Self {
        Self { may: holds, must: holds }
    }
}

/// A unit that is asked what was in it.
#[derive(Debug)]
pub struct Inside<'a> {
    parents: &'a Parents,
    atlas: &'a Atlas,
    id: &'a str,
    outline: MultiPolygon<f64>,
    container: Container,
    edge: OnceLock<SegmentIndex>,
    bounds: Kept<Key, Bounds>,
    shares: Kept<Key, f64>,
}

/// By which an extent is known again.
type Key = [u64; 3];

impl<'a> Inside<'a> {
    /// The unit of this number among `regions` of `atlas`; `None` where it is not drawn.
    #[must_use]
    pub fn new(atlas: &'a Atlas, (regions, number): (&'a Regions, usize), parents: &'a Parents) -> Option<Self> {
        let level = Level::ALL.into_iter().find(|level| std::ptr::eq(level.regions(atlas), regions))?;
        let outline = atlas.layer(level.layer()).features.get(number)?.shape.as_ref()?.polygons()?;
        Some(Self {
            parents,
            atlas,
            id: &regions.names.get(number)?.id,
            container: Container::new(&outline),
            outline,
            edge: OnceLock::new(),
            bounds: Kept::default(),
            shares: Kept::default(),
        })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &'a str {
        self.id
    }

    /// Whether an event that may have been anywhere in `extent` was in the unit as surely as `certainty` asks.
    #[must_use]
    pub fn meets(&self, extent: &Extent, certainty: Certainty) -> bool {
        let bounds = self.bounds(extent);
        match certainty {
            Certainty::Must => bounds.must,
            Certainty::May => bounds.may,
            Certainty::Share(share) => bounds.must || (bounds.may && self.share(extent) >= share),
        }
    }

    /// Whether some, and whether all, of the places of `extent` lie in the unit; what lies on its edge does.
    ///
    /// # Accuracy
    /// What is known to units of the atlas is told by which unit is part of which, all else by the outline as the atlas draws it.
    #[must_use]
    pub fn bounds(&self, extent: &Extent) -> Bounds {
        match key(extent) {
            Some(key) => self.bounds.or_found(key, extent, || self.found(extent)),
            None => self.found(extent),
        }
    }

    /// Which share of the places of `extent`, 0..=1, lies in the unit: of a line by length, of points by number, of all else by area,
    /// as if each place were as likely as any other.
    ///
    /// # Accuracy
    /// 1 where all places do and 0 where none does; between them of 10,000 places, the same ones each time: a standard error of
    /// 0.005 at most.
    ///
    /// # Cost
    /// Some ten milliseconds, once for the same extent.
    #[must_use]
    pub fn share(&self, extent: &Extent) -> f64 {
        let find = || match self.bounds(extent) {
            Bounds { must: true, .. } => 1.0,
            Bounds { may: false, .. } => 0.0,
            Bounds { .. } => self.drawn(extent),
        };
        match key(extent) {
            Some(key) => self.shares.or_found(key, extent, find),
            None => find(),
        }
    }

    fn drawn(&self, extent: &Extent) -> f64 {
        let (sampler, mut random) = (Sampler::new(extent), Random::new(SEED));
        let inside = (0..DRAWS).filter(|_| self.holds(sampler.place(&mut random))).count();
        inside as f64 / f64::from(DRAWS)
    }

    fn holds(&self, at: LonLat) -> bool {
        self.container.position(at) != Position::Outside
    }

    fn found(&self, extent: &Extent) -> Bounds {
        match extent {
            Extent::Point(at) => Bounds::both(self.holds(*at)),
            Extent::Points(places) => {
                Bounds { may: places.iter().any(|at| self.holds(*at)), must: places.iter().all(|at| self.holds(*at)) }
            }
            Extent::Disc { centre, radius } => self.of_disc(*centre, *radius),
            Extent::Line(lines) => self.of_shape(&Geometry::MultiLineString(lines.as_ref().clone())),
            Extent::Area(area) => match self.of_units(&area.id) {
                Some(bounds) => bounds,
                None => self.of_shape(&Geometry::MultiPolygon(area.outline.clone())),
            },
            Extent::Band(band) => {
                let within = band.within.as_ref();
                let units = within.map_or(Bounds { may: true, must: false }, |area| {
                    self.of_units(&area.id).unwrap_or(Bounds { may: true, must: false })
                });
                Bounds { may: units.may && (units.must || self.is_reached_by(band)), ..units }
            }
        }
    }

    fn of_disc(&self, centre: LonLat, radius: Metres) -> Bounds {
        let holds = self.holds(centre);
        let edge = self.edge.get_or_init(|| SegmentIndex::new(self.outline.iter().flat_map(rings), EdgeModel::Rfc7946));
        let is_crossed = edge.nearest(centre).is_some_and(|edge| edge.distance <= radius);
        Bounds { may: holds || is_crossed, must: holds && !is_crossed }
    }

    /// By which units are part of which; `None` where the atlas does not know all of them.
    fn of_units(&self, ids: &str) -> Option<Bounds> {
        let own: Vec<&str> = ids.split_whitespace().collect();
        if own.is_empty() || !own.iter().all(|id| self.parents.know(id)) {
            return None;
        }
        let above = |own: &&str| self.parents.is_in(own, self.id);
        let below = |own: &&str| self.parents.is_in(self.id, own);
        Some(Bounds { may: own.iter().any(|own| above(own) || below(own)), must: own.iter().all(above) })
    }

    /// By what it is drawn as, in the plane of longitude and latitude; what touches the unit from outside is not in it.
    fn of_shape(&self, shape: &Geometry<f64>) -> Bounds {
        let relation = self.outline.relate(shape);
        if !relation.is_intersects() || relation.is_touches() {
            return Bounds::NO;
        }
        Bounds { may: true, must: relation.is_covers() }
    }

    /// Whether a place of the unit is as near to the band's line as the band is wide.
    fn is_reached_by(&self, band: &Band) -> bool {
        let line = Shape::new(Geometry::MultiLineString(band.line.clone()), Longitudes::Strict);
        let shape = line.ok().and_then(|shaped| shaped.shape);
        let line = Feature { id: None, shape, properties: Properties::new() };
        let lines = [line];
        let Ok(target) = Target::of_features(self.atlas, &lines) else { return true };
        let area = Area { id: String::new(), name: String::new(), country: None, outline: self.outline.clone() };
        Ruler::new(self.atlas, &target).interval(&Extent::Area(Arc::new(area))).min <= band.width
    }
}

/// By which an extent is known again; `None` where it is looked at quickly.
fn key(extent: &Extent) -> Option<Key> {
    match extent {
        Extent::Disc { centre, radius } => Some([centre.lon(), centre.lat(), radius.value()].map(f64::to_bits)),
        // no longitude has these bits
        _ => Some([u64::MAX, address(extent)? as u64, 0]),
    }
}
