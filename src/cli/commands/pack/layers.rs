//! The layers that a package tells of, and files of features in it. Not responsible for the records' own files.

use std::path::Path;

use serde_json::Value;

use crate::atlas::{Atlas, LayerName};
use crate::cli::failure::Failure;
use crate::cli::signals;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::write::destination::{Destination, Overwrite};
use crate::io::write::feature::{FeatureWriter, feature_writer};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::WriteOptions;
use crate::model::feature::Feature;
use crate::model::source::LayerMetadata;

/// The layers from which areas of claims are drawn.
pub(super) const DRAWN_FROM: [LayerName; 4] =
    [LayerName::Borders, LayerName::Countries, LayerName::Provinces, LayerName::Districts];

/// Features between two looks at signals.
const LOOK_FEATURES: usize = 256;

/// The layers that `names` name, with `@` or without.
pub(super) fn named(names: &[String]) -> Result<Vec<LayerName>, Usage> {
    let of = |name: &String| {
        name.trim().trim_start_matches('@').parse().map_err(|_| {
            let known = LayerName::ALL.map(LayerName::word);
            Usage::NoLayer {
                name: name.clone(),
                closest: closest(name, known).map(str::to_owned),
                known: known.map(str::to_owned).to_vec(),
            }
        })
    };
    let mut layers = names.iter().map(of).collect::<Result<Vec<LayerName>, Usage>>()?;
    layers.sort_unstable();
    layers.dedup();
    Ok(layers)
}

/// The layers of which an input says that its answers come from them: what the atlas knows of those that are built in.
pub(super) fn stated(metadata: &Value, atlas: &Atlas) -> Vec<LayerMetadata> {
    let own = metadata.get("layers").and_then(Value::as_array).cloned().unwrap_or_default();
    let of = |card: Value| {
        let card: LayerMetadata = serde_json::from_value(card).ok()?;
        let known = card.layer.parse::<LayerName>().ok().map(|name| &atlas.layer(name).metadata);
        Some(known.filter(|known| known.title == card.title && known.date == card.date).cloned().unwrap_or(card))
    };
    let mut cards: Vec<LayerMetadata> = own.into_iter().filter_map(of).collect();
    cards.extend(metadata.get("input").map(|input| stated(input, atlas)).unwrap_or_default());
    cards
}

/// Writes `features` as `GeoJSON` to the new file `path`.
pub(super) fn write(path: &Path, metadata: Option<Value>, features: &[Feature]) -> Result<(), Failure> {
    let mut destination = Destination::file(path, Overwrite::Refuse, &[])?;
    let mut options = WriteOptions::new(OutputFormat::GeoJson, path);
    options.document.metadata = metadata;
    let mut writer = feature_writer(&mut destination, options);
    for some in features.chunks(LOOK_FEATURES) {
        signals::go_on()?;
        for feature in some {
            writer.write(feature)?;
        }
    }
    writer.finish()?;
    Ok(destination.commit()?)
}
