//! What lets a client keep an answer and ask whether it is still right (RFC 9110, 8.8 and 13.1). Not responsible for the
//! answer.
//!
//! An answer depends on the edition, the program, where links lead, and the request alone, so a hash of these names it before it is
//! made.

use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Uri};

use crate::io::sha256::sha256_hex;
use crate::server::http::links::BaseUrl;

/// Characters of the hash that are told: 128 bits.
const TAG_CHARS: usize = 32;
/// Ways of packing; a packed answer has other bytes, so it has another tag.
const PACKED: [&str; 3] = ["gzip", "br", "zstd"];

/// The name of the answer to a request, without quotes: of data of this version, with links that begin so.
pub(super) fn tag((version, base): (&str, &BaseUrl), uri: &Uri, headers: &HeaderMap) -> String {
    let mut hashed = Vec::new();
    let mut part = |bytes: &[u8]| {
        hashed.extend_from_slice(bytes);
        hashed.push(b'\n');
    };
    part(env!("CARGO_PKG_VERSION").as_bytes());
    part(version.as_bytes());
    part(base.to("/").as_bytes());
    part(uri.path_and_query().map_or("", |target| target.as_str()).as_bytes());
    for name in [ACCEPT, ACCEPT_LANGUAGE] {
        for value in headers.get_all(&name) {
            part(value.as_bytes());
        }
        part(b"");
    }
    let mut tag = sha256_hex(&hashed);
    tag.truncate(TAG_CHARS);
    tag
}

/// By which name, without quotes, the client has the answer named `tag`: packed or not.
pub(super) fn known<'h>(headers: &'h HeaderMap, tag: &str) -> Option<&'h str> {
    theirs(headers).find_map(|theirs| {
        let theirs = theirs.strip_prefix("W/").unwrap_or(theirs);
        let inner = theirs.strip_prefix('"').and_then(|theirs| theirs.strip_suffix('"'))?;
        let packing = || inner.strip_prefix(tag)?.strip_prefix('-');
        (inner == tag || packing().is_some_and(is_packing)).then_some(inner)
    })
}

/// Whether the client has the answer by whatever name it has, if there is an answer.
pub(super) fn any(headers: &HeaderMap) -> bool {
    theirs(headers).any(|theirs| theirs == "*")
}

fn theirs(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

fn is_packing(word: &str) -> bool {
    PACKED.contains(&word)
}

/// Names the answer with `headers` by `tag`, as it is packed.
pub(super) fn name(headers: &mut HeaderMap, tag: &str) {
    let packing = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()).filter(|word| is_packing(word));
    let named = match packing {
        Some(word) => format!("\"{tag}-{word}\""),
        None => format!("\"{tag}\""),
    };
    if let Ok(value) = HeaderValue::from_str(&named) {
        headers.insert(ETAG, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_differ_have_names_that_differ() {
        let base = |text: &str| BaseUrl::new(text).unwrap();
        let (here, there) = (base("http://a.example"), base("http://b.example/borders"));
        let uri = |text: &'static str| Uri::from_static(text);
        let named = |of: (&str, &BaseUrl), path| tag(of, &uri(path), &HeaderMap::new());
        let name = named(("v1", &here), "/items");
        assert_eq!(named(("v1", &base("http://a.example/")), "/items"), name);
        assert_ne!(named(("v1", &there), "/items"), name);
        assert_ne!(named(("v2", &here), "/items"), name);
        assert_ne!(named(("v1", &here), "/items?f=html"), name);
    }
}
