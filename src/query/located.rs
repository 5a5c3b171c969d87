//! In which units an event was, by all that is known of its place. Not responsible for how sure that is of a single unit: see
//! `inside`.

use crate::atlas::whole::Atlas;
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::precision::Precision;
use crate::query::level::Level;
use crate::query::locate::{Placement, locate};
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
        let vague = placed.precision.is_some_and(|precision| precision > Precision::Locality);
        if let Some(at) = at.filter(|_| placed.best.is_some() && !vague) {
            return Located::At(at, locate(self.atlas, at));
        }
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
