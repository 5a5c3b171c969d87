//! Which region of an atlas a column's name means. Not responsible for which column holds it, nor for how names are spelt.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock};

use serde_json::Value;

use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::model::region::RegionName;
use crate::names::entry::Kind;
use crate::names::gazetteer::{Closeness, Gazetteer, Hit};
use crate::query::areas::described;
use crate::query::level::Level;
use crate::query::place::parts;
use crate::units::Metres;

/// How far a layer of regions may be off where its features do not say: what the built-in districts state.
const ACCURACY: Metres = Metres::from_km(3.0);
/// Names whose meaning is kept: tables repeat those of their units, and few tables have more.
const KEPT_NAMES: usize = 4_096;

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

/// A unit's number, and how closely a name fits it.
type Meant = (usize, Closeness);

/// The regions of an atlas by their names.
#[derive(Debug)]
pub(super) struct UnitNames<'a> {
    gazetteer: &'a Gazetteer,
    units: Vec<Unit>,
    by_id: BTreeMap<(Level, String), usize>,
    /// The units of names that were asked for, and how closely each fits.
    known: RwLock<HashMap<(Level, String), Vec<Meant>>>,
}

impl<'a> UnitNames<'a> {
    pub(super) fn new(atlas: &'a Atlas) -> Self {
        let mut names =
            Self { gazetteer: atlas.gazetteer(), units: Vec::new(), by_id: BTreeMap::new(), known: RwLock::default() };
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
        self.by_id.insert((level, card.id.clone()), self.units.len());
        self.units.push(Unit { described: described(feature, &card, level.layer()), card, number, accuracy, level });
    }

    /// The one region of `level` that `name` means and that `fits`; `None` where none does or two do.
    ///
    /// Its name as written goes before another spelling of it.
    pub(super) fn meant(&self, level: Level, name: &str, fits: impl Fn(&RegionName) -> bool) -> Option<&Unit> {
        let named = self.named(level, name);
        let within = |farthest: Closeness| {
            let close = named.iter().filter(move |(_, closeness)| *closeness <= farthest);
            let units: Vec<&Unit> = close.map(|(unit, _)| &self.units[*unit]).filter(|unit| fits(&unit.card)).collect();
            Some(units).filter(|units| !units.is_empty())
        };
        let units = within(Closeness::Exact).or_else(|| within(Closeness::Alike))?;
        <[&Unit; 1]>::try_from(units).ok().map(|[unit]| unit)
    }

    /// The regions of `level` that have this name.
    fn named(&self, level: Level, name: &str) -> Vec<Meant> {
        let key = (level, name.to_owned());
        if let Some(units) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return units.clone();
        }
        let (bare, _) = parts(name);
        let hits = self.gazetteer.named(bare).into_iter().filter(Hit::is_of_said_kind);
        let of_level = hits.filter(|hit| hit.entry.kind == kind(level)).filter_map(|hit| {
            let unit = self.by_id.get(&(level, hit.entry.id.clone()))?;
            Some((*unit, hit.closeness))
        });
        let units: Vec<Meant> = of_level.collect();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT_NAMES {
            known.insert(key, units.clone());
        }
        units
    }

    /// The region of this id, the finest of them.
    pub(super) fn of_id(&self, id: &str) -> Option<&Unit> {
        let known = |level| self.by_id.get(&(level, id.to_owned()));
        Level::ALL.into_iter().find_map(known).map(|number| &self.units[*number])
    }
}

const fn kind(level: Level) -> Kind {
    match level {
        Level::District => Kind::District,
        Level::Province => Kind::Province,
        Level::Country => Kind::Country,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_as_tables_spell_them() {
        let atlas = Atlas::built_in();
        let names = UnitNames::new(&atlas);
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
        check(Level::District, Some("PK"), "Turbat district", "PK/kech");
        check(Level::District, Some("PK"), "Quetta Division", "-");
        check(Level::District, Some("IR"), "Zāhedān County", "IR/zahedan");
        check(Level::District, None, "", "-");
        check(Level::Province, Some("IR"), "Sistan va Baluchestan province", "IR/sistan-and-baluchestan");
        check(Level::Province, Some("IR"), "Sistan & Balochistan", "IR/sistan-and-baluchestan");
        check(Level::Province, Some("PK"), "Baluchistan", "PK/balochistan");
        check(Level::Province, None, "Baluchistan", "-");
        check(Level::Province, Some("AF"), "Hilmand province", "AF/helmand");
        check(Level::Province, Some("AF"), "Sari Pul province", "AF/sar-e-pol");
        check(Level::Province, Some("AF"), "Paktya province", "AF/paktia");
        check(Level::Province, Some("AF"), "Paktika province", "AF/paktika");
        check(Level::Province, Some("PK"), "Khyber Pakhtunkwa province", "PK/khyber-pakhtunkhwa");
        check(Level::Province, Some("PK"), "Federally Administered Tribal Areas", "PK/khyber-pakhtunkhwa");
        check(Level::Country, None, "Pakistan", "PK");
        check(Level::Country, None, "IRN", "IR");
        check(Level::Country, None, "India", "-");
    }
}
