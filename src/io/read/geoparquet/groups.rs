//! `GeoParquet` to records, one group of rows after the other: all of them, or those that may lie in a box. Not responsible for
//! opening the file, nor for the values of single columns.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Field, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::LogicalType;
use parquet::file::metadata::{KeyValue, ParquetMetaData, RowGroupMetaData};
use parquet::file::statistics::Statistics;
use serde_json::Value;

use crate::io::read::block::Drafted;
use crate::io::read::escape::Quoted;
use crate::io::read::geoparquet::footer;
use crate::io::read::geoparquet::metadata::{Geo, container, geo};
use crate::io::read::geoparquet::places::Places;
use crate::io::read::geoparquet::values;
use crate::io::read::hurdle;
use crate::io::read::input::WholeFile;
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::typed::{LOT_RECORDS, TypedColumns, refused, told_of_itself};
use crate::io::read::what::What;
use crate::model::feature::Properties;
use crate::model::shape::Longitudes;

/// Files of less than this may unpack to any share of themselves.
const SMALL_BYTES: u64 = 16 << 20;
/// Bytes of values that many rows may share; programs end dictionaries and pages at about a megabyte.
const SHARED_BYTES_MAX: u64 = 64 << 20;
/// Bytes of values that rows read together may name, whatever they say.
const BATCH_BYTES: u64 = 256 << 20;
/// Bytes of values that become records together.
const LOT_BYTES: usize = 16 << 20;
/// How much a corner of a box may have been rounded the wrong way: some steps of a number of 32 bits.
const ROUNDED_DEG: f64 = 1e-4;

type Builder = ParquetRecordBatchReaderBuilder<File>;

/// Reads all records, or those of the groups that may lie in the box that is wanted.
///
/// # Cost
/// Memory for 512 rows, or for fewer where columns have large values that rows share (dictionaries, common beginnings), so that
/// these rows' values stay within 256 MB, which is twice as much while they are gathered; for records of 16 MB at a time, of which
/// several wait; and for the pages that they stand in, as they are unpacked: up to what the file may unpack to. A list in one row that names a shared value many times is not held against this limit.
pub(in crate::io::read) fn read(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    // the parser is another's, and files may be made to break it
    let opened = caught(|| Table::open(file, options)).map_err(|what| outlet.refusal(what))?;
    let Opened { mut rows, table, spared, of, name, metadata, notes } = opened;
    if let Some(name) = name {
        outlet.member("name", name.into())?;
    }
    if let Some(metadata) = metadata {
        outlet.member("metadata", metadata)?;
    }
    for note in notes {
        outlet.tell(note, None)?;
    }
    loop {
        let read = caught(|| match rows.next() {
            Some(batch) => batch.map(Some).map_err(|error| container(error.to_string().to_lowercase())),
            None => Ok(None),
        });
        match read {
            Ok(Some(batch)) => {
                for some in in_lots(&batch) {
                    outlet.drafts(table.drafts(&some, options))?;
                }
            }
            Ok(None) => break,
            Err(what) => return Err(outlet.refusal(what)),
        }
    }
    if spared > 0 { outlet.tell(What::Spared { records: spared, of }, None) } else { Ok(()) }
}

/// The rows of a batch in lots of which several may wait to be worked on.
fn in_lots(batch: &RecordBatch) -> impl Iterator<Item = RecordBatch> {
    let rows = batch.num_rows();
    let of_row = batch.get_array_memory_size() / rows.max(1);
    let together = (LOT_BYTES / of_row.max(1)).clamp(1, rows.max(1));
    (0..rows).step_by(together).map(move |first| batch.slice(first, together.min(rows - first)))
}

fn caught<T>(read: impl FnOnce() -> Result<T, What>) -> Result<T, What> {
    let caught = catch_unwind(AssertUnwindSafe(read));
    caught.unwrap_or_else(|_| Err(container("a part of it is not as it should be".to_owned())))
}

/// A file whose footer has been read.
struct Opened {
    rows: ParquetRecordBatchReader,
    table: Table,
    /// Records of groups that are passed over, and all records.
    spared: u64,
    of: u64,
    name: Option<String>,
    metadata: Option<Value>,
    notes: Vec<What>,
}

/// What the columns that are read mean.
struct Table {
    typed: TypedColumns,
    /// Of each column of properties its number in a batch, and whether its text is JSON.
    columns: Vec<(usize, bool)>,
    places: Places,
}

impl Table {
    fn open(whole: &WholeFile, options: &ReadOptions) -> Result<Opened, What> {
        if let Some(asked) = &options.sheet {
            return Err(What::NoSheets { name: Quoted::new(asked) });
        }
        let mut file = File::open(&whole.path).map_err(|error| hurdle::what_of(&error))?;
        let end = file.metadata().map_err(|error| hurdle::what_of(&error))?.len();
        footer::check(&mut file, end).map_err(container)?;
        let mut pages = file.try_clone().map_err(|error| hurdle::what_of(&error))?;
        let builder = Builder::try_new(file).map_err(|error| container(error.to_string().to_lowercase()))?;
        bounded(builder.metadata(), end, options)?;
        let entry = |key: &str| entry(builder.metadata(), key);
        let geo = entry("geo").map(geo).transpose()?;
        let (name, own) = (entry("sarhad:name").map(str::to_owned), entry("sarhad:metadata"));
        let metadata = told_of_itself(own, [("title", None), ("description", None)]);
        let cover = geo.as_ref().and_then(|geo| geo.covering.as_ref());
        let kept = kept_roots(builder.schema(), cover);
        let table = Self::of(&builder, &kept, geo.as_ref(), options)?;
        let notes = notes(builder.schema(), &kept, &table);
        let groups = wanted_groups(&builder, geo.as_ref(), options);
        let rows_of = |group: &RowGroupMetaData| u64::try_from(group.num_rows()).unwrap_or_default();
        let of = builder.metadata().row_groups().iter().map(rows_of).sum::<u64>();
        let read = groups.iter().map(|&number| rows_of(builder.metadata().row_group(number))).sum::<u64>();
        let mask = ProjectionMask::roots(builder.parquet_schema(), kept);
        let together = rows_together(builder.metadata(), &mut pages)?;
        let rows = builder.with_batch_size(together).with_projection(mask).with_row_groups(groups).build();
        let rows = rows.map_err(|error| container(error.to_string().to_lowercase()))?;
        Ok(Opened { rows, table, spared: of.saturating_sub(read), of, name, metadata, notes })
    }

    fn of(builder: &Builder, kept: &[usize], geo: Option<&Geo>, options: &ReadOptions) -> Result<Self, What> {
        let fields = builder.schema().fields();
        let kept_fields: Vec<Arc<Field>> = kept.iter().filter_map(|&root| fields.get(root).cloned()).collect();
        let places = Places::of(&kept_fields, geo, options)?;
        let roots = builder.parquet_schema().root_schema().get_fields();
        let is_json = |root: usize| {
            let by_type = roots
                .get(root)
                .is_some_and(|field| matches!(field.get_basic_info().logical_type_ref(), Some(LogicalType::Json)));
            by_type || fields[root].metadata().get("ARROW:extension:name").is_some_and(|name| name == "arrow.json")
        };
        let columns: Vec<(usize, bool)> = (0..kept.len())
            .filter(|&number| !places.is_column(number))
            .map(|number| (number, is_json(kept[number])))
            .collect();
        let names = columns.iter().map(|&(number, _)| kept_fields[number].name().clone()).collect();
        Ok(Self { typed: TypedColumns::new(names, options)?, columns, places })
    }

    /// What the rows of `batch` say.
    fn drafts(&self, batch: &RecordBatch, options: &ReadOptions) -> Vec<Drafted> {
        (0..batch.num_rows())
            .map(|row| {
                let drafted = catch_unwind(AssertUnwindSafe(|| self.drafted(batch, row, options)));
                let reason = "a part of it is not as it should be";
                drafted.unwrap_or_else(|_| {
                    refused(What::RecordBytes { reason: reason.to_owned() }, None, &Properties::new())
                })
            })
            .collect()
    }

    fn drafted(&self, batch: &RecordBatch, row: usize, options: &ReadOptions) -> Drafted {
        let mut properties = Properties::new();
        for (name, &(number, is_json)) in self.typed.names.iter().zip(&self.columns) {
            match values::value(batch.column(number), row) {
                Ok(value) => {
                    properties.insert(name.clone(), if is_json { values::parsed(value) } else { value });
                }
                Err(reason) => {
                    let reason = format!("column {}: {reason}", Quoted::new(name));
                    return refused(What::RecordBytes { reason }, None, &properties);
                }
            }
        }
        self.places.drafted(&self.typed, (batch, row), properties, options)
    }
}

fn entry<'m>(metadata: &'m ParquetMetaData, key: &str) -> Option<&'m str> {
    let entries = metadata.file_metadata().key_value_metadata()?;
    entries.iter().find(|entry| entry.key == key).and_then(|KeyValue { value, .. }| value.as_deref())
}

/// Refuses a file that claims to unpack to more than the limits allow.
fn bounded(metadata: &ParquetMetaData, end: u64, options: &ReadOptions) -> Result<(), What> {
    let bytes = |group: &RowGroupMetaData| u64::try_from(group.total_byte_size()).unwrap_or(u64::MAX);
    let unpacked = metadata.row_groups().iter().map(bytes).fold(0, u64::saturating_add);
    let limit = options.limits.unpack_ratio;
    let most = end.saturating_mul(limit).max(SMALL_BYTES);
    if unpacked > most { Err(What::UnpackRatio { limit }) } else { Ok(()) }
}

/// How many rows are unpacked at a time: a value that stands once, in a dictionary or as the beginning of others, is there as often
/// as rows share it.
fn rows_together(metadata: &ParquetMetaData, pages: &mut File) -> Result<usize, What> {
    let mut most = 0;
    for group in metadata.row_groups() {
        let mut of_group = 0_u64;
        for column in group.columns() {
            let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
            let (Ok(start), Ok(length)) = (u64::try_from(start), u64::try_from(column.compressed_size())) else {
                continue;
            };
            let within = start..start.saturating_add(length);
            let bytes = footer::shared_bytes(pages, within).map_err(|error| hurdle::what_of(&error))?;
            if bytes > SHARED_BYTES_MAX {
                let name = Quoted::new(column.column_path().string().as_str());
                return Err(container(format!(
                    "the values of its column {name} claim {bytes} bytes, more than {SHARED_BYTES_MAX}"
                )));
            }
            of_group += bytes;
        }
        most = of_group.max(most);
    }
    let fitting = BATCH_BYTES / most.max(1);
    Ok(usize::try_from(fitting).unwrap_or(LOT_RECORDS).clamp(1, LOT_RECORDS))
}

/// The numbers of the columns that are read: all but those that hold nothing but the corners of geometries.
fn kept_roots(schema: &SchemaRef, cover: Option<&[Vec<String>; 4]>) -> Vec<usize> {
    let is_cover = |name: &str| {
        cover
            .is_some_and(|paths| paths.iter().any(|path| path.len() > 1 && path.first().is_some_and(|own| own == name)))
    };
    (0..schema.fields().len()).filter(|&root| !is_cover(schema.field(root).name())).collect()
}

/// What is told of columns whose kinds JSON does not have.
fn notes(schema: &SchemaRef, kept: &[usize], table: &Table) -> Vec<What> {
    let fields = table.columns.iter().filter_map(|&(number, _)| kept.get(number).map(|&root| schema.field(root)));
    let told = |field: &Field| {
        let (kind, form) = values::unlike_json(field.data_type())?;
        Some(What::KindRead { column: Quoted::new(field.name()), kind: kind.to_owned(), form })
    };
    fields.filter_map(told).collect()
}

/// The numbers of the row groups that may hold something in the wanted box.
fn wanted_groups(builder: &Builder, geo: Option<&Geo>, options: &ReadOptions) -> Vec<usize> {
    let metadata = builder.metadata();
    let all = 0..metadata.num_row_groups();
    // the boxes are those of longitudes as they stand, before points are brought back by a full turn
    let wanted = options.wanted.filter(|_| options.longitudes == Longitudes::Strict);
    let (Some(wanted), Some(geo)) = (wanted, geo) else { return all.collect() };
    let Some(paths) = &geo.covering else { return all.collect() };
    let leaves = builder.parquet_schema().columns();
    let leaf = |path: &Vec<String>| leaves.iter().position(|leaf| leaf.path().parts() == path.as_slice());
    let [Some(west), Some(south), Some(east), Some(north)] = paths.each_ref().map(leaf) else { return all.collect() };
    let boxes = wanted.boxes();
    let shapes = leaf(&vec![geo.column.clone()]);
    let may_hold = |&number: &usize| {
        let group = metadata.row_group(number);
        if !tells_all(group, &[west, south, east, north], shapes) {
            return true;
        }
        let Some([w, s, e, n]) = group_box(group, [west, south, east, north]) else { return true };
        let meets = |wanted: &[f64; 4]| {
            w - ROUNDED_DEG <= wanted[2]
                && e + ROUNDED_DEG >= wanted[0]
                && s - ROUNDED_DEG <= wanted[3]
                && n + ROUNDED_DEG >= wanted[1]
        };
        boxes.iter().any(meets)
    };
    all.filter(may_hold).collect()
}

/// Whether the corners of a group's rows are those of all rows that have a geometry: what is null is in no statistics.
fn tells_all(group: &RowGroupMetaData, corners: &[usize; 4], shapes: Option<usize>) -> bool {
    let nulls = |leaf: usize| group.column(leaf).statistics()?.null_count_opt();
    let without_shape = shapes.and_then(nulls);
    corners.iter().all(|&corner| match nulls(corner) {
        Some(0) => true,
        nulls => nulls.is_some() && nulls == without_shape,
    })
}

/// The box around the rows of a group: west, south, east, north.
///
/// The west of a row's box is east of its east where the box reaches over the 180th meridian. Where a row of the group may be
/// such a one, all longitudes are.
fn group_box(group: &RowGroupMetaData, [west, south, east, north]: [usize; 4]) -> Option<[f64; 4]> {
    let both = |leaf: usize| Some([extreme(group, leaf, End::Least)?, extreme(group, leaf, End::Greatest)?]);
    let ([least_w, greatest_w], [least_e, greatest_e]) = (both(west)?, both(east)?);
    let (s, n) = (extreme(group, south, End::Least)?, extreme(group, north, End::Greatest)?);
    let may_reach_over = least_w > least_e || greatest_w > greatest_e || (greatest_w > 0.0 && least_e < 0.0);
    Some(if may_reach_over { [-180.0, s, 180.0, n] } else { [least_w, s, greatest_e, n] })
}

/// Which end of a column's values.
#[derive(Clone, Copy)]
enum End {
    Least,
    Greatest,
}

/// The least or the greatest value of a column in a group, where the group says it.
fn extreme(group: &RowGroupMetaData, leaf: usize, end: End) -> Option<f64> {
    let value = match (group.column(leaf).statistics()?, end) {
        (Statistics::Double(values), End::Least) => *values.min_opt()?,
        (Statistics::Double(values), End::Greatest) => *values.max_opt()?,
        (Statistics::Float(values), End::Least) => f64::from(*values.min_opt()?),
        (Statistics::Float(values), End::Greatest) => f64::from(*values.max_opt()?),
        _ => return None,
    };
    Some(value).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use arrow_array::{ArrayRef, StringArray};
    use parquet::arrow::ArrowWriter;
    use parquet::basic::Encoding;
    use parquet::file::properties::WriterProperties;

    use super::*;

    /// How many rows of a file are read at a time that has `rows` times one value, written so.
    fn together(rows: usize, properties: WriterProperties) -> usize {
        let value = "x".repeat(4 << 20);
        let column: ArrayRef = Arc::new(StringArray::from(vec![value.as_str(); rows]));
        let batch = RecordBatch::try_from_iter([("v", column)]).unwrap();
        let mut file = tempfile::tempfile().unwrap();
        let mut writer = ArrowWriter::try_new(&mut file, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let builder = Builder::try_new(file.try_clone().unwrap()).unwrap();
        rows_together(builder.metadata(), &mut file).unwrap()
    }

    /// 256 MB hold 63 values of 4 MB and a little: a value that stands once may be there in each row.
    #[test]
    fn rows_that_share_large_values_are_read_few_at_a_time() {
        let of = WriterProperties::builder;
        assert_eq!(together(3, of().set_dictionary_enabled(true).build()), 63);
        let prefixes = of().set_dictionary_enabled(false).set_encoding(Encoding::DELTA_BYTE_ARRAY);
        assert_eq!(together(3, prefixes.build()), 63);
        assert_eq!(together(3, of().set_dictionary_enabled(false).set_encoding(Encoding::PLAIN).build()), LOT_RECORDS);
    }
}
