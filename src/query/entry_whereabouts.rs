//! What an entry of the gazetteer amounts to as the location of an event. Not responsible for which entry is meant.

use crate::lonlat::LonLat;
use crate::model::precision::{Precision, Whereabouts};
use crate::names::entry::{Entry, Kind};
use crate::units::Metres;

/// All places where an event may have been that is told of `entry`: an area, a stretch of border, or a point of its own with the
/// smallest unit that holds it; never a centroid. A place whose point is not known lies somewhere in that unit.
///
/// # Accuracy
/// `radius_m` is what the entry's source says of its point, and missing where it says nothing.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// use sarhad::model::precision::Precision;
/// use sarhad::query::entry_whereabouts::entry_whereabouts;
/// let atlas = Atlas::built_in();
/// let kech = entry_whereabouts(atlas.gazetteer().entry("PK/kech").unwrap());
/// assert_eq!((kech.precision, kech.areas, kech.lon), (Precision::District, vec!["PK/kech".to_owned()], None));
/// ```
#[must_use]
pub fn entry_whereabouts(entry: &Entry) -> Whereabouts {
    let own = |precision| Whereabouts { areas: vec![entry.id.clone()], ..Whereabouts::bare(precision, None) };
    match entry.kind {
        Kind::Country => own(Precision::Country),
        Kind::Province => own(Precision::Province),
        Kind::District => own(Precision::District),
        Kind::Town | Kind::Locality => at_place(entry, Precision::Locality),
        Kind::Crossing | Kind::Tripoint => at_place(entry, Precision::Near),
        Kind::Border => Whereabouts {
            border: Some(entry.id.clone()),
            ..Whereabouts::bare(Precision::BorderZone, Some("on which side, and how far from the border, is not told"))
        },
        // no area that could be measured from
        Kind::FuzzyRegion => Whereabouts::bare(Precision::Unlocated, Some("a region that has no boundary")),
    }
}

/// An entry's own point, and the smallest unit that is known to hold it.
fn at_place(entry: &Entry, precision: Precision) -> Whereabouts {
    let smallest = [&entry.district, &entry.parent, &entry.province, &entry.country].into_iter().flatten().next();
    // what has no point cannot be near one
    let (precision, note) = match (entry.at, precision) {
        (None, _) => (Precision::Locality, "a named place without a published position"),
        (_, Precision::Near) => (Precision::Near, "at this point or near it; how near is not told"),
        _ => (precision, "the point of the town or village; where in it is not told"),
    };
    Whereabouts {
        areas: smallest.into_iter().cloned().collect(),
        place: Some(entry.id.clone()),
        lon: entry.at.map(LonLat::lon),
        lat: entry.at.map(LonLat::lat),
        radius_m: entry.at.and(entry.accuracy).map(Metres::value),
        ..Whereabouts::bare(precision, Some(note))
    }
}
