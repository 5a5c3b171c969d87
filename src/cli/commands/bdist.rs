//! `sarhad bdist`: PRIO-GRID's three distances to borders. Not responsible for computing them.

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::Bdist;
use crate::cli::commands::single::{Answer, Question, question};
use crate::cli::commands::words::Words;
use crate::cli::credit::credit;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::workshop::{self, Verdict, of_places};
use crate::io::read::block::Batch;
use crate::io::rows::{BDIST_COLUMNS, Cell, bdist_cells};
use crate::query::neighbours::{BorderDistances, Neighbours, ToBorder};

const LAYERS: [LayerName; 2] = [LayerName::Borders, LayerName::Countries];

/// Measures one place, or every record of an input.
pub(in crate::cli) fn run(asked: &Bdist, report: &mut Report) -> Result<Exit, Failure> {
    let question = question("measure", asked.input.as_deref(), asked.at.as_deref())?;
    let atlas = atlas(&asked.atlas, asked.edges, report)?;
    let neighbours = Neighbours::new(&atlas);
    let added = Added { columns: &BDIST_COLUMNS, credit: Some(credit(&atlas, &LAYERS, Some(atlas.edges()))) };
    let source = match question {
        Question::Place(place) => {
            let found = neighbours.of(place);
            let cells = bdist_cells(found.as_ref()).to_vec();
            let words = words(&atlas, &place.to_string(), found.as_ref());
            return Answer { place, cells, words }.write(&asked.writing, added, report);
        }
        Question::Records(source) => source,
    };
    let output = Output::new(&asked.writing, Some(&source), added)?;
    let ends = Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: None };
    let stream = Stream::new(&ends, &atlas, output, report)?.needing_points();
    stream.run(&Distances { neighbours: &neighbours }, &mut |_, _| {}, Vec::new)
}

/// How far each record is from its country's neighbours.
struct Distances<'a> {
    neighbours: &'a Neighbours<'a>,
}

impl<'a> workshop::Question for Distances<'a> {
    type Answer = Option<BorderDistances<'a>>;

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        let answers = of_places(batch, |places| places.iter().map(|&place| self.neighbours.of(place)).collect());
        answers.into_iter().map(Option::flatten).collect()
    }

    fn verdict(&self, _: &Self::Answer) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(bdist_cells(answer.as_ref()));
    }
}

fn words(atlas: &Atlas, place: &str, found: Option<&BorderDistances>) -> String {
    let Some(found) = found else {
        return Words::new(&format!("{place}: in no country of the atlas")).text();
    };
    let told = |to: Option<&ToBorder>| to.map_or_else(String::new, |to| format!("{} from {}", to.distance, to.id));
    Words::new(place)
        .line("country", found.country)
        .line("bdist1", &told(found.bdist1.as_ref()))
        .line("bdist2", &told(found.bdist2.as_ref()))
        .line("bdist3", &format!("{} from its outline", found.bdist3.distance))
        .caution(atlas, LayerName::Borders, None)
        .text()
}
