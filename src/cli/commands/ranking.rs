//! What `nearest` and `within` share: records in the order of their distance. Not responsible for computing it.

use std::cell::RefCell;
use std::path::Path;

use crate::atlas::Atlas;
use crate::cli::args::{AtlasArgs, Measuring, Reading, Writing};
use crate::cli::commands::distance::{added, measured};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::place::place;
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream, Verdict};
use crate::cli::target::{Aim, aim};
use crate::cli::usage::Usage;
use crate::geometry::geodesic;
use crate::io::rows::{DISTANCE_COLUMN, add_cells, distance_cell, measurement_cells};
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::model::shape::Shape;
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
        let near = RefCell::new(Nearest::new(self.ranking.extent));
        let mut judge = |mut feature: Feature| {
            let Some(place) = feature.shape.as_ref().and_then(Shape::point) else { return Verdict::Leave };
            let distance = geodesic::distance(at, place);
            if !near.borrow().wants(distance) {
                return Verdict::Leave;
            }
            add_cells(&mut feature.properties, [distance_cell(distance)]);
            near.borrow_mut().take(distance, feature);
            Verdict::Wait
        };
        let stream = Stream::new(&self.ends(), self.atlas, output, report)?.needing_points();
        stream.run(&mut judge, || near.take().in_order())
    }

    fn near_target(&self, aim: &Aim, report: &mut Report) -> Result<Exit, Failure> {
        let atlas = self.atlas;
        let output = Output::new(self.ranking.writing, Some(self.source), added(atlas, aim))?;
        let near = RefCell::new(Nearest::new(self.ranking.extent));
        let mut judge = |mut feature: Feature| match measured(atlas, aim, &feature) {
            Some(found) if near.borrow().wants(found.distance) => {
                add_cells(&mut feature.properties, measurement_cells(Some(&found), atlas.edges()));
                near.borrow_mut().take(found.distance, feature);
                Verdict::Wait
            }
            _ => Verdict::Leave,
        };
        let stream = Stream::new(&self.ends(), atlas, output, report)?.needing_points();
        stream.run(&mut judge, || near.take().in_order())
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
