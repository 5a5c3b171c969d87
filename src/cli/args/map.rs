//! What can be asked of `sarhad map` and `sarhad embed`. Not responsible for making pages.

use std::path::PathBuf;

use clap::Args;

use super::picture::Tongue;
use super::{AtlasArgs, Placing, Publishing, Reading, Writing};

/// The layers that go into a page where nothing is said.
const LAYERS: &str = "countries,provinces,districts,borders,tripoints,towns";

/// `sarhad map`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad map @incidents -o map.html
      one file that works without a network, from a disk or from any host
  sarhad map events.csv -o map.html --lang ur --title 'سرحدی واقعات'
  sarhad map events.csv -o site/
      a folder for any host: a page, its script, the records as GeoJSON, the layers as TopoJSON
  sarhad map events.csv posts.geojson @incidents -o map.html
      several inputs on one map, with the credits of all; each record says which it is of
  sarhad map claims.json --claims -o map.html
      a set of claims: the page shows who says what, side by side
  sarhad map claims.json more.csv events.geojson --claims -o map.html
      sets of claims and records on one map

Each incident is drawn only as precisely as its record places it: exact ones as points, near ones
with their radius, those known to a district in it, those known to a border along it; what is known
to a country alone or not at all is listed and never drawn. The page asks no other computer for
anything. Distances to the nearest border stand in the page as sarhad distance tells them.")]
pub(in crate::cli) struct Map {
    /// Files, - for standard input, or @NAME for what is built in; the records of several stand on one map
    #[arg(required = true, value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,
    /// The inputs are sets of claims, JSON or tables, as sarhad claims writes them; of several, files that are none stay records
    #[arg(long)]
    pub(in crate::cli) claims: bool,
    /// With --claims, take in records that nobody has reviewed
    #[arg(long, requires = "claims")]
    pub(in crate::cli) include_drafts: bool,
    #[command(flatten)]
    pub(in crate::cli) look: MapLook,
    /// Write to this file, map.html, or to this folder, site/, whole or not at all
    #[arg(long, short, value_name = "FILE|FOLDER/", help_heading = "Writing")]
    pub(in crate::cli) output: PathBuf,
    /// Replace a file or folder that exists; of a folder nothing goes that sarhad did not write
    #[arg(long, help_heading = "Writing")]
    pub(in crate::cli) force: bool,
    /// Write refused records here, each verbatim [default: OUTPUT.rejects.ndjson]
    #[arg(long, value_name = "FILE", help_heading = "Writing")]
    pub(in crate::cli) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) publishing: Publishing,
    #[command(flatten)]
    pub(in crate::cli) placing: Placing,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// What the page looks like at first.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Page")]
pub(in crate::cli) struct MapLook {
    /// The page's title [default: the data's own]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// The language of its words at first; the reader may change it
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub(in crate::cli) lang: Tongue,
    /// The layers that go into it, with commas between them, or none
    #[arg(
        long,
        value_name = "LAYERS",
        value_delimiter = ',',
        default_value = LAYERS
    )]
    pub(in crate::cli) with: Vec<String>,
}

impl MapLook {
    /// The usual look.
    #[cfg(feature = "server")]
    pub(in crate::cli) fn with_all_layers() -> Self {
        let with = LAYERS.split(',').map(str::to_owned).collect();
        Self { title: None, lang: Tongue::default(), with }
    }
}

impl Map {
    /// How its output is written.
    pub(in crate::cli) fn writing(&self, output: PathBuf) -> Writing {
        Writing {
            output: Some(output),
            force: self.force,
            rejects: self.rejects.clone(),
            publishing: self.publishing.clone(),
            ..Writing::default()
        }
    }
}

/// `sarhad embed`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad embed map.html
  sarhad embed site/index.html --url https://example.org/maps/index.html
      markup to paste into a page: a frame, an element, a picture where nothing runs, and a picture
      that links to the map; pictures are told where one is there: map.png beside index.html, events.png
      beside events.html, or --picture

WordPress keeps frames, scripts and elements only from people who may post unfiltered HTML (editors
and administrators; on a network of sites super administrators): they paste the frame into a block
Custom HTML. From anyone else it takes them away when the post is saved: use the picture that links.
The element suits pages of your own, beside the files of a folder that sarhad map -o site/ wrote.")]
pub(in crate::cli) struct Embed {
    /// A page that sarhad map wrote, or its folder
    pub(in crate::cli) page: PathBuf,
    /// The address at which it will be found [default: the name of the file]
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// The address of a picture for readers without scripts [default: beside the page, if it is there]
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) picture: Option<String>,
}
