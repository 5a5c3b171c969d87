//! A table, row by row. Not responsible for how a cell is understood.

use crate::io::read::bytes::Bytes;
use crate::io::read::intake::{Intake, Stop};
use crate::io::read::options::ReadOptions;

pub(in crate::io::read) fn read(
    bytes: Bytes,
    delimiter: Option<u8>,
    options: &ReadOptions,
    intake: &mut Intake,
) -> Result<(), Stop> {
    let _ = (bytes, delimiter, options, intake);
    Ok(())
}
