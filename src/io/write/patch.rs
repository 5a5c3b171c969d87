//! The text of a patch between two editions: JSON, one record a line. Not responsible for finding what is different.
//!
//! ```json
//! {"patch":1,"compared":"as-written","aside":[],
//! "old":{"records":3,"content":"8c2f…"},"new":{"records":3,"content":"01ab…"},
//! "added":[
//! {"type":"Feature","record":3,"called":"E4","id":"E4","geometry":{…},"properties":{…}}],
//! "withdrawn":[…],
//! "changed":[
//! {"record":1,"id":"E1","fields":{"killed":[2,3]},"fields_added":{"note":"…"},"fields_removed":{"draft":true},
//!  "geometry":[{…},{…}],"moved_km":3.214}],
//! "order":[2,1]}
//! ```
//!
//! `record` counts from 1, in the newer edition for what was added and in the older one otherwise. Members are there only where
//! they have something to say; `new_id` where only the writing of an id changed. `order` names the records that are in both by
//! their numbers in the older edition, in the order of the newer. Shapes are written whole, also across ±180°.

use serde_json::{Map, Value, json};

use crate::io::json::{push_json, push_text};
use crate::io::write::geojson::{push_feature_id, push_geometry};
use crate::model::patch::{Change, Edition, Lone, Patch};
use crate::model::shape::Shape;

/// Steps of a distance in a kilometre: a millimetre.
const KM_STEPS: f64 = 1e6;

/// The text of `patch`.
#[must_use]
pub fn patch_text(patch: &Patch) -> Vec<u8> {
    let mut out = br#"{"patch":1,"compared":"#.to_vec();
    push_text(&mut out, patch.sameness.word());
    out.extend_from_slice(br#","aside":"#);
    push_json(&mut out, &patch.aside);
    out.extend_from_slice(b",\n\"old\":");
    push_json(&mut out, &edition(patch.old));
    out.extend_from_slice(br#","new":"#);
    push_json(&mut out, &edition(patch.new));
    push_list(&mut out, "added", &patch.added, push_lone);
    push_list(&mut out, "withdrawn", &patch.withdrawn, push_lone);
    push_list(&mut out, "changed", &patch.changed, push_change);
    if let Some(order) = &patch.order {
        out.extend_from_slice(b",\n\"order\":");
        push_json(&mut out, &order.iter().map(|at| at + 1).collect::<Vec<_>>());
    }
    out.extend_from_slice(b"}\n");
    out
}

fn edition(edition: Edition) -> Value {
    json!({ "records": edition.records, "content": format!("{:016x}", edition.content) })
}

fn push_list<T>(out: &mut Vec<u8>, name: &str, items: &[T], push: impl Fn(&mut Vec<u8>, &T)) {
    out.extend_from_slice(b",\n");
    push_text(out, name);
    out.extend_from_slice(b":[");
    for (number, item) in items.iter().enumerate() {
        out.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        push(out, item);
    }
    out.push(b']');
}

fn push_lone(out: &mut Vec<u8>, lone: &Lone) {
    out.extend_from_slice(br#"{"type":"Feature","record":"#);
    push_json(out, &(lone.at + 1));
    out.extend_from_slice(br#","called":"#);
    push_text(out, &lone.name);
    if let Some(id) = &lone.feature.id {
        out.extend_from_slice(br#","id":"#);
        push_feature_id(out, id);
    }
    out.extend_from_slice(br#","geometry":"#);
    push_shape(out, lone.feature.shape.as_ref());
    out.extend_from_slice(br#","properties":"#);
    push_json(out, &lone.feature.properties);
    out.push(b'}');
}

fn push_shape(out: &mut Vec<u8>, shape: Option<&Shape>) {
    match shape {
        Some(shape) => push_geometry(out, shape.geometry(), None),
        None => out.extend_from_slice(b"null"),
    }
}

fn push_change(out: &mut Vec<u8>, change: &Change) {
    out.extend_from_slice(br#"{"record":"#);
    push_json(out, &(change.at + 1));
    out.extend_from_slice(br#","id":"#);
    push_text(out, &change.name);
    if let Some(id) = &change.id {
        out.extend_from_slice(br#","new_id":"#);
        push_json(out, id);
    }
    let [mut fields, mut added, mut removed] = [Map::new(), Map::new(), Map::new()];
    for field in &change.fields {
        let name = field.name.clone();
        match (field.old.clone(), field.new.clone()) {
            (Some(old), Some(new)) => fields.insert(name, Value::Array(vec![old, new])),
            (None, Some(new)) => added.insert(name, new),
            (Some(old), None) => removed.insert(name, old),
            (None, None) => None,
        };
    }
    for (name, members) in [("fields", fields), ("fields_added", added), ("fields_removed", removed)] {
        if !members.is_empty() {
            out.push(b',');
            push_text(out, name);
            out.push(b':');
            push_json(out, &members);
        }
    }
    if let Some([old, new]) = &change.shape {
        out.extend_from_slice(br#","geometry":["#);
        push_shape(out, old.as_ref());
        out.push(b',');
        push_shape(out, new.as_ref());
        out.push(b']');
    }
    if let Some(moved) = change.moved {
        out.extend_from_slice(br#","moved_km":"#);
        push_json(out, &((moved.km() * KM_STEPS).round() / KM_STEPS));
    }
    out.push(b'}');
}
