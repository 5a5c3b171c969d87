//! Intervals: no place of an extent is nearer or farther than they say, and what they say is true to a metre.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use sarhad::atlas::{LayerName, Regions};
use sarhad::geometry::containment::{Container, Position};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::model::extent::{Area, Band, Extent};
use sarhad::model::feature::Feature;
use sarhad::model::region::Region;
use sarhad::model::shape::{Longitudes, Shape};
use sarhad::query::distance::Target;
use sarhad::query::interval::{Interval, Ruler};
use sarhad::{Atlas, Degrees, LonLat, Metres};

/// What an answer may be off on the safe side.
const TOLERANCE_M: f64 = 1.0;

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn line(corners: &[(f64, f64)]) -> LineString<f64> {
    LineString(corners.iter().map(|&(x, y)| Coord { x, y }).collect())
}

fn area(outline: MultiPolygon<f64>) -> Extent {
    Extent::Area(Arc::new(Area { id: String::new(), name: String::new(), country: None, outline }))
}

fn ring(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(line(corners), Vec::new())])
}

fn outlines(atlas: &Atlas, layer: LayerName) -> BTreeMap<String, Arc<Area>> {
    let features = atlas.layer(layer).features.iter().enumerate();
    let regions = features.filter_map(|(number, feature)| Region::from_checked(feature, number));
    let area = |region: Region| Area {
        id: region.name.id.clone(),
        name: region.name.name,
        country: region.name.country,
        outline: region.area,
    };
    regions.map(|region| (region.name.id.clone(), Arc::new(area(region)))).collect()
}

fn target_of(atlas: &Atlas, geometry: impl Into<geo_types::Geometry<f64>>) -> Target<'_> {
    let shape = Shape::new(geometry.into(), Longitudes::Strict).unwrap().shape;
    Target::of_features(atlas, &[Feature { id: None, shape, properties: serde_json::Map::default() }]).unwrap()
}

/// The referee: distances one by one, from a lattice over the area, from its outline, and climbing from the farthest of them.
struct Walk<'a> {
    atlas: &'a Atlas,
    target: &'a Target<'a>,
    container: Container,
    places: Vec<(f64, LonLat)>,
}

impl<'a> Walk<'a> {
    fn over(atlas: &'a Atlas, target: &'a Target<'a>, outline: &MultiPolygon<f64>, steps: u32) -> Self {
        let mut walk = Self { atlas, target, container: Container::new(outline), places: Vec::new() };
        let corners: Vec<Coord<f64>> = outline.iter().flat_map(|polygon| polygon.exterior().0.clone()).collect();
        let fold = |of: fn(&Coord<f64>) -> f64| {
            let values = || corners.iter().map(of);
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
        };
        let ((west, east), (south, north)) = (fold(|at| at.x), fold(|at| at.y));
        for i in 0..=steps {
            for j in 0..=steps {
                let (i, j) = (f64::from(i) / f64::from(steps), f64::from(j) / f64::from(steps));
                walk.look(west + i * (east - west), south + j * (north - south));
            }
        }
        for pair in corners.windows(2) {
            for step in 0..4 {
                let t = f64::from(step) / 4.0;
                walk.look(pair[0].x + t * (pair[1].x - pair[0].x), pair[0].y + t * (pair[1].y - pair[0].y));
            }
        }
        walk
    }

    fn look(&mut self, lon: f64, lat: f64) -> f64 {
        let Ok(at) = LonLat::new(lon, lat) else { return f64::NEG_INFINITY };
        if self.container.position(at) == Position::Outside {
            return f64::NEG_INFINITY;
        }
        let found = self.target.measure(self.atlas, at).distance.value();
        self.places.push((found, at));
        found
    }

    /// The greatest distance seen after climbing from the eight farthest places, in sixteen directions, down to a decimetre.
    fn climbed(&mut self) -> f64 {
        self.places.sort_by(|a, b| b.0.total_cmp(&a.0));
        let starts: Vec<(f64, LonLat)> = self.places.iter().take(8).copied().collect();
        let mut greatest = f64::NEG_INFINITY;
        for (mut best, mut at) in starts {
            let mut step_m = 20_000.0;
            while step_m > 0.1 {
                let ways = (0..16)
                    .map(|way| destination(at, Degrees::new(22.5 * f64::from(way) + step_m), Metres::new(step_m)));
                let found = ways
                    .map(|to| (self.look(to.lon(), to.lat()), to))
                    .fold((best, at), |a, b| if b.0 > a.0 { b } else { a });
                if found.0 > best { (best, at) = found } else { step_m /= 2.0 }
            }
            greatest = greatest.max(best);
        }
        greatest
    }

    #[track_caller]
    fn check(mut self, found: &Interval<'_>, what: &str) {
        let climbed = self.climbed();
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (distance, _) in &self.places {
            least = least.min(*distance);
            greatest = greatest.max(*distance);
        }
        let (min, max) = (found.min.value(), found.max.value());
        assert!(min <= least, "{what}: min {min} above {least}");
        assert!(max >= greatest, "{what}: max {max} below {greatest}");
        assert!(max <= climbed + TOLERANCE_M, "{what}: max {max}, a walk finds {climbed}");
        for (at, bound) in [(found.at_min, min), (found.at_max, max)] {
            let own = self.target.measure(self.atlas, at).distance.value();
            assert!((own - bound).abs() <= TOLERANCE_M, "{what}: {own} m at the place of {bound}");
        }
    }
}

/// Referee: the walk above; the lengths in kilometres are those of the outlines as they are, territorial waters with them.
#[test]
fn districts_lie_between_these_distances_from_the_border() {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK").unwrap();
    let ruler = Ruler::new(&atlas, &border);
    let districts = outlines(&atlas, LayerName::Districts);
    for (id, max_km) in [("PK/gwadar", 263.0), ("PK/kech", 162.0), ("PK/panjgur", 209.0), ("PK/chagai", 390.0)] {
        let started = std::time::Instant::now();
        let found = ruler.interval(&Extent::Area(Arc::clone(&districts[id])));
        eprintln!("{id} {found} in {:?}", started.elapsed());
        assert!(found.min < Metres::new(TOLERANCE_M), "{id}: {found}");
        assert!((found.max.km() - max_km).abs() < 5.0, "{id}: {found}");
        Walk::over(&atlas, &border, &districts[id].outline, 60).check(&found, id);
    }
}
