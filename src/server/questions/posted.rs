//! Features that a client sends: read as every input is, within limits, and what was refused of them. Not responsible for what is
//! asked about them.

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::io::read::codes::Code as ReadCode;
use crate::io::read::event::{Event, Origin, Tally};
use crate::io::read::features::read_features;
use crate::io::read::input::Input;
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::problem::Severity;
use crate::model::extent::Placed;
use crate::model::feature::{Feature, cell_text};
use crate::query::placing::Placer;
use crate::server::http::{Code, Problem};

/// Features of a body at most.
pub const FEATURES_MOST: u64 = 10_000;
/// The media types of a body.
const MEDIA: [&str; 3] = ["application/geo+json", "application/json", "application/vnd.geo+json"];
/// The code of a feature that is refused because it is no single place.
const NO_SINGLE_PLACE: &str = "no-single-place";
/// What the body is called in what is told of it.
const BODY: &str = "body.geojson";

/// Features that a client sent.
#[derive(Debug, Default)]
pub struct Posted {
    /// Those that can be asked about, each with its place among all of them, from 0.
    pub features: Vec<(u64, Feature)>,
    tally: Tally,
    /// What was refused, and what may not mean what it says.
    problems: Vec<Value>,
}

/// That a body is of a kind that is read.
///
/// # Errors
/// Where it is none.
pub fn judged(headers: &HeaderMap) -> Result<(), Problem> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if MEDIA.iter().any(|known| known.eq_ignore_ascii_case(media)) {
        return Ok(());
    }
    let detail = format!("a body of {media:?} is not read; send GeoJSON, with the header Content-Type: {}", MEDIA[0]);
    Err(Problem::new(Code::MediaType, detail))
}

impl Posted {
    /// The features of `body`.
    ///
    /// # Errors
    /// Where it is no `GeoJSON`, or has too many.
    pub fn read(body: Bytes) -> Result<Self, Problem> {
        let options = ReadOptions { format: Some(InputFormat::GeoJson), ..ReadOptions::default() };
        let input = Input::Stream { name: BODY.to_owned(), reader: Box::new(Cursor::new(body)) };
        let (mut posted, mut met) = (Self::default(), 0);
        let tally = read_features(input, &options, &mut |event| {
            met += posted.hear(event);
            if met > FEATURES_MOST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        posted.tally = tally.map_err(|problem| Problem::new(Code::BadBody, problem.to_string()))?;
        if met > FEATURES_MOST {
            let detail = format!("a body has at most {FEATURES_MOST} features; ask in parts");
            return Err(Problem::new(Code::BodyTooLarge, detail));
        }
        Ok(posted)
    }

    /// Takes in what was read; how many features that was.
    fn hear(&mut self, event: Event) -> u64 {
        match event {
            Event::Kept(record) => {
                self.features.push((record.origin.record.saturating_sub(1), record.feature));
                1
            }
            Event::Problem(problem) => {
                let code = problem.code.as_str();
                self.note(&problem.origin, (code, problem.severity), &problem.what.to_string());
                u64::from(problem.severity == Severity::Refused)
            }
            _ => 0,
        }
    }

    fn note(&mut self, origin: &Origin, (code, severity): (&str, Severity), detail: &str) {
        let index = origin.record.checked_sub(1);
        let mut told = Map::new();
        told.insert("index".to_owned(), index.into());
        told.insert("id".to_owned(), origin.id.clone().into());
        told.insert("code".to_owned(), code.into());
        told.insert("severity".to_owned(), severity.word().into());
        told.insert("detail".to_owned(), detail.into());
        self.problems.push(Value::Object(told));
    }

    /// Where each feature may have been, by its properties and its shape; what of these means nothing is noted.
    pub fn placed(&mut self, placer: &Placer) -> Vec<Placed> {
        let mut unclear = Vec::new();
        for (index, feature) in &self.features {
            let text =
                |column: &str| cell_text(feature.cell(column)?).filter(|text: &Cow<str>| !text.trim().is_empty());
            unclear.extend(placer.unclear(&text).map(|what| (*index, feature.id.clone(), what.to_string())));
        }
        for (index, id, detail) in unclear {
            let id = id.map(|id| id.to_string());
            let origin = Origin { file: BODY.into(), line: None, byte: None, record: index + 1, id };
            self.note(&origin, (ReadCode::PrecisionUnknown.as_str(), Severity::Warning), &detail);
        }
        self.features.iter().map(|(_, feature)| placer.of_feature(feature)).collect()
    }

    /// That a feature is no single place, and so is asked about in vain.
    pub fn leaves_aside(&mut self, index: u64, feature: &Feature) {
        let id = feature.id.as_ref().map(ToString::to_string);
        let origin = Origin { file: BODY.into(), line: None, byte: None, record: index + 1, id };
        let detail = "it is no single exact place, and what is nearest is told of such alone; send a point without a radius or \
                      a precision";
        self.tally.kept = self.tally.kept.saturating_sub(1);
        self.tally.refused += 1;
        self.note(&origin, (NO_SINGLE_PLACE, Severity::Refused), detail);
    }

    /// What became of all features, as members of an answer: `read = kept + refused`.
    #[must_use]
    pub fn told(&self) -> Map<String, Value> {
        let mut told = Map::new();
        told.insert("read".to_owned(), self.tally.read.into());
        told.insert("kept".to_owned(), self.tally.kept.into());
        told.insert("refused".to_owned(), self.tally.refused.into());
        told.insert("problems".to_owned(), self.problems.clone().into());
        told
    }
}
