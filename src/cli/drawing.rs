//! From records and arguments to what a picture shows and says. Not responsible for how it looks.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use geo_types::{Geometry, MultiPoint, Point};
use serde_json::Value;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::Drawing;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::written::place::numbers;
use crate::lonlat::LonLat;
use crate::model::extent::{Extent as Whereabouts, Placed};
use crate::model::feature::{Feature, FeatureId};
use crate::model::precision::Precision;
use crate::model::profile::Role;
use crate::model::profile::role_columns::RoleColumns;
use crate::model::shape::{Longitudes, Shape};
use crate::query::how_far::HowFar;
use crate::render::{Extent, IntervalRow, Intervals, Language, MapOptions, PictureSize, Subject, Theme, incident_id};
use crate::units::Metres;

/// A font file is a few megabytes.
const FONT_BYTES_MAX: u64 = 64 << 20;
/// Towns that a map of another part of the world names, at most.
const TOWNS_MAX: usize = 12;
const PRECISION: &str = "precision";
const RADIUS: &str = "radius_m";
/// Members that only incidents have: ours, and columns of tables of events.
const OF_EVENTS: [&str; 6] = ["record", "where_prec", "geo_precision", "type_of_violence", "event_type", "iyear"];

/// Where a record may have been, and how far that is from what was asked about.
#[derive(Debug)]
pub(super) struct Found {
    placed: Placed,
    far: Option<Far>,
}

/// A record as it may be drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The record, with the shape that may be drawn.
    pub(super) feature: Feature,
    far: Option<Far>,
}

/// How far a record is from what was asked about.
#[derive(Debug, Clone)]
struct Far {
    min: Metres,
    max: Metres,
    best: Option<Metres>,
    target: String,
    name: String,
}

impl Found {
    /// A record that is `placed`, at a distance that is not known yet.
    pub(super) fn placed(placed: Placed) -> Self {
        Self { placed, far: None }
    }

    /// Takes in how far it is.
    pub(super) fn measured(&mut self, far: Option<&HowFar>) {
        self.far = far.map(|far| Far {
            min: far.min,
            max: far.max,
            best: far.best.map(|best| best.distance),
            target: far.to.target.to_owned(),
            name: far.to.name.to_owned(),
        });
    }
}

/// `feature` as it may be drawn: a point that stands for more than a place becomes all the places that it stands for.
pub(super) fn drawable(found: &Found, mut feature: Feature) -> Drawn {
    let placed = &found.placed;
    // our own words stay: they say of a record without areas that it is known to a country
    let own = Precision::ALL.iter().any(|known| feature.text(PRECISION) == Some(known.word()));
    if let Some(precision) = placed.precision.filter(|_| !own) {
        feature.properties.insert(PRECISION.to_owned(), precision.word().into());
    }
    // what is no point is drawn as it is: nothing finer is known
    if feature.shape.as_ref().is_none_or(|shape| shape.point().is_some()) {
        let radius = match &placed.extent {
            Some(Whereabouts::Disc { radius, .. }) => Some(radius.value()),
            _ => None,
        };
        feature.properties.remove(RADIUS);
        if let Some(radius_m) = radius {
            feature.properties.insert(RADIUS.to_owned(), radius_m.into());
        }
        let unplaced = feature.shape.is_none() && placed.precision != Some(Precision::District);
        feature.shape = if unplaced { None } else { shape_of(placed) };
    }
    Drawn { feature, far: found.far.clone() }
}

/// The shape of all the places where a record may have been.
fn shape_of(placed: &Placed) -> Option<Shape> {
    let geometry = match placed.extent.as_ref()? {
        Whereabouts::Point(at) | Whereabouts::Disc { centre: at, .. } => return Some(Shape::from_place(*at)),
        Whereabouts::Points(several) => {
            Geometry::MultiPoint(MultiPoint(several.iter().map(|at| Point::new(at.lon(), at.lat())).collect()))
        }
        Whereabouts::Line(lines) => Geometry::MultiLineString(lines.as_ref().clone()),
        Whereabouts::Area(area) => Geometry::MultiPolygon(area.outline.clone()),
        Whereabouts::Band(band) => Geometry::MultiLineString(band.line.clone()),
    };
    Shape::new(geometry, Longitudes::Strict).ok()?.shape
}

/// What a picture was made of, and how much of it is in it.
pub(super) struct MadeFor<'a> {
    pub(super) records: &'a [Feature],
    pub(super) drawn: usize,
}

/// What the arguments ask of a picture.
pub(super) struct Wishes<'a> {
    pub(super) size: Option<PictureSize>,
    pub(super) scale: u32,
    pub(super) fonts: Vec<Vec<u8>>,
    /// What distances are measured to, as it was asked.
    pub(super) target: Option<String>,
    drawing: &'a Drawing,
    roles: RoleColumns,
    extent: Option<Extent>,
    towns: Option<Vec<String>>,
}

impl<'a> Wishes<'a> {
    /// What `drawing` asks; fails before anything is read if that cannot be.
    pub(super) fn of(drawing: &'a Drawing, roles: RoleColumns, atlas: &Atlas) -> Result<Self, Usage> {
        Ok(Self {
            size: drawing.size.as_deref().map(str::parse).transpose().map_err(Usage::Size)?,
            scale: drawing.scale,
            fonts: drawing.font.iter().map(|path| font(path)).collect::<Result<_, _>>()?,
            target: drawing.intervals.as_ref().map(|target| target.to_string_lossy().into_owned()),
            extent: drawing.bbox.as_deref().map(extent).transpose()?,
            towns: drawing.towns.as_deref().map(|towns| town_ids(towns, atlas)).transpose()?,
            drawing,
            roles,
        })
    }

    /// Whether something happened: it is called an incident, has a date, or a column that only tables of events have.
    fn is_event(&self, feature: &Feature) -> bool {
        let told = |key: &str| feature.properties.get(key).is_some_and(|value| !value.is_null() && value != "");
        let dates = [Role::Date, Role::DateEnd].into_iter().flat_map(|role| self.roles.names(role));
        dates.map(String::as_str).chain(OF_EVENTS).any(told)
    }

    /// The first and the last year of `records`, where their dates begin with them.
    fn years(&self, records: &[Drawn]) -> Option<(i16, i16)> {
        let year = |feature: &Feature| {
            let date = self.roles.names(Role::Date).iter().find_map(|name| feature.text(name))?;
            date.split('-').next().filter(|year| year.len() == 4)?.parse::<i16>().ok()
        };
        let years = || records.iter().filter_map(|record| year(&record.feature));
        years().min().zip(years().max())
    }

    /// What to say where none of `records` lies in the box that was asked for.
    pub(super) fn misplaced(&self, made: &MadeFor) -> Option<String> {
        let (text, bbox) = (self.drawing.bbox.as_deref()?, self.extent?);
        let placed = made.records.iter().filter(|feature| !is_wide(feature) && feature.shape.is_some()).count();
        if made.drawn > 0 || placed == 0 {
            return None;
        }
        let [west, south, east, north] = numbers(text)?;
        let swapped = LonLat::new(south, west).ok().zip(LonLat::new(north, east).ok());
        let swapped = swapped.and_then(|(from, to)| Extent::new(from, to).ok());
        let told =
            format!("none of the {placed} records with a place lies in --bbox {text}, which is west,south,east,north");
        Some(match swapped {
            Some(other) if !bbox.meets(made.records) && other.meets(made.records) => {
                format!(
                    "{told}; latitude and longitude swapped? --bbox {south},{west},{north},{east} holds some of them"
                )
            }
            _ => told,
        })
    }

    /// The options for a picture of `records` under `terms`, but for notes and distances.
    pub(super) fn options(&self, atlas: &Atlas, records: &[Drawn], terms: Option<&Value>) -> MapOptions {
        let language = Language::from(self.drawing.lang);
        let shown = || records.iter().map(|record| &record.feature).filter(|feature| !is_wide(feature));
        let subject = if records.iter().any(|record| self.is_event(&record.feature)) {
            Subject::Incidents
        } else {
            Subject::Places
        };
        let usual = MapOptions::of(subject, language);
        let borderlands = Extent::around(&atlas.layer(LayerName::Districts).features);
        let at_home = borderlands.is_none_or(|extent| extent.encloses(shown()));
        let fitting = || if at_home { Extent::of_borderlands(atlas, shown()) } else { Extent::around(shown()) };
        let extent = self.extent.or_else(fitting);
        let plain = if at_home { usual.title.as_str() } else { MapOptions::plain_title(subject, language) };
        let (title, subtitle) = match dataset(terms, subject) {
            // the borderlands tell a reader more than the name of a table
            Some(_) if at_home && subject == Subject::Incidents => (plain.to_owned(), usual.subtitle.clone()),
            Some(name) if subject == Subject::Incidents => {
                let years = self.years(records);
                (MapOptions::dataset_title(language, records.len(), &name, years), usual.subtitle.clone())
            }
            Some(name) if language == Language::English => (name, String::new()),
            Some(name) => (plain.to_owned(), name),
            None => (plain.to_owned(), usual.subtitle.clone()),
        };
        let towns = match (&self.towns, extent) {
            (Some(towns), _) => towns.clone(),
            (None, Some(extent)) if !at_home || self.extent.is_some() => largest_towns(atlas, extent),
            (None, _) => usual.towns.clone(),
        };
        MapOptions {
            title: self.drawing.title.clone().unwrap_or(title),
            subtitle: self.drawing.subtitle.clone().unwrap_or(subtitle),
            extent,
            towns,
            theme: Theme::from(self.drawing.theme),
            ..usual
        }
    }
}

/// The name of the dataset that the records are of: of incidents as their columns tell, of places as their file says.
fn dataset(terms: Option<&Value>, subject: Subject) -> Option<String> {
    let pointer = if subject == Subject::Incidents { "/rows/dataset" } else { "/title" };
    let name = terms?.pointer(pointer)?.as_str()?.trim();
    (!name.is_empty() && name != "unknown").then(|| name.to_owned())
}

/// Whether nothing is drawn of it, since it is known to a province or country at most.
fn is_wide(feature: &Feature) -> bool {
    let words = [Precision::Province, Precision::Country, Precision::Unlocated].map(Precision::word);
    feature.text(PRECISION).is_some_and(|word| words.contains(&word))
}

/// How far each record is from `target`.
pub(super) fn intervals(target: &str, records: &[Drawn]) -> Intervals {
    let row = |(number, record): (usize, &Drawn)| {
        let Far { min, max, best, .. } = record.far.as_ref()?;
        Some(IntervalRow { id: incident_id(&record.feature, number), min: *min, max: *max, best: *best })
    };
    let rows: Vec<IntervalRow> = records.iter().enumerate().filter_map(row).collect();
    let mut nearest = records.iter().filter_map(|record| record.far.as_ref());
    let first = nearest.next();
    // records may be near several borders, which then have no name in common
    let common = first.filter(|first| nearest.all(|far| far.target == first.target));
    let (target_id, name) = common.map_or((target, target), |far| (far.target.as_str(), far.name.as_str()));
    Intervals { target: name.to_owned(), target_id: target_id.to_owned(), unplaced: records.len() - rows.len(), rows }
}

/// What an input's metadata, and what is known of its rows' terms, ask to be said: each sentence once.
pub(super) fn notes(terms: Option<&Value>) -> Vec<String> {
    let Some(terms) = terms else { return Vec::new() };
    let text = |card: &Value, member: &str| card.get(member).and_then(Value::as_str).map(str::to_owned);
    let rows = terms.get("rows").unwrap_or(&Value::Null);
    let named = text(rows, "dataset").filter(|name| name != "unknown");
    let dataset = match (named, text(rows, "licence")) {
        // two brackets in a row would read as if the licence were of what the first one tells
        (Some(name), Some(licence)) if name.ends_with(')') => Some(format!("{name}; licence of the data: {licence}")),
        (Some(name), Some(licence)) => Some(format!("{name} ({licence})")),
        (name, licence) => name.or(licence),
    };
    let may_not = text(rows, "why_not").map(|why| format!("Not to be passed on: {why}"));
    let of_rows = ["attribution", "citation", "note", "permission", "aggregated", "generalised"];
    let of_rows = of_rows.into_iter().filter_map(|member| {
        let told = text(rows, member)?;
        Some(if matches!(member, "aggregated" | "generalised") { format!("Places {member}: {told}") } else { told })
    });
    let own = ["attribution", "disclaimer"].into_iter().filter_map(|member| text(terms, member));
    let mut notes: Vec<String> = Vec::new();
    for note in dataset.into_iter().chain(of_rows).chain(may_not).chain(own) {
        if !note.trim().is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

fn font(path: &Path) -> Result<Vec<u8>, Usage> {
    let unusable = |problem: String| Usage::Font { file: path.to_owned(), problem };
    let file = File::open(path).map_err(|error| unusable(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(FONT_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| unusable(error.to_string()))?;
    if bytes.len() as u64 > FONT_BYTES_MAX {
        return Err(unusable("is larger than 64 MB".to_owned()));
    }
    // TrueType, OpenType, a collection of them
    let known: [&[u8]; 4] = [&[0, 1, 0, 0], b"OTTO", b"true", b"ttcf"];
    if known.iter().any(|magic| bytes.starts_with(magic)) { Ok(bytes) } else { Err(unusable("is no font".to_owned())) }
}

fn extent(text: &str) -> Result<Extent, Usage> {
    let form = || Usage::Box { text: text.to_owned() };
    let [west, south, east, north] = numbers(text).ok_or_else(form)?;
    let (Ok(from), Ok(to)) = (LonLat::new(west, south), LonLat::new(east, north)) else { return Err(form()) };
    Extent::new(from, to).map_err(|error| Usage::PictureBox { text: text.to_owned(), error })
}

/// The ids of the towns that `text` names: the largest one where several have a name.
fn town_ids(text: &str, atlas: &Atlas) -> Result<Vec<String>, Usage> {
    if text.trim() == "none" {
        return Ok(Vec::new());
    }
    let places = &atlas.layer(LayerName::Places).features;
    let id_of = |name: &str| {
        let wanted = name.to_lowercase();
        let called = |feature: &&Feature| {
            let mut names = ["name", "name_fa", "name_ur"].into_iter().filter_map(|key| feature.text(key));
            feature.id.as_ref().is_some_and(|id| id.to_string() == name)
                || names.any(|one| one.to_lowercase() == wanted)
        };
        let found = places.iter().filter(called).max_by_key(|feature| population(feature));
        found.and_then(|feature| feature.id.as_ref()).map(FeatureId::to_string)
    };
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            id_of(name).ok_or_else(|| {
                let known = places.iter().filter_map(|feature| feature.text("name"));
                Usage::NoTown { name: name.to_owned(), closest: closest(name, known).map(str::to_owned) }
            })
        })
        .collect()
}

fn population(feature: &Feature) -> u64 {
    feature.properties.get("population").and_then(Value::as_u64).unwrap_or(0)
}

/// The ids of the towns in `extent` where most people live.
fn largest_towns(atlas: &Atlas, extent: Extent) -> Vec<String> {
    let inside =
        |feature: &&Feature| feature.shape.as_ref().and_then(Shape::point).is_some_and(|place| extent.holds(place));
    let mut towns: Vec<&Feature> = atlas.layer(LayerName::Places).features.iter().filter(inside).collect();
    towns.sort_by_key(|feature| std::cmp::Reverse(population(feature)));
    towns.iter().take(TOWNS_MAX).filter_map(|feature| feature.id.as_ref()).map(FeatureId::to_string).collect()
}
