//! `sarhad check`: what is wrong with a file, and where. Not responsible for mending it.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::{Map, Value, json};

use crate::cli::args::{Check, Edges, OutputForm, Writing};
use crate::cli::crew;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options, threads};
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::report::{Counts, Report, problem_json};
use crate::cli::signals;
use crate::cli::sink::print;
use crate::cli::swapped::{self, SwapWatch};
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::outgoing::Outgoing;
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::problem::{Problem, Severity};
use crate::model::feature::{Feature, Properties};

/// Findings listed; the rest is counted.
const LISTED_MAX: usize = 1_000;
/// Columns of a finding.
const COLUMNS: [&str; 10] = ["code", "severity", "file", "line", "byte", "record", "id", "field", "value", "message"];
/// Columns of the table.
const SHOWN: [&str; 6] = ["code", "severity", "line", "record", "id", "message"];

/// Lists what is wrong.
pub(in crate::cli) fn run(asked: &Check, report: &mut Report) -> Result<Exit, Failure> {
    if let Some(form @ (OutputForm::Geojson | OutputForm::Geojsonl | OutputForm::Geojsonseq)) = asked.format {
        let format = format!("{form:?}").to_lowercase();
        return Err(Usage::NotThisFormat { command: "check", format, use_instead: "table, json, csv or tsv" }.into());
    }
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let mut findings = Findings::default();
    let watch = SwapWatch::new(&atlas);
    let options = read_options(&asked.reading)?;
    let mut ledger = Ledger::new(source.name().into());
    let wanted = Arc::new(AtomicBool::new(true));
    let mut refused_whole = None;
    let threads = threads(&asked.reading);
    report.worked_by(threads);
    let read = crew::in_order(
        threads,
        &wanted,
        |sink| source.blocks(&atlas, &options, &wanted, sink),
        |block| {
            let batch = block.understood();
            watch.look(&batch.kept().filter_map(|kept| kept.place()).collect::<Vec<_>>());
            batch
        },
        &mut |batch| {
            let taken = ledger.take(&batch, &mut |met, _| findings.take(met));
            report.progress(ledger.tally().kept);
            let flow = taken.unwrap_or_else(|problem| {
                refused_whole = Some(problem);
                ControlFlow::Break(())
            });
            signals::caught().map_or(flow, |_| ControlFlow::Break(()))
        },
    );
    let outcome = refused_whole.map_or(read, Err).map(|()| ledger.tally().clone());
    signals::go_on()?;
    if let Err(problem) = &outcome {
        findings.add(told(problem));
    }
    if let Some(warning) = watch.warning() {
        let remark = json!({ "severity": "warning", "code": swapped::CODE, "file": source.name(), "message": warning });
        findings.add(members(remark));
    }
    let (wrong, refused) = (findings.wrong, outcome.as_ref().map_or(0, |tally| tally.refused));
    findings.show(asked.format, &source.name(), report)?;
    let tally = outcome?;
    report.counts(Counts {
        input: source.name(),
        read: tally.read,
        kept: tally.kept,
        refused,
        no_location: tally.no_location,
        ..Counts::default()
    });
    match refused {
        0 => {}
        _ if asked.reading.strict => return Err(Failure::Strict { refused, read: tally.read }),
        _ => {}
    }
    Ok(if wrong > 0 { Exit::No } else { Exit::Done })
}

/// Findings in the order of the input.
#[derive(Default)]
struct Findings {
    listed: Vec<Properties>,
    /// Findings that are more than notes.
    wrong: u64,
    all: usize,
}

impl Findings {
    fn take(&mut self, met: Met) -> ControlFlow<()> {
        if let Met::Problem(problem) = met {
            self.add(told(&problem));
        }
        ControlFlow::Continue(())
    }

    fn add(&mut self, finding: Properties) {
        let note = finding.get("code").and_then(Value::as_str).is_some_and(|code| code.starts_with('N'));
        self.wrong += u64::from(!note);
        self.all += 1;
        if self.listed.len() < LISTED_MAX {
            self.listed.push(finding);
        }
    }

    fn show(self, format: Option<OutputForm>, name: &str, report: &mut Report) -> Result<(), Failure> {
        let more = self.all - self.listed.len();
        match format {
            None | Some(OutputForm::Table) if self.listed.is_empty() => {
                print(&format!("nothing found in {}\n", escaped(name)))?;
            }
            None | Some(OutputForm::Table) => {
                let cell = |finding: &Properties, column| finding.get(column).cloned().unwrap_or_default();
                let row = |finding: &Properties| SHOWN.iter().map(|column| cell(finding, *column)).collect();
                let rows: Vec<Vec<Value>> = self.listed.iter().map(row).collect();
                print(&table(&SHOWN, &rows))?;
            }
            format => {
                let writing = Writing { format, ..Writing::default() };
                let mut output = Output::new(&writing, None, Added { columns: &COLUMNS, credit: None })?;
                for properties in self.listed {
                    let properties = in_order(properties);
                    output.write(&Outgoing::from(&Feature { id: None, shape: None, properties }))?;
                }
                output.finish(report)?;
            }
        }
        if more > 0 {
            report.note(&format!("and {more} more findings; mend these first"));
        }
        Ok(())
    }
}

/// A finding with all columns, in their order.
fn in_order(mut finding: Properties) -> Properties {
    COLUMNS.into_iter().map(|column| (column.to_owned(), finding.remove(column).unwrap_or_default())).collect()
}

fn told(problem: &Problem) -> Properties {
    let set_aside = if problem.severity == Severity::Refused { "; the record is refused" } else { "" };
    members(problem_json(problem, &format!("{}{set_aside}", problem.what)))
}

fn members(object: Value) -> Properties {
    match object {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
