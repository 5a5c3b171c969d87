//! Who says what about an event, with which verb, from which source. Not responsible for who is right.

use serde::{Deserialize, Serialize};

use crate::model::dates::DateSpan;
use crate::model::precision::Whereabouts;

/// A set of events, each with the claims about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimSet {
    /// Where the schema of its file stands.
    #[serde(rename = "$schema", default = "schema")]
    pub schema: String,
    /// The version of that format.
    #[serde(default = "schema_version")]
    pub schema_version: u32,
    /// What the set is, and its licence.
    pub dataset: ClaimSetCard,
    /// Where claims come from.
    pub sources: Vec<ClaimSource>,
    /// Who is named.
    pub actors: Vec<Actor>,
    /// Places named in the main source.
    #[serde(default)]
    pub places: Vec<NamedPlace>,
    /// Words that look like a place and are none on their own.
    #[serde(default)]
    pub phrases: Vec<Phrase>,
    /// Names in which no event is placed.
    #[serde(default)]
    pub not_places: Vec<NotPlace>,
    /// Incidents, context and diplomatic events.
    pub records: Vec<Incident>,
    /// Movements between areas.
    #[serde(default)]
    pub flows: Vec<Flow>,
}

/// Where the schema stands as seen from the built-in dataset.
fn schema() -> String {
    "../schema/claims.schema.json".to_owned()
}

/// The version of the format that is written.
fn schema_version() -> u32 {
    1
}

/// The unit that offsets into a text are counted in.
fn offset_unit() -> String {
    "unicode scalar values".to_owned()
}

impl ClaimSet {
    /// A set without records, as `dataset` describes it.
    #[must_use]
    pub fn empty(dataset: ClaimSetCard) -> Self {
        Self {
            schema: schema(),
            schema_version: schema_version(),
            dataset,
            sources: Vec::new(),
            actors: Vec::new(),
            places: Vec::new(),
            phrases: Vec::new(),
            not_places: Vec::new(),
            records: Vec::new(),
            flows: Vec::new(),
        }
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&ClaimSource> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The actor with this id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }

    /// The claim with this id, the first of several, and the record that holds it.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<(&Incident, &Claim)> {
        let held = |record: &'_ Incident| record.claims.iter().position(|claim| claim.id == id);
        self.records.iter().find_map(|record| held(record).map(|number| (record, &record.claims[number])))
    }
}

/// What a set of claims tells about itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimSetCard {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// Its own licence.
    pub licence: String,
    /// The credit that travels with it.
    pub attribution: String,
    /// When its main source was published.
    pub published: String,
    /// SHA-256 of the text that offsets count in.
    #[serde(default)]
    pub article_sha256: Option<String>,
    /// What offsets count.
    #[serde(default = "offset_unit")]
    pub offset_unit: String,
    /// The sentence that stands in every export.
    pub disclaimer: String,
}

impl ClaimSetCard {
    /// What can be said of a set that tells nothing of itself but its id.
    #[must_use]
    pub fn bare(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: id.to_owned(),
            description: String::new(),
            licence: String::new(),
            attribution: String::new(),
            published: String::new(),
            article_sha256: None,
            offset_unit: offset_unit(),
            disclaimer: String::new(),
        }
    }
}

/// A document that claims are taken from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: a day, a month or a year.
    pub published: Option<String>,
    /// News report, dataset, statement.
    pub kind: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// What may be done with it.
    pub licence: Option<String>,
}

/// A group, state, institution or person in office, and how their name is spelt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Its id.
    pub id: String,
    /// As the main source writes it.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: String,
    /// An office held, or a designation with the party that uses it.
    #[serde(default)]
    pub note: Option<String>,
}

/// Words that look like a place and are none on their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    /// As written.
    pub as_written: String,
    /// Where they stand in the main source, in characters.
    #[serde(default)]
    pub offset: Option<[u64; 2]>,
    /// Why they are no place.
    pub reason: String,
    /// How an atlas derives the areas meant, if it can.
    #[serde(default)]
    pub rule: Option<String>,
}

/// A name that a machine would take for a place of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotPlace {
    /// As written.
    pub as_written: String,
    /// Where it stands in the main source, in characters.
    #[serde(default)]
    pub offset: Option<[u64; 2]>,
    /// Why no event is placed there.
    pub reason: String,
}

/// A place as the main source names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// Its id in the atlas, or an ISO code outside it.
    pub id: String,
    /// As written.
    pub as_written: String,
    /// Country, district, town, tripoint.
    pub kind: String,
    /// Event place, context, endpoint, boundary.
    pub role: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The region that it is part of.
    pub parent: Option<String>,
    /// What to be careful about.
    pub caution: Option<String>,
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordKind {
    /// One event.
    #[serde(rename = "incident")]
    Incident,
    /// Several events told as one.
    #[serde(rename = "aggregate")]
    Aggregate,
    /// What led to events.
    #[serde(rename = "context")]
    Context,
    /// What governments said or did.
    #[serde(rename = "diplomatic event")]
    DiplomaticEvent,
}

impl RecordKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Incident, Self::Aggregate, Self::Context, Self::DiplomaticEvent];

    /// The layer that records of this kind belong to: diplomacy is never counted as incidents.
    #[must_use]
    pub const fn layer(self) -> &'static str {
        match self {
            Self::DiplomaticEvent => "diplomacy",
            _ => "incidents",
        }
    }

    /// The word that outputs use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Aggregate => "aggregate",
            Self::Context => "context",
            Self::DiplomaticEvent => "diplomatic event",
        }
    }
}

/// An event, or what the main source tells as one, with all that is claimed about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Its id, such as `A10`.
    pub id: String,
    /// `incidents` or `diplomacy`.
    #[serde(default)]
    pub layer: String,
    /// What the record is.
    pub record: RecordKind,
    /// A short neutral title.
    pub title: String,
    /// The kind of event.
    pub what: String,
    /// One neutral sentence.
    pub summary: String,
    /// When, as the main source says.
    pub when: DateSpan,
    /// Where, as the main source says.
    #[serde(rename = "where")]
    pub whereabouts: Whereabouts,
    /// Who says what.
    pub claims: Vec<Claim>,
    /// On what they disagree.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// What the main source does not tell.
    #[serde(default)]
    pub unknown: Vec<String>,
}

impl Incident {
    /// Whether nobody has reviewed it: all of its claims, of which there is one, are drafts.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        !self.claims.is_empty() && self.claims.iter().all(Claim::is_draft)
    }

    /// Leaves out the claims that nobody has reviewed, with what they disagree on; how many these were.
    pub fn leave_out_drafts(&mut self) -> usize {
        let drafts: Vec<String> =
            self.claims.iter().filter(|claim| claim.is_draft()).map(|claim| claim.id.clone()).collect();
        self.claims.retain(|claim| !claim.is_draft());
        self.conflicts.retain_mut(|conflict| {
            let before = conflict.claims.len();
            conflict.claims.retain(|id| !drafts.contains(id));
            // one side alone disagrees with nobody
            conflict.claims.len() == before || conflict.claims.len() > 1
        });
        drafts.len()
    }
}

/// Who asserts something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asserter {
    /// Their name or office.
    pub who: String,
    /// Author, institution, hearsay.
    pub kind: String,
}

/// An actor's part in a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Id of the actor.
    pub actor: String,
    /// What they are said to have been.
    pub role: String,
}

/// A number of people, as one source gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// At least.
    pub low: Option<u32>,
    /// The source's own number.
    pub best: Option<u32>,
    /// At most.
    pub high: Option<u32>,
}

/// Killed and wounded, as one source gives them; never summed or averaged across sources.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Toll {
    /// Killed.
    pub killed: Option<Count>,
    /// Wounded.
    pub wounded: Option<Count>,
    /// The source's own words.
    pub as_written: Option<String>,
    /// Who they were.
    pub whom: Option<String>,
}

impl Claim {
    /// The status of a claim that nobody has reviewed.
    pub const DRAFT: &str = "draft";
    /// All that a status may be.
    pub const STATUSES: [&str; 3] = [Self::DRAFT, "reviewed", "disputed"];

    /// Whether nobody has reviewed it.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.status == Self::DRAFT
    }

    /// Whether nobody is named who says it, or the verb keeps its distance from what is said.
    ///
    /// Labels of such claims show the verb, so that an allegation is not read as a fact.
    #[must_use]
    pub fn is_hearsay(&self) -> bool {
        let verb = self.verb.to_lowercase();
        let distanced = ["alleg", "claim", "believ", "reported", "said to be", "it is said", "suspect"];
        self.asserted_by.kind == "hearsay" || distanced.iter().any(|word| verb.contains(word))
    }
}

/// What one source lets someone say about an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id, such as `A10.1`.
    pub id: String,
    /// Id of the document.
    pub source: String,
    /// Who says it.
    pub asserted_by: Asserter,
    /// With which verb.
    pub verb: String,
    /// Whether the verb is the source's own word.
    pub quoted: bool,
    /// Where in the article the passage stands, in characters.
    pub offset: Option<[u64; 2]>,
    /// When it was said.
    pub said_on: Option<String>,
    /// What it is about.
    pub about: Vec<String>,
    /// What is said, in neutral words.
    pub statement: String,
    /// When, by this claim.
    pub when: Option<DateSpan>,
    /// Where, by this claim.
    #[serde(rename = "where")]
    pub whereabouts: Option<Whereabouts>,
    /// Who took part, by this claim.
    pub actors: Vec<Part>,
    /// How many were killed and wounded, by this claim.
    pub toll: Option<Toll>,
    /// How far its coding is checked: `draft`, `reviewed` or `disputed`.
    pub status: String,
}

/// A disagreement between claims: shown, not settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Place, date, toll, actor or status.
    pub kind: String,
    /// Ids of the claims.
    pub claims: Vec<String>,
    /// In words.
    pub note: String,
}

fn schematic() -> bool {
    true
}

/// A movement between areas, drawn as a schematic arrow and never as a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// Its id, such as `R1`.
    pub id: String,
    /// A short neutral title.
    pub title: String,
    /// What moves.
    pub what: String,
    /// Areas that it starts from.
    pub from: Vec<String>,
    /// Areas that it passes.
    pub via: Vec<String>,
    /// Areas that it ends in.
    pub to: Vec<String>,
    /// Who says so.
    pub asserted_by: Asserter,
    /// With which verb.
    pub verb: String,
    /// Whether the verb is the source's own word.
    #[serde(default)]
    pub quoted: bool,
    /// Where in the article the passage stands, in characters.
    #[serde(default)]
    pub offset: Option<[u64; 2]>,
    /// Whether sources disagree.
    pub contested: bool,
    /// Always true: the arrow is a diagram, not a path.
    #[serde(default = "schematic")]
    pub schematic: bool,
    /// A caution.
    pub note: Option<String>,
}
