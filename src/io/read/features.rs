//! The one way in: any input to records and problems. Not responsible for any format's own rules.

use std::ops::ControlFlow;

use crate::io::read::block::Block;
use crate::io::read::csv;
use crate::io::read::csv::table::TableText;
use crate::io::read::event::{Event, Origin, Record, Tally};
#[cfg(feature = "flatgeobuf")]
use crate::io::read::flatgeobuf;
use crate::io::read::geojson::{document, sequence};
#[cfg(feature = "geoparquet")]
use crate::io::read::geoparquet;
#[cfg(feature = "gpkg")]
use crate::io::read::gpkg;
use crate::io::read::index_file;
use crate::io::read::input::{Input, Opened, Text, WholeFile, open};
use crate::io::read::intake::{Outlet, Stop, fatal};
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::problem::Problem;
#[cfg(feature = "shapefile")]
use crate::io::read::shapefile;
use crate::io::read::sniff;
use crate::io::read::what::What;
#[cfg(feature = "xml")]
use crate::io::read::{gpx, kml};

/// The records of `input`, pushed one by one into `sink` with the problems met, in the order of the input.
///
/// Memory is bounded by one block of records and some bytes for each id. When `sink` breaks, reading ends and the tally so far
/// is returned.
///
/// # Errors
/// The problem for which the whole input is refused; what was pushed before it must then be discarded.
///
/// # Example
/// ```
/// use std::ops::ControlFlow;
/// use sarhad::io::read::{Event, Input, ReadOptions, read_features};
/// let table = "place,lat,lon\nWagah,31.6047,74.5740\n";
/// let input = Input::Stream { name: "gates.csv".into(), reader: Box::new(table.as_bytes()) };
/// let mut places = Vec::new();
/// let tally = read_features(input, &ReadOptions::default(), &mut |event| {
///     if let Event::Kept(record) = event {
///         places.extend(record.feature.shape.and_then(|shape| shape.point()));
///     }
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!((tally.read, tally.kept), (1, 1));
/// assert_eq!(places[0].lat(), 31.6047); // degrees
/// # Ok::<(), Box<sarhad::io::read::Problem>>(())
/// ```
pub fn read_features(
    input: Input,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Result<Tally, Box<Problem>> {
    let mut ledger = Ledger::new(input.name());
    let mut refused = None;
    read_blocks(input, options, &mut |block| {
        let batch = block.understood();
        let taken = ledger.take(&batch, &mut |met, origin| {
            sink(match met {
                Met::Schema(schema) => Event::Schema(schema.clone()),
                Met::Kept(_, kept) => {
                    let feature = kept.to_feature();
                    let id = feature.id.as_ref().map(ToString::to_string);
                    Event::Kept(Record { feature, origin: Origin { id, ..origin.clone() } })
                }
                Met::Problem(problem) => Event::Problem(problem),
                Met::Member(name, value) => Event::Member { name: name.to_owned(), value: value.clone() },
            })
        });
        taken.unwrap_or_else(|problem| {
            refused = Some(problem);
            ControlFlow::Break(())
        })
    })?;
    refused.map_or_else(|| Ok(ledger.tally().clone()), Err)
}

/// The text of `input` in blocks, pushed one by one into `sink`, in the order of the input.
///
/// Blocks may be [understood](crate::io::read::Block::understood) in any thread; a [`Ledger`] takes
/// in what they say, in their order. When `sink` breaks, reading ends.
///
/// # Errors
/// The problem for which the whole input is refused; it comes behind those of all blocks before it.
pub fn read_blocks(
    input: Input,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
) -> Result<(), Box<Problem>> {
    let mut outlet = Outlet::new(input.name(), sink);
    match run(input, options, &mut outlet) {
        Ok(()) | Err(Stop::Enough) => Ok(()),
        Err(Stop::Refused(problem)) => Err(problem),
    }
}

fn run(input: Input, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut opened = open(input, options).map_err(|what| fatal(outlet.aside(None), what))?;
    let (Opened::Text(Text { notes, .. }) | Opened::Whole(WholeFile { notes, .. })) = &mut opened;
    for note in std::mem::take(notes) {
        outlet.tell(note, None)?;
    }
    match opened {
        Opened::Text(text) => read_text(text, options, outlet),
        Opened::Whole(file) => read_whole(&file, options, outlet),
    }
}

fn read_text(text: Text, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    match text.format {
        InputFormat::GeoJson | InputFormat::Json => document::read(text.bytes, options, outlet),
        InputFormat::GeoJsonSeq => sequence::read(text.bytes, options, outlet),
        InputFormat::Csv => csv::table::read(table(text, options.delimiter), options, outlet),
        InputFormat::Tsv => csv::table::read(table(text, options.delimiter.or(Some(b'\t'))), options, outlet),
        InputFormat::Xlsx => csv::table::read(table(text, Some(b',')), options, outlet),
        #[cfg(feature = "xml")]
        InputFormat::Kml => kml::read(text.bytes, options, outlet),
        #[cfg(feature = "xml")]
        InputFormat::Gpx => gpx::read(text.bytes, options, outlet),
        other => Err(outlet.refusal(not_read(other))),
    }
}

fn read_whole(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    match file.format {
        #[cfg(feature = "gpkg")]
        InputFormat::GeoPackage => gpkg::read(file, options, outlet),
        #[cfg(feature = "flatgeobuf")]
        InputFormat::FlatGeobuf => flatgeobuf::read(file, options, outlet),
        #[cfg(feature = "geoparquet")]
        InputFormat::GeoParquet => geoparquet::read(file, options, outlet),
        #[cfg(feature = "xml")]
        InputFormat::Kmz => kml::read_packed(file, options, outlet),
        #[cfg(feature = "shapefile")]
        InputFormat::Shapefile => shapefile::read(file, options, outlet),
        InputFormat::Index => index_file::read(file, options, outlet),
        other => Err(outlet.refusal(not_read(other))),
    }
}

/// The refusal of a format that this build does not read.
fn not_read(format: InputFormat) -> What {
    What::OtherFormat {
        found: sniff::title(format),
        expected: "a format that this build reads; build sarhad with the feature formats",
    }
}

fn table(text: Text, delimiter: Option<u8>) -> TableText {
    TableText { bytes: text.bytes, delimiter, lines: text.lines }
}
