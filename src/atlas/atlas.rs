//! The atlas: which layers there are, and the regions, borders and points made of them.
//! Not responsible for reading files: a layer of the user's comes in as features.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use thiserror::Error;

use crate::atlas::pack;
use crate::geometry::edge::EdgeModel;
use crate::index::regions::RegionIndex;
use crate::index::segments::SegmentIndex;
use crate::model::border::Border;
use crate::model::layer::Layer;
use crate::model::place::Place;
use crate::model::region::{Region, RegionError, RegionName};
use crate::topology::shared::shared_borders;

/// The layers of an atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerName {
    /// Lines between countries.
    Borders,
    /// The same lines, generalised at 100 m for the web.
    Borders100m,
    /// Outlines of countries.
    Countries,
    /// Places where people may cross a border.
    Crossings,
    /// Outlines of districts and counties.
    Districts,
    /// Schematic movements between areas.
    Flows,
    /// Towns and localities.
    Places,
    /// Outlines of provinces.
    Provinces,
    /// Regions without a boundary, such as the Golden Crescent.
    Regions,
    /// Where three countries meet.
    Tripoints,
}

impl LayerName {
    /// All layers, in alphabetical order.
    pub const ALL: [Self; 10] = [
        Self::Borders,
        Self::Borders100m,
        Self::Countries,
        Self::Crossings,
        Self::Districts,
        Self::Flows,
        Self::Places,
        Self::Provinces,
        Self::Regions,
        Self::Tripoints,
    ];

    /// The word by which files and commands name the layer.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Borders => "borders",
            Self::Borders100m => "borders_100m",
            Self::Countries => "countries",
            Self::Crossings => "crossings",
            Self::Districts => "districts",
            Self::Flows => "flows",
            Self::Places => "places",
            Self::Provinces => "provinces",
            Self::Regions => "regions",
            Self::Tripoints => "tripoints",
        }
    }
}

impl fmt::Display for LayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for LayerName {
    type Err = AtlasError;

    fn from_str(text: &str) -> Result<Self, AtlasError> {
        let known = Self::ALL.into_iter().find(|layer| layer.word() == text);
        known.ok_or_else(|| AtlasError::UnknownLayer { name: text.to_owned() })
    }
}

/// Why an atlas cannot be built.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum AtlasError {
    /// There is no layer of this name.
    #[error("there is no layer {name:?}; the layers are {}", words())]
    UnknownLayer {
        /// What was asked for.
        name: String,
    },
    /// A layer holds a feature that it cannot use.
    #[error("layer {layer}: {error}")]
    Region {
        /// The layer.
        layer: LayerName,
        /// What is wrong.
        error: RegionError,
    },
    /// A layer holds nothing that it could use.
    #[error("layer {layer} needs {needs}, and the file has none")]
    Empty {
        /// The layer.
        layer: LayerName,
        /// Lines, areas or points.
        needs: &'static str,
    },
}

fn words() -> String {
    LayerName::ALL.map(LayerName::word).join(", ")
}

/// Named areas that can be asked which of them holds a place.
#[derive(Debug)]
pub struct Regions {
    /// Their name cards, in the layer's order.
    pub names: Vec<RegionName>,
    /// Their outlines, each under the number of its name card.
    pub index: RegionIndex,
}

impl Regions {
    fn new(regions: Vec<Region>) -> Self {
        let index = RegionIndex::new(regions.iter().map(|region| &region.area));
        Self { names: regions.into_iter().map(|region| region.name).collect(), index }
    }
}

/// A border that can be asked for its nearest point.
#[derive(Debug)]
pub struct BorderLine {
    /// The border as its source draws it.
    pub border: Border,
    index: OnceLock<SegmentIndex>,
    edges: EdgeModel,
}

impl BorderLine {
    /// A border whose edges are of `edges`.
    #[must_use]
    pub fn new(border: Border, edges: EdgeModel) -> Self {
        Self { border, index: OnceLock::new(), edges }
    }

    /// The index over its edges, built when it is first asked for.
    pub fn index(&self) -> &SegmentIndex {
        self.index.get_or_init(|| SegmentIndex::new(&self.border.lines, self.edges))
    }
}

/// Collects what an atlas is made of.
#[derive(Debug, Default)]
pub struct AtlasBuilder {
    own: BTreeMap<LayerName, Layer>,
    edges: EdgeModel,
}

impl AtlasBuilder {
    /// Uses `edges` between the vertices of borders.
    #[must_use]
    pub fn edges(mut self, edges: EdgeModel) -> Self {
        self.edges = edges;
        self
    }

    /// Puts `layer` in the place of the built-in one.
    ///
    /// Countries without borders of their own get those that they share vertex by vertex.
    ///
    /// # Errors
    /// [`AtlasError`] when the layer needs areas, lines or points and has none, or an area's edges cross.
    pub fn layer(mut self, name: LayerName, layer: Layer) -> Result<Self, AtlasError> {
        let found = match name {
            LayerName::Countries | LayerName::Provinces | LayerName::Districts => !regions(name, &layer)?.is_empty(),
            LayerName::Borders | LayerName::Borders100m => !borders(&layer).is_empty(),
            LayerName::Tripoints | LayerName::Crossings => !places(&layer).is_empty(),
            LayerName::Flows | LayerName::Places | LayerName::Regions => true,
        };
        let needs = match name {
            LayerName::Countries | LayerName::Provinces | LayerName::Districts => "areas",
            LayerName::Borders | LayerName::Borders100m => "lines",
            _ => "points",
        };
        if !found {
            return Err(AtlasError::Empty { layer: name, needs });
        }
        self.own.insert(name, layer);
        Ok(self)
    }

    /// The atlas. Built-in layers are unpacked, and indices built, when they are first asked for.
    #[must_use]
    pub fn build(self) -> Atlas {
        let own_countries = self.own.contains_key(&LayerName::Countries);
        let derived = own_countries && !self.own.contains_key(&LayerName::Borders);
        let mut slots: BTreeMap<LayerName, OnceLock<Layer>> = BTreeMap::new();
        for name in LayerName::ALL {
            slots.insert(name, OnceLock::new());
        }
        for (name, layer) in self.own {
            slots.insert(name, OnceLock::from(layer));
        }
        Atlas { slots, edges: self.edges, derived, ..Atlas::default() }
    }
}

/// Layers and the indices over them, read-only; may be shared between threads.
///
/// # Cost
/// Making one costs nothing; the first question about a layer unpacks it (milliseconds) and indexes it.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// let atlas = Atlas::built_in();
/// assert_eq!(atlas.borders().iter().filter(|line| line.border.id == "border/IR-PK").count(), 1);
/// ```
#[derive(Debug, Default)]
pub struct Atlas {
    slots: BTreeMap<LayerName, OnceLock<Layer>>,
    edges: EdgeModel,
    /// Whether borders are made from the user's countries.
    derived: bool,
    countries: OnceLock<Regions>,
    provinces: OnceLock<Regions>,
    districts: OnceLock<Regions>,
    borders: OnceLock<Vec<BorderLine>>,
    tripoints: OnceLock<Vec<Place>>,
    crossings: OnceLock<Vec<Place>>,
}

impl Atlas {
    /// The atlas of the Iran–Pakistan–Afghanistan borderlands that the library carries.
    #[must_use]
    pub fn built_in() -> Self {
        AtlasBuilder::default().build()
    }

    /// An atlas to be put together from built-in layers and others.
    #[must_use]
    pub fn builder() -> AtlasBuilder {
        AtlasBuilder::default()
    }

    /// What the edges between a border's vertices are.
    #[must_use]
    pub fn edges(&self) -> EdgeModel {
        self.edges
    }

    /// A layer's metadata and features.
    ///
    /// # Panics
    /// Never: the built-in layers are unpacked by a test.
    pub fn layer(&self, name: LayerName) -> &Layer {
        static NONE: Layer = Layer::EMPTY;
        self.slots.get(&name).map_or(&NONE, |slot| {
            slot.get_or_init(|| {
                let packed = pack::PACKED.iter().find(|(packed, _)| *packed == name.word());
                let (_, bytes) = packed.expect("every layer is packed");
                pack::unpacked(bytes).expect("what build.rs packed can be unpacked")
            })
        })
    }

    /// Countries.
    pub fn countries(&self) -> &Regions {
        self.regions(&self.countries, LayerName::Countries)
    }

    /// Provinces.
    pub fn provinces(&self) -> &Regions {
        self.regions(&self.provinces, LayerName::Provinces)
    }

    /// Districts and counties.
    pub fn districts(&self) -> &Regions {
        self.regions(&self.districts, LayerName::Districts)
    }

    /// Borders, in the layer's order.
    pub fn borders(&self) -> &[BorderLine] {
        self.borders.get_or_init(|| {
            let found = if self.derived {
                shared_borders(&checked_regions(self.layer(LayerName::Countries)))
            } else {
                borders(self.layer(LayerName::Borders))
            };
            found.into_iter().map(|border| BorderLine::new(border, self.edges)).collect()
        })
    }

    /// Where three countries meet.
    pub fn tripoints(&self) -> &[Place] {
        self.tripoints.get_or_init(|| places(self.layer(LayerName::Tripoints)))
    }

    /// Border crossings.
    pub fn crossings(&self) -> &[Place] {
        self.crossings.get_or_init(|| places(self.layer(LayerName::Crossings)))
    }

    fn regions<'a>(&'a self, slot: &'a OnceLock<Regions>, name: LayerName) -> &'a Regions {
        slot.get_or_init(|| Regions::new(checked_regions(self.layer(name))))
    }
}

fn regions(name: LayerName, layer: &Layer) -> Result<Vec<Region>, AtlasError> {
    let each = layer.features.iter().enumerate().map(|(number, feature)| Region::from_feature(feature, number));
    each.collect::<Result<_, _>>().map_err(|error| AtlasError::Region { layer: name, error })
}

fn checked_regions(layer: &Layer) -> Vec<Region> {
    let features = layer.features.iter().enumerate();
    features.filter_map(|(number, feature)| Region::from_checked(feature, number)).collect()
}

fn borders(layer: &Layer) -> Vec<Border> {
    let features = layer.features.iter().enumerate();
    features.filter_map(|(number, feature)| Border::from_feature(feature, number)).collect()
}

fn places(layer: &Layer) -> Vec<Place> {
    let features = layer.features.iter().enumerate();
    features.filter_map(|(number, feature)| Place::from_feature(feature, number)).collect()
}
