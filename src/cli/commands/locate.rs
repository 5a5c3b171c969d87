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
use crate::cli::stream::{Ends, Stream, Verdict};
use crate::cli::swapped;
use crate::io::rows::{PLACEMENT_COLUMNS, add_cells, placement_cells};
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::query::locate::{Placement, locate};

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
    let mut judge = |mut feature: Feature| {
        let found = feature.shape.as_ref().and_then(Shape::point).map(|place| locate(&atlas, place));
        add_cells(&mut feature.properties, placement_cells(found.as_ref()));
        Verdict::Keep(feature)
    };
    Stream::new(&ends, &atlas, output, report)?.needing_points().run(&mut judge, Vec::new)
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
