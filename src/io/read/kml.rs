//! KML to records. Not responsible for opening the file.

use crate::io::read::bytes::Bytes;
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::what::What;

/// Reads all records.
pub(super) fn read(text: Bytes, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let _ = (text, options);
    Err(outlet.refusal(What::Container { format: "KML document", reason: "not yet".to_owned() }))
}

/// Reads all records of the document in a ZIP archive.
pub(super) fn read_packed(
    file: &crate::io::read::input::WholeFile,
    options: &ReadOptions,
    outlet: &mut Outlet,
) -> Result<(), Stop> {
    let _ = (&file.path, options);
    Err(outlet.refusal(What::Container { format: "KMZ archive", reason: "not yet".to_owned() }))
}
