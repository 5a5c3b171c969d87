//! `CODEBOOK.md`: what each column of a package's tables says. Not responsible for finding out what is in them.

use std::fmt::Write;

use crate::io::pack::card::{PackageCard, TableCard};
use crate::io::pack::meanings::meaning;
use crate::io::pack::papers::{cell, sentence};
use crate::io::pack::table::{ColumnSurvey, FieldType};
use crate::model::precision::Precision;

/// The file's name.
pub const CODEBOOK: &str = "CODEBOOK.md";

/// The codebook of a package.
#[must_use]
pub fn codebook(card: &PackageCard) -> String {
    let mut text = format!("# Codebook of {}\n", sentence(&card.title));
    for table in &card.tables {
        push_table(&mut text, table);
    }
    text.push_str(CLASSES);
    for precision in Precision::ALL {
        // writing into a String cannot fail
        let radius = if precision == Precision::Near { ", within `radius_m` where that is told" } else { "" };
        let _ = writeln!(text, "| `{}` | {}{radius} |", precision.word(), precision.meaning());
    }
    text.push_str(METHODS);
    text
}

const CLASSES: &str = "
## Classes of precision

Records whose source places them less precisely than a point have a shape or a radius for where they may have been. The
middle of such a shape is no place of anything.

| `precision` | the record was |
|---|---|
";

const METHODS: &str = "
## Distances

Distances are geodesics on WGS 84, in metres. A record that may have been in several places has an interval: none of them
is nearer than `distance_min_m` or farther than `distance_max_m`. `distance_m` is empty where one number would be a guess.

| `interval_method` | measured from |
|---|---|
| `point` | the record's point |
| `points` | several points |
| `disc` | all that is within a radius of its point |
| `line` | a line |
| `area` | an area, such as a district |
| `band` | a band along a border |

A border is where its source draws it, give or take `border_accuracy_m`; that is in the interval only where
`--border-accuracy` was said.

## Blank cells

A blank cell says that nothing is known, never zero.
";

fn push_table(text: &mut String, table: &TableCard) {
    let rows = table.survey.rows;
    let _ = write!(text, "\n## `{}`\n\n{rows} rows.", cell(&table.path));
    if table.delimiter != b',' {
        let _ = write!(text, " Columns are divided by `{}`.", cell(&char::from(table.delimiter).to_string()));
    }
    text.push_str("\n\n| column | says | type | unit | blank | values |\n|---|---|---|---|--:|---|\n");
    for column in &table.survey.columns {
        let known = meaning(&column.name, table.origin);
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} |",
            cell(&column.name),
            known.says.unwrap_or("as the input has it"),
            column.field_type().word(),
            known.unit.unwrap_or_default(),
            share(column.blanks, rows),
            values(column),
        );
    }
}

/// `12.5 %` of the rows.
fn share(blanks: u64, rows: u64) -> String {
    if blanks == 0 || rows == 0 {
        return "none".to_owned();
    }
    if blanks == rows {
        return "all".to_owned();
    }
    let percent = blanks as f64 / rows as f64 * 100.0;
    // what is there is never told as nothing, nor what is missing as all
    format!("{:.1} %", percent.clamp(0.1, 99.9))
}

/// The values of a column, and how many cells say each.
fn values(column: &ColumnSurvey) -> String {
    let Some(values) = &column.values else { return "many".to_owned() };
    let mut told: Vec<(&str, u64)> = values.iter().map(|(value, count)| (value.as_str(), *count)).collect();
    if matches!(column.field_type(), FieldType::Integer | FieldType::Number) {
        let is_whole = |value: &str| whole(value).is_some();
        if told.iter().all(|(value, _)| is_whole(value)) {
            for (value, _) in &mut told {
                *value = whole(value).unwrap_or(value);
            }
        }
        let number = |value: &str| value.parse::<f64>().unwrap_or(f64::INFINITY);
        told.sort_by(|(one, _), (other, _)| number(one).total_cmp(&number(other)));
        told.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            kept.1 += if is_same { later.1 } else { 0 };
            is_same
        });
    }
    let told: Vec<String> = told.into_iter().map(|(value, count)| format!("`{}` {count}", cell(value))).collect();
    told.join(", ")
}

/// `3` of `3` and of `3.0`; `None` where there is a fraction.
fn whole(value: &str) -> Option<&str> {
    let (before, after) = value.split_once('.').unwrap_or((value, "0"));
    let is_whole = before.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    (is_whole && after.bytes().all(|byte| byte == b'0')).then_some(before)
}
