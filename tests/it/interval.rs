//! Intervals: no place of an extent is nearer or farther than they say, and what they say is true to a metre.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use sarhad::analysis::sensitivity::{Case, Question, Trial, sensitivity};
use sarhad::atlas::LayerName;
use sarhad::geometry::containment::{Container, Position};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::model::dates::{DatePrecision, DateSpan};
use sarhad::model::extent::{Area, Band, Extent};
use sarhad::model::feature::Feature;
use sarhad::model::region::Region;
use sarhad::model::shape::{Longitudes, Shape};
use sarhad::query::distance::Target;
use sarhad::query::interval::{Interval, Ruler};
use sarhad::query::locate::locate;
use sarhad::query::neighbours::Neighbours;
use sarhad::query::sampling::{Random, Sampler};
use sarhad::{Atlas, Degrees, LonLat, Metres};

/// What an answer may be off on the safe side.
const TOLERANCE_M: f64 = 1.0;

/// What is promised of a distance: a metre, and a ten-thousandth beyond 900 km.
fn tolerance_m(distance_m: f64) -> f64 {
    if distance_m > 900_000.0 { TOLERANCE_M.max(1e-4 * distance_m) } else { TOLERANCE_M }
}

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

    /// The greatest distance within a few centimetres of `at` in the area; nothing where it lies outside.
    fn seen_beside(&mut self, at: LonLat) -> f64 {
        let around = (0..8).map(|way| destination(at, Degrees::new(45.0 * f64::from(way)), Metres::new(0.03)));
        let places: Vec<LonLat> = std::iter::once(at).chain(around).collect();
        places.iter().map(|place| self.look(place.lon(), place.lat())).fold(f64::NEG_INFINITY, f64::max)
    }

    #[track_caller]
    fn check(mut self, found: &Interval<'_>, what: &str) {
        // a climb may end on a ridge: the place that is told counts too, if it is in the area
        let climbed = self.climbed().max(self.seen_beside(found.at_max));
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (distance, _) in &self.places {
            least = least.min(*distance);
            greatest = greatest.max(*distance);
        }
        let (min, max) = (found.min.value(), found.max.value());
        assert!(min <= least, "{what}: min {min} above {least}");
        assert!(max >= greatest, "{what}: max {max} below {greatest}");
        assert!(max <= climbed + tolerance_m(max), "{what}: max {max}, a walk finds {climbed}");
        for (at, bound) in [(found.at_min, min), (found.at_max, max)] {
            let own = self.target.measure(self.atlas, at).distance.value();
            assert!((own - bound).abs() <= tolerance_m(bound), "{what}: {own} m at the place of {bound}");
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
    for (id, max_km) in [("PK/gwadar", 263.0), ("PK/kech", 160.5), ("PK/panjgur", 200.6), ("PK/chagai", 275.5)] {
        let found = ruler.interval(&Extent::Area(Arc::clone(&districts[id])));
        assert_eq!(found.min, Metres::ZERO, "{id}: {found}");
        assert!((found.max.km() - max_km).abs() < 1.0, "{id}: {found}");
        Walk::over(&atlas, &border, &districts[id].outline, 60).check(&found, id);
    }
}

/// Metres of `found` against those expected, to a metre on the safe side.
#[track_caller]
fn check(found: &Interval<'_>, min_m: f64, max_m: f64) {
    let (min, max) = (found.min.value(), found.max.value());
    assert!(min <= min_m + 1e-6 && min >= min_m - tolerance_m(min_m), "min {min}, expected {min_m}");
    assert!(max >= max_m - 1e-6 && max <= max_m + tolerance_m(max_m), "max {max}, expected {max_m}");
}

/// Referee: GeographicLib's distances between the places named.
#[test]
fn points_and_discs_are_told_exactly() {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK").unwrap();
    let ruler = Ruler::new(&atlas, &border);
    let zahedan = place(60.8629, 29.4963);
    let own = border.measure(&atlas, zahedan);
    let m = own.distance.value();
    check(&ruler.interval(&Extent::Point(zahedan)), m, m);
    assert_eq!(ruler.interval(&Extent::Point(zahedan)).nearest, own);
    let on_border = ruler.interval(&Extent::Point(own.nearest));
    assert!(on_border.max < Metres::new(1e-3), "{on_border}");
    let far = place(58.0, 29.0);
    let far_m = border.measure(&atlas, far).distance.value();
    let both = ruler.interval(&Extent::Points(Arc::new([far, zahedan])));
    assert_eq!((both.min.value(), both.max.value(), both.at_min, both.at_max), (m, far_m, zahedan, far));
    for radius_m in [0.5, 5_000.0, 100_000.0] {
        let disc = Extent::Disc { centre: zahedan, radius: Metres::new(radius_m) };
        let found = ruler.interval(&disc);
        assert!((found.min.value() - (m - radius_m).max(0.0)).abs() < 1e-6, "{found}");
        assert!(found.max.value() <= m + radius_m && found.max.value() >= m, "{found}");
        assert!(distance(found.at_min, zahedan).value() <= radius_m + 1e-3);
        assert!(distance(found.at_max, zahedan).value() <= radius_m + 1e-3);
    }
}

/// Referee: GeographicLib, towards a target that is one point.
#[test]
fn discs_reach_over_a_pole_and_the_antimeridian() {
    let atlas = Atlas::built_in();
    let rows = [
        ((0.0, 89.5), 200_000.0, (180.0, 85.0)),
        ((179.9, -17.0), 50_000.0, (-170.0, -17.0)),
        ((10.0, 90.0), 1_000.0, (10.0, 89.0)),
        ((0.0, 0.0), 3_000_000.0, (50.0, 10.0)),
        ((60.0, 30.0), 100.0, (-120.0, -29.5)),
    ];
    for ((lon, lat), radius_m, (x, y)) in rows {
        let (centre, point) = (place(lon, lat), geo_types::Point::new(x, y));
        let target = target_of(&atlas, point);
        let found = Ruler::new(&atlas, &target).interval(&Extent::Disc { centre, radius: Metres::new(radius_m) });
        let own_m = distance(centre, place(x, y)).value();
        let round =
            (0..3_600).map(|step| destination(centre, Degrees::new(f64::from(step) / 10.0), Metres::new(radius_m)));
        let farthest_m = round.map(|at| distance(at, place(x, y)).value()).fold(0.0, f64::max);
        assert!((found.min.value() - (own_m - radius_m).max(0.0)).abs() < 1e-3, "{found}");
        assert!(
            found.max.value() >= farthest_m && found.max.value() <= own_m + radius_m + 1e-6,
            "{found} {farthest_m}"
        );
        assert!(found.max.value() <= farthest_m + TOLERANCE_M, "{found} {farthest_m}");
    }
}

/// Referee: geodesics named in each row, by GeographicLib.
#[test]
fn areas_at_the_edges_of_the_map() {
    let atlas = Atlas::built_in();
    let m = |a: (f64, f64), b: (f64, f64)| distance(place(a.0, a.1), place(b.0, b.1)).value();
    let square = ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]);
    let fiji = ring(&[(179.0, -17.0), (-179.0, -17.0), (-179.0, -16.0), (179.0, -16.0), (179.0, -17.0)]);
    let arctic = ring(&[(0.0, 80.0), (120.0, 80.0), (-120.0, 80.0), (0.0, 80.0)]);
    let rows = [
        // a point on a corner, in the middle, beside, and far away
        (&square, (0.0, 0.0), 0.0, m((0.0, 0.0), (1.0, 1.0))),
        (&square, (0.5, 0.5), 0.0, m((0.5, 0.5), (1.0, 0.0))),
        (&square, (2.0, 0.0), m((2.0, 0.0), (1.0, 0.0)), m((2.0, 0.0), (0.0, 1.0))),
        (&square, (-100.0, 0.0), m((-100.0, 0.0), (0.0, 1.0)), m((-100.0, 0.0), (1.0, 0.0))),
        (&fiji, (180.0, -16.5), 0.0, m((180.0, -16.5), (-179.0, -16.0))),
        (&fiji, (-178.0, -16.5), m((-178.0, -16.5), (-179.0, -16.5)), m((-178.0, -16.5), (179.0, -16.0))),
        (&arctic, (0.0, 90.0), 0.0, m((0.0, 80.0), (0.0, 90.0))),
        (&arctic, (0.0, 70.0), m((0.0, 70.0), (0.0, 80.0)), m((0.0, 70.0), (180.0, 80.0))),
    ];
    for (outline, (x, y), min_m, max_m) in rows {
        let target = target_of(&atlas, geo_types::Point::new(x, y));
        check(&Ruler::new(&atlas, &target).interval(&area(outline.clone())), min_m, max_m);
    }
    // a line that lies wholly inside, one that runs through, one that touches a corner
    for corners in [[(0.4, 0.4), (0.6, 0.6)], [(-1.0, 0.5), (2.0, 0.5)], [(-1.0, 1.0), (1.0, -1.0)]] {
        let target = target_of(&atlas, line(&corners));
        let found = Ruler::new(&atlas, &target).interval(&area(square.clone()));
        assert_eq!(found.min, Metres::ZERO);
        assert!(found.nearest.distance < Metres::new(0.1), "{}", found.nearest.distance);
    }
}

/// Referee: by hand. The farthest place of a strip between two lines lies on neither its corners nor its outline.
#[test]
fn the_farthest_place_may_be_in_the_middle() {
    let atlas = Atlas::built_in();
    let lines = MultiLineString(vec![line(&[(60.0, 1.0), (70.0, 1.0)]), line(&[(60.0, -1.0), (70.0, -1.0)])]);
    let target = target_of(&atlas, lines);
    let strip = ring(&[(62.0, -1.0), (68.0, -1.0), (68.0, 1.0), (62.0, 1.0), (62.0, -1.0)]);
    let found = Ruler::new(&atlas, &target).interval(&area(strip));
    let middle = target.measure(&atlas, place(65.0, 0.0)).distance.value();
    check(&found, 0.0, middle);
    assert!(found.at_max.lat().abs() < 1e-4, "{}", found.at_max);
}

/// Referee: its ends and its middle.
#[test]
fn lines_are_measured_along_their_edges() {
    let atlas = Atlas::built_in();
    let target = target_of(&atlas, geo_types::Point::new(65.0, 1.0));
    let ruler = Ruler::new(&atlas, &target);
    let own = Extent::Line(Arc::new(MultiLineString(vec![line(&[(60.0, 0.0), (68.0, 0.0)])])));
    let m = |x: f64| distance(place(x, 0.0), place(65.0, 1.0)).value();
    check(&ruler.interval(&own), m(65.0), m(60.0));
    // 111,320 m to a degree of the equator: the half of the line that is within the root of 3° + 1°
    let share = ruler.share_within(&own, Metres::new(m(63.0)));
    assert!((share - 0.5).abs() < 1e-4, "{share}");
}

fn band(lines: &[(f64, f64)], width_km: f64, within: Option<MultiPolygon<f64>>) -> Extent {
    let cut = |outline| Arc::new(Area { id: String::new(), name: String::new(), country: None, outline });
    let (line, width) = (MultiLineString(vec![line(lines)]), Metres::from_km(width_km));
    Extent::Band(Arc::new(Band { name: String::new(), line, width, within: within.map(cut) }))
}

/// Referee: by hand, along the equator and meridians.
#[test]
fn bands_reach_their_width() {
    let atlas = Atlas::built_in();
    let corners = [(60.0, 0.0), (64.0, 0.0)];
    let own = target_of(&atlas, line(&corners));
    let ruler = Ruler::new(&atlas, &own);
    let m = |a: (f64, f64), b: (f64, f64)| distance(place(a.0, a.1), place(b.0, b.1)).value();
    check(&ruler.interval(&band(&corners, 20.0, None)), 0.0, 20_000.0);
    let box_of = |west: f64, east: f64, south: f64, north: f64| {
        ring(&[(west, south), (east, south), (east, north), (west, north), (west, south)])
    };
    // wider than the band, narrower, and away from the line
    check(&ruler.interval(&band(&corners, 20.0, Some(box_of(61.0, 63.0, -1.0, 1.0)))), 0.0, 20_000.0);
    check(
        &ruler.interval(&band(&corners, 20.0, Some(box_of(61.0, 63.0, -0.1, 0.1)))),
        0.0,
        m((62.0, 0.0), (62.0, 0.1)),
    );
    check(
        &ruler.interval(&band(&corners, 20.0, Some(box_of(61.0, 63.0, 0.1, 1.0)))),
        m((62.0, 0.0), (62.0, 0.1)),
        20_000.0,
    );
    // an area without any of the band leaves the band whole
    check(&ruler.interval(&band(&corners, 20.0, Some(box_of(61.0, 63.0, 5.0, 6.0)))), 0.0, 20_000.0);
    let beside = target_of(&atlas, line(&[(60.0, 1.0), (64.0, 1.0)]));
    let from = Ruler::new(&atlas, &beside).interval(&band(&corners, 20.0, None));
    let apart_m = m((62.0, 0.0), (62.0, 1.0));
    assert!((from.min.value() - (apart_m - 20_000.0)).abs() < 10.0, "{from}");
    assert!(from.max.value() >= apart_m + 19_999.0 && from.max.value() < apart_m + 20_010.0, "{from}");
    let share = ruler.share_within(&band(&corners, 20.0, Some(box_of(61.0, 63.0, -1.0, 1.0))), Metres::from_km(5.0));
    assert!((share - 0.25).abs() < 2e-4, "{share}");
    // 8 sides of 4° by 10 km, and a round end of 10 km at either side
    let (side, end) = (m((60.0, 0.0), (64.0, 0.0)), std::f64::consts::FRAC_PI_2);
    let within = |km: f64| 2.0 * km * 1_000.0 * side + 2.0 * end * km * km * 1e6;
    let share = ruler.share_within(&band(&corners, 20.0, None), Metres::from_km(10.0));
    assert!((share - within(10.0) / within(20.0)).abs() < 1e-3, "{share}");
}

/// A star about a centre: its corners go round once, so its edges do not cross.
fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    let corners = prop::collection::vec(0.1..1.0_f64, 5..14);
    (57.0..68.0_f64, 25.0..35.0_f64, 0.2..3.0_f64, corners).prop_map(|(lon, lat, size, radii)| {
        let count = radii.len() as f64;
        let corner = |(number, radius): (usize, &f64)| {
            let (sin, cos) = (std::f64::consts::TAU * number as f64 / count).sin_cos();
            (lon + size * radius * cos, lat + size * radius * sin)
        };
        let mut corners: Vec<(f64, f64)> = radii.iter().enumerate().map(corner).collect();
        corners.push(corners[0]);
        ring(&corners)
    })
}

/// A line about the middle of where stars are, some 900 km from the farthest.
fn wandering() -> impl Strategy<Value = LineString<f64>> {
    prop::collection::vec((57.0..68.0_f64, 25.0..35.0_f64), 2..8).prop_map(|corners| line(&corners))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_place_of_an_area_is_outside_its_interval(outline in star(), lines in wandering()) {
        let atlas = Atlas::built_in();
        let target = target_of(&atlas, lines);
        let found = Ruler::new(&atlas, &target).interval(&area(outline.clone()));
        Walk::over(&atlas, &target, &outline, 40).check(&found, "a star");
    }

    #[test]
    fn no_place_of_a_disc_is_outside_its_interval(
        lon in -180.0..180.0_f64, lat in -90.0..90.0_f64, radius_km in 0.1..900.0_f64, seed in any::<u64>(),
        corners in prop::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 2..5),
    ) {
        let atlas = Atlas::built_in();
        let target = target_of(&atlas, line(&corners));
        let disc = Extent::Disc { centre: place(lon, lat), radius: Metres::from_km(radius_km) };
        let found = Ruler::new(&atlas, &target).interval(&disc);
        let sampler = Sampler::new(&disc);
        let mut random = Random::new(seed);
        for _ in 0..500 {
            let own = target.measure(&atlas, sampler.place(&mut random)).distance;
            prop_assert!(own.value() >= found.min.value() - 1e-3 && own.value() <= found.max.value() + 1e-3, "{} {}", own, found);
        }
    }
}

/// Referee: ten thousand places drawn from each.
#[test]
fn shares_are_those_of_many_places() {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK").unwrap();
    let ruler = Ruler::new(&atlas, &border);
    let districts = outlines(&atlas, LayerName::Districts);
    let country_line = MultiLineString(vec![line(&[(61.0, 29.0), (64.0, 25.5)])]);
    let extents = [
        Extent::Area(Arc::clone(&districts["PK/kech"])),
        Extent::Area(Arc::clone(&districts["IR/saravan"])),
        Extent::Disc { centre: place(62.0, 28.0), radius: Metres::from_km(120.0) },
        Extent::Line(Arc::new(country_line.clone())),
        Extent::Band(Arc::new(Band {
            name: String::new(),
            line: country_line,
            width: Metres::from_km(15.0),
            within: Some(Arc::clone(&districts["PK/kech"])),
        })),
    ];
    for extent in extents {
        let sampler = Sampler::new(&extent);
        let mut random = Random::new(7);
        let places: Vec<LonLat> = (0..10_000).map(|_| sampler.place(&mut random)).collect();
        let found = ruler.interval(&extent);
        for at in places.iter().step_by(20) {
            let own = border.measure(&atlas, *at).distance.value();
            assert!(own >= found.min.value() - 1e-3 && own <= found.max.value() + 1e-3, "{own} is not {found}");
        }
        for km in [10.0, 25.0, 50.0, 100.0] {
            let d = Metres::from_km(km);
            let near = ruler.within_each(&places, d).into_iter().filter(|near| *near).count() as f64 / 10_000.0;
            let share = ruler.share_within(&extent, d);
            // four standard deviations of ten thousand draws
            assert!((share - near).abs() < 0.02, "{} within {km} km: {share}, drawn {near}", extent.word());
            assert!(found.max > d || share >= 1.0);
            assert!(found.min <= d || share <= 0.0);
        }
    }
}

/// Each of 1,000 places is told by its district and by its province alone: the truth is always between the bounds.
#[test]
fn what_is_known_of_a_district_or_province_holds_for_each_place_in_it() {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK").unwrap();
    let ruler = Ruler::new(&atlas, &border);
    let (districts, provinces) = (outlines(&atlas, LayerName::Districts), outlines(&atlas, LayerName::Provinces));
    let lands = ["PK/balochistan", "IR/sistan-and-baluchestan"]
        .map(|id| Sampler::new(&Extent::Area(Arc::clone(&provinces[id]))));
    let mut random = Random::new(2_024);
    let radii_km = [10.0, 25.0, 50.0, 100.0, 200.0];
    let mut counts = [[0_usize; 3]; 10];
    let mut without_district = 0;
    for number in 0..1_000 {
        let at = lands[number % 2].place(&mut random);
        let truth = border.measure(&atlas, at).distance;
        let placement = locate(&atlas, at);
        let areas = [
            placement.district.and_then(|name| districts.get(&name.id)),
            placement.province.map(|name| &provinces[&name.id]),
        ];
        without_district += usize::from(areas[0].is_none());
        for (layer, own) in areas.into_iter().enumerate() {
            let Some(own) = own else { continue };
            let found = ruler.interval(&Extent::Area(Arc::clone(own)));
            assert!(found.min <= truth && truth <= found.max, "{at} in {}: {truth} is not {found}", own.id);
            for (radius, km) in radii_km.into_iter().enumerate() {
                let d = Metres::from_km(km);
                let [must, true_one, may] = [found.max <= d, truth <= d, found.min <= d];
                assert!((!must || true_one) && (!true_one || may));
                let row = &mut counts[5 * layer + radius];
                for (count, counts) in row.iter_mut().zip([must, true_one, may]) {
                    *count += usize::from(counts);
                }
            }
        }
    }
    assert!(without_district < 20, "{without_district} places have no district");
    for [must, truth, may] in counts {
        assert!(must <= truth && truth <= may);
    }
    assert!(counts.iter().any(|[must, ..]| *must > 0) && counts.iter().any(|[_, truth, may]| truth < may));
}

#[test]
fn a_ruler_answers_the_same_from_many_threads_and_again() {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK").unwrap();
    let ruler = Ruler::new(&atlas, &border);
    let kech = Extent::Area(Arc::clone(&outlines(&atlas, LayerName::Districts)["PK/kech"]));
    let fresh = Ruler::new(&atlas, &border).interval(&kech);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| ruler.interval(&kech))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), fresh);
        }
    });
    assert_eq!(ruler.interval(&kech), fresh);
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

/// Referee: by hand. A disc about a point on a straight line, half of which is within; a month, half of which is asked for.
#[test]
fn a_count_is_told_under_all_that_is_not_known() {
    let atlas = Atlas::built_in();
    let target = target_of(&atlas, line(&[(60.0, 0.0), (60.0, 0.000_001)]));
    let ruler = Ruler::new(&atlas, &target);
    let at = |km: f64| destination(place(60.0, 0.0), Degrees::new(90.0), Metres::from_km(km));
    let near = Extent::Point(at(1.0));
    let far = Extent::Point(at(900.0));
    let half = Extent::Points(Arc::new([at(1.0), at(2.0), at(900.0), at(901.0)]));
    let april = DateSpan::parse("2024-04").unwrap();
    let open = DateSpan::new(None, Some(day("2024-04-20")), DatePrecision::Before).unwrap();
    let case = |extent, date| Case { extent, date };
    let cases = [
        case(Some(&near), Some(&april)),
        case(Some(&far), Some(&april)),
        case(Some(&half), Some(&april)),
        case(None, Some(&april)),
        case(Some(&near), None),
        case(Some(&near), Some(&open)),
    ];
    let trial = Trial { draws: 4_000, seed: 9 };
    let any_day = Question { within: Metres::from_km(10.0), from: None, until: None };
    let found = sensitivity(&ruler, &cases, &any_day, trial);
    assert_eq!((found.cases, found.unlocated, found.undated, found.must, found.may), (5, 1, 0, 3, 4));
    assert!((found.expected - 3.5).abs() < 1e-9 && (found.mean - 3.5).abs() < 0.05, "{found:?}");
    assert_eq!((found.low, found.high), (3, 4));
    assert!((found.share(found.expected) - 0.7).abs() < 1e-9);
    assert_eq!(sensitivity(&ruler, &cases, &any_day, trial), found);
    let half_april = Question { from: Some(day("2024-04-01")), until: Some(day("2024-04-15")), ..any_day };
    let found = sensitivity(&ruler, &cases, &half_april, trial);
    assert_eq!((found.cases, found.undated, found.open, found.must, found.may), (4, 1, 1, 0, 3));
    assert!((found.expected - 0.75).abs() < 1e-9 && (found.mean - 0.75).abs() < 0.05, "{found:?}");
    let none = sensitivity(&ruler, &[], &any_day, trial);
    assert_eq!((none.cases, none.high, none.centroid), (0, 0, None));
    assert!(none.share(1.0) <= 0.0);
}

/// Referee: the distances to the borders themselves.
#[test]
fn neighbours_are_those_of_the_country_that_a_place_is_in() {
    let atlas = Atlas::built_in();
    let neighbours = Neighbours::new(&atlas);
    let to = |name: &str, at: LonLat| Target::named(&atlas, name).unwrap().measure(&atlas, at).distance.value();
    for (lon, lat, country, land, other) in [
        (60.8629, 29.4963, "IR", "border/IR-PK", "PK"),
        (61.5, 31.0, "IR", "border/AF-IR", "AF"),
        (66.99, 30.2, "PK", "border/AF-PK", "AF"),
        (65.7, 31.6, "AF", "border/AF-PK", "PK"),
    ] {
        let at = place(lon, lat);
        let found = neighbours.of(at).unwrap();
        let (first, second) = (found.bdist1.unwrap(), found.bdist2.unwrap());
        assert_eq!((found.country, first.id, second.id), (country, land, other), "{at}");
        assert!((first.distance.value() - to(land, at)).abs() < 1e-9);
        assert!(second.distance.value() <= first.distance.value() + 100.0, "{at}");
        assert!(found.bdist3.distance.value() <= first.distance.value() + 100.0, "{at}");
    }
    assert!(neighbours.of(place(0.0, 0.0)).is_none());
}
