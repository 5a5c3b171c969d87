//! The draft of a whole text: a set of claims, all of them drafts, and what each sentence names. Not responsible for reading or
//! writing either.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::analysis::draft::dates::Clock;
use crate::analysis::draft::findings::{Findings, Reader};
use crate::analysis::draft::places::{Known, MentionRole, PlaceMention};
use crate::analysis::draft::records::{SOURCE, propose};
use crate::analysis::draft::sentences::sentences;
use crate::atlas::Atlas;
use crate::atlas::names::actors;
use crate::model::claim::{Actor, ClaimSet, ClaimSetCard, ClaimSource, NamedPlace, Phrase};
use crate::names::entry::{Entry, Kind};

/// What is known of a text beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCard {
    /// The day of publication, from which relative dates are counted.
    pub published: Date,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// SHA-256 of its UTF-8 bytes, in which offsets count.
    pub sha256: Option<String>,
}

/// Candidate records of a text.
#[derive(Debug, Clone)]
pub struct Draft<'t, 'a> {
    /// The records, every claim of them with the status `draft`.
    pub set: ClaimSet,
    /// What each sentence names, in order; of those that name nothing, the offsets alone.
    pub findings: Vec<Findings<'t, 'a>>,
}

/// The candidate records that `text` lets one propose: by rules and the gazetteer alone, so that the same text gives the same.
///
/// Offsets count Unicode scalar values of `text`. The words of its sentences are not copied, but for the few that name a place,
/// a date, a toll or a verb of saying. It stops early where `go_on` says so.
///
/// # Accuracy
/// Drafts: a record may be missing, joined with another or made of a comparison. Where a name may mean several places all are
/// listed and none is chosen.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// use sarhad::analysis::draft::{TextCard, draft};
/// let atlas = Atlas::built_in();
/// let card = TextCard {
///     published: jiff::civil::date(2024, 1, 28),
///     title: "An invented report".to_owned(),
///     publisher: None,
///     url: None,
///     sha256: None,
/// };
/// let text = "In April 2019, gunmen killed two people in Kech district.";
/// let record = &draft(&atlas, text, &card, &mut || true).set.records[0];
/// assert_eq!(record.whereabouts.areas, ["PK/kech"]);
/// assert_eq!(record.when.to_string(), "2019-04-01/2019-04-30");
/// assert_eq!(record.claims[0].status, "draft");
/// ```
#[must_use]
pub fn draft<'t, 'a>(
    atlas: &'a Atlas,
    text: &'t str,
    card: &TextCard,
    go_on: &mut dyn FnMut() -> bool,
) -> Draft<'t, 'a> {
    let mut reader = Reader {
        gazetteer: atlas.gazetteer(),
        actors: actors(),
        clock: Clock { published: card.published, last: None, first: None },
        known: Known::new(),
        speaker: None,
    };
    let mut set = ClaimSet::empty(dataset(card));
    set.sources.push(source(card));
    let mut findings: Vec<Findings> = Vec::new();
    for sentence in sentences(text) {
        if !go_on() {
            break;
        }
        let mut found = reader.findings(sentence);
        propose(&mut found, &mut set.records);
        note_doubts(&mut found);
        findings.push(found);
    }
    set.actors = named_actors(&set, &findings);
    set.places = named_places(&findings);
    set.phrases = ambiguous(&findings);
    set.not_places = findings.iter().flat_map(|found| found.not_places.iter().cloned()).collect();
    Draft { set, findings }
}

fn dataset(card: &TextCard) -> ClaimSetCard {
    ClaimSetCard {
        title: format!("Draft of claims in “{}”", card.title),
        description: "Candidate records that rules and a gazetteer propose; no person has reviewed them. A record counts as \
                      data once a person has corrected it and set the status of its claims to reviewed."
            .to_owned(),
        licence: "LicenseRef-not-stated".to_owned(),
        attribution: format!("Proposed by rules from “{}”; the text's rights stay with its publisher.", card.title),
        published: card.published.to_string(),
        article_sha256: card.sha256.clone(),
        disclaimer: "A draft: proposed, not reviewed, and not to be published. Claims are reported, not endorsed. Areas are not \
                     pins. Tolls of different sources must not be summed."
            .to_owned(),
        ..ClaimSetCard::bare(&format!("draft-{}", card.published))
    }
}

fn source(card: &TextCard) -> ClaimSource {
    ClaimSource {
        id: SOURCE.to_owned(),
        title: card.title.clone(),
        publisher: card.publisher.clone(),
        published: Some(card.published.to_string()),
        kind: "news article".to_owned(),
        url: card.url.clone(),
        licence: Some("rights with the publisher; facts cited, no text copied".to_owned()),
    }
}

/// Adds to the doubts of `found` those of its places, dates, tolls and speakers.
fn note_doubts(found: &mut Findings) {
    let places = found.places.iter().filter(|met| met.meant.len() > 1 || met.role == MentionRole::EventPlace);
    let places = places.filter_map(|met| met.why.map(|why| format!("“{}”: {why}{}", met.as_written, listed(met))));
    let dates = found.dates.iter().filter_map(|met| {
        let words = met.span.as_written.as_deref().unwrap_or_default();
        met.doubt.map(|doubt| format!("“{words}”: {doubt}"))
    });
    let tolls = found.tolls.iter().filter_map(|met| met.doubt.map(str::to_owned));
    let said = found.attributions.iter().filter_map(|met| met.doubt.map(|doubt| format!("“{}”: {doubt}", met.verb)));
    let broken =
        found.sentence.broken.then(|| "the sentence is too long to be read in one, and was broken here".to_owned());
    let doubts: Vec<String> = broken.into_iter().chain(places).chain(dates).chain(tolls).chain(said).collect();
    for doubt in doubts {
        if !found.doubts.contains(&doubt) {
            found.doubts.push(doubt);
        }
    }
}

/// ` (PK/balochistan, IR/sistan-and-baluchestan)`
fn listed(met: &PlaceMention) -> String {
    let ids: Vec<&str> = met.meant.iter().map(|entry| entry.id.as_str()).collect();
    if ids.len() > 1 { format!(" ({})", ids.join(", ")) } else { String::new() }
}

/// The actors that claims name, in the order in which the text does.
fn named_actors(set: &ClaimSet, findings: &[Findings]) -> Vec<Actor> {
    let claims = set.records.iter().flat_map(|record| &record.claims);
    let used: BTreeSet<&str> = claims.flat_map(|claim| &claim.actors).map(|part| part.actor.as_str()).collect();
    let mut found: Vec<Actor> = Vec::new();
    for met in findings.iter().flat_map(|found| &found.actors) {
        let actor = met.actor;
        if found.iter().all(|known| known.id != actor.id) && used.contains(actor.id.as_str()) {
            found.push(Actor {
                id: actor.id.clone(),
                name: actor.name.clone(),
                aliases: actor.aliases.clone(),
                kind: actor.kind.clone(),
                note: actor.note.clone(),
            });
        }
    }
    found
}

/// The places that are named and clear, each once, as an event's place if it is one anywhere.
fn named_places(findings: &[Findings]) -> Vec<NamedPlace> {
    let mut order: Vec<NamedPlace> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for met in findings.iter().flat_map(|found| &found.places) {
        let [entry] = met.meant.as_slice() else { continue };
        let role = role_word(met.role, entry);
        if let Some(known) = places.get(entry.id.as_str()) {
            if role == MentionRole::EventPlace.word() {
                role.clone_into(&mut order[*known].role);
            }
            continue;
        }
        places.insert(&entry.id, order.len());
        order.push(NamedPlace {
            id: entry.id.clone(),
            as_written: met.as_written.clone(),
            kind: kind_word(entry.kind).to_owned(),
            role: role.to_owned(),
            aliases: Vec::new(),
            parent: entry.parent.clone(),
            caution: met.why.map(str::to_owned),
        });
    }
    order
}

fn role_word(role: MentionRole, entry: &Entry) -> &'static str {
    match (entry.kind, role) {
        (Kind::Border | Kind::Tripoint, _) => "boundary",
        (_, MentionRole::Party) => MentionRole::Context.word(),
        (_, role) => role.word(),
    }
}

/// The word that the format of claims has for a kind of place.
fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Border => "border line",
        Kind::FuzzyRegion => "fuzzy region",
        Kind::Crossing => "locality",
        other => other.word(),
    }
}

/// Names that may mean several places, each occurrence with the ids.
fn ambiguous(findings: &[Findings]) -> Vec<Phrase> {
    let several = findings.iter().flat_map(|found| &found.places).filter(|met| met.meant.len() > 1);
    let phrase = |met: &PlaceMention| Phrase {
        as_written: met.as_written.clone(),
        offset: Some([met.start as u64, met.end as u64]),
        reason: format!("several places have this name{}", listed(met)),
        rule: None,
    };
    several.map(phrase).collect()
}
