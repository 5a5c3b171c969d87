//! Whether tolls can be: not below zero, at least ≤ best ≤ at most, and the sum of their parts. Not responsible for who counted.

use crate::model::crosswalk::plain_code;
use crate::query::sanity::columns::Row;
use crate::query::sanity::finding::{Finding, Rule};

/// The column of UCDP's best estimate, the sum of [`crate::query::sanity::columns`]' parts.
const BEST: &str = "best";

/// What is impossible about the tolls of `row`.
///
/// # Source
/// UCDP GED codebook: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians` and `deaths_unknown`, and lies between `low`
/// and `high`.
pub(super) fn tolls(row: &Row<'_, '_>) -> Vec<Finding> {
    let below = row.columns.counts.iter().filter_map(|column| below_zero(row, column));
    let order = row.columns.tolls.iter().filter_map(|toll| out_of_order(row, toll));
    below.chain(order).chain(not_the_sum(row)).collect()
}

fn number(row: &Row<'_, '_>, column: &str) -> Option<f64> {
    plain_code(&(row.text)(column)?).parse().ok().filter(|number: &f64| number.is_finite())
}

fn finding(row: &Row<'_, '_>, column: &str, message: String) -> Finding {
    let value = (row.text)(column).unwrap_or_default().into_owned();
    Finding { rule: Rule::ImpossibleToll, column: column.to_owned(), value, message }
}

fn below_zero(row: &Row<'_, '_>, column: &str) -> Option<Finding> {
    let count = number(row, column).filter(|count| *count < 0.0)?;
    Some(finding(row, column, format!("{column} is {count}: no toll is below zero")))
}

/// The first of two neighbours that stand in the wrong order.
fn out_of_order(row: &Row<'_, '_>, toll: &[Option<&str>; 3]) -> Option<Finding> {
    let numbers: Vec<(&str, f64)> =
        toll.iter().flatten().filter_map(|column| Some((*column, number(row, column)?))).collect();
    let wrong = numbers.windows(2).find(|pair| pair[0].1 > pair[1].1)?;
    let ((less, least), (more, most)) = (wrong[0], wrong[1]);
    Some(finding(row, less, format!("{less} is {least} and {more} is {most}: the first cannot be greater")))
}

fn not_the_sum(row: &Row<'_, '_>) -> Option<Finding> {
    let parts: Vec<f64> = row.columns.parts.iter().map(|column| number(row, column)).collect::<Option<_>>()?;
    let (best, sum) = (number(row, BEST)?, parts.iter().sum::<f64>());
    (!parts.is_empty() && (best - sum).abs() >= 0.5).then(|| {
        let parts = row.columns.parts.join(" + ");
        finding(row, BEST, format!("{BEST} is {best}, and {parts} is {sum}: they should be the same"))
    })
}
