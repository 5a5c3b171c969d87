//! Which layers an atlas has, and why one cannot be used. Not responsible for what the layers hold.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::model::region::RegionError;

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
    /// The sea inside the outlines of countries.
    Waters,
}

impl LayerName {
    /// All layers, in alphabetical order.
    pub const ALL: [Self; 11] = [
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
        Self::Waters,
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
            Self::Waters => "waters",
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
