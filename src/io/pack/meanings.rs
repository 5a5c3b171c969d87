//! What columns say that sarhad writes, and the units that their names tell. What columns of others say, their input alone
//! knows.

use crate::io::column_units::unit_told_by;
use crate::io::pack::card::Origin;

/// What is known of a column by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    /// What it says; `None` where the input alone knows.
    pub(super) says: Option<&'static str>,
    /// The unit of its numbers.
    pub(super) unit: Option<&'static str>,
}

/// What the column `name` says in a table of `origin`.
pub(super) fn meaning(name: &str, origin: Origin) -> Meaning {
    let lists: &[&[(&str, &str)]] = match origin {
        Origin::Input => &[PLACE],
        Origin::Answer | Origin::Layer => &[PLACE, ANSWERS],
        Origin::Claims => &[PLACE, ANSWERS, CLAIMS],
    };
    let says = lists.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, says)| *says);
    // a foreign `sex_m` is no length
    let tells_unit = says.is_some() || matches!(origin, Origin::Layer | Origin::Claims);
    let unit = unit_told_by(name).filter(|_| tells_unit);
    let degrees = matches!(name, "lon" | "lat" | "longitude" | "latitude" | "incident_lon" | "incident_lat");
    Meaning { says, unit: if degrees { Some("degree") } else { unit } }
}

/// Columns of places, in every table.
const PLACE: &[(&str, &str)] = &[
    ("lon", "longitude on WGS 84, east positive"),
    ("lat", "latitude on WGS 84, north positive"),
    ("wkt", "the shape as well-known text, longitude first; empty for single points"),
];

/// Columns of answers about records.
const ANSWERS: &[(&str, &str)] = &[
    ("id", "the record's id"),
    ("country", "the country in which it lies, by its ISO 3166-1 code"),
    ("country_name", "that country's name"),
    ("province", "the province in which it lies, by its id"),
    ("province_name", "that province's name"),
    ("district", "the district in which it lies, by its id, as drawn by the layer's source"),
    ("district_name", "that district's name"),
    ("on_border", "whether it lies on a border as drawn"),
    ("nearest_place", "the nearest town of the gazetteer"),
    ("nearest_place_id", "that town's id"),
    ("place_distance_m", "how far that town's point is"),
    ("place_bearing", "where from that town it lies, by the eight winds"),
    ("place_accuracy_m", "how far that town's point may be off"),
    ("place_words", "where it is, in words"),
    ("distance_min_m", "no place where it may have been is nearer than this"),
    ("distance_m", "the geodesic distance; empty where a single number would be a guess"),
    ("distance_max_m", "no place where it may have been is farther than this"),
    ("precision", "how precisely its source places it; see the classes below"),
    ("interval_method", "what the distances were measured from; see below"),
    ("interval_area", "the units that it may have been in, where these were measured from"),
    ("border", "the nearest border, by its id"),
    ("border_name", "that border's name"),
    ("side", "the country on whose side of the border it lies; empty where it may have been on either"),
    ("nearest_lon", "longitude of the nearest point of the border"),
    ("nearest_lat", "latitude of the nearest point of the border"),
    ("bearing_deg", "the direction of that point, clockwise from north"),
    ("edges", "what lies between two vertices of the border"),
    ("border_source", "who drew the border"),
    ("border_accuracy_m", "how far the border as drawn may be off"),
    ("place_match", "how a name was found: exactly, nearly, ambiguous or not"),
    ("place_id", "the place that the name means"),
    ("place_name", "what that place is called"),
    ("place_kind", "what kind of place it is"),
    ("place_score", "how alike the names are, from 0 to 1"),
    ("place_why", "why this place was taken"),
    ("candidates", "the other places that the name may mean"),
    ("radius_m", "it was within this distance of its point"),
    ("areas", "the units that its source names, by their ids"),
    ("along_border", "the border along which it was"),
    ("cluster", "the number of the cluster that it is in"),
    ("cluster_size", "how many records that cluster has"),
    ("generalised", "how much its place was made coarser"),
];

/// Columns of claims, and of records that are made of them.
const CLAIMS: &[(&str, &str)] = &[
    ("record", "what kind of record it is: incident, aggregate, context or diplomatic event"),
    ("what", "what happened, in a word"),
    ("title", "what it is called"),
    ("label", "a short name for a map"),
    ("summary", "what is claimed, in sentences"),
    ("date", "when, in words"),
    ("date_start", "the first day on which it may have been"),
    ("date_end", "the last day on which it may have been"),
    ("date_precision", "how precisely its day is known"),
    ("where", "where, in words"),
    ("place", "the place as its source names it"),
    ("asserted_by", "who says so"),
    ("verb", "how they say it: reported, claimed, alleged …"),
    ("killed", "how many were killed, claim by claim; numbers of different sources are not to be summed"),
    ("actors", "who took part, and as what, as claimed"),
    ("claims", "how many claims there are, or the claims themselves"),
    ("conflicts", "on what the claims differ"),
    ("unknown", "what no source tells"),
    ("source", "where it is told"),
    ("source_url", "the address of that source"),
    ("note", "what to be careful about"),
    ("incident_id", "the id of the record that the claim is about"),
    ("claim_id", "the claim's id"),
    ("who", "who claims it"),
    ("who_kind", "what kind of voice that is"),
    ("quoted", "whether the statement is a quotation"),
    ("statement", "what is claimed"),
    ("about", "what the claim is about"),
    ("source_id", "the id of its source"),
    ("source_title", "its source's title"),
    ("source_publisher", "who published that source"),
    ("source_published", "when that source was published"),
    ("source_kind", "what kind of source it is"),
    ("source_licence", "the licence of that source"),
    ("said_on", "the day on which it was said"),
    ("status", "whether a person has reviewed the coding"),
    ("publisher", "who published it"),
    ("published", "when it was published"),
    ("kind", "of what kind it is"),
    ("url", "its address"),
    ("licence", "its licence"),
];
