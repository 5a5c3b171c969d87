//! `sarhad distance`: how far from a border, crossing, tripoint or line. Not responsible for computing it.

use std::path::Path;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::Distance;
use crate::cli::claims::{Claims, Drafts};
use crate::cli::commands::single::{Answer, Question, question};
use crate::cli::commands::told::{Telling, Told};
use crate::cli::commands::words::Words;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::placer;
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::Survey;
use crate::cli::swapped;
use crate::cli::target::{Aim, aim};
use crate::cli::usage::Usage;
use crate::cli::workshop::{self, Verdict};
use crate::geometry::edge::EdgeModel;
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{Cell, MEASUREMENT_COLUMNS, measurement_cells};
use crate::query::credit::{credit, edge_words};
use crate::query::distance::{Measurement, Side, TargetKind};
use crate::query::how_far::HowFar;
use crate::units::Metres;

/// Measures one place, or every record of an input.
pub(in crate::cli) fn run(asked: &Distance, report: &mut Report) -> Result<Exit, Failure> {
    let question = question("measure", asked.input.as_deref(), asked.at.as_deref())?;
    let atlas = atlas(&asked.atlas, asked.measuring.edges, report)?;
    let aim = aim(&atlas, &asked.measuring, report)?;
    let added = added(&atlas, &aim);
    let source = match question {
        Question::Place(place) => {
            if let Some(hint) = swapped::hint(&atlas, place) {
                report.warning(swapped::CODE, &hint);
            }
            let found = aim.target.measure(&atlas, place);
            let far = HowFar::of_place(found, None);
            let cells = measurement_cells(Some(&far), None, atlas.edges()).to_vec();
            return Answer { place, cells, words: words(&atlas, &aim, &found) }.write(&asked.writing, added, report);
        }
        Question::Records(source) => source,
    };
    if asked.per_claim {
        let input = asked.input.as_deref().unwrap_or(Path::new("-"));
        let claims = Claims::of(input, &asked.reading.limited(), report)?;
        let claims = claims.taken_as_data(Drafts::asked(asked.include_drafts), report);
        let exit = measured(asked, &claims.as_source(&atlas), (&atlas, &aim), report)?;
        report.note(&claims.counts_words());
        return Ok(if exit == Exit::Done { claims.exit() } else { exit });
    }
    measured(asked, &source, (&atlas, &aim), report)
}

/// Measures every record of `source`.
fn measured(
    asked: &Distance,
    source: &Source,
    (atlas, aim): (&Atlas, &Aim),
    report: &mut Report,
) -> Result<Exit, Failure> {
    let output = Output::new(&asked.writing, Some(source), added(atlas, aim))?;
    let telling = Telling::measurement(&output, atlas.edges());
    let ends = Ends { source, reading: &asked.reading, writing: &asked.writing, placing: Some(&asked.placing) };
    let survey = Survey::new(atlas, &aim.target, placer(&asked.placing, atlas)?, asked.accuracy.of_target());
    let question = Distances { survey, telling };
    let output = output.answering(telling.columns());
    let exit = Stream::new(&ends, atlas, output, report)?.run(&question, &mut |_, _| {}, Vec::new)?;
    question.survey.tell(report);
    Ok(exit)
}

/// How far each record is.
struct Distances<'a> {
    survey: Survey<'a>,
    telling: Telling,
}

impl<'a> workshop::Question for Distances<'a> {
    type Answer = Told<'a>;

    fn ready_for_many(&self) {
        self.survey.ready_for_many();
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.survey.columns(table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Told<'a>> {
        self.survey.of_each(batch).into_iter().map(|surveyed| self.telling.of(surveyed)).collect()
    }

    fn verdict(&self, _: &Told) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Told<'a>, into: &mut Vec<Cell<'c>>) {
        self.telling.cells(answer, into);
    }
}

/// The columns and the credit of measurements to `aim`.
pub(in crate::cli) fn added(atlas: &Atlas, aim: &Aim) -> Added {
    Added { columns: &MEASUREMENT_COLUMNS, credit: Some(credit(atlas, &aim.layers, Some(atlas.edges()))) }
}

fn words(atlas: &Atlas, aim: &Aim, found: &Measurement) -> String {
    let bearing = found.bearing.map(|bearing| format!(", bearing {bearing}")).unwrap_or_default();
    let drawn_by = found.source.map(|source| format!(", drawn by {source}")).unwrap_or_default();
    let other = match atlas.edges() {
        EdgeModel::Rfc7946 => "geodesic",
        EdgeModel::Geodesic => "rfc7946",
    };
    let words = Words::new(&headline(atlas, found))
        .line("nearest", &format!("{}{bearing}", found.nearest))
        .line("to", &format!("{}{drawn_by}", found.target))
        .line("edges", &format!("{}; --edges {other} for the other model", edge_words(atlas.edges())));
    match aim.layers.first() {
        // the target is a file of the user's: what it tells about itself stands in it
        None | Some(LayerName::Countries) => words.text(),
        Some(&layer) => words.caution(atlas, layer, found.accuracy).text(),
    }
}

/// `25.56 km from the Iran–Pakistan border, on the side of Iran`
fn headline(atlas: &Atlas, found: &Measurement) -> String {
    let (name, distance) = (found.name, told(found));
    let thing = match found.kind {
        TargetKind::Edge => format!("the edge of {name}"),
        TargetKind::Line if !found.between.is_empty() => format!("the {name}"),
        TargetKind::Line | TargetKind::Point => name.to_owned(),
    };
    match (found.side, found.kind) {
        (Some(Side::On), _) => format!("on {thing}"),
        (Some(Side::Of(id)), TargetKind::Edge) if id == found.target => {
            format!("inside {name}, {distance} from its edge")
        }
        (Some(Side::Of(id)), TargetKind::Edge) => format!("{distance} from {thing}, inside {id}"),
        (Some(Side::Of(id)), kind) => {
            let card = atlas.countries().names.iter().find(|card| card.id == id);
            let side = card.map_or(id, |card| card.name.as_str());
            let whereabouts = if kind == TargetKind::Point { "in" } else { "on the side of" };
            format!("{distance} from {thing}, {whereabouts} {side}")
        }
        (None, TargetKind::Edge) => format!("{distance} from {thing}, outside"),
        (None, _) => format!("{distance} from {thing}, outside the atlas' countries"),
    }
}

/// A point that may itself be a kilometre off is not told to ten metres.
const ROUGH: Metres = Metres::from_km(1.0);

/// `25.56 km`, or `about 122 km (± 10 km)` where the point measured to is rough.
fn told(found: &Measurement) -> String {
    match found.accuracy {
        Some(off) if found.kind == TargetKind::Point && off >= ROUGH => {
            format!("about {:.0} km (± {:.0} km)", found.distance.km(), off.km())
        }
        _ => found.distance.to_string(),
    }
}
