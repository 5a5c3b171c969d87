//! Which place the words of a row mean, its own country and units taken as context. Not responsible for which columns hold the words,
//! nor for how a name is matched.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::whole::Atlas;
use crate::model::precision::{Precision, Whereabouts};
use crate::names::blank::says_nothing;
use crate::names::entry::{Entry, Kind};
use crate::names::gazetteer::Closeness;
use crate::names::stops::Stop;
use crate::query::entry_whereabouts::entry_whereabouts;
use crate::query::place::{Candidate, PlaceQuestion, Verdict, Why, country_named, find_place};

/// Answers that are kept for words that come again.
const KEPT_MAX: usize = 100_000;

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
#[non_exhaustive]
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

/// What speaks for an answer, or against another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason<'a> {
    /// The place's name fits so.
    Fits(Why),
    /// The words are no place.
    NoPlace(Stop),
    /// Several places fit the name.
    Several,
    /// No place surely has the name.
    Unsure,
    /// The row names a unit, and no place in it.
    OnlyUnit,
    /// The gazetteer has no country of this name.
    NoCountry(String),
    /// The gazetteer has no unit of this name.
    NoUnit(String),
    /// The gazetteer has no place of this name in the unit.
    NotIn {
        /// The name.
        name: String,
        /// The unit.
        unit: &'a Entry,
    },
    /// The gazetteer has no place of this name.
    NoName(String),
    /// The name is known, but in another country or unit than the row says.
    Elsewhere {
        /// The name.
        name: String,
        /// What holds it.
        holder: &'a Entry,
        /// What the row says.
        said: &'a Entry,
    },
    /// The name is known there, but as one of another kind.
    OtherKind(&'a Entry),
}

/// Where a row's words place it.
///
/// # Cost
/// Small, and shared by all rows of the same words: [`Geocoder::geocoded`] says what making one takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Geocoded<'a> {
    /// What became of the words.
    pub outcome: Outcome,
    /// The place or the unit.
    pub entry: Option<&'a Entry>,
    /// How well the name fits, from 0 to 1, where it is a place's.
    pub score: Option<f64>,
    /// Why, the chief reason first.
    pub why: Vec<Reason<'a>>,
    /// What else the words may mean, the best first.
    pub candidates: Vec<&'a Entry>,
    /// All places where the event may have been; `None` where nothing is known.
    pub location: Option<Whereabouts>,
}

impl<'a> Geocoded<'a> {
    /// The answer to a row that has a location of its own.
    #[must_use]
    pub fn own() -> Self {
        Self::unplaced(Outcome::Own, Vec::new(), Vec::new())
    }

    /// Whether the name is left open between a town and the unit around it, which a kind would settle.
    #[must_use]
    pub fn is_town_or_unit(&self) -> bool {
        match self.candidates.as_slice() {
            [one, other] => {
                one.kind != other.kind
                    && [(one, other), (other, one)].iter().any(|(one, other)| one.holders().any(|id| id == other.id))
            }
            _ => false,
        }
    }

    fn unplaced(outcome: Outcome, why: Vec<Reason<'a>>, candidates: Vec<&'a Entry>) -> Self {
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
                let why = vec![Reason::NoCountry(country.to_owned())];
                return Geocoded::unplaced(Outcome::NotFound, why, Vec::new());
            }
        };
        let Some(name) = words.place.map(str::trim).filter(|name| !says_nothing(name)) else {
            let apart = context.apart;
            return match (apart, context.unit) {
                (Some(unit), _) => Geocoded::unplaced(Outcome::NotFound, self.apart(unit, &context), vec![unit]),
                (None, Some(unit)) => in_unit(unit, Reason::OnlyUnit, Vec::new()),
                (None, None) => Geocoded::unplaced(Outcome::Blank, Vec::new(), Vec::new()),
            };
        };
        self.named(name, words.kind, &context)
    }

    /// The country and the smallest unit that the row names; `Err` for a country that the gazetteer does not have.
    fn context<'w>(&self, words: &PlaceWords<'w>) -> Result<Context<'a>, &'w str> {
        let country = match words.country.map(str::trim).filter(|name| !says_nothing(name)) {
            Some(name) => Some(self.country(name).ok_or(name)?),
            None => None,
        };
        let mut context = Context { country, unit: None, unknown: None, apart: None };
        for name in words.units.into_iter().flatten().map(str::trim).filter(|name| !says_nothing(name)) {
            match self.unit(name, &context) {
                Unit::Known(unit) => context.unit = Some(unit),
                Unit::Apart(unit) => context.apart = context.apart.or(Some(unit)),
                Unit::Unknown => context.unknown = Some(name.to_owned()),
            }
        }
        if context.country.is_none() {
            context.country = context.unit.and_then(|unit| unit.country.as_deref());
        }
        Ok(context)
    }

    fn country(&self, name: &str) -> Option<&'a str> {
        country_named(self.atlas, name).map(|country| country.id.as_str())
    }

    /// The one unit of this name in what is known already, the larger kind first.
    fn unit(&self, name: &str, context: &Context<'a>) -> Unit<'a> {
        let mut apart = None;
        for kind in [Kind::Province, Kind::District] {
            if kind == Kind::Province && context.unit.is_some() {
                continue;
            }
            let within = context.unit.map(|unit| unit.id.as_str());
            let question = PlaceQuestion { name, country: context.country, kind: Some(kind), within, near: None };
            let found = find_place(self.atlas, &question);
            if let Some(best) = found.clear() {
                return Unit::Known(best.entry);
            }
            let others = found.elsewhere.iter().filter(|other| other.entry.kind == kind && other.has_surely_the_name());
            let mut others = others.map(|other| other.entry).filter(|_| found.candidates.is_empty());
            apart = apart.or_else(|| others.next());
        }
        match apart {
            Some(unit) if unit.kind == Kind::Province || self.knows_districts_of(context) => Unit::Apart(unit),
            _ => Unit::Unknown,
        }
    }

    /// Whether the gazetteer has districts of the smallest unit that is known: Afghanistan's it lacks.
    fn knows_districts_of(&self, context: &Context) -> bool {
        let Some(holder) = context.unit.map(|unit| unit.id.as_str()).or(context.country) else { return false };
        let mut districts = self.atlas.gazetteer().entries().iter().filter(|entry| entry.kind == Kind::District);
        districts.any(|district| district.holders().any(|id| id == holder))
    }

    /// That `other` is not where the row says.
    fn apart(&self, other: &'a Entry, context: &Context<'a>) -> Vec<Reason<'a>> {
        let entry = |id: &str| self.atlas.gazetteer().entry(id);
        let country = context.country.filter(|country| !other.lies_in(country)).and_then(entry);
        let said = country.or(context.unit);
        let holder = match country {
            Some(_) => other.country.as_deref(),
            None => other.district.as_deref().or(other.province.as_deref()).or(other.parent.as_deref()),
        };
        let reason = |(said, holder)| Reason::Elsewhere { name: other.name.clone(), holder, said };
        said.zip(holder.and_then(entry)).map(reason).into_iter().collect()
    }

    /// Where `name` is, in what the row names beside it.
    fn named(&self, name: &str, kind: Option<Kind>, context: &Context<'a>) -> Geocoded<'a> {
        let within = context.unit.map(|unit| unit.id.as_str());
        let question = PlaceQuestion { name, country: context.country, kind, within, near: None };
        let found = find_place(self.atlas, &question);
        let candidates = entries(&found.candidates);
        if let Some(unit) = context.apart {
            let outcome = if candidates.is_empty() { Outcome::NotFound } else { Outcome::Ambiguous };
            return Geocoded::unplaced(outcome, self.apart(unit, context), candidates);
        }
        match found.verdict {
            Verdict::Clear => placed(&found.candidates[0], context),
            Verdict::NotAPlace(stop) => Geocoded::unplaced(Outcome::NotAPlace, vec![Reason::NoPlace(stop)], candidates),
            Verdict::Ambiguous => {
                let surely = found.candidates.iter().filter(|candidate| candidate.has_surely_the_name()).count();
                let why = if surely > 1 { Reason::Several } else { Reason::Unsure };
                match context.whole() {
                    Some(unit) => in_unit(unit, why, candidates),
                    None => Geocoded::unplaced(Outcome::Ambiguous, vec![why], candidates),
                }
            }
            Verdict::NotFound => self.elsewhere(name, &found.elsewhere, (kind, context)),
        }
    }

    /// The answer for a name that is not where the row says that it is.
    fn elsewhere(
        &self,
        name: &str,
        others: &[Candidate<'a>],
        (kind, context): (Option<Kind>, &Context<'a>),
    ) -> Geocoded<'a> {
        let within = context.unit.map(|unit| unit.id.as_str());
        let candidates = entries(others);
        if kind.is_some() && !candidates.is_empty() {
            let question = PlaceQuestion { name, country: context.country, kind: None, within, near: None };
            if let Some(other) = find_place(self.atlas, &question).candidates.first() {
                let why = vec![Reason::OtherKind(other.entry)];
                return Geocoded::unplaced(Outcome::NotFound, why, candidates);
            }
        }
        match (candidates.first(), context.whole()) {
            (Some(other), _) => Geocoded::unplaced(Outcome::NotFound, self.apart(other, context), candidates),
            (None, Some(unit)) => in_unit(unit, Reason::NotIn { name: name.to_owned(), unit }, candidates),
            (None, None) => Geocoded::unplaced(Outcome::NotFound, vec![Reason::NoName(name.to_owned())], candidates),
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
    /// A unit that it names and that is not in the others that it names.
    apart: Option<&'a Entry>,
}

/// What a name of a unit means in what is known already.
enum Unit<'a> {
    Known(&'a Entry),
    /// It is that of a unit somewhere else.
    Apart(&'a Entry),
    Unknown,
}

impl<'a> Context<'a> {
    /// The unit that holds all that the row may mean.
    fn whole(&self) -> Option<&'a Entry> {
        self.unit.filter(|_| self.unknown.is_none())
    }
}

/// The answer that is one place.
fn placed<'a>(best: &Candidate<'a>, context: &Context<'a>) -> Geocoded<'a> {
    let mut why: Vec<Reason> = best.why.iter().cloned().map(Reason::Fits).collect();
    why.extend(context.unknown.clone().map(Reason::NoUnit));
    if context.unknown.is_some() && best.closeness() != Closeness::Exact {
        return Geocoded::unplaced(Outcome::Ambiguous, why, vec![best.entry]);
    }
    Geocoded {
        outcome: Outcome::Place,
        entry: Some(best.entry),
        score: Some(best.score),
        why,
        candidates: Vec::new(),
        location: whereabouts(best.entry),
    }
}

/// The answer that is a unit.
fn in_unit<'a>(unit: &'a Entry, why: Reason<'a>, candidates: Vec<&'a Entry>) -> Geocoded<'a> {
    let why = vec![why];
    Geocoded { outcome: Outcome::Unit, entry: Some(unit), score: None, why, candidates, location: whereabouts(unit) }
}

fn entries<'a>(candidates: &[Candidate<'a>]) -> Vec<&'a Entry> {
    candidates.iter().map(|candidate| candidate.entry).collect()
}

/// What `entry` amounts to as a location; nothing for a region without a boundary, from which nothing could be measured.
fn whereabouts(entry: &Entry) -> Option<Whereabouts> {
    Some(entry_whereabouts(entry)).filter(|place| place.precision != Precision::Unlocated)
}
