//! Groups, institutions and persons in office that a sentence names. Not responsible for what they are said to have done.

use crate::analysis::draft::sentences::Sentence;
use crate::analysis::draft::words::{Word, written};
use crate::names::actors::{ActorNames, Actors};

/// An actor that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorMention<'a> {
    /// The first character, in the text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// As written.
    pub as_written: String,
    /// Who it is.
    pub actor: &'a ActorNames,
    /// The numbers of its first word and one past its last.
    pub(super) words: (usize, usize),
}

/// Words of the longest name that is looked for.
const LONGEST: usize = 8;
/// Abbreviations up to this length are names only in capitals: `IS`, but not `is`.
const ABBREVIATION_CHARS: usize = 3;

/// Words that begin and end no name.
const JOINTS: [&str; 6] = ["and", "or", "of", "the", "in", "va"];

/// The actors that `sentence` names, the longest name first where names lie in each other, in order.
pub(super) fn actor_mentions<'a>(sentence: &Sentence, words: &[Word], actors: &'a Actors) -> Vec<ActorMention<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
            let to = at + length - 1;
            let inside = words[at + 1..=to].iter().all(|word| !word.gap.contains([',', '.', ';', ':', '—', '“', '”']));
            if !inside {
                return None;
            }
            let text = written(sentence.text, words, at, to);
            let text = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s")).unwrap_or(text);
            let small = text.chars().all(|c| !c.is_uppercase());
            let abbreviation = text.chars().count() <= ABBREVIATION_CHARS && text.chars().any(char::is_lowercase);
            // spellings that vary do without joints, so that `and BLA` would be a name
            let joint = length > 1 && (words[at].is_any(&JOINTS) || words[to].is_any(&JOINTS));
            if abbreviation || joint {
                return None;
            }
            // `security forces` are those of any state
            let known = actors.meant(text).filter(|actor| !small || !text.is_ascii() || actor.kind == "unnamed group");
            known.map(|actor| (length, actor, text.to_owned()))
        });
        match longest {
            Some((length, actor, as_written)) => {
                let words_taken = (at, at + length);
                let (start, end) = (words[at].start, words[at + length - 1].end);
                found.push(ActorMention { start, end, as_written, actor, words: words_taken });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}
