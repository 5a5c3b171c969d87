//! Built-in records with where they lie and how far from a border, where their words allow it; else why not.
//! Not responsible for files or tables.

use serde_json::Value;

use crate::atlas::{Atlas, Regions};
use crate::cli::commands::told::far_words;
use crate::cli::date_words::short_date;
use crate::cli::survey::Surveyed;
use crate::io::rows::{CellValue, add_cells, measurement_cells, placement_cells};
use crate::model::claim::{ClaimSet, Incident, RecordKind};
use crate::model::extent::Extent;
use crate::model::feature::Feature;
use crate::model::precision::{Location, Precision};
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::query::areas::Areas;
use crate::query::distance::Target;
use crate::query::how_far::{HowFar, how_far};
use crate::query::incidents::{Records, incident_features};
use crate::query::interval::Ruler;
use crate::query::locate::{Placement, locate};

/// The border that the built-in article is about.
const SUBJECT: &str = "border/IR-PK";

/// A record with all that can be said about its place.
pub(in crate::cli) struct Traced {
    /// The record, with the columns of `locate` and `distance` and the column `distance_note`.
    pub(in crate::cli) feature: Feature,
    /// `point`, `line`, `area` or `nothing`.
    pub(in crate::cli) drawn_as: &'static str,
    distance: String,
    date: String,
}

/// The records of `set` that are no diplomatic events.
pub(in crate::cli) fn traced(atlas: &Atlas, set: &ClaimSet) -> Vec<Traced> {
    let records = set.records.iter().filter(|record| record.record != RecordKind::DiplomaticEvent);
    let features = incident_features(atlas, set, Records::Incidents);
    let areas = Areas::new(atlas);
    let target = Target::named(atlas, SUBJECT).ok();
    let ruler = target.as_ref().map(|target| Ruler::new(atlas, target));
    let traced = records.zip(features).map(|(record, feature)| {
        let placed = areas.of_record(record);
        let far = ruler.as_ref().and_then(|ruler| how_far(ruler, &placed));
        trace(&areas, record, feature, &Surveyed { far, extent: placed.extent })
    });
    traced.collect()
}

fn trace(areas: &Areas, record: &Incident, feature: Feature, surveyed: &Surveyed) -> Traced {
    let far = surveyed.far.as_ref();
    let area = surveyed.extent.as_ref().and_then(Extent::regions);
    let atlas = areas.atlas();
    let mut feature = feature;
    let place = feature.shape.as_ref().and_then(Shape::point);
    let placed = place.map_or_else(|| placement_by_id(atlas, &record.whereabouts.areas), |place| locate(atlas, place));
    add_cells(&mut feature.properties, placement_cells(Some(&placed)));
    add_cells(&mut feature.properties, measurement_cells(far, area, atlas.edges()));
    // what has no distance is known as precisely as its words are
    let precision = CellValue::Text(record.whereabouts.precision.word());
    add_cells(&mut feature.properties, [("precision", precision)]);
    if place.is_none() {
        add_cells(&mut feature.properties, [("on_border", CellValue::Null)]);
    }
    let note = note(areas, record, far);
    add_cells(&mut feature.properties, [("distance_note", CellValue::Text(&note))]);
    let distance = far.map_or_else(|| format!("– {note}"), far_words);
    let drawn_as = match feature.shape.as_ref() {
        None => "nothing",
        Some(shape) if shape.point().is_some() => "point",
        Some(shape) if shape.polygons().is_some() => "area",
        Some(_) => "line",
    };
    Traced { feature, drawn_as, distance, date: short_date(&record.when) }
}

impl Traced {
    /// The record's row for people: id, date, title, who says so, precision, border, distance, what sources differ on.
    pub(in crate::cli) fn row(&self) -> Vec<Value> {
        let told = |name: &str| self.feature.properties.get(name).cloned().unwrap_or_default();
        let mut conflicts: Vec<&str> = Vec::new();
        for kind in self.feature.text("conflicts").unwrap_or_default().split(' ') {
            if !conflicts.contains(&kind) {
                conflicts.push(kind);
            }
        }
        vec![
            told("id"),
            self.date.as_str().into(),
            told("title"),
            told("asserted_by"),
            told("precision"),
            told("border"),
            self.distance.as_str().into(),
            conflicts.join(", ").into(),
        ]
    }
}

/// Why there is no single distance, or what to know about it.
fn note(areas: &Areas, record: &Incident, far: Option<&HowFar>) -> String {
    let place = &record.whereabouts;
    let countries = areas.atlas().countries();
    let words = |id: &str| areas.of_region(id).map_or_else(|| id.to_owned(), |area| area.name.clone());
    match (place.location(), far.and_then(|far| far.best)) {
        (Ok(Location::Point { radius: Some(radius), .. }), Some(_)) => {
            format!("measured from a point; the place lies within {radius} of it")
        }
        (_, Some(_)) => "measured from the point stated".to_owned(),
        _ if record.record == RecordKind::Aggregate => "several events told as one".to_owned(),
        (Ok(Location::AlongBorder { within: Some(region), .. }), _) if named(countries, &region).is_none() => {
            format!("somewhere along the border of {}", words(&region))
        }
        (Ok(Location::AlongBorder { .. }), _) => "somewhere along the border".to_owned(),
        (Ok(Location::Areas(ids)), _) => {
            let names: Vec<String> = ids.iter().map(|id| words(id)).collect();
            format!("somewhere in {}", names.join(", "))
        }
        _ if place.precision == Precision::Unlocated || place.as_written.is_none() => "no place is stated".to_owned(),
        _ => "no coordinates are published".to_owned(),
    }
}

fn named<'a>(regions: &'a Regions, id: &str) -> Option<&'a RegionName> {
    regions.names.iter().find(|card| card.id == id)
}

/// Where the single region of `areas` lies; nowhere in particular if there are several.
fn placement_by_id<'a>(atlas: &'a Atlas, areas: &[String]) -> Placement<'a> {
    let [id] = areas else { return Placement::default() };
    let district = named(atlas.districts(), id);
    let within = district.and_then(|card| card.parent.as_deref());
    let province = named(atlas.provinces(), within.unwrap_or(id));
    let code = district.or(province).and_then(|card| card.country.as_deref()).unwrap_or(id);
    Placement { country: named(atlas.countries(), code), province, district, on_border: false }
}
