//! `sarhad match`: which records may tell of one event, and what was decided of them. Not responsible for finding them, nor for
//! joining any.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use crate::analysis::matching::{Candidate, Event, Reason, Windows, candidates};
use crate::atlas::Atlas;
use crate::cli::args::{Match, OutputForm, Writing};
use crate::cli::dates::DateColumns;
use crate::cli::editions::{
    HeldInput, held, list, none_replaced, not_generalised, refused, tell_counts, two_sources, under_terms_of,
};
use crate::cli::events::event;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::output::{Output, asked_form};
use crate::cli::placing::placer;
use crate::cli::quantities::length;
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::sink::target;
use crate::cli::usage::Usage;
use crate::io::outgoing::Outgoing;
use crate::io::read::decisions::read_decisions;
use crate::io::read::input::Input;
use crate::model::decision::{Decision, Verdict};
use crate::model::feature::{Feature, Properties};
use crate::model::row_id::Identity;
use crate::query::placing::Placer;

/// Columns of a candidate; the table that a person decides in, and `--decisions` reads.
const COLUMNS: [&str; 10] =
    ["a", "b", "score", "decision", "note", "gap_km", "days_apart", "a_title", "b_title", "reasons"];
/// Columns for people: the reasons say how far and how long.
const SHOWN: [&str; 6] = ["a", "b", "score", "decision", "a_title", "reasons"];
/// Steps of a score, and of a distance in a kilometre: a metre.
const STEPS: f64 = 1e3;
/// Ids that are told of one remark.
const TOLD_IDS: usize = 5;

/// Lists candidates.
pub(in crate::cli) fn run(asked: &Match, report: &mut Report) -> Result<Exit, Failure> {
    not_generalised("candidates", &asked.publishing)?;
    let windows = windows(asked)?;
    let sources = match &asked.b {
        Some(b) => two_sources(&asked.a, b)?.to_vec(),
        None => vec![Source::of(&asked.a)?],
    };
    let writing = writing(asked)?;
    let files = sources.iter().filter_map(Source::file).chain(asked.decisions.as_deref());
    none_replaced(target(&writing, None)?.as_deref(), files)?;
    let columns: &'static [&'static str] = if writing.format == Some(OutputForm::Table) { &SHOWN } else { &COLUMNS };
    let mut output = list(&writing, columns)?;
    if let Some(sidecar) = output.sidecar() {
        none_replaced(Some(&sidecar), sources.iter().filter_map(Source::file).chain(asked.decisions.as_deref()))?;
    }
    let decisions = asked.decisions.as_deref().map(decisions).transpose()?.unwrap_or_default();
    let atlas = Atlas::built_in();
    let placer = placer(&asked.placing, &atlas)?;
    let mut inputs = Vec::new();
    let mut events = Vec::new();
    for source in &sources {
        let (input, met) = events_of(source, &placer, asked, report)?;
        under_terms_of(&mut output, source, &input)?;
        inputs.push(input);
        events.push(met);
    }
    let found = candidates(&events[0], events.get(1).map(Vec::as_slice), windows, &mut || signals::go_on().is_ok());
    signals::go_on()?;
    let found = found.map_err(|error| Failure::Matching { error })?;
    let inputs: Vec<&HeldInput> = inputs.iter().collect();
    tell_counts(&inputs, report);
    let pairs = Pairs { events: &events, decisions: Decided::new(&decisions, &events) };
    pairs.write(&found, asked.open, (output, columns), report)?;
    pairs.tell(&found, report);
    Ok(Exit::finished(refused(&inputs)))
}

fn windows(asked: &Match) -> Result<Windows, Usage> {
    let radius = length(&asked.radius).map_err(Usage::Radius)?;
    if !(0.0..=1.0).contains(&asked.min_score) {
        return Err(Usage::MinScore { score: asked.min_score });
    }
    Ok(Windows { radius, days: asked.days, min_score: asked.min_score })
}

/// How the list is written: as a table, unless another format is named.
fn writing(asked: &Match) -> Result<Writing, Usage> {
    let writing = Writing {
        format: asked.format,
        output: asked.output.clone(),
        force: asked.force,
        publishing: asked.publishing.clone(),
        ..Writing::default()
    };
    let target = target(&writing, None)?;
    let format = asked_form(&writing, target.as_deref(), None)?.unwrap_or(OutputForm::Table);
    if let OutputForm::Geojson | OutputForm::Geojsonl | OutputForm::Geojsonseq = format {
        let format = format!("{format:?}").to_lowercase();
        return Err(Usage::NotThisFormat { command: "match", format, use_instead: "table, csv, tsv or json" });
    }
    Ok(Writing { format: Some(format), ..writing })
}

fn decisions(file: &Path) -> Result<Vec<Decision>, Failure> {
    let failed = |error| Failure::Decisions { file: file.to_string_lossy().into_owned(), error: Box::new(error) };
    read_decisions(Input::Path(file.to_owned())).map_err(failed)
}

/// The records of `source`, and what they say of events.
fn events_of(
    source: &Source,
    placer: &Placer,
    asked: &Match,
    report: &mut Report,
) -> Result<(HeldInput, Vec<Event>), Failure> {
    let dates = DateColumns::of(source, &asked.reading, asked.date_column.as_deref(), asked.date_order)?;
    let mut input = held(source, placer.areas().atlas(), &asked.reading, report)?;
    let features = std::mem::take(&mut input.features);
    let identity = Identity { id_field: asked.reading.id_column.clone(), ..Identity::default() };
    let names = identity.names(&features);
    let events: Vec<Event> =
        names.into_iter().zip(&features).map(|(name, met)| event(name, met, placer, &dates)).collect();
    let count = |lacks: fn(&Event) -> bool| events.iter().filter(|event| lacks(event)).count();
    let unplaced = count(|event| event.placed.extent.is_none());
    if unplaced > 0 {
        report.outcome(&format!(
            "{}: {unplaced} records have no place that is precise enough, and are in no pair",
            source.name()
        ));
    }
    let undated = count(|event| event.when.is_none());
    if undated > 0 {
        report.outcome(&format!("{}: {undated} records have no date, and are compared by the rest", source.name()));
    }
    Ok((input, events))
}

/// Decisions by the pair that they are on.
struct Decided<'a> {
    by_pair: BTreeMap<[&'a str; 2], &'a Decision>,
    /// Ids that no record has.
    unknown: BTreeSet<&'a str>,
}

impl<'a> Decided<'a> {
    fn new(decisions: &'a [Decision], events: &'a [Vec<Event>]) -> Self {
        let known: BTreeSet<&str> = events.iter().flatten().map(|event| event.id.as_str()).collect();
        // a table of ours guards ids that a spreadsheet would run as formulas
        let bare = |id: &'a str| id.strip_prefix('\'').filter(|bare| !known.contains(id) && known.contains(bare));
        let mut by_pair = BTreeMap::new();
        let mut unknown = BTreeSet::new();
        for decision in decisions {
            let pair = decision.pair.each_ref().map(|id| bare(id).unwrap_or(id));
            unknown.extend(pair.into_iter().filter(|id| !known.contains(id)));
            by_pair.insert(sorted(pair), decision);
        }
        Self { by_pair, unknown }
    }
}

fn sorted(pair: [&str; 2]) -> [&str; 2] {
    let [a, b] = pair;
    if a <= b { [a, b] } else { [b, a] }
}

/// Candidates with what was decided of them.
struct Pairs<'a> {
    events: &'a [Vec<Event>],
    decisions: Decided<'a>,
}

impl<'a> Pairs<'a> {
    fn events(&self, candidate: &Candidate) -> [&'a Event; 2] {
        let others = self.events.last().unwrap_or(&self.events[0]);
        [&self.events[0][candidate.a], &others[candidate.b]]
    }

    fn pair(&self, candidate: &Candidate) -> [&'a str; 2] {
        sorted(self.events(candidate).map(|event| event.id.as_str()))
    }

    fn decision(&self, candidate: &Candidate) -> Option<&'a Decision> {
        self.decisions.by_pair.get(&self.pair(candidate)).copied()
    }

    fn write(
        &self,
        found: &[Candidate],
        open: bool,
        (output, columns): (Output, &[&str]),
        report: &mut Report,
    ) -> Result<(), Failure> {
        let mut output = output;
        for candidate in found {
            let decision = self.decision(candidate);
            if decision.is_some_and(|decision| open || decision.verdict == Verdict::Rejected) {
                continue;
            }
            let row = self.row(candidate, decision);
            let named = COLUMNS.into_iter().zip(row).filter(|(column, _)| columns.contains(column));
            let properties: Properties = named.map(|(column, value)| (column.to_owned(), value)).collect();
            output.write(&Outgoing::from(&Feature { id: None, shape: None, properties }))?;
        }
        output.finish(report)
    }

    fn row(&self, candidate: &Candidate, decision: Option<&Decision>) -> [Value; 10] {
        let [a, b] = self.events(candidate);
        let rounded = |number: f64| (number * STEPS).round() / STEPS;
        let gap = candidate.reasons.iter().find_map(|reason| match reason {
            Reason::Place { gap, .. } => Some(rounded(gap.km())),
            _ => None,
        });
        let days = candidate.reasons.iter().find_map(|reason| match reason {
            Reason::Date { apart, .. } => Some(*apart),
            _ => None,
        });
        let reasons: Vec<String> = candidate.reasons.iter().map(ToString::to_string).collect();
        let title = |event: &Event| Some(event.text.clone()).filter(|text| !text.is_empty());
        [
            json!(a.id),
            json!(b.id),
            json!(rounded(candidate.score)),
            json!(decision.map(|decision| decision.verdict.word())),
            json!(decision.map(|decision| &decision.note).filter(|note| !note.is_empty())),
            json!(gap),
            json!(days),
            json!(title(a)),
            json!(title(b)),
            json!(reasons.join("; ")),
        ]
    }

    /// Says how many there are, and what became of the decisions.
    fn tell(&self, found: &[Candidate], report: &mut Report) {
        let verdicts: Vec<Option<Verdict>> =
            found.iter().map(|candidate| self.decision(candidate).map(|decision| decision.verdict)).collect();
        let count = |verdict| verdicts.iter().filter(|found| **found == verdict).count();
        if found.is_empty() {
            report.outcome("no candidates");
        } else {
            let (open, accepted) = (count(None), count(Some(Verdict::Accepted)));
            let rejected = count(Some(Verdict::Rejected));
            report
                .outcome(&format!("candidates: {open} open, {accepted} accepted, {rejected} rejected and not listed"));
        }
        let decisions = &self.decisions;
        if !decisions.unknown.is_empty() {
            let ids: Vec<String> = decisions.unknown.iter().take(TOLD_IDS).map(|id| format!("{id:?}")).collect();
            let more = if decisions.unknown.len() > TOLD_IDS { ", …" } else { "" };
            let count = decisions.unknown.len();
            report.outcome(&format!("decisions name {count} ids that no record has: {}{more}", ids.join(", ")));
        }
        let met: BTreeSet<[&str; 2]> = found.iter().map(|candidate| self.pair(candidate)).collect();
        let known = |pair: &&[&str; 2]| !pair.iter().any(|id| decisions.unknown.contains(id));
        let apart = decisions.by_pair.keys().filter(known).filter(|pair| !met.contains(*pair)).count();
        if apart > 0 {
            report.outcome(&format!("decisions on pairs that are no candidates with these windows: {apart}"));
        }
    }
}
