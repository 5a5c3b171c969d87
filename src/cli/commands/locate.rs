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
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{Cell, PLACEMENT_COLUMNS, located_cells, placement_cells};
use crate::lonlat::LonLat;
use crate::model::extent::Placed;
use crate::model::region::RegionName;
use crate::query::credit::credit;
use crate::query::locate::{Placement, locate};
use crate::query::located::{Located, Locator};
use crate::query::placing::Placer;

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
    locator: Locator<'a>,
}

impl<'a> Where<'a> {
    pub(super) fn new(atlas: &'a Atlas, placer: Placer<'a>) -> Self {
        Self { placer, locator: Locator::new(atlas) }
    }
}

/// Where each record of `batch` lies, which is placed as `places` tell.
pub(super) fn located_in<'a>(locator: &Locator<'a>, batch: &Batch, places: &[Placed]) -> Vec<Located<'a>> {
    let events: Vec<_> = places.iter().zip(batch.kept().map(|kept| kept.place())).collect();
    locator.located_each(&events)
}

impl<'a> workshop::Question for Where<'a> {
    type Answer = Located<'a>;

    fn ready_for_many(&self) {
        self.locator.ready_for_many();
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        checked_columns(&self.placer, table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        located_in(&self.locator, batch, &placed_each(&self.placer, batch))
    }

    fn verdict(&self, _: &Self::Answer) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(located_cells(answer));
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
