//! The tools: what they are called, what they answer, and what their answers are not. Not responsible for the answers.

use serde_json::{Map, Value, json};

use crate::server::mcp::arguments::RECORDS_MOST;
use crate::server::mcp::schemas;

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Locate,
    Distance,
    FindPlace,
    ListCollections,
    IncidentsNear,
    Incidents,
    Incident,
}

/// What every tool's description ends with.
const CREDIT: &str = "Tell attribution, licence and disclaimer with whatever you pass on of the answer.";

impl Tool {
    /// All, in the order in which they are listed.
    pub(super) const ALL: [Self; 7] = [
        Self::Locate,
        Self::Distance,
        Self::FindPlace,
        Self::ListCollections,
        Self::IncidentsNear,
        Self::Incidents,
        Self::Incident,
    ];

    /// The tool of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Locate => "locate",
            Self::Distance => "distance",
            Self::FindPlace => "find_place",
            Self::ListCollections => "list_collections",
            Self::IncidentsNear => "incidents_near",
            Self::Incidents => "incidents",
            Self::Incident => "incident",
        }
    }

    /// Its title for people.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Locate => "Country, province and district of a place",
            Self::Distance => "Distance from a place to a border",
            Self::FindPlace => "Which place a name means",
            Self::ListCollections => "Which records there are",
            Self::IncidentsNear => "Incidents near a place",
            Self::Incidents => "Incidents by filter, time and box",
            Self::Incident => "One record with its claims",
        }
    }

    /// What it answers, and what the answer is not.
    pub(super) fn description(self) -> String {
        let told = match self {
            Self::Locate => {
                "In which country, province and district a place lies. Units are as drawn by the sources named in layers, with \
                 accuracy_m in metres; provinces and districts are known around the border of Iran, Pakistan and Afghanistan. \
                 Nearer to a line than its accuracy, the answer is uncertain. No position on the status of any territory."
            }
            Self::Distance => {
                "How far a place is from a border, in metres: distance_min_m, distance_m and distance_max_m of the geodesic \
                 distance on WGS 84, on which side it lies, and the nearest point of the line. The computation is exact to \
                 below a millimetre; the line itself only to border_accuracy_m. It is a straight distance: no route, no \
                 travel time."
            }
            Self::FindPlace => {
                "Which places of the gazetteer a name may mean, in Latin, Arabic, Cyrillic or Devanagari script. Nothing is \
                 guessed: only verdict clear names one place; with ambiguous ask the person which candidate is meant. The \
                 score, 0 to 1, is no probability; accuracy_m is in metres."
            }
            Self::ListCollections => {
                "The collections of records that can be asked, with how many records each has, its box in degrees, its time \
                 and the columns that filters may name; layers such as borders and districts are collections, too."
            }
            Self::IncidentsNear => {
                "Records near a place, the nearest first, each with distance_min_m, distance_m and distance_max_m in metres: \
                 what is known only to an area has an interval, and distance_m may be null. certainty says which are \
                 counted: must (wholly within the radius), may (perhaps within), or a share such as 0.5. They are reports, \
                 not findings; no route follows from them, and nothing about persons beyond what a record says."
            }
            Self::Incidents => {
                "Records that meet a CQL2 filter, a time, a box, a unit and a distance to a border; numberMatched is their exact \
                 number, by certainty: must unless may or a share is said, so ask for may, too. Columns are \
                 those of list_collections. They are reports, not findings: tolls of several sources must not be summed or \
                 averaged, and a record that is an area or a line is no point."
            }
            Self::Incident => {
                "One record by its id and, where it has them, its claims side by side: who says it, with which verb, in which \
                 source and when, and where claims contradict each other. No claim is preferred, merged or confirmed here."
            }
        };
        format!("{told} {CREDIT}")
    }

    /// The schema of its arguments.
    pub(super) fn input(self) -> Map<String, Value> {
        let place = ("lon", degrees("longitude in degrees, WGS 84", 180));
        let lat = ("lat", degrees("latitude in degrees, WGS 84", 90));
        let collection =
            ("collection", text("which records, by the id that list_collections tells; the first one if not said"));
        let certainty =
            || ("certainty", text("must, may, or a share more than 0 and at most 1, such as 0.5; must if not said"));
        let unit =
            || ("in", text("only in this unit: an id of find_place such as PK/kech, or a name that only one has"));
        let limit = |usual: u64| count("records at most", (1, RECORDS_MOST), usual);
        let offset =
            || ("offset", count("records that are passed over, for the next page", (0, i64::MAX.unsigned_abs()), 0));
        match self {
            Self::Locate => arguments([place, lat], &["lon", "lat"]),
            Self::Distance => {
                let to = text(
                    "what is measured to: a border such as IR-PK, or border for the nearest land border, which is usual",
                );
                arguments([place, lat, ("to", to)], &["lon", "lat"])
            }
            Self::FindPlace => name(),
            Self::ListCollections => {
                arguments([("collection", text("only this one, by its id; all if not said"))], &[])
            }
            Self::IncidentsNear => {
                let radius = json!({ "type": "number", "minimum": 0, "maximum": 21000, "description": "kilometres around the place" });
                let all = [
                    place,
                    lat,
                    ("radius_km", radius),
                    certainty(),
                    collection,
                    unit(),
                    ("limit", limit(10)),
                    offset(),
                ];
                arguments(all, &["lon", "lat", "radius_km"])
            }
            Self::Incidents => {
                let filter = text("CQL2 text, such as: date >= DATE('2023-01-01') AND title LIKE '%Zahedan%'");
                let time = text("a day, or a span such as 2023-01-01/2023-12-31, or ../2023-12-31");
                let bounds = json!({ "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4,
                    "description": "west, south, east, north in degrees" });
                let all = [
                    collection,
                    ("filter", filter),
                    ("datetime", time),
                    ("bbox", bounds),
                    ("border", text("a border such as IR-PK; each record then has distances to it, and its side")),
                    (
                        "border_distance",
                        text("how far from it at most, such as ..50km, or between, such as 10km..50km"),
                    ),
                    unit(),
                    certainty(),
                    ("limit", limit(20)),
                    offset(),
                ];
                arguments(all, &[])
            }
            Self::Incident => arguments([("id", text("the id of the record, such as A3")), collection], &["id"]),
        }
    }

    /// The schema of its answer.
    pub(super) fn output(self) -> Map<String, Value> {
        match self {
            Self::Locate => schemas::locate(),
            Self::Distance => schemas::distance(),
            Self::FindPlace => schemas::find_place(),
            Self::ListCollections => schemas::list_collections(),
            Self::IncidentsNear | Self::Incidents => schemas::records(),
            Self::Incident => schemas::incident(),
        }
    }
}

/// The arguments of a name.
fn name() -> Map<String, Value> {
    let name = text("the name; behind a comma may stand what the place lies in");
    let country = text("only in this country: its id, code or name");
    let kind = text(
        "only of this kind: country, province, district, town, locality, crossing, border, tripoint or fuzzy-region",
    );
    let within = text("only in this region, by its id, such as PK/kech");
    let limit = count("candidates at most", (1, RECORDS_MOST), 10);
    let all = [("name", name), ("country", country), ("kind", kind), ("in", within), ("limit", limit)];
    arguments(all, &["name"])
}

fn degrees(description: &str, most: i32) -> Value {
    json!({ "type": "number", "minimum": -most, "maximum": most, "description": description })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": description })
}

fn count(description: &str, (least, most): (u64, u64), usual: u64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most, "default": usual, "description": description })
}

fn arguments<const N: usize>(all: [(&str, Value); N], needed: &[&str]) -> Map<String, Value> {
    let properties: Map<String, Value> = all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("required".to_owned(), needed.into());
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}
