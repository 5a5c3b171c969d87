//! GeoJSON.

use crate::io::read::bytes::Bytes;
use crate::io::read::intake::{Intake, Stop};
use crate::io::read::options::ReadOptions;

pub(in crate::io::read) fn read(bytes: Bytes, options: &ReadOptions, intake: &mut Intake) -> Result<(), Stop> {
    let _ = (bytes, options, intake);
    Ok(())
}
