//! How far all records of a collection are from something, measured once and kept. Not responsible for measuring a single one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::{Map, Value};

use crate::collection::whole::Collection;
use crate::model::extent::{Extent, Placed};
use crate::query::how_far::{HowFar, how_far_each};
use crate::query::interval::Ruler;
use crate::server::questions::placings::Placings;

/// Records that are measured together.
const TOGETHER: usize = 4_096;

/// Records of which what was told is kept: about a kilobyte each.
const ROWS_KEPT: usize = 2_048;
/// Shares that are kept: 40 bytes each.
const SHARES_KEPT: usize = 65_536;

/// How far a record is, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Far {
    /// No place where it may have been is nearer.
    pub min_m: f64,
    /// No place where it may have been is farther.
    pub max_m: f64,
}

impl From<&HowFar<'_>> for Far {
    fn from(far: &HowFar) -> Self {
        Self { min_m: far.min.value(), max_m: far.max.value() }
    }
}

/// What is told of a record: an answer's columns.
pub type Row = Map<String, Value>;

/// How far each record of a collection is.
#[derive(Debug, Default)]
pub struct Distances {
    /// By number; `None` for one without a place.
    far: Vec<Option<Far>>,
    /// What was told of records that take long to measure, by number.
    rows: Mutex<HashMap<u32, Row>>,
    /// Shares of records by number and the bits of both ends of a range.
    shares: Mutex<HashMap<(u32, [u64; 2]), f64>>,
}

impl Distances {
    /// Measures all records, as long as `look` finds nothing against it: before each area, and before some thousand places.
    ///
    /// # Errors
    /// Those of `look`.
    ///
    /// # Cost
    /// 24 bytes a record. A single place is soon measured; a circle takes far longer, and an area as its outline is long, once.
    pub fn new<E>(
        collection: &Collection,
        placings: &Placings,
        ruler: &Ruler,
        look: impl Fn() -> Result<(), E>,
    ) -> Result<Self, E> {
        let numbers: Vec<u32> = collection.numbers().collect();
        let mut circles = Circles::new();
        let mut all = Vec::with_capacity(numbers.len());
        for numbers in numbers.chunks(TOGETHER) {
            let placed: Vec<_> = numbers.iter().map(|number| placings.placed(collection, *number)).collect();
            // towns come again and again, and a circle takes as long each time
            let fresh: Vec<&Placed> = placed
                .iter()
                .map(AsRef::as_ref)
                .filter(|placed| circle(placed).is_none_or(|circle| is_new(&mut circles, circle)))
                .collect();
            let mut measured = Vec::with_capacity(fresh.len());
            // single places are measured together, what is larger by itself
            for part in fresh.chunk_by(|one, other| one.single().is_some() && other.single().is_some()) {
                look()?;
                measured.extend(how_far_each(ruler, part).iter().map(|far| far.as_ref().map(Far::from)));
            }
            let mut measured = measured.into_iter();
            for placed in &placed {
                all.push(match circle(placed) {
                    None => measured.next().flatten(),
                    Some(circle) => {
                        let known = circles.entry(circle).or_default();
                        *known.get_or_insert_with(|| measured.next().flatten())
                    }
                });
            }
        }
        Ok(Self { far: all, ..Self::default() })
    }

    /// How far the record of this number is.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<Far> {
        self.far.get(number as usize).copied().flatten()
    }

    /// What was told of the record of this number, if it is kept.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<Row> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
    }

    /// The share of a record in a range, from `range_m`'s first to its second; found by `find` unless it is kept.
    pub fn share(&self, number: u32, range_m: [f64; 2], find: impl FnOnce() -> f64) -> f64 {
        let key = (number, range_m.map(f64::to_bits));
        let held = || self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().get(&key) {
            return *known;
        }
        let share = find();
        let mut shares = held();
        if shares.len() < SHARES_KEPT {
            shares.insert(key, share);
        }
        share
    }

    /// Keeps what is told of a record, while there is room.
    pub fn keep(&self, number: u32, row: &Row) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() < ROWS_KEPT {
            rows.insert(number, row.clone());
        }
    }
}

/// Circles and how far each is; nothing yet for one that is about to be measured.
type Circles = HashMap<[u64; 3], Option<Option<Far>>>;

/// Whether a circle was not met before, which it is from now on.
fn is_new(circles: &mut Circles, circle: [u64; 3]) -> bool {
    match circles.entry(circle) {
        Entry::Occupied(_) => false,
        Entry::Vacant(vacant) => {
            vacant.insert(None);
            true
        }
    }
}

/// By which a circle is known again.
fn circle(placed: &Placed) -> Option<[u64; 3]> {
    match placed.extent {
        Some(Extent::Disc { centre, radius }) => Some([centre.lon(), centre.lat(), radius.value()].map(f64::to_bits)),
        _ => None,
    }
}

/// Distances of collections by what they are measured to: those asked for last are kept.
#[derive(Debug)]
pub struct Shelf {
    most: usize,
    kept: Mutex<Vec<(Label, Slot)>>,
}

/// The id of a collection, and what was measured to.
type Label = (String, String);
/// Distances that are made when they are first asked for.
pub type Slot = Arc<OnceLock<Distances>>;

impl Shelf {
    /// A shelf on which so many have room.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(Vec::new()) }
    }

    /// The distances under `label`, measured by `measure` unless they are kept: once, whoever asks for them meanwhile waits.
    pub fn distances(&self, label: Label, measure: impl FnOnce() -> Distances) -> Slot {
        let slot = self.slot(label);
        slot.get_or_init(measure);
        slot
    }

    /// The same where measuring may end before its time: then nothing is kept, and who asks meanwhile measures, too.
    ///
    /// # Errors
    /// Those of `measure`.
    pub fn tried<E>(&self, label: Label, measure: impl FnOnce() -> Result<Distances, E>) -> Result<Slot, E> {
        let slot = self.slot(label);
        if slot.get().is_none() {
            let measured = measure()?;
            // another may have been quicker, with the same
            let _ = slot.set(measured);
        }
        Ok(slot)
    }

    fn slot(&self, label: Label) -> Slot {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|(known, _)| *known == label).map(|at| kept.remove(at));
        let (label, slot) = known.unwrap_or_else(|| (label, Slot::default()));
        if kept.len() >= self.most {
            kept.remove(0);
        }
        kept.push((label, Arc::clone(&slot)));
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_last_is_kept() {
        let shelf = Shelf::new(2);
        let measured = |name: &str| {
            let mut fresh = false;
            shelf.distances(("c".to_owned(), name.to_owned()), || {
                fresh = true;
                Distances::default()
            });
            fresh
        };
        assert!(measured("a") && measured("b"));
        assert!(!measured("a"), "kept");
        assert!(measured("c"), "takes the room of b");
        assert!(!measured("a") && measured("b"));
        let label = || ("c".to_owned(), "d".to_owned());
        assert_eq!(shelf.tried(label(), || Err::<Distances, _>("nobody waits")).unwrap_err(), "nobody waits");
        assert!(shelf.tried(label(), || Ok::<_, &str>(Distances::default())).is_ok());
        assert!(!measured("d"), "kept when it was measured to its end");
    }
}
