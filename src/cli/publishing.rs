//! Which terms the rows of an output are under, what it tells of them, and whether it may be published at all.
//! Not responsible for knowing datasets, nor for writing.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value};

use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::model::licence::{Dataset, Datasets, Licence, Passing};
use crate::query::generalise::Blur;

/// The code of the refusal to publish rows that may not be passed on.
pub(super) const NOT_PUBLIC_CODE: &str = "E801";
/// The code of the warning about rows of which nobody knows whether they may be.
const UNKNOWN_CODE: &str = "W801";
/// The code of the warning that terms were met too late to be told.
const UNTOLD_CODE: &str = "W802";

/// The code of the warning that a page holds rows that may not be passed on.
#[cfg_attr(not(feature = "web"), expect(dead_code, reason = "maps for the web alone ask for it"))]
pub(super) const KEPT_CODE: &str = "W803";

/// A licence in a file is a few lines.
const LICENCE_BYTES_MAX: u64 = 64 << 10;
/// What such a file may hold.
const LICENCE_MEMBERS: [&str; 7] = ["name", "url", "attribution", "citation", "dataset", "note", "may_share"];

/// Whether the output is meant for publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    Public,
    Own,
}

/// What is known of the rows' terms, and what the output may do.
#[derive(Debug)]
pub(super) struct Publishing {
    audience: Audience,
    /// As the user says.
    own: Option<Licence>,
    permission: Option<String>,
    /// How much the rows were made coarser, by the member that tells it.
    coarser: Option<(&'static str, String)>,
    blur: Option<Blur>,
    /// As the inputs say.
    stated: Vec<Map<String, Value>>,
    /// As the columns say.
    found: Datasets,
    /// What has been told in the head of the output.
    told: Option<Datasets>,
}

impl Publishing {
    /// What `asked` asks.
    pub(super) fn of(asked: &args::Publishing) -> Result<Self, Usage> {
        let permission = asked.permission.as_deref().map(|text| filled("--permission", text, "who permits what"));
        let own = asked.licence.as_deref().map(own_licence);
        Ok(Self {
            audience: if asked.public { Audience::Public } else { Audience::Own },
            own: own.transpose()?,
            permission: permission.transpose()?,
            coarser: asked.generalise.map(|how| (GENERALISED, Blur::from(how).word().to_owned())),
            blur: asked.generalise.map(Blur::from),
            stated: Vec::new(),
            found: Datasets::default(),
            told: None,
        })
    }

    /// Takes in that what is written are counts by `units`, from which no row can be had back.
    pub(super) fn aggregated(&mut self, units: String) {
        self.coarser = Some((AGGREGATED, units));
    }

    /// Whether others are to see the output.
    pub(super) fn is_for_others(&self) -> bool {
        self.audience == Audience::Public || self.blur.is_some()
    }

    /// How coarse places are to become.
    pub(super) fn blur(&self) -> Option<Blur> {
        self.blur
    }

    /// Takes in what an input tells of itself.
    pub(super) fn stated(&mut self, metadata: &Value) {
        self.stated.extend(card_of(metadata).cloned());
    }

    /// Takes in the columns of a table.
    pub(super) fn columns(&mut self, columns: &[String]) {
        self.met(Datasets::of_columns(columns.iter().map(String::as_str)));
    }

    /// Takes in which datasets records are of.
    pub(super) fn met(&mut self, datasets: Datasets) {
        self.found = self.found.and(datasets);
    }

    /// Fails where the output is for publication and its rows may not be passed on.
    pub(super) fn allowed(&self) -> Result<(), Failure> {
        let lifted = self.audience == Audience::Own || self.permission.is_some() || self.is_aggregated();
        match self.licence() {
            Licence { passing: Passing::Forbidden { why }, url, dataset, .. } if !lifted => {
                Err(Failure::NotPublic { dataset: dataset.unwrap_or_else(|| "this input".to_owned()), why, url })
            }
            _ => Ok(()),
        }
    }

    /// The output's metadata with what is told of the rows.
    pub(super) fn in_metadata(&mut self, metadata: Option<Value>) -> Option<Value> {
        self.told = Some(self.found);
        let rows = self.rows();
        match metadata {
            Some(Value::Object(mut object)) => {
                object.insert(ROWS.to_owned(), rows.into());
                Some(Value::Object(object))
            }
            // metadata of another kind stays as it is where there is nothing to add
            Some(other) if self.knows_nothing() => Some(other),
            None if self.knows_nothing() => None,
            other => {
                let input = other.map(|value| ("input".to_owned(), value));
                Some(Value::Object(input.into_iter().chain([(ROWS.to_owned(), rows.into())]).collect()))
            }
        }
    }

    /// What is to be told at the end.
    pub(super) fn remark(&self, report: &mut Report) {
        if self.audience == Audience::Public && self.licence().passing == Passing::Unknown && self.permission.is_none()
        {
            let text = "whether the rows may be passed on is not known; name an open licence with --licence, or a JSON \
                        file that says may_share";
            report.warning(UNKNOWN_CODE, text);
        }
        if self.blur.is_some() {
            report.note("texts are as they were, but for those with coordinates; see that none names a place too fine");
        }
        if let Some(told) = self.told.filter(|told| *told != self.found) {
            let late: Vec<&str> = self.found.iter().filter(|one| !told.has(*one)).map(Dataset::name).collect();
            let late = late.join(", ");
            report
                .warning(UNTOLD_CODE, &format!("rows of {late} came after the metadata had been written; credit them"));
        }
    }

    /// Whether what is written are counts.
    pub(super) fn is_aggregated(&self) -> bool {
        self.coarser.as_ref().is_some_and(|(member, _)| *member == AGGREGATED)
    }

    fn knows_nothing(&self) -> bool {
        self.licence().is_unknown() && self.permission.is_none() && self.coarser.is_none()
    }

    /// The terms of the rows: those that the user, the inputs and their columns say together. Nothing that one of them says
    /// lifts what another one forbids.
    fn licence(&self) -> Licence {
        let found: Vec<Licence> = self.found.iter().map(Dataset::licence).collect();
        let known = |name: &str| found.iter().any(|licence| licence.dataset.as_deref() == Some(name));
        let stated: Vec<Licence> = self.stated.iter().map(Licence::read).collect();
        let adds = |one: &&Licence| {
            let name = one.dataset.as_deref();
            // an output of ours says again what its columns say
            let again = name.is_some_and(|names| names.split("; ").all(known));
            // who says the licence now says it for what was not known, or their own, before
            let said_anew = self.own.is_some()
                && (one.passing == Passing::Unknown || (name == Some(OWN) && one.passing == Passing::Allowed));
            !one.is_unknown() && !again && !said_anew
        };
        let all: Vec<Licence> = found.iter().chain(stated.iter().filter(adds)).chain(&self.own).cloned().collect();
        let mut licence = match all.as_slice() {
            [] => Licence::default(),
            [one] => one.clone(),
            many => Licence::together(many),
        };
        let forbids = |one: &&Licence| matches!(one.passing, Passing::Forbidden { .. });
        if let Some(prohibition) = stated.iter().find(forbids).filter(|_| !forbids(&&licence)) {
            licence.passing = prohibition.passing.clone();
        }
        licence
    }

    /// What the output tells of its rows.
    fn rows(&self) -> Map<String, Value> {
        let mut licence = self.licence();
        if self.is_aggregated() {
            licence.passing = Passing::Allowed;
        }
        let mut rows = licence.card();
        // what was made coarser, or permitted, before this run stays told
        for member in [AGGREGATED, GENERALISED, PERMISSION] {
            if let Some(earlier) = self.stated.iter().rev().find_map(|stated| stated.get(member)) {
                rows.insert(member.to_owned(), earlier.clone());
            }
        }
        if let Some(permission) = &self.permission {
            rows.insert(PERMISSION.to_owned(), permission.as_str().into());
        }
        if let Some((member, how)) = &self.coarser {
            rows.insert((*member).to_owned(), how.as_str().into());
        }
        rows
    }
}

/// What rows are called whose licence the user says.
const OWN: &str = "own";
/// The member of an output's metadata that tells of its rows.
const ROWS: &str = "rows";
/// Its member that tells of counts.
const AGGREGATED: &str = "aggregated";
/// Its member that tells of places made coarser.
const GENERALISED: &str = "generalised";
/// Its member that tells of a permission.
const PERMISSION: &str = "permission";

/// The part of an input's metadata that tells of its rows: an output of ours keeps the layers' credit beside it.
fn card_of(metadata: &Value) -> Option<&Map<String, Value>> {
    let object = metadata.as_object()?;
    if let Some(Value::Object(rows)) = object.get(ROWS) {
        return Some(rows);
    }
    let ours = object.get("generator").and_then(Value::as_str).is_some_and(|name| name.starts_with("sarhad"));
    if ours { card_of(object.get("input")?) } else { Some(object) }
}

fn filled(flag: &'static str, text: &str, write: &'static str) -> Result<String, Usage> {
    match text.trim() {
        "" => Err(Usage::Blank { flag, write }),
        text => Ok(text.to_owned()),
    }
}

/// The licence that `--licence` names, or that its file describes.
fn own_licence(text: &str) -> Result<Licence, Usage> {
    let name = filled("--licence", text, "a licence such as \"CC BY 4.0\", or the name of a JSON file")?;
    let path = Path::new(&name);
    let is_file = path.is_file() || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let own = if is_file {
        licence_in(path).map_err(|problem| Usage::LicenceFile { file: name.clone(), problem })?
    } else {
        Licence::own(&name)
    };
    Ok(Licence { dataset: own.dataset.or_else(|| Some(OWN.to_owned())), ..own })
}

fn licence_in(path: &Path) -> Result<Licence, String> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(LICENCE_BYTES_MAX).read_to_string(&mut text).map_err(|error| error.to_string())?;
    let card: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let Value::Object(mut card) = card else { return Err("is no JSON object".to_owned()) };
    if let Some(other) = card.keys().find(|key| !LICENCE_MEMBERS.contains(&key.as_str())) {
        return Err(format!("does not know {other:?}"));
    }
    for (member, value) in &card {
        let fits = if member == "may_share" { value.is_boolean() } else { value.is_string() };
        if !fits {
            return Err(format!("{member} is {value}"));
        }
    }
    for (member, known_as) in [("name", "licence"), ("url", "licence_url")] {
        if let Some(value) = card.remove(member) {
            card.insert(known_as.to_owned(), value);
        }
    }
    if !card.contains_key("licence") {
        return Err("has no name".to_owned());
    }
    Ok(Licence::read(&card))
}
