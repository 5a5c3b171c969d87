//! `sarhad show`: one record, all claims about it side by side. Not responsible for which of them is right.

use crate::cli::args::{OutputForm, Show};
use crate::cli::claims::{Claims, place_words, source_words};
use crate::cli::date_words::date_words;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::paragraph::{Paragraphs, text_width};
use crate::cli::report::Report;
use crate::cli::sink::print;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::write::claims::record_json;
use crate::model::claim::{Claim, ClaimSet, Incident, Part};
use crate::query::conflicts::{Disagreement, of_record};
use crate::query::contrast::toll_words;

/// Ids listed where one is not found; a file may have very many.
const IDS_MAX: usize = 40;
/// Columns from the left for a claim's lines.
const CLAIM_INDENT: usize = 4;

/// Prints the record.
pub(in crate::cli) fn run(asked: &Show, report: &mut Report) -> Result<Exit, Failure> {
    let claims = Claims::of(&asked.input, &asked.reading, report)?;
    let found = records(&claims.set, &asked.id);
    if found.is_empty() {
        return Err(not_there(&claims, &asked.id));
    }
    let text: Vec<String> = match asked.format {
        None | Some(OutputForm::Table) => found.iter().map(|record| card(&claims.set, record)).collect(),
        Some(OutputForm::Json) => found.iter().map(|record| record_json(record)).collect(),
        Some(other) => {
            let format = format!("{other:?}").to_lowercase();
            return Err(Usage::NotThisFormat { command: "show", format, use_instead: "table or json" }.into());
        }
    };
    print(&text.join("\n"))?;
    Ok(claims.exit())
}

/// The records with this id, or with a claim with it.
fn records<'a>(set: &'a ClaimSet, id: &str) -> Vec<&'a Incident> {
    let by = |same: &dyn Fn(&str) -> bool| -> Vec<&'a Incident> {
        let held = |record: &&Incident| same(&record.id) || record.claims.iter().any(|claim| same(&claim.id));
        set.records.iter().filter(held).collect()
    };
    let exact = by(&|known| known == id);
    if exact.is_empty() { by(&|known| known.eq_ignore_ascii_case(id)) } else { exact }
}

fn not_there(claims: &Claims, id: &str) -> Failure {
    let ids: Vec<&str> = claims.set.records.iter().map(|record| record.id.as_str()).collect();
    let mut listed = ids.iter().take(IDS_MAX).copied().collect::<Vec<_>>().join(", ");
    if ids.len() > IDS_MAX {
        listed = format!("{listed} and {} more", ids.len() - IDS_MAX);
    }
    let closest = closest(id, ids.iter().copied()).map(str::to_owned);
    Failure::NoRecord { id: id.to_owned(), input: claims.source.name(), closest, ids: listed }
}

/// A record for people.
fn card(set: &ClaimSet, record: &Incident) -> String {
    let mut text = Paragraphs::new(text_width());
    let conflicts = of_record(set, record);
    text.line(&format!("{}  {}", record.id, record.title));
    let kind = if record.what.is_empty() { String::new() } else { format!(" ({})", record.what) };
    text.entry(2, "record", &format!("{}{kind}", record.record.word()));
    text.entry(2, "when", &date_words(&record.when));
    text.entry(2, "where", &place_words(&record.whereabouts));
    text.entry(2, "summary", &record.summary);
    text.entry(2, "not said", &record.unknown.join(", "));
    text.gap();
    text.line(&format!("Claims: {}, side by side; none is preferred", record.claims.len()));
    for claim in &record.claims {
        claim_lines(&mut text, set, claim, &conflicts);
    }
    text.gap();
    text.line(&format!("Conflicts: {}, shown and not settled", conflicts.len()));
    for conflict in &conflicts {
        conflict_lines(&mut text, set, conflict);
    }
    text.gap();
    text.entry(0, "credit", &set.dataset.attribution);
    text.entry(0, "licence", &set.dataset.licence);
    text.entry(0, "caution", &set.dataset.disclaimer);
    text.into_text()
}

fn claim_lines(text: &mut Paragraphs, set: &ClaimSet, claim: &Claim, conflicts: &[Disagreement]) {
    let by =
        format!("{} [{}] {}: {}", claim.asserted_by.who, claim.asserted_by.kind, verb_words(claim), claim.statement);
    text.entry(2, &claim.id, &by);
    let mut line = |word: &str, told: &str| text.entry(CLAIM_INDENT, word, told);
    line("source", &source_words(set, &claim.source));
    line("url", set.source(&claim.source).and_then(|source| source.url.as_deref()).unwrap_or("none is known"));
    line("said on", claim.said_on.as_deref().unwrap_or_default());
    line("when", &claim.when.as_ref().map(date_words).unwrap_or_default());
    line("where", &claim.whereabouts.as_ref().map(place_words).unwrap_or_default());
    line("actors", &actor_words(set, claim));
    let whom = claim.toll.as_ref().and_then(|toll| toll.whom.as_ref()).map(|whom| format!(" ({whom})"));
    let toll = claim.toll.as_ref().map(toll_words).unwrap_or_default();
    line("toll", &format!("{toll}{}", whom.unwrap_or_default()));
    let naming = |found: &&Disagreement| found.one.iter().chain(&found.other).any(|other| std::ptr::eq(*other, claim));
    let mut kinds: Vec<&str> = conflicts.iter().filter(naming).map(|found| found.kind.word()).collect();
    kinds.dedup();
    line("differs in", &kinds.join(", "));
    if claim.status != "reviewed" {
        line("coding", &claim.status);
    }
}

/// The verb, in quotation marks where it is the source's own word.
pub(in crate::cli) fn verb_words(claim: &Claim) -> String {
    if claim.quoted { format!("“{}”", claim.verb) } else { claim.verb.clone() }
}

fn actor_words(set: &ClaimSet, claim: &Claim) -> String {
    let part = |part: &Part| {
        let name = set.actor(&part.actor).map_or(part.actor.as_str(), |actor| &actor.name);
        format!("{name} ({})", part.role)
    };
    claim.actors.iter().map(part).collect::<Vec<_>>().join("; ")
}

fn conflict_lines(text: &mut Paragraphs, set: &ClaimSet, found: &Disagreement) {
    text.entry(2, found.kind.word(), &format!("{} [found by {}]", found.note, found.found_by.word()));
    text.entry(CLAIM_INDENT, "one side", &side_words(set, &found.one));
    text.entry(CLAIM_INDENT, "other side", &side_words(set, &found.other));
}

/// `A12.1 Pakistani authorities, “Battling cross-border terrorism” (2024-01-28); …`
pub(in crate::cli) fn side_words(set: &ClaimSet, side: &[&Claim]) -> String {
    let one = |claim: &&Claim| format!("{} {}, {}", claim.id, claim.asserted_by.who, source_words(set, &claim.source));
    if side.is_empty() { "not in this set".to_owned() } else { side.iter().map(one).collect::<Vec<_>>().join("; ") }
}
