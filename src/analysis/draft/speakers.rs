//! The subject of a verb of saying: a named person, an institution, somebody who is not named. Not responsible for finding the
//! verb.

use crate::analysis::draft::actors::ActorMention;
use crate::analysis::draft::attribution::{Attribution, BETWEEN};
use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::words::{Word, written};

/// Who is meant where nobody is named.
pub(super) const NOBODY: &str = "not said by whom";

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) who: String,
    pub(super) kind: &'static str,
    pub(super) actor: Option<String>,
    pub(super) doubt: Option<&'static str>,
}

/// Whether a verb of saying has a subject of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VerbForm {
    Finite,
    /// `claiming that …` has that of its sentence.
    Gerund,
}

impl Speaker {
    pub(super) fn author() -> Self {
        Self { who: "the author".to_owned(), kind: "author", actor: None, doubt: None }
    }

    pub(super) fn nobody() -> Self {
        Self { who: NOBODY.to_owned(), kind: "hearsay", actor: None, doubt: None }
    }
}

/// What speakers are looked for in.
pub(super) struct Speakers<'w, 't, 'a> {
    pub(super) sentence: &'w Sentence<'t>,
    pub(super) words: &'w [Word<'t>],
    pub(super) actors: &'w [ActorMention<'a>],
    /// Who spoke last in the text.
    pub(super) before: Option<&'w Attribution>,
}

/// Nouns of institutions.
const INSTITUTIONS: [&str; 40] = [
    "authorities",
    "authority",
    "officials",
    "official",
    "police",
    "army",
    "military",
    "ministry",
    "office",
    "court",
    "commission",
    "agency",
    "watch",
    "organisation",
    "organization",
    "council",
    "committee",
    "navy",
    "forces",
    "force",
    "department",
    "parliament",
    "nations",
    "amnesty",
    "institute",
    "centre",
    "center",
    "foundation",
    "embassy",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "television",
    "media",
    "newspaper",
    "tv",
    "hospital",
    "administration",
    "levies",
    "corps",
];
/// Offices that a person holds.
const OFFICES: [&str; 14] = [
    "minister",
    "president",
    "governor",
    "commissioner",
    "commander",
    "general",
    "ambassador",
    "leader",
    "chief",
    "secretary",
    "senator",
    "colonel",
    "mayor",
    "cleric",
];
const STATES: [&str; 3] = ["government", "governments", "cabinet"];
/// People of whom none is named.
const UNNAMED: [&str; 22] = [
    "sources",
    "source",
    "residents",
    "locals",
    "witnesses",
    "eyewitnesses",
    "experts",
    "analysts",
    "observers",
    "people",
    "some",
    "many",
    "others",
    "villagers",
    "activists",
    "critics",
    "relatives",
    "survivors",
    "reports",
    "neighbours",
    "everyone",
    "others",
];
const PRONOUNS: [&str; 5] = ["he", "she", "they", "it", "who"];
/// Words that end a name or a phrase when one reads on.
const PREPOSITIONS: [&str; 20] = [
    "in",
    "on",
    "at",
    "from",
    "by",
    "for",
    "after",
    "following",
    "during",
    "since",
    "with",
    "against",
    "about",
    "that",
    "who",
    "which",
    "before",
    "near",
    "into",
    "because",
];

/// The nouns that a phrase may have as its head, most telling last.
fn kind_of(word: &Word) -> Option<&'static str> {
    if word.is_any(&INSTITUTIONS) {
        Some("institution")
    } else if word.is_any(&OFFICES) {
        Some("named person")
    } else if word.is_any(&STATES) {
        Some("state")
    } else if word.is_any(&UNNAMED) {
        Some("hearsay")
    } else {
        None
    }
}

/// What an actor is as somebody who says something.
fn spoken_kind(kind: &str) -> &'static str {
    match kind {
        "armed group" => "armed group",
        "unnamed group" => "hearsay",
        "state" => "state",
        "institution" => "institution",
        _ => "named person",
    }
}

impl Speakers<'_, '_, '_> {
    fn plain(&self, at: usize) -> &str {
        self.words.get(at).map(|word| word.plain.as_str()).unwrap_or_default()
    }

    /// The subject of the verb at `verb`, which stands behind it; a gerund has that of its sentence.
    pub(super) fn ending_before(&self, verb: usize, form: VerbForm) -> Speaker {
        let mut end = verb;
        let skipped = |word: &Word| word.is_any(&BETWEEN) || word.plain.ends_with("ly");
        while end > 0 && skipped(&self.words[end - 1]) && self.speaking(end - 1).is_none() {
            end -= 1;
        }
        let coordinated = end > 0 && self.words[end - 1].is_any(&["and", "but", "or"]);
        // a comma before the verb closes an insertion, behind which the subject stands farther ahead
        let parted =
            end < self.words.len() && self.words[end].gap.contains(',') && !self.words[end].gap.contains(['”', '"']);
        let subject = if form == VerbForm::Gerund || coordinated || parted { None } else { self.phrase_before(end) };
        subject.or_else(|| self.of_sentence(end)).unwrap_or_else(Self::unknown)
    }

    /// Whoever is named from word `at` on: behind `by` and `according to`.
    pub(super) fn beginning_at(&self, at: usize) -> Speaker {
        if PRONOUNS.contains(&self.plain(at)) {
            return self.meant_before();
        }
        let stop = |word: &Word, number: usize| {
            number > at && (word.gap.contains([',', '.', ';', ':', '“', '”']) || word.is_any(&PREPOSITIONS))
        };
        let end = (at..self.words.len()).find(|number| stop(&self.words[*number], *number)).unwrap_or(self.words.len());
        let named: Vec<&ActorMention> =
            self.actors.iter().filter(|met| met.words.0 >= at && met.words.0 < end).collect();
        if let [first, second, ..] = named.as_slice()
            && self.words[first.words.1..second.words.0].iter().any(|word| word.plain == "and")
        {
            let who = format!("{} and {}", first.actor.name, second.actor.name);
            let actor = Some(first.actor.id.clone());
            return Speaker { who, kind: spoken_kind(&first.actor.kind), actor, doubt: None };
        }
        self.phrase(at, end).unwrap_or_else(Self::unknown)
    }

    /// The phrase that ends before word `end`.
    fn phrase_before(&self, end: usize) -> Option<Speaker> {
        let last = end.checked_sub(1)?;
        if PRONOUNS[..4].contains(&self.plain(last)) {
            return Some(self.meant_before());
        }
        let mut from = last;
        while from > 0 {
            let before = &self.words[from - 1];
            let parted = self.words[from].gap.contains([',', '.', ';', ':', '“', '”', '"', '—']);
            if parted || before.is_any(&PREPOSITIONS) || before.is_any(&["and", "but", "while", "when", "as"]) {
                break;
            }
            from -= 1;
        }
        self.phrase(from, end)
    }

    /// Who the words from `from` to `end` are: an office or institution with its name, an actor, a name in capitals.
    fn phrase(&self, from: usize, end: usize) -> Option<Speaker> {
        let (from, end) = self.trimmed(from, end)?;
        let inside: Vec<&ActorMention> =
            self.actors.iter().filter(|met| met.words.0 >= from && met.words.1 <= end).collect();
        // an actor that is the whole phrase, or the name behind an office
        if let Some(met) = inside.iter().find(|met| met.words.1 == end && !self.is_within(met.words.0, from)) {
            return Some(spoken_by(met));
        }
        let of =
            (from..end).find(|number| self.words[*number].is_any(&["of", "from", "for", "at", "in"])).unwrap_or(end);
        let head = (from..of).rev().find_map(|number| kind_of(&self.words[number]).map(|kind| (number, kind)));
        if let Some((number, kind)) = head {
            let named = self.words[number + 1..of].iter().any(Word::is_capital);
            let person = kind == "named person" && !named && !self.words[from].is_capital();
            let kind = if person { "institution" } else { kind };
            return Some(self.spoken(from, end, kind));
        }
        if let Some(met) = inside.first().filter(|met| met.words.0 == from) {
            return Some(spoken_by(met));
        }
        let capitals = self.words[from..end].iter().filter(|word| word.is_capital()).count();
        let name = capitals * 2 > end - from && (from > 0 || capitals > 1);
        name.then(|| self.spoken(from, end, if capitals > 1 { "named person" } else { "hearsay" }))
    }

    /// Whether the actor at word `at` only tells more of what stands before it: `the minister of Iran`.
    fn is_within(&self, at: usize, from: usize) -> bool {
        at > from && self.words[from..at].iter().any(|word| word.is_any(&["of", "from", "in", "for"]))
    }

    /// Without an article and adverbs at its ends; `None` where nothing is left.
    fn trimmed(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let mut from = from;
        while from < end && self.words[from].is_any(&["the", "a", "an", "both", "but", "however", "also"]) {
            from += 1;
        }
        (from < end).then_some((from, end))
    }

    fn spoken(&self, from: usize, end: usize, kind: &'static str) -> Speaker {
        // more words than this are no name
        const LONGEST: usize = 8;
        let end_shown = end.min(from + LONGEST);
        let who = written(self.sentence.text, self.words, from, end_shown - 1).to_owned();
        let who = who.replace(char::is_whitespace, " ");
        Speaker { who, kind, actor: None, doubt: None }
    }

    /// The subject of the sentence, or of its last part before `end`: the first that could speak and stands behind no preposition.
    fn of_sentence(&self, end: usize) -> Option<Speaker> {
        let mut at = 0;
        while at < end {
            let governed = at > 0 && self.words[at - 1].is_any(&PREPOSITIONS);
            let speaker = self.speaking(at).filter(|_| !governed);
            if let Some((to, speaker)) = speaker {
                // `Pakistan’s airspace` is not Pakistan
                let possessive = self.words[to - 1].is_possessive();
                let within = to < end && self.plain(to) == "of";
                if !possessive || within {
                    return Some(speaker);
                }
            }
            at += 1;
        }
        None
    }

    /// An actor or a noun of an institution that begins at, or is, word `at`.
    fn speaking(&self, at: usize) -> Option<(usize, Speaker)> {
        if let Some(met) = self.actors.iter().find(|met| met.words.0 == at) {
            return Some((met.words.1, spoken_by(met)));
        }
        let kind = kind_of(&self.words[at])?;
        let mut from = at;
        while from > 0
            && self.words[from].follows_directly()
            && (self.words[from - 1].is_capital() || kind_of(&self.words[from - 1]).is_some())
            && !self.words[from - 1].is_any(&["the", "a", "an"])
        {
            from -= 1;
        }
        let mut to = at + 1;
        while to < self.words.len() && self.words[to].is_capital() && self.words[to].follows_directly() {
            to += 1;
        }
        let named = to > at + 1;
        let kind = if kind == "named person" && !named { "institution" } else { kind };
        let actor = self.actors.iter().find(|met| met.words.0 > at && met.words.1 <= to);
        Some((to, actor.map_or_else(|| self.spoken(from, to, kind), spoken_by)))
    }

    /// Whoever spoke last: `he said`.
    fn meant_before(&self) -> Speaker {
        let doubt = Some("who is meant by a pronoun is inferred from the sentence before");
        match self.before.filter(|before| before.kind != "author") {
            Some(before) => Speaker { who: before.who.clone(), kind: before.kind, actor: before.actor.clone(), doubt },
            None => Self::unknown(),
        }
    }

    fn unknown() -> Speaker {
        Speaker { doubt: Some("who says it was not recognised"), ..Speaker::nobody() }
    }
}

/// The actor as somebody who says something; a state's authorities are an institution of it.
fn spoken_by(met: &ActorMention) -> Speaker {
    let actor = met.actor;
    if actor.kind == "state" && met.as_written.to_lowercase().ends_with("authorities") {
        let actor = Some(actor.id.clone());
        return Speaker { who: met.as_written.clone(), kind: "institution", actor, doubt: None };
    }
    Speaker { who: actor.name.clone(), kind: spoken_kind(&actor.kind), actor: Some(actor.id.clone()), doubt: None }
}
