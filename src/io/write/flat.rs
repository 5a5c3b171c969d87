//! An array of flat objects: id, place and properties side by side. Not responsible for the text of a coordinate.

use serde_json::Value;

use crate::io::json::{push_json, push_text};
use crate::io::outgoing::Outgoing;
use crate::io::write::columns::{ID, LAT, LON, Place, WKT, free_name};
use crate::io::write::digits::Digits;
use crate::io::write::encoder::Encoded;
use crate::io::write::frame::Frame;
use crate::io::write::options::WriteOptions;
use crate::model::feature::{Feature, FeatureId, Properties};

/// What stands between two objects.
const BETWEEN: &[u8] = b",\n";

/// What stands around the objects.
pub(super) fn frame() -> Frame {
    Frame { open: b"[\n".to_vec(), between: BETWEEN, close: b"\n]\n", empty: b"[]\n".to_vec(), guarded_cells: 0 }
}

/// One object a line.
#[derive(Debug)]
pub(super) struct FlatText {
    /// Whether a property holds the id, so that no member is added for it.
    id_held: bool,
    /// Whether properties hold the coordinates.
    place_held: bool,
    digits: Digits,
}

impl FlatText {
    pub(super) fn new(options: &WriteOptions) -> Self {
        let document = &options.document;
        Self { id_held: document.id_column.is_some(), place_held: document.place_in_columns, digits: options.digits }
    }

    pub(super) fn encode(&self, record: &Outgoing, into: &mut Encoded) {
        let feature = record.to_feature();
        self.push(&feature, self.digits.of(record), into);
    }

    fn push(&self, feature: &Feature, digits: Option<u8>, into: &mut Encoded) {
        if into.written.features > 0 {
            into.text.extend_from_slice(BETWEEN);
        }
        into.text.push(b'{');
        let (members, cuts) = self.members(feature, digits);
        into.written.cut_shapes += cuts;
        for (number, (name, value)) in members.iter().enumerate() {
            if number > 0 {
                into.text.push(b',');
            }
            push_text(&mut into.text, name);
            into.text.push(b':');
            into.text.extend_from_slice(value.as_bytes());
        }
        into.text.push(b'}');
    }

    /// The members of `feature`: each name with its JSON text, id first; and how many shapes were cut.
    fn members(&self, feature: &Feature, digits: Option<u8>) -> (Vec<(String, String)>, u64) {
        let properties = &feature.properties;
        let mut members = Vec::with_capacity(properties.len() + 3);
        let mut cuts = 0;
        if let Some(id) = &feature.id
            && !self.id_held
        {
            members.push(id_member(id, properties));
        }
        if !self.place_held {
            let place = Place::of(feature, digits);
            cuts = place.cuts();
            for (name, text) in place_members(place) {
                add_unless_held(&mut members, properties, name, text);
            }
        }
        let id_is_first = members.first().is_some_and(|(name, _)| name == ID);
        for (name, value) in properties {
            if !(id_is_first && name == ID) {
                members.push((name.clone(), value.to_string()));
            }
        }
        (members, cuts)
    }
}

/// The id's member, named `id` unless a property of that name says something else.
fn id_member(id: &FeatureId, properties: &Properties) -> (String, String) {
    let mut text = Vec::new();
    push_json(&mut text, id);
    let text = String::from_utf8(text).unwrap_or_default();
    let differs = properties.get(ID).is_some_and(|held| says_otherwise(held, &text));
    (free_name(ID, "feature_", |name| differs && properties.contains_key(name)), text)
}

/// Whether `held` is written otherwise than `text`: values are compared digit by digit, not as numbers.
fn says_otherwise(held: &Value, text: &str) -> bool {
    let held = held.to_string();
    held != text
}

/// The members that say where a feature is.
fn place_members(place: Place) -> Vec<(&'static str, String)> {
    match place {
        Place::Nowhere => Vec::new(),
        Place::Point { lon, lat } => vec![(LON, lon), (LAT, lat)],
        Place::Drawn { wkt, .. } => vec![(WKT, Value::from(wkt).to_string())],
    }
}

/// Adds a member, unless a property says the same; where one says something else, behind a prefix.
fn add_unless_held(members: &mut Vec<(String, String)>, properties: &Properties, name: &str, text: String) {
    if properties.get(name).is_none_or(|held| says_otherwise(held, &text)) {
        members.push((free_name(name, "geometry_", |name| properties.contains_key(name)), text));
    }
}
