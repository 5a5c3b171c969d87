//! Where the columns of a table place a row: which dataset's code it has, which units it names, and all places that the two allow.
//! Not responsible for reading the table, nor for measuring to a border.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::atlas::whole::Atlas;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::claim::RecordKind;
use crate::model::crosswalk::{Coded, Coding, PrecisionMap, radius};
use crate::model::extent::{Extent, Placed};
use crate::model::feature::{Feature, cell_text};
use crate::model::precision::{Precision, Whereabouts};
use crate::model::profile::Role;
use crate::model::profile::role_columns::RoleColumns;
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::query::areas::{Areas, round};
use crate::query::level::Level;
use crate::query::locate::{Placement, locate};
use crate::query::named_units::{NamedUnit, NamedUnits, UnknownName};
use crate::query::outlines::Outlines;
use crate::query::unit_names::{Unit, UnitNames};
use crate::units::Metres;

/// GDELT's column of names, the smallest first: `Turbat, Balochistan, Pakistan`.
const GDELT_NAMES: &str = "ActionGeo_FullName";
/// Columns of which ACLED's tables have at least one.
const ACLED_COLUMNS: [&str; 3] = ["admin1", "country", "event_id_cnty"];

/// The column of radii, unless another one is asked for.
const RADIUS_COLUMN: &str = "radius_m";
/// The column by which an output made coarser is known: there our own words say how precisely a row is placed.
const GENERALISED_COLUMN: &str = "generalised";

/// Of a code that says nothing, so much is told.
const CODE_CHARS_MAX: usize = 60;

/// Which columns say how precisely a row is placed, where they are not those of a known dataset.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacingColumns {
    /// The column of codes or words.
    pub precision: Option<String>,
    /// The column of radii; without it `radius_m`.
    pub radius: Option<String>,
    /// What the codes mean, where it is not what their dataset says.
    pub map: Option<PrecisionMap>,
    /// By which names the columns of other roles are looked for.
    pub roles: RoleColumns,
}

/// A row's columns: what one says, or nothing where it is blank or there is no such column.
pub type Columns<'r, 't> = &'r dyn Fn(&str) -> Option<Cow<'t, str>>;

/// Tells where rows are placed.
///
/// Whose table it is is told by its columns: UCDP's `where_prec`, ACLED's `geo_precision`, GDELT's `ActionGeo_Type`, or `precision`
/// with the words of our own outputs (with `radius_m`, `areas` and `along_border` beside it).
///
/// A code for a district or a province means the unit that the row names if the atlas has it (a name that two units have is not
/// guessed), else the one that holds its point. Where the atlas has no unit so fine there, it is the next coarser one: all the places
/// where the event may have been, and some more.
///
/// # Example
/// ```
/// use std::borrow::Cow;
/// use sarhad::{Atlas, LonLat, query::placing::{Placer, PlacingColumns}};
/// let atlas = Atlas::built_in();
/// let placer = Placer::new(&atlas, &PlacingColumns::default());
/// let row = [("where_prec", "3.0"), ("adm_2", "Gwadar district"), ("country", "Pakistan")];
/// let text = |column: &str| row.iter().find(|(name, _)| *name == column).map(|(_, text)| Cow::Borrowed(*text));
/// let placed = placer.placed(&text, Some(LonLat::new(62.3254, 25.1264)?)); // the town stands for its district
/// assert_eq!(placed.extent.map(|extent| extent.word()), Some("area"));
/// assert_eq!(placed.best, None);
/// # Ok::<(), sarhad::NotOnEarth>(())
/// ```
#[derive(Debug)]
pub struct Placer<'a> {
    areas: Areas<'a>,
    columns: PlacingColumns,
    names: OnceLock<UnitNames<'a>>,
    outlines: Outlines,
}

/// What a row says of its place that means nothing, and is left aside.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unclear {
    /// A code of how precise the place is.
    Code {
        /// The column.
        column: String,
        /// What stands there.
        code: String,
        /// What might.
        known: String,
    },
    /// A radius that is no length.
    Radius {
        /// The column.
        column: String,
        /// What stands there.
        radius: String,
    },
    /// A region that the atlas does not have.
    Region {
        /// The column.
        column: &'static str,
        /// What stands there.
        id: String,
    },
}

impl Unclear {
    /// The column that it stands in.
    #[must_use]
    pub fn column(&self) -> &str {
        match self {
            Self::Code { column, .. } | Self::Radius { column, .. } => column,
            Self::Region { column, .. } => column,
        }
    }
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { column, code, known } => {
                write!(f, "{column} {code:?} says nothing of how precise the place is; it is one of {known}")
            }
            Self::Radius { column, radius } => {
                write!(f, "{column} {radius:?} is no radius; write metres, or a unit such as 25km")
            }
            Self::Region { column, id } => write!(f, "{column}: the atlas has no region {id:?}; the row has no place"),
        }
    }
}

/// The columns of regions and of a border that our own tables have.
const AREAS: &str = "areas";
const ALONG_BORDER: &str = "along_border";

/// A row whose point does not lie in the unit that it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement<'p> {
    /// The column that names the unit.
    pub column: &'p str,
    /// The unit that it names.
    pub stated: &'p RegionName,
    /// The unit that holds the point; `None` outside all units known.
    pub holds: Option<&'p RegionName>,
    /// How far the point is from the stated unit.
    pub distance: Metres,
    described: [&'p str; 2],
}

impl fmt::Display for Disagreement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [stated, holds] = self.described;
        let km = self.distance.km();
        let decimals = usize::from(km < 10.0);
        write!(f, "the row says {stated}, its point lies in {holds}, {km:.decimals$} km from there")
    }
}

/// The code that a row has, and what it says.
struct Code<'t> {
    column: String,
    text: Cow<'t, str>,
    coding: Option<Coding>,
    coded: Option<Coded>,
}

impl Code<'_> {
    /// That of a row without any.
    fn none() -> Self {
        Self { column: String::new(), text: Cow::Borrowed(""), coding: None, coded: None }
    }
}

/// The units of the atlas that a row names.
#[derive(Default)]
struct Named<'p> {
    district: Option<(&'p str, &'p Unit)>,
    province: Option<(&'p str, &'p Unit)>,
    country: Option<&'p Unit>,
    /// Whether it names any district, known or not.
    says_district: bool,
}

impl Named<'_> {
    /// Whether a region may be the one meant, as far as the row names the ones that it is part of.
    fn fits(&self, card: &RegionName) -> bool {
        let within = self.province.is_none_or(|(_, province)| {
            card.id == province.card.id || card.parent.as_ref().is_none_or(|parent| *parent == province.card.id)
        });
        within && self.country.is_none_or(|country| card.country == country.card.country)
    }
}

/// The point that stands for a row whose shape is none.
fn stated_point(text: Columns<'_, '_>) -> Option<LonLat> {
    let degrees = |column: &str| text(column)?.trim().parse().ok();
    LonLat::new(degrees("stated_lon")?, degrees("stated_lat")?).ok()
}

impl<'a> Placer<'a> {
    /// A placer among the regions of `atlas`, for tables with these columns.
    #[must_use]
    pub fn new(atlas: &'a Atlas, columns: &PlacingColumns) -> Self {
        let columns = columns.clone();
        Self { areas: Areas::new(atlas), columns, names: OnceLock::new(), outlines: Outlines::default() }
    }

    /// The areas that it lends.
    #[must_use]
    pub fn areas(&self) -> &Areas<'a> {
        &self.areas
    }

    /// By which names it looks for columns.
    #[must_use]
    pub fn roles(&self) -> &RoleColumns {
        &self.columns.roles
    }

    /// The columns that were asked for by name, which a table should have.
    pub fn asked_columns(&self) -> impl Iterator<Item = &str> {
        let map = self.columns.map.as_ref().and_then(|map| map.column.as_deref());
        self.columns.precision.as_deref().or(map).into_iter().chain(self.columns.radius.as_deref())
    }

    /// Whether a table with columns of which `has` knows the names says anything of places but their points.
    #[must_use]
    pub fn speaks(&self, has: &dyn Fn(&str) -> bool) -> bool {
        let words = self.roles().names(Role::Precision).iter().map(String::as_str);
        let usual = Coding::ALL.iter().map(|coding| coding.column()).chain([RADIUS_COLUMN]);
        usual.chain(words).chain(self.asked_columns()).any(has)
    }

    /// Where a row is placed whose point is `at`.
    ///
    /// # Cost
    /// A microsecond or two where the row names its unit, some more where its point is located.
    #[must_use]
    pub fn placed(&self, text: Columns<'_, '_>, at: Option<LonLat>) -> Placed {
        let code = self.code(text);
        let Some((code, coded)) = code.as_ref().and_then(|code| Some((code, code.coded?))) else {
            return self.uncoded(text, at);
        };
        if code.coding == Some(Coding::Words) && text("record").is_some_and(|kind| kind == RecordKind::Aggregate.word())
        {
            // several events told as one have no place together
            return Placed { precision: Some(Precision::Unlocated), ..Placed::default() };
        }
        // a corridor's point is told in columns, since none is drawn
        let at = at.or_else(|| stated_point(text));
        let radius = self.radius(text).or(coded.radius);
        if radius.is_none() && self.radius_text(text).is_some() && coded.precision <= Precision::Locality {
            // how far it may be is said, and not understood
            let extent = at.and_then(|at| self.areas.holding(at)).map(Extent::Area);
            return Placed { precision: Some(coded.precision), extent, best: at };
        }
        let mut precision = coded.precision;
        let own = text(AREAS).filter(|_| code.coding.is_none_or(|coding| coding == Coding::Words));
        let areas = if let Some(ids) = own {
            ids.split_whitespace().map(str::to_owned).collect()
        } else {
            let named = self.named(text, code);
            if code.coding == Some(Coding::Acled) && precision == Precision::District && !named.says_district {
                precision = Precision::Province;
            }
            self.unit(&named, precision, at, radius).into_iter().collect()
        };
        self.areas.placed(&Whereabouts {
            precision,
            areas,
            border: text(ALONG_BORDER).map(|id| id.trim().to_owned()),
            place: None,
            lon: at.map(LonLat::lon),
            lat: at.map(LonLat::lat),
            radius_m: radius.map(Metres::value),
            as_written: None,
            note: None,
        })
    }

    /// Where a row is placed that has no code: at its point, or within the radius that it states.
    fn uncoded(&self, text: Columns<'_, '_>, at: Option<LonLat>) -> Placed {
        match (at, self.radius(text)) {
            (Some(at), Some(radius)) => {
                Placed { precision: None, extent: Some(round(at, Some(radius))), best: Some(at) }
            }
            (at, _) => at.map_or_else(Placed::default, Placed::unstated),
        }
    }

    /// What a row says of its radius: a record that was made coarser says it in our own column.
    fn radius_text<'t>(&self, text: Columns<'_, 't>) -> Option<Cow<'t, str>> {
        let own = || text(RADIUS_COLUMN).filter(|_| text(GENERALISED_COLUMN).is_some());
        self.columns.radius.as_deref().map_or_else(|| text(RADIUS_COLUMN), |asked| text(asked).or_else(own))
    }

    fn radius(&self, text: Columns<'_, '_>) -> Option<Metres> {
        self.radius_text(text).and_then(|text| radius(&text))
    }

    /// Where a feature is placed: as its columns say, or else anywhere in its shape.
    #[must_use]
    pub fn of_feature(&self, feature: &Feature) -> Placed {
        let text = |column: &str| {
            let text = cell_text(feature.cell(column)?)?;
            (!text.trim().is_empty()).then_some(text)
        };
        let shape = feature.shape.as_ref();
        self.placed(&text, shape.and_then(Shape::point)).or_shape(shape)
    }

    /// What a row says of its place that means nothing; the first of several.
    #[must_use]
    pub fn unclear(&self, text: Columns<'_, '_>) -> Option<Unclear> {
        let short = |text: &str| text.chars().take(CODE_CHARS_MAX).collect();
        let code = self.code(text);
        if let Some(Code { column, text, coding, coded: None }) = &code {
            let known = match (&self.columns.map, coding) {
                (Some(map), _) => map.known(),
                (None, coding) => coding.unwrap_or(Coding::Words).known(),
            };
            return Some(Unclear::Code { column: column.clone(), code: short(text), known });
        }
        let column = self.columns.radius.as_deref().unwrap_or(RADIUS_COLUMN);
        if let Some(text) = self.radius_text(text).filter(|text| radius(text).is_none()) {
            return Some(Unclear::Radius { column: column.to_owned(), radius: short(&text) });
        }
        if code.as_ref().is_none_or(|code| code.coding.is_some_and(|coding| coding != Coding::Words)) {
            return None;
        }
        let unknown = |id: &&str| self.areas.of_region(id).is_none();
        let areas = text(AREAS)?;
        let id = areas.split_whitespace().find(unknown)?;
        Some(Unclear::Region { column: AREAS, id: short(id) })
    }

    /// Where the unit that a row names and its point `at` disagree by more than the layer may be off. Only a point that stands for a
    /// place, or for a district, is held against its unit.
    #[must_use]
    pub fn disagreement(&self, text: Columns<'_, '_>, at: LonLat) -> Option<Disagreement<'_>> {
        let code = self.code(text);
        let precision = code.as_ref().and_then(|code| code.coded).map(|coded| coded.precision);
        if precision.is_some_and(|precision| precision > Precision::District) {
            return None;
        }
        let named = self.named(text, &code.unwrap_or_else(Code::none));
        let (column, unit) = named.district.or(named.province)?;
        self.apart(&NamedUnit { column, unit }, at, unit.accuracy)
    }

    /// Where the point `at` and a unit that is named are farther apart than `most`.
    #[must_use]
    pub fn apart<'p>(&'p self, named: &NamedUnit<'p>, at: LonLat, most: Metres) -> Option<Disagreement<'p>> {
        let NamedUnit { column, unit: stated } = *named;
        let distance = self.distance_to(named, at)?;
        if distance <= most {
            return None;
        }
        let found = locate(self.areas.atlas(), at);
        let district = found.district.filter(|_| stated.level == Level::District);
        let holds = district.or(found.province).or(found.country);
        let holder = holds.and_then(|card| self.names().of_id(&card.id));
        let there = holder.map_or("no country of the atlas", |unit| unit.described.as_str());
        let described = [stated.described.as_str(), there];
        Some(Disagreement { column, stated: &stated.card, holds, distance, described })
    }

    /// The unit of this id, as if `column` named it.
    #[must_use]
    pub fn unit_of_id<'p>(&'p self, id: &str, column: &'p str) -> Option<NamedUnit<'p>> {
        self.names().of_id(id).map(|unit| NamedUnit { column, unit })
    }

    /// The one unit of a level that a name means wherever it is, as if `column` named it.
    #[must_use]
    pub fn unit_called<'p>(&'p self, level: Level, name: &str, column: &'p str) -> Option<NamedUnit<'p>> {
        self.names().meant(level, name, |_| true).map(|unit| NamedUnit { column, unit })
    }

    /// How far `at` is from the land of a unit that is named: nothing anywhere in its outline; `None` for a unit without one.
    ///
    /// # Cost
    /// A look into the index where the unit holds the point, else microseconds.
    #[must_use]
    pub fn distance_to(&self, named: &NamedUnit<'_>, at: LonLat) -> Option<Metres> {
        let mut within = false;
        let regions = named.unit.level.regions(self.areas.atlas());
        regions.index.each_holding(at, |holder| within |= holder.number == named.unit.number);
        if within {
            return Some(Metres::ZERO);
        }
        Some(self.outline(&named.unit.card.id)?.nearest(at)?.distance)
    }

    /// The units of the atlas that a row names, and the precision that it states.
    #[must_use]
    pub fn units_named(&self, text: Columns<'_, '_>) -> NamedUnits<'_> {
        let code = self.code(text).unwrap_or_else(Code::none);
        let named = self.named(text, &code);
        let said = |role| self.said(text, role).filter(|_| code.coding != Some(Coding::Gdelt));
        let unknown = |level, role, known: bool| {
            let (column, name) = said(role).filter(|_| !known)?;
            Some(UnknownName { level, column, name: name.trim().to_owned() })
        };
        let country_column = said(Role::Country).map_or(GDELT_NAMES, |(column, _)| column);
        let says_country = said(Role::Country).is_some();
        let placed_in_atlas = named.country.is_some() || !says_country;
        let unknown = [
            unknown(Level::District, Role::District, named.district.is_some()),
            unknown(Level::Province, Role::Province, named.province.is_some()),
        ];
        let unknown = unknown.into_iter().flatten().filter(|_| placed_in_atlas).collect();
        let unit = |(column, unit)| NamedUnit { column, unit };
        NamedUnits {
            district: named.district.map(unit),
            province: named.province.map(unit),
            country: named.country.map(|unit| NamedUnit { column: country_column, unit }),
            unknown,
            says_country,
            coding: code.coding,
            coded: code.coded,
        }
    }

    fn names(&self) -> &UnitNames<'a> {
        self.names.get_or_init(|| UnitNames::new(self.areas.atlas()))
    }

    /// The code of a row: in the column that was asked for, else in that of the first dataset whose it may be.
    fn code<'t>(&self, text: Columns<'_, 't>) -> Option<Code<'t>> {
        let asked = self.asked_code(text);
        if asked.as_ref().is_some_and(|code| code.coded.is_some()) || text(GENERALISED_COLUMN).is_none() {
            return asked;
        }
        // a row made coarser has our words in the place of the columns that were asked for
        let words = text(Coding::Words.column()).map(|word| Code {
            column: Coding::Words.column().to_owned(),
            coding: Some(Coding::Words),
            coded: Coding::Words.coded(&word),
            text: word,
        });
        words.or(asked)
    }

    fn asked_code<'t>(&self, text: Columns<'_, 't>) -> Option<Code<'t>> {
        let map = self.columns.map.as_ref();
        let asked = self.columns.precision.as_deref().or_else(|| map?.column.as_deref());
        let (column, coding, code) = match asked {
            Some(column) => {
                let coding = Coding::ALL.into_iter().find(|coding| coding.column() == column);
                (column, coding, text(column)?)
            }
            None => self.usual_code(text)?,
        };
        let coded = match map {
            Some(map) => map.coded(&code),
            None => coding.unwrap_or(Coding::Words).coded(&code),
        };
        Some(Code { column: column.to_owned(), text: code, coding, coded })
    }

    /// The code in the column of a dataset, or words of ours in one that people call by another name.
    fn usual_code<'t>(&self, text: Columns<'_, 't>) -> Option<(&str, Option<Coding>, Cow<'t, str>)> {
        let of_dataset = Coding::ALL.into_iter().find_map(|coding| {
            let code = text(coding.column()).filter(|code| speaks(coding, code, text))?;
            Some((coding.column(), Some(coding), code))
        });
        // what else stands in columns of such names is not held to be a code
        let of_people = || {
            let columns = self.roles().names(Role::Precision).iter().map(String::as_str);
            let others = columns.filter(|column| Coding::ALL.iter().all(|coding| coding.column() != *column));
            let mut words = others.filter_map(|column| {
                let word = text(column).filter(|word| Coding::Words.coded(word).is_some())?;
                Some((column, Some(Coding::Words), word))
            });
            words.next()
        };
        of_dataset.or_else(of_people)
    }

    /// The first column of this role that says something of a row, and what it says.
    #[must_use]
    pub fn said<'t>(&self, text: Columns<'_, 't>, role: Role) -> Option<(&str, Cow<'t, str>)> {
        self.roles().names(role).iter().find_map(|column| Some((column.as_str(), text(column)?)))
    }

    /// The units that a row names.
    fn named<'p>(&'p self, text: Columns<'_, '_>, code: &Code) -> Named<'p> {
        let first = |role| self.said(text, role).map(|(column, name)| (column, name.into_owned()));
        let [district, province, country] = if code.coding == Some(Coding::Gdelt) {
            gdelt_names(text, code.coded)
        } else {
            [Role::District, Role::Province, Role::Country].map(first)
        };
        let book = self.names();
        let says_country = country.is_some();
        let country = country.and_then(|(_, name)| book.meant(Level::Country, &name, |_| true));
        let mut named = Named { country, says_district: district.is_some(), ..Named::default() };
        if says_country && country.is_none() {
            return named;
        }
        let meant = |level, name: Option<(&'p str, String)>, named: &Named| {
            name.and_then(|(column, name)| Some((column, book.meant(level, &name, |card| named.fits(card))?)))
        };
        named.province = meant(Level::Province, province, &named);
        named.district = meant(Level::District, district, &named);
        named
    }

    /// The id of the unit that a row of this precision is in: the one that it names, else the one that holds its point.
    fn unit(&self, named: &Named, precision: Precision, at: Option<LonLat>, radius: Option<Metres>) -> Option<String> {
        let finest = match precision {
            Precision::District => Level::District,
            Precision::Locality | Precision::Exact if at.is_none() => Level::District,
            Precision::Near if at.is_none() || radius.is_none() => Level::District,
            Precision::Province | Precision::Corridor => Level::Province,
            Precision::Country => Level::Country,
            Precision::BorderZone => {
                let unit = named.district.or(named.province).map(|(_, unit)| unit).or(named.country);
                return unit.map(|unit| unit.card.id.clone());
            }
            Precision::Exact | Precision::Near | Precision::Locality | Precision::Water | Precision::Unlocated => {
                return None;
            }
        };
        let stated = |level: Level| match level {
            Level::District => named.district.map(|(_, unit)| unit),
            Level::Province => named.province.map(|(_, unit)| unit),
            Level::Country => named.country,
        };
        let mut found: Option<Placement> = None;
        Level::ALL.into_iter().filter(|level| *level >= finest).find_map(|level| {
            if let Some(unit) = stated(level) {
                return Some(unit.card.id.clone());
            }
            let at = at?;
            let found = found.get_or_insert_with(|| locate(self.areas.atlas(), at));
            let card = match level {
                Level::District => found.district,
                Level::Province => found.province,
                Level::Country => found.country,
            };
            card.filter(|card| named.fits(card)).map(|card| card.id.clone())
        })
    }

    /// The outline of the unit of this id, indexed when it is first asked for.
    fn outline(&self, id: &str) -> Option<Arc<SegmentIndex>> {
        self.outlines.of_region(id, || Some(self.areas.of_region(id)?.outline.clone()))
    }
}

/// Whether a code in the column of `coding` may be one of its dataset's.
fn speaks(coding: Coding, code: &str, text: Columns<'_, '_>) -> bool {
    match coding {
        Coding::Acled => ACLED_COLUMNS.iter().any(|column| text(column).is_some()),
        // columns of that name hold the digits of instruments too
        Coding::Words => !code.trim_start().starts_with(|first: char| first.is_ascii_digit()),
        Coding::Ucdp | Coding::Gdelt => true,
    }
}

/// The names of district, province and country in GDELT's column; a city's own name is none of them.
fn gdelt_names(text: Columns<'_, '_>, coded: Option<Coded>) -> [Option<(&'static str, String)>; 3] {
    let full = text(GDELT_NAMES).unwrap_or_default();
    let parts: Vec<&str> = full.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let name = |part: Option<&&str>| part.map(|part| (GDELT_NAMES, (*part).to_owned()));
    let of_city = coded.is_some_and(|coded| coded.precision == Precision::Locality);
    let province = match parts.as_slice() {
        [_, province, _] => Some(province),
        [province, _] if !of_city => Some(province),
        _ => None,
    };
    [None, name(province), name(parts.last())]
}
