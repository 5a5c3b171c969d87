//! Which country, province and district a place is in. Not responsible for how far it is from anything.

use crate::atlas::parts::Regions;
use crate::atlas::whole::Atlas;
use crate::geometry::containment::Position;
use crate::lonlat::LonLat;
use crate::model::region::RegionName;

/// Where a place lies among the regions of an atlas.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placement {
    /// The country that holds it.
    pub country: Option<RegionName>,
    /// The province, of that country where the layer tells countries.
    pub province: Option<RegionName>,
    /// The district or county, of that country where the layer tells countries.
    pub district: Option<RegionName>,
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
/// let found = locate(&Atlas::built_in(), LonLat::new(63.0544, 26.0031)?); // Turbat
/// assert_eq!(found.district.map(|district| district.id).as_deref(), Some("PK/kech"));
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[must_use]
pub fn locate(atlas: &Atlas, place: LonLat) -> Placement {
    let holding = atlas.countries().index.holding(place);
    let on_border = holding.iter().any(|holder| holder.position == Position::On);
    let country = holding.first().map(|holder| atlas.countries().names[holder.number].clone());
    let code = country.as_ref().and_then(|country| country.country.as_deref());
    Placement {
        province: holder_in(atlas.provinces(), place, code),
        district: holder_in(atlas.districts(), place, code),
        country,
        on_border,
    }
}

/// The first of `regions` that holds `place` and does not name another country than `code`.
fn holder_in(regions: &Regions, place: LonLat, code: Option<&str>) -> Option<RegionName> {
    let names = regions.index.holding(place).into_iter().map(|holder| &regions.names[holder.number]);
    let mut fitting = names.filter(|name| match (name.country.as_deref(), code) {
        (Some(own), Some(code)) => own == code,
        _ => true,
    });
    fitting.next().cloned()
}
