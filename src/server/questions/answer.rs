//! The answer to a question of our own in each of its forms. Not responsible for finding it.

use std::path::Path;

use axum::response::Response;
use serde_json::{Map, Value};

use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, feature_writer};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::WriteOptions;
use crate::model::feature::Feature;
use crate::server::features::credit_headers::headed;
use crate::server::features::forms::{self, CSV, GEOJSON, HTML};
use crate::server::features::links::{self, Link};
use crate::server::html;
use crate::server::http::{BaseUrl, Form, Problem};

/// The forms of an answer to a question in an address.
pub const FORMS: [Form; 3] = [GEOJSON, HTML, CSV];
/// The forms of an answer about features that were sent.
pub const POSTED_FORMS: [Form; 2] = [GEOJSON, CSV];

/// What is told: one feature, or several.
#[derive(Debug)]
pub enum Features {
    /// A place that was asked about.
    One(Box<Feature>),
    /// Several, in order.
    Many(Vec<Feature>),
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// What it is, in words.
    pub title: &'static str,
    /// What is told.
    pub features: Features,
    /// Credit, licence and caution.
    pub metadata: Value,
    /// The collection that it is about, by its id; of all others it is about the atlas.
    pub collection: Option<String>,
    /// Where its licences can be read.
    pub licences: Vec<String>,
    /// What else is told of all features.
    pub members: Map<String, Value>,
    /// Where the same is to be had, without a form; nowhere for what was sent.
    pub path: Option<String>,
}

impl Answer {
    /// The answer in a form.
    ///
    /// # Errors
    /// Where the form cannot hold it.
    pub fn response(&self, form: &Form, base: &BaseUrl) -> Result<Response, Problem> {
        let held = |written: Result<Vec<u8>, WriteError>| written.map_err(|error| forms::unwritten(form, &error));
        let bytes = match form.name {
            "html" => html::answer(self, base),
            "csv" => held(self.written(OutputFormat::Csv))?,
            _ => held(self.geojson(base))?,
        };
        let response = forms::answer(form, bytes);
        if *form != CSV {
            return Ok(response);
        }
        let collection = self.collection.as_ref().map(|id| base.to(&format!("/collections/{id}")));
        Ok(headed(response, &self.metadata, (collection.as_deref(), &self.licences)))
    }

    /// The features, in order.
    #[must_use]
    pub fn all(&self) -> &[Feature] {
        match &self.features {
            Features::One(feature) => std::slice::from_ref(feature.as_ref()),
            Features::Many(features) => features,
        }
    }

    fn geojson(&self, base: &BaseUrl) -> Result<Vec<u8>, WriteError> {
        // a line each, without its end
        let lines = self.written(OutputFormat::GeoJsonSeq)?;
        let lines = lines.trim_ascii_end();
        let mut text = match &self.features {
            Features::One(_) => lines.strip_suffix(b"}").unwrap_or(lines).to_vec(),
            Features::Many(features) => {
                let mut text = br#"{"type":"FeatureCollection","features":["#.to_vec();
                for (at, line) in lines.split(|byte| *byte == b'\n').enumerate() {
                    text.extend_from_slice(if at > 0 { b",\n" } else { b"" });
                    text.extend_from_slice(line);
                }
                text.extend_from_slice(format!("],\"numberReturned\":{}", features.len()).as_bytes());
                text
            }
        };
        let mut members = self.members.clone();
        if !self.metadata.is_null() {
            members.insert("metadata".to_owned(), self.metadata.clone());
        }
        members.extend(self.links(base).map(|links| ("links".to_owned(), links::json(&links))));
        let members = Value::Object(members).to_string();
        text.push(b',');
        text.extend_from_slice(members.strip_prefix('{').unwrap_or(&members).as_bytes());
        Ok(text)
    }

    /// Itself in its forms; nothing where it cannot be asked for again.
    #[must_use]
    pub fn links(&self, base: &BaseUrl) -> Option<[Link; 3]> {
        let path = self.path.as_ref()?;
        let link = |form: &Form, rel, title| {
            let mark = if path.contains('?') { '&' } else { '?' };
            Link::new(rel, form.media, base.to(&format!("{path}{mark}f={}", form.name)), title)
        };
        Some([
            link(&GEOJSON, "self", "this document"),
            link(&HTML, "alternate", "the same as a page"),
            link(&CSV, "alternate", "the same as a table"),
        ])
    }

    fn written(&self, format: OutputFormat) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::new();
        let mut writer = feature_writer(&mut bytes, WriteOptions::new(format, Path::new("answer")));
        for feature in self.all() {
            writer.write(feature)?;
        }
        writer.finish()?;
        Ok(bytes)
    }
}
