//! The atlas: layers, and the regions, borders and points made of them when they are first asked for.
//! Not responsible for reading files: a layer of the user's comes in as features.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::atlas::gazetteer;
use crate::atlas::layer_name::{AtlasError, LayerName};
use crate::atlas::pack;
use crate::atlas::parts::{BorderLine, Regions};
use crate::geometry::edge::EdgeModel;
use crate::model::border::Border;
use crate::model::layer::Layer;
use crate::model::place::Place;
use crate::model::region::Region;
use crate::names::gazetteer::Gazetteer;
use crate::topology::shared::shared_borders;

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
        let lacks = match name {
            LayerName::Countries | LayerName::Provinces | LayerName::Districts | LayerName::Waters => {
                regions(name, &layer)?.is_empty().then_some("areas")
            }
            LayerName::Borders | LayerName::Borders100m => borders(&layer).is_empty().then_some("lines"),
            LayerName::Tripoints | LayerName::Crossings => places(&layer).is_empty().then_some("points"),
            LayerName::Flows | LayerName::Places | LayerName::Regions => None,
        };
        if let Some(needs) = lacks {
            return Err(AtlasError::Empty { layer: name, needs });
        }
        self.own.insert(name, layer);
        Ok(self)
    }

    /// The atlas. Built-in layers are unpacked, and indices built, when they are first asked for.
    #[must_use]
    pub fn build(self) -> Atlas {
        let mut own = self.own;
        let derived = own.contains_key(&LayerName::Countries) && !own.contains_key(&LayerName::Borders);
        let mut slots = LayerName::ALL.map(|name| (name, OnceLock::new()));
        for (name, slot) in &mut slots {
            if let Some(layer) = own.remove(name) {
                *slot = OnceLock::from(layer);
            }
        }
        Atlas {
            slots: BTreeMap::from(slots),
            edges: self.edges,
            derived,
            countries: OnceLock::new(),
            provinces: OnceLock::new(),
            districts: OnceLock::new(),
            borders: OnceLock::new(),
            tripoints: OnceLock::new(),
            crossings: OnceLock::new(),
            gazetteer: OnceLock::new(),
        }
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
#[derive(Debug)]
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
    gazetteer: OnceLock<Gazetteer>,
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
        self.slots[&name].get_or_init(|| {
            let packed = pack::PACKED.iter().find(|(packed, _)| *packed == name.word());
            let (_, bytes) = packed.expect("build.rs packs every layer, which a test asks for");
            pack::unpacked(bytes).expect("what build.rs packs can be unpacked, which a test does")
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

    /// Countries, provinces, districts, towns, localities, crossings, borders and regions by all their names.
    ///
    /// # Cost
    /// The first time it unpacks these layers and folds all names: some tens of milliseconds.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(|| gazetteer::of(self))
    }

    /// Makes countries, provinces and districts ready for many questions: worth its cost from some thousands on.
    pub fn ready_for_many(&self) {
        for regions in [self.countries(), self.provinces(), self.districts()] {
            regions.index.ready_for_many();
        }
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
