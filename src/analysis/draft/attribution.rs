//! Who says something, and with which verb. Not responsible for whether it is so.

use crate::analysis::draft::actors::ActorMention;
use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::speakers::{NOBODY, Speaker, Speakers, VerbForm};
use crate::analysis::draft::words::{Word, written};

/// A verb of saying, and to whom it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The first character of the verb, in the text.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// The verb as written.
    pub verb: String,
    /// Who says it.
    pub who: String,
    /// `named person`, `institution`, `hearsay`, `armed group`, `state` or `author`.
    pub kind: &'static str,
    /// The id of the actor, where it is one.
    pub actor: Option<String>,
    /// How it is said.
    pub how: How,
    /// What was inferred.
    pub doubt: Option<&'static str>,
}

/// How a verb of saying stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It governs what is said: `X said that …`.
    Main,
    /// It is added to a sentence that the author states: `…, claiming that …`, `alleged excesses`.
    Aside,
    /// Somebody takes responsibility.
    Responsibility,
}

/// Verbs of saying in any surroundings.
const VERBS: [&str; 41] = [
    "said",
    "says",
    "saying",
    "stated",
    "stating",
    "claimed",
    "claiming",
    "alleged",
    "alleges",
    "alleging",
    "announced",
    "announces",
    "announcing",
    "believe",
    "believes",
    "believed",
    "confirmed",
    "confirms",
    "confirming",
    "denied",
    "denies",
    "denying",
    "revealed",
    "reveals",
    "revealing",
    "reaffirmed",
    "reaffirms",
    "reiterated",
    "insisted",
    "insists",
    "asserted",
    "asserts",
    "acknowledged",
    "admitted",
    "disclosed",
    "accused",
    "condemned",
    "warned",
    "say",
    "allege",
    "deny",
];
/// Verbs that are one only before `that` or beside quotation marks.
const GUARDED: [&str; 17] = [
    "suspect",
    "suspects",
    "added",
    "noted",
    "told",
    "explained",
    "reported",
    "reports",
    "argued",
    "maintained",
    "declared",
    "states",
    "claims",
    "claim",
    "estimated",
    "reporting",
    "tweeted",
];
const GERUNDS: [&str; 8] =
    ["saying", "stating", "claiming", "alleging", "announcing", "confirming", "denying", "revealing"];
/// Participles that stand before a noun: `alleged excesses`.
const ADJECTIVES: [&str; 5] = ["alleged", "suspected", "claimed", "reported", "purported"];
const ADVERBS: [&str; 4] = ["allegedly", "reportedly", "supposedly", "purportedly"];
const HEDGES: [&str; 6] = ["seems", "seem", "seemed", "appears", "appear", "appeared"];
const TO_BE: [&str; 8] = ["is", "was", "were", "are", "been", "being", "be", "is"];
/// What may stand between a subject and its verb.
pub(super) const BETWEEN: [&str; 20] = [
    "has",
    "have",
    "had",
    "also",
    "later",
    "then",
    "now",
    "further",
    "earlier",
    "already",
    "again",
    "still",
    "even",
    "however",
    "recently",
    "today",
    "yesterday",
    "not",
    "did",
    "do",
];

/// The verbs of saying of `sentence`, in order; `before` is who spoke last in the text.
pub(super) fn attributions(
    sentence: &Sentence,
    words: &[Word],
    actors: &[ActorMention],
    before: Option<&Attribution>,
) -> Vec<Attribution> {
    let reading = Reading { sentence, words, speakers: Speakers { sentence, words, actors, before } };
    let found = (0..words.len()).filter_map(|at| reading.at(at));
    let mut kept: Vec<Attribution> = Vec::new();
    for met in found {
        if kept.last().is_none_or(|last| last.end <= met.start) {
            kept.push(met);
        }
    }
    kept
}

struct Reading<'w, 't, 'a> {
    sentence: &'w Sentence<'t>,
    words: &'w [Word<'t>],
    speakers: Speakers<'w, 't, 'a>,
}

impl Reading<'_, '_, '_> {
    fn plain(&self, at: usize) -> &str {
        self.words.get(at).map(|word| word.plain.as_str()).unwrap_or_default()
    }

    fn at(&self, at: usize) -> Option<Attribution> {
        self.according(at)
            .or_else(|| self.hedge(at))
            .or_else(|| self.adverb(at))
            .or_else(|| self.responsibility(at))
            .or_else(|| self.adjective(at))
            .or_else(|| self.verb(at))
    }

    fn made(&self, (from, to): (usize, usize), how: How, speaker: Speaker) -> Attribution {
        let Speaker { who, kind, actor, doubt } = speaker;
        let verb = written(self.sentence.text, self.words, from, to - 1).to_owned();
        Attribution { start: self.words[from].start, end: self.words[to - 1].end, verb, who, kind, actor, how, doubt }
    }

    /// `according to X`
    fn according(&self, at: usize) -> Option<Attribution> {
        let here = self.plain(at) == "according" && self.plain(at + 1) == "to";
        let speaker = here.then(|| self.speakers.beginning_at(at + 2))?;
        Some(self.made((at, at + 2), How::Main, speaker))
    }

    /// `seems to`: the author's own caution.
    fn hedge(&self, at: usize) -> Option<Attribution> {
        let here = self.words[at].is_any(&HEDGES) && self.plain(at + 1) == "to";
        here.then(|| self.made((at, at + 1), How::Main, Speaker::author()))
    }

    fn adverb(&self, at: usize) -> Option<Attribution> {
        let here = self.words[at].is_any(&ADVERBS);
        here.then(|| self.made((at, at + 1), How::Main, Speaker::nobody()))
    }

    /// `X claimed responsibility`, `responsibility was claimed by X`.
    fn responsibility(&self, at: usize) -> Option<Attribution> {
        if self.plain(at) != "responsibility" {
            return None;
        }
        let verbs = ["claimed", "took", "accepted", "claim", "claiming", "claims"];
        let before = at.checked_sub(1).filter(|before| self.words[*before].is_any(&verbs));
        if let Some(verb) = before {
            let speaker = self.speakers.ending_before(verb, self.form(verb));
            return Some(self.made((verb, at + 1), How::Responsibility, speaker));
        }
        let verb =
            (at + 1..self.words.len()).find(|number| self.words[*number].is_any(&["claimed", "taken", "accepted"]))?;
        let by = self.plain(verb + 1) == "by";
        let speaker = if by { self.speakers.beginning_at(verb + 2) } else { Speaker::nobody() };
        Some(self.made((verb, verb + 1), How::Responsibility, speaker))
    }

    /// `alleged excesses`: nobody is named who says so.
    fn adjective(&self, at: usize) -> Option<Attribution> {
        let next = self.words.get(at + 1).filter(|next| next.follows_directly())?;
        let object = next.is_any(&[
            "that",
            "the",
            "he",
            "she",
            "it",
            "they",
            "a",
            "an",
            "his",
            "its",
            "responsibility",
            "to",
            "by",
        ]);
        if !self.words[at].is_any(&ADJECTIVES) || object || next.is_capital() {
            return None;
        }
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        let verb_of = before.is_some_and(|word| {
            word.is_any(&BETWEEN) || word.is_capital() || word.plain == "and" || word.is_any(&TO_BE)
        });
        let counted = next.number().is_some() || next.is_any(&["lives", "many", "several"]);
        (!verb_of && !counted).then(|| self.made((at, at + 1), How::Aside, Speaker::nobody()))
    }

    fn verb(&self, at: usize) -> Option<Attribution> {
        let word = &self.words[at];
        let next = self.words.get(at + 1);
        let quotes = ['“', '”', '"', '‘', '’', '«', '»'];
        let spoken = word.gap.contains(quotes) || next.is_some_and(|next| next.gap.contains(quotes));
        let that = next.is_some_and(|next| next.plain == "that");
        // `“… two suspects,” said` is a noun beside quotation marks
        let guarded = word.is_any(&GUARDED) && (that || (spoken && !word.is_any(&["suspect", "suspects"])));
        if !(word.is_any(&VERBS) || guarded) {
            return None;
        }
        if word.plain == "claimed" && self.claims_lives(at) {
            return None;
        }
        if self.is_noun(at) {
            return None;
        }
        let passive = (1..=2).filter_map(|back| at.checked_sub(back)).find(|back| self.words[*back].is_any(&TO_BE));
        if let Some(be) = passive
            .filter(|be| self.words[be + 1..at].iter().all(|word| word.is_any(&BETWEEN) || word.plain.ends_with("ly")))
        {
            let by = self.plain(at + 1) == "by";
            let speaker = if by { self.speakers.beginning_at(at + 2) } else { Speaker::nobody() };
            let it = be.checked_sub(1).filter(|it| self.plain(*it) == "it");
            return Some(self.made((it.unwrap_or(at), at + 1), How::Main, speaker));
        }
        if self.plain(at) == "believed" && self.plain(at + 1) == "to" {
            return Some(self.made((at, at + 1), How::Main, Speaker::nobody()));
        }
        let gerund = word.is_any(&GERUNDS);
        let inverted = word.gap.contains(quotes) && !that && next.is_some_and(Word::follows_directly);
        if inverted && next.is_some_and(|next| !next.is_any(&["in", "on", "at", "to", "during"])) {
            return Some(self.made((at, at + 1), How::Main, self.speakers.beginning_at(at + 1)));
        }
        let how = if gerund && word.gap.contains(',') { How::Aside } else { How::Main };
        Some(self.made((at, at + 1), how, self.speakers.ending_before(at, self.form(at))))
    }

    fn form(&self, verb: usize) -> VerbForm {
        if GERUNDS.contains(&self.plain(verb)) { VerbForm::Gerund } else { VerbForm::Finite }
    }

    /// `claimed 14 lives` is no saying.
    fn claims_lives(&self, at: usize) -> bool {
        (at + 1..(at + 6).min(self.words.len())).any(|number| self.plain(number) == "lives")
    }

    /// `these claims`, `United States`: a noun of the same spelling.
    fn is_noun(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.plain(before)).unwrap_or_default();
        let nouns = ["say", "claims", "claim", "reports", "states", "suspect", "suspects", "deny", "reporting"];
        let determiner = [
            "the", "these", "those", "such", "this", "a", "united", "media", "of", "any", "no", "to", "his", "its",
            "their",
        ];
        self.words[at].is_any(&nouns) && determiner.contains(&before)
    }
}

/// Whether nobody is named who says it.
pub(super) fn is_nobody(who: &str) -> bool {
    who == NOBODY
}
