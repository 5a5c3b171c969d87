//! Which place the words of a row mean, its own country and units taken as context. Not responsible for which columns hold the words,
//! nor for how a name is matched.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::whole::Atlas;
use crate::model::precision::{Precision, Whereabouts};
use crate::names::entry::{Entry, Kind};
use crate::query::entry_whereabouts::entry_whereabouts;
use crate::query::place::{Candidate, PlaceQuestion, Verdict, Why, find_place};

/// Answers that are kept for words that come again.
const KEPT_MAX: usize = 100_000;
/// Candidates that are listed of an ambiguous name.
const LISTED_MAX: usize = 6;

/// The words by which a row says where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct PlaceWords<'w> {
    /// The place.
    pub place: Option<&'w str>,
    /// The units that it is in, the largest first; what is not said is left out.
    pub units: [Option<&'w str>; 3],
    /// The country.
    pub country: Option<&'w str>,
    /// What kind of place the words name, where that is known.
    pub kind: Option<Kind>,
}

/// What became of a row's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// They mean one place.
    Place,
    /// They do not mean one place, and the unit that the row names holds all that they may mean.
    Unit,
    /// They may mean several places.
    Ambiguous,
    /// The gazetteer has no such name there.
    NotFound,
    /// They look like a place and are none, such as the name of a group.
    NotAPlace,
    /// There are none.
    Blank,
    /// The row has a location of its own, which stays.
    Own,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Place, Self::Unit, Self::Ambiguous, Self::NotFound, Self::NotAPlace, Self::Blank, Self::Own];

    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Unit => "unit",
            Self::Ambiguous => "ambiguous",
            Self::NotFound => "not found",
            Self::NotAPlace => "not a place",
            Self::Blank => "blank",
            Self::Own => "own location",
        }
    }
}

/// Where a row's words place it.
#[derive(Debug, Clone, PartialEq)]
pub struct Geocoded<'a> {
    /// What became of the words.
    pub outcome: Outcome,
    /// The place or the unit.
    pub entry: Option<&'a Entry>,
    /// How well the name fits, from 0 to 1, where it is a place's.
    pub score: Option<f64>,
    /// Why.
    pub why: String,
    /// What else the words may mean, the best first: `PK/gwadar (Gwadar, district); …`.
    pub candidates: String,
    /// All places where the event may have been; `None` where nothing is known.
    pub location: Option<Whereabouts>,
}

impl Geocoded<'_> {
    /// The answer to a row that has a location of its own.
    #[must_use]
    pub fn own() -> Self {
        Self::unplaced(Outcome::Own, String::new(), String::new())
    }

    fn unplaced(outcome: Outcome, why: String, candidates: String) -> Self {
        Self { outcome, entry: None, score: None, why, candidates, location: None }
    }
}

/// Tells which places words mean; may be asked from any thread.
///
/// A name that several places have is never guessed: its row stays without a location, or is placed in the unit that it names,
/// which holds all of them. A name that is only found outside the unit or the country that the row names is not taken.
///
/// # Cost
/// Tens of microseconds for new words, less for words that came before.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// use sarhad::query::geocode::{Geocoder, Outcome, PlaceWords};
/// let atlas = Atlas::built_in();
/// let geocoder = Geocoder::new(&atlas);
/// let turbat = PlaceWords { place: Some("Turbat"), country: Some("Pakistan"), ..PlaceWords::default() };
/// assert_eq!(geocoder.geocoded(&turbat).outcome, Outcome::Place);
/// let balochistan = PlaceWords { place: Some("Balochistan"), ..PlaceWords::default() };
/// assert_eq!(geocoder.geocoded(&balochistan).outcome, Outcome::Ambiguous);
/// ```
#[derive(Debug)]
pub struct Geocoder<'a> {
    atlas: &'a Atlas,
    kept: Mutex<BTreeMap<String, Arc<Geocoded<'a>>>>,
}

impl<'a> Geocoder<'a> {
    /// A geocoder with the gazetteer of `atlas`.
    #[must_use]
    pub fn new(atlas: &'a Atlas) -> Self {
        Self { atlas, kept: Mutex::default() }
    }

    /// Where `words` place their row.
    #[must_use]
    pub fn geocoded(&self, words: &PlaceWords) -> Arc<Geocoded<'a>> {
        let key = format!("{words:?}");
        if let Some(known) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let found = Arc::new(self.found(words));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        Arc::clone(kept.entry(key).or_insert(found))
    }

    fn found(&self, words: &PlaceWords) -> Geocoded<'a> {
        let context = match self.context(words) {
            Ok(context) => context,
            Err(country) => {
                let why = format!("the gazetteer has no country {country:?}");
                return Geocoded::unplaced(Outcome::NotFound, why, String::new());
            }
        };
        let Some(name) = words.place.map(str::trim).filter(|name| !name.is_empty()) else {
            return context.unit.map_or_else(
                || Geocoded::unplaced(Outcome::Blank, String::new(), String::new()),
                |unit| in_unit(unit, "the row names no place in it".to_owned(), String::new()),
            );
        };
        self.named(name, words.kind, &context)
    }

    /// The country and the smallest unit that the row names; `Err` for a country that the gazetteer does not have.
    fn context<'w>(&self, words: &PlaceWords<'w>) -> Result<Context<'a>, &'w str> {
        let country = match words.country.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => Some(self.country(name).ok_or(name)?),
            None => None,
        };
        let mut context = Context { country, unit: None, unknown: None };
        for name in words.units.into_iter().flatten().map(str::trim).filter(|name| !name.is_empty()) {
            match self.unit(name, &context) {
                Some(unit) => context.unit = Some(unit),
                None => context.unknown = Some(name.to_owned()),
            }
        }
        if context.country.is_none() {
            context.country = context.unit.and_then(|unit| unit.country.as_deref());
        }
        Ok(context)
    }

    fn country(&self, name: &str) -> Option<&'a str> {
        let question = PlaceQuestion { name, country: None, kind: Some(Kind::Country), within: None, near: None };
        let found = find_place(self.atlas, &question);
        found.clear().map(|best| best.entry.id.as_str())
    }

    /// The one unit of this name in what is known already, the larger kind first.
    fn unit(&self, name: &str, context: &Context<'a>) -> Option<&'a Entry> {
        [Kind::Province, Kind::District].into_iter().find_map(|kind| {
            if kind == Kind::Province && context.unit.is_some() {
                return None;
            }
            let within = context.unit.map(|unit| unit.id.as_str());
            let question = PlaceQuestion { name, country: context.country, kind: Some(kind), within, near: None };
            let found = find_place(self.atlas, &question);
            found.clear().map(|best| best.entry)
        })
    }

    /// Where `name` is, in what the row names beside it.
    fn named(&self, name: &str, kind: Option<Kind>, context: &Context<'a>) -> Geocoded<'a> {
        let within = context.unit.map(|unit| unit.id.as_str());
        let question = PlaceQuestion { name, country: context.country, kind, within, near: None };
        let found = find_place(self.atlas, &question);
        let listed = listed(&found.candidates);
        match found.verdict {
            Verdict::Clear => found.candidates.first().map_or_else(
                || Geocoded::unplaced(Outcome::NotFound, String::new(), String::new()),
                |best| placed(best, context),
            ),
            Verdict::NotAPlace { reason } => Geocoded::unplaced(Outcome::NotAPlace, reason, listed),
            Verdict::Ambiguous => {
                let why = "several places fit the name".to_owned();
                match context.whole() {
                    Some(unit) => in_unit(unit, why, listed),
                    None => Geocoded::unplaced(Outcome::Ambiguous, why, listed),
                }
            }
            Verdict::NotFound => elsewhere(name, &found.elsewhere, context),
        }
    }
}

/// What a row names beside its place.
struct Context<'a> {
    country: Option<&'a str>,
    /// The smallest unit that is known.
    unit: Option<&'a Entry>,
    /// A unit that it names and the gazetteer lacks, so that the unit above may not be all that is said.
    unknown: Option<String>,
}

impl<'a> Context<'a> {
    /// The unit that holds all that the row may mean.
    fn whole(&self) -> Option<&'a Entry> {
        self.unit.filter(|_| self.unknown.is_none())
    }
}

/// The answer for a name that is not where the row says that it is.
fn elsewhere<'a>(name: &str, others: &[Candidate<'a>], context: &Context<'a>) -> Geocoded<'a> {
    let listed = listed(others);
    match context.whole() {
        Some(unit) if listed.is_empty() => in_unit(unit, format!("the gazetteer has no place {name:?} in it"), listed),
        Some(unit) => {
            let why = format!("{name:?} is known elsewhere, not in {}", unit.name);
            Geocoded::unplaced(Outcome::NotFound, why, listed)
        }
        None => Geocoded::unplaced(Outcome::NotFound, String::new(), listed),
    }
}

/// The answer that is one place.
fn placed<'a>(best: &Candidate<'a>, context: &Context<'a>) -> Geocoded<'a> {
    let mut why: Vec<String> = best.why.iter().map(Why::words).collect();
    if let Some(unknown) = &context.unknown {
        why.push(format!("the gazetteer has no unit {unknown:?}"));
    }
    Geocoded {
        outcome: Outcome::Place,
        entry: Some(best.entry),
        score: Some(best.score),
        why: why.join("; "),
        candidates: String::new(),
        location: whereabouts(best.entry),
    }
}

/// The answer that is a unit.
fn in_unit(unit: &Entry, why: String, candidates: String) -> Geocoded<'_> {
    Geocoded { outcome: Outcome::Unit, entry: Some(unit), score: None, why, candidates, location: whereabouts(unit) }
}

/// What `entry` amounts to as a location; nothing for a region without a boundary, from which nothing could be measured.
fn whereabouts(entry: &Entry) -> Option<Whereabouts> {
    Some(entry_whereabouts(entry)).filter(|place| place.precision != Precision::Unlocated)
}

/// The candidates in words, the best first.
fn listed(candidates: &[Candidate]) -> String {
    let mut words: Vec<String> = candidates
        .iter()
        .take(LISTED_MAX)
        .map(|candidate| {
            let entry = candidate.entry;
            format!("{} ({}, {})", entry.id, entry.name, entry.kind.word())
        })
        .collect();
    if candidates.len() > LISTED_MAX {
        words.push(format!("and {} more", candidates.len() - LISTED_MAX));
    }
    words.join("; ")
}
