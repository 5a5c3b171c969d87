//! The way of every record from the input to the output: read, answered or left out, written, counted.
//! Not responsible for the answers.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::atlas::Atlas;
use crate::cli::args::{Reading, Writing};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options};
use crate::cli::output::Output;
use crate::cli::rejects::Rejects;
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::sink::overwrite;
use crate::cli::swapped::{self, SwapWatch};
use crate::io::read::event::{Event, Record};
use crate::io::read::options::ReadOptions;
use crate::io::read::problem::Severity;
use crate::model::feature::Feature;

/// What becomes of a record that could be read.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It goes into the output.
    Keep(Feature),
    /// It was not asked for.
    Leave,
    /// It goes into the output once all have been read.
    Wait,
}

/// An input on its way to an output.
pub(super) struct Stream<'a> {
    source: &'a Source,
    atlas: &'a Atlas,
    options: ReadOptions,
    strict: bool,
    output: Output,
    rejects: Rejects,
    report: &'a mut Report,
    watch: SwapWatch,
    /// Whether records that are no single point are to be counted.
    needs_points: bool,
    replaced_told: bool,
    counts: Counts,
}

/// What a stream is made of.
pub(super) struct Ends<'a> {
    /// Where records come from.
    pub(super) source: &'a Source,
    /// How they are read.
    pub(super) reading: &'a Reading,
    /// How they are written.
    pub(super) writing: &'a Writing,
}

impl<'a> Stream<'a> {
    /// A stream between `ends`; fails before anything is read if the output cannot be made.
    pub(super) fn new(
        ends: &Ends<'a>,
        atlas: &'a Atlas,
        output: Output,
        report: &'a mut Report,
    ) -> Result<Self, Failure> {
        let mut output = output;
        let options = read_options(ends.reading)?;
        output.ids_in(ends.reading.id_column.clone());
        let rejects = Rejects::new(rejects_path(ends.writing, &output), overwrite(ends.writing))?;
        if let Some(path) = rejects.path().filter(|_| !ends.reading.strict) {
            report.rejects_go_to(path.to_owned());
        }
        Ok(Self {
            source: ends.source,
            atlas,
            options,
            strict: ends.reading.strict,
            output,
            rejects,
            report,
            watch: SwapWatch::new(atlas),
            needs_points: false,
            replaced_told: false,
            counts: Counts { input: ends.source.name(), ..Counts::default() },
        })
    }

    /// The same, and records without a single point are counted.
    pub(super) fn needing_points(mut self) -> Self {
        self.needs_points = true;
        self
    }

    /// Reads to the end, asks `judge` about every record, then `waiting` for those that waited, and completes the output.
    pub(super) fn run(
        mut self,
        judge: &mut dyn FnMut(Feature) -> Verdict,
        waiting: impl FnOnce() -> Vec<Feature>,
    ) -> Result<Exit, Failure> {
        let mut failure = None;
        let (source, atlas, options) = (self.source, self.atlas, self.options.clone());
        let read = source.read(atlas, &options, &mut |event| match self.took(event, judge) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failed) => {
                failure = Some(failed);
                ControlFlow::Break(())
            }
        });
        signals::go_on()?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        let tally = read?;
        self.counts.read = tally.read;
        self.counts.refused = tally.refused;
        self.counts.no_location = tally.no_location;
        self.complete(&waiting())
    }

    fn took(&mut self, event: Event, judge: &mut dyn FnMut(Feature) -> Verdict) -> Result<(), Failure> {
        signals::go_on()?;
        match event {
            Event::Schema(schema) => self.output.schema(schema),
            Event::Member { name, value } => {
                if !self.output.member(&name, value) {
                    self.report.note(&format!("member {name:?} of the collection was not carried over"));
                }
            }
            Event::Problem(problem) => {
                self.report.problem(&problem);
                if problem.severity == Severity::Refused {
                    self.counts.refused += 1;
                    if !self.strict {
                        self.rejects.add(&problem)?;
                    }
                }
            }
            Event::Kept(record) => self.record(record, judge)?,
        }
        Ok(())
    }

    /// Tells once that columns of the input give way to those of the answer.
    fn tell_replaced(&mut self, feature: &Feature) {
        if self.replaced_told {
            return;
        }
        let held = |column: &&&str| feature.properties.contains_key(**column);
        let replaced: Vec<&str> = self.output.added_columns().iter().filter(held).copied().collect();
        if !replaced.is_empty() {
            self.replaced_told = true;
            let names = replaced.join(", ");
            self.report.note(&format!("columns of the input are replaced by those of the answer: {names}"));
        }
    }

    fn record(&mut self, record: Record, judge: &mut dyn FnMut(Feature) -> Verdict) -> Result<(), Failure> {
        let Record { feature, .. } = record;
        self.counts.read += 1;
        self.report.progress(self.counts.read);
        self.watch.look(&feature);
        self.tell_replaced(&feature);
        let shaped = feature.shape.as_ref();
        if self.needs_points && shaped.is_some_and(|shape| shape.point().is_none()) {
            self.counts.no_single_point += 1;
        }
        // under --strict nothing will be written once a record is refused; reading goes on to tell all of them
        let write = !(self.strict && self.counts.refused > 0);
        match judge(feature) {
            Verdict::Keep(feature) => {
                self.counts.kept += 1;
                if write { self.output.write(&feature) } else { Ok(()) }
            }
            Verdict::Leave => {
                self.counts.filtered += 1;
                Ok(())
            }
            Verdict::Wait => Ok(()),
        }
    }

    fn complete(mut self, waited: &[Feature]) -> Result<Exit, Failure> {
        self.counts.kept += waited.len() as u64;
        self.counts.filtered = self.counts.read.saturating_sub(self.counts.refused + self.counts.kept);
        if let Some(warning) = self.watch.warning() {
            self.report.warning(swapped::CODE, &warning);
        }
        let Counts { read, refused, .. } = self.counts;
        self.report.counts(self.counts);
        if self.strict && refused > 0 {
            return Err(Failure::Strict { refused, read });
        }
        for feature in waited {
            self.output.write(feature)?;
        }
        self.rejects.appear()?;
        match self.output.finish(self.report) {
            // whoever read the output has what they wanted
            Err(Failure::Output(error)) if error.is_closed_pipe() => {}
            finished => finished?,
        }
        Ok(Exit::finished(refused))
    }
}

/// Where refused records go: where the user says, or beside an output that is a file.
fn rejects_path(writing: &Writing, output: &Output) -> Option<PathBuf> {
    let beside = || {
        let target = output.target()?;
        let device = std::fs::metadata(target).is_ok_and(|found| !found.is_file());
        (!device).then(|| crate::io::write::rejects::RejectsFile::path_for(target))
    };
    writing.rejects.clone().or_else(beside)
}
