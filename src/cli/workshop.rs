//! What any thread makes of a block by itself: understood, answered, turned into text. Not responsible for what depends on the
//! blocks before it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Once, OnceLock};

use crate::atlas::Atlas;
use crate::cli::remark::Remark;
use crate::cli::swapped::SwapWatch;
use crate::cli::usage::Usage;
use crate::io::read::block::{Batch, Block, Kept, SetAside};
use crate::io::read::event::Schema;
use crate::io::rows::Cell;
use crate::io::write::encoder::{Encoded, Encoder};
use crate::lonlat::LonLat;
use crate::model::licence::Datasets;
use crate::query::generalise::Generaliser;

/// Points from which on it pays to make an atlas ready for many questions.
const MANY_POINTS: u64 = 5_000;
/// The text of a record with its answer is so many times as long as that of the record, about.
const ENCODED_SHARE: usize = 6;

/// What is asked about every record, from any thread.
pub(super) trait Question: Sync {
    /// What is answered about one.
    type Answer: Send;

    /// Makes ready for many records; answers stay the same.
    fn ready_for_many(&self) {}

    /// Of which records the answers are, where places are made coarser.
    fn judged(&self) -> Judged {
        Judged::AsWritten
    }

    /// Looks at what a table looks like before any of its rows: whether it has the columns that were asked for.
    fn columns(&self, _: &Schema) -> Result<(), Usage> {
        Ok(())
    }

    /// Looks back when all records have been read, before anything is written: whether they can be asked this at all.
    fn concluded(&self) -> Result<(), Usage> {
        Ok(())
    }

    /// The answers for the records of `batch`, one for each that is kept.
    fn answers(&self, batch: &Batch) -> Vec<Self::Answer>;

    /// The batch with the places that its answers found, for questions that find places and are [`Judged::AsRead`].
    fn drawn(&self, batch: Batch, _: &[Self::Answer]) -> Batch {
        batch
    }

    /// What becomes of a record with this answer.
    fn verdict(&self, answer: &Self::Answer) -> Verdict;

    /// Appends the answer's columns.
    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>);
}

/// Which records answers are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// Of records as they are read: for answers of which nothing is written.
    AsRead,
    /// Of records as they are written, so that no answer tells more than the record.
    AsWritten,
}

/// Takes records that may go into the output once all have been read.
pub(super) type Offer<'o, Answer> = &'o mut dyn FnMut(&Answer, Kept);

/// What becomes of a record that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It goes into the output.
    Keep,
    /// It was not asked for.
    Leave,
    /// It may go into the output once all have been read.
    Offer,
}

/// Where blocks are worked on.
pub(super) struct Workshop<'q, Q> {
    pub(super) question: &'q Q,
    added: &'static [&'static str],
    strict: bool,
    generaliser: Option<Generaliser<'q>>,
    encoder: OnceLock<Encoder>,
    watch: SwapWatch,
    points: AtomicU64,
    no_single_points: AtomicU64,
    ready: Once,
}

/// What was made of a block.
pub(super) struct Made<Answer> {
    pub(super) batch: Batch,
    /// One for each record that is kept.
    pub(super) answers: Vec<Answer>,
    pub(super) set_aside: Option<SetAside>,
    /// The published datasets that the records are of.
    pub(super) datasets: Datasets,
    /// The records that go into the output, as text, where it was known how.
    pub(super) encoded: Option<Text>,
}

/// Records as text.
pub(super) struct Text {
    pub(super) text: Encoded,
    /// The record at which it ends, since it cannot be written.
    pub(super) failed: Option<Failed>,
}

/// A record that cannot be written.
pub(super) struct Failed {
    /// Its number among those kept in its batch.
    pub(super) record: usize,
}

impl<'q, Q: Question> Workshop<'q, Q> {
    /// A workshop that asks `question` and makes room for the `added` columns.
    pub(super) fn new(question: &'q Q, atlas: &Atlas, added: &'static [&'static str], strict: bool) -> Self {
        Self {
            question,
            added,
            strict,
            generaliser: None,
            encoder: OnceLock::new(),
            watch: SwapWatch::new(atlas),
            points: AtomicU64::new(0),
            no_single_points: AtomicU64::new(0),
            ready: Once::new(),
        }
    }

    /// The same, and places are made coarser before anything is told of them.
    pub(super) fn generalising(mut self, generaliser: Option<Generaliser<'q>>) -> Self {
        self.generaliser = generaliser;
        self
    }

    /// Lets blocks that come later be turned into text by what `encoder` gives.
    pub(super) fn encodes_with(&self, encoder: impl FnOnce() -> Option<Encoder>) {
        if self.encoder.get().is_none()
            && let Some(encoder) = encoder()
        {
            // the same one every time
            let _ = self.encoder.set(encoder);
        }
    }

    /// How many records had a location that is no single point.
    pub(super) fn no_single_points(&self) -> u64 {
        self.no_single_points.load(Ordering::Relaxed)
    }

    /// What to warn of, if longitudes and latitudes seem to be swapped.
    pub(super) fn warning(&self) -> Option<Remark> {
        self.watch.warning()
    }

    /// What is made of `block`.
    pub(super) fn made(&self, block: Block) -> Made<Q::Answer> {
        let mut batch = block.understood();
        self.look(&batch);
        let datasets = datasets(&batch);
        let judged = (self.question.judged() == Judged::AsRead).then(|| self.question.answers(&batch));
        if let Some(answers) = &judged {
            batch = self.question.drawn(batch, answers);
        }
        if let Some(generaliser) = &self.generaliser {
            batch = batch.with_features(|feature| generaliser.generalised(feature));
        }
        let set_aside = batch.set_aside(self.added, kept_aside);
        let answers = judged.unwrap_or_else(|| self.question.answers(&batch));
        let encoded = self.encoder.get().map(|encoder| self.encoded(encoder, &batch, &answers));
        Made { batch, answers, set_aside, datasets, encoded }
    }

    fn look(&self, batch: &Batch) {
        let places: Vec<LonLat> = batch.kept().filter_map(|kept| kept.place()).collect();
        self.watch.look(&places);
        let shaped = batch.kept().filter(|kept| kept.shape().is_some()).count();
        self.no_single_points.fetch_add((shaped - places.len()) as u64, Ordering::Relaxed);
        let points = places.len() as u64;
        if self.points.fetch_add(points, Ordering::Relaxed) + points >= MANY_POINTS {
            self.ready.call_once(|| self.question.ready_for_many());
        }
    }

    /// The records that go into the output, up to the first that cannot, or that is behind one refused under `--strict`.
    fn encoded(&self, encoder: &Encoder, batch: &Batch, answers: &[Q::Answer]) -> Text {
        let mut text = Encoded::with_capacity(batch.text_len() * ENCODED_SHARE);
        let count = if self.strict { batch.kept_before_refused() } else { usize::MAX };
        let mut cells = Vec::new();
        for (record, (kept, answer)) in batch.kept().zip(answers).take(count).enumerate() {
            if self.question.verdict(answer) != Verdict::Keep {
                continue;
            }
            cells.clear();
            self.question.cells(answer, &mut cells);
            if kept.outgoing(|outgoing| encoder.encode(&outgoing.with(&cells), &mut text)).is_err() {
                return Text { text, failed: Some(Failed { record }) };
            }
        }
        Text { text, failed: None }
    }
}

/// The datasets that the records of `batch` are of, by their columns.
pub(super) fn datasets(batch: &Batch) -> Datasets {
    let mut found = Datasets::default();
    let mut last: Vec<&str> = Vec::new();
    for kept in batch.kept_by_columns() {
        // most records have the columns of the one before
        if kept.columns().eq(last.iter().copied()) {
            continue;
        }
        last.clear();
        last.extend(kept.columns());
        found = found.and(Datasets::of_columns(last.iter().copied()));
    }
    found
}

pub(super) use crate::io::rows::kept_aside;
