//! `sarhad demo`: the main job on what is built in: incidents with border and distance, all layers, a map and a table.
//! Not responsible for drawing.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::Value;

use crate::atlas::article::article;
use crate::atlas::{Atlas, LayerName};
use crate::cli::args::Demo;
use crate::cli::commands::traced::{Traced, traced};
use crate::cli::credit::with_input;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::article_metadata;
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::sink::print;
use crate::cli::table::table;
use crate::io::escape::escaped;
use crate::io::write::destination::{Destination, Overwrite};
use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, feature_writer};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::WriteOptions;
use crate::model::feature::Feature;
use crate::query::credit::{credit, measured};
use crate::query::incidents::{Records, incident_features};
use crate::render::{MapOptions, map_svg};

const COLUMNS: [&str; 8] = ["id", "date", "title", "says", "precision", "border", "distance", "sources differ on"];
/// Whose words the picture shows.
const SUBTITLE: &str =
    "Claims of one news article of 28 January 2024, shown only as exactly as the source gives the place";
/// The name of the picture.
const MAP: &str = "map.svg";
/// The layers that the answers come from.
const USED: [LayerName; 4] = [LayerName::Borders, LayerName::Countries, LayerName::Provinces, LayerName::Districts];

/// Writes the files and prints the table.
pub(in crate::cli) fn run(asked: &Demo, report: &mut Report) -> Result<Exit, Failure> {
    let atlas = Atlas::built_in();
    let traced = traced(&atlas, article());
    let files = written(asked, &atlas, &traced)?;
    let rows: Vec<Vec<Value>> = traced.iter().map(Traced::row).collect();
    let text = format!("{}\n{}", table(&COLUMNS, &rows), footer(&atlas, &traced, &asked.output, &files));
    print(&text)?;
    let (map, data) = (asked.output.join(MAP), asked.output.join("incidents.geojson"));
    report.note(&format!("open {} in a browser, or {} in QGIS", map.display(), data.display()));
    Ok(Exit::Done)
}

/// A file of the demo before it is written.
struct Sheet {
    name: String,
    metadata: Option<Value>,
    features: Vec<Feature>,
}

/// Writes all files, or none if one of them exists and may not be replaced; returns their names.
fn written(asked: &Demo, atlas: &Atlas, traced: &[Traced]) -> Result<Vec<String>, Failure> {
    let folder = &asked.output;
    let sheets = sheets(atlas, traced);
    let files: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).chain([MAP.to_owned()]).collect();
    if let Some(target) = files.iter().map(|file| folder.join(file)).find(|path| !asked.force && path.exists()) {
        return Err(WriteError::Exists { target }.into());
    }
    fs::create_dir_all(folder).map_err(|error| output_failure(folder, error))?;
    let overwrite = if asked.force { Overwrite::Force } else { Overwrite::Refuse };
    for sheet in &sheets {
        signals::go_on()?;
        write_sheet(&folder.join(&sheet.name), sheet, overwrite)?;
    }
    write_map(&folder.join(MAP), atlas, traced, overwrite)?;
    Ok(files)
}

fn sheets(atlas: &Atlas, traced: &[Traced]) -> Vec<Sheet> {
    let credit = credit(atlas, &USED, Some(atlas.edges()));
    let mut sheets = vec![
        Sheet {
            name: "incidents.geojson".to_owned(),
            metadata: with_input(Some(credit), Some(article_metadata())),
            features: traced.iter().map(|traced| traced.feature.clone()).collect(),
        },
        Sheet {
            name: "diplomacy.geojson".to_owned(),
            metadata: Some(article_metadata()),
            features: incident_features(atlas, article(), Records::Diplomacy),
        },
    ];
    sheets.extend(LayerName::ALL.into_iter().map(|name| {
        let layer = atlas.layer(name);
        let metadata = serde_json::to_value(&layer.metadata).ok();
        Sheet { name: format!("{name}.geojson"), metadata, features: layer.features.clone() }
    }));
    sheets
}

fn write_sheet(path: &Path, sheet: &Sheet, overwrite: Overwrite) -> Result<(), Failure> {
    let mut destination = Destination::file(path, overwrite, &[])?;
    let mut options = WriteOptions::new(OutputFormat::GeoJson, path);
    options.document.metadata.clone_from(&sheet.metadata);
    let mut writer = feature_writer(&mut destination, options);
    for feature in &sheet.features {
        writer.write(feature)?;
    }
    writer.finish()?;
    Ok(destination.commit()?)
}

fn write_map(path: &Path, atlas: &Atlas, traced: &[Traced], overwrite: Overwrite) -> Result<(), Failure> {
    let incidents: Vec<Feature> = traced.iter().map(|traced| traced.feature.clone()).collect();
    let card = &article().dataset;
    let notes = vec![card.attribution.clone(), card.disclaimer.clone()];
    let picture =
        map_svg(atlas, &incidents, &MapOptions { notes, subtitle: SUBTITLE.to_owned(), ..MapOptions::default() });
    let mut destination = Destination::file(path, overwrite, &[])?;
    destination.write_all(picture.as_bytes()).map_err(|error| output_failure(path, error))?;
    Ok(destination.commit()?)
}

/// What was drawn how, which files there are, and the credit.
fn footer(atlas: &Atlas, traced: &[Traced], folder: &Path, files: &[String]) -> String {
    let drawn = |as_what: &str| traced.iter().filter(|traced| traced.drawn_as == as_what).count();
    let (points, lines, areas, listed) = (drawn("point"), drawn("line"), drawn("area"), drawn("nothing"));
    let records = format!(
        "{} records: {points} drawn as a point, {lines} along the border, {areas} as a district, {listed} listed only",
        traced.len(),
    );
    let card = &article().dataset;
    let credit = credit(atlas, &USED, None);
    let told = |name: &str| credit.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let lines = [
        ("", records),
        ("files: ", format!("{} in {}", files.join(", "), escaped(&folder.to_string_lossy()))),
        ("distances: ", measured(atlas.edges())),
        ("caution: ", card.disclaimer.clone()),
        ("caution: ", told("disclaimer")),
        ("credit: ", card.attribution.clone()),
        ("credit: ", format!("{} ({})", told("attribution"), told("licence"))),
    ];
    lines.map(|(word, line)| format!("{word}{line}\n")).concat()
}
