//! How much of a hand-coded article a draft finds. The article's text is not in the repository: without `SARHAD_ARTICLE`, which
//! names its file, nothing is measured; `make measure` asks for it, and prints what `SARHAD_MEASURED` is told.
//!
//! Referee: the claims of `data/incidents/article-2024-01-28.json` whose source is the article. A unit is a value in a sentence:
//! a place id, a date span, a toll, a verb of saying with the kind of who says it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use jiff::civil::date;
use sarhad::Atlas;
use sarhad::analysis::draft::{Draft, Findings, TextCard, draft};
use sarhad::atlas::article::article;
use sarhad::model::claim::{Claim, ClaimSet, Toll};
use sarhad::model::dates::DateSpan;

type Units = BTreeSet<(usize, String)>;

/// Recall and precision of `found` against `coded`, with each miss, and the recall as a number.
fn measured(what: &str, coded: &Units, found: &Units, told: &mut String) -> (f64, f64) {
    let hits = coded.intersection(found).count();
    let (missed, wrong) = (coded.difference(found).count(), found.difference(coded).count());
    let (recall, precision) = (hits as f64 / (hits + missed) as f64, hits as f64 / (hits + wrong) as f64);
    writeln!(
        told,
        "{what}: {hits} found, {missed} missed, {wrong} beside; recall {recall:.2}, precision {precision:.2}"
    )
    .unwrap();
    for (word, units) in [("missed", coded.difference(found)), ("beside", found.difference(coded))] {
        for (sentence, value) in units {
            writeln!(told, "    {word} in sentence {sentence}: {value}").unwrap();
        }
    }
    (recall, precision)
}

fn claims() -> impl Iterator<Item = &'static Claim> {
    article().records.iter().flat_map(|record| &record.claims).filter(|claim| claim.source == "article")
}

/// The number of the sentence in which a coded passage begins.
fn sentence_of(findings: &[Findings], offset: Option<[u64; 2]>) -> Option<usize> {
    let [start, end] = offset?.map(|at| usize::try_from(at).unwrap());
    let middle = usize::midpoint(start, end);
    findings.iter().find(|met| met.sentence.start <= middle && middle < met.sentence.end).map(|met| met.sentence.number)
}

fn toll_text(toll: &Toll) -> String {
    let counts = [toll.killed, toll.wounded].map(|count| count.map(|count| (count.low, count.best, count.high)));
    format!("{counts:?}")
}

fn stem(verb: &str) -> String {
    let verb = verb.to_lowercase();
    let verb = verb.strip_prefix("it is ").unwrap_or(&verb);
    verb.chars().take(4).collect()
}

#[test]
fn the_article_is_drafted_nearly_as_by_hand() {
    let Some(file) = std::env::var_os("SARHAD_ARTICLE") else { return };
    let text = fs::read_to_string(file).unwrap();
    let atlas = Atlas::built_in();
    let card =
        TextCard { published: date(2024, 1, 28), title: String::new(), publisher: None, url: None, sha256: None };
    let Draft { findings, set } = draft(&atlas, &text, &card, &mut || true);
    let mut told = String::new();
    let places = (mention_units(&findings, &text), event_place_units(&findings, &set));
    let of_mentions = measured("places named", &places.0.0, &places.0.1, &mut told);
    let of_events = measured("places of events", &places.1.0, &places.1.1, &mut told);
    let (coded, found) = date_units(&findings);
    let of_dates = measured("dates", &coded, &found, &mut told);
    let (coded, found) = toll_units(&findings);
    let of_tolls = measured("tolls", &coded, &found, &mut told);
    let (coded, found) = speaker_units(&findings);
    let of_speakers = measured("attribution", &coded, &found, &mut told);
    writeln!(told, "records: {} proposed, {} coded", set.records.len(), article().records.len()).unwrap();
    if let Some(target) = std::env::var_os("SARHAD_MEASURED") {
        fs::write(target, &told).unwrap();
    }
    assert!(of_mentions.0 >= 0.9 && of_mentions.1 >= 0.9, "{told}");
    assert!(of_events.0 >= 0.7, "{told}");
    assert!(of_dates.0 >= 0.9 && of_dates.1 >= 0.9, "{told}");
    assert!(of_tolls.0 >= 0.8 && of_tolls.1 >= 0.8, "{told}");
    assert!(of_speakers.0 >= 0.7 && of_speakers.1 >= 0.7, "{told}");
}

/// Names of the coded list of places wherever they stand as words of their own, outside names that are coded as no place.
fn mention_units(findings: &[Findings], text: &str) -> (Units, Units) {
    let letters: Vec<char> = text.chars().collect();
    let mut taken: Vec<(usize, usize)> = article()
        .not_places
        .iter()
        .filter_map(|not| not.offset)
        .map(|[from, to]| (usize::try_from(from).unwrap(), usize::try_from(to).unwrap()))
        .collect();
    let mut names: Vec<(Vec<char>, &str)> = Vec::new();
    for place in &article().places {
        let bare =
            place.as_written.trim_end_matches(" district").trim_end_matches(" area").trim_end_matches(" province");
        names.extend([place.as_written.as_str(), bare].map(|name| (name.chars().collect(), place.id.as_str())));
    }
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut coded = Units::new();
    for (name, id) in &names {
        for from in 0..letters.len().saturating_sub(name.len()) {
            let to = from + name.len();
            let word = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
            let apart = !word(from.checked_sub(1).and_then(|at| letters.get(at))) && !word(letters.get(to));
            if apart && letters[from..to] == name[..] && taken.iter().all(|(start, end)| to <= *start || *end <= from) {
                taken.push((from, to));
                let met = findings.iter().find(|met| met.sentence.start <= from && from < met.sentence.end).unwrap();
                coded.insert((met.sentence.number, (*id).to_owned()));
            }
        }
    }
    // `the borders of Iran, Afghanistan and Pakistan meet` is coded as a tripoint, and the Golden Crescent as three readings
    let known: BTreeSet<&str> = article().places.iter().map(|place| place.id.as_str()).collect();
    let mut found = Units::new();
    for met in findings {
        for place in &met.places {
            let all: Vec<&str> = place.meant.iter().chain(&place.nested).map(|entry| entry.id.as_str()).collect();
            let id = all.iter().find(|id| place.meant.len() == 1 && known.contains(*id)).or(all.first()).unwrap();
            let open = place.meant.len() > 1;
            let region = all.iter().all(|id| id.starts_with("region/golden-crescent"));
            let id = if region {
                "region/golden-crescent".to_owned()
            } else if open {
                format!("open: {}", all.join(" "))
            } else {
                (*id).to_owned()
            };
            found.insert((met.sentence.number, id));
        }
    }
    (coded, found)
}

fn event_place_units(findings: &[Findings], set: &ClaimSet) -> (Units, Units) {
    let units = |claims: &mut dyn Iterator<Item = &Claim>| -> Units {
        let mut units = Units::new();
        for claim in claims {
            let Some(place) = &claim.whereabouts else { continue };
            let areas = place.areas.iter().filter(|_| place.place.is_none() && place.border.is_none());
            let sentence = sentence_of(findings, claim.offset).unwrap();
            units.extend(place.place.iter().chain(&place.border).chain(areas).map(|id| (sentence, id.clone())));
        }
        units
    };
    (units(&mut claims()), units(&mut set.records.iter().flat_map(|record| &record.claims)))
}

fn date_units(findings: &[Findings]) -> (Units, Units) {
    let known = |span: &DateSpan| span.start.is_some() || span.end.is_some();
    let mut coded = Units::new();
    for claim in claims() {
        // `first` and `Next` tell an order, from which a person inferred a date
        let words = |span: &DateSpan| span.as_written.clone().filter(|words| words != "first" && words != "Next");
        for span in claim.when.iter().filter(|span| known(span) && words(span).is_some()) {
            coded.insert((sentence_of(findings, claim.offset).unwrap(), span.to_string()));
        }
    }
    let mut found = Units::new();
    for met in findings.iter().filter(|met| !met.sentence.heading) {
        let number = met.sentence.number;
        for span in met.dates.iter().filter(|met| known(&met.span)).map(|date| date.span.to_string()) {
            // a date that the text names again is coded once
            let elsewhere = coded.iter().any(|(sentence, coded)| *coded == span && *sentence != number);
            if coded.contains(&(number, span.clone())) || !elsewhere {
                found.insert((number, span));
            }
        }
    }
    (coded, found)
}

fn toll_units(findings: &[Findings]) -> (Units, Units) {
    let coded =
        claims().filter_map(|claim| Some((sentence_of(findings, claim.offset)?, toll_text(claim.toll.as_ref()?))));
    let found =
        findings.iter().flat_map(|met| met.tolls.iter().map(|toll| (met.sentence.number, toll_text(&toll.toll))));
    (coded.collect(), found.collect())
}

fn speaker_units(findings: &[Findings]) -> (Units, Units) {
    let unit = |verb: &str, kind: &str| format!("{} {kind}", stem(verb));
    let quoted =
        claims().filter(|claim| claim.quoted).map(|claim| (claim.offset, unit(&claim.verb, &claim.asserted_by.kind)));
    let flows = article().flows.iter().filter(|flow| flow.quoted || flow.asserted_by.kind == "hearsay");
    let flows = flows.map(|flow| (flow.offset, unit(&flow.verb, &flow.asserted_by.kind)));
    let coded = quoted.chain(flows).filter_map(|(offset, unit)| Some((sentence_of(findings, offset)?, unit)));
    let found = findings
        .iter()
        .flat_map(|met| met.attributions.iter().map(|said| (met.sentence.number, unit(&said.verb, said.kind))));
    (coded.collect(), found.collect())
}
