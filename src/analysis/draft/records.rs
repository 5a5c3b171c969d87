//! Candidate records of what sentences name. Not responsible for whether they are right: each is a draft.

use crate::analysis::draft::attribution::{Attribution, How, is_nobody};
use crate::analysis::draft::dates::DateMention;
use crate::analysis::draft::events::Cue;
use crate::analysis::draft::findings::Findings;
use crate::analysis::draft::whereabouts::{Site, of_sites, sites, unlocated};
use crate::model::claim::{Asserter, Claim, Incident, Part, RecordKind, Toll};
use crate::model::dates::{DatePrecision, DateSpan};
use crate::model::precision::{Precision, Whereabouts};

/// The source's id in a draft.
pub(super) const SOURCE: &str = "article";
/// Sentences back to which `the attack` may refer.
const BACK: usize = 2;
/// What a protest becomes that is met with force.
const FORCE: &str = "use-of-force-on-protest";
/// What a cue of this weight or more tells is an event of its own beside another in the same sentence.
const OWN_WEIGHT: u8 = 7;
/// Kinds of events in which people may be hurt.
const VIOLENT: [&str; 9] = [
    "air-or-missile-strike",
    "armed-attack",
    "armed-attacks",
    "bombing",
    "armed-clash",
    "use-of-force-on-protest",
    "killing",
    "shelling",
    "raid",
];

/// One candidate before it has an id.
struct Candidate {
    what: &'static str,
    record: RecordKind,
    when: DateSpan,
    place: Whereabouts,
    toll: Option<Toll>,
    /// What names the place in a title.
    called: Option<String>,
}

/// Adds to `records` what `found` proposes, and notes in it what that is.
pub(super) fn propose(found: &mut Findings, records: &mut Vec<Incident>) {
    if responsibility(found, records) || follows_up(found, records) {
        return;
    }
    if denied(found) {
        let killing = found.cue().is_some_and(|cue| cue.what == "killing");
        found.doubts.push("the words before it may deny the event".to_owned());
        if killing {
            return;
        }
    }
    let candidates = candidates(found);
    let many = candidates.len() > 1;
    for (number, candidate) in candidates.into_iter().enumerate() {
        let id = format!("S{}{}", found.sentence.number, if many { letters(number) } else { String::new() });
        let record = record(&id, found, candidate);
        doubts_of(found, &record);
        found.records.push(id);
        records.push(record);
    }
}

/// `Nobody was killed`: a word just before the event denies it.
fn denied(found: &Findings) -> bool {
    let Some(cue) = found.cue() else { return false };
    let before: String = found.sentence.text.chars().take(cue.start - found.sentence.start).collect();
    let words: Vec<String> = before.split_whitespace().rev().take(DENIAL_REACH).map(str::to_lowercase).collect();
    words.iter().enumerate().any(|(back, word)| {
        let next = back.checked_sub(1).and_then(|next| words.get(next)).map(String::as_str);
        let counts = matches!(next, Some("fewer" | "less" | "only"));
        matches!(word.as_str(), "no" | "nobody" | "none" | "not" | "never" | "neither") && !counts
    })
}

/// Words before an event among which one may deny it: `no soldier was`, `none of them were`.
const DENIAL_REACH: usize = 4;

/// `a` to `z`, then `aa`: what tells the records of one sentence apart.
fn letters(number: usize) -> String {
    let last = u8::try_from(number % 26).map_or('a', |letter| char::from(b'a' + letter));
    let before = if number < 26 { String::new() } else { letters(number / 26 - 1) };
    format!("{before}{last}")
}

/// `Responsibility was claimed by …`: a claim about the events told before.
fn responsibility(found: &mut Findings, records: &mut [Incident]) -> bool {
    let Some(said) = found.attributions.iter().find(|said| said.how == How::Responsibility).cloned() else {
        return false;
    };
    if found.known_dates().next().is_some()
        || found.places.iter().any(|met| met.role == super::places::MentionRole::EventPlace)
    {
        return false;
    }
    let last = last_of_events(found, records);
    if last.is_empty() {
        return false;
    }
    for number in last {
        let record = &mut records[number];
        let id = format!("{}.{}", record.id, record.claims.len() + 1);
        let mut claim = bare_claim(id, found, Some(&said));
        claim.actors = parts(found, Some(&said));
        "Responsibility is taken, as the words found say; role and event are not judged."
            .clone_into(&mut claim.statement);
        claim.about = about(&claim);
        found.records.push(record.id.clone());
        record.claims.push(claim);
    }
    found.doubts.push("which events are meant is inferred from the sentence before".to_owned());
    true
}

/// The numbers of the records of the last sentence before `found` that proposes events.
fn last_of_events(found: &Findings, records: &[Incident]) -> Vec<usize> {
    let sentence_of = |record: &Incident| -> Option<usize> {
        record.id.trim_start_matches('S').trim_end_matches(|c: char| c.is_ascii_lowercase()).parse().ok()
    };
    let event = |record: &&Incident| VIOLENT.contains(&record.what.as_str()) || record.what == "protest";
    let near = |number: &usize| sentence_of(&records[*number]).is_some_and(|met| found.sentence.number - met <= BACK);
    let mut events: Vec<usize> =
        (0..records.len()).rev().take_while(near).filter(|number| event(&&records[*number])).collect();
    let last = events.first().and_then(|number| sentence_of(&records[*number]));
    events.retain(|number| sentence_of(&records[*number]) == last);
    events.reverse();
    events
}

/// `… in the strike were …`: a sentence that tells more of the event before.
fn follows_up(found: &mut Findings, records: &mut [Incident]) -> bool {
    let Some(cue) = found.cue().copied() else { return false };
    let pointing = found.cues.iter().any(|cue| points_back(found, cue));
    if !pointing || found.known_dates().next().is_some() || cue.record == RecordKind::DiplomaticEvent {
        return false;
    }
    let last = last_of_events(found, records);
    let [number] = last.as_slice() else { return false };
    let record = &mut records[*number];
    let hurt = |what: &str| VIOLENT.contains(&what) || what == "protest";
    let elsewhere = sites(&found.places).iter().any(|site| site.whereabouts().areas != record.whereabouts.areas);
    if elsewhere || (cue.what != record.what && !(hurt(cue.what) && hurt(&record.what))) {
        return false;
    }
    if record.what == "protest" && cue.what == FORCE {
        record.title = record.title.replacen(&in_words(&record.what), &in_words(FORCE), 1);
        FORCE.clone_into(&mut record.what);
    }
    let said = main_attribution(found, &cue).cloned();
    let id = format!("{}.{}", record.id, record.claims.len() + 1);
    let mut claim = bare_claim(id, found, said.as_ref());
    claim.toll = found.tolls.first().map(|met| met.toll.clone());
    claim.actors = parts(found, said.as_ref());
    claim.about = about(&claim);
    found.records.push(record.id.clone());
    found.doubts.push("which event is meant is inferred from the sentence before".to_owned());
    record.claims.push(claim);
    true
}

/// `the strike`, `these attacks`, `this event`: words of an event that is known already.
fn points_back(found: &Findings, cue: &Cue) -> bool {
    let before: String = found.sentence.text.chars().take(cue.start - found.sentence.start).collect();
    let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let own = found.sentence.text[before.len()..].to_lowercase();
    ["the", "this", "these", "those", "that"].contains(&word.as_str())
        || ["these", "those", "such", "this"].iter().any(|word| own.starts_with(word))
}

/// What the words of an event, places and dates of `found` amount to.
fn candidates(found: &Findings) -> Vec<Candidate> {
    let Some(first) = found.cue().copied() else { return Vec::new() };
    let own = |cue: &&Cue| cue.weight() >= OWN_WEIGHT && cue.record == RecordKind::DiplomaticEvent;
    let mut events: Vec<Cue> = vec![first];
    if first.record == RecordKind::DiplomaticEvent {
        for cue in found.cues.iter().filter(own) {
            if events.iter().all(|event| event.what != cue.what) {
                events.push(*cue);
            }
        }
        events.sort_by_key(|event| event.start);
    }
    let sites = sites(&found.places);
    let dates: Vec<&DateMention> = found.known_dates().collect();
    let split = sites.len() > 1 && sites.len() == dates.len() && first.record != RecordKind::DiplomaticEvent;
    if split {
        let each = sites.iter().zip(&dates);
        return each.map(|(site, date)| candidate(found, &first, std::slice::from_ref(site), Some(date))).collect();
    }
    events.iter().map(|event| candidate(found, event, &sites, nearest(found, &dates, event))).collect()
}

/// The date nearest to the words of an event; one of which nothing is known, where there is no other.
fn nearest<'f>(found: &'f Findings, dates: &[&'f DateMention], event: &Cue) -> Option<&'f DateMention> {
    let away = |met: &&DateMention| met.start.abs_diff(event.start);
    dates.iter().copied().min_by_key(away).or_else(|| found.dates.first())
}

fn candidate(found: &Findings, event: &Cue, sites: &[Site], date: Option<&DateMention>) -> Candidate {
    let unknown = || DateSpan { start: None, end: None, precision: DatePrecision::Unknown, as_written: None };
    let diplomatic = event.record == RecordKind::DiplomaticEvent;
    let place = match (diplomatic, sites) {
        (true, _) => unlocated(Some("an act between states has no incident place")),
        (false, []) => unlocated(None),
        (false, sites) => of_sites(sites),
    };
    // one place and one month or day: one of the attacks that are listed
    let one_of_them = sites.len() == 1 && date.is_some_and(is_short);
    let plural = event.what == "armed-attack" && found.sentence.text.contains("attacks") && date.is_none();
    let alone = sites.len() <= 1 || found.tolls.len() <= 1;
    Candidate {
        what: if plural {
            "armed-attacks"
        } else if one_of_them && event.what == "armed-attacks" {
            "armed-attack"
        } else {
            event.what
        },
        record: match event.record {
            RecordKind::Incident if plural => RecordKind::Aggregate,
            RecordKind::Aggregate if one_of_them => RecordKind::Incident,
            other => other,
        },
        when: date.map_or_else(unknown, |met| met.span.clone()),
        called: sites.first().filter(|_| !diplomatic).and_then(|site| site.entry().map(|entry| entry.name.clone())),
        place,
        toll: found.tolls.first().filter(|_| alone && !diplomatic).map(|met| met.toll.clone()),
    }
}

fn is_short(met: &DateMention) -> bool {
    matches!(met.span.precision, DatePrecision::Day | DatePrecision::Month | DatePrecision::Week)
}

/// The attribution that governs the event: its verb stands before it, or the sentence is quoted speech.
fn main_attribution<'f>(found: &'f Findings, cue: &Cue) -> Option<&'f Attribution> {
    let quoted = found.sentence.text.contains(['“', '"', '«']);
    let governs = |said: &&Attribution| said.how == How::Main && (said.start <= cue.start || quoted || reported(said));
    found.attributions.iter().find(governs)
}

/// `it is said that …` stands for the whole sentence, wherever the event is.
fn reported(said: &Attribution) -> bool {
    said.verb.ends_with("ly") || said.verb.starts_with("according")
}

fn record(id: &str, found: &Findings, candidate: Candidate) -> Incident {
    let Candidate { what, record, when, place, toll, called } = candidate;
    let cue = found.cue().copied();
    let main = cue.and_then(|cue| main_attribution(found, &cue)).cloned();
    let mut first = bare_claim(format!("{id}.1"), found, main.as_ref());
    first.when = Some(when.clone()).filter(|when| when.as_written.is_some());
    first.whereabouts = Some(place.clone()).filter(|place| place.as_written.is_some());
    first.toll = toll;
    first.actors = parts(found, main.as_ref());
    first.statement = statement(what, &first);
    first.about = about(&first);
    let mut claims = vec![first];
    for said in found.attributions.iter().filter(|said| Some(*said) != main.as_ref() && said.kind != "author") {
        let mut claim = bare_claim(format!("{id}.{}", claims.len() + 1), found, Some(said));
        claim.actors = speaker(said);
        "Something about this event, as the words found say; what it is has to be read."
            .clone_into(&mut claim.statement);
        claim.about = about(&claim);
        claims.push(claim);
    }
    let mut title: Vec<String> = vec![in_words(what)];
    title.extend(called);
    title.extend(Some(when.to_string()).filter(|when| !when.is_empty()));
    Incident {
        id: id.to_owned(),
        layer: record.layer().to_owned(),
        record,
        title: title.join(", "),
        what: what.to_owned(),
        summary: format!(
            "Proposed by rules from sentence {} of the text; no person has reviewed it.",
            found.sentence.number
        ),
        unknown: unknown(what, &when, &place, claims[0].toll.as_ref()),
        when,
        whereabouts: place,
        claims,
        conflicts: Vec::new(),
    }
}

/// A claim of the sentence, by whoever says it, that says nothing yet.
fn bare_claim(id: String, found: &Findings, said: Option<&Attribution>) -> Claim {
    let (who, kind, verb) = said.map_or(("the author", "author", "states"), |said| (&said.who, said.kind, &said.verb));
    let sentence = &found.sentence;
    Claim {
        id,
        source: SOURCE.to_owned(),
        asserted_by: Asserter { who: who.to_owned(), kind: kind.to_owned() },
        verb: verb.to_owned(),
        quoted: said.is_some(),
        offset: Some([sentence.start as u64, sentence.end as u64]),
        said_on: None,
        about: Vec::new(),
        statement: "More about this event, as the words found say; what it is has to be read.".to_owned(),
        when: None,
        whereabouts: None,
        actors: Vec::new(),
        toll: None,
        status: Claim::DRAFT.to_owned(),
    }
}

/// Which of its own fields a claim fills.
fn about(claim: &Claim) -> Vec<String> {
    let filled = [
        ("what", true),
        ("place", claim.whereabouts.is_some()),
        ("date", claim.when.is_some()),
        ("actor", !claim.actors.is_empty()),
        ("toll", claim.toll.is_some()),
    ];
    filled.into_iter().filter(|(_, filled)| *filled).map(|(word, _)| word.to_owned()).collect()
}

/// The actors that a sentence names, each once; what they did is not judged.
fn parts(found: &Findings, said: Option<&Attribution>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for met in &found.actors {
        let id = &met.actor.id;
        if parts.iter().any(|part| part.actor == *id) {
            continue;
        }
        let responsible = said.is_some_and(|said| said.how == How::Responsibility);
        let speaks = said.and_then(|said| said.actor.as_ref()) == Some(id);
        let role = match (speaks, responsible) {
            (_, true) => "claimed responsibility",
            (true, _) => "speaker",
            _ => "named, role not judged",
        };
        parts.push(Part { actor: id.clone(), role: role.to_owned() });
    }
    parts
}

fn speaker(said: &Attribution) -> Vec<Part> {
    said.actor.iter().map(|id| Part { actor: id.clone(), role: "speaker".to_owned() }).collect()
}

/// What was found, in neutral words of its own: the text's sentence is not copied.
fn statement(what: &str, claim: &Claim) -> String {
    let mut told = vec![in_words(what)];
    if let Some(place) = &claim.whereabouts {
        let ids: Vec<&str> = place.place.iter().chain(&place.areas).chain(&place.border).map(String::as_str).collect();
        told.extend(Some(ids.join(" ")).filter(|ids| !ids.is_empty()));
    }
    told.extend(claim.when.as_ref().map(ToString::to_string).filter(|when| !when.is_empty()));
    if let Some(toll) = claim.toll.as_ref().and_then(|toll| toll.as_written.as_ref()) {
        told.push(format!("toll “{toll}”"));
    }
    format!("Proposed from the words found: {}.", told.join("; "))
}

/// `Armed attack` for `armed-attack`.
fn in_words(what: &str) -> String {
    let words = what.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the sentence does not tell.
fn unknown(what: &str, when: &DateSpan, place: &Whereabouts, toll: Option<&Toll>) -> Vec<String> {
    let counted = toll.is_some_and(|toll| toll.killed.is_some() || toll.wounded.is_some());
    let lacks = [
        ("day", when.precision != DatePrecision::Day),
        ("place", matches!(place.precision, Precision::Unlocated | Precision::Country | Precision::Province)),
        ("toll", VIOLENT.contains(&what) && !counted),
    ];
    lacks.into_iter().filter(|(_, lacking)| *lacking).map(|(word, _)| word.to_owned()).collect()
}

/// Notes in `found` what a person has to decide about `record`.
fn doubts_of(found: &mut Findings, record: &Incident) {
    let several_dates =
        found.known_dates().count() > 1 && found.records.is_empty() && !record.id.ends_with(char::is_alphabetic);
    let mut doubts: Vec<String> = Vec::new();
    if several_dates {
        doubts.push("several dates: the one nearest to the event's words was taken".to_owned());
    }
    if found.tolls.len() > 1 {
        doubts.push("several tolls: the first was taken".to_owned());
    }
    if found.attributions.iter().any(|said| is_nobody(&said.who)) {
        doubts.push("nobody is named who says it".to_owned());
    }
    for doubt in doubts {
        if !found.doubts.contains(&doubt) {
            found.doubts.push(doubt);
        }
    }
}
