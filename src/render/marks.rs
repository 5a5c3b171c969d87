//! What of each incident may be drawn: a point, a stretch of a line, an area, or nothing but its id in a list.
//! Not responsible for what it looks like.

use std::collections::HashMap;

use geo_types::{Coord, Geometry, LineString, MultiPolygon};

use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId};
use crate::model::shape::Shape;
use crate::render::language::Language;
use crate::render::paths::{PxLine, closed_path, open_path, visible_rings, visible_runs};
use crate::render::projection::Projection;
use crate::render::when::when;
use crate::render::words::Words;
use crate::units::Metres;

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

    pub(super) const fn words(self, words: &'static Words) -> &'static str {
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
    pub(super) not_drawn: Vec<(NotDrawn, String)>,
    /// Ids of what is drawn and what is written beside them, in the order in which it came.
    pub(super) drawn: Vec<(String, Vec<String>)>,
    /// Which mark of `points` is at a place with these radii.
    known: HashMap<(Stated, [u64; 4]), usize>,
    /// Which mark of `lines` and of `areas` has a path, of a whole border or not.
    known_paths: [HashMap<(bool, String), usize>; 2],
}

impl Marks {
    pub(super) fn new(incidents: &[Feature], projection: &Projection, language: Language) -> Self {
        let mut marks = Self::default();
        for (number, feature) in incidents.iter().enumerate() {
            let id = incident_id(feature, number);
            if let Some(reason) = marks.add(feature, &id, projection) {
                marks.not_drawn.push((reason, id));
            } else {
                marks.drawn.push((id, headline(feature, language)));
            }
        }
        marks
    }

    /// Points and vertices of all that is drawn.
    pub(super) fn vertices(&self) -> impl Iterator<Item = Coord<f64>> {
        let paths = self.lines.iter().chain(&self.areas).flat_map(|mark| mark.lines.iter().flatten().copied());
        self.points.iter().map(|mark| mark.at).chain(paths)
    }

    /// The ids that are not drawn for `reason`, in the order in which they came.
    pub(super) fn left_out(&self, reason: NotDrawn) -> Vec<&str> {
        self.not_drawn.iter().filter(|(why, _)| *why == reason).map(|(_, id)| id.as_str()).collect()
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

/// What happened and when, as far as the feature says; its label, where it has one, tells who alleges it. A date that is read from
/// the other side than the words has a line of its own.
fn headline(feature: &Feature, language: Language) -> Vec<String> {
    let words = ["label", "title", "name"].into_iter().find_map(|name| feature.text(name));
    let what = words.unwrap_or_default();
    match when(feature, language) {
        _ if what.is_empty() => Vec::new(),
        Some(when) if language.is_rtl() => vec![what.to_owned(), when],
        Some(when) => vec![format!("{what}, {when}")],
        None => vec![what.to_owned()],
    }
}

/// What a picture calls an incident: its id, or its place (from 0) among all where it has none.
#[must_use]
pub fn incident_id(feature: &Feature, number: usize) -> String {
    let own = feature.id.as_ref().map(FeatureId::to_string);
    own.or_else(|| feature.text("id").map(str::to_owned)).unwrap_or_else(|| format!("no. {}", number + 1))
}
