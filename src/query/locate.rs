//! Which country, province and district a place is in. Not responsible for how far it is from anything.

use crate::atlas::parts::Regions;
use crate::atlas::whole::Atlas;
use crate::lonlat::LonLat;
use crate::model::region::RegionName;

/// Where a place lies among the regions of an atlas, whose name cards it lends.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Placement<'a> {
    /// The country that holds it.
    pub country: Option<&'a RegionName>,
    /// The province, of that country where the layer tells countries.
    pub province: Option<&'a RegionName>,
    /// The district or county, of that country where the layer tells countries.
    pub district: Option<&'a RegionName>,
    /// Whether it lies on its country's outline, within a millimetre.
    pub on_border: bool,
}

/// Where `place` lies in `atlas`.
///
/// # Not unique
/// On a shared edge the region that comes first in its layer is named, and `on_border` tells of a country's edge.
///
/// # Cost
/// Microseconds, once the layers are indexed.
///
/// # Example
/// ```
/// use sarhad::{Atlas, LonLat, query::locate::locate};
/// let atlas = Atlas::built_in();
/// let found = locate(&atlas, LonLat::new(63.0544, 26.0031)?); // Turbat
/// assert_eq!(found.district.map(|district| district.id.as_str()), Some("PK/kech"));
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[must_use]
pub fn locate(atlas: &Atlas, place: LonLat) -> Placement<'_> {
    let (holder, on_border) = atlas.countries().index.first_and_edge(place);
    let country = holder.map(|holder| &atlas.countries().names[holder.number]);
    let code = country.and_then(|country| country.country.as_deref());
    Placement {
        province: holder_in(atlas.provinces(), place, code),
        district: holder_in(atlas.districts(), place, code),
        country,
        on_border,
    }
}

/// As [`locate`], for each of `places`, in their order.
#[must_use]
pub fn locate_each<'a>(atlas: &'a Atlas, places: &[LonLat]) -> Vec<Placement<'a>> {
    places.iter().map(|&place| locate(atlas, place)).collect()
}

/// The first of `regions` that holds `place` and does not name another country than `code`.
fn holder_in<'a>(regions: &'a Regions, place: LonLat, code: Option<&str>) -> Option<&'a RegionName> {
    let fits = |name: &&RegionName| match (name.country.as_deref(), code) {
        (Some(own), Some(code)) => own == code,
        _ => true,
    };
    let mut found = None;
    regions.index.each_holding(place, |holder| {
        found = found.or(Some(&regions.names[holder.number]).filter(fits));
    });
    found
}
