//! `FlatGeobuf` with its index: header, tree of boxes, then the records along a Hilbert curve. Not responsible for gathering
//! the records, nor for the bytes of one.
//!
//! Records are encoded twice, once for their lengths, which stand before them in the index, and once to be written: that is
//! quicker than a second file, and needs no room on the disk.

use std::io::Write;

use crate::io::counted::counted;
use crate::io::packed_tree::{Levels, NODE_SIZE, NOWHERE};
use crate::io::write::error::WriteError;
use crate::io::write::flatgeobuf::encode::{MAGIC, RecordBytes, header};
use crate::io::write::sheet::curve::{self, Corners};
use crate::io::write::sheet::whole::Sheet;

/// Columns are numbered in 16 bits.
const COLUMNS_MAX: usize = 1 << 16;

/// Writes all records of `sheet`; says what could not be held as it was.
///
/// # Cost
/// About 90 bytes of memory a record: its box, its place along the curve, and the boxes of the index.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    curve::countable(sheet)?;
    if sheet.columns.len() > COLUMNS_MAX {
        let reason = format!("FlatGeobuf holds no more than {COLUMNS_MAX} columns, not {}", sheet.columns.len());
        return Err(WriteError::CannotHold { target: sheet.options.target.clone(), reason });
    }
    let target = sheet.options.target.clone();
    let failed = |source| WriteError::from_io(&target, source);
    let mut bytes = RecordBytes::new(sheet);
    let Measured { boxes, lengths } = measured(sheet, &mut bytes)?;
    let levels = sheet.bounds.and_then(|_| Levels::new(sheet.count(), NODE_SIZE));
    out.write_all(MAGIC).and_then(|()| out.write_all(&header(sheet, levels.is_some()))).map_err(failed)?;
    if let (Some(bounds), Some(levels)) = (sheet.bounds, levels) {
        let order = curve::along(bounds, boxes.iter().copied());
        let leaves = order.iter().map(|&number| boxes[number as usize].unwrap_or(NOWHERE)).collect();
        drop(boxes);
        let lengths: Vec<u32> = order.iter().map(|&number| lengths[number as usize]).collect();
        levels.write(leaves, &lengths, out).map_err(failed)?;
        sheet.each_of(&order, &mut |record| out.write_all(bytes.of(record)?).map_err(failed))?;
    } else {
        sheet.each(&mut |record| out.write_all(bytes.of(record)?).map_err(failed))?;
    }
    Ok(told(sheet))
}

/// The boxes and the lengths of all records, in the order of the input.
struct Measured {
    boxes: Vec<Option<Corners>>,
    lengths: Vec<u32>,
}

fn measured(sheet: &mut Sheet, bytes: &mut RecordBytes) -> Result<Measured, WriteError> {
    let (mut boxes, mut lengths) = (Vec::new(), Vec::new());
    sheet.each(&mut |record| {
        let length = bytes.of(record)?.len();
        lengths.push(u32::try_from(length).unwrap_or(u32::MAX));
        boxes.push(bytes.corners());
        Ok(())
    })?;
    Ok(Measured { boxes, lengths })
}

fn told(sheet: &Sheet) -> Vec<String> {
    let mut told = Vec::new();
    if sheet.bounds.is_some() && sheet.count() > 1 {
        told.push("records stand in the order of their index, near ones together, not in that of the input".to_owned());
    }
    if sheet.bounds.is_some() && sheet.geometries.none > 0 {
        let records =
            counted(sheet.geometries.none, "record has no location and is", "records have no location and are");
        told.push(format!("{records} in no box of the index: whoever reads the file by a box does not see this"));
    }
    told
}
