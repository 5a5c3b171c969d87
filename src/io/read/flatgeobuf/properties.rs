//! The columns of `FlatGeobuf` and a record's values in them. Not responsible for where the bytes come from.

use flatgeobuf::{Column, ColumnType};
use serde_json::Value;

use crate::io::read::escape::Quoted;
use crate::io::read::options::ReadOptions;
use crate::io::read::typed::{TypedColumns, hexadecimal, json_or_text, real, short_real};
use crate::io::read::what::What;
use crate::model::feature::Properties;

/// The columns of a file, or of one record that has its own.
pub(super) struct Columns {
    pub(super) typed: TypedColumns,
    kinds: Vec<ColumnType>,
}

impl Columns {
    pub(super) fn new<'c>(columns: impl Iterator<Item = Column<'c>>, options: &ReadOptions) -> Result<Self, What> {
        let (names, kinds) = columns.map(|column| (column.name().to_owned(), column.type_())).unzip();
        Ok(Self { typed: TypedColumns::new(names, options)?, kinds })
    }

    /// What is to be told of columns whose kind JSON does not have.
    pub(super) fn notes(&self) -> Vec<What> {
        let binary = self.typed.names.iter().zip(&self.kinds).filter(|(_, kind)| **kind == ColumnType::Binary);
        let told = |(name, _): (&String, _)| What::KindRead {
            column: Quoted::new(name),
            kind: "bytes".to_owned(),
            form: "hexadecimal digits",
        };
        binary.map(told).collect()
    }

    /// The values in `bytes`: a column's number and its value, over and over. Columns without a value are null.
    ///
    /// # Errors
    /// What is wrong with the bytes, and the values before it.
    pub(super) fn values(&self, bytes: &[u8]) -> Result<Properties, (String, Properties)> {
        let mut values = vec![Value::Null; self.kinds.len()];
        let mut rest = Cursor { rest: bytes };
        let mut fault = None;
        while !rest.rest.is_empty() && fault.is_none() {
            fault = self.next(&mut rest, &mut values).err();
        }
        let properties = self.typed.names.iter().cloned().zip(values).collect();
        match fault {
            None => Ok(properties),
            Some(reason) => Err((reason, properties)),
        }
    }

    fn next(&self, rest: &mut Cursor, values: &mut [Value]) -> Result<(), String> {
        let number = usize::from(u16::from_le_bytes(rest.array()?));
        let Some(kind) = self.kinds.get(number) else {
            return Err(format!("it has a value of column {}, and there are {}", number + 1, self.kinds.len()));
        };
        let value = rest.value(*kind).map_err(|reason| format!("column {}: {reason}", self.typed.names[number]))?;
        values[number] = value;
        Ok(())
    }
}

/// Bytes that are read from front to back.
struct Cursor<'b> {
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], String> {
        let (front, rest) = self.rest.split_at_checked(count).ok_or("its values are cut off")?;
        self.rest = rest;
        Ok(front)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    /// Bytes behind their length.
    fn bytes(&mut self) -> Result<&'b [u8], String> {
        let length = u32::from_le_bytes(self.array()?);
        self.take(length as usize)
    }

    fn text(&mut self) -> Result<&'b str, String> {
        str::from_utf8(self.bytes()?).map_err(|error| format!("byte {} of its text is not UTF-8", error.valid_up_to()))
    }

    fn value(&mut self, kind: ColumnType) -> Result<Value, String> {
        Ok(match kind {
            ColumnType::Bool => (self.array::<1>()? != [0]).into(),
            ColumnType::Byte => i8::from_le_bytes(self.array()?).into(),
            ColumnType::UByte => u8::from_le_bytes(self.array()?).into(),
            ColumnType::Short => i16::from_le_bytes(self.array()?).into(),
            ColumnType::UShort => u16::from_le_bytes(self.array()?).into(),
            ColumnType::Int => i32::from_le_bytes(self.array()?).into(),
            ColumnType::UInt => u32::from_le_bytes(self.array()?).into(),
            ColumnType::Long => i64::from_le_bytes(self.array()?).into(),
            ColumnType::ULong => u64::from_le_bytes(self.array()?).into(),
            ColumnType::Float => short_real(f32::from_le_bytes(self.array()?)),
            ColumnType::Double => real(f64::from_le_bytes(self.array()?)),
            ColumnType::String | ColumnType::DateTime => self.text()?.into(),
            ColumnType::Json => json_or_text(self.text()?),
            ColumnType::Binary => hexadecimal(self.bytes()?),
            other => return Err(format!("it is of type {}, which is not known", other.0)),
        })
    }
}
