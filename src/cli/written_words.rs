//! What is told of an output once it is written, and which looks its format has. Not responsible for writing it.

use crate::cli::args::Look;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::io::write::feature::Written;
use crate::io::write::format::OutputFormat;

/// The code of records that the output's format has no room for.
const LEFT_OUT_CODE: &str = "W601";

/// Tells what was changed on the way, and what the output lacks.
pub(super) fn tell(written: &Written, report: &mut Report) {
    let counted = [
        (written.guarded_cells, "cells begin like a formula and got an apostrophe; --raw-csv leaves them"),
        (written.cut_shapes, "shapes were cut where they cross the antimeridian"),
        (
            written.collapsed_rings,
            "rings have fewer than three corners left with so few decimals; --digits with more keeps them",
        ),
        (written.own_styles, "properties of a style were there already and stay"),
    ];
    for (count, says) in counted.into_iter().filter(|(count, _)| *count > 0) {
        report.note(&format!("{count} {says}"));
    }
    for remark in &written.told {
        report.note(remark);
    }
    for lack in &written.left_out {
        report.lack(LEFT_OUT_CODE, lack);
    }
}

/// That these columns hold places with all their decimals, whatever was asked of coordinates.
pub(super) fn kept_place(columns: &str) -> String {
    format!("{columns} of the input stand in the output as they were read; --digits does not shorten columns")
}

/// Fails where what was asked of the output's look is not for its format.
pub(super) fn fits_look(look: &Look, format: Option<OutputFormat>) -> Result<(), Usage> {
    use OutputFormat::{Csv, GeoJson, GeoJsonSeq, GeoJsonTextSeq, Tsv};
    let is_table = matches!(format, Some(Csv | Tsv));
    let is_geojson = matches!(format, Some(GeoJson | GeoJsonSeq | GeoJsonTextSeq));
    let flags = [
        ("--excel", look.excel && !is_table, "CSV and TSV"),
        ("--wkt", look.wkt && !is_table, "CSV and TSV"),
        ("--style", look.style.is_some() && !is_geojson, "GeoJSON"),
    ];
    match flags.into_iter().find(|(_, misplaced, _)| *misplaced) {
        Some((flag, _, formats)) => Err(Usage::NotInFormat { flag, formats }),
        None => Ok(()),
    }
}
