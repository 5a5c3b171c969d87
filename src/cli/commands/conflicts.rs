//! `sarhad conflicts`: where claims disagree, both sides with their sources. Not responsible for who is right.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::args::{Conflicts, OutputForm, Writing};
use crate::cli::claims::{Claims, Drafts, source_words};
use crate::cli::commands::show::side_words;
use crate::cli::editions::list;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output_form::word;
use crate::cli::paragraph::{Paragraphs, text_width};
use crate::cli::report::Report;
use crate::cli::sink::written_text;
use crate::cli::usage::Usage;
use crate::io::outgoing::Outgoing;
use crate::model::claim::{Claim, ClaimSet};
use crate::model::feature::{Feature, Properties};
use crate::query::conflicts::{Disagreement, Subject, disagreements};

/// Columns for machines.
const COLUMNS: [&str; 14] = [
    "record",
    "title",
    "kind",
    "found_by",
    "one_claims",
    "one_who",
    "one_sources",
    "one_urls",
    "other_claims",
    "other_who",
    "other_sources",
    "other_urls",
    "note",
    "attribution",
];

/// Lists the disagreements.
pub(in crate::cli) fn run(asked: &Conflicts, report: &mut Report) -> Result<Exit, Failure> {
    if let Some(form @ (OutputForm::Geojson | OutputForm::Geojsonl | OutputForm::Geojsonseq)) = asked.format {
        let format = word(form);
        let use_instead = "table, json, csv or tsv";
        return Err(Usage::NotThisFormat { command: "conflicts", format, use_instead }.into());
    }
    let kind: Option<Subject> = asked.kind.as_deref().map(str::parse).transpose().map_err(Usage::Kind)?;
    let claims = Claims::of(&asked.input, &asked.reading, report)?;
    let claims = claims.taken_as_data(Drafts::asked(asked.include_drafts), report);
    let named: BTreeSet<&str> = claims.named().iter().map(|record| record.id.as_str()).collect();
    let found: Vec<Disagreement> = disagreements(&claims.set)
        .into_iter()
        .filter(|found| kind.is_none_or(|kind| found.kind == kind))
        .filter(|found| named.contains(found.record.id.as_str()))
        .collect();
    let writing =
        Writing { format: asked.format, output: asked.output.clone(), force: asked.force, ..Writing::default() };
    if matches!(asked.format, None | Some(OutputForm::Table)) && asked.output.is_none() {
        written_text(&writing, &for_people(&claims, &found))?;
    } else {
        let mut output = list(&writing, &COLUMNS)?;
        for found in &found {
            let properties = row(&claims.set, found);
            output.write(&Outgoing::from(&Feature { id: None, shape: None, properties }))?;
        }
        output.finish(report)?;
    }
    Ok(claims.exit())
}

fn for_people(claims: &Claims, found: &[Disagreement]) -> String {
    if claims.none_reviewed() {
        return "nothing was compared: no record has been reviewed\n".to_owned();
    }
    if found.is_empty() {
        return "no disagreement found\n".to_owned();
    }
    let set = &claims.set;
    let mut text = Paragraphs::new(text_width());
    for kind in Subject::ALL {
        let of_kind: Vec<&Disagreement> = found.iter().filter(|found| found.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        text.line(&format!("{kind}: {}", of_kind.len()));
        for found in of_kind {
            text.entry(2, &found.record.id, &format!("{} [found by {}]", found.record.title, found.found_by.word()));
            for (word, side) in [("one side", &found.one), ("other side", &found.other)] {
                let words: Vec<String> = match side.as_slice() {
                    [] => vec![side_words(set, &[])],
                    claims => claims.iter().map(|claim| side_words(set, &[claim])).collect(),
                };
                for (number, words) in words.iter().enumerate() {
                    text.entry(4, if number == 0 { word } else { "" }, words);
                }
            }
            text.entry(4, "how", &found.note);
        }
        text.gap();
    }
    text.entry(0, "credit", &set.dataset.attribution);
    text.into_text()
}

fn row(set: &ClaimSet, found: &Disagreement) -> Properties {
    let joined = |side: &[&Claim], part: &dyn Fn(&Claim) -> String| -> String {
        side.iter().map(|claim| part(claim)).collect::<Vec<_>>().join("; ")
    };
    let url = |claim: &Claim| set.source(&claim.source).and_then(|source| source.url.clone()).unwrap_or_default();
    let source = |claim: &Claim| source_words(set, &claim.source);
    let (who, id) = (|claim: &Claim| claim.asserted_by.who.clone(), |claim: &Claim| claim.id.clone());
    let Value::Object(properties) = json!({
        "record": found.record.id,
        "title": found.record.title,
        "kind": found.kind.word(),
        "found_by": found.found_by.word(),
        "one_claims": joined(&found.one, &id),
        "one_who": joined(&found.one, &who),
        "one_sources": joined(&found.one, &source),
        "one_urls": joined(&found.one, &url),
        "other_claims": joined(&found.other, &id),
        "other_who": joined(&found.other, &who),
        "other_sources": joined(&found.other, &source),
        "other_urls": joined(&found.other, &url),
        "note": found.note,
        "attribution": set.dataset.attribution,
    }) else {
        return Properties::new();
    };
    properties
}
