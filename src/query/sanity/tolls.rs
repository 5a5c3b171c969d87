//! Whether tolls can be: not below zero, at least ≤ best ≤ at most, and the sum of their parts. Not responsible for who counted.

use crate::model::crosswalk::plain_code;
use crate::model::profile::role_columns::is_called;
use crate::query::sanity::columns::Row;
use crate::query::sanity::finding::{Finding, Rule};

/// The column of UCDP's best estimate, the sum of [`crate::query::sanity::columns`]' parts.
const BEST: &str = "best";
/// A column in which people are often counted in words.
const IN_WORDS: &str = "casualties";
/// How tables write that a number is not known.
const UNSAID: [&str; 9] = ["unknown", "unclear", "n/a", "na", "none", "null", "-", "–", "?"];
/// Of a cell, so much is told.
const CHARS_MAX: usize = 60;
/// From here on a sum is told in powers of ten: numbers so large have no digits to compare.
const PLAIN_MAX: f64 = 1e15;

/// What is impossible about the tolls of `row`.
///
/// # Source
/// UCDP GED codebook: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians` and `deaths_unknown`, and lies between `low`
/// and `high`.
pub(super) fn tolls(row: &Row<'_, '_>) -> Vec<Finding> {
    let each =
        row.columns.counts.iter().filter_map(|column| no_number(row, column).or_else(|| below_zero(row, column)));
    let order = row.columns.tolls.iter().filter_map(|toll| out_of_order(row, toll));
    each.chain(order).chain(not_the_sum(row)).collect()
}

/// What a cell says, as much of it as a message needs.
fn said(row: &Row<'_, '_>, column: &str) -> String {
    let text = (row.text)(column).unwrap_or_default();
    plain_code(&text).chars().take(CHARS_MAX).collect()
}

/// That a column of people counted holds a text; one of casualties often tells of them in words.
fn no_number(row: &Row<'_, '_>, column: &str) -> Option<Finding> {
    let text = (row.text)(column)?;
    let unsaid = UNSAID.iter().any(|word| text.trim().eq_ignore_ascii_case(word));
    let is_text = !unsaid && !is_called(column, IN_WORDS) && number(row, column).is_none();
    is_text.then(|| finding(row, column, format!("{column} is {:?}, which is no number", said(row, column))))
}

fn number(row: &Row<'_, '_>, column: &str) -> Option<f64> {
    plain_code(&(row.text)(column)?).parse().ok().filter(|number: &f64| number.is_finite())
}

fn finding(row: &Row<'_, '_>, column: &str, message: String) -> Finding {
    let value = (row.text)(column).unwrap_or_default().into_owned();
    Finding { rule: Rule::ImpossibleToll, column: column.to_owned(), value, message }
}

fn below_zero(row: &Row<'_, '_>, column: &str) -> Option<Finding> {
    number(row, column).filter(|count| *count < 0.0)?;
    Some(finding(row, column, format!("{column} is {}: no toll is below zero", said(row, column))))
}

/// The first of two neighbours that stand in the wrong order.
fn out_of_order(row: &Row<'_, '_>, toll: &[Option<&str>; 3]) -> Option<Finding> {
    let numbers: Vec<(&str, f64)> =
        toll.iter().flatten().filter_map(|column| Some((*column, number(row, column)?))).collect();
    let wrong = numbers.windows(2).find(|pair| pair[0].1 > pair[1].1)?;
    let (less, more) = (wrong[0].0, wrong[1].0);
    let [least, most] = [less, more].map(|column| said(row, column));
    Some(finding(row, less, format!("{less} is {least} and {more} is {most}: the first cannot be greater")))
}

fn not_the_sum(row: &Row<'_, '_>) -> Option<Finding> {
    let parts: Vec<f64> = row.columns.parts.iter().map(|column| number(row, column)).collect::<Option<_>>()?;
    let (best, sum) = (number(row, BEST)?, parts.iter().sum::<f64>());
    (!parts.is_empty() && (best - sum).abs() >= 0.5).then(|| {
        let parts = row.columns.parts.join(" + ");
        let sum = if sum.abs() < PLAIN_MAX { sum.to_string() } else { format!("{sum:e}") };
        finding(row, BEST, format!("{BEST} is {}, and {parts} is {sum}: they should be the same", said(row, BEST)))
    })
}
