//! `sarhad check`: what is wrong with a file, and where. Not responsible for mending it, nor for the rules.

mod findings;
mod rows;
mod whole;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::args::{Check, Edges, OutputForm};
use crate::cli::commands::check::findings::Findings;
use crate::cli::commands::check::rows::{Looked, looked};
use crate::cli::commands::check::whole::Whole;
use crate::cli::crew;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options, threads};
use crate::cli::layers::atlas;
use crate::cli::output_form::word;
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::swapped::SwapWatch;
use crate::cli::usage::Usage;
use crate::io::read::block::{Batch, Block};
use crate::io::read::event::Tally;
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::problem::Problem;
use crate::lonlat::LonLat;
use crate::model::dates::DateSpan;
use crate::query::placing::Placer;
use crate::query::sanity::scrutiny::Scrutiny;

/// From so many points on the layers' grids are worth their cost.
const MANY_POINTS: u64 = 20_000;

/// Lists what is wrong.
pub(in crate::cli) fn run(asked: &Check, report: &mut Report) -> Result<Exit, Failure> {
    if let Some(form @ (OutputForm::Geojson | OutputForm::Geojsonl | OutputForm::Geojsonseq)) = asked.format {
        let format = word(form);
        return Err(Usage::NotThisFormat { command: "check", format, use_instead: "table, json, csv or tsv" }.into());
    }
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let placer = placer(&asked.placing, &atlas)?;
    let work = Work {
        scrutiny: Scrutiny::new(&placer, today(asked.today.as_deref())?),
        placer: &placer,
        watch: SwapWatch::new(&atlas),
        points: AtomicU64::new(0),
        ready: Once::new(),
    };
    let mut course = Course::new(&source.name());
    let options = read_options(&asked.reading)?;
    let wanted = Arc::new(AtomicBool::new(true));
    let threads = threads(&asked.reading);
    report.worked_by(threads);
    let read = crew::in_order(
        threads,
        &wanted,
        |sink| source.blocks(&atlas, &options, &wanted, sink),
        |block| work.looked(block),
        &mut |(batch, looked)| course.take(&placer, &batch, looked, report),
    );
    let Course { mut findings, whole, ledger, columns, refused } = course;
    let outcome = refused.map_or(read, Err).map(|()| ledger.tally().clone());
    signals::go_on()?;
    columns?;
    if let Err(problem) = &outcome {
        findings.problem(problem);
    }
    whole.told(&placer, &work.watch, &mut findings);
    findings.counted(&ledger.tally().codes);
    let wrong = findings.wrong();
    findings.show(asked.format, &source.name(), report)?;
    ended(asked, wrong, &outcome?, report)
}

/// What any thread does with a block.
struct Work<'p, 'a> {
    scrutiny: Scrutiny<'p, 'a>,
    placer: &'p Placer<'a>,
    watch: SwapWatch,
    points: AtomicU64,
    ready: Once,
}

impl Work<'_, '_> {
    fn looked(&self, block: Block) -> (Batch, Looked) {
        let batch = block.understood();
        let points: Vec<LonLat> = batch.kept().filter_map(|kept| kept.place()).collect();
        self.watch.look(&points);
        let count = points.len() as u64;
        if self.points.fetch_add(count, Ordering::Relaxed) + count >= MANY_POINTS {
            self.ready.call_once(|| self.placer.areas().atlas().ready_for_many());
        }
        let looked = looked(&self.scrutiny, self.placer, &batch);
        (batch, looked)
    }
}

/// What has been met so far, in the order of the input.
struct Course {
    findings: Findings,
    whole: Whole,
    ledger: Ledger,
    /// Whether the columns that were asked for are there.
    columns: Result<(), Usage>,
    /// Why the whole input is refused.
    refused: Option<Box<Problem>>,
}

impl Course {
    fn new(name: &str) -> Self {
        Self {
            findings: Findings::default(),
            whole: Whole::new(name.into()),
            ledger: Ledger::new(name.into()),
            columns: Ok(()),
            refused: None,
        }
    }

    /// Takes in the next batch; says whether to go on.
    fn take(&mut self, placer: &Placer, batch: &Batch, mut looked: Looked, report: &mut Report) -> ControlFlow<()> {
        let Self { findings, whole, ledger, columns, refused } = self;
        whole.join_orders(std::mem::take(&mut looked.orders));
        let taken = ledger.take(batch, &mut |met, origin| {
            match met {
                Met::Schema(table) => *columns = checked_columns(placer, table),
                Met::Problem(problem) => findings.problem(&problem),
                Met::Kept(number, _) => {
                    let beside_others = whole.take(&looked, number, (origin, findings));
                    for doubt in looked.of_record(number).chain(&beside_others) {
                        findings.add(doubt.finding(origin));
                    }
                }
                _ => {}
            }
            if columns.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        report.progress(ledger.tally().kept);
        let flow = taken.unwrap_or_else(|problem| {
            *refused = Some(problem);
            ControlFlow::Break(())
        });
        signals::caught().map_or(flow, |_| ControlFlow::Break(()))
    }
}

/// The day that it is: the one that was told, else that of the clock in UTC.
fn today(told: Option<&str>) -> Result<Option<Date>, Usage> {
    let Some(text) = told else {
        let now = Timestamp::try_from(SystemTime::now()).ok();
        return Ok(now.map(|now| TimeZone::UTC.to_datetime(now).date()));
    };
    let span = DateSpan::parse(text).map_err(|error| Usage::Date { flag: "--today", error })?;
    Ok(span.end)
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
