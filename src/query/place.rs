//! Which place a name means, and how sure that is. Not responsible for how names are spelt, nor for printing.

use crate::atlas::whole::Atlas;
use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::names::affixes::readings;
use crate::names::entry::{Entry, Kind};
use crate::names::fold::plain;
use crate::names::gazetteer::{Closeness, Gazetteer, Hit};
use crate::names::stops::Stop;
use crate::units::Metres;

/// A name of which some letters differ is taken for one only from this length on, common endings aside: shorter ones lie too near
/// to names that the gazetteer lacks.
const SURE_LETTERS: usize = 6;
/// Endings of so many names that they tell none apart.
const COMMON_ENDINGS: [&str; 6] = ["abad", "pur", "pura", "shahr", "stan", "garh"];

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
    other_kind: bool,
}

impl Candidate<'_> {
    /// How closely the name fits.
    #[must_use]
    pub fn closeness(&self) -> Closeness {
        self.closeness
    }
}

/// Whether the question has one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        let is_crossing = |candidate: &Candidate| candidate.entry.kind == Kind::Crossing;
        let said = readings(&plain(name)).iter().any(|reading| reading.affix.is_some());
        let towns = self.candidates.iter().any(|one| one.closeness.is_own_name() && !is_crossing(one));
        if towns && !said {
            let (crossings, others) = std::mem::take(&mut self.candidates).into_iter().partition(is_crossing);
            self.candidates = others;
            self.elsewhere.extend::<Vec<_>>(crossings);
        }
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
/// Neither population nor [`PlaceQuestion::near`] decides between them. A name of which one letter differs is clear only if it is
/// long and nothing else is near.
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
    if let Some(stop) = stops.stop(question.name).or_else(|| stops.stop(name)) {
        return Found::of(Verdict::NotAPlace(stop.clone()));
    }
    let context = Context::new(gazetteer, question, &behind);
    let mut found = Found::of(Verdict::NotFound);
    for hit in gazetteer.hits(name) {
        let candidate = candidate(&hit, question.near);
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
    found.verdict = verdict(&found.candidates, name);
    if found.verdict == Verdict::Clear && context.knows_not_all {
        found.verdict = Verdict::Ambiguous;
    }
    found
}

fn verdict(candidates: &[Candidate], name: &str) -> Verdict {
    let Some(best) = candidates.first() else { return Verdict::NotFound };
    let sure = match best.closeness {
        _ if candidates.len() > 1 || best.other_kind => false,
        Closeness::Exact | Closeness::Alike => true,
        Closeness::Fuzzy { edits: 1 } => is_long(name),
        _ => false,
    };
    if sure { Verdict::Clear } else { Verdict::Ambiguous }
}

/// Whether enough of a name remains without the word for its kind and its common ending.
fn is_long(name: &str) -> bool {
    let shortest = readings(&plain(name)).into_iter().map(|reading| {
        let letters: String = reading.name.split(' ').collect();
        let stem = COMMON_ENDINGS.iter().find_map(|ending| letters.strip_suffix(ending));
        stem.unwrap_or(&letters).chars().count()
    });
    shortest.min().is_some_and(|letters| letters >= SURE_LETTERS)
}

fn candidate<'a>(hit: &Hit<'a>, near: Option<LonLat>) -> Candidate<'a> {
    let spelling = hit.spelling.to_owned();
    let (reason, score) = match hit.closeness {
        Closeness::Exact if hit.is_by_code() => (Why::Coded { code: spelling }, 1.0),
        Closeness::Exact => (Why::Named { spelling }, 1.0),
        Closeness::Alike => (Why::Alike { spelling }, 0.85 + 0.1 * hit.likeness),
        Closeness::Shared => (Why::Shared { spelling }, 0.75),
        Closeness::Part => (Why::Part { spelling }, 0.4 + 0.2 * hit.likeness),
        Closeness::Fuzzy { edits } => {
            let apart = if edits > 1 { 0.15 } else { 0.0 };
            (Why::Fuzzy { spelling, edits }, 0.3 + 0.4 * hit.likeness - apart)
        }
    };
    let mut why = vec![reason];
    let other_kind = !hit.is_of_said_kind();
    if let Some(affix) = hit.affix {
        let word = affix.words;
        why.push(if other_kind { Why::OtherKind { word } } else { Why::KindSaid { word } });
    }
    let score = if other_kind { score - 0.25 } else { score };
    Candidate {
        entry: hit.entry,
        score: (score.clamp(0.0, 1.0) * 1_000.0).round() / 1_000.0,
        why,
        distance: near.zip(hit.entry.at).map(|(near, at)| distance(near, at)),
        closeness: hit.closeness,
        other_kind,
    }
}

/// A name, and what stands behind commas or in brackets.
pub(super) fn parts(name: &str) -> (&str, Vec<&str>) {
    let mut parts = name.split([',', '،', '(', ')', '[', ']', ';', '؛']).map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or(name);
    (first, parts.collect())
}

/// What is known of the place beside its name.
struct Context<'a, 'q> {
    gazetteer: &'a Gazetteer,
    question: &'q PlaceQuestion<'q>,
    country: Option<&'q str>,
    /// For each part behind the name, the entries that it may mean.
    behind: Vec<Vec<&'a Entry>>,
    /// Whether a part behind the name means nothing that is known.
    knows_not_all: bool,
}

impl<'a, 'q> Context<'a, 'q>
where
    'a: 'q,
{
    fn new(gazetteer: &'a Gazetteer, question: &'q PlaceQuestion<'q>, behind: &[&str]) -> Self {
        let own = |name: &str| -> Vec<&'a Entry> {
            let hits = gazetteer.hits(name).into_iter().filter(|hit| hit.closeness <= Closeness::Shared);
            hits.map(|hit| hit.entry).collect()
        };
        let country = question.country.map(str::trim).filter(|country| !country.is_empty()).map(|country| {
            let known = own(country).into_iter().find(|entry| entry.kind == Kind::Country);
            known.map_or(country, |entry| entry.id.as_str())
        });
        let meant: Vec<Vec<&Entry>> = behind.iter().map(|part| own(part)).collect();
        let knows_not_all = meant.iter().any(Vec::is_empty);
        let behind = meant.into_iter().filter(|entries| !entries.is_empty()).collect();
        Self { gazetteer, question, country, behind, knows_not_all }
    }

    fn admits(&self, entry: &Entry) -> bool {
        self.country.is_none_or(|country| entry.lies_in(country))
            && self.question.kind.is_none_or(|kind| entry.kind == kind)
            && self.question.within.is_none_or(|id| self.holds(id, entry))
            && self.behind.iter().all(|meant| {
                // Kech (Turbat) names the district and its town, Turbat (Kech) the town and its district
                meant.iter().any(|other| self.holds(&other.id, entry) || self.holds(&entry.id, other))
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
