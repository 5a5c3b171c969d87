//! One cell of a table: its text, its quotes, and the guard against formulas. Not responsible for rows.

use std::borrow::Cow;

use serde_json::Value;

use crate::io::json::push_number;
use crate::io::rows::CellValue;

/// Characters with which a spreadsheet starts a formula, also in their full-width forms.
///
/// # Source
/// OWASP, "CSV Injection".
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text of `value` in a table: nothing for null, JSON for what is nested, numbers digit by digit.
pub(super) fn cell_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Cow::Owned(value.to_string()),
    }
}

/// The text of an answer's `value` in a table.
pub(in crate::io) fn answer_text<'a>(value: &CellValue<'a>) -> Cow<'a, str> {
    match *value {
        CellValue::Null => Cow::Borrowed(""),
        CellValue::Text(text) => Cow::Borrowed(text),
        CellValue::Flag(flag) => Cow::Borrowed(if flag { "true" } else { "false" }),
        CellValue::Whole(number) => Cow::Owned(number.to_string()),
        CellValue::Number(number) => {
            let mut text = Vec::new();
            push_number(&mut text, number);
            Cow::Owned(String::from_utf8(text).unwrap_or_default())
        }
    }
}

/// Whether a spreadsheet would run `cell` as a formula.
pub(super) fn is_formula(cell: &str) -> bool {
    // letters and digits, with which nearly all cells begin, are decided by their first byte
    cell.bytes().next().is_some_and(|first| !first.is_ascii_alphanumeric())
        && cell.starts_with(FORMULA_STARTS)
        && !is_plain_number(cell)
}

/// What `cell` said before an apostrophe was put in front of it; others are as they are.
pub(in crate::io) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(inside) if is_formula(inside.trim_start_matches('\'')) => inside,
        _ => cell,
    }
}

/// Whether `cell` is a number and nothing else: sign, digits, decimals, exponent.
fn is_plain_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    [whole, decimals, exponent].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// A row in the making, quoted where RFC 4180 asks for it.
pub(in crate::io) struct RowLine<'a> {
    line: &'a mut Vec<u8>,
    start: usize,
    cells: usize,
    delimiter: u8,
}

impl<'a> RowLine<'a> {
    /// A row that begins at the end of `line`.
    pub(in crate::io) fn new(line: &'a mut Vec<u8>, delimiter: u8) -> Self {
        Self { start: line.len(), line, cells: 0, delimiter }
    }

    /// Appends a cell.
    pub(in crate::io) fn push(&mut self, cell: &str) {
        if self.cells > 0 {
            self.line.push(self.delimiter);
        }
        self.cells += 1;
        let delimiter = self.delimiter;
        let is = |byte: u8, other: u8| u8::from(byte == other);
        let special = |byte: u8| is(byte, delimiter) | is(byte, b'"') | is(byte, b'\n') | is(byte, b'\r');
        // Bare at the start of a file, U+FEFF would be taken for a byte order mark and dropped.
        if cell.bytes().fold(0, |any, byte| any | special(byte)) != 0 || cell.starts_with('\u{feff}') {
            self.line.push(b'"');
            self.line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            self.line.push(b'"');
        } else {
            self.line.extend_from_slice(cell.as_bytes());
        }
    }

    /// Ends the row with LF.
    pub(in crate::io) fn end(self) {
        if self.line.len() == self.start && self.cells == 1 {
            // A blank line would be read as no row at all.
            self.line.extend_from_slice(b"\"\"");
        }
        self.line.push(b'\n');
    }
}
