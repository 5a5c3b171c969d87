//! All records of an input, held at once: for questions about how they stand to each other. Not responsible for the questions.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::Value;

use crate::atlas::Atlas;
use crate::cli::args::{Publishing, Reading, Writing};
use crate::cli::crew;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options, threads};
use crate::cli::output::{Added, Output};
use crate::cli::rejects::Rejects;
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::cli::workshop::datasets;
use crate::io::read::block::Block;
use crate::io::read::event::{PlaceColumns, Schema, Tally};
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::problem::Problem;
use crate::io::write::error::WriteError;
use crate::io::write::same::same_file;
use crate::io::write::sidecar::Sidecar;
use crate::model::feature::Feature;
use crate::model::licence::Datasets;

/// An input that was read whole.
#[derive(Debug, Default)]
pub(super) struct HeldInput {
    /// Its name.
    pub(super) name: String,
    /// Its records, in order.
    pub(super) features: Vec<Feature>,
    /// What it looks like, if it is a table.
    pub(super) schema: Option<Schema>,
    /// The published datasets that its records are of.
    pub(super) datasets: Datasets,
    /// Members of its collection.
    pub(super) members: Vec<(String, Value)>,
    /// What became of its records.
    pub(super) tally: Tally,
    /// How many of those that could be read were left out.
    pub(super) filtered: u64,
}

impl HeldInput {
    /// The columns that say where, if it is a table.
    pub(super) fn place_columns(&self) -> Vec<String> {
        match self.schema.as_ref().map(|schema| &schema.place) {
            Some(PlaceColumns::LonLat { lon, lat }) => vec![lon.clone(), lat.clone()],
            Some(PlaceColumns::Wkt(column)) => vec![column.clone()],
            Some(PlaceColumns::None) | None => Vec::new(),
        }
    }
}

/// Reads all records of `source`; those that are refused are told.
///
/// # Errors
/// [`Failure::Strict`] where a record is refused and none may be.
pub(super) fn held(
    source: &Source,
    atlas: &Atlas,
    reading: &Reading,
    report: &mut Report,
) -> Result<HeldInput, Failure> {
    held_but(&Whole { source, atlas, reading }, &mut Rejects::default(), report)
}

/// An input that is to be read whole.
pub(super) struct Whole<'a> {
    pub(super) source: &'a Source,
    pub(super) atlas: &'a Atlas,
    pub(super) reading: &'a Reading,
}

/// Reads all records; those that are refused are told and go to `rejects`.
///
/// # Errors
/// [`Failure::Strict`] where a record is refused and none may be.
pub(super) fn held_but(whole: &Whole, rejects: &mut Rejects, report: &mut Report) -> Result<HeldInput, Failure> {
    let Whole { source, atlas, reading } = *whole;
    let options = read_options(reading)?;
    let threads = threads(reading);
    report.worked_by(threads);
    let mut input = HeldInput { name: source.name(), ..HeldInput::default() };
    let mut ledger = Ledger::new(source.name().into());
    let wanted = Arc::new(AtomicBool::new(true));
    let mut refused_whole: Option<Box<Problem>> = None;
    let mut unkept: Option<Failure> = None;
    let read = crew::in_order(
        threads,
        &wanted,
        |sink| source.blocks(atlas, &options, &wanted, sink),
        Block::understood,
        &mut |batch| {
            input.datasets = input.datasets.and(datasets(&batch));
            let taken = ledger.take(&batch, &mut |met, _| {
                match met {
                    Met::Schema(schema) => input.schema = Some(schema.clone()),
                    Met::Kept(_, kept) => input.features.push(kept.to_feature()),
                    Met::Problem(problem) => {
                        report.problem(&problem);
                        if let Err(failure) = rejects.refused(&problem) {
                            unkept = Some(failure);
                            return ControlFlow::Break(());
                        }
                    }
                    Met::Member(name, value) => input.members.push((name.to_owned(), value.clone())),
                }
                ControlFlow::Continue(())
            });
            report.progress(ledger.tally().kept);
            let flow = taken.unwrap_or_else(|problem| {
                refused_whole = Some(problem);
                ControlFlow::Break(())
            });
            signals::caught().map_or(flow, |_| ControlFlow::Break(()))
        },
    );
    signals::go_on()?;
    read?;
    if let Some(failure) = unkept {
        return Err(failure);
    }
    if let Some(problem) = refused_whole {
        return Err(problem.into());
    }
    input.tally = ledger.tally().clone();
    let Tally { read, refused, .. } = input.tally;
    if reading.strict && refused > 0 {
        return Err(Failure::Strict { refused, read });
    }
    Ok(input)
}

/// Tells what became of the records of each of `inputs`, and of all.
pub(super) fn tell_counts(inputs: &[&HeldInput], report: &mut Report) {
    let mut all = Counts::default();
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    all.input = names.join(", ");
    for HeldInput { name, tally, filtered, .. } in inputs {
        if inputs.len() > 1 {
            let Tally { read, kept, refused, .. } = tally;
            report.outcome(&format!("{name}: read {read} = kept {kept} + refused {refused} + filtered {filtered}"));
        }
        all.filtered += filtered;
        all.read += tally.read;
        all.kept += tally.kept;
        all.refused += tally.refused;
        all.no_location += tally.no_location;
    }
    report.counts(all);
}

/// How many records of `inputs` were refused.
pub(super) fn refused(inputs: &[&HeldInput]) -> u64 {
    inputs.iter().map(|input| input.tally.refused).sum()
}

/// The sources that two arguments name, of which one may be standard input.
pub(super) fn two_sources(first: &Path, second: &Path) -> Result<[Source; 2], Usage> {
    let sources = [Source::of(first)?, Source::of(second)?];
    if sources == [Source::Stdin, Source::Stdin] {
        return Err(Usage::OneStdin);
    }
    Ok(sources)
}

/// Takes the terms of `input`, which was read from `source`, into an output that tells of its records.
///
/// # Errors
/// [`Failure::NotPublic`] where the output is for publication and they may not be passed on.
pub(super) fn under_terms_of(output: &mut Output, source: &Source, input: &HeldInput) -> Result<(), Failure> {
    let beside = source.file().and_then(Sidecar::told_of);
    let within = input.members.iter().filter(|(name, _)| name == "metadata").map(|(_, value)| value);
    for metadata in within.chain(&beside) {
        output.input_says(metadata);
    }
    output.rows_of(input.datasets)
}

/// That places are not asked to become coarser in an output that cannot make them so.
pub(super) fn not_generalised(command: &'static str, publishing: &Publishing) -> Result<(), Usage> {
    if publishing.generalise.is_some() { Err(Usage::NotGeneralised { command }) } else { Ok(()) }
}

/// An output of rows that have these columns and no place.
pub(super) fn list(writing: &Writing, columns: &'static [&'static str]) -> Result<Output, Failure> {
    list_with(writing, Added { columns, credit: None })
}

/// The same with credit, where the format has room for it.
pub(super) fn list_with(writing: &Writing, added: Added) -> Result<Output, Failure> {
    let names: Vec<String> = added.columns.iter().map(|&column| column.to_owned()).collect();
    let mut output = Output::new(writing, None, added)?;
    // what stands for the place's own column: rows without a place need none
    let place = PlaceColumns::Wkt(names.first().cloned().unwrap_or_default());
    output.schema(Schema { columns: names, delimiter: b',', place });
    Ok(output)
}

/// Refuses an output that would take the place of a file that is read.
pub(super) fn none_replaced<'p>(
    target: Option<&Path>,
    inputs: impl IntoIterator<Item = &'p Path>,
) -> Result<(), Failure> {
    let Some(target) = target else { return Ok(()) };
    match inputs.into_iter().find(|input| same_file(target, input)) {
        Some(other) => Err(WriteError::Clash { target: target.to_owned(), other: other.to_owned() }.into()),
        None => Ok(()),
    }
}
