//! `sarhad place`: which place a name means, and what would tell several apart. Not responsible for finding them.

use std::collections::BTreeSet;

use crate::atlas::{Atlas, GAZETTEER_LAYERS};
use crate::cli::args::{Edges, OutputForm, Place, Writing};
use crate::cli::editions::list_with;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::output::Added;
use crate::cli::paragraph::{Paragraphs, text_width};
use crate::cli::report::Report;
use crate::cli::sink::written_text;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::candidate::{CANDIDATE_COLUMNS, candidate_row, why_words};
use crate::io::outgoing::Outgoing;
use crate::io::written::place::{numbers, place};
use crate::model::feature::Feature;
use crate::model::shape::Shape;
use crate::names::entry::{Entry, Kind};
use crate::names::fold::plain;
use crate::names::gazetteer::Closeness;
use crate::query::credit::{credit, gazetteer_source};
use crate::query::place::{Candidate, Found, PlaceQuestion, Verdict, country_named, find_place};

/// Lists what the name may mean.
pub(in crate::cli) fn run(asked: &Place, report: &mut Report) -> Result<Exit, Failure> {
    let name = asked.name.join(" ");
    if numbers::<2>(&name).is_some() {
        return Err(Usage::PlaceIsPoint { name }.into());
    }
    if plain(&name).is_empty() {
        return Err(Usage::NoName { name }.into());
    }
    let kind: Option<Kind> = asked.kind.as_deref().map(str::parse).transpose().map_err(Usage::PlaceKind)?;
    let near = asked.near.as_deref().map(place).transpose().map_err(Usage::Near)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let within = asked.within.as_deref().map(|id| known_region(&atlas, id)).transpose()?;
    let country = asked.country.as_deref().map(|country| known_country(&atlas, country)).transpose()?;
    let question = PlaceQuestion { name: &name, country, kind, within, near };
    let found = find_place(&atlas, &question);
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let writing =
        Writing { format: asked.format, output: asked.output.clone(), force: asked.force, ..Writing::default() };
    let answer = Answer { atlas: &atlas, name: &name, found: &found, limit };
    if matches!(asked.format, None | Some(OutputForm::Table)) && asked.output.is_none() {
        written_text(&writing, &answer.for_people())?;
    } else {
        answer.write(&writing, report)?;
    }
    Ok(if found.verdict == Verdict::Clear { Exit::Done } else { Exit::No })
}

/// The id of the country `name`.
pub(in crate::cli) fn known_country<'a>(atlas: &'a Atlas, name: &str) -> Result<&'a str, Usage> {
    country_named(atlas, name).map(|country| country.id.as_str()).ok_or_else(|| {
        let countries = atlas.gazetteer().entries().iter().filter(|entry| entry.kind == Kind::Country);
        let known: Vec<String> = countries.map(|country| format!("{} ({})", country.id, country.name)).collect();
        Usage::NoCountry { name: name.to_owned(), known: known.join(", ") }
    })
}

/// The id of the region `id`, as the atlas writes it.
fn known_region<'a>(atlas: &'a Atlas, id: &str) -> Result<&'a str, Usage> {
    let gazetteer = atlas.gazetteer();
    let regions = || gazetteer.entries().iter().filter(|entry| entry.kind.is_area() || entry.kind == Kind::Border);
    let unknown = || Usage::NoRegion {
        name: id.to_owned(),
        closest: closest(id, regions().map(|entry| entry.id.as_str())).map(str::to_owned),
    };
    gazetteer.entry(id).map(|entry| entry.id.as_str()).ok_or_else(unknown)
}

struct Answer<'a> {
    atlas: &'a Atlas,
    name: &'a str,
    found: &'a Found<'a>,
    /// How many candidates are listed.
    limit: usize,
}

impl Answer<'_> {
    fn write(&self, writing: &Writing, report: &mut Report) -> Result<(), Failure> {
        let credit = Some(credit(self.atlas, &GAZETTEER_LAYERS, None));
        let mut output = list_with(writing, Added { columns: &CANDIDATE_COLUMNS, credit })?;
        for candidate in self.listed() {
            let shape = if output.draws_shapes() { shape(self.atlas, candidate.entry) } else { None };
            let properties = candidate_row(candidate, gazetteer_source(self.atlas, &candidate.entry.source));
            output.write(&Outgoing::from(&Feature { id: None, shape, properties }))?;
        }
        output.finish(report)?;
        for line in std::iter::once(self.headline()).chain(self.remarks()) {
            report.note(&line);
        }
        Ok(())
    }

    fn listed(&self) -> &[Candidate<'_>] {
        &self.found.candidates[..self.limit.min(self.found.candidates.len())]
    }

    fn for_people(&self) -> String {
        let mut text = Paragraphs::new(text_width());
        text.line(&self.headline());
        for candidate in self.listed() {
            self.card(&mut text, candidate);
        }
        for line in self.remarks() {
            text.entry(2, "note", &line);
        }
        text.into_text()
    }

    /// What was found, in a line.
    fn headline(&self) -> String {
        let (name, count) = (self.name, self.found.candidates.len());
        let own = self.found.candidates.iter().any(Candidate::has_surely_the_name);
        let these = if count == 1 { "this one".to_owned() } else { format!("one of these {count}") };
        match &self.found.verdict {
            Verdict::Clear => format!("{name}: one place"),
            Verdict::Ambiguous if own && count > 1 => {
                format!("{name}: {count} places may be meant, and the name does not say which")
            }
            Verdict::Ambiguous if own => {
                format!("{name}: not sure; this place has the name, and not all of the rest fits")
            }
            Verdict::Ambiguous => format!("{name}: no place of just this name is known; perhaps {these}"),
            Verdict::NotFound => format!("{name}: no place of this name is known{}", self.where_asked()),
            Verdict::NotAPlace(stop) => format!("{name}: not a place of the gazetteer: {}", stop.reason()),
        }
    }

    fn where_asked(&self) -> &'static str {
        if self.found.elsewhere.is_empty() { "" } else { " where it was asked for" }
    }

    /// What would tell candidates apart, and what else has the name.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let more = self.found.candidates.len().saturating_sub(self.limit);
        if more > 0 {
            remarks.push(format!("and {more} more; see --limit"));
        }
        let resembling = self.found.candidates.iter().all(|candidate| candidate.closeness() > Closeness::Shared);
        if self.found.verdict == Verdict::Ambiguous && !resembling && self.found.candidates.len() > 1 {
            remarks.push(told_apart(&self.found.candidates));
        }
        if !self.found.elsewhere.is_empty() {
            let named = |candidate: &Candidate| format!("{} ({})", candidate.entry.id, candidate.entry.kind);
            let elsewhere: Vec<String> = self.found.elsewhere.iter().map(named).collect();
            remarks.push(format!("elsewhere, or of another kind: {}", elsewhere.join(", ")));
        }
        if !self.found.also_in.is_empty() {
            remarks
                .push(format!("these words also stand in names that are no places: {}", self.found.also_in.join("; ")));
        }
        remarks
    }

    fn card(&self, text: &mut Paragraphs, candidate: &Candidate) {
        let entry = candidate.entry;
        text.line(&format!("  {}  {}", entry.id, self.described(entry)));
        text.entry(4, "why", &format!("{} (score {:.3})", why_words(candidate), candidate.score));
        text.entry(4, "where", &where_words(entry));
        text.entry(4, "accuracy", &entry.accuracy.map(|accuracy| format!("about {accuracy}")).unwrap_or_default());
        text.entry(4, "distance", &candidate.distance.map(|distance| distance.to_string()).unwrap_or_default());
        let source = gazetteer_source(self.atlas, &entry.source);
        let credit = source.map(|source| format!(" ({}, {})", source.attribution, source.licence));
        text.entry(4, "source", &format!("{}{}", entry.source, credit.unwrap_or_default()));
    }

    /// `Kech, district in Balochistan, Pakistan`.
    fn described(&self, entry: &Entry) -> String {
        let gazetteer = self.atlas.gazetteer();
        let mut named: Vec<&str> = Vec::new();
        for id in [&entry.parent, &entry.district, &entry.province, &entry.country].into_iter().flatten() {
            let holder = gazetteer.entry(id).map_or(id.as_str(), |holder| holder.name.as_str());
            if *id != entry.id && !named.contains(&holder) {
                named.push(holder);
            }
        }
        let joint = if named.is_empty() { "" } else { " in " };
        let on = if matches!(entry.kind, Kind::Crossing) { " on the " } else { joint };
        format!("{}, {}{on}{}", entry.name, entry.kind, named.join(", "))
    }
}

fn where_words(entry: &Entry) -> String {
    match entry.at {
        Some(at) => at.to_string(),
        None if entry.kind.is_area() => "no point: an area".to_owned(),
        None if entry.kind == Kind::Border => "no point: a line".to_owned(),
        None => "no coordinate known".to_owned(),
    }
}

/// What would leave fewer of `candidates`.
fn told_apart(candidates: &[Candidate]) -> String {
    let each = |part: fn(&Entry) -> Option<&str>| -> BTreeSet<&str> {
        candidates.iter().filter_map(|candidate| part(candidate.entry)).collect()
    };
    let options = |flag: &str, values: &BTreeSet<&str>| {
        let options: Vec<String> = values.iter().map(|value| format!("{flag} {value}")).collect();
        (options.len() > 1).then(|| options.join(" or "))
    };
    let by_country = options("--country", &each(|entry| entry.country.as_deref()));
    let by_kind = options("--kind", &each(|entry| Some(entry.kind.word())));
    let by_region = options("--in", &each(|entry| entry.district.as_deref().or(entry.province.as_deref())));
    let ways: Vec<String> = [by_country, by_kind, by_region].into_iter().flatten().collect();
    if !ways.is_empty() {
        return format!("to tell them apart: {}", ways.join("; "));
    }
    let ids: Vec<&str> = candidates.iter().map(|candidate| candidate.entry.id.as_str()).collect();
    format!("name the one that is meant by its id: {}", ids.join(" or "))
}

/// The outline or point of an entry, as its layer draws it.
fn shape(atlas: &Atlas, entry: &Entry) -> Option<Shape> {
    let features = GAZETTEER_LAYERS.iter().flat_map(|&layer| &atlas.layer(layer).features);
    features.into_iter().find(|feature| feature.text("id") == Some(&entry.id)).and_then(|feature| feature.shape.clone())
}
