//! What `--map FILE` says of columns, given to every argument that was not given by itself. Not responsible for the file's form.

use std::path::Path;
use std::sync::Arc;

use crate::cli::args::{Command, Placing, Reading};
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::read::mapping::{Mapping, MappingError};
use crate::model::profile::Role;

/// Lets the mapping that a command names stand for the columns that it was not told of.
pub(super) fn apply(command: &mut Command) -> Result<(), Usage> {
    let (reading, placing) = parts(command);
    let Some(reading) = reading else { return Ok(()) };
    if let Some(path) = &reading.map {
        let mapping = Arc::new(read(path)?);
        let column = |role| mapping.column(role).map(str::to_owned);
        reading.lon_column = reading.lon_column.take().or_else(|| column(Role::Lon));
        reading.lat_column = reading.lat_column.take().or_else(|| column(Role::Lat));
        reading.id_column = reading.id_column.take().or_else(|| column(Role::Id));
        reading.mapped = Some(mapping);
    }
    if let Some(placing) = placing {
        told(reading, placing);
    }
    Ok(())
}

/// Tells `placing` what is said of columns, by a mapping or one by one.
fn told(reading: &Reading, placing: &mut Placing) {
    if let Some(mapping) = &reading.mapped {
        let column = |role| mapping.column(role).map(str::to_owned);
        placing.precision_column = placing.precision_column.take().or_else(|| column(Role::Precision));
        placing.radius_column = placing.radius_column.take().or_else(|| column(Role::Radius));
        placing.mapped.clone_from(&mapping.precision_map);
        placing.roles.clone_from(&mapping.columns);
    }
    let asked = [(Role::Lon, &reading.lon_column), (Role::Lat, &reading.lat_column), (Role::Id, &reading.id_column)];
    placing.roles.extend(asked.into_iter().filter_map(|(role, column)| Some((role, column.clone()?))));
}

fn read(path: &Path) -> Result<Mapping, Usage> {
    Mapping::in_file(path).map_err(|error| {
        let closest = match &error {
            MappingError::Member { name, known } => closest(name, known.iter().copied()).map(str::to_owned),
            _ => None,
        };
        Usage::Map { file: path.to_string_lossy().into_owned(), error, closest }
    })
}

/// How a command reads records and places them, if it does.
fn parts(command: &mut Command) -> (Option<&mut Reading>, Option<&mut Placing>) {
    match command {
        Command::Locate(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Reverse(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Distance(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Nearest(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Within(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Sensitivity(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Bdist(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Clusters(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Convert(asked) => (Some(&mut asked.choosing.reading), Some(&mut asked.choosing.placing)),
        Command::Index(asked) => (Some(&mut asked.choosing.reading), Some(&mut asked.choosing.placing)),
        Command::Pack(asked) => (Some(&mut asked.choosing.reading), Some(&mut asked.choosing.placing)),
        Command::Match(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Check(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Picture(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        #[cfg(feature = "web")]
        Command::Map(asked) => (Some(&mut asked.reading), Some(&mut asked.placing)),
        Command::Diff(asked) => (Some(&mut asked.reading), None),
        Command::Apply(asked) => (Some(&mut asked.reading), None),
        Command::Profile(asked) => (Some(&mut asked.reading), None),
        Command::Geocode(asked) => (Some(&mut asked.reading), None),
        // these read no records but claims
        #[cfg(feature = "web")]
        Command::Embed(_) => (None, None),
        #[cfg(feature = "server")]
        Command::Serve(_) => (None, None),
        #[cfg(feature = "mcp")]
        Command::Mcp(_) => (None, None),
        Command::Demo(_)
        | Command::Layers(_)
        | Command::Place(_)
        | Command::Draft(_)
        | Command::Show(_)
        | Command::Conflicts(_)
        | Command::Claims(_)
        | Command::Formats(_)
        | Command::Completions(_)
        | Command::Man => (None, None),
    }
}
