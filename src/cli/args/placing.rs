//! Arguments that say how precisely rows are placed. Not responsible for what the codes mean.

#![expect(clippy::doc_markdown, reason = "the parser shows these texts as they stand")]

use std::path::PathBuf;

use clap::Args;

use crate::model::crosswalk::PrecisionMap;
use crate::model::profile::Role;

/// How precisely rows are placed.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Precision of places")]
pub(in crate::cli) struct Placing {
    /// The column that says how precisely a row is placed, instead of where_prec (UCDP), geo_precision (ACLED), ActionGeo_Type
    /// (GDELT) or precision: exact, near, locality, district, province, border-zone, corridor, country, water, unlocated
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) precision_column: Option<String>,
    /// The column of radii, in metres or with a unit such as 25km, instead of radius_m
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) radius_column: Option<String>,
    /// What the column's codes mean, as JSON: {"column": "where_prec", "map": {"1": "exact", "2": {"precision": "near",
    /// "radius_m": 25000}}}
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) precision_map: Option<PathBuf>,
    /// What they mean by a mapping.
    #[arg(skip)]
    pub(in crate::cli) mapped: Option<PrecisionMap>,
    /// The columns of which the user tells what they say.
    #[arg(skip)]
    pub(in crate::cli) roles: Vec<(Role, String)>,
}
