//! Which place a name may mean. Not responsible for finding it: see `query/place`.

use serde_json::{Map, Value};

use crate::atlas::{Atlas, GAZETTEER_LAYERS};
use crate::io::candidate::candidate_row;
use crate::names::entry::{Kind, KindError};
use crate::query::credit::{credit, gazetteer_source};
use crate::query::place::{self, PlaceQuestion, Verdict, country_named};
use crate::server::mcp::arguments::{Arguments, RECORDS_MOST};
use crate::server::mcp::records::credited;

/// What the name that is said may mean.
///
/// # Errors
/// Where an argument names nothing that is known.
pub(super) fn find_place(atlas: &Atlas, said: &Arguments) -> Result<Map<String, Value>, String> {
    let limit = said.count("limit", 10, (1, RECORDS_MOST))?;
    let kind =
        said.text("kind")?.map(str::parse::<Kind>).transpose().map_err(|error: KindError| format!("kind: {error}"))?;
    let question = PlaceQuestion {
        name: said.needed_text("name")?,
        country: said.text("country")?.map(|name| country(atlas, name)).transpose()?,
        kind,
        within: said.text("in")?.map(|id| region(atlas, id)).transpose()?,
        near: None,
    };
    let found = place::find_place(atlas, &question);
    let mut answer = Map::new();
    answer.insert("verdict".to_owned(), word(&found.verdict).into());
    if let Verdict::NotAPlace(stop) = &found.verdict {
        answer.insert("reason".to_owned(), stop.reason().into());
    }
    answer.insert("numberMatched".to_owned(), found.candidates.len().into());
    let row = |candidate| {
        let row = candidate_row(candidate, gazetteer_source(atlas, &candidate.entry.source));
        Value::Object(row)
    };
    let listed = found.candidates.iter().take(usize::try_from(limit).unwrap_or(usize::MAX));
    answer.insert("candidates".to_owned(), listed.map(row).collect());
    let elsewhere = found.elsewhere.iter().map(|other| format!("{} ({})", other.entry.id, other.entry.kind));
    answer.insert("elsewhere".to_owned(), elsewhere.collect());
    Ok(credited(answer, &credit(atlas, &GAZETTEER_LAYERS, None)))
}

const fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Ambiguous => "ambiguous",
        Verdict::NotFound => "not-found",
        Verdict::NotAPlace(_) => "not-a-place",
    }
}

fn country<'a>(atlas: &'a Atlas, name: &str) -> Result<&'a str, String> {
    let countries = || atlas.gazetteer().entries().iter().filter(|entry| entry.kind == Kind::Country);
    country_named(atlas, name).map(|country| country.id.as_str()).ok_or_else(|| {
        let known: Vec<&str> = countries().map(|country| country.id.as_str()).collect();
        format!("country: there is no {name:?}; there are {}", known.join(", "))
    })
}

fn region<'a>(atlas: &'a Atlas, id: &str) -> Result<&'a str, String> {
    let entry = atlas.gazetteer().entry(id).filter(|entry| entry.kind.is_area() || entry.kind == Kind::Border);
    entry.map(|entry| entry.id.as_str()).ok_or_else(|| {
        format!("in: there is no region {id:?}; write an id such as PK/kech, which find_place tells for its name")
    })
}
