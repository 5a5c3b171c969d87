//! What an INPUT is: a file, standard input, or something built in; and how it is read.
//! Not responsible for what is done with its records.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

use serde_json::{Value, json};

use crate::atlas::article::article;
use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{InputForm, LimitArgs, Reading};
use crate::cli::stdin::Stdin;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::read::block::Block;
use crate::io::read::encoding::Encoding;
use crate::io::read::features::read_blocks;
use crate::io::read::input::Input;
use crate::io::read::options::{BlockSize, DecimalMark, Header, InputFormat, Limits, Places, ReadOptions};
use crate::io::read::problem::Problem;
use crate::model::claim::ClaimSet;
use crate::model::feature::Feature;
use crate::model::shape::Longitudes;
use crate::query::incidents::{Records, incident_features};

/// Where records come from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A layer of the atlas, built in or the user's.
    Layer(LayerName),
    /// Records of the built-in article.
    Article(ArticlePart),
    /// What was made of a source and is in memory.
    Made(Arc<MadeOf>),
}

/// Features that were made of a source.
#[derive(Debug, PartialEq)]
pub(super) struct MadeOf {
    /// What they were made of.
    pub(super) source: Source,
    /// What that tells about itself.
    pub(super) metadata: Value,
    /// What was made.
    pub(super) features: Vec<Feature>,
}

/// Which records of the built-in article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArticlePart {
    /// Incidents and context.
    Incidents,
    /// Diplomatic events.
    Diplomacy,
}

impl ArticlePart {
    fn records(self) -> Records {
        match self {
            Self::Incidents => Records::Incidents,
            Self::Diplomacy => Records::Diplomacy,
        }
    }
}

impl Source {
    /// What `argument` names.
    pub(super) fn of(argument: &Path) -> Result<Self, Usage> {
        match argument.to_str() {
            Some("-") => Ok(Self::Stdin),
            Some(text) => text.strip_prefix('@').map_or_else(|| Ok(Self::File(argument.to_owned())), Self::built_in),
            None => Ok(Self::File(argument.to_owned())),
        }
    }

    /// What is built in under `name`.
    fn built_in(name: &str) -> Result<Self, Usage> {
        match name {
            "incidents" => Ok(Self::Article(ArticlePart::Incidents)),
            "diplomacy" => Ok(Self::Article(ArticlePart::Diplomacy)),
            _ => name.parse().map(Self::Layer).map_err(|_| {
                let names: Vec<&str> = built_in_names().collect();
                Usage::NothingBuiltIn {
                    name: format!("@{name}"),
                    closest: closest(name, names.iter().copied()).map(|name| format!("@{name}")),
                    known: names.iter().map(|name| format!("@{name}")).collect(),
                }
            }),
        }
    }

    /// What messages call it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Layer(layer) => format!("@{layer}"),
            Self::Article(ArticlePart::Incidents) => "@incidents".to_owned(),
            Self::Article(ArticlePart::Diplomacy) => "@diplomacy".to_owned(),
            Self::Made(made) => made.source.name(),
        }
    }

    /// The file, if it is one.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Made(made) => made.source.file(),
            _ => None,
        }
    }

    /// The claims that its records are made of, where it is a part of the built-in article.
    pub(super) fn claims(&self) -> Option<Arc<ClaimSet>> {
        match self {
            Self::Article(part) => {
                let mut set = article().clone();
                set.records = part.records().of(article()).cloned().collect();
                Some(Arc::new(set))
            }
            Self::Made(made) => made.source.claims(),
            _ => None,
        }
    }

    /// Its bytes, to be read whole; `None` for what is no file and not standard input.
    pub(super) fn opened(&self) -> Option<Input> {
        match self {
            Self::File(path) => Some(Input::Path(path.clone())),
            Self::Stdin => {
                let reader: Box<dyn std::io::Read + Send> = match Stdin::open(Arc::new(AtomicBool::new(true))) {
                    Ok(stdin) => Box::new(stdin),
                    // no thread to be had: a signal then waits for the next bytes
                    Err(_) => Box::new(std::io::stdin()),
                };
                Some(Input::Stream { name: "-".to_owned(), reader })
            }
            _ => None,
        }
    }

    /// Pushes its text, or what is in memory, into `sink`, block by block in order; gives up waiting for standard input once
    /// nobody is left who `wants` it.
    pub(super) fn blocks(
        &self,
        atlas: &Atlas,
        options: &ReadOptions,
        wants: &Arc<AtomicBool>,
        sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
    ) -> Result<(), Box<Problem>> {
        match self {
            Self::File(path) => read_blocks(Input::Path(path.clone()), options, sink),
            Self::Stdin => {
                let reader: Box<dyn std::io::Read + Send> = match Stdin::open(Arc::clone(wants)) {
                    Ok(stdin) => Box::new(stdin),
                    // no thread to be had: a signal then waits for the next bytes
                    Err(_) => Box::new(std::io::stdin()),
                };
                read_blocks(Input::Stream { name: "-".to_owned(), reader }, options, sink)
            }
            Self::Layer(name) => {
                let layer = atlas.layer(*name);
                let metadata = serde_json::to_value(&layer.metadata).unwrap_or_default();
                pushed(metadata, &layer.features, sink);
                Ok(())
            }
            Self::Article(part) => {
                let features = incident_features(atlas, article(), part.records());
                pushed(article_metadata(), &features, sink);
                Ok(())
            }
            Self::Made(made) => {
                pushed(made.metadata.clone(), &made.features, sink);
                Ok(())
            }
        }
    }
}

/// Pushes what is in memory as if it had been read.
fn pushed(metadata: Value, features: &[Feature], sink: &mut dyn FnMut(Block) -> ControlFlow<()>) {
    let blocks = features.chunks(GIVEN_FEATURES).map(|some| Block::given(some.to_vec()));
    let mut blocks = [Block::member("metadata", metadata)].into_iter().chain(blocks);
    let _ = blocks.try_for_each(sink);
}

/// Features in memory that are handed on at a time.
const GIVEN_FEATURES: usize = 256;

/// What `@NAME` may name.
fn built_in_names() -> impl Iterator<Item = &'static str> {
    ["incidents", "diplomacy"].into_iter().chain(LayerName::ALL.into_iter().map(LayerName::word))
}

/// What is built in under a name like `file`, which is not there.
pub(super) fn built_in_meant(file: &str) -> Option<&'static str> {
    let path = Path::new(file);
    (path.extension().is_none() && !path.exists()).then(|| closest(file, built_in_names()))?
}

/// What the built-in article tells about itself in exports.
pub(super) fn article_metadata() -> Value {
    serde_json::to_value(&article().dataset).unwrap_or_else(|_| json!({}))
}

/// How the reader is to read.
pub(super) fn read_options(reading: &Reading) -> Result<ReadOptions, Usage> {
    let encoding = reading.encoding.as_deref().map(Encoding::named).transpose().map_err(Usage::Encoding)?;
    Ok(ReadOptions {
        format: reading.input_format.map(|form| match form {
            InputForm::Geojson => InputFormat::GeoJson,
            InputForm::Geojsonl => InputFormat::GeoJsonSeq,
            InputForm::Csv => InputFormat::Csv,
            InputForm::Tsv => InputFormat::Tsv,
            InputForm::Json => InputFormat::Json,
            InputForm::Xlsx => InputFormat::Xlsx,
            InputForm::Gpkg => InputFormat::GeoPackage,
            InputForm::Fgb => InputFormat::FlatGeobuf,
            InputForm::Parquet => InputFormat::GeoParquet,
            InputForm::Kml => InputFormat::Kml,
            InputForm::Kmz => InputFormat::Kmz,
            InputForm::Gpx => InputFormat::Gpx,
            InputForm::Shp => InputFormat::Shapefile,
            InputForm::Sarhad => InputFormat::Index,
        }),
        encoding,
        delimiter: reading.delimiter.as_deref().map(delimiter).transpose()?,
        decimal: if reading.decimal_comma { DecimalMark::Comma } else { DecimalMark::Point },
        header: if reading.no_header { Header::Absent } else { Header::Present },
        lon_column: reading.lon_column.clone(),
        lat_column: reading.lat_column.clone(),
        wkt_column: reading.wkt_column.clone(),
        id_column: reading.id_column.clone(),
        places: Places::default(),
        wanted: None,
        longitudes: if reading.wrap_longitude { Longitudes::Wrap } else { Longitudes::Strict },
        profile: reading.profile,
        mapped: reading.mapped.as_ref().map(|mapping| mapping.columns.clone()).unwrap_or_default(),
        sheet: reading.sheet.clone(),
        limits: limits(&reading.limits),
        blocks: reading.block_bytes.map_or_else(BlockSize::default, |bytes| BlockSize { bytes: bytes as usize }),
    })
}
/// How many threads are to work: as many as asked for, or as there are processors.
pub(super) fn threads(reading: &Reading) -> NonZeroUsize {
    let asked = reading.threads.and_then(|count| NonZeroUsize::new(count.into()));
    asked.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

fn delimiter(text: &str) -> Result<u8, Usage> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() => Ok(*byte),
        b"tab" | b"\\t" => Ok(b'\t'),
        _ => Err(Usage::Delimiter { text: text.to_owned() }),
    }
}

fn limits(asked: &LimitArgs) -> Limits {
    let usual = Limits::default();
    Limits {
        depth: asked.max_depth.unwrap_or(usual.depth),
        feature_bytes: asked.max_feature_bytes.unwrap_or(usual.feature_bytes),
        field_bytes: asked.max_field_bytes.unwrap_or(usual.field_bytes),
        columns: asked.max_columns.unwrap_or(usual.columns),
        unpack_ratio: asked.max_unpack_ratio.unwrap_or(usual.unpack_ratio),
        unpacked_bytes: asked.max_unpacked_bytes.unwrap_or(usual.unpacked_bytes),
    }
}
