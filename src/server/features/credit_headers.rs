//! Credit in headers, for forms that have no room for it, such as a table. Not responsible for what is told.

use std::fmt::Write as _;

use axum::http::header::HeaderName;
use axum::response::Response;
use serde_json::Value;

use crate::atlas::{Atlas, LayerName};
use crate::collection::whole::Collection;
use crate::model::source::Source;
use crate::server::features::credit::texts;
use crate::server::features::forms;
use crate::server::short::shortened;

/// Headers of credit, each with the member that it tells, percent-encoded where a text is more than ASCII.
const HEADERS: [(HeaderName, &str); 3] = [
    (HeaderName::from_static("sarhad-attribution"), "attribution"),
    (HeaderName::from_static("sarhad-licence"), "licence"),
    (HeaderName::from_static("sarhad-disclaimer"), "disclaimer"),
];
/// Characters of a header at most; clients refuse heads of more than some kilobytes, and the collection tells all of it.
const TEXT_CHARS: usize = 600;
/// Addresses of licences that are told.
const LICENCES_MOST: usize = 8;

/// `response` with what has to be told of it: texts, the address of the collection, and those of licences.
#[must_use]
pub fn headed(response: Response, credit: &Value, (collection, licences): (Option<&str>, &[String])) -> Response {
    let mut response = response;
    for (header, member) in HEADERS {
        let text = texts(credit, member).join("; ");
        if !text.is_empty() {
            response = forms::with(response, header, &encoded(&text));
        }
    }
    let collection = collection.map(|href| ("collection", href));
    let licences = licences.iter().take(LICENCES_MOST).map(|href| ("license", href.as_str()));
    collection.into_iter().chain(licences).fold(response, |response, (rel, href)| forms::linking(response, rel, href))
}

/// Where the terms of the layers that `credit` names and of a collection can be read, each once.
#[must_use]
pub fn licences(credit: &Value, atlas: &Atlas, collection: Option<&Collection>) -> Vec<String> {
    let mut all = Vec::new();
    let mut note = |address: &str| {
        if is_address(address) && !all.iter().any(|known| known == address) {
            all.push(address.to_owned());
        }
    };
    let layers = credit.get("layers").and_then(Value::as_array).into_iter().flatten();
    for layer in layers.filter_map(|card| card.get("layer")?.as_str()?.parse::<LayerName>().ok()) {
        let sources = atlas.layer(layer).metadata.sources.iter();
        sources.filter_map(|source: &Source| source.licence_url.as_deref()).for_each(&mut note);
    }
    if let Some(collection) = collection {
        let card = &collection.card().metadata;
        let sources = card.get("sources").and_then(Value::as_array).into_iter().flatten();
        for told in card.get("rows").into_iter().chain([card]).chain(sources) {
            told.get("licence_url").and_then(Value::as_str).into_iter().for_each(&mut note);
        }
    }
    all
}

/// Whether a text is an address that may stand in a header as it is.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"'))
}

/// `text` as it may stand in a header: what is not printable ASCII, and the percent sign itself, as percent-encoded UTF-8.
fn encoded(text: &str) -> String {
    let mut header = String::new();
    for byte in shortened(text, TEXT_CHARS).bytes() {
        match byte {
            b' '..=b'~' if byte != b'%' => header.push(char::from(byte)),
            _ => {
                let _ = write!(header, "%{byte:02X}");
            }
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_headers_are_printable_ascii() {
        assert_eq!(encoded("© OpenStreetMap; 5 % off\r\nX: y"), "%C2%A9 OpenStreetMap; 5 %25 off%0D%0AX: y");
        assert_eq!(encoded(&"a".repeat(601)), format!("{}%E2%80%A6", "a".repeat(600)));
    }

    #[test]
    fn what_is_no_address_is_no_link() {
        let is = |text: &str| is_address(text);
        assert!(is("https://opendatacommons.org/licenses/odbl/1-0/"));
        assert!(!is("javascript:alert(1)") && !is("https://x/>; rel=\"next\"") && !is("ODbL-1.0"));
    }
}
