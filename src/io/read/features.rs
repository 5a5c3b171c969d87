//! The one way in: any input to records and problems. Not responsible for any format's own rules.

use std::ops::ControlFlow;

use crate::io::read::csv;
use crate::io::read::event::{Event, Tally};
use crate::io::read::geojson::{document, sequence};
use crate::io::read::input::{Input, open};
use crate::io::read::intake::{Intake, Stop, fatal};
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::problem::Problem;

/// The records of `input`, pushed one by one into `sink` with the problems met, in the order of the input.
///
/// Memory is bounded by one record and eight bytes for each id. When `sink` breaks, reading ends and the tally so far
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
    let mut intake = Intake::new(input.name(), sink);
    match run(input, options, &mut intake) {
        Ok(()) | Err(Stop::Enough) => Ok(intake.tally),
        Err(Stop::Refused(problem)) => Err(problem),
    }
}

fn run(input: Input, options: &ReadOptions, intake: &mut Intake) -> Result<(), Stop> {
    let text = open(input, options).map_err(|what| fatal(intake.aside(None), what))?;
    for note in text.notes {
        intake.tell(note, &intake.aside(None))?;
    }
    match text.format {
        InputFormat::GeoJson => document::read(text.bytes, options, intake),
        InputFormat::GeoJsonSeq => sequence::read(text.bytes, options, intake),
        InputFormat::Csv => csv::table::read(text.bytes, options.delimiter, options, intake),
        InputFormat::Tsv => csv::table::read(text.bytes, options.delimiter.or(Some(b'\t')), options, intake),
    }
}
