//! All rules about one row, in the order in which they are told. Not responsible for what is doubtful about many rows together.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::atlas::LayerName;
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::model::precision::Precision;
use crate::model::profile::Role;
use crate::query::named_units::NamedUnits;
use crate::query::placing::Placer;
use crate::query::sanity::columns::Row;
use crate::query::sanity::coordinates::{few_decimals, null_island};
use crate::query::sanity::dates::dates;
use crate::query::sanity::finding::Finding;
use crate::query::sanity::place_named::{NamedPlace, NamedPlaces};
use crate::query::sanity::seas::Seas;
use crate::query::sanity::tolls::tolls;
use crate::query::sanity::twins::twin_key;
use crate::query::sanity::unit_rules::{sea, units};

/// Places that are named of a unit, the largest first.
const PLACES_NAMED: usize = 3;

/// Looks at rows.
///
/// # Cost
/// Some microseconds for a row that names its units; a row in doubt takes some more.
///
/// # Example
/// ```
/// use std::borrow::Cow;
/// use sarhad::query::placing::{Placer, PlacingColumns};
/// use sarhad::query::sanity::columns::{KnownColumns, Row};
/// use sarhad::query::sanity::scrutiny::Scrutiny;
/// use sarhad::{Atlas, LonLat};
/// let atlas = Atlas::built_in();
/// let placer = Placer::new(&atlas, &PlacingColumns::default());
/// let row = [("country", "Pakistan"), ("adm_2", "Dera Bugti district")];
/// let text = |column: &str| row.iter().find(|(name, _)| *name == column).map(|(_, text)| Cow::Borrowed(*text));
/// let columns = KnownColumns::of(placer.roles(), &row.map(|(name, _)| name));
/// let at = Some(LonLat::new(62.3254, 25.1264)?); // Gwadar, 700 km away
/// let seen = Scrutiny::new(&placer, None).look(&Row { text: &text, at, columns: &columns });
/// assert!(seen.findings[0].message.starts_with("the row says Dera Bugti district, its point lies in Gwadar district"));
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[derive(Debug)]
pub struct Scrutiny<'p, 'a> {
    pub(super) placer: &'p Placer<'a>,
    today: Option<Date>,
    seas: OnceLock<Seas>,
    /// The largest places of each unit, by its id.
    places: OnceLock<BTreeMap<String, String>>,
    named: NamedPlaces,
}

/// What was seen of a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen {
    /// What is doubtful about it.
    pub findings: Vec<Finding>,
    /// The precision that it states.
    pub precision: Option<Precision>,
    /// Its point.
    pub at: Option<LonLat>,
    /// Whether its point lies in no country of the atlas, and the row names none.
    pub outside: bool,
    /// A number that it shares with rows that say the same of date, place, actors and numbers.
    pub twin: Option<u64>,
}

impl<'p, 'a> Scrutiny<'p, 'a> {
    /// Looks at rows with `placer`, which knows their units; no date is in the future where nobody says what day it is.
    #[must_use]
    pub fn new(placer: &'p Placer<'a>, today: Option<Date>) -> Self {
        Self { placer, today, seas: OnceLock::new(), places: OnceLock::new(), named: NamedPlaces::default() }
    }

    /// What is to be seen of a row.
    #[must_use]
    pub fn look(&self, row: &Row<'_, '_>) -> Seen {
        let named = self.placer.units_named(row.text);
        let mut seen = Seen {
            precision: named.coded.map(|coded| coded.precision),
            at: row.at,
            twin: twin_key(row),
            ..Seen::default()
        };
        if let Some(at) = row.at {
            let missing = null_island(row, at);
            let found = missing.or_else(|| units(self, row, &named, at)).or_else(|| sea(self, row, &named, at));
            seen.outside = found.is_none() && self.is_outside(&named, at);
            seen.findings.extend(found);
            seen.findings.extend(few_decimals(row, at, seen.precision));
        }
        seen.findings.extend(dates(row, self.today));
        seen.findings.extend(tolls(row));
        seen
    }

    fn is_outside(&self, named: &NamedUnits, at: LonLat) -> bool {
        let countries = &self.placer.areas().atlas().countries().index;
        !named.says_country && named.country.is_none() && countries.first_holding(at).is_none()
    }

    pub(super) fn seas(&self) -> &Seas {
        self.seas.get_or_init(|| Seas::of(self.placer.areas().atlas()))
    }

    /// The place that a row names and its column, if it is clear which place of the unit of this id is meant.
    pub(super) fn place_named(&self, row: &Row<'_, '_>, within: &str) -> Option<(&str, Arc<NamedPlace>)> {
        let (column, name) = self.placer.said(row.text, Role::Place)?;
        Some((column, self.named.meant(self.placer.areas().atlas(), &name, within)?))
    }

    /// The largest places of a unit: `Dera Bugti and Sui`; `None` where the atlas has none of it.
    pub(super) fn places_in(&self, unit: &str) -> Option<&str> {
        let places =
            self.places.get_or_init(|| largest(&self.placer.areas().atlas().layer(LayerName::Places).features));
        places.get(unit).map(String::as_str)
    }
}

/// The largest places of each district, joined in words.
fn largest(places: &[Feature]) -> BTreeMap<String, String> {
    let mut of_each: BTreeMap<String, Vec<(u64, &str)>> = BTreeMap::new();
    for place in places {
        if let (Some(district), Some(name)) = (place.text("district"), place.text("name")) {
            let population = place.properties.get("population").and_then(serde_json::Value::as_u64).unwrap_or(0);
            of_each.entry(district.to_owned()).or_default().push((population, name));
        }
    }
    let named = |mut places: Vec<(u64, &str)>| {
        places.sort_by(|(most, a), (least, b)| least.cmp(most).then(a.cmp(b)));
        let names: Vec<&str> = places.into_iter().take(PLACES_NAMED).map(|(_, name)| name).collect();
        match names.as_slice() {
            [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            names => names.concat(),
        }
    };
    of_each.into_iter().map(|(district, places)| (district, named(places))).collect()
}
