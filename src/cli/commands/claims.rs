//! `sarhad claims`: a set of claims in another form. Not responsible for what claims say.

use std::path::Path;

use crate::atlas::Atlas;
use crate::cli::args::{self, ClaimsForm, OutputForm, Writing};
use crate::cli::claims::Claims;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output::{Added, Output};
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::sink::{Sink, target};
use crate::cli::usage::Usage;
use crate::io::outgoing::Outgoing;
use crate::io::write::claims::{claims_csv, claims_json};
use crate::io::write::error::WriteError;
use crate::io::write::options::CsvGuard;
use crate::model::claim::ClaimSet;
use crate::query::incidents::{Records, claim_features, incident_features};

/// Writes the claims.
pub(in crate::cli) fn run(asked: &args::Claims, report: &mut Report) -> Result<Exit, Failure> {
    let form = form(asked)?;
    if asked.per_claim && form != ClaimsForm::Geojson {
        report.note("--per-claim is for geojson: JSON and CSV hold every claim anyhow");
    }
    let claims = Claims::of(&asked.input, &asked.reading, report)?;
    let mut set: ClaimSet = claims.set.as_ref().clone();
    set.records = claims.named().into_iter().cloned().collect();
    match form {
        ClaimsForm::Geojson => features(asked, &claims, &set, report)?,
        ClaimsForm::Json => bytes(&claims, &writing(asked), claims_json(&set).as_bytes())?,
        ClaimsForm::Csv => {
            let guard = if asked.raw_csv { CsvGuard::Raw } else { CsvGuard::Guarded };
            bytes(&claims, &writing(asked), &claims_csv(&set, guard))?;
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
        _ => Err(Usage::NoClaimsFormat { output: path.to_owned() }),
    }
}

fn writing(asked: &args::Claims) -> Writing {
    Writing { output: asked.output.clone(), force: asked.force, ..Writing::default() }
}

fn bytes(claims: &Claims, writing: &Writing, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;

    let target = target(writing, None)?;
    let mut sink = Sink::new(target.as_deref(), writing, Some(&claims.source))?;
    let called = target.unwrap_or_else(|| "-".into());
    sink.write_all(bytes).map_err(|error| WriteError::from_io(&called, error))?;
    sink.appear()
}

fn features(asked: &args::Claims, claims: &Claims, set: &ClaimSet, report: &mut Report) -> Result<(), Failure> {
    let atlas = Atlas::built_in();
    let writing = Writing { format: Some(OutputForm::Geojson), ..writing(asked) };
    let mut output = Output::new(&writing, Some(&claims.source), Added::default())?;
    output.member("metadata", serde_json::to_value(&set.dataset).unwrap_or_default());
    let make = if asked.per_claim { claim_features } else { incident_features };
    let features = make(&atlas, set, Records::All);
    for feature in &features {
        signals::go_on()?;
        output.write(&Outgoing::from(feature))?;
    }
    output.finish(report)
}
