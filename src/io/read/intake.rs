//! What is done with each record: passed on, refused, counted. Not responsible for understanding records.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::Arc;

use geo_types::Geometry;

use crate::io::read::escape::Quoted;
use crate::io::read::event::{Event, Origin, Record, Tally};
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;
use crate::model::feature::{Feature, FeatureId};
use crate::model::shape::Shape;

/// Ids remembered to find duplicates: 8 bytes each, at most about 100 MB.
const IDS_MAX: usize = 6_000_000;

/// Why reading ends before the input does.
#[derive(Debug)]
pub(super) enum Stop {
    /// The input is refused as a whole.
    Refused(Box<Problem>),
    /// The receiver wants no more.
    Enough,
}

/// A record understood, with what is to be told about it.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) feature: Feature,
    pub(super) notes: Vec<What>,
}

/// A record that cannot be used, or one that shows that the whole input cannot.
#[derive(Debug)]
pub(super) enum Flaw {
    Record(What),
    Input(What),
}

/// Passes events to the receiver and keeps count.
pub(super) struct Intake<'a> {
    sink: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    file: Arc<str>,
    ids: HashSet<u64>,
    pub(super) tally: Tally,
}

impl<'a> Intake<'a> {
    pub(super) fn new(file: Arc<str>, sink: &'a mut dyn FnMut(Event) -> ControlFlow<()>) -> Self {
        Self { sink, file, ids: HashSet::new(), tally: Tally::default() }
    }

    /// The origin of the record that comes next.
    pub(super) fn next_origin(&self, line: u64, byte: u64) -> Origin {
        Origin {
            file: Arc::clone(&self.file),
            line: Some(line),
            byte: Some(byte),
            record: self.tally.read + 1,
            id: None,
        }
    }

    /// The origin of something that is no record.
    pub(super) fn aside(&self, line: Option<u64>) -> Origin {
        Origin { file: Arc::clone(&self.file), line, byte: None, record: 0, id: None }
    }

    pub(super) fn push(&mut self, event: Event) -> Result<(), Stop> {
        match (self.sink)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    /// Takes the record in, or sets it aside, or ends.
    pub(super) fn take(
        &mut self,
        drafted: Result<Draft, Flaw>,
        origin: Origin,
        verbatim: impl FnOnce() -> String,
    ) -> Result<(), Stop> {
        match drafted {
            Ok(draft) => self.keep(draft, origin),
            Err(Flaw::Record(what)) => {
                self.refuse(Problem { verbatim: Some(verbatim()), ..Problem::new(Severity::Refused, origin, what) })
            }
            Err(Flaw::Input(what)) => Err(fatal(origin, what)),
        }
    }

    pub(super) fn refuse(&mut self, problem: Problem) -> Result<(), Stop> {
        self.tally.read += 1;
        self.tally.refused += 1;
        *self.tally.codes.entry(problem.code).or_default() += 1;
        self.push(Event::Problem(problem))
    }

    fn keep(&mut self, draft: Draft, origin: Origin) -> Result<(), Stop> {
        let Draft { feature, notes } = draft;
        let origin = Origin { id: feature.id.as_ref().map(ToString::to_string), ..origin };
        self.tally.read += 1;
        self.tally.kept += 1;
        for what in notes {
            self.tell(what, &origin)?;
        }
        if let Some(id) = &feature.id {
            self.check_id(id, &origin)?;
        }
        match &feature.shape {
            None => self.tally.no_location += 1,
            Some(shape) => self.doubt(shape, &origin)?,
        }
        self.push(Event::Kept(Record { feature, origin }))
    }

    /// Warns of shapes that are valid and yet may not mean what they say.
    fn doubt(&mut self, shape: &Shape, origin: &Origin) -> Result<(), Stop> {
        if matches!(shape.geometry(), Geometry::Point(point) if point.x() == 0.0 && point.y() == 0.0) {
            self.tell(What::NullIsland, origin)?;
        }
        match shape.self_crossing() {
            Some(at) => self.tell(What::SelfCrossing { at }, origin),
            None => Ok(()),
        }
    }

    /// Tells a warning or note; those that would repeat for every record are told once and counted.
    pub(super) fn tell(&mut self, what: What, origin: &Origin) -> Result<(), Stop> {
        let count = self.tally.codes.entry(what.code()).or_default();
        *count += 1;
        let severity = severity_of(&what);
        if *count > 1 && told_once(&what) {
            return Ok(());
        }
        self.push(Event::Problem(Problem::new(severity, origin.clone(), what)))
    }

    fn check_id(&mut self, id: &FeatureId, origin: &Origin) -> Result<(), Stop> {
        if self.ids.len() >= IDS_MAX {
            return self.tell(What::IdsUnchecked { limit: IDS_MAX }, origin);
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        if self.ids.insert(hasher.finish()) {
            return Ok(());
        }
        self.tell(What::DuplicateId { id: Quoted::new(&id.to_string()) }, origin)
    }
}

pub(super) fn fatal(origin: Origin, what: What) -> Stop {
    Stop::Refused(Box::new(Problem::new(whole_severity(&what), origin, what)))
}

fn whole_severity(what: &What) -> Severity {
    match what {
        What::FeatureLimit { .. }
        | What::FieldLimit { .. }
        | What::ColumnLimit { .. }
        | What::UnpackRatio { .. }
        | What::UnpackedBytes { .. }
        | What::DepthLimit { .. } => Severity::Limit,
        _ => Severity::Fatal,
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
            | What::OtherNotation { .. }
            | What::CommaRead { .. }
            | What::WktRead { .. }
    )
}
