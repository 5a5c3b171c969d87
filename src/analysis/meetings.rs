//! Which events may have met in space and time, found without a look at all pairs. Not responsible for judging them.

use std::collections::BTreeMap;

use crate::analysis::gap::Ground;
use crate::index::packed::{PackedPoints, PackedPointsBuilder};
use crate::index::points::PointIndex;
use crate::lonlat::LonLat;
use crate::units::Metres;

/// Days of a shelf: events are looked for on the few shelves that may hold them.
const SHELF_DAYS: i64 = 32;
/// Events that reach no farther than this from the place they are found by share an index.
const SMALL_REACH_M: f64 = 1_000.0;
/// How much farther those of the next index reach.
const REACH_STEP: f64 = 4.0;

/// The days on which an event may have been, counted from 1970; an end that is missing is not known.
pub(super) type Days = [Option<i64>; 2];

/// Where and when an event may have been.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    place: LonLat,
    reach: Metres,
    days: Days,
}

impl Mark {
    pub(super) fn new(ground: &Ground, days: Days) -> Self {
        let (place, reach) = ground.cover();
        Self { place, reach, days }
    }

    /// The shelf that it stands on; none for what may have been on the days of several, or on any.
    fn shelf(&self) -> Option<i64> {
        let [Some(first), Some(last)] = self.days else { return None };
        (last - first < SHELF_DAYS).then(|| first.div_euclid(SHELF_DAYS))
    }

    fn reach_class(&self) -> u32 {
        let mut class = 0;
        let mut limit_m = SMALL_REACH_M;
        while self.reach.value() > limit_m && limit_m.is_finite() {
            class += 1;
            limit_m *= REACH_STEP;
        }
        class
    }
}

/// How near events must be to have met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearness {
    pub(super) radius: Metres,
    pub(super) days: i64,
}

/// Events on shelves by time, on each by how far they reach.
pub(super) struct Shelves {
    held: BTreeMap<(Option<i64>, u32), (PackedPoints, Metres)>,
    marks: Vec<Option<Mark>>,
}

impl Shelves {
    pub(super) fn new(marks: Vec<Option<Mark>>) -> Self {
        let mut held: BTreeMap<_, (PackedPointsBuilder, Metres)> = BTreeMap::new();
        for (number, mark) in marks.iter().enumerate().filter_map(|(number, mark)| Some((number, mark.as_ref()?))) {
            let key = (mark.shelf(), mark.reach_class());
            let (places, reach) = held.entry(key).or_insert_with(|| (PackedPointsBuilder::default(), Metres::ZERO));
            places.insert(number, mark.place);
            *reach = Metres::new(reach.value().max(mark.reach.value()));
        }
        let built = held.into_iter().map(|(key, (places, reach))| (key, (places.build(), reach)));
        Self { held: built.collect(), marks }
    }

    /// Leaves in `met` the numbers of the events that may have met `mark`, and of few others, in their order.
    pub(super) fn met_into(&self, mark: &Mark, nearness: Nearness, met: &mut Vec<usize>) {
        met.clear();
        let mut found = Vec::new();
        let [first, last] = mark.days;
        let from = first.map_or(i64::MIN, |first| (first - nearness.days).div_euclid(SHELF_DAYS) - 1);
        let until = last.map_or(i64::MAX, |last| (last + nearness.days).div_euclid(SHELF_DAYS));
        let timeless = self.held.range((None, 0)..=(None, u32::MAX));
        let timely = self.held.range((Some(from), 0)..=(Some(until.max(from)), u32::MAX));
        for (index, reach) in timeless.chain(timely).map(|(_, held)| held) {
            let within = Metres::new(nearness.radius.value() + mark.reach.value() + reach.value());
            index.within_into(mark.place, within, &mut found);
            let in_time = |number: &usize| {
                self.marks[*number].is_some_and(|other| days_apart(mark.days, other.days) <= nearness.days)
            };
            met.extend(found.iter().map(|near| near.number).filter(in_time));
        }
        met.sort_unstable();
    }
}

/// How many days at least lie between two spans; 0 where they may have a day in common, or one of them is not known.
pub(super) fn days_apart(one: Days, other: Days) -> i64 {
    let between = |end: Option<i64>, start: Option<i64>| end.zip(start).map_or(0, |(end, start)| (start - end).max(0));
    between(one[1], other[0]).max(between(other[1], one[0]))
}

/// How many days at most lie between two spans; `None` where an end is not known.
pub(super) fn days_apart_at_most(one: Days, other: Days) -> Option<i64> {
    let [[first, last], [other_first, other_last]] = [one, other];
    Some((last? - other_first?).max(other_last? - first?))
}
