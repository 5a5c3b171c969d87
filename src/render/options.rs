//! What a map shows and what is written around it. Not responsible for drawing it.

use geo_types::Coord;
use thiserror::Error;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId};
use crate::render::intervals::Intervals;
use crate::render::language::Language;
use crate::render::theme::Theme;
use crate::render::words::{filled, words};

/// The least height and width of a map, in degrees: about 11 km, where the layers' own accuracy begins to show.
const SPAN_MIN_DEG: f64 = 0.1;
/// How much wider than its features a fitted extent is, on each side, as a share of their span.
const MARGIN_SHARE: f64 = 0.04;
/// The same for a map of incidents in the borderlands, which shows what lies around them.
const BORDERLANDS_MARGIN_SHARE: f64 = 0.12;
/// The border that stays in view of such a map.
const BORDER: &str = "border/IR-PK";

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
        Self::tightly_around(features).map(|extent| extent.with_margin(MARGIN_SHARE).at_least(SPAN_MIN_DEG))
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
        Self::tightly_around(features).is_none_or(|other| corners(other).into_iter().all(|at| self.has(at)))
    }

    /// What a map of `incidents` in the borderlands shows: all of them with a margin, and the border between Iran and
    /// Pakistan; never more than the districts of `atlas`.
    /// `None` where none of them has a location, some lie outside the districts of `atlas`, or it has no such border.
    #[must_use]
    pub fn of_borderlands<'a, I>(atlas: &Atlas, incidents: I) -> Option<Self>
    where
        I: IntoIterator<Item = &'a Feature>,
    {
        let borderlands = Self::around(&atlas.layer(LayerName::Districts).features)?;
        let wanted = FeatureId::Text(BORDER.to_owned());
        let borders = &atlas.layer(LayerName::Borders).features;
        let border = Self::tightly_around(borders.iter().filter(|border| border.id.as_ref() == Some(&wanted)))?;
        let shown = Self::tightly_around(incidents)?;
        if ![shown.min, shown.max].into_iter().all(|corner| borderlands.has(corner)) {
            return None;
        }
        let both = Self {
            min: Coord { x: shown.min.x.min(border.min.x), y: shown.min.y.min(border.min.y) },
            max: Coord { x: shown.max.x.max(border.max.x), y: shown.max.y.max(border.max.y) },
        };
        let wider = both.with_margin(BORDERLANDS_MARGIN_SHARE);
        let (least, most) = (borderlands.min, borderlands.max);
        let min = Coord { x: wider.min.x.max(least.x), y: wider.min.y.max(least.y) };
        Some(Self { min, max: Coord { x: wider.max.x.min(most.x), y: wider.max.y.min(most.y) } })
    }

    /// Whether some of what has a location among `features` may lie in it: their boxes meet.
    #[must_use]
    pub fn meets<'a>(&self, features: impl IntoIterator<Item = &'a Feature>) -> bool {
        features.into_iter().filter_map(|feature| Self::tightly_around([feature])).any(|other| {
            self.min.x <= other.max.x
                && other.min.x <= self.max.x
                && self.min.y <= other.max.y
                && other.min.y <= self.max.y
        })
    }

    fn has(&self, at: Coord<f64>) -> bool {
        (self.min.x..=self.max.x).contains(&at.x) && (self.min.y..=self.max.y).contains(&at.y)
    }

    /// Whether `place` lies in it.
    #[must_use]
    pub fn holds(&self, place: LonLat) -> bool {
        self.has(place.into())
    }

    fn with_margin(self, share: f64) -> Self {
        let pad = (self.max - self.min) * share;
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

/// What the records of a map are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Subject {
    /// Something happened there.
    #[default]
    Incidents,
    /// Nothing is said to have happened: towns, districts, a table of places. They are drawn in grey.
    Places,
}

/// What a map is called, what it shows and whom it thanks.
#[derive(Debug, Clone, PartialEq)]
pub struct MapOptions {
    /// The headline.
    pub title: String,
    /// One line below the headline; none if empty.
    pub subtitle: String,
    /// What the records are.
    pub subject: Subject,
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
        Self::of(Subject::Incidents, language)
    }

    /// The usual map of such records in the borderlands with its words in `language`.
    #[must_use]
    pub fn of(subject: Subject, language: Language) -> Self {
        let words = words(language);
        let subtitle = if subject == Subject::Incidents { words.subtitle } else { "" };
        let (title, subtitle) = (words.named(subject).borderlands.to_owned(), subtitle.to_owned());
        Self { title, subtitle, subject, language, ..Self::default() }
    }

    /// The headline of a map of such records elsewhere.
    #[must_use]
    pub fn plain_title(subject: Subject, language: Language) -> &'static str {
        words(language).named(subject).elsewhere
    }

    /// The headline of a map of the `count` incidents that `dataset` has from the first of `years` to the last.
    ///
    /// # Example
    /// ```
    /// use sarhad::render::{Language, MapOptions};
    /// let title = MapOptions::dataset_title(Language::English, 172, "UCDP GED", Some((1992, 2022)));
    /// assert_eq!(title, "172 incidents, UCDP GED, 1992–2022");
    /// ```
    #[must_use]
    pub fn dataset_title(language: Language, count: usize, dataset: &str, years: Option<(i16, i16)>) -> String {
        let words = words(language);
        let count = language.grouped(&count.to_string());
        let year = |year: i16| language.digits(&year.to_string());
        let years =
            years.map(|(first, last)| if first == last { year(first) } else { year(first) + "–" + &year(last) });
        let template = if years.is_some() { words.dataset_years } else { words.dataset };
        filled(template, &[("n", &count), ("dataset", dataset), ("years", &years.unwrap_or_default())])
    }
}

impl Default for MapOptions {
    /// The borderlands of Iran and Pakistan with six towns.
    fn default() -> Self {
        // Zahedan, Turbat, Gwadar, Taftan, then the two that a reader from elsewhere knows: Quetta, Chabahar
        let towns = ["1159301", "1163054", "1177446", "9969716", "1167528", "1161724"];
        Self {
            title: words(Language::English).of_incidents.borderlands.to_owned(),
            subtitle: words(Language::English).subtitle.to_owned(),
            subject: Subject::Incidents,
            extent: None,
            towns: towns.map(|id| format!("geonames/{id}")).to_vec(),
            notes: Vec::new(),
            language: Language::English,
            theme: Theme::Light,
            intervals: None,
        }
    }
}
