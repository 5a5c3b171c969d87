//! One sheet of a workbook as the text of a table, with the rows of the sheet as its lines. Not responsible for what cells say as
//! columns of a table.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::io::read::bytes::line_ends;
use crate::io::read::escape::Quoted;
use crate::io::read::options::{Limits, ReadOptions};
use crate::io::read::what::What;
use crate::io::read::zip::{stored, xml_parts};

/// Serial dates that spreadsheets know: the years 1900 to 9999.
const SERIAL_DATES: std::ops::Range<f64> = 1.0..2_958_466.0;
const DAY_SECONDS: f64 = 86_400.0;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// A sheet as the text of a table divided by commas.
pub(super) struct Sheet {
    pub(super) text: Vec<u8>,
    pub(super) lines: SheetLines,
    pub(super) notes: Vec<What>,
}

/// Which row of a sheet a line of its text is: cells may hold lines of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetLines {
    /// From which line on which rows are counted, where that changes.
    changes: Vec<(u64, u64)>,
}

impl SheetLines {
    /// The row of the sheet that begins on `line`, both from 1.
    pub(super) fn row(&self, line: u64) -> u64 {
        match self.changes[..self.changes.partition_point(|(from, _)| *from <= line)].last() {
            Some((from, row)) => row + (line - from),
            None => line,
        }
    }
}

/// The sheet of the workbook `bytes` that is asked for, or the first that is shown.
///
/// # Cost
/// Memory for all parts of the workbook and the sheet's text: no more than [`Limits`] allow, each.
pub(super) fn sheet(bytes: &[u8], options: &ReadOptions) -> Result<Sheet, What> {
    let parts = xml_parts(bytes, options.limits)?;
    if !parts.iter().any(|part| part.name.to_ascii_lowercase().ends_with("workbook.xml")) {
        let found = "a ZIP archive or an Office document without a workbook";
        return Err(What::OtherFormat { found, expected: "an .xlsx workbook" });
    }
    let archive = stored(&parts)?;
    drop(parts);
    // the parser is another's, and files may be made to break it
    let read = catch_unwind(AssertUnwindSafe(|| read_sheet(archive, bytes.len(), options)));
    read.unwrap_or_else(|_| Err(What::Workbook { reason: "a part of it is not as it should be".to_owned() }))
}

fn what_of(error: &XlsxError) -> What {
    What::Workbook { reason: error.to_string().to_lowercase() }
}

fn read_sheet(archive: Vec<u8>, packed: usize, options: &ReadOptions) -> Result<Sheet, What> {
    let mut workbook: Workbook = Xlsx::new(Cursor::new(archive)).map_err(|error| what_of(&error))?;
    let (name, others) = chosen(&workbook, options.sheet.as_deref())?;
    let mut notes = Vec::new();
    if options.sheet.is_none() && !others.is_empty() {
        notes.push(What::SheetRead { name: Quoted::new(&name), others: others.join(", ") });
    }
    let merged = workbook.merge_cells_by_sheet_name(&name).map_err(|error| what_of(&error))?;
    if let Some(first) = merged.first() {
        notes.push(What::MergedCells { range: range(first), more: merged.len() as u64 - 1 });
    }
    let mut table = TableText::new(packed as u64, options.limits);
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| what_of(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| what_of(&error))? {
        table.take(cell.get_position(), cell.get_value())?;
    }
    drop(cells);
    table.end_row()?;
    if let Some((cell, error)) = table.first_error.take() {
        notes.push(What::CellErrors { cell, error, more: table.errors - 1 });
    }
    if table.text.is_empty() {
        return Err(What::Empty);
    }
    Ok(Sheet { text: table.text, lines: table.lines, notes })
}

/// The sheet that is asked for by name or by number from 1, or the first that is shown; and the names of the others.
fn chosen(workbook: &Workbook, asked: Option<&str>) -> Result<(String, Vec<String>), What> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<_> = sheets.collect();
    let shown = |name: &str| Quoted::new(name).as_str().to_owned();
    let found = match asked {
        Some(asked) => {
            let named = sheets.iter().find(|sheet| sheet.name == asked);
            let folded = || sheets.iter().find(|sheet| sheet.name.trim().to_lowercase() == asked.trim().to_lowercase());
            let number = || asked.parse::<usize>().ok()?.checked_sub(1).and_then(|number| sheets.get(number));
            named.or_else(folded).or_else(number)
        }
        None => sheets.iter().find(|sheet| sheet.visible == SheetVisible::Visible).or(sheets.first()),
    };
    let Some(found) = found else {
        let sheets = sheets.iter().map(|sheet| shown(&sheet.name)).collect::<Vec<_>>().join(", ");
        return Err(match asked {
            Some(asked) => What::NoSheet { name: Quoted::new(asked), sheets },
            None => What::Workbook { reason: "it has no sheet of cells".to_owned() },
        });
    };
    let others = sheets.iter().filter(|sheet| sheet.name != found.name).map(|sheet| shown(&sheet.name));
    Ok((found.name.clone(), others.collect()))
}

/// The text of a table, row by row.
struct TableText {
    text: Vec<u8>,
    lines: SheetLines,
    /// The line that the next row begins.
    line: u64,
    /// The row at hand, from 0, and its cells by their columns.
    row: u32,
    cells: Vec<(u32, String)>,
    /// How many columns the first row has that is not blank.
    width: usize,
    first_error: Option<(String, String)>,
    errors: u64,
    packed: u64,
    limits: Limits,
}

impl TableText {
    fn new(packed: u64, limits: Limits) -> Self {
        Self {
            text: Vec::new(),
            lines: SheetLines::default(),
            line: 1,
            row: 0,
            cells: Vec::new(),
            width: 0,
            first_error: None,
            errors: 0,
            packed,
            limits,
        }
    }

    fn take(&mut self, (row, column): (u32, u32), value: &DataRef) -> Result<(), What> {
        if row < self.row || (row == self.row && self.cells.last().is_some_and(|(last, _)| *last >= column)) {
            return Err(What::Workbook { reason: format!("cell {} is out of order", cell_name(row, column)) });
        }
        while self.row < row {
            self.end_row()?;
            self.row += 1;
        }
        if column as usize >= self.limits.columns {
            return Err(What::ColumnLimit { limit: self.limits.columns });
        }
        let text = match value {
            DataRef::Error(error) => {
                self.errors += 1;
                self.first_error.get_or_insert_with(|| (cell_name(row, column), error.to_string()));
                String::new()
            }
            other => text_of(other),
        };
        if !text.is_empty() {
            self.cells.push((column, text));
        }
        Ok(())
    }

    /// Ends the row at hand with its line; a row without a cell that says something is a blank line.
    fn end_row(&mut self) -> Result<(), What> {
        let cells = std::mem::take(&mut self.cells);
        let start = self.text.len();
        if let Some((last, _)) = cells.last() {
            let columns = self.width.max(*last as usize + 1);
            if self.width == 0 {
                self.width = columns;
            }
            let mut cells = cells.iter().peekable();
            for column in 0..columns {
                if column > 0 {
                    self.text.push(b',');
                }
                if let Some((_, text)) = cells.next_if(|(at, _)| *at as usize == column) {
                    push_cell(&mut self.text, text);
                }
            }
        }
        let inside = line_ends(&self.text[start..]);
        self.text.push(b'\n');
        self.line += inside + 1;
        if inside > 0 {
            // rows are counted from 0 here, and the next one begins there
            self.lines.changes.push((self.line, u64::from(self.row) + 2));
        }
        self.check_limits()
    }

    /// One text may stand in many cells, so what the archive takes says little of what its cells do.
    fn check_limits(&self) -> Result<(), What> {
        let length = self.text.len() as u64;
        if length > self.limits.unpacked_bytes {
            return Err(What::UnpackedBytes { limit: self.limits.unpacked_bytes });
        }
        // blank rows take a byte each, and there are a million at most
        let free = 2 << 20;
        if length > self.packed.saturating_mul(self.limits.unpack_ratio).saturating_add(free) {
            return Err(What::UnpackRatio { limit: self.limits.unpack_ratio });
        }
        Ok(())
    }
}

/// Appends a cell as RFC 4180 writes it.
fn push_cell(text: &mut Vec<u8>, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) {
        text.push(b'"');
        text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        text.push(b'"');
    } else {
        text.extend_from_slice(cell.as_bytes());
    }
}

/// What a cell says as text; a number that is whole has no fraction.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => date_text(time),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A typed date as ISO 8601 writes it, without a time at midnight; a time of day or a length of time alone; and what is beyond
/// the dates of spreadsheets as the number that it is.
fn date_text(time: &ExcelDateTime) -> String {
    let serial = time.as_f64();
    if time.is_duration() && serial.is_finite() {
        return length_text(serial);
    }
    if (0.0..1.0).contains(&serial) && serial > 0.0 {
        return length_text(serial);
    }
    if !SERIAL_DATES.contains(&serial) {
        return serial.to_string();
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

/// Days as hours, minutes and seconds.
#[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and no length of time is so long")]
fn length_text(days: f64) -> String {
    let seconds = (days * DAY_SECONDS).round() as i64;
    let (sign, seconds) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// A cell's name: `C5`.
fn cell_name(row: u32, column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), u64::from(column) + 1);
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).expect("a remainder of 26 is small")));
        left /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

fn range(cells: &Dimensions) -> String {
    format!("{}:{}", cell_name(cells.start.0, cells.start.1), cell_name(cells.end.0, cells.end.1))
}
