//! How precisely a location is known, and what may be drawn of it. Not responsible for distances.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::lonlat::{LonLat, NotOnEarth};
use crate::units::Metres;

/// How precisely the words of a source place an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// A surveyed or photographed spot.
    Exact,
    /// A point and a radius around it.
    Near,
    /// A town, village or named spot; its own point or none that is published.
    Locality,
    /// Somewhere in a district or county.
    District,
    /// Somewhere in a province.
    Province,
    /// Somewhere along a border.
    BorderZone,
    /// Somewhere along a road, a river or another line, or in an area without edges.
    Corridor,
    /// Somewhere in a country.
    Country,
    /// Somewhere at sea, or in the air above it.
    Water,
    /// Nowhere that could be drawn.
    Unlocated,
}

impl Precision {
    /// All of them, the most precise first.
    pub const ALL: [Self; 10] = [
        Self::Exact,
        Self::Near,
        Self::Locality,
        Self::District,
        Self::Province,
        Self::BorderZone,
        Self::Corridor,
        Self::Country,
        Self::Water,
        Self::Unlocated,
    ];

    /// What a record of it was, in words: where its source says that it happened.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Exact => "at this point",
            Self::Near => "near this point",
            Self::Locality => "at a named place: a town, a village or a spot",
            Self::District => "somewhere in this district",
            Self::Province => "somewhere in this province",
            Self::BorderZone => "somewhere along this border",
            Self::Corridor => "somewhere along a line, or in an area without edges",
            Self::Country => "somewhere in this country",
            Self::Water => "somewhere at sea, or above it",
            Self::Unlocated => "nowhere that could be drawn",
        }
    }

    /// The one whose [`Precision::word`] it is.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.word() == word)
    }

    /// The word that outputs use, such as `border-zone`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Locality => "locality",
            Self::District => "district",
            Self::Province => "province",
            Self::BorderZone => "border-zone",
            Self::Corridor => "corridor",
            Self::Country => "country",
            Self::Water => "water",
            Self::Unlocated => "unlocated",
        }
    }
}

/// A location exactly as precise as its source's words.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// A point; with a radius where one is stated.
    Point {
        /// Where.
        at: LonLat,
        /// Within which radius of it.
        radius: Option<Metres>,
    },
    /// Somewhere along a border, within a region where a single one is named.
    AlongBorder {
        /// Id of the border.
        border: String,
        /// Id of the region that the stretch belongs to, such as the country on one side.
        within: Option<String>,
        /// How far from the border, where it is stated.
        width: Option<Metres>,
    },
    /// Somewhere along a line that is not drawn, for which a point stands.
    Along {
        /// The point.
        at: LonLat,
        /// Ids of the regions named.
        areas: Vec<String>,
    },
    /// At sea.
    Water {
        /// A point that stands for it, where one is stated.
        at: Option<LonLat>,
        /// Ids of the countries whose waters they are, where they are named.
        areas: Vec<String>,
    },
    /// Somewhere in one of these regions.
    Areas(Vec<String>),
    /// Not placed at all.
    Unlocated,
}

/// Where an event is, in the words of a dataset of claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// How precise the words are.
    pub precision: Precision,
    /// Ids of the regions named.
    #[serde(default)]
    pub areas: Vec<String>,
    /// Id of the border named.
    #[serde(default)]
    pub border: Option<String>,
    /// Id of the gazetteer's place named.
    #[serde(default)]
    pub place: Option<String>,
    /// Longitude in degrees, where a source gives one.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Latitude in degrees.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Radius in metres within which the event lies.
    #[serde(default)]
    pub radius_m: Option<f64>,
    /// The source's own words.
    #[serde(default)]
    pub as_written: Option<String>,
    /// A caution.
    #[serde(default)]
    pub note: Option<String>,
}

/// Why a stated location is none.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum LocationError {
    /// The coordinates are not on Earth.
    #[error(transparent)]
    Position(#[from] NotOnEarth),
    /// One coordinate without the other.
    #[error("a location needs lon and lat, or neither")]
    HalfAPoint,
    /// A radius that is no length.
    #[error("radius_m {radius_m} is not a length")]
    Radius {
        /// What came.
        radius_m: f64,
    },
    /// The precision needs something that is not there.
    #[error("precision {} needs {needs}", precision.word())]
    Missing {
        /// The precision stated.
        precision: Precision,
        /// What it needs.
        needs: &'static str,
    },
}

impl Whereabouts {
    /// A place of this precision of which nothing more is known than a caution.
    #[must_use]
    pub fn bare(precision: Precision, note: Option<&str>) -> Self {
        Self {
            precision,
            areas: Vec::new(),
            border: None,
            place: None,
            lon: None,
            lat: None,
            radius_m: None,
            as_written: None,
            note: note.map(str::to_owned),
        }
    }

    /// The location that the words amount to.
    ///
    /// # Errors
    /// [`LocationError`] when the parts contradict each other.
    pub fn location(&self) -> Result<Location, LocationError> {
        let radius = match self.radius_m {
            Some(radius_m) if !(radius_m.is_finite() && radius_m >= 0.0) => {
                return Err(LocationError::Radius { radius_m });
            }
            radius_m => radius_m.map(Metres::new),
        };
        let at = match (self.lon, self.lat) {
            (Some(lon), Some(lat)) => Some(LonLat::new(lon, lat)?),
            (None, None) => None,
            _ => return Err(LocationError::HalfAPoint),
        };
        let missing = |needs| Err(LocationError::Missing { precision: self.precision, needs });
        match self.precision {
            Precision::Unlocated => Ok(Location::Unlocated),
            Precision::Exact | Precision::Near if at.is_none() => missing("lon and lat"),
            Precision::Exact | Precision::Near | Precision::Locality => Ok(match at {
                Some(at) => Location::Point { at, radius },
                None => self.somewhere_local(),
            }),
            Precision::BorderZone => match &self.border {
                Some(border) => Ok(Location::AlongBorder {
                    border: border.clone(),
                    within: self.only_area().cloned(),
                    width: radius,
                }),
                None => missing("a border"),
            },
            Precision::Corridor => Ok(match at {
                Some(at) => Location::Along { at, areas: self.areas.clone() },
                None => self.somewhere_local(),
            }),
            Precision::Water => Ok(Location::Water { at, areas: self.areas.clone() }),
            Precision::District | Precision::Province | Precision::Country if self.areas.is_empty() => missing("areas"),
            Precision::District | Precision::Province | Precision::Country => Ok(Location::Areas(self.areas.clone())),
        }
    }

    /// A locality without coordinates: its district's stretch of the border, its district, or nothing that could be drawn.
    fn somewhere_local(&self) -> Location {
        match &self.border {
            Some(border) => {
                let width = self.radius_m.map(Metres::new);
                Location::AlongBorder { border: border.clone(), within: self.only_area().cloned(), width }
            }
            None if self.areas.is_empty() => Location::Unlocated,
            None => Location::Areas(self.areas.clone()),
        }
    }

    /// The region named, where it is one.
    fn only_area(&self) -> Option<&String> {
        self.areas.first().filter(|_| self.areas.len() == 1)
    }
}
