//! Tables for people: numbers to the right, cells broken to fit the terminal. Not responsible for choosing columns.

use std::io::{IsTerminal, stdout};

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use serde_json::Value;

use crate::io::escape::escaped;

/// A line under the header, and nothing else.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// The narrowest terminal that is honoured: below it cells would be broken into single letters.
const NARROWEST: u16 = 40;
/// Blanks to the left and right of a cell.
const PADDING: (u16, u16) = (0, 1);
/// Words longer than this may be broken though there is room.
const LONGEST_WORD: usize = 24;
/// The width where the terminal does not tell its own.
const USUAL_WIDTH: u16 = 100;

/// What a narrow terminal does without, first to last: all of it is in the other formats.
const SPARED_FIRST: [&[&str]; 9] = [
    &["border_accuracy_m"],
    &["border_source"],
    &["edges"],
    &["nearest_lon", "nearest_lat"],
    &["border"],
    &["province", "country"],
    &["district"],
    &["bearing_deg"],
    &["on_border"],
];

/// The numbers of the columns for which there is room without breaking cells, as far as some can be spared.
pub(super) fn with_room(columns: &[&str], rows: &[Vec<Value>]) -> Vec<usize> {
    with_room_in(stdout().is_terminal().then(terminal_width), columns, rows)
}

fn with_room_in(width: Option<u16>, columns: &[&str], rows: &[Vec<Value>]) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    let Some(width) = width else { return kept };
    let whole = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|value| cell(value).chars().count());
        cells.chain([columns[column].chars().count()]).max().unwrap_or_default() + usize::from(PADDING.0 + PADDING.1)
    };
    for spared in SPARED_FIRST {
        let needed: usize = kept.iter().map(|&column| whole(column) + 1).sum();
        if needed <= usize::from(width) {
            break;
        }
        kept.retain(|&column| !spared.contains(&columns[column]));
    }
    kept
}

/// The table of `rows` under `columns`, fit for where standard output goes: unbroken for a file or pipe.
pub(super) fn table(columns: &[&str], rows: &[Vec<Value>]) -> String {
    let width = stdout().is_terminal().then(terminal_width);
    table_within(width, columns, rows)
}

fn table_within(width: Option<u16>, columns: &[&str], rows: &[Vec<Value>]) -> String {
    let mut table = Table::new();
    table.load_style(STYLE);
    if let Some(width) = width {
        table.set_width(width.max(NARROWEST)).set_content_arrangement(ContentArrangement::Dynamic);
    }
    let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    table.set_header(columns.iter().map(|column| Cell::new(escaped(column))));
    for row in &texts {
        table.add_row(row.iter().map(Cell::new));
    }
    let least = width.map(|width| least_widths(width.max(NARROWEST), columns, &texts)).unwrap_or_default();
    for (number, column) in table.column_iter_mut().enumerate() {
        column.set_padding(PADDING);
        if let Some(&least) = least.get(number) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
    for column in 0..columns.len() {
        let numbers = rows.iter().filter_map(|row| row.get(column)).filter(|value| !value.is_null());
        if numbers.clone().count() > 0
            && numbers.clone().all(is_numeric)
            && let Some(column) = table.column_mut(column)
        {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

/// The least widths of the columns, their padding included, so that as few words as possible are broken.
fn least_widths(width: u16, columns: &[&str], texts: &[Vec<String>]) -> Vec<u16> {
    let longest_word = |column: usize| {
        let cells = texts.iter().filter_map(|row| row.get(column).map(String::as_str)).chain([columns[column]]);
        cells.flat_map(str::split_whitespace).map(|word| word.chars().count()).max().unwrap_or_default()
    };
    let padding = usize::from(PADDING.0 + PADDING.1);
    let words: Vec<usize> = (0..columns.len()).map(longest_word).collect();
    let capped = |cap: usize| words.iter().map(move |&word| word.min(cap) + padding);
    let room = usize::from(width).saturating_sub(columns.len() + 1);
    let cap = (1..=LONGEST_WORD).rev().find(|&cap| capped(cap).sum::<usize>() <= room);
    cap.map(|cap| capped(cap).filter_map(|width| u16::try_from(width).ok()).collect()).unwrap_or_default()
}

/// A number, or a length in words.
fn is_numeric(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) => {
            let number = text.strip_suffix(" km").or_else(|| text.strip_suffix(" m")).unwrap_or(text);
            text == "–" || number.parse::<f64>().is_ok()
        }
        _ => false,
    }
}

/// The text of one cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => escaped(text),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => escaped(&other.to_string()),
    }
}

fn terminal_width() -> u16 {
    terminal_size::terminal_size().map_or(USUAL_WIDTH, |(terminal_size::Width(width), _)| width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_stand_to_the_right_and_wide_cells_are_broken() {
        let rows = vec![
            vec![json!("Taftan"), json!("2.02 km"), json!(1)],
            vec![json!("Zahedan, in the south-east of Iran"), json!("25.56 km"), json!(20)],
        ];
        let found = table_within(Some(40), &["name", "distance", "rows"], &rows);
        let expected = "\
name                distance  rows
───────────────────────────────────
Taftan               2.02 km     1
Zahedan, in the     25.56 km    20
south-east of Iran
";
        assert_eq!(found, expected);
    }

    #[test]
    fn a_narrow_terminal_spares_columns_before_it_breaks_numbers() {
        let columns = ["id", "border", "border_name", "distance_m", "side", "nearest_lon", "nearest_lat", "edges"];
        let row = ["1", "border/IR-PK", "Iran–Pakistan border", "25560.417", "IR", "61.059897", "29.649659", "rfc7946"];
        let rows = vec![row.map(|text| json!(text)).to_vec()];
        let kept = |width: Option<u16>| -> Vec<&str> {
            with_room_in(width, &columns, &rows).into_iter().map(|column| columns[column]).collect()
        };
        assert_eq!(kept(None), columns);
        assert_eq!(kept(Some(200)), columns);
        assert_eq!(kept(Some(80)), ["id", "border", "border_name", "distance_m", "side"]);
        assert_eq!(kept(Some(50)), ["id", "border_name", "distance_m", "side"]);
    }

    #[test]
    fn nothing_from_an_input_drives_the_terminal() {
        let found = table_within(None, &["name"], &[vec![json!("\u{1b}[31mred\u{7}")]]);
        assert!(found.contains("\\u{1b}[31mred\\u{7}"), "{found}");
    }
}
