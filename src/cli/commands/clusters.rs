//! `sarhad clusters`: which records lie densely together. Not responsible for finding them, nor for why they do.

use std::cell::{self, RefCell};

use crate::analysis::clusters::{Cluster, Clusters};
use crate::analysis::dbscan::Density;
use crate::atlas::Atlas;
use crate::cli::args;
use crate::cli::commands::distance::added;
use crate::cli::dates::DateColumns;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::target::{Aim, aim};
use crate::cli::usage::Usage;
use crate::cli::workshop::{Question, Verdict};
use crate::io::counted::counted;
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{CLUSTER_COLUMNS, Cell, OUTLINE_COLUMNS, OutlineRow, add_cells, cluster_cells, outline_cells};
use crate::io::written::length::length;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, Properties};
use crate::model::precision::Precision;
use crate::query::placing::Placer;

/// Writes the records with their clusters, or the clusters.
pub(in crate::cli) fn run(asked: &args::Clusters, report: &mut Report) -> Result<Exit, Failure> {
    let radius = length(&asked.radius).map_err(Usage::Radius)?;
    if asked.min == 0 {
        return Err(Usage::NoMin.into());
    }
    let density = Density { radius, min: asked.min };
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, asked.measuring.edges, report)?;
    let records = Added { columns: &CLUSTER_COLUMNS, credit: None };
    let output = Output::new(&asked.writing, Some(&source), records)?;
    let ends =
        Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: Some(&asked.placing) };
    let placer = placer(&asked.placing, &atlas)?;
    let vague = cell::Cell::new(0);
    let told = cell::Cell::new((0, 0));
    let dateless = cell::Cell::new(false);
    let listed = output.is_for_people();
    let exit = if asked.hulls || listed {
        let aim = aim(&atlas, &asked.measuring, report)?;
        let credit = added(&atlas, &aim).credit;
        let output = output.summary(Added { columns: &OUTLINE_COLUMNS, credit });
        let dates = DateColumns::of(&source, &asked.reading, asked.date_column.as_deref(), asked.date_order)?;
        let outlines = Outlines { atlas: &atlas, aim: &aim, dates };
        all_at_once(Stream::new(&ends, &atlas, output, report)?, &placer, |features| {
            let found = clustered(&placer, &features, density, &vague);
            told.set(counts(&found));
            let named = |feature: &Feature| outlines.dates.met(feature);
            dateless.set(!features.is_empty() && !features.iter().any(named));
            let numbered = found.clusters.iter().enumerate();
            numbered.map(|(number, cluster)| outlines.feature(number, cluster, &features)).collect()
        })
    } else {
        all_at_once(Stream::new(&ends, &atlas, output, report)?, &placer, |features| {
            let found = clustered(&placer, &features, density, &vague);
            told.set(counts(&found));
            with_clusters(features, &found)
        })
    }?;
    if let Some(column) = asked.date_column.as_deref().filter(|_| dateless.get()) {
        report
            .note(&format!("no record has the column {column:?} that --date-column names: the clusters have no dates"));
    }
    if !asked.hulls && !listed && asked.measuring.to.is_some() {
        report.note("--to is for the list of clusters and for --hulls: records are told their cluster alone");
    }
    let (clusters, alone) = told.get();
    report.note(&format!("clusters: {clusters}; records in none of them: {alone}"));
    if vague.get() > 0 {
        let records = counted(vague.get() as u64, "record is", "records are");
        report.note(&format!("{records} known to an area alone: the point stands for it and is in no cluster"));
    }
    Ok(exit)
}

/// The clusters of `features`; a point that stands for a district or more is none of a place, and counted in `vague`.
fn clustered(placer: &Placer, features: &[Feature], density: Density, vague: &cell::Cell<usize>) -> Clusters {
    let place = |feature: &Feature| {
        let point = feature.shape.as_ref()?.point()?;
        let stands_for_more =
            placer.of_feature(feature).precision.is_some_and(|precision| precision > Precision::Locality);
        vague.set(vague.get() + usize::from(stands_for_more));
        Some(point).filter(|_| !stands_for_more)
    };
    Clusters::of_places(&features.iter().map(place).collect::<Vec<_>>(), density)
}

/// Reads all records, and writes what `answer` makes of them.
fn all_at_once(
    stream: Stream,
    placer: &Placer,
    answer: impl FnOnce(Vec<Feature>) -> Vec<Feature>,
) -> Result<Exit, Failure> {
    let met = RefCell::new(Vec::new());
    stream.needing_points().run(
        &Everything { placer },
        &mut |(), kept| met.borrow_mut().push(kept.to_feature()),
        || answer(met.take()),
    )
}

/// Every record waits for all others.
struct Everything<'p, 'a> {
    placer: &'p Placer<'a>,
}

impl Question for Everything<'_, '_> {
    type Answer = ();

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        checked_columns(self.placer, table)
    }

    fn answers(&self, batch: &Batch) -> Vec<()> {
        batch.kept().map(|_| ()).collect()
    }

    fn verdict(&self, (): &()) -> Verdict {
        Verdict::Offer
    }

    fn cells<'c>(&'c self, (): &'c (), _: &mut Vec<Cell<'c>>) {}
}

/// How many clusters there are, and how many points are in none.
fn counts(found: &Clusters) -> (usize, usize) {
    let alone = found.of_feature.iter().filter(|cluster| cluster.is_none()).count();
    (found.clusters.len(), alone - found.without_point)
}

fn with_clusters(features: Vec<Feature>, found: &Clusters) -> Vec<Feature> {
    let mut features = features;
    for (feature, cluster) in features.iter_mut().zip(&found.of_feature) {
        let sized = cluster.map(|number| (number, found.clusters[number].members.len()));
        add_cells(&mut feature.properties, cluster_cells(sized));
    }
    features
}

/// What is told of each cluster.
struct Outlines<'a> {
    atlas: &'a Atlas,
    aim: &'a Aim<'a>,
    dates: DateColumns,
}

impl Outlines<'_> {
    fn feature(&self, number: usize, cluster: &Cluster, features: &[Feature]) -> Feature {
        let members = || cluster.members.iter().map(|&member| &features[member]);
        let spans = || members().filter_map(|feature| self.dates.span(feature));
        let first = spans().filter_map(|span| span.start).min();
        let last = spans().filter_map(|span| span.end).max();
        let places: Vec<LonLat> = members().filter_map(|feature| feature.shape.as_ref()?.point()).collect();
        let measurements = self.aim.target.measure_each(self.atlas, &places).into_iter();
        let nearest = measurements.reduce(|a, b| if b.distance < a.distance { b } else { a });
        let row = OutlineRow {
            cluster: (number, cluster.members.len()),
            dates: [first, last].map(|date| date.map(|date| date.to_string())),
            area_m2: cluster.area_m2(),
            nearest: nearest.as_ref(),
        };
        let mut properties = Properties::new();
        add_cells(&mut properties, outline_cells(&row));
        Feature { id: None, shape: Some(cluster.hull.clone()), properties }
    }
}
