//! One cell of a table: its text, its quotes, and the guard against formulas. Not responsible for rows.

use serde_json::Value;

use crate::io::write::geojson::push_json;

/// Characters with which a spreadsheet starts a formula, also in their full-width forms.
///
/// # Source
/// OWASP, "CSV Injection".
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text of `value` in a table: nothing for null, JSON for what is nested, numbers digit by digit.
pub(super) fn cell_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            let mut text = String::new();
            push_json(&mut text, value);
            text
        }
    }
}

/// Whether a spreadsheet would run `cell` as a formula.
pub(super) fn is_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA_STARTS) && !is_plain_number(cell)
}

/// Whether `cell` is a number and nothing else: sign, digits, decimals, exponent.
fn is_plain_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    [whole, decimals, exponent].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Appends `cells` as one line that ends in LF, quoted where RFC 4180 asks for it.
pub(super) fn push_row<'a>(line: &mut String, cells: impl IntoIterator<Item = &'a str>, delimiter: char) {
    let start = line.len();
    let mut count = 0_usize;
    for cell in cells {
        if count > 0 {
            line.push(delimiter);
        }
        push_quoted(line, cell, delimiter);
        count += 1;
    }
    if line.len() == start && count == 1 {
        // A blank line would be read as no row at all.
        line.push_str("\"\"");
    }
    line.push('\n');
}

fn push_quoted(line: &mut String, cell: &str, delimiter: char) {
    // Bare at the start of a file, U+FEFF would be taken for a byte order mark and dropped.
    if cell.contains([delimiter, '"', '\n', '\r']) || cell.starts_with('\u{feff}') {
        line.push('"');
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(cell);
    }
}
