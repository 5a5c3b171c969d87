//! All that one sentence names, side by side. Not responsible for what record it amounts to.

use crate::analysis::draft::actors::{ActorMention, actor_mentions};
use crate::analysis::draft::attribution::{Attribution, attributions};
use crate::analysis::draft::dates::{Clock, DateMention, date_mentions, is_known};
use crate::analysis::draft::events::{Cue, cues};
use crate::analysis::draft::places::{Known, PlaceMention, place_mentions, unknown_names};
use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::tolls::{TollMention, toll_mentions};
use crate::analysis::draft::words::{Word, words, written};
use crate::model::claim::NotPlace;
use crate::names::actors::Actors;
use crate::names::gazetteer::Gazetteer;

/// What a sentence names.
#[derive(Debug, Clone)]
pub struct Findings<'t, 'a> {
    /// The sentence.
    pub sentence: Sentence<'t>,
    /// Its places, in order.
    pub places: Vec<PlaceMention<'a>>,
    /// Its dates, in order.
    pub dates: Vec<DateMention>,
    /// Its tolls, in order.
    pub tolls: Vec<TollMention>,
    /// Its actors, in order.
    pub actors: Vec<ActorMention<'a>>,
    /// Who says what, in order.
    pub attributions: Vec<Attribution>,
    /// Words of events, the most telling first.
    pub cues: Vec<Cue>,
    /// Names that look like a place and are none.
    pub not_places: Vec<NotPlace>,
    /// The ids of the records that are proposed of it, or to which it adds a claim.
    pub records: Vec<String>,
    /// What a person has to decide.
    pub doubts: Vec<String>,
}

impl Findings<'_, '_> {
    /// Whether nothing at all was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
            && self.dates.is_empty()
            && self.tolls.is_empty()
            && self.cues.is_empty()
            && self.actors.is_empty()
    }

    /// The words of an event that a record would be made of; headings repeat what the text tells.
    pub(super) fn cue(&self) -> Option<&Cue> {
        self.cues.first().filter(|_| !self.sentence.heading)
    }

    /// The dates that something is known of.
    pub(super) fn known_dates(&self) -> impl Iterator<Item = &DateMention> {
        self.dates.iter().filter(|met| is_known(&met.span))
    }
}

/// What a text is read with, and what it has told so far.
pub(super) struct Reader<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) actors: &'a Actors,
    pub(super) clock: Clock,
    pub(super) known: Known,
    /// Who spoke last.
    pub(super) speaker: Option<Attribution>,
}

impl<'a> Reader<'a> {
    /// What `sentence` names.
    pub(super) fn findings<'t>(&mut self, sentence: Sentence<'t>) -> Findings<'t, 'a> {
        let words = words(sentence.text, sentence.start);
        let dates = date_mentions(&sentence, &words, &self.clock);
        let spans: Vec<(usize, usize)> = dates.iter().map(|met| (met.start, met.end)).collect();
        let actors = actor_mentions(&sentence, &words, self.actors);
        let attributions = attributions(&sentence, &words, &actors, self.speaker.as_ref());
        let tolls = toll_mentions(&sentence, &words, &spans);
        let (mut places, resembling) = place_mentions(&sentence, &words, self.gazetteer, &mut self.known);
        // `3 March` is no village of that name
        places.retain(|met| spans.iter().all(|(start, end)| met.end <= *start || *end <= met.start));
        let mut not_places = self.stopped(&sentence, &words);
        // a country that the atlas lacks is a place all the same
        let is_place =
            |[start, end]: [u64; 2]| places.iter().any(|met| met.start as u64 >= start && met.end as u64 <= end);
        not_places.retain(|not| !not.offset.is_some_and(is_place));
        if let Some(last) = dates.iter().rev().find(|met| is_known(&met.span)) {
            self.clock.last = Some(last.span.clone());
            self.clock.first = dates.iter().filter_map(|met| met.span.start).min();
        }
        if let Some(last) = attributions.iter().rev().find(|met| met.kind != "author" && met.actor.is_some()) {
            self.speaker = Some(last.clone());
        }
        let cues = cues(&words);
        let taken = spans
            .into_iter()
            .chain(places.iter().map(|met| (met.start, met.end)))
            .chain(resembling.iter().map(|met| (met.start, met.end)))
            .chain(actors.iter().map(|met| (met.start, met.end)));
        let mut taken: Vec<(usize, usize)> = taken.collect();
        let offsets = not_places.iter().filter_map(|not| not.offset);
        taken.extend(offsets.filter_map(|[from, to]| Some((from.try_into().ok()?, to.try_into().ok()?))));
        let mut doubts: Vec<String> = resembling.into_iter().map(|met| met.doubt).collect();
        if !cues.is_empty() && !sentence.heading {
            let unknown = unknown_names(&sentence, &words, &taken);
            doubts.extend(unknown.into_iter().map(|name| format!("“{name}” is not in the gazetteer")));
        }
        let records = Vec::new();
        Findings { sentence, places, dates, tolls, actors, attributions, cues, not_places, records, doubts }
    }

    /// The names in `sentence` that look like a place and are none, each with the reason.
    fn stopped(&self, sentence: &Sentence, words: &[Word]) -> Vec<NotPlace> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=STOP_WORDS.min(words.len() - at)).rev().find_map(|length| {
                let text = written(sentence.text, words, at, at + length - 1);
                let reason = words[at].is_capital().then(|| self.gazetteer.stops().reason(text)).flatten()?;
                Some((length, text, reason))
            });
            // what is listed as an actor needs no telling
            let longest = longest.filter(|(.., reason)| !reason.contains(ACTORS_NAME));
            let Some((length, text, reason)) = longest else {
                at += 1;
                continue;
            };
            let offset = [words[at].start as u64, words[at + length - 1].end as u64];
            found.push(NotPlace { as_written: text.to_owned(), offset: Some(offset), reason: reason.to_owned() });
            at += length;
        }
        found
    }
}

/// The reason of a stop phrase that is the name of an actor, who is listed as one.
const ACTORS_NAME: &str = "is the name of a group or person";
/// Words of the longest name that is no place.
const STOP_WORDS: usize = 7;
