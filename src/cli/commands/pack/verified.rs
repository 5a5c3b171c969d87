//! `sarhad pack --verify`: what of a package is not as it was packed. Not responsible for comparing.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::args::OutputForm;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::output_form::word;
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::sink::print;
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::pack::manifest::{MANIFEST, Manifest, checksum};
use crate::io::pack::verify::{Finding, findings};
use crate::io::write::pulse::Pulse;

const COLUMNS: [&str; 3] = ["file", "expected", "found"];

/// Compares the package in `folder` with its manifest and prints what differs.
pub(super) fn run(folder: &Path, format: Option<OutputForm>, report: &mut Report) -> Result<Exit, Failure> {
    let as_json = match format {
        None | Some(OutputForm::Table) => false,
        Some(OutputForm::Json) => true,
        Some(other) => {
            let format = word(other);
            return Err(Usage::NotThisFormat { command: "pack --verify", format, use_instead: "table or json" }.into());
        }
    };
    // whoever names the manifest means its package
    let folder = match (folder.file_name(), folder.parent()) {
        (Some(name), Some(parent)) if name == MANIFEST && folder.is_file() => parent,
        _ => folder,
    };
    let path = folder.join(MANIFEST);
    let damaged = |reason| Failure::Package { file: path.to_string_lossy().into_owned(), reason };
    let manifest = Manifest::of(folder).map_err(damaged)?;
    let pulse = Pulse::new(|_| signals::caught().is_none());
    let failed = |error: io::Error| signals::go_on().err().unwrap_or_else(|| output_failure(folder, error));
    let found = findings(folder, &manifest, &pulse).map_err(failed)?;
    let (_, sha256) = checksum(&path, &pulse).map_err(failed)?;
    if as_json {
        print(&as_text(&found, &manifest, &sha256))?;
    } else if !found.is_empty() {
        let row =
            |one: &Finding| [&one.file, &one.expected, &one.found].map(|text| Value::from(text.as_str())).to_vec();
        print(&table(&COLUMNS, &found.iter().map(row).collect::<Vec<_>>()))?;
    }
    report.outcome(&format!(
        "{} in the manifest, {}",
        counted(manifest.files.len() as u64, "file", "files"),
        counted(found.len() as u64, "finding", "findings")
    ));
    report.outcome(&format!("SHA-256 of {MANIFEST}: {sha256}; compare it with what the packer tells"));
    Ok(if found.is_empty() { Exit::Done } else { Exit::No })
}

fn as_text(found: &[Finding], manifest: &Manifest, sha256: &str) -> String {
    let one = |one: &Finding| json!({ "file": one.file, "expected": one.expected, "found": one.found });
    let told = json!({
        "files": manifest.files.len(),
        "manifest_sha256": sha256,
        "findings": found.iter().map(one).collect::<Vec<_>>(),
    });
    format!("{told:#}\n")
}
