//! Where the records of an input may have been, and how far all of that is from what is asked about.
//! Not responsible for which columns say so, nor for measuring.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::atlas::Atlas;
use crate::cli::placing::checked_columns;
use crate::cli::remark::Remark;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::cli::workshop::kept_aside;
use crate::io::counted::counted;
use crate::io::read::block::{Batch, Kept};
use crate::io::read::codes::Code;
use crate::io::read::event::Schema;
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::profile::role_columns::is_called;
use crate::query::distance::Target;
use crate::query::how_far::{HowFar, how_far};
use crate::query::interval::Ruler;
use crate::query::placing::Placer;
use crate::units::Metres;

/// Whether what the target may itself be off is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetAccuracy {
    Counted,
    LeftAside,
}

/// Measures records by all that they tell of their place.
pub(super) struct Survey<'a> {
    atlas: &'a Atlas,
    target: &'a Target<'a>,
    ruler: Ruler<'a>,
    placer: Placer<'a>,
    /// How far the target may itself be off, where that is counted.
    off: Option<Metres>,
    tally: Tally,
}

/// What was found out of a record.
pub(super) struct Surveyed<'a> {
    /// How far it is; `None` for a record without a place.
    pub(super) far: Option<HowFar<'a>>,
    /// Where it may have been, where that is more than one place.
    pub(super) extent: Option<Extent>,
}

impl<'a> Survey<'a> {
    /// A survey of records, placed by `placer`, from `target`.
    pub(super) fn new(atlas: &'a Atlas, target: &'a Target<'a>, placer: Placer<'a>, accuracy: TargetAccuracy) -> Self {
        let off = target.accuracy().filter(|_| accuracy == TargetAccuracy::Counted);
        Self { atlas, target, ruler: Ruler::new(atlas, target), placer, off, tally: Tally::default() }
    }

    /// Makes ready for many records.
    pub(super) fn ready_for_many(&self) {
        self.target.ready_for_many(self.atlas);
    }

    /// What measures extents.
    pub(super) fn ruler(&self) -> &Ruler<'a> {
        &self.ruler
    }

    /// What is found out of each record of `batch` that is kept.
    pub(super) fn of_each(&self, batch: &Batch) -> Vec<Surveyed<'a>> {
        let places = self.placed_each(batch);
        let measured = self.far_of_each(&places);
        let surveyed = places.into_iter().zip(measured).map(|(placed, far)| Surveyed {
            far,
            extent: placed.extent.filter(|extent| !matches!(extent, Extent::Point(_))),
        });
        surveyed.collect()
    }

    /// Where each record of `batch` that is kept may have been.
    pub(super) fn placed_each(&self, batch: &Batch) -> Vec<Placed> {
        self.tally.unclear.fetch_add(unclear(&self.placer, batch), Ordering::Relaxed);
        placed_each(&self.placer, batch)
    }

    /// How far each record is that is placed so; `None` for one without a place.
    pub(super) fn far_of_each(&self, places: &[Placed]) -> Vec<Option<HowFar<'a>>> {
        let points: Vec<LonLat> = places.iter().filter_map(single).collect();
        let mut measured = self.target.measure_each(self.atlas, &points).into_iter();
        let mut counts = [0; METHODS.len() + 1];
        let all = places.iter().map(|placed| {
            let far = match single(placed) {
                Some(_) => measured.next().map(|found| HowFar::of_place(found, placed.precision)),
                None => how_far(&self.ruler, placed),
            };
            counts[place_of(far.as_ref())] += 1;
            far.map(|far| self.off.map_or(far, |off| far.widened(off)))
        });
        let all = all.collect();
        self.tally.note(counts);
        all
    }

    /// That a table has the columns that were asked for.
    pub(super) fn columns(&self, table: &Schema) -> Result<(), Usage> {
        checked_columns(&self.placer, table)
    }

    /// What to tell of how the records were measured, where not all of them are single places.
    pub(super) fn tell(&self, report: &mut Report) {
        if let Some(remark) = self.tally.told() {
            report.note(&remark);
        }
        if let Some(remark) = self.unclear() {
            report.remarked(Code::PrecisionUnknown.as_str(), &remark);
        }
    }

    /// What to tell of records whose words of their place mean nothing.
    pub(super) fn unclear(&self) -> Option<Remark> {
        unclear_words(self.tally.unclear.load(Ordering::Relaxed))
    }
}

/// How many records of `batch` say something of their place that means nothing.
pub(super) fn unclear(placer: &Placer, batch: &Batch) -> u64 {
    if !speaks(placer, batch) {
        return 0;
    }
    let unclear = batch.kept().filter(|kept| {
        let text = |column: &str| kept.text(column).or_else(|| kept.text(&kept_aside(column)));
        placer.unclear(&text).is_some()
    });
    unclear.count() as u64
}

/// What to tell of so many records.
fn unclear_words(count: u64) -> Option<Remark> {
    (count > 0).then(|| Remark {
        said: format!(
            "{} a code, a radius or a region of the place that means nothing and was left aside",
            counted(count, "record has", "records have")
        ),
        advice: "sarhad check lists them",
    })
}

/// Whether records of `batch` may say more of their place than where their point is.
fn speaks(placer: &Placer, batch: &Batch) -> bool {
    batch.table_columns().is_none_or(|columns| {
        placer.speaks(&|name| {
            columns.iter().any(|column| is_called(column, name) || is_called(column, &kept_aside(name)))
        })
    })
}

/// Where each record of `batch` may have been.
pub(super) fn placed_each(placer: &Placer, batch: &Batch) -> Vec<Placed> {
    if speaks(placer, batch) {
        return batch.kept().map(|kept| placed(placer, kept)).collect();
    }
    let plain = |at: Option<LonLat>| at.map_or_else(Placed::default, Placed::unstated);
    batch.kept().map(|kept| plain(kept.place()).or_shape(kept.shape())).collect()
}

/// Where a record may have been: as its columns say, or else all that it is drawn as.
pub(super) fn placed(placer: &Placer, kept: Kept) -> Placed {
    let text = |column: &str| kept.text(column).or_else(|| kept.text(&kept_aside(column)));
    placer.placed(&text, kept.place()).or_shape(kept.shape())
}

/// The place of what is a single place and measured from it.
fn single(placed: &Placed) -> Option<LonLat> {
    match placed.extent {
        Some(Extent::Point(at)) if placed.best == Some(at) => Some(at),
        _ => None,
    }
}

/// How many records were measured as what.
#[derive(Debug, Default)]
struct Tally {
    methods: [AtomicU64; METHODS.len()],
    unplaced: AtomicU64,
    /// How many records say something of their place that means nothing.
    unclear: AtomicU64,
}

/// The words of extents.
const METHODS: [&str; 6] = ["point", "points", "disc", "line", "area", "band"];

/// The place of what was measured so among the counts of a tally; the last one is that of records without a place.
fn place_of(far: Option<&HowFar>) -> usize {
    far.and_then(|far| METHODS.iter().position(|method| *method == far.method)).unwrap_or(METHODS.len())
}

impl Tally {
    fn note(&self, counts: [u64; METHODS.len() + 1]) {
        for (total, count) in self.methods.iter().chain([&self.unplaced]).zip(counts) {
            total.fetch_add(count, Ordering::Relaxed);
        }
    }

    /// `measured as: point 9, area 3, band 1; without a place: 2`
    fn told(&self) -> Option<String> {
        let counts = self.methods.iter().map(|count| count.load(Ordering::Relaxed));
        let measured: Vec<(&str, u64)> = METHODS.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
        let unplaced = self.unplaced.load(Ordering::Relaxed);
        if unplaced == 0 && measured.iter().all(|(method, _)| *method == METHODS[0]) {
            return None;
        }
        let words: Vec<String> = measured.iter().map(|(method, count)| format!("{method} {count}")).collect();
        let measured = (!words.is_empty()).then(|| format!("measured as: {}", words.join(", ")));
        let unplaced = (unplaced > 0).then(|| format!("without a place, and so without a distance: {unplaced}"));
        Some(measured.into_iter().chain(unplaced).collect::<Vec<_>>().join("; "))
    }
}
