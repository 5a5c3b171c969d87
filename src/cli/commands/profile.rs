//! `sarhad profile`: whose table a file is, which column says what, and what of it can be read. Not responsible for the reading.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::cli::args::{Profile as Asked, ProfileForm};
use crate::cli::commands::words::Words;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::look::{Look, look};
use crate::cli::report::{Counts, Report};
use crate::cli::sink::print;
use crate::io::escape::escaped;
use crate::io::read::mapping::Mapping;
use crate::io::write::destination::{Destination, Overwrite};
use crate::model::licence::{Dataset, Datasets, Licence, Passing};
use crate::model::profile::{Profile, Recognised, Role};

/// Columns listed in a line for people.
const LISTED_MAX: usize = 12;

/// Tells what is recognised.
pub(in crate::cli) fn run(asked: &Asked, report: &mut Report) -> Result<Exit, Failure> {
    let source = Source::of(&asked.input)?;
    let look = look(&source, &asked.reading, report)?;
    let names: Vec<&str> = look.columns.iter().map(String::as_str).collect();
    let mut found = match (asked.reading.profile, &asked.reading.mapped) {
        (Some(profile), _) => profile.forced(&names),
        (None, None) => Profile::recognised(&names),
        (None, Some(mapping)) => mapped(mapping, &names),
    };
    placed(&mut found, &look);
    let licence = Licence::together(&Datasets::of_columns(names).iter().map(Dataset::licence).collect::<Vec<_>>());
    if let Some(path) = &asked.write_map {
        let inputs: Vec<PathBuf> = source.file().map(Path::to_owned).into_iter().collect();
        let overwrite = if asked.force { Overwrite::Force } else { Overwrite::Refuse };
        write_map(Destination::file(path, overwrite, &inputs)?, path, &found, &look)?;
        report.note(&format!("look through {} before it is used with --map", escaped(&path.to_string_lossy())));
    }
    let text = match asked.format {
        ProfileForm::Text => in_words(&source.name(), &look, &found, &licence),
        ProfileForm::Json => format!("{:#}\n", in_json(&source.name(), &look, &found, &licence)),
    };
    print(&text)?;
    let tally = &look.tally;
    report.counts(Counts {
        input: source.name(),
        read: tally.read,
        kept: tally.kept,
        refused: tally.refused,
        no_location: tally.no_location,
        ..Counts::default()
    });
    Ok(if look.hindrance.is_some() { Exit::No } else { Exit::finished(tally.refused) })
}

/// What a mapping tells, and the usual names for what it does not.
fn mapped(mapping: &Mapping, names: &[&str]) -> Recognised {
    let usual = Profile::recognised(names);
    let role = |role| mapping.column(role).or_else(|| usual.column(role)).map(|column| (role, column.to_owned()));
    let roles: Vec<(Role, String)> = Role::ALL.into_iter().filter_map(role).collect();
    let unknown = usual.unknown.iter().filter(|name| !roles.iter().any(|(_, column)| column == *name)).cloned();
    let unknown = unknown.collect();
    Recognised { profile: Profile::Mapped, why: "--map".to_owned(), unknown, missing: Vec::new(), roles }
}

/// Lets the columns from which places were read stand for what their names alone say.
fn placed(found: &mut Recognised, look: &Look) {
    let Some(pair) = &look.place else { return };
    found.roles.retain(|(role, _)| !matches!(role, Role::Lon | Role::Lat));
    found.roles.extend([Role::Lon, Role::Lat].into_iter().zip(pair.iter().cloned()));
    found.roles.sort();
    found.unknown.retain(|name| !pair.contains(name));
}

/// Writes a mapping of what was found.
fn write_map(mut out: Destination, path: &Path, found: &Recognised, look: &Look) -> Result<(), Failure> {
    let card = ["title", "licence", "attribution"].map(|name| (name.to_owned(), Value::from("")));
    let mapping = Mapping {
        columns: found.roles.clone(),
        date_order: look.order,
        precision_map: None,
        card: Map::from_iter(card),
    };
    let text = format!("{:#}\n", mapping.to_json());
    out.write_all(text.as_bytes()).map_err(|error| output_failure(path, error))?;
    Ok(out.commit()?)
}

fn in_json(name: &str, look: &Look, found: &Recognised, licence: &Licence) -> Value {
    let roles: Map<String, Value> =
        found.roles.iter().map(|(role, column)| (role.word().to_owned(), column.as_str().into())).collect();
    let codes: Map<String, Value> =
        look.precision_codes.iter().map(|(code, count)| (code.clone(), (*count).into())).collect();
    let told: Vec<Value> = look.told.iter().map(|(code, text)| json!({ "code": code, "message": text })).collect();
    let tally = &look.tally;
    json!({
        "input": name,
        "format": look.format,
        "delimiter": look.delimiter,
        "profile": found.profile.word(),
        "title": found.profile.title(),
        "why": found.why,
        "machine_coded": found.profile.is_machine_coded(),
        "columns": look.columns,
        "roles": roles,
        "unknown": found.unknown,
        "missing": found.missing,
        "read": tally.read,
        "kept": tally.kept,
        "refused": tally.refused,
        "no_location": tally.no_location,
        "first_day": look.days.map(|[first, _]| first.to_string()),
        "last_day": look.days.map(|[_, last]| last.to_string()),
        "precision_codes": codes,
        "licence": licence.card(),
        "told": told,
        "hindrance": look.hindrance,
    })
}

fn in_words(name: &str, look: &Look, found: &Recognised, licence: &Licence) -> String {
    let tally = &look.tally;
    let form = match look.delimiter {
        Some(delimiter) => format!("{}, columns divided by {delimiter}", look.format),
        None => look.format.to_owned(),
    };
    let mut words = Words::new(&escaped(name))
        .line("format", &form)
        .line("profile", &format!("{}: {}", found.profile, found.profile.title()))
        .line("why", &found.why);
    if found.profile.is_machine_coded() {
        words = words.line("caution", "coded by a machine: show its rows apart from rows that people have coded");
    }
    words = words.line(
        "rows",
        &format!(
            "read {} = kept {} + refused {}; {} without a place",
            tally.read, tally.kept, tally.refused, tally.no_location
        ),
    );
    if let Some([first, last]) = look.days {
        words = words.line("days", &format!("{first} to {last}"));
    }
    for (role, column) in &found.roles {
        words = words.line(role.word(), &escaped(column));
    }
    let codes = look.precision_codes.iter().map(|(code, count)| format!("{} × {count}", escaped(code)));
    words = words
        .line("codes", &codes.collect::<Vec<_>>().join(", "))
        .line("unknown", &listed(found.unknown.iter().map(String::as_str)))
        .line("missing", &listed(found.missing.iter().copied()));
    words = words.line("rows' terms", &terms(licence));
    for (code, text) in &look.told {
        words = words.line(code, text);
    }
    if let Some(hindrance) = &look.hindrance {
        words = words.line("hindrance", hindrance).line("next", &next(name, found));
    }
    words.text()
}

/// What to do with a table in which nothing says where: names of places can be looked up, other columns can be told.
fn next(name: &str, found: &Recognised) -> String {
    let place = [Role::Place, Role::District, Role::Province].into_iter().find_map(|role| found.column(role));
    let by_map = "write a mapping with --write-map map.json, correct it, and read with --map map.json";
    match place {
        Some(column) => {
            let (name, column) = (escaped(name), escaped(column));
            format!(
                "sarhad geocode {name:?} --place-column {column:?} looks its places up; if columns hold coordinates, {by_map}"
            )
        }
        None => format!("no command reads this table by itself: {by_map}"),
    }
}

fn terms(licence: &Licence) -> String {
    match &licence.passing {
        _ if licence.is_unknown() => "not known; say them with --licence, or in a mapping".to_owned(),
        Passing::Forbidden { why } => format!("{licence}: {why}"),
        _ => format!("{licence}: {}", licence.name.as_deref().unwrap_or("not known")),
    }
}

/// Names, the first of many.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(escaped).collect();
    match names.len().checked_sub(LISTED_MAX) {
        Some(more) if more > 0 => format!("{} and {more} more", names[..LISTED_MAX].join(", ")),
        _ => names.join(", "),
    }
}
