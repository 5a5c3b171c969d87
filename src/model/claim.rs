//! Who says what about an event, with which verb, from which source. Not responsible for who is right.

use serde::{Deserialize, Serialize};

use crate::model::dates::DateSpan;
use crate::model::precision::Whereabouts;

/// A set of events, each with the claims about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimSet {
    /// What the set is, and its licence.
    pub dataset: ClaimSetCard,
    /// Where claims come from.
    pub sources: Vec<ClaimSource>,
    /// Who is named.
    pub actors: Vec<Actor>,
    /// Places named in the main source.
    pub places: Vec<NamedPlace>,
    /// Incidents, context and diplomatic events.
    pub records: Vec<Incident>,
    /// Movements between areas.
    pub flows: Vec<Flow>,
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
    /// The sentence that stands in every export.
    pub disclaimer: String,
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
    pub conflicts: Vec<Conflict>,
    /// What no source tells.
    pub unknown: Vec<String>,
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
    /// `draft` or `reviewed`.
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
    /// Whether sources disagree.
    pub contested: bool,
    /// A caution.
    pub note: Option<String>,
}
