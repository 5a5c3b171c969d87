//! A placer from the arguments. Not responsible for what codes mean.

use std::path::Path;

use crate::atlas::Atlas;
use crate::cli::args::Placing;
use crate::cli::failure::Failure;
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::read::event::Schema;
use crate::io::read::small_json::small_json;
use crate::model::crosswalk::PrecisionMap;
use crate::model::profile::role_columns::{RoleColumns, is_called};
use crate::query::placing::{Placer, PlacingColumns};

/// The placer that `args` ask for.
pub(in crate::cli) fn placer<'a>(args: &Placing, atlas: &'a Atlas) -> Result<Placer<'a>, Failure> {
    let map = args.precision_map.as_deref().map(map_in).transpose()?.or_else(|| args.mapped.clone());
    let columns = PlacingColumns {
        precision: args.precision_column.clone(),
        radius: args.radius_column.clone(),
        map,
        roles: RoleColumns::new(args.roles.clone()),
    };
    Ok(Placer::new(atlas, &columns))
}

/// That a table has the columns that were asked for by name. Features are not held to it: each has members of its own.
pub(in crate::cli) fn checked_columns(placer: &Placer, table: &Schema) -> Result<(), Usage> {
    match placer.asked_columns().find(|name| !table.columns.iter().any(|column| is_called(column, name))) {
        Some(name) => {
            Err(Usage::NoPrecisionColumn { name: name.to_owned(), columns: escaped(&table.columns.join(", ")) })
        }
        None => Ok(()),
    }
}

fn map_in(path: &Path) -> Result<PrecisionMap, Failure> {
    let unusable = |reason: String| {
        let file = path.to_string_lossy().into_owned();
        Failure::PrecisionMap { file, reason }
    };
    let json = small_json(path).map_err(unusable)?;
    PrecisionMap::parse(&json).map_err(|error| unusable(error.to_string()))
}
