//! Which records of a collection meet conditions of distance and place. Not responsible for how a client asks them: see `condition`.

use std::convert::Infallible;
use std::sync::OnceLock;

use crate::collection::select::{Paging, Selection};
use crate::collection::whole::Collection;
use crate::index::points::PointIndex;
use crate::lonlat::LonLat;
use crate::model::extent::Extent;
use crate::query::certainty::Certainty;
use crate::query::inside::Inside;
use crate::query::interval::Ruler;
use crate::server::http::Problem;
use crate::server::questions::condition::{Aim, Condition, Range, To};
use crate::server::questions::distances::{Distances, Far, Slot};
use crate::server::questions::going::Going;
use crate::server::state::{Entry, Served};
use crate::units::Metres;

/// Records that are looked at before it is asked again whether anybody waits for them.
const BETWEEN_LOOKS: usize = 256;

/// Of which data a question is asked, and whether anybody waits for its answer.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// All that is served.
    pub served: &'a Served,
    /// The collection.
    pub entry: &'a Entry,
    /// Whether anybody waits.
    pub going: &'a Going,
}

/// The records that meet a condition.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Their numbers, in order.
    pub numbers: Vec<u32>,
    /// How far each is, where that was asked.
    far: Vec<Far>,
}

impl Found {
    /// By what records are put in order: the greatest distance that each may have, then the least.
    #[must_use]
    pub fn nearness(&self, number: u32) -> [f64; 2] {
        let at = self.numbers.binary_search(&number).ok();
        at.and_then(|at| self.far.get(at)).map_or([f64::INFINITY; 2], |far| [far.max_m, far.min_m])
    }
}

impl Condition<'_> {
    /// A page of the records that meet it, the nearest first, where an index tells that alone; `None` where it does not.
    ///
    /// # Cost
    /// log n and the records up to the end of the page.
    #[must_use]
    pub fn nearest(&self, entry: &Entry, served: &Served, paging: Paging) -> Option<Selection> {
        let Some(Aim { to: To::Place(at), range, .. }) = &self.aim else { return None };
        let from_nothing = range.is_none_or(|range| range.least <= Metres::ZERO);
        if self.unit.is_some() || !from_nothing || !are_plain_points(entry, served) {
            return None;
        }
        let near = entry.collection().near();
        let matched = range.map_or(near.len(), |range| near.count_within(*at, range.most));
        let skip = usize::try_from(paging.skip).unwrap_or(usize::MAX).min(matched);
        let found = near.nearest(*at, skip.saturating_add(paging.limit).min(matched));
        let numbers = found.into_iter().skip(skip).filter_map(|found| u32::try_from(found.number).ok()).collect();
        Some(Selection { numbers, matched: matched as u64 })
    }

    /// The records that meet it.
    ///
    /// # Errors
    /// Where nobody waits for it any longer.
    pub fn found(&self, asking: &Asking) -> Result<Found, Problem> {
        let near = match &self.aim {
            Some(aim) => self.near_enough(aim, asking)?,
            None => asking.entry.collection().numbers().map(|number| (number, None)).collect(),
        };
        let mut found = Found::default();
        for (at, (number, far)) in near.into_iter().enumerate() {
            if at.is_multiple_of(BETWEEN_LOOKS) {
                asking.going.on()?;
            }
            if self.unit.as_ref().is_none_or(|unit| self.is_in(unit, asking, number)) {
                found.numbers.push(number);
                found.far.extend(far);
            }
        }
        Ok(found)
    }

    fn is_in(&self, unit: &Inside, asking: &Asking, number: u32) -> bool {
        let placed = asking.entry.placings(&asking.served.atlas).placed(asking.entry.collection(), number);
        placed.extent.as_ref().is_some_and(|extent| unit.meets(extent, self.certainty))
    }

    /// The records that are so surely as near as is asked, by number.
    fn near_enough(&self, aim: &Aim, asking: &Asking) -> Result<Vec<(u32, Option<Far>)>, Problem> {
        let collection = asking.entry.collection();
        if let (To::Place(at), Some(range)) = (&aim.to, aim.range)
            && are_plain_points(asking.entry, asking.served)
        {
            return Ok(points_within(collection, *at, range));
        }
        let ruler = Ruler::new(&asking.served.atlas, &aim.target);
        let kept = distances(self, asking)?;
        let all = kept.as_deref().and_then(OnceLock::get);
        let mut near = Vec::new();
        for number in collection.numbers() {
            // a share may take some ten milliseconds
            if matches!(self.certainty, Certainty::Share(_)) || (number as usize).is_multiple_of(BETWEEN_LOOKS) {
                asking.going.on()?;
            }
            let Some(far) = all.and_then(|all| all.get(number)) else { continue };
            if aim.range.is_none_or(|range| self.keeps((&ruler, all), (asking, number), far, range)) {
                near.push((number, Some(far)));
            }
        }
        Ok(near)
    }

    /// Whether a record is so surely in `range`.
    fn keeps(
        &self,
        (ruler, all): (&Ruler, Option<&Distances>),
        (asking, number): (&Asking, u32),
        far: Far,
        range: Range,
    ) -> bool {
        let (least_m, most_m) = (range.least.value(), range.most.value());
        let must = far.min_m >= least_m && far.max_m <= most_m;
        let may = far.max_m >= least_m && far.min_m <= most_m;
        match self.certainty {
            Certainty::Must => must,
            Certainty::May => may,
            Certainty::Share(_) if must || !may => must,
            Certainty::Share(share) => {
                let placings = asking.entry.placings(&asking.served.atlas);
                let placed = placings.placed(asking.entry.collection(), number);
                placed.extent.as_ref().zip(all).is_some_and(|(extent, all)| {
                    all.share(number, [least_m, most_m], || share_in(ruler, extent, range)) >= share
                })
            }
        }
    }
}

/// Which share of the places of `extent` is in `range`.
fn share_in(ruler: &Ruler, extent: &Extent, range: Range) -> f64 {
    let within = ruler.share_within(extent, range.most);
    if range.least > Metres::ZERO { within - ruler.share_within(extent, range.least) } else { within }
}

/// The distances of all records, which are kept for the next question; `None` where none are asked for. To a border they are
/// measured to the end, for there are few of them; to a place as long as somebody waits.
///
/// # Errors
/// Where nobody waits for them any longer.
pub(super) fn distances(condition: &Condition, asking: &Asking) -> Result<Option<Slot>, Problem> {
    let Asking { served, entry, .. } = *asking;
    let Some(aim) = condition.aim.as_ref() else { return Ok(None) };
    let ruler = || {
        aim.target.ready_for_many(&served.atlas);
        Ruler::new(&served.atlas, &aim.target)
    };
    let placings = || entry.placings(&served.atlas);
    Ok(Some(match &aim.to {
        To::Place(at) => {
            // as exactly as it was asked for: six decimals would be several places
            let label = (entry.id.clone(), format!("{},{}", at.lon(), at.lat()));
            let measure = || Distances::new(entry.collection(), placings(), &ruler(), || asking.going.on());
            served.near_places.tried(label, measure)?
        }
        To::Named(name) => served.near_borders.distances((entry.id.clone(), name.clone()), || {
            let Ok(measured) = Distances::new(entry.collection(), placings(), &ruler(), || Ok::<_, Infallible>(()));
            measured
        }),
    }))
}

/// Whether every record is a point, and placed there.
pub(super) fn are_plain_points(entry: &Entry, served: &Served) -> bool {
    entry.collection().shapes().are_points() && entry.placings(&served.atlas).are_as_drawn()
}

/// All points that are in `range` of a place, by number.
fn points_within(collection: &Collection, at: LonLat, range: Range) -> Vec<(u32, Option<Far>)> {
    let found = collection.near().within(at, range.most).into_iter();
    let far = |metres: Metres| Far { min_m: metres.value(), max_m: metres.value() };
    let mut found: Vec<(u32, Option<Far>)> = found
        .filter(|found| found.distance >= range.least)
        .filter_map(|found| Some((u32::try_from(found.number).ok()?, Some(far(found.distance)))))
        .collect();
    found.sort_unstable_by_key(|(number, _)| *number);
    found
}
