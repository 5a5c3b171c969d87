//! What is told of an output once it is written, and which looks its format has. Not responsible for writing it.

use crate::cli::args::Look;
use crate::cli::report::Report;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::write::feature::Written;
use crate::io::write::format::OutputFormat;

/// The code of records that the output's format has no room for.
const LEFT_OUT_CODE: &str = "W601";

/// Tells what was changed on the way, and what the output lacks.
pub(super) fn tell(written: &Written, report: &mut Report) {
    let told = [
        (
            written.guarded_cells,
            ["cell begins", "cells begin"],
            "like a formula and got an apostrophe; --raw-csv leaves it out",
        ),
        (written.cut_shapes, ["shape was", "shapes were"], "cut at the antimeridian"),
        (
            written.collapsed_rings,
            ["ring has", "rings have"],
            "fewer than three corners left with so few decimals; --digits with more keeps them",
        ),
    ];
    for (count, [one, many], says) in told.into_iter().filter(|(count, ..)| *count > 0) {
        report.note(&format!("{} {says}", counted(count, one, many)));
    }
    if let Some(words) = own_styles(written) {
        report.note(&words);
    }
    for remark in &written.told {
        report.note(remark);
    }
    for lack in &written.left_out {
        report.lack(LEFT_OUT_CODE, lack);
    }
}

/// Which properties of a style were there before, and that the others are written.
fn own_styles(written: &Written) -> Option<String> {
    let of = |(name, count): (&&str, &u64)| format!("{name} of {}", counted(*count, "record", "records"));
    let told: Vec<String> = written.own_styles.iter().map(of).collect();
    (!told.is_empty()).then(|| format!("kept as the input has it: {}; the rest of the style is added", told.join(", ")))
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
