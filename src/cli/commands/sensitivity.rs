//! `sarhad sensitivity`: how far a count rests on places and days that are not known. Not responsible for computing it.

use std::cell::{Cell, RefCell};

use crate::analysis::sensitivity::{Case, Question, Sensitivity, Tally, Trial};
use crate::cli::args;
use crate::cli::commands::distance::added;
use crate::cli::dates::{DateColumns, window};
use crate::cli::editions::not_generalised;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::placed;
use crate::cli::target::aim;
use crate::cli::usage::Usage;
use crate::cli::workshop::{self, Verdict};
use crate::io::counted;
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{self, ESTIMATE_COLUMNS, EstimateRow, add_cells, estimate_cells};
use crate::io::written::length::length;
use crate::model::dates::DateSpan;
use crate::model::extent::Extent;
use crate::model::feature::{Feature, Properties};
use crate::query::interval::Ruler;
use crate::query::placing::Placer;

/// What the rows are counts of.
const UNITS: &str = "count,share";

/// Writes the count and the share, each with what it may be.
pub(in crate::cli) fn run(asked: &args::Sensitivity, report: &mut Report) -> Result<Exit, Failure> {
    not_generalised("counts", &asked.writing.publishing)?;
    let within = length(&asked.distance).map_err(Usage::Length)?;
    let [from, until] = window(asked.from.as_deref(), asked.until.as_deref())?.unwrap_or_default();
    let question = Question { within, from, until };
    let trial = Trial { draws: asked.draws as usize, seed: asked.seed };
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, asked.measuring.edges, report)?;
    let aim = aim(&atlas, &asked.measuring, report)?;
    let dates = DateColumns::of(&source, &asked.reading, asked.date_column.as_deref(), asked.date_order)?;
    let records = Records { placer: placer(&asked.placing, &atlas)?, dates };
    let summary = Added { columns: &ESTIMATE_COLUMNS, credit: added(&atlas, &aim).credit };
    let output =
        Output::new(&asked.writing, Some(&source), Added::default())?.summary(summary).aggregated(UNITS.to_owned());
    let ends =
        Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: Some(&asked.placing) };
    let met = RefCell::new(Vec::new());
    let told = Cell::new(None);
    let mut stopped = None;
    let exit = Stream::new(&ends, &atlas, output, report)?.run(
        &records,
        &mut |known: &Known, _| met.borrow_mut().push(known.clone()),
        || match counted(&Ruler::new(&atlas, &aim.target), &met.take(), question, trial) {
            Ok(found) => {
                told.set(Some(found));
                estimates(&found)
            }
            Err(signal) => {
                stopped = Some(signal);
                Vec::new()
            }
        },
    )?;
    if let Some(signal) = stopped {
        return Err(signal);
    }
    if let Some(found) = told.get() {
        report.note(&cases_words(&found));
    }
    Ok(exit)
}

/// Where and when a record may have been.
type Known = (Option<Extent>, Option<DateSpan>);

/// Where and when each record may have been.
struct Records<'a> {
    placer: Placer<'a>,
    dates: DateColumns,
}

impl workshop::Question for Records<'_> {
    type Answer = Known;

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.dates.checked(table)?;
        checked_columns(&self.placer, table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Known> {
        let known = batch.kept().map(|kept| (placed(&self.placer, kept).extent, self.dates.span(&kept.to_feature())));
        known.collect()
    }

    fn verdict(&self, _: &Known) -> Verdict {
        Verdict::Offer
    }

    fn cells<'c>(&'c self, _: &'c Known, _: &mut Vec<rows::Cell<'c>>) {}
}

fn counted(ruler: &Ruler, records: &[Known], question: Question, trial: Trial) -> Result<Sensitivity, Failure> {
    let mut tally = Tally::new(question, trial);
    for (extent, date) in records {
        signals::go_on()?;
        tally.add(ruler, &Case { extent: extent.as_ref(), date: date.as_ref() });
    }
    Ok(tally.told())
}

/// The count and the share as rows.
fn estimates(found: &Sensitivity) -> Vec<Feature> {
    let count = |number: usize| number as f64;
    let counts = EstimateRow {
        quantity: "count",
        must: count(found.must),
        low: count(found.low),
        mean: found.mean,
        expected: found.expected,
        high: count(found.high),
        may: count(found.may),
        centroid: found.centroid.map(count),
    };
    let share = |count: f64| found.share(count);
    let shares = EstimateRow {
        quantity: "share",
        must: share(counts.must),
        low: share(counts.low),
        mean: share(counts.mean),
        expected: share(counts.expected),
        high: share(counts.high),
        may: share(counts.may),
        centroid: counts.centroid.map(share),
    };
    // a share of nothing is no number
    let rows = [Some(counts), Some(shares).filter(|_| found.cases > 0)].into_iter().flatten().map(|row| {
        let mut properties = Properties::new();
        add_cells(&mut properties, estimate_cells(&row));
        Feature { id: None, shape: None, properties }
    });
    rows.collect()
}

/// `of 692 records; 3 without a place and 2 without a date are left out`
fn cases_words(found: &Sensitivity) -> String {
    let left = [(found.unlocated, "without a place"), (found.undated, "without a date")];
    let left: Vec<String> =
        left.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let left = if left.is_empty() { String::new() } else { format!("; left out: {}", left.join(", ")) };
    let open = if found.open > 0 {
        let dates = counted::counted(found.open as u64, "date is", "dates are");
        format!("; {dates} open on a side and in no draw")
    } else {
        String::new()
    };
    format!("shares are of all {} records, whenever they were; {} draws{left}{open}", found.cases, found.draws)
}
