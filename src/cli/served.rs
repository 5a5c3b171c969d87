//! What is served, by whatever way it is asked: inputs and layers as collections. Not responsible for the answers: see `server`.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{AtlasArgs, Beside, Choosing, Convert, OutputForm, Publishing, Reading, Writing};
use crate::cli::commands::convert;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::layers::own_layers;
use crate::cli::report::{Report, conservation};
use crate::collection::whole::Collection;
use crate::io::counted::counted;
use crate::io::read::index_file::{collection_in, read_collection};
use crate::io::sha256::Sha256;
use crate::io::write::error::WriteError;
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
        for input in self.inputs {
            let (name, collection) = self.collection(input, &scratch, report)?;
            let collection = Arc::new(collection);
            let entry = Entry::new(&name, EntryKind::Records, Box::new(move || Arc::clone(&collection)));
            entries.push(entry.made_of(Source::of(input)?.claims()));
        }
        for layer in LayerName::ALL {
            let atlas = Arc::clone(atlas);
            let make = move || Arc::new(layer_collection(&atlas, layer));
            entries.push(Entry::new(layer.word(), EntryKind::Layer(layer), Box::new(make)));
        }
        let served = Served::new(self.title.to_owned(), Arc::clone(atlas), entries);
        let served = match threads(self.threads) {
            Some(threads) => served.answered_by(threads),
            None => served,
        };
        Ok(Edition::new(&self.version(&served)?, Arc::new(served)))
    }

    /// What tells all that is served from other data: the inputs and what they are called, the title, and layers of the user's. The
    /// built-in ones are told apart by the version of the program.
    fn version(&self, served: &Served) -> Result<String, Failure> {
        let mut hash = Sha256::default();
        let mut part = |bytes: &[u8]| {
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(self.title.as_bytes());
        for entry in served.entries() {
            part(entry.id.as_bytes());
            if entry.kind == EntryKind::Records {
                part(&entry.collection().hash().to_le_bytes());
            }
        }
        for layer in own_layers(self.atlas)? {
            let written = layer_in(&served.atlas, layer, OutputFormat::GeoJsonSeq);
            part(layer.word().as_bytes());
            part(&written?);
            part(&serde_json::to_vec(&served.atlas.layer(layer).metadata).unwrap_or_default());
        }
        let mut version = hash.hex();
        version.truncate(VERSION_CHARS);
        Ok(version)
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
        if let Err(failure) = convert::run(&self.indexing(input.to_owned(), path.clone()), report) {
            let how = "columns, dates, sheets and encodings are named to sarhad index, whose file is served: sarhad index --help";
            report.note(how);
            return Err(failure);
        }
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
                beside: Beside::Nothing,
                publishing: self.publishing.clone(),
                ..Writing::default()
            },
        }
    }
}

/// A layer of the atlas as a collection.
///
/// # Panics
/// Where there is no room for the file in which its features wait; it is tried again when it is next asked for.
fn layer_collection(atlas: &Atlas, layer: LayerName) -> Collection {
    let bytes = layer_in(atlas, layer, OutputFormat::Index);
    let bytes = bytes.unwrap_or_else(|error| panic!("the layer {layer} cannot be made ready: {error}"));
    collection_in(bytes).unwrap_or_else(|error| panic!("the layer {layer} cannot be read as it was written: {error}"))
}

/// A layer of the atlas in a format.
fn layer_in(atlas: &Atlas, layer: LayerName, format: OutputFormat) -> Result<Vec<u8>, WriteError> {
    let drawn = atlas.layer(layer);
    let mut bytes = Vec::new();
    let mut options = WriteOptions::new(format, Path::new(layer.word()));
    options.document.name = Some(layer.word().to_owned());
    options.document.metadata = serde_json::to_value(&drawn.metadata).ok();
    let mut writer = feature_writer(&mut bytes, options);
    drawn.features.iter().try_for_each(|feature| writer.write(feature))?;
    writer.finish()?;
    Ok(bytes)
}
