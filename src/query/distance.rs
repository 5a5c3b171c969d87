//! How far a place is from a border, a crossing, or any line or point, and on which side.
//! Not responsible for places that are areas: a number for them would be a guess.

use geo_types::LineString;
use thiserror::Error;

use crate::atlas::layer_name::LayerName;
use crate::atlas::parts::BorderLine;
use crate::atlas::whole::Atlas;
use crate::geometry::containment::Position;
use crate::geometry::geodesic;
use crate::geometry::sides::ON_EDGE_M;
use crate::index::regions::RegionIndex;
use crate::index::segments::NearestPoint;
use crate::lonlat::LonLat;
use crate::model::border::{Border, BorderKind};
use crate::model::feature::Feature;
use crate::model::place::Place;
use crate::model::region::{Region, RegionError, RegionName};
use crate::units::{Degrees, Metres};

/// Nearer than this to a line is on it.
pub const ON_LINE: Metres = Metres::new(ON_EDGE_M);

/// What is measured to: lines, points, or both.
#[derive(Debug)]
pub struct Target<'a> {
    lines: Vec<Line<'a>>,
    points: Vec<Place>,
    /// What tells the side.
    sides: Sides,
}

/// What tells on which side of a target a place is.
#[derive(Debug)]
enum Sides {
    /// The countries of the atlas.
    Countries,
    /// Areas of the target's own.
    Own(Vec<RegionName>, Box<RegionIndex>),
    /// Nothing: neither side nor bearing is asked for.
    Unasked,
}

#[derive(Debug)]
enum Line<'a> {
    OfAtlas(&'a BorderLine),
    Own(Box<BorderLine>),
}

impl Line<'_> {
    fn get(&self) -> &BorderLine {
        match self {
            Self::OfAtlas(line) => line,
            Self::Own(line) => line,
        }
    }
}

/// Why there is nothing to measure to.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TargetError {
    /// The name is not known.
    #[error("there is no {name:?} to measure to; known are {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The features have neither lines nor points.
    #[error(
        "there is neither a line, an area nor a single point to measure to; several points or shapes in one feature are not"
    )]
    Nothing,
    /// An area cannot tell inside from outside.
    #[error(transparent)]
    Region(#[from] RegionError),
}

/// On which side of the nearest line a place lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side<'t> {
    /// On the line.
    On,
    /// In the region of this id.
    Of(&'t str),
}

impl<'t> Side<'t> {
    /// The word that outputs use: `on`, or the region's id.
    #[must_use]
    pub const fn word(self) -> &'t str {
        match self {
            Self::On => "on",
            Self::Of(id) => id,
        }
    }
}

/// What kind of thing a distance is measured to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// A line, such as a border.
    Line,
    /// The edge of an area: a place inside has a distance to it too.
    Edge,
    /// A point.
    Point,
}

/// A measured distance and all that belongs to it; names are those of the target and the atlas, lent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement<'t> {
    /// Id of what was nearest.
    pub target: &'t str,
    /// Its name.
    pub name: &'t str,
    /// The geodesic distance on WGS 84.
    pub distance: Metres,
    /// The nearest point.
    pub nearest: LonLat,
    /// The direction in which it lies; `None` where the distance is nothing.
    pub bearing: Option<Degrees>,
    /// On which side the place is; `None` outside all regions known.
    pub side: Option<Side<'t>>,
    /// Id of the dataset that draws the target.
    pub source: Option<&'t str>,
    /// What kind of thing was nearest.
    pub kind: TargetKind,
    /// How far, about, it may be off itself, where its source tells.
    pub accuracy: Option<Metres>,
    /// The countries on both sides, in alphabetical order, where the target is a border.
    pub between: &'t [String],
}

impl Measurement<'_> {
    /// The distance with a sign: positive on the side of the first of the two countries, negative on the second's, 0 on
    /// the line; `None` elsewhere.
    #[must_use]
    pub fn signed_distance(&self) -> Option<Metres> {
        match (self.side, self.between) {
            (Some(Side::On), _) => Some(Metres::ZERO),
            (Some(Side::Of(id)), [first, _]) if id == first => Some(self.distance),
            (Some(Side::Of(id)), [_, second]) if id == second => Some(Metres::new(-self.distance.value())),
            _ => None,
        }
    }
}

impl<'a> Target<'a> {
    /// The target called `name`: `border` (all land borders), `border/IR-PK`, `tripoint`, `crossing`, or one of these by id.
    ///
    /// # Errors
    /// [`TargetError::Unknown`] with the names there are.
    pub fn named(atlas: &'a Atlas, name: &str) -> Result<Self, TargetError> {
        let land = |line: &&BorderLine| line.border.kind == BorderKind::Land;
        let exact = |line: &&BorderLine| line.border.id == name;
        let points = |kind: &str, places: &[Place]| -> Vec<Place> {
            let wanted = |place: &&Place| name == kind || place.id == name;
            places.iter().filter(wanted).cloned().collect()
        };
        let lines: Vec<Line<'a>> = match name {
            "border" => atlas.borders().iter().filter(land).map(Line::OfAtlas).collect(),
            _ => atlas.borders().iter().filter(exact).map(Line::OfAtlas).collect(),
        };
        let mut found = points("tripoint", if name.starts_with("tripoint") { atlas.tripoints() } else { &[] });
        found.extend(points("crossing", if name.starts_with("crossing") { atlas.crossings() } else { &[] }));
        if lines.is_empty() && found.is_empty() {
            return Err(TargetError::Unknown { name: name.to_owned(), known: known(atlas) });
        }
        Ok(Self { lines, points: found, sides: Sides::Countries })
    }

    /// A single place, to which distances alone are told: neither bearing nor side.
    #[must_use]
    pub fn of_place(at: LonLat) -> Self {
        let place = Place { id: "place".to_owned(), name: at.to_string(), at, source: None, accuracy: None };
        Self { lines: Vec::new(), points: vec![place], sides: Sides::Unasked }
    }

    /// The lines, outlines and points of `features`; their areas tell the side.
    ///
    /// # Errors
    /// [`TargetError`] when there is nothing to measure to, or an area's edges cross.
    pub fn of_features(atlas: &Atlas, features: &[Feature]) -> Result<Self, TargetError> {
        let numbered = || features.iter().enumerate();
        let borders = numbered().filter_map(|(number, feature)| Border::from_feature(feature, number));
        let lines: Vec<Line<'a>> =
            borders.map(|border| Line::Own(Box::new(BorderLine::new(border, atlas.edges())))).collect();
        let points: Vec<Place> =
            numbered().filter_map(|(number, feature)| Place::from_feature(feature, number)).collect();
        if lines.is_empty() && points.is_empty() {
            return Err(TargetError::Nothing);
        }
        let areas =
            numbered().filter(|(_, feature)| feature.shape.as_ref().is_some_and(|shape| shape.polygons().is_some()));
        let regions: Vec<Region> =
            areas.map(|(number, feature)| Region::from_feature(feature, number)).collect::<Result<_, _>>()?;
        let sides = if regions.is_empty() {
            Sides::Countries
        } else {
            let index = RegionIndex::new(regions.iter().map(|region| &region.area));
            Sides::Own(regions.into_iter().map(|region| region.name).collect(), Box::new(index))
        };
        Ok(Self { lines, points, sides })
    }

    /// The measurement from `place` to the nearest of all lines and points.
    ///
    /// # Accuracy
    /// A micrometre up to 400 km and 0.1 mm anywhere, for the target as its source draws it; how far the source itself is off stands in its metadata.
    ///
    /// # Not unique
    /// Of several equally near targets the one that comes first; of several equally near points the westernmost.
    ///
    /// # Panics
    /// Never: a target without lines and points cannot be made.
    #[must_use]
    pub fn measure<'t>(&'t self, atlas: &'t Atlas, place: LonLat) -> Measurement<'t> {
        let lines = self.lines.iter().map(Line::get);
        let lines = lines.filter_map(|line| Some(Near::to_line(line, line.index().nearest(place)?)));
        let points = self.points.iter().map(|point| Near::to_point(point, place));
        let nearest = lines.chain(points).reduce(Near::nearer).expect("a target has a line or a point");
        self.told(atlas, place, nearest)
    }

    /// As [`Target::measure`], for each of `places`, in their order.
    ///
    /// # Cost
    /// Less than one by one, the closer the places lie together.
    ///
    /// # Panics
    /// Never: a target without lines and points cannot be made.
    #[must_use]
    pub fn measure_each<'t>(&'t self, atlas: &'t Atlas, places: &[LonLat]) -> Vec<Measurement<'t>> {
        places.iter().zip(self.nearest_of_each(places)).map(|(&place, near)| self.told(atlas, place, near)).collect()
    }

    /// The distance from each of `places`, in their order, and the nearest point, without what else belongs to it.
    pub(super) fn reach_of_each(&self, places: &[LonLat]) -> impl Iterator<Item = (Metres, LonLat)> {
        self.nearest_of_each(places).into_iter().map(|near| (near.distance, near.place))
    }

    fn nearest_of_each(&self, places: &[LonLat]) -> Vec<Near<'_>> {
        let mut nearest: Vec<Option<Near<'_>>> = vec![None; places.len()];
        for line in self.lines.iter().map(Line::get) {
            for (best, found) in nearest.iter_mut().zip(line.index().nearest_of_each(places)) {
                let found = found.map(|found| Near::to_line(line, found));
                *best = (*best).into_iter().chain(found).reduce(Near::nearer);
            }
        }
        for point in &self.points {
            for (best, &place) in nearest.iter_mut().zip(places) {
                *best = (*best).into_iter().chain([Near::to_point(point, place)]).reduce(Near::nearer);
            }
        }
        nearest.into_iter().map(|near| near.expect("a target has a line or a point")).collect()
    }

    /// Its lines as they are drawn.
    pub(super) fn drawn(&self) -> impl Iterator<Item = &LineString<f64>> {
        self.lines.iter().flat_map(|line| &line.get().border.lines.0)
    }

    /// A place on each of its lines, and all its points: what of it meets no outline is wholly inside or outside of it.
    pub(super) fn starts(&self) -> impl Iterator<Item = LonLat> {
        let starts =
            self.drawn().filter_map(|line| line.0.first()).filter_map(|first| LonLat::new(first.x, first.y).ok());
        starts.chain(self.points.iter().map(|point| point.at))
    }

    /// How far, at most, any of its lines and points may be off, as far as their sources tell.
    #[must_use]
    pub fn accuracy(&self) -> Option<Metres> {
        let lines = self.lines.iter().filter_map(|line| line.get().border.accuracy);
        let points = self.points.iter().filter_map(|point| point.accuracy);
        lines.chain(points).reduce(|one, other| if other > one { other } else { one })
    }

    /// Whether areas of its own tell the side.
    pub(super) fn has_own_sides(&self) -> bool {
        matches!(self.sides, Sides::Own(..))
    }

    /// Whether a side is told at all.
    pub(super) fn tells_sides(&self) -> bool {
        !matches!(self.sides, Sides::Unasked)
    }

    /// All that belongs to the distance from `place` to what was found `near`.
    fn told<'t>(&'t self, atlas: &'t Atlas, place: LonLat, near: Near<'t>) -> Measurement<'t> {
        let Near { distance, place: nearest, thing } = near;
        let asked = !matches!(self.sides, Sides::Unasked) && distance >= ON_LINE;
        let bearing = asked.then(|| geodesic::bearing(place, nearest));
        let side = self.side(atlas, place, distance);
        match thing {
            Thing::Line(line) => Measurement {
                target: &line.border.id,
                name: &line.border.name,
                distance,
                nearest,
                bearing,
                side,
                source: line.border.source.as_deref(),
                kind: if line.border.kind == BorderKind::Outline { TargetKind::Edge } else { TargetKind::Line },
                accuracy: line.border.accuracy,
                between: &line.border.between,
            },
            Thing::Point(point) => Measurement {
                target: &point.id,
                name: &point.name,
                distance,
                nearest,
                bearing,
                side,
                source: point.source.as_deref(),
                kind: TargetKind::Point,
                accuracy: point.accuracy,
                between: &[],
            },
        }
    }

    fn side<'t>(&'t self, atlas: &'t Atlas, place: LonLat, distance: Metres) -> Option<Side<'t>> {
        if distance < ON_LINE && !self.lines.is_empty() {
            return Some(Side::On);
        }
        let (names, index) = match &self.sides {
            Sides::Own(names, index) => (names, index.as_ref()),
            Sides::Countries => (&atlas.countries().names, &atlas.countries().index),
            Sides::Unasked => return None,
        };
        let (mut inside, mut first) = (None, None);
        index.each_holding(place, |holder| {
            first = first.or(Some(holder));
            inside = inside.or(Some(holder).filter(|holder| holder.position == Position::Inside));
        });
        inside.or(first).map(|holder| Side::Of(&names[holder.number].id))
    }

    /// Makes the index over the lines, and over the areas that tell the side, ready for many questions.
    pub fn ready_for_many(&self, atlas: &Atlas) {
        for line in self.lines.iter().map(Line::get) {
            line.index();
        }
        match &self.sides {
            Sides::Own(_, index) => index.ready_for_many(),
            Sides::Countries => atlas.countries().index.ready_for_many(),
            Sides::Unasked => {}
        }
    }
}

/// What is nearest so far, before anything is told about it.
#[derive(Debug, Clone, Copy)]
struct Near<'t> {
    distance: Metres,
    place: LonLat,
    thing: Thing<'t>,
}

#[derive(Debug, Clone, Copy)]
enum Thing<'t> {
    Line(&'t BorderLine),
    Point(&'t Place),
}

impl<'t> Near<'t> {
    fn to_line(line: &'t BorderLine, found: NearestPoint) -> Self {
        Self { distance: found.distance, place: found.place, thing: Thing::Line(line) }
    }

    fn to_point(point: &'t Place, from: LonLat) -> Self {
        Self { distance: geodesic::distance(from, point.at), place: point.at, thing: Thing::Point(point) }
    }

    /// The nearer of the two; the first where both are as near.
    fn nearer(self, other: Self) -> Self {
        if other.distance < self.distance { other } else { self }
    }
}

/// The layers behind the target that an atlas calls `name`; its countries tell the side.
#[must_use]
pub fn layers_behind(name: &str) -> [LayerName; 2] {
    let own = match name {
        _ if name.starts_with("tripoint") => LayerName::Tripoints,
        _ if name.starts_with("crossing") => LayerName::Crossings,
        _ => LayerName::Borders,
    };
    [own, LayerName::Countries]
}

fn known(atlas: &Atlas) -> Vec<String> {
    let words = ["border", "tripoint", "crossing"].map(str::to_owned).into_iter();
    let borders = atlas.borders().iter().map(|line| line.border.id.clone());
    words
        .chain(borders)
        .chain(atlas.tripoints().iter().chain(atlas.crossings()).map(|place| place.id.clone()))
        .collect()
}
