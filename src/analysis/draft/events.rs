//! Words by which a sentence tells of an event, and of what kind. Not responsible for when, where and who.

use crate::analysis::draft::words::Word;
use crate::model::claim::RecordKind;

/// Words that tell of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// The number of its first word.
    pub(super) word: usize,
    /// The first character, in the text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The kind of event, as in a record's `what`.
    pub what: &'static str,
    /// What the record is.
    pub record: RecordKind,
    /// How sure the words are; more outweighs less.
    weight: u8,
}

/// Words that stand side by side, the kind of event, what its record is, and how telling they are.
type Telling = (&'static [&'static str], &'static str, RecordKind, u8);

const DIPLOMATIC: RecordKind = RecordKind::DiplomaticEvent;
const INCIDENT: RecordKind = RecordKind::Incident;

/// Several words, of which each place may hold one of some spellings divided by `|`.
const PHRASES: [Telling; 47] = [
    (
        &["recalled|recall|recalling|withdrew|withdraw", "ambassador|ambassadors|envoy"],
        "recall-of-ambassador",
        DIPLOMATIC,
        9,
    ),
    (&["expelled|expel|expelling", "ambassador|diplomats|envoy"], "expulsion-of-diplomats", DIPLOMATIC, 9),
    (&["ambassadors|ambassador|envoys", "return"], "return-of-ambassadors", DIPLOMATIC, 7),
    (&["lodged|lodge|lodging", "protest"], "diplomatic-protest", DIPLOMATIC, 9),
    (&["protested", "to"], "diplomatic-protest", DIPLOMATIC, 7),
    (&["summoned|summons", "ambassador|envoy|charge|diplomat"], "summons-of-ambassador", DIPLOMATIC, 9),
    (&["press", "conference"], "press-conference", DIPLOMATIC, 6),
    (&["telephone|phone", "conversation|call"], "telephone-call", DIPLOMATIC, 8),
    (&["handed|providing|provided|shared", "dossiers|dossier"], "exchange-of-dossiers", DIPLOMATIC, 8),
    (&["would|will", "investigate"], "announcement-of-investigation", DIPLOMATIC, 6),
    (&["repair|mend|restore", "ties|damage|relations"], "announcement-of-repair", DIPLOMATIC, 6),
    (&["reaffirmed|reiterated", "commitment|ties|relations"], "reaffirmation-of-ties", DIPLOMATIC, 8),
    (&["will|would|to", "visit|travel"], "planned-visit", DIPLOMATIC, 7),
    (&["visited|visiting|met", "foreign|counterpart|islamabad|tehran|kabul"], "visit", DIPLOMATIC, 4),
    (&["signed", "agreement|memorandum|treaty"], "agreement", DIPLOMATIC, 7),
    (&["closed|closing|reopened|reopening", "border|crossing"], "border-closure", DIPLOMATIC, 6),
    (&["used|using|use", "lethal|deadly", "force"], "use-of-force-on-protest", INCIDENT, 9),
    (&["took", "to", "streets"], "protest", INCIDENT, 7),
    (&["opened", "fire"], "armed-attack", INCIDENT, 6),
    (
        &["armed|unidentified|masked", "men|gunmen|militants|attackers", "killed|shot|attacked"],
        "armed-attack",
        INCIDENT,
        6,
    ),
    (&["suicide", "bombing|attack|bomber|blast"], "bombing", INCIDENT, 8),
    (&["bomb", "blast|attack|explosion"], "bombing", INCIDENT, 8),
    (&["roadside", "bomb"], "bombing", INCIDENT, 8),
    (&["air|drone|missile", "strike|strikes|attack|attacks|raid"], "air-or-missile-strike", INCIDENT, 9),
    (&["violated|violation|breached", "airspace"], "air-or-missile-strike", INCIDENT, 8),
    (
        &["targeted|hit|struck|bombed", "hideout|hideouts|hide-outs|camps|positions|bases|targets"],
        "air-or-missile-strike",
        INCIDENT,
        7,
    ),
    (&["exchange|exchanged", "fire"], "armed-clash", INCIDENT, 6),
    (&["carried|carrying", "out", "attack"], "armed-attack", INCIDENT, 6),
    (&["carried|carrying", "out", "attacks"], "armed-attacks", RecordKind::Aggregate, 6),
    (&["attacks", "carried"], "armed-attacks", RecordKind::Aggregate, 6),
    (&["terrorist", "attacks"], "armed-attacks", RecordKind::Aggregate, 6),
    (&["several|many|numerous|series", "attacks"], "armed-attacks", RecordKind::Aggregate, 7),
    (&["been", "targeting"], "armed-attacks", RecordKind::Aggregate, 5),
    (&["been", "fighting"], "armed-clash", RecordKind::Aggregate, 3),
    (&["engaged", "attacks"], "armed-attacks", RecordKind::Aggregate, 6),
    (&["these|those|such", "attacks|strikes|incidents"], "armed-attacks", RecordKind::Aggregate, 1),
    (&["attacks", "against|on"], "armed-attacks", RecordKind::Aggregate, 5),
    (&["sentenced", "death"], "court-sentence", RecordKind::Context, 6),
    (&["ceased", "operate|exist"], "organisation-history", RecordKind::Context, 6),
    (&["was|were", "established|founded|formed"], "organisation-history", RecordKind::Context, 5),
    (
        &["outfit|group|organisation|organization|movement", "formed|founded|established"],
        "organisation-history",
        RecordKind::Context,
        5,
    ),
    (&["mostly|mainly", "operate|operates"], "organisation-history", RecordKind::Context, 4),
    (&["remained", "dormant"], "organisation-history", RecordKind::Context, 4),
    (&["recruit", "fighters"], "organisation-history", RecordKind::Context, 4),
    (&["death|deaths", "of"], "killing", INCIDENT, 3),
    (&["illegally", "crossed|crossing|entered"], "border-crossing", INCIDENT, 4),
    (&["drug|drugs", "seized|seizure"], "seizure", INCIDENT, 6),
];

/// Single words.
const WORDS: [(&str, &str, RecordKind, u8); 61] = [
    ("airstrike", "air-or-missile-strike", INCIDENT, 8),
    ("airstrikes", "air-or-missile-strike", INCIDENT, 8),
    ("shelled", "shelling", INCIDENT, 7),
    ("shelling", "shelling", INCIDENT, 7),
    ("mortar", "shelling", INCIDENT, 6),
    ("strike", "air-or-missile-strike", INCIDENT, 4),
    ("strikes", "air-or-missile-strike", INCIDENT, 3),
    ("bombing", "bombing", INCIDENT, 7),
    ("bombings", "bombing", RecordKind::Aggregate, 7),
    ("bombed", "bombing", INCIDENT, 6),
    ("explosion", "bombing", INCIDENT, 6),
    ("blast", "bombing", INCIDENT, 6),
    ("exploded", "bombing", INCIDENT, 6),
    ("detonated", "bombing", INCIDENT, 7),
    ("landmine", "bombing", INCIDENT, 6),
    ("ambush", "armed-attack", INCIDENT, 7),
    ("ambushed", "armed-attack", INCIDENT, 7),
    ("gunmen", "armed-attack", INCIDENT, 4),
    ("attacked", "armed-attack", INCIDENT, 5),
    ("attack", "armed-attack", INCIDENT, 4),
    ("raid", "raid", INCIDENT, 5),
    ("raided", "raid", INCIDENT, 6),
    ("stormed", "armed-attack", INCIDENT, 6),
    ("shot", "armed-attack", INCIDENT, 4),
    ("shooting", "armed-attack", INCIDENT, 4),
    ("killed", "killing", INCIDENT, 3),
    ("killing", "killing", INCIDENT, 3),
    ("died", "killing", INCIDENT, 2),
    ("wounded", "killing", INCIDENT, 2),
    ("injured", "killing", INCIDENT, 2),
    ("beheaded", "killing", INCIDENT, 5),
    ("assassinated", "assassination", INCIDENT, 7),
    ("assassination", "assassination", INCIDENT, 6),
    ("executed", "execution", INCIDENT, 6),
    ("hanged", "execution", INCIDENT, 6),
    ("clash", "armed-clash", INCIDENT, 6),
    ("clashes", "armed-clash", INCIDENT, 6),
    ("clashed", "armed-clash", INCIDENT, 6),
    ("firefight", "armed-clash", INCIDENT, 7),
    ("gunfight", "armed-clash", INCIDENT, 7),
    ("skirmish", "armed-clash", INCIDENT, 6),
    ("abducted", "abduction", INCIDENT, 7),
    ("abduction", "abduction", INCIDENT, 6),
    ("kidnapped", "abduction", INCIDENT, 7),
    ("kidnapping", "abduction", INCIDENT, 6),
    ("arrested", "arrest", INCIDENT, 6),
    ("arrest", "arrest", INCIDENT, 5),
    ("arrests", "arrest", INCIDENT, 5),
    ("detained", "arrest", INCIDENT, 6),
    ("captured", "arrest", INCIDENT, 4),
    ("protesters", "protest", INCIDENT, 2),
    ("protests", "protest", INCIDENT, 3),
    ("protested", "protest", INCIDENT, 5),
    ("demonstrated", "protest", INCIDENT, 4),
    ("demonstration", "protest", INCIDENT, 5),
    ("rally", "protest", INCIDENT, 4),
    ("sit-in", "protest", INCIDENT, 5),
    ("seized", "seizure", INCIDENT, 4),
    ("intercepted", "seizure", INCIDENT, 4),
    ("deported", "deportation", INCIDENT, 6),
    ("evacuated", "evacuation", INCIDENT, 4),
];
/// Words that may stand between two parts of a phrase.
const BETWEEN_MAX: usize = 3;
/// Words before an event that deny it or only think of it.
const DENIED: [&str; 8] = ["not", "no", "never", "could", "might", "may", "if", "without"];

/// The most telling cue of `words`, and what else there is of equal rank; the strongest first, in the text's order among equals.
pub(super) fn cues(words: &[Word]) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for at in 0..words.len() {
        let phrases = PHRASES.iter().filter_map(|(parts, what, record, weight)| {
            let last = ends(words, at, parts)?;
            Some(Cue { word: at, start: words[at].start, end: words[last].end, what, record: *record, weight: *weight })
        });
        let single = WORDS.iter().find(|(word, ..)| *word == words[at].plain);
        let single = single.map(|(_, what, record, weight)| {
            let (start, end) = (words[at].start, words[at].end);
            Cue { word: at, start, end, what, record: *record, weight: *weight }
        });
        found.extend(phrases.chain(single).filter(|cue| !denied(words, cue)));
    }
    found.sort_by(|one, other| other.weight.cmp(&one.weight).then(one.start.cmp(&other.start)));
    found
}

/// The last word of the phrase that begins at `at`.
fn ends(words: &[Word], at: usize, parts: &[&str]) -> Option<usize> {
    let fits = |word: &Word, part: &str| part.split('|').any(|spelling| spelling == word.plain);
    let mut last = at;
    for (number, part) in parts.iter().enumerate() {
        if number == 0 {
            fits(words.get(at)?, part).then_some(())?;
            continue;
        }
        let reach = last + 1..(last + 2 + BETWEEN_MAX).min(words.len());
        let next = reach.into_iter().find(|next| fits(&words[*next], part))?;
        if words[last + 1..=next].iter().any(|word| word.gap.contains(['.', ';', ':'])) {
            return None;
        }
        last = next;
    }
    Some(last)
}

fn denied(words: &[Word], cue: &Cue) -> bool {
    let before = &words[cue.word.saturating_sub(2)..cue.word];
    before.iter().any(|word| word.is_any(&DENIED) && word.text != "May")
}

impl Cue {
    /// How telling its words are.
    pub(super) fn weight(&self) -> u8 {
        self.weight
    }
}
