//! Rows of a `.dbf`: its fields, and what their cells say. Not responsible for shapes.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};

use jiff::civil::Date;
use serde_json::{Number, Value};

use crate::io::cell;
use crate::io::read::encoding::not_utf8;
use crate::io::read::escape::{Quoted, text_of};
use crate::io::read::hurdle::what_of;
use crate::io::read::shapefile::codepage::{CodePage, Said};
use crate::io::read::shapefile::parts::Bytes;
use crate::io::read::shapefile::unreadable;
use crate::io::read::what::{BesideShapes, What};
use crate::model::feature::Properties;

const HEADER_BYTES: usize = 32;
const FIELD_BYTES: usize = 32;
const NAME_BYTES: usize = 11;
/// Ends the list of fields.
const END_OF_FIELDS: u8 = 0x0d;
/// May stand behind the last row.
const END_OF_FILE: u8 = 0x1a;
const DELETED: u8 = b'*';
/// Characters of a date.
const DATE_LENGTH: usize = 8;

/// A field of the table.
#[derive(Debug)]
struct Field {
    name: String,
    kind: u8,
    /// Where it stands in a row.
    start: usize,
    length: usize,
}

/// A row as it is understood.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) properties: Properties,
    /// Why the record cannot be used.
    pub(super) flaw: Option<What>,
    pub(super) notes: Vec<What>,
}

/// The rows of a table, one after the other.
pub(super) struct Rows {
    bytes: Box<dyn Bytes>,
    fields: Vec<Field>,
    page: Option<CodePage>,
    /// The row at hand.
    row: Vec<u8>,
    left: u32,
    /// Where the row at hand begins.
    at: u64,
    /// How many rows were marked as deleted.
    pub(super) deleted: u64,
    /// How many numbers were too long for their column when they were written.
    pub(super) overflowed: u64,
}

impl Rows {
    /// The rows of the table `bytes`; what is to be told of it goes into `notes`.
    pub(super) fn new(mut bytes: Box<dyn Bytes>, said: &Said, notes: &mut Vec<What>) -> Result<Self, What> {
        let cut = |error: std::io::Error| match error.kind() {
            ErrorKind::UnexpectedEof => unreadable("its .dbf ends inside its header"),
            _ => what_of(&error),
        };
        let mut header = [0; HEADER_BYTES];
        bytes.read_exact(&mut header).map_err(cut)?;
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
        let short = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let (length, row) = (short(8), short(10));
        if length < HEADER_BYTES || row == 0 {
            return Err(unreadable("its .dbf has a header without fields or rows without length"));
        }
        let page = CodePage::of(said, header[29])?;
        // no more than 64 kB, whatever the header says
        let mut list = vec![0; length - HEADER_BYTES];
        bytes.read_exact(&mut list).map_err(cut)?;
        let fields = fields(&list, row, page)?;
        if let Some(page) = page.filter(|page| page.name() != "UTF-8") {
            notes.push(What::Transcoded { encoding: page.name() });
        }
        let unread: Vec<&str> =
            fields.iter().filter(|field| is_unread(field.kind)).map(|field| field.name.as_str()).collect();
        if !unread.is_empty() {
            let columns = unread.into_iter().map(str::to_owned).collect();
            notes.push(What::BesideShapes(BesideShapes::BlankColumns { columns }));
        }
        let taken = fields.last().map_or(1, |field| field.start + field.length);
        if taken < row {
            notes.push(What::BesideShapes(BesideShapes::BytesOfNoColumn { bytes: row - taken }));
        }
        Ok(Self { bytes, fields, page, row: vec![0; row], left: count, at: length as u64, deleted: 0, overflowed: 0 })
    }

    /// How many rows are still to come, as the header says.
    pub(super) fn left(&self) -> u32 {
        self.left
    }

    /// The names of its columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.name.as_str())
    }

    /// The next row; `None` behind the last.
    pub(super) fn next(&mut self) -> Result<Option<Row>, What> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut filled = 0;
        while filled < self.row.len() {
            match self.bytes.read(&mut self.row[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(what_of(&error)),
            }
        }
        let ends = filled == 0 || (filled == 1 && self.row[0] == END_OF_FILE);
        // the last cell of a file may lack its padding
        if ends || filled + 1 < self.row.len() {
            return Err(What::Truncated {
                inside: format!("the .dbf, {} rows before its end", self.left),
                byte: self.at,
            });
        }
        self.row[filled..].fill(b' ');
        self.left -= 1;
        self.deleted += u64::from(self.row[0] == DELETED);
        let cell = |field: &Field| self.row[field.start..field.start + field.length].trim_ascii();
        let numbers = self.fields.iter().filter(|field| matches!(field.kind, b'N' | b'F'));
        self.overflowed += numbers.filter(|field| is_overflow(cell(field))).count() as u64;
        let row = self.understood();
        self.at += self.row.len() as u64;
        Ok(Some(row))
    }

    fn understood(&self) -> Row {
        let mut row = Row::default();
        for field in &self.fields {
            let bytes = &self.row[field.start..field.start + field.length];
            match self.value(field, bytes, &mut row.notes) {
                Ok(value) => {
                    row.properties.insert(field.name.clone(), value);
                }
                Err(what) => {
                    row.flaw.get_or_insert(what);
                    let shown = text_of(bytes);
                    row.properties.insert(field.name.clone(), Value::String(shown));
                }
            }
        }
        row
    }

    fn value(&self, field: &Field, bytes: &[u8], notes: &mut Vec<What>) -> Result<Value, What> {
        Ok(match field.kind {
            b'N' | b'F' => number(bytes),
            b'L' => flag(bytes),
            b'D' => day(field, bytes, notes)?,
            b'I' | b'+' => bytes.try_into().map_or(Value::Null, |four| i32::from_le_bytes(four).into()),
            b'O' => bytes.try_into().map_or(Value::Null, |eight| real(f64::from_le_bytes(eight))),
            kind if is_unread(kind) => Value::Null,
            _ => {
                let text = self.text(trimmed(bytes), self.at + field.start as u64)?;
                if text.is_empty() { Value::Null } else { Value::String(text.into_owned()) }
            }
        })
    }

    fn text<'b>(&self, bytes: &'b [u8], byte: u64) -> Result<Cow<'b, str>, What> {
        match self.page {
            Some(page) => page.text(bytes).ok_or(What::NotInEncoding { encoding: page.name(), byte }),
            // nothing is said: what is UTF-8 surely is
            None => str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| not_utf8(bytes, &error, byte)),
        }
    }
}

/// Whether cells of this kind point into another file, or are of a kind that has no text.
fn is_unread(kind: u8) -> bool {
    matches!(kind, b'M' | b'G' | b'P' | b'B' | b'Y' | b'T' | b'@')
}

/// The fields that `list` describes, in rows of `row` bytes.
fn fields(list: &[u8], row: usize, page: Option<CodePage>) -> Result<Vec<Field>, What> {
    let mut fields: Vec<Field> = Vec::new();
    let mut start = 1;
    for field in list.chunks_exact(FIELD_BYTES).take_while(|field| field[0] != END_OF_FIELDS && field[0] != 0) {
        let raw = field[..NAME_BYTES].split(|byte| *byte == 0).next().unwrap_or_default();
        let text = match page {
            Some(page) => page.text(raw),
            None => str::from_utf8(raw).ok().map(Cow::Borrowed),
        };
        let Some(name) = text.map(|text| text.trim().to_owned()) else {
            let shown = text_of(raw);
            return Err(unreadable(format!(
                "the name of a column, {shown}, is not of its code page; name it with --encoding"
            )));
        };
        let name = if name.is_empty() { format!("column_{}", fields.len() + 1) } else { name };
        if fields.iter().any(|field| field.name == name) {
            return Err(What::DuplicateColumn { name: Quoted::new(&name) });
        }
        // long texts have the upper byte of their length among the decimals
        let long = field[11] == b'C' && field[17] > 0;
        let length = usize::from(field[16]) + if long { usize::from(field[17]) << 8 } else { 0 };
        fields.push(Field { name, kind: field[11].to_ascii_uppercase(), start, length });
        start += length;
    }
    if start > row {
        return Err(unreadable(format!("the columns of its .dbf take {start} bytes, and its rows have {row}")));
    }
    Ok(fields)
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    bytes[..end].trim_ascii_end()
}

/// Whether a cell is asterisks alone, which stand for a number that did not fit.
fn is_overflow(cell: &[u8]) -> bool {
    cell.first() == Some(&b'*') && cell.iter().all(|byte| *byte == b'*')
}

/// A number, digit by digit where it is written as JSON writes numbers; no text at all, or asterisks, is no number.
fn number(bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(trimmed(bytes)).trim().to_owned();
    if text.is_empty() || is_overflow(text.as_bytes()) {
        return Value::Null;
    }
    if cell::is_number(&text) {
        return cell::value(&text);
    }
    let whole = text.trim_start_matches('+').parse::<i64>().ok().map(Value::from);
    let other = || text.parse::<f64>().ok().filter(|number| number.is_finite()).map(real);
    whole.or_else(other).unwrap_or(Value::String(text))
}

fn real(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn flag(bytes: &[u8]) -> Value {
    match bytes.first() {
        Some(b'T' | b't' | b'Y' | b'y') => Value::Bool(true),
        Some(b'F' | b'f' | b'N' | b'n') => Value::Bool(false),
        _ => Value::Null,
    }
}

/// A day written `YYYYMMDD`; zeros are no day.
fn day(field: &Field, bytes: &[u8], notes: &mut Vec<What>) -> Result<Value, What> {
    let text = String::from_utf8_lossy(trimmed(bytes)).trim().to_owned();
    let about = || (Quoted::new(&field.name), Quoted::new(&text));
    if text.is_empty() {
        return Ok(Value::Null);
    }
    if text.bytes().all(|byte| byte == b'0') {
        let (column, value) = about();
        notes.push(What::NullDate { column, value });
        return Ok(Value::Null);
    }
    let digits = text.len() == DATE_LENGTH && text.bytes().all(|byte| byte.is_ascii_digit());
    let day = digits.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    if let Some(day) = day.and_then(|day| day.parse::<Date>().ok()) {
        return Ok(Value::String(day.to_string()));
    }
    let (column, value) = about();
    Err(What::ImpossibleDate { column, value })
}
