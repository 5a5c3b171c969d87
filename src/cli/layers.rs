//! Layers and lines of the user's: read whole, and only if every record is sound. Not responsible for measuring.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{AtlasArgs, Edges};
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::signals;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::geometry::edge::EdgeModel;
use crate::io::read::event::Event;
use crate::io::read::features::read_features;
use crate::io::read::input::Input;
use crate::io::read::options::ReadOptions;
use crate::io::read::problem::Severity;
use crate::model::layer::Layer;

impl From<Edges> for EdgeModel {
    fn from(edges: Edges) -> Self {
        match edges {
            Edges::Rfc7946 => Self::Rfc7946,
            Edges::Geodesic => Self::Geodesic,
        }
    }
}

/// The atlas with the layers that `args` put in the place of built-in ones.
pub(super) fn atlas(args: &AtlasArgs, edges: Edges, report: &mut Report) -> Result<Atlas, Failure> {
    let mut builder = Atlas::builder().edges(edges.into());
    for argument in &args.layers {
        let (name, file) = name_and_file(argument)?;
        let layer = own_layer(&file, report)?;
        let failed = |error| Failure::Layer { file: file.to_string_lossy().into_owned(), error };
        builder = builder.layer(name, layer).map_err(failed)?;
    }
    Ok(builder.build())
}

/// The layers that `args` put in the place of built-in ones.
pub(super) fn own_layers(args: &AtlasArgs) -> Result<Vec<LayerName>, Usage> {
    args.layers.iter().map(|argument| Ok(name_and_file(argument)?.0)).collect()
}

/// The features and metadata of the file `path`.
pub(super) fn own_layer(path: &Path, report: &mut Report) -> Result<Layer, Failure> {
    report.has_read(path.to_owned());
    let mut layer = Layer::default();
    let mut refused = None;
    let mut stopped = None;
    let read = read_features(Input::Path(path.to_owned()), &ReadOptions::default(), &mut |event| {
        if let Err(signal) = signals::go_on() {
            stopped = Some(signal);
            return ControlFlow::Break(());
        }
        match event {
            Event::Kept(record) => layer.features.push(record.feature),
            Event::Problem(problem) if problem.severity == Severity::Refused => {
                refused = Some(Box::new(problem));
                return ControlFlow::Break(());
            }
            Event::Problem(problem) => report.problem(&problem),
            Event::Member { name, value } if name == "metadata" => {
                // metadata of another shape than ours tells nothing that we could use
                layer.metadata = serde_json::from_value(value).unwrap_or_default();
            }
            _ => {}
        }
        ControlFlow::Continue(())
    });
    if let Some(signal) = stopped {
        return Err(signal);
    }
    read?;
    match refused {
        Some(problem) => Err(Failure::LayerRecord { problem }),
        None => Ok(layer),
    }
}

fn name_and_file(argument: &OsStr) -> Result<(LayerName, PathBuf), Usage> {
    let form = || Usage::LayerForm { text: argument.to_string_lossy().into_owned() };
    let (name, file) = argument.to_str().and_then(|text| text.split_once('=')).ok_or_else(form)?;
    if file.is_empty() {
        return Err(form());
    }
    let known = LayerName::ALL.map(LayerName::word);
    let layer = name.parse().map_err(|_| Usage::NoLayer {
        name: name.to_owned(),
        closest: closest(name, known).map(str::to_owned),
        known: known.map(str::to_owned).to_vec(),
    })?;
    Ok((layer, PathBuf::from(file)))
}
