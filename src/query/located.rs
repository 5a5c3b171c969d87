//! In which units an event was, by all that is known of its place. Not responsible for how sure that is of a single unit: see
//! `inside`.

use crate::atlas::whole::Atlas;
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::precision::Precision;
use crate::query::level::Level;
use crate::query::locate::{Placement, locate, locate_each};
use crate::query::unit::{Stated, Units};

/// In which units an event was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Located<'a> {
    /// Its single place, and where that lies.
    At(LonLat, Placement<'a>),
    /// In units that hold all the places where it may have been.
    Within(Placement<'a>),
    /// Not known.
    Nowhere,
}

/// The units of an atlas, made ready to be asked which of them events were in.
#[derive(Debug)]
pub struct Locator<'a> {
    atlas: &'a Atlas,
    units: Units<'a>,
}

impl<'a> Locator<'a> {
    /// The units of `atlas`.
    #[must_use]
    pub fn new(atlas: &'a Atlas) -> Self {
        Self { atlas, units: Units::new(atlas) }
    }

    /// Where an event lies that is so `placed` and drawn at `at`.
    ///
    /// A point that stands for more than a town is no place; what is known to an area alone is in the units that hold all of it.
    #[must_use]
    pub fn located(&self, placed: &Placed, at: Option<LonLat>) -> Located<'a> {
        match single(placed, at) {
            Some(at) => Located::At(at, locate(self.atlas, at)),
            None => self.of_area(placed),
        }
    }

    /// The same for many events, each so placed and drawn at the place beside it; their points are looked up together.
    #[must_use]
    pub fn located_each(&self, events: &[(&Placed, Option<LonLat>)]) -> Vec<Located<'a>> {
        let singles: Vec<Option<LonLat>> = events.iter().map(|(placed, at)| single(placed, *at)).collect();
        let points: Vec<LonLat> = singles.iter().copied().flatten().collect();
        let mut found = locate_each(self.atlas, &points).into_iter();
        let located = events.iter().zip(singles).map(|((placed, _), point)| match point {
            Some(at) => found.next().map_or(Located::Nowhere, |found| Located::At(at, found)),
            None => self.of_area(placed),
        });
        located.collect()
    }

    /// Makes ready for many events; answers stay the same.
    pub fn ready_for_many(&self) {
        self.atlas.ready_for_many();
    }

    /// The units that an event is surely of which is known to an area alone.
    fn of_area(&self, placed: &Placed) -> Located<'a> {
        match &placed.extent {
            Some(Extent::Area(area)) if !area.id.is_empty() => self.within(placed),
            Some(Extent::Band(_)) => self.within(placed),
            _ => Located::Nowhere,
        }
    }

    fn within(&self, placed: &Placed) -> Located<'a> {
        let stated = Stated::of_placed(placed, None);
        let unit = |level| self.units.unit(&stated, level);
        Located::Within(Placement {
            country: unit(Level::Country),
            province: unit(Level::Province),
            district: unit(Level::District),
            on_border: false,
        })
    }
}

/// The place of an event that is drawn `at` it, unless the point stands for more than a town.
fn single(placed: &Placed, at: Option<LonLat>) -> Option<LonLat> {
    let vague = placed.precision.is_some_and(|precision| precision > Precision::Locality);
    at.filter(|_| placed.best.is_some() && !vague)
}
