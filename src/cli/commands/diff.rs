//! `sarhad diff` and `sarhad apply`: what is different between two editions of a file, and the newer one made again.
//! Not responsible for finding the differences.

use std::path::Path;

use geo_types::Geometry;
use serde_json::{Value, json};

use crate::analysis::diff::{apply, diff};
use crate::atlas::Atlas;
use crate::cli::args::{self, DiffForm, OutputForm, Writing};
use crate::cli::editions::{
    HeldInput, held, list, none_replaced, not_generalised, refused, tell_counts, two_sources, under_terms_of,
};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::output::{Added, Output};
use crate::cli::output_form::asked_form;
use crate::cli::report::Report;
use crate::cli::sink::target;
use crate::cli::stream::generaliser;
use crate::cli::usage::Usage;
use crate::io::outgoing::Outgoing;
use crate::io::read::input::Input;
use crate::io::read::patch::read_patch;
use crate::io::write::patch::patch_text;
use crate::io::write::sidecar::Sidecar;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::licence::Datasets;
use crate::model::patch::{Change, Lone, Patch};
use crate::model::row_id::Identity;
use crate::model::sameness::Sameness;
use crate::model::shape::Shape;

/// Columns of a change.
const COLUMNS: [&str; 6] = ["change", "id", "field", "old", "new", "moved_km"];
/// Members by which people know a record again, the most telling first.
const TELLING: [&str; 6] = ["title", "name", "what", "event_type", "date", "event_date"];
/// Steps of a distance in a kilometre: a metre, which is less than coordinates are good for.
const KM_STEPS: f64 = 1e3;

/// Lists what is different, or writes it as a patch.
pub(in crate::cli) fn run(asked: &args::Diff, report: &mut Report) -> Result<Exit, Failure> {
    let sources = two_sources(&asked.old, &asked.new)?;
    not_generalised("differences", &asked.publishing)?;
    let mut writing = Writing {
        output: asked.output.clone(),
        force: asked.force,
        publishing: asked.publishing.clone(),
        ..Writing::default()
    };
    let form = form(asked, target(&writing, None)?.as_deref())?;
    writing.format = Some(output_form(form));
    let mut output = list(&writing, &COLUMNS)?;
    for path in [output.target().map(Path::to_owned), output.sidecar()].iter().flatten() {
        none_replaced(Some(path), sources.iter().filter_map(Source::file))?;
    }
    let atlas = Atlas::built_in();
    let [old, new] =
        [held(&sources[0], &atlas, &asked.reading, report)?, held(&sources[1], &atlas, &asked.reading, report)?];
    let identity = identity([&old, &new], asked.reading.id_column.as_ref());
    for (source, input) in sources.iter().zip([&old, &new]) {
        under_terms_of(&mut output, source, input)?;
    }
    let patch = diff(&old.features, &new.features, &identity);
    tell_counts(&[&old, &new], report);
    if form == DiffForm::Json {
        output.finish_as(patch_text(&patch), report)?;
    } else {
        let places = [old.place_columns(), new.place_columns()].concat();
        listed(&patch, &places, output, report)?;
    }
    report.outcome(&summary(&patch));
    Ok(match refused(&[&old, &new]) {
        0 if patch.is_empty() => Exit::Done,
        0 => Exit::No,
        refused => Exit::finished(refused),
    })
}

fn form(asked: &args::Diff, target: Option<&Path>) -> Result<DiffForm, Usage> {
    let writing = Writing::default();
    let named = target.filter(|_| asked.format.is_none()).map(|path| asked_form(&writing, Some(path), None));
    match named.transpose()?.flatten() {
        None => Ok(asked.format.unwrap_or(DiffForm::Table)),
        Some(OutputForm::Json) => Ok(DiffForm::Json),
        Some(OutputForm::Csv) => Ok(DiffForm::Csv),
        Some(OutputForm::Tsv) => Ok(DiffForm::Tsv),
        Some(other) => {
            let format = format!("{other:?}").to_lowercase();
            Err(Usage::NotThisFormat { command: "diff", format, use_instead: "table, json, csv or tsv" })
        }
    }
}

fn output_form(form: DiffForm) -> OutputForm {
    match form {
        DiffForm::Csv => OutputForm::Csv,
        DiffForm::Tsv => OutputForm::Tsv,
        DiffForm::Json => OutputForm::Json,
        DiffForm::Table => OutputForm::Table,
    }
}

/// How the records of two inputs are told apart: a table and a `GeoJSON` file say the same in other words.
fn identity(inputs: [&HeldInput; 2], id_column: Option<&String>) -> Identity {
    let id_field = id_column.cloned();
    let [old, new] = inputs;
    if old.schema.is_some() == new.schema.is_some() {
        return Identity { id_field, ..Identity::default() };
    }
    let mut aside: Vec<String> = inputs.iter().flat_map(|input| input.place_columns()).collect();
    aside.extend(inputs.iter().find_map(|input| id_column_of(input, id_column)));
    Identity { sameness: Sameness::Values, id_field, aside }
}

/// The column of a table that holds the ids: the one that was named, by name or number, or `id`.
fn id_column_of(input: &HeldInput, named: Option<&String>) -> Option<String> {
    let columns = &input.schema.as_ref()?.columns;
    let Some(named) = named else { return columns.iter().find(|column| column.eq_ignore_ascii_case("id")).cloned() };
    let numbered = || columns.get(named.parse::<usize>().ok()?.checked_sub(1)?);
    columns.iter().find(|column| *column == named).or_else(numbered).cloned()
}

/// `added 10, changed 5 (2 moved), withdrawn 3, the same 40`
fn summary(patch: &Patch) -> String {
    let moved = patch.changed.iter().filter(|change| change.shape.is_some()).count();
    let moved = if moved > 0 { format!(" ({moved} moved)") } else { String::new() };
    let [added, changed, withdrawn] = [patch.added.len(), patch.changed.len(), patch.withdrawn.len()];
    let order = if patch.order.is_some() { "; records that are in both stand in another order" } else { "" };
    format!("added {added}, changed {changed}{moved}, withdrawn {withdrawn}, the same {}{order}", patch.unchanged())
}

/// Writes one change a row.
fn listed(patch: &Patch, places: &[String], output: Output, report: &mut Report) -> Result<(), Failure> {
    let mut output = output;
    let withdrawn = patch.withdrawn.iter().map(|lone| vec![lone_row("withdrawn", lone)]);
    let changed = patch.changed.iter().map(|change| change_rows(change, places));
    let new = patch.added.iter().map(|lone| vec![lone_row("added", lone)]);
    let rows = new.chain(changed).chain(withdrawn).flatten();
    for row in rows {
        let named = COLUMNS.into_iter().map(str::to_owned).zip(row);
        let properties: Properties = named.collect();
        output.write(&Outgoing::from(&Feature { id: None, shape: None, properties }))?;
    }
    output.finish(report)
}

type Row = [Value; 6];

fn lone_row(word: &str, lone: &Lone) -> Row {
    let telling = TELLING.iter().find_map(|&field| Some((field, lone.feature.properties.get(field)?)));
    let field = telling.map(|(field, _)| field);
    let value = telling.map(|(_, value)| value.clone());
    let (old, new) = if word == "added" { (None, value) } else { (value, None) };
    [json!(word), json!(lone.name), json!(field), json!(old), json!(new), Value::Null]
}

fn change_rows(change: &Change, places: &[String]) -> Vec<Row> {
    let row = |field: &str, old: Value, new: Value| {
        [json!("changed"), json!(change.name), json!(field), old, new, Value::Null]
    };
    let mut rows = Vec::new();
    if let Some(id) = &change.id {
        rows.push(row("id", Value::Null, json!(id.as_ref().map(FeatureId::to_string))));
    }
    if let Some(shapes) = &change.shape {
        let [old, new] = shapes.each_ref().map(|shape| json!(shape.as_ref().map(place)));
        let word = if change.moved.is_some() { "place" } else { "geometry" };
        let moved = change.moved.map(|moved| (moved.km() * KM_STEPS).round() / KM_STEPS);
        rows.push([json!("moved"), json!(change.name), json!(word), old, new, json!(moved)]);
    }
    // the columns of a place say again that it moved
    let fields = change.fields.iter().filter(|field| change.shape.is_none() || !places.contains(&field.name));
    rows.extend(fields.map(|field| row(&field.name, json!(field.old), json!(field.new))));
    rows
}

/// A place in words: a point in degrees, or the kind of another geometry.
fn place(shape: &Shape) -> String {
    match shape.geometry() {
        Geometry::Point(point) => format!("{} {}", point.x(), point.y()),
        Geometry::MultiPoint(_) => "points".to_owned(),
        Geometry::LineString(_) | Geometry::MultiLineString(_) | Geometry::Line(_) => "a line".to_owned(),
        Geometry::GeometryCollection(_) => "a collection".to_owned(),
        _ => "an area".to_owned(),
    }
}

/// Writes the newer edition, made of the older and a patch.
pub(in crate::cli) fn run_apply(asked: &args::Apply, report: &mut Report) -> Result<Exit, Failure> {
    let [source, patch_source] = two_sources(&asked.old, &asked.patch)?;
    let patch_file = patch_source.file().ok_or_else(|| Usage::NoPatchFile { name: patch_source.name() })?;
    let mut output = Output::new(&asked.writing, Some(&source), Added::default())?;
    for path in [output.target().map(Path::to_owned), output.sidecar()].iter().flatten() {
        none_replaced(Some(path), [patch_file])?;
    }
    if let Some(told) = Sidecar::told_of(patch_file) {
        output.input_says(&told);
    }
    let failed = |error| Failure::PatchFile { file: patch_source.name(), error: Box::new(error) };
    let patch = read_patch(Input::Path(patch_file.to_owned())).map_err(failed)?;
    let atlas = Atlas::built_in();
    let old = held(&source, &atlas, &asked.reading, report)?;
    let counts = (old.tally.refused, old.tally.read);
    if counts.0 > 0 {
        return Err(Failure::PatchedRecords { refused: counts.0, read: counts.1 });
    }
    let made =
        apply(&patch, &old.features).map_err(|error| Failure::Patch { file: source.name(), error: Box::new(error) })?;
    under_terms_of(&mut output, &source, &old)?;
    output.rows_of(datasets_of(&made))?;
    let made = match generaliser(&output, &atlas, &asked.reading, None)? {
        Some(generaliser) => made.into_iter().map(|feature| generaliser.generalised(feature)).collect(),
        None => made,
    };
    write_edition(output, old, &made, report)?;
    report.outcome(&summary(&patch));
    Ok(Exit::Done)
}

/// The published datasets that `features` are of, by their columns.
fn datasets_of(features: &[Feature]) -> Datasets {
    let found = features.iter().map(|feature| Datasets::of_columns(feature.properties.keys().map(String::as_str)));
    found.fold(Datasets::default(), Datasets::and)
}

fn write_edition(output: Output, old: HeldInput, made: &[Feature], report: &mut Report) -> Result<(), Failure> {
    let mut output = output;
    tell_counts(&[&old], report);
    if let Some(mut schema) = old.schema {
        let mut held = std::collections::BTreeSet::new();
        let names = made.iter().flat_map(|feature| feature.properties.keys());
        let more: Vec<String> = names.filter(|name| held.insert(name.as_str())).cloned().collect();
        schema.columns.retain(|column| made.is_empty() || held.contains(column.as_str()));
        let new: Vec<String> = more.into_iter().filter(|name| !schema.columns.contains(name)).collect();
        schema.columns.extend(new);
        output.schema(schema);
    }
    for (name, value) in old.members {
        output.member(&name, value);
    }
    for feature in made {
        output.write(&Outgoing::from(feature))?;
    }
    output.finish(report)
}
