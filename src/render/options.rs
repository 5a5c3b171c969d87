//! What a map shows and what is written around it. Not responsible for drawing it.

use geo_types::Coord;
use thiserror::Error;

use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::render::intervals::Intervals;
use crate::render::language::Language;
use crate::render::theme::Theme;
use crate::render::words::words;

/// The least height and width of a map, in degrees: about 11 km, where the layers' own accuracy begins to show.
const SPAN_MIN_DEG: f64 = 0.1;
/// How much wider than its features a fitted extent is, on each side, as a share of their span.
const MARGIN_SHARE: f64 = 0.04;

/// The part of the Earth that a map must show, between two meridians and two parallels.
///
/// # Not unique
/// It never crosses ±180°: what lies on both sides of it is spanned the long way round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// South-western corner.
    pub(super) min: Coord<f64>,
    /// North-eastern corner.
    pub(super) max: Coord<f64>,
}

/// Why two corners are no extent.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum ExtentError {
    /// The first corner is not south-west of the second.
    #[error("{south_west} is not south-west of {north_east}; give the south-western corner first")]
    Turned {
        /// The first corner.
        south_west: LonLat,
        /// The second corner.
        north_east: LonLat,
    },
}

impl Extent {
    /// The extent between two corners; a span below 0.1° is widened to it.
    ///
    /// # Errors
    /// [`ExtentError`] when the first corner is east or north of the second.
    ///
    /// # Example
    /// ```
    /// use sarhad::{LonLat, render::Extent};
    /// let makran = Extent::new(LonLat::new(60.0, 25.0)?, LonLat::new(66.0, 27.5)?)?; // degrees
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(south_west: LonLat, north_east: LonLat) -> Result<Self, ExtentError> {
        if south_west.lon() > north_east.lon() || south_west.lat() > north_east.lat() {
            return Err(ExtentError::Turned { south_west, north_east });
        }
        Ok(Self { min: south_west.into(), max: north_east.into() }.at_least(SPAN_MIN_DEG))
    }

    /// The extent that takes in every feature with a margin of 4 %, `None` if none has a location.
    #[must_use]
    pub fn around<'a>(features: impl IntoIterator<Item = &'a Feature>) -> Option<Self> {
        Self::tightly_around(features).map(|extent| extent.with_margin().at_least(SPAN_MIN_DEG))
    }

    fn tightly_around<'a>(features: impl IntoIterator<Item = &'a Feature>) -> Option<Self> {
        use geo_types::Geometry;
        let mut found: Option<Self> = None;
        let mut take = |at: Coord<f64>| {
            let so_far = found.get_or_insert(Self { min: at, max: at });
            so_far.min = Coord { x: so_far.min.x.min(at.x), y: so_far.min.y.min(at.y) };
            so_far.max = Coord { x: so_far.max.x.max(at.x), y: so_far.max.y.max(at.y) };
        };
        for shape in features.into_iter().filter_map(|feature| feature.shape.as_ref()) {
            match shape.geometry() {
                Geometry::Point(point) => take(point.0),
                Geometry::MultiPoint(points) => points.iter().for_each(|point| take(point.0)),
                _ => shape.lines().into_iter().flat_map(|line| &line.0).for_each(|&at| take(at)),
            }
        }
        found
    }

    /// Whether all that has a location among `features` lies in it.
    #[must_use]
    pub fn encloses<'a>(&self, features: impl IntoIterator<Item = &'a Feature>) -> bool {
        let corners = |other: Self| [other.min, other.max];
        let held =
            |at: Coord<f64>| (self.min.x..=self.max.x).contains(&at.x) && (self.min.y..=self.max.y).contains(&at.y);
        Self::tightly_around(features).is_none_or(|other| corners(other).into_iter().all(held))
    }

    /// Whether `place` lies in it.
    #[must_use]
    pub fn holds(&self, place: LonLat) -> bool {
        (self.min.x..=self.max.x).contains(&place.lon()) && (self.min.y..=self.max.y).contains(&place.lat())
    }

    fn with_margin(self) -> Self {
        let pad = (self.max - self.min) * MARGIN_SHARE;
        Self { min: self.min - pad, max: self.max + pad }.on_earth()
    }

    fn at_least(self, span_deg: f64) -> Self {
        let missing = |span: f64| (span_deg - span).max(0.0) / 2.0;
        let span = self.max - self.min;
        let pad = Coord { x: missing(span.x), y: missing(span.y) };
        Self { min: self.min - pad, max: self.max + pad }.on_earth()
    }

    fn on_earth(self) -> Self {
        let clamp = |at: Coord<f64>| Coord { x: at.x.clamp(-180.0, 180.0), y: at.y.clamp(-90.0, 90.0) };
        Self { min: clamp(self.min), max: clamp(self.max) }
    }
}

/// What a map is called, what it shows and whom it thanks.
#[derive(Debug, Clone, PartialEq)]
pub struct MapOptions {
    /// The headline.
    pub title: String,
    /// One line below the headline; none if empty.
    pub subtitle: String,
    /// What must be in the map; `None` takes in the atlas's districts.
    pub extent: Option<Extent>,
    /// Ids of the towns in the layer of places that are shown, the most important first.
    pub towns: Vec<String>,
    /// Credits and cautions of the incidents, one a line, below those of the layers.
    pub notes: Vec<String>,
    /// The language of what is not the data's own words, and of names where the atlas has them.
    pub language: Language,
    /// The ground that it is drawn for.
    pub theme: Theme,
    /// Distances that are drawn as bars below the map.
    pub intervals: Option<Intervals>,
}

impl MapOptions {
    /// The usual map of the borderlands with its words in `language`.
    #[must_use]
    pub fn in_language(language: Language) -> Self {
        let words = words(language);
        let (title, subtitle) = (words.borderlands.to_owned(), words.subtitle.to_owned());
        Self { title, subtitle, language, ..Self::default() }
    }

    /// The headline of a map of incidents elsewhere.
    #[must_use]
    pub fn plain_title(language: Language) -> &'static str {
        words(language).incidents
    }
}

impl Default for MapOptions {
    /// The borderlands of Iran and Pakistan with six towns.
    fn default() -> Self {
        // Zahedan, Turbat, Gwadar, Taftan, then the two that a reader from elsewhere knows: Quetta, Chabahar
        let towns = ["1159301", "1163054", "1177446", "9969716", "1167528", "1161724"];
        Self {
            title: words(Language::English).borderlands.to_owned(),
            subtitle: words(Language::English).subtitle.to_owned(),
            extent: None,
            towns: towns.map(|id| format!("geonames/{id}")).to_vec(),
            notes: Vec::new(),
            language: Language::English,
            theme: Theme::Light,
            intervals: None,
        }
    }
}
