//! A placer from the arguments. Not responsible for what codes mean.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::atlas::Atlas;
use crate::cli::args::Placing;
use crate::cli::failure::Failure;
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::read::event::Schema;
use crate::model::crosswalk::PrecisionMap;
use crate::model::profile::role_columns::{RoleColumns, is_called};
use crate::query::placing::{Placer, PlacingColumns};

/// Longer than any map of codes is: reading stops there.
const MAP_BYTES_MAX: u64 = 1 << 20;

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
    let opened = fs::metadata(path).map_err(|error| unusable(error.to_string()))?;
    if !opened.is_file() {
        return Err(unusable("it is no file".to_owned()));
    }
    let mut json = String::new();
    let file = fs::File::open(path).map_err(|error| unusable(error.to_string()))?;
    file.take(MAP_BYTES_MAX + 1).read_to_string(&mut json).map_err(|error| unusable(error.to_string()))?;
    if json.len() as u64 > MAP_BYTES_MAX {
        return Err(unusable(format!("more than {MAP_BYTES_MAX} bytes are no map of codes")));
    }
    PrecisionMap::parse(&json).map_err(|error| unusable(error.to_string()))
}
