//! What a reader makes of an input before anything is counted: drafts, flaws, and blocks handed on.
//! Not responsible for counting and telling: see `ledger`.

use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::Value;

use crate::io::read::block::{Aside, Block, Drafted};
use crate::io::read::event::Origin;
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;
use crate::model::feature::Feature;

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

/// Where a reader hands on what it cuts off the input.
pub(super) struct Outlet<'a> {
    file: Arc<str>,
    sink: &'a mut dyn FnMut(Block) -> ControlFlow<()>,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(file: Arc<str>, sink: &'a mut dyn FnMut(Block) -> ControlFlow<()>) -> Self {
        Self { file, sink }
    }

    /// The origin of something that is no record.
    pub(super) fn aside(&self, line: Option<u64>) -> Origin {
        Origin { file: Arc::clone(&self.file), line, byte: None, record: 0, id: None }
    }

    pub(super) fn send(&mut self, block: Block) -> Result<(), Stop> {
        match (self.sink)(block) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    /// Hands on records that are understood already; a few hundred at a time keep other threads busy.
    pub(super) fn drafts(&mut self, drafts: Vec<Drafted>) -> Result<(), Stop> {
        self.send(Block::of_drafts(drafts))
    }

    /// Hands on a member of the whole, such as `metadata`.
    pub(super) fn member(&mut self, name: &str, value: Value) -> Result<(), Stop> {
        self.say(Aside::Member { name: name.to_owned(), value })
    }

    /// The refusal of the whole input, where no line can be named.
    pub(super) fn refusal(&self, what: What) -> Stop {
        fatal(self.aside(None), what)
    }

    /// Hands on what is said beside records.
    pub(super) fn say(&mut self, aside: Aside) -> Result<(), Stop> {
        self.send(Block::of_asides(vec![aside]))
    }

    /// Hands on a warning or note that concerns no record.
    pub(super) fn tell(&mut self, what: What, line: Option<u64>) -> Result<(), Stop> {
        self.say(Aside::Told { what, line })
    }
}

pub(super) fn fatal(origin: Origin, what: What) -> Stop {
    Stop::Refused(Box::new(Problem::new(whole_severity(&what), origin, what)))
}

fn whole_severity(what: &What) -> Severity {
    if is_limit(what) { Severity::Limit } else { Severity::Fatal }
}

/// Whether `what` tells of a limit that was hit.
pub(super) fn is_limit(what: &What) -> bool {
    matches!(
        what,
        What::FeatureLimit { .. }
            | What::FieldLimit { .. }
            | What::ColumnLimit { .. }
            | What::UnpackRatio { .. }
            | What::UnpackedBytes { .. }
            | What::DepthLimit { .. }
    )
}
