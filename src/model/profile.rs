//! Whose table it is, told by its columns, and which column says where, when, how precisely, of what and by whom.
//! Not responsible for reading it, nor for what codes mean: see `crosswalk`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

mod columns;
pub mod role_columns;

use columns::RoleNames;

/// A kind of table that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// UCDP GED and its candidate releases.
    Ucdp,
    /// UCDP GED as the Humanitarian Data Exchange has it: with `iso3` and a row of HXL tags.
    UcdpHdx,
    /// ACLED, older and newer exports.
    Acled,
    /// GDELT 1.0's events, mostly without a header.
    Gdelt1,
    /// GDELT 2.0's events, mostly without a header.
    Gdelt2,
    /// What osint-geo-extractor writes of several projects that geolocate footage.
    Osint,
    /// Our own tables.
    Sarhad,
    /// Any other table whose columns have usual names.
    Plain,
    /// A table whose columns the user has told.
    Mapped,
}

/// What a column says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Which record it is.
    Id,
    /// Degrees east.
    Lon,
    /// Degrees north.
    Lat,
    /// The day, or the first day.
    Date,
    /// The last day.
    DateEnd,
    /// How precisely the date is known.
    DatePrecision,
    /// How precisely the place is known.
    Precision,
    /// How far from its point it may have been.
    Radius,
    /// What kind of event it was.
    Type,
    /// Who did it, or the first side.
    Actor1,
    /// To whom, or the second side.
    Actor2,
    /// How many died.
    Deaths,
    /// The country.
    Country,
    /// The province.
    Province,
    /// The district.
    District,
    /// The place's name.
    Place,
    /// Who reported it.
    Source,
    /// What else is told.
    Notes,
}

impl Role {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 18] = [
        Self::Id,
        Self::Lon,
        Self::Lat,
        Self::Date,
        Self::DateEnd,
        Self::DatePrecision,
        Self::Precision,
        Self::Radius,
        Self::Type,
        Self::Actor1,
        Self::Actor2,
        Self::Deaths,
        Self::Country,
        Self::Province,
        Self::District,
        Self::Place,
        Self::Source,
        Self::Notes,
    ];

    /// Its word in mappings and answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Lon => "lon",
            Self::Lat => "lat",
            Self::Date => "date",
            Self::DateEnd => "date_end",
            Self::DatePrecision => "date_precision",
            Self::Precision => "precision",
            Self::Radius => "radius",
            Self::Type => "type",
            Self::Actor1 => "actor1",
            Self::Actor2 => "actor2",
            Self::Deaths => "deaths",
            Self::Country => "country",
            Self::Province => "province",
            Self::District => "district",
            Self::Place => "place",
            Self::Source => "source",
            Self::Notes => "notes",
        }
    }
}

/// A text that is no word for a role or a profile.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{word:?} is none; write one of {}", known.join(", "))]
pub struct UnknownWord {
    /// What came.
    pub word: String,
    /// The words that there are.
    pub known: Vec<&'static str>,
}

impl FromStr for Role {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let unknown = || UnknownWord { word: word.to_owned(), known: Self::ALL.map(Self::word).to_vec() };
        Self::ALL.into_iter().find(|role| role.word() == word).ok_or_else(unknown)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is recognised of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Whose table it is.
    pub profile: Profile,
    /// What tells so.
    pub why: String,
    /// The columns that have a role, in the order of [`Role::ALL`].
    pub roles: Vec<(Role, String)>,
    /// The columns that are none of the profile's, in their order.
    pub unknown: Vec<String>,
    /// The profile's usual columns that the table lacks.
    pub missing: Vec<&'static str>,
}

impl Recognised {
    /// The column that has this role.
    #[must_use]
    pub fn column(&self, role: Role) -> Option<&str> {
        self.roles.iter().find(|(known, _)| *known == role).map(|(_, column)| column.as_str())
    }
}

/// A column's name as it is compared: case, padding, a byte order mark, spaces, hyphens and points do not count.
///
/// # Example
/// ```
/// use sarhad::model::profile::folded;
/// assert_eq!(folded("\u{feff} Event Date "), "event_date");
/// ```
#[must_use]
pub fn folded(name: &str) -> String {
    name.trim_start_matches('\u{feff}').trim().to_lowercase().replace([' ', '-', '.'], "_")
}

/// How many columns of a row of GDELT's there are: 1.0 before and after April 2013, and 2.0.
const GDELT_1_OLDEST: usize = 57;

impl Profile {
    /// Those that a table can be told to have.
    pub const ALL: [Self; 8] =
        [Self::Ucdp, Self::UcdpHdx, Self::Acled, Self::Gdelt1, Self::Gdelt2, Self::Osint, Self::Sarhad, Self::Plain];

    /// Its word in arguments and answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ucdp => "ucdp",
            Self::UcdpHdx => "ucdp-hdx",
            Self::Acled => "acled",
            Self::Gdelt1 => "gdelt1",
            Self::Gdelt2 => "gdelt2",
            Self::Osint => "osint",
            Self::Sarhad => "sarhad",
            Self::Plain => "plain",
            Self::Mapped => "mapped",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ucdp => "UCDP GED",
            Self::UcdpHdx => "UCDP GED, the edition on HDX",
            Self::Acled => "ACLED",
            Self::Gdelt1 => "GDELT 1.0 events",
            Self::Gdelt2 => "GDELT 2.0 events",
            Self::Osint => "osint-geo-extractor's events",
            Self::Sarhad => "a table of sarhad's own",
            Self::Plain => "a table of no known dataset",
            Self::Mapped => "a table that a mapping tells of",
        }
    }

    /// Whether a machine has coded its rows, so that they are shown apart from rows that people have coded.
    #[must_use]
    pub const fn is_machine_coded(self) -> bool {
        matches!(self, Self::Gdelt1 | Self::Gdelt2)
    }

    /// The names of the columns of a table without a header, where this kind has none and rows have so many `fields`.
    #[must_use]
    pub fn headerless(self, fields: usize) -> Option<&'static [&'static str]> {
        let names = match self {
            Self::Gdelt1 => columns::GDELT_1,
            Self::Gdelt2 => columns::GDELT_2,
            _ => return None,
        };
        let fits = fields == names.len() || (self == Self::Gdelt1 && fields == GDELT_1_OLDEST);
        fits.then(|| &names[..fields])
    }

    /// The kind of table without a header whose first row is this: GDELT's rows begin with a number, a day, its month and its
    /// year, and have 57, 58 or 61 fields.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::profile::Profile;
    /// let mut row = vec!["331415926", "20240128", "202401", "2024", "2024.0767"];
    /// row.resize(61, "");
    /// assert_eq!(Profile::of_first_row(&row), Some(Profile::Gdelt2));
    /// assert_eq!(Profile::of_first_row(&["id", "lat", "lon"]), None);
    /// ```
    #[must_use]
    pub fn of_first_row(cells: &[&str]) -> Option<Self> {
        let profile = [Self::Gdelt1, Self::Gdelt2].into_iter().find(|known| known.headerless(cells.len()).is_some())?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let [id, day, month, year, ..] = cells else { return None };
        let is_day = digits(day) && day.len() == 8 && day.starts_with(month) && month.len() == 6;
        (digits(id) && is_day && year.len() == 4 && month.starts_with(year)).then_some(profile)
    }

    /// What the columns of these names tell.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::profile::{Profile, Role};
    /// let found = Profile::recognised(&["event_id_cnty", "event_date", "geo_precision", "sub_event_type", "latitude", "longitude", "mine"]);
    /// assert_eq!(found.profile, Profile::Acled);
    /// assert_eq!(found.column(Role::Date), Some("event_date"));
    /// assert_eq!(found.unknown, ["mine"]);
    /// ```
    #[must_use]
    pub fn recognised(names: &[&str]) -> Recognised {
        let (profile, why) = told_by(&names.iter().map(|name| folded(name)).collect::<Vec<_>>());
        profile.among(names, why)
    }

    /// What columns of these names are in a table of this kind, whatever they tell themselves.
    #[must_use]
    pub fn forced(self, names: &[&str]) -> Recognised {
        self.among(names, format!("told to be {}", self.word()))
    }

    fn among(self, names: &[&str], why: String) -> Recognised {
        let compared: Vec<String> = names.iter().map(|name| folded(name)).collect();
        let roles = Role::ALL.into_iter().filter_map(|role| {
            let known = self.roles().iter().find(|(known, _)| *known == role)?.1;
            let at = known.iter().find_map(|name| compared.iter().position(|column| column == name))?;
            Some((role, names[at].trim().to_owned()))
        });
        let roles: Vec<(Role, String)> = roles.collect();
        let own = self.own_columns();
        let known = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        let has_role = |name: &str| roles.iter().any(|(_, column)| column == name.trim());
        let unknown = names.iter().zip(&compared).filter(|(name, compared)| !known(compared) && !has_role(name));
        let usual = self.usual_columns();
        let lacks = |name: &&&str| !compared.iter().any(|column| column.eq_ignore_ascii_case(name));
        Recognised {
            profile: self,
            why,
            unknown: unknown.map(|(name, _)| name.trim().to_owned()).collect(),
            missing: usual.iter().filter(lacks).copied().collect(),
            roles,
        }
    }

    fn roles(self) -> &'static [RoleNames] {
        match self {
            Self::Ucdp | Self::UcdpHdx => columns::UCDP_ROLES,
            Self::Acled => columns::ACLED_ROLES,
            Self::Gdelt1 | Self::Gdelt2 => columns::GDELT_ROLES,
            Self::Osint => columns::OSINT_ROLES,
            Self::Sarhad | Self::Plain | Self::Mapped => columns::PLAIN_ROLES,
        }
    }

    /// The columns that a table of this kind usually has.
    fn usual_columns(self) -> Vec<&'static str> {
        let words = |text: &'static str| text.split_whitespace().collect();
        match self {
            Self::Ucdp => words(columns::UCDP),
            Self::UcdpHdx => columns::UCDP.split_whitespace().chain([columns::UCDP_HDX_MORE]).collect(),
            Self::Acled => words(columns::ACLED),
            Self::Gdelt1 => columns::GDELT_1.to_vec(),
            Self::Gdelt2 => columns::GDELT_2.to_vec(),
            Self::Osint => words(columns::OSINT),
            Self::Sarhad | Self::Plain | Self::Mapped => Vec::new(),
        }
    }

    /// The columns that it may have.
    fn own_columns(self) -> Vec<&'static str> {
        let more = match self {
            Self::Acled => columns::ACLED_MORE,
            Self::Sarhad => columns::SARHAD,
            _ => "",
        };
        self.usual_columns().into_iter().chain(more.split_whitespace()).collect()
    }
}

/// Columns of which a table of a kind has all, and of which it has at least so many.
type Marks = (Profile, &'static [&'static str], &'static [&'static str], usize);

/// What tells each kind, the surest first.
const MARKS: [Marks; 6] = [
    (Profile::Gdelt2, &["globaleventid", "sqldate", "actiongeo_adm2code"], &[], 0),
    (Profile::Gdelt1, &["globaleventid", "sqldate"], &[], 0),
    (
        Profile::Ucdp,
        &["latitude", "longitude"],
        &["relid", "where_prec", "date_prec", "type_of_violence", "dyad_new_id", "conflict_new_id", "priogrid_gid"],
        3,
    ),
    (
        Profile::Acled,
        &["latitude", "longitude"],
        &[
            "event_id_cnty",
            "event_id_no_cnty",
            "data_id",
            "sub_event_type",
            "geo_precision",
            "time_precision",
            "assoc_actor_1",
            "source_scale",
            "disorder_type",
        ],
        3,
    ),
    (Profile::Osint, &["latitude", "longitude", "place_desc"], &["title", "description", "source", "links"], 2),
    (
        Profile::Sarhad,
        &[],
        &["interval_method", "along_border", "areas", "stated_lon", "nearest_border", "toll_kind"],
        1,
    ),
];

/// The kind that these columns, folded, tell, and what tells it.
fn told_by(columns: &[String]) -> (Profile, String) {
    let held = |name: &&&str| columns.iter().any(|column| column == *name);
    for (profile, all, some, least) in MARKS {
        let found: Vec<&str> = some.iter().filter(held).copied().collect();
        if !all.iter().all(|name| held(&name)) || found.len() < least {
            continue;
        }
        let hdx = profile == Profile::Ucdp && columns.iter().any(|column| column == columns::UCDP_HDX_MORE);
        let profile = if hdx { Profile::UcdpHdx } else { profile };
        let more = hdx.then_some(columns::UCDP_HDX_MORE);
        let marks: Vec<&str> = found.into_iter().chain(more).collect();
        let marks = if marks.is_empty() { all.to_vec() } else { marks };
        return (profile, format!("the columns {}", marks.join(", ")));
    }
    (Profile::Plain, "no columns of a known dataset".to_owned())
}

impl FromStr for Profile {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let unknown = || UnknownWord { word: word.to_owned(), known: Self::ALL.map(Self::word).to_vec() };
        Self::ALL.into_iter().find(|profile| profile.word() == word).ok_or_else(unknown)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
