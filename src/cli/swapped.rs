//! Whether a file's longitudes and latitudes seem to be swapped though every number is in range: told, never mended.
//! Not responsible for numbers out of range, which the reader refuses.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::atlas::{Atlas, LayerName};
use crate::cli::remark::Remark;
use crate::io::read::codes::Code;
use crate::lonlat::LonLat;
use crate::model::feature::Feature;

/// The code of the warning.
pub(super) const CODE: &str = Code::AllSwapped.as_str();
/// Degrees around the atlas' countries that still count as inside.
const MARGIN_DEG: f64 = 1.0;

/// What to tell of a single place outside the atlas' countries that would be in one with its numbers swapped.
pub(super) fn hint(atlas: &Atlas, place: LonLat) -> Option<String> {
    let country = |place: LonLat| {
        let holding = atlas.countries().index.holding(place);
        holding.first().map(|holder| &atlas.countries().names[holder.number])
    };
    let swapped = LonLat::new(place.lat(), place.lon()).ok()?;
    let there = country(swapped).filter(|_| country(place).is_none())?;
    Some(format!(
        "{},{} is outside the atlas' countries; {},{} is in {}: longitude stands first",
        place.lon(),
        place.lat(),
        swapped.lon(),
        swapped.lat(),
        there.name
    ))
}

/// Looks at points as they pass.
#[derive(Debug)]
pub(super) struct SwapWatch {
    /// West, south, east, north of the countries; `None` without any.
    countries: Option<[f64; 4]>,
    points: AtomicU64,
    suspicious: AtomicU64,
}

impl SwapWatch {
    /// Watches for points that belong among the countries of `atlas`.
    pub(super) fn new(atlas: &Atlas) -> Self {
        Self {
            countries: box_of(&atlas.layer(LayerName::Countries).features),
            points: AtomicU64::new(0),
            suspicious: AtomicU64::new(0),
        }
    }

    /// Looks at points, from any thread.
    pub(super) fn look(&self, places: &[LonLat]) {
        let swapped = |place: &&LonLat| !self.holds(place.lon(), place.lat()) && self.holds(place.lat(), place.lon());
        let suspicious = places.iter().filter(swapped).count();
        self.points.fetch_add(places.len() as u64, Ordering::Relaxed);
        self.suspicious.fetch_add(suspicious as u64, Ordering::Relaxed);
    }

    fn holds(&self, lon: f64, lat: f64) -> bool {
        self.countries
            .is_some_and(|[west, south, east, north]| (west..=east).contains(&lon) && (south..=north).contains(&lat))
    }

    /// What to warn of, if more than half of the points would lie in the atlas' countries with their numbers swapped.
    pub(super) fn warning(&self) -> Option<Remark> {
        let [points, suspicious] = [&self.points, &self.suspicious].map(|count| count.load(Ordering::Relaxed));
        (suspicious * 2 > points).then(|| Remark {
            said: format!(
                "{suspicious} of {points} points lie outside the atlas' countries and would lie inside with longitude and \
                 latitude swapped"
            ),
            advice: "check the order, and name --lon-column and --lat-column for a table",
        })
    }
}

/// West, south, east and north of all vertices of `features`, with a margin.
fn box_of(features: &[Feature]) -> Option<[f64; 4]> {
    let shapes = features.iter().filter_map(|feature| feature.shape.as_ref());
    let corners = shapes.flat_map(|shape| shape.lines()).flat_map(|line| &line.0);
    corners
        .map(|corner| [corner.x, corner.y, corner.x, corner.y])
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
        .map(|[west, south, east, north]| {
            [west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG]
        })
}
