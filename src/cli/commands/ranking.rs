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
use crate::io::rows::{DISTANCE_COLUMN, add_cells, distance_cell, measurement_cells};
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::query::nearby::{Found, Nearby};
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
        let features = RefCell::new(Vec::new());
        let mut judge = |feature: Feature| {
            features.borrow_mut().push(feature);
            Verdict::Wait
        };
        Stream::new(&self.ends(), self.atlas, output, report)?.needing_points().run(&mut judge, || {
            let features = features.take();
            let nearby = Nearby::new(&features);
            let found = match self.ranking.extent {
                Extent::Count(count) => nearby.nearest(at, count),
                Extent::Radius(radius) => nearby.within(at, radius),
            };
            found.iter().map(with_distance).collect()
        })
    }

    fn near_target(&self, aim: &Aim, report: &mut Report) -> Result<Exit, Failure> {
        let atlas = self.atlas;
        let output = Output::new(self.ranking.writing, Some(self.source), added(atlas, aim))?;
        let (radius, count) = match self.ranking.extent {
            Extent::Radius(radius) => (radius, usize::MAX),
            Extent::Count(count) => (Metres::new(f64::INFINITY), count),
        };
        let near: RefCell<Vec<(Metres, Feature)>> = RefCell::default();
        let mut judge = |mut feature: Feature| match measured(atlas, aim, &feature) {
            Some(found) if found.distance <= radius => {
                add_cells(&mut feature.properties, measurement_cells(Some(&found), atlas.edges()));
                near.borrow_mut().push((found.distance, feature));
                Verdict::Wait
            }
            _ => Verdict::Leave,
        };
        Stream::new(&self.ends(), atlas, output, report)?.needing_points().run(&mut judge, || {
            let mut near = near.take();
            // stable: equal distances stay in the order of the input
            near.sort_by(|a, b| a.0.value().total_cmp(&b.0.value()));
            near.into_iter().take(count).map(|(_, feature)| feature).collect()
        })
    }
}

fn with_distance(found: &Found) -> Feature {
    let mut feature = found.feature.clone();
    add_cells(&mut feature.properties, [distance_cell(found.distance)]);
    feature
}
