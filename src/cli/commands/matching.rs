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
use crate::cli::output::Output;
use crate::cli::output_form::{asked_form, word};
use crate::cli::placing::placer;
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::sink::target;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::outgoing::Outgoing;
use crate::io::read::decisions::{DecisionsError, read_decisions};
use crate::io::read::input::Input;
use crate::io::written::length::length;
use crate::model::decision::{Decision, Verdict};
use crate::model::feature::{Feature, Properties};
use crate::model::row_id::Identity;
use crate::query::placing::Placer;

/// Columns of a candidate; the table that a person decides in, and `--decisions` reads.
const COLUMNS: [&str; 10] =
    ["a", "b", "score", "decision", "note", "gap_km", "days_apart", "a_title", "b_title", "reasons"];
/// Columns for people: the reasons say how far and how long.
const SHOWN: [&str; 7] = ["a", "b", "score", "decision", "a_title", "b_title", "reasons"];
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
    let decided = asked.decisions.as_deref().map(decisions).transpose()?.unwrap_or_default();
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
    let ids = Ids::of(&events);
    let decisions = Decided::new(&decided, &ids)
        .map_err(|error| decisions_failure(asked.decisions.as_deref().unwrap_or(Path::new("")), error))?;
    let pairs = Pairs { events: &events, ids, decisions };
    let listed = if asked.open { pairs.open(&found) } else { pairs.not_rejected(&found) };
    pairs.write(&listed, (output, columns), report)?;
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
        let format = word(format);
        return Err(Usage::NotThisFormat { command: "match", format, use_instead: "table, csv, tsv or json" });
    }
    Ok(Writing { format: Some(format), ..writing })
}

fn decisions(file: &Path) -> Result<Vec<Decision>, Failure> {
    read_decisions(Input::Path(file.to_owned())).map_err(|error| decisions_failure(file, error))
}

fn decisions_failure(file: &Path, error: DecisionsError) -> Failure {
    Failure::Decisions { file: file.to_string_lossy().into_owned(), error: Box::new(error) }
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
            "{}: {} no place that is precise enough, so no pair",
            source.name(),
            counted(unplaced as u64, "record has", "records have")
        ));
    }
    let undated = count(|event| event.when.is_none());
    if undated > 0 {
        let records = counted(undated as u64, "record has", "records have");
        report.outcome(&format!("{}: {records} no date, so the rest is compared", source.name()));
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
    /// The `decisions` on pairs of records of `ids`.
    fn new(decisions: &'a [Decision], ids: &Ids<'a>) -> Result<Self, DecisionsError> {
        let mut decided = Self { by_pair: BTreeMap::new(), unknown: BTreeSet::new() };
        for decision in decisions {
            let pair = ids.pair_meant(decision.pair.each_ref().map(String::as_str));
            decided.unknown.extend(pair.into_iter().filter(|id| !ids.0.iter().any(|known| known.contains(id))));
            let first = *decided.by_pair.entry(pair).or_insert(decision);
            if first.verdict != decision.verdict {
                return Err(DecisionsError::contradiction(first, decision));
            }
        }
        Ok(decided)
    }
}

/// The ids of the records of each input.
struct Ids<'a>(Vec<BTreeSet<&'a str>>);

impl<'a> Ids<'a> {
    fn of(events: &'a [Vec<Event>]) -> Self {
        Self(events.iter().map(|events| events.iter().map(|event| event.id.as_str()).collect()).collect())
    }

    /// How a pair is kept: in one file the order of its two means nothing; of two files each has its own ids.
    fn kept<'p>(&self, [a, b]: [&'p str; 2]) -> [&'p str; 2] {
        if self.0.len() == 1 && b < a { [b, a] } else { [a, b] }
    }

    /// The pair that a decision is on: as it is written, or the other way round where no two records are called so.
    fn pair_meant(&self, written: [&'a str; 2]) -> [&'a str; 2] {
        let [a, b] = written;
        let straight = self.known(0, a).zip(self.known(1, b));
        let turned = || self.known(0, b).zip(self.known(1, a));
        let pair =
            straight.or_else(turned).map_or_else(|| written.map(|id| self.known_anywhere(id)), <[&str; 2]>::from);
        self.kept(pair)
    }

    /// The id of a record of this input; a table of ours guards ids that a spreadsheet would run as formulas.
    fn known(&self, input: usize, id: &'a str) -> Option<&'a str> {
        let known = self.0.get(input).or(self.0.first())?;
        let bare = id.strip_prefix('\'').filter(|bare| known.contains(bare));
        if known.contains(id) { Some(id) } else { bare }
    }

    fn known_anywhere(&self, id: &'a str) -> &'a str {
        (0..self.0.len()).find_map(|input| self.known(input, id)).unwrap_or(id)
    }
}

/// Candidates with what was decided of them.
struct Pairs<'a> {
    events: &'a [Vec<Event>],
    ids: Ids<'a>,
    decisions: Decided<'a>,
}

impl<'a> Pairs<'a> {
    fn events(&self, candidate: &Candidate) -> [&'a Event; 2] {
        let others = self.events.last().unwrap_or(&self.events[0]);
        [&self.events[0][candidate.a], &others[candidate.b]]
    }

    fn pair(&self, candidate: &Candidate) -> [&'a str; 2] {
        self.ids.kept(self.events(candidate).map(|event| event.id.as_str()))
    }

    fn decision(&self, candidate: &Candidate) -> Option<&'a Decision> {
        self.decisions.by_pair.get(&self.pair(candidate)).copied()
    }

    /// Those of `found` that are not decided.
    fn open<'f>(&self, found: &'f [Candidate]) -> Vec<&'f Candidate> {
        found.iter().filter(|candidate| self.decision(candidate).is_none()).collect()
    }

    /// Those of `found` that are not rejected.
    fn not_rejected<'f>(&self, found: &'f [Candidate]) -> Vec<&'f Candidate> {
        let rejected = |decision: &Decision| decision.verdict == Verdict::Rejected;
        found.iter().filter(|candidate| !self.decision(candidate).is_some_and(rejected)).collect()
    }

    fn write(
        &self,
        listed: &[&Candidate],
        (output, columns): (Output, &[&str]),
        report: &mut Report,
    ) -> Result<(), Failure> {
        let mut output = output;
        for candidate in listed {
            let row = self.row(candidate, self.decision(candidate));
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
            let count = counted(decisions.unknown.len() as u64, "id", "ids");
            report.outcome(&format!("decisions name {count} that no record has: {}{more}", ids.join(", ")));
        }
        let met: BTreeSet<[&str; 2]> = found.iter().map(|candidate| self.pair(candidate)).collect();
        let known = |pair: &&[&str; 2]| !pair.iter().any(|id| decisions.unknown.contains(id));
        let apart = decisions.by_pair.keys().filter(known).filter(|pair| !met.contains(*pair)).count();
        if apart > 0 {
            report.outcome(&format!("decisions on pairs that are no candidates with these windows: {apart}"));
        }
    }
}
