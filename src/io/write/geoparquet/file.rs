//! `GeoParquet` 1.1: typed columns, geometries as well-known binary with a column of their boxes, groups of rows along a Hilbert
//! curve. Not responsible for gathering the records, nor for the columns' values.
//!
//! No more than one group of rows is in memory; of larger outputs also the boxes of all rows, while they are put in order.
//!
//! # Source
//! The `GeoParquet` specification 1.1.0, and its "best practices for distributing" for the size and order of groups.

use std::io::Write;
use std::sync::Arc;

use arrow_schema::Schema;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use crate::io::counted::counted;
use crate::io::write::error::WriteError;
use crate::io::write::geoparquet::columns::{BBOX, Batch, GEOMETRY, TAKEN};
use crate::io::write::geoparquet::metadata;
use crate::io::write::sheet::curve;
use crate::io::write::sheet::whole::{Sheet, SheetRecord};

/// Rows of a group: what a reader that wants a box must read at least.
const GROUP_ROWS: u64 = 65_536;
/// Bytes of a group before it is packed, whatever the rows: what is in memory at a time.
const GROUP_BYTES: usize = 128 << 20;
/// Rows that are packed together.
const BATCH_ROWS: usize = 8_192;
/// Bytes of values that are packed together.
const BATCH_BYTES: usize = 16 << 20;

/// Writes all records of `sheet`; says what could not be held as it was.
///
/// # Cost
/// Memory for one group of rows; where there are several, before that about 52 bytes a row, for its box and its place along the curve.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    curve::countable(sheet)?;
    let order = if sheet.count() > GROUP_ROWS { order(sheet)? } else { None };
    let mut table = Table::begun(sheet, out)?;
    let mut put = |record: &SheetRecord| table.put(record);
    match &order {
        Some(order) => sheet.each_of(order, &mut put)?,
        None => sheet.each(&mut put)?,
    }
    let fractions = table.finished()?;
    Ok(told(sheet, order.is_some(), fractions))
}

/// The records' numbers along the curve; `None` where none is anywhere.
fn order(sheet: &mut Sheet) -> Result<Option<Vec<u32>>, WriteError> {
    let Some(bounds) = sheet.bounds else { return Ok(None) };
    let mut boxes = Vec::new();
    sheet.each(&mut |record| {
        boxes.push(record.geometry().as_ref().and_then(curve::corners));
        Ok(())
    })?;
    Ok(Some(curve::along(bounds, boxes.into_iter())))
}

/// A file in the making.
struct Table<'o> {
    out: &'o mut dyn Write,
    writer: ArrowWriter<Vec<u8>>,
    batch: Batch,
    group_rows: u64,
    target: std::path::PathBuf,
}

impl<'o> Table<'o> {
    fn begun(sheet: &Sheet, out: &'o mut dyn Write) -> Result<Self, WriteError> {
        let batch = Batch::new(sheet);
        let target = sheet.options.target.clone();
        let options = ArrowWriterOptions::new().with_properties(properties(sheet)?);
        let schema: Arc<Schema> = batch.schema();
        let writer = ArrowWriter::try_new_with_options(Vec::new(), schema, options);
        let writer = writer.map_err(|error| failed(&target, error))?;
        Ok(Self { out, writer, batch, group_rows: 0, target })
    }

    fn put(&mut self, record: &SheetRecord) -> Result<(), WriteError> {
        let pushed = self.batch.push(record);
        pushed.map_err(|reason| WriteError::CannotHold { target: self.target.clone(), reason })?;
        if self.batch.rows() == BATCH_ROWS || self.batch.bytes() >= BATCH_BYTES {
            self.packed()?;
        }
        Ok(())
    }

    /// Packs the rows that wait, and writes their group if it is full.
    fn packed(&mut self) -> Result<(), WriteError> {
        self.group_rows += self.batch.rows() as u64;
        let batch = self.batch.taken().map_err(|error| failed(&self.target, ParquetError::from(error)))?;
        self.writer.write(&batch).map_err(|error| failed(&self.target, error))?;
        if self.group_rows >= GROUP_ROWS || self.writer.in_progress_size() >= GROUP_BYTES {
            self.writer.flush().map_err(|error| failed(&self.target, error))?;
            self.group_rows = 0;
            self.sent()?;
        }
        Ok(())
    }

    /// Writes what is packed to the output.
    fn sent(&mut self) -> Result<(), WriteError> {
        let synced = self.writer.sync();
        let sent = synced.and_then(|()| self.out.write_all(self.writer.inner()));
        sent.map_err(|source| WriteError::from_io(&self.target, source))?;
        self.writer.inner_mut().clear();
        Ok(())
    }

    /// Writes what closes the file; says how many moments lost a part of a microsecond.
    fn finished(mut self) -> Result<u64, WriteError> {
        if self.batch.rows() > 0 {
            self.packed()?;
        }
        let fractions = self.batch.fractions();
        let rest = self.writer.into_inner().map_err(|error| failed(&self.target, error))?;
        self.out.write_all(&rest).map_err(|source| WriteError::from_io(&self.target, source))?;
        Ok(fractions)
    }
}

fn failed(target: &std::path::Path, error: ParquetError) -> WriteError {
    WriteError::from_io(target, std::io::Error::other(error))
}

fn properties(sheet: &Sheet) -> Result<WriterProperties, WriteError> {
    let level = ZstdLevel::try_new(3).map_err(|error| failed(&sheet.options.target, error))?;
    let bytes_of_shapes = ColumnPath::from(GEOMETRY);
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("sarhad version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(None)
        .set_key_value_metadata(Some(metadata::entries(sheet)))
        // least and greatest bytes of shapes say nothing of where they are
        .set_column_statistics_enabled(bytes_of_shapes.clone(), EnabledStatistics::None)
        .set_column_dictionary_enabled(bytes_of_shapes, false);
    for corner in metadata::CORNERS {
        let path = ColumnPath::new(vec![BBOX.to_owned(), corner.to_owned()]);
        properties = properties.set_column_dictionary_enabled(path, false);
    }
    Ok(properties.build())
}

fn told(sheet: &Sheet, ordered: bool, fractions: u64) -> Vec<String> {
    let mut told = Vec::new();
    if ordered {
        told.push("rows stand along a Hilbert curve, near ones together, not in the order of the input".to_owned());
    }
    if let Some(renamed) = sheet.renamed(&sheet.names_apart(&TAKEN)) {
        told.push(format!("columns whose names others have but for capitals were renamed: {renamed}"));
    }
    if fractions > 0 {
        told.push(counted(fractions, "moment was cut to whole microseconds", "moments were cut to whole microseconds"));
    }
    told
}
