//! Which layers of the atlas are drawn under the records of an output. Not responsible for how they are drawn.

use crate::atlas::{Atlas, LayerName};
use crate::cli::input::Source;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::write::options::DrawnLayer;

/// What lies under the records of a project where nothing else is asked for.
pub(super) const UNDER_PROJECTS: &str = "countries,provinces,districts,borders,places,tripoints";
/// The word for none.
pub(super) const NOTHING: &str = "none";

/// The layers that `asked` names, with commas between; one that is the input itself is there already.
pub(super) fn layers(asked: &str, atlas: &Atlas, source: &Source) -> Result<Vec<DrawnLayer>, Usage> {
    let mut names: Vec<LayerName> = Vec::new();
    for word in asked.split(',').map(str::trim).filter(|word| !word.is_empty() && *word != NOTHING) {
        let word = word.strip_prefix('@').unwrap_or(word);
        let name: LayerName = word.parse().map_err(|_| {
            let known = LayerName::ALL.map(LayerName::word);
            let closest = closest(word, known).map(str::to_owned);
            Usage::NoLayer { name: word.to_owned(), closest, known: known.map(str::to_owned).to_vec() }
        })?;
        if !names.contains(&name) && *source != Source::Layer(name) {
            names.push(name);
        }
    }
    Ok(names.into_iter().map(|name| drawn(name, atlas)).collect())
}

fn drawn(name: LayerName, atlas: &Atlas) -> DrawnLayer {
    let layer = atlas.layer(name);
    let metadata = serde_json::to_value(&layer.metadata).ok();
    DrawnLayer { name: name.word().to_owned(), features: layer.features.clone(), metadata }
}
