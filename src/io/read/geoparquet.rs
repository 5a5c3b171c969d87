//! `GeoParquet` to records. Not responsible for opening the file.

use crate::io::read::input::WholeFile;
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::what::What;

/// Reads all records.
pub(super) fn read(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let _ = (&file.path, options);
    Err(outlet.refusal(What::Container { format: "Parquet file", reason: "not yet".to_owned() }))
}
