//! Up to which scale a town is shown: the larger it is, the earlier. Not responsible for how it looks.

use crate::io::write::gpkg::table::Table;
use crate::io::write::gpkg::xml::column;

/// How many people live in towns that are shown, and up to which scale's denominator, the largest first. On a screen a country
/// is drawn at about 1:10 million, a province at 1:2.5 million.
const STEPS: [(u32, u32); 5] =
    [(1_000_000, 25_000_000), (550_000, 12_000_000), (200_000, 6_000_000), (45_000, 4_000_000), (20_000, 1_500_000)];
/// Up to which scale's denominator all others are.
const ALL_UP_TO: u32 = 750_000;

/// The scale's denominator up to which a town of `table` is shown, as an expression; `None` where nothing tells how large it is.
pub(super) fn up_to(table: &Table) -> Option<String> {
    let people = people(table)?;
    let steps: Vec<String> =
        STEPS.iter().map(|(least, scale)| format!("WHEN {people} >= {least} THEN {scale}")).collect();
    Some(format!("(CASE {} ELSE {ALL_UP_TO} END)", steps.join(" ")))
}

/// The priority of a town's label, from 3 to 7, as an expression.
pub(super) fn priority(table: &Table) -> Option<String> {
    Some(format!("clamp(3, log10(coalesce({}, 0) + 1), 7)", people(table)?))
}

fn people(table: &Table) -> Option<String> {
    table.column("population").map(|found| column(&found.name))
}
