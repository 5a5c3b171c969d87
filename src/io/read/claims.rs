//! The one way in for claims: JSON or a table, to a set of claims and problems. Not responsible for either form's own rules.

mod checks;
mod document;
mod members;
mod row;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::io::read::encoding::not_utf8;
use crate::io::read::escape::Quoted;
use crate::io::read::event::Origin;
use crate::io::read::input::{Input, Text, open_text, whole};
use crate::io::read::intake::is_limit;
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;
use crate::model::claim::ClaimSet;

/// Bytes of a file of claims, which is held whole: some 100,000 claims.
pub const CLAIMS_BYTES_MAX: usize = 128 << 20;

/// A set of claims, and what was met while reading it: `read = kept + refused`.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimsRead {
    /// What is kept.
    pub set: ClaimSet,
    /// Records of a JSON document, rows of a table, that were met.
    pub read: u64,
    /// How many of them are in the set.
    pub kept: u64,
    /// How many are not, each with a problem.
    pub refused: u64,
    /// Refusals, warnings and notes in the order of the input.
    pub problems: Vec<Problem>,
}

/// The set of claims that `input` holds: JSON as in `data/schema/claims.schema.json`, or a table with one row a claim.
///
/// What a record of JSON has beyond the format is left out and told. Ids that stand twice are kept and told; so are sources,
/// actors and claims that are named and not there.
///
/// # Errors
/// The problem for which the whole input is refused: it cannot be read, is no set of claims, holds no record, or takes more
/// than [`CLAIMS_BYTES_MAX`].
///
/// # Example
/// ```
/// use sarhad::io::read::claims::read_claims;
/// use sarhad::io::read::{Input, ReadOptions};
/// let table = "incident_id,claim_id,who,who_kind,verb,statement,source_title,lon,lat\n\
///              E1,E1.1,a witness,hearsay,alleged,Shots were heard.,Daily,,\n";
/// let input = Input::Stream { name: "claims.csv".into(), reader: Box::new(table.as_bytes()) };
/// let read = read_claims(input, &ReadOptions::default())?;
/// assert_eq!(read.set.records[0].claims[0].verb, "alleged");
/// # Ok::<(), Box<sarhad::io::read::Problem>>(())
/// ```
pub fn read_claims(input: Input, options: &ReadOptions) -> Result<ClaimsRead, Box<Problem>> {
    let file = input.name();
    let text = open_text(input, options).map_err(|what| refused(&file, what))?;
    let Text { mut bytes, format, notes, .. } = text;
    // the text of a sheet is that of a table
    let format = if format == InputFormat::Xlsx { InputFormat::Csv } else { format };
    let Some(whole) = whole(&mut bytes, CLAIMS_BYTES_MAX).map_err(|what| refused(&file, what))? else {
        let inside = "the file of claims".to_owned();
        return Err(refused(&file, What::FeatureLimit { inside, limit: CLAIMS_BYTES_MAX }));
    };
    let notes = notes.into_iter().map(|what| Problem::new(Severity::Note, aside(&file), what)).collect();
    let mut taking = Taking { file, read: 0, refused: 0, problems: notes };
    let table = matches!(format, InputFormat::Csv | InputFormat::Tsv);
    let set = if table && !whole.trim_ascii_start().starts_with(b"{") {
        table::set(whole, format, options, &mut taking)?
    } else {
        let text = String::from_utf8(whole).map_err(|error| {
            let what = not_utf8(error.as_bytes(), &error.utf8_error(), 0);
            refused(&taking.file, what)
        })?;
        document::set(&text, &mut taking)?
    };
    if set.records.is_empty() && taking.refused == 0 {
        return Err(refused(&taking.file, What::NoRecords));
    }
    look_for_references(&set, &mut taking);
    let Taking { read, refused, problems, .. } = taking;
    Ok(ClaimsRead { set, read, kept: read - refused, refused, problems })
}

/// The problem for which the whole of `file` is refused.
fn refused(file: &Arc<str>, what: What) -> Box<Problem> {
    let severity = if is_limit(&what) { Severity::Limit } else { Severity::Fatal };
    Box::new(Problem::new(severity, aside(file), what))
}

fn aside(file: &Arc<str>) -> Origin {
    Origin { file: Arc::clone(file), line: None, byte: None, record: 0, id: None }
}

/// What has been met so far.
struct Taking {
    file: Arc<str>,
    read: u64,
    refused: u64,
    problems: Vec<Problem>,
}

impl Taking {
    /// Sets a record aside, with its own text where that is known.
    fn refuse(&mut self, origin: Origin, what: What, verbatim: Option<&str>) {
        self.refused += 1;
        let problem = Problem::new(Severity::Refused, origin, what);
        self.problems.push(Problem { verbatim: verbatim.map(str::to_owned), ..problem });
    }

    /// Tells what to be careful about.
    fn warn(&mut self, origin: Origin, what: What) {
        self.problems.push(Problem::new(Severity::Warning, origin, what));
    }
}

/// Tells of sources, actors and claims that are named and not there.
fn look_for_references(set: &ClaimSet, taking: &mut Taking) {
    let sources: BTreeSet<&str> = set.sources.iter().map(|source| source.id.as_str()).collect();
    let actors: BTreeSet<&str> = set.actors.iter().map(|actor| actor.id.as_str()).collect();
    let claims = set.records.iter().flat_map(|record| &record.claims);
    let claims: BTreeSet<&str> = claims.map(|claim| claim.id.as_str()).collect();
    let mut unknown: Vec<(String, &str, &str)> = Vec::new();
    for record in &set.records {
        for claim in &record.claims {
            if !sources.contains(claim.source.as_str()) {
                unknown.push((format!("{}.source", claim.id), &record.id, &claim.source));
            }
            let missing = claim.actors.iter().filter(|part| !actors.contains(part.actor.as_str()));
            unknown.extend(missing.map(|part| (format!("{}.actors", claim.id), record.id.as_str(), &*part.actor)));
        }
        let named = record.conflicts.iter().flat_map(|conflict| &conflict.claims);
        let missing = named.filter(|id| !claims.contains(id.as_str()));
        unknown.extend(missing.map(|id| (format!("{}.conflicts", record.id), record.id.as_str(), id.as_str())));
    }
    for (path, record, id) in unknown {
        let origin = Origin { id: Some(record.to_owned()), ..aside(&taking.file) };
        taking.warn(origin, What::UnknownReference { path, id: Quoted::new(id) });
    }
}
