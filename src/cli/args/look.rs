//! How coordinates, styles and tables of an output are written. Not responsible for writing them.

use clap::{Args, ValueEnum};

use crate::io::write::digits::Digits;

/// How an output looks in its format.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct Look {
    /// Decimals of coordinates: a number from 0 to 15, or auto for as many as each record's precision supports, and 6 where it says none [default: as read]
    #[arg(long, value_name = "COUNT|auto", value_parser = digits)]
    pub(in crate::cli) digits: Option<Digits>,
    /// Add the properties by which map viewers draw features, coloured by precision (GeoJSON)
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) style: Option<StyleName>,
    /// Begin with a byte order mark, by which Excel knows that the table is UTF-8 (CSV, TSV)
    #[arg(long)]
    pub(in crate::cli) excel: bool,
    /// Add a column of WKT, for points too (CSV, TSV)
    #[arg(long)]
    pub(in crate::cli) wkt: bool,
}

/// Styles that features may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StyleName {
    /// simplestyle-spec 1.1.
    Simplestyle,
}

fn digits(word: &str) -> Result<Digits, String> {
    match word.parse() {
        Ok(digits @ 0..=15) => Ok(Digits::AtMost(digits)),
        _ if word.eq_ignore_ascii_case("auto") => Ok(Digits::ByPrecision),
        _ => Err("write a number from 0 to 15, or auto".to_owned()),
    }
}
