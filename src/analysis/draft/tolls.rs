//! How many a text says were killed and wounded. Not responsible for which event they belong to.

use crate::analysis::draft::numbers::{Amount, amount};
use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::words::{Word, written};
use crate::model::claim::{Count, Toll};

/// What a sentence says of people killed and wounded.
#[derive(Debug, Clone, PartialEq)]
pub struct TollMention {
    /// The first character, in the text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The numbers, apart for killed and wounded; the matched words are in `as_written`.
    pub toll: Toll,
    /// What cannot be told.
    pub doubt: Option<&'static str>,
}

/// What became of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Killed,
    Wounded,
    /// Killed and wounded are counted together.
    Both,
}

const KILLED: [&str; 20] = [
    "killed",
    "killing",
    "kill",
    "kills",
    "dead",
    "died",
    "dies",
    "slain",
    "deaths",
    "fatalities",
    "martyred",
    "perished",
    "murdered",
    "executed",
    "beheaded",
    "lives",
    "assassinated",
    "massacred",
    "shahid",
    "drowned",
];
const WOUNDED: [&str; 9] =
    ["wounded", "wounding", "wounds", "injured", "injuring", "injures", "injuries", "hurt", "maimed"];
const BOTH: [&str; 1] = ["casualties"];
/// People, of whom `a` is one.
const ONE_PERSON: [&str; 32] = [
    "person",
    "man",
    "woman",
    "child",
    "boy",
    "girl",
    "soldier",
    "policeman",
    "constable",
    "officer",
    "guard",
    "civilian",
    "militant",
    "commander",
    "driver",
    "worker",
    "labourer",
    "passenger",
    "resident",
    "teacher",
    "student",
    "cleric",
    "villager",
    "shepherd",
    "fisherman",
    "protester",
    "gunman",
    "attacker",
    "official",
    "colonel",
    "captain",
    "leader",
];
/// What follows a number that counts no people.
const UNITS: [&str; 30] = [
    "km",
    "kilometres",
    "kilometers",
    "kilometre",
    "miles",
    "mile",
    "metres",
    "meters",
    "days",
    "day",
    "weeks",
    "week",
    "months",
    "month",
    "years",
    "year",
    "hours",
    "hour",
    "minutes",
    "percent",
    "per",
    "times",
    "attacks",
    "incidents",
    "vehicles",
    "houses",
    "bombs",
    "drones",
    "missiles",
    "am",
];
/// Words that may stand between a verb and the number behind it.
const BETWEEN: [&str; 7] = ["were", "was", "are", "had", "been", "have", "of"];
/// Words between a number and the verb behind it, at most.
const REACH: usize = 9;

/// The tolls that `sentence` names; characters that belong to dates are no numbers of people.
pub(super) fn toll_mentions(sentence: &Sentence, words: &[Word], dates: &[(usize, usize)]) -> Vec<TollMention> {
    let mut read = Reading { words, dates, found: Vec::new() };
    for (at, word) in words.iter().enumerate() {
        if let Some(fate) = fate(word) {
            read.verb(at, fate);
        }
    }
    read.together(sentence)
}

fn fate(word: &Word) -> Option<Fate> {
    let known = [(Fate::Killed, &KILLED[..]), (Fate::Wounded, &WOUNDED[..]), (Fate::Both, &BOTH[..])];
    known.into_iter().find(|(_, words)| word.is_any(words)).map(|(fate, _)| fate)
}

/// A number that belongs to a verb.
struct Counted {
    fate: Fate,
    count: Option<Count>,
    from: usize,
    to: usize,
}

struct Reading<'w, 't> {
    words: &'w [Word<'t>],
    dates: &'w [(usize, usize)],
    found: Vec<Counted>,
}

impl Reading<'_, '_> {
    /// Looks for the number that the verb at `at` counts.
    fn verb(&mut self, at: usize, own: Fate) {
        if self.found.iter().any(|met| (met.from..met.to).contains(&at)) {
            return;
        }
        let (first, end, fate) = self.joined(at, own);
        if self.words[at].plain == "lives" && !self.near_claimed(at) {
            return;
        }
        let found = self.none(first, end).or_else(|| self.behind(first, end)).or_else(|| self.ahead(first, end));
        let uncounted = || {
            let the = first.checked_sub(1).filter(|before| self.words[*before].plain == "the")?;
            (fate == Fate::Both).then_some(Amount { from: the, to: end, count: None })
        };
        let Some(found) = found.or_else(uncounted) else { return };
        let (from, to) = (found.from.min(first), found.to.max(end));
        self.found.push(Counted { fate, count: found.count, from, to });
    }

    /// `killed and wounded`: two verbs that share a number; the first and one past the last word of them.
    fn joined(&self, at: usize, own: Fate) -> (usize, usize, Fate) {
        let joint = self.words.get(at + 1).is_some_and(|word| word.is_any(&["and", "or"]));
        let other = self.words.get(at + 2).filter(|_| joint).and_then(fate);
        match other {
            Some(other) if other != own && self.words[at + 2].follows_directly() => {
                // `two killed and injured three` has a number of its own before it
                let own_number = self.ahead(at, at + 1).is_some() && self.behind(at, at + 3).is_some();
                if own_number { (at, at + 1, own) } else { (at, at + 3, Fate::Both) }
            }
            _ => (at, at + 1, own),
        }
    }

    fn near_claimed(&self, at: usize) -> bool {
        let near = at.saturating_sub(4)..(at + 3).min(self.words.len());
        self.words[near].iter().any(|word| word.is_any(&["claimed", "claiming", "lost", "took", "cost"]))
    }

    /// `no one was killed`, `no casualties`.
    fn none(&self, first: usize, end: usize) -> Option<Amount> {
        let from = first.saturating_sub(4);
        let near = &self.words[from..first];
        let nobody = near.iter().rposition(|word| word.is_any(&["nobody", "none", "no"]))?;
        let from = from + nobody;
        let plain = self.words[from + 1..first].iter().all(|word| {
            word.is_any(&["one", "was", "were", "is", "has", "have", "been", "had", "loss", "of", "or", "injuries"])
        });
        let count = Count { low: Some(0), best: Some(0), high: Some(0) };
        plain.then_some(Amount { from, to: end, count: Some(count) })
    }

    /// The number that stands behind the verb: `killed at least 14 people`.
    fn behind(&self, first: usize, end: usize) -> Option<Amount> {
        let toll = self.words[first].is_any(&["deaths", "lives", "dead", "fatalities", "casualties", "injuries"]);
        let colon = self.words.get(end).is_some_and(|word| word.gap.trim() == ":");
        let shot_dead = self.words[first].plain == "dead" && first > 0 && self.words[first - 1].plain == "shot";
        if toll && !colon && !shot_dead {
            return None;
        }
        let mut at = end;
        // what says how exact a number is belongs to it
        while at < (end + 4).min(self.words.len()) {
            let word = &self.words[at];
            if !(word.follows_directly() || (at == end && colon)) {
                return None;
            }
            if let Some(found) = self.number(at) {
                return Some(found);
            }
            let skipped = word.is_any(&BETWEEN)
                || word.is_any(&[
                    "at",
                    "least",
                    "more",
                    "than",
                    "no",
                    "fewer",
                    "as",
                    "many",
                    "up",
                    "to",
                    "over",
                    "about",
                    "around",
                    "nearly",
                    "almost",
                    "approximately",
                    "some",
                    "between",
                    "another",
                    "a",
                    "total",
                    "the",
                    "most",
                ]);
            if !skipped {
                return None;
            }
            at += 1;
        }
        None
    }

    /// The number that stands before the verb: `14 people were killed`.
    fn ahead(&self, first: usize, end: usize) -> Option<Amount> {
        let mut at = first;
        while at > 0 && first - at < REACH {
            // what a comma or a dash parts is another matter, but for a list that the verb closes
            if !self.words[at].gap.chars().all(|c| c.is_whitespace() || c == ',') {
                return None;
            }
            at -= 1;
            if fate(&self.words[at]).is_some() || self.taken(at) {
                return None;
            }
            if self.words[at].is_any(&["who", "that", "which", "after", "when", "as"]) && at + 1 < first {
                return None;
            }
            if let Some(found) = self.number(at) {
                // `two hundred` and `19 to 23` are one number, whose first word is an earlier one
                let mut back = (1..=3).filter_map(|back| at.checked_sub(back)).filter_map(|before| self.number(before));
                let earlier = back.rfind(|met| met.to >= found.to);
                let found = earlier.unwrap_or(found);
                return (found.to <= first || found.to <= end).then_some(found);
            }
        }
        None
    }

    fn taken(&self, at: usize) -> bool {
        self.found.iter().any(|met| (met.from..met.to).contains(&at))
    }

    /// The number of people at word `at`.
    fn number(&self, at: usize) -> Option<Amount> {
        let word = &self.words[at];
        if self.taken(at) || self.dates.iter().any(|(start, end)| word.start >= *start && word.end <= *end) {
            return None;
        }
        let one = || {
            let person = self.words.get(at + 1..(at + 3).min(self.words.len()))?;
            let person = word.is_any(&["a", "an"]) && person.iter().any(|word| word.is_any(&ONE_PERSON));
            let count = Count { low: Some(1), best: Some(1), high: Some(1) };
            person.then_some(Amount { from: at, to: at + 1, count: Some(count) })
        };
        let found = amount(self.words, at).or_else(one)?;
        let counted = self.words.get(found.to);
        let unit = counted.is_some_and(|word| word.is_any(&UNITS) || word.gap.contains('%') || word.gap.contains(':'));
        let money = word.gap.trim_end().ends_with(['$', '£', '€', '₹', '#', ':']);
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        // `no 14 people` does not occur, `No. 14` and `Article 14` do
        let numbered = before
            .is_some_and(|word| word.text != "no" && word.is_any(&["no", "section", "article", "route", "highway"]));
        (!unit && !money && !numbered).then_some(found)
    }

    /// What was found as tolls: killed and wounded that stand side by side are one.
    fn together(self, sentence: &Sentence) -> Vec<TollMention> {
        let mut tolls: Vec<(TollMention, usize, usize)> = Vec::new();
        let mut found = self.found;
        found.sort_by_key(|met| met.from);
        for met in found {
            let count = |fate: Fate| met.count.filter(|_| met.fate == fate);
            let (mut killed, mut wounded) = (count(Fate::Killed), count(Fate::Wounded));
            let zero = Count { low: Some(0), best: Some(0), high: Some(0) };
            if met.fate == Fate::Both && met.count == Some(zero) {
                (killed, wounded) = (met.count, met.count);
            }
            let (from, to) = (met.from, met.to);
            let joinable = tolls.last().filter(|(last, ..)| {
                let apart = (last.toll.killed.is_some() && killed.is_none())
                    || (last.toll.wounded.is_some() && wounded.is_none());
                apart && met.fate != Fate::Both
            });
            if joinable.is_some()
                && let Some((mut last, first, _)) = tolls.pop()
            {
                last.toll.killed = last.toll.killed.or(killed);
                last.toll.wounded = last.toll.wounded.or(wounded);
                last.end = self.words[to - 1].end;
                last.toll.as_written = Some(written(sentence.text, self.words, first, to - 1).to_owned());
                tolls.push((last, first, to));
                continue;
            }
            let together = met.fate == Fate::Both && killed.is_none();
            let toll = Toll {
                killed,
                wounded,
                as_written: Some(written(sentence.text, self.words, from, to - 1).to_owned()),
                whom: together.then(|| "killed and wounded together".to_owned()),
            };
            let doubt = if together {
                Some("killed and wounded are counted together")
            } else {
                met.count.is_none().then_some("no number is given")
            };
            let (start, end) = (self.words[from].start, self.words[to - 1].end);
            tolls.push((TollMention { start, end, toll, doubt }, from, to));
        }
        tolls.into_iter().map(|(toll, ..)| toll).collect()
    }
}
