//! The way of every record from the input to the output: read, answered or left out, written, counted.
//! Not responsible for the answers.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::atlas::Atlas;
use crate::cli::args::{Reading, Writing};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options};
use crate::cli::output::Output;
use crate::cli::rejects::Rejects;
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::swapped::{self, SwapWatch};
use crate::io::read::event::{Event, Record};
use crate::io::read::options::ReadOptions;
use crate::io::read::problem::Severity;
use crate::io::write::destination::Overwrite;
use crate::io::write::error::WriteError;
use crate::io::write::rejects::RejectsFile;
use crate::io::write::same::same_file;
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
    aside_told: bool,
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
        let rejects_path = rejects_path(ends.writing, &output);
        nothing_lost(ends.source, &output, rejects_path.as_deref(), report.inputs())?;
        let rejects = Rejects::new(rejects_path, rejects_overwrite(ends.writing))?;
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
            aside_told: false,
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
            Event::Schema(mut schema) => {
                for column in &mut schema.columns {
                    if self.output.added_columns().contains(&column.as_str()) {
                        *column = kept_aside(column);
                    }
                }
                self.output.schema(schema);
            }
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

    /// Renames columns of the input that those of the answer would hide, and tells it once.
    fn keep_aside(&mut self, feature: &mut Feature) {
        let added = self.output.added_columns();
        let hidden: Vec<&str> = added.iter().copied().filter(|name| feature.properties.contains_key(*name)).collect();
        if hidden.is_empty() {
            return;
        }
        if !self.aside_told {
            self.aside_told = true;
            let names: Vec<String> = hidden.iter().map(|name| kept_aside(name)).collect();
            let names = names.join(", ");
            self.report.note(&format!("columns of the input that have the names of the answer's are kept as {names}"));
        }
        let properties = std::mem::take(&mut feature.properties);
        let renamed = properties.into_iter().map(|(name, value)| {
            if hidden.contains(&name.as_str()) { (kept_aside(&name), value) } else { (name, value) }
        });
        feature.properties = renamed.collect();
    }

    fn record(&mut self, record: Record, judge: &mut dyn FnMut(Feature) -> Verdict) -> Result<(), Failure> {
        let Record { mut feature, .. } = record;
        self.counts.read += 1;
        self.report.progress(self.counts.read);
        self.watch.look(&feature);
        self.keep_aside(&mut feature);
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
        // a summary is made of all records that could be read
        self.counts.kept = if self.output.is_summary() {
            self.counts.read.saturating_sub(self.counts.refused)
        } else {
            self.counts.kept + waited.len() as u64
        };
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

/// The name under which a column of the input stays when the answer needs its own.
fn kept_aside(name: &str) -> String {
    format!("input_{name}")
}

/// Refuses an output or a rejects file that would take the place of a file that is read, or of each other.
fn nothing_lost(source: &Source, output: &Output, rejects: Option<&Path>, read: &[PathBuf]) -> Result<(), WriteError> {
    let clash = |target: &Path, other: &Path| {
        let (target, other) = (target.to_owned(), other.to_owned());
        Err(WriteError::Clash { target, other })
    };
    for input in read {
        if let Some(target) = output.target().filter(|target| same_file(target, input)) {
            return clash(target, input);
        }
    }
    let Some(rejects) = rejects else { return Ok(()) };
    let others = read.iter().map(PathBuf::as_path).chain(source.file()).chain(output.target());
    for other in others {
        if same_file(rejects, other) {
            return clash(rejects, other);
        }
    }
    Ok(())
}

/// What a rejects file may replace: after `--in-place` it may hold the only copy of records, so it is replaced by
/// `--force` only.
fn rejects_overwrite(writing: &Writing) -> Overwrite {
    if writing.force { Overwrite::Force } else { Overwrite::Refuse }
}

/// Where refused records go: where the user says, or beside an output that is a file.
fn rejects_path(writing: &Writing, output: &Output) -> Option<PathBuf> {
    let beside = || {
        let target = output.target()?;
        let device = std::fs::metadata(target).is_ok_and(|found| !found.is_file());
        (!device).then(|| RejectsFile::path_for(target))
    };
    writing.rejects.clone().or_else(beside)
}
