//! What the codes by which datasets say how precisely they place an event mean here. Not responsible for where a row's places lie.
//!
//! # Source
//! - UCDP: Högbladh, *UCDP GED Codebook version 23.1*, `where_prec`: 1 the exact place, 2 within about 25 km of it, 3 the second
//!   order administrative division, 4 the first, 5 a line or an area without edges for which a point stands, 6 the country,
//!   7 international waters or airspace.
//! - ACLED: *Codebook*, `geo_precision`: 1 the town, 2 a part of a region, coded to a town that stands for it, 3 a larger region,
//!   coded to a provincial capital or a natural feature. The towns of 2 and 3 are no places of the event.
//! - GDELT: *Event Database Codebook 2.0*, `ActionGeo_Type`: 1 country, 2 a state of the USA, 3 a city of the USA, 4 a city
//!   elsewhere, 5 a first order division elsewhere. Files have 0 where no place was found.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use crate::model::precision::Precision;
use crate::units::Metres;

/// How far UCDP's "near" reaches: about 25 km, says its codebook.
const UCDP_NEAR: Metres = Metres::from_km(25.0);
/// How far a town reaches round its point: a convention, since neither ACLED nor GDELT publishes a radius. It covers the built-up
/// area of most towns; the gazetteer's own points are good to as much.
pub(crate) const TOWN: Metres = Metres::from_km(5.0);

/// A dataset with a code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// UCDP GED's `where_prec`.
    Ucdp,
    /// ACLED's `geo_precision`.
    Acled,
    /// GDELT's `ActionGeo_Type`.
    Gdelt,
    /// The words that our own outputs use.
    Words,
}

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coded {
    /// How precisely the event is placed.
    pub precision: Precision,
    /// How far it may be from the point, where the code says so or a convention stands in for it.
    pub radius: Option<Metres>,
}

impl Coded {
    const fn plain(precision: Precision) -> Self {
        Self { precision, radius: None }
    }

    const fn within(precision: Precision, radius: Metres) -> Self {
        Self { precision, radius: Some(radius) }
    }
}

impl Coding {
    /// All of them, in the order in which a table's columns are looked at.
    pub const ALL: [Self; 4] = [Self::Ucdp, Self::Acled, Self::Gdelt, Self::Words];

    /// The column that holds the code.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::Ucdp => "where_prec",
            Self::Acled => "geo_precision",
            Self::Gdelt => "ActionGeo_Type",
            Self::Words => "precision",
        }
    }

    /// What `code` says, which tables write as `3`, `"3"` or `3.0`; `None` if it is none of the dataset's.
    #[must_use]
    pub fn coded(self, code: &str) -> Option<Coded> {
        let code = plain_code(code);
        if self == Self::Words {
            return precision_of(code).map(Coded::plain);
        }
        let number: u8 = code.parse().ok()?;
        match self {
            Self::Ucdp => of_ucdp(number),
            Self::Acled => of_acled(number),
            _ => of_gdelt(number),
        }
    }

    /// The codes that there are, for messages.
    #[must_use]
    pub fn known(self) -> String {
        match self {
            Self::Ucdp => "1 to 7".to_owned(),
            Self::Acled => "1 to 3".to_owned(),
            Self::Gdelt => "0 to 5".to_owned(),
            Self::Words => words(),
        }
    }
}

/// The precision of this word, such as `border-zone`; upper case and blanks or underscores for hyphens do no harm. A `town` is a
/// locality, as gazetteers say it.
#[must_use]
pub fn precision_of(word: &str) -> Option<Precision> {
    let word = word.trim().to_lowercase().replace([' ', '_'], "-");
    let word = if word == "town" { Precision::Locality.word() } else { &word };
    Precision::ALL.into_iter().find(|precision| precision.word() == word)
}

fn words() -> String {
    Precision::ALL.map(Precision::word).join(", ")
}

/// A number without what tables write round it: `3`, `"3"` and `3.0` are one.
pub(crate) fn plain_code(code: &str) -> &str {
    let code = code.trim().trim_matches('"').trim();
    code.strip_suffix(".0").unwrap_or(code)
}

const fn of_ucdp(code: u8) -> Option<Coded> {
    Some(match code {
        1 => Coded::plain(Precision::Exact),
        2 => Coded::within(Precision::Near, UCDP_NEAR),
        3 => Coded::plain(Precision::District),
        4 => Coded::plain(Precision::Province),
        5 => Coded::plain(Precision::Corridor),
        6 => Coded::plain(Precision::Country),
        7 => Coded::plain(Precision::Water),
        _ => return None,
    })
}

const fn of_acled(code: u8) -> Option<Coded> {
    Some(match code {
        1 => Coded::within(Precision::Locality, TOWN),
        2 => Coded::plain(Precision::District),
        3 => Coded::plain(Precision::Province),
        _ => return None,
    })
}

const fn of_gdelt(code: u8) -> Option<Coded> {
    Some(match code {
        0 => Coded::plain(Precision::Unlocated),
        1 => Coded::plain(Precision::Country),
        2 | 5 => Coded::plain(Precision::Province),
        3 | 4 => Coded::within(Precision::Locality, TOWN),
        _ => return None,
    })
}

/// No two places are farther apart: half a meridian.
const FARTHEST_M: f64 = 20_003_932.0;

/// The radius that `text` states, in metres where it names no unit: `10000`, `10 km`, `500m`.
#[must_use]
pub fn radius(text: &str) -> Option<Metres> {
    let text = text.trim().to_ascii_lowercase();
    let (number, unit_m) = match (text.strip_suffix("km"), text.strip_suffix('m')) {
        (Some(number), _) => (number, 1_000.0),
        (None, Some(number)) => (number, 1.0),
        (None, None) => (text.as_str(), 1.0),
    };
    let number = number.trim_end();
    // `parse` would take `inf` and `nan`
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || b".e+-".contains(&byte));
    let radius_m = number.parse::<f64>().ok().filter(|_| digits)? * unit_m;
    (0.0..=FARTHEST_M).contains(&radius_m).then(|| Metres::new(radius_m))
}

/// What the codes of a column of the user's mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrecisionMap {
    /// The column, where the map names it.
    pub column: Option<String>,
    codes: BTreeMap<String, Coded>,
}

/// Why a text is no map of codes.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum MapError {
    /// It is not JSON, or has other members.
    #[error(
        "{reason}; write {{\"column\": \"where_prec\", \"map\": {{\"1\": \"exact\", \"2\": {{\"precision\": \"near\", \
         \"radius_m\": 25000}}}}}}"
    )]
    Form {
        /// What is wrong, with its line and column.
        reason: String,
    },
    /// A code is given a word that is no precision.
    #[error("code {code:?}: {word:?} is no precision; the words are {}", words())]
    Word {
        /// The code.
        code: String,
        /// The word.
        word: String,
    },
    /// A radius that is no length.
    #[error("code {code:?}: radius_m {radius_m} is not a length; write metres, such as 25000")]
    Radius {
        /// The code.
        code: String,
        /// What came.
        radius_m: String,
    },
    /// It maps nothing.
    #[error("the map is empty; give at least one code its word, such as {{\"map\": {{\"1\": \"exact\"}}}}")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    column: Option<String>,
    map: BTreeMap<String, Value>,
}

/// What one code is given. Read by hand: a number inside an untagged choice is lost where every digit of numbers is kept.
fn meaning(code: String, value: &Value) -> Result<(String, Coded), MapError> {
    let form = |reason: String| MapError::Form { reason };
    let (word, radius) = match value {
        Value::String(word) => (word.as_str(), None),
        Value::Object(members) => {
            if let Some(other) = members.keys().find(|key| !["precision", "radius_m"].contains(&key.as_str())) {
                return Err(form(format!("code {code:?} has {other:?}")));
            }
            let word = members.get("precision").and_then(Value::as_str);
            (word.ok_or_else(|| form(format!("code {code:?} has no word for precision")))?, members.get("radius_m"))
        }
        _ => return Err(form(format!("code {code:?} has neither a word nor an object"))),
    };
    let Some(precision) = precision_of(word) else {
        return Err(MapError::Word { code, word: word.to_owned() });
    };
    let length = |value: &Value| value.as_f64().filter(|radius_m| radius_m.is_finite() && *radius_m >= 0.0);
    let radius = match radius.filter(|value| !value.is_null()) {
        Some(value) => match length(value) {
            Some(radius_m) => Some(Metres::new(radius_m)),
            None => return Err(MapError::Radius { code, radius_m: value.to_string() }),
        },
        None => None,
    };
    Ok((plain_code(&code).to_owned(), Coded { precision, radius }))
}

impl PrecisionMap {
    /// The map that `json` writes.
    ///
    /// # Errors
    /// [`MapError`] with the place and what to write.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::crosswalk::PrecisionMap;
    /// use sarhad::model::precision::Precision;
    /// let map = PrecisionMap::parse(r#"{"column": "how", "map": {"A": "exact", "B": {"precision": "near", "radius_m": 2000}}}"#)?;
    /// assert_eq!(map.coded("B").map(|coded| coded.precision), Some(Precision::Near));
    /// # Ok::<(), sarhad::model::crosswalk::MapError>(())
    /// ```
    pub fn parse(json: &str) -> Result<Self, MapError> {
        let written: Written =
            serde_json::from_str(json).map_err(|error| MapError::Form { reason: error.to_string() })?;
        if written.map.is_empty() {
            return Err(MapError::Empty);
        }
        let codes = written.map.into_iter().map(|(code, value)| meaning(code, &value));
        Ok(Self { column: written.column, codes: codes.collect::<Result<_, _>>()? })
    }

    /// What `code` says.
    #[must_use]
    pub fn coded(&self, code: &str) -> Option<Coded> {
        self.codes.get(plain_code(code)).copied()
    }

    /// The codes that it maps, for messages.
    #[must_use]
    pub fn known(&self) -> String {
        self.codes.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}
