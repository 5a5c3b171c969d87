//! `sarhad locate`: country, province and district. Not responsible for distances.

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{Edges, Locate};
use crate::cli::commands::single::{Answer, Question, question};
use crate::cli::commands::words::Words;
use crate::cli::credit::credit;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::swapped;
use crate::cli::workshop::{self, Verdict, of_places};
use crate::io::read::block::Batch;
use crate::io::rows::{Cell, PLACEMENT_COLUMNS, placement_cells};
use crate::lonlat::LonLat;
use crate::model::region::RegionName;
use crate::query::locate::{Placement, locate, locate_each};

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
    let ends = Ends { source: &source, reading: &asked.reading, writing: &asked.writing };
    let question = Where { atlas: &atlas };
    Stream::new(&ends, &atlas, output, report)?.needing_points().run(&question, &mut |_, _| {}, Vec::new)
}

/// Where each record lies.
struct Where<'a> {
    atlas: &'a Atlas,
}

impl<'a> workshop::Question for Where<'a> {
    type Answer = Option<Placement<'a>>;

    fn ready_for_many(&self) {
        self.atlas.ready_for_many();
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        of_places(batch, |places| locate_each(self.atlas, places))
    }

    fn verdict(&self, _: &Self::Answer) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(placement_cells(answer.as_ref()));
    }
}

fn words(atlas: &Atlas, place: LonLat, found: &Placement) -> String {
    let named = |region: Option<&RegionName>| match region {
        Some(region) => format!("{} ({})", region.name, region.id),
        None => "none in the atlas".to_owned(),
    };
    Words::new(&place.to_string())
        .line("country", &named(found.country))
        .line("province", &named(found.province))
        .line("district", &named(found.district))
        .line("on border", if found.on_border { "yes: on its country's outline" } else { "" })
        .caution(atlas, LayerName::Districts, None)
        .text()
}
