//! What a gazetteer knows of a place. Not responsible for finding it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::lonlat::LonLat;
use crate::units::Metres;

/// What sort of place an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A country.
    Country,
    /// A province of Iran or Afghanistan, a province or territory of Pakistan.
    Province,
    /// A district of Pakistan, a county (shahrestan) of Iran.
    District,
    /// A town of the gazetteer.
    Town,
    /// A place below towns: a village, a pass, a stretch of a border.
    Locality,
    /// Where people may cross a border.
    Crossing,
    /// A line between two countries.
    Border,
    /// Where three countries meet.
    Tripoint,
    /// A region without a boundary, such as the Golden Crescent.
    FuzzyRegion,
}

/// A word that is no kind of place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no kind {word:?}; the kinds are {}", Kind::ALL.map(Kind::word).join(", "))]
pub struct KindError {
    /// What came.
    pub word: String,
}

impl Kind {
    /// All kinds, the largest first.
    pub const ALL: [Self; 9] = [
        Self::Country,
        Self::Province,
        Self::District,
        Self::Town,
        Self::Locality,
        Self::Crossing,
        Self::Border,
        Self::Tripoint,
        Self::FuzzyRegion,
    ];

    /// The word by which files and commands name the kind.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Province => "province",
            Self::District => "district",
            Self::Town => "town",
            Self::Locality => "locality",
            Self::Crossing => "crossing",
            Self::Border => "border",
            Self::Tripoint => "tripoint",
            Self::FuzzyRegion => "fuzzy-region",
        }
    }

    /// Whether a place of this kind is an area, for which no point stands.
    #[must_use]
    pub const fn is_area(self) -> bool {
        matches!(self, Self::Country | Self::Province | Self::District | Self::FuzzyRegion)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = KindError;

    /// The kind of this word; upper case does no harm, and `county` is a district.
    fn from_str(word: &str) -> Result<Self, KindError> {
        let plain = word.trim().to_lowercase().replace([' ', '_'], "-");
        let plain = if plain == "county" { "district" } else { &plain };
        let known = Self::ALL.into_iter().find(|kind| kind.word() == plain);
        known.ok_or_else(|| KindError { word: word.to_owned() })
    }
}

/// The language that marks a spelling as a code: ISO 639's "no linguistic content".
pub const CODE: &str = "zxx";

/// One way to write a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The name.
    pub name: String,
    /// Its language (ISO 639), where known; [`CODE`] for codes.
    pub lang: Option<String>,
    /// Its script (ISO 15924), where known.
    pub script: Option<String>,
}

impl Spelling {
    /// Whether it is a code, which is spelt in one way alone.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.lang.as_deref() == Some(CODE)
    }
}

/// A place and the names by which it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Stable id such as `PK/kech` or `geonames/1163054`.
    pub id: String,
    /// What sort of place it is.
    pub kind: Kind,
    /// Its name in English.
    pub name: String,
    /// All ways to write its names, that of `name` among them.
    pub spellings: Vec<Spelling>,
    /// The country's id, where it lies in one.
    pub country: Option<String>,
    /// The id of the unit, or border, that it belongs to.
    pub parent: Option<String>,
    /// Where it is. An area has no point, and a locality may have none.
    pub at: Option<LonLat>,
    /// How far the point, or the outline, may be off, where known.
    pub accuracy: Option<Metres>,
    /// The id of the dataset that it is from.
    pub source: String,
    /// How many people live there, as its source says.
    pub population: Option<u64>,
    /// The id of the province that holds it.
    pub province: Option<String>,
    /// The id of the district that holds it.
    pub district: Option<String>,
}

impl Entry {
    /// The ids of what holds it: its district, province, country and parent.
    pub fn holders(&self) -> impl Iterator<Item = &str> {
        let ids = [&self.district, &self.province, &self.country, &self.parent];
        ids.into_iter().flatten().map(String::as_str).filter(|id| *id != self.id)
    }

    /// Whether it lies in `country`; a border, or what lies on one, lies in both.
    ///
    /// # Example
    /// ```
    /// let atlas = sarhad::Atlas::built_in();
    /// let border = atlas.gazetteer().entry("border/IR-PK").ok_or("no such border")?;
    /// assert!(border.lies_in("IR") && border.lies_in("PK") && !border.lies_in("AF"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn lies_in(&self, country: &str) -> bool {
        if let Some(own) = &self.country {
            return own.eq_ignore_ascii_case(country);
        }
        let names = |id: &str| id.split(['/', '-']).any(|part| part.eq_ignore_ascii_case(country));
        names(&self.id) || self.parent.as_deref().is_some_and(names)
    }
}
