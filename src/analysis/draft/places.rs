//! Places that a sentence names, and whether events are placed there. Not responsible for the names themselves.

use std::collections::BTreeMap;

use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::words::{Word, written};
use crate::atlas::names::country_elsewhere;
use crate::names::entry::{Entry, Kind};
use crate::names::gazetteer::{Closeness, Gazetteer, Hit};
use crate::names::mentions::Mention;

/// What a place is to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MentionRole {
    /// Something is said to have been there.
    EventPlace,
    /// Where somebody or something came from or went to.
    Endpoint,
    /// Where somebody is based, or what the words only mention.
    Context,
    /// A state that acts or is acted upon.
    Party,
}

impl MentionRole {
    /// The word that a review table shows.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::EventPlace => "event place",
            Self::Endpoint => "endpoint",
            Self::Context => "context",
            Self::Party => "party",
        }
    }
}

/// A place that a sentence names.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention<'a> {
    /// The first character, in the text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// As written.
    pub as_written: String,
    /// What may be meant, the likeliest first; one where it is clear.
    pub meant: Vec<&'a Entry>,
    /// Places of the same name inside the one that is meant, which may be meant more exactly.
    pub nested: Vec<&'a Entry>,
    /// What it is to the sentence.
    pub role: MentionRole,
    /// Why it was taken so, or what is in doubt.
    pub why: Option<&'static str>,
}

/// Entries of one name that are listed; the rest makes a name no clearer.
const MEANT_MAX: usize = 6;
/// What belongs to a state and is its area: `Pakistan’s airspace`, `on its territory`.
const TERRITORIES: [&str; 4] = ["airspace", "territory", "soil", "waters"];
/// Prepositions of a place where something is.
const AT: [&str; 18] = [
    "visit",
    "in",
    "at",
    "near",
    "inside",
    "on",
    "across",
    "outside",
    "around",
    "within",
    "along",
    "throughout",
    "targeting",
    "under",
    "off",
    "hit",
    "struck",
    "shelled",
];
/// Prepositions of a place that something comes from or goes to.
const FROM_TO: [&str; 12] =
    ["from", "to", "into", "towards", "toward", "via", "through", "leaving", "reach", "enter", "entering", "entered"];
/// Nouns whose `of` holds a place: `the city of Zahedan`, `district of Kech`.
const AREAS: [&str; 24] = [
    "city",
    "town",
    "village",
    "district",
    "province",
    "area",
    "county",
    "tehsil",
    "sector",
    "region",
    "outskirts",
    "port",
    "south",
    "north",
    "east",
    "west",
    "parts",
    "part",
    "side",
    "division",
    "mountains",
    "suburb",
    "valley",
    "coast",
];
/// Verbs and nouns before `in` that place somebody and no event.
const BASED: [&str; 8] = ["based", "located", "born", "living", "hiding", "headquartered", "residing", "exiled"];
/// What stands behind a hyphen and makes a place something else.
const SUFFIXES: [(&str, MentionRole, &str); 10] = [
    ("bound", MentionRole::Endpoint, "a destination"),
    ("based", MentionRole::Context, "where somebody is based"),
    ("born", MentionRole::Context, "where somebody was born"),
    ("led", MentionRole::Party, "who leads"),
    ("backed", MentionRole::Party, "who supports"),
    ("sponsored", MentionRole::Party, "who supports"),
    ("controlled", MentionRole::Context, "who controls"),
    ("made", MentionRole::Context, "where something was made"),
    ("origin", MentionRole::Context, "where somebody comes from"),
    ("registered", MentionRole::Context, "where something is registered"),
];

/// What names of several places were found to mean earlier in the text, by what stood beside them.
pub(super) type Known = BTreeMap<String, String>;

/// The places that `sentence` names, in order; a name that the text made clear before means the same again.
pub(super) fn place_mentions<'a>(
    sentence: &Sentence,
    words: &[Word],
    gazetteer: &'a Gazetteer,
    known: &mut Known,
) -> (Vec<PlaceMention<'a>>, Vec<Resembling>) {
    let mut found: Vec<PlaceMention> = Vec::new();
    let mut resembling = Vec::new();
    for Named { start, end, as_written, meant } in named(sentence, words, gazetteer) {
        if meant.iter().all(|entry| !is_named(gazetteer, entry, &as_written)) {
            let ids: Vec<&str> = meant.iter().take(MEANT_MAX).map(|entry| entry.id.as_str()).collect();
            let doubt = format!("written “{as_written}”, perhaps {}; not placed", ids.join(" or "));
            resembling.push(Resembling { start, end, doubt });
            continue;
        }
        let reading = Reading { sentence, words, start, end };
        let (role, why) = reading.role(&meant, &found);
        found.push(PlaceMention { start, end, as_written, meant, nested: Vec::new(), role, why });
    }
    on_its_territory(&mut found, words);
    for number in 0..found.len() {
        let beside = found.get(number + 1).filter(|next| stand_side_by_side(&found[number], next, words));
        let holders: Vec<String> = beside.iter().flat_map(|met| &met.meant).map(|entry| entry.id.clone()).collect();
        let met = &mut found[number];
        let several = met.meant.len() > 1;
        narrow(met, words, &holders, known);
        if let (true, [one]) = (several, met.meant.as_slice()) {
            known.entry(met.as_written.clone()).or_insert_with(|| one.id.clone());
        }
    }
    (found, resembling)
}

/// A name that is spelt like one of the gazetteer's, and may be that of another place.
pub(super) struct Resembling {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) doubt: String,
}

/// Whether `entry` has this very name; countries abroad are found by theirs alone.
fn is_named(gazetteer: &Gazetteer, entry: &Entry, name: &str) -> bool {
    let known = gazetteer.entry(&entry.id).is_some();
    let exact = |hit: &Hit| hit.closeness == Closeness::Exact && hit.entry.id == entry.id;
    !known || gazetteer.named(name).iter().any(exact)
}

/// Names behind `in`, `at` or `near` that nothing in `taken` covers, as characters of the text and as written.
pub(super) fn unknown_names<'t>(sentence: &Sentence<'t>, words: &[Word<'t>], taken: &[(usize, usize)]) -> Vec<&'t str> {
    let free = |word: &Word| taken.iter().all(|(start, end)| word.end <= *start || *end <= word.start);
    let behind = |at: usize| {
        let the = usize::from(words.get(at + 1).is_some_and(|word| word.plain == "the"));
        let from = at + 1 + the;
        let name = words.iter().skip(from).take(NAME_WORDS);
        let length = name.take_while(|word| word.is_capital() && word.follows_directly() && free(word)).count();
        (length > 0).then(|| written(sentence.text, words, from, from + length - 1))
    };
    let named =
        |at: usize| behind(at).filter(|_| words[at].is_any(&["in", "at", "near", "outside", "inside", "around"]));
    (0..words.len()).filter_map(named).collect()
}

/// Words of a name that is not known, at most.
const NAME_WORDS: usize = 3;

/// A name and the entries that it may mean.
struct Named<'a> {
    start: usize,
    end: usize,
    as_written: String,
    meant: Vec<&'a Entry>,
}

/// Characters between a place and what holds it, at most: ` area of `, ` district, in `.
pub(super) const BESIDE_CHARS: usize = 24;

/// The names in `sentence`: those of the gazetteer, and of countries that it does not have.
fn named<'a>(sentence: &Sentence, words: &[Word], gazetteer: &'a Gazetteer) -> Vec<Named<'a>> {
    let as_named = |mention: Mention| Named {
        start: sentence.start + mention.start,
        end: sentence.start + mention.end,
        as_written: mention.as_written,
        meant: mention.entries.iter().map(|number| &gazetteer.entries()[*number]).collect(),
    };
    let mut found: Vec<Named> = gazetteer.mentions(sentence.text).into_iter().map(as_named).collect();
    for (start, end, text, entry) in abroad(sentence, words) {
        let longer = |met: &Named| met.start <= start && end <= met.end && met.end - met.start > end - start;
        if !found.iter().any(longer) {
            found.retain(|met| met.end <= start || end <= met.start);
            found.push(Named { start, end, as_written: text.to_owned(), meant: vec![entry] });
        }
    }
    found.sort_by_key(|met| met.start);
    found
}

/// The countries outside the atlas that `sentence` names.
fn abroad<'t>(sentence: &Sentence<'t>, words: &[Word<'t>]) -> Vec<(usize, usize, &'t str, &'static Entry)> {
    let at = |at: usize| {
        [3, 2, 1].into_iter().filter(|length| at + length <= words.len()).find_map(|length| {
            let text = written(sentence.text, words, at, at + length - 1);
            let bare = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s")).unwrap_or(text);
            let start = words[at].start;
            country_elsewhere(bare).map(|entry| (start, start + bare.chars().count(), bare, entry))
        })
    };
    (0..words.len()).filter_map(at).collect()
}

/// `Iran … on its territory`: the one state that the sentence names before.
fn on_its_territory(found: &mut [PlaceMention], words: &[Word]) {
    let its = words.windows(3).find(|three| {
        three[0].is_any(&["on", "in", "inside"]) && three[1].plain == "its" && three[2].is_any(&TERRITORIES)
    });
    let Some(place) = its.map(|three| three[0].start) else { return };
    let mut states = found.iter_mut().filter(|met| met.role == MentionRole::Party && met.end <= place);
    if let (Some(state), None) = (states.next(), states.next()) {
        state.role = MentionRole::EventPlace;
        state.why = Some("its territory");
    }
}

/// Whether `next` can tell where `met` lies: `Turbat, Balochistan`, `Chogab area of Panjgur district`.
fn stand_side_by_side(met: &PlaceMention, next: &PlaceMention, words: &[Word]) -> bool {
    let mut between = words.iter().filter(|word| word.start >= met.end && word.end <= next.start);
    let linked = between.all(|word| word.is_any(&["of", "in", "the"]) || word.is_any(&AREAS));
    linked && next.start.saturating_sub(met.end) <= BESIDE_CHARS
}

struct Reading<'w, 't> {
    sentence: &'w Sentence<'t>,
    words: &'w [Word<'t>],
    start: usize,
    end: usize,
}

impl Reading<'_, '_> {
    /// The number of the word that holds the first character.
    fn first(&self) -> usize {
        self.words.iter().position(|word| word.end > self.start).unwrap_or(self.words.len())
    }

    fn behind(&self) -> String {
        self.sentence.text.chars().skip(self.end - self.sentence.start).take(16).collect()
    }

    fn role(&self, meant: &[&Entry], found: &[PlaceMention]) -> (MentionRole, Option<&'static str>) {
        let behind = self.behind();
        let suffix = behind.strip_prefix(['-', '‐', '‑']).map(str::to_lowercase).unwrap_or_default();
        if let Some((_, role, why)) = SUFFIXES.iter().find(|(suffix_word, ..)| suffix.starts_with(suffix_word)) {
            return (*role, Some(why));
        }
        let first = self.first();
        let inside_word = self.words.get(first).is_some_and(|word| word.start < self.start);
        if inside_word {
            return (MentionRole::Party, Some("part of a longer word"));
        }
        let area = meant.first().is_none_or(|entry| matches!(entry.kind, Kind::Country | Kind::Province));
        if let Some(role) = self.governed(first) {
            return role;
        }
        if self.holds_unknown(first) {
            return (MentionRole::EventPlace, Some("holds a place that is not in the gazetteer"));
        }
        // `Turbat, Balochistan`, `Chogab area of Panjgur`, `Pakistan and Afghanistan`: as the one before
        if let Some(before) = found.last().filter(|before| self.continues(before, first)) {
            return (before.role, before.why);
        }
        let owned = behind.strip_prefix("’s ").or_else(|| behind.strip_prefix("'s "));
        if owned.is_some_and(|owned| TERRITORIES.iter().any(|territory| owned.starts_with(territory))) {
            return (MentionRole::EventPlace, None);
        }
        if owned.is_some() {
            return if area { (MentionRole::Party, None) } else { (MentionRole::Context, None) };
        }
        match meant.first().map(|entry| entry.kind) {
            Some(Kind::Country) => (MentionRole::Party, None),
            Some(Kind::Town | Kind::Locality | Kind::District)
                if found.iter().any(|met| met.role == MentionRole::EventPlace) =>
            {
                (MentionRole::EventPlace, Some("in a list of places"))
            }
            _ => (MentionRole::Context, None),
        }
    }

    /// What the preposition before word `first` says.
    fn governed(&self, first: usize) -> Option<(MentionRole, Option<&'static str>)> {
        let mut at = first;
        // articles and what describes the place stand between: `the southeastern Iranian city of Zahedan`
        for _ in 0..7 {
            at = at.checked_sub(1)?;
            let word = &self.words[at];
            if at + 1 < self.words.len() && !self.words[at + 1].follows_directly() {
                return None;
            }
            if word.is_any(&AT) {
                return Some(self.placed(at));
            }
            let before_to = at.checked_sub(1).filter(|_| word.plain == "to").map(|before| &self.words[before]);
            if before_to.is_some_and(|word| word.is_any(&["close", "next", "near", "nearer"])) {
                return Some((MentionRole::EventPlace, None));
            }
            if before_to.is_some_and(|word| word.is_any(&["adjacent", "neighbouring", "belongs", "commitment"])) {
                return Some((MentionRole::Context, Some("only said to be adjacent")));
            }
            if word.is_any(&FROM_TO) {
                return Some((MentionRole::Endpoint, Some("where somebody or something came from or went to")));
            }
            let of = word.plain == "of";
            let close = word.plain == "to" || (word.plain == "the" && at > 0);
            let area_before = of && at > 0 && self.words[at - 1].is_any(&AREAS);
            let describes = word.is_any(&[
                "the", "a", "an", "both", "southern", "northern", "eastern", "western", "district", "province", "of",
            ]) || word.plain.ends_with("eastern")
                || word.plain.ends_with("western")
                || word.is_any(&AREAS)
                || (word.is_capital() && at > 0)
                || close;
            if of && !area_before {
                return None;
            }
            if !describes {
                return None;
            }
        }
        None
    }

    /// `near Kolwah, Awaran`: what stands behind the comma of a name that is not known, and holds it.
    fn holds_unknown(&self, first: usize) -> bool {
        let comma = self.words.get(first).is_some_and(|word| word.gap.trim() == ",");
        let before = self.words.get(..first).unwrap_or_default();
        let length = before.iter().rev().take(NAME_WORDS).take_while(|word| word.is_capital()).count();
        let joined = before.iter().rev().take(length).all(Word::follows_directly);
        let place = before.len().checked_sub(length + 1).map(|at| (&before[at], at));
        comma
            && length > 0
            && joined
            && place.is_some_and(|(word, at)| word.is_any(&AT) && self.placed(at).0 == MentionRole::EventPlace)
    }

    /// `in`, unless it stands behind `based`.
    fn placed(&self, at: usize) -> (MentionRole, Option<&'static str>) {
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        if before.is_some_and(|word| word.is_any(&BASED)) {
            return (MentionRole::Context, Some("where somebody is based"));
        }
        (MentionRole::EventPlace, None)
    }

    /// Whether only a comma, `and` or words for areas part the place from the one before.
    fn continues(&self, before: &PlaceMention, first: usize) -> bool {
        let after = self.words.iter().position(|word| word.start >= before.end).unwrap_or(first);
        let between = self.words.get(after..first).unwrap_or_default();
        let gap_ok = self.words.get(first).is_some_and(|word| !word.gap.contains(['.', ';', ':', '“', '”', '(']));
        let link = |word: &Word| word.is_any(&["and", "or", "of", "the", "both"]) || word.is_any(&AREAS);
        gap_ok && between.len() <= 4 && between.iter().all(link)
    }
}

/// Leaves of several entries those that the words beside the name, and the other places, allow.
fn narrow(met: &mut PlaceMention, words: &[Word], holders: &[String], known: &Known) {
    let next = words.iter().find(|word| word.start >= met.end && word.follows_directly());
    let named = |known: &[&str]| {
        next.is_some_and(|word| word.is_any(known))
            || known.iter().any(|kind| met.as_written.to_lowercase().ends_with(kind))
    };
    let before = words.iter().rev().filter(|word| word.end <= met.start).take(2).map(|word| word.plain.clone());
    let before: Vec<String> = before.collect();
    let of = |known: &[&str]| {
        before.first().is_some_and(|word| word == "of")
            && before.get(1).is_some_and(|word| known.contains(&word.as_str()))
    };
    let kinds: &[Kind] = if named(&["district", "county", "shahrestan"]) || of(&["district", "county"]) {
        &[Kind::District]
    } else if named(&["province"]) || of(&["province"]) {
        &[Kind::Province]
    } else if named(&["city", "town"]) || of(&["city", "town"]) {
        &[Kind::Town]
    } else if of(&["village"]) {
        &[Kind::Town, Kind::Locality]
    } else {
        &[]
    };
    keep(met, |entry| kinds.contains(&entry.kind));
    if met.meant.len() > 1 {
        keep(met, |entry| entry.holders().any(|id| holders.iter().any(|held| held == id)));
    }
    if met.meant.len() > 1 {
        let as_written = met.as_written.clone();
        keep(met, |entry| known.get(&as_written).is_some_and(|id| *id == entry.id));
    }
    if met.meant.len() > 1 {
        // a district holds the town that it is named after: less is said, and nothing wrong
        let holder = met.meant.iter().find(|entry| {
            met.meant.iter().all(|other| other.id == entry.id || other.holders().any(|id| id == entry.id))
        });
        if let Some(holder) = holder.copied() {
            met.meant.retain(|entry| entry.id != holder.id);
            met.nested = std::mem::replace(&mut met.meant, vec![holder]);
            met.why = met.why.or(Some("the larger of those of this name, which holds the others"));
        } else {
            met.meant.truncate(MEANT_MAX);
            met.why = Some("several places have this name");
        }
    }
}

fn keep(met: &mut PlaceMention, fits: impl Fn(&Entry) -> bool) {
    if met.meant.iter().any(|entry| fits(entry)) {
        met.meant.retain(|entry| fits(entry));
    }
}
