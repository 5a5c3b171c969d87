//! What `--to` names: a border or point of the atlas, a layer, or a file. Not responsible for measuring.

use std::path::Path;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::Measuring;
use crate::cli::failure::Failure;
use crate::cli::layers::own_layer;
use crate::cli::report::Report;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::model::feature::Feature;
use crate::query::distance::{Target, TargetError, layers_behind};

/// What is measured to where nothing is named: all land borders.
const USUAL: &str = "border";

/// A target and the layers that its answers come from.
pub(super) struct Aim<'a> {
    /// What is measured to.
    pub(super) target: Target<'a>,
    /// The layers used.
    pub(super) layers: Vec<LayerName>,
}

/// What `measuring` names.
pub(super) fn aim<'a>(atlas: &'a Atlas, measuring: &Measuring, report: &mut Report) -> Result<Aim<'a>, Failure> {
    let name = measuring.to.as_deref().unwrap_or(Path::new(USUAL));
    let text = name.to_string_lossy();
    if let Some(layer) = text.strip_prefix('@') {
        return of_layer(atlas, layer);
    }
    let known = match Target::named(atlas, &text) {
        Ok(target) => return Ok(Aim { target, layers: layers_behind(&text).to_vec() }),
        Err(TargetError::Unknown { known, .. }) => known,
        Err(error) => return Err(Failure::Target { file: text.into_owned(), error }),
    };
    let looks_named = ["border/", "tripoint/", "crossing/"].iter().any(|kind| text.starts_with(kind));
    let looks_like_file = !looks_named && text.contains(['/', '\\', '.']);
    if !name.exists() && !looks_like_file {
        let closest = closest(&text, known.iter().map(String::as_str)).map(str::to_owned);
        return Err(Usage::NoTarget { name: text.into_owned(), closest, known }.into());
    }
    let layer = own_layer(name, report)?;
    Ok(Aim { target: of_features(atlas, &text, &layer.features)?, layers: vec![LayerName::Countries] })
}

fn of_layer<'a>(atlas: &'a Atlas, name: &str) -> Result<Aim<'a>, Failure> {
    let layer: LayerName = name.parse().map_err(|_| {
        let known = LayerName::ALL.map(|layer| format!("@{layer}"));
        let closest = closest(name, LayerName::ALL.map(LayerName::word)).map(|layer| format!("@{layer}"));
        Usage::NothingBuiltIn { name: format!("@{name}"), closest, known: known.to_vec() }
    })?;
    let target = of_features(atlas, name, &atlas.layer(layer).features)?;
    Ok(Aim { target, layers: vec![layer, LayerName::Countries] })
}

fn of_features<'a>(atlas: &'a Atlas, file: &str, features: &[Feature]) -> Result<Target<'a>, Failure> {
    Target::of_features(atlas, features).map_err(|error| Failure::Target { file: file.to_owned(), error })
}
