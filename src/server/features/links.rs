//! Links between answers. Not responsible for what they lead to.

use serde_json::{Map, Value};

/// The relation of vector tiles.
pub const TILES_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What stands there to what has the link.
    pub rel: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its address.
    pub href: String,
    /// What it is, for people.
    pub title: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(rel: &'static str, media: &'static str, href: String, title: impl Into<String>) -> Self {
        Self { rel, media, href, title: title.into() }
    }

    /// The link as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut members = Map::new();
        members.insert("rel".to_owned(), self.rel.into());
        members.insert("type".to_owned(), self.media.into());
        members.insert("title".to_owned(), self.title.clone().into());
        members.insert("href".to_owned(), self.href.clone().into());
        Value::Object(members)
    }
}

/// All of them as JSON.
#[must_use]
pub fn json(links: &[Link]) -> Value {
    links.iter().map(Link::json).collect()
}
