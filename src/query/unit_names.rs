//! Which region of an atlas a name means. Not responsible for which column holds the name.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::model::region::RegionName;
use crate::query::areas::described;
use crate::query::level::Level;
use crate::units::Metres;

/// Words that say what kind of unit a name is of, and words that join two names, in English and Persian.
const NO_NAMES: [&str; 14] = [
    "district",
    "province",
    "agency",
    "county",
    "shahrestan",
    "ostan",
    "division",
    "governorate",
    "state",
    "region",
    "the",
    "of",
    "and",
    "va",
];
/// Other properties in which regions carry names, beside their id and `name`.
const NAME_KEYS: [&str; 5] = ["name_fa", "name_ur", "name_bal", "code", "iso3"];
/// How far a layer of regions may be off where its features do not say: what the built-in districts state.
const ACCURACY: Metres = Metres::from_km(3.0);

/// A region that a name can mean.
#[derive(Debug)]
pub(super) struct Unit {
    /// Its name card.
    pub(super) card: RegionName,
    /// Its number in its layer.
    pub(super) number: usize,
    /// In words: `Gwadar district`.
    pub(super) described: String,
    /// How far its outline may be off.
    pub(super) accuracy: Metres,
    pub(super) level: Level,
}

/// The regions of an atlas by their names.
#[derive(Debug)]
pub(super) struct UnitNames {
    units: Vec<Unit>,
    /// Units by level and name, as written but for case, hyphens and the words of [`NO_NAMES`].
    exact: BTreeMap<(Level, String), Vec<usize>>,
    /// Units by level and name, vowels that transliterations exchange made one.
    folded: BTreeMap<(Level, String), Vec<usize>>,
}

impl UnitNames {
    pub(super) fn new(atlas: &Atlas) -> Self {
        let mut names = Self { units: Vec::new(), exact: BTreeMap::new(), folded: BTreeMap::new() };
        for level in Level::ALL {
            for (number, feature) in atlas.layer(level.layer()).features.iter().enumerate() {
                names.add(level, number, feature);
            }
        }
        names
    }

    fn add(&mut self, level: Level, number: usize, feature: &Feature) {
        let card = RegionName::of(feature, number);
        let accuracy = feature.properties.get("accuracy_m").and_then(Value::as_f64).map_or(ACCURACY, Metres::new);
        let called = feature.properties.get("also_called").and_then(Value::as_array).into_iter().flatten();
        let other = NAME_KEYS.iter().filter_map(|key| feature.text(key)).chain(called.filter_map(Value::as_str));
        let unit = self.units.len();
        for name in [card.id.as_str(), card.name.as_str()].into_iter().chain(other) {
            for (book, key) in [(&mut self.exact, plain(name)), (&mut self.folded, folded(name))] {
                let units = book.entry((level, key)).or_default();
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        }
        self.units.push(Unit { described: described(feature, &card, level.layer()), card, number, accuracy, level });
    }

    /// The one region of `level` that `name` means and that `fits`; `None` where none does or two do.
    pub(super) fn meant(&self, level: Level, name: &str, fits: impl Fn(&RegionName) -> bool) -> Option<&Unit> {
        let found = |book: &BTreeMap<(Level, String), Vec<usize>>, key: String| -> Option<Vec<&Unit>> {
            let units = book.get(&(level, key))?.iter().map(|&unit| &self.units[unit]);
            Some(units.filter(|unit| fits(&unit.card)).collect()).filter(|units: &Vec<&Unit>| !units.is_empty())
        };
        let units = found(&self.exact, plain(name)).or_else(|| found(&self.folded, folded(name)))?;
        <[&Unit; 1]>::try_from(units).ok().map(|[unit]| unit)
    }

    /// The region of this id, the finest of them.
    pub(super) fn of_id(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.card.id == id)
    }
}

/// A name in lower case, without what stands in brackets, accents, hyphens and words of [`NO_NAMES`].
fn plain(name: &str) -> String {
    let bare = match name.split_once(['(', '[']) {
        Some((before, _)) if !before.trim().is_empty() => before,
        _ => name,
    };
    let letters: String = bare.replace('&', " and ").to_lowercase().chars().map(letter).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !NO_NAMES.contains(word)).collect();
    if telling.is_empty() { words } else { telling }.join(" ")
}

/// A letter without its accent; a blank for what is none. Marks that join nothing, such as apostrophes, go with the blanks.
fn letter(letter: char) -> char {
    match letter {
        'ā' | 'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'ē' | 'é' | 'è' | 'ê' | 'ë' => 'e',
        'ī' | 'í' | 'ì' | 'î' | 'ï' => 'i',
        'ō' | 'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ū' | 'ú' | 'ù' | 'û' | 'ü' => 'u',
        letter if letter.is_alphanumeric() => letter,
        _ => ' ',
    }
}

/// A plain name as transliterations of Persian, Pashto, Balochi and Urdu agree on it: `Hilmand` and Helmand, `Sari Pul` and
/// Sar-e Pol, `Pakhtunkwa` and Pakhtunkhwa are each one name.
fn folded(name: &str) -> String {
    let mut folded = String::new();
    for letter in plain(name).replace("kh", "k").replace("gh", "g").chars().filter(|letter| !letter.is_whitespace()) {
        let letter = match letter {
            'e' | 'y' => 'i',
            'o' | 'w' => 'u',
            letter => letter,
        };
        // codes keep their digits
        if letter.is_numeric() || !folded.ends_with(letter) {
            folded.push(letter);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_region_are_one_and_no_two_regions_are() {
        let names = UnitNames::new(&Atlas::built_in());
        for ((level, key), units) in &names.folded {
            let mut countries: Vec<_> = units.iter().map(|&unit| names.units[unit].card.country.clone()).collect();
            countries.sort();
            countries.dedup();
            assert_eq!(countries.len(), units.len(), "{level:?} {key}");
        }
        let check = |level: Level, country: Option<&str>, name: &str, expected: &str| {
            let fits = |card: &RegionName| country.is_none_or(|country| card.country.as_deref() == Some(country));
            let id = names.meant(level, name, fits).map_or("-", |unit| unit.card.id.as_str());
            assert_eq!(id, expected, "{name}");
        };
        check(Level::District, Some("PK"), "Gwadar district", "PK/gwadar");
        check(Level::District, None, "PK205", "PK/gwadar");
        check(Level::District, None, "PK/gwadar", "PK/gwadar");
        check(Level::District, Some("PK"), "DERA-BUGTI", "PK/dera-bugti");
        check(Level::District, Some("PK"), "Shaheed Sikandarabad", "PK/surab");
        check(Level::District, Some("AF"), "Gwadar district", "-");
        check(Level::District, Some("PK"), "Kech (Turbat)", "PK/kech");
        check(Level::District, Some("IR"), "Zāhedān County", "IR/zahedan");
        check(Level::District, None, "", "-");
        check(Level::Province, Some("IR"), "Sistan va Baluchestan province", "IR/sistan-and-baluchestan");
        check(Level::Province, Some("IR"), "Sistan & Balochistan", "IR/sistan-and-baluchestan");
        check(Level::Province, Some("PK"), "Baluchistan", "PK/balochistan");
        check(Level::Province, Some("AF"), "Hilmand province", "AF/helmand");
        check(Level::Province, Some("AF"), "Sari Pul province", "AF/sar-e-pol");
        check(Level::Province, Some("AF"), "Paktya province", "AF/paktia");
        check(Level::Province, Some("AF"), "Paktika province", "AF/paktika");
        check(Level::Province, Some("PK"), "Khyber Pakhtunkwa province", "PK/khyber-pakhtunkhwa");
        check(Level::Province, Some("PK"), "Federally Administered Tribal Areas", "-");
        check(Level::Country, None, "Pakistan", "PK");
        check(Level::Country, None, "IRN", "IR");
        check(Level::Country, None, "India", "-");
    }
}
