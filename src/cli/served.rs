//! What is served, by whatever way it is asked: inputs and layers as collections. Not responsible for the answers: see `server`.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{AtlasArgs, Choosing, Convert, OutputForm, Publishing, Reading, Writing};
use crate::cli::commands::convert;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::report::{Report, conservation};
use crate::collection::whole::Collection;
use crate::io::counted::counted;
use crate::io::read::index_file::{collection_in, read_collection};
use crate::io::sha256::Sha256;
use crate::io::write::feature::{FeatureWriter, feature_writer};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::WriteOptions;
use crate::io::write::scratch::Scratch;
use crate::server::http::Edition;
use crate::server::state::{Entry, EntryKind, Served};

/// What is served where nothing is named.
const USUAL: &str = "@incidents";
/// The extension of index files.
const INDEX: &str = "sarhad";
/// Characters by which a version of all that is served is known.
const VERSION_CHARS: usize = 16;

/// What is to be served, and how.
pub(super) struct Offer<'a> {
    /// Files, index files, or @NAME.
    pub(super) inputs: &'a [PathBuf],
    /// What the service is called.
    pub(super) title: &'a str,
    /// Threads that answer, where that is not as many as processors.
    pub(super) threads: Option<u16>,
    /// Whether others will see the records, and on which terms.
    pub(super) publishing: Publishing,
    /// Of which atlas.
    pub(super) atlas: &'a AtlasArgs,
}

/// The inputs that are named, or the usual one.
pub(super) fn named(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if inputs.is_empty() { vec![PathBuf::from(USUAL)] } else { inputs.to_vec() }
}

/// So many threads as are named, or as there are processors.
pub(super) fn threads(named: Option<u16>) -> Option<NonZeroUsize> {
    let named = named.and_then(|count| NonZeroUsize::new(count.into()));
    named.or_else(|| thread::available_parallelism().ok())
}

impl Offer<'_> {
    /// All that is served: the inputs first, then the layers of the atlas.
    pub(super) fn edition(&self, atlas: &Arc<Atlas>, report: &mut Report) -> Result<Edition, Failure> {
        let scratch =
            Scratch::new().map_err(|error| output_failure(Path::new("a folder for what is served"), error))?;
        let mut entries = Vec::new();
        let mut version = Sha256::default();
        for input in self.inputs {
            let (name, collection) = self.collection(input, &scratch, report)?;
            version.update(&collection.hash().to_le_bytes());
            let collection = Arc::new(collection);
            let entry = Entry::new(&name, EntryKind::Records, Box::new(move || Arc::clone(&collection)));
            entries.push(entry.made_of(Source::of(input)?.claims()));
        }
        for layer in LayerName::ALL {
            let atlas = Arc::clone(atlas);
            let make = move || Arc::new(layer_collection(&atlas, layer));
            entries.push(Entry::new(layer.word(), EntryKind::Layer, Box::new(make)));
        }
        let mut version = version.hex();
        version.truncate(VERSION_CHARS);
        let served = Served::new(self.title.to_owned(), Arc::clone(atlas), entries);
        let served = match threads(self.threads) {
            Some(threads) => served.answered_by(threads),
            None => served,
        };
        Ok(Edition::new(&version, Arc::new(served)))
    }

    /// An input as a collection, by way of an index file that nobody keeps where it is none itself.
    fn collection(
        &self,
        input: &Path,
        scratch: &Scratch,
        report: &mut Report,
    ) -> Result<(String, Collection), Failure> {
        let text = input.to_string_lossy();
        let stem = || input.file_stem().unwrap_or(OsStr::new("records")).to_string_lossy().into_owned();
        let name = text.strip_prefix('@').map_or_else(stem, str::to_owned);
        let is_index = input.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(INDEX));
        if is_index && !self.publishing.public {
            report.has_read(input.to_owned());
            let collection = read_collection(input).map_err(Failure::Input)?;
            report.outcome(&format!("{text}: {} in the index", counted(collection.len() as u64, "record", "records")));
            return Ok((name, collection));
        }
        let path = scratch.file(&format!("{}.{INDEX}", if name == "-" { "records" } else { &name }));
        convert::run(&self.indexing(input.to_owned(), path.clone()), report)?;
        if let Some(counts) = report.counted() {
            let line = conservation(counts);
            report.outcome(&format!("{text}: {line}"));
        }
        let collection = read_collection(&path).map_err(Failure::Input)?;
        Ok((name, collection))
    }

    /// How an input becomes the index file `output`.
    fn indexing(&self, input: PathBuf, output: PathBuf) -> Convert {
        Convert {
            input,
            aggregate: None,
            choosing: Choosing { reading: Reading::default(), atlas: self.atlas.clone(), ..Choosing::default() },
            writing: Writing {
                format: Some(OutputForm::Sarhad),
                output: Some(output),
                force: true,
                publishing: self.publishing.clone(),
                ..Writing::default()
            },
        }
    }
}

/// A layer of the atlas as a collection.
fn layer_collection(atlas: &Atlas, layer: LayerName) -> Collection {
    let drawn = atlas.layer(layer);
    let mut bytes = Vec::new();
    let mut options = WriteOptions::new(OutputFormat::Index, Path::new(layer.word()));
    options.document.name = Some(layer.word().to_owned());
    options.document.metadata = serde_json::to_value(&drawn.metadata).ok();
    let mut writer = feature_writer(&mut bytes, options);
    let written = drawn.features.iter().try_for_each(|feature| writer.write(feature)).and_then(|()| writer.finish());
    written.expect("memory takes every byte");
    collection_in(bytes).expect("what was just written can be read")
}
