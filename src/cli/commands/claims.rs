//! `sarhad claims`: a set of claims in another form. Not responsible for what claims say.

use std::path::Path;

use crate::atlas::Atlas;
use crate::cli::args::{self, ClaimsForm, OutputForm, Writing};
use crate::cli::claims::{Claims, Drafts};
use crate::cli::editions::not_generalised;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output::{Added, Output};
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::io::outgoing::Outgoing;
use crate::io::write::claims::{claims_csv, claims_json};
use crate::io::write::options::CsvGuard;
use crate::model::claim::ClaimSet;
use crate::model::feature::Feature;
use crate::query::incidents::{Records, claim_features, incident_features};

/// Writes the claims.
pub(in crate::cli) fn run(asked: &args::Claims, report: &mut Report) -> Result<Exit, Failure> {
    not_generalised("claims", &asked.publishing)?;
    let form = form(asked)?;
    if asked.per_claim && form != ClaimsForm::Geojson {
        report.note("--per-claim is for geojson: the others hold every claim anyhow");
    }
    let claims = Claims::of(&asked.input, &asked.reading, report)?;
    // what is drawn counts as data; another form of the same set holds all of it
    let drafts = Drafts::asked(asked.include_drafts || !is_drawn(form));
    let claims = claims.taken_as_data(drafts, report);
    let mut set: ClaimSet = claims.set.as_ref().clone();
    set.records = claims.named().into_iter().cloned().collect();
    match form {
        ClaimsForm::Geojson => {
            let make = if asked.per_claim { claim_features } else { incident_features };
            let features = make(&Atlas::built_in(), &set, Records::All);
            written(output(asked, &claims, OutputForm::Geojson)?, &features, report)?;
        }
        ClaimsForm::Xlsx => {
            let features = incident_features(&Atlas::built_in(), &set, Records::All);
            written(output(asked, &claims, OutputForm::Xlsx)?.made_of(&set), &features, report)?;
        }
        ClaimsForm::Json => output(asked, &claims, OutputForm::Json)?.finish_as(claims_json(&set).into(), report)?,
        ClaimsForm::Csv => {
            let guard = if asked.raw_csv { CsvGuard::Raw } else { CsvGuard::Guarded };
            output(asked, &claims, OutputForm::Csv)?.finish_as(claims_csv(&set, guard), report)?;
        }
    }
    Ok(claims.exit())
}

/// The form that was asked for, by name or by the extension of -o.
fn form(asked: &args::Claims) -> Result<ClaimsForm, Usage> {
    let Some(path) = asked.output.as_deref().filter(|path| asked.format.is_none() && *path != Path::new("-")) else {
        return Ok(asked.format.unwrap_or(ClaimsForm::Json));
    };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(ClaimsForm::Json),
        Some("csv") => Ok(ClaimsForm::Csv),
        Some("geojson") => Ok(ClaimsForm::Geojson),
        Some("xlsx") => Ok(ClaimsForm::Xlsx),
        _ => Err(Usage::NoClaimsFormat { output: path.to_owned() }),
    }
}

/// Where they are written, under the terms that the claims tell of themselves.
fn output(asked: &args::Claims, claims: &Claims, format: OutputForm) -> Result<Output, Failure> {
    let writing = Writing {
        format: Some(format),
        output: asked.output.clone(),
        force: asked.force,
        publishing: asked.publishing.clone(),
        ..Writing::default()
    };
    let mut output = Output::new(&writing, Some(&claims.source), Added::default())?;
    output.member("metadata", serde_json::to_value(&claims.set.dataset).unwrap_or_default());
    Ok(output)
}

/// Writes records of the claims.
fn written(mut output: Output, features: &[Feature], report: &mut Report) -> Result<(), Failure> {
    for feature in features {
        signals::go_on()?;
        output.write(&Outgoing::from(feature))?;
    }
    output.finish(report)
}

/// Whether what is written are records as data.
fn is_drawn(form: ClaimsForm) -> bool {
    matches!(form, ClaimsForm::Geojson | ClaimsForm::Xlsx)
}
