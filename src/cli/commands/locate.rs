//! `sarhad locate`: country, province and district. Not responsible for distances.

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{Edges, Locate};
use crate::cli::commands::single::{Answer, Question, question};
use crate::cli::commands::words::Words;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::placed_each;
use crate::cli::swapped;
use crate::cli::usage::Usage;
use crate::cli::workshop::{self, Verdict};
use crate::io::read::block::{Batch, Kept};
use crate::io::read::event::Schema;
use crate::io::rows::{Cell, CellValue, PLACEMENT_COLUMNS, placement_cells};
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::precision::Precision;
use crate::model::region::RegionName;
use crate::query::credit::credit;
use crate::query::level::Level;
use crate::query::locate::{Placement, locate, locate_each};
use crate::query::placing::Placer;
use crate::query::unit::{Stated, Units};

const LAYERS: [LayerName; 3] = [LayerName::Countries, LayerName::Provinces, LayerName::Districts];

/// Locates one place, or every record of an input.
pub(in crate::cli) fn run(asked: &Locate, report: &mut Report) -> Result<Exit, Failure> {
    let question = question("locate", asked.input.as_deref(), asked.at.as_deref())?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let added = Added { columns: &PLACEMENT_COLUMNS, credit: Some(credit(&atlas, &LAYERS, None)) };
    let source = match question {
        Question::Place(place) => {
            if let Some(hint) = swapped::hint(&atlas, place) {
                report.warning(swapped::CODE, &hint);
            }
            let found = locate(&atlas, place);
            let cells = placement_cells(Some(&found)).to_vec();
            return Answer { place, cells, words: words(&atlas, place, &found) }.write(&asked.writing, added, report);
        }
        Question::Records(source) => source,
    };
    let output = Output::new(&asked.writing, Some(&source), added)?;
    let ends =
        Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: Some(&asked.placing) };
    let question = Where::new(&atlas, placer(&asked.placing, &atlas)?);
    Stream::new(&ends, &atlas, output, report)?.needing_points().run(&question, &mut |_, _| {}, Vec::new)
}

/// Where each record lies.
pub(super) struct Where<'a> {
    placer: Placer<'a>,
    places: Lying<'a>,
}

/// Where what is placed lies.
pub(super) struct Lying<'a> {
    atlas: &'a Atlas,
    units: Units<'a>,
}

/// Where a record lies.
pub(super) enum Located<'a> {
    /// Its single place, and where that lies.
    At(LonLat, Placement<'a>),
    /// In units that hold all the places where it may have been.
    Within(Placement<'a>),
    /// Not known.
    Nowhere,
}

impl<'a> Where<'a> {
    pub(super) fn new(atlas: &'a Atlas, placer: Placer<'a>) -> Self {
        Self { placer, places: Lying::new(atlas) }
    }
}

impl<'a> Lying<'a> {
    pub(super) fn new(atlas: &'a Atlas) -> Self {
        Self { atlas, units: Units::new(atlas) }
    }

    /// Makes ready for many records.
    pub(super) fn ready_for_many(&self) {
        self.atlas.ready_for_many();
    }

    /// Where each record of `batch` lies, which is placed as `places` tell.
    pub(super) fn of_each(&self, batch: &Batch, places: &[Placed]) -> Vec<Located<'a>> {
        let single = |(placed, kept): (&Placed, Kept)| {
            let vague = placed.precision.is_some_and(|precision| precision > Precision::Locality);
            kept.place().filter(|_| placed.best.is_some() && !vague)
        };
        let singles: Vec<Option<LonLat>> = places.iter().zip(batch.kept()).map(single).collect();
        let points: Vec<LonLat> = singles.iter().copied().flatten().collect();
        let mut found = locate_each(self.atlas, &points).into_iter();
        let located = places.iter().zip(singles).map(|(placed, point)| match (point, &placed.extent) {
            (Some(at), _) => found.next().map_or(Located::Nowhere, |found| Located::At(at, found)),
            (None, Some(Extent::Area(area))) if !area.id.is_empty() => self.within(placed),
            (None, Some(Extent::Band(_))) => self.within(placed),
            _ => Located::Nowhere,
        });
        located.collect()
    }

    /// The units that a record is surely of which is known to an area alone.
    fn within(&self, placed: &Placed) -> Located<'a> {
        let stated = Stated::of_placed(placed, None);
        let unit = |level| self.units.unit(&stated, level);
        Located::Within(Placement {
            country: unit(Level::Country),
            province: unit(Level::Province),
            district: unit(Level::District),
            on_border: false,
        })
    }
}

impl<'a> workshop::Question for Where<'a> {
    type Answer = Located<'a>;

    fn ready_for_many(&self) {
        self.places.ready_for_many();
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        checked_columns(&self.placer, table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        self.places.of_each(batch, &placed_each(&self.placer, batch))
    }

    fn verdict(&self, _: &Self::Answer) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(answer.cells());
    }
}

impl<'a> Located<'a> {
    /// As columns; whether it is on a border is told of a single place alone.
    pub(super) fn cells(&self) -> [Cell<'a>; 7] {
        match self {
            Self::At(_, found) => placement_cells(Some(found)),
            Self::Within(found) => placement_cells(Some(found)).map(|(column, value)| {
                (column, if matches!(value, CellValue::Flag(_)) { CellValue::Null } else { value })
            }),
            Self::Nowhere => placement_cells(None),
        }
    }
}

fn words(atlas: &Atlas, place: LonLat, found: &Placement) -> String {
    units_in_words(Words::new(&place.to_string()), found).caution(atlas, LayerName::Districts, None).text()
}

/// The units that hold a place, a line each.
pub(super) fn units_in_words(words: Words, found: &Placement) -> Words {
    let named = |region: Option<&RegionName>| match region {
        Some(region) => format!("{} ({})", region.name, region.id),
        None => "none in the atlas".to_owned(),
    };
    words
        .line("country", &named(found.country))
        .line("province", &named(found.province))
        .line("district", &named(found.district))
        .line("on border", if found.on_border { "yes: on its country's outline" } else { "" })
}
