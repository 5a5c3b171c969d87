//! What becomes of each record, in the order of the input: counted, told, passed on. Not responsible for understanding records.

use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::Value;

use crate::io::read::block::{Aside, Batch, Entry, Fate, Findings, Kept, RowStore};
use crate::io::read::escape::Quoted;
use crate::io::read::event::{Origin, Schema, Tally};
use crate::io::read::ids::Ids;
use crate::io::read::intake::{Stop, fatal};
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;

/// One thing met while a batch is taken in.
#[derive(Debug)]
#[non_exhaustive]
pub enum Met<'b> {
    /// The columns of a table, before the first record.
    Schema(&'b Schema),
    /// A record that is kept, by its number among those kept in its batch.
    Kept(usize, Kept<'b>),
    /// A record refused, a warning or a note.
    Problem(Problem),
    /// A member of a `FeatureCollection` beside its features.
    Member(&'b str, &'b Value),
}

/// Keeps count of an input whose batches come in their order.
#[derive(Debug)]
pub struct Ledger {
    file: Arc<str>,
    ids: Ids,
    tally: Tally,
}

impl Ledger {
    /// The ledger of the input called `file`.
    #[must_use]
    pub fn new(file: Arc<str>) -> Self {
        Self { file, ids: Ids::default(), tally: Tally::default() }
    }

    /// What became of the records so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Takes in the next batch and passes on what is met in it; says whether to go on.
    ///
    /// # Errors
    /// The problem for which the whole input is refused.
    pub fn take(
        &mut self,
        batch: &Batch,
        sink: &mut dyn FnMut(Met<'_>, &Origin) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Box<Problem>> {
        match self.taken(batch, sink) {
            Ok(()) => Ok(ControlFlow::Continue(())),
            Err(Stop::Enough) => Ok(ControlFlow::Break(())),
            Err(Stop::Refused(problem)) => Err(problem),
        }
    }

    fn taken(&mut self, batch: &Batch, sink: &mut dyn FnMut(Met<'_>, &Origin) -> ControlFlow<()>) -> Result<(), Stop> {
        let mut taking = Taking { ledger: self, sink };
        for aside in &batch.asides {
            taking.aside(aside)?;
        }
        let mut number = 0;
        for entry in &batch.entries {
            number += usize::from(taking.entry(entry, batch.rows.as_ref(), number)?);
        }
        let Some(end) = &batch.end else { return Ok(()) };
        let record = if end.in_record { taking.ledger.tally.read + 1 } else { 0 };
        let file = Arc::clone(&taking.ledger.file);
        Err(fatal(Origin { file, line: end.line, byte: end.byte, record, id: None }, end.what.clone()))
    }
}

/// A batch on its way through the ledger.
struct Taking<'a, 's> {
    ledger: &'a mut Ledger,
    sink: &'s mut dyn FnMut(Met<'_>, &Origin) -> ControlFlow<()>,
}

impl Taking<'_, '_> {
    fn push(&mut self, met: Met, origin: &Origin) -> Result<(), Stop> {
        match (self.sink)(met, origin) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    fn aside(&mut self, aside: &Aside) -> Result<(), Stop> {
        let origin = |line| Origin { file: Arc::clone(&self.ledger.file), line, byte: None, record: 0, id: None };
        match aside {
            Aside::Told { what, line } => self.tell(what.clone(), &origin(*line)),
            Aside::Schema(schema) => self.push(Met::Schema(schema), &origin(None)),
            Aside::Member { name, value } => self.push(Met::Member(name, value), &origin(None)),
        }
    }

    /// Takes in one record; says whether it is kept.
    fn entry(&mut self, entry: &Entry, rows: Option<&RowStore>, number: usize) -> Result<bool, Stop> {
        let mut origin = Origin {
            file: Arc::clone(&self.ledger.file),
            line: entry.at.map(|at| at.line),
            byte: entry.at.map(|at| at.byte),
            record: self.ledger.tally.read + 1,
            id: None,
        };
        let findings = match &entry.fate {
            Fate::Refused(refusal) => {
                let verbatim = Some(refusal.verbatim.clone());
                let problem = Problem::new(Severity::Refused, origin.clone(), refusal.what.clone());
                self.refuse(Problem { verbatim, ..problem })?;
                return Ok(false);
            }
            Fate::Feature(_, findings) | Fate::Row(_, findings) => Some(findings),
            Fate::Given(_) => None,
        };
        let Some(kept) = Kept::of(&entry.fate, rows) else { return Ok(false) };
        let tally = &mut self.ledger.tally;
        tally.read += 1;
        tally.kept += 1;
        tally.no_location += u64::from(kept.shape().is_none());
        if let Some(findings) = findings {
            self.findings(findings, kept, &mut origin)?;
        }
        self.push(Met::Kept(number, kept), &origin)?;
        Ok(true)
    }

    fn findings(&mut self, findings: &Findings, kept: Kept, origin: &mut Origin) -> Result<(), Stop> {
        let is_new = findings.id.is_none_or(|id| self.ledger.ids.insert(id));
        if is_new && findings.told.is_none() && !self.ledger.ids.is_full() {
            return Ok(());
        }
        origin.id = kept.id_text();
        let [notes, doubts] = match &findings.told {
            Some(told) => [&told[0][..], &told[1][..]],
            None => [&[][..]; 2],
        };
        for what in notes {
            self.tell(what.clone(), origin)?;
        }
        if findings.id.is_some() && self.ledger.ids.is_unchecked() {
            self.tell(What::IdsUnchecked { limit: Ids::MAX }, origin)?;
        } else if !is_new {
            let id = Quoted::new(origin.id.as_deref().unwrap_or_default());
            self.tell(What::DuplicateId { id }, origin)?;
        }
        for what in doubts {
            self.tell(what.clone(), origin)?;
        }
        Ok(())
    }

    fn refuse(&mut self, problem: Problem) -> Result<(), Stop> {
        let tally = &mut self.ledger.tally;
        tally.read += 1;
        tally.refused += 1;
        *tally.codes.entry(problem.code).or_default() += 1;
        let origin = problem.origin.clone();
        self.push(Met::Problem(problem), &origin)
    }

    /// Tells a warning or note; those that would repeat for every record are told once and counted.
    fn tell(&mut self, what: What, origin: &Origin) -> Result<(), Stop> {
        let count = self.ledger.tally.codes.entry(what.code()).or_default();
        *count += 1;
        let severity = severity_of(&what);
        if *count > 1 && told_once(&what) {
            return Ok(());
        }
        self.push(Met::Problem(Problem::new(severity, origin.clone(), what)), origin)
    }
}

fn severity_of(what: &What) -> Severity {
    match what {
        What::DuplicateId { .. }
        | What::NullIsland
        | What::SelfCrossing { .. }
        | What::HalfCoordinate { .. }
        | What::RepeatedKey { .. }
        | What::IdsUnchecked { .. }
        | What::NullDate { .. }
        | What::SolarHijri { .. }
        | What::CellErrors { .. }
        | What::MergedCells { .. }
        | What::PartsPassed { .. }
        | What::ShapeElsewhere { .. }
        | What::ForeignLost { .. } => Severity::Warning,
        _ => Severity::Note,
    }
}

fn told_once(what: &What) -> bool {
    matches!(
        what,
        What::IdsUnchecked { .. }
            | What::DateKept { .. }
            | What::SolarHijri { .. }
            | What::ForeignMember { .. }
            | What::HeightDropped
            | What::ExtraNumbers { .. }
            | What::RingRewound
            | What::NameTaken { .. }
            | What::OtherNotation { .. }
            | What::CommaRead { .. }
            | What::WktRead { .. }
    )
}
