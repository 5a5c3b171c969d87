//! `sarhad check`: what is wrong with a file, and where. Not responsible for mending it.

use std::iter::Peekable;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::vec::IntoIter;

use serde_json::{Map, Value, json};

use crate::cli::args::{Check, Edges, OutputForm, Writing};
use crate::cli::crew;
use crate::cli::editions::list;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options, threads};
use crate::cli::layers::atlas;
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::{Counts, Report, problem_json};
use crate::cli::signals;
use crate::cli::sink::print;
use crate::cli::swapped::{self, SwapWatch};
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::outgoing::Outgoing;
use crate::io::read::block::Batch;
use crate::io::read::codes::Code;
use crate::io::read::event::{Origin, Tally};
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::problem::{Problem, Severity};
use crate::model::feature::{Feature, Properties};
use crate::query::placing::Placer;

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
    let placer = placer(&asked.placing, &atlas)?;
    let mut columns = Ok(());
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
            let doubts = doubts(&placer, &batch);
            (batch, doubts)
        },
        &mut |(batch, doubts): (Batch, Vec<Doubt>)| {
            let mut doubts = doubts.into_iter().peekable();
            let taken = ledger.take(&batch, &mut |met, origin| {
                if let Met::Schema(table) = met {
                    columns = checked_columns(&placer, table);
                }
                findings.take(met, origin, &mut doubts);
                if columns.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
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
    columns?;
    if let Err(problem) = &outcome {
        findings.add(told(problem));
    }
    if let Some(warning) = watch.warning() {
        let remark = json!({ "severity": "warning", "code": swapped::CODE, "file": source.name(), "message": warning });
        findings.add(members(remark));
    }
    let wrong = findings.wrong;
    findings.show(asked.format, &source.name(), report)?;
    ended(asked, wrong, &outcome?, report)
}

/// Tells what was read, and how the command ends with `wrong` findings.
fn ended(asked: &Check, wrong: u64, tally: &Tally, report: &mut Report) -> Result<Exit, Failure> {
    let refused = tally.refused;
    report.counts(Counts {
        input: Source::of(&asked.input)?.name(),
        read: tally.read,
        kept: tally.kept,
        refused,
        no_location: tally.no_location,
        ..Counts::default()
    });
    if refused > 0 && asked.reading.strict {
        return Err(Failure::Strict { refused, read: tally.read });
    }
    Ok(if wrong > 0 { Exit::No } else { Exit::Done })
}

/// What is doubtful about where a record is placed.
struct Doubt {
    /// The record's number among those kept in its batch.
    number: usize,
    code: Code,
    id: Option<String>,
    field: String,
    value: Option<String>,
    message: String,
}

impl Doubt {
    fn finding(self, origin: &Origin) -> Properties {
        members(json!({
            "severity": Severity::Warning.word(),
            "code": self.code.as_str(),
            "file": origin.file.as_ref(),
            "line": origin.line,
            "byte": origin.byte,
            "record": origin.record,
            "id": self.id,
            "field": self.field,
            "value": self.value,
            "message": self.message,
        }))
    }
}

/// What is doubtful about the places of a batch, in the order of its records.
fn doubts(placer: &Placer, batch: &Batch) -> Vec<Doubt> {
    let of_each = batch.kept().enumerate().flat_map(|(number, kept)| {
        let text = |column: &str| kept.text(column);
        let doubt = |code, field: &str, message| {
            let value = kept.text(field).map(|value| escaped(&value));
            Doubt { number, code, id: kept.id_text(), field: field.to_owned(), value, message }
        };
        let unclear = placer.unclear(&text);
        let unclear = unclear.map(|told| doubt(Code::PrecisionUnknown, told.column(), told.to_string()));
        let apart = kept.place().and_then(|at| placer.disagreement(&text, at));
        let apart = apart.map(|told| doubt(Code::UnitDisagrees, told.column, told.to_string()));
        unclear.into_iter().chain(apart)
    });
    of_each.collect()
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
    fn take(&mut self, met: Met, origin: &Origin, doubts: &mut Peekable<IntoIter<Doubt>>) {
        match met {
            Met::Problem(problem) => self.add(told(&problem)),
            Met::Kept(number, _) => {
                while let Some(doubt) = doubts.next_if(|doubt| doubt.number == number) {
                    self.add(doubt.finding(origin));
                }
            }
            _ => {}
        }
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
                let mut output = list(&writing, &COLUMNS)?;
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
