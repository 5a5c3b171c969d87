//! What of each incident may be drawn: a point, a stretch of a line, an area, or nothing but its id in a list.
//! Not responsible for what it looks like.

use std::collections::HashMap;

use geo_types::{Coord, Geometry, LineString, MultiPolygon};

use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId};
use crate::model::shape::Shape;
use crate::render::page::Page;
use crate::render::paths::{PxLine, closed_path, open_path, visible_rings, visible_runs};
use crate::render::projection::Projection;
use crate::render::when::when;
use crate::render::words::{Named, Words, filled};
use crate::units::Metres;

/// More incidents than this have no ids on a map.
pub(super) const IDS_MAX: usize = 25;
/// Members that tell what happened, the one to be taken first; and those that tell it together.
const PARTS: [&str; 2] = ["what", "where"];
const TITLES: [&str; 3] = ["label", "title", "name"];
/// A radius that is larger is no place.
const WITHIN_MAX_KM: f64 = 1_000.0;
/// Smaller circles lie under their dots.
const CIRCLE_MIN_PX: f64 = 6.0;
/// Half the diameter of a dot, and what it is where there are more points than one and than the other number.
const DOT_PX: f64 = 5.5;
const DOTS_PX: [(usize, f64); 2] = [(300, 2.8), (IDS_MAX, 4.2)];

/// Incidents at one point.
#[derive(Debug)]
pub(super) struct PointMark {
    pub(super) ids: Vec<String>,
    pub(super) at: Coord<f64>,
    /// Half axes of the circle within which they lie, in pixels, where it is known.
    pub(super) radii: Option<Coord<f64>>,
    pub(super) stated: Stated,
}

/// How precisely a point is said to be the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Stated {
    /// It is.
    Exact,
    /// It is somewhere within the circle.
    Circle,
    /// It is near, and nobody says how near.
    Near,
    /// Nobody says.
    Unstated,
}

impl Stated {
    pub(super) const ALL: [Self; 4] = [Self::Exact, Self::Circle, Self::Near, Self::Unstated];

    fn of(precision: Option<&str>, radius: Option<Metres>) -> Self {
        match (precision, radius) {
            (_, Some(_)) => Self::Circle,
            (Some("exact"), None) => Self::Exact,
            (Some(_), None) => Self::Near,
            (None, None) => Self::Unstated,
        }
    }

    pub(super) const fn words(self, words: &'static Named) -> &'static str {
        match self {
            Self::Exact => words.point,
            Self::Circle => words.point_in_circle,
            Self::Near => words.point_near,
            Self::Unstated => words.point_unstated,
        }
    }
}

/// Incidents along one line or in one area.
#[derive(Debug)]
pub(super) struct PathMark {
    pub(super) ids: Vec<String>,
    /// Path data.
    pub(super) path: String,
    pub(super) lines: Vec<PxLine>,
    /// Whether no more is known than the whole border.
    pub(super) wide: bool,
}

/// Why an incident is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotDrawn {
    /// An outline of that size would pass for a place.
    TooWide,
    /// A place is named, but nowhere published.
    Unpublished,
    /// No place is given.
    Nowhere,
    /// It lies elsewhere.
    Outside,
}

impl NotDrawn {
    pub(super) const ALL: [Self; 4] = [Self::TooWide, Self::Unpublished, Self::Nowhere, Self::Outside];

    pub(super) const fn words(self, words: &'static Words) -> &'static str {
        match self {
            Self::TooWide => words.too_wide,
            Self::Unpublished => words.unpublished,
            Self::Nowhere => words.nowhere,
            Self::Outside => words.outside,
        }
    }
}

/// All incidents of a map, each in exactly one of the lists.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) points: Vec<PointMark>,
    pub(super) lines: Vec<PathMark>,
    pub(super) areas: Vec<PathMark>,
    /// Why, the id, and what is written beside it.
    pub(super) not_drawn: Vec<(NotDrawn, String, Vec<String>)>,
    /// Ids of what is drawn and what is written beside them, in the order in which it came.
    pub(super) drawn: Vec<(String, Vec<String>)>,
    /// Which mark of `points` is at a place with these radii.
    known: HashMap<(Stated, [u64; 4]), usize>,
    /// Which mark of `lines` and of `areas` has a path, of a whole border or not.
    known_paths: [HashMap<(bool, String), usize>; 2],
}

impl Marks {
    pub(super) fn new(incidents: &[Feature], projection: &Projection, page: &Page) -> Self {
        let mut marks = Self::default();
        for (number, feature) in incidents.iter().enumerate() {
            let id = incident_id(feature, number);
            if let Some(reason) = marks.add(feature, &id, projection) {
                marks.not_drawn.push((reason, id, headline(feature, page)));
            } else {
                marks.drawn.push((id, headline(feature, page)));
            }
        }
        marks
    }

    /// Points and vertices of all that is drawn.
    pub(super) fn vertices(&self) -> impl Iterator<Item = Coord<f64>> {
        let paths = self.lines.iter().chain(&self.areas).flat_map(|mark| mark.lines.iter().flatten().copied());
        self.points.iter().map(|mark| mark.at).chain(paths)
    }

    /// Whether ids tell anything: nobody looks up one among many.
    pub(super) fn has_ids(&self) -> bool {
        self.drawn.len() <= IDS_MAX
    }

    /// Half the diameter of the dots of points: many are small, or they would lie over each other.
    pub(super) fn dot_px(&self) -> f64 {
        DOTS_PX.into_iter().find(|(many, _)| self.points.len() > *many).map_or(DOT_PX, |(_, dot_px)| dot_px)
    }

    /// Whether the circle of some point can be seen around its dot.
    pub(super) fn has_visible_circle(&self) -> bool {
        let seen = |radii: Coord<f64>| radii.x.max(radii.y) >= CIRCLE_MIN_PX;
        self.points.iter().filter_map(|mark| mark.radii).any(seen)
    }

    /// What is written beside the id of an incident, drawn or not.
    pub(super) fn title(&self, id: &str) -> &[String] {
        let drawn = self.drawn.iter().map(|(known, title)| (known, title));
        let mut all = drawn.chain(self.not_drawn.iter().map(|(_, known, title)| (known, title)));
        all.find(|(known, _)| *known == id).map(|(_, title)| title.as_slice()).unwrap_or_default()
    }

    /// The ids that are not drawn for `reason`, in the order in which they came.
    pub(super) fn left_out(&self, reason: NotDrawn) -> Vec<&str> {
        self.not_drawn.iter().filter(|(why, ..)| *why == reason).map(|(_, id, _)| id.as_str()).collect()
    }

    /// Adds what may be drawn of an incident; if that is nothing, why.
    fn add(&mut self, feature: &Feature, id: &str, projection: &Projection) -> Option<NotDrawn> {
        let precision = feature.text("precision");
        // A centre of a country or province is no place either, whoever put a coordinate there.
        match (precision, &feature.shape) {
            (Some("country" | "province"), _) => return Some(NotDrawn::TooWide),
            (Some("unlocated"), _) | (None, None) => return Some(NotDrawn::Nowhere),
            (Some(_), None) => return Some(NotDrawn::Unpublished),
            (_, Some(_)) => {}
        }
        let radius = feature.properties.get("radius_m").and_then(serde_json::Value::as_f64);
        let radius = radius.filter(|radius_m| radius_m.is_finite() && *radius_m > 0.0).map(Metres::new);
        let mut parts = Parts {
            projection,
            radius,
            wide: precision == Some("border-zone"),
            stated: Stated::of(precision, radius),
            seen: false,
        };
        if let Some(geometry) = feature.shape.as_ref().map(Shape::geometry) {
            parts.add(self, id, geometry);
        }
        (!parts.seen).then_some(NotDrawn::Outside)
    }

    fn point(&mut self, id: &str, at: Coord<f64>, (radii, stated): (Option<Coord<f64>>, Stated)) {
        let around = radii.unwrap_or(Coord { x: -1.0, y: -1.0 });
        let key = [at.x, at.y, around.x, around.y].map(f64::to_bits);
        let number = *self.known.entry((stated, key)).or_insert(self.points.len());
        match self.points.get_mut(number) {
            // an incident at several places may have two in one pixel
            Some(mark) if mark.ids.last().is_some_and(|last| last == id) => {}
            Some(mark) => mark.ids.push(id.to_owned()),
            None => self.points.push(PointMark { ids: vec![id.to_owned()], at, radii, stated }),
        }
    }
}

/// Adds `mark`, which has one id, to those of its path.
fn join(marks: &mut Vec<PathMark>, known: &mut HashMap<(bool, String), usize>, mark: PathMark) {
    let number = *known.entry((mark.wide, mark.path.clone())).or_insert(marks.len());
    match marks.get_mut(number) {
        // an incident may have one line twice
        Some(known) if known.ids.last() == mark.ids.last() => {}
        Some(known) => known.ids.extend(mark.ids),
        None => marks.push(mark),
    }
}

/// One incident's geometry on its way into the lists.
struct Parts<'a> {
    projection: &'a Projection,
    radius: Option<Metres>,
    wide: bool,
    stated: Stated,
    seen: bool,
}

impl Parts<'_> {
    fn add(&mut self, marks: &mut Marks, id: &str, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(point) => self.point(marks, id, point.0),
            Geometry::MultiPoint(points) => points.iter().for_each(|point| self.point(marks, id, point.0)),
            Geometry::LineString(line) => self.lines(marks, id, std::slice::from_ref(line)),
            Geometry::MultiLineString(lines) => self.lines(marks, id, &lines.0),
            Geometry::Polygon(polygon) => self.area(marks, id, &MultiPolygon(vec![polygon.clone()])),
            Geometry::MultiPolygon(polygons) => self.area(marks, id, polygons),
            Geometry::GeometryCollection(members) => members.iter().for_each(|member| self.add(marks, id, member)),
            Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => {}
        }
    }

    fn point(&mut self, marks: &mut Marks, id: &str, at: Coord<f64>) {
        let Ok(place) = LonLat::new(at.x, at.y) else { return };
        let px = self.projection.px(at);
        if self.projection.frame.holds(px) {
            let radii = self.radius.map(|radius| self.projection.radii_px(place, radius));
            marks.point(id, px, (radii, self.stated));
            self.seen = true;
        }
    }

    fn lines(&mut self, marks: &mut Marks, id: &str, lines: &[LineString<f64>]) {
        let runs: Vec<PxLine> = lines.iter().flat_map(|line| visible_runs(line, self.projection)).collect();
        let path = open_path(&runs);
        if !path.is_empty() {
            self.seen = true;
            let mark = PathMark { ids: vec![id.to_owned()], path, lines: runs, wide: self.wide };
            join(&mut marks.lines, &mut marks.known_paths[0], mark);
        }
    }

    fn area(&mut self, marks: &mut Marks, id: &str, area: &MultiPolygon<f64>) {
        let rings = visible_rings(area, self.projection);
        let path = closed_path(&rings);
        if !path.is_empty() {
            self.seen = true;
            let mark = PathMark { ids: vec![id.to_owned()], path, lines: rings, wide: false };
            join(&mut marks.areas, &mut marks.known_paths[1], mark);
        }
    }
}

/// What happened, when, and how near the point is, as far as the feature says; its label, where it has one, tells who alleges it.
/// A date that is read from the other side than the words has a line of its own before them.
fn headline(feature: &Feature, page: &Page) -> Vec<String> {
    let told = |name: &str| feature.text(name).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let what = TITLES.into_iter().find_map(told);
    let what = what.unwrap_or_else(|| PARTS.into_iter().filter_map(told).collect::<Vec<_>>().join(page.words.comma));
    if what.is_empty() {
        return Vec::new();
    }
    let within = || {
        let radius_km = feature.properties.get("radius_m").and_then(serde_json::Value::as_f64)? / 1_000.0;
        feature.shape.as_ref().and_then(Shape::point).filter(|_| radius_km > 0.0 && radius_km < WITHIN_MAX_KM)?;
        let km = page.language.digits(&((radius_km * 10.0).ceil() / 10.0).to_string());
        Some(filled(page.words.within, &[("km", &km)]))
    };
    let tail: Vec<String> = when(feature, page.language).into_iter().chain(within()).collect();
    if !page.language.is_rtl() {
        return vec![std::iter::once(what).chain(tail).collect::<Vec<_>>().join(page.words.comma)];
    }
    let before = Some(tail.join(page.words.comma)).filter(|tail| !tail.is_empty());
    before.into_iter().chain([what]).collect()
}

/// What a picture calls an incident: its id, or its place (from 0) among all where it has none.
#[must_use]
pub fn incident_id(feature: &Feature, number: usize) -> String {
    let own = feature.id.as_ref().map(FeatureId::to_string);
    let told = own.or_else(|| feature.text("id").map(str::to_owned));
    told.map_or_else(|| format!("no. {}", number + 1), whole)
}

/// A whole number that a table wrote as `135297.0`, without what a spreadsheet or a data frame added.
fn whole(id: String) -> String {
    match id.strip_suffix(".0") {
        Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => number.to_owned(),
        _ => id,
    }
}
