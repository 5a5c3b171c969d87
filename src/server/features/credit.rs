//! What has to be told wherever features are: who made them, on which terms, what they are not; and the same of the layers of the
//! atlas that took part in an answer. Not responsible for how it is shown.

use serde_json::{Map, Value};

use crate::collection::whole::Collection;
use crate::query::credit::{self, measured};
use crate::server::questions::found::Asking;
use crate::server::questions::joined::Joined;

/// Members in which a credit holds what its records tell of themselves.
const WITHIN: [&str; 2] = ["rows", "input"];

/// What has to be told wherever features of the collection are.
#[must_use]
pub fn credit(collection: &Collection) -> Option<Value> {
    let own = own(collection);
    (!own.is_empty()).then_some(Value::Object(own))
}

fn own(collection: &Collection) -> Map<String, Value> {
    let card = collection.card();
    let members = ["title", "attribution", "licence", "disclaimer"];
    let told = members.into_iter().filter_map(|member| Some((member.to_owned(), Value::from(card.told(member)?))));
    let mut told: Map<String, Value> = told.collect();
    // terms that the rows themselves brought
    if let Some(rows) = card.metadata.get("rows") {
        told.insert("rows".to_owned(), rows.clone());
    }
    told
}

/// What has to be told of an answer about features of a collection: their own credit, and where layers of the atlas took part,
/// those layers' credit with their own within it, as the commands have it.
#[must_use]
pub fn credit_of_answer(asking: &Asking, joined: Option<&Joined>) -> Option<Value> {
    let collection = asking.entry.collection();
    let Some(Joined { layers, edges }) = joined else { return credit(collection) };
    let mut own = own(collection);
    if layers.is_empty() {
        own.extend(edges.map(|edges| ("measured".to_owned(), measured(edges).into())));
        return (!own.is_empty()).then_some(Value::Object(own));
    }
    let mut told = credit::credit(&asking.served.atlas, layers, *edges);
    let rows = own.remove("rows");
    own.entry("title").or_insert_with(|| collection.card().title().into());
    told["input"] = own.into();
    if let Some(rows) = rows {
        told["rows"] = rows;
    }
    Some(told)
}

/// The texts of `member` in a credit and in those within it, the outermost first, each once.
#[must_use]
pub fn texts(credit: &Value, member: &str) -> Vec<String> {
    let mut texts = Vec::new();
    gather(credit, member, &mut texts);
    texts
}

/// The same of what the records tell of themselves, where layers of the atlas took part; nothing where none did.
#[must_use]
pub fn texts_of_records(credit: &Value, member: &str) -> Option<Vec<String>> {
    credit.get("input")?;
    let mut texts = Vec::new();
    for inner in WITHIN.iter().filter_map(|name| credit.get(name)) {
        gather(inner, member, &mut texts);
    }
    Some(texts)
}

fn gather(card: &Value, member: &str, texts: &mut Vec<String>) {
    let text = card.get(member).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    if let Some(text) = text.filter(|text| !texts.iter().any(|known| known == text)) {
        texts.push(text.to_owned());
    }
    for inner in WITHIN.iter().filter_map(|name| card.get(name)) {
        gather(inner, member, texts);
    }
}
