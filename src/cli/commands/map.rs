//! `sarhad map`: a map for the web, as one file or as a folder. Not responsible for what the page does.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{Edges, Map, Measuring, OutputForm, Writing};
use crate::cli::credit::with_input;
use crate::cli::drawing::notes;
use crate::cli::editions::not_generalised;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::placer;
use crate::cli::publishing::KEPT_CODE;
use crate::cli::rejects::Rejects;
use crate::cli::remark::Remark;
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::{Survey, TargetAccuracy};
use crate::cli::target::aim;
use crate::cli::usage::Usage;
use crate::geometry::edge::EdgeModel;
use crate::io::write::feature::{FeatureWriter, feature_writer};
use crate::io::write::folder::FolderDestination;
use crate::io::write::format::OutputFormat;
use crate::io::write::options::WriteOptions;
use crate::model::claim::ClaimSet;
use crate::model::feature::Feature;
use crate::query::credit::credit;
use crate::render::html::{LayerChoice, WebMap, layers_json};

mod charted;
mod claim_list;
mod naming;
mod place;
mod several;

use charted::{Answer, Charted, record};
use naming::Naming;
use place::{Place, overwrite};
use several::Several;

/// The layers that answers come from.
const ANSWERING: [LayerName; 4] =
    [LayerName::Borders, LayerName::Countries, LayerName::Provinces, LayerName::Districts];
/// The member of metadata that tells the terms of the records.
const ROWS: &str = "rows";
/// The member of metadata that tells what claims were read in.
const SOURCES: &str = "sources";
/// The member of metadata that tells what was noticed of the records as a whole.
const REMARKS: &str = "remarks";
/// What cannot be made coarser: its words tell places.
const CLAIMS: &str = "maps of claims";
/// A page above this takes long to load from a phone's network.
const HEAVY_BYTES: usize = 10_000_000;

/// Writes the page.
pub(in crate::cli) fn run(asked: &Map, report: &mut Report) -> Result<Exit, Failure> {
    let place = Place::of(asked)?;
    let choices = choices(&asked.look.with)?;
    WebMap::default().folder().map_err(Failure::Page)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let mut several = several(asked, place, &atlas, report)?;
    let (source, claims) = source(asked, several.as_mut())?;
    let measuring = Measuring { to: None, edges: Edges::default() };
    let aim = aim(&atlas, &measuring, report)?;
    let survey = Survey::new(&atlas, &aim.target, placer(&asked.placing, &atlas)?, TargetAccuracy::LeftAside);
    let question = Charted::new(&atlas, survey, &choices);
    let naming = Naming::of(asked, &source, report)?;
    let (target, folder) = place.target(asked)?;
    let rejects = place.rejects(asked);
    let writing = Writing { format: Some(OutputForm::Geojson), rejects, ..asked.writing(target) };
    let mut output = Output::new(&writing, Some(&source), Added::default())?.summary(Added::default());
    if let Some(several) = &several {
        several.terms(&mut output)?;
    }
    let ends = Ends { source: &source, reading: &asked.reading, writing: &writing, placing: Some(&asked.placing) };
    let met: RefCell<Vec<Feature>> = RefCell::default();
    let mut told = Told::default();
    let rejects = several.as_mut().and_then(Several::rejects);
    let exit = Stream::new(&ends, &atlas, output, report)?.rejecting(rejects).run_whole(
        &question,
        &mut |answer: &Answer, kept| met.borrow_mut().push(naming.filled(record(answer, kept.to_feature()))),
        |terms, report| {
            let sources = several.as_ref().and_then(Several::claim_sources);
            told.not_public = terms.as_ref().and_then(not_public);
            let lacks = several.as_ref().map_or_else(|| lacks_of(report), Several::lacks);
            let remarks = remarks(report, [told.not_public.clone(), question.unclear()], lacks);
            let claims = claims.as_deref();
            let parts = Parts { records: met.take(), terms, claims, sources, choices: &choices, remarks };
            let map = made(asked, &atlas, parts)?;
            written(&map, folder.as_ref(), &mut told.notes)
        },
    )?;
    question.tell(report);
    if let Some(warning) = &told.not_public {
        report.remarked(KEPT_CODE, warning);
    }
    if let Some(folder) = folder {
        folder.commit()?;
    }
    for note in &told.notes {
        report.note(note);
    }
    Ok(several.map_or(exit, |several| several.tell(report)))
}

/// What of the one input that `report` tells of is not in the page.
fn lacks_of(report: &Report) -> Vec<String> {
    let counts = report.counted().cloned().unwrap_or_default();
    let name = Path::new(&counts.input).file_name().map(|name| name.to_string_lossy().into_owned());
    several::lacks(&name.unwrap_or_default(), counts.read, [counts.refused, 0]).into_iter().collect()
}

/// What readers of the page should know of its records as a whole.
fn remarks(report: &Report, noticed: [Option<Remark>; 2], lacks: Vec<String>) -> Vec<String> {
    let noticed = noticed.into_iter().flatten().map(|remark| remark.said);
    report.remarks().iter().cloned().chain(noticed).chain(lacks).collect()
}

/// What is to be told once the page is there.
#[derive(Debug, Default)]
struct Told {
    notes: Vec<String>,
    not_public: Option<Remark>,
}

/// Why a page of records under these `terms` is not for others, if it is not.
fn not_public(terms: &Value) -> Option<Remark> {
    let rows = terms.get(ROWS)?;
    let says = |member: &str| rows.get(member).and_then(Value::as_str);
    if rows.get("may_pass_on") != Some(&Value::Bool(false)) || says("permission").is_some() {
        return None;
    }
    let (dataset, why) = (says("dataset").unwrap_or("the rows"), says("why_not").unwrap_or("their terms forbid it"));
    Some(Remark {
        said: format!("the page holds rows of {dataset} that may not be passed on: {why}"),
        advice: "keep it to yourself, publish counts (sarhad convert --aggregate), or say --permission",
    })
}

fn choices(words: &[String]) -> Result<Vec<LayerChoice>, Usage> {
    let words = words.iter().map(|word| word.trim().trim_start_matches('@')).filter(|word| *word != "none");
    words.map(|word| word.parse().map_err(Usage::WebLayer)).collect()
}

/// The inputs that are read whole before they are asked about: several, and sets of claims.
fn several(asked: &Map, place: Place, atlas: &Atlas, report: &mut Report) -> Result<Option<Several>, Failure> {
    if asked.inputs.len() == 1 && !asked.claims {
        return Ok(None);
    }
    let rejects = Rejects::new(place.rejects(asked), overwrite(asked))?;
    Several::read(asked, atlas, rejects, report).map(Some)
}

/// Where records come from, and the claims that they are made of.
fn source(asked: &Map, several: Option<&mut Several>) -> Result<(Source, Option<Arc<ClaimSet>>), Failure> {
    let (source, claims, has_claims) = if let Some(several) = several {
        (several.as_source(), None, several.has_claims())
    } else {
        let source = Source::of(&asked.inputs[0])?;
        let claims = source.claims();
        let has_claims = claims.is_some();
        (source, claims, has_claims)
    };
    if has_claims {
        not_generalised(CLAIMS, &asked.publishing)?;
    }
    Ok((source, claims))
}

/// What a page is made of.
struct Parts<'a> {
    records: Vec<Feature>,
    terms: Option<Value>,
    claims: Option<&'a ClaimSet>,
    /// What the claims of several inputs were read in.
    sources: Option<Value>,
    choices: &'a [LayerChoice],
    /// What readers should know of all of it.
    remarks: Vec<String>,
}

fn made(asked: &Map, atlas: &Atlas, parts: Parts) -> Result<WebMap, Failure> {
    let Parts { mut records, terms, claims, sources, choices, remarks } = parts;
    let drawn: Vec<LayerName> = choices.iter().map(|choice| choice.layer()).collect();
    let layers = layers_json(atlas, choices, &records, &credit(atlas, &drawn, None))?;
    charted::leave_units_to_layers(&mut records, choices);
    let mut metadata = metadata(credit(atlas, &ANSWERING, Some(EdgeModel::default())), terms.clone());
    if let (Some(set), Some(Value::Object(metadata))) = (claims, &mut metadata) {
        claim_list::add(set, &mut records);
        metadata.insert(SOURCES.to_owned(), claim_list::sources(set));
    }
    if let (Some(sources), Some(Value::Object(metadata))) = (sources, &mut metadata) {
        metadata.insert(SOURCES.to_owned(), sources);
    }
    let title = asked.look.title.clone().unwrap_or_else(|| title(terms.as_ref(), &asked.inputs));
    if let Some(Value::Object(metadata)) = &mut metadata {
        metadata.insert("title".to_owned(), title.clone().into());
        if !remarks.is_empty() {
            metadata.insert(REMARKS.to_owned(), remarks.into());
        }
    }
    let shown: Vec<&str> = choices.iter().map(|choice| choice.word()).collect();
    Ok(WebMap {
        description: charted::description(&records),
        language: asked.look.lang.into(),
        layers,
        shown: shown.join(" "),
        listed: records.iter().map(charted::line).collect(),
        notes: notes(metadata.as_ref()),
        incidents: geojson(&records, metadata)?,
        title,
    })
}

/// What the records tell of themselves: our credit, what their input told, and the terms of their rows.
fn metadata(credit: Value, terms: Option<Value>) -> Option<Value> {
    let mut terms = terms;
    let rows = terms.as_mut().and_then(Value::as_object_mut).and_then(|terms| terms.remove(ROWS));
    let mut metadata =
        with_input(Some(credit), terms.filter(|terms| terms.as_object().is_none_or(|all| !all.is_empty())));
    if let (Some(rows), Some(Value::Object(metadata))) = (rows, &mut metadata) {
        metadata.insert(ROWS.to_owned(), rows);
    }
    metadata
}

/// What the data are called.
fn title(terms: Option<&Value>, inputs: &[PathBuf]) -> String {
    let within = |member: &str| terms?.get(member)?.as_str().map(str::to_owned);
    let of_rows = || terms?.get(ROWS)?.get("dataset")?.as_str().map(str::to_owned);
    let file = || inputs[0].file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    within("title").or_else(of_rows).unwrap_or_else(file)
}

fn geojson(records: &[Feature], metadata: Option<Value>) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let mut options = WriteOptions::new(OutputFormat::GeoJson, Path::new("incidents.geojson"));
    options.document.metadata = metadata;
    let mut writer = feature_writer(&mut text, options);
    for record in records {
        writer.write(record)?;
    }
    writer.finish()?;
    Ok(text)
}

/// The page's bytes; the other files of a folder are written beside it.
fn written(map: &WebMap, folder: Option<&FolderDestination>, told: &mut Vec<String>) -> Result<Vec<u8>, Failure> {
    let Some(folder) = folder else {
        let page = map.single_file().map_err(Failure::Page)?;
        if page.len() > HEAVY_BYTES {
            told.push(format!(
                "the page has {} MB, which takes long to load; -o FOLDER/ writes its parts side by side",
                page.len() / 1_000_000
            ));
        }
        return Ok(page);
    };
    let mut page = Vec::new();
    for (path, bytes) in map.folder().map_err(Failure::Page)? {
        let file = folder.building().join(path);
        if path == WebMap::folder_paths()[0] {
            page = bytes.into_owned();
            continue;
        }
        let made = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, &bytes));
        made.map_err(|error| output_failure(&file, error))?;
    }
    Ok(page)
}
