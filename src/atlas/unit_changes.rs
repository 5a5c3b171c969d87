//! Which districts were made of which, and what they were called before: so that a row of another edition is not called wrong.
//! Not responsible for where they lie.

use std::sync::LazyLock;

use serde::Deserialize;

static CHANGES: LazyLock<Vec<UnitChange>> = LazyLock::new(|| {
    let table: Table = serde_json::from_str(include_str!("../../data/gazetteer/unit-changes.json"))
        .expect("the built-in table of changes is read by a test");
    table.changes
});

#[derive(Deserialize)]
struct Table {
    changes: Vec<UnitChange>,
}

/// What became of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A unit was made of parts of others.
    Split,
    /// A unit has another name today.
    Renamed,
    /// A unit became part of another.
    Merged,
}

/// One change of the units of a province.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitChange {
    /// The id of the unit that came of it, which a layer may not have yet.
    pub id: String,
    /// Its name; where it was renamed, the one that it had before; where it took in another, that one's.
    pub name: String,
    /// Other names.
    pub also_called: Vec<String>,
    /// What happened.
    pub change: Change,
    /// The ids of the units that it was part of.
    pub of: Vec<String>,
    /// The year, where a source was read for it.
    pub year: Option<i16>,
    /// Who says so.
    pub source: String,
}

/// The changes that are known of the districts that the atlas carries, those of Pakistan first.
///
/// # Source
/// Each change names its own; the table is in `data/gazetteer/unit-changes.json`.
///
/// # Example
/// ```
/// use sarhad::atlas::unit_changes::unit_changes;
/// let hub = unit_changes().iter().find(|change| change.id == "PK/hub").ok_or("there is no such change")?;
/// assert_eq!((hub.of.as_slice(), hub.year), (&["PK/lasbela".to_owned()][..], Some(2022)));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn unit_changes() -> &'static [UnitChange] {
    &CHANGES
}
