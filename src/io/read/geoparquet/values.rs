//! Values of Arrow's columns as JSON. Not responsible for geometries.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    DurationMicrosecondType, DurationMillisecondType, DurationNanosecondType, DurationSecondType, Float16Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, Time32MillisecondType, Time32SecondType,
    Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, OffsetSizeTrait};
use arrow_schema::{DataType, TimeUnit};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::io::read::typed::{hexadecimal, json_or_text, real, short_real};
use crate::model::dates::DAY_S;

/// What the kinds are called that JSON does not have, and how they are written instead.
pub(super) fn unlike_json(kind: &DataType) -> Option<(&'static str, &'static str)> {
    match kind {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            Some(("bytes", "hexadecimal digits"))
        }
        DataType::Time32(_) | DataType::Time64(_) => Some(("times of day", "text")),
        DataType::Duration(_) => Some(("durations", "text with their unit")),
        DataType::Interval(_) => Some(("intervals", "text")),
        _ => None,
    }
}

/// The value in row `row` of `array`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn value(array: &dyn Array, row: usize) -> Result<Value, String> {
    if array.is_null(row) {
        return Ok(Value::Null);
    }
    match array.data_type() {
        DataType::Null => Ok(Value::Null),
        DataType::Boolean => Ok(array.as_boolean().value(row).into()),
        DataType::Utf8 => Ok(array.as_string::<i32>().value(row).into()),
        DataType::LargeUtf8 => Ok(array.as_string::<i64>().value(row).into()),
        DataType::Utf8View => Ok(array.as_string_view().value(row).into()),
        DataType::Binary => Ok(hexadecimal(array.as_binary::<i32>().value(row))),
        DataType::LargeBinary => Ok(hexadecimal(array.as_binary::<i64>().value(row))),
        DataType::BinaryView => Ok(hexadecimal(array.as_binary_view().value(row))),
        DataType::FixedSizeBinary(_) => Ok(hexadecimal(array.as_fixed_size_binary().value(row))),
        DataType::Struct(_) | DataType::Map(..) | DataType::Dictionary(..) => composed(array, row),
        DataType::List(_) => list::<i32>(array, row),
        DataType::LargeList(_) => list::<i64>(array, row),
        DataType::FixedSizeList(..) => all(&array.as_fixed_size_list().value(row)),
        kind if kind.is_numeric() => number(array, row),
        _ => time(array, row),
    }
}

/// Text of a column of JSON as the value that it is.
pub(super) fn parsed(value: Value) -> Value {
    match value {
        Value::String(text) => json_or_text(&text),
        other => other,
    }
}

fn primitive<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> T::Native {
    array.as_primitive::<T>().value(row)
}

fn number(array: &dyn Array, row: usize) -> Result<Value, String> {
    Ok(match array.data_type() {
        DataType::Int8 => primitive::<Int8Type>(array, row).into(),
        DataType::Int16 => primitive::<Int16Type>(array, row).into(),
        DataType::Int32 => primitive::<Int32Type>(array, row).into(),
        DataType::Int64 => primitive::<Int64Type>(array, row).into(),
        DataType::UInt8 => primitive::<UInt8Type>(array, row).into(),
        DataType::UInt16 => primitive::<UInt16Type>(array, row).into(),
        DataType::UInt32 => primitive::<UInt32Type>(array, row).into(),
        DataType::UInt64 => primitive::<UInt64Type>(array, row).into(),
        DataType::Float16 => short_real(primitive::<Float16Type>(array, row).to_f32()),
        DataType::Float32 => short_real(primitive::<Float32Type>(array, row)),
        DataType::Float64 => real(primitive::<Float64Type>(array, row)),
        DataType::Decimal32(..) => digits(&array.as_primitive::<Decimal32Type>().value_as_string(row)),
        DataType::Decimal64(..) => digits(&array.as_primitive::<Decimal64Type>().value_as_string(row)),
        DataType::Decimal128(..) => digits(&array.as_primitive::<Decimal128Type>().value_as_string(row)),
        DataType::Decimal256(..) => digits(&array.as_primitive::<Decimal256Type>().value_as_string(row)),
        other => return Err(format!("numbers of kind {other} are not read")),
    })
}

/// A number digit by digit.
fn digits(text: &str) -> Value {
    serde_json::from_str::<serde_json::Number>(text).map_or_else(|_| text.into(), Value::Number)
}

fn time(array: &dyn Array, row: usize) -> Result<Value, String> {
    match array.data_type() {
        DataType::Date32 => day(i64::from(primitive::<Date32Type>(array, row)) * DAY_S),
        DataType::Date64 => day(primitive::<Date64Type>(array, row).div_euclid(1_000)),
        DataType::Timestamp(unit, zone) => {
            let count = match unit {
                TimeUnit::Second => primitive::<TimestampSecondType>(array, row),
                TimeUnit::Millisecond => primitive::<TimestampMillisecondType>(array, row),
                TimeUnit::Microsecond => primitive::<TimestampMicrosecondType>(array, row),
                TimeUnit::Nanosecond => primitive::<TimestampNanosecondType>(array, row),
            };
            let moment = Timestamp::from_duration(duration(count, *unit));
            let moment = moment.map_err(|_| format!("{count} is no moment of the years -9999 to 9999"))?;
            // without a zone it is the time of some clock, and nobody says where that hung
            let text = if zone.is_some() { moment.to_string() } else { on_the_clock(moment) };
            Ok(text.into())
        }
        DataType::Time32(TimeUnit::Second) => {
            clock(i64::from(primitive::<Time32SecondType>(array, row)), TimeUnit::Second)
        }
        DataType::Time32(_) => clock(i64::from(primitive::<Time32MillisecondType>(array, row)), TimeUnit::Millisecond),
        DataType::Time64(TimeUnit::Microsecond) => {
            clock(primitive::<Time64MicrosecondType>(array, row), TimeUnit::Microsecond)
        }
        DataType::Time64(_) => clock(primitive::<Time64NanosecondType>(array, row), TimeUnit::Nanosecond),
        DataType::Duration(unit) => Ok(match unit {
            TimeUnit::Second => format!("{} s", primitive::<DurationSecondType>(array, row)),
            TimeUnit::Millisecond => format!("{} ms", primitive::<DurationMillisecondType>(array, row)),
            TimeUnit::Microsecond => format!("{} µs", primitive::<DurationMicrosecondType>(array, row)),
            TimeUnit::Nanosecond => format!("{} ns", primitive::<DurationNanosecondType>(array, row)),
        }
        .into()),
        other => Err(format!("values of kind {other} are not read")),
    }
}

fn duration(count: i64, unit: TimeUnit) -> SignedDuration {
    match unit {
        TimeUnit::Second => SignedDuration::from_secs(count),
        TimeUnit::Millisecond => SignedDuration::from_millis(count),
        TimeUnit::Microsecond => SignedDuration::from_micros(count),
        TimeUnit::Nanosecond => SignedDuration::from_nanos(count),
    }
}

fn on_the_clock(moment: Timestamp) -> String {
    jiff::tz::Offset::UTC.to_datetime(moment).to_string()
}

fn day(seconds: i64) -> Result<Value, String> {
    let moment = Timestamp::from_second(seconds);
    let moment =
        moment.map_err(|_| format!("{} days from 1970 are beyond the years -9999 to 9999", seconds / DAY_S))?;
    Ok(jiff::tz::Offset::UTC.to_datetime(moment).date().to_string().into())
}

fn clock(count: i64, unit: TimeUnit) -> Result<Value, String> {
    let time = Time::midnight().checked_add(duration(count, unit));
    time.map(|time| time.to_string().into()).map_err(|_| format!("{count} is no time of day"))
}

fn composed(array: &dyn Array, row: usize) -> Result<Value, String> {
    if let Some(members) = array.as_struct_opt() {
        let mut object = Map::new();
        for (field, column) in members.fields().iter().zip(members.columns()) {
            object.insert(field.name().clone(), value(column, row)?);
        }
        return Ok(Value::Object(object));
    }
    if let Some(map) = array.as_map_opt() {
        let entries = map.value(row);
        let mut object = Map::new();
        for entry in 0..entries.len() {
            let key = match value(entries.column(0), entry)? {
                Value::String(key) => key,
                other => other.to_string(),
            };
            object.insert(key, value(entries.column(1), entry)?);
        }
        return Ok(Value::Object(object));
    }
    let words = array.as_any_dictionary();
    match words.normalized_keys().get(row) {
        Some(&word) if word < words.values().len() => value(words.values(), word),
        _ => Err("a word of it is not in its dictionary".to_owned()),
    }
}

fn list<O: OffsetSizeTrait>(array: &dyn Array, row: usize) -> Result<Value, String> {
    all(&array.as_list::<O>().value(row))
}

fn all(array: &dyn Array) -> Result<Value, String> {
    (0..array.len()).map(|row| value(array, row)).collect::<Result<Vec<_>, _>>().map(Value::Array)
}
