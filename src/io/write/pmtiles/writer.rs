//! From the records of a sheet to an archive, and what is told of it. Not responsible for the parts.

use std::io::Write;

use crate::io::write::digits::Digits;
use crate::io::write::error::WriteError;
use crate::io::write::options::{Document, WriteOptions};
use crate::io::write::pmtiles::archive::{Archive, Tally, copy, temporary};
use crate::io::write::pmtiles::grid::step_m;
use crate::io::write::pmtiles::larder::Larder;
use crate::io::write::pmtiles::layer::{TileLayer, of_records};
use crate::io::write::pmtiles::metadata::metadata;
use crate::io::write::pmtiles::walk::Walk;
use crate::io::write::pmtiles::zooms::{TILES_MOST, ZoomSpan, span};
use crate::io::write::sheet::sheet_of;
use crate::io::write::sheet::whole::{Box2d, Sheet};

/// Writes all records of `sheet`; says what could not be held as it was.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let (layers, mut larders) = gathered(sheet)?;
    left_out(sheet, &layers)?;
    let (layers, options) = (layers.as_slice(), &sheet.options);
    let tiling = options.tiling;
    let zooms = span(layers, tiling.min_zoom, tiling.max_zoom).map_err(|(tiles, possible)| {
        let advice =
            possible.map_or_else(|| "lower --min-zoom".to_owned(), |zoom| format!("--max-zoom {zoom} is possible"));
        let reason = format!("would have about {tiles} tiles, more than {TILES_MOST}; {advice}");
        WriteError::OverLimit { target: options.target.clone(), reason }
    })?;
    let mut told = vec![sheet.metadata()];
    told.extend(options.document.layers.iter().map(|drawn| drawn.metadata.as_ref()));
    let metadata = metadata(&sheet.layer_name(), layers, zooms, &told);
    let bounds = layers.iter().filter_map(|layer| layer.bounds).reduce(Box2d::and);
    let mut file = temporary(options);
    let mut archive = Archive::new(&mut file, (layers, zooms), (&metadata, bounds), options)?;
    for zoom in zooms.least..=zooms.most {
        let (larders, target) = (larders.as_mut_slice(), options.target.as_path());
        Walk { layers, larders, zoom, deepest: zooms.most, target }.tiles(&mut |job| archive.push(job))?;
    }
    let tally = archive.finish()?;
    copy(&mut file, out, options)?;
    Ok(remarks(layers, zooms, &tally))
}

/// The layers of an archive, and what their points say: the records first, what is drawn under them behind.
fn gathered(sheet: &mut Sheet) -> Result<(Vec<TileLayer>, Vec<Larder>), WriteError> {
    let name = sheet.layer_name();
    let mut names = vec![name.clone()];
    let (layer, larder) = of_records(sheet, name)?;
    let (mut layers, mut larders) = (vec![layer], vec![larder]);
    for drawn in &sheet.options.document.layers {
        let mut name = drawn.name.clone();
        while names.contains(&name) {
            name.push_str("_2");
        }
        names.push(name.clone());
        let options = WriteOptions {
            document: Document::default(),
            digits: Digits::Shortest,
            spool_dir: sheet.options.spool_dir.clone(),
            pulse: sheet.options.pulse.clone(),
            ..WriteOptions::new(sheet.options.format, &sheet.options.target)
        };
        let (layer, larder) = of_records(&mut sheet_of(&drawn.features, options)?, name)?;
        layers.push(layer);
        larders.push(larder);
    }
    Ok((layers, larders))
}

/// Tells which records are in no tile; of the layers under them, which are no records of the input, nothing is said.
fn left_out(sheet: &mut Sheet, layers: &[TileLayer]) -> Result<(), WriteError> {
    let counts = layers.first().map(|layer| layer.counts).unwrap_or_default();
    let reason = match (counts.without_place, counts.beyond) {
        (_, 0) => "without a location, so in no tile".to_owned(),
        (0, _) => "beyond 85.05° of latitude, where Web Mercator ends, so in no tile".to_owned(),
        (nowhere, beyond) => format!(
            "{nowhere} without a location, and {beyond} beyond 85.05° of latitude, where Web Mercator ends, so in no tile"
        ),
    };
    sheet.leave_out(counts.without_place + counts.beyond, &reason)
}

/// What tiles do not hold as it was.
fn remarks(layers: &[TileLayer], zooms: ZoomSpan, tally: &Tally) -> Vec<String> {
    let mut remarks = vec![format!(
        "{} tiles at zooms {} to {}, the largest of {} KB; places are on a grid of {} m",
        tally.tiles,
        zooms.least,
        zooms.most,
        tally.largest_bytes.div_ceil(1000),
        round(step_m(zooms.most)),
    )];
    if zooms.is_cut {
        remarks
            .push(format!("zooms end at {}, so that there are not too many tiles; --max-zoom goes deeper", zooms.most));
    }
    let mut count = |count: u64, what: &str| {
        if count > 0 {
            remarks.push(format!("{what}: {count}"));
        }
    };
    let sum = |of: fn(&TileLayer) -> u64| layers.iter().map(of).sum::<u64>();
    count(sum(|layer| layer.counts.cut), "lines and areas cut at 85.05° of latitude, where Web Mercator ends");
    count(sum(|layer| layer.counts.mixed), "of several types of geometry, so a feature for each type");
    count(tally.coarser, "tiles that are coarser than others of their zoom, to be small enough");
    count(tally.together, "told by counts alone also at the deepest zoom, since their tiles would be too large");
    for (column, name) in layers.iter().flat_map(|layer| &layer.tags.renamed) {
        remarks.push(format!("column {column} is called {name} in tiles"));
    }
    remarks
}

/// A length with two digits.
fn round(length_m: f64) -> String {
    if length_m < 1.0 { format!("{length_m:.2}") } else { format!("{length_m:.1}") }
}
