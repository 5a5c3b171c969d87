//! Rows of a sheet as columns of Arrow. Not responsible for the file.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BinaryBuilder, BooleanBuilder, Date32Builder, Float32Builder, Float64Builder, Int64Builder,
    NullBufferBuilder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, TimeUnit};
use jiff::civil::Date;

use crate::io::write::geoparquet::metadata::CORNERS;
use crate::io::write::sheet::curve::{self, Corners};
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::outwards::{above, below};
use crate::io::write::sheet::whole::{ColumnKind, Sheet, SheetRecord};
use crate::model::dates::{DAY_S, EPOCH};

/// The column of geometries.
pub(super) const GEOMETRY: &str = "geometry";
/// The column of their boxes.
pub(super) const BBOX: &str = "bbox";
/// Names that no other column may have.
pub(super) const TAKEN: [&str; 2] = [GEOMETRY, BBOX];

/// Rows that wait to be packed.
pub(super) struct Batch {
    schema: Arc<Schema>,
    columns: Vec<Values>,
    shapes: BinaryBuilder,
    boxes: Boxes,
    rows: usize,
    /// Bytes of the texts and shapes.
    bytes: usize,
    /// Moments that had a part of a microsecond.
    fractions: u64,
}

impl Batch {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let names = sheet.names_apart(&TAKEN);
        let mut fields: Vec<Field> =
            sheet.columns.iter().zip(names).map(|(column, name)| field(name, column.kind)).collect();
        fields.push(Field::new(GEOMETRY, DataType::Binary, true));
        fields.push(Field::new(BBOX, DataType::Struct(corner_fields()), true));
        Self {
            schema: Arc::new(Schema::new(fields)),
            columns: sheet.columns.iter().map(|column| Values::new(column.kind)).collect(),
            shapes: BinaryBuilder::new(),
            boxes: Boxes::default(),
            rows: 0,
            bytes: 0,
            fractions: 0,
        }
    }

    pub(super) fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.schema)
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn fractions(&self) -> u64 {
        self.fractions
    }

    /// Takes in a record; fails with what cannot be held.
    pub(super) fn push(&mut self, record: &SheetRecord) -> Result<(), String> {
        self.rows += 1;
        self.bytes += record.wkb.map_or(0, <[u8]>::len);
        for (column, cell) in self.columns.iter_mut().zip(&record.cells) {
            match cell {
                Datum::Text(text) | Datum::Nested(text) => self.bytes += text.len(),
                Datum::Moment(moment) => self.fractions += u64::from(moment.subsec_nanosecond() % 1_000 != 0),
                _ => {}
            }
            if column.push(cell) == Fits::No {
                let said = cell.text().unwrap_or_default();
                return Err(format!("record {} says {said:?} in a column of another kind", record.number + 1));
            }
        }
        self.shapes.append_option(record.wkb);
        self.boxes.push(record.geometry().as_ref().and_then(curve::corners));
        Ok(())
    }

    /// The rows that wait, which are then gone.
    pub(super) fn taken(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.bytes) = (0, 0);
        let mut arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Values::finish).collect();
        arrays.push(Arc::new(self.shapes.finish()));
        arrays.push(self.boxes.finish()?);
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

fn field(name: String, kind: ColumnKind) -> Field {
    let data_type = match kind {
        ColumnKind::Flag => DataType::Boolean,
        ColumnKind::Whole => DataType::Int64,
        ColumnKind::Real => DataType::Float64,
        ColumnKind::Date => DataType::Date32,
        ColumnKind::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        ColumnKind::Text | ColumnKind::Nested => DataType::Utf8,
    };
    let field = Field::new(name, data_type, true);
    if kind == ColumnKind::Nested {
        let extension = HashMap::from([("ARROW:extension:name".to_owned(), "arrow.json".to_owned())]);
        return field.with_metadata(extension);
    }
    field
}

fn corner_fields() -> Fields {
    CORNERS.iter().map(|name| Field::new(*name, DataType::Float32, false)).collect()
}

/// Whether a value is of its column's kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fits {
    Yes,
    No,
}

/// The values of one column.
enum Values {
    Flags(BooleanBuilder),
    Wholes(Int64Builder),
    Reals(Float64Builder),
    Dates(Date32Builder),
    Moments(TimestampMicrosecondBuilder),
    Texts(StringBuilder),
}

impl Values {
    fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Flag => Self::Flags(BooleanBuilder::new()),
            ColumnKind::Whole => Self::Wholes(Int64Builder::new()),
            ColumnKind::Real => Self::Reals(Float64Builder::new()),
            ColumnKind::Date => Self::Dates(Date32Builder::new()),
            ColumnKind::Moment => Self::Moments(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            ColumnKind::Text | ColumnKind::Nested => Self::Texts(StringBuilder::new()),
        }
    }

    /// Appends `cell`, which has to be blank or of the column's kind.
    fn push(&mut self, cell: &Datum) -> Fits {
        match (self, cell) {
            (Self::Flags(values), Datum::Flag(flag)) => values.append_value(*flag),
            (Self::Wholes(values), Datum::Whole(number)) => values.append_value(*number),
            (Self::Reals(values), Datum::Real(number)) => values.append_value(*number),
            (Self::Dates(values), Datum::Date(day)) => values.append_value(days(*day)),
            (Self::Moments(values), Datum::Moment(moment)) => values.append_value(moment.as_microsecond()),
            (Self::Texts(values), cell) => values.append_option(cell.text()),
            (Self::Flags(values), Datum::Blank) => values.append_null(),
            (Self::Wholes(values), Datum::Blank) => values.append_null(),
            (Self::Reals(values), Datum::Blank) => values.append_null(),
            (Self::Dates(values), Datum::Blank) => values.append_null(),
            (Self::Moments(values), Datum::Blank) => values.append_null(),
            _ => return Fits::No,
        }
        Fits::Yes
    }

    fn finish(&mut self) -> ArrayRef {
        let builder: &mut dyn ArrayBuilder = match self {
            Self::Flags(values) => values,
            Self::Wholes(values) => values,
            Self::Reals(values) => values,
            Self::Dates(values) => values,
            Self::Moments(values) => values,
            Self::Texts(values) => values,
        };
        builder.finish()
    }
}

fn days(day: Date) -> i32 {
    // years end at 9999, so days of either sign fit 32 bits
    i32::try_from(day.duration_since(EPOCH).as_secs() / DAY_S).unwrap_or_default()
}

/// Boxes in numbers of 32 bits, rounded so that they hold what they are around.
#[derive(Default)]
struct Boxes {
    corners: [Float32Builder; 4],
    present: Vec<bool>,
}

impl Boxes {
    fn push(&mut self, corners: Option<Corners>) {
        let [west, south, east, north] = corners.unwrap_or_default();
        let rounded = [below(west), below(south), above(east), above(north)];
        for (values, corner) in self.corners.iter_mut().zip(rounded) {
            values.append_value(corner);
        }
        self.present.push(corners.is_some());
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let mut nulls = NullBufferBuilder::new(self.present.len());
        for present in self.present.drain(..) {
            nulls.append(present);
        }
        let arrays = self.corners.iter_mut().map(|values| Arc::new(values.finish()) as ArrayRef).collect();
        Ok(Arc::new(StructArray::try_new(corner_fields(), arrays, nulls.finish())?))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_count_from_1970() {
        // Referee: 16 January 2024 is day 19,738 by hand: 54 years, 13 of them leap years, and 15 days
        assert_eq!([days(date(2024, 1, 16)), days(date(1969, 12, 31)), days(EPOCH)], [19_738, -1, 0]);
    }
}
