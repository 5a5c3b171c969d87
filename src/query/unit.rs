//! Which district, province or country a record is surely of, by its point, its precision and the areas that it names.
//! Not responsible for distances, nor for a place within the unit.

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::feature::Feature;
use crate::model::precision::Precision;
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::query::level::Level;
use crate::query::locate::locate;
use crate::query::outlines::Outlines;
use crate::query::placing::Placer;
use crate::units::Metres;

/// What a record says of where it was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stated {
    /// Its point.
    pub at: Option<LonLat>,
    /// How precise that is, where the record says so.
    pub precision: Option<Precision>,
    /// How far from its point it may have been, where that is told.
    pub radius: Option<Metres>,
    /// Ids of the regions that it names.
    pub areas: Vec<String>,
}

impl Stated {
    /// What `feature` says, as `placer` understands it.
    #[must_use]
    pub fn of(placer: &Placer, feature: &Feature) -> Self {
        Self::of_placed(&placer.of_feature(feature), feature.shape.as_ref().and_then(Shape::point))
    }

    /// What a record says that is so placed; `at` stands for it where no single place does.
    #[must_use]
    pub fn of_placed(placed: &Placed, at: Option<LonLat>) -> Self {
        let ids = match &placed.extent {
            Some(Extent::Area(area)) => area.id.as_str(),
            Some(Extent::Band(band)) => band.within.as_ref().map_or("", |area| area.id.as_str()),
            _ => "",
        };
        let areas = ids.split_whitespace().map(str::to_owned).collect();
        let (centre, radius) = match &placed.extent {
            Some(Extent::Disc { centre, radius }) => (Some(*centre), Some(*radius)),
            _ => (None, None),
        };
        Self { at: centre.or(placed.best).or(at), precision: placed.precision, radius, areas }
    }
}

/// The units of an atlas.
#[derive(Debug)]
pub struct Units<'a> {
    atlas: &'a Atlas,
    outlines: Outlines,
    /// The level and the name card of each id.
    by_id: BTreeMap<&'a str, (Level, &'a RegionName)>,
}

impl<'a> Units<'a> {
    /// The units of `atlas`.
    #[must_use]
    pub fn new(atlas: &'a Atlas) -> Self {
        let layers = Level::ALL.map(|level| (level, level.regions(atlas)));
        let cards = layers.into_iter().flat_map(|(level, regions)| regions.names.iter().map(move |card| (level, card)));
        let by_id = cards.map(|(level, card)| (card.id.as_str(), (level, card))).collect();
        Self { atlas, outlines: Outlines::default(), by_id }
    }

    /// The unit of `level` that a record which says `stated` is of; `None` where it may be of another one, or lies in none.
    ///
    /// What may be some way from its point is of a unit only if all of that way is in it, or in the sea within its outline.
    ///
    /// # Accuracy
    /// Outlines are as the atlas draws them: see the layer's own accuracy.
    #[must_use]
    pub fn unit(&self, stated: &Stated, level: Level) -> Option<&'a RegionName> {
        // what names its areas means them, whatever point stands for it
        if !stated.areas.is_empty() {
            return self.unit_of_areas(&stated.areas, level);
        }
        if !stated.precision.is_none_or(|precision| level.is_told_by(precision)) {
            return None;
        }
        let at = stated.at?;
        let found = locate(self.atlas, at);
        let unit = match level {
            Level::District => found.district,
            Level::Province => found.province,
            Level::Country => found.country,
        }?;
        let holds = stated.radius.is_none_or(|radius| self.reaches_no_edge((level, &unit.id), at, radius));
        holds.then_some(unit)
    }

    /// Whether nothing within `radius` of `at` lies on the outline of a unit.
    fn reaches_no_edge(&self, (level, id): (Level, &str), at: LonLat, radius: Metres) -> bool {
        let drawn = || {
            let layer = self.atlas.layer(level.layer());
            layer.features.get(self.number(level, id)?)?.shape.as_ref()?.polygons()
        };
        // layers of the user's may call a district as another one calls a country
        let outline = self.outlines.of_region(&format!("{} {id}", level.word()), drawn);
        outline.and_then(|outline| outline.nearest(at)).is_some_and(|edge| edge.distance > radius)
    }

    /// The smallest unit, not below `level`, that a record is surely of.
    #[must_use]
    pub fn smallest(&self, stated: &Stated, level: Level) -> Option<(Level, &'a RegionName)> {
        let levels = Level::ALL.into_iter().filter(|one| *one >= level);
        levels.into_iter().find_map(|level| Some((level, self.unit(stated, level)?)))
    }

    /// The unit that all of these regions lie in.
    fn unit_of_areas(&self, areas: &[String], level: Level) -> Option<&'a RegionName> {
        let mut units = areas.iter().map(|id| self.above(id, level));
        let first = units.next()??;
        units.all(|unit| unit.is_some_and(|unit| unit.id == first.id)).then_some(first)
    }

    /// The region `id` itself, or the one of `level` that it is part of.
    fn above(&self, id: &str, level: Level) -> Option<&'a RegionName> {
        let mut id = id;
        // a district, its province, its country
        for _ in Level::ALL {
            let (own, card) = self.by_id.get(id)?;
            if *own == level {
                return Some(card);
            }
            id = card.parent.as_deref().or(card.country.as_deref())?;
        }
        None
    }

    /// The number of a unit in its layer.
    #[must_use]
    pub fn number(&self, level: Level, id: &str) -> Option<usize> {
        level.regions(self.atlas).names.iter().position(|card| card.id == id)
    }
}
