//! The names of countries, provinces, districts and towns on a map. Not responsible for resolving collisions.

use std::collections::BTreeSet;

use geo_types::Coord;

use crate::atlas::layer_name::LayerName;
use crate::geometry::containment::Position;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId};
use crate::model::place::Place;
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::render::labels::{Anchor, Face, Labels, Spot, spots_around};
use crate::render::marks::Marks;
use crate::render::metrics::Weight;
use crate::render::options::Subject;
use crate::render::page::Page;
use crate::render::paths::{PxLine, visible_rings};
use crate::render::projection::{Frame, Projection};
use crate::render::text::shortened;

/// How far apart the positions are that are tried inside an area.
const GRID_PX: f64 = 14.0;
/// How many of them are tried, the roomiest first.
const SPOTS_MAX: usize = 60;
/// Points that are asked which provinces they lie in.
const PLACES_MAX: usize = 400;
/// Half the side of a town's square.
const TOWN_PX: f64 = 2.8;
/// Half the width of a tripoint's triangle.
const TRIPOINT_PX: f64 = 6.0;

const COUNTRY: Face = Face { class: "country", size_px: 21.0, spacing_px: 5.0, weight: Weight::Bold };
const SMALL_COUNTRY: Face = Face { class: "country small", size_px: 17.0, spacing_px: 3.0, weight: Weight::Bold };
const MAIN_PROVINCE: Face = Face { class: "province main", size_px: 17.0, spacing_px: 1.5, weight: Weight::Regular };
const PROVINCE: Face = Face { class: "province", size_px: 13.0, spacing_px: 1.0, weight: Weight::Regular };
const DISTRICT: Face = Face { class: "district", size_px: 13.0, spacing_px: 0.5, weight: Weight::Regular };
const TOWN: Face = Face { class: "town", size_px: 13.0, spacing_px: 0.0, weight: Weight::Regular };
const WATER: Face = Face { class: "water", size_px: 16.0, spacing_px: 2.0, weight: Weight::Regular };

/// Where a sea's name may stand: between two meridians and two parallels, from the middle outwards.
struct Water {
    lon_deg: [f64; 2],
    lat_deg: [f64; 2],
}

/// Seas whose name a reader misses, in the order of their names in `words`.
const WATERS: [Water; 2] =
    [Water { lon_deg: [58.5, 67.5], lat_deg: [23.0, 25.5] }, Water { lon_deg: [49.5, 54.5], lat_deg: [25.5, 28.5] }];
/// Between two places of a sea that are tried.
const WATER_STEP_DEG: f64 = 0.25;

impl Water {
    fn places(&self) -> Vec<LonLat> {
        let middle = |[from, to]: [f64; 2]| f64::midpoint(from, to);
        let steps = |[from, to]: [f64; 2]| {
            std::iter::successors(Some(from), |at| Some(at + WATER_STEP_DEG)).take_while(move |at| *at <= to)
        };
        let off =
            |place: &LonLat| (place.lon() - middle(self.lon_deg)).abs() + (place.lat() - middle(self.lat_deg)).abs();
        let all = steps(self.lat_deg).flat_map(|lat| steps(self.lon_deg).map(move |lon| (lon, lat)));
        let mut places: Vec<LonLat> = all.filter_map(|(lon, lat)| LonLat::new(lon, lat).ok()).collect();
        places.sort_by(|a, b| off(a).total_cmp(&off(b)));
        places
    }
}

/// The towns wanted that lie in the map.
pub(super) fn towns(page: &Page, wanted: &[String], projection: &Projection) -> Vec<Place> {
    let layer = page.atlas.layer(LayerName::Places);
    let place = |id: &String| {
        let wanted = FeatureId::Text(id.clone());
        let known = layer.features.iter().position(|feature| feature.id.as_ref() == Some(&wanted))?;
        let feature = &layer.features[known];
        let place = Place::from_feature(feature, known)?;
        let name = page.language.name_of(page.atlas, feature, &RegionName::of(feature, known));
        Some(Place { name, ..place })
    };
    let inside = |place: &Place| projection.frame.holds(projection.px(place.at.into()));
    wanted.iter().filter_map(place).filter(inside).collect()
}

/// Keeps labels off the towns' squares.
pub(super) fn block_towns(towns: &[Place], projection: &Projection, labels: &mut Labels) {
    for Coord { x, y } in towns.iter().map(|town| projection.px(town.at.into())) {
        labels.block(Frame { left: x, top: y, right: x, bottom: y }.grown(TOWN_PX));
    }
}

/// Keeps labels off the triangles of tripoints.
pub(super) fn block_tripoints(tripoints: &[Place], projection: &Projection, labels: &mut Labels) {
    for Coord { x, y } in tripoints.iter().map(|place| projection.px(place.at.into())) {
        labels.block(Frame { left: x, top: y, right: x, bottom: y }.grown(TRIPOINT_PX));
    }
}

/// The names of towns, farther off where an incident's dot covers the square; the squares of those that have room.
pub(super) fn label_towns(towns: &[Place], dot_px: f64, projection: &Projection, labels: &mut Labels) -> String {
    let mut squares = String::new();
    for town in towns {
        let at = projection.px(town.at.into());
        let reaches = [TOWN_PX, dot_px + 2.0];
        let spots: Vec<Spot> = reaches.iter().flat_map(|reach| spots_around(at, *reach, TOWN.size_px)).collect();
        if labels.place(&shortened(&town.name), TOWN, &spots) {
            let (x, y, side) = (at.x - TOWN_PX, at.y - TOWN_PX, TOWN_PX * 2.0);
            let square = format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{side:.1}\" height=\"{side:.1}\"");
            squares += &["<rect class=\"square\" ", &square, "/>\n"].concat();
        }
    }
    squares
}

/// The names of the districts and then of the provinces that incidents name in `areas` or lie in (all of them would crowd the
/// map), of the other provinces that districts belong to, of countries, and of other provinces, in this order.
pub(super) fn label_areas(page: &Page, incidents: &[Feature], marks: &Marks, map: (&Projection, &mut Labels)) {
    let (projection, labels) = map;
    let touched = Touched::new(page, incidents, marks);
    let (districts, mut provinces) =
        (page.atlas.layer(LayerName::Districts), named_areas(page, LayerName::Provinces, projection));
    let parents: BTreeSet<&str> = districts.features.iter().filter_map(|district| district.text("parent")).collect();
    for (name, rings) in named_areas(page, LayerName::Districts, projection) {
        if touched.names(&name) {
            set(labels, &name.name, &rings, &[DISTRICT]);
        }
    }
    provinces.sort_by_key(|(name, rings)| !touched.names(name) && !touched.reaches(rings));
    let (main, other): (Vec<_>, Vec<_>) = provinces.iter().partition(|(name, _)| parents.contains(name.id.as_str()));
    for (name, rings) in main {
        set(labels, &name.name, rings, &[MAIN_PROVINCE, PROVINCE]);
    }
    for (name, rings) in named_areas(page, LayerName::Countries, projection) {
        set(labels, &name.name.to_uppercase(), &rings, &[COUNTRY, SMALL_COUNTRY]);
    }
    for (name, rings) in other {
        set(labels, &name.name, rings, &[PROVINCE]);
    }
}

/// Sets a name inside an area: in one line, or else in two, in the first of `faces` that has room.
fn set(labels: &mut Labels, name: &str, rings: &[PxLine], faces: &[Face]) {
    let text = shortened(name);
    let halves = halves(&text);
    for face in faces {
        let forms = [Some(vec![text.as_str()]), halves.map(|halves| halves.to_vec())];
        for lines in forms.into_iter().flatten() {
            let width = lines.iter().map(|line| face.width_px(line)).fold(0.0, f64::max);
            if labels.place_lines(&lines, *face, &inner_spots(rings, face.size_px, width)) {
                return;
            }
        }
    }
}

/// A name of several words in two lines that are about as long.
pub(super) fn halves(text: &str) -> Option<[&str; 2]> {
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    let at = spaces.min_by_key(|at| text[..*at].chars().count().abs_diff(text[*at..].chars().count()))?;
    Some([&text[..at], &text[at + 1..]])
}

/// What incidents have to do with areas.
struct Touched<'a> {
    ids: BTreeSet<&'a str>,
    /// Points of what is drawn: enough of them to tell which provinces they lie in.
    places: Vec<Coord<f64>>,
}

impl<'a> Touched<'a> {
    fn new(page: &Page, incidents: &'a [Feature], marks: &Marks) -> Self {
        let mut ids: BTreeSet<&str> =
            incidents.iter().filter_map(|feature| feature.text("areas")).flat_map(str::split_whitespace).collect();
        if page.subject == Subject::Places {
            // areas that are the records themselves
            let own = |feature: &'a Feature| match &feature.id {
                Some(FeatureId::Text(id)) => Some(id.as_str()),
                _ => None,
            };
            ids.extend(incidents.iter().filter_map(own));
        }
        let all: Vec<Coord<f64>> = marks.vertices().collect();
        let step = all.len() / PLACES_MAX + 1;
        Self { ids, places: all.into_iter().step_by(step).collect() }
    }

    fn names(&self, area: &RegionName) -> bool {
        self.ids.contains(area.id.as_str())
    }

    fn reaches(&self, rings: &[PxLine]) -> bool {
        self.places.iter().any(|at| inside(rings, *at))
    }
}

/// The names of seas, each at the first of its places that is free.
pub(super) fn label_waters(page: &Page, projection: &Projection, labels: &mut Labels) {
    for (water, name) in WATERS.into_iter().zip(page.words.seas) {
        let half = Coord { x: WATER.width_px(name) / 2.0, y: 0.0 };
        let spots = water.places().into_iter().map(|place| projection.px(place.into()));
        let at_sea = |at: &Coord<f64>| {
            projection.frame.holds(*at)
                && [-1.0, 0.0, 1.0].into_iter().all(|side| is_sea(page, projection.degrees(*at + half * side)))
        };
        let spots: Vec<Spot> = spots.filter(at_sea).map(|at| Spot { at, anchor: Anchor::Middle }).collect();
        labels.place(name, WATER, &spots);
    }
}

fn is_sea(page: &Page, at: Coord<f64>) -> bool {
    let Ok(place) = LonLat::new(at.x, at.y) else { return false };
    page.atlas.countries().index.holding(place).iter().all(|held| held.position == Position::Outside)
}

/// The areas of a layer that can be seen, with their visible rings in pixels.
fn named_areas(page: &Page, layer: LayerName, projection: &Projection) -> Vec<(RegionName, Vec<PxLine>)> {
    let features = page.atlas.layer(layer).features.iter().enumerate();
    features
        .filter_map(|(number, feature)| {
            let area = feature.shape.as_ref().and_then(Shape::polygons)?;
            let rings = visible_rings(&area, projection);
            (!rings.is_empty()).then(|| {
                let card = RegionName::of(feature, number);
                (RegionName { name: page.language.name_of(page.atlas, feature, &card), ..card }, rings)
            })
        })
        .collect()
}

/// Positions inside an area where a label of `width` lies inside with both ends, the farthest from the edges first.
pub(super) fn inner_spots(rings: &[PxLine], size_px: f64, width: f64) -> Vec<Spot> {
    let half = Coord { x: width / 2.0, y: 0.0 };
    let mut found: Vec<(f64, Coord<f64>)> = grid(rings)
        .into_iter()
        .filter(|&at| [at, at - half, at + half].into_iter().all(|at| inside(rings, at)))
        .map(|at| (room_px(rings, at), at))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.y.total_cmp(&b.1.y)).then(a.1.x.total_cmp(&b.1.x)));
    let down = Coord { x: 0.0, y: size_px * 0.3 };
    found.iter().take(SPOTS_MAX).map(|(_, at)| Spot { at: *at + down, anchor: Anchor::Middle }).collect()
}

/// Points over the box of an area, 14 pixels apart; the one in the middle of it alone if it is smaller.
fn grid(rings: &[PxLine]) -> Vec<Coord<f64>> {
    let Some(around) = bounds(rings) else { return Vec::new() };
    let along = |from: f64, to: f64| {
        let first = if to - from < GRID_PX { f64::midpoint(from, to) } else { from + GRID_PX / 2.0 };
        std::iter::successors(Some(first), |at| Some(at + GRID_PX)).take_while(move |at| *at < to)
    };
    along(around.top, around.bottom)
        .flat_map(|y| along(around.left, around.right).map(move |x| Coord { x, y }))
        .collect()
}

pub(super) fn bounds(rings: &[PxLine]) -> Option<Frame> {
    let points = || rings.iter().flatten();
    points().next()?;
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for at in points() {
        (left, right) = (left.min(at.x), right.max(at.x));
        (top, bottom) = (top.min(at.y), bottom.max(at.y));
    }
    Some(Frame { left, top, right, bottom })
}

fn edges(rings: &[PxLine]) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    rings.iter().flat_map(|ring| (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()])))
}

/// By the even–odd rule, which is exact enough for pixels.
fn inside(rings: &[PxLine], at: Coord<f64>) -> bool {
    let crossed = |(a, b): &(Coord<f64>, Coord<f64>)| {
        (a.y > at.y) != (b.y > at.y) && at.x < a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y)
    };
    edges(rings).filter(crossed).count() % 2 == 1
}

/// How far the nearest edge is.
fn room_px(rings: &[PxLine], at: Coord<f64>) -> f64 {
    let to_edge = |(a, b): (Coord<f64>, Coord<f64>)| {
        let (along, off) = (b - a, at - a);
        let square = along.x * along.x + along.y * along.y;
        let share = if square > 0.0 { ((off.x * along.x + off.y * along.y) / square).clamp(0.0, 1.0) } else { 0.0 };
        let rest = off - along * share;
        rest.x.hypot(rest.y)
    };
    edges(rings).map(to_edge).fold(f64::INFINITY, f64::min)
}
