//! The way of every record from the input to the output: understood, answered and turned into text by any thread, then
//! counted, told and written in the order of the input. Not responsible for the answers.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::Value;

use crate::atlas::Atlas;
use crate::cli::args::{Beside, Placing, Reading, Writing};
use crate::cli::crew;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options, threads};
use crate::cli::output::Output;
use crate::cli::placing::placer;
use crate::cli::rejects::Rejects;
use crate::cli::remark::Remark;
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::swapped;
use crate::cli::workshop::{Made, Offer, Question, Verdict, Workshop, kept_aside};
use crate::io::outgoing::Outgoing;
use crate::io::read::block::{Kept, hides};
use crate::io::read::event::Schema;
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::options::{Places, ReadOptions, WantedBox};
use crate::io::read::problem::{Problem, Severity};
use crate::io::write::destination::Overwrite;
use crate::io::write::error::WriteError;
use crate::io::write::rejects::RejectsFile;
use crate::io::write::same::same_file;
use crate::model::feature::Feature;
use crate::query::generalise::Generaliser;

/// An input on its way to an output.
pub(super) struct Stream<'a> {
    source: &'a Source,
    atlas: &'a Atlas,
    reading: &'a Reading,
    placing: Option<&'a Placing>,
    options: ReadOptions,
    needs_points: bool,
    desk: Desk<'a>,
}

/// What a stream is made of.
pub(super) struct Ends<'a> {
    /// Where records come from.
    pub(super) source: &'a Source,
    /// How they are read.
    pub(super) reading: &'a Reading,
    /// How they are written.
    pub(super) writing: &'a Writing,
    /// How precisely they are placed, where that is asked.
    pub(super) placing: Option<&'a Placing>,
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
        output.worked_by(threads(ends.reading));
        output.ids_in(ends.reading.id_column.clone());
        output.draw(atlas, ends.source)?;
        if let Some(mapping) = &ends.reading.mapped {
            output.input_says(&mapping.card.clone().into());
        }
        let rejects_path = rejects_path(ends.writing, &output);
        nothing_lost(ends.source, &output, rejects_path.as_deref(), report.inputs())?;
        let rejects = Rejects::new(rejects_path, rejects_overwrite(ends.writing))?;
        if let Some(path) = rejects.path().filter(|_| !ends.reading.strict) {
            report.rejects_go_to(path.to_owned());
        }
        report.worked_by(threads(ends.reading));
        let desk = Desk {
            strict: ends.reading.strict,
            output,
            rejects,
            report,
            aside_told: false,
            counts: Counts { input: ends.source.name(), ..Counts::default() },
            failure: None,
        };
        let Ends { source, reading, placing, .. } = *ends;
        Ok(Self { source, atlas, reading, placing, options, needs_points: false, desk })
    }

    /// The same with refusals of what its source was made of, which appear with the output.
    #[cfg_attr(not(feature = "web"), expect(dead_code, reason = "maps for the web alone ask for it"))]
    pub(super) fn rejecting(mut self, rejects: Option<Rejects>) -> Self {
        if let Some(rejects) = rejects {
            self.desk.rejects = rejects;
        }
        self
    }

    /// The same, and records without a single point are counted.
    pub(super) fn needing_points(mut self) -> Self {
        self.needs_points = true;
        self
    }

    /// The same for inputs of which `places` says whether they must tell locations.
    pub(super) fn with_places(mut self, places: Places) -> Self {
        self.options.places = places;
        self
    }

    /// The same, and of inputs whose format has an index only what lies in `wanted` is read.
    pub(super) fn wanting(mut self, wanted: Option<WantedBox>) -> Self {
        self.options.wanted = wanted;
        self
    }

    /// Reads to the end, asks `question` about every record, then `waiting` for those that were offered to it, and completes
    /// the output.
    pub(super) fn run<Q: Question>(
        self,
        question: &Q,
        offer: Offer<Q::Answer>,
        waiting: impl FnOnce() -> Vec<Feature>,
    ) -> Result<Exit, Failure> {
        let (desk, warning) = self.read(question, offer)?;
        desk.complete(&waiting(), warning)
    }

    /// The same for an output that is made of what `answer` makes of the offered records at once; `answer` is told what is known
    /// of their terms, and what was said of them.
    pub(super) fn run_whole<Q: Question>(
        self,
        question: &Q,
        offer: Offer<Q::Answer>,
        answer: impl FnOnce(Option<Value>, &Report) -> Result<Vec<u8>, Failure>,
    ) -> Result<Exit, Failure> {
        let (desk, warning) = self.read(question, offer)?;
        desk.complete_whole(answer, warning)
    }

    /// Reads to the end and asks `question` about every record; what is to be warned of.
    fn read<Q: Question>(self, question: &Q, offer: Offer<Q::Answer>) -> Result<(Desk<'a>, Option<Remark>), Failure> {
        let Self { source, atlas, reading, placing, options, needs_points, mut desk } = self;
        let workshop = Workshop::new(question, atlas, desk.output.added_columns(), reading.strict);
        let workshop = workshop.generalising(generaliser(&desk.output, atlas, reading, placing)?);
        let mut ledger = Ledger::new(source.name().into());
        let wanted = Arc::new(AtomicBool::new(true));
        let read = crew::in_order(
            threads(reading),
            &wanted,
            |sink| source.blocks(atlas, &options, &wanted, sink),
            |block| workshop.made(block),
            &mut |made| desk.settle(&mut ledger, &made, &workshop, offer),
        );
        signals::go_on()?;
        if let Some(failure) = desk.failure {
            return Err(failure);
        }
        read?;
        question.concluded()?;
        let tally = ledger.tally();
        desk.counts.read = tally.read;
        desk.counts.refused = tally.refused;
        desk.counts.no_location = tally.no_location;
        if needs_points {
            desk.counts.no_single_point = workshop.no_single_points();
        }
        Ok((desk, workshop.warning()))
    }
}

/// Where what was made of the input is taken in, in order.
struct Desk<'a> {
    strict: bool,
    output: Output,
    rejects: Rejects,
    report: &'a mut Report,
    aside_told: bool,
    counts: Counts,
    failure: Option<Failure>,
}

impl Desk<'_> {
    /// Takes in what was made of a block.
    fn settle<Q: Question>(
        &mut self,
        ledger: &mut Ledger,
        made: &Made<Q::Answer>,
        workshop: &Workshop<Q>,
        offer: Offer<Q::Answer>,
    ) -> ControlFlow<()> {
        let settled = signals::go_on().and_then(|()| self.taken(ledger, made, workshop, offer));
        self.report.progress(self.counts.read);
        match settled {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                self.failure = Some(failure);
                ControlFlow::Break(())
            }
        }
    }

    fn taken<Q: Question>(
        &mut self,
        ledger: &mut Ledger,
        made: &Made<Q::Answer>,
        workshop: &Workshop<Q>,
        offer: Offer<Q::Answer>,
    ) -> Result<(), Failure> {
        self.output.rows_of(made.datasets)?;
        // under --strict nothing will be written once a record is refused; reading goes on to tell all of them
        let encoded = made.encoded.as_ref().filter(|_| self.may_write());
        let mut failure = None;
        let taken = ledger.take(&made.batch, &mut |met, _| {
            let taken = match met {
                Met::Schema(schema) => {
                    workshop.question.columns(schema).map(|()| self.schema(schema)).map_err(Failure::from)
                }
                Met::Member(name, value) => {
                    if !self.output.member(name, value.clone()) {
                        self.report.note(&format!("member {name:?} of the collection was not carried over"));
                    }
                    Ok(())
                }
                Met::Problem(problem) => self.problem(&problem),
                Met::Kept(number, kept) => {
                    self.keep_aside(number, made);
                    self.record(number, kept, made, workshop, offer)
                }
            };
            taken.map_or_else(
                |failed| {
                    failure = Some(failed);
                    ControlFlow::Break(())
                },
                ControlFlow::Continue,
            )
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        taken.map(|_| ())?;
        encoded.map_or(Ok(()), |encoded| self.output.put(&encoded.text))
    }

    fn may_write(&self) -> bool {
        !(self.strict && self.counts.refused > 0)
    }

    fn schema(&mut self, schema: &Schema) {
        let mut schema = schema.clone();
        for column in &mut schema.columns {
            if hides(self.output.added_columns(), column) {
                *column = kept_aside(column);
            }
        }
        self.output.schema(schema);
    }

    fn problem(&mut self, problem: &Problem) -> Result<(), Failure> {
        self.report.problem(problem);
        if problem.severity == Severity::Refused {
            self.counts.refused += 1;
            if !self.strict {
                self.rejects.add(problem)?;
            }
        }
        Ok(())
    }

    /// Tells once which columns of the input have been renamed, those that the answer's would hide.
    fn keep_aside<A>(&mut self, number: usize, made: &Made<A>) {
        let Some(aside) = made.set_aside.as_ref().filter(|aside| aside.record == number && !self.aside_told) else {
            return;
        };
        self.aside_told = true;
        let names: Vec<String> = aside.names.iter().map(|name| kept_aside(name)).collect();
        let names = names.join(", ");
        self.report.note(&format!("columns of the input that have the names of the answer's are kept as {names}"));
    }

    fn record<Q: Question>(
        &mut self,
        number: usize,
        kept: Kept,
        made: &Made<Q::Answer>,
        workshop: &Workshop<Q>,
        offer: Offer<Q::Answer>,
    ) -> Result<(), Failure> {
        self.counts.read += 1;
        let answer = &made.answers[number];
        match workshop.question.verdict(answer) {
            Verdict::Keep => {}
            Verdict::Leave => {
                self.counts.filtered += 1;
                return Ok(());
            }
            Verdict::Offer => {
                offer(answer, kept);
                return Ok(());
            }
        }
        self.counts.kept += 1;
        if !self.may_write() {
            return Ok(());
        }
        if let Some(encoded) = &made.encoded {
            return match &encoded.failed {
                Some(failed) if failed.record == number => {
                    self.output.put(&encoded.text)?;
                    self.write(kept, answer, workshop)
                }
                _ => Ok(()),
            };
        }
        self.write(kept, answer, workshop)?;
        workshop.encodes_with(|| self.output.encoder());
        Ok(())
    }

    fn write<Q: Question>(&mut self, kept: Kept, answer: &Q::Answer, workshop: &Workshop<Q>) -> Result<(), Failure> {
        let mut cells = Vec::new();
        workshop.question.cells(answer, &mut cells);
        kept.outgoing(|record| self.output.write(&record.with(&cells)))
    }

    fn complete_whole(
        mut self,
        answer: impl FnOnce(Option<Value>, &Report) -> Result<Vec<u8>, Failure>,
        warning: Option<Remark>,
    ) -> Result<Exit, Failure> {
        self.counted(0, warning)?;
        let bytes = answer(self.output.terms()?, self.report)?;
        self.told(|output, report| output.finish_as(bytes, report))
    }

    fn complete(mut self, waited: &[Feature], warning: Option<Remark>) -> Result<Exit, Failure> {
        self.counted(waited.len() as u64, warning)?;
        for feature in waited {
            self.output.write(&Outgoing::from(feature))?;
        }
        self.told(Output::finish)
    }

    /// Tells how many records became what; fails where one was refused and none may be.
    fn counted(&mut self, waited: u64, warning: Option<Remark>) -> Result<(), Failure> {
        // a summary is made of all records that could be read and were asked for
        self.counts.kept = if self.output.is_summary() {
            self.counts.read.saturating_sub(self.counts.refused + self.counts.filtered)
        } else {
            self.counts.kept + waited
        };
        self.counts.filtered = self.counts.read.saturating_sub(self.counts.refused + self.counts.kept);
        if let Some(warning) = warning {
            self.report.remarked(swapped::CODE, &warning);
        }
        let Counts { read, refused, .. } = self.counts;
        self.report.counts(self.counts.clone());
        if self.strict && refused > 0 {
            return Err(Failure::Strict { refused, read });
        }
        Ok(())
    }

    /// Makes the output and the refused records appear.
    fn told(self, finish: impl FnOnce(Output, &mut Report) -> Result<(), Failure>) -> Result<Exit, Failure> {
        let refused = self.counts.refused;
        if self.rejects.holds_some() && self.output.blur().is_some() {
            self.report.note("the file of refused records has them as they were; it is not for publication");
        }
        self.rejects.appear()?;
        match finish(self.output, self.report) {
            // whoever read the output has what they wanted
            Err(Failure::Output(error)) if error.is_closed_pipe() => {}
            finished => finished?,
        }
        Ok(Exit::finished(refused))
    }
}

/// What makes places coarser, if that is asked of `output`.
pub(super) fn generaliser<'a>(
    output: &Output,
    atlas: &'a Atlas,
    reading: &Reading,
    placing: Option<&Placing>,
) -> Result<Option<Generaliser<'a>>, Failure> {
    let Some(blur) = output.blur() else { return Ok(None) };
    let placer = placer(placing.unwrap_or(&Placing::default()), atlas)?;
    Ok(Some(Generaliser::new(placer, blur, place_columns(reading))))
}

/// The columns that the user says hold coordinates.
fn place_columns(reading: &Reading) -> Vec<String> {
    let named = [&reading.lon_column, &reading.lat_column, &reading.wkt_column];
    named.into_iter().flatten().cloned().collect()
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
    let sidecar = output.sidecar();
    for input in read {
        if let Some(sidecar) = sidecar.as_deref().filter(|sidecar| same_file(sidecar, input)) {
            return clash(sidecar, input);
        }
    }
    let Some(rejects) = rejects else { return Ok(()) };
    let others =
        read.iter().map(PathBuf::as_path).chain(source.file()).chain(output.target()).chain(sidecar.as_deref());
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
    writing.rejects.clone().or_else(|| beside().filter(|_| writing.beside == Beside::Rejects))
}
