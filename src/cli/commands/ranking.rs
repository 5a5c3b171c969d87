//! What `nearest` and `within` share: records in the order of their distance. Not responsible for computing it.

use std::cell::RefCell;
use std::path::Path;

use crate::atlas::Atlas;
use crate::cli::args::{AtlasArgs, Measuring, Reading, Writing};
use crate::cli::commands::distance::added;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::place::place;
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::target::{Aim, aim};
use crate::cli::usage::Usage;
use crate::cli::workshop::{Question, Verdict, of_places};
use crate::geometry::geodesic;
use crate::io::read::block::{Batch, Kept};
use crate::io::rows::{Cell, DISTANCE_COLUMN, distance_cell, measurement_cells};
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::query::distance::Measurement;
use crate::units::Metres;

/// How many records are wanted.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) enum Extent {
    /// So many of the nearest.
    Count(usize),
    /// All within.
    Radius(Metres),
}

/// What is asked.
pub(in crate::cli) struct Ranking<'a> {
    pub(in crate::cli) input: &'a Path,
    pub(in crate::cli) at: Option<&'a str>,
    pub(in crate::cli) extent: Extent,
    pub(in crate::cli) measuring: &'a Measuring,
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
        return asked.near_place(at, report);
    }
    let aim = aim(&atlas, asked.ranking.measuring, report)?;
    asked.near_target(&aim, report)
}

struct Asked<'a> {
    ranking: &'a Ranking<'a>,
    source: &'a Source,
    atlas: &'a Atlas,
}

impl Asked<'_> {
    fn ends(&self) -> Ends<'_> {
        Ends { source: self.source, reading: self.ranking.reading, writing: self.ranking.writing }
    }

    fn near_place(&self, at: LonLat, report: &mut Report) -> Result<Exit, Failure> {
        let added = Added { columns: &[DISTANCE_COLUMN], credit: None };
        let output = Output::new(self.ranking.writing, Some(self.source), added)?;
        self.nearest(&FromPlace { at }, output, report)
    }

    fn near_target(&self, aim: &Aim, report: &mut Report) -> Result<Exit, Failure> {
        let output = Output::new(self.ranking.writing, Some(self.source), added(self.atlas, aim))?;
        self.nearest(&FromTarget { atlas: self.atlas, aim }, output, report)
    }

    /// Asks `question`, whose answers are distances, and writes the nearest records.
    fn nearest<Q>(&self, question: &Q, output: Output, report: &mut Report) -> Result<Exit, Failure>
    where
        Q: Question<Answer = Option<<Q as Distances>::Distance>> + Distances,
    {
        let near = RefCell::new(Nearest::new(self.ranking.extent));
        let mut offer = |answer: &Q::Answer, kept: Kept| {
            let Some(distance) = answer.as_ref().map(Q::distance) else { return };
            let mut near = near.borrow_mut();
            if near.wants(distance) {
                let mut cells = Vec::new();
                question.cells(answer, &mut cells);
                near.take(distance, kept.outgoing(|record| record.with(&cells).to_feature()));
            }
        };
        let stream = Stream::new(&self.ends(), self.atlas, output, report)?.needing_points();
        stream.run(question, &mut offer, || near.take().in_order())
    }
}

/// Answers that are distances.
trait Distances {
    type Distance;

    fn distance(found: &Self::Distance) -> Metres;
}

/// How far each record is from a place.
struct FromPlace {
    at: LonLat,
}

impl Distances for FromPlace {
    type Distance = Metres;

    fn distance(found: &Metres) -> Metres {
        *found
    }
}

impl Question for FromPlace {
    type Answer = Option<Metres>;

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        let distance = |place: &LonLat| geodesic::distance(self.at, *place);
        of_places(batch, |places| places.iter().map(distance).collect())
    }

    fn verdict(&self, answer: &Self::Answer) -> Verdict {
        answer.map_or(Verdict::Leave, |_| Verdict::Offer)
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(answer.map(distance_cell));
    }
}

/// How far each record is from a target.
struct FromTarget<'a> {
    atlas: &'a Atlas,
    aim: &'a Aim<'a>,
}

impl<'a> Distances for FromTarget<'a> {
    type Distance = Measurement<'a>;

    fn distance(found: &Measurement) -> Metres {
        found.distance
    }
}

impl<'a> Question for FromTarget<'a> {
    type Answer = Option<Measurement<'a>>;

    fn ready_for_many(&self) {
        self.aim.target.ready_for_many(self.atlas);
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        of_places(batch, |places| self.aim.target.measure_each(self.atlas, places))
    }

    fn verdict(&self, answer: &Self::Answer) -> Verdict {
        answer.map_or(Verdict::Leave, |_| Verdict::Offer)
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(measurement_cells(answer.as_ref(), self.atlas.edges()));
    }
}

/// The nearest records met so far, no more of them than may be in the answer and as many again.
struct Nearest {
    within: Metres,
    count: usize,
    met: Vec<(Metres, Feature)>,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { within: Metres::ZERO, count: 0, met: Vec::new() }
    }
}

/// Records that are kept over the count before the farthest are dropped, so that they are sorted rarely.
const SPARE: usize = 1_024;

impl Nearest {
    fn new(wanted: Extent) -> Self {
        let (within, count) = match wanted {
            Extent::Radius(radius) => (radius, usize::MAX),
            Extent::Count(count) => (Metres::new(f64::INFINITY), count),
        };
        Self { within, count, met: Vec::new() }
    }

    /// Whether a record at `distance` may be in the answer.
    fn wants(&self, distance: Metres) -> bool {
        self.count > 0 && distance <= self.within
    }

    fn take(&mut self, distance: Metres, feature: Feature) {
        self.met.push((distance, feature));
        if self.met.len() >= self.count.saturating_mul(2).saturating_add(SPARE) {
            self.drop_farthest();
        }
    }

    /// Stable: equal distances stay in the order of the input.
    fn drop_farthest(&mut self) {
        self.met.sort_by(|a, b| a.0.value().total_cmp(&b.0.value()));
        self.met.truncate(self.count);
        if let Some((farthest, _)) = self.met.last().filter(|_| self.met.len() == self.count) {
            self.within = *farthest;
        }
    }

    fn in_order(mut self) -> Vec<Feature> {
        self.drop_farthest();
        self.met.into_iter().map(|(_, feature)| feature).collect()
    }
}
