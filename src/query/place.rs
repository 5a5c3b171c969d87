//! Which place a name means, and how sure that is. Not responsible for how names are spelt, nor for printing.

use crate::atlas::whole::Atlas;
use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::names::affixes::readings;
use crate::names::blank::says_nothing;
use crate::names::entry::{Entry, Kind};
use crate::names::fold::plain;
use crate::names::gazetteer::{Closeness, Gazetteer, Hit};
use crate::names::stops::Stop;
use crate::units::Metres;

/// A name in Latin script that is spelt alike is taken for one only if its letters are this like (Jaro and Winkler). Of the
/// spellings in `tests/fixtures/aliases.csv` all that mean the place have 0.96 and more; `Sirkan`, a place that the gazetteer
/// lacks, has 0.92 to a Turkish spelling of Sirjan.
const SURE_LIKENESS: f64 = 0.94;
/// A crossing farther from the town of its name than this may be meant itself.
const CROSSING_TO_TOWN: Metres = Metres::from_km(25.0);

// What scores say: an own name is above every other; what only resembles is below all else.
const SCORE_EXACT: f64 = 1.0;
/// Of an own name in other letters, the best of which is just below [`SCORE_EXACT`].
const SCORE_ALIKE: f64 = 0.85;
const SCORE_ALIKE_BY_LIKENESS: f64 = 0.1;
/// Of a part of a province's name, which people use for the whole.
const SCORE_SHARED: f64 = 0.75;
const SCORE_PART: f64 = 0.4;
const SCORE_PART_BY_LIKENESS: f64 = 0.2;
/// Of a name of which a letter differs: at most 0.7, below [`SCORE_SHARED`].
const SCORE_FUZZY: f64 = 0.3;
const SCORE_FUZZY_BY_LIKENESS: f64 = 0.4;
/// What a second letter that differs takes off.
const SCORE_SECOND_EDIT: f64 = 0.15;
/// What another kind than the one said takes off: an own name falls to [`SCORE_SHARED`].
const SCORE_OTHER_KIND: f64 = 0.25;
/// Steps of a score.
const SCORE_STEPS: f64 = 1e3;

/// What is asked, and what is known of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlaceQuestion<'q> {
    /// The name; behind commas, or in brackets, may stand what the place lies in.
    pub name: &'q str,
    /// The country that it lies in, by id, code or name.
    pub country: Option<&'q str>,
    /// What kind of place it is.
    pub kind: Option<Kind>,
    /// The id of a region, or border, that it belongs to.
    pub within: Option<&'q str>,
    /// A place that it is near: orders the candidates and never decides.
    pub near: Option<LonLat>,
}

/// Why an entry is a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// It has this name.
    Named {
        /// As the gazetteer spells it.
        spelling: String,
    },
    /// It has this id or code.
    Coded {
        /// The id or code.
        code: String,
    },
    /// It has this name, which the region also spells as the question does.
    Alike {
        /// As the gazetteer spells it.
        spelling: String,
    },
    /// It is a province, and the question is a part of its name.
    Shared {
        /// The whole name.
        spelling: String,
    },
    /// The question is some words of its name.
    Part {
        /// The whole name.
        spelling: String,
    },
    /// Some letters differ.
    Fuzzy {
        /// As the gazetteer spells it.
        spelling: String,
        /// How many.
        edits: usize,
    },
    /// A word of the question says its kind.
    KindSaid {
        /// The word.
        word: &'static str,
    },
    /// A word of the question says another kind.
    OtherKind {
        /// The word.
        word: &'static str,
    },
    /// What stands behind a comma is in it, and does not hold it.
    Holds {
        /// What stands there.
        part: String,
    },
    /// It is a district that had this name, which a place has, too, where the atlas knows no districts.
    DistrictsLacked {
        /// The id of that place.
        id: String,
    },
}

impl Why {
    /// In words, such as `has the name "Kech"`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Named { spelling } => format!("has the name \"{spelling}\""),
            Self::Coded { code } => format!("has the code {code}"),
            Self::Alike { spelling } => format!("spelt alike: \"{spelling}\""),
            Self::Shared { spelling } => format!("shares the name: \"{spelling}\""),
            Self::Part { spelling } => format!("words of its name: \"{spelling}\""),
            Self::Fuzzy { spelling, edits: 1 } => format!("one letter differs: \"{spelling}\""),
            Self::Fuzzy { spelling, edits } => format!("{edits} letters differ: \"{spelling}\""),
            Self::KindSaid { word } => format!("\"{word}\" says its kind"),
            Self::OtherKind { word } => format!("\"{word}\" says another kind"),
            Self::Holds { part } => format!("holds \"{part}\", and does not lie in it"),
            Self::DistrictsLacked { id } => {
                format!("{id} has the name, too, and the atlas has no districts around it, of which one may be meant")
            }
        }
    }
}

/// An entry that the question may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// How well it fits, 0..=1: 1 for its own name as written, 0.85 and more for another spelling of it, less for what only
    /// resembles. It is no probability.
    pub score: f64,
    /// Why it is here, the chief reason first.
    pub why: Vec<Why>,
    /// How far its point is from [`PlaceQuestion::near`].
    pub distance: Option<Metres>,
    closeness: Closeness,
    /// Whether it is meant if nothing else has the name.
    sure: bool,
}

impl Candidate<'_> {
    /// Whether nothing but other candidates speaks against it: its name is the one asked for.
    #[must_use]
    pub fn has_surely_the_name(&self) -> bool {
        self.sure
    }

    /// How closely the name fits.
    #[must_use]
    pub fn closeness(&self) -> Closeness {
        self.closeness
    }
}

/// Whether the question has one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The first candidate is meant.
    Clear,
    /// Several may be meant, or one that only resembles.
    Ambiguous,
    /// Nothing that is known has this name, or nothing where it was asked for.
    NotFound,
    /// The words are no name of a place, but this.
    NotAPlace(Stop),
}

/// What a question found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'a> {
    /// Whether it has one answer.
    pub verdict: Verdict,
    /// What may be meant, the best first.
    pub candidates: Vec<Candidate<'a>>,
    /// What has the name, but not in the country, region or kind asked for.
    pub elsewhere: Vec<Candidate<'a>>,
    /// Names of groups, and other phrases that are no places, which have these words in them: three at most, the longest first.
    pub also_in: Vec<String>,
}

impl<'a> Found<'a> {
    fn of(verdict: Verdict) -> Self {
        Self { verdict, candidates: Vec::new(), elsewhere: Vec::new(), also_in: Vec::new() }
    }

    /// Sets crossings aside that are named after a town, where the town has the name, too: who writes Zaranj means the town.
    fn let_crossings_yield(&mut self, name: &str) {
        if readings(&plain(name)).iter().any(|reading| reading.affix.is_some()) {
            return;
        }
        let named = self.candidates.iter().filter(|one| one.closeness.is_own_name());
        let settled = named.filter(|one| matches!(one.entry.kind, Kind::Town | Kind::Locality));
        let towns: Vec<Option<LonLat>> = settled.map(|one| one.entry.at).collect();
        let yields = |candidate: &Candidate| {
            let Some(at) = candidate.entry.at.filter(|_| candidate.entry.kind == Kind::Crossing) else { return false };
            // of a locality without a point nothing says that it is far
            let near = |town: &Option<LonLat>| town.is_none_or(|town| distance(at, town) <= CROSSING_TO_TOWN);
            towns.iter().any(near)
        };
        let (crossings, others) = std::mem::take(&mut self.candidates).into_iter().partition(yields);
        self.candidates = others;
        self.elsewhere.extend::<Vec<_>>(crossings);
    }

    /// The one answer, if it is clear.
    #[must_use]
    pub fn clear(&self) -> Option<&Candidate<'a>> {
        self.candidates.first().filter(|_| self.verdict == Verdict::Clear)
    }
}

/// Which place a name means.
///
/// [`Verdict::Clear`] needs exactly one entry with the name, as written or as the region's spellings vary, in the country, of the
/// kind and within the region asked for. A town and the district of its name are two; so are places of one name in two countries.
/// Neither population nor [`PlaceQuestion::near`] decides between them. A name of which a letter differs is never clear: it may be
/// that of a place which the gazetteer lacks.
///
/// # Cost
/// Microseconds for names that are known, some hundreds for those that only resemble.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// use sarhad::query::place::{PlaceQuestion, Verdict, find_place};
/// let atlas = Atlas::built_in();
/// let found = find_place(&atlas, &PlaceQuestion { name: "Balochistan", ..PlaceQuestion::default() });
/// assert_eq!(found.verdict, Verdict::Ambiguous);
/// let found = find_place(&atlas, &PlaceQuestion { name: "Balochistan", country: Some("PK"), ..PlaceQuestion::default() });
/// assert_eq!(found.clear().map(|candidate| candidate.entry.id.as_str()), Some("PK/balochistan"));
/// ```
#[must_use]
pub fn find_place<'a>(atlas: &'a Atlas, question: &PlaceQuestion) -> Found<'a> {
    let gazetteer = atlas.gazetteer();
    let stops = gazetteer.stops();
    let (name, behind) = parts(question.name);
    if says_nothing(name) {
        return Found::of(Verdict::NotAPlace(Stop::Nothing));
    }
    if let Some(stop) = stops.stop(question.name).or_else(|| stops.stop(name)) {
        return Found::of(Verdict::NotAPlace(stop.clone()));
    }
    let context = Context::new(gazetteer, question, &behind);
    let mut found = Found::of(Verdict::NotFound);
    for hit in gazetteer.hits(name) {
        let candidate = candidate(name, &hit, question.near);
        if context.admits(hit.entry) { &mut found.candidates } else { &mut found.elsewhere }.push(candidate);
    }
    found.let_crossings_yield(name);
    // what only resembles is no news from elsewhere
    found.elsewhere.retain(|candidate| candidate.closeness <= Closeness::Shared);
    let by_level =
        |candidate: &Candidate| (candidate.closeness, candidate.distance.map_or(f64::INFINITY, Metres::value));
    if question.near.is_some() {
        found.candidates.sort_by(|one, other| {
            let ((level, near), (other_level, far)) = (by_level(one), by_level(other));
            level.cmp(&other_level).then(near.total_cmp(&far))
        });
    }
    found.also_in = stops.around(name).into_iter().map(str::to_owned).collect();
    found.verdict = verdict(&found.candidates);
    if found.verdict == Verdict::Clear && !context.settles(name, &mut found.candidates[0]) {
        found.verdict = Verdict::Ambiguous;
    }
    found
}

/// The country that `name` means, by its id, code or name.
#[must_use]
pub fn country_named<'a>(atlas: &'a Atlas, name: &str) -> Option<&'a Entry> {
    let hits = atlas.gazetteer().hits(name).into_iter();
    hits.filter(|hit| hit.entry.kind == Kind::Country).find(|hit| is_sure(name, hit)).map(|hit| hit.entry)
}

fn verdict(candidates: &[Candidate]) -> Verdict {
    match candidates {
        [] => Verdict::NotFound,
        [one] if one.sure => Verdict::Clear,
        _ => Verdict::Ambiguous,
    }
}

/// Whether what fits is surely the entry's name. In Arabic script only letters that keyboards and neighbours exchange are alike; in
/// Latin script vowels and more are, and what is read from another script is heard and not read.
fn is_sure(name: &str, hit: &Hit) -> bool {
    let both = |is: fn(char) -> bool| {
        [name, hit.spelling].iter().all(|text| text.chars().find(|letter| letter.is_alphabetic()).is_some_and(is))
    };
    match hit.closeness {
        Closeness::Exact => true,
        Closeness::Alike if both(is_arabic) => true,
        Closeness::Alike => both(is_latin) && hit.likeness >= SURE_LIKENESS,
        _ => false,
    }
}

const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}')
}

const fn is_latin(letter: char) -> bool {
    matches!(letter, 'A'..='\u{024f}' | '\u{1e00}'..='\u{1eff}')
}

fn candidate<'a>(name: &str, hit: &Hit<'a>, near: Option<LonLat>) -> Candidate<'a> {
    let spelling = hit.spelling.to_owned();
    let (reason, score) = match hit.closeness {
        Closeness::Exact if hit.is_by_code() => (Why::Coded { code: spelling }, SCORE_EXACT),
        Closeness::Exact => (Why::Named { spelling }, SCORE_EXACT),
        Closeness::Alike => (Why::Alike { spelling }, SCORE_ALIKE + SCORE_ALIKE_BY_LIKENESS * hit.likeness),
        Closeness::Shared => (Why::Shared { spelling }, SCORE_SHARED),
        Closeness::Part => (Why::Part { spelling }, SCORE_PART + SCORE_PART_BY_LIKENESS * hit.likeness),
        Closeness::Fuzzy { edits } => {
            let apart = if edits > 1 { SCORE_SECOND_EDIT } else { 0.0 };
            (Why::Fuzzy { spelling, edits }, SCORE_FUZZY + SCORE_FUZZY_BY_LIKENESS * hit.likeness - apart)
        }
    };
    let mut why = vec![reason];
    let other_kind = !hit.is_of_said_kind();
    if let Some(affix) = hit.affix {
        let word = affix.words;
        why.push(if other_kind { Why::OtherKind { word } } else { Why::KindSaid { word } });
    }
    let score = if other_kind { score - SCORE_OTHER_KIND } else { score };
    Candidate {
        entry: hit.entry,
        score: (score.clamp(0.0, 1.0) * SCORE_STEPS).round() / SCORE_STEPS,
        why,
        distance: near.zip(hit.entry.at).map(|(near, at)| distance(near, at)),
        closeness: hit.closeness,
        sure: !other_kind && is_sure(name, hit),
    }
}

/// What stands behind a name.
#[derive(Clone, Copy)]
pub(super) struct Behind<'n> {
    part: &'n str,
    in_brackets: bool,
}

/// A name, and what stands behind commas or in brackets.
pub(super) fn parts(name: &str) -> (&str, Vec<Behind<'_>>) {
    let mut parts = Vec::new();
    let mut in_brackets = false;
    for piece in name.split_inclusive([',', '،', '(', ')', '[', ']', ';', '؛']) {
        let part = piece.trim_end_matches([',', '،', '(', ')', '[', ']', ';', '؛']).trim();
        if !part.is_empty() {
            parts.push(Behind { part, in_brackets });
        }
        in_brackets = piece.ends_with(['(', '[']);
    }
    if parts.is_empty() {
        return (name, parts);
    }
    let first = parts.remove(0);
    (first.part, parts)
}

/// What is known of the place beside its name.
struct Context<'a, 'q> {
    gazetteer: &'a Gazetteer,
    question: &'q PlaceQuestion<'q>,
    country: Option<&'q str>,
    /// For each part behind the name, the entries that it may mean.
    behind: Vec<(Behind<'q>, Vec<&'a Entry>)>,
    /// Whether a part behind the name means nothing that is known.
    knows_not_all: bool,
}

impl<'a, 'q> Context<'a, 'q>
where
    'a: 'q,
{
    fn new(gazetteer: &'a Gazetteer, question: &'q PlaceQuestion<'q>, behind: &[Behind<'q>]) -> Self {
        let own = |name: &str| -> Vec<&'a Entry> {
            let hits = gazetteer.hits(name).into_iter().filter(|hit| hit.closeness <= Closeness::Shared);
            hits.map(|hit| hit.entry).collect()
        };
        let country = question.country.map(str::trim).filter(|country| !country.is_empty()).map(|country| {
            let known = own(country).into_iter().find(|entry| entry.kind == Kind::Country);
            known.map_or(country, |entry| entry.id.as_str())
        });
        let meant = behind.iter().map(|&behind| (behind, own(behind.part)));
        let (behind, unknown): (Vec<_>, Vec<_>) = meant.partition(|(_, entries)| !entries.is_empty());
        let knows_not_all = !unknown.is_empty();
        Self { gazetteer, question, country, behind, knows_not_all }
    }

    fn admits(&self, entry: &Entry) -> bool {
        self.country.is_none_or(|country| entry.lies_in(country))
            && self.question.kind.is_none_or(|kind| entry.kind == kind)
            && self.question.within.is_none_or(|id| self.holds(id, entry))
            && self.behind.iter().all(|(_, meant)| {
                // Kech (Turbat) names the district and its town, Turbat (Kech) the town and its district
                meant.iter().any(|other| self.holds(&other.id, entry) || self.holds(&entry.id, other))
            })
    }

    /// Whether all that is asked with `name` fits the one candidate; if not, the candidate says why.
    fn settles(&self, name: &str, one: &mut Candidate) -> bool {
        let entry = one.entry;
        let outside = |(behind, meant): &&(Behind, Vec<&Entry>)| {
            !behind.in_brackets && !meant.iter().any(|other| self.holds(&other.id, entry))
        };
        if let Some((behind, _)) = self.behind.iter().find(outside) {
            one.why.push(Why::Holds { part: behind.part.to_owned() });
            return false;
        }
        if let Some(other) = self.lacking_districts(name, one) {
            one.why.push(Why::DistrictsLacked { id: other.id.clone() });
            return false;
        }
        !self.knows_not_all
    }

    /// Where `one` is a district by a name that is not its own now: a place of that name in a region without districts.
    fn lacking_districts(&self, name: &str, one: &Candidate) -> Option<&'a Entry> {
        let readings = readings(&plain(name));
        let bare = &readings.iter().find(|reading| reading.affix.is_some())?.name;
        if one.entry.kind != Kind::District {
            return None;
        }
        let others = self.gazetteer.named(bare).into_iter().map(|hit| hit.entry);
        let mut others = others.filter(|other| self.country.is_none_or(|country| other.lies_in(country)));
        others.find(|other| {
            let settled = matches!(other.kind, Kind::Town | Kind::Locality);
            // of one name now, in whatever script it is asked for
            settled && other.district.is_none() && plain(&other.name) != plain(&one.entry.name)
        })
    }

    /// Whether what `id` names holds `entry`, or is it.
    fn holds(&self, id: &str, entry: &Entry) -> bool {
        let id = id.trim();
        let same = |other: &str| other.eq_ignore_ascii_case(id);
        let above = |holder: &str| {
            let unit = self.gazetteer.entry(holder);
            same(holder) || unit.is_some_and(|unit| unit.holders().any(same))
        };
        same(&entry.id) || entry.holders().any(above) || entry.country.is_none() && entry.lies_in(id)
    }
}
