//! What `nearest` and `within` share: records in the order of their distance. Not responsible for computing it.

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::atlas::Atlas;
use crate::cli::args::{AtlasArgs, Measuring, Placing, Reading, Writing};
use crate::cli::commands::distance::added;
use crate::cli::commands::told::{Telling, Told};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::placer;
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::{Survey, Surveyed, TargetAccuracy};
use crate::cli::target::aim;
use crate::cli::usage::Usage;
use crate::cli::workshop::{Question, Verdict};
use crate::io::read::block::{Batch, Kept};
use crate::io::read::event::Schema;
use crate::io::rows;
use crate::io::written::place::place;
use crate::model::feature::Feature;
use crate::query::certainty::{Certainty, Chance};
use crate::query::distance::Target;
use crate::query::how_far::HowFar;
use crate::units::Metres;

/// How many records are wanted.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) enum Wanted {
    /// So many of the nearest.
    Count(usize),
    /// All that are so surely within.
    Within(Metres, Certainty),
}

/// What is asked.
pub(in crate::cli) struct Ranking<'a> {
    pub(in crate::cli) input: &'a Path,
    pub(in crate::cli) at: Option<&'a str>,
    pub(in crate::cli) wanted: Wanted,
    pub(in crate::cli) measuring: &'a Measuring,
    pub(in crate::cli) accuracy: TargetAccuracy,
    pub(in crate::cli) placing: &'a Placing,
    pub(in crate::cli) atlas: &'a AtlasArgs,
    pub(in crate::cli) reading: &'a Reading,
    pub(in crate::cli) writing: &'a Writing,
}

/// Lists the records asked for, nearest first.
pub(in crate::cli) fn ranked(asked: &Ranking, report: &mut Report) -> Result<Exit, Failure> {
    let at = match (asked.at, &asked.measuring.to) {
        (Some(_), Some(_)) => return Err(Usage::NearTwo.into()),
        (None, None) => return Err(Usage::NearWhat.into()),
        (at, _) => at.map(place).transpose().map_err(Usage::At)?,
    };
    let source = Source::of(asked.input)?;
    let atlas = atlas(asked.atlas, asked.measuring.edges, report)?;
    let asked = Asked { ranking: asked, source: &source, atlas: &atlas };
    if let Some(at) = at {
        let output = Output::new(asked.ranking.writing, Some(asked.source), Added::default())?;
        let telling = Telling::interval(&output);
        return asked.nearest(&Target::of_place(at), telling, output, report);
    }
    let aim = aim(&atlas, asked.ranking.measuring, report)?;
    let output = Output::new(asked.ranking.writing, Some(asked.source), added(asked.atlas, &aim))?;
    let telling = Telling::measurement(&output, atlas.edges());
    asked.nearest(&aim.target, telling, output, report)
}

struct Asked<'a> {
    ranking: &'a Ranking<'a>,
    source: &'a Source,
    atlas: &'a Atlas,
}

impl Asked<'_> {
    /// Measures all records to `target` and writes the nearest.
    fn nearest(&self, target: &Target, telling: Telling, output: Output, report: &mut Report) -> Result<Exit, Failure> {
        let Ranking { wanted, accuracy, reading, writing, .. } = *self.ranking;
        let survey = Survey::new(self.atlas, target, placer(self.ranking.placing, self.atlas)?, accuracy);
        let question = Distances { survey, telling, wanted, tally: ChanceTally::default() };
        let near = RefCell::new(Nearest::new(wanted));
        let mut offer = |answer: &Answer, kept: Kept| {
            let Some(far) = answer.told.surveyed.far else { return };
            let mut near = near.borrow_mut();
            if near.wants(&far) {
                let mut cells = Vec::new();
                telling.cells(&answer.told, &mut cells);
                near.take(&far, kept.outgoing(|record| record.with(&cells).to_feature()));
            }
        };
        let ends = Ends { source: self.source, reading, writing, placing: Some(self.ranking.placing) };
        let stream = Stream::new(&ends, self.atlas, output.answering(telling.columns()), report)?;
        let order = Cell::new(OrderDoubt::default());
        let exit = stream.run(&question, &mut offer, || {
            let (features, doubt) = near.take().in_order();
            order.set(doubt);
            features
        })?;
        question.survey.tell(report);
        let remarks = [question.remark(), order.get().remark(wanted)];
        remarks.into_iter().flatten().for_each(|remark| report.note(&remark));
        Ok(exit)
    }
}

/// How far each record is, and how surely it is wanted.
struct Distances<'a> {
    survey: Survey<'a>,
    telling: Telling,
    wanted: Wanted,
    tally: ChanceTally,
}

/// A record's distance, and whether it may be in the answer.
struct Answer<'a> {
    told: Told<'a>,
    verdict: Verdict,
}

impl<'a> Question for Distances<'a> {
    type Answer = Answer<'a>;

    fn ready_for_many(&self) {
        self.survey.ready_for_many();
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.survey.columns(table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Answer<'a>> {
        let surveyed = self.survey.of_each(batch).into_iter();
        surveyed
            .map(|surveyed| {
                let verdict = if self.keeps(&surveyed) { Verdict::Offer } else { Verdict::Leave };
                Answer { told: self.telling.of(surveyed), verdict }
            })
            .collect()
    }

    fn verdict(&self, answer: &Answer) -> Verdict {
        answer.verdict
    }

    fn cells<'c>(&'c self, answer: &'c Answer<'a>, into: &mut Vec<rows::Cell<'c>>) {
        self.telling.cells(&answer.told, into);
    }
}

impl Distances<'_> {
    fn keeps(&self, surveyed: &Surveyed) -> bool {
        let Some(far) = &surveyed.far else { return false };
        match self.wanted {
            Wanted::Count(_) => true,
            Wanted::Within(distance, certainty) => {
                let chance = Chance::of(self.survey.ruler(), surveyed.extent.as_ref(), far, distance);
                self.tally.note(&chance);
                chance.meets(certainty)
            }
        }
    }

    /// How many must, are to be expected to, and may be within, where these differ.
    fn remark(&self) -> Option<String> {
        let Wanted::Within(distance, _) = self.wanted else { return None };
        let [must, expected, may] = self.tally.counts();
        (must < may).then(|| {
            format!("within {distance}: {must:.0} must be, {expected:.1} are to be expected, {may:.0} may be; --certainty must, 0.5 or may lists them")
        })
    }
}

/// How many records must, are to be expected to, and may be within.
#[derive(Debug, Default)]
struct ChanceTally {
    must: AtomicU64,
    may: AtomicU64,
    /// Whole numbers, whose sum does not depend on the order.
    millionths: AtomicU64,
}

/// Parts that shares are counted in.
const PARTS: f64 = 1e6;

impl ChanceTally {
    fn note(&self, chance: &Chance) {
        self.must.fetch_add(u64::from(chance.must), Ordering::Relaxed);
        self.may.fetch_add(u64::from(chance.may), Ordering::Relaxed);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
        let millionths = (chance.share * PARTS).round() as u64;
        self.millionths.fetch_add(millionths, Ordering::Relaxed);
    }

    fn counts(&self) -> [f64; 3] {
        let [must, millionths, may] =
            [&self.must, &self.millionths, &self.may].map(|count| count.load(Ordering::Relaxed) as f64);
        [must, millionths / PARTS, may]
    }
}

/// The nearest records met so far, no more of them than may be in the answer and as many again.
#[derive(Default)]
struct Nearest {
    within: Option<Metres>,
    count: usize,
    met: Vec<Near>,
    /// The least distances of records that were dropped and whose distance is no single number.
    dropped_m: Vec<f64>,
}

/// A record, and the least and the greatest distance that it may have.
struct Near {
    min: Metres,
    max: Metres,
    feature: Feature,
}

/// Records that are kept over the count before the farthest are dropped, so that they are sorted rarely.
const SPARE: usize = 1_024;

impl Nearest {
    fn new(wanted: Wanted) -> Self {
        let count = match wanted {
            Wanted::Count(count) => count,
            Wanted::Within(..) => usize::MAX,
        };
        Self { count, ..Self::default() }
    }

    /// Whether a record may be in the answer; one that may be nearer than those that are is noted.
    fn wants(&mut self, far: &HowFar) -> bool {
        let wanted = self.count > 0 && self.within.is_none_or(|within| far.max <= within);
        if !wanted && !far.is_exact() {
            self.dropped_m.push(far.min.value());
        }
        wanted
    }

    fn take(&mut self, far: &HowFar, feature: Feature) {
        self.met.push(Near { min: far.min, max: far.max, feature });
        if self.met.len() >= self.count.saturating_mul(2).saturating_add(SPARE) {
            self.drop_farthest();
        }
    }

    /// By the greatest distance, then the least; stable: equal ones stay in the order of the input.
    fn drop_farthest(&mut self) {
        let key = |near: &Near| [near.max.value(), near.min.value()];
        self.met.sort_by(|a, b| key(a)[0].total_cmp(&key(b)[0]).then(key(a)[1].total_cmp(&key(b)[1])));
        if self.met.len() > self.count {
            let dropped = self.met.drain(self.count..).filter(|near| near.min < near.max);
            self.dropped_m.extend(dropped.map(|near| near.min.value()));
        }
        self.within = self.met.last().filter(|_| self.met.len() == self.count).map(|near| near.max);
    }

    fn in_order(mut self) -> (Vec<Feature>, OrderDoubt) {
        self.drop_farthest();
        let farthest = self.met.last().map_or(Metres::ZERO, |near| near.max);
        let doubt = OrderDoubt {
            listed: overlapping(&self.met),
            others: self.dropped_m.iter().filter(|min_m| **min_m < farthest.value()).count(),
        };
        (self.met.into_iter().map(|near| near.feature).collect(), doubt)
    }
}

/// How many of `met`, in the order of their greatest distances, may be nearer than one before them, or farther than one
/// behind.
fn overlapping(met: &[Near]) -> usize {
    let mut least_behind = vec![f64::INFINITY; met.len() + 1];
    for (place, near) in met.iter().enumerate().rev() {
        least_behind[place] = least_behind[place + 1].min(near.min.value());
    }
    let mut greatest_before = f64::NEG_INFINITY;
    let mut count = 0;
    for (place, near) in met.iter().enumerate() {
        count += usize::from(near.min.value() < greatest_before || near.max.value() > least_behind[place + 1]);
        greatest_before = greatest_before.max(near.max.value());
    }
    count
}

/// How far the order is in doubt.
#[derive(Debug, Clone, Copy, Default)]
struct OrderDoubt {
    /// How many records listed may stand elsewhere.
    listed: usize,
    /// How many records that are not listed may be nearer than the last.
    others: usize,
}

impl OrderDoubt {
    fn remark(self, wanted: Wanted) -> Option<String> {
        let listed = (self.listed > 0).then(|| format!("the order of {} of them is not certain", self.listed));
        let others = match wanted {
            Wanted::Count(_) if self.others > 0 => {
                Some(format!("{} not listed may be nearer than the last", self.others))
            }
            _ => None,
        };
        let doubts: Vec<String> = listed.into_iter().chain(others).collect();
        let order = "records are in the order of the greatest distance that each may have";
        (!doubts.is_empty()).then(|| format!("{order}; {}", doubts.join("; ")))
    }
}
