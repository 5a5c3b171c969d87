//! Counts of events instead of events: what is asked, and the rows that are written. Not responsible for counting.

use crate::analysis::aggregate::{Count, Counts, Division, Period};
use crate::atlas::Atlas;
use crate::cli::output::Added;
use crate::cli::usage::Usage;
use crate::model::feature::{Feature, Properties};
use crate::query::credit::credit;
use crate::query::level::Level;
use crate::query::unit::Units;

/// What `--aggregate` asks.
pub(super) fn division(text: &str) -> Result<Division, Usage> {
    let form = || Usage::Aggregate { text: text.to_owned() };
    let mut division = Division { level: None, period: None };
    for word in text.split(',').map(str::trim) {
        let level = Level::ALL.into_iter().find(|level| level.word() == word);
        let period = [Period::Month, Period::Year].into_iter().find(|period| period.word() == word);
        let twice = (level.is_some() && division.level.is_some()) || (period.is_some() && division.period.is_some());
        if twice || (level.is_none() && period.is_none()) {
            return Err(form());
        }
        division.level = level.or(division.level);
        division.period = period.or(division.period);
    }
    Ok(division)
}

/// What the outputs call `division`: `district,month`.
pub(super) fn words(division: Division) -> String {
    let words = [division.level.map(Level::word), division.period.map(Period::word)];
    words.into_iter().flatten().collect::<Vec<_>>().join(",")
}

/// The columns of the counts, and the credit of the layer whose units they are by.
pub(super) fn added(atlas: &Atlas, division: Division) -> Added {
    let columns: &[&str] = match (division.level, division.period) {
        (Some(_), Some(_)) => &["unit", "unit_name", "period", "events"],
        (Some(_), None) => &["unit", "unit_name", "events"],
        (None, _) => &["period", "events"],
    };
    Added { columns, credit: division.level.map(|level| credit(atlas, &[level.layer()], None)) }
}

/// Whether rows carry the outlines of their units, which only formats of geometries have room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlines {
    /// They do.
    Drawn,
    /// They do not.
    Left,
}

/// The counts as rows.
pub(super) fn rows(atlas: &Atlas, division: Division, counts: &Counts, outlines: Outlines) -> Vec<Feature> {
    let units = Units::new(atlas);
    let outline = |level: Level, id: &str| {
        let number = units.number(level, id)?;
        atlas.layer(level.layer()).features.get(number)?.shape.clone()
    };
    let row = |count: Count| {
        let mut properties = Properties::new();
        let mut shape = None;
        if let Some(level) = division.level {
            let id = count.unit.map(|unit| unit.id.as_str());
            let name = count.unit.map_or_else(|| format!("not placed in a {}", level.word()), |unit| unit.name.clone());
            properties.insert("unit".to_owned(), id.into());
            properties.insert("unit_name".to_owned(), name.into());
            shape = id.filter(|_| outlines == Outlines::Drawn).and_then(|id| outline(level, id));
        }
        if division.period.is_some() {
            properties.insert("period".to_owned(), count.period.into());
        }
        properties.insert("events".to_owned(), count.events.into());
        Feature { id: None, shape, properties }
    };
    counts.counts().map(row).collect()
}
