//! Which changes of units may explain that a row and a layer do not agree. Not responsible for whether they do.

use std::sync::LazyLock;

use crate::atlas::unit_changes::{Change, UnitChange, unit_changes};
use crate::names::affixes::readings;
use crate::names::fold::{alike, plain};

/// Each change with its names as they are compared.
static CALLED: LazyLock<Vec<(Vec<String>, &UnitChange)>> = LazyLock::new(|| {
    let names =
        |change: &UnitChange| change.also_called.iter().chain([&change.name]).flat_map(|name| keys(name)).collect();
    unit_changes().iter().map(|change| (names(change), change)).collect()
});

/// The change by which unit `part` was made of `whole`, if one was.
pub(super) fn split_off(part: &str, whole: &str) -> Option<&'static UnitChange> {
    let made = |change: &&UnitChange| change.change == Change::Split && change.id == part;
    unit_changes().iter().filter(made).find(|change| change.of.iter().any(|id| id == whole))
}

/// The change that tells what a unit called `name` is today, in the country of this code where one is known.
pub(super) fn called(name: &str, country: Option<&str>) -> Option<&'static UnitChange> {
    let wanted = keys(name);
    let here = |change: &UnitChange| country.is_none_or(|code| change.id.split('/').next() == Some(code));
    let mut known = CALLED.iter().filter(|(_, change)| here(change));
    known.find(|(names, _)| names.iter().any(|name| wanted.contains(name))).map(|(_, change)| *change)
}

/// What became of the unit, as a clause: `was split from Lasbela district in 2022`.
pub(super) fn clause(change: &UnitChange, whole: &str) -> String {
    let what = match change.change {
        Change::Split => format!("was split from {whole}"),
        Change::Renamed => format!("is {whole} today"),
        Change::Merged => format!("became part of {whole}"),
    };
    match (change.year, change.change) {
        (Some(year), Change::Renamed) => format!("{what}, since {year}"),
        (Some(year), _) => format!("{what} in {year}"),
        (None, _) => what,
    }
}

/// What a name is compared by: as the gazetteer does, with and without the word for its kind.
fn keys(name: &str) -> Vec<String> {
    let keys = readings(&plain(name)).into_iter().flat_map(|reading| alike(&reading.name));
    keys.filter(|key| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Atlas;

    #[test]
    fn every_change_is_of_a_unit_of_the_atlas() {
        let atlas = Atlas::built_in();
        let known = |id: &String| {
            let units = atlas.districts().names.iter().chain(&atlas.provinces().names);
            units.into_iter().any(|unit| unit.id == *id)
        };
        for change in unit_changes() {
            assert!(!change.of.is_empty() && change.of.iter().all(known), "{change:?}");
            assert!(change.change == Change::Split || known(&change.id), "{change:?}");
        }
    }

    #[test]
    fn a_unit_is_found_by_what_it_was_called() {
        let check = |name: &str, country: Option<&str>, expected: Option<&str>| {
            assert_eq!(called(name, country).map(|change| change.id.as_str()), expected, "{name}");
        };
        check("Hub district", Some("PK"), Some("PK/hub"));
        check("HUB", None, Some("PK/hub"));
        check("Distt Hub", None, Some("PK/hub"));
        check("Hūb district", None, Some("PK/hub"));
        check("ضلع حب", Some("PK"), Some("PK/hub"));
        check("Hub", Some("IR"), None);
        check("N.W.F.P.", Some("PK"), Some("PK/khyber-pakhtunkhwa"));
        check("", None, None);
        assert!(split_off("IR/dashtiari", "IR/chabahar").is_some());
        assert!(split_off("IR/chabahar", "IR/dashtiari").is_none(), "the whole was not split from its part");
    }
}
