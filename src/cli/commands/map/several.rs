//! Several inputs as one: records behind each other, claims with their records, credits side by side. Not responsible for
//! what the page makes of them.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::atlas::Atlas;
use crate::cli::args;
use crate::cli::commands::map::claim_list;
use crate::cli::editions::{HeldInput, held, none_replaced, refused, tell_counts, under_terms_of};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{MadeOf, Source};
use crate::cli::output::Output;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::model::claim::ClaimSet;
use crate::model::feature::Feature;

/// What the inputs tell of themselves, and what stands between the texts of several.
const TOLD: [(&str, &str); 3] = [("attribution", "; "), ("licence", " AND "), ("disclaimer", " ")];

/// Inputs that were read whole.
pub(super) struct Several {
    sources: Vec<Source>,
    inputs: Vec<HeldInput>,
    claims: Vec<Option<Arc<ClaimSet>>>,
}

impl Several {
    /// Reads all inputs of `asked`.
    pub(super) fn read(asked: &args::Map, atlas: &Atlas, report: &mut Report) -> Result<Self, Failure> {
        if asked.claims {
            return Err(Usage::OneSetOfClaims.into());
        }
        let sources = asked.inputs.iter().map(|input| Source::of(input)).collect::<Result<Vec<_>, _>>()?;
        if sources.iter().filter(|source| **source == Source::Stdin).count() > 1 {
            return Err(Usage::OneStdin.into());
        }
        none_replaced(Some(&asked.output), sources.iter().filter_map(Source::file))?;
        let claims = sources.iter().map(Source::claims).collect();
        let mut inputs = Vec::new();
        for source in &sources {
            inputs.push(held(source, atlas, &asked.reading, report)?);
        }
        Ok(Self { sources, inputs, claims })
    }

    /// Whether any of them is a set of claims.
    pub(super) fn has_claims(&self) -> bool {
        self.claims.iter().any(Option::is_some)
    }

    /// All of them as one source.
    pub(super) fn as_source(&mut self) -> Source {
        let mut features: Vec<Feature> = Vec::new();
        for (input, claims) in self.inputs.iter_mut().zip(&self.claims) {
            let mut records = std::mem::take(&mut input.features);
            if let Some(set) = claims {
                claim_list::add(set, &mut records);
            }
            features.append(&mut records);
        }
        let metadata = self.metadata();
        Source::Made(Arc::new(MadeOf { source: self.sources[0].clone(), metadata, features }))
    }

    /// What the claims of all of them were read in.
    pub(super) fn claim_sources(&self) -> Option<Value> {
        let sets = self.claims.iter().flatten();
        let sources: Vec<Value> =
            sets.flat_map(|set| claim_list::sources(set).as_array().cloned().unwrap_or_default()).collect();
        (!sources.is_empty()).then(|| sources.into())
    }

    /// Takes the terms of all of them into `output`.
    pub(super) fn terms(&self, output: &mut Output) -> Result<(), Failure> {
        self.sources.iter().zip(&self.inputs).try_for_each(|(source, input)| under_terms_of(output, source, input))
    }

    /// Tells what became of the records of each, and how the command ends.
    pub(super) fn tell(&self, exit: Exit, report: &mut Report) -> Exit {
        let inputs: Vec<&HeldInput> = self.inputs.iter().collect();
        tell_counts(&inputs, report);
        if refused(&inputs) == 0 {
            return exit;
        }
        report.note(
            "refused records of several inputs are told and not kept in a file; name the input alone to keep them",
        );
        Exit::finished(refused(&inputs))
    }

    fn metadata(&self) -> Value {
        let within = |input: &HeldInput| {
            input.members.iter().find(|(name, _)| name == "metadata").map(|(_, metadata)| metadata.clone())
        };
        let told: Vec<Value> = self.inputs.iter().filter_map(within).collect();
        let joined = |member: &str, between: &str| {
            let mut texts: Vec<&str> = Vec::new();
            for text in told.iter().filter_map(|metadata| metadata.get(member)?.as_str()) {
                if !text.is_empty() && !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts.join(between)
        };
        let members = TOLD.iter().map(|(member, between)| ((*member).to_owned(), joined(member, between)));
        let members = members.filter(|(_, text)| !text.is_empty()).map(|(member, text)| (member, text.into()));
        let mut metadata: Map<String, Value> = members.collect();
        // the title of one alone would be told of the records of all
        let titles: Vec<String> = self.inputs.iter().map(|input| titled(input, within(input).as_ref())).collect();
        metadata.insert("title".to_owned(), titles.join("; ").into());
        Value::Object(metadata)
    }
}

/// What an input is called: its own title, or its name without folders and ending.
fn titled(input: &HeldInput, metadata: Option<&Value>) -> String {
    let own = metadata.and_then(|metadata| metadata.get("title")?.as_str()).map(str::to_owned);
    let name =
        || Path::new(&input.name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    own.unwrap_or_else(name)
}
