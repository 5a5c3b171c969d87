//! Inputs that are read whole, as one: records behind each other, claims with their records, credits side by side. Not
//! responsible for what the page makes of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::atlas::Atlas;
use crate::cli::args;
use crate::cli::claims::{Claims, Drafts};
use crate::cli::commands::map::claim_list;
use crate::cli::editions::{HeldInput, Whole, held_but, none_replaced, refused, tell_counts, under_terms_of};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{MadeOf, Source};
use crate::cli::output::Output;
use crate::cli::rejects::Rejects;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::cli::workshop::kept_aside;
use crate::io::read::codes::Code;
use crate::io::read::event::Tally;
use crate::model::claim::{ClaimSet, ClaimSource};
use crate::query::incidents::{Records, incident_features};

/// What the inputs tell of themselves, and what stands between the texts of several.
const TOLD: [(&str, &str); 3] = [("attribution", "; "), ("licence", " AND "), ("disclaimer", " ")];
/// The property that tells which input a record is of.
const INPUT: &str = "input";

/// Inputs that were read whole.
pub(super) struct Several {
    sources: Vec<Source>,
    inputs: Vec<HeldInput>,
    claims: Vec<Option<Arc<ClaimSet>>>,
    rejects: Option<Rejects>,
}

impl Several {
    /// Reads all inputs of `asked`; those that are refused go to `rejects`.
    pub(super) fn read(
        asked: &args::Map,
        atlas: &Atlas,
        rejects: Rejects,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let sources = asked.inputs.iter().map(|input| Source::of(input)).collect::<Result<Vec<_>, _>>()?;
        if sources.iter().filter(|source| **source == Source::Stdin).count() > 1 {
            return Err(Usage::OneStdin.into());
        }
        for target in [Some(asked.output.as_path()), rejects.path()] {
            none_replaced(target, sources.iter().filter_map(Source::file))?;
        }
        if let Some(path) = rejects.path().filter(|_| !asked.reading.strict) {
            report.rejects_go_to(path.to_owned());
        }
        let mut several = Self { sources: Vec::new(), inputs: Vec::new(), claims: Vec::new(), rejects: None };
        let mut reader = Reader { asked, atlas, rejects, report };
        let mut no_claims: Option<Failure> = None;
        for source in sources {
            let (input, claims) = match reader.claims(&source) {
                Ok(read) => read,
                // one of several may be a table of events; standard input cannot be read twice
                Err(failure) if asked.inputs.len() > 1 && source != Source::Stdin && holds_no_claims(&failure) => {
                    reader.report.note(&format!("{} is no set of claims, and read as records", source.name()));
                    no_claims.get_or_insert(failure);
                    reader.records(&source)?
                }
                Err(failure) => return Err(failure),
            };
            several.sources.push(source);
            several.inputs.push(input);
            several.claims.push(claims);
        }
        several.rejects = Some(reader.rejects);
        match no_claims {
            Some(failure) if !several.has_claims() => Err(failure),
            _ => {
                several.tell_sources_apart();
                Ok(several)
            }
        }
    }

    /// Whether any of them is a set of claims.
    pub(super) fn has_claims(&self) -> bool {
        self.claims.iter().any(Option::is_some)
    }

    /// All of them as one source.
    pub(super) fn as_source(&mut self) -> Source {
        let metadata = self.metadata();
        let names = self.names();
        let mut features = Vec::new();
        for ((input, claims), name) in self.inputs.iter_mut().zip(&self.claims).zip(&names) {
            let mut records = std::mem::take(&mut input.features);
            if let Some(set) = claims {
                claim_list::add(set, &mut records);
            }
            if names.len() > 1 {
                for record in &mut records {
                    if let Some(own) = record.properties.insert(INPUT.to_owned(), name.clone().into()) {
                        record.properties.insert(kept_aside(INPUT), own);
                    }
                }
            }
            features.append(&mut records);
        }
        Source::Made(Arc::new(MadeOf { source: self.sources[0].clone(), metadata, features }))
    }

    /// The records that were refused.
    pub(super) fn rejects(&mut self) -> Option<Rejects> {
        self.rejects.take()
    }

    /// What the claims of all of them were read in.
    pub(super) fn claim_sources(&self) -> Option<Value> {
        let sets = self.claims.iter().flatten();
        let mut sources: Vec<Value> = Vec::new();
        for source in sets.flat_map(|set| claim_list::sources(set).as_array().cloned().unwrap_or_default()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        (!sources.is_empty()).then(|| sources.into())
    }

    /// Takes the terms of all of them into `output`.
    pub(super) fn terms(&self, output: &mut Output) -> Result<(), Failure> {
        self.sources.iter().zip(&self.inputs).try_for_each(|(source, input)| under_terms_of(output, source, input))
    }

    /// What of each of them is not in the page, for its readers.
    pub(super) fn lacks(&self) -> Vec<String> {
        let counts = self.inputs.iter().zip(self.names()).map(|(input, name)| {
            let Tally { read, refused, .. } = input.tally;
            (name, read, refused, input.filtered)
        });
        counts.filter_map(|(name, read, refused, filtered)| lacks(&name, read, [refused, filtered])).collect()
    }

    /// Tells what became of the records of each, and how the command ends.
    pub(super) fn tell(&self, report: &mut Report) -> Exit {
        let inputs: Vec<&HeldInput> = self.inputs.iter().collect();
        tell_counts(&inputs, report);
        Exit::finished(refused(&inputs))
    }

    /// Gives sources of different sets different ids, so that no claim is put into the mouth of another's source.
    fn tell_sources_apart(&mut self) {
        let mut taken: Vec<ClaimSource> = Vec::new();
        for set in self.claims.iter_mut().flatten() {
            let known: BTreeSet<&str> = taken.iter().map(|source| source.id.as_str()).collect();
            let other = |source: &&ClaimSource| known.contains(source.id.as_str()) && !taken.contains(source);
            let taken_by_others: Vec<String> =
                set.sources.iter().filter(other).map(|source| source.id.clone()).collect();
            let own: BTreeSet<&str> = set.sources.iter().map(|source| source.id.as_str()).collect();
            let free = |id: &str| {
                let mut ids = (2_u32..).map(|number| format!("{id} ({number})"));
                ids.find(|id| !known.contains(id.as_str()) && !own.contains(id.as_str())).unwrap_or_default()
            };
            let renamed: Vec<(String, String)> =
                taken_by_others.into_iter().map(|id| (id.clone(), free(&id))).collect();
            if !renamed.is_empty() {
                rename_sources(Arc::make_mut(set), &renamed);
            }
            taken.extend(set.sources.iter().cloned());
        }
    }

    /// What each is called, no two alike: its own title, or its name without folders.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for input in &self.inputs {
            let name = own_title(input).unwrap_or_else(|| {
                Path::new(&input.name)
                    .file_name()
                    .map_or_else(|| input.name.clone(), |name| name.to_string_lossy().into_owned())
            });
            let mut numbered = (2_u32..).map(|number| format!("{name} ({number})"));
            let name =
                if names.contains(&name) { numbered.find(|name| !names.contains(name)).unwrap_or(name) } else { name };
            names.push(name);
        }
        names
    }

    fn metadata(&self) -> Value {
        if let [only] = self.inputs.as_slice() {
            return within(only).cloned().unwrap_or_default();
        }
        let told: Vec<&Value> = self.inputs.iter().filter_map(within).collect();
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
        let titles: Vec<String> = self.inputs.iter().map(titled).collect();
        metadata.insert("title".to_owned(), titles.join("; ").into());
        Value::Object(metadata)
    }
}

/// What reads one input after another.
struct Reader<'a> {
    asked: &'a args::Map,
    atlas: &'a Atlas,
    rejects: Rejects,
    report: &'a mut Report,
}

/// An input, and the claims that its records are made of.
type Given = (HeldInput, Option<Arc<ClaimSet>>);

impl Reader<'_> {
    /// A set of claims, where it is one or is asked to be.
    fn claims(&mut self, source: &Source) -> Result<Given, Failure> {
        let own = matches!(source, Source::File(_) | Source::Stdin);
        if own && self.asked.claims { self.claims_of(source) } else { self.records(source) }
    }

    fn records(&mut self, source: &Source) -> Result<Given, Failure> {
        let whole = Whole { source, atlas: self.atlas, reading: &self.asked.reading };
        let input = held_but(&whole, &mut self.rejects, self.report)?;
        Ok((input, source.claims()))
    }

    fn claims_of(&mut self, source: &Source) -> Result<Given, Failure> {
        let claims = Claims::of(Path::new(&source.name()), &self.asked.reading.limited(), self.report)?;
        for problem in claims.problems() {
            self.rejects.refused(problem)?;
        }
        let claims = claims.taken_as_data(Drafts::asked(self.asked.include_drafts), self.report);
        let set: ClaimSet = claims.set.into_owned();
        let counts = self.report.counted().cloned().unwrap_or_default();
        let features = incident_features(self.atlas, &set, Records::All);
        let no_location = features.iter().filter(|feature| feature.shape.is_none()).count() as u64;
        let tally =
            Tally { read: counts.read, kept: counts.kept, refused: counts.refused, no_location, ..Tally::default() };
        let metadata = serde_json::to_value(&set.dataset).unwrap_or_default();
        let input = HeldInput {
            name: source.name(),
            features,
            members: vec![("metadata".to_owned(), metadata)],
            tally,
            filtered: counts.filtered,
            ..HeldInput::default()
        };
        Ok((input, Some(Arc::new(set))))
    }
}

/// What of an input of `read` entries is not in the page: so many were refused, so many left out. Entries, since tables of claims
/// are counted by rows.
pub(super) fn lacks(name: &str, read: u64, [refused, filtered]: [u64; 2]) -> Option<String> {
    let told = [(refused, "could not be read"), (filtered, "left out as not reviewed")];
    let told: Vec<String> =
        told.into_iter().filter(|(count, _)| *count > 0).map(|(count, why)| format!("{count} {why}")).collect();
    (!told.is_empty()).then(|| format!("{name}: of {read} entries, {}", told.join(", ")))
}

/// Whether a file was understood as far as to say that it is no set of claims.
fn holds_no_claims(failure: &Failure) -> bool {
    let other = |code: Code| code == Code::NotClaims || code == Code::OtherFormat;
    matches!(failure, Failure::Input(problem) if other(problem.code))
}

/// Gives the sources of `set` their new ids, and its claims those of their sources.
fn rename_sources(set: &mut ClaimSet, renamed: &[(String, String)]) {
    let rename = |id: &mut String| {
        if let Some((_, new)) = renamed.iter().find(|(old, _)| old == id) {
            id.clone_from(new);
        }
    };
    set.sources.iter_mut().for_each(|source| rename(&mut source.id));
    let claims = set.records.iter_mut().flat_map(|record| &mut record.claims);
    claims.for_each(|claim| rename(&mut claim.source));
}

/// What an input tells of itself.
fn within(input: &HeldInput) -> Option<&Value> {
    input.members.iter().find(|(name, _)| name == "metadata").map(|(_, metadata)| metadata)
}

fn own_title(input: &HeldInput) -> Option<String> {
    let title = within(input)?.get("title")?.as_str()?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// What an input is called in a title: its own title, or its name without folders and ending.
fn titled(input: &HeldInput) -> String {
    own_title(input).unwrap_or_else(|| {
        Path::new(&input.name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    })
}
