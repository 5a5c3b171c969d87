//! How far a place is from a border, a crossing, or any line or point, and on which side.
//! Not responsible for places that are areas: a number for them would be a guess.

use thiserror::Error;

use crate::atlas::parts::BorderLine;
use crate::atlas::whole::Atlas;
use crate::geometry::containment::{ON_EDGE_M, Position};
use crate::geometry::geodesic;
use crate::index::regions::RegionIndex;
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
    /// Areas that tell the side; without them the countries of the atlas do.
    sides: Option<(Vec<RegionName>, RegionIndex)>,
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
    #[error("there is neither a line, an area nor a point to measure to")]
    Nothing,
    /// An area cannot tell inside from outside.
    #[error(transparent)]
    Region(#[from] RegionError),
}

/// On which side of the nearest line a place lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// On the line.
    On,
    /// In the region of this id.
    Of(String),
}

impl Side {
    /// The word that outputs use: `on`, or the region's id.
    #[must_use]
    pub fn word(&self) -> &str {
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

/// A measured distance and all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Id of what was nearest.
    pub target: String,
    /// Its name.
    pub name: String,
    /// The geodesic distance on WGS 84.
    pub distance: Metres,
    /// The nearest point.
    pub nearest: LonLat,
    /// The direction in which it lies; `None` where the distance is nothing.
    pub bearing: Option<Degrees>,
    /// On which side the place is; `None` outside all regions known.
    pub side: Option<Side>,
    /// Id of the dataset that draws the target.
    pub source: Option<String>,
    /// What kind of thing was nearest.
    pub kind: TargetKind,
    /// How far, about, it may be off itself, where its source tells.
    pub accuracy: Option<Metres>,
    /// The countries on both sides, in alphabetical order, where the target is a border.
    pub between: Vec<String>,
}

impl Measurement {
    /// The distance with a sign: positive on the side of the first of the two countries, negative on the second's, 0 on
    /// the line; `None` elsewhere.
    #[must_use]
    pub fn signed_distance(&self) -> Option<Metres> {
        match (&self.side, self.between.as_slice()) {
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
        Ok(Self { lines, points: found, sides: None })
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
        let sides = (!regions.is_empty()).then(|| {
            let index = RegionIndex::new(regions.iter().map(|region| &region.area));
            (regions.into_iter().map(|region| region.name).collect(), index)
        });
        Ok(Self { lines, points, sides })
    }

    /// The measurement from `place` to the nearest of all lines and points.
    ///
    /// # Accuracy
    /// A millimetre, for the target as its source draws it; how far the source itself is off stands in its metadata.
    ///
    /// # Not unique
    /// Of several equally near targets the one that comes first; of several equally near points the westernmost.
    ///
    /// # Panics
    /// Never: a target without lines and points cannot be made.
    #[must_use]
    pub fn measure(&self, atlas: &Atlas, place: LonLat) -> Measurement {
        let to_lines = self.lines.iter().filter_map(|line| to_line(line.get(), place));
        let to_points = self.points.iter().map(|point| to_point(point, place));
        let nearer = |a: Measurement, b: Measurement| if b.distance < a.distance { b } else { a };
        let mut nearest = to_lines.chain(to_points).reduce(nearer).expect("a target has a line or a point");
        nearest.side = self.side(atlas, place, &nearest);
        nearest
    }

    fn side(&self, atlas: &Atlas, place: LonLat, measured: &Measurement) -> Option<Side> {
        if measured.distance < ON_LINE && !self.lines.is_empty() {
            return Some(Side::On);
        }
        let (names, index) = match &self.sides {
            Some((names, index)) => (names, index),
            None => (&atlas.countries().names, &atlas.countries().index),
        };
        let holding = index.holding(place);
        let inside = holding.iter().find(|holder| holder.position == Position::Inside);
        inside.or(holding.first()).map(|holder| Side::Of(names[holder.number].id.clone()))
    }
}

fn to_line(line: &BorderLine, place: LonLat) -> Option<Measurement> {
    let found = line.index().nearest(place)?;
    Some(Measurement {
        target: line.border.id.clone(),
        name: line.border.name.clone(),
        distance: found.distance,
        nearest: found.place,
        bearing: bearing(place, found.place, found.distance),
        side: None,
        source: line.border.source.clone(),
        kind: if line.border.kind == BorderKind::Outline { TargetKind::Edge } else { TargetKind::Line },
        accuracy: line.border.accuracy,
        between: line.border.between.clone(),
    })
}

fn to_point(point: &Place, place: LonLat) -> Measurement {
    let distance = geodesic::distance(place, point.at);
    Measurement {
        target: point.id.clone(),
        name: point.name.clone(),
        distance,
        nearest: point.at,
        bearing: bearing(place, point.at, distance),
        side: None,
        source: point.source.clone(),
        kind: TargetKind::Point,
        accuracy: point.accuracy,
        between: Vec::new(),
    }
}

fn bearing(from: LonLat, to: LonLat, distance: Metres) -> Option<Degrees> {
    (distance >= ON_LINE).then(|| geodesic::line(from, to).bearing_at_start)
}

fn known(atlas: &Atlas) -> Vec<String> {
    let words = ["border", "tripoint", "crossing"].map(str::to_owned).into_iter();
    let borders = atlas.borders().iter().map(|line| line.border.id.clone());
    words
        .chain(borders)
        .chain(atlas.tripoints().iter().chain(atlas.crossings()).map(|place| place.id.clone()))
        .collect()
}
