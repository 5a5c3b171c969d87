//! Where a place is, in words: what holds it, and how far it is from the nearest town. Not responsible for printing.

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::geometry::geodesic::bearing;
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::query::locate::{Placement, locate};
use crate::query::nearby::{Found, Nearby};
use crate::units::{Degrees, Metres};

/// A town farther than this describes no place: in the deserts of the region only the area is told.
pub const FARTHEST: Metres = Metres::from_km(100.0);
/// How far the point of a town may be off where its layer does not say: what GeoNames' are good to here.
const TOWN_ACCURACY: Metres = Metres::from_km(5.0);
/// The eight winds, clockwise from north.
const WINDS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
const WIND_DEG: f64 = 45.0;

/// The towns and localities of an atlas, ready to be asked for the one nearest to a place.
#[derive(Debug)]
pub struct Towns<'a> {
    atlas: &'a Atlas,
    places: Nearby<'a>,
}

/// Where a place is.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribedPlace<'a> {
    /// What holds it.
    pub placement: Placement<'a>,
    /// The nearest town or locality with a point, up to [`FARTHEST`] away.
    pub nearest: Option<NearestTown<'a>>,
    /// All of it in words, such as `18 km N of Turbat, in Kech, Balochistan, Pakistan`.
    pub words: String,
}

/// The town or locality that is nearest to a place.
#[derive(Debug, Clone, PartialEq)]
pub struct NearestTown<'a> {
    /// Its id, such as `geonames/1163054`; empty where its layer gives none.
    pub id: String,
    /// Its name in English.
    pub name: &'a str,
    /// The id of the country that it lies in, where known.
    pub country: Option<&'a str>,
    /// How far its point is.
    pub distance: Metres,
    /// How far its point may be off.
    pub accuracy: Metres,
    /// From the town to the place; `None` where the place is nearer than the town's point is good to, so that any direction would be
    /// a guess.
    pub bearing: Option<Degrees>,
}

impl NearestTown<'_> {
    /// The bearing as one of the eight winds: `NE`.
    #[must_use]
    pub fn wind(&self) -> Option<&'static str> {
        self.bearing.map(wind)
    }
}

impl<'a> Towns<'a> {
    /// Makes the towns of `atlas` ready.
    ///
    /// # Cost
    /// A millisecond for the built-in ones.
    #[must_use]
    pub fn new(atlas: &'a Atlas) -> Self {
        Self { atlas, places: Nearby::new(&atlas.layer(LayerName::Places).features) }
    }

    /// Where `place` is.
    ///
    /// # Accuracy
    /// The distance is a geodesic one to the town's point, which stands for the whole town and may itself be off by
    /// [`NearestTown::accuracy`]. The town may lie in another unit or country than the place: what holds the place is told apart.
    ///
    /// # Not unique
    /// Of equally near towns the one that comes first in the layer is named.
    ///
    /// # Example
    /// ```
    /// use sarhad::{Atlas, LonLat, query::reverse::Towns};
    /// let atlas = Atlas::built_in();
    /// let found = Towns::new(&atlas).whereabouts(LonLat::new(63.15, 26.12)?);
    /// assert_eq!(found.words, "17 km NE of Turbat, in Kech, Balochistan, Pakistan");
    /// # Ok::<(), sarhad::NotOnEarth>(())
    /// ```
    #[must_use]
    pub fn whereabouts(&self, place: LonLat) -> DescribedPlace<'a> {
        self.around(place, locate(self.atlas, place))
    }

    /// As [`Towns::whereabouts`], for a place of which is known what holds it.
    ///
    /// # Cost
    /// One search in an index of points: microseconds.
    #[must_use]
    pub fn around(&self, place: LonLat, placement: Placement<'a>) -> DescribedPlace<'a> {
        let nearest = self.nearest(place);
        let words = self.words(nearest.as_ref(), &placement);
        DescribedPlace { placement, nearest, words }
    }

    fn nearest(&self, place: LonLat) -> Option<NearestTown<'a>> {
        let Found { feature, distance, .. } = self.places.nearest(place, 1).into_iter().next()?;
        let town = feature.shape.as_ref()?.point()?;
        let accuracy = accuracy(feature);
        let far = distance.value() > accuracy.value();
        (distance.value() <= FARTHEST.value()).then(|| NearestTown {
            id: feature.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: feature.text("name").unwrap_or("a place without a name"),
            country: feature.text("country"),
            distance,
            accuracy,
            bearing: far.then(|| bearing(town, place)),
        })
    }

    fn words(&self, nearest: Option<&NearestTown>, placement: &Placement) -> String {
        let regions = [placement.district, placement.province, placement.country].into_iter().flatten();
        let names: Vec<&str> = regions.map(|region| region.name.as_str()).collect();
        let area =
            if names.is_empty() { "in no country of the atlas".to_owned() } else { format!("in {}", names.join(", ")) };
        let Some(nearest) = nearest else { return area };
        let from = match nearest.wind() {
            Some(wind) => format!("{:.0} km {wind} of {}", nearest.distance.km(), nearest.name),
            None => format!("in or near {}", nearest.name),
        };
        let own = placement.country.map(|country| country.id.as_str());
        match nearest.country.filter(|country| Some(*country) != own) {
            Some(other) => format!("{from} ({}), {area}", self.country_name(other)),
            None => format!("{from}, {area}"),
        }
    }

    fn country_name<'c>(&'c self, id: &'c str) -> &'c str {
        let named = self.atlas.countries().names.iter().find(|country| country.id == id);
        named.map_or(id, |country| country.name.as_str())
    }
}

fn accuracy(feature: &Feature) -> Metres {
    let stated = feature.properties.get("accuracy_m").and_then(serde_json::Value::as_f64);
    stated.map_or(TOWN_ACCURACY, Metres::new)
}

/// The wind that is nearest to a bearing; on the middle between two the later one clockwise.
fn wind(bearing: Degrees) -> &'static str {
    let mut towards = bearing.as_bearing().value() + WIND_DEG / 2.0;
    let mut number = 0;
    while towards >= WIND_DEG {
        towards -= WIND_DEG;
        number += 1;
    }
    WINDS[number % WINDS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearings_are_told_as_winds() {
        let check =
            |bearing_deg: f64, expected: &str| assert_eq!(wind(Degrees::new(bearing_deg)), expected, "{bearing_deg}");
        check(0.0, "N");
        check(22.4, "N");
        check(22.5, "NE");
        check(90.0, "E");
        check(202.5, "SW");
        check(337.4, "NW");
        check(337.5, "N");
        check(359.9, "N");
        check(-45.0, "NW");
    }
}
