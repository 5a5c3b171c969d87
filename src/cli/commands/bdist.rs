//! `sarhad bdist`: PRIO-GRID's three distances to borders. Not responsible for computing them.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::Bdist;
use crate::cli::commands::single::{Answer, Question, question};
use crate::cli::commands::words::Words;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::placed;
use crate::cli::usage::Usage;
use crate::cli::workshop::{self, Verdict};
use crate::io::counted::counted;
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{BDIST_COLUMNS, Cell, bdist_cells};
use crate::model::precision::Precision;
use crate::query::credit::credit;
use crate::query::neighbours::{BorderDistances, Neighbours, ToBorder};
use crate::query::placing::Placer;

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
    let question =
        Distances { neighbours: &neighbours, placer: placer(&asked.placing, &atlas)?, vague: AtomicU64::new(0) };
    let exit = stream.run(&question, &mut |_, _| {}, Vec::new)?;
    let vague = question.vague.load(Ordering::Relaxed);
    if vague > 0 {
        report.note(&format!(
            "{} known to an area alone: a distance of the point would be a guess",
            counted(vague, "record is", "records are")
        ));
    }
    Ok(exit)
}

/// How far each record is from its country's neighbours.
struct Distances<'a> {
    neighbours: &'a Neighbours<'a>,
    placer: Placer<'a>,
    /// How many points stand for a district or more.
    vague: AtomicU64,
}

impl<'a> workshop::Question for Distances<'a> {
    type Answer = Option<BorderDistances<'a>>;

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        let of_each = batch.kept().map(|kept| {
            let place = kept.place()?;
            let stands_for_more =
                placed(&self.placer, kept).precision.is_some_and(|precision| precision > Precision::Locality);
            self.vague.fetch_add(u64::from(stands_for_more), Ordering::Relaxed);
            self.neighbours.of(place).filter(|_| !stands_for_more)
        });
        of_each.collect()
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        checked_columns(&self.placer, table)
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
