//! Where the words of a record place it: the regions and stretches of border that they name, as all places where an event may
//! have been. Not responsible for a table's columns, nor for measuring.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use geo_types::MultiPolygon;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::geometry::overlay::{united, without};
use crate::lonlat::LonLat;
use crate::model::claim::{Incident, RecordKind};
use crate::model::crosswalk::TOWN;
use crate::model::extent::{Area, Band, Extent, Placed};
use crate::model::feature::Feature;
use crate::model::precision::{Location, LocationError, Precision, Whereabouts};
use crate::model::region::{Region, RegionName};
use crate::model::shape::Shape;
use crate::query::locate::locate;
use crate::units::Metres;

/// How far from a border "near the border" reaches where its source does not say: a convention, after the 25 km that the codebook
/// of UCDP GED gives for its `where_prec` 2, "near".
pub const BORDER_ZONE: Metres = Metres::from_km(25.0);

/// The layers of regions, the finest first; waters are known by their ids too.
const LAYERS: [LayerName; 4] = [LayerName::Districts, LayerName::Provinces, LayerName::Countries, LayerName::Waters];

/// The regions of an atlas as areas, each made once and then lent.
///
/// # Cost
/// The first question about a layer unpacks it; an area is copied out of its layer when it is first asked for.
///
/// # Example
/// ```
/// use std::sync::Arc;
/// use sarhad::{Atlas, query::areas::Areas};
/// let atlas = Atlas::built_in();
/// let areas = Areas::new(&atlas);
/// let gwadar = areas.of_region("PK/gwadar").ok_or("there is no such region")?;
/// assert_eq!(gwadar.name, "Gwadar district");
/// assert!(areas.of_region("PK/gwadar").is_some_and(|again| Arc::ptr_eq(&gwadar, &again)));
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug)]
pub struct Areas<'a> {
    atlas: &'a Atlas,
    waters: OnceLock<Vec<Region>>,
    units: OnceLock<BTreeMap<String, (LayerName, usize)>>,
    /// Areas by the ids of their regions; `None` for what the atlas does not have.
    made: Mutex<BTreeMap<String, Option<Arc<Area>>>>,
    /// Bands by their border, the bits of their width, and their area.
    bands: Mutex<BTreeMap<(String, u64, String), Arc<Band>>>,
}

impl<'a> Areas<'a> {
    /// The areas of `atlas`.
    #[must_use]
    pub fn new(atlas: &'a Atlas) -> Self {
        Self { atlas, waters: OnceLock::new(), units: OnceLock::new(), made: Mutex::default(), bands: Mutex::default() }
    }

    /// The atlas that they are of.
    #[must_use]
    pub fn atlas(&self) -> &'a Atlas {
        self.atlas
    }

    /// The district, province or country of this id, the same one each time.
    #[must_use]
    pub fn of_region(&self, id: &str) -> Option<Arc<Area>> {
        let mut made = held(&self.made);
        if let Some(known) = made.get(id) {
            return known.clone();
        }
        let area = self.drawn(id).map(Arc::new);
        made.insert(id.to_owned(), area.clone());
        area
    }

    /// All of the regions of these ids as one area, in whatever order they are named; `None` where the atlas lacks any of them,
    /// since what it has would not be all places.
    #[must_use]
    pub fn of_regions(&self, ids: &[String]) -> Option<Arc<Area>> {
        let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        ids.sort_unstable();
        ids.dedup();
        if let [id] = ids.as_slice() {
            return self.of_region(id);
        }
        let key = ids.join(" ");
        if let Some(known) = held(&self.made).get(&key) {
            return known.clone();
        }
        let parts: Option<Vec<Arc<Area>>> = ids.iter().map(|id| self.of_region(id)).collect();
        let area = parts.filter(|parts| !parts.is_empty()).map(|parts| Arc::new(joined(key.clone(), &parts)));
        // another thread may have been as quick: the first one made is the one that stays
        held(&self.made).entry(key).or_insert(area).clone()
    }

    /// All the places where an event may have been that is somewhere along border `id`, in the regions `within` where all of them
    /// are known; `None` where the atlas has no such border.
    #[must_use]
    pub fn along(&self, id: &str, within: &[String], width: Option<Metres>) -> Option<Arc<Band>> {
        let line = self.atlas.borders().iter().find(|line| line.border.id == id)?;
        let width = width.filter(|width| *width > Metres::ZERO).unwrap_or(BORDER_ZONE);
        let within = self.of_regions(within);
        let key =
            (id.to_owned(), width.value().to_bits(), within.as_ref().map_or_else(String::new, |area| area.id.clone()));
        let band = || {
            let border = &line.border.name;
            let article = if border.ends_with("border") || border.ends_with("boundary") { "the " } else { "" };
            let area = within.as_ref().map_or_else(String::new, |area| format!(" in {}", area.name));
            let name = format!("{article}{border}{area}");
            Arc::new(Band { name, line: line.border.lines.clone(), width, within: within.clone() })
        };
        Some(Arc::clone(held(&self.bands).entry(key).or_insert_with(band)))
    }

    /// The smallest region that holds `at`: its district, else its province, else its country.
    #[must_use]
    pub fn holding(&self, at: LonLat) -> Option<Arc<Area>> {
        let found = locate(self.atlas, at);
        let name = found.district.or(found.province).or(found.country)?;
        self.of_region(&name.id)
    }

    /// Where the words of a record place it.
    ///
    /// The best single place is that of an exact, near or local point, or the one that stands for a line; an area, a band and the
    /// sea have none. A locality without a point is its district's stretch of the border where a border is named, else its
    /// district. A point that stands for more and comes without a radius is somewhere in the regions named, else in the smallest
    /// one that holds the point.
    #[must_use]
    pub fn placed(&self, words: &Whereabouts) -> Placed {
        let precision = Some(words.precision);
        let area = |ids: &[String]| self.of_regions(ids).map(Extent::Area);
        let location = match words.location() {
            Ok(location) => location,
            // what is missing leaves all of the regions that are named
            Err(LocationError::Missing { .. }) => Location::Areas(words.areas.clone()),
            Err(_) => return Placed { precision, ..Placed::default() },
        };
        let (extent, best) = match location {
            Location::Point { at, radius: None } if words.precision == Precision::Near => {
                (self.standing_for(at, &words.areas), Some(at))
            }
            Location::Point { at, radius } => {
                let town = Some(TOWN).filter(|_| words.precision == Precision::Locality);
                (Some(round(at, radius.or(town))), Some(at))
            }
            Location::Along { at, areas } => match words.radius_m {
                Some(radius_m) => (Some(round(at, Some(Metres::new(radius_m)))), Some(at)),
                None => (self.standing_for(at, &areas), Some(at)),
            },
            Location::AlongBorder { border, width, .. } => {
                let band = self.along(&border, &words.areas, width).map(Extent::Band);
                (band.or_else(|| area(&words.areas)), None)
            }
            Location::Water { areas, .. } => (self.of_waters(&areas).map(Extent::Area), None),
            Location::Areas(ids) => (area(&ids), None),
            Location::Unlocated => (None, None),
        };
        Placed { precision, extent, best }
    }

    /// As [`Areas::placed`] for a record of a set of claims. Several events told as one have no place together.
    #[must_use]
    pub fn of_record(&self, record: &Incident) -> Placed {
        match record.record {
            RecordKind::Aggregate => Placed { precision: Some(Precision::Unlocated), ..Placed::default() },
            _ => self.placed(&record.whereabouts),
        }
    }

    /// What a point without a radius stands for.
    fn standing_for(&self, at: LonLat, areas: &[String]) -> Option<Extent> {
        self.of_regions(areas).or_else(|| self.holding(at)).map(Extent::Area)
    }

    /// The waters of these countries; `None` where the atlas lacks those of any of them.
    fn of_waters(&self, ids: &[String]) -> Option<Arc<Area>> {
        let of =
            |id: &String| self.waters().iter().find(|sea| sea.name.country.as_ref() == Some(id) || sea.name.id == *id);
        let seas: Option<Vec<String>> = ids.iter().map(|id| of(id).map(|sea| sea.name.id.clone())).collect();
        self.of_regions(&seas?)
    }

    fn waters(&self) -> &[Region] {
        self.waters.get_or_init(|| {
            let features = self.atlas.layer(LayerName::Waters).features.iter().enumerate();
            features.filter_map(|(number, feature)| Region::from_checked(feature, number)).collect()
        })
    }

    /// An outline without its country's waters, since what is told of a district happened on land; all of it where it is sea.
    fn on_land(&self, card: &RegionName, outline: MultiPolygon<f64>) -> MultiPolygon<f64> {
        let same = |sea: &&Region| sea.name.country.is_some() && sea.name.country == card.country;
        self.waters().iter().filter(same).fold(outline, |rest, sea| {
            let land = without(&rest, &sea.area);
            if land.0.is_empty() { rest } else { land }
        })
    }

    fn drawn(&self, id: &str) -> Option<Area> {
        let &(layer, number) = self.units.get_or_init(|| units(self.atlas)).get(id)?;
        let feature = &self.atlas.layer(layer).features[number];
        let card = RegionName::of(feature, number);
        let outline = feature.shape.as_ref().and_then(Shape::polygons)?;
        let outline = if layer == LayerName::Waters { outline } else { self.on_land(&card, outline) };
        Some(Area { name: described(feature, &card, layer), country: card.country, id: card.id, outline })
    }
}

/// What the lock holds: all of it is whole at any time, even if a thread that held it fell over.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where each region is, by its id; the coarser of two that share one.
fn units(atlas: &Atlas) -> BTreeMap<String, (LayerName, usize)> {
    let mut units = BTreeMap::new();
    for layer in LAYERS {
        for (number, feature) in atlas.layer(layer).features.iter().enumerate() {
            units.insert(RegionName::of(feature, number).id, (layer, number));
        }
    }
    units
}

/// A region's name and what kind of unit it is: `Gwadar district`, `Saravan county`, `Iran`.
pub(super) fn described(feature: &Feature, card: &RegionName, layer: LayerName) -> String {
    let kind = match layer {
        LayerName::Districts => feature.text("unit_type").and_then(|kind| kind.split(' ').next()).unwrap_or("district"),
        LayerName::Provinces if feature.text("unit_type").is_none_or(|kind| kind == "province") => "province",
        _ => "",
    };
    if kind.is_empty() || card.name.to_lowercase().ends_with(kind) {
        return card.name.clone();
    }
    format!("{} {kind}", card.name)
}

fn joined(id: String, parts: &[Arc<Area>]) -> Area {
    let outlines: Vec<&MultiPolygon<f64>> = parts.iter().map(|part| &part.outline).collect();
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    let country = parts.first().and_then(|first| first.country.clone());
    Area {
        id,
        name: names.join(", "),
        country: country.filter(|code| parts.iter().all(|part| part.country.as_ref() == Some(code))),
        outline: united(&outlines),
    }
}

/// A point, or the disc round it.
pub(super) fn round(at: LonLat, radius: Option<Metres>) -> Extent {
    match radius {
        Some(radius) if radius > Metres::ZERO => Extent::Disc { centre: at, radius },
        _ => Extent::Point(at),
    }
}
