//! Where the place lies that a row names beside its units. Not responsible for choosing among places of one name: only a clear
//! answer is held against a point.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::Atlas;
use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::names::entry::Kind;
use crate::query::place::{PlaceQuestion, find_place};
use crate::units::Metres;

/// Names remembered with what they mean; a name that comes behind is looked up again each time.
const NAMES_MAX: usize = 1 << 16;
/// Farther than this from its point, a place that a row names is not the one meant by the point: some towns are large, many points
/// of gazetteers are kilometres off, and districts have second villages of a name.
pub(super) const FAR: Metres = Metres::from_km(50.0);

/// Farther than this from its point, the one place that bears a name in a whole country speaks against a row that has it elsewhere:
/// a hamlet of the name may be nearer, but is seldom called so without a word more.
pub(super) const VERY_FAR: Metres = Metres::from_km(100.0);

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NamedPlace {
    pub(super) name: String,
    /// Where it is, if a source has its point.
    pub(super) at: Option<LonLat>,
    /// The id of the smallest unit that it is known to be in.
    pub(super) unit: Option<String>,
}

impl NamedPlace {
    pub(super) fn distance(&self, from: LonLat) -> Option<Metres> {
        self.at.map(|at| distance(at, from))
    }
}

/// Whether a town or a named spot of the gazetteer lies within `most` of `at`.
pub(super) fn is_near_a_town(atlas: &Atlas, at: LonLat, most: Metres) -> bool {
    // a degree of latitude is 110 km at least, one of longitude 50 km up to the 63rd parallel
    let margin_deg = most.km() / 50.0;
    let near =
        |place: &LonLat| (place.lat() - at.lat()).abs() <= margin_deg && (place.lon() - at.lon()).abs() <= margin_deg;
    let places = atlas.gazetteer().entries().iter().filter(|entry| is_settled(entry.kind));
    places.filter_map(|entry| entry.at).filter(near).any(|place| distance(at, place) < most)
}

fn is_settled(kind: Kind) -> bool {
    matches!(kind, Kind::Town | Kind::Locality)
}

/// What a name means in a unit; `None` where that is not clear.
type Meant = Option<Arc<NamedPlace>>;

/// Places by their names, each looked up once.
#[derive(Debug, Default)]
pub(super) struct NamedPlaces {
    known: Mutex<HashMap<(String, String), Meant>>,
}

impl NamedPlaces {
    /// The one place called `name` in the unit of id `within`.
    pub(super) fn meant(&self, atlas: &Atlas, name: &str, within: &str) -> Meant {
        let key = (name.to_owned(), within.to_owned());
        let known = |key: &_| self.known.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        if let Some(meant) = known(&key) {
            return meant;
        }
        let meant = looked_up(atlas, name, within).map(Arc::new);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < NAMES_MAX {
            known.insert(key, meant.clone());
        }
        meant
    }
}

fn looked_up(atlas: &Atlas, name: &str, within: &str) -> Option<NamedPlace> {
    let found = find_place(atlas, &PlaceQuestion { name, within: Some(within), ..PlaceQuestion::default() });
    // a town and the district of its name are two answers, of which one is a place
    let mut own =
        found.candidates.iter().filter(|place| is_settled(place.entry.kind) && place.closeness().is_own_name());
    let (only, None) = (own.next()?, own.next()) else { return None };
    let entry = only.entry;
    let unit = entry.district.as_ref().or(entry.province.as_ref()).or(entry.parent.as_ref());
    Some(NamedPlace { name: entry.name.clone(), at: entry.at, unit: unit.cloned() })
}
