//! Which texts of an output's metadata people are to see, wherever in it they stand. Not responsible for showing them.
//!
//! An answer rests on layers, whose credit stands outermost, and on records, whose own stands in `rows` or in `input`.

use serde_json::Value;

#[cfg(feature = "xml")]
/// What people should read of an output, in this order.
pub(in crate::io::write) const CREDIT: [&str; 5] = ["description", "attribution", "licence", "disclaimer", "generator"];

/// Members that hold what the records tell of themselves.
const WITHIN: [&str; 2] = ["rows", "input"];

/// The texts of `member` in `metadata` and in the cards within it, the outermost first, each once.
pub(in crate::io) fn told<'m>(metadata: Option<&'m Value>, member: &str) -> Vec<&'m str> {
    let mut texts = Vec::new();
    if let Some(metadata) = metadata {
        gather(metadata, member, &mut texts);
    }
    texts
}

fn gather<'m>(card: &'m Value, member: &str, texts: &mut Vec<&'m str>) {
    if let Some(text) = card.get(member).and_then(Value::as_str)
        && !text.trim().is_empty()
        && !texts.contains(&text)
    {
        texts.push(text);
    }
    for inner in WITHIN.iter().filter_map(|name| card.get(name)) {
        gather(inner, member, texts);
    }
}
