//! Which changes of units may explain that a row and a layer do not agree. Not responsible for whether they do.

use crate::atlas::unit_changes::{Change, UnitChange, unit_changes};

/// Words that say what kind of unit a name is of.
const KINDS: [&str; 7] = ["district", "county", "shahrestan", "zila", "province", "ostan", "agency"];

/// The change by which unit `part` was made of `whole`, if one was.
pub(super) fn split_off(part: &str, whole: &str) -> Option<&'static UnitChange> {
    let made = |change: &&UnitChange| change.change == Change::Split && change.id == part;
    unit_changes().iter().filter(made).find(|change| change.of.iter().any(|id| id == whole))
}

/// The change that tells what a unit called `name` is today, in the country of this code where one is known.
pub(super) fn called(name: &str, country: Option<&str>) -> Option<&'static UnitChange> {
    let wanted = bare(name);
    let here = |change: &&UnitChange| country.is_none_or(|code| change.id.split('/').next() == Some(code));
    let named = |change: &&UnitChange| {
        let names = change.also_called.iter().chain([&change.name]);
        names.into_iter().any(|name| bare(name) == wanted)
    };
    unit_changes().iter().filter(here).find(named)
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

/// A name without case, marks and the word for its kind.
fn bare(name: &str) -> String {
    let letters: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().filter(|word| !KINDS.contains(word)).collect()
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
        check("Hub", Some("IR"), None);
        check("N.W.F.P.", Some("PK"), Some("PK/khyber-pakhtunkhwa"));
        check("", None, None);
        assert!(split_off("IR/dashtiari", "IR/chabahar").is_some());
        assert!(split_off("IR/chabahar", "IR/dashtiari").is_none(), "the whole was not split from its part");
    }
}
