//! Under which terms rows may be passed on, and whom to credit: what datasets say of themselves, and which dataset rows are of.
//! Not responsible for refusing anything, and no legal advice.

use std::fmt;

use serde_json::{Map, Value};

/// A published dataset of events that is known by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dataset {
    /// The Uppsala Conflict Data Program's Georeferenced Event Dataset.
    UcdpGed,
    /// Armed Conflict Location & Event Data.
    Acled,
    /// The GDELT Project's events, coded by a machine.
    Gdelt,
}

/// Columns that tell a dataset, and how much each tells.
type Telltales = (Dataset, &'static [(&'static str, u8)]);

/// What the columns of a record must tell together: one column could be anybody's.
const TOLD: u8 = 2;

const TELLTALES: [Telltales; 3] = [
    (
        Dataset::UcdpGed,
        &[
            ("relid", 1),
            ("where_prec", 1),
            ("date_prec", 1),
            ("event_clarity", 1),
            ("code_status", 1),
            ("type_of_violence", 1),
            ("conflict_new_id", 1),
            ("dyad_new_id", 1),
            ("side_a_new_id", 1),
            ("side_b_new_id", 1),
            ("priogrid_gid", 1),
            ("deaths_civilians", 1),
            ("gwnoa", 1),
            ("gwnob", 1),
        ],
    ),
    (
        Dataset::Acled,
        &[
            ("event_id_cnty", 2),
            ("event_id_no_cnty", 2),
            ("data_id", 1),
            ("time_precision", 1),
            ("geo_precision", 1),
            ("disorder_type", 1),
            ("sub_event_type", 1),
            ("assoc_actor_1", 1),
            ("assoc_actor_2", 1),
            ("inter1", 1),
            ("inter2", 1),
            ("civilian_targeting", 1),
            ("source_scale", 1),
        ],
    ),
    (
        Dataset::Gdelt,
        &[
            ("GLOBALEVENTID", 2),
            ("SQLDATE", 1),
            ("EventRootCode", 1),
            ("QuadClass", 1),
            ("GoldsteinScale", 1),
            ("NumMentions", 1),
            ("AvgTone", 1),
            ("ActionGeo_Type", 1),
            ("ActionGeo_CountryCode", 1),
            ("Actor1Geo_Type", 1),
            ("Actor2Geo_Type", 1),
        ],
    ),
];

/// Datasets, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Datasets {
    bits: u8,
}

impl Datasets {
    /// The datasets that columns of these names tell of, in whatever case they are written.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::licence::{Dataset, Datasets};
    /// let found = Datasets::of_columns(["event_id_cnty", "latitude", "longitude"]);
    /// assert!(found.has(Dataset::Acled) && !found.has(Dataset::UcdpGed));
    /// assert!(Datasets::of_columns(["id", "lat", "lon", "geo_precision"]).is_empty());
    /// ```
    #[must_use]
    pub fn of_columns<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut told = [0_u8; TELLTALES.len()];
        for name in names {
            // however the words of a name are held together
            let name = name.trim().replace([' ', '-'], "_");
            for (told, (_, columns)) in told.iter_mut().zip(TELLTALES) {
                let column = columns.iter().find(|(column, _)| column.eq_ignore_ascii_case(&name));
                *told = told.saturating_add(column.map_or(0, |(_, weight)| *weight));
            }
        }
        let found = told.iter().zip(TELLTALES).filter(|(told, _)| **told >= TOLD);
        found.fold(Self::default(), |found, (_, (dataset, _))| found.with(dataset))
    }

    /// These and `dataset`.
    #[must_use]
    pub const fn with(self, dataset: Dataset) -> Self {
        Self { bits: self.bits | 1 << dataset as u8 }
    }

    /// These and `others`.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self { bits: self.bits | others.bits }
    }

    /// Whether `dataset` is among them.
    #[must_use]
    pub const fn has(self, dataset: Dataset) -> bool {
        self.bits & (1 << dataset as u8) != 0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// They, one by one.
    pub fn iter(self) -> impl Iterator<Item = Dataset> {
        TELLTALES.into_iter().map(|(dataset, _)| dataset).filter(move |dataset| self.has(*dataset))
    }
}

/// Whether rows may be passed on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Passing {
    /// They may, with the credit.
    Allowed,
    /// They may not.
    Forbidden {
        /// What the terms say.
        why: String,
    },
    /// Nothing is known.
    #[default]
    Unknown,
}

/// What is known of the terms of rows; by default nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Licence {
    /// The dataset, or what else the rows are called.
    pub dataset: Option<String>,
    /// The licence: an SPDX identifier or its own name.
    pub name: Option<String>,
    /// Where the terms can be read.
    pub url: Option<String>,
    /// Whom to name.
    pub attribution: Option<String>,
    /// What to cite.
    pub citation: Option<String>,
    /// What to be careful about.
    pub note: Option<String>,
    /// Whether rows may be passed on.
    pub passing: Passing,
}

impl Dataset {
    /// Its name in outputs and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UcdpGed => "UCDP GED",
            Self::Acled => "ACLED",
            Self::Gdelt => "GDELT",
        }
    }

    /// What its publisher says of its use.
    ///
    /// # Source
    /// <https://ucdp.uu.se/downloads/> (citations, CC BY 4.0); <https://acleddata.com/eula> and
    /// <https://acleddata.com/attributionpolicy>; <https://www.gdeltproject.org/about.html#termsofuse>.
    #[must_use]
    pub fn licence(self) -> Licence {
        let text = |text: &str| Some(text.to_owned());
        let licence = Licence { dataset: text(self.name()), ..Licence::default() };
        match self {
            Self::UcdpGed => Licence {
                name: text("CC BY 4.0"),
                url: text("https://creativecommons.org/licenses/by/4.0/"),
                attribution: text("Uppsala Conflict Data Program (UCDP), https://ucdp.uu.se"),
                citation: text(
                    "For GED 23.1: Davies, Pettersson & Öberg (2023), Organized violence 1989–2022, and the return of \
                     conflict between states, Journal of Peace Research 60(4), 691–708, \
                     https://doi.org/10.1177/00223433231185169; Sundberg & Melander (2013), Introducing the UCDP \
                     Georeferenced Event Dataset, Journal of Peace Research 50(4), 523–532, \
                     https://doi.org/10.1177/0022343313484347. For another version: as https://ucdp.uu.se/downloads/ says",
                ),
                passing: Passing::Allowed,
                ..licence
            },
            Self::Acled => Licence {
                name: text("ACLED's terms"),
                url: text("https://acleddata.com/eula"),
                attribution: text("ACLED (Armed Conflict Location & Event Data), https://acleddata.com"),
                citation: text(
                    "as https://acleddata.com/attributionpolicy says, with the date of access and what was changed",
                ),
                note: text("what may be done with the rows depends on your agreement with ACLED"),
                passing: Passing::Forbidden { why: "its terms let nobody pass raw rows on to others".to_owned() },
                ..licence
            },
            Self::Gdelt => Licence {
                name: text("free to use and to pass on with a citation and a link"),
                url: text("https://www.gdeltproject.org/about.html#termsofuse"),
                attribution: text("The GDELT Project, https://www.gdeltproject.org"),
                note: text("coded by a machine: show its rows apart from rows that people have coded"),
                passing: Passing::Allowed,
                ..licence
            },
        }
    }
}

/// Licences under which anybody may pass rows on with the credit, without their versions.
const OPEN: [&str; 12] = [
    "cc0",
    "cc by",
    "cc by-sa",
    "cc-by",
    "cc-by-sa",
    "odbl",
    "odc-by",
    "pddl",
    "mit",
    "apache",
    "public domain",
    "cc zero",
];

/// Words behind them that make no other licence of them; any other word may.
const OF_VERSIONS: [&str; 9] =
    ["igo", "international", "unported", "generic", "universal", "deed", "license", "licence", "version"];

impl Licence {
    /// The licence of rows of one's own that is called `name`. Only one that is known to be open lets them be passed on.
    #[must_use]
    pub fn own(name: &str) -> Self {
        let passing = if is_open(name) { Passing::Allowed } else { Passing::Unknown };
        Self { name: Some(name.to_owned()), passing, ..Self::default() }
    }

    /// What `card` says: the `rows` of an output of ours, or what a dataset tells of itself. A licence that is known to be
    /// open lets rows be passed on without saying so.
    #[must_use]
    pub fn read(card: &Map<String, Value>) -> Self {
        let text = |keys: &[&str]| {
            let texts = keys.iter().filter_map(|key| card.get(*key)?.as_str());
            texts.map(str::trim).find(|text| !text.is_empty() && *text != UNKNOWN).map(str::to_owned)
        };
        let name = text(&["licence", "license"]);
        let said = ["may_pass_on", "may_share"].iter().find_map(|key| card.get(*key)?.as_bool());
        let passing = match said {
            Some(true) => Passing::Allowed,
            Some(false) => {
                let why =
                    text(&["why_not"]).unwrap_or_else(|| "its metadata says that rows may not be passed on".to_owned());
                Passing::Forbidden { why }
            }
            None if name.as_deref().is_some_and(is_open) => Passing::Allowed,
            // a card that names a dataset of known terms and says nothing of them is under these
            None => match text(&["dataset"]).filter(|named| named.contains(Dataset::Acled.name())) {
                Some(_) => Dataset::Acled.licence().passing,
                None => Passing::Unknown,
            },
        };
        Self {
            dataset: text(&["dataset", "title"]),
            name,
            url: text(&["licence_url", "license_url"]),
            attribution: text(&["attribution"]),
            citation: text(&["citation"]),
            note: text(&["note"]),
            passing,
        }
    }

    /// Rows under each of `all`: every credit, and the strictest terms.
    #[must_use]
    pub fn together(all: &[Self]) -> Self {
        let joined = |between: &str, part: fn(&Self) -> Option<&String>| {
            let mut told: Vec<&str> = Vec::new();
            for text in all.iter().filter_map(part).flat_map(|text| text.split(between)) {
                if !told.contains(&text) {
                    told.push(text);
                }
            }
            (!told.is_empty()).then(|| told.join(between))
        };
        Self {
            dataset: joined("; ", |one| one.dataset.as_ref()),
            name: joined(" AND ", |one| one.name.as_ref()),
            url: joined(" ", |one| one.url.as_ref()),
            attribution: joined("; ", |one| one.attribution.as_ref()),
            citation: joined("; ", |one| one.citation.as_ref()),
            note: joined("; ", |one| one.note.as_ref()),
            passing: strictest(all),
        }
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// What outputs tell, by [`Licence::read`]'s names.
    #[must_use]
    pub fn card(&self) -> Map<String, Value> {
        let mut card = Map::new();
        card.insert("dataset".to_owned(), self.to_string().into());
        let (may, why) = match &self.passing {
            Passing::Allowed => (Some(true), None),
            Passing::Forbidden { why } => (Some(false), Some(why)),
            Passing::Unknown => (None, None),
        };
        let texts = [
            ("licence", self.name.as_ref()),
            ("licence_url", self.url.as_ref()),
            ("attribution", self.attribution.as_ref()),
            ("citation", self.citation.as_ref()),
            ("note", self.note.as_ref()),
            ("why_not", why),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                card.insert(key.to_owned(), text.as_str().into());
            }
        }
        if let Some(may) = may {
            card.insert("may_pass_on".to_owned(), may.into());
        }
        card
    }
}

impl fmt::Display for Licence {
    /// The dataset, or `unknown`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.dataset.as_deref().unwrap_or(UNKNOWN))
    }
}

/// What outputs call rows of which nothing is known.
const UNKNOWN: &str = "unknown";

/// Whether each part of a licence such as `ODbL-1.0 AND CC-BY-3.0-IGO` is open.
fn is_open(name: &str) -> bool {
    let name = name.to_lowercase();
    let parts = name.split(" and ").flat_map(|part| part.split(" or ")).flat_map(|part| part.split([';', ',']));
    let mut parts =
        parts.map(|part| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))).peekable();
    parts.peek().is_some() && parts.all(|part| OPEN.iter().any(|open| part.strip_prefix(open).is_some_and(is_version)))
}

/// Whether `rest`, behind the name of a licence, tells which version of it is meant, and no more.
fn is_version(rest: &str) -> bool {
    let number = |word: &str| {
        let digits = word.strip_prefix('v').unwrap_or(word);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let mut words =
        rest.split(|c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')')).filter(|word| !word.is_empty());
    words.all(|word| number(word) || OF_VERSIONS.contains(&word))
}

fn strictest(all: &[Licence]) -> Passing {
    let mut strictest = Passing::Allowed;
    for one in all {
        match (&one.passing, &strictest) {
            (Passing::Forbidden { .. }, _) => return one.passing.clone(),
            (Passing::Unknown, _) => strictest = Passing::Unknown,
            (Passing::Allowed, _) => {}
        }
    }
    if all.is_empty() { Passing::Unknown } else { strictest }
}
