//! Where claims about one event disagree: as the coder wrote it down, and as rules find it. Not responsible for who is right,
//! and never for a number between two others.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::claim::{Claim, ClaimSet, Conflict, Incident, RecordKind};
use crate::query::contrast::{actors_contrast, date_contrast, place_contrast, status_contrast, toll_contrast};

/// What claims disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Where it was.
    Place,
    /// When it was.
    Date,
    /// How many were killed or wounded.
    Toll,
    /// Who took part, as what.
    Actor,
    /// How matters stand: a designation, a quotation, whether it was so at all.
    Status,
}

/// The word is none of [`Subject::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is nothing that claims are compared by; write place, date, toll, actor or status")]
pub struct NoSubject {
    /// What came.
    pub word: String,
}

impl Subject {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Place, Self::Date, Self::Toll, Self::Actor, Self::Status];

    /// The word that a dataset and outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Date => "date",
            Self::Toll => "toll",
            Self::Actor => "actor",
            Self::Status => "status",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(word: &str) -> Result<Self, NoSubject> {
        Self::ALL.into_iter().find(|subject| subject.word() == word).ok_or_else(|| NoSubject { word: word.to_owned() })
    }
}

/// Who noticed that claims disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// Whoever coded the claims, in words.
    Coder,
    /// A rule that compared two claims: they differ, which may have a reason that no rule knows.
    Rule,
}

impl FoundBy {
    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Coder => "coder",
            Self::Rule => "rule",
        }
    }
}

/// A disagreement between claims about one record, with both sides.
#[derive(Debug, Clone)]
pub struct Disagreement<'a> {
    /// The record.
    pub record: &'a Incident,
    /// What it is about; a coder's word that is none of [`Subject`], which no file may hold, counts as how matters stand.
    pub kind: Subject,
    /// Who found it.
    pub found_by: FoundBy,
    /// The claims of the main source, or the one claim.
    pub one: Vec<&'a Claim>,
    /// The claims of all other sources, or the other claim.
    pub other: Vec<&'a Claim>,
    /// How they differ, in words.
    pub note: String,
}

/// All disagreements in `set`: by kind, then in the order of its records, the coder's before those that rules find.
///
/// Rules compare every two claims about one event, except where a coder's conflict of that kind names both. They leave
/// aggregates and context alone, whose claims are about several events.
///
/// # Cost
/// For each record, the square of its number of claims.
///
/// # Example
/// ```
/// use sarhad::atlas::article::article;
/// use sarhad::query::conflicts::{Subject, disagreements};
/// let all = disagreements(article());
/// let place = all.iter().find(|found| found.record.id == "A12" && found.kind == Subject::Place).unwrap();
/// assert_eq!(place.one[0].source, "article");
/// assert_eq!(place.other[0].source, "dawn-1745363");
/// ```
#[must_use]
pub fn disagreements(set: &ClaimSet) -> Vec<Disagreement<'_>> {
    let covered = Covered::of(set);
    let mut found: Vec<Disagreement> = set.records.iter().flat_map(|record| all_about(set, record, &covered)).collect();
    // stable: within a kind the records keep their order
    found.sort_by_key(|found| found.kind);
    found
}

/// The disagreements about one record of `set`, the coder's first.
#[must_use]
pub fn of_record<'a>(set: &'a ClaimSet, record: &'a Incident) -> Vec<Disagreement<'a>> {
    all_about(set, record, &Covered::of(set))
}

fn all_about<'a>(set: &'a ClaimSet, record: &'a Incident, covered: &Covered) -> Vec<Disagreement<'a>> {
    let coded = record.conflicts.iter().map(|conflict| coded(set, record, conflict));
    coded.chain(by_rule(set, record, covered)).collect()
}

/// For each kind and claim, the coder's conflicts that name it, by number.
struct Covered<'a>(BTreeMap<(&'a str, &'a str), Vec<usize>>);

impl<'a> Covered<'a> {
    fn of(set: &'a ClaimSet) -> Self {
        let mut covered: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (number, conflict) in set.records.iter().flat_map(|record| &record.conflicts).enumerate() {
            for claim in &conflict.claims {
                covered.entry((&conflict.kind, claim)).or_default().push(number);
            }
        }
        Self(covered)
    }

    /// Whether a coder's conflict names both claims.
    fn names_both(&self, subject: Subject, one: &Claim, other: &Claim) -> bool {
        let [one, other] = [one, other].map(|claim| self.0.get(&(subject.word(), claim.id.as_str())));
        one.zip(other).is_some_and(|(one, other)| one.iter().any(|number| other.contains(number)))
    }
}

/// A coder's conflict, its claims told apart by their source.
fn coded<'a>(set: &'a ClaimSet, record: &'a Incident, conflict: &'a Conflict) -> Disagreement<'a> {
    let own = |id: &str| record.claims.iter().find(|claim| claim.id == id);
    let named = |id: &String| own(id).or_else(|| set.claim(id).map(|(_, claim)| claim));
    let claims: Vec<&Claim> = conflict.claims.iter().filter_map(named).collect();
    let first = claims.first().copied();
    let same_source = |claim: &&Claim| first.is_some_and(|first| claim.source == first.source);
    let (mut one, mut other): (Vec<&Claim>, Vec<&Claim>) = claims.iter().copied().partition(same_source);
    if other.is_empty() && one.len() > 1 {
        // all from one source, so that the claims themselves are the sides
        other = one.split_off(1);
    }
    let kind = conflict.kind.parse().unwrap_or(Subject::Status);
    Disagreement { record, kind, found_by: FoundBy::Coder, one, other, note: conflict.note.clone() }
}

fn by_rule<'a>(set: &'a ClaimSet, record: &'a Incident, covered: &Covered) -> Vec<Disagreement<'a>> {
    if !matches!(record.record, RecordKind::Incident | RecordKind::DiplomaticEvent) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for subject in Subject::ALL {
        for (number, one) in record.claims.iter().enumerate() {
            for other in &record.claims[number + 1..] {
                if is_same_voice(one, other) || covered.names_both(subject, one, other) {
                    continue;
                }
                if let Some(note) = contrast(set, subject, one, other) {
                    let (kind, one, other) = (subject, vec![one], vec![other]);
                    found.push(Disagreement { record, kind, found_by: FoundBy::Rule, one, other, note });
                }
            }
        }
    }
    found
}

/// Whether one party speaks in one document: it then adds to what it says and does not contradict itself.
fn is_same_voice(one: &Claim, other: &Claim) -> bool {
    one.source == other.source && one.asserted_by == other.asserted_by
}

fn contrast(set: &ClaimSet, subject: Subject, one: &Claim, other: &Claim) -> Option<String> {
    match subject {
        Subject::Place => place_contrast(one.whereabouts.as_ref()?, other.whereabouts.as_ref()?),
        Subject::Date => date_contrast(one.when.as_ref()?, other.when.as_ref()?),
        Subject::Toll => toll_contrast(one.toll.as_ref()?, other.toll.as_ref()?),
        Subject::Actor => actors_contrast(set, &one.actors, &other.actors),
        Subject::Status => status_contrast(one, other),
    }
}
