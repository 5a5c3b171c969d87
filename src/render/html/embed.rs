//! What others paste into a page of theirs to show a map. Not responsible for the map.

use thiserror::Error;

use crate::render::html::page::{escaped, unescaped};

/// Why there is nothing to paste.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EmbedError {
    /// The file is no page that `sarhad map` wrote.
    #[error("this is no page that sarhad map wrote; write one with sarhad map INPUT -o map.html")]
    NotAMap,
}

/// What begins the element of a page that `sarhad map` wrote.
const MARK: &str = "<sarhad-map";

/// Whether this is a page that `sarhad map` wrote, by its first bytes.
#[must_use]
pub fn is_map(page: &[u8]) -> bool {
    page.windows(MARK.len()).any(|some| some == MARK.as_bytes())
}

/// Markup to paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippets {
    /// A frame that shows the page.
    pub frame: String,
    /// The element, for pages that may load a script; `None` for a page that is one file.
    pub element: Option<String>,
    /// A picture that stands for the map where nothing runs, where there is one.
    pub picture: Option<String>,
    /// The same picture, linking to the map, for editors that take frames and scripts away.
    pub linked: Option<String>,
    /// What the page is called, as text.
    pub title: String,
    /// The code of the page's language, such as `en`.
    pub language: String,
}

/// Markup that shows the page `html` from the address `url`, such as `https://example.org/map.html`, and the picture at the
/// address `picture` where nothing runs.
///
/// # Errors
/// [`EmbedError::NotAMap`].
///
/// # Example
/// ```
/// use sarhad::render::html::snippets;
/// let page = "<!DOCTYPE html><html lang=\"en\"><head><title>Events</title></head><body><sarhad-map lang=\"en\"></sarhad-map>";
/// let markup = snippets(page, "https://example.org/map.html", None)?;
/// assert!(markup.frame.contains("title=\"Events\""));
/// assert_eq!(markup.picture, None);
/// # Ok::<(), sarhad::render::html::EmbedError>(())
/// ```
pub fn snippets(html: &str, url: &str, picture: Option<&str>) -> Result<Snippets, EmbedError> {
    if !is_map(html.as_bytes()) {
        return Err(EmbedError::NotAMap);
    }
    // the title was escaped when the page was written
    let title = between(html, "<title>", "</title>").ok_or(EmbedError::NotAMap)?;
    let language = between(html, "<html lang=\"", "\"").filter(|code| code.len() == 2).unwrap_or("en");
    let url = escaped(url);
    let folder = url.rsplit_once('/').map_or("", |(folder, _)| folder);
    let at = |file: &str| if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
    let frame = format!(
        "<iframe src=\"{url}\" title=\"{title}\" width=\"100%\" height=\"600\" style=\"border:0\" loading=\"lazy\" \
         allowfullscreen></iframe>"
    );
    let in_parts = between(html, MARK, ">").is_some_and(|tag| tag.contains(" src="));
    let element = in_parts.then(|| {
        format!(
            "<script src=\"{}\" defer></script>\n<sarhad-map lang=\"{language}\" src=\"{}\" layers-src=\"{}\" \
         style=\"height:600px\"></sarhad-map>",
            at("sarhad-map.js"),
            at("data/incidents.geojson"),
            at("data/layers.topojson")
        )
    });
    let linked = picture.map(|picture| {
        format!(
            "<a href=\"{url}\"><img src=\"{}\" alt=\"{title}\" width=\"1200\" height=\"675\"></a>",
            escaped(picture)
        )
    });
    let picture = linked.as_ref().map(|linked| format!("<noscript>{linked}</noscript>"));
    Ok(Snippets { frame, element, picture, linked, title: unescaped(title), language: language.to_owned() })
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, after) = text.split_once(open)?;
    after.split_once(close).map(|(within, _)| within)
}
