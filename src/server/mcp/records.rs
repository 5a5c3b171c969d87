//! Answers made fit for a conversation: outlines and what is too long left out and told, the credit with each. Not responsible for
//! finding anything.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::server::features::credit::{texts, texts_of_records};
use crate::server::short::shortened;

/// Bytes of an answer at most.
pub(super) const ANSWER_BYTES: usize = 64 << 10;
/// Characters of a text of a record in an answer that would be too long.
const TEXT_CHARS: usize = 1_000;
/// Members of an answer that are passed on whole.
const CREDIT: [&str; 3] = ["attribution", "licence", "disclaimer"];
/// What is told where an input tells of no one to credit.
const NOBODY: &str = "none is told by the input";
/// What is told where an input tells no terms.
const NO_TERMS: &str = "none is told by the input; ask whoever made it before you pass records on";
/// What is told where an input has no caution of its own.
const CAUTION: &str =
    "records as their source reports them, not checked here; no position on the status of any territory is implied";

/// `answer` with credit, licence and caution of `metadata`.
pub(super) fn credited(mut answer: Map<String, Value>, metadata: &Value) -> Map<String, Value> {
    for (member, usual) in CREDIT.into_iter().zip([NOBODY, NO_TERMS, CAUTION]) {
        let mut told = texts(metadata, member);
        match texts_of_records(metadata, member) {
            // what layers tell of themselves is not told of the records
            Some(own) if own.is_empty() => told.push(format!("of the records: {usual}")),
            None if told.is_empty() => told.push(usual.to_owned()),
            _ => {}
        }
        answer.insert(member.to_owned(), told.join("; ").into());
    }
    for member in ["measured", "layers", "rows"] {
        if let Some(told) = metadata.get(member) {
            answer.insert(member.to_owned(), told.clone());
        }
    }
    answer
}

/// A `GeoJSON` feature as a record of an answer: of any shape but a point its kind and box alone.
pub(super) fn record(feature: &Value) -> Value {
    let geometry = &feature["geometry"];
    let geometry = if geometry.is_null() || geometry["type"] == "Point" {
        geometry.clone()
    } else {
        json!({ "type": geometry["type"], "bbox": bounds(geometry) })
    };
    let id = feature.get("id").or_else(|| feature["properties"].get("id")).cloned().unwrap_or_default();
    let id = if id.is_string() || id.is_number() { id } else { Value::Null };
    json!({ "id": id, "geometry": geometry, "properties": feature["properties"] })
}

/// West, south, east, north of all positions in `geometry`; of what crosses the antimeridian that is all longitudes.
fn bounds(geometry: &Value) -> Option<[f64; 4]> {
    fn widen(bounds: &mut Option<[f64; 4]>, value: &Value) {
        let Some(parts) = value.as_array() else { return };
        if let [Some(lon), Some(lat), ..] = parts.iter().map(Value::as_f64).collect::<Vec<_>>()[..] {
            let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
            *bounds = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
            return;
        }
        for part in parts {
            widen(bounds, part);
        }
    }
    let mut found = None;
    widen(&mut found, &geometry["coordinates"]);
    for part in geometry["geometries"].as_array().into_iter().flatten() {
        widen(&mut found, &part["coordinates"]);
    }
    found
}

/// `answer` short enough: long texts first, then the last of `list`; what was left out stands in `cut`.
///
/// # Errors
/// Where nothing is left to leave out.
pub(super) fn fitted(mut answer: Map<String, Value>, list: &str) -> Result<Map<String, Value>, String> {
    let length = |answer: &Map<String, Value>| serde_json::to_string(answer).map_or(0, |text| text.len());
    if length(&answer) <= ANSWER_BYTES {
        return Ok(answer);
    }
    let mut cut: Vec<String> = Vec::new();
    let shortened = shorten_members(&mut answer);
    if shortened > 0 {
        cut.push(format!("texts cut after {TEXT_CHARS} characters: {shortened}"));
    }
    let all = answer.get(list).and_then(Value::as_array).map_or(0, Vec::len);
    let mut left = all;
    // room for what is told of it
    while length(&answer) + 512 > ANSWER_BYTES && left > 0 {
        let drop = (left / 8).max(1);
        left -= drop;
        if let Some(kept) = answer.get_mut(list).and_then(Value::as_array_mut) {
            kept.truncate(left);
        }
    }
    if left < all {
        cut.push(format!("{list}: {left} of {all} are here, for an answer has at most {ANSWER_BYTES} bytes"));
    }
    answer.insert("cut".to_owned(), cut.into());
    if length(&answer) > ANSWER_BYTES || (all > 0 && left == 0) {
        return Err(format!(
            "the answer has more than {ANSWER_BYTES} bytes however it is cut; ask sarhad show or sarhad serve for it"
        ));
    }
    Ok(answer)
}

/// Cuts long texts in `value`, but of no credit; how many.
fn shorten(value: &mut Value) -> usize {
    match value {
        Value::String(text) => match shortened(text, TEXT_CHARS) {
            Cow::Owned(cut) => {
                *text = cut;
                1
            }
            Cow::Borrowed(_) => 0,
        },
        Value::Array(parts) => parts.iter_mut().map(shorten).sum(),
        Value::Object(members) => shorten_members(members),
        _ => 0,
    }
}

fn shorten_members(members: &mut Map<String, Value>) -> usize {
    let texts = members.iter_mut().filter(|(name, _)| !CREDIT.contains(&name.as_str()));
    texts.map(|(_, value)| shorten(value)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_told_by_its_box() {
        let feature = json!({ "type": "Feature", "id": "a", "properties": { "x": 1 },
            "geometry": { "type": "Polygon", "coordinates": [[[1.5, 2.0], [3.0, 2.0], [3.0, -4.0], [1.5, 2.0]]] } });
        let told = record(&feature);
        assert_eq!(told["geometry"], json!({ "type": "Polygon", "bbox": [1.5, -4.0, 3.0, 2.0] }));
        let point =
            json!({ "type": "Feature", "properties": {}, "geometry": { "type": "Point", "coordinates": [1, 2] } });
        assert_eq!(record(&point)["geometry"]["coordinates"], json!([1, 2]));
    }

    #[test]
    fn what_is_too_long_is_cut_and_told() {
        let records: Vec<Value> = (0..100).map(|n| json!({ "n": n, "text": "x".repeat(900) })).collect();
        let answer = Map::from_iter([("records".to_owned(), Value::from(records))]);
        let told = fitted(answer, "records").unwrap();
        let kept = told["records"].as_array().unwrap().len();
        assert!((40..100).contains(&kept), "{kept}");
        assert!(serde_json::to_string(&told).unwrap().len() <= ANSWER_BYTES);
        assert!(told["cut"][0].as_str().unwrap().contains(&format!("{kept} of 100")), "{}", told["cut"]);
        let credit = "c".repeat(2_000);
        let records: Vec<Value> = (0..100).map(|n| json!({ "n": n, "text": "x".repeat(2_000) })).collect();
        let answer = Map::from_iter([
            ("records".to_owned(), records.into()),
            ("attribution".to_owned(), credit.as_str().into()),
        ]);
        assert_eq!(fitted(answer, "records").unwrap()["attribution"], credit);
        let long = Map::from_iter([("record".to_owned(), json!({ "text": "ی".repeat(70_000) }))]);
        let told = fitted(long, "claims").unwrap();
        assert_eq!(told["record"]["text"].as_str().unwrap().chars().count(), TEXT_CHARS + 1);
        let members: Map<String, Value> = (0..10_000).map(|n| (format!("column{n}"), Value::from(n))).collect();
        assert!(fitted(Map::from_iter([("record".to_owned(), members.into())]), "claims").is_err());
    }
}
