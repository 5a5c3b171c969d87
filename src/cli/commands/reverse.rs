//! `sarhad reverse`: what holds a place, and the nearest town in words. Not responsible for finding either.

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{Edges, Reverse};
use crate::cli::commands::locate::{Where, units_in_words};
use crate::cli::commands::single::{Answer, Question, question};
use crate::cli::commands::words::Words;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::placer;
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::swapped;
use crate::cli::usage::Usage;
use crate::cli::workshop::{self, Verdict};
use crate::geometry::edge::EdgeModel;
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{
    Cell, PLACEMENT_COLUMNS, WHEREABOUTS_COLUMNS, located_cells, placement_cells, whereabouts_cells,
};
use crate::lonlat::LonLat;
use crate::model::source::Source;
use crate::query::credit::credit;
use crate::query::located::Located;
use crate::query::reverse::{DescribedPlace, FARTHEST, Towns};

const LAYERS: [LayerName; 4] = [LayerName::Countries, LayerName::Provinces, LayerName::Districts, LayerName::Places];
/// The columns of `locate`, and behind them those of the nearest town.
const COLUMNS: [&str; PLACEMENT_COLUMNS.len() + WHEREABOUTS_COLUMNS.len()] = {
    let mut columns = [""; PLACEMENT_COLUMNS.len() + WHEREABOUTS_COLUMNS.len()];
    let (units, towns) = columns.split_at_mut(PLACEMENT_COLUMNS.len());
    units.copy_from_slice(&PLACEMENT_COLUMNS);
    towns.copy_from_slice(&WHEREABOUTS_COLUMNS);
    columns
};

/// Tells where one place, or every record of an input, is.
pub(in crate::cli) fn run(asked: &Reverse, report: &mut Report) -> Result<Exit, Failure> {
    let question = question("tell the whereabouts of", asked.input.as_deref(), asked.at.as_deref())?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let added = Added { columns: &COLUMNS, credit: Some(credit(&atlas, &LAYERS, Some(EdgeModel::Geodesic))) };
    let towns = Towns::new(&atlas);
    let source = match question {
        Question::Place(place) => {
            if let Some(hint) = swapped::hint(&atlas, place) {
                report.warning(swapped::CODE, &hint);
            }
            let found = towns.whereabouts(place);
            let cells = placement_cells(Some(&found.placement)).into_iter().chain(whereabouts_cells(Some(&found)));
            return Answer { place, cells: cells.collect(), words: words(&atlas, place, &found) }.write(
                &asked.writing,
                added,
                report,
            );
        }
        Question::Records(source) => source,
    };
    let output = Output::new(&asked.writing, Some(&source), added)?;
    let ends =
        Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: Some(&asked.placing) };
    let question = Around { units: Where::new(&atlas, placer(&asked.placing, &atlas)?), towns };
    Stream::new(&ends, &atlas, output, report)?.needing_points().run(&question, &mut |_, _| {}, Vec::new)
}

/// Where each record is.
struct Around<'a> {
    units: Where<'a>,
    towns: Towns<'a>,
}

/// Where a record is.
struct Told<'a> {
    located: Located<'a>,
    /// Of a record with a single place.
    whereabouts: Option<DescribedPlace<'a>>,
}

impl<'a> workshop::Question for Around<'a> {
    type Answer = Told<'a>;

    fn ready_for_many(&self) {
        self.units.ready_for_many();
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.units.columns(table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        let told = |located: Located<'a>| {
            let whereabouts = match &located {
                Located::At(place, placement) => Some(self.towns.around(*place, *placement)),
                Located::Within(_) | Located::Nowhere => None,
            };
            Told { located, whereabouts }
        };
        self.units.answers(batch).into_iter().map(told).collect()
    }

    fn verdict(&self, _: &Self::Answer) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(located_cells(&answer.located));
        into.extend(whereabouts_cells(answer.whereabouts.as_ref()));
    }
}

fn words(atlas: &Atlas, place: LonLat, found: &DescribedPlace) -> String {
    let words = units_in_words(Words::new(&place.to_string()).line("where", &found.words), &found.placement);
    let nearest = match &found.nearest {
        Some(town) => format!(
            "{} ({}), {} away{}; its point may be off by about {:.0} km",
            town.name,
            town.id,
            town.distance,
            town.wind().map_or_else(String::new, |wind| format!(", the place being {wind} of it")),
            town.accuracy.km()
        ),
        None => format!("no town of the gazetteer within {:.0} km", FARTHEST.km()),
    };
    let words = words.line("nearest", &nearest);
    let words = match found.nearest.as_ref().and_then(|town| town_source(atlas, &town.id)) {
        Some(source) => words.line("towns by", &source.attribution),
        None => words,
    };
    words.caution(atlas, LayerName::Districts, None).text()
}

/// The dataset that the town of this id is from.
fn town_source<'a>(atlas: &'a Atlas, id: &str) -> Option<&'a Source> {
    let dataset = &atlas.gazetteer().entry(id)?.source;
    atlas.layer(LayerName::Places).metadata.sources.iter().find(|source| source.id == *dataset)
}
