//! Records as a web map shows them: where each may have been, in which units, and how far from the nearest border.
//! Not responsible for the page.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::atlas::Atlas;
use crate::cli::commands::locate::located_in;
use crate::cli::drawing::{Found, drawable};
use crate::cli::remark::Remark;
use crate::cli::report::Report;
use crate::cli::survey::Survey;
use crate::cli::usage::Usage;
use crate::cli::workshop::{Question, Verdict, kept_aside};
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::{Cell, INTERVAL_COLUMNS, interval_cells, located_cells};
use crate::model::extent::{Extent, Placed};
use crate::model::feature::{Feature, FeatureId};
use crate::model::precision::Precision;
use crate::query::level::Level;
use crate::query::located::Locator;
use crate::render::html::LayerChoice;
use crate::render::incident_id;

/// The columns that the page reads, and that a record may have already.
const AREAS: &str = "areas";

/// The kind of records that are movements between areas.
const FLOW: &str = "flow";
/// The columns of distances.
const DISTANCES: [&str; 5] = ["border", "border_name", "distance_min_m", "distance_m", "distance_max_m"];

/// What is asked of each record.
pub(super) struct Charted<'a> {
    locator: Locator<'a>,
    survey: Survey<'a>,
    /// The ids of units whose outlines are in the page's layers.
    layered: BTreeSet<String>,
}

/// What is known of a record's place.
pub(super) struct Answer {
    found: Found,
    /// Units and distance, as columns.
    cells: Vec<(&'static str, Value)>,
    /// The ids of the units that are all the places where it may have been.
    units: Option<String>,
}

impl<'a> Charted<'a> {
    /// A question about all records of one run, which `survey` places and measures, for a page with these layers.
    pub(super) fn new(atlas: &'a Atlas, survey: Survey<'a>, choices: &[LayerChoice]) -> Self {
        let of_units = Level::ALL.map(Level::layer);
        let layers = choices.iter().map(|choice| choice.layer()).filter(|layer| of_units.contains(layer));
        let units = layers.flat_map(|layer| &atlas.layer(layer).features);
        let layered = units.filter_map(|unit| unit.id.as_ref()).map(FeatureId::to_string).collect();
        Self { locator: Locator::new(atlas), survey, layered }
    }

    /// What is drawn of a record in these units: nothing but their names where the layers have all of their outlines, which would
    /// stand in the page once a record otherwise.
    fn drawn(&self, placed: Placed, units: Option<&str>) -> Found {
        let is_layered = |units: &str| units.split_whitespace().all(|id| self.layered.contains(id));
        // waters are no part of a unit's outline
        if placed.precision != Some(Precision::Water) && units.is_some_and(is_layered) {
            return Found::placed(Placed { extent: None, ..placed });
        }
        Found::placed(placed)
    }

    /// What to tell of records whose words of their place mean nothing.
    pub(super) fn unclear(&self) -> Option<Remark> {
        self.survey.unclear()
    }

    /// Tells how the records were measured.
    pub(super) fn tell(&self, report: &mut Report) {
        self.survey.tell(report);
    }
}

impl Question for Charted<'_> {
    type Answer = Answer;

    fn ready_for_many(&self) {
        self.locator.ready_for_many();
        self.survey.ready_for_many();
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.survey.columns(table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Answer> {
        let places = self.survey.placed_each(batch);
        let located = located_in(&self.locator, batch, &places);
        let measured = self.survey.far_of_each(&places);
        let all = places.into_iter().zip(located).zip(measured);
        let answers = all.map(|((placed, located), far)| {
            let mut cells: Vec<(&'static str, Value)> = Vec::new();
            cells.extend(located_cells(&located).map(|(column, value)| (column, value.into())));
            let to = far.as_ref().map(|far| far.best.as_ref().unwrap_or(&far.to));
            cells.push(("border", Value::from(to.map(|to| to.target))));
            cells.push(("border_name", Value::from(to.map(|to| to.name))));
            let distances = interval_cells(far.as_ref(), None).into_iter().take(INTERVAL_COLUMNS.len() / 2);
            cells.extend(distances.map(|(column, value)| (column, value.into())));
            let units = match &placed.extent {
                Some(Extent::Area(area)) if !area.id.is_empty() => Some(area.id.clone()),
                _ => None,
            };
            Answer { found: self.drawn(placed, units.as_deref()), cells, units }
        });
        answers.collect()
    }

    fn verdict(&self, _: &Answer) -> Verdict {
        Verdict::Offer
    }

    fn cells<'c>(&'c self, _: &'c Answer, _: &mut Vec<Cell<'c>>) {}
}

/// `feature` as the page gets it: drawn as precisely as it is placed, and with what was found.
pub(super) fn record(answer: &Answer, feature: Feature) -> Feature {
    let mut record = drawable(&answer.found, feature).feature;
    let is_flow = record.text("kind") == Some(FLOW);
    for (column, value) in &answer.cells {
        // a flow is a diagram: its ends are no places of events, and its length is none
        let value = if is_flow && DISTANCES.contains(column) { &Value::Null } else { value };
        if let Some(own) = record.properties.insert((*column).to_owned(), value.clone())
            && !own.is_null()
            && own != *value
        {
            record.properties.insert(kept_aside(column), own);
        }
    }
    if let Some(units) = &answer.units {
        let own = record.properties.insert(AREAS.to_owned(), units.clone().into());
        let says_more =
            |own: &Value| own.as_str().is_some_and(|own| !own.split_whitespace().eq(units.split_whitespace()));
        if let Some(own) = own.filter(|own| own != "" && says_more(own)) {
            record.properties.insert(kept_aside(AREAS), own);
        }
    }
    record
}

/// Takes the outline from records whose units are in the layers, which have it.
pub(super) fn leave_units_to_layers(records: &mut [Feature], choices: &[LayerChoice]) {
    let has = |choice| choices.contains(&choice);
    for record in records {
        let Some(precision) = record.text("precision") else { continue };
        let drawn = match precision {
            "district" => has(LayerChoice::Districts),
            "province" => has(LayerChoice::Provinces),
            "country" => has(LayerChoice::Countries),
            _ => false,
        };
        let is_area = record.shape.as_ref().is_some_and(|shape| shape.polygons().is_some());
        if drawn && is_area && record.text(AREAS).is_some_and(|areas| !areas.is_empty()) {
            record.shape = None;
        }
    }
}

/// A record in a line: what, when, where, who says so.
pub(super) fn line(record: &Feature) -> String {
    let first = |names: &[&str]| names.iter().find_map(|name| record.text(name)).unwrap_or_default().to_owned();
    let title = first(&["label", "title", "name", "headline"]);
    let title = if title.is_empty() { incident_id(record, 0) } else { title };
    let parts = [
        title,
        first(&["date", "date_start", "event_date"]),
        first(&["where", "district_name", "province_name", "country_name"]),
        first(&["source", "source_article"]),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A sentence for previews of links.
pub(super) fn description(records: &[Feature]) -> String {
    let count = records.len();
    format!(
        "{count} {}, each drawn only as precisely as its place is known",
        if count == 1 { "record" } else { "records" }
    )
}
