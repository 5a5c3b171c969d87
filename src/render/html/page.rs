//! The document around a web map: markup, policy, data. Not responsible for the script, nor for what is in the data.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use thiserror::Error;

use crate::io::sha256::Sha256;
use crate::render::html::assets;
use crate::render::language::Language;

/// Data up to this size stand in the page as they are, so that people can read them; larger ones are packed.
const PLAIN_BYTES_MAX: usize = 256 << 10;
/// Lines of the list for readers without scripts; a page of very many records says how many more there are.
const LISTED_MAX: usize = 200;

/// What a page does before its script has run, and without it.
const STYLE: &str = "html,body{height:100%;margin:0}sarhad-map{display:block;height:100%;min-height:34rem}\
sarhad-map>h1,sarhad-map>p,noscript{display:block;max-width:50rem;margin:1rem auto;padding:0 1rem;font-family:system-ui,sans-serif}";

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PageError {
    /// The page was not there when this program was built.
    #[error("this program was built without the web page; run make web, then build it again")]
    NotBuilt,
}

/// A file of a folder: its path in it, and its bytes.
pub type SiteFile<'m> = (&'static str, Cow<'m, [u8]>);

/// A map for the web: data as JSON, and what the page says where no script runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WebMap {
    /// The page's title.
    pub title: String,
    /// A sentence for previews of links.
    pub description: String,
    /// The language of its words.
    pub language: Language,
    /// Records, a `GeoJSON` document.
    pub incidents: Vec<u8>,
    /// Layers, a `TopoJSON` document.
    pub layers: Vec<u8>,
    /// Which layers are shown at first, such as `borders districts`.
    pub shown: String,
    /// A line for each record, for readers without scripts.
    pub listed: Vec<String>,
    /// Credits and disclaimers, for readers without scripts.
    pub notes: Vec<String>,
}

impl WebMap {
    /// One file that holds everything and asks the network for nothing.
    ///
    /// # Errors
    /// [`PageError::NotBuilt`].
    ///
    /// # Cost
    /// Some three times the size of the data in memory.
    pub fn single_file(&self) -> Result<Vec<u8>, PageError> {
        let script = inline(&assets::script().ok_or(PageError::NotBuilt)?);
        let policy = format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'",
            hashed(&script),
            hashed(STYLE)
        );
        let mut page = self.head(&policy);
        let _ = writeln!(
            page,
            "<sarhad-map lang=\"{}\" layers=\"{}\" url-state>",
            self.language.code(),
            escaped(&self.shown)
        );
        page.push_str(&self.without_script());
        page.push_str("</sarhad-map>\n");
        page.push_str(&data_element("incidents", &self.incidents));
        page.push_str(&data_element("layers", &self.layers));
        let _ = write!(page, "<script>{script}</script>\n</body>\n</html>\n");
        Ok(page.into_bytes())
    }

    /// The files of a folder for any host, by the paths in it.
    ///
    /// # Errors
    /// [`PageError::NotBuilt`].
    pub fn folder(&self) -> Result<Vec<SiteFile<'_>>, PageError> {
        let script = assets::script().ok_or(PageError::NotBuilt)?;
        let policy = Self::folder_policy();
        let mut page = self.head(&policy);
        let _ = writeln!(
            page,
            "<sarhad-map lang=\"{}\" layers=\"{}\" src=\"{INCIDENTS}\" layers-src=\"{LAYERS}\" url-state>",
            self.language.code(),
            escaped(&self.shown)
        );
        page.push_str(&self.without_script());
        let _ = write!(page, "</sarhad-map>\n<script src=\"{SCRIPT}\" defer></script>\n</body>\n</html>\n");
        Ok(vec![
            (INDEX, Cow::Owned(page.into_bytes())),
            (SCRIPT, Cow::Owned(script.into_bytes())),
            (INCIDENTS, Cow::Borrowed(&self.incidents)),
            (LAYERS, Cow::Borrowed(&self.layers)),
        ])
    }

    /// What the page of a folder may load: what lies beside it, and nothing else.
    #[must_use]
    pub fn folder_policy() -> String {
        format!(
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src {}; img-src 'self' data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'",
            hashed(STYLE)
        )
    }

    /// The paths of a folder's files.
    #[must_use]
    pub const fn folder_paths() -> [&'static str; 4] {
        [INDEX, SCRIPT, INCIDENTS, LAYERS]
    }

    fn head(&self, policy: &str) -> String {
        let Self { title, description, language, .. } = self;
        let (lang, direction) = (language.code(), if language.is_rtl() { "rtl" } else { "ltr" });
        let (title, description) = (escaped(title), escaped(description));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"generator\" content=\"sarhad {}\">\n<title>{title}</title>\n\
             <meta name=\"description\" content=\"{description}\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:description\" content=\"{description}\">\n\
             <link rel=\"icon\" href=\"data:,\">\n<style>{STYLE}</style>\n</head>\n<body>\n",
            env!("CARGO_PKG_VERSION")
        )
    }

    /// What is read before the script has run, so that a slow device shows something at once, and where no script runs.
    fn without_script(&self) -> String {
        let mut text =
            format!("<h1>{}</h1>\n<p>{}</p>\n<noscript>\n<ul>\n", escaped(&self.title), escaped(&self.description));
        for line in self.listed.iter().take(LISTED_MAX) {
            let _ = writeln!(text, "<li>{}</li>", escaped(line));
        }
        if self.listed.len() > LISTED_MAX {
            let _ = writeln!(text, "<li>… {}</li>", self.listed.len() - LISTED_MAX);
        }
        text.push_str("</ul>\n");
        for note in &self.notes {
            let _ = writeln!(text, "<p>{}</p>", escaped(note));
        }
        text.push_str("</noscript>\n");
        text
    }
}

const INDEX: &str = "index.html";
const SCRIPT: &str = "sarhad-map.js";
const INCIDENTS: &str = "data/incidents.geojson";
const LAYERS: &str = "data/layers.topojson";

/// Data in the page: as JSON in which nothing can end the element, or packed.
fn data_element(name: &str, json: &[u8]) -> String {
    let name = escaped(name);
    if json.len() <= PLAIN_BYTES_MAX {
        let text = String::from_utf8_lossy(json);
        // a less-than sign stands in texts alone, where JSON may write it by its number
        let text = text.trim_end().replace('<', "\\u003c");
        return format!("<script type=\"application/json\" data-sarhad=\"{name}\">{text}</script>\n");
    }
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    // memory takes bytes
    let bytes = packed.write_all(json).and_then(|()| packed.finish()).unwrap_or_default();
    format!("<script type=\"text/plain\" data-sarhad=\"{name}\">{}</script>\n", STANDARD.encode(bytes))
}

/// A script in which nothing can end the element that holds it.
fn inline(script: &str) -> String {
    script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
}

/// What a policy calls a text that it allows.
fn hashed(text: &str) -> String {
    let mut digest = Sha256::default();
    digest.update(text.as_bytes());
    format!("'sha256-{}'", STANDARD.encode(digest.digest()))
}

/// `text` for markup, in and between tags.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // no letter of any language
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// The text that `escaped` made markup of.
pub(super) fn unescaped(markup: &str) -> String {
    // the ampersand last, or what it begins would be understood twice
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(markup.to_owned(), |text, (mark, letter)| text.replace(mark, letter))
}
